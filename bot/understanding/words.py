"""A message as a line of words that rows of phrases can be laid over.

Each word keeps its letters and carries its tone at the end ("hoàn" is `hoan¹`), so that `hoà` and `hòa`, NFC and NFD, `đả` and
`đã` are one word. A row's word accepts a typed word with all of its marks or with none: a typed `đội` is not `đợi`, while an
unmarked `doi` may be either. Each word remembers where it stood, so that a reason can be quoted as typed.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from dataclasses import replace as changed
from functools import lru_cache

from bot.understanding.spelling import CAPITALS, CROSSES, FRIENDLY, SWAPPED, TICKS, VARIANTS
from bot.understanding.telex import ENGLISH_WORDS, VNI, decoded, decoded_vni, is_syllable
from plan_data.text import nfc, visible

_TONES = {"\u0300": "¹", "\u0301": "²", "\u0309": "³", "\u0303": "³", "\u0323": "⁴"}
_DOTTED = "|".join(re.escape(each) for variants in VARIANTS.values() for each in variants.split() if "." in each)
_TOKEN = re.compile(
    r"\d+(?:[.,/:-]\d+)*"
    rf"|(?<![^\W_])(?:{_DOTTED})(?![^\W_])"
    r"|(?<![^\W\d_])[^\W\d_]\d{1,2}(?![\w/])"  # t6, q2
    r"|[^\W\d_]+(?:['’][^\W\d_]+|/[^\W\d_](?![^\W_]))*"  # words, haven't, đ/c
    r"|\n|[:;=]-?[)D]+|\^_*\^|<3|\S",
    re.IGNORECASE,
)
_STOPS = {".": ".", "!": ".", "\n": ".", ",": ",", ";": ",", ":": ",", "(": ",", ")": ",", "-": ",", "?": "?"}
_SILENT = frozenset("*#_•·~|>+=/\\[]{}’'`^")
_LONG = re.compile(r"([^\W\d_])\1{2,}")
_HELD = re.compile(r"([aăâeêioôơuưy])\1")
_ROMAN = re.compile(r"[ivxl]+$")
# Real words without any mark: in a message that has marks elsewhere they mean themselves, "cho" is no forgetful "chờ".
PLAIN_WORDS = frozenset({"cho", "ban", "kho", "thi", "con", "thu"})
_TWINS_AT_END = frozenset({"all", "still", "will", "progress", "need", "see", "too", "off", "call", "agree", "tell"})


@dataclass(frozen=True, slots=True)
class Word:
    """One word: its matching key (upper case where it stands for something read: a date, a number), its place in the text."""

    key: str
    start: int
    end: int
    value: object = None


def clean(text: str) -> str:
    """The text to read and to quote from: NFC, full-width made plain, nothing invisible, single blanks; line breaks stay."""
    plain = unicodedata.normalize("NFKC", visible(nfc(text))).replace("\u2044", "/")
    plain = "".join(c for c in plain if unicodedata.category(c) not in {"Mn", "Me"})
    spaced = "".join(" " if c != "\n" and (c.isspace() or c < " ") else c for c in plain)
    return re.sub(r" {2,}", " ", re.sub(r"[–—−]", "-", spaced)).strip()


@lru_cache(maxsize=65_536)
def key(word: str) -> str:
    """Letters with their quality, the tone behind: `key("Được") == "đươc⁴"`; hook and tilde are one, as many write them."""
    letters, tone = [], ""
    for char in unicodedata.normalize("NFD", word.lower()):
        if char in _TONES:
            tone = _TONES[char]
        else:
            letters.append(char)
    return unicodedata.normalize("NFC", "".join(letters)) + tone


@lru_cache(maxsize=65_536)
def bare(letters: str) -> str:
    """A key without any mark: `bare("đươc⁴") == "duoc"`."""
    plain = unicodedata.normalize("NFD", letters.replace("đ", "d"))
    return "".join(c for c in plain if not unicodedata.combining(c) and c not in "⁰¹²³⁴")


_SPELLED = {
    key(variant): tuple(key(w) for w in row.split()) for row, variants in VARIANTS.items() for variant in variants.split()
}


def _swaps() -> dict[str, str]:
    """What each of these words becomes where two neighbours are exchanged; what two of them may become is neither."""
    meant: dict[str, set[str]] = {}
    for full in map(key, SWAPPED.split()):
        for word in {full, bare(full)}:
            letters, tone = word.rstrip("¹²³⁴"), word[len(word.rstrip("¹²³⁴")) :]
            for i in range(len(letters) - 1) if len(letters) > 3 else ():
                typed = letters[:i] + letters[i + 1] + letters[i] + letters[i + 2 :] + tone
                if not is_syllable(typed) and typed not in _SPELLED:
                    meant.setdefault(typed, set()).add(word)
    return {typed: words.pop() for typed, words in meant.items() if len(words) == 1}


_SWAPS = _swaps()


def split(text: str, *, shouting: bool = False) -> list[Word]:
    """The words of a cleaned text, chat spelling made standard. In a text that shouts, "KH" is but a loud "kh"."""
    words: list[Word] = []
    for found in _tokens(text):
        keys = _keys(found[0], shouting)
        words.extend(
            Word(each, found.start(), found.end()) for each in keys if each != "." or not words or words[-1].key != "."
        )
    if key(text) != bare(key(text)):
        words = [changed(word, key=f"{word.key}⁰") if word.key in PLAIN_WORDS else word for word in words]
    return words


def _tokens(text: str) -> Iterable[re.Match[str]]:
    """The tokens in order; a word typed in VNI is one token and no letters with numbers between them."""
    whole = {m.start(): m for m in VNI.finditer(text) if decoded_vni(m[0])}
    taken = 0
    for found in _TOKEN.finditer(text):
        if found.start() < taken:
            continue
        word = whole.get(found.start(), found)
        taken = word.end()
        yield word


def _keys(typed: str, shouting: bool) -> Iterable[str]:
    if typed in _STOPS:
        return (_STOPS[typed],)
    if typed in _SILENT:
        return ()
    if not typed[0].isalpha() and not typed[0].isdigit():
        return (_sign(typed),)
    if typed[0].isdigit():
        return (typed,)
    if not shouting and typed in CAPITALS:
        return tuple(key(w) for w in CAPITALS[typed].split())
    plain = _shorten(key(re.sub(r"['’/]", "", typed)))
    known = _SPELLED.get(key(typed)) or _SPELLED.get(plain)
    if known is None and (meant := decoded(typed) or decoded_vni(typed)):
        plain = key(meant)
        known = _SPELLED.get(plain)
    return known or (_SWAPS.get(plain) or _once(plain),)


def _once(letters: str) -> str:
    """ "rôồi": a vowel that was held down, where only once makes it a syllable."""
    if is_syllable(letters) or _ROMAN.match(letters) or letters in ENGLISH_WORDS:
        return letters
    short = _HELD.sub(r"\1", letters)
    return short if short != letters and is_syllable(short) else letters


def _sign(typed: str) -> str:
    if typed in TICKS:
        return "TICK"
    if typed in CROSSES:
        return "CROSS"
    return "SMILE" if typed in FRIENDLY or typed[-1] in ")D^3" else typed


def _shorten(letters: str) -> str:
    """`xonggg` is `xong`; no Vietnamese word ends in a doubled letter but `muu`, so `xongg` is too."""
    if _ROMAN.match(letters) or len(set(letters)) == 1:
        return letters  # "iii" is a number and "kkk" a laugh
    short = _LONG.sub(r"\1", letters)
    body, tone = (short[:-1], short[-1]) if short[-1] in "¹²³⁴" else (short, "")
    if len(body) > 2 and body[-1] == body[-2] and body[-1] not in "usfl" and body not in _TWINS_AT_END:
        body = body[:-1]
    return body + tone


def line(words: Iterable[Word]) -> str:
    """The words as one string that phrases match: every word is followed by one space."""
    return "".join(f"{word.key} " for word in words)


_TELLS_NOTHING = frozenset(
    [
        "a",
        "nhe",
        "nha",
        "nhen",
        "oi",
        "anh",
        "chi",
        "em",
        "da",
        "vang",
        "sep",
        "roi",
        "khong",
        "duoc",
        "chua",
        "luon",
        "vay",
        "gi",
        "voi",
        "ban",
        "co",
        "chu",
        "bac",
    ]
)


def is_marked(words: Iterable[Word]) -> bool:
    """Whether the words were typed with their marks: half of them carry one.

    Politeness is left out, as are the short words that `spelling.py` gives their marks to: beside "da gui roi" a phone's own
    "chị ơi" tells nothing.
    """
    letters = [word.key.rstrip("⁰") for word in words if word.key[0].isalpha() and not word.key.isupper()]
    telling = [each for each in letters if bare(each) not in _TELLS_NOTHING]
    return 2 * sum(each != bare(each) for each in telling) >= len(telling) > 0
