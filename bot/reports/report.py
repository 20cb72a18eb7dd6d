"""What a report says, as plain values: nothing in it is computed again when it is rendered or read back.

Two units, always named. A *việc* is an occurrence (an agency's dated item): the figures and the agencies. A *hoạt động* is an
activity: the groups and the annex; done when each of its occurrences is, overdue when any is.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from bot.figures import Counts
from plan_data.text import slug


@dataclass(frozen=True, slots=True)
class GroupRow:
    """A group of the plan, in hoạt động."""

    numeral: str
    title: str
    followed_by: str
    counts: Counts


@dataclass(frozen=True, slots=True)
class AgencyRow:
    """An agency, in việc."""

    name: str
    short: str
    counts: Counts


@dataclass(frozen=True, slots=True)
class ItemRow:
    """One việc. Dates are ISO strings, empty where there is none; `cell` an official cell's key; `state` in words."""

    key: str
    code: str
    title: str
    period: str
    product: str
    agency: str
    agency_short: str
    planned_due: str
    due: str
    cell: str
    state: str
    percent: int | None
    done_on: str
    document: str
    overdue_days: int


@dataclass(frozen=True, slots=True)
class ActivityRow:
    """One hoạt động as the annex of the report has it; `result` in words, `extended` the dates with their documents."""

    code: str
    group: str
    title: str
    product: str
    lead: str
    coordinating: str
    deadline: str
    extended: str
    result: str
    documents: str
    cell: str
    difficulty: str


@dataclass(frozen=True, slots=True)
class Difficulty:
    """A blocker in the words of the agency."""

    code: str
    title: str
    agency: str
    words: str
    since: str


@dataclass(frozen=True, slots=True)
class UpdateRow:
    """One line of the log."""

    at: str
    code: str
    agency: str
    by: str
    kind: str
    words: str
    percent: int | None
    until: str
    document: str


@dataclass(frozen=True, slots=True)
class Report:
    """Everything a renderer needs. `on` is the day its figures are of; `made_on` the day it was made."""

    plan_number: str
    plan_title: str
    plan_short: str
    plan_issued: str
    office: str
    year: int
    period: str
    label: str
    start: str
    end: str
    send_by: str
    on: str
    made_on: str
    tasks: Counts
    activities: Counts
    ongoing: int
    groups: tuple[GroupRow, ...]
    agencies: tuple[AgencyRow, ...]
    items: tuple[ItemRow, ...]
    lines: tuple[ActivityRow, ...]
    difficulties: tuple[Difficulty, ...]
    coming: tuple[ItemRow, ...]
    without_document: tuple[ItemRow, ...]
    updates: tuple[UpdateRow, ...] = ()

    @property
    def slug(self) -> str:
        return "-".join(part.capitalize() if part.islower() else part for part in slug(f"{self.label}").split("-"))


@dataclass(frozen=True, slots=True)
class PlanFacts:
    """The head of the plan, and its groups as (numeral, title, followed by)."""

    number: str
    title: str
    short_title: str
    issued: date
    office: str
    year: int
    groups: tuple[tuple[str, str, str], ...]


def frozen_json(report: Report) -> dict[str, Any]:
    """As JSON, to be kept; `from_json` gives the same report back."""
    return asdict(report)


def from_json(body: Mapping[str, Any]) -> Report:
    """A kept report."""
    parts: dict[str, Any] = dict(body)
    for name in ("tasks", "activities"):
        parts[name] = Counts(**body[name])
    parts["groups"] = tuple(GroupRow(**(g | {"counts": Counts(**g["counts"])})) for g in body["groups"])
    parts["agencies"] = tuple(AgencyRow(**(a | {"counts": Counts(**a["counts"])})) for a in body["agencies"])
    rows: dict[str, type[Any]] = {
        "items": ItemRow,
        "lines": ActivityRow,
        "difficulties": Difficulty,
        "coming": ItemRow,
        "without_document": ItemRow,
        "updates": UpdateRow,
    }
    for name, row in rows.items():
        parts[name] = tuple(row(**r) for r in body[name])
    return Report(**parts)
