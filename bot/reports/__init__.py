"""Reports: one pure reading of the items (`building.py`), and a renderer a format that computes nothing.

`FORMATS` is the table: adding one is a file beside these and a line here.
"""

from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import NamedTuple

from bot.reports.report import Report

Render = Callable[[Report, Path | None], bytes]
"""A report as the bytes of a file; the path is the office's own template, for the formats that have one."""


class Format(NamedTuple):
    """Its module is loaded on first use: a service that never draws a chart never loads what draws it."""

    module: str
    name: str


FORMATS = {
    "docx": Format("bot.reports.docx", "BaoCao"),
    "xlsx": Format("bot.reports.xlsx", "SoLieu"),
    "png": Format("bot.reports.png", "BieuDo"),
    "ics": Format("bot.reports.ics", "Lich"),
}


class File(NamedTuple):
    """What is handed over: its name has no marks and no spaces, so that every mail program carries it."""

    name: str
    content: bytes


def rendered(report: Report, format: str, template: Path | None = None) -> File:
    """A report as a file of a format of `FORMATS`: `BaoCao-Quy-I-Nam-2024.docx`. Errors: BrokenTemplate."""
    chosen = FORMATS[format]
    render: Render = import_module(chosen.module).render
    return File(f"{chosen.name}-{report.slug}.{format}", render(report, template))
