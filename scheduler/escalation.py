"""Who above the focal person hears of overdue work, at 14:00 of that day; and what takes it off before.

Nobody is surprised: the focal person is told in the morning what will be told to the head, and the admins see it in their
morning message and can hold it. So what is planned too late for that (a service that was down) waits for the next working day,
and nothing is added during the day: what an answer excused at the planning stays excused.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum

from plan_data.calendar import WorkingCalendar, at, local_date
from plan_data.status import left_plan, open_blocker, open_request
from plan_data.updates import StatusUpdate, UpdateKind, effective
from scheduler.audience import Audience, Hearer, Post
from scheduler.ladder import Audience as Rank
from scheduler.ladder import audience_of, offset_of
from scheduler.reminders import Nudge, Occurrence, finished, named_day

TOLD_AT, TOLD_UNTIL = time(14), time(18, 1)
ANNOUNCED_BY = time(12)
LEADERS = (Post.HEAD, Post.DEPUTY)


class Off(StrEnum):
    """Why an item is not told after all."""

    DONE = "done"
    BLOCKED = "blocked"
    DAY = "day"
    """A day is named that has not passed: promised, or asked for and not decided."""
    MOVED = "moved"
    """It is due later now, or another agency's."""
    OUT = "out"
    """It was taken out of the plan."""
    HELD = "held"
    """An admin holds the agency that day."""


@dataclass(frozen=True, slots=True)
class Escalation:
    """Who hears a word at 14:00 of the day `on`, and which admins see it that morning.

    Without hearers it is shown to the admins all the same: the agency has nobody above its focal person who can be told.
    """

    on: date
    hearers: tuple[Hearer, ...]
    shown_to: tuple[Hearer, ...]


def told_on(now: datetime, calendar: WorkingCalendar) -> date:
    """The day whose 14:00 still leaves time to answer and to hold, for what is planned at this moment."""
    on = local_date(now)
    return on if now < at(on, ANNOUNCED_BY) else calendar.add(on, 1)


def escalation(
    occurrence: Occurrence,
    agency_id: int,
    nudge: Nudge,
    morning: Audience,
    people: Iterable[Hearer],
    on: date,
) -> Escalation | None:
    """Who hears the word at 14:00 of the day `on`, each person once and nobody who hears it in the morning. A deputy on leave
    hears nothing; a head's leave keeps nothing from the head.

    None where it is nobody's above the focal person, or where the admins hear it in the morning because nobody of the agency
    can be reached.
    """
    posts = [Post(str(a)) for a in audience_of(occurrence.kind, nudge.word) if a is not Rank.FOCAL]
    if not posts or morning.unreached:
        return None
    here = [p for p in people if p.reachable and (p.post is Post.HEAD or not p.away)]
    reachable = [p for p in here if p.serves(None if p.post is Post.ADMIN else agency_id, on)]
    heard = {h.contact_id for h in morning.hearers}
    hearers: dict[int, Hearer] = {}
    for post in posts:
        for person in reachable:
            if person.post is post and person.contact_id not in heard:
                hearers.setdefault(person.contact_id, person)
    told_a_leader = any(h.post in LEADERS for h in hearers.values())
    has_a_leader = any(p.post in LEADERS for p in reachable)
    admins = {p.contact_id: p for p in reachable if p.post is Post.ADMIN}
    shown_to = tuple(admins.values()) if told_a_leader or not has_a_leader else ()
    return Escalation(on, tuple(hearers.values()), shown_to) if hearers or shown_to else None


def taken_off(
    occurrence: Occurrence, updates: Sequence[StatusUpdate], word: str, calendar: WorkingCalendar, on: date
) -> Off | None:
    """Why a word about this work is not told higher on the day `on`; None where it is. A hold is not known here.

    "Đã nhận", a percentage or a snooze answers nothing that a head would ask.
    """
    standing = effective(updates)
    if left_plan(standing) is not None:
        return Off.OUT
    if finished(occurrence, standing):
        return Off.DONE
    if calendar.overdue_days(occurrence.due, on) < (offset_of(word) or 0):
        return Off.MOVED
    if open_blocker(standing) is not None:
        return Off.BLOCKED
    request = open_request(standing)
    days = [promised(standing), request.until if request else None]
    return Off.DAY if any(day is not None and day >= on for day in days) else None


def promised(updates: Sequence[StatusUpdate]) -> date | None:
    """The day named last for being done, passed or not; `updates` are effective ones. A snooze promises nothing."""
    promise = named_day([u for u in updates if u.kind is not UpdateKind.SNOOZE])
    return promise.until if promise else None
