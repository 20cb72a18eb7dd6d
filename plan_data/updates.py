"""What was said about a piece of work, and what was decided about it: rows that are appended and never edited.

An undo is another row (`effective`), so that a correction of yesterday changes today's answer.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class UpdateKind(StrEnum):
    """What a person said about an occurrence, or what was decided about it."""

    DONE = "done"
    PROGRESS = "progress"
    NOT_DONE = "not_done"
    BLOCKED = "blocked"
    ACK = "ack"
    SNOOZE = "snooze"
    DOCUMENT = "document"
    EXTENSION_ASKED = "extension_asked"
    EXTENSION_GRANTED = "extension_granted"
    EXTENSION_REFUSED = "extension_refused"
    EXTENSION_COUNTERED = "extension_countered"
    EXTENSION_WITHDRAWN = "extension_withdrawn"
    EXTENSION_DOCUMENT = "extension_document"
    CONFIRMED = "confirmed"
    RETURNED = "returned"
    BLOCKER_GIVEN = "blocker_given"
    BLOCKER_ANSWERED = "blocker_answered"
    BLOCKER_RESOLVED = "blocker_resolved"
    REASSIGN_ASKED = "reassign_asked"
    REASSIGN_GRANTED = "reassign_granted"
    REASSIGN_REFUSED = "reassign_refused"
    DUE_CHANGED = "due_changed"
    PLAN_LEFT = "plan_left"
    PLAN_REJOINED = "plan_rejoined"
    CHANGE_DOCUMENT = "change_document"
    UNDO = "undo"


REPORTS = frozenset({UpdateKind.DONE, UpdateKind.PROGRESS, UpdateKind.NOT_DONE, UpdateKind.BLOCKED})
"""The kinds that say how the work goes: the newest of them decides the label."""

ANSWERS = REPORTS | {
    UpdateKind.ACK,
    UpdateKind.SNOOZE,
    UpdateKind.DOCUMENT,
    UpdateKind.EXTENSION_ASKED,
    UpdateKind.EXTENSION_WITHDRAWN,
    UpdateKind.REASSIGN_ASKED,
    UpdateKind.UNDO,
}
"""What an agency says of its work; the other kinds are decisions about it."""

CHANGES = frozenset({UpdateKind.DUE_CHANGED, UpdateKind.PLAN_LEFT, UpdateKind.PLAN_REJOINED})
"""What the office changes of the plan itself; `plan_data.changes` reads them."""

OF_DECISIONS = CHANGES | {kind for kind in UpdateKind if kind.startswith(("extension_", "change_"))}
"""Their document number is the decision's, not the one that shows the work."""

ENDS_A_REQUEST = frozenset(
    {
        UpdateKind.EXTENSION_GRANTED,
        UpdateKind.EXTENSION_REFUSED,
        UpdateKind.EXTENSION_WITHDRAWN,
        UpdateKind.DONE,
        UpdateKind.REASSIGN_GRANTED,
        UpdateKind.DUE_CHANGED,
        UpdateKind.PLAN_LEFT,
    }
)
"""After these nothing of an extension is left to decide: a finished task needs none, another agency has asked for none, and
what a document has settled is settled."""

ENDS_A_PROPOSAL = frozenset({UpdateKind.REASSIGN_GRANTED, UpdateKind.REASSIGN_REFUSED, UpdateKind.DONE, UpdateKind.PLAN_LEFT})


@dataclass(frozen=True, slots=True)
class StatusUpdate:
    """A person said something about an occurrence at a moment, in these words.

    `on` is the local date of `at`; `happened_on` a date the words name that looks back (a document's, an event's);
    `until` one that looks forward (a promise, a snooze, an extension). `file_id` is the provider's id of a photo or a file that
    shows the work; `agency_id` (by name: `agency`) whom a blocker was given to, or whose work it is said to be.
    `source`: how it came ("document", "phone") where the office wrote it down for the agency; else empty.
    """

    id: int
    kind: UpdateKind
    at: datetime
    on: date
    words: str = ""
    percent: int | None = None
    until: date | None = None
    document: str = ""
    happened_on: date | None = None
    note: str = ""
    by: str = ""
    undoes: int | None = None
    file_id: str = ""
    file_name: str = ""
    agency_id: int | None = None
    agency: str = ""
    source: str = ""


def effective(updates: Iterable[StatusUpdate]) -> tuple[StatusUpdate, ...]:
    """The updates that still stand, oldest first: what an undo took back is left out, and an undone undo gives it back."""
    taken_back: set[int] = set()
    standing_rows: list[StatusUpdate] = []
    for update in sorted(updates, key=lambda u: u.id, reverse=True):
        if update.id in taken_back:
            continue
        if update.kind is UpdateKind.UNDO:
            if update.undoes is not None:
                taken_back.add(update.undoes)
        else:
            standing_rows.append(update)
    return tuple(reversed(standing_rows))
