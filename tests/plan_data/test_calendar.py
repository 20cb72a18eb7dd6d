"""Working days: the reviewed table, the arithmetic on it, and the numbers that the conversations show."""

from datetime import UTC, date, datetime, time, timedelta

import holidays
import pytest
from hypothesis import given
from hypothesis import strategies as st

from plan_data.calendar import (
    DayRow,
    WorkingCalendar,
    at,
    load_calendar,
    local_date,
    parse_local,
    read_rows,
)
from plan_data.errors import BadMoment, BrokenCalendar

CALENDAR = load_calendar()
days = st.dates(date(2022, 1, 1), date(2029, 12, 31))
steps = st.integers(-400, 400).filter(bool)


# --- the table ------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("day", "working"),
    [
        (date(2024, 2, 7), True),
        (date(2024, 2, 8), False),
        (date(2024, 2, 14), False),
        (date(2024, 2, 15), True),
        (date(2024, 4, 18), False),
        (date(2024, 4, 29), False),  # swapped with Saturday 4/5
        (date(2024, 5, 4), True),
        (date(2024, 9, 3), False),
        (date(2025, 1, 27), False),
        (date(2025, 1, 31), False),
        (date(2025, 2, 1), False),
        (date(2025, 2, 3), True),
        (date(2025, 4, 26), True),
        (date(2025, 5, 2), False),
        (date(2025, 9, 1), False),
        (date(2026, 1, 2), False),  # 12729/VPCP-KGVX, unknown to the package
        (date(2026, 1, 10), True),
        (date(2026, 8, 22), True),
        (date(2026, 8, 31), False),
        (date(2026, 11, 24), True),  # not confirmed: not off
        (date(2027, 2, 4), False),
    ],
)
def test_a_day_is_worked_or_off_as_the_documents_say(day: date, working: bool) -> None:
    assert CALENDAR.is_working(day) is working


def test_every_row_names_its_source_and_no_day_stands_twice() -> None:
    assert all(row.name and row.source for row in CALENDAR.rows)
    table = [row.day for row in read_rows_of_the_repo()]
    assert table == sorted(set(table))
    assert all(CALENDAR.covers(year) for year in range(2023, 2028))
    assert not CALENDAR.covers(2022)
    assert not CALENDAR.covers(2028)


def test_every_working_day_lost_to_a_swap_is_made_up_in_its_year() -> None:
    for year in range(2023, 2028):
        swapped = [r for r in CALENDAR.rows if r.day.year == year and "hoán đổi" in r.name]
        made_up = [r for r in CALENDAR.rows if r.day.year == year and r.name.startswith("Làm bù")]
        assert len(swapped) == len(made_up)
        assert all(r.day.weekday() == 5 for r in made_up)


# Where the table and the `holidays` package differ, and why the table stands.
KNOWN_DIFFERENCES = {
    date(2026, 1, 2): "off by 12729/VPCP-KGVX, which the package does not know",
    date(2026, 1, 10): "worked by 12729/VPCP-KGVX",
    date(2026, 11, 24): "the package counts it off; the text of the resolution has not been checked: dự kiến, worked",
    date(2027, 11, 24): "the same",
}


def test_the_table_agrees_with_the_package_but_for_known_differences() -> None:
    package = holidays.country_holidays("VN", years=range(2023, 2028))
    for offset in range((date(2028, 1, 1) - date(2023, 1, 1)).days):
        day = date(2023, 1, 1) + timedelta(days=offset)
        expected = package.is_working_day(day)
        assert (CALENDAR.is_working(day) != expected) == (day in KNOWN_DIFFERENCES), day


def test_a_year_outside_the_table_keeps_weekends_and_fixed_days() -> None:
    assert not CALENDAR.is_working(date(2031, 9, 2))  # a Tuesday
    assert CALENDAR.is_working(date(2031, 9, 3))
    assert not CALENDAR.is_working(date(2031, 9, 6))
    assert CALENDAR.add(date(9999, 12, 30), -1) == date(9999, 12, 29)


