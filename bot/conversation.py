"""One incoming message -> what is recorded and what is said back. The whole conversation is read here, top to bottom.

A stranger is never let past the door; a press and a typed word end in the same functions; what is not understood is said
to be so, and changes nothing.
"""

import re
from collections.abc import Awaitable, Callable, Sequence

from bot import (
    answers,
    asking,
    behalf,
    blockers,
    broadcasting,
    editing,
    escalations,
    evidence,
    explaining,
    extensions,
    joining,
    leave,
    mergers,
    nudging,
    offices,
    orders,
    presses,
    queries,
    reassigning,
    targets,
    unblocking,
    views,
    wishes,
)
from bot.answering import answered
from bot.commands import BY_NAME, For, baocao, by_plain_words, moi
from bot.desk import Desk
from bot.digest import SHOWN, item_buttons
from bot.picking import NotHere, Nothing, Picked, Which, known_codes, pick
from bot.pressing import refuse_words
from bot.recording import report
from bot.thread import at_hand_of, listed_items, replied_items
from bot.understanding.reply import Addressed, Intent, read_replies
from bot.understanding.terms import takes_request_back
from plan_data.model import OccurrenceKind
from scheduler.channel import Kind
from storage import chats, inbox, outbox
from storage import people as roster
from storage.occurrences import Item
from storage.plans import activity_codes

MOST_CHARACTERS = 800
_COMMAND = re.compile(r"^/([A-Za-z_]+)(?:@\w+)?(?:\s+(.*))?$", re.DOTALL)
HEARERS: tuple[Callable[[Desk, str], Awaitable[bool]], ...] = (
    targets.said,
    orders.said,
    answered,
    nudging.said,
    broadcasting.said,
    behalf.said,
    leave.said,
    wishes.said,
    offices.said,
    mergers.said,
    baocao.said,
    explaining.asked,
)
"""Who reads the words, in this order: the first one that understands them answers, or refuses them."""
_NOT_TEXT = {
    Kind.OTHER: "sorry.sticker",
    Kind.PHONE: "sorry.sticker",
    Kind.FORWARD: "sorry.forward",
}


async def respond(desk: Desk) -> None:
    """Understand, act, answer: everything that one message sets in motion."""
    incoming = desk.incoming
    if not incoming.private:
        return
    if incoming.kind in (Kind.BLOCKED, Kind.UNBLOCKED):
        await _blocked(desk, incoming.kind is Kind.BLOCKED)
    elif incoming.kind is Kind.PRESS and incoming.says.startswith("join:"):
        await presses.press(desk)
    elif desk.person is None or not desk.person.posts:
        await joining.stranger(desk)
    elif incoming.kind is Kind.PRESS:
        await presses.press(desk)
    elif incoming.edited:
        await editing.edited(desk, _heard, _taken_in)
    else:
        await _heard(desk)


async def _blocked(desk: Desk, blocked: bool) -> None:
    """The person blocked the bot, or let it in again; the admins are told of the first."""
    changed = await roster.set_reachable(desk.tx, desk.incoming.channel, desk.incoming.chat_id, not blocked)
    if changed is None:
        return
    await desk.audit("unreachable" if blocked else "reachable", f"contact:{changed}")
    if not blocked and desk.person is not None:
        await offices.began(desk, desk.person.id, desk.person.name)
    if blocked and desk.person is not None:
        await desk.tell_admins("unreachable", name=desk.person.name, agency=", ".join(desk.person.agency_names))


async def _heard(desk: Desk) -> None:
    incoming = desk.incoming
    # whoever writes can be reached, whatever an earlier send said
    if await roster.set_reachable(desk.tx, incoming.channel, incoming.chat_id, True) is not None:
        await offices.began(desk, desk.who.id, desk.who.name)
    stopped = await wishes.has_stopped(desk)
    await _read(desk)
    if stopped and await wishes.has_stopped(desk):
        await wishes.say_once_that_it_is_off(desk)


async def _read(desk: Desk) -> None:
    incoming = desk.incoming
    if incoming.kind in _NOT_TEXT:
        await desk.say(_NOT_TEXT[incoming.kind], code=await desk.example_code())
    elif await _taken_in(desk):
        await chats.count_misunderstood(desk.tx, incoming.channel, incoming.chat_id, understood=True)
    else:
        await _not_understood(desk)


async def _taken_in(desk: Desk) -> bool:
    """True where the words, and the file that came with them, could be understood."""
    text = desk.incoming.text.strip()
    if desk.incoming.file is None:
        understood = await _said(desk, text)
        if desk.kept_open is not None:
            await inbox.reopen_ask(desk.tx, desk.kept_open)
        return understood
    await evidence.received(desk, text, _said)
    return True


