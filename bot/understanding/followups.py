"""A question that goes on from the one before it: "còn Sở Tư pháp?", "quý II thì sao", "gửi excel", "nhắc họ đi".

Pure: the words, what they read as by themselves, and the question before. What a person names takes the place of what
was named; the rest stays as it was. The answer's first line says what came of it, so that a misreading shows.
"""

import re
from dataclasses import replace
from datetime import date
from typing import Any

from bot.understanding.query import Filters, Query, QueryIntent
from plan_data.text import fold

_BEGINS = frozenset({"con", "the", "vay", "roi", "what", "and"})
_ENDS = (" thi sao", " thi the nao", " nua")
_ASKS = frozenset(
    (
        "gi",
        "nao",
        "ai",
        "khong",
        "k",
        "ko",
        "chua",
        "sao",
        "dau",
        "may",
        "bao",
        "nhung",
        "cac",
        "danh",
        "xem",
        "co",
        "who",
        "any",
    )
)
"""With one of these it is a question of its own: "còn việc nào vướng không"."""
_NUDGES = re.compile(r"(nhac|don doc|giuc|hoi)( (di|luon|ngay|giup|gium|lai|nhe|nha|em|anh|chi))*")
_ACTS = frozenset({QueryIntent.NUDGE, QueryIntent.EXPORT, QueryIntent.CHART})


def goes_on(text: str) -> bool:
    """Do the words lean on the question before? By themselves they may read as a whole one."""
    said = " ".join(fold(text).replace("?", " ? ").replace(",", " ").split())
    plain = said.rstrip("? .!")
    if plain.endswith(_ENDS):
        return True
    words = plain.split()
    if not words or _ASKS & set(words):
        return False
    return words[0] in _BEGINS or said.endswith("?")


def continued(earlier: Query, said: Query, text: str) -> Query:
    """`said` as it is meant after `earlier`; itself where it goes on from nothing."""
    if said.intent is QueryIntent.UNKNOWN and _NUDGES.fullmatch(fold(text).strip(" .!")):
        said = Query(QueryIntent.NUDGE)
    if said.intent in _ACTS:
        return replace(said, filters=_filled(earlier.filters, said.filters)) if _names_nothing(said) else said
    if said.intent is QueryIntent.LIST and (goes_on(text) or _settles(earlier, said)):
        return _narrowed(earlier, said)
    return said


def _names_nothing(said: Query) -> bool:
    kept = replace(said.filters, format=None)
    return kept == Filters() and not said.ambiguous


def _filled(earlier: Filters, said: Filters) -> Filters:
    return replace(earlier, format=said.format)


def _settles(earlier: Query, said: Query) -> bool:
    """The bare answer to "which agency?"."""
    named = said.filters.agency or said.filters.group
    return named in earlier.ambiguous and said.filters in (Filters(agency=named), Filters(group=named))


def _narrowed(earlier: Query, said: Query) -> Query:
    was, now = earlier.filters, said.filters
    names = bool(now.agency or now.group or said.ambiguous)
    whose = now if names else was
    when = now if now.first or now.last else was
    merged = Filters(now.status or was.status, whose.agency, whose.group, None, when.first, when.last, was.format)
    acts = earlier.intent in _ACTS and names and now.status is None
    return Query(earlier.intent if acts else QueryIntent.LIST, merged if acts else replace(merged, format=None), said.ambiguous)


def settled(asked: Query, name: str, *, code: bool, group: bool) -> Query:
    """With one of the names that fitted equally."""
    filters = asked.filters
    if code:
        filters = replace(filters, activity=name)
    elif group:
        filters = replace(filters, group=name)
    else:
        filters = replace(filters, agency=name)
    intent = asked.intent
    if code and intent is QueryIntent.LIST:
        intent = QueryIntent.ACTIVITY
    elif not code and intent is QueryIntent.ACTIVITY:
        intent = QueryIntent.LIST
    return Query(intent, filters)


def query_of(told: dict[str, Any]) -> Query:
    """The inverse of `query_json`."""
    f = told["filters"]
    first, last = (date.fromisoformat(f[key]) if key in f else None for key in ("from", "to"))
    filters = Filters(f.get("status"), f.get("agency"), f.get("group"), f.get("activity"), first, last, f.get("format"))
    return Query(QueryIntent(told["intent"]), filters, tuple(told.get("ambiguous", ())))
