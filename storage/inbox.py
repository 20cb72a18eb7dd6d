"""The inbox: a raw update is committed here before the provider is told that it was received.

The unit of work is a chat: its rows are taken in order, by one replica at a time, and the effects, the answer and "done"
are one transaction. A row that cannot be read is parked, so that it does not block those behind it.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import String, and_, cast, delete, exists, func, or_, select, update

from scheduler.channel import RawUpdate
from storage.dialects import claiming, insert
from storage.store import Store, Tx
from storage.tables import accounts, asks, chats, inbox, is_new, target_values, updates

KEEP_KEYS = timedelta(days=30)
"""Update ids are sequential, but after a quiet week the next one is random: an old key must not swallow a new answer."""
_EXPIRED = "expired:"
MOST_TRIES = 3
ASK_LIVES = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class InboxRow:
    """A raw update in this transaction's hands."""

    id: int
    channel: str
    chat_id: str
    body: str
    received_at: datetime
    attempts: int


@dataclass(frozen=True, slots=True)
class Ask:
    """The question that is open in a chat, with what is needed to act on its answer."""

    id: int
    kind: str
    facts: dict[str, object]


async def next_offset(store: Store, channel: str) -> int | None:
    """Where to go on asking; None for an account never heard before."""
    async with store.transaction() as tx:
        offset: int | None = await tx.scalar(select(accounts.c.next_offset).where(accounts.c.channel == channel))
        return offset


async def receive(store: Store, channel: str, batch: Sequence[RawUpdate], now: datetime) -> int:
    """Commits a whole batch with the next offset; how many of its updates were new."""
    async with store.transaction() as tx:
        fresh: list[int] = []
        if batch:
            # In one order everywhere: two replicas that insert the same keys crosswise would wait for each other for ever.
            homes = [{"channel": channel, "chat_id": c} for c in sorted({u.chat_id for u in batch})]
            await tx.execute(insert(tx, chats).values(homes).on_conflict_do_nothing())
            rows = [
                {
                    "channel": channel,
                    "update_id": str(u.id),
                    "chat_id": u.chat_id,
                    "body": u.body,
                    "received_at": now,
                    "state": "new",
                }
                for u in sorted(batch, key=lambda u: u.id)
            ]
            statement = insert(tx, inbox).values(rows).on_conflict_do_nothing(index_elements=["channel", "update_id"])
            fresh = list((await tx.execute(statement.returning(inbox.c.id))).scalars())
        heard: dict[str, object] = {"channel": channel, "heard_at": now}
        if batch:
            heard["next_offset"] = max(u.id for u in batch) + 1
        account = insert(tx, accounts).values(heard)
        await tx.execute(account.on_conflict_do_update(index_elements=["channel"], set_=heard))
        return len(fresh)


async def take(tx: Tx) -> InboxRow | None:
    """The oldest waiting update of a chat that no other replica is serving; None where nothing waits.

    The chat's row is locked until the transaction ends: that is what keeps a chat in order. What waits is read again under
    the lock, since another replica may have served the chat meanwhile; then the next chat is tried.
    """
    waits = and_(inbox.c.channel == chats.c.channel, inbox.c.chat_id == chats.c.chat_id, is_new(inbox))
    query = select(chats.c.channel, chats.c.chat_id).join(inbox, waits).order_by(inbox.c.id).limit(1)
    while chat := (await tx.execute(claiming(query, of=chats))).one_or_none():
        oldest = select(inbox).where(inbox.c.channel == chat.channel, inbox.c.chat_id == chat.chat_id, is_new(inbox))
        r = (await tx.execute(oldest.order_by(inbox.c.id).limit(1))).one_or_none()
        if r is not None:
            return InboxRow(r.id, r.channel, r.chat_id, r.body, r.received_at, r.attempts)
    return None


async def finish(tx: Tx, row_id: int, message_id: str = "") -> None:
    """Understood and answered; `message_id` is what was written, so that an edit of it finds what it had said."""
    await tx.execute(update(inbox).where(inbox.c.id == row_id).values(state="done", message_id=message_id or None))


async def heard_as(tx: Tx, channel: str, chat_id: str, message_id: str) -> tuple[InboxRow, ...]:
    """A message as it was heard so far, oldest first: as it was written, then each of its edits."""
    query = select(inbox).where(inbox.c.channel == channel, inbox.c.chat_id == chat_id, inbox.c.message_id == message_id)
    rows = await tx.execute(query.order_by(inbox.c.id))
    return tuple(InboxRow(r.id, r.channel, r.chat_id, r.body, r.received_at, r.attempts) for r in rows)


