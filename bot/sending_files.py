"""Files in chat. What waits in the outbox is which report is wanted, of which period, as which file; it is computed and made
when its turn comes, as words are, and what stands below it comes from the very same figures.

A report of the regime whose period is over is the one that was frozen at its cut-off; `live` asks for the figures of today.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from bot import narrowing
from bot.desk import Buttons, Desk
from bot.following import following
from bot.pressing import Press, Refused
from bot.reporting import Gathered, gather
from bot.reports import FORMATS
from bot.reports.report import Report, from_json
from bot.understanding.query import Filters, Query, QueryIntent
from plan_data.calendar import WorkingCalendar
from plan_data.errors import UnknownPeriod
from plan_data.periods import Period, chat_period, named_period
from plan_data.regime import Regime
from storage.people import Contact
from storage.plans import PlanRow, agency_directory, short_titles
from storage.snapshots import Snapshot, kept
from storage.store import Tx

REPORT, CHART, CALENDAR = "report.report", "report.chart", "report.calendar"
_WORDS = {"png": CHART, "ics": CALENDAR}
_OTHER = {"docx": ("send_excel", "xlsx"), "xlsx": ("send_word", "docx")}
MOST_LINES = 10


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which report, as which file; narrowed to the work of agencies or to groups of the plan."""

    period: str
    format: str = "docx"
    live: bool = False
    agency_ids: tuple[int, ...] | None = None
    groups: tuple[str, ...] | None = None

    @property
    def whole(self) -> bool:
        return self.agency_ids is None and self.groups is None

    @property
    def says(self) -> str:
        """As a button says it: `report:2024-Q1:docx:0:gIII-IV`."""
        scope = f"a{'-'.join(map(str, self.agency_ids))}" if self.agency_ids is not None else ""
        scope = f"g{'-'.join(self.groups)}" if self.groups is not None else scope
        return f"report:{self.period}:{self.format}:{int(self.live)}:{scope}"

    @property
    def facts(self) -> dict[str, Any]:
        return {
            "period": self.period,
            "format": self.format,
            "live": self.live,
            "agency_ids": self.agency_ids,
            "groups": self.groups,
        }


def wanted_from(facts: Mapping[str, Any]) -> Wanted:
    """What a delivery carries."""
    agency_ids, groups = facts["agency_ids"], facts["groups"]
    return Wanted(
        facts["period"],
        facts["format"],
        facts["live"],
        None if agency_ids is None else tuple(agency_ids),
        None if groups is None else tuple(groups),
    )


def _pressed(arguments: list[str]) -> Wanted:
    """Errors: ValueError, IndexError where the button is broken."""
    period, format_, live, scope = arguments[:4]
    if format_ not in FORMATS or live not in ("0", "1"):
        raise ValueError(arguments)
    agency_ids = tuple(int(i) for i in scope[1:].split("-")) if scope.startswith("a") else None
    groups = tuple(scope[1:].split("-")) if scope.startswith("g") else None
    return Wanted(period, format_, live == "1", agency_ids, groups)


# --- asking ---------------------------------------------------------------------------------------------------------------
async def report(
    desk: Desk,
    period: str,
    format: str = "docx",
    *,
    live: bool = False,
    agency_ids: Collection[int] | None = None,
    groups: Collection[str] | None = None,
) -> None:
    """Sends a report in this chat: `period` is `2024-Q1` (of the regime, where it has one of that name), `2024`, or
    `2024-01-01..2024-03-31`; `format` one of `FORMATS`. Errors: UnknownPeriod."""
    known = chat_period(period, desk.terms.regime)
    if known.end < desk.plan.issued:
        await desk.say("report.outside", label=known.label, issued=desk.plan.issued.isoformat())
        return
    wanted = Wanted(
        period,
        format,
        live or format == "ics",  # a calendar of what was open at a cut-off serves nobody
        None if agency_ids is None else tuple(sorted(agency_ids)),
        None if groups is None else tuple(groups),
    )
    await desk.audit("report_asked", f"plan:{desk.plan.number}", **{k: v for k, v in wanted.facts.items() if v})
    await send(desk, wanted)