def test_an_admin_overrides_a_day_with_a_document() -> None:
    off = DayRow(date(2026, 11, 24), working=False, name="Ngày Văn hóa Việt Nam", source="Thông báo của tỉnh")
    changed = CALENDAR.with_overrides([off])
    assert not changed.is_working(off.day)
    assert changed.row(off.day) == off
    assert changed.add(date(2026, 11, 23), 1) == date(2026, 11, 25)
    assert CALENDAR.is_working(off.day)
    assert changed.with_overrides([]) == changed
    # one day said of a year does not make the year reviewed
    assert not CALENDAR.with_overrides([DayRow(date(2028, 1, 25), working=False, name="Tết")]).covers(2028)


@pytest.mark.parametrize("row", ["2024-02-30,off,x,y,confirmed", "2024-02-01,free,x,y,confirmed", "2024-02-01,off"])
def test_a_broken_row_is_named(row: str) -> None:
    with pytest.raises(BrokenCalendar, match="dòng 2"):
        read_rows("date,kind,name,source,state\n" + row)


def read_rows_of_the_repo() -> tuple[DayRow, ...]:
    from importlib.resources import files

    return read_rows(files("plan_data").joinpath("holidays.csv").read_text(encoding="utf-8"))


# --- the numbers of the conversations -------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("due", "on", "left"),
    [
        (date(2024, 1, 31), date(2024, 1, 30), 1),
        (date(2024, 3, 20), date(2024, 3, 11), 7),
        (date(2024, 3, 31), date(2024, 3, 11), 14),
        (date(2024, 3, 31), date(2024, 3, 25), 4),
        (date(2024, 3, 31), date(2024, 3, 28), 1),
        (date(2024, 3, 31), date(2024, 3, 29), 0),
        (date(2024, 3, 31), date(2024, 3, 30), 0),
        (date(2024, 3, 31), date(2024, 4, 9), 0),
        (date(2024, 3, 20), date(2024, 3, 18), 2),
        (date(2024, 6, 30), date(2024, 5, 17), 30),
        (date(2024, 6, 30), date(2024, 4, 2), 60),
    ],
)
def test_days_left(due: date, on: date, left: int) -> None:
    assert CALENDAR.days_left(due, on) == left


@pytest.mark.parametrize(
    ("due", "on", "overdue"),
    [
        (date(2024, 3, 31), date(2024, 3, 29), 0),
        (date(2024, 3, 31), date(2024, 3, 31), 0),
        (date(2024, 3, 31), date(2024, 4, 1), 1),
        (date(2024, 3, 31), date(2024, 4, 2), 2),
        (date(2024, 1, 31), date(2024, 2, 1), 1),
        (date(2024, 1, 31), date(2024, 2, 5), 3),
        (date(2024, 1, 31), date(2024, 2, 15), 6),  # Tết does not count
        (date(2024, 2, 29), date(2024, 3, 25), 17),
    ],
)
def test_overdue_days(due: date, on: date, overdue: int) -> None:
    assert CALENDAR.overdue_days(due, on) == overdue


def test_the_ladder_of_a_sunday() -> None:
    anchor = CALENDAR.on_or_before(date(2024, 3, 31))
    assert anchor == date(2024, 3, 29)
    assert CALENDAR.add(anchor, -1) == date(2024, 3, 28)
    assert CALENDAR.add(date(2024, 3, 31), 1) == date(2024, 4, 1)
    assert CALENDAR.on_or_after(date(2024, 3, 31)) == date(2024, 4, 1)


def test_a_make_up_saturday_is_counted_and_landed_on() -> None:
    assert CALENDAR.add(date(2024, 5, 3), 1) == date(2024, 5, 4)
    assert CALENDAR.add(date(2024, 5, 4), 1) == date(2024, 5, 6)
    assert CALENDAR.on_or_before(date(2024, 5, 5)) == date(2024, 5, 4)
    assert CALENDAR.between(date(2024, 4, 26), date(2024, 5, 6)) == 4


def test_the_zeroth_working_day() -> None:
    assert CALENDAR.add(date(2024, 3, 29), 0) == date(2024, 3, 29)
    with pytest.raises(ValueError, match="not a working day"):
        CALENDAR.add(date(2024, 3, 31), 0)


