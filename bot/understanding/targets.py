"""A target of the plan in a person's words: "chỉ tiêu", "chỉ tiêu d", "chỉ tiêu đ cấp xã 75%", "ct d.2 đạt 62,5%".

Pure. Typed without any marks "d" may be đ: both are meant until a person chooses. Words that only speak of targets are none.
"""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from bot.understanding.words import clean
from plan_data.text import fold

_HEAD = re.compile(
    r"^(?:(?:các|cac|những|nhung|mấy|may|13|danh sách|danh sach|ds|cho xem|xem|liệt kê|liet ke|báo|bao|dạ|da|em)\s+)*"
    r"(?P<name>chỉ tiêu|chi tieu|ct)\b[\s:]*"
)
_CODE = re.compile(r"^(?:(?:số|so|mục|muc)\s+)?(?P<code>dd|[a-zđ])(?:[.\-]?(?P<n>\d)(?![\d%.,]))?(?=[\s.:,?=]|$)")
_DAY = re.compile(r"\b\d{1,2}/\d{1,2}(?:/\d{4})?\b")
_UNITS = {"%": "%", "phan tram": "%", "bien che": "biên chế", "don vi": "đơn vị", "bac": "bậc"}
_UNIT = r"%|phan tram\b|bien che\b|don vi\b|bac\b"
_VALUE = re.compile(rf"(?<![\w.,])(?P<value>\d{{1,6}}(?:[.,]\d{{1,3}})?)\s*(?P<unit>{_UNIT})?(?![\w/])")
_ASKS = re.compile(r"\?|\b(?:chua|bao nhieu|may|khong|the nao|sao)\b")
_READ_PAST = """
    dat duoc la hien nay den het bao cao roi khoang cua thang quy nam ke hoach thi sao the nao ra a nhe nha em anh chi
    tai gan tren duoi tu va ty le so lieu gi dau toi chua co nhieu
"""
_FILLER = frozenset(_READ_PAST.split())
_MOST_WORDS = 24


@dataclass(frozen=True, slots=True)
class TargetSaid:
    """`codes` are the targets that can be meant, none for all of them; `measure` the one named by its number ("d.2").

    `value` is what is reported, with its `unit` where it is said ("%", "biên chế"); `about` the words that tell which of
    several measures.
    """

    codes: tuple[str, ...] = ()
    measure: str | None = None
    value: float | None = None
    unit: str = ""
    about: tuple[str, ...] = ()


def read_target(text: str, codes: Collection[str]) -> TargetSaid | None:
    """None where the text is about something else. A letter that is no target's comes back as it was typed."""
    plain = clean(text).casefold()
    head = _HEAD.match(plain)
    if head is None or len(plain.split()) > _MOST_WORDS:
        return None
    rest = plain[head.end() :].strip(" .!")
    code = _CODE.match(rest)
    if code is None:
        return TargetSaid() if head["name"] != "ct" and _is_filler(rest) else None
    letter = "đ" if code["code"] == "dd" else code["code"]
    unmarked = letter == "d" and fold(plain) == plain
    meant = tuple(c for c in ("d", "đ") if c in codes) if unmarked else (letter,)
    named = f"{letter}.{code['n']}" if code["n"] and not unmarked else None
    said = fold(_DAY.sub(" ", rest[code.end() :]))
    found = None if _ASKS.search(said) else next((m for m in _VALUE.finditer(said) if m["unit"]), _VALUE.search(said))
    about = said if found is None else said[: found.start()] + " " + said[found.end() :]
    return TargetSaid(
        meant,
        named,
        float(found["value"].replace(",", ".")) if found else None,
        _UNITS[found["unit"]] if found and found["unit"] else "",
        tuple(w for w in re.findall(r"\w+", about) if w not in _FILLER and not w.isdigit()),
    )


def _is_filler(rest: str) -> bool:
    return all(w in _FILLER for w in re.findall(r"\w+", fold(rest)))


def measures_meant(said: TargetSaid, measures: Sequence[Mapping[str, object]]) -> list[Mapping[str, object]]:
    """Of these measures ({"id", "unit", "text"}) the ones that fit what was said; empty where its number or unit is none's."""
    if said.measure is not None:
        return [m for m in measures if m["id"] == said.measure]
    fitting = [m for m in measures if not said.unit or m["unit"] == said.unit]
    texts = [set(_words(str(m.get("text", "")))) for m in fitting]
    telling = set(said.about) & set[str]().union(*texts)
    return [m for m, text in zip(fitting, texts, strict=True) if telling <= text] or fitting


def _words(text: str) -> Iterable[str]:
    return re.findall(r"\w+", fold(text))
