"""The words of the reports, as plain text: Vietnamese, as the office hands it in. They live in bot/wording/reports.toml."""

from functools import cache
from typing import Any

from bot.desk import plain
from bot.figures import Counts, counts_facts
from bot.wording import words
from plan_data.text import printable


def tell(key: str, **facts: Any) -> str:
    """The words under `report.KEY`, without markup."""
    return printable(plain(words("vi").tell(f"report.{key}", facts)))


def heads(key: str) -> tuple[str, ...]:
    """The headings of a table."""
    return tuple(part.strip() for part in tell(f"heads.{key}").split("|"))


@cache
def assessment(cell: str) -> str:
    """An official cell, or a bucket beside them, by its official name."""
    return tell("cell", cell=cell)


def sentences(counts: Counts, unit: str) -> list[str]:
    """The four cells and the rates, each with its numbers said; `unit` is what is counted."""
    return tell("counts", c=counts_facts(counts), unit=unit).split("\n")
