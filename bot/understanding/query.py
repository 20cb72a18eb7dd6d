"""The question language of an admin: one question about the whole plan, in free Vietnamese.

Pure: the words, the day they are said on and the plan. What a question names is found first (`mentions`, `periods`), then rows
of phrases say what is wanted (`query_rows`). A report of work, small talk and half sentences are UNKNOWN: the bot asks.
"""

import re
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any

from bot.understanding import query_rows as rows
from bot.understanding.mentions import (
    AGENCY,
    CODE,
    GROUP,
    TITLE,
    Tie,
    find_agencies,
    find_named_codes,
    find_numerals,
    find_subject,
    names_of,
)
from bot.understanding.periods import ATOM as SPAN
from bot.understanding.periods import Span, Told, find_spans
from bot.understanding.phrase import compiled
from bot.understanding.phrase import replace as replace_words
from bot.understanding.query_rows import QUERY_CLASSES
from bot.understanding.reply import Intent as Said
from bot.understanding.reply import read_reply
from bot.understanding.words import Word, clean, line, split
from plan_data.model import Plan, PlanNames


class QueryIntent(StrEnum):
    """What an admin wants. UNKNOWN means: not understood, or no question."""

    OVERVIEW = "overview"
    LIST = "list"
    ACTIVITY = "activity"
    EXPORT = "export"
    CHART = "chart"
    NUDGE = "nudge"
    HELP = "help"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Filters:
    """What the answer is narrowed to; None is no filter. `first` and `last` are the days of a period, either may be open."""

    status: str | None = None
    agency: str | None = None
    group: str | None = None
    activity: str | None = None
    first: date | None = None
    last: date | None = None
    format: str | None = None


@dataclass(frozen=True, slots=True)
class Query:
    """A question, understood. `ambiguous`: names or codes that fit equally; a person chooses."""

    intent: QueryIntent
    filters: Filters = Filters()
    ambiguous: tuple[str, ...] = ()


_LONGEST = 400
_MOST_WORDS = 36
STATUS = "STATUS"
_NEEDS_A_QUESTION = frozenset({"done", "in_progress", "not_started", "blocked", "extension"})
# A share, a document's number: somebody reports.
_FIGURES = re.compile(r"\d\s*%|\d+ (?:phần trăm|phan tram)|\d/[A-ZĐ]{2,}")
_ONLY_A_DAY = re.compile(r"[\d/.\s]+$")
_REPORTED = frozenset({Said.PROGRESS, Said.NOT_DONE, Said.BLOCKED, Said.EXTEND, Said.REASSIGN})

_NOT_A_QUESTION = tuple(compiled(row, QUERY_CLASSES) for row in rows.NOT_A_QUESTION)
_NUDGE = tuple(compiled(row, QUERY_CLASSES) for row in rows.NUDGE)
_STATUSES = tuple((name, compiled(row, QUERY_CLASSES)) for name, row in rows.STATUSES)
_FORMATS = tuple((name, compiled(row, QUERY_CLASSES)) for name, row in rows.FORMATS)
_PREAMBLE = compiled(rows.PREAMBLE, QUERY_CLASSES)
_COURTESY = compiled(f"({rows.COURTESY})$", QUERY_CLASSES)
_FORMAT_WORDS = tuple(pattern for _, pattern in _FORMATS)
(
    _HELP,
    _NUDGED,
    _CHART,
    _EXPORT,
    _ASKED_FOR,
    _REPORT,
    _REPORTS,
    _OWN_WORK,
    _ASKS,
    _ASKS_LIST,
    _OVERVIEW,
    _SHARE,
    _DUE,
    _DUE_NOW,
    _NO_PERIOD,
    _HALF,
    _NAMES_A_LIST,
    _NOUNS,
    _BARE,
    _LISTS_DONE,
    _ALL,
    _FILLER,
) = (
    compiled(row, QUERY_CLASSES)
    for row in (
        rows.HELP,
        rows.NUDGED,
        rows.CHART,
        rows.EXPORT,
        rows.ASKED_FOR,
        rows.REPORT,
        rows.REPORTS,
        rows.OWN_WORK,
        rows.ASKS,
        rows.ASKS_LIST,
        rows.OVERVIEW,
        rows.SHARE,
        rows.DUE,
        rows.DUE_NOW,
        rows.NO_PERIOD,
        rows.HALF,
        rows.NAMES_A_LIST,
        rows.NOUNS,
        rows.BARE,
        rows.LISTS_DONE,
        rows.EVERYTHING,
        rows.FILLER,
    )
)
_SEVERAL = compiled("^ (các|những|danh sách|liệt kê) [các|những]* <việc>", QUERY_CLASSES)
"""Of many: "các việc tháng 2 đã hoàn thành" is what a list is called, and nobody's report."""
_TOLD_DONE = compiled("(<xong>) [hết|cả]* (rồi|r) (<lịch sự>)* $", QUERY_CLASSES)


