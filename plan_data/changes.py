"""What the office changed of the plan after it was issued: another due date, work taken out of it. Each stands on a document.

Rows of the log like every other: the date first planned is never rewritten, and taking a change back brings what was before.
A change is not an extension: nobody asked for it, so it is not counted among them ("gia hạn lần N").
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from plan_data.updates import CHANGES, StatusUpdate, UpdateKind

SETS_DUE = (UpdateKind.EXTENSION_GRANTED, UpdateKind.DUE_CHANGED)


@dataclass(frozen=True, slots=True)
class Change:
    """A change in force with the document that made it, empty while nobody has given its number."""

    row: StatusUpdate
    document: str


def changes(updates: Sequence[StatusUpdate]) -> tuple[Change, ...]:
    """Every change, oldest first; a number given later belongs to the newest change before it. `updates` are effective ones."""
    found: list[Change] = []
    for update in updates:
        if update.kind in CHANGES:
            found.append(Change(update, update.document))
        elif update.kind is UpdateKind.CHANGE_DOCUMENT and found:
            found[-1] = Change(found[-1].row, update.document)
    return tuple(found)


def due_in_force(planned: date, updates: Sequence[StatusUpdate]) -> date:
    """The date set last, by an extension or by a change; else the planned one. `updates` are effective ones."""
    return next((u.until for u in reversed(updates) if u.kind in SETS_DUE and u.until is not None), planned)


def due_change(updates: Sequence[StatusUpdate]) -> Change | None:
    """The change that set the due date in force; None where it is the planned one or an extension's."""
    newest = next((u for u in reversed(updates) if u.kind in SETS_DUE), None)
    if newest is None or newest.kind is not UpdateKind.DUE_CHANGED:
        return None
    return next(c for c in changes(updates) if c.row.id == newest.id)


def taken_out(updates: Sequence[StatusUpdate]) -> Change | None:
    """The change that took the work out of the plan, while it is out. `updates` are effective ones."""
    of_plan = [c for c in changes(updates) if c.row.kind is not UpdateKind.DUE_CHANGED]
    return of_plan[-1] if of_plan and of_plan[-1].row.kind is UpdateKind.PLAN_LEFT else None
