"""`nhacviec remind --dry-run`: what would be said to whom on a day, recording nothing."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any

from bot.desk import plain
from bot.digest import Line, focal_facts
from bot.errors import NoPlan
from bot.wording import words
from plan_data.calendar import ZONE, WorkingCalendar, at, local_date
from scheduler.audience import Hearer, audience
from scheduler.reminders import Nudge, due_word
from storage.occurrences import Item, all_items, planned_through
from storage.people import contact, hearers
from storage.plans import PlanRow, current_plan
from storage.store import Tx


@dataclass(frozen=True, slots=True)
class _Due:
    item: Item
    nudge: Nudge


async def reminders_at(tx: Tx, moment: datetime, calendar: WorkingCalendar) -> list[dict[str, Any]]:
    """The messages of the day of `moment` whose hour has come by then, in the shape of CONTRACTS.

    The service is taken to have run every working day before. On a day before the plan was loaded it is taken as loaded at
    its issue, so that an old plan can be looked through. Errors: NoPlan.
    """
    on = local_date(moment)
    plan = await current_plan(tx)
    if plan is None:
        raise NoPlan
    if not calendar.is_working(on):
        return []
    through = await planned_through(tx)
    due = [d for i in await all_items(tx) if (d := _due(i, plan, calendar, on, through))]
    people = await hearers(tx, {d.item.agency_id for d in due}, on)
    told: dict[tuple[int | None, int], list[_Due]] = {}
    hearer_of: dict[int, Hearer] = {p.contact_id: p for p in people}
    unreached: set[tuple[int | None, int]] = set()
    for d in due:
        heard = audience(d.item.agency_id, people, on)
        contact_ids: list[int | None] = [h.contact_id for h in heard.hearers]
        for contact_id in contact_ids or [None]:
            told.setdefault((contact_id, d.item.agency_id), []).append(d)
            if heard.unreached:
                unreached.add((contact_id, d.item.agency_id))
    messages = []
    for (told_id, _agency), own in told.items():
        hearer = hearer_of[told_id] if told_id is not None else None
        sent_at = at(on, hearer.hour if hearer else time(8))
        if sent_at <= moment:
            person = await contact(tx, told_id, on) if told_id is not None else None
            messages.append(_message(own, plan, calendar, on, sent_at, hearer, person.name if person else None))
    return messages


def _due(item: Item, plan: PlanRow, calendar: WorkingCalendar, on: date, through: date | None) -> _Due | None:
    before = calendar.add(on, -1)
    occurrence = item.occurrence
    if on < item.since:
        occurrence = replace(occurrence, since=plan.issued, closed=item.done_at_import)
        after, updates = before, tuple(u for u in item.updates if u.on < on)
    else:
        after = max(item.nudged_through, before) if through != before else item.nudged_through
        updates = item.updates
    nudge = due_word(occurrence, updates, calendar, min(after, on - timedelta(days=1)), on)
    return _Due(item, nudge) if nudge else None


def _message(
    own: Sequence[_Due],
    plan: PlanRow,
    calendar: WorkingCalendar,
    on: date,
    sent_at: datetime,
    hearer: Hearer | None,
    name: str | None,
) -> dict[str, Any]:
    lines = [Line(d.item, d.nudge.word, d.nudge.on) for d in own]
    facts, _ = focal_facts(lines, [], calendar, on, office=plan.office, delivery_id=0)
    return {
        "at": sent_at.astimezone(ZONE).isoformat(),
        "contact": name,
        "agency": own[0].item.agency,
        "channel": hearer.channel if hearer else None,
        "items": [{"key": d.item.key, "code": d.item.code, "due": d.item.due.isoformat(), "word": d.nudge.word} for d in own],
        "text": plain(words("vi").tell("digest.focal", facts)),
    }
