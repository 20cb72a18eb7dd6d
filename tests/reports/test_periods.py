"""Periods by name, by the calendar and by the reporting regime."""

from datetime import date

import pytest

from plan_data.errors import UnknownPeriod
from plan_data.periods import between, named_period


@pytest.mark.parametrize(
    ("name", "label", "start", "end"),
    [
        ("2024-Q1", "quý I năm 2024", date(2024, 1, 1), date(2024, 3, 31)),
        ("2024-Q4", "quý IV năm 2024", date(2024, 10, 1), date(2024, 12, 31)),
        ("2023-H1", "6 tháng đầu năm 2023", date(2023, 1, 1), date(2023, 6, 30)),
        ("2024-h2", "6 tháng cuối năm 2024", date(2024, 7, 1), date(2024, 12, 31)),
        (" 2024 ", "năm 2024", date(2024, 1, 1), date(2024, 12, 31)),
    ],
)
def test_the_calendars_reading(name: str, label: str, start: date, end: date) -> None:
    period = named_period(name)
    assert (period.label, period.start, period.end, period.send_by) == (label, start, end, None)


@pytest.mark.parametrize(
    ("name", "label", "start", "end", "send_by"),
    [
        ("2024-Q1", "quý I năm 2024", date(2023, 12, 15), date(2024, 3, 14), date(2024, 3, 20)),
        ("2024-H1", "6 tháng năm 2024", date(2023, 12, 15), date(2024, 6, 14), date(2024, 6, 20)),
        ("2024-Q3", "quý III năm 2024", date(2024, 6, 15), date(2024, 9, 14), date(2024, 9, 20)),
        ("2024", "năm 2024", date(2023, 12, 15), date(2024, 12, 14), date(2024, 12, 20)),
    ],
)
def test_the_regimes_reading(name: str, label: str, start: date, end: date, send_by: date) -> None:
    period = named_period(name, official=True)
    assert (period.label, period.start, period.end, period.send_by) == (label, start, end, send_by)
    assert period.official


@pytest.mark.parametrize("name", ["", "2024-Q5", "2024-Q0", "Q1", "24-Q1", "2024-H3", "quý I", "20２４", "1999", "2024-Q1\n2"])
def test_no_such_period(name: str) -> None:
    with pytest.raises(UnknownPeriod, match="Không có kỳ báo cáo"):
        named_period(name)


@pytest.mark.parametrize("name", ["2024-Q2", "2024-Q4", "2024-H2"])
def test_what_the_regime_does_not_have(name: str) -> None:
    with pytest.raises(UnknownPeriod, match="theo chế độ báo cáo"):
        named_period(name, official=True)


def test_from_a_day_to_a_day() -> None:
    period = between(date(2024, 1, 5), date(2024, 3, 9))
    assert (period.label, period.start, period.end) == ("từ 05/01/2024 đến 09/3/2024", date(2024, 1, 5), date(2024, 3, 9))
    assert between(date(2024, 1, 5), date(2024, 1, 5)).start == date(2024, 1, 5)
    with pytest.raises(UnknownPeriod):
        between(date(2024, 3, 9), date(2024, 1, 5))


@pytest.mark.parametrize(
    ("name", "official", "next_end"),
    [
        ("2024-Q1", False, date(2024, 6, 30)),
        ("2024-Q4", False, date(2025, 3, 31)),
        ("2024-H2", False, date(2025, 6, 30)),
        ("2024", False, date(2025, 12, 31)),
        ("2024-Q1", True, date(2024, 6, 14)),
        ("2024-Q3", True, date(2024, 12, 14)),
        ("2024", True, date(2025, 3, 14)),
    ],
)
def test_what_is_planned_for_next(name: str, official: bool, next_end: date) -> None:
    assert named_period(name, official=official).next_end == next_end
    assert between(date(2024, 1, 1), date(2024, 1, 10)).next_end == date(2024, 1, 20)