def read_query(text: str, on: date, plan: Plan | PlanNames) -> Query:
    """The question said on `on` about the plan; any text is answered."""
    plain = clean(text)
    words = _without_courtesy(split(plain)) if len(plain) <= _LONGEST else []
    if not words or len(words) > _MOST_WORDS:
        return Query(QueryIntent.UNKNOWN)
    plain = plain[: words[-1].end][words[0].start :]
    words = _found(plain, on, plan)
    said = line(words)
    status = next((name for name, _ in _STATUSES if any(word.key == STATUS and word.value == name for word in words)), None)
    intent = _intent(said, plain, status, read_reply(plain, on).intent)
    if intent is QueryIntent.OVERVIEW:
        status = None
    if intent in (QueryIntent.UNKNOWN, QueryIntent.HELP):
        return Query(intent)
    filters = _filters(words, said, intent, status)
    if _is_as_of_today(filters, intent, on):
        filters = replace(filters, first=None, last=None)
    return Query(intent, filters, _ambiguous(words))


def names_a_state(text: str) -> bool:
    """ "đang thực hiện": who has work to report reports it, anybody else asks what stands so."""
    return _BARE.match(line(split(clean(text)))) is not None


def query_json(query: Query) -> dict[str, Any]:
    """The contract's shape: {"intent", "filters": {…}, "ambiguous"?: […]}; a filter that is not there is absent."""
    filters = query.filters
    told = {
        "status": filters.status,
        "agency": filters.agency,
        "group": filters.group,
        "activity": filters.activity,
        "from": filters.first and filters.first.isoformat(),
        "to": filters.last and filters.last.isoformat(),
        "format": filters.format,
    }
    shown: dict[str, Any] = {"intent": query.intent.value, "filters": {name: value for name, value in told.items() if value}}
    if query.ambiguous:
        shown["ambiguous"] = list(query.ambiguous)
    return shown


def _without_courtesy(words: list[Word]) -> list[Word]:
    """Without "em ơi" in front and "giúp anh nhé" behind."""
    if (before := _PREAMBLE.match(line(words))) is not None:
        words = words[before.group().count(" ") :]
    while words and (behind := _COURTESY.search(line(words))) is not None:
        words = words[: -behind.group().count(" ")]
    return words


def _found(plain: str, on: date, plan: Plan | PlanNames) -> list[Word]:
    """The words with everything that can be named made one word each."""
    names = names_of(plan)
    words = find_named_codes(plain, split(plain), names)
    words = find_numerals(plain, words, names)
    words = find_agencies(plain, words, names, headed=True)
    words = find_spans(words, Told(on, plan.year))
    share = _SHARE.search(line(words)) is not None and not _has(line(words), AGENCY, GROUP)
    for name, pattern in _STATUSES:
        if share and name == "done":
            continue
        words = [
            Word(STATUS, word.start, word.end, name) if word.key == STATUS and word.value is None else word
            for word in replace_words(words, pattern, STATUS)
        ]
    words = find_subject(words, names)
    return find_agencies(plain, words, names, headed=False)


# --- what is wanted -----------------------------------------------------------------------------------------------------
def _intent(said: str, plain: str, status: str | None, reply: Said) -> QueryIntent:
    """`reply` is what the words would be as an answer: a report is no question unless it asks for something."""
    asks = _ASKS.search(said) is not None
    if any(row.search(said) for row in _NOT_A_QUESTION) or _FIGURES.search(plain):
        return QueryIntent.UNKNOWN
    if names_a_state(plain):
        return QueryIntent.LIST
    if reply is Said.DONE and not _SEVERAL.match(said):
        return QueryIntent.UNKNOWN
    if reply is Said.UNDO and not (asks and _has(said, TITLE)):  # unmarked, "công bố kết quả" takes a result back
        return QueryIntent.UNKNOWN
    if any(row.search(said) for row in _NUDGE) and _NUDGED.search(said):
        return QueryIntent.NUDGE
    if (_OWN_WORK.search(said) and not asks) or reply is Said.SNOOZE:
        return QueryIntent.UNKNOWN
    if _HELP.search(said) and not _has(said, CODE, TITLE, AGENCY, STATUS, SPAN) and _unread(said, _HELP) <= 3:
        return QueryIntent.UNKNOWN if reply is Said.BLOCKED else QueryIntent.HELP
    if _NO_PERIOD.search(said):
        return QueryIntent.UNKNOWN
    if (asked := _chart_or_file(said)) is not None:
        return asked
    if _HALF.search(said) or (_TOLD_DONE.search(said) and not asks):
        return QueryIntent.UNKNOWN
    if _has(said, CODE, TITLE):
        bare = said.count(" ") == 1  # a title may sound like a report
        told = (status in _NEEDS_A_QUESTION or reply in _REPORTED or _REPORTS.search(said)) and not asks and not bare
        return QueryIntent.UNKNOWN if told or _unread(said) > 2 else QueryIntent.ACTIVITY
    return _list_or_overview(said, plain, status, reply)


