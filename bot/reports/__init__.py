"""Reports: one pure reading of the items (`building.py`), and a renderer a format that computes nothing.

`FORMATS` is the table: adding one is a file beside these and a line here.
"""

from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import NamedTuple

from bot.errors import PeriodOutside
from bot.reports.report import Report
from bot.wording import full_date

Render = Callable[[Report, Path | None], bytes]
"""A report as the bytes of a file; the path is the office's own template, for the formats that have one."""


class Format(NamedTuple):
    """Its module is loaded on first use: a service that never draws a chart never loads what draws it.

    `ahead`: it may be of a period that has not begun. A calendar may; figures of what has yet to come would be none.
    """

    module: str
    name: str
    ahead: bool = False


FORMATS = {
    "docx": Format("bot.reports.docx", "BaoCao"),
    "xlsx": Format("bot.reports.xlsx", "SoLieu"),
    "png": Format("bot.reports.png", "BieuDo"),
    "ics": Format("bot.reports.ics", "Lich", ahead=True),
}


class File(NamedTuple):
    """What is handed over: its name has no marks and no spaces, so that every mail program carries it."""

    name: str
    content: bytes


def rendered(report: Report, format: str, template: Path | None = None) -> File:
    """A report as a file of a format of `FORMATS`: `BaoCao-Quy-I-2024.docx`. Errors: BrokenTemplate, PeriodOutside."""
    chosen = FORMATS[format]
    if report.start > report.on and not chosen.ahead:
        raise PeriodOutside(report.label, f"bắt đầu từ ngày {full_date(report.start)}")
    render: Render = import_module(chosen.module).render
    return File(f"{chosen.name}-{report.slug}.{format}", render(report, template))