async def _said(desk: Desk, text: str) -> bool:
    """Words: a command, the answer to our question, a report; for an admin also an agency or a code."""
    command = _COMMAND.match(text)
    if command:
        return await _command(desk, command.group(1).lower(), (command.group(2) or "").strip())
    if len(text) > MOST_CHARACTERS:
        await desk.say("sorry.too_long", code=await desk.example_code())
        return True
    plain = by_plain_words(text)
    if plain is not None:
        said_command, argument, whose = plain
        if desk.who.is_admin or whose & For.FOCAL:
            await said_command.handle(desk, argument)
            return True
        if not argument or await moi.names_agency(desk, argument):  # "mới 60%", unmarked, invites nobody
            await refuse_words(desk, said_command.name)
            return True
    for hears in HEARERS:
        if await hears(desk, text):
            return True
    if not desk.who.agencies:
        return await queries.heard(desk, text)
    if not await _is_about_work(desk, text) and await queries.heard(desk, text):
        return True
    return await _reported(desk, text) or await queries.heard(desk, text)


async def _is_about_work(desk: Desk, text: str) -> bool:
    """A code, an answer to a message about the own work, the day that a letter of today asks for: who may report rather "
    "does."""
    said = read_replies(text, desk.on, await activity_codes(desk.tx))
    if any(one.codes for one in said) or await replied_items(desk, await desk.own()):
        return True
    return len(said) == 1 and await escalations.is_day_asked_for(desk, said[0])


async def _command(desk: Desk, name: str, argument: str) -> bool:
    command = BY_NAME.get(name)
    if command is None:
        return False
    if command.whose is For.ADMIN and not desk.who.is_admin:
        await refuse_words(desk, name)
    else:
        await command.handle(desk, argument)
    return True


# --- a report ---------------------------------------------------------------------------------------------------------
async def _reported(desk: Desk, text: str) -> bool:
    """True where the text says something about the person's work that could be understood."""
    own = await desk.own()
    series = {i.code for i in own if i.kind is OccurrenceKind.PERIODIC}
    said = read_replies(text, desk.on, known_codes(own) | await activity_codes(desk.tx), series=series)
    replied = await replied_items(desk, own)
    if said and await unblocking.owner_answered(desk, said, own, replied, text):
        return True
    if len(said) > 1:
        return await _several(desk, said, own, replied)
    if not said:
        return False
    one = said[0]
    if takes_request_back(one.words):
        mine = [i for i in replied if i.agency_id in desk.who.agencies] or own
        await extensions.take_back(desk, [i for i in mine if not one.codes or i.code in one.codes])
        return True
    if one.bare and len(one.codes) == 1:
        await _bare_code(desk, one, own)
        return True
    if await escalations.named_day(desk, one, text) or await unblocking.cleared_in_words(desk, one, own, replied, text):
        return True
    match one.reply.intent:
        case Intent.OTHER:
            return await _document_of(desk, one, own, replied, text) or await _unknown_code(desk, text)
        case Intent.UNDO:
            await _undo(desk, one, own, replied)
            return True
        case Intent.REASSIGN if not one.codes and await reassigning.is_of_person(desk, text):
            await reassigning.person_changes(desk, text)
            return True
        case Intent.ACK if not one.codes and not replied:
            await _thanks(desk, text)
            return True
    await _about(desk, one, own, replied, text)
    return True


async def _about(desk: Desk, one: Addressed, own: Sequence[Item], replied: Sequence[Item], text: str) -> None:
    """One statement: do it where it is clear what it is about, else ask."""
    listed, message = await listed_items(desk)
    at_hand = await at_hand_of(desk, own) if not one.codes and not replied else None
    found = pick(one, own, replied, listed, SHOWN, desk.on, at_hand)
    if isinstance(found, Picked):
        await answers.act(desk, found.items, one.reply, text)
    elif isinstance(found, Which):
        source = "open" if not found.listed else "this" if replied else message
        await asking.which(desk, found.items, one.reply, text, source=source)
    elif isinstance(found, NotHere):
        await asking.not_mine(desk, found.code)
    elif isinstance(found, Nothing) and replied and not {i.id for i in replied} & {i.id for i in own}:
        await asking.not_mine(desk, replied[0].code)
    elif isinstance(found, Nothing):
        await desk.say("sorry.nothing_open")