async def remember(
    desk: Desk, period: str, agency_ids: Collection[int] | None = None, groups: Collection[str] | None = None
) -> None:
    """What was asked for by its name or by a button, so that "gửi excel" and "biểu đồ" below it mean this report and not an
    earlier list. A report of the regime stands for the months that it is named after."""
    known = named_period(period) if ".." not in period else chat_period(period, desk.terms.regime)
    names = {i: a.name for i, a in await agency_directory(desk.tx)}
    agency = names[next(iter(agency_ids))] if agency_ids and len(agency_ids) == 1 else None
    group = next(iter(groups)) if groups and len(groups) == 1 else None
    filters = Filters(agency=agency, group=group, first=known.start, last=known.end)
    await narrowing.ask(desk, Query(QueryIntent.EXPORT, filters))


async def send(desk: Desk, wanted: Wanted, **facts: Any) -> None:
    """Puts the wish into the outbox; who may have it is asked before and again when its turn comes."""
    await desk.say(_WORDS.get(wanted.format, REPORT), report=wanted.facts, **facts)


async def _report_pressed(desk: Desk, arguments: list[str]) -> None:
    wanted = _pressed(arguments)
    await _allowed(desk, wanted)
    period = _known(wanted, desk)
    await report(desk, period, wanted.format, live=wanted.live, agency_ids=wanted.agency_ids, groups=wanted.groups)
    await remember(desk, period, wanted.agency_ids, wanted.groups)


async def _allowed(desk: Desk, wanted: Wanted) -> None:
    """Errors: Refused."""
    if not await may_have(desk.tx, desk.who, wanted, desk.plan, desk.on):
        raise Refused


async def may_have(tx: Tx, person: Contact, wanted: Wanted, plan: PlanRow, on: date) -> bool:
    """The whole plan is the admins'; who follows groups sees these, an agency's person its own work."""
    if person.is_admin:
        return True
    if wanted.groups is not None:
        return set(wanted.groups) <= set(await following(tx, person, plan, on))
    return wanted.agency_ids is not None and set(wanted.agency_ids) <= person.own_agencies


def _known(wanted: Wanted, desk: Desk) -> str:
    """Errors: ValueError for a period that no button of ours names."""
    try:
        period = chat_period(wanted.period, desk.terms.regime)
    except UnknownPeriod:
        raise ValueError(wanted.period) from None
    if period.end < desk.plan.issued:
        raise ValueError(wanted.period)
    return period.name


# --- making ---------------------------------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class Made:
    """A report with what is said below its file. `frozen` is what was kept of its period, also where it is not this one."""

    report: Report
    frozen: Snapshot | None
    facts: dict[str, Any]
    buttons: Buttons


@dataclass(frozen=True, slots=True)
class Draft:
    """What was read for a report: `gathered` is None where the one that was frozen is it."""

    wanted: Wanted
    period: Period
    frozen: Snapshot | None
    gathered: Gathered | None
    today: date
    whose: dict[str, Any]

    def made(self, calendar: WorkingCalendar) -> Made:
        """Computes what is wanted, or takes what was frozen. Needs no database."""
        if self.gathered is None:
            assert self.frozen is not None
            computed = from_json(self.frozen.body)
        else:
            computed = self.gathered.report(calendar)
        facts = _facts(computed, self.frozen, self.period, self.wanted, calendar, self.today)
        return Made(computed, self.frozen, facts | self.whose, _buttons(computed, self.period, self.wanted, self.today))


async def read(tx: Tx, wanted: Wanted, plan: PlanRow, regime: Regime, today: date) -> Draft:
    """Errors: UnknownPeriod."""
    period = chat_period(wanted.period, regime)
    frozen = await kept(tx, plan.id, period.name) if period.official else None
    if frozen is not None and not wanted.live and wanted.whole:
        return Draft(wanted, period, frozen, None, today, await _whose(tx, wanted))
    until = _until(wanted, period, today)
    only, groups, log = wanted.agency_ids, wanted.groups, wanted.format == "xlsx"
    gathered = await gather(tx, until, today, agency_ids=only, groups=groups, with_log=log)
    return Draft(wanted, period, frozen, gathered, today, await _whose(tx, wanted))


