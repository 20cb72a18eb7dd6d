"""The figures of the plan: one pure function, so that the overview, the reports and every file show the same numbers.

The official rate counts what is completed against completed plus overdue; what is open and in time is not in it.
Source: Báo cáo 1270/BC-TCTTTg (2017): 16,051 / (16,051 + 223) = 98.6 %.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from plan_data.status import ACTIVITY_CELLS, Cell, Standing
from storage.counting import AgencyTally
from storage.occurrences import Item


@dataclass(frozen=True, slots=True)
class Counts:
    """The four official cells, and the two buckets beside them that no total and no rate counts."""

    done_on_time: int = 0
    done_late: int = 0
    open_in_time: int = 0
    open_overdue: int = 0
    ongoing: int = 0
    out_of_plan: int = 0

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
        """In percent; None before anything has fallen due."""
        return 100 * self.done / self.counted if self.counted else None

    @property
    def of_all(self) -> float | None:
        """Completed in percent of all that has a date; None where nothing has."""
        return 100 * self.done / self.total if self.total else None


def counts(cells: Iterable[Cell]) -> Counts:
    """How many stand in each cell."""
    return counts_of(Counter(cells))


def counts_of(n: Mapping[Cell, int]) -> Counts:
    """The counts of what is counted already; of a cell that is not there, none."""
    return Counts(**{str(cell): n.get(cell, 0) for cell in Cell})


def activity_cell(cells: Iterable[Cell]) -> Cell:
    """A hoạt động is done when each of its việc is (late if any was late), overdue when any is."""
    found = set(cells)
    return next((cell for cell in ACTIVITY_CELLS if cell in found), Cell.OUT_OF_PLAN)


@dataclass(frozen=True, slots=True)
class Figures:
    """Every number there is, each with its unit.

    In việc (occurrences; of ongoing work the assignments): `tasks`, `agencies` by name, and of what is open how many are
    `blocked`, have a request to decide, or wait to be confirmed. In hoạt động: `activities`, `groups` by numeral.
    """

    tasks: Counts
    agencies: Mapping[str, Counts]
    activities: Counts
    groups: Mapping[str, Counts]
    blocked: int
    requests: int
    awaiting: int


def figures(rows: Iterable[tuple[Item, Standing]]) -> Figures:
    """The figures of these items."""
    rows = one_of_ongoing(rows)
    still = [s for _, s in rows if s.cell in (Cell.OPEN_IN_TIME, Cell.OPEN_OVERDUE)]
    of_agency: dict[str, list[Cell]] = {}
    of_activity: dict[tuple[str, str], list[Cell]] = {}
    for item, s in rows:
        of_agency.setdefault(item.agency, []).append(s.cell)
        of_activity.setdefault((item.group, item.code), []).append(s.cell)
    activities = [(group, activity_cell(cells)) for (group, _), cells in of_activity.items()]
    return Figures(
        tasks=counts(s.cell for _, s in rows),
        agencies={name: counts(cells) for name, cells in of_agency.items()},
        activities=counts(cell for _, cell in activities),
        groups={g: counts(cell for group, cell in activities if group == g) for g in dict.fromkeys(g for g, _ in activities)},
        blocked=sum(s.blocked is not None for s in still),
        requests=sum((s.extension_asked is not None) + (s.proposal is not None) for s in still),
        awaiting=sum(s.awaiting for s in still),
    )


def counted_figures(tallies: Sequence[AgencyTally], groups: Mapping[str, Mapping[Cell, int]]) -> Figures:
    """The same figures out of what the database counted: of each agency, and of each group's activities."""
    return Figures(
        tasks=summed(tallies),
        agencies={t.name: counts_of(t.cells) for t in tallies},
        activities=_sum(groups.values()),
        groups={numeral: counts_of(cells) for numeral, cells in groups.items()},
        blocked=sum(t.blocked for t in tallies),
        requests=sum(t.requests for t in tallies),
        awaiting=sum(t.awaiting for t in tallies),
    )


def summed(tallies: Iterable[AgencyTally]) -> Counts:
    """The việc of these agencies together."""
    return _sum(t.cells for t in tallies)


def total_of(many: Iterable[Counts]) -> Counts:
    """All of these together."""
    return _sum({cell: getattr(c, cell) for cell in Cell} for c in many)


def _sum(counted: Iterable[Mapping[Cell, int]]) -> Counts:
    total: Counter[Cell] = Counter()
    for cells in counted:
        total.update(cells)
    return counts_of(total)


def one_of_ongoing(rows: Iterable[tuple[Item, Standing]]) -> list[tuple[Item, Standing]]:
    """The rows with one check-in of each ongoing assignment: the newest that was answered, else the first."""
    kept: dict[object, tuple[Item, Standing]] = {}
    for item, s in rows:
        key = (item.code, item.agency_id) if s.cell is Cell.ONGOING else item.id
        known = kept.get(key)
        if known is None or (s.report is not None and (known[1].report is None or s.report.id > known[1].report.id)):
            kept[key] = (item, s)
    return list(kept.values())


def facts(f: Figures) -> dict[str, Any]:
    """For the words."""
    waits = {"blocked": f.blocked, "requests": f.requests, "awaiting": f.awaiting}
    return counts_facts(f.tasks) | waits


def counts_facts(c: Counts) -> dict[str, Any]:
    """Every number of the counts by its name."""
    names = ("done_on_time", "done_late", "done", "open_in_time", "open_overdue", "open", "total", "counted", "rate", "of_all")
    return {n: getattr(c, n) for n in (*names, "ongoing", "out_of_plan")}


def agency_table(tallies: Iterable[AgencyTally], *, most: int = 4) -> str:
    """At most 38 columns: agencies with overdue work first, the longest overdue on top, the others in one line."""
    dated = sorted((t for t in tallies if counts_of(t.cells).total), key=lambda t: (t.oldest or date.max, t.short))
    shown = [t for t in dated[:most] if t.oldest is not None]
    others = dated[len(shown) :]
    lines = [f"{'Cơ quan':<20}{'Xong':>5}{'Q.hạn':>6}{'T.hạn':>6}"]
    lines += [_row(t.short, counts_of(t.cells)) for t in shown]
    if others:
        lines.append(_row(f"{len(others)} cơ quan{' khác' if shown else ''}", summed(others)))
    return "\n".join(lines)


def _row(name: str, c: Counts) -> str:
    return f"{name[:20]:<20}{c.done:>5}{c.open_overdue:>6}{c.open_in_time:>6}"
