"""A store and a channel that live in memory: what `scheduler.worker` asks of them, done for real and nothing more."""

from collections import defaultdict
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from plan_data.updates import StatusUpdate
from scheduler.audience import Hearer
from scheduler.channel import Incoming, Menu, Message, RawUpdate, Receipt
from scheduler.deliveries import WAITING, Outcome, State
from scheduler.reminders import Occurrence
from scheduler.worker import Claimed, Decided, DueRow


def delivery(number: int, chat: str, words: str = "digest", *, attempts: int = 0, resend: bool = False) -> Claimed:
    return Claimed(number, "test", chat, number, words, {}, None, None, None, attempts, resend)


@dataclass(slots=True)
class Waiting:
    """A delivery and what became of it."""

    delivery: Claimed
    state: State = State.PENDING
    retry_at: float = 0.0
    held: bool = False
    outcome: Outcome | None = None
    receipt: str = ""


class MemoryOutbox:
    """`scheduler.worker.Outbox`. A slot that was taken is free again a second later; a claimed row is nobody else's."""

    def __init__(self, *deliveries: Claimed, slots: int = 100) -> None:
        self.rows = {d.id: Waiting(d) for d in deliveries}
        self._slots = [0.0] * slots
        self._hold_until = 0.0
        self.claims = 0
        self.recovered = 0

    @property
    def states(self) -> dict[int, State]:
        return {number: row.state for number, row in self.rows.items()}

    async def recover(self, ticks: float) -> None:
        self.recovered += 1

    async def claim(self, channel: str, now: datetime, ticks: float, limit: int) -> Sequence[Claimed]:
        self.claims += 1
        assert self.claims < 100, "the sender spins"
        if self._hold_until > ticks:
            return ()
        oldest: dict[str, Waiting] = {}
        for row in self.rows.values():
            if row.state in WAITING and row.delivery.channel == channel:
                oldest.setdefault(row.delivery.chat_id, row)
        due = [row for row in oldest.values() if not row.held and row.retry_at <= ticks][:limit]
        for row in due:
            row.held = True
        return [row.delivery for row in due]

    async def begin(self, claimed: Sequence[Claimed], ticks: float) -> Sequence[Claimed]:
        free = [n for n, free_at in enumerate(self._slots) if free_at <= ticks]
        for n in free[: len(claimed)]:
            self._slots[n] = ticks + 1.0
        begun = list(claimed[: len(free)])
        for d in claimed:
            self.rows[d.id].held = d in begun
            self.rows[d.id].state = State.SENDING if d in begun else self.rows[d.id].state
        return begun

    async def sent(self, delivery: Claimed, receipt: Receipt, now: datetime, ticks: float) -> None:
        row = self.rows[delivery.id]
        row.state, row.held, row.receipt = State.SENT, False, receipt.message_id

    async def failed(self, delivery: Claimed, result: Outcome, now: datetime, ticks: float) -> None:
        row = self.rows[delivery.id]
        row.state, row.held, row.outcome, row.retry_at = result.state, False, result, ticks + result.pause
        if result.hold_account:
            self._hold_until = ticks + result.pause

    async def drop(self, delivery: Claimed) -> None:
        self.rows[delivery.id].state = State.DROPPED
        self.rows[delivery.id].held = False


class MemoryChannel:
    """`scheduler.channel.Channel`: keeps what it was given; `troubles` names what befalls the messages to a chat, in order."""

    name = "test"

    def __init__(self, troubles: dict[str, list[Exception | None]] | None = None) -> None:
        self.said: list[tuple[str, str]] = []
        self._troubles = defaultdict(list, troubles or {})

    async def send(self, message: Message) -> Receipt:
        trouble = self._troubles[message.chat_id].pop(0) if self._troubles[message.chat_id] else None
        if trouble is not None:
            raise trouble
        self.said.append((message.chat_id, message.html))
        return Receipt(str(len(self.said)))

    async def open(self) -> str:
        return "memory"

    async def close(self) -> None:
        return None

    async def fetch(self, offset: int | None, wait: float) -> Sequence[RawUpdate]:
        return ()

    def read(self, body: str, received_at: datetime) -> Incoming | None:
        return None

    async def answer_press(self, press_id: str, toast: str = "") -> None:
        return None

    async def publish_menu(self, menu: Menu) -> None:
        return None

    def invite_link(self, token: str) -> str:
        return token


def composing(**html: str | Exception | None) -> Callable[[Claimed], Awaitable[Message | None]]:
    """Words by the name of the delivery's; None = no longer true, an exception = cannot be worded."""

    async def compose(claimed: Claimed) -> Message | None:
        told = html[claimed.words]
        if isinstance(told, Exception):
            raise told
        return None if told is None else Message(claimed.chat_id, f"{told} {claimed.id}")

    return compose


@dataclass(slots=True)
class Planned:
    """An occurrence as the table keeps it."""

    occurrence: Occurrence
    agency_id: int
    next_on: date | None
    through: date
    updates: tuple[StatusUpdate, ...] = ()


@dataclass(slots=True)
class MemoryDesk:
    """`scheduler.worker.PlanningDesk`. `busy` = how often another replica still holds the last rows."""

    rows: list[Planned]
    people: Sequence[Hearer]
    planned: date | None = None
    busy: int = 0
    opened: list[date] = field(default_factory=list)
    addressed: list[int] = field(default_factory=list)
    batches: list[int] = field(default_factory=list)
    decided: list[Decided] = field(default_factory=list)

    async def planned_through(self) -> date | None:
        return self.planned

    async def open_day(self, on: date) -> None:
        self.opened.append(on)

    async def address(self, on: date, choose: Callable[[Sequence[Hearer], int], Sequence[Hearer]]) -> None:
        self.addressed += [h.contact_id for h in choose(self.people, on.year)]

    async def plan_batch(
        self, on: date, limit: int, decide: Callable[[Sequence[DueRow], Sequence[Hearer]], Sequence[Decided]]
    ) -> int:
        assert len(self.batches) < 100, "the planner spins"
        due = [(n, r) for n, r in enumerate(self.rows) if r.next_on is not None and r.next_on <= on][:limit]
        made = decide([DueRow(n, r.agency_id, r.occurrence, r.updates, r.through) for n, r in due], self.people)
        for d in made:
            self.rows[d.row.id].through, self.rows[d.row.id].next_on = d.through, d.next_on
        self.decided += made
        self.batches.append(len(due))
        return len(due)

    async def close_day(self, on: date) -> bool:
        if self.busy:
            self.busy -= 1
            return False
        self.planned = on
        return True
