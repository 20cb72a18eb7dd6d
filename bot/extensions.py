"""More time: asked for one item with a day and a reason, decided by an admin, and the old date holds until then."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from bot import views
from bot.asking import MOST_WORDS, already, which
from bot.desk import Desk
from bot.pressing import Press, admin_only, number
from bot.questions import Given, Question
from bot.understanding.dates import read_date
from bot.understanding.reply import Intent, Reply
from plan_data.model import OccurrenceKind
from plan_data.status import UpdateKind, effective, open_request
from storage import updates
from storage.occurrences import Item, items, set_due


async def extend(desk: Desk, picked: Sequence[Item], reply: Reply, said: str, *, in_place: bool = False) -> None:
    """A request: for one item, to a day after the due date, with a reason, one at a time; the old date holds meanwhile."""
    item = picked[0]
    if len(picked) > 1:
        await which(desk, picked, reply, said, source="open")
        return
    if item.closed_on is not None or item.kind is OccurrenceKind.CHECK_IN:
        await already(desk, item, in_place=in_place)
        return
    request = open_request(effective(item.updates))
    if request is not None and request.until is not None:
        facts = desk.facts(item)
        await desk.say("ask.extend_open", items=[item.id], in_place=in_place, i=facts, until=request.until.isoformat())
    elif reply.until is None:
        await desk.ask("extend_day", item=item.id, why=reply.note or "")
        await desk.say("ask.extend_day", items=[item.id], in_place=in_place, i=desk.facts(item), buttons=[[("back", "back")]])
    elif reply.until <= max(item.due, desk.on):
        await desk.ask("extend_day", item=item.id, why=reply.note or "")
        await desk.say("ask.extend_later", items=[item.id], in_place=in_place, i=desk.facts(item))
    elif not reply.note:
        await desk.ask("extend_why", item=item.id, until=reply.until.isoformat())
        await desk.say("ask.extend_why", items=[item.id], in_place=in_place, i=desk.facts(item), until=reply.until.isoformat())
    else:
        await send_extension(desk, item, reply.until, reply.note, said)


async def send_extension(desk: Desk, item: Item, until: date, why: str, said: str) -> None:
    """The request is complete: recorded, and before the admins with the buttons that decide it."""
    await desk.close_asks()
    update_id = await desk.record(item, UpdateKind.EXTENSION_ASKED, words=said[:MOST_WORDS], until=until, note=why[:MOST_WORDS])
    await desk.settle([item])
    await desk.say(
        "recorded.extension_sent",
        items=[item.id],
        i=desk.facts(item),
        until=until.isoformat(),
        office=desk.plan.office,
        buttons=[[("undo", f"undo:{desk.row_id}")]],
    )
    await desk.tell_admins(
        "notice.extension",
        items=[item.id],
        agency=item.agency,
        nth=1 + sum(u.kind is UpdateKind.EXTENSION_GRANTED for u in effective(item.updates)),
        i=desk.facts(item),
        until=until.isoformat(),
        why=why[:MOST_WORDS],
        buttons=[[("approve", f"grant:{update_id}"), ("refuse", f"refuse:{update_id}")]],
    )


async def decide_extension(desk: Desk, update_id: int, *, grant: bool, why: str = "") -> None:
    """The admin's decision; nobody decides for the own agency, Văn phòng included."""
    row = await updates.update_row(desk.tx, update_id)
    item = (await items(desk.tx, [row[0]]))[0] if row else None
    request = open_request(effective(item.updates)) if item else None
    if item is None or request is None or request.id != update_id or request.until is None:
        if item is not None:
            desk.pop("notice.extension_decided", i=desk.facts(item))
        else:
            desk.pop("sorry.old_button", i=None)
        return
    if item.agency_id in desk.who.agencies:
        await desk.audit("refused_own_extension", item.key)
        desk.pop("notice.extension_own")
        return
    if not grant and not why:
        await desk.ask("refuse_why", update=update_id)
        await desk.say("notice.extension_refuse_why", i=desk.facts(item), agency=item.agency)
        return
    await desk.close_asks()
    kind = UpdateKind.EXTENSION_GRANTED if grant else UpdateKind.EXTENSION_REFUSED
    await desk.record(item, kind, until=request.until if grant else None, note=why[:MOST_WORDS])
    if grant:
        await set_due(desk.tx, item.id, request.until, desk.calendar)
    fresh = (await desk.settle([item]))[item.id]
    nth = sum(u.kind is UpdateKind.EXTENSION_GRANTED for u in effective(fresh.updates))
    key = "notice.extension_granted" if grant else "notice.extension_refused"
    facts: dict[str, Any] = {"i": desk.facts(fresh), "nth": nth, "office": desk.plan.office, "why": why[:MOST_WORDS]}
    await desk.say(key, items=[item.id], in_place=True, **facts)
    await desk.tell_agency(item.agency_id, key, items=[item.id], **facts)


async def _grant(desk: Desk, arguments: list[str]) -> None:
    admin_only(desk)
    await decide_extension(desk, number(arguments[0]), grant=True)


async def _refuse(desk: Desk, arguments: list[str]) -> None:
    admin_only(desk)
    await decide_extension(desk, number(arguments[0]), grant=False)


PRESSES: dict[str, Press] = {"grant": _grant, "refuse": _refuse}


# --- the day and the reason ----------------------------------------------------------------------------------------------
async def _day(desk: Desk, given: Given) -> bool:
    if given.intent not in (Intent.OTHER, Intent.EXTEND) and not (given.is_reason and given.reply.until):
        return False
    until = read_date(given.text, desk.on, looks="forward")
    if until is None:
        await desk.say("sorry.bad_date")
        return True
    why = str(given.ask.facts.get("why", "")) or given.reply.note
    await extend(desk, given.still_open[:1], Reply(Intent.EXTEND, until=until, note=why), given.text)
    return True


async def _why(desk: Desk, given: Given) -> bool:
    if given.intent in (Intent.UNDO, Intent.DONE, Intent.QUESTION, Intent.ACK):
        return False
    until = date.fromisoformat(str(given.ask.facts["until"]))
    await send_extension(desk, given.still_open[0], until, given.text, given.text)
    return True


async def _refuse_why(desk: Desk, given: Given) -> bool:
    """The admin's reason; a code or an agency's name is a question, never a reason."""
    if not await views.looked_up(desk, given.text):
        await decide_extension(desk, int(str(given.ask.facts["update"])), grant=False, why=given.text)
    return True


QUESTIONS: dict[str, Question] = {
    "extend_day": Question(_day),
    "extend_why": Question(_why),
    "refuse_why": Question(_refuse_why, of_admin=True),
}
