"""A kind of file that takes as long as a test wants."""

import threading
from pathlib import Path

from bot.reports.report import Report

begun, may_end = threading.Event(), threading.Event()


def render(report: Report, template: Path | None = None) -> bytes:
    begun.set()
    assert may_end.wait(60)
    return b"slow"
