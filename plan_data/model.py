"""The nouns of a plan: frozen, without behaviour that needs a clock, a database or a network.

A plan is what a decision's annex says. The cells as written are kept beside what was read from them, so that a person can
always check the reading against the paper.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


# --- deadlines: what the words say, never more ------------------------------------------------------------------------
class Every(StrEnum):
    """How often a recurring task falls due."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    HALF_YEAR = "half_year"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class OnDate:
    """A named day: "Trước ngày 20/6" is due on 20/6."""

    due: date
    ambiguous: bool = False


@dataclass(frozen=True, slots=True)
class EndOf:
    """A named period, due on its last day: "Quý I năm 2024" runs 2024-01-01 to 2024-03-31."""

    start: date
    due: date
    ambiguous: bool = False


@dataclass(frozen=True, slots=True)
class Between:
    """A range with both ends named, due on its last day: "Từ tháng 4 đến tháng 8 năm 2024", "Quý II - III"."""

    start: date
    due: date
    ambiguous: bool = False


@dataclass(frozen=True, slots=True)
class Several:
    """More than one date in one cell, ascending: "Quý I, Quý III năm 2024"."""

    due: tuple[date, ...]
    ambiguous: bool = False


@dataclass(frozen=True, slots=True)
class Recurring:
    """Falls due again and again.

    `day` is the day of the month, or of a quarter's or half-year's last month, or 1 (Monday) to 7 for a week; None = the
    period's last day. `start` and `until` bound it where the words do ("từ tháng 3/2024", "đến tháng 6").
    """

    every: Every
    day: int | None = None
    start: date | None = None
    until: date | None = None
    ambiguous: bool = False


@dataclass(frozen=True, slots=True)
class Ongoing:
    """ "Thường xuyên": no due date, only check-ins."""

    ambiguous: bool = False


@dataclass(frozen=True, slots=True)
class Conditional:
    """Due after something that the words name: "Sau khi Trung ương có hướng dẫn"."""

    ambiguous: bool = False


@dataclass(frozen=True, slots=True)
class NotUnderstood:
    """Not a deadline, or an impossible one (31/4): flagged, never repaired."""

    ambiguous: bool = False


Deadline = OnDate | EndOf | Between | Several | Recurring | Ongoing | Conditional | NotUnderstood


# --- agencies -----------------------------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class Agency:
    """An agency as the province names it; `kind` is the group token's stem, or `don_vi_khac` for one outside any group."""

    name: str
    kind: str
    abbreviations: tuple[str, ...] = ()
    short: str = ""
    """The usual abbreviation for narrow tables and buttons; the name where there is none."""
    successor: str = ""
    """The agency that it has become part of, once it has."""

    @property
    def brief(self) -> str:
        return self.short or self.name


class Role(StrEnum):
    """What an agency does in an activity."""

    LEAD = "lead"
    COORDINATE = "coordinate"


# --- the plan -------------------------------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class Activity:
    """One row of the annex, or one task that the plan's text sets. Source of each cell: the decision itself."""

    code: str
    group: str
    title: str
    short_title: str
    product: str
    deadline_text: str
    deadline: Deadline
    lead_text: str
    lead: tuple[str, ...]
    coordinating_text: str
    coordinating: tuple[str, ...]
    note: str = ""
    done_at_import: bool = False
    confirm: bool = False
    """ "Xong" counts only when an admin has confirmed it: said by the reviewer, activity by activity."""


@dataclass(frozen=True, slots=True)
class ActivityGroup:
    """A heading of the annex ("I. Cải cách thể chế") and the agency that follows its activities (part III of the text)."""

    numeral: str
    title: str
    followed_by: str


@dataclass(frozen=True, slots=True)
class Measure:
    """One number of a target. `value` is None where the text names a direction but no number."""

    id: str
    value: float | None
    unit: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Target:
    """A lettered target of part I.2 with its measures and the agency that follows it."""

    code: str
    text: str
    measures: tuple[Measure, ...]
    followed_by: str


@dataclass(frozen=True, slots=True)
class Problem:
    """What a person must decide: where it stands, the text as written, and one sentence that says what is wrong."""

    row: str
    cell: str
    text: str
    says: str


@dataclass(frozen=True, slots=True)
class Plan:
    """A decision's plan. `activities` are the annex rows; `text_tasks` the ones that the text itself sets (own codes)."""

    number: str
    title: str
    short_title: str
    year: int
    issued: date
    office: str
    groups: tuple[ActivityGroup, ...]
    activities: tuple[Activity, ...]
    text_tasks: tuple[Activity, ...]
    targets: tuple[Target, ...]
    agencies: tuple[Agency, ...]
    problems: tuple[Problem, ...] = ()
    source: str = ""

    @property
    def all_activities(self) -> tuple[Activity, ...]:
        """Annex rows first, then the tasks of the text, in the paper's order."""
        return self.activities + self.text_tasks


@dataclass(frozen=True, slots=True)
class ActivityName:
    """What an activity is called."""

    code: str
    title: str
    short_title: str


@dataclass(frozen=True, slots=True)
class GroupName:
    """What a heading of the annex is called."""

    numeral: str
    title: str


@dataclass(frozen=True, slots=True)
class PlanNames:
    """What can be named of a plan in force, be it as the paper has it or as it has become since."""

    year: int
    agencies: tuple[Agency, ...]
    groups: tuple[GroupName, ...]
    all_activities: tuple[ActivityName, ...]


# --- dated instances ------------------------------------------------------------------------------------------------------
class OccurrenceKind(StrEnum):
    """DATED falls due; PERIODIC is one of a recurring series; CHECK_IN asks about ongoing work and is never overdue."""

    DATED = "dated"
    PERIODIC = "periodic"
    CHECK_IN = "check_in"


@dataclass(frozen=True, slots=True)
class PlannedOccurrence:
    """One dated instance of an assignment, as first planned.

    `key`: `137-2024/II.3/so-tu-phap@2024-03-31`, never rewritten. `period` is the part shown after the title of a series
    ("tháng 01"), empty for a single date.
    """

    key: str
    code: str
    agency: str
    kind: OccurrenceKind
    due: date
    period: str = ""
    done_at_import: bool = False
