"""An item as plain facts for the words: JSON, so that it can wait in the outbox."""

from datetime import date
from typing import Any

from plan_data.calendar import WorkingCalendar
from plan_data.changes import due_change, taken_out
from plan_data.gist import Outline
from plan_data.model import OccurrenceKind
from plan_data.status import Cell, Label, Standing
from plan_data.updates import effective
from scheduler.escalation import promised
from storage.occurrences import Item

MOST_LINES = 10
"""A list on a phone: ten lines, then "và N việc khác"."""
MARKS = {
    "overdue": "🔴",
    "blocked": "⛔",
    "waiting": "⏳",
    "soon": "🟡",
    "doing": "🔵",
    "open": "⚪",
    "done": "✅",
    "ongoing": "🔁",
    "out": "➖",
}


def mark(standing: Standing | Outline) -> str:
    """At most one mark an item; of two that apply the more pressing."""
    if standing.done:
        return MARKS["done"]
    if standing.cell is Cell.OUT_OF_PLAN:
        return MARKS["out"]
    if standing.cell is Cell.ONGOING:
        return MARKS["ongoing"]
    if standing.overdue:
        return MARKS["overdue"]
    if standing.blocked_since is not None:
        return MARKS["blocked"]
    if standing.awaiting or standing.extension_asked is not None:
        return MARKS["waiting"]
    if standing.due_soon:
        return MARKS["soon"]
    return MARKS["doing"] if standing.label is Label.IN_PROGRESS else MARKS["open"]


def title(item: Item) -> str:
    """The short title, with the period of a series after it, and the agency it came from by a merger."""
    more = [item.period] if item.kind is OccurrenceKind.PERIODIC else []
    more += [item.formerly] if item.formerly else []
    return f"{item.short_title} ({', '.join(more)})" if more else item.short_title


def item_facts(item: Item, calendar: WorkingCalendar, on: date) -> dict[str, Any]:
    """What a sentence about the item may need on the day `on`. Dates are ISO strings, days are working days."""
    return facts_of(item, item.standing(calendar, on), calendar, on)


def facts_of(item: Item, s: Standing, calendar: WorkingCalendar, on: date) -> dict[str, Any]:
    """The same where its standing on that day is known already."""
    report = s.report
    history = effective(item.updates)
    changed, left = due_change(history), taken_out(history)
    promise = promised(history) if not s.done else None
    return {
        "id": item.id,
        "on": on.isoformat(),
        "code": item.code,
        "title": title(item),
        "product": item.product,
        "agency": item.agency,
        "agency_short": item.agency_short,
        "due": item.due.isoformat(),
        "planned_due": item.planned_due.isoformat(),
        "deadline_words": item.deadline_text if item.kind is OccurrenceKind.DATED and item.due == item.planned_due else "",
        "kind": str(item.kind),
        "mark": mark(s),
        "cell": str(s.cell),
        "label": str(s.label),
        "done": s.done,
        "overdue_days": s.overdue_days,
        "past_due": on > item.due,
        "days_left": s.days_left,
        "percent": s.percent if not s.done else None,
        "blocked": shortened(s.blocked, 100) if s.blocked is not None else None,
        "blocked_owner": s.blocker.owner if s.blocker else "",
        "blocked_days": s.blocker.age(calendar, on) if s.blocker else 0,
        "cleared_on": s.cleared_on.isoformat() if s.cleared_on else None,
        "proposed": s.proposal is not None,
        "proposed_to": s.proposal.agency if s.proposal else "",
        "awaiting": s.awaiting,
        "returned": s.returned.note if s.returned else None,
        "returned_on": s.returned.on.isoformat() if s.returned else None,
        "extension_asked": s.extension_asked.isoformat() if s.extension_asked else None,
        "countered_to": s.countered_to.isoformat() if s.countered_to else None,
        "extended": s.extended,
        "extension_document": s.extension_document,
        "changed": changed is not None,
        "changed_by": changed.document if changed else "",
        "out": left is not None,
        "out_on": left.row.on.isoformat() if left else None,
        "out_by": left.document if left else "",
        "out_why": shortened(left.row.note, 100) if left else "",
        "added": item.added_on is not None,
        "added_by": item.basis,
        "document": s.document,
        "files": [u.file_name for u in history if u.file_id],
        "report_by": report.by if report else "",
        "behalf": report.source if report else "",
        "report_on": report.on.isoformat() if report else None,
        "report_at": report.at.isoformat() if report else None,
        "report_words": shortened(report.words) if report else "",
        "promised": promise.isoformat() if promise else None,
    }


def after_answer(item: Item, calendar: WorkingCalendar, on: date) -> dict[str, Any]:
    """The facts with what comes next: the day of the next word, and whether it is quiet until the due date."""
    nudge = item.next_nudge(calendar, max(on, item.nudged_through))
    return item_facts(item, calendar, on) | {
        "next_word_on": nudge.on.isoformat() if nudge else None,
        "quiet_until_due": bool(nudge and nudge.on > item.due >= on),
    }


def shortened(words: str, most: int = 60) -> str:
    """A person's words for a line of a list."""
    words = " ".join(words.split())
    return words if len(words) <= most else words[: most - 1].rstrip() + "…"


def button_labels(items: list[Item]) -> dict[int, str]:
    """A button a code; where one code stands twice (two months of a series) with its period."""
    codes = [i.code for i in items]
    short = {i.id: i.period.replace("tháng ", "th.") for i in items}
    return {
        i.id: i.code if codes.count(i.code) == 1 else f"{i.code} {short[i.id] or i.formerly or i.agency_short}"[:14]
        for i in items
    }
