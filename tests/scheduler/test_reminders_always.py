"""What holds of the reminders whatever the date, the answers and the outages."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice, pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from plan_data.calendar import load_calendar
from plan_data.model import OccurrenceKind
from plan_data.updates import StatusUpdate, UpdateKind, effective
from scheduler.ladder import LADDERS, offset_of
from scheduler.reminders import Nudge, Occurrence, due_word, next_nudge, words

CALENDAR = load_calendar()
YEAR = [date(2024, 1, 1) + timedelta(days=n) for n in range(366)]
WORKED = [on for on in YEAR if CALENDAR.is_working(on)]
FEW = settings(max_examples=30)
SOME = settings(max_examples=60)

days = st.sampled_from(YEAR)
ENDS = (UpdateKind.DONE, UpdateKind.PLAN_LEFT)
kinds = st.sampled_from([k for k in UpdateKind if k not in (UpdateKind.UNDO, *ENDS)])


@st.composite
def occurrences(draw: st.DrawFn) -> Occurrence:
    kind = draw(st.sampled_from(OccurrenceKind))
    due = draw(days)
    next_due = due + timedelta(days=draw(st.integers(20, 100))) if kind is OccurrenceKind.PERIODIC else None
    return Occurrence("key", kind, due, draw(days), draw(st.sampled_from([None, next_due])), "2024-Q1")


@st.composite
def answered(draw: st.DrawFn) -> tuple[StatusUpdate, ...]:
    """Up to six answers in order of time, some of which name a day to come; nothing is done, nor taken out of the plan."""
    told = sorted(draw(st.lists(days, max_size=6)))
    return tuple(
        StatusUpdate(
            n,
            draw(kinds),
            datetime.combine(on, time(2), UTC),
            on,
            until=draw(st.none() | st.dates(on, on + timedelta(days=40))),
        )
        for n, on in enumerate(told, start=1)
    )


def listed(occurrence: Occurrence, updates: Sequence[StatusUpdate], after: date, until: date) -> Iterator[Nudge]:
    while (nudge := next_nudge(occurrence, updates, CALENDAR, after)) and nudge.on <= until:
        yield nudge
        after = nudge.on


@SOME
@given(occurrences(), answered(), days)
def test_words_lie_on_working_days_after_the_day_asked_about_and_in_order(
    occurrence: Occurrence, updates: tuple[StatusUpdate, ...], after: date
) -> None:
    found = list(islice(words(occurrence, effective(updates), CALENDAR, after, LADDERS), 60))
    assert all(CALENDAR.is_working(n.on) and n.on > after and n.on >= occurrence.since for n in found)
    assert all(a.on <= b.on for a, b in pairwise(found))
    assert len({n.word for n in found}) == len(found)
    rungs = [n for n in found if offset_of(n.word) is not None]
    assert all(a.on < b.on for a, b in pairwise(rungs)), "two rungs never meet"
    assert all(offset_of(a.word) is None for a, b in pairwise(found) if a.on == b.on), "of one day the rung comes last"


@SOME
@given(occurrences(), answered(), days)
def test_the_next_word_lies_ahead_and_a_dated_task_always_has_one(
    occurrence: Occurrence, updates: tuple[StatusUpdate, ...], after: date
) -> None:
    nudge = next_nudge(occurrence, updates, CALENDAR, after)
    assert nudge is None or (nudge.on > after and CALENDAR.is_working(nudge.on))
    assert nudge is not None or occurrence.kind is not OccurrenceKind.DATED


@FEW
@given(occurrences(), answered())
def test_day_by_day_the_same_words_are_said_as_one_lists(occurrence: Occurrence, updates: tuple[StatusUpdate, ...]) -> None:
    """The planner looks every morning, or only on the days that it was told of: the same words, each once."""
    before = YEAR[0] - timedelta(days=1)
    mornings = [due_word(occurrence, updates, CALENDAR, a, b) for a, b in pairwise([before, *WORKED])]
    said = [n for n in mornings if n is not None]
    assert said == list(listed(occurrence, updates, before, WORKED[-1]))
    assert len({n.word for n in said}) == len(said)


@FEW
@given(occurrences(), answered())
def test_answers_given_day_by_day_never_make_a_word_said_twice(
    occurrence: Occurrence, updates: tuple[StatusUpdate, ...]
) -> None:
    """Each morning knows what was answered before it; each answer moves the next look, never into the past."""
    said: list[Nudge] = []
    through = YEAR[0] - timedelta(days=1)
    for on in WORKED:
        known = [u for u in updates if u.on < on]
        following = next_nudge(occurrence, known, CALENDAR, through)
        nudge = due_word(occurrence, known, CALENDAR, through, on)
        assert nudge is None or following is not None, "what is said was announced by the day to look again"
        if nudge is not None:
            assert following is not None
            assert following.on <= on
            said.append(nudge)
        through = on
    assert len({n.word for n in said}) == len(said)
    assert all(a.on < b.on for a, b in pairwise(said))


@FEW
@given(occurrences(), answered(), st.lists(st.sampled_from(WORKED), min_size=1, max_size=12, unique=True).map(sorted))
def test_scans_with_gaps_say_at_most_one_word_each_and_none_twice(
    occurrence: Occurrence, updates: tuple[StatusUpdate, ...], scans: list[date]
) -> None:
    before = YEAR[0] - timedelta(days=1)
    everything = list(listed(occurrence, updates, before, WORKED[-1]))
    said = []
    for after, on in pairwise([before, *scans]):
        nudge = due_word(occurrence, updates, CALENDAR, after, on)
        gap = [n for n in everything if after < n.on <= on]
        if nudge is not None:
            assert nudge in gap
            assert nudge == gap[-1] or offset_of(gap[-1].word) is None or (offset_of(gap[-1].word) or 0) <= 0
            said.append(nudge)
        else:
            assert not any((offset_of(n.word) or 0) > 0 for n in gap), "an escalation is never lost"
    assert len({n.word for n in said}) == len(said)


@SOME
@given(occurrences(), answered())
def test_what_was_all_taken_back_was_never_said(occurrence: Occurrence, updates: tuple[StatusUpdate, ...]) -> None:
    last = len(updates)
    undone = [
        replace(u, id=last + n, kind=UpdateKind.UNDO, until=None, undoes=u.id) for n, u in enumerate(reversed(updates), start=1)
    ]
    before = YEAR[0] - timedelta(days=1)
    both = tuple(listed(occurrence, (*updates, *undone), before, WORKED[-1]))
    assert both == tuple(listed(occurrence, (), before, WORKED[-1]))
    again = [replace(u, id=2 * last + n, undoes=u.id) for n, u in enumerate(reversed(undone), start=1)]
    assert effective((*updates, *undone, *again)) == effective(updates), "the undo of every undo"


@SOME
@given(occurrences(), answered(), days, st.sampled_from(ENDS))
def test_what_is_done_or_out_of_the_plan_says_nothing_more(
    occurrence: Occurrence, updates: tuple[StatusUpdate, ...], on: date, kind: UpdateKind
) -> None:
    end = StatusUpdate(100, kind, datetime.combine(on, time(2), UTC), on)
    assert next_nudge(occurrence, (*updates, end), CALENDAR, on) is None
    assert due_word(occurrence, (*updates, end), CALENDAR, YEAR[0], YEAR[-1]) is None


@SOME
@given(occurrences(), answered())
def test_no_answer_but_done_takes_an_escalation_away(occurrence: Occurrence, updates: tuple[StatusUpdate, ...]) -> None:
    def escalations(told: tuple[StatusUpdate, ...]) -> list[Nudge]:
        return [n for n in listed(occurrence, told, YEAR[0], YEAR[-1]) if (offset_of(n.word) or 0) > 0]

    assert escalations(updates) == escalations(())
