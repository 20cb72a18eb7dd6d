"""Who hears a word, and who instead."""

from dataclasses import replace
from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler.audience import Audience, Hearer, Post, audience, keeps_quiet, may_keep_quiet, resting, spoken_to
from tests.scheduler.given import CALENDAR

AGENCY, OTHER = 7, 8
ON = date(2024, 3, 18)


def person(contact_id: int, post: Post, agency_id: int | None = AGENCY, *, reachable: bool = True) -> Hearer:
    channel, chat_id = ("test", f"chat-{contact_id}") if reachable else (None, None)
    return Hearer(contact_id, post, agency_id, channel, chat_id, time(8))


FOCAL, DEPUTY, HEAD = person(1, Post.FOCAL), person(2, Post.DEPUTY), person(3, Post.HEAD)
ADMIN, SECOND_ADMIN = person(4, Post.ADMIN, None), person(5, Post.ADMIN, None)
STRANGER = person(6, Post.FOCAL, OTHER)
FOLLOWER = person(9, Post.FOLLOWER)
EVERYBODY = (ADMIN, HEAD, STRANGER, DEPUTY, FOLLOWER, FOCAL)


def lost(*gone: Hearer) -> tuple[Hearer, ...]:
    """Everybody, some of whom cannot be reached."""
    return tuple(replace(p, channel=None, chat_id=None) if p in gone else p for p in EVERYBODY)


@pytest.mark.parametrize(
    ("people", "expected"),
    [
        (EVERYBODY, Audience((FOCAL,))),
        (lost(FOCAL), Audience((DEPUTY,))),
        (lost(FOCAL, DEPUTY), Audience((HEAD,))),
        (lost(FOCAL, DEPUTY, HEAD), Audience((ADMIN,), unreached=True)),
        (lost(FOCAL, DEPUTY, HEAD, ADMIN), Audience((), unreached=True)),
        ((), Audience((), unreached=True)),
        ((STRANGER, FOLLOWER), Audience((), unreached=True)),  # another agency's people and who follows a group do not stand in
        ((ADMIN, SECOND_ADMIN), Audience((ADMIN, SECOND_ADMIN), unreached=True)),
    ],
)
def test_the_first_post_that_can_be_reached_hears_it(people: tuple[Hearer, ...], expected: Audience) -> None:
    assert audience(AGENCY, people, ON) == expected


def test_two_who_hold_the_post_together_both_hear_it() -> None:
    colleague = person(11, Post.FOCAL)
    unreachable = person(12, Post.FOCAL, reachable=False)
    assert audience(AGENCY, (FOCAL, unreachable, colleague), ON).hearers == (FOCAL, colleague)


@pytest.mark.parametrize(
    ("from_on", "until_on", "serves"),
    [
        (date.min, None, True),
        (ON, ON, True),
        (date(2024, 3, 19), None, False),
        (date.min, date(2024, 3, 17), False),
    ],
)
def test_a_post_is_held_from_a_day_to_a_day_both_included(from_on: date, until_on: date | None, serves: bool) -> None:
    substitute = replace(FOCAL, from_on=from_on, until_on=until_on)
    assert audience(AGENCY, (substitute, DEPUTY), ON) == Audience((substitute if serves else DEPUTY,))


def test_an_admin_who_left_does_not_hear_for_the_agencies() -> None:
    left = replace(ADMIN, until_on=date(2024, 3, 17))
    assert audience(AGENCY, (left, SECOND_ADMIN), ON) == Audience((SECOND_ADMIN,), unreached=True)


# --- leave ------------------------------------------------------------------------------------------------------------------
AWAY = replace(FOCAL, away=True)
SUBSTITUTE = replace(FOLLOWER, post=Post.FOCAL, stands_in_for=FOCAL.contact_id, from_on=ON, until_on=ON)


def test_who_stands_in_hears_and_who_is_away_does_not() -> None:
    everybody = (ADMIN, HEAD, DEPUTY, AWAY, SUBSTITUTE)
    assert audience(AGENCY, everybody, ON) == Audience((SUBSTITUTE,))
    assert audience(AGENCY, everybody, ON + timedelta(days=1)) == Audience((DEPUTY,)), "not a day longer"


def test_without_anybody_who_stands_in_the_next_post_hears() -> None:
    assert audience(AGENCY, (ADMIN, HEAD, DEPUTY, AWAY), ON) == Audience((DEPUTY,))
    assert audience(AGENCY, (ADMIN, HEAD, replace(DEPUTY, away=True), AWAY), ON) == Audience((HEAD,))
    assert audience(AGENCY, (ADMIN, AWAY, replace(SUBSTITUTE, away=True)), ON) == Audience((ADMIN,), unreached=True)