async def _whose(tx: Tx, wanted: Wanted) -> dict[str, Any]:
    """The agencies and the groups that a file is narrowed to."""
    agencies = {i: a.brief for i, a in await agency_directory(tx)} if wanted.agency_ids else {}
    return {"agencies": [agencies[i] for i in wanted.agency_ids or ()], "groups": list(wanted.groups or ())}


def _until(wanted: Wanted, period: Period, today: date) -> Period:
    """Whose days are reported: today's figures end today; a calendar holds the due dates of its months, past and to come."""
    if wanted.format == "ics":
        return named_period(wanted.period) if ".." not in wanted.period else period
    return replace(period, end=today, next_end=max(period.next_end, today)) if wanted.live else period


def _facts(
    report: Report, frozen: Snapshot | None, period: Period, wanted: Wanted, calendar: WorkingCalendar, today: date
) -> dict[str, Any]:
    then = from_json(frozen.body).tasks if frozen is not None and wanted.live else None
    return {
        "label": report.label,
        "on": report.on,
        "c": cells(report),
        "cut_off": period.end.isoformat() if period.official else None,
        "live": wanted.live,
        "running": period.official and today <= period.end,
        "closed": frozen is not None and not wanted.live and wanted.whole,
        "frozen": {"done": then.done, "overdue": then.open_overdue, "counted": then.counted} if then else None,
        "without_document": len(report.without_document),
        "difficulties": len(report.difficulties),
        "send_by": period.send_by.isoformat() if period.send_by and not wanted.live else None,
        "left": calendar.days_left(period.send_by, today) if period.send_by else 0,
        "late": period.send_by is not None and today > period.send_by,
        "today": today.isoformat(),
        "feed": "",
        "open": sum(i.cell.startswith("open") and report.start <= i.due <= report.end for i in report.items),
    }


def cells(report: Report) -> dict[str, Any]:
    """The four cells of the việc, for the words."""
    names = ("done_on_time", "done_late", "done", "open_in_time", "open_overdue", "open", "total", "counted", "rate")
    return {name: getattr(report.tasks, name) for name in names}


def _buttons(report: Report, period: Period, wanted: Wanted, today: date) -> Buttons:
    """What would embarrass at signing, today's figures or those of the cut-off, the other kind of file."""
    if wanted.format not in _OTHER:
        return []
    row: list[tuple[str, str]] = []
    if report.without_document:
        row.append((f"see_of|{len(report.without_document)}", "nodoc" + wanted.says.removeprefix("report")))
    if wanted.live and period.official:
        row.append(("at_cut_off", replace(wanted, live=False).says))
    elif period.official and period.end < today:
        row.append(("until_today", replace(wanted, live=True).says))
    label, other = _OTHER[wanted.format]
    return [[*row, (label, replace(wanted, format=other).says)]]


# --- what lacks its document ------------------------------------------------------------------------------------------------
async def _see_without_document(desk: Desk, arguments: list[str]) -> None:
    wanted = _pressed(arguments)
    await _allowed(desk, wanted)
    _known(wanted, desk)
    found = (await read(desk.tx, wanted, desk.plan, desk.terms.regime, desk.on)).made(desk.calendar)
    rows = found.report.without_document
    titles = await short_titles(desk.tx, [r.code for r in rows[:MOST_LINES]])
    told = [
        {"code": r.code, "title": titles[r.code], "agency": r.agency_short, "done_on": r.done_on} for r in rows[:MOST_LINES]
    ]
    await desk.say("report.without_document", n=len(rows), on=found.report.on, told=told, more=max(0, len(rows) - MOST_LINES))


PRESSES: dict[str, Press] = {"report": _report_pressed, "nodoc": _see_without_document}
