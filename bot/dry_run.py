"""`nhacviec remind --dry-run`: what would be said to whom on a day, recording nothing."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any

from bot.desk import plain
from bot.digest import Line, focal_facts
from bot.errors import NoPlan
from bot.letters import agency_facts, announcement
from bot.wording import words
from plan_data.calendar import ZONE, WorkingCalendar, at, local_date
from scheduler.audience import Hearer, Post, audience, resting
from scheduler.escalation import LEADERS, TOLD_AT, Escalation
from scheduler.reminders import Nudge, due_word
from scheduler.worker import DueRow, above_them
from storage.holds import held_agencies
from storage.occurrences import Item, all_items, planned_through
from storage.people import contact, hearers
from storage.plans import PlanRow, current_plan
from storage.store import Tx


@dataclass(frozen=True, slots=True)
class _Due:
    item: Item
    row: DueRow
    nudge: Nudge
    above: Escalation | None = None

    @property
    def leader(self) -> Post | None:
        """The highest above the focal person who will be told at 14:00."""
        posts = {h.post for h in self.above.hearers} if self.above else set()
        return next((p for p in LEADERS if p in posts), None)


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
    found = [d for i in await all_items(tx) if (d := _due(i, plan, calendar, on, through))]
    people = resting(await hearers(tx, {d.item.agency_id for d in found}, on), calendar, on)
    held = await held_agencies(tx, on)
    due = [_with_above(d, people, calendar, on) if d.item.agency_id not in held else d for d in found]
    told: dict[tuple[int | None, int], list[_Due]] = {}
    later: dict[tuple[Hearer, int], list[_Due]] = {}
    hearer_of: dict[int, Hearer] = {p.contact_id: p for p in people}
    for d in due:
        heard = audience(d.item.agency_id, people, on)
        contact_ids: list[int | None] = [h.contact_id for h in heard.hearers]
        for contact_id in contact_ids or [None]:
            told.setdefault((contact_id, d.item.agency_id), []).append(d)
        for hearer in d.above.hearers if d.above else ():
            later.setdefault((hearer, d.item.agency_id), []).append(d)
    messages = []
    for (told_id, _agency), own in told.items():
        morning = hearer_of[told_id] if told_id is not None else None
        sent_at = at(on, morning.hour if morning else time(8))
        if sent_at <= moment:
            person = await contact(tx, told_id, on) if told_id is not None else None
            text = _morning_text(own, plan, calendar, on)
            messages.append(_message(own, sent_at, morning, person.name if person else None, text))
    for (hearer, _agency), own in later.items() if at(on, TOLD_AT) <= moment else ():
        person = await contact(tx, hearer.contact_id, on)
        text = _afternoon_text(own, hearer.post, plan, calendar, on)
        messages.append(_message(own, at(on, TOLD_AT), hearer, person.name if person else None, text))
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
    return _Due(item, DueRow(item.id, item.agency_id, occurrence, updates, after), nudge) if nudge else None


def _with_above(d: _Due, people: Sequence[Hearer], calendar: WorkingCalendar, on: date) -> _Due:
    """With who hears it at 14:00, as far as it is known now."""
    morning = audience(d.item.agency_id, people, on)
    return replace(d, above=above_them(d.row, d.nudge, morning, people, calendar, on))


def _morning_text(own: Sequence[_Due], plan: PlanRow, calendar: WorkingCalendar, on: date) -> str:
    lines = [Line(d.item, d.nudge.word, d.nudge.on) for d in own]
    facts, _ = focal_facts(lines, [], calendar, on, office=plan.office, delivery_id=0)
    for leader in LEADERS:
        if group := [d.item for d in own if d.leader is leader]:
            facts["announced"] = [*facts["announced"], announcement(group, leader, on, on)]
    return plain(words("vi").tell("digest.focal", facts))


def _afternoon_text(own: Sequence[_Due], post: Post, plan: PlanRow, calendar: WorkingCalendar, on: date) -> str:
    items = [d.item for d in own]
    of_agency = agency_facts(items, calendar, on) | {"leader": str(own[0].leader or "")}
    facts = {"plan": plan.short_title, "number": plan.number, "office": plan.office, "a": of_agency}
    days = min(calendar.overdue_days(i.due, on) for i in items)
    listed = {"n": len(items), "days": days, "agencies": 1, "rows": [of_agency], "more": of_agency["more"]}
    return plain(words("vi").tell(f"escalation.{post}", facts | listed))


def _message(own: Sequence[_Due], sent_at: datetime, hearer: Hearer | None, name: str | None, text: str) -> dict[str, Any]:
    return {
        "at": sent_at.astimezone(ZONE).isoformat(),
        "contact": name,
        "agency": own[0].item.agency,
        "channel": hearer.channel if hearer else None,
        "items": [{"key": d.item.key, "code": d.item.code, "due": d.item.due.isoformat(), "word": d.nudge.word} for d in own],
        "text": text,
    }
