""" "Việc này không thuộc đơn vị em": a proposal. An admin decides it, and until then somebody is reminded as before.

What is granted moves with all that is open of the same activity: next month's turn is no more theirs than this month's. Where
only the person changes, the work stays where it is, and the admins are told whom to invite.
"""

from collections.abc import Sequence
from typing import Any

from bot import views, whom
from bot.asides import set_aside
from bot.asking import MOST_WORDS, already
from bot.blocking import Rows
from bot.desk import Desk
from bot.digest import item_buttons
from bot.pressing import Press, admin_only, named_agency, number, remark
from bot.questions import Given, Question
from bot.recording import with_back
from bot.understanding.handover import changes_person
from plan_data.model import OccurrenceKind
from plan_data.updates import StatusUpdate, UpdateKind
from storage import updates
from storage.occurrences import Item, hold, items_by_code, move_items


# --- proposed -------------------------------------------------------------------------------------------------------------
async def propose(desk: Desk, picked: Sequence[Item], said: str, *, in_place: bool = False) -> None:
    """Before the admins with the person's words; one open proposal an item, and none about what is done."""
    still = [i for i in picked if not i.settled]
    if not still:
        await already(desk, picked[0], in_place=in_place)
        return
    if await is_of_person(desk, said):
        await person_changes(desk, said, agency=still[0].agency, codes=[i.code for i in still])
        return
    new = [i for i in still if i.proposal is None]
    if not new:
        await desk.say("reassign.open", items=[i.id for i in still], in_place=in_place, i=desk.facts(still[0]))
        return
    named = await whom.mentioned(desk, said, but_not=desk.who.agencies)
    to = named[0][0] if len(named) == 1 else None
    words = said[:MOST_WORDS]
    proposals = [await desk.record(i, UpdateKind.REASSIGN_ASKED, words=words, note=words, agency_id=to) for i in new]
    fresh = await desk.settle(new, but_not=desk.incoming.message_id if in_place else "")
    await desk.say(
        "recorded.reassign_sent",
        items=[i.id for i in new],
        in_place=in_place,
        codes=list(dict.fromkeys(i.code for i in new)),
        office=desk.plan.office,
        buttons=with_back([[("undo", f"undo:{desk.row_id}")]], in_place),
    )
    for item, proposal_id in zip(new, proposals, strict=True):
        facts = _notice(desk, fresh[item.id])
        await desk.tell_admins("notice.reassign", items=[item.id], buttons=_deciding(proposal_id), **facts)


async def is_of_person(desk: Desk, said: str) -> bool:
    """ "em đã bàn giao cho anh Bình": no other agency is named, so the work stays and its person changes."""
    return changes_person(said, desk.on) and not await whom.mentioned(desk, said, but_not=desk.who.agencies)


async def person_changes(desk: Desk, said: str, *, agency: str = "", codes: Sequence[str] = ()) -> None:
    """Somebody else of the agency is to be reminded: for the admins to invite. The present person is reminded till then."""
    agency = agency or ", ".join(desk.who.agency_names)
    await desk.audit("person_change_proposed", f"contact:{desk.who.id}", words=said[:MOST_WORDS])
    await desk.say("reassign.person_sent", agency=agency, office=desk.plan.office)
    await desk.tell_admins(
        "notice.person_change",
        agency=agency,
        name=desk.who.name,
        codes=list(dict.fromkeys(codes)),
        said=said[:MOST_WORDS],
        at=desk.incoming.at.isoformat(),
    )


def _notice(desk: Desk, item: Item, **more: Any) -> dict[str, Any]:
    """The facts of the admin's message about an open proposal."""
    proposal = item.proposal
    assert proposal is not None
    facts = {"i": desk.facts(item), "agency": item.agency, "to": proposal.agency, "said": proposal.words, "ask": ""}
    return facts | {"at": proposal.at.isoformat()} | more


def _deciding(proposal_id: int) -> Rows:
    return [
        [
            ("reassign", f"reassign:{proposal_id}"),
            ("keep", f"keep:{proposal_id}"),
            ("answer", f"reassign_say:{proposal_id}"),
        ]
    ]


