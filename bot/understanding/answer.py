"""What a person's words were understood as. Frozen, without behaviour: the readers fill it, the conversation acts on it."""

from dataclasses import dataclass
from datetime import date as Day
from enum import StrEnum


class Intent(StrEnum):
    """What somebody wants to say about an activity. OTHER means: not understood, the bot asks; it records nothing."""

    DONE = "done"
    PROGRESS = "progress"
    NOT_DONE = "not_done"
    BLOCKED = "blocked"
    EXTEND = "extend"
    SNOOZE = "snooze"
    ACK = "ack"
    REASSIGN = "reassign"
    UNDO = "undo"
    QUESTION = "question"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Document:
    """A document as named: number "215/QĐ-UBND", kind "Quyết định" (empty where nothing tells it), the day it is dated."""

    number: str
    kind: str = ""
    date: Day | None = None


@dataclass(frozen=True, slots=True)
class Reply:
    """One statement, understood.

    `percent` is 0 to 100, only where it was said. `until` looks forward: the day promised, asked for, or to be reminded on.
    `on_date` looks back: the day something happened. `note` is the reason of a blocker or an extension, in the person's words.
    """

    intent: Intent
    percent: int | None = None
    until: Day | None = None
    document: Document | None = None
    on_date: Day | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Addressed:
    """One statement of a message and what it is about.

    `codes` are the activities named, in order, none where the message names none; `period` is the turn of a series named
    beside the code ("tháng 01"). `everything` is said by "xong hết", "cả 3 xong" (`count` 3). `bare` is a code without words.
    """

    codes: tuple[str, ...]
    period: str
    everything: bool
    count: int | None
    bare: bool
    reply: Reply
    words: str
