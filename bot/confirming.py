"""What was reported done, in the admin's hands: confirmed where the plan asks for it, or returned with a reason.

While a report waits it is not completed, and nothing more is asked of the agency; once confirmed, the moment of the report
counts. Any report may be returned, by another agency's admin: the work is open again, and its reminders go on.
"""

from bot import views
from bot.asides import set_aside
from bot.asking import MOST_WORDS
from bot.card import to_return
from bot.desk import Buttons, Desk, Facts
from bot.facts import MOST_LINES, button_labels
from bot.pressing import Press, admin_only, number, shortly
from bot.questions import Given, Question, calls_off
from plan_data.status import completed, named_date, reported_done, returned
from plan_data.updates import StatusUpdate, UpdateKind, effective
from storage import updates
from storage.occurrences import Item, hold, items, items_by_code


# --- what the admins hear -----------------------------------------------------------------------------------------------------
async def after_report(desk: Desk, before: Item) -> None:
    """Call it when a report was recorded: `before` is the item as it was."""
    [now] = await items(desk.tx, [before.id])
    await follow(desk, before, now)


async def said_by_admin(desk: Desk, before: Item) -> None:
    """The office itself says that it is done: of another agency's work that is its confirmation too."""
    if before.confirm and before.agency_id not in desk.who.agencies:
        await desk.record(before, UpdateKind.CONFIRMED)
    else:
        await after_report(desk, before)


async def follow(desk: Desk, before: Item, now: Item) -> None:
    """A report that waits for confirmation, or comes after a return, goes before the admins; so does its end."""
    was, done = reported_done(effective(before.updates)), reported_done(effective(now.updates))
    if done is not None and was is None:
        waits = now.confirm and completed(effective(now.updates), confirm=True) is None
        if waits or returned(effective(before.updates)) is not None:
            facts, buttons = _report(desk, now, done, waits=waits)
            await desk.tell_admins("confirming.reported", items=[now.id], buttons=buttons, **facts)
    elif was is not None and done is None and before.confirm:
        await desk.tell_admins("confirming.taken_back", items=[now.id], i=desk.facts(now))


def _report(desk: Desk, item: Item, done: StatusUpdate, *, waits: bool) -> tuple[Facts, Buttons]:
    """The agency's own words with what may be done about them."""
    facts: Facts = {
        "i": desk.facts(item),
        "update": done.id,
        "waits": waits,
        "again": any(u.kind is UpdateKind.RETURNED for u in effective(item.updates)),
        "said": done.words[:MOST_WORDS],
        "at": done.at.isoformat(),
        "document": done.document,
        "source": done.source,
        "happened_on": done.happened_on.isoformat() if done.happened_on else None,
    }
    back = ("return", f"return:{done.id}")
    return facts, [[("confirm", f"confirm:{done.id}"), back] if waits else [back]]


async def after_document(desk: Desk, item: Item, document: str) -> None:
    """The number (empty: a photo, a file) that comes after a report that waits: whoever is to confirm it wants to see it."""
    report = item.awaiting
    if report is not None:
        _, buttons = _report(desk, item, report, waits=True)
        await desk.tell_admins("confirming.document", items=[item.id], i=desk.facts(item), document=document, buttons=buttons)


# --- what the admin decides ---------------------------------------------------------------------------------------------------
async def _reported(desk: Desk, update_id: int) -> tuple[Item, StatusUpdate] | None:
    """The item, locked, and its report, if this person may decide about it now; None when it was said why not.

    Nobody decides for the own agency, nor about what they wrote down for another. Errors: ValueError for no such report.
    """
    row = await updates.update_row(desk.tx, update_id)
    if row is None:
        raise ValueError(update_id)
    [item] = await hold(desk.tx, [row[0]])
    done = reported_done(effective(item.updates))
    if item.agency_id in desk.who.agencies:
        await desk.close_asks()
        await desk.audit("refused_own_report", item.key)
        await shortly(desk, "confirming.own")
    elif done is not None and done.source and await updates.author_of(desk.tx, done.id) == desk.who.id:
        await desk.close_asks()
        await desk.audit("refused_own_report", item.key)
        await shortly(desk, "behalf.not_by_writer")
    elif done is None or done.id != update_id:
        await desk.close_asks()
        await shortly(desk, "confirming.closed", i=desk.facts(item))
    else:
        return item, done
    return None


