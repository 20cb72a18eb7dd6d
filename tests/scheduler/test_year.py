"""The year 2024 as it was written down beforehand (tests/e2e/year), against the year that the rules play."""

from collections import Counter
from datetime import timedelta

import pytest

from plan_data.agencies import Directory
from plan_data.calendar import load_calendar
from plan_data.loading import load_plan
from scheduler.escalation import TOLD_AT
from tests.scheduler.year import FIRST_DAY, LAST_DAY, UNREACHABLE, Play, answers, written

PLAN = load_plan()
CALENDAR = load_calendar()
DIRECTORY = Directory(PLAN.agencies)


@pytest.fixture(scope="module")
def play() -> Play:
    """Every day from the loading to the end of the year: in the morning the plan, then what the agencies typed, and in between
    at 14:00 what goes higher."""
    played, typed = Play(PLAN, CALENDAR), answers()
    for on in (FIRST_DAY + timedelta(days=n) for n in range((LAST_DAY - FIRST_DAY).days + 1)):
        if CALENDAR.is_working(on):
            played.plan_day(on)
        today = [said for said in typed if said.at.date() == on]
        for said in today:
            if said.at.time() < TOLD_AT:
                played.hear(said)
        played.tell_above(on)
        for said in today:
            if said.at.time() >= TOLD_AT:
                played.hear(said)
    return played


def test_what_the_agencies_hear_is_what_was_written_down(play: Play) -> None:
    expected = Counter(written("expected.tsv", DIRECTORY))
    played = Counter(play.heard)
    assert sorted((played - expected).elements()) == [], "said, and not written down"
    assert sorted((expected - played).elements()) == [], "written down, and not said"


def test_what_nobody_hears_stands_before_the_admin_on_its_day(play: Play) -> None:
    expected = Counter(written("unreached.tsv", DIRECTORY))
    assert sorted((Counter(play.unreached) - expected).elements()) == []
    assert sorted((expected - Counter(play.unreached)).elements()) == []
    assert {agency for _, agency, _ in play.unreached} == set(UNREACHABLE)


def test_what_the_admin_hears_at_two_in_the_afternoon_is_what_was_written_down(play: Play) -> None:
    expected = Counter(written("above.tsv", DIRECTORY))
    assert sorted((Counter(play.above) - expected).elements()) == [], "told, and not written down"
    assert sorted((expected - Counter(play.above)).elements()) == [], "written down, and not told"
    assert set(play.above) <= set(play.heard), "and the agency heard it that morning"


def test_the_sums_that_the_readme_of_the_year_states(play: Play) -> None:
    assert len(play.heard) == 580
    assert len({(day, agency) for day, agency, _ in play.heard}) == 470
    assert len({day for day, _, _ in play.heard}) == 139
    assert len(play.unreached) == 122
    assert len(play.above) == 95
    assert len(answers()) == 173


def test_an_item_says_one_word_a_day_and_no_word_twice(play: Play) -> None:
    said = play.heard + play.unreached
    assert len({(day, agency, item.split(":")[0]) for day, agency, item in said}) == len(said)
    assert len({(agency, item) for _, agency, item in said}) == len(said)


def test_the_cost_of_a_year_follows_what_is_due(play: Play) -> None:
    """An occurrence is looked at when it has something to say, not every morning."""
    assert play.looked_at == len(play.heard) + len(play.unreached)