def test_a_colleague_who_stands_in_hears_once() -> None:
    colleague = person(11, Post.FOCAL)
    stands_in = replace(colleague, stands_in_for=FOCAL.contact_id)
    assert [h.contact_id for h in audience(AGENCY, (AWAY, colleague, stands_in), ON).hearers] == [11]


def test_at_once_somebody_who_is_away_hears_rather_than_nobody() -> None:
    assert [h.contact_id for h in spoken_to(AGENCY, (ADMIN, AWAY), ON)] == [FOCAL.contact_id]
    assert spoken_to(AGENCY, (ADMIN, AWAY, DEPUTY), ON) == (DEPUTY,)
    assert spoken_to(AGENCY, (ADMIN,), ON) == ()
    assert spoken_to(AGENCY, (ADMIN, replace(AWAY, channel=None, chat_id=None)), ON) == ()


# --- quiet days ---------------------------------------------------------------------------------------------------------------
MONDAY = ON
"""18/3/2024."""


def test_on_a_quiet_day_a_colleague_hears_and_without_one_nobody() -> None:
    quiet, colleague = replace(FOCAL, quiet_weekdays="1"), person(11, Post.FOCAL)
    both = resting((quiet, colleague, DEPUTY, ADMIN), CALENDAR, MONDAY)
    assert [h.contact_id for h in audience(AGENCY, both, MONDAY).hearers] == [11]
    alone = resting((quiet, DEPUTY, ADMIN), CALENDAR, MONDAY)
    assert audience(AGENCY, alone, MONDAY) == Audience(()), "it waits; the deputy is not asked for a day"
    tuesday = MONDAY + timedelta(days=1)
    assert audience(AGENCY, resting((quiet, DEPUTY), CALENDAR, tuesday), tuesday).hearers == (quiet,)


def test_a_holiday_on_the_only_day_left_does_not_make_two_weeks() -> None:
    """Quiet Monday to Thursday; Thursday 18/4/2024 is Giỗ Tổ. Who keeps only Thursdays hears on the fifth day anyway."""
    only_thursdays = "1235"
    days = [date(2024, 4, n) for n in (12, 15, 16, 17, 19, 22)]
    assert [keeps_quiet(only_thursdays, CALENDAR, day) for day in days] == [True, True, True, True, False, True]


@given(
    st.sets(st.integers(1, 7)).filter(lambda days: may_keep_quiet(sorted(days))), st.dates(date(2024, 1, 8), date(2024, 12, 20))
)
def test_no_word_waits_longer_than_a_working_week(days: set[int], day: date) -> None:
    weekdays = "".join(map(str, sorted(days)))
    start = CALENDAR.on_or_after(day)
    week = [start, *(CALENDAR.add(start, n) for n in range(1, 5))]
    assert not all(keeps_quiet(weekdays, CALENDAR, d) for d in week)


def test_all_five_working_days_are_too_many() -> None:
    assert not may_keep_quiet([1, 2, 3, 4, 5])
    assert not may_keep_quiet([1, 2, 3, 4, 5, 6, 7])
    assert may_keep_quiet([2, 3, 4, 5, 6, 7])
    assert may_keep_quiet([])


PEOPLE = st.lists(
    st.builds(
        Hearer,
        contact_id=st.integers(1, 6),
        post=st.sampled_from(Post),
        agency_id=st.sampled_from([AGENCY, OTHER, None]),
        channel=st.just("test"),
        chat_id=st.sampled_from([None, "1", "2"]),
        hour=st.just(time(8)),
        away=st.booleans(),
        quiet_weekdays=st.sampled_from(["", "1", "2345"]),
    ),
    max_size=8,
)


@given(PEOPLE)
def test_who_hears_can_is_here_and_is_not_resting(people: list[Hearer]) -> None:
    told = audience(AGENCY, resting(people, CALENDAR, MONDAY), MONDAY)
    for hearer in told.hearers:
        assert hearer.reachable
        assert not hearer.away or told.unreached, "an admin on leave stays an admin"
        assert "1" not in hearer.quiet_weekdays
        assert hearer.agency_id == (None if told.unreached else AGENCY)
    if not told.unreached:
        assert len({h.post for h in told.hearers}) <= 1
    elif told.hearers:
        could = [p for p in people if p.agency_id == AGENCY and p.reachable and not p.away]
        assert not any(p.post in (Post.FOCAL, Post.DEPUTY, Post.HEAD) for p in could)