# --- decided ----------------------------------------------------------------------------------------------------------------
async def _open(desk: Desk, proposal_id: int) -> tuple[Item, StatusUpdate] | None:
    """The proposal, nobody else's until it is decided; None where it is decided already, or the admin's own agency's, which
    is said. Errors: ValueError where there never was one."""
    row = await updates.update_row(desk.tx, proposal_id)
    if row is None or row[1] is not UpdateKind.REASSIGN_ASKED:
        raise ValueError(proposal_id)
    [item] = await hold(desk.tx, [row[0]])
    proposal = item.proposal
    if proposal is None or proposal.id != proposal_id or item.settled:
        await remark(desk, "reassign.decided", i=desk.facts(item))
        return None
    if item.agency_id in desk.who.agencies:
        await desk.audit("refused_own_reassignment", item.key)
        await remark(desk, "reassign.own")
        return None
    return item, proposal


async def _reassign(desk: Desk, arguments: list[str]) -> None:
    """[Chuyển]: to whom, where it was not said; then what it comes to, before anything is moved."""
    admin_only(desk)
    found = await _open(desk, number(arguments[0]))
    if found is None:
        return
    item, proposal = found
    if len(arguments) > 1:
        await _preview(desk, item, proposal, number(arguments[1]))
    elif proposal.agency_id is not None and not await _has_its_own(desk, [item], proposal.agency_id):
        await _preview(desk, item, proposal, proposal.agency_id)
    else:
        await _ask_whom(desk, item, proposal)


async def _elsewhere(desk: Desk, arguments: list[str]) -> None:
    """[Đơn vị khác]: not to the one that the person named."""
    admin_only(desk)
    found = await _open(desk, number(arguments[0]))
    if found is not None:
        await _ask_whom(desk, *found)


async def _ask_whom(desk: Desk, item: Item, proposal: StatusUpdate) -> None:
    await desk.ask("move_to", proposal=proposal.id)
    offered = whom.offers(await whom.likely(desk, item, proposal.words), lambda i: f"reassign:{proposal.id}:{i}")
    back = [("cancel", f"proposal:{proposal.id}")]
    await desk.say("notice.reassign", in_place=True, buttons=[*offered, back], **_notice(desk, item, ask="whom"))


async def _preview(desk: Desk, item: Item, proposal: StatusUpdate, to: int) -> None:
    """Errors: ValueError for an agency that there is not."""
    _, name = await named_agency(desk, str(to))
    together = await _together(desk, item)
    if await _has_its_own(desk, together, to):
        if desk.incoming.says:
            desk.pop("reassign.has_its_own", i=desk.facts(item), to=name)
        else:
            await desk.say("reassign.has_its_own", i=desk.facts(item), to=name)
        return
    await desk.close_asks()
    go = [("reassign", f"reassign_now:{proposal.id}:{to}"), ("cancel", f"proposal:{proposal.id}")]
    buttons = [go, [("other_agency", f"reassign_to:{proposal.id}")]]
    facts: dict[str, Any] = {"i": desk.facts(item), "agency": item.agency, "to": name, "n": len(together)}
    await desk.say("reassign.preview", in_place=True, buttons=buttons, **facts)


async def _together(desk: Desk, item: Item) -> list[Item]:
    """What moves with an item: all that is open of the activity at its agency; of ongoing work no period that is over."""
    theirs = await items_by_code(desk.tx, item.code, [item.agency_id])
    over = {i.id for i in theirs if i.kind is OccurrenceKind.CHECK_IN and i.due < desk.on}
    return [i for i in theirs if not i.settled and (i.id not in over or i.id == item.id)]


async def _has_its_own(desk: Desk, moving: Sequence[Item], to: int) -> bool:
    """The agency has such work on the same dates, as each agency of a group has: two of one code could not be told apart."""
    theirs = await items_by_code(desk.tx, moving[0].code, [to])
    return bool({i.planned_due for i in theirs} & {i.planned_due for i in moving})


