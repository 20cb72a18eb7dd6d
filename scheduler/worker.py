"""Gather -> decide -> record, twice: the planner fills the day's messages, the sender empties the outbox.

What is needed of a store stands in two Protocols. The store calls `decide` in the middle of its own transaction, so that
what was read, decided and written is one thing; the sender commits before and after the network, never around it.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from plan_data.calendar import WorkingCalendar, local_date
from plan_data.regime import REGIME, Regime
from plan_data.status import Blocker, open_blocker
from plan_data.updates import StatusUpdate, effective
from scheduler.audience import Audience, Hearer, audience, office, resting
from scheduler.channel import Channel, Message, Receipt, SendError, Unknown
from scheduler.deliveries import Outcome, outcome
from scheduler.escalation import Escalation, escalation, taken_off, told_on
from scheduler.reminders import Nudge, Occurrence, asks_owner, due_word, next_nudge
from scheduler.reporting import readers

log = logging.getLogger("nhacviec.worker")

BATCH = 200
CLAIM = 30


# --- planning ---------------------------------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class DueRow:
    """An occurrence whose next word has come, with what was answered. `after`: words up to that day had their turn."""

    id: int
    agency_id: int
    occurrence: Occurrence
    updates: tuple[StatusUpdate, ...]
    after: date

    @property
    def blocker(self) -> Blocker | None:
        return open_blocker(effective(self.updates))

    @property
    def agency_ids(self) -> frozenset[int]:
        """Whose people may have to hear."""
        owner = self.blocker.owner_agency_id if self.blocker else None
        return frozenset({self.agency_id} | ({owner} if owner is not None else set()))


@dataclass(frozen=True, slots=True)
class Decided:
    """What to record of one occurrence: the word, who hears it in the morning (None: nothing is said) and who above them at
    14:00, and when to look again. `owner` hears of the blocker that it is to clear."""

    row: DueRow
    nudge: Nudge | None
    told: Audience | None
    through: date
    next_on: date | None
    owner: Audience | None = None
    above: Escalation | None = None


class PlanningDesk(Protocol):
    """What the planner needs of a store."""

    async def planned_through(self) -> date | None: ...

    async def open_day(self, on: date) -> None:
        """Takes back the digests of earlier days that never went out, so that their words are decided anew."""

    async def address(self, on: date, choose: Callable[[Sequence[Hearer], int], Sequence[Hearer]]) -> None:
        """Makes the morning messages of whom `choose` names, of the office's own people and for a plan's year."""

    async def plan_batch(
        self, on: date, limit: int, decide: Callable[[Sequence[DueRow], Sequence[Hearer]], Sequence[Decided]]
    ) -> int:
        """Reads a batch of what is due on `on`, decides and records it in one transaction; how many rows it took."""

    async def close_day(self, on: date) -> bool:
        """Marks the day as planned, unless something is still due; then sending of its digests is open."""


def decide(
    rows: Sequence[DueRow], people: Sequence[Hearer], calendar: WorkingCalendar, on: date, above_on: date | None = None
) -> list[Decided]:
    """What is said on the day `on` about each row, to whom, and the day of its next word; `above_on` is the day whose 14:00
    tells those above, the same unless it is too late for that. Pure."""
    decided = []
    above_on = above_on or on
    this_morning = resting(people, calendar, on)
    for row in rows:
        nudge = due_word(row.occurrence, row.updates, calendar, row.after, on)
        told = audience(row.agency_id, this_morning, on) if nudge else None
        if told is not None and not told.hearers:  # nobody hears it today: nothing was said, ask again next working day
            decided.append(Decided(row, None, None, row.after, calendar.add(on, 1)))
            continue
        following = next_nudge(row.occurrence, row.updates, calendar, on)
        above = above_them(row, nudge, told, people, calendar, above_on)
        owner = _owner(row, people, calendar, on) if nudge else None
        decided.append(Decided(row, nudge, told, on, following.on if following else None, owner, above))
    return decided


def _owner(row: DueRow, people: Sequence[Hearer], calendar: WorkingCalendar, on: date) -> Audience | None:
    """Who is asked about the blocker on this day: the agency that was given it, else the office."""
    blocker = row.blocker
    if blocker is None or not asks_owner(blocker, calendar, row.after, on):
        return None
    return office(people, on) if blocker.owner_agency_id is None else audience(blocker.owner_agency_id, people, on)


def above_them(
    row: DueRow,
    nudge: Nudge | None,
    told: Audience | None,
    people: Sequence[Hearer],
    calendar: WorkingCalendar,
    on: date,
) -> Escalation | None:
    """Who above those who hear the word in the morning hears it at 14:00 of the day `on`, unless an answer excuses it."""
    if nudge is None or told is None or taken_off(row.occurrence, row.updates, nudge.word, calendar, on):
        return None
    return escalation(row.occurrence, row.agency_id, nudge, told, people, on)


async def plan_day(desk: PlanningDesk, calendar: WorkingCalendar, now: datetime, regime: Regime = REGIME) -> bool:
    """Plans the local day of `now` if it is a working day and not yet planned. True when it was planned by this call."""
    on = local_date(now)
    done = await desk.planned_through()
    if not calendar.is_working(on) or (done is not None and done >= on):
        return False
    await desk.open_day(on)
    await desk.address(on, lambda people, year: readers(people, regime.periods(year), calendar, on))
    above_on = told_on(now, calendar)
    taken = 0
    while True:
        while count := await desk.plan_batch(on, BATCH, lambda rows, people: decide(rows, people, calendar, on, above_on)):
            taken += count
        if await desk.close_day(on):
            log.info("planned %s: %d occurrences looked at", on, taken)
            return True
        await asyncio.sleep(0.05)  # another replica holds the last rows


# --- sending ------------------------------------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class Claimed:
    """A delivery in this replica's hands."""

    id: int
    channel: str
    chat_id: str
    contact_id: int | None
    words: str
    facts: dict[str, object]
    digest_on: date | None
    edits: str | None
    replies_to: str | None
    attempts: int
    resend: bool


