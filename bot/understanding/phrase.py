"""The little language in which rows are written, so that a Vietnamese reader who does not program can read and extend them.

    chưa … (xong|hoàn thành) [ạ]

A word is a word, typed with all its marks or none; `=tắc` must be typed with them, since unmarked it is too often another word.
`(a|b c)` is one of these, `[a|b]` one of these or nothing, `*` up to nine times, `…` up to three words of any kind (not over a
comma or a full stop), `^` and `$` the two ends, `!(a|b)` "and neither of these follows". `<name>` is a class of words from
the table given. CAPITALS stand for what was read before (DATE, PCT, DOC), « » hold a piece of a regular expression.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import lru_cache

from bot.understanding.words import PLAIN_WORDS, Word, bare, key, line

_PARTS = re.compile(r"«[^»]+»|!\(|\]\*|[()\[\]|^$*]|…|<[^>]+>|[^\s()\[\]|^$*…<>«»]+")
_GLUE = {
    "*": "{0,9}",
    "]*": "){0,9}",
    "(": "(?:",
    ")": ")",
    "[": "(?:",
    "]": ")?",
    "|": "|",
    "!(": "(?!",
    "^": "^",
    "$": "$",
    "…": r"(?:[^ .,?]+ ){0,3}?",
}


def accepts(word: str) -> str:
    """A pattern for a word as typed with all of its marks or with none."""
    full, plain = re.escape(key(word)), re.escape(bare(key(word)))
    if full == plain:
        return f"{full}⁰?" if full in PLAIN_WORDS else full
    return f"(?:{full}|{plain})"


def source(phrase: str, classes: Mapping[str, str], *, marked: bool = False) -> str:
    """The phrase as a regular expression over `words.line`; `marked`: every word as if it stood behind "="."""
    return "".join(_translate(unicodedata.normalize("NFC", phrase), classes, marked))


def _translate(phrase: str, classes: Mapping[str, str], marked: bool) -> Iterator[str]:
    for part in _PARTS.findall(phrase):
        if part in _GLUE:
            yield _GLUE[part]
        elif part[0] == "«":
            yield part[1:-1]
        elif part[0] == "<":
            yield f"(?:{source(classes[part[1:-1]], classes, marked=marked)})"
        elif part[0] == "=" or (marked and part[0].isalpha() and not part.isupper()):
            yield f"{re.escape(key(part.removeprefix('=')))}⁰? "
        elif part.isupper():
            yield f"{re.escape(part)} "
        else:
            yield f"{accepts(part)} " if part[0].isalpha() else f"{re.escape(part)} "


@lru_cache(maxsize=4096)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def compiled(phrase: str, classes: Mapping[str, str], *, marked: bool = False) -> re.Pattern[str]:
    """`source`, anchored at the beginning of a word."""
    return _compiled(rf"(?:^|(?<= ))(?:{source(phrase, classes, marked=marked)})")


def indexes(words: list[Word], match: re.Match[str]) -> tuple[int, int]:
    """The slice of `words` that a match over their line covers."""
    first = match.string.count(" ", 0, match.start())
    return first, first + match.group().count(" ")


def replace(words: list[Word], pattern: re.Pattern[str], atom: str) -> list[Word]:
    """The words with each match made into one word `atom`."""
    result: list[Word] = []
    last = 0
    for match in pattern.finditer(line(words)):
        first, end = indexes(words, match)
        if first == end or first < last:
            continue
        result += words[last:first]
        result.append(Word(atom, words[first].start, words[end - 1].end))
        last = end
    return result + words[last:]
