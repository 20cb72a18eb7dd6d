"""The figures of an overview: one pure function, so that every telling shows the same numbers.

The official rate counts what is completed against completed plus overdue; what is open and in time is not in it.
Source: Báo cáo 1270/BC-TCTTTg (2017): 16,051 / (16,051 + 223) = 98.6 %.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from plan_data.status import Cell, Standing
from storage.occurrences import Item


@dataclass(frozen=True, slots=True)
class Figures:
    """Counts of việc (occurrences). `rate` is in percent, None before anything is due; `ongoing` counts assignments;
    `out_of_plan` is in no other count."""

    done_on_time: int
    done_late: int
    open_in_time: int
    open_overdue: int
    ongoing: int
    out_of_plan: int
    blocked: int
    requests: int
    awaiting: int

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
    def rate(self) -> float | None:
        due = self.done + self.open_overdue
        return 100 * self.done / due if due else None


def figures(rows: Iterable[tuple[Item, Standing]]) -> Figures:
    """The four cells and what stands beside them."""
    rows = list(rows)
    cells = Counter(s.cell for _, s in rows)
    still = [s for _, s in rows if s.cell in (Cell.OPEN_IN_TIME, Cell.OPEN_OVERDUE)]
    return Figures(
        done_on_time=cells[Cell.DONE_ON_TIME],
        done_late=cells[Cell.DONE_LATE],
        open_in_time=cells[Cell.OPEN_IN_TIME],
        open_overdue=cells[Cell.OPEN_OVERDUE],
        ongoing=len({(i.code, i.agency_id) for i, s in rows if s.cell is Cell.ONGOING}),
        out_of_plan=cells[Cell.OUT_OF_PLAN],
        blocked=sum(s.blocked is not None for s in still),
        requests=sum((s.extension_asked is not None) + (s.proposal is not None) for s in still),
        awaiting=sum(s.awaiting for s in still),
    )


def facts(f: Figures) -> dict[str, Any]:
    """For the words."""
    names = ("done_on_time", "done_late", "done", "open_in_time", "open_overdue", "open", "total", "rate")
    return {n: getattr(f, n) for n in (*names, "ongoing", "out_of_plan", "blocked", "requests", "awaiting")}


def agency_table(rows: Iterable[tuple[Item, Standing]], *, most: int = 4) -> str:
    """At most 38 columns: agencies with overdue work first, the longest overdue on top, the others in one line."""
    by_agency: dict[str, list[Standing]] = {}
    for item, s in rows:
        if s.cell not in (Cell.ONGOING, Cell.OUT_OF_PLAN):
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
    standings = list(standings)
    done = sum(s.done for s in standings)
    late = sum(s.overdue for s in standings)
    return f"{name[:20]:<20}{done:>5}{late:>6}{len(standings) - done - late:>6}"
