"""The ladder: one rung a line, so that an office can read its own reminder policy here.

Offsets are working days. T0 is the last working day on or before the due date; T-n the n-th working day before that
anchor; T+n the n-th working day after the due date. `every` says how it goes on after the last rung.
Who is told above the focal person stands in the audience columns: đầu mối phụ and head from T+3, the admins from T+8 (of a
series at its first words from those days on, T+6 and T+11). They hear it at 14:00: scheduler/escalation.py.
"""

from dataclasses import dataclass
from enum import StrEnum

from plan_data.model import OccurrenceKind


class Audience(StrEnum):
    """Who hears a rung."""

    FOCAL = "focal"
    DEPUTY = "deputy"
    HEAD = "head"
    ADMIN = "admin"


class Tone(StrEnum):
    """How it is said: the words files have one block for each."""

    AHEAD = "ahead"
    TODAY = "today"
    OVERDUE = "overdue"
    URGE = "urge"


@dataclass(frozen=True, slots=True)
class Rung:
    """One word of the ladder: its offset in working days, who hears it, in which tone."""

    offset: int
    tone: Tone
    audience: tuple[Audience, ...] = (Audience.FOCAL,)

    @property
    def word(self) -> str:
        return word_of(self.offset)


def word_of(offset: int) -> str:
    """`word_of(-7) == "T-7"`, `word_of(0) == "T0"`, `word_of(3) == "T+3"`."""
    return "T0" if offset == 0 else f"T{offset:+d}"


def offset_of(word: str) -> int | None:
    """The offset of a ladder word, None for the words that are not rungs (snooze, blocked, check-in)."""
    return int(word[1:]) if word.startswith("T") else None


@dataclass(frozen=True, slots=True)
class Ladder:
    """The rungs of one kind of occurrence, in order; after the last one it goes on `every` so many working days."""

    rungs: tuple[Rung, ...]
    every: int = 5

    @property
    def last(self) -> Rung:
        return self.rungs[-1]

    def tone(self, word: str) -> Tone:
        """The tone of a word; what is said on request (snooze, weekly, check-in) speaks like a word ahead of time."""
        rung = self._rung(word)
        return rung.tone if rung else Tone.AHEAD

    def audience(self, word: str) -> tuple[Audience, ...]:
        """Who hears a word; beyond the last rung its audience stays."""
        rung = self._rung(word)
        return rung.audience if rung else (Audience.FOCAL,)

    def _rung(self, word: str) -> Rung | None:
        """The rung that a word stands on, None for what is said on request and for what lies before the first one."""
        offset = offset_of(word)
        return None if offset is None else next((r for r in reversed(self.rungs) if r.offset <= offset), None)


_FOCAL, _DEPUTY, _HEAD, _ADMIN = Audience.FOCAL, Audience.DEPUTY, Audience.HEAD, Audience.ADMIN

DATED = Ladder(
    (
        Rung(-30, Tone.AHEAD),
        Rung(-14, Tone.AHEAD),
        Rung(-7, Tone.AHEAD),
        Rung(-3, Tone.AHEAD),
        Rung(-1, Tone.AHEAD),
        Rung(0, Tone.TODAY),
        Rung(+1, Tone.OVERDUE),
        Rung(+3, Tone.URGE, (_FOCAL, _DEPUTY, _HEAD)),
        Rung(+8, Tone.URGE, (_FOCAL, _DEPUTY, _HEAD, _ADMIN)),
    )
)
PERIODIC = Ladder(
    (
        Rung(-7, Tone.AHEAD),
        Rung(-3, Tone.AHEAD),
        Rung(0, Tone.TODAY),
        Rung(+1, Tone.OVERDUE),
        Rung(+6, Tone.URGE, (_FOCAL, _DEPUTY, _HEAD)),
        Rung(+11, Tone.URGE, (_FOCAL, _DEPUTY, _HEAD, _ADMIN)),
    )
)
CHECK_IN_BEFORE_CUT_OFF = 5
BLOCKED_EVERY = 5
QUIET_AFTER_ANSWER = 3

LADDERS = {OccurrenceKind.DATED: DATED, OccurrenceKind.PERIODIC: PERIODIC}


def audience_of(kind: OccurrenceKind, word: str) -> tuple[Audience, ...]:
    """Who hears a word of this kind of work; what is never overdue (a check-in) goes no higher than the focal person."""
    ladder = LADDERS.get(kind)
    return ladder.audience(word) if ladder else (Audience.FOCAL,)
