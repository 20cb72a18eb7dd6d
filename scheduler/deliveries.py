"""The states of a delivery and what follows from each way a send can end. Pure: the store records what is decided here.

PENDING -> SENDING -> SENT
                   -> PENDING   surely not sent: again after a pause (HoldOff stops the whole account)
                   -> UNKNOWN   the answer never came: said once more, marked "(gửi lại)"
                   -> DEAD      never accepted, or unknown twice, or tried too often; the admin is told
PENDING -> DROPPED              no longer true when its turn came
"""

from dataclasses import dataclass
from datetime import datetime, time
from enum import StrEnum

from plan_data.calendar import WorkingCalendar, at, local_date
from scheduler.channel import Gone, HoldOff, Moved, NotSent, SendError, Unauthorized, Unknown

LONGEST_PAUSE = 15 * 60.0
MOST_ATTEMPTS = 50
"""With the pauses below about ten hours: a line that is down for a working day must not kill what waits."""
UNAUTHORIZED_PAUSE = 60.0
SHORTEST_HOLD = 1.0
"""A hold that names no time still holds: without it the loop would ask again at once."""


class State(StrEnum):
    """Where a delivery stands. FAILED waits for its next try."""

    PENDING = "pending"
    SENDING = "sending"
    SENT = "sent"
    UNKNOWN = "unknown"
    FAILED = "failed"
    DEAD = "dead"
    DROPPED = "dropped"


AT_ONCE_FROM, AT_ONCE_UNTIL, MORNING = time(7), time(18), time(8)
WAITING = (State.PENDING, State.FAILED, State.UNKNOWN)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What to record: the new state, seconds until the next try, whether the account or the address is affected."""

    state: State
    pause: float = 0.0
    hold_account: bool = False
    address_gone: bool = False
    moved_to: str | None = None
    why: str = ""


def pause_after(attempts: int) -> float:
    """Seconds before the next try: 2, 4, 8 … at most a quarter of an hour."""
    return min(2.0 ** min(attempts, 30), LONGEST_PAUSE)


def outcome(error: SendError, attempts: int, *, unknown_before: bool) -> Outcome:
    """What a failed send means for its delivery. `attempts` counts this one."""
    why = (type(error).__name__ + ": " + str(error))[:200]
    match error:
        case Moved() if attempts < MOST_ATTEMPTS:
            return Outcome(State.PENDING, moved_to=error.chat_id, why=why)
        case HoldOff():
            return Outcome(State.PENDING, pause=max(error.after, SHORTEST_HOLD), hold_account=True, why=why)
        case Unauthorized():
            return Outcome(State.PENDING, pause=UNAUTHORIZED_PAUSE, hold_account=True, why=why)
        case NotSent() if attempts < MOST_ATTEMPTS:
            return Outcome(State.FAILED, pause=max(error.after, pause_after(attempts)), why=why)
        case Unknown() if not unknown_before:
            return Outcome(State.UNKNOWN, pause=pause_after(attempts), why=why)
        case Gone():
            return Outcome(State.DEAD, address_gone=True, why=why)
        case _:
            return Outcome(State.DEAD, why=why)


def at_once(now: datetime, calendar: WorkingCalendar) -> datetime:
    """When a person may be written to unasked: now within 07:00-18:00 of a working day, else the next such morning."""
    on = local_date(now)
    if calendar.is_working(on):
        if now < at(on, AT_ONCE_FROM):
            return at(on, AT_ONCE_FROM)
        if now < at(on, AT_ONCE_UNTIL):
            return now
    return at(calendar.add(on, 1), MORNING)
