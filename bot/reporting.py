"""From the database to a report: gathers what `bot.reports.building` computes from. Of a large plan computing takes seconds:
whoever serves people gathers inside a transaction and computes outside of it, beside the event loop."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from bot.errors import BadInput, NoPlan, PeriodOutside
from bot.reports.building import build
from bot.reports.report import PlanFacts, Report
from bot.wording import full_date
from plan_data.agencies import Directory
from plan_data.calendar import WorkingCalendar
from plan_data.periods import Period, between, named_period
from plan_data.regime import REGIME, Regime
from storage.occurrences import Item, all_items, items_as_of
from storage.plans import agency_directory, current_plan, plan_groups
from storage.store import Tx


@dataclass(frozen=True, slots=True)
class Gathered:
    """What a report of a period is computed from, as it was read at one moment."""

    items: tuple[Item, ...]
    plan: PlanFacts
    period: Period
    today: date
    with_log: bool

    def report(self, calendar: WorkingCalendar) -> Report:
        """Needs no database."""
        return build(self.items, self.plan, self.period, calendar, self.today, with_log=self.with_log)


async def gather(
    tx: Tx,
    period: Period,
    today: date,
    *,
    agency_ids: Collection[int] | None = None,
    groups: Collection[str] | None = None,
    with_log: bool = False,
) -> Gathered:
    """For a report on the whole plan, or on what these agencies lead, or on these groups. `with_log`: with every update, for
    the workbook. Errors: NoPlan, PeriodOutside where it ended before the plan was issued."""
    plan = await current_plan(tx)
    if plan is None:
        raise NoPlan
    if period.end < plan.issued:
        raise PeriodOutside(period.label, f"kết thúc trước ngày ban hành Kế hoạch ({full_date(plan.issued)})")
    named = tuple(g for g in await plan_groups(tx, plan.id) if groups is None or g[0] in groups)
    facts = PlanFacts(plan.number, plan.title, plan.short_title, plan.issued, plan.office, plan.year, named)
    found = await (all_items(tx, agency_ids) if with_log else items_as_of(tx, min(period.end, today), agency_ids))
    return Gathered(tuple(i for i in found if groups is None or i.group in groups), facts, period, today, with_log)


async def report_of(
    tx: Tx,
    period: Period,
    calendar: WorkingCalendar,
    today: date,
    *,
    agency_ids: Collection[int] | None = None,
    groups: Collection[str] | None = None,
    with_log: bool = False,
) -> Report:
    """The report at once, for who serves nobody meanwhile. Errors: those of `gather`."""
    found = await gather(tx, period, today, agency_ids=agency_ids, groups=groups, with_log=with_log)
    return found.report(calendar)


async def agency_named(tx: Tx, said: str, on: date) -> int:
    """The agency that a person at the command line means. Errors: NoPlan, BadInput where it is none or not one."""
    recorded = await agency_directory(tx, on)
    if not recorded:
        raise NoPlan
    found = Directory(tuple(a for _, a in recorded)).find(said)
    if len(found) != 1:
        names = ": " + ", ".join(a.name for a in found[:4]) if found else ""
        raise BadInput(f"Không rõ cơ quan “{said}”{names}.")
    return next(i for i, a in recorded if a.name == found[0].name)


def asked_period(name: str | None, start: str | None, end: str | None, *, official: bool, regime: Regime = REGIME) -> Period:
    """The period as asked for at the command line: by its name, or from a day to a day. Errors: BadInput, UnknownPeriod."""
    if name is not None and start is None and end is None:
        return named_period(name, official=official, regime=regime)
    if name is None and start is not None and end is not None and not official:
        return between(_day(start), _day(end))
    raise BadInput("Chọn kỳ: --period 2024-Q1 (có thể thêm --official), hoặc --from 2024-01-01 --to 2024-03-31.")


def _day(text: str) -> date:
    try:
        return datetime.strptime(text, "%Y-%m-%d").date()  # noqa: DTZ007  # a day has no zone
    except ValueError:
        raise BadInput(f"Không đọc được ngày “{text}”. Ví dụ đúng: 2024-01-01.") from None
