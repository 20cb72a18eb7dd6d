"""From a plan to its dated instances: who must deliver what, on which day, under a key that never changes.

Everything here follows from the paper alone. What became of an occurrence (an extension, an answer) is storage's; a deadline
that gives no date is never guessed at, it becomes a problem for a person.
"""

import re
from calendar import monthrange
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from plan_data.agencies import Directory
from plan_data.calendar import WorkingCalendar, load_calendar
from plan_data.model import (
    Activity,
    Agency,
    Between,
    Conditional,
    Deadline,
    EndOf,
    Every,
    NotUnderstood,
    OccurrenceKind,
    OnDate,
    Ongoing,
    Plan,
    PlannedOccurrence,
    Problem,
    Recurring,
    Role,
    Several,
)
from plan_data.periods import QUARTERS
from plan_data.regime import REGIME, ReportingPeriod
from plan_data.text import slug

OUTSIDE_GROUPS = "don_vi_khac"

_HALVES = ("6 tháng đầu năm", "6 tháng cuối năm")


@dataclass(frozen=True, slots=True)
class _Dated:
    """A due date of an activity, before it is known whose."""

    due: date
    kind: OccurrenceKind = OccurrenceKind.DATED
    period: str = ""


def planned_occurrences(
    plan: Plan,
    *,
    check_ins: Iterable[ReportingPeriod] | None = None,
    calendar: WorkingCalendar | None = None,
) -> tuple[PlannedOccurrence, ...]:
    """Every occurrence of the plan: in the paper's order, then by agency, then by date; keys are unique.

    `check_ins` are the reporting periods at whose cut-off ongoing work is asked about (default: the regime's). `calendar` says
    on which days a daily task falls due. What has no date or no lead gives none: see `planning_problems`.
    """
    windows = tuple(check_ins) if check_ins is not None else REGIME.periods(plan.year)
    worked = calendar or load_calendar()
    directory = Directory(plan.agencies)
    found: dict[str, PlannedOccurrence] = {}
    for activity in plan.all_activities:
        dates = tuple(_dates(activity.deadline, plan, windows, worked))
        for agency in assigned_agencies(activity.lead, directory):
            for dated in dates:
                key = occurrence_key(plan, activity.code, agency, dated.due)
                found[key] = PlannedOccurrence(
                    key, activity.code, agency, dated.kind, dated.due, dated.period, activity.done_at_import
                )
    return tuple(found.values())


def occurrence_key(plan: Plan, code: str, agency: str, due: date) -> str:
    """`137-2024/II.3/so-tu-phap@2024-03-31`: plan, activity, agency, and the date as first planned."""
    digits = re.match(r"\s*(\d+)", plan.number)
    number = digits[1] if digits else slug(plan.number)
    return f"{number}-{plan.year}/{code}/{slug(agency)}@{due.isoformat()}"


def assigned_agencies(names: Iterable[str], directory: Directory) -> tuple[str, ...]:
    """Names and group tokens of a cell as single agencies, each once, in order; a token without members gives none."""
    agencies: dict[str, None] = {}
    for name in names:
        members = [agency.name for agency in directory.members(name)] if name.startswith("@") else [name]
        agencies.update(dict.fromkeys(members))
    return tuple(agencies)


def members_of(plan: Plan) -> dict[tuple[str, Role], list[tuple[Agency, bool]]]:
    """Who takes part: for an activity's code and a role, each agency once, with whether the cell names it itself and not only
    a group that it belongs to. A name that the directory does not hold is an agency outside any group, never left out."""
    directory = Directory(plan.agencies)
    listed = {agency.name: agency for agency in plan.agencies}
    found: dict[tuple[str, Role], list[tuple[Agency, bool]]] = {}
    for activity in plan.all_activities:
        for role, names in ((Role.LEAD, activity.lead), (Role.COORDINATE, activity.coordinating)):
            agencies = assigned_agencies(names, directory)
            found[activity.code, role] = [(listed.get(n) or Agency(n, OUTSIDE_GROUPS), n in names) for n in agencies]
    return found


