"""The reporting regime as an office writes it."""

from datetime import date

import pytest

from plan_data.errors import UnknownPeriod, UnreadableRegime
from plan_data.periods import chat_period, named_as
from plan_data.regime import REGIME, WINDOWS, read_regime

OWN = read_regime("  Q2 01/4-25/6  28/6 ;Y 01/01-31/12 31/12; Q1 26/12-25/3 28/3")


def test_windows_are_read_and_come_in_the_order_of_their_cut_offs() -> None:
    first, second, year = OWN.periods(2025)
    assert (first.name, first.start, first.cut_off, first.send_by) == (
        "2025-Q1",
        date(2024, 12, 26),
        date(2025, 3, 25),
        date(2025, 3, 28),
    )
    assert (second.name, second.label, second.start) == ("2025-Q2", "Quý II", date(2025, 4, 1))
    assert (year.name, year.start, year.cut_off) == ("2025", date(2025, 1, 1), date(2025, 12, 31))
    assert read_regime(WINDOWS) == REGIME


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ; ",
        "quý I",
        "Q5 15/12-14/3 20/3",
        "Q1 15/12-14/3",
        "Q1 15/12-31/2 20/3",
        "Q1 15/12-29/2 20/3",
        "Q1 15/13-14/3 20/3",
        "Q1 15/12-14/3 10/3",
        "Q1 15/12-14/3 20/3; Q1 15/12-13/3 20/3",
        "Q1 15/12-14/3 20/3, H1 15/12-14/6 20/6",
    ],
)
def test_what_is_no_window_is_refused(text: str) -> None:
    with pytest.raises(UnreadableRegime):
        read_regime(text)


def test_a_name_in_chat_means_the_regime_where_it_has_one() -> None:
    assert chat_period("2024-Q1", REGIME).end == date(2024, 3, 14)
    assert chat_period("2024-Q1", OWN).end == date(2024, 3, 25)
    assert chat_period("2024-Q2", REGIME).end == date(2024, 6, 30)
    assert chat_period("2024-02-01..2024-02-29", REGIME).start == date(2024, 2, 1)
    for broken in ("2024-Q9", "hôm nay", "2024-02-01..x", "2024-03-01..2024-02-01", ""):
        with pytest.raises(UnknownPeriod):
            chat_period(broken, REGIME)


@pytest.mark.parametrize(
    ("first", "last", "name"),
    [
        ("2024-01-01", "2024-03-31", "2024-Q1"),
        ("2024-07-01", "2024-12-31", "2024-H2"),
        ("2024-01-01", "2024-12-31", "2024"),
        ("2024-01-01", "2024-03-30", "2024-01-01..2024-03-30"),
    ],
)
def test_two_days_have_the_name_of_the_period_that_they_bound(first: str, last: str, name: str) -> None:
    assert named_as(date.fromisoformat(first), date.fromisoformat(last)) == name
