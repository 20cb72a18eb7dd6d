"""The heart: what must be said about an occurrence next, and on which day.

Everything is a pure function of the occurrence, what was answered, the calendar and the ladder. A *word* has a date, so
"due and not yet said" is a comparison with `after` (the last day already gone through) and never a window: a scan that
comes a week late says the newest word once and not the whole pile.

    words(...)        every word with its date, in order
    quiet(...)        does an answer silence this word?
    next_nudge(...)   the next word after a day that is not silenced
    due_word(...)     the newest word in (after, on]: what a scan on the day `on` says
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import takewhile

from plan_data.calendar import WorkingCalendar
from plan_data.model import OccurrenceKind
from plan_data.status import Blocker, left_plan, open_blocker, reported_done
from plan_data.updates import REPORTS, StatusUpdate, UpdateKind, effective
from scheduler.ladder import (
    BLOCKED_EVERY,
    CHECK_IN_BEFORE_CUT_OFF,
    LADDERS,
    QUIET_AFTER_ANSWER,
    Ladder,
    offset_of,
    word_of,
)

_NAMES_A_DAY = frozenset({UpdateKind.SNOOZE, UpdateKind.PROGRESS, UpdateKind.NOT_DONE, UpdateKind.BLOCKED})


@dataclass(frozen=True, slots=True)
class Occurrence:
    """What the rules need to know of a dated instance.

    `due` is the date in force; `since` the day the plan was loaded (words before it are not said); `next_due` the next
    period of its series, at whose coming the words about this one end; `period` names the check-in.
    """

    key: str
    kind: OccurrenceKind
    due: date
    since: date
    next_due: date | None = None
    period: str = ""
    closed: bool = False


@dataclass(frozen=True, slots=True)
class Nudge:
    """A word and the working day on which it is said."""

    on: date
    word: str


def next_nudge(
    occurrence: Occurrence,
    updates: Sequence[StatusUpdate],
    calendar: WorkingCalendar,
    after: date,
    ladders: dict[OccurrenceKind, Ladder] | None = None,
) -> Nudge | None:
    """What is said on the first day after `after` that has a word no answer silences; None where nothing is left to say."""
    standing_updates = effective(updates)
    if finished(occurrence, standing_updates):
        return None
    candidates = words(occurrence, standing_updates, calendar, after, ladders or LADDERS)
    heard = (n for n in candidates if not quiet(n, standing_updates, calendar))
    first = next(heard, None)
    if first is None:
        return None
    return [first, *takewhile(lambda n: n.on == first.on, heard)][-1]


def due_word(
    occurrence: Occurrence,
    updates: Sequence[StatusUpdate],
    calendar: WorkingCalendar,
    after: date,
    on: date,
    ladders: dict[OccurrenceKind, Ladder] | None = None,
) -> Nudge | None:
    """The newest word dated in (after, on] that no answer silences: after an outage only this one is said."""
    standing_updates = effective(updates)
    if finished(occurrence, standing_updates):
        return None
    candidates = words(occurrence, standing_updates, calendar, after, ladders or LADDERS)
    due = list(takewhile(lambda n: n.on <= on, candidates))
    return next((n for n in reversed(due) if not quiet(n, standing_updates, calendar, on)), None)


def finished(occurrence: Occurrence, updates: Sequence[StatusUpdate]) -> bool:
    """Nothing more is said: the work was reported done, confirmed or not, it is out of the plan, or this period's check-in was
    answered."""
    if left_plan(updates) is not None:
        return True
    if occurrence.kind is OccurrenceKind.CHECK_IN:
        answer = next((u for u in reversed(updates) if u.kind in REPORTS or u.kind is UpdateKind.SNOOZE), None)
        return occurrence.closed or (answer is not None and answer.kind in REPORTS)
    return occurrence.closed or reported_done(updates) is not None


def words(
    occurrence: Occurrence,
    updates: Sequence[StatusUpdate],
    calendar: WorkingCalendar,
    after: date,
    ladders: dict[OccurrenceKind, Ladder],
) -> Iterator[Nudge]:
    """Every word dated after `after`, by date; where several land on one day the most urgent, a rung of the ladder, last.

    Endless for a dated task (it is urged until it is done), so take what is needed.
    """
    start = max(after, _day_before(occurrence.since))
    asked = sorted((n for n in _asked_words(occurrence, updates, calendar) if n.on > start), key=lambda n: n.on)
    for rung in _rung_words(occurrence, calendar, start, ladders):
        while asked and asked[0].on <= rung.on:
            yield asked.pop(0)
        yield rung
    yield from asked


def _rung_words(
    occurrence: Occurrence, calendar: WorkingCalendar, after: date, ladders: dict[OccurrenceKind, Ladder]
) -> Iterator[Nudge]:
    anchor = calendar.on_or_before(occurrence.due)
    if occurrence.kind is OccurrenceKind.CHECK_IN:
        check_in = Nudge(calendar.add(anchor, -CHECK_IN_BEFORE_CUT_OFF), f"check-in:{occurrence.period}")
        if check_in.on > after:
            yield check_in
        return
    ladder = ladders[occurrence.kind]
    end = date.max
    if occurrence.next_due is not None and occurrence.next_due > occurrence.due:  # not where it was extended beyond it
        end = calendar.on_or_before(occurrence.next_due)
    for offset in _offsets(ladder, calendar.between(occurrence.due, after)):
        on = anchor if offset == 0 else calendar.add(anchor if offset < 0 else occurrence.due, offset)
        if on >= end:
            return
        if on > after:
            yield Nudge(on, word_of(offset))


def _offsets(ladder: Ladder, passed: int) -> Iterator[int]:
    """The ladder's offsets, then every `ladder.every`; begins near `passed` so that years of silence cost nothing."""
    for rung in ladder.rungs:
        yield rung.offset
    skipped = max(0, (passed - ladder.last.offset) // ladder.every - 1)
    offset = ladder.last.offset + skipped * ladder.every
    while True:
        offset += ladder.every
        yield offset


def _asked_words(occurrence: Occurrence, updates: Sequence[StatusUpdate], calendar: WorkingCalendar) -> Iterator[Nudge]:
    """Words that an answer set: the day it named, and the weekly question while the work is blocked."""
    named = named_day(updates)
    if named is not None and named.until is not None:
        yield Nudge(calendar.on_or_after(named.until), f"snooze:{named.until.isoformat()}")
    blocker = open_blocker(updates)
    if blocker is None or occurrence.kind is OccurrenceKind.CHECK_IN:
        return
    anchor = calendar.on_or_before(occurrence.due)
    on = calendar.add(blocker.report.on, BLOCKED_EVERY)
    while on <= anchor:
        yield Nudge(on, f"blocked:{on.isoformat()}")
        on = calendar.add(on, BLOCKED_EVERY)


def asks_owner(blocker: Blocker, calendar: WorkingCalendar, after: date, on: date) -> bool:
    """Is a word said on the day `on` the first of its week of the blocker? With it the one who is to clear it is asked too.

    `after`: words up to that day had their turn. Beside the ladder's own words this makes no more than one a week, and after
    the due date, when whoever is blocked hears that it is late, it goes on.
    """
    weeks = [max(0, calendar.between(blocker.report.on, day)) // BLOCKED_EVERY for day in (after, on)]
    return weeks[0] < weeks[1]


def named_day(updates: Sequence[StatusUpdate]) -> StatusUpdate | None:
    """The promise or snooze that holds: the day named last replaces those before it, and so does a blocker without a day, or
    the work becoming another agency's, which promised nothing; the return of a report ends what was promised before it."""
    for update in reversed(updates):
        if update.until is not None and update.kind in _NAMES_A_DAY:
            return update
        if update.kind in (UpdateKind.BLOCKED, UpdateKind.REASSIGN_GRANTED, UpdateKind.RETURNED):
            return None
    return None


def quiet(nudge: Nudge, updates: Sequence[StatusUpdate], calendar: WorkingCalendar, on: date | None = None) -> bool:
    """Does an answer silence this word when it is said on the day `on` (its own, unless an outage made it late)?

    A word after the due date is always said. Up to it, a word is silent if an answer quiets its own day (it is dropped, not
    postponed) or the day on which it would be said; one that was asked for, if a newer answer came by then.
    """
    offset = offset_of(nudge.word)
    said = on or nudge.on
    if offset is not None and offset > 0:
        return False
    named = named_day(updates)
    if named is not None and named.until is not None and any(named.on <= day < named.until for day in (nudge.on, said)):
        return True
    if offset is None:
        return _answered_since(nudge, updates, said)
    return open_blocker(updates) is not None or any(_silences(u, day, calendar) for u in updates for day in (nudge.on, said))


def _answered_since(nudge: Nudge, updates: Sequence[StatusUpdate], said: date) -> bool:
    """A snooze or a weekly question was answered on its day or later; a check-in by any report of its period."""
    check_in = nudge.word.startswith("check-in:")
    since = date.min if check_in else nudge.on
    answers = REPORTS if check_in else REPORTS | {UpdateKind.ACK}
    return any(since <= u.on <= said and u.kind in answers and nudge.word != f"snooze:{u.until}" for u in updates)


def _silences(update: StatusUpdate, on: date, calendar: WorkingCalendar) -> bool:
    """An ack quiets its day; a report without a day that day and the three working days after it."""
    if update.kind is UpdateKind.ACK:
        return on == update.on
    if update.kind in (UpdateKind.PROGRESS, UpdateKind.NOT_DONE) and update.until is None:
        return update.on <= on <= calendar.add(update.on, QUIET_AFTER_ANSWER)
    return False


def _day_before(day: date) -> date:
    return date.fromordinal(day.toordinal() - 1)
