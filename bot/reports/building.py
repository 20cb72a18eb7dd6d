"""From items to a report: computed once, by pure functions, then only rendered.

Everything is as of one day: the due date then in force, what had been said by then, less what was taken back since.
Source: 581/BNV-CCHC for the windows; the numbers are `bot.figures`.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime

from bot.desk import plain
from bot.facts import facts_of
from bot.figures import activity_cell, counts, figures, one_of_ongoing
from bot.reports.report import (
    ActivityRow,
    AgencyRow,
    Coming,
    Difficulty,
    GroupRow,
    ItemRow,
    PlanFacts,
    Report,
    UpdateRow,
    Wish,
)
from bot.reports.telling import tell
from bot.wording import words
from plan_data.calendar import WorkingCalendar
from plan_data.changes import SETS_DUE, due_change, due_in_force
from plan_data.model import OccurrenceKind
from plan_data.periods import Period
from plan_data.status import Cell, Standing, named_date, open_request
from plan_data.text import fold
from plan_data.updates import StatusUpdate, UpdateKind, effective
from storage.occurrences import Item

MOST_NAMED = 3
"""Agencies or documents that one cell of the annex names; of the others it says how many."""

Row = tuple[Item, Standing]


def build(
    items: Sequence[Item], plan: PlanFacts, period: Period, calendar: WorkingCalendar, today: date, *, with_log: bool = False
) -> Report:
    """The report of a period, its figures as of its end, or of today while it still runs."""
    on = min(period.end, today)
    then = [as_of(i, on) for i in items]
    said = {i.id: _said(i, on) for i in items}
    standings = [(i, i.standing(calendar, on)) for i in then]
    rows = one_of_ongoing(standings)
    lines = [_item_row(i, s, said[i.id], calendar, on) for i, s in rows]
    numbers = figures(rows)
    shorts = {i.agency: i.agency_short for i, _ in rows}
    agencies = [AgencyRow(name, shorts[name], c) for name, c in numbers.agencies.items()]
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
        next_end=period.next_end.isoformat(),
        send_by=period.send_by.isoformat() if period.send_by else "",
        on=on.isoformat(),
        made_on=today.isoformat(),
        tasks=numbers.tasks,
        activities=numbers.activities,
        done_in_period=sum(period.start.isoformat() <= r.done_on <= on.isoformat() for r in lines),
        groups=tuple(GroupRow(n, title, by, numbers.groups.get(n, counts(()))) for n, title, by in plan.groups),
        agencies=tuple(sorted(agencies, key=lambda a: (-a.counts.open_overdue, fold(a.name)))),
        items=tuple(lines),
        lines=tuple(_activity_rows(rows, plan, calendar, on)),
        difficulties=tuple(_difficulties(standings, period, on)),
        wishes=tuple(_wishes(rows)),
        coming=tuple(_coming(rows, on, period.next_end)),
        without_document=tuple(r for (i, s), r in zip(rows, lines, strict=True) if s.done and s.report and not r.document),
        updates=tuple(_log(items, on)) if with_log else (),
    )


def as_of(item: Item, on: date) -> Item:
    """The item as it stood at the end of a day. What was decided of its date since is not yet in force."""
    rows = effective(item.updates)
    known = tuple(u for u in rows if u.on <= on)
    decided_since = any(u.kind in SETS_DUE and u.on > on for u in rows)
    due = due_in_force(item.planned_due, known) if decided_since else item.due
    if known == item.updates and due == item.due:
        return item
    return replace(item, due=due, updates=known)


def _date_document(item: Item, s: Standing) -> str:
    """The document that set the date in force: of a change by the office, else of the extension."""
    change = due_change(effective(item.updates))
    return change.document if change is not None else s.extension_document


def _said(item: Item, on: date) -> tuple[int, datetime | None]:
    """How often something was said up to that day, and when last; of a brief item nothing was said since."""
    if item.brief:
        return item.times_said, item.said_at
    moments = [u.at for u in item.updates if u.on <= on]
    return len(moments), max(moments, default=None)


# --- việc -----------------------------------------------------------------------------------------------------------------
def _item_row(item: Item, s: Standing, said: tuple[int, datetime | None], calendar: WorkingCalendar, on: date) -> ItemRow:
    dated = s.cell is not Cell.ONGOING
    number, named = _document(item, s)
    times, newest = said
    return ItemRow(
        key=item.key,
        code=item.code,
        group=item.group,
        title=item.title,
        short_title=item.short_title,
        period=item.period if item.kind is OccurrenceKind.PERIODIC else "",
        product=item.product,
        agency=item.agency,
        agency_short=item.agency_short,
        planned_due=item.planned_due.isoformat() if dated else "",
        due=item.due.isoformat() if dated else "",
        cell=str(s.cell),
        state=plain(words("vi").tell("item.state", {"i": facts_of(item, s, calendar, on)})),
        percent=s.percent,
        done_on=_done_on(item, s),
        document=number,
        document_on=named.isoformat() if named else "",
        overdue_days=s.overdue_days,
        difficulty=s.blocked or "",
        changes=times,
        changed_at=newest.isoformat() if newest else "",
    )


def _done_on(item: Item, s: Standing) -> str:
    if not s.done or s.report is None:
        return ""
    return (named_date(item.updates, s.report) or s.report.on).isoformat()


def _document(item: Item, s: Standing) -> tuple[str, date | None]:
    """The number that shows the work, with its date where one was given."""
    row = next((u for u in reversed(item.updates) if s.document and u.document == s.document), None)
    return s.document, row.happened_on if row else None


# --- hoạt động ------------------------------------------------------------------------------------------------------------
def _activity_rows(rows: Sequence[Row], plan: PlanFacts, calendar: WorkingCalendar, on: date) -> Iterator[ActivityRow]:
    """In the order of the groups, the tasks that the plan's text sets at the end of theirs."""
    order = {numeral: n for n, (numeral, _, _) in enumerate(plan.groups)}
    by_activity: dict[tuple[int, int], list[Row]] = {}
    for item, s in rows:
        by_activity.setdefault((order.get(item.group, len(order)), item.position), []).append((item, s))
    for key in sorted(by_activity):
        yield _activity_row(by_activity[key], calendar, on)


