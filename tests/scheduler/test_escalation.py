"""Who above the focal person hears a word at 14:00, and what takes it off before."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plan_data.model import OccurrenceKind
from plan_data.status import latest_report, open_blocker, reported_done
from plan_data.updates import StatusUpdate, UpdateKind, effective
from scheduler.audience import Hearer, Post
from scheduler.escalation import Escalation, Off, taken_off, told_on
from scheduler.reminders import Occurrence
from scheduler.worker import Decided, DueRow, decide
from tests.scheduler.given import (
    CALENDAR,
    ack,
    blocked,
    day,
    done,
    due,
    monthly,
    not_done,
    progress,
    snooze,
    undo,
    update,
)

AGENCY, OTHER = 7, 8
LATE = due("31/01")
"""T+3 is 05/02 (Monday), T+8 is 19/02, after Tết, T+13 is 26/02."""


def person(contact_id: int, post: Post, agency_id: int | None = AGENCY, *, reachable: bool = True) -> Hearer:
    return Hearer(contact_id, post, agency_id, "test", f"chat-{contact_id}" if reachable else None, time(8))


FOCAL, DEPUTY, HEAD = person(1, Post.FOCAL), person(2, Post.DEPUTY), person(3, Post.HEAD)
ADMIN, SECOND_ADMIN = person(4, Post.ADMIN, None), person(5, Post.ADMIN, None)
EVERYBODY = (FOCAL, DEPUTY, HEAD, ADMIN, person(6, Post.HEAD, OTHER), person(7, Post.FOLLOWER))


def lost(*gone: Hearer) -> tuple[Hearer, ...]:
    return tuple(replace(p, chat_id=None) if p in gone else p for p in EVERYBODY)


def decided(
    on: str,
    *updates: StatusUpdate,
    people: Sequence[Hearer] = EVERYBODY,
    occurrence: Occurrence = LATE,
    above_on: str = "",
) -> Decided:
    after = CALENDAR.add(day(on), -1)
    row = DueRow(1, AGENCY, occurrence, updates, after)
    (result,) = decide([row], people, CALENDAR, day(on), day(above_on) if above_on else None)
    return result


def above(on: str, *updates: StatusUpdate, **others: object) -> Escalation | None:
    return decided(on, *updates, **others).above  # type: ignore[arg-type]


def heard(escalation: Escalation | None) -> set[Post]:
    return {h.post for h in escalation.hearers} if escalation else set()


# --- who ---------------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("on", "word", "posts"),
    [
        ("31/01", "T0", set()),
        ("01/02", "T+1", set()),
        ("05/02", "T+3", {Post.DEPUTY, Post.HEAD}),
        ("19/02", "T+8", {Post.DEPUTY, Post.HEAD, Post.ADMIN}),
        ("26/02", "T+13", {Post.DEPUTY, Post.HEAD, Post.ADMIN}),
    ],
)
def test_each_rung_goes_as_high_as_the_ladder_says(on: str, word: str, posts: set[Post]) -> None:
    result = decided(on)
    assert (result.nudge.word if result.nudge else "", heard(result.above)) == (word, posts)
    assert result.above is None or result.above.on == day(on)


@pytest.mark.parametrize(
    ("on", "posts"),
    [("01/02", set()), ("15/02", {Post.DEPUTY, Post.HEAD}), ("22/02", {Post.DEPUTY, Post.HEAD, Post.ADMIN})],
)
def test_a_series_goes_up_at_its_first_words_from_those_days_on(on: str, posts: set[Post]) -> None:
    """T+1, T+6, T+11."""
    assert heard(above(on, occurrence=monthly("31/01", "29/02"))) == posts


def test_what_was_asked_for_goes_no_higher() -> None:
    assert decided("06/02", progress("05/02", "06/02")).nudge is not None
    assert above("06/02", progress("05/02", "06/02")) is None
    assert above("07/3", occurrence=due("14/3", OccurrenceKind.CHECK_IN, period="2024-Q1")) is None


@pytest.mark.parametrize(
    ("gone", "morning", "later"),
    [
        ((FOCAL,), Post.DEPUTY, {Post.HEAD}),
        ((FOCAL, DEPUTY), Post.HEAD, set()),
        ((HEAD,), Post.FOCAL, {Post.DEPUTY}),
        ((DEPUTY, HEAD), Post.FOCAL, set()),
    ],
)
def test_who_hears_it_in_the_morning_does_not_hear_it_again(gone: tuple[Hearer, ...], morning: Post, later: set[Post]) -> None:
    result = decided("05/02", people=lost(*gone))
    assert result.told is not None
    assert [h.post for h in result.told.hearers] == [morning]
    assert heard(result.above) == later


def test_what_the_admins_hear_for_want_of_anybody_else_is_not_told_twice() -> None:
    result = decided("19/02", people=lost(FOCAL, DEPUTY, HEAD))
    assert result.told is not None
    assert result.told.unreached
    assert result.above is None


def test_a_person_of_two_posts_hears_it_once_as_the_agencys() -> None:
    both = replace(ADMIN, contact_id=HEAD.contact_id)
    escalation = above("19/02", people=(FOCAL, HEAD, both))
    assert escalation is not None
    assert escalation.hearers == (HEAD,)
    assert escalation.shown_to == (both,)
    focal_too = replace(HEAD, contact_id=FOCAL.contact_id)
    assert heard(above("05/02", people=(FOCAL, focal_too, ADMIN))) == set()


def test_every_admin_sees_it_before_it_is_told() -> None:
    escalation = above("05/02", people=(*EVERYBODY, SECOND_ADMIN))
    assert escalation is not None
    assert escalation.shown_to == (ADMIN, SECOND_ADMIN)


def test_an_agency_without_anybody_above_is_shown_to_the_admins_all_the_same() -> None:
    alone = lost(DEPUTY, HEAD)
    assert above("05/02", people=alone) == Escalation(day("05/02"), (), (ADMIN,))
    assert above("19/02", people=alone) == Escalation(day("19/02"), (ADMIN,), (ADMIN,))
    assert above("01/02", people=alone) is None


def test_a_head_who_heard_in_the_morning_is_nobody_missing() -> None:
    assert above("05/02", people=lost(FOCAL, DEPUTY)) is None
    admins = above("19/02", people=lost(FOCAL, DEPUTY))
    assert admins == Escalation(day("19/02"), (ADMIN,), ())


# --- when --------------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("now", "on"),
    [
        (datetime(2024, 2, 4, 17, 0, tzinfo=UTC), "05/02"),  # midnight
        (datetime(2024, 2, 5, 4, 59, tzinfo=UTC), "05/02"),
        (datetime(2024, 2, 5, 5, 0, tzinfo=UTC), "06/02"),  # noon
        (datetime(2024, 2, 7, 9, 0, tzinfo=UTC), "15/02"),  # the last afternoon before Tết
    ],
)
def test_what_is_planned_too_late_waits_for_the_next_working_day(now: datetime, on: str) -> None:
    assert told_on(now, CALENDAR) == day(on)


def test_what_waits_is_told_on_its_day_and_asked_about_on_its_day() -> None:
    assert above("05/02", above_on="06/02") == replace(above("05/02"), on=day("06/02"))  # type: ignore[type-var]
    assert above("05/02", progress("02/02", "05/02")) is None
    assert above("05/02", progress("02/02", "05/02"), above_on="06/02") is not None, "the day will have passed"


def test_an_outage_says_the_newest_word_as_high_as_it_goes() -> None:
    row = DueRow(1, AGENCY, LATE, (), day("31/01"))
    (result,) = decide([row], EVERYBODY, CALENDAR, day("21/02"))
    assert result.nudge is not None
    assert (result.nudge.word, heard(result.above)) == ("T+8", {Post.DEPUTY, Post.HEAD, Post.ADMIN})


# --- what takes it off -------------------------------------------------------------------------------------------------------
def off(*updates: StatusUpdate, occurrence: Occurrence = LATE, word: str = "T+3", on: str = "05/02") -> Off | None:
    return taken_off(occurrence, updates, word, CALENDAR, day(on))


DONE = done("02/02")
PROMISE = progress("02/02", "07/02")
ASKED = update(UpdateKind.EXTENSION_ASKED, "02/02", "15/02")


@pytest.mark.parametrize(
    ("updates", "why"),
    [
        ((), None),
        ((DONE,), Off.DONE),
        ((DONE, undo("05/02", DONE)), None),
        ((blocked("20/01"),), Off.BLOCKED),
        ((blocked("02/02"), progress("05/02", percent=70)), None),
        ((PROMISE,), Off.DAY),
        ((progress("05/02", "05/02"),), Off.DAY),  # "chiều nay xong" stands until the evening
        ((progress("01/02", "02/02"),), None),  # that day has passed
        ((not_done("02/02", "08/02"),), Off.DAY),
        ((PROMISE, progress("05/02", percent=60)), Off.DAY),  # the day named last holds
        ((PROMISE, undo("05/02", PROMISE)), None),
        ((PROMISE, blocked("05/02"), progress("05/02")), None),  # a blocker without a day took the promise away
        ((ASKED,), Off.DAY),
        ((ASKED, update(UpdateKind.EXTENSION_REFUSED, "05/02")), None),
        ((ack("05/02"),), None),
        ((progress("05/02", percent=90),), None),
        ((not_done("05/02"),), None),
        ((snooze("02/02", "20/02"),), None),
        ((PROMISE, snooze("05/02", "06/02")), Off.DAY),
    ],
)
def test_done_blocked_and_a_day_take_it_off_and_nothing_else(updates: tuple[StatusUpdate, ...], why: Off | None) -> None:
    assert off(*updates) is why
    assert (above("05/02", *updates) is None) is (why is not None)


def test_a_later_due_date_takes_it_off() -> None:
    assert off(occurrence=due("02/02")) is Off.MOVED
    assert off(occurrence=due("30/01")) is None
    assert off(occurrence=due("15/02")) is Off.MOVED


# --- whatever was answered ----------------------------------------------------------------------------------------------------
WORKED = [on for n in range(200) if CALENDAR.is_working(on := date(2024, 1, 25) + timedelta(days=n))]
kinds = st.sampled_from([k for k in UpdateKind if k is not UpdateKind.UNDO])
posts = st.lists(st.sampled_from([p for p in EVERYBODY if p.agency_id in (AGENCY, None)]), unique=True)


@st.composite
def answered(draw: st.DrawFn) -> tuple[StatusUpdate, ...]:
    told = sorted(draw(st.lists(st.sampled_from(WORKED), max_size=5)))
    return tuple(
        StatusUpdate(
            n,
            draw(kinds),
            datetime.combine(on, time(2), UTC),
            on,
            until=draw(st.none() | st.dates(on, on + timedelta(days=30))),
        )
        for n, on in enumerate(told, start=1)
    )


@settings(max_examples=80)
@given(posts, answered(), st.sampled_from([OccurrenceKind.DATED, OccurrenceKind.PERIODIC]), st.data())
def test_day_by_day_nobody_hears_twice_and_nothing_answered_goes_up(
    people: list[Hearer], updates: tuple[StatusUpdate, ...], kind: OccurrenceKind, data: st.DataObject
) -> None:
    """Each morning knows what was answered before it and who can be reached."""
    through = WORKED[0] - timedelta(days=1)
    told: list[tuple[str, int]] = []
    for on in WORKED:
        around = [p if data.draw(st.booleans()) else replace(p, chat_id=None) for p in people] if on.day % 7 == 0 else people
        known = tuple(u for u in updates if u.on < on)
        row = DueRow(1, AGENCY, due("31/01", kind), known, through)
        (result,) = decide([row], around, CALENDAR, on)
        through = result.through
        if result.nudge is None or result.told is None:
            assert result.above is None
            continue
        morning = [h.contact_id for h in result.told.hearers]
        later = [h.contact_id for h in result.above.hearers] if result.above else []
        assert len({*morning, *later}) == len(morning) + len(later), "nobody hears it twice on one day"
        told += [(result.nudge.word, contact) for contact in (*morning, *later)]
        if result.above is None:
            continue
        standing = effective(known)
        report = latest_report(standing)
        assert reported_done(standing) is None
        assert open_blocker(standing) is None
        assert report is None or report.until is None or report.until < on
        assert {h.post for h in result.above.shown_to} <= {Post.ADMIN}
        assert all(h.reachable and h.post is not Post.FOCAL for h in result.above.hearers)
    assert len(set(told)) == len(told), "and no word on another day again"


def test_what_was_taken_out_of_the_plan_is_told_to_nobody_above() -> None:
    out = update(UpdateKind.PLAN_LEFT, "02/02")
    assert taken_off(LATE, (out,), "T+3", CALENDAR, day("05/02")) is Off.OUT
    assert taken_off(LATE, (out, update(UpdateKind.PLAN_REJOINED, "02/02")), "T+3", CALENDAR, day("05/02")) is None
