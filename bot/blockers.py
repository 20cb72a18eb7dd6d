"""What stands in the way: told to the admins in the person's own words, given to whoever is to clear it, asked about until
it is gone.

It is the office's until an admin gives it to an agency. Its buttons name the blocker and not the item: what is pressed below an
old one never touches a new one.
"""

from collections.abc import Sequence
from typing import Any

from bot import unblocking, whom
from bot.blocking import behind, clearing, deciding, notice, taken, with_way_back
from bot.desk import Desk
from bot.pressing import Press, admin_only, number
from bot.questions import Given, Question
from bot.recording import report, with_back
from bot.understanding.handover import says_cleared
from bot.understanding.reply import Intent, Reply
from plan_data.status import Blocker
from plan_data.updates import UpdateKind
from storage.occurrences import Item
from storage.plans import agency_directory


# --- reported -------------------------------------------------------------------------------------------------------------
async def blocked(desk: Desk, picked: Sequence[Item], reply: Reply, said: str, *, in_place: bool = False) -> None:
    """Whose hands it is in now, and that the date stands; the admins get the person's own words."""
    for item in picked:
        await report(desk, item, reply, said)
    fresh = await desk.settle(picked, but_not=desk.incoming.message_id if in_place else "")
    for item in picked:
        await tell(desk, fresh[item.id])
    buttons = [[("undo", f"undo:{desk.row_id}")]]
    if len(picked) == 1:
        buttons = [[("ask_extension", f"extend:{picked[0].id}"), ("undo", f"undo:{desk.row_id}")]]
        await desk.ask("blocked_more", item=picked[0].id)
    await desk.say(
        "recorded.blocked",
        items=[i.id for i in picked],
        in_place=in_place,
        note=reply.note or "",
        office=desk.plan.office,
        buttons=with_back(buttons, in_place),
        told=[desk.facts(fresh[i.id]) for i in picked],
    )


async def tell(desk: Desk, item: Item) -> None:
    """The admins hear of it at once; so does the agency that has been given it already."""
    blocker = item.blocker
    assert blocker is not None
    facts = notice(desk, item, blocker)
    told = await desk.tell_admins("notice.blocked", items=[item.id], buttons=deciding(blocker), **facts)
    owner = blocker.owner_agency_id
    if owner is not None:
        await desk.tell_agency(owner, "blocker.more", items=[item.id], buttons=clearing(blocker), but_not=told, **facts)


# --- what is pressed --------------------------------------------------------------------------------------------------------
async def _show(desk: Desk, item: Item, *, did: str = "", in_place: bool = True, **more: Any) -> None:
    """The admin's notice with what was done, in place of the one that was pressed."""
    blocker = item.blocker
    assert blocker is not None
    buttons = deciding(blocker, noted=did == "noted")
    if not more.get("reached", True):
        buttons.append([("invite", f"invite:{blocker.owner_agency_id}")])
    rows = await with_way_back(desk, buttons) if in_place else buttons
    facts = notice(desk, item, blocker, did=did, **more)
    await desk.say("notice.blocked", items=[item.id], in_place=in_place, buttons=rows, **facts)


async def _blocker(desk: Desk, arguments: list[str]) -> None:
    """The blocker of a list or of a morning message, with what the person may do about it."""
    stuck = await behind(desk, arguments[0])
    if stuck is None:
        return
    in_place = arguments[1:] != ["new"]
    await desk.close_asks()
    if desk.who.is_admin:
        await _show(desk, stuck.item, in_place=in_place)
    else:
        rows = await with_way_back(desk, clearing(stuck.blocker))
        facts = notice(desk, stuck.item, stuck.blocker)
        await desk.say("blocker.owed", items=[stuck.item.id], in_place=in_place, buttons=rows, **facts)


async def _noted(desk: Desk, arguments: list[str]) -> None:
    admin_only(desk)
    stuck = await behind(desk, arguments[0])
    if stuck is not None:
        await desk.audit("blocker_noted", stuck.item.key)
        await _show(desk, stuck.item, did="noted")