async def _reassign_now(desk: Desk, arguments: list[str]) -> None:
    """Decided: from now on the other agency is reminded; what was said stays in the history, and both are told."""
    admin_only(desk)
    found = await _open(desk, number(arguments[0]))
    if found is None:
        return
    item, _ = found
    to, name = await named_agency(desk, arguments[1])
    together = await hold(desk.tx, [i.id for i in await _together(desk, item)])
    moving = [i for i in together if not i.settled]
    if await _has_its_own(desk, moving, to):
        raise ValueError(to)
    await desk.close_asks()
    for each in moving:
        await desk.record(each, UpdateKind.REASSIGN_GRANTED, words=name, agency_id=to)
    await move_items(desk.tx, [i.id for i in moving], to, desk.calendar)
    fresh = (await desk.settle(moving, but_not=desk.incoming.message_id))[item.id]
    facts: dict[str, Any] = {
        "i": desk.facts(fresh),
        "from_agency": item.agency,
        "to": name,
        "n": len(moving),
        "office": desk.plan.office,
    }
    told = await desk.tell_agency(to, "reassign.yours", items=[item.id], buttons=item_buttons(item.id), **facts)
    await desk.tell_agency(item.agency_id, "reassign.no_longer_yours", but_not=told, **facts)
    reached = bool(told) or to in desk.who.agencies
    invite = [] if reached else [[("invite", f"invite:{to}")]]
    await desk.say("reassign.granted", items=[item.id], in_place=True, buttons=invite, reached=reached, **facts)


async def _proposal(desk: Desk, arguments: list[str]) -> None:
    """[Thôi]: the proposal as it was."""
    admin_only(desk)
    found = await _open(desk, number(arguments[0]))
    if found is not None:
        item, proposal = found
        await desk.close_asks()
        facts = _notice(desk, item)
        await desk.say("notice.reassign", items=[item.id], in_place=True, buttons=_deciding(proposal.id), **facts)


async def _move_to(desk: Desk, given: Given) -> bool:
    """The agency's name, typed: shown before it is done."""
    proposal_id = int(str(given.ask.facts["proposal"]))
    found = await _open(desk, proposal_id)
    if found is None:
        return True
    item, proposal = found
    to = await whom.typed(desk, given.text, lambda i: f"reassign:{proposal_id}:{i}")
    if to is not None:
        await _preview(desk, item, proposal, to)
    return True


# --- refused, answered ------------------------------------------------------------------------------------------------------
async def _keep(desk: Desk, arguments: list[str]) -> None:
    """[Không chuyển]: a refusal carries its reason."""
    await _ask_words(desk, arguments[0], "keep_why")


async def _say(desk: Desk, arguments: list[str]) -> None:
    await _ask_words(desk, arguments[0], "reassign_words")


async def _ask_words(desk: Desk, argument: str, kind: str) -> None:
    admin_only(desk)
    found = await _open(desk, number(argument))
    if found is not None:
        item, proposal = found
        await desk.ask(kind, proposal=proposal.id)
        await desk.say(f"reassign.{kind}", i=desk.facts(item), agency=item.agency)


async def _keep_why(desk: Desk, given: Given) -> bool:
    return await _words(desk, given, refused=True)


async def _reassign_words(desk: Desk, given: Given) -> bool:
    return await _words(desk, given, refused=False)


async def _words(desk: Desk, given: Given, *, refused: bool) -> bool:
    """The admin's words go to the agency; a code or an agency's name is a question, never a reason."""
    if await views.looked_up(desk, given.text):
        return True
    if await set_aside(desk, given.ask, given.text):
        return False
    found = await _open(desk, int(str(given.ask.facts["proposal"])))
    if found is None:
        return True
    item, _ = found
    await desk.close_asks()
    said = given.text[:MOST_WORDS]
    if refused:
        await desk.record(item, UpdateKind.REASSIGN_REFUSED, words=said, note=said)
        item = (await desk.settle([item]))[item.id]
    else:
        await desk.audit("reassign_answered", item.key, words=said)
    key = "reassign.refused" if refused else "reassign.answered"
    facts: dict[str, Any] = {"i": desk.facts(item), "agency": item.agency, "office": desk.plan.office, "said": said}
    told = await desk.tell_agency(item.agency_id, key, items=[item.id], **facts)
    await desk.say("reassign.told", items=[item.id], refused=refused, reached=bool(told), **facts)
    return True


PRESSES: dict[str, Press] = {
    "reassign": _reassign,
    "reassign_to": _elsewhere,
    "reassign_now": _reassign_now,
    "reassign_say": _say,
    "proposal": _proposal,
    "keep": _keep,
}
QUESTIONS: dict[str, Question] = {
    "move_to": Question(_move_to, of_admin=True),
    "keep_why": Question(_keep_why, of_admin=True),
    "reassign_words": Question(_reassign_words, of_admin=True),
}
