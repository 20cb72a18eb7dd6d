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
    """One việc; of ongoing work one an assignment, without dates. Dates are ISO strings, empty where there is none.

    `cell` is an official cell's key, `state` and `difficulty` are words. `changes` counts what was recorded of it, the newest
    of it at `changed_at`.
    """

    key: str
    code: str
    group: str
    title: str
    short_title: str
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
    document_on: str
    overdue_days: int
    difficulty: str
    changes: int
    changed_at: str


@dataclass(frozen=True, slots=True)
class ActivityRow:
    """One hoạt động as the annex of the report has it, in words; `extended` the dates with their documents. `moved`: something
    was done or reported of it."""

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
    moved: bool


@dataclass(frozen=True, slots=True)
class Difficulty:
    """A blocker in the words of the agency; `owner` is who is to clear it, empty for the office."""

    code: str
    title: str
    agency: str
    words: str
    since: str
    owner: str


@dataclass(frozen=True, slots=True)
class Wish:
    """An extension that is asked for and not yet decided; `words` its reason."""

    code: str
    title: str
    agency: str
    words: str
    due: str
    until: str


@dataclass(frozen=True, slots=True)
class Coming:
    """What falls due in the period that follows: one hoạt động with the agencies that lead it and its dates."""

    code: str
    title: str
    product: str
    agencies: tuple[str, ...]
    dues: tuple[str, ...]


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
    """Everything a renderer needs. `on` is the day its figures are of; `made_on` the day it was made.

    `tasks` and `agencies` count việc, `activities` and `groups` hoạt động; `done_in_period` is in việc.
    """

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
    next_end: str
    send_by: str
    on: str
    made_on: str
    tasks: Counts
    activities: Counts
    done_in_period: int
    groups: tuple[GroupRow, ...]
    agencies: tuple[AgencyRow, ...]
    items: tuple[ItemRow, ...]
    lines: tuple[ActivityRow, ...]
    difficulties: tuple[Difficulty, ...]
    wishes: tuple[Wish, ...]
    coming: tuple[Coming, ...]
    without_document: tuple[ItemRow, ...]
    updates: tuple[UpdateRow, ...] = ()

    @property
    def slug(self) -> str:
        """`Quy-I-2024`: the period in the name of a file."""
        words = slug(self.label).replace("-nam-", "-").removeprefix("nam-").split("-")
        return "-".join(w.upper() if set(w) <= set("iv") else w.capitalize() for w in words)


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


_ROWS: dict[str, type[Any]] = {
    "groups": GroupRow,
    "agencies": AgencyRow,
    "items": ItemRow,
    "lines": ActivityRow,
    "difficulties": Difficulty,
    "wishes": Wish,
    "coming": Coming,
    "without_document": ItemRow,
    "updates": UpdateRow,
}


def frozen_json(report: Report) -> dict[str, Any]:
    """As JSON, to be kept; `from_json` gives the same report back."""
    return asdict(report)


def from_json(body: Mapping[str, Any]) -> Report:
    """A kept report, back from JSON."""
    parts = dict(body) | {name: Counts(**body[name]) for name in ("tasks", "activities")}
    for name, kind in _ROWS.items():
        parts[name] = tuple(kind(**_values(row)) for row in body[name])
    return Report(**parts)


def _values(row: Mapping[str, Any]) -> dict[str, Any]:
    """JSON knows neither tuples nor counts."""
    read = {name: tuple(value) if isinstance(value, list) else value for name, value in row.items()}
    return read | {"counts": Counts(**row["counts"])} if "counts" in row else read
