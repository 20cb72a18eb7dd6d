"""Beside the work in a morning message: the call for data before a cut-off, and the day on which a report is due.

The call goes to those who owe something for the report, inside a message that is sent anyway and only in the first one of those
days: it is no word of its own.
"""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from bot.digest import Buttons
from bot.sending_files import Wanted
from plan_data.calendar import WorkingCalendar
from plan_data.model import OccurrenceKind
from plan_data.regime import Regime, ReportingPeriod
from plan_data.status import Label
from plan_data.updates import effective
from scheduler.reporting import called_from, calling, reminded_of
from storage.occurrences import Item, all_items
from storage.people import Contact
from storage.queries import had_morning
from storage.store import Tx

MOST_CODES = 5


async def call(
    tx: Tx, person: Contact, year: int, regime: Regime, calendar: WorkingCalendar, day: date, asked: Collection[int]
) -> dict[str, Any] | None:
    """The facts of `report.call` for the morning message of `day`, which asks about the items `asked` itself; None where
    nothing more is called for, or was called for already."""
    period = calling(regime.periods(year), calendar, day)
    if period is None or not person.own_agencies:
        return None
    if await had_morning(tx, person.id, called_from(period, calendar), day):
        return None
    return call_facts(await all_items(tx, person.own_agencies), period, calendar, day, asked)


def call_facts(
    items: Sequence[Item], period: ReportingPeriod, calendar: WorkingCalendar, on: date, asked: Collection[int] = ()
) -> dict[str, Any] | None:
    """What agencies owe for the report of a period: numbers of documents, results of what is due by the cut-off, and of ongoing
    work that is not asked about beside it."""
    standings = [(i, i.standing(calendar, on)) for i in items]
    dated = [(i, s) for i, s in standings if i.kind is not OccurrenceKind.CHECK_IN]
    finished = [i for i, s in dated if s.done and not s.document and not i.done_at_import and _since(i, period)]
    unreported = [i for i, s in dated if not i.settled and not i.held and i.due <= period.cut_off]
    silent = [i for i, s in standings if s.label is Label.ONGOING_SILENT and i.period == period.name]
    ongoing = [i for i in silent if i.id not in asked]
    if not finished and not unreported and not ongoing:
        return None
    return {
        "label": spoken(period),
        "cut_off": period.cut_off.isoformat(),
        "left": calendar.days_left(period.cut_off, on),
        "today": on.isoformat(),
        "without_document": _codes(finished),
        "unreported": _codes(unreported),
        "ongoing": _codes(ongoing),
    }


def _since(item: Item, period: ReportingPeriod) -> bool:
    return item.done and item.closed_on is not None and item.closed_on >= period.start and bool(effective(item.updates))


def _codes(items: Sequence[Item]) -> dict[str, Any]:
    codes = list(dict.fromkeys(i.code for i in items))
    return {"codes": codes[:MOST_CODES], "more": max(0, len(codes) - MOST_CODES)}


def reminder(
    person: Contact, year: int, regime: Regime, calendar: WorkingCalendar, day: date
) -> tuple[dict[str, Any], Buttons] | None:
    """The facts of `report.due_soon` for an admin's morning message of `day`, with the button that gets the report."""
    period = reminded_of(regime.periods(year), calendar, day, person.quiet_weekdays) if person.is_admin else None
    if period is None:
        return None
    facts = {
        "label": spoken(period),
        "send_by": period.send_by.isoformat(),
        "left": calendar.days_left(period.send_by, day),
        "today": day.isoformat(),
    }
    return facts, [[["report", Wanted(period.name).says]]]


def spoken(period: ReportingPeriod) -> str:
    """ "quý I", "6 tháng", "năm": as it stands after "báo cáo"."""
    return period.label[0].lower() + period.label[1:]
