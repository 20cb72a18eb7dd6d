"""How a blocker comes to its end: answers go to whoever is held up, and then it is said to be gone, by a button or in words."""

from collections.abc import Sequence

from bot import asking, views
from bot.asking import MOST_WORDS
from bot.blocking import behind, clearing, deciding, notice, with_way_back
from bot.clearing import clear, speaker
from bot.desk import Desk
from bot.digest import SHOWN
from bot.facts import button_labels
from bot.picking import NotHere, Picked, Which, known_codes, pick
from bot.pressing import Press, Refused
from bot.questions import Given, Question
from bot.understanding.handover import says_cleared
from bot.understanding.reply import Addressed, Intent, read_replies
from plan_data.status import Blocker
from plan_data.updates import UpdateKind
from storage import outbox
from storage.occurrences import Item, hold, items, items_of_message

_REPORTS = frozenset({Intent.DONE, Intent.PROGRESS, Intent.NOT_DONE, Intent.BLOCKED, Intent.EXTEND, Intent.SNOOZE, Intent.ACK})


# --- cleared ----------------------------------------------------------------------------------------------------------------
async def _clear(desk: Desk, arguments: list[str]) -> None:
    stuck = await behind(desk, arguments[0], own=True)
    if stuck is not None:
        await cleared(desk, [stuck.item], "", in_place=True)


async def cleared(desk: Desk, picked: Sequence[Item], said: str, *, in_place: bool = False) -> None:
    """It is gone: the work goes on as before, and everybody who was told hears it."""
    await desk.close_asks()
    for item in picked:
        await clear(desk, item, said)
    fresh = await desk.settle(picked, but_not=desk.incoming.message_id if in_place else "")
    own = {i.id for i in picked if i.agency_id in desk.who.agencies}
    for item in picked:
        if item.id not in own and item.blocker is not None:
            await desk.tell_agency(
                item.agency_id,
                "blocker.cleared_for_you",
                items=[item.id],
                i=desk.facts_after(fresh[item.id]),
                by=speaker(desk, item, item.blocker),
                what=item.blocker.words[:MOST_WORDS],
            )
    undo = [[("undo", f"undo:{desk.row_id}")]]
    await desk.say(
        "recorded.cleared",
        items=own,
        in_place=in_place,
        told=[desk.facts_after(fresh[i.id]) | {"own": i.id in own} for i in picked],
        buttons=await with_way_back(desk, undo) if in_place else undo,
    )


async def cleared_in_words(desk: Desk, one: Addressed, own: Sequence[Item], replied: Sequence[Item], text: str) -> bool:
    """ "hết vướng rồi": of the item named, of the answered message, or of the only one that is blocked."""
    if one.reply.intent not in (Intent.OTHER, Intent.BLOCKED) or not says_cleared(one.words, desk.on):
        return False
    blocked = [i for i in own if i.blocker is not None]
    match pick(one, own if one.codes else blocked, replied, (), SHOWN, desk.on):
        case Picked(meant) | Which(meant) as found:
            stuck = [i for i in await hold(desk.tx, [i.id for i in meant]) if i.blocker is not None]
            if not stuck:
                codes = list(dict.fromkeys(i.code for i in meant))
                await desk.say("sorry.not_blocked", items=[i.id for i in meant], codes=codes)
            elif len(stuck) == 1 or isinstance(found, Picked):
                await cleared(desk, stuck, text)
            else:
                await _which(desk, stuck)
        case NotHere(code):
            await asking.not_mine(desk, code)
        case _:
            await desk.say("sorry.not_blocked", codes=[])
    return True


async def _which(desk: Desk, several: Sequence[Item]) -> None:
    labels = button_labels(list(several))
    buttons = [(labels[i.id], f"clear:{i.blocker.id}") for i in several if i.blocker is not None][:9]
    rows = [buttons[n : n + 3] for n in range(0, len(buttons), 3)]
    await desk.say("blocker.which", told=[desk.facts(i) for i in several[:9]], buttons=rows)


# --- answered ---------------------------------------------------------------------------------------------------------------
async def _answer(desk: Desk, arguments: list[str]) -> None:
    stuck = await behind(desk, arguments[0])
    if stuck is not None:
        await desk.ask("blocker_answer", blocker=stuck.blocker.id, item=stuck.item.id)
        await desk.say("blocker.ask_answer", **notice(desk, stuck.item, stuck.blocker))