async def _confirm(desk: Desk, arguments: list[str]) -> None:
    admin_only(desk)
    found = await _reported(desk, number(arguments[0]))
    if found is None:
        return
    item, done = found
    if item.awaiting is None:
        desk.pop("confirming.closed", i=desk.facts(item))
        return
    await desk.close_asks()
    await desk.record(item, UpdateKind.CONFIRMED)
    fresh = (await desk.settle([item]))[item.id]
    named = named_date(effective(fresh.updates), done)
    facts: Facts = {"i": desk.facts(fresh), "at": done.at.isoformat(), "office": desk.plan.office}
    facts["named"] = named.isoformat() if named else None
    await desk.say("confirming.confirmed", items=[item.id], in_place=True, **facts)
    await desk.tell_agency(item.agency_id, "confirming.confirmed_agency", items=[item.id], **facts)


async def _return(desk: Desk, arguments: list[str]) -> None:
    """The reason is asked first: work that comes back without one helps nobody."""
    admin_only(desk)
    update_id = number(arguments[0])
    found = await _reported(desk, update_id)
    if found is not None:
        item, _ = found
        await desk.ask("return_why", item=item.id, update=update_id)
        await desk.say("confirming.ask_why", items=[item.id], i=desk.facts(item))


async def _return_why(desk: Desk, given: Given) -> bool:
    """The admin's reason; a code or an agency's name is a question, never a reason."""
    if calls_off(given.text):
        await desk.close_asks()
        await desk.say("confirming.not_returned")
        return True
    if await views.looked_up(desk, given.text):
        return True
    if await set_aside(desk, given.ask, given.text):
        return False
    found = await _reported(desk, int(str(given.ask.facts["update"])))
    if found is None:
        return True
    item, _ = found
    await desk.close_asks()
    await desk.record(item, UpdateKind.RETURNED, note=given.text[:MOST_WORDS])
    fresh = (await desk.settle([item]))[item.id]
    facts: Facts = {"i": desk.facts_after(fresh), "why": given.text[:MOST_WORDS], "office": desk.plan.office}
    await desk.say("confirming.returned", items=[item.id], **facts)
    await desk.tell_agency(item.agency_id, "confirming.returned_agency", items=[item.id], **facts)
    return True


async def _returns(desk: Desk, arguments: list[str]) -> None:
    """[Trả lại] on a card of several: which report? The newest first."""
    admin_only(desk)
    code, skip = arguments[0], int(arguments[1])
    found = to_return(await items_by_code(desk.tx, code), desk.who.agencies)
    page = found[skip : skip + MOST_LINES]
    if not page:
        raise ValueError(code)
    labels = button_labels([i for i, _ in page])
    buttons = [(labels[i.id], f"reported:{done.id}") for i, done in page]
    rows = [buttons[n : n + 3] for n in range(0, len(buttons), 3)]
    left = len(found) - skip - len(page)
    if left > 0:
        rows.append([("more", f"returns:{code}:{skip + MOST_LINES}")])
    told = [desk.facts(i) for i, _ in page]
    await desk.say("confirming.which", items=[i.id for i, _ in page], code=code, told=told, more=left, buttons=rows)


async def _show(desk: Desk, arguments: list[str]) -> None:
    """One of them: the report with what may be done about it."""
    admin_only(desk)
    found = await _reported(desk, number(arguments[0]))
    if found is not None:
        item, done = found
        facts, buttons = _report(desk, item, done, waits=item.awaiting is not None)
        await desk.say("confirming.reported", items=[item.id], buttons=buttons, **facts)


PRESSES: dict[str, Press] = {
    "confirm": _confirm,
    "return": _return,
    "returns": _returns,
    "reported": _show,
}
QUESTIONS: dict[str, Question] = {"return_why": Question(_return_why, of_admin=True)}