async def park(tx: Tx, row_id: int, why: str) -> None:
    await tx.execute(update(inbox).where(inbox.c.id == row_id).values(state="parked", why=why[:200]))


async def stumble(tx: Tx, row_id: int) -> None:
    """Its processing failed and was rolled back: count the try."""
    await tx.execute(update(inbox).where(inbox.c.id == row_id).values(attempts=inbox.c.attempts + 1))


async def waiting(tx: Tx) -> int:
    query = select(func.count()).select_from(inbox).where(is_new(inbox))
    return int((await tx.execute(query)).scalar_one())


async def parked(tx: Tx) -> int:
    query = select(func.count()).select_from(inbox).where(inbox.c.state == "parked")
    return int((await tx.execute(query)).scalar_one())


async def expire(tx: Tx, now: datetime) -> None:
    """Forgets raw updates past their keeping. Those that an answer came from (or that were parked) stay as evidence, but
    let go of their key too: a new update that happens to get the same number must be heard."""
    cited = or_(exists().where(updates.c.inbox_id == inbox.c.id), exists().where(target_values.c.inbox_id == inbox.c.id))
    old = and_(inbox.c.received_at < now - KEEP_KEYS, ~is_new(inbox))
    await tx.execute(delete(inbox).where(old, inbox.c.state == "done", ~cited))
    kept = and_(old, inbox.c.update_id.not_like(f"{_EXPIRED}%"))
    await tx.execute(update(inbox).where(kept).values(update_id=_EXPIRED + cast(inbox.c.id, String)))


# --- the question that is open in a chat ----------------------------------------------------------------------------------
async def ask(tx: Tx, channel: str, chat_id: str, kind: str, facts: dict[str, object], now: datetime) -> int:
    """Opens a question; the one before it is closed. The id stands in its buttons."""
    await close_asks(tx, channel, chat_id)
    row = {"channel": channel, "chat_id": chat_id, "kind": kind, "facts": facts, "asked_at": now}
    return int((await tx.execute(asks.insert().values(row).returning(asks.c.id))).scalar_one())


async def open_asks(tx: Tx, channel: str, chat_id: str, now: datetime) -> tuple[Ask, ...]:
    """The newest first."""
    query = (
        select(asks)
        .where(
            asks.c.channel == channel,
            asks.c.chat_id == chat_id,
            asks.c.closed.is_(False),
            asks.c.asked_at > now - ASK_LIVES,
        )
        .order_by(asks.c.id.desc())
    )
    return tuple(Ask(r.id, r.kind, dict(r.facts)) for r in await tx.execute(query))


async def ask_by_id(tx: Tx, ask_id: int, channel: str, chat_id: str) -> Ask | None:
    """The question behind a button, if it is this chat's and still open."""
    query = select(asks).where(
        asks.c.id == ask_id, asks.c.channel == channel, asks.c.chat_id == chat_id, asks.c.closed.is_(False)
    )
    r = (await tx.execute(query)).one_or_none()
    return Ask(r.id, r.kind, dict(r.facts)) if r else None


async def amend_ask(tx: Tx, ask: Ask, **facts: object) -> None:
    """What has come since to a question that stays open."""
    await tx.execute(update(asks).where(asks.c.id == ask.id).values(facts=ask.facts | facts))


async def answer_ask(tx: Tx, ask: Ask, inbox_id: int | None) -> None:
    """Which message, or press, answered it."""
    await amend_ask(tx, ask, answered=inbox_id)


async def answers_to(tx: Tx, channel: str, chat_id: str, inbox_ids: Collection[int], since: datetime) -> tuple[int, ...]:
    """The messages, or presses, that answered what was asked because of these messages. `since`: when the first was written."""
    query = select(asks.c.facts).where(asks.c.channel == channel, asks.c.chat_id == chat_id, asks.c.asked_at >= since)
    rows = [r.facts for r in await tx.execute(query.order_by(asks.c.id))]
    return tuple(f["answered"] for f in rows if f.get("answered") and f.get("row") in inbox_ids)


async def reopen_ask(tx: Tx, ask: Ask) -> None:
    """It waits on beside what has been asked since."""
    await tx.execute(update(asks).where(asks.c.id == ask.id).values(closed=False))


async def close_asks(tx: Tx, channel: str, chat_id: str) -> None:
    await tx.execute(
        update(asks).where(asks.c.channel == channel, asks.c.chat_id == chat_id, asks.c.closed.is_(False)).values(closed=True)
    )
