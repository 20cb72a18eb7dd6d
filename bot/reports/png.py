"""Charts for a phone: by group, by agency, and what falls due ahead. matplotlib carries a font with every Vietnamese mark."""

import io
from collections import Counter
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from bot.figures import Counts
from bot.reports.report import Report
from bot.wording import decimal, full_date
from plan_data.status import Cell

_COLOURS = ("#2E7D6B", "#9CCBBE", "#D9DEDC", "#C8452F")
_PARTS = ("Hoàn thành đúng hạn", "Hoàn thành quá hạn", "Chưa hoàn thành, trong hạn", "Chưa hoàn thành, quá hạn")
_MOST = 12
_WIDE, _DPI = 7.2, 150  # inches: 1,080 pixels, a phone's width without zooming


def render(report: Report, template: Path | None = None) -> bytes:
    """The report as .png; there is no template."""
    groups = [(f"{g.numeral}. {_short(g.title)}", g.counts) for g in report.groups if g.counts.total]
    agencies = [(a.short, a.counts) for a in report.agencies if a.counts.total][:_MOST]
    heights = [len(groups) + 1.2, len(agencies) + 1.2, 5.0]
    with mpl.rc_context({"font.family": "DejaVu Sans", "font.size": 10, "axes.titlesize": 12}):
        figure = Figure(figsize=(_WIDE, 0.42 * sum(heights) + 2.4), dpi=_DPI, layout="constrained")
        by_group, by_agency, ahead = figure.subplots(3, 1, height_ratios=heights)
        figure.suptitle(
            f"{report.plan_short}: {report.label}\nSố liệu đến hết ngày {full_date(report.on)}{_rate(report.tasks)}"
        )
        _bars(by_group, groups, "Theo nhóm (hoạt động)")
        _bars(by_agency, agencies, "Theo cơ quan (việc)")
        _months(ahead, report)
        handles, labels = by_group.get_legend_handles_labels()
        figure.legend(handles, labels, loc="outside lower center", ncols=2, frameon=False)
        kept = io.BytesIO()
        figure.savefig(kept, format="png")
    return kept.getvalue()


def _rate(counts: Counts) -> str:
    return "" if counts.rate is None else f" · tỷ lệ hoàn thành {decimal(counts.rate)}% ({counts.done}/{counts.counted})"


def _bars(axes: Axes, rows: Sequence[tuple[str, Counts]], title: str) -> None:
    """One line a row, the four cells side by side, each with its number."""
    names = [name for name, _ in rows]
    left = [0] * len(rows)
    for part, colour, values in zip(_PARTS, _COLOURS, _columns([c for _, c in rows]), strict=True):
        bars = axes.barh(range(len(rows)), values, left=left, color=colour, label=part)
        dark = colour in (_COLOURS[0], _COLOURS[3])
        labels = [str(v) if v else "" for v in values]
        axes.bar_label(bars, labels, label_type="center", color="white" if dark else "#1F2A28", fontsize=9)
        left = [a + b for a, b in zip(left, values, strict=True)]
    axes.set_yticks(range(len(rows)), names)
    axes.invert_yaxis()
    axes.set_title(title, loc="left")
    axes.xaxis.set_visible(False)
    axes.spines[:].set_visible(False)


def _columns(counts: Sequence[Counts]) -> list[list[int]]:
    return [
        [c.done_on_time for c in counts],
        [c.done_late for c in counts],
        [c.open_in_time for c in counts],
        [c.open_overdue for c in counts],
    ]


def _months(axes: Axes, report: Report) -> None:
    """How many open việc fall due in each month from now on."""
    on = date.fromisoformat(report.on)
    still = [i for i in report.items if i.cell in (Cell.OPEN_IN_TIME, Cell.OPEN_OVERDUE) and i.due >= report.on]
    due = Counter((date.fromisoformat(i.due).year, date.fromisoformat(i.due).month) for i in still)
    last = max(due, default=(on.year, on.month))
    months = [m for m in _months_from((on.year, on.month)) if m <= last][:12] or [(on.year, on.month)]
    bars = axes.bar(range(len(months)), [due[m] for m in months], color=_COLOURS[0], width=0.6)
    axes.bar_label(bars, [str(due[m]) if due[m] else "" for m in months])
    axes.set_xticks(range(len(months)), [f"th.{month}" for _, month in months])
    axes.set_title("Việc chưa hoàn thành, theo tháng đến hạn", loc="left")
    axes.yaxis.set_visible(False)
    axes.spines[["top", "left", "right"]].set_visible(False)


def _months_from(first: tuple[int, int]) -> list[tuple[int, int]]:
    year, month = first
    return [(year + (month - 1 + n) // 12, (month - 1 + n) % 12 + 1) for n in range(24)]


def _short(title: str, most: int = 34) -> str:
    return title if len(title) <= most else title[: most - 1].rstrip() + "…"
