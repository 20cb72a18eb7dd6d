"""The reporting regime: which periodic reports an office hands in, from which day to which their data counts, and by when.

The windows are an office's setting, because the document behind them changes and differs from office to office; the default is
581/BNV-CCHC (whether it is still in force is to be asked). They are written as they are said: `Q1 15/12-14/3 20/3` is
the report of the first quarter, data from 15/12 (of the year before, since it lies after the cut-off) to 14/3, sent by 20/3.
"""

import re
from dataclasses import dataclass
from datetime import date

from plan_data.errors import UnreadableRegime

_LABELS = {
    "Q1": "Quý I",
    "Q2": "Quý II",
    "Q3": "Quý III",
    "Q4": "Quý IV",
    "H1": "6 tháng",
    "H2": "6 tháng cuối năm",
    "Y": "Năm",
}
_WINDOW = re.compile(r"(Q[1-4]|H[12]|Y) (\d{1,2})/(\d{1,2})-(\d{1,2})/(\d{1,2}) (\d{1,2})/(\d{1,2})")
_ANY_YEAR = 2023
"""No leap year: a window may not open, close or be due on 29/02."""


@dataclass(frozen=True, slots=True)
class ReportingPeriod:
    """One periodic report of a year: the data window `start`..`cut_off` and the day by which it must be sent."""

    name: str
    label: str
    start: date
    cut_off: date
    send_by: date


@dataclass(frozen=True, slots=True)
class Window:
    """A report of the regime in any year; days as (month, day)."""

    key: str
    opens: tuple[int, int]
    cut_off: tuple[int, int]
    send_by: tuple[int, int]

    def of(self, year: int) -> ReportingPeriod:
        name = str(year) if self.key == "Y" else f"{year}-{self.key}"
        before = self.opens > self.cut_off
        dates = (date(year - before, *self.opens), date(year, *self.cut_off), date(year, *self.send_by))
        return ReportingPeriod(name, _LABELS[self.key], *dates)


@dataclass(frozen=True, slots=True)
class Regime:
    """The reports of every year, in the order of their cut-offs."""

    windows: tuple[Window, ...]

    def periods(self, year: int) -> tuple[ReportingPeriod, ...]:
        return tuple(window.of(year) for window in self.windows)


def read_regime(text: str) -> Regime:
    """`Q1 15/12-14/3 20/3; H1 …`: Q1..Q4, H1, H2 and Y (the year), each at most once. Errors: UnreadableRegime."""
    windows: list[Window] = []
    for said in (" ".join(part.split()) for part in text.split(";") if part.strip()):
        found = _WINDOW.fullmatch(said)
        if found is None:
            raise UnreadableRegime(said)
        days = [int(n) for n in found.groups()[1:]]
        window = Window(found[1], (days[1], days[0]), (days[3], days[2]), (days[5], days[4]))
        try:
            period = window.of(_ANY_YEAR)
        except ValueError:
            raise UnreadableRegime(said) from None
        if period.send_by < period.cut_off or window.key in {w.key for w in windows}:
            raise UnreadableRegime(said)
        windows.append(window)
    if not windows:
        raise UnreadableRegime(text)
    return Regime(tuple(sorted(windows, key=lambda w: w.cut_off)))


WINDOWS = "Q1 15/12-14/3 20/3; H1 15/12-14/6 20/6; Q3 15/6-14/9 20/9; Y 15/12-14/12 20/12"
REGIME = read_regime(WINDOWS)