def _activity_row(own: Sequence[Row], calendar: WorkingCalendar, on: date) -> ActivityRow:
    first = own[0][0]
    several = len({i.agency_id for i, _ in own}) > 1
    cell = activity_cell(s.cell for _, s in own)
    extended = [
        tell("extended", agency=i.agency_short if several else "", due=i.due.isoformat(), document=_date_document(i, s))
        for i, s in own
        if i.due != i.planned_due
    ]
    blocked = [tell("named", agency=i.agency_short if several else "", words=s.blocked) for i, s in own if s.blocked]
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
        documents=_documents(own, cell),
        cell=str(cell),
        difficulty="; ".join(blocked),
        moved=any(s.done or s.report is not None for _, s in own),
    )


def _result(own: Sequence[Row], calendar: WorkingCalendar, on: date) -> str:
    """What became of a single việc; of several how many stand where."""
    if len(own) == 1:
        item, s = own[0]
        return tell("result", i=facts_of(item, s, calendar, on), done_on=_done_on(item, s))
    c = counts(s.cell for _, s in own)
    late = list(dict.fromkeys(i.agency_short for i, s in own if s.overdue))
    more = max(0, len(late) - MOST_NAMED)
    return tell("results", done=c.done, n=c.total, late=c.open_overdue, names=late[:MOST_NAMED], more=more)


def _documents(own: Sequence[Row], cell: Cell) -> str:
    found = list(dict.fromkeys(_document(i, s) for i, s in own if s.document))
    told = [tell("document", number=number, on=named.isoformat() if named else "") for number, named in found[:MOST_NAMED]]
    if told:
        return tell("documents", told=told, more=len(found) - len(told))
    by_plan = all(i.done_at_import for i, _ in own)
    return tell("no_document") if cell in (Cell.DONE_ON_TIME, Cell.DONE_LATE) and not by_plan else ""


# --- what is in the way, what is asked for, what comes --------------------------------------------------------------------
def _difficulties(rows: Sequence[Row], period: Period, on: date) -> Iterator[Difficulty]:
    """Open blockers; of ongoing work those told in the period, or of a check-in that is not over."""
    for item, s in rows:
        told = s.blocker
        if told is None or (s.cell is Cell.ONGOING and told.report.on < period.start and item.due < on):
            continue
        yield Difficulty(item.code, item.short_title, item.agency, told.words, told.since.isoformat(), told.owner)


def _wishes(rows: Sequence[Row]) -> Iterator[Wish]:
    for item, s in rows:
        asked = open_request(item.updates) if s.extension_asked is not None else None
        if asked is not None and asked.until is not None:
            due, until = item.due.isoformat(), asked.until.isoformat()
            yield Wish(item.code, item.short_title, item.agency, asked.note or asked.words, due, until)


def _coming(rows: Sequence[Row], on: date, until: date) -> Iterator[Coming]:
    """Open việc due after the day of the figures, an activity a row, by its first date."""
    found: dict[str, list[Item]] = {}
    for item, s in rows:
        if s.cell is Cell.OPEN_IN_TIME and on < item.due <= until:
            found.setdefault(item.code, []).append(item)
    for own in sorted(found.values(), key=lambda own: (min(i.due for i in own), own[0].position)):
        agencies = tuple(dict.fromkeys(i.agency_short for i in own))
        names = agencies if len(agencies) > 1 else (own[0].agency,)
        dues = tuple(sorted({i.due.isoformat() for i in own}))
        yield Coming(own[0].code, own[0].title, own[0].product, names, dues)


def _log(items: Iterable[Item], on: date) -> list[UpdateRow]:
    """All that was said up to that day, what was taken back and its taking back included; in the order it was said."""
    told = {kind: plain(words("vi").tell("label.update", {"kind": str(kind)})) for kind in UpdateKind}
    rows = sorted(((u.id, u, i) for i in items for u in i.updates if u.on <= on), key=lambda row: row[0])
    return [_logged(i, u, told[u.kind]) for _, u, i in rows]


def _logged(item: Item, said: StatusUpdate, kind: str) -> UpdateRow:
    return UpdateRow(
        at=said.at.isoformat(),
        code=item.code,
        agency=item.agency,
        by=said.by,
        kind=kind,
        words=said.words or said.note,
        percent=said.percent,
        until=said.until.isoformat() if said.until else "",
        document=said.document,
    )
