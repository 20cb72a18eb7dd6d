"""From items to a report: computed once, by pure functions, then only rendered.

Everything is as of one day: the due date then in force, what had been said by then, less what was taken back since.
Source: Báo cáo 1270/BC-TCTTTg (2017) for the four cells; 581/BNV-CCHC for the windows.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from itertools import groupby

from bot.desk import plain
from bot.facts import item_facts
from bot.figures import activity_cell, counts
from bot.reports.report import ActivityRow, AgencyRow, Difficulty, GroupRow, ItemRow, PlanFacts, Report, UpdateRow
from bot.wording import full_date, words
from plan_data.calendar import WorkingCalendar
from plan_data.model import OccurrenceKind
from plan_data.periods import Period
from plan_data.status import Cell, UpdateKind, effective
from storage.occurrences import Item

COMING_DAYS = 92
"""How far ahead the part "nhiệm vụ kỳ tới" looks: a quarter."""


def build(
    items: Sequence[Item], plan: PlanFacts, period: Period, calendar: WorkingCalendar, today: date, *, with_log: bool = False
) -> Report:
    """The report of a period, its figures as of its end, or of today while it still runs."""
    on = min(period.end, today)
    then = [as_of(i, on) for i in items]
    rows = [_item_row(i, calendar, on) for i in then]
    dated = [r for i, r in zip(then, rows, strict=True) if i.kind is not OccurrenceKind.CHECK_IN]
    lines = tuple(_activity_rows(then, calendar, on))
    by_group = _by_group(lines, plan)
    return Report(
        plan_number=plan.number,
        plan_title=plan.title,
        plan_short=plan.short_title,
        plan_issued=plan.issued.isoformat(),
        office=plan.office,
        year=plan.year,
        period=period.name,
        label=period.label,
        start=period.start.isoformat(),
        end=period.end.isoformat(),
        send_by=period.send_by.isoformat() if period.send_by else "",
        on=on.isoformat(),
        made_on=today.isoformat(),
        tasks=counts(r.cell for r in dated),
        activities=counts(line.cell for line in lines),
        ongoing=sum(line.cell == Cell.ONGOING for line in lines),
        groups=tuple(by_group),
        agencies=tuple(_by_agency(dated)),
        items=tuple(rows),
        lines=lines,
        difficulties=tuple(_difficulties(then, calendar, on)),
        coming=tuple(r for r in dated if _is_open(r) and on.isoformat() < r.due and _days(on, r.due) <= COMING_DAYS),
        without_document=tuple(r for i, r in zip(then, rows, strict=True) if _lacks_document(i, r)),
        updates=tuple(_log(then)) if with_log else (),
    )


def as_of(item: Item, on: date) -> Item:
    """The item as it stood at the end of a day."""
    known = tuple(u for u in effective(item.updates) if u.on <= on)
    granted = [u.until for u in known if u.kind is UpdateKind.EXTENSION_GRANTED and u.until]
    return replace(item, due=granted[-1] if granted else item.planned_due, updates=known)


# --- rows -----------------------------------------------------------------------------------------------------------------
def _item_row(item: Item, calendar: WorkingCalendar, on: date) -> ItemRow:
    s = item.standing(calendar, on)
    facts = item_facts(item, calendar, on)
    done = s.report if s.done else None
    return ItemRow(
        key=item.key,
        code=item.code,
        title=item.title,
        period=item.period if item.kind is OccurrenceKind.PERIODIC else "",
        product=item.product,
        agency=item.agency,
        agency_short=item.agency_short,
        planned_due=item.planned_due.isoformat(),
        due=item.due.isoformat(),
        cell=str(s.cell),
        state=plain(words("vi").tell("item.state", {"i": facts})),
        percent=s.percent,
        done_on=(done.happened_on or done.on).isoformat() if done else "",
        document=s.document,
        overdue_days=s.overdue_days,
    )


def _activity_rows(items: Sequence[Item], calendar: WorkingCalendar, on: date) -> Iterable[ActivityRow]:
    for _, own in groupby(sorted(items, key=lambda i: (i.position, i.due, i.id)), key=lambda i: i.position):
        yield _activity_row(list(own), calendar, on)


def _activity_row(own: Sequence[Item], calendar: WorkingCalendar, on: date) -> ActivityRow:
    first = own[0]
    standings = [i.standing(calendar, on) for i in own]
    cell = activity_cell([s.cell for s in standings])
    extended = [
        f"{i.agency_short + ': ' if len({o.agency_id for o in own}) > 1 else ''}{full_date(i.due)} ({_decision(i)})"
        for i in own
        if i.due != i.planned_due
    ]
    blocked = [(i, s.blocked) for i, s in zip(own, standings, strict=True) if s.blocked is not None]
    several = len({i.agency_id for i in own}) > 1
    return ActivityRow(
        code=first.code,
        group=first.group,
        title=first.title,
        product=first.product,
        lead=first.lead_text,
        coordinating=first.coordinating_text,
        deadline=first.deadline_text,
        extended="; ".join(extended),
        result=_result(own, calendar, on),
        documents="; ".join(dict.fromkeys(s.document for s in standings if s.document)),
        cell=str(cell),
        difficulty="; ".join(f"{i.agency_short + ': ' if several else ''}{said}" for i, said in blocked if said),
    )


def _result(own: Sequence[Item], calendar: WorkingCalendar, on: date) -> str:
    """ "đang thực hiện, 60%" of a single việc; of several how many stand where."""
    if len(own) == 1:
        return _item_row(own[0], calendar, on).state
    cells = Counter(i.standing(calendar, on).cell for i in own)
    done = cells[Cell.DONE_ON_TIME] + cells[Cell.DONE_LATE]
    told = [f"{done}/{len(own) - cells[Cell.ONGOING]} việc hoàn thành"] if len(own) > cells[Cell.ONGOING] else ["thường xuyên"]
    if cells[Cell.OPEN_OVERDUE]:
        late = [i.agency_short for i in own if i.standing(calendar, on).overdue]
        named = ", ".join(dict.fromkeys(late[:3])) + (f" và {len(set(late)) - 3} cơ quan khác" if len(set(late)) > 3 else "")
        told.append(f"{cells[Cell.OPEN_OVERDUE]} việc quá hạn ({named})")
    return ", ".join(told)


def _decision(item: Item) -> str:
    """The document that extended it; its absence is said."""
    rows = [u for u in item.updates if u.kind in (UpdateKind.EXTENSION_GRANTED, UpdateKind.EXTENSION_DOCUMENT)]
    return next((u.document for u in reversed(rows) if u.document), "chưa có văn bản")


def _by_group(lines: Sequence[ActivityRow], plan: PlanFacts) -> Iterable[GroupRow]:
    for numeral, title, followed_by in plan.groups:
        yield GroupRow(numeral, title, followed_by, counts(line.cell for line in lines if line.group == numeral))


def _by_agency(dated: Sequence[ItemRow]) -> list[AgencyRow]:
    """Those with overdue work first, the most on top."""
    names = dict.fromkeys((r.agency, r.agency_short) for r in dated)
    cells: dict[str, list[str]] = {}
    for r in dated:
        cells.setdefault(r.agency, []).append(r.cell)
    rows = [AgencyRow(name, short, counts(cells[name])) for name, short in names]
    return sorted(rows, key=lambda a: (-a.counts.open_overdue, a.name))


def _difficulties(items: Sequence[Item], calendar: WorkingCalendar, on: date) -> Iterable[Difficulty]:
    for item in items:
        s = item.standing(calendar, on)
        if s.blocked is not None and s.report is not None and not s.done:
            yield Difficulty(item.code, item.short_title, item.agency, s.blocked, s.report.on.isoformat())


def _lacks_document(item: Item, row: ItemRow) -> bool:
    done = row.cell in (Cell.DONE_ON_TIME, Cell.DONE_LATE)
    return done and not row.document and not item.done_at_import and item.kind is not OccurrenceKind.CHECK_IN


def _is_open(row: ItemRow) -> bool:
    return row.cell in (Cell.OPEN_IN_TIME, Cell.OPEN_OVERDUE)


def _days(on: date, due: str) -> int:
    return (date.fromisoformat(due) - on).days


def _log(items: Sequence[Item]) -> list[UpdateRow]:
    told = words("vi")
    rows = [
        UpdateRow(
            u.at.isoformat(),
            i.code,
            i.agency,
            u.by,
            plain(told.tell("label.update", {"kind": str(u.kind)})),
            u.words,
            u.percent,
            u.until.isoformat() if u.until else "",
            u.document,
        )
        for i in items
        for u in i.updates
    ]
    return sorted(rows, key=lambda r: r.at)
