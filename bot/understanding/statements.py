"""One message, several activities: "I.2 xong, I.3 60%, II.1 vướng kinh phí" cut into statements, each with its codes.

Codes are found first; the words between them belong to the codes before them, or to the codes behind where the message speaks
words first ("xong II.3, II.4"). A code is never guessed from a bare number, and `1.1` is never `I.1`. Nothing is read here.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from bot.understanding.classes import CLASSES
from bot.understanding.documents import find_documents
from bot.understanding.phrase import compiled
from bot.understanding.words import line, split


@dataclass(frozen=True, slots=True)
class Statement:
    """What is said about which codes; `unsure` where the words cannot be dealt out to the codes without a guess."""

    codes: tuple[str, ...]
    period: str
    everything: bool
    count: int | None
    bare: bool
    words: str
    unsure: bool = False


@dataclass(frozen=True, slots=True)
class _Group:
    """Codes that stand together ("I.1, I.3 và I.4") and where."""

    codes: tuple[str, ...]
    period: str
    start: int
    end: int


def split_statements(text: str, codes: Collection[str], on: date) -> list[Statement]:
    """The statements of a cleaned text, in order."""
    groups = _groups(text, codes, on)
    if not groups:
        everything, count = _everything(text)
        return [Statement((), "", everything, count, False, text)]
    return [_statement(group, words) for group, words in _deal(text, groups)]


def _statement(group: _Group, words: str) -> Statement:
    kept = words.strip(" ,;:.-\n")
    return Statement(group.codes, group.period, False, None, not kept, words.strip())


def _groups(text: str, codes: Collection[str], on: date) -> list[_Group]:
    return []


def _deal(text: str, groups: list[_Group]) -> list[tuple[_Group, str]]:
    return []


def _everything(text: str) -> tuple[bool, int | None]:
    return False, None
