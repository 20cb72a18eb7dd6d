"""/baocao quý I excel, or "báo cáo quý I": the report of a period as a file. Without a period: the one that is due next."""

import re
from datetime import date

from bot import sending_files
from bot.desk import Desk
from bot.understanding.periods import Span, Told, find_spans
from bot.understanding.words import clean, split
from plan_data.errors import UnknownPeriod
from plan_data.periods import named_as
from plan_data.regime import Regime
from plan_data.text import fold

_FORMATS = {
    "word": "docx",
    "docx": "docx",
    "excel": "xlsx",
    "xlsx": "xlsx",
    "bieu do": "png",
    "png": "png",
    "lich": "ics",
    "ics": "ics",
}
_REST = re.compile(rf"(?:(?:file|tep|ban) )?({'|'.join(_FORMATS)})?")
_ASKED = re.compile(rf"(?:(?:gui|xuat|lap|lam|cho) )?bao cao(?: {_REST.pattern})?")


async def handle(desk: Desk, argument: str) -> None:
    if not await _understood(desk, argument, _REST):
        await desk.say("report.unknown_period")


async def said(desk: Desk, text: str) -> bool:
    """A report asked for in words: nothing but "báo cáo", its period and its kind of file."""
    return desk.who.is_admin and await _understood(desk, text, _ASKED)


async def _understood(desk: Desk, text: str, rest: re.Pattern[str]) -> bool:
    plain = clean(text)
    found = find_spans(split(plain), Told(desk.on, desk.plan.year))
    spans = [(word, word.value) for word in found if isinstance(word.value, Span)]
    for word, _ in reversed(spans):
        plain = plain[: word.start] + " " + plain[word.end :]
    matched = rest.fullmatch(" ".join(fold(plain).strip(" ?!.").split()))
    if matched is None or len(spans) > 1:
        return False
    period = _named(spans[0][1], desk) if spans else due_next(desk.terms.regime, desk.on, desk.plan.year)
    try:
        await sending_files.report(desk, period, _FORMATS[matched[1] or "word"])
    except UnknownPeriod:
        return False
    await sending_files.remember(desk, period)
    return True


def _named(span: Span, desk: Desk) -> str:
    """An open end is the plan's beginning, or today."""
    return named_as(span.first or date(desk.plan.year, 1, 1), span.last or desk.on)


def due_next(regime: Regime, on: date, year: int) -> str:
    """The name of the report that is to be sent next; after the last one of the year, that one."""
    periods = regime.periods(year)
    return next((p.name for p in periods if on <= p.send_by), periods[-1].name)