# --- given ------------------------------------------------------------------------------------------------------------------
async def _give(desk: Desk, arguments: list[str]) -> None:
    """[Giao xử lý]: to whom? Then an agency's button. Of two admins at once the second sees whom it was given to."""
    admin_only(desk)
    stuck = await behind(desk, arguments[0])
    if stuck is None:
        return
    if stuck.item.agency_id in desk.who.agencies:
        await _refuse_own(desk, stuck.item)
    elif len(arguments) == 1:
        await _ask_whom(desk, stuck.item, stuck.blocker)
    elif arguments[2] != _seen(stuck.blocker):
        await taken(desk, stuck.item, stuck.blocker)
    else:
        await give(desk, stuck.item, stuck.blocker, number(arguments[1]))


async def _refuse_own(desk: Desk, item: Item) -> None:
    """Nobody decides for the own agency, Văn phòng included."""
    await desk.audit("refused_own_blocker", item.key)
    desk.pop("blocker.own")


def _seen(blocker: Blocker) -> str:
    """What an agency's button remembers of whose the blocker was when it was offered."""
    return str(blocker.given.id if blocker.given else 0)


async def _ask_whom(desk: Desk, item: Item, blocker: Blocker) -> None:
    await desk.ask("give_to", blocker=blocker.id)
    offered = [(i, a) for i, a in await whom.likely(desk, item, blocker.report.words) if i != blocker.owner_agency_id]
    rows = whom.offers(offered, lambda i: f"give:{blocker.id}:{i}:{_seen(blocker)}")
    facts = notice(desk, item, blocker, did="asked")
    back = [("back", f"blocker:{blocker.id}")]
    await desk.say("notice.blocked", items=[item.id], in_place=True, buttons=[*rows, back], **facts)


async def _give_to(desk: Desk, given: Given) -> bool:
    """The agency's name, typed."""
    stuck = await behind(desk, str(given.ask.facts["blocker"]))
    if stuck is None:
        return True
    item, blocker = stuck.item, stuck.blocker
    agency_id = await whom.typed(desk, given.text, lambda i: f"give:{blocker.id}:{i}:{_seen(blocker)}")
    if agency_id == item.agency_id:
        await desk.say("blocker.not_to_itself", i=desk.facts(item))
    elif agency_id is not None and agency_id == blocker.owner_agency_id:
        await taken(desk, item, blocker)
    elif agency_id is not None:
        await give(desk, item, blocker, agency_id)
    return True


async def give(desk: Desk, item: Item, blocker: Blocker, agency_id: int) -> None:
    """The agency that is to clear it is told, and the one that it holds up who has it now; so is the one that had it before.

    Errors: ValueError for an agency that there is not, or that would clear its own."""
    names = {i: a.name for i, a in await agency_directory(desk.tx)}
    if agency_id not in names or agency_id == item.agency_id:
        raise ValueError(agency_id)
    pressed = bool(desk.incoming.says)
    await desk.close_asks()
    await desk.record(item, UpdateKind.BLOCKER_GIVEN, words=names[agency_id], note=blocker.words, agency_id=agency_id)
    fresh = (await desk.settle([item], but_not=desk.incoming.message_id if pressed else ""))[item.id]
    facts = notice(desk, fresh, blocker)
    told = await desk.tell_agency(agency_id, "blocker.owed", items=[item.id], buttons=clearing(blocker), **facts)
    await desk.tell_agency(item.agency_id, "blocker.given", items=[item.id], but_not=told, **facts)
    if blocker.owner_agency_id not in (None, agency_id):
        await desk.tell_agency(blocker.owner_agency_id, "blocker.given", but_not=told, **facts)
    await _show(desk, fresh, did="given", in_place=pressed, reached=bool(told) or agency_id in desk.who.agencies)


# --- the reason ---------------------------------------------------------------------------------------------------------
async def _why(desk: Desk, given: Given) -> bool:
    """After [Vướng]: "vướng" without a reason helps nobody."""
    if (given.intent is not Intent.OTHER and not given.is_reason) or says_cleared(given.text, desk.on):
        return False
    await desk.close_asks()
    await blocked(desk, given.still_open, Reply(Intent.BLOCKED, note=given.text), given.text)
    return True


async def _more(desk: Desk, given: Given) -> bool:
    """More of the reason, in answer to our message: anything else is another subject."""
    return desk.incoming.replies_to is not None and await _why(desk, given)


PRESSES: dict[str, Press] = {"noted": _noted, "blocker": _blocker, "give": _give, **unblocking.PRESSES}
QUESTIONS: dict[str, Question] = {
    "blocked_why": Question(_why, free=True),
    "blocked_more": Question(_more),
    "give_to": Question(_give_to, of_admin=True),
    **unblocking.QUESTIONS,
}