# --- properties --------------------------------------------------------------------------------------------------------
@given(days, steps)
def test_add_lands_on_a_working_day_that_many_days_away(day: date, n: int) -> None:
    landed = CALENDAR.add(day, n)
    assert CALENDAR.is_working(landed)
    if n > 0:
        assert CALENDAR.between(day, landed) == n
    else:
        # counted from the day before, since `day` itself is never counted
        assert CALENDAR.between(landed, day - timedelta(days=1)) == -n - 1


@given(days, steps)
def test_there_and_back_from_a_working_day(day: date, n: int) -> None:
    worked = CALENDAR.on_or_after(day)
    assert CALENDAR.add(CALENDAR.add(worked, n), -n) == worked


@given(days, st.integers(0, 60))
def test_between_counts_one_by_one(day: date, length: int) -> None:
    span = [day + timedelta(days=i) for i in range(1, length + 1)]
    assert CALENDAR.between(day, day + timedelta(days=length)) == sum(map(CALENDAR.is_working, span))
    assert CALENDAR.between(day + timedelta(days=length), day) == -CALENDAR.between(day, day + timedelta(days=length))


@given(days)
def test_anchors_are_the_nearest_working_days(day: date) -> None:
    before, after = CALENDAR.on_or_before(day), CALENDAR.on_or_after(day)
    assert CALENDAR.is_working(before)
    assert CALENDAR.is_working(after)
    assert before <= day <= after
    assert (before == after == day) == CALENDAR.is_working(day)
    assert CALENDAR.between(before, after) == (0 if before == after else 1)


@given(days, days)
def test_never_left_and_overdue_at_once(due: date, on: date) -> None:
    assert not (CALENDAR.days_left(due, on) and CALENDAR.overdue_days(due, on))


@given(st.lists(st.tuples(st.dates(date(2024, 1, 1), date(2024, 3, 31)), st.booleans()), max_size=8), st.integers(0, 90))
def test_any_table_counts_as_its_days_say(table: list[tuple[date, bool]], length: int) -> None:
    calendar = WorkingCalendar(tuple(DayRow(day, working, "x") for day, working in table))
    start = date(2024, 1, 1)
    worked = [d for d in (start + timedelta(days=i) for i in range(1, length + 1)) if calendar.is_working(d)]
    assert [calendar.add(start, n) for n in range(1, len(worked) + 1)] == worked


# --- dates and moments --------------------------------------------------------------------------------------------------
def test_the_province_is_seven_hours_ahead() -> None:
    eight = at(date(2024, 1, 30), time(8))
    assert eight == datetime(2024, 1, 30, 1, tzinfo=UTC)
    assert local_date(datetime(2024, 1, 29, 17, tzinfo=UTC)) == date(2024, 1, 30)
    assert local_date(datetime(2024, 1, 29, 16, 59, tzinfo=UTC)) == date(2024, 1, 29)
    with pytest.raises(ValueError, match="zone"):
        local_date(datetime(2024, 1, 29, 17))  # noqa: DTZ001


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2024-01-25T07:55", datetime(2024, 1, 25, 0, 55, tzinfo=UTC)),
        (" 2024-01-25 07:55:30 ", datetime(2024, 1, 25, 0, 55, 30, tzinfo=UTC)),
        ("2024-01-25", datetime(2024, 1, 24, 17, tzinfo=UTC)),
        ("2024-01-25T07:55Z", datetime(2024, 1, 25, 7, 55, tzinfo=UTC)),
        ("2024-01-25T07:55+09:00", datetime(2024, 1, 24, 22, 55, tzinfo=UTC)),
    ],
)
def test_a_moment_without_a_zone_is_the_provinces(text: str, moment: datetime) -> None:
    assert parse_local(text) == moment
    assert parse_local(text).tzinfo is UTC


@pytest.mark.parametrize("text", ["", "sáng mai", "31/01/2024", "2024-02-30T08:00"])
def test_an_unreadable_moment_says_what_to_write(text: str) -> None:
    with pytest.raises(BadMoment, match="2024-01-25T07:55"):
        parse_local(text)


@given(days, st.times())
def test_the_date_comes_back_from_the_moment(day: date, hour: time) -> None:
    assert local_date(at(day, hour)) == day
