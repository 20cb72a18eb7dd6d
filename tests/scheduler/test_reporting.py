"""On which mornings the office is told of its reports and of the week, and from when figures stand."""

from dataclasses import replace
from datetime import UTC, date, datetime, time

import pytest

from plan_data.regime import REGIME, ReportingPeriod
from scheduler.audience import Hearer, Post
from scheduler.reporting import called_from, calling, frozen_from, is_weekly, readers, reminded_of, week_of
from tests.scheduler.given import CALENDAR, day

PERIODS = REGIME.periods(2024)
Q1, H1, Q3, YEAR = PERIODS
ADMIN = Hearer(1, Post.ADMIN, None, "test", "admin", time(8))
FOLLOWER = Hearer(2, Post.FOLLOWER, 7, "test", "follower", time(8))


def days_of_2024() -> list[date]:
    first = date(2024, 1, 1).toordinal()
    return [date.fromordinal(first + n) for n in range(366)]


@pytest.mark.parametrize(
    ("period", "first", "last"),
    [
        (Q1, "07/3", "14/3"),
        (H1, "07/6", "14/6"),
        (Q3, "06/9", "14/9"),  # the cut-off is a Saturday: counted from Friday 13/9
        (YEAR, "06/12", "14/12"),
    ],
)
def test_data_are_called_for_from_the_day_of_the_check_ins(period: ReportingPeriod, first: str, last: str) -> None:
    assert called_from(period, CALENDAR) == day(first)
    called = [d for d in days_of_2024() if calling(PERIODS, CALENDAR, d) is period]
    assert (called[0], called[-1]) == (day(first), day(last))


def test_figures_stand_from_the_night_after_the_cut_off_also_on_a_day_off() -> None:
    assert frozen_from(Q1) == datetime(2024, 3, 14, 17, 5, tzinfo=UTC)
    assert frozen_from(Q3) == datetime(2024, 9, 14, 17, 5, tzinfo=UTC)  # the night to Sunday


def test_the_office_is_reminded_three_working_days_before_and_on_the_day() -> None:
    told = [d for d in days_of_2024() if CALENDAR.is_working(d) and reminded_of(PERIODS, CALENDAR, d)]
    assert told == [day(d) for d in ("15/3", "20/3", "17/6", "20/6", "17/9", "20/9", "17/12", "20/12")]


@pytest.mark.parametrize(
    ("quiet", "told"),
    [
        ("5", ["18/3", "20/3"]),  # not on Friday: the next one
        ("3", ["15/3", "19/3"]),  # not on Wednesday, the day itself: the one before
        ("125", ["20/3"]),  # one morning is left: one reminder
    ],
)
def test_who_keeps_the_morning_quiet_is_reminded_on_another(quiet: str, told: list[str]) -> None:
    march = [date(2024, 3, n) for n in range(11, 23)]
    assert [d for d in march if reminded_of([Q1], CALENDAR, d, quiet)] == [day(d) for d in told]


def test_the_week_is_told_on_its_first_working_day() -> None:
    told = [d for d in days_of_2024() if is_weekly(d, CALENDAR)]
    assert all(CALENDAR.is_working(d) for d in told)
    assert len(told) == len({d.isocalendar()[:2] for d in told}) == 53
    assert [d for d in told if d.weekday()] == [
        day("02/01"),  # Tuesday: New Year's Day was the Monday
        day("15/02"),  # Thursday, the first one after Tết
        day("02/5"),  # Thursday: 29/4, 30/4 and 1/5 were off
        day("04/9"),  # Wednesday: 2/9 and 3/9 were off
    ]
    assert is_weekly(day("26/3"), CALENDAR, quiet_weekdays="1")
    assert not is_weekly(day("25/3"), CALENDAR, quiet_weekdays="1")


def test_a_week_ends_with_its_last_working_day() -> None:
    assert week_of(day("27/3"), CALENDAR) == (day("25/3"), day("29/3"))
    assert week_of(day("02/5"), CALENDAR) == (day("02/5"), day("04/5"))  # the make-up Saturday
    assert week_of(day("13/02"), CALENDAR) == (day("15/02"), day("16/02"))


def test_who_has_a_morning_message_whatever_became_of_the_work() -> None:
    gone = replace(ADMIN, contact_id=3, chat_id=None)
    ended = replace(FOLLOWER, contact_id=4, until_on=day("24/3"))
    focal = replace(FOLLOWER, contact_id=5, post=Post.FOCAL)
    everybody = (ADMIN, FOLLOWER, gone, ended, focal)
    assert readers(everybody, PERIODS, CALENDAR, day("25/3")) == (ADMIN, FOLLOWER)
    assert readers(everybody, PERIODS, CALENDAR, day("20/3")) == (ADMIN,)
    assert readers(everybody, PERIODS, CALENDAR, day("21/3")) == ()
