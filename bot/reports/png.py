"""Charts for a phone: by group, by agency, and what falls due ahead. matplotlib carries a font with every Vietnamese mark.

A name stands above its bar, not beside it: on a narrow screen the bars keep the whole width.
"""

import io
from collections import Counter
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from bot.figures import Counts, counts_facts
from bot.reports.report import AgencyRow, Report
from bot.reports.telling import assessment, tell
from plan_data.status import Cell

_COLOURS = {
    Cell.DONE_ON_TIME: ("#2E7D6B", "white"),
    Cell.DONE_LATE: ("#E3B23C", "#1F2A28"),
    Cell.OPEN_IN_TIME: ("#D9DEDC", "#1F2A28"),
    Cell.OPEN_OVERDUE: ("#C8452F", "white"),
}
"""The bar and the number on it. Each number is written out: colour is never the only carrier."""
_LOOK: Any = {"font.family": "DejaVu Sans", "font.size": 13, "axes.titlesize": 15, "axes.titleweight": "bold"}
_MOST = 10
_MOST_MONTHS = 12
_LONGEST_NAME = 70
_WIDE, _DPI = 7.2, 150  # inches: 1,080 pixels
_ROW, _HEAD = 0.62, 0.55  # inches a bar with its name, and a chart's title


def render(report: Report, template: Path | None = None) -> bytes:
    """The report as .png; there is no template."""
    kept = io.BytesIO()
    with mpl.rc_context(_LOOK):
        drawn(report).savefig(kept, format="png")
    return kept.getvalue()


def drawn(report: Report) -> Figure:
    """The three charts, one below the other."""
    groups = [(f"{g.numeral}. {g.title}", g.counts) for g in report.groups if g.counts.total]
    agencies = _agencies([a for a in report.agencies if a.counts.total])
    heights = [_HEAD + _ROW * max(1, len(groups)), _HEAD + _ROW * max(1, len(agencies)), 3.2]
    with mpl.rc_context(_LOOK):
        figure = Figure(figsize=(_WIDE, sum(heights) + 2.1), dpi=_DPI, layout="constrained")
        figure.get_layout_engine().set(w_pad=0.12, h_pad=0.12)  # type: ignore[union-attr,call-arg]
        by_group, by_agency, ahead = figure.subplots(3, 1, height_ratios=heights)
        title = tell("chart.title", plan=_cut(report.plan_short, 40), label=report.label)
        rate = tell("chart.rate", c=counts_facts(report.tasks))
        figure.suptitle("\n".join(line for line in (title, tell("as_of", on=report.on), rate) if line), fontsize=15)
        _bars(by_group, groups, tell("chart.groups", n=report.activities.total))
        _bars(by_agency, agencies, tell("chart.agencies", n=report.tasks.total))
        _months(ahead, report)
        handles, labels = by_group.get_legend_handles_labels()
        figure.legend(handles, labels, loc="outside lower center", ncols=2, frameon=False, fontsize=12)
    return figure


def _agencies(rows: Sequence[AgencyRow]) -> list[tuple[str, Counts]]:
    """The first ones by name; the others in words, since their sum would make every other bar a dot."""
    if len(rows) <= _MOST:
        return [(a.name, a.counts) for a in rows]
    shown, others = rows[: _MOST - 1], [a.counts for a in rows[_MOST - 1 :]]
    together = Counts(*(sum(getattr(c, str(cell)) for c in others) for cell in Cell))
    last = tell("chart.others", n=len(others), c=counts_facts(together))
    return [*((a.name, a.counts) for a in shown), (last, Counts())]


def _bars(axes: Axes, rows: Sequence[tuple[str, Counts]], title: str) -> None:
    """One bar a row, the four cells side by side, each with its number; its name above it."""
    left = [0] * len(rows)
    for cell, (colour, ink) in _COLOURS.items():
        values = [getattr(c, str(cell)) for _, c in rows]
        bars = axes.barh(range(len(rows)), values, left=left, height=0.42, color=colour, label=assessment(cell))
        axes.bar_label(bars, [str(v) if v else "" for v in values], label_type="center", color=ink, fontsize=12)
        left = [a + b for a, b in zip(left, values, strict=True)]
    for at, (name, _) in enumerate(rows):
        axes.text(0, at - 0.27, _cut(name, _LONGEST_NAME), va="bottom", ha="left")
    axes.set_ylim(len(rows) - 0.65, -0.8)
    axes.set_xlim(0, max([*left, 1]))
    axes.set_title(title, loc="left")
    axes.set_axis_off()


def _months(axes: Axes, report: Report) -> None:
    """How many open việc fall due in each month from now on; what is overdue stands before them."""
    on = date.fromisoformat(report.on)
    still = [i for i in report.items if i.cell in (Cell.OPEN_IN_TIME, Cell.OPEN_OVERDUE)]
    days = [date.fromisoformat(i.due) for i in still if i.cell == Cell.OPEN_IN_TIME]
    due = Counter(max((d.year, d.month), (on.year, on.month)) for d in days)
    months = _months_between((on.year, on.month), max(due, default=(on.year, on.month)))[:_MOST_MONTHS]
    values = [report.tasks.open_overdue, *(due[m] for m in months)]
    colours = [_COLOURS[Cell.OPEN_OVERDUE][0], *[_COLOURS[Cell.OPEN_IN_TIME][0]] * len(months)]
    bars = axes.bar(range(len(values)), values, color=colours, width=0.62)
    axes.bar_label(bars, [str(v) if v else "" for v in values], padding=2)
    names = [tell("chart.overdue"), *(tell("chart.month", month=month) for _, month in months)]
    axes.set_xticks(range(len(values)), names, fontsize=11)
    axes.set_ylim(0, max([*values, 1]) * 1.12)
    axes.set_title(tell("chart.months"), loc="left")
    axes.yaxis.set_visible(False)
    axes.spines[["top", "left", "right"]].set_visible(False)


def _months_between(first: tuple[int, int], last: tuple[int, int]) -> list[tuple[int, int]]:
    count = (last[0] - first[0]) * 12 + last[1] - first[1] + 1
    return [(first[0] + (first[1] - 1 + n) // 12, (first[1] - 1 + n) % 12 + 1) for n in range(count)]


def _cut(name: str, most: int) -> str:
    return name if len(name) <= most else name[: most - 1].rstrip() + "…"