async def _document_of(desk: Desk, one: Addressed, own: Sequence[Item], replied: Sequence[Item], text: str) -> bool:
    """ "I.1 số 12/KH-UBND", or the number alone in answer to a message about one: of finished work only."""
    found = pick(one, own, replied, (), SHOWN, desk.on) if one.codes or replied else None
    if one.reply.document is None or not isinstance(found, Picked) or len(found.items) != 1:
        return False
    if not found.items[0].settled or found.items[0].out:
        return False
    await answers.add_document(desk, found.items[0], one.reply.document, text)
    return True


async def _unknown_code(desk: Desk, text: str) -> bool:
    """ "I.9 xong": what would be a report if there were such a code."""
    known = await activity_codes(desk.tx)
    for one in read_replies(text, desk.on):
        code = next((c for c in one.codes if c not in known), None)
        if code is not None and one.reply.intent is not Intent.OTHER:
            await asking.not_mine(desk, code)
            return True
    return False


async def _bare_code(desk: Desk, one: Addressed, own: Sequence[Item]) -> None:
    """A code alone: its six actions where it is one's own, else the card."""
    found = pick(one, own, (), (), SHOWN, desk.on)
    if isinstance(found, Picked) and not found.items[0].settled:
        item = found.items[0]
        await desk.say("item_menu", items=[item.id], i=desk.facts(item), buttons=item_buttons(item.id))
    else:
        await views.card(desk, one.codes[0])


async def _undo(desk: Desk, one: Addressed, own: Sequence[Item], replied: Sequence[Item]) -> None:
    """ "nhầm": the last answer; "nhầm, I.4": of it what concerns I.4."""
    only = [i.id for i in own if i.code in one.codes]
    if not only and len(replied) == 1:
        only = [i.id for i in replied if i.agency_id in desk.who.agencies]
    await answers.undo(desk, only)


async def _thanks(desk: Desk, text: str) -> None:
    """Thanks right under a message of the day acknowledge it; anywhere else they need no answer."""
    last = await outbox.last_with_items(desk.tx, desk.incoming.channel, desk.incoming.chat_id)
    listed, message = await listed_items(desk)
    if last is not None and last[1] and message != "last" and listed:
        await answers.acknowledged(desk, listed, text)


async def _several(desk: Desk, said: Sequence[Addressed], own: Sequence[Item], replied: Sequence[Item]) -> bool:
    """A message about several: each statement for its own activity; what is not clear is named and not recorded."""
    changed: list[Item] = []
    blocked: list[int] = []
    unclear: list[str] = []
    for one in said:
        found = pick(one, own, replied, (), SHOWN, desk.on)
        if isinstance(found, Picked) and one.codes and one.reply.intent is Intent.UNDO:
            unclear.append(one.words)
        elif isinstance(found, Picked) and one.codes:
            for item in found.items:
                if item.id in {i.id for i in changed}:
                    unclear.append(one.words)
                elif await report(desk, item, one.reply, one.words):
                    changed.append(item)
                    if one.reply.intent is Intent.BLOCKED:
                        blocked.append(item.id)
                else:
                    unclear.append(one.words)
        elif one.reply.intent is not Intent.ACK:
            unclear.append(one.words)
    if not changed:
        return False
    fresh = await desk.settle(changed)
    for item_id in blocked:
        if fresh[item_id].blocker is not None:
            await blockers.tell(desk, fresh[item_id])
    rows = [{"i": desk.facts(fresh[i.id]), "done": fresh[i.id].closed_on is not None} for i in changed]
    undo = [[("undo", f"undo:{desk.row_id}")]]
    await desk.say("recorded.mixed", items=[i.id for i in changed], rows=rows, unclear=unclear, buttons=undo)
    return True


# --- not understood ---------------------------------------------------------------------------------------------------
async def _not_understood(desk: Desk) -> None:
    """That nothing was recorded comes first; the second time in a row only the buttons."""
    times = await chats.count_misunderstood(desk.tx, desk.incoming.channel, desk.incoming.chat_id, understood=False)
    if not desk.who.agencies:
        buttons = [[("overview", "cmd:tongquan"), ("overdue", "cmd:quahan")]] if desk.who.is_admin else []
        await desk.say("sorry.not_a_query", examples=await queries.examples(desk), buttons=buttons)
        return
    buttons = [[("my_work", "cmd:viec"), ("help", "cmd:giupdo")]]
    if times > 1:
        await desk.say("sorry.not_understood_again", office=desk.plan.office, buttons=buttons)
    else:
        await desk.say("sorry.not_understood", code=await desk.example_code(), buttons=buttons)