def planning_problems(plan: Plan) -> tuple[Problem, ...]:
    """Activities that give no occurrence, each with the sentence that says what a person must decide."""
    directory = Directory(plan.agencies)
    return tuple(problem for activity in plan.all_activities for problem in _problems(activity, directory, plan.office))


def _problems(activity: Activity, directory: Directory, office: str) -> Iterator[Problem]:
    if isinstance(activity.deadline, Conditional):
        says = f"Thời hạn phụ thuộc một điều kiện nên chưa có ngày: {office} cho ngày cụ thể khi điều kiện đã rõ"
        yield Problem(activity.code, "Thời hạn", activity.deadline_text, says)
    elif isinstance(activity.deadline, NotUnderstood):
        says = "Chưa đọc được thời hạn nên chưa nhắc: cần ghi lại thành ngày, tháng hoặc quý cụ thể"
        yield Problem(activity.code, "Thời hạn", activity.deadline_text, says)
    if not assigned_agencies(activity.lead, directory):
        says = "Chưa rõ cơ quan chủ trì nên chưa nhắc được ai: cần ghi tên cơ quan"
        yield Problem(activity.code, "Cơ quan chủ trì", activity.lead_text, says)


def _dates(deadline: Deadline, plan: Plan, windows: Iterable[ReportingPeriod], calendar: WorkingCalendar) -> Iterator[_Dated]:
    match deadline:
        case OnDate(due=due) | EndOf(due=due) | Between(due=due):
            yield _Dated(due)
        case Several(due=dues):
            yield from map(_Dated, dues)
        case Recurring():
            for due, period in _recurrences(deadline, plan.year, calendar):
                # A series starts with the plan: a period that was over when the plan was issued was never its task.
                if due >= plan.issued:
                    yield _Dated(due, OccurrenceKind.PERIODIC, period)
        case Ongoing():
            for window in windows:
                if window.cut_off >= plan.issued:
                    yield _Dated(window.cut_off, OccurrenceKind.CHECK_IN, window.name)
        case Conditional() | NotUnderstood():
            return


def _recurrences(deadline: Recurring, year: int, calendar: WorkingCalendar) -> Iterator[tuple[date, str]]:
    """Due dates and period names of a series within `year` and its own bounds, ascending."""
    for last, period in _periods(deadline.every, year, calendar):
        due = last
        if deadline.day is not None and deadline.every is Every.WEEK:
            due = last - timedelta(days=7 - deadline.day)
        elif deadline.day is not None and deadline.every is not Every.DAY:
            due = last.replace(day=min(deadline.day, last.day))
        within = (deadline.start or date.min) <= due <= (deadline.until or date.max)
        if due.year == year and within:
            yield due, period


def _periods(every: Every, year: int, calendar: WorkingCalendar) -> Iterator[tuple[date, str]]:
    """The last day and the name of each period of `year`."""
    match every:
        case Every.MONTH:
            # Official papers write months 01 and 02 with two digits, the others as they are.
            yield from ((_month_end(year, m), f"tháng {m:02d}" if m < 3 else f"tháng {m}") for m in range(1, 13))
        case Every.QUARTER:
            yield from ((_month_end(year, 3 * n), f"quý {QUARTERS[n - 1]}") for n in range(1, 5))
        case Every.HALF_YEAR:
            yield from ((_month_end(year, 6 * n), _HALVES[n - 1]) for n in (1, 2))
        case Every.YEAR:
            yield date(year, 12, 31), f"năm {year}"
        case Every.WEEK:
            monday = date(year, 1, 1) - timedelta(days=date(year, 1, 1).weekday())
            for first in (monday + timedelta(weeks=n) for n in range(54)):
                yield first + timedelta(days=6), f"tuần từ {_day(first)}"
        case Every.DAY:
            # A daily task of a day off would fall due together with that of the day before it.
            for day in (date(year, 1, 1) + timedelta(days=n) for n in range(366)):
                if calendar.is_working(day):
                    yield day, f"ngày {_day(day)}"


def _month_end(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def _day(day: date) -> str:
    return f"{day.day:02d}/{day.month:02d}" if day.month < 3 else f"{day.day:02d}/{day.month}"