def _chart_or_file(said: str) -> QueryIntent | None:
    wants_file = _EXPORT.search(said)
    if _CHART.search(said):
        named = _format(said) is not None or (wants_file and _ASKED_FOR.search(said))
        return QueryIntent.EXPORT if named else QueryIntent.CHART
    if wants_file and _unread(said, _EXPORT) <= 2:
        return QueryIntent.EXPORT
    short = said.count(" ") <= 3 or any(name != "png" and pattern.match(said) for name, pattern in _FORMATS)
    if _format(said) and (_ASKED_FOR.search(said) or _REPORT.search(said) or short) and _unread(said, *_FORMAT_WORDS) <= 2:
        return QueryIntent.EXPORT
    return None


def _list_or_overview(said: str, plain: str, status: str | None, reply: Said) -> QueryIntent:
    narrowed, asks, lists = _has(said, AGENCY, GROUP), _ASKS.search(said) is not None, _ASKS_LIST.search(said) is not None
    if (_OVERVIEW.search(said) or _SHARE.search(said)) and not narrowed and status is None and not _DUE.search(said):
        told = reply in _REPORTED and not asks and not _SHARE.search(said)
        return QueryIntent.UNKNOWN if told or _unread(said, _OVERVIEW, _SHARE) > 1 else QueryIntent.OVERVIEW
    if _unread(said) > (1 if lists and (narrowed or status) else 0) or _ONLY_A_DAY.match(plain):
        return QueryIntent.UNKNOWN
    if status == "done" and (
        (reply is Said.NOT_DONE and not (asks and narrowed)) or not (_LISTS_DONE.search(said) or _NAMES_A_LIST.search(said))
    ):
        return QueryIntent.UNKNOWN
    names = _NAMES_A_LIST.search(said) or _NOUNS.search(line(split(plain)))
    if not asks and not names and _is_told(said, status, reply, lists=lists, narrowed=narrowed):
        return QueryIntent.UNKNOWN
    wanted = narrowed or _has(said, SPAN, STATUS) or _DUE.search(said) or _ALL.search(said)
    return QueryIntent.LIST if wanted else QueryIntent.UNKNOWN


def _is_told(said: str, status: str | None, reply: Said, *, lists: bool, narrowed: bool) -> bool:
    """Nothing asks and nothing names a list: are the words rather somebody's report?"""
    if reply is Said.REASSIGN or (reply is Said.EXTEND and not lists):
        return True
    if reply is Said.PROGRESS and status in (None, "in_progress") and not lists:
        return True
    return status in _NEEDS_A_QUESTION and not (lists or narrowed or (_has(said, SPAN) and status != "extension"))


def _has(said: str, *atoms: str) -> bool:
    return any(f" {atom} " in f" {said}" for atom in atoms)


def _unread(said: str, *also: re.Pattern[str]) -> int:
    """How many words no row knows: a question has none or nearly none."""
    for pattern in (*also, _FILLER):
        said = pattern.sub(" ", said)
    return len(said.split())


def _format(said: str) -> str | None:
    return next((name for name, pattern in _FORMATS if pattern.search(said)), None)


def _is_as_of_today(filters: Filters, intent: QueryIntent, on: date) -> bool:
    """ "Hôm nay ai trễ" asks how it stands today, "hôm nay có việc gì" what is due."""
    of_state = intent is QueryIntent.OVERVIEW or filters.status not in (None, "done", "due_soon")
    return of_state and filters.first == filters.last == on


# --- what it is narrowed to -----------------------------------------------------------------------------------------------
def _filters(words: list[Word], said: str, intent: QueryIntent, status: str | None) -> Filters:
    span = next((word.value for word in words if isinstance(word.value, Span)), Span(None, None))
    activities = _named(words, CODE) or _named(words, TITLE)
    agencies, groups = _named(words, AGENCY), _named(words, GROUP)
    if status is None and intent is QueryIntent.LIST and span == Span(None, None) and _DUE_NOW.search(said):
        status = "due_soon"
    return Filters(
        status=status if intent is not QueryIntent.ACTIVITY else None,
        agency=agencies[0] if len(agencies) == 1 else None,
        group=groups[0] if len(groups) == 1 else None,
        activity=activities[0] if len(activities) == 1 else None,
        first=span.first,
        last=span.last,
        format=_format_of(said) if intent is QueryIntent.EXPORT else None,
    )


def _format_of(said: str) -> str | None:
    """The one named; a report is a document, a chart in a file a picture."""
    if (named := _format(said)) is not None:
        return named
    if _CHART.search(said):
        return "png"
    return "docx" if _REPORT.search(said) else None


def _named(words: list[Word], atom: str) -> tuple[str, ...]:
    """The names found, each once, in order; a tie names nobody."""
    return tuple(dict.fromkeys(word.value for word in words if word.key == atom and isinstance(word.value, str)))


def _ambiguous(words: list[Word]) -> tuple[str, ...]:
    """What a person must choose from: a tie, or several named where one is asked for."""
    tied = [name for word in words if isinstance(word.value, Tie) for name in word.value.names]
    several = [names for atom in (AGENCY, CODE) if len(names := _named(words, atom)) > 1]
    return tuple(dict.fromkeys([*tied, *(name for names in several for name in names)]))
