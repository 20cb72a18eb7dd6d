"""The words: TOML with Jinja2, Vietnamese first and English beside it under one key, escaped for HTML.

A missing fact raises (StrictUndefined): a sentence with a hole is worse than none. Dates are worded here and nowhere else,
as official papers write them: day in two digits, months 01 and 02 in two, 3 to 12 in one, the weekday in words.
"""

import tomllib
from collections.abc import Mapping
from datetime import date, datetime
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, StrictUndefined, Template
from markupsafe import Markup

from plan_data.calendar import ZONE, local_date
from plan_data.text import undirected

LANGUAGES = ("vi", "en")
GAP = "~"
"""A line of its own in a template: an empty line. Other empty lines only make the template readable."""
_WEEKDAYS = {
    "vi": ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật"),
    "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
}


def short_date(day: date | str) -> str:
    """`31/01`, `31/3`."""
    day = _day(day)
    return f"{day.day:02d}/{day.month:02d}" if day.month < 3 else f"{day.day:02d}/{day.month}"


def full_date(day: date | str) -> str:
    """`10/4/2024`."""
    return f"{short_date(day)}/{_day(day).year}"


def weekday(day: date | str, language: str) -> str:
    """`thứ Sáu`."""
    return _WEEKDAYS[language][_day(day).weekday()]


def hour(moment: datetime | str) -> str:
    """`08:12` in the plan's zone."""
    return _moment(moment).astimezone(ZONE).strftime("%H:%M")


def day_of(moment: datetime | str) -> date:
    """The local date of a moment."""
    return local_date(_moment(moment))


def decimal(value: float) -> str:
    """`91,7`."""
    return f"{value:.1f}".replace(".", ",")


def plain_number(value: float) -> str:
    """`62`, `62,5`, `1,23`."""
    return f"{value:.10g}".replace(".", ",")


def _day(day: date | str) -> date:
    return date.fromisoformat(day) if isinstance(day, str) else day


def _moment(moment: datetime | str) -> datetime:
    return datetime.fromisoformat(moment) if isinstance(moment, str) else moment


def _shown(value: object) -> object:
    """What stands in a sentence must not turn the rest of it round. (A part was seen to when it was told.)"""
    return undirected(value) if isinstance(value, str) and not isinstance(value, Markup) else value


class Words:
    """One language's words. `tell` gives safe HTML; `label` a button's text."""

    def __init__(self, language: str) -> None:
        self.language = language if language in LANGUAGES else "vi"
        self._environment = Environment(
            autoescape=True,
            undefined=StrictUndefined,
            finalize=_shown,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=False,
        )
        self._environment.filters |= {
            "d": lambda day: f"{short_date(day)} ({weekday(day, self.language)})",
            "dmy": lambda day: f"{full_date(day)} ({weekday(day, self.language)})",
            "dm": short_date,
            "dmyy": full_date,
            "weekday": lambda day: weekday(day, self.language),
            "hm": hour,
            "day_of": day_of,
            "decimal": decimal,
            "number": plain_number,
        }
        self._environment.globals["part"] = self._part
        self._templates: dict[str, Template] = {}

    def tell(self, key: str, facts: Mapping[str, Any]) -> str:
        """The message under `key` with these facts. Errors: KeyError for no such words, jinja2.UndefinedError for a hole."""
        if key not in self._templates:
            self._templates[key] = self._environment.from_string(_said()[key][self.language])
        lines = [line.rstrip() for line in self._templates[key].render(facts).split("\n")]
        return "\n".join("" if line == GAP else line for line in lines if line).strip("\n")

    def label(self, key: str) -> str:
        """A button's text; "all_of|3" puts 3 into the words of `all_of`; what is no key (a code, a name) stands for itself."""
        name, _, fact = key.partition("|")
        entry = _said().get(f"button.{name}")
        return undirected(entry[self.language].replace("{}", fact) if entry else key)

    def _part(self, key: str, **facts: Any) -> Markup:
        """A piece that several messages share, safe already."""
        return Markup(self.tell(key, facts))  # noqa: S704  # rendered with autoescape just above


@cache
def words(language: str) -> Words:
    return Words(language)


@cache
def _said() -> dict[str, dict[str, str]]:
    """Every entry by its dotted key."""
    found: dict[str, dict[str, str]] = {}
    for file in sorted(f.name for f in files("bot.wording").iterdir() if f.name.endswith(".toml")):
        _collect(tomllib.loads((files("bot.wording") / file).read_text(encoding="utf-8")), "", found)
    return found


def _collect(node: dict[str, Any], path: str, found: dict[str, dict[str, str]]) -> None:
    for key, value in node.items():
        if set(LANGUAGES) == set(value):
            found[path + key] = value
        else:
            _collect(value, f"{path}{key}.", found)


def keys() -> frozenset[str]:
    """Every key there is: what the tests compare with what the code says."""
    return frozenset(_said())
