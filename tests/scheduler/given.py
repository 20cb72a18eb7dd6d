"""Short ways to write an occurrence, what was answered about it, and the words that follow. The year is 2024."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time

from plan_data.calendar import load_calendar
from plan_data.model import OccurrenceKind
from plan_data.updates import StatusUpdate, UpdateKind
from scheduler.reminders import Nudge, Occurrence, due_word, next_nudge

CALENDAR = load_calendar()
LOADED = date(2024, 1, 25)


def day(text: str) -> date:
    """`28/3` of 2024, `02/01/2025`."""
    parts = [int(part) for part in text.split("/")]
    return date(parts[2] if len(parts) == 3 else 2024, parts[1], parts[0])


def due(
    on: str,
    kind: OccurrenceKind = OccurrenceKind.DATED,
    *,
    since: date = LOADED,
    next_due: str = "",
    period: str = "",
    closed: bool = False,
) -> Occurrence:
    return Occurrence("key", kind, day(on), since, day(next_due) if next_due else None, period, closed)


def monthly(on: str, next_due: str = "") -> Occurrence:
    return due(on, OccurrenceKind.PERIODIC, next_due=next_due)


_counter = iter(range(1, 10**9))


def update(
    kind: UpdateKind, on: str, until: str = "", *, percent: int | None = None, undoes: int | None = None
) -> StatusUpdate:
    """An answer given at 09:00 of that day; ids grow in the order of writing."""
    at = datetime.combine(day(on), time(2), UTC)
    named = day(until) if until else None
    return StatusUpdate(next(_counter), kind, at, day(on), until=named, percent=percent, undoes=undoes)


def done(on: str) -> StatusUpdate:
    return update(UpdateKind.DONE, on)


def progress(on: str, until: str = "", percent: int | None = None) -> StatusUpdate:
    return update(UpdateKind.PROGRESS, on, until, percent=percent)


def not_done(on: str, until: str = "") -> StatusUpdate:
    return update(UpdateKind.NOT_DONE, on, until)


def blocked(on: str, until: str = "") -> StatusUpdate:
    return update(UpdateKind.BLOCKED, on, until)


def snooze(on: str, until: str) -> StatusUpdate:
    return update(UpdateKind.SNOOZE, on, until)


def ack(on: str) -> StatusUpdate:
    return update(UpdateKind.ACK, on)


def undo(on: str, what: StatusUpdate) -> StatusUpdate:
    return update(UpdateKind.UNDO, on, undoes=what.id)


def short(nudge: Nudge | None) -> str:
    """`T-3 26/3`."""
    return f"{nudge.word} {nudge.on.day:02d}/{nudge.on.month:02d}" if nudge else "-"


def listed(occurrence: Occurrence, *updates: StatusUpdate, after: str = "24/01", until: str = "31/12") -> list[str]:
    """Every word in (after, until], found by going from one to the next."""
    found, gone_through = [], day(after)
    while (nudge := next_nudge(occurrence, updates, CALENDAR, gone_through)) and nudge.on <= day(until):
        found.append(short(nudge))
        gone_through = nudge.on
    return found


def scan(occurrence: Occurrence, after: str, on: str, *updates: StatusUpdate) -> str:
    """What a scan on the day `on` says when the one before it was on `after`."""
    return short(due_word(occurrence, updates, CALENDAR, day(after), day(on)))


def words_of(found: Sequence[str]) -> list[str]:
    return [text.split()[0] for text in found]