class Outbox(Protocol):
    """What the sender needs of a store. `ticks` are real seconds, `now` is the town's moment."""

    async def recover(self, ticks: float) -> None:
        """Deliveries whose holder died while sending become UNKNOWN."""

    async def claim(self, channel: str, now: datetime, ticks: float, limit: int) -> Sequence[Claimed]:
        """The oldest due delivery of each chat, leased to this replica."""

    async def begin(self, claimed: Sequence[Claimed], ticks: float) -> Sequence[Claimed]:
        """Those of them that got a sending slot and are still ours: SENDING is committed. The others are given back."""

    async def sent(self, delivery: Claimed, receipt: Receipt, now: datetime, ticks: float) -> None: ...

    async def failed(self, delivery: Claimed, result: Outcome, now: datetime, ticks: float) -> None: ...

    async def drop(self, delivery: Claimed) -> None:
        """No longer true when its turn came."""


class CannotWord(Exception):
    """The facts of a delivery do not fit its words: no later try will mend that."""


Compose = Callable[[Claimed], Awaitable[Message | None]]
Ticks = Callable[[], float]
Now = Callable[[], datetime]


async def send_due(outbox: Outbox, channel: Channel, compose: Compose, now: Now, ticks: Ticks) -> int:
    """Sends what is due on one channel until nothing more can be sent at this instant; how many deliveries it touched."""
    await outbox.recover(ticks())
    touched = 0
    while claimed := await outbox.claim(channel.name, now(), ticks(), CLAIM):
        ready: list[tuple[Claimed, Message]] = []
        for delivery in claimed:
            message = await _composed(delivery, compose, outbox, now, ticks)
            if message is not None:
                ready.append((delivery, message))
        begun = {d.id for d in await outbox.begin([d for d, _ in ready], ticks())}
        await asyncio.gather(*(_send_one(outbox, channel, d, m, now, ticks) for d, m in ready if d.id in begun))
        touched += len(claimed)
        if ready and not begun:
            break  # no slot is free: the heart beats again soon
    return touched


async def _composed(delivery: Claimed, compose: Compose, outbox: Outbox, now: Now, ticks: Ticks) -> Message | None:
    """The words, or None where it is no longer true (dropped) or cannot be worded (dead: one bad row ends no loop)."""
    try:
        message = await compose(delivery)
    except CannotWord as error:
        log.exception("delivery %d (%s) cannot be worded", delivery.id, delivery.words)
        result = outcome(SendError(f"cannot be worded: {error}"), delivery.attempts, unknown_before=False)
        await outbox.failed(delivery, result, now(), ticks())
        return None
    if message is None:
        await outbox.drop(delivery)
    return message


async def _send_one(outbox: Outbox, channel: Channel, delivery: Claimed, message: Message, now: Now, ticks: Ticks) -> None:
    try:
        receipt = await _receipt(channel, delivery, message)
    except SendError as error:
        result = outcome(error, delivery.attempts + 1, unknown_before=delivery.resend)
        log.warning("delivery %d: %s -> %s", delivery.id, result.why, result.state)
        await outbox.failed(delivery, result, now(), ticks())
    else:
        await outbox.sent(delivery, receipt, now(), ticks())


async def _receipt(channel: Channel, delivery: Claimed, message: Message) -> Receipt:
    """Errors: the SendError tree only. A channel that stumbles over one message may have sent it, and ends no loop."""
    try:
        return await channel.send(message)
    except SendError:
        raise
    except Exception as error:
        log.exception("delivery %d: the channel stumbled", delivery.id)
        raise Unknown(f"the channel stumbled: {type(error).__name__}") from error