async def _answer_words(desk: Desk, given: Given) -> bool:
    """Any words that are not about something else: a code, another message, or for an admin an agency's name."""
    incoming = desk.incoming
    replied = await items_of_message(desk.tx, incoming.channel, incoming.chat_id, incoming.replies_to or "")
    if replied and int(str(given.ask.facts["item"])) not in {i.id for i in replied}:
        return False
    if desk.who.is_admin and await views.looked_up(desk, given.text):
        return True
    own = await desk.own() if desk.who.agencies else ()
    said = read_replies(given.text, desk.on, known_codes(own))
    if any(s.codes or s.reply.intent is Intent.UNDO for s in said):
        return False
    try:
        stuck = await behind(desk, str(given.ask.facts["blocker"]))
    except Refused:  # no admin and no owner any more
        return False
    if stuck is not None:
        await answer(desk, stuck.item, stuck.blocker, given.text)
    return True


async def answer(desk: Desk, item: Item, blocker: Blocker, said: str) -> None:
    """The words go to the agency that is held up, as they are; the admins read what another agency answers."""
    if says_cleared(said, desk.on):
        await cleared(desk, [item], said)
        return
    await desk.close_asks()
    await desk.record(item, UpdateKind.BLOCKER_ANSWERED, words=said[:MOST_WORDS])
    fresh = (await desk.settle([item]))[item.id]
    facts = notice(desk, fresh, blocker, by=speaker(desk, item, blocker), answer=said[:MOST_WORDS])
    gone = [[("cleared", f"clear:{blocker.id}")]]
    told = await desk.tell_agency(item.agency_id, "blocker.answer", items=[item.id], buttons=gone, **facts)
    if not desk.who.is_admin:
        await desk.tell_admins("notice.answered", items=[item.id], buttons=deciding(blocker, noted=True), **facts)
    buttons = [[("cleared", f"clear:{blocker.id}"), ("undo", f"undo:{desk.row_id}")]]
    await desk.say("recorded.blocker_answered", buttons=buttons, reached=bool(told), **facts)


async def owner_answered(
    desk: Desk, said: Sequence[Addressed], own: Sequence[Item], replied: Sequence[Item], text: str
) -> bool:
    """Words below a message about somebody else's blocker that this person's agency is to clear.

    In answer to it they go to whoever is held up. A result is never taken for one: "xong" below such a message may mean the
    blocker or one's own work, so it is asked.
    """
    intent = said[0].reply.intent if len(said) == 1 else Intent.OTHER
    gone = says_cleared(said[0].words, desk.on)
    if intent is Intent.UNDO or not (replied or gone or intent is Intent.DONE):
        return False
    carried = replied or await _newest(desk)
    codes = {c for s in said for c in s.codes}
    owed = [i for i in carried if _owes(desk, i) and (not codes or i.code in codes)]
    if not owed:
        return False
    mine = [i for i in own if not i.settled and i.id in {c.id for c in carried}]
    if mine and not gone:
        if len(mine) > 1 or codes or intent not in _REPORTS:
            return False
        await asking.which(desk, mine, said[0].reply, text, source="this")
    elif len(owed) > 1:
        await _which(desk, owed)
    else:
        await _of_owner(desk, owed[0], text, gone=gone, done=intent is Intent.DONE)
    return True


async def _of_owner(desk: Desk, owed: Item, text: str, *, gone: bool, done: bool) -> None:
    [item] = await hold(desk.tx, [owed.id])
    blocker = item.blocker
    if blocker is None:
        await desk.say("sorry.not_blocked", codes=[item.code])
    elif gone:
        await cleared(desk, [item], text)
    elif done:
        facts = notice(desk, item, blocker)
        await desk.say("blocker.ask_cleared", items=[item.id], buttons=clearing(blocker), **facts)
    else:
        await answer(desk, item, blocker, text)


def _owes(desk: Desk, item: Item) -> bool:
    blocker = item.blocker
    return blocker is not None and item.agency_id not in desk.who.agencies and blocker.owner_agency_id in desk.who.agencies


async def _newest(desk: Desk) -> tuple[Item, ...]:
    """What the newest message of the chat carried; nothing where another has come since."""
    last = await outbox.last_with_items(desk.tx, desk.incoming.channel, desk.incoming.chat_id)
    if last is None or not last[1]:
        return ()
    return await items(desk.tx, [line.occurrence_id for line in await outbox.digest_lines(desk.tx, last[0])])


PRESSES: dict[str, Press] = {"answer": _answer, "clear": _clear}
QUESTIONS: dict[str, Question] = {"blocker_answer": Question(_answer_words, of_others=True, free=True)}
