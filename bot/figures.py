"""The figures of an overview: one pure function, so that every telling shows the same numbers.

The official rate counts what is completed against completed plus overdue; what is open and in time is not in it.
Source: Báo cáo 1270/BC-TCTTTg (2017): 16,051 / (16,051 + 223) = 98.6 %.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from plan_data.status import Cell, Standing
from storage.occurrences import Item

OFFICIAL = (Cell.DONE_ON_TIME, Cell.DONE_LATE, Cell.OPEN_IN_TIME, Cell.OPEN_OVERDUE)


@dataclass(frozen=True, slots=True)
class Counts:
    """The four official cells, of việc or of hoạt động. Rates are in percent, None where there is nothing to divide by."""

    done_on_time: int = 0
    done_late: int = 0
    open_in_time: int = 0
    open_overdue: int = 0

    @property
    def done(self) -> int:
        return self.done_on_time + self.done_late

    @property
    def open(self) -> int:
        return self.open_in_time + self.open_overdue

    @property
    def total(self) -> int:
        return self.done + self.open

    @property
    def counted(self) -> int:
        """The denominator of the official rate."""
        return self.done + self.open_overdue

    @property
    def rate(self) -> float | None:
        return 100 * self.done / self.counted if self.counted else None

    @property
    def of_all(self) -> float | None:
        return 100 * self.done / self.total if self.total else None


def counts(cells: Iterable[str]) -> Counts:
    """The four cells; what is ongoing or out of the plan is in none of them."""
    n = Counter(cells)
    return Counts(n[Cell.DONE_ON_TIME], n[Cell.DONE_LATE], n[Cell.OPEN_IN_TIME], n[Cell.OPEN_OVERDUE])


def activity_cell(cells: Sequence[str]) -> Cell:
    """A hoạt động is done when each of its việc is (late if any was late), overdue when any is."""
    for cell in (Cell.OPEN_OVERDUE, Cell.OPEN_IN_TIME, Cell.DONE_LATE, Cell.DONE_ON_TIME, Cell.ONGOING):
        if cell in cells:
            return cell
    return Cell.OUT_OF_PLAN


@dataclass(frozen=True, slots=True)
class Figures:
    """The four cells of the việc, and what stands beside them; `ongoing` counts assignments."""

    cells: Counts
    ongoing: int
    blocked: int
    requests: int
    awaiting: int


def figures(rows: Iterable[tuple[Item, Standing]]) -> Figures:
    """The figures of these items."""
    rows = list(rows)
    still = [s for _, s in rows if s.cell in (Cell.OPEN_IN_TIME, Cell.OPEN_OVERDUE)]
    return Figures(
        cells=counts(s.cell for _, s in rows),
        ongoing=len({(i.code, i.agency_id) for i, s in rows if s.cell is Cell.ONGOING}),
        blocked=sum(s.blocked is not None for s in still),
        requests=sum((s.extension_asked is not None) + (s.proposal is not None) for s in still),
        awaiting=sum(s.awaiting for s in still),
    )


def facts(f: Figures) -> dict[str, Any]:
    """For the words."""
    names = ("done_on_time", "done_late", "done", "open_in_time", "open_overdue", "open", "total", "counted", "rate", "of_all")
    beside = ("ongoing", "blocked", "requests", "awaiting")
    return {n: getattr(f.cells, n) for n in names} | {n: getattr(f, n) for n in beside}


def agency_table(rows: Iterable[tuple[Item, Standing]], *, most: int = 4) -> str:
    """At most 38 columns: agencies with overdue work first, the longest overdue on top, the others in one line."""
    by_agency: dict[str, list[Standing]] = {}
    for item, s in rows:
        if s.cell in OFFICIAL:
            by_agency.setdefault(item.agency_short, []).append(s)
    late = [(max(s.overdue_days for s in ss), name) for name, ss in by_agency.items() if any(s.overdue for s in ss)]
    shown = [name for _, name in sorted(late, key=lambda pair: (-pair[0], pair[1]))[:most]]
    lines = [f"{'Cơ quan':<20}{'Xong':>5}{'Q.hạn':>6}{'T.hạn':>6}"]
    lines += [_row(name, by_agency[name]) for name in shown]
    others = [s for name, ss in by_agency.items() if name not in shown for s in ss]
    count = len(by_agency) - len(shown)
    if count:
        lines.append(_row(f"{count} cơ quan{' khác' if shown else ''}", others))
    return "\n".join(lines)


def _row(name: str, standings: Iterable[Standing]) -> str:
    c = counts(s.cell for s in standings)
    return f"{name[:20]:<20}{c.done:>5}{c.open_overdue:>6}{c.open_in_time:>6}"
