"""The outbox: what is to be said waits here, and what was said is kept here with the provider's receipt.

Three commits around one send. *claim* leases the oldest due delivery of each chat (so a chat keeps its order); *begin*
takes a sending slot and writes SENDING, just before the network; *sent* or *failed* writes how it ended and frees the slot.
A slot is free again one second after the response of the send that took it: this rule gave no 429 at all against a strict
sliding window, where even spacing did. The slots are rows, so that replicas share the account's rate.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import ColumnElement, FromClause, and_, bindparam, delete, exists, func, or_, select, update

from plan_data.calendar import WorkingCalendar, local_date
from scheduler.audience import Part
from scheduler.channel import Receipt, Say
from scheduler.deliveries import MOST_ATTEMPTS, WAITING, Outcome, State, at_once
from scheduler.worker import Claimed
from storage.dialects import claiming, insert
from storage.occurrences import planned_through
from storage.people import admins, contact, move_address, set_reachable
from storage.planning import DIGEST, take_back
from storage.store import Store, Tx
from storage.tables import accounts, chats, deliveries, delivery_items, is_alive, slots
from storage.updates import write_audit

_NOTICES = frozenset({"undelivered", "unreachable"})
LEASE = 90.0
"""Longer than the longest send (30 s to connect and read), so that a lease that ran out belongs to a dead process."""


async def say(
    tx: Tx,
    what: Say,
    *,
    channel: str,
    chat_id: str,
    now: datetime,
    contact_id: int | None = None,
    inbox_id: int | None = None,
    edits: str | None = None,
    replies_to: str | None = None,
    not_before: datetime | None = None,
) -> int:
    """Puts one message in the outbox; the id."""
    row = {
        "channel": channel,
        "chat_id": chat_id,
        "contact_id": contact_id,
        "inbox_id": inbox_id,
        "words": what.words,
        "facts": what.facts,
        "edits": edits,
        "replies_to": replies_to,
        "not_before": not_before or now,
        "state": State.PENDING,
    }
    delivery_id = int((await tx.execute(deliveries.insert().values(row).returning(deliveries.c.id))).scalar_one())
    if what.items:
        carried = [
            {"delivery_id": delivery_id, "occurrence_id": i, "position": n, "word": ""}
            for n, i in enumerate(dict.fromkeys(what.items))
        ]
        await tx.execute(delivery_items.insert(), carried)
    return delivery_id


@dataclass(frozen=True, slots=True)
class Carried:
    """An item that a delivery carries, with the word that brought it."""

    occurrence_id: int
    word: str
    word_on: date | None
    part: Part


async def digest_lines(tx: Tx, delivery_id: int) -> tuple[Carried, ...]:
    """What a digest carries, in the order it was planned."""
    query = (
        select(delivery_items)
        .where(delivery_items.c.delivery_id == delivery_id)
        .order_by(delivery_items.c.position, delivery_items.c.occurrence_id)
    )
    return tuple(Carried(r.occurrence_id, r.word, r.word_on, Part(r.part)) for r in await tx.execute(query))


async def digests_showing(tx: Tx, occurrence_ids: Iterable[int], since: datetime) -> tuple[tuple[int, str, str, str, int], ...]:
    """The newest morning message of each person that shows one of these items: (delivery, channel, chat, message, contact)."""
    d = deliveries.c
    query = (
        select(d.id, d.channel, d.chat_id, d.message_id, d.contact_id)
        .distinct()
        .join(delivery_items, delivery_items.c.delivery_id == deliveries.c.id)
        .where(
            delivery_items.c.occurrence_id.in_(list(occurrence_ids)),
            delivery_items.c.part != Part.UNREACHED,
            deliveries.c.words == DIGEST,
            deliveries.c.state == State.SENT,
            deliveries.c.sent_at >= since,
        )
        .order_by(deliveries.c.id)
    )
    newest = {r.contact_id: (r.id, r.channel, r.chat_id, r.message_id, r.contact_id) for r in await tx.execute(query)}
    return tuple(newest.values())


async def message_root(tx: Tx, channel: str, chat_id: str, message_id: str) -> tuple[int, bool] | None:
    """The delivery that first sent a message, and whether it is a morning message."""
    query = select(deliveries.c.id, deliveries.c.words).where(
        deliveries.c.channel == channel,
        deliveries.c.chat_id == chat_id,
        deliveries.c.message_id == message_id,
        deliveries.c.edits.is_(None),
    )
    r = (await tx.execute(query.limit(1))).one_or_none()
    return (int(r.id), r.words == DIGEST) if r else None


async def said_in(tx: Tx, delivery_id: int) -> Say:
    """What a delivery says: its words and their facts."""
    row = (await tx.execute(select(deliveries.c.words, deliveries.c.facts).where(deliveries.c.id == delivery_id))).one()
    return Say(row.words, dict(row.facts))


async def last_with_items(tx: Tx, channel: str, chat_id: str) -> tuple[int, bool, date | None] | None:
    """The newest message to a chat that carried items: (delivery id, is it the newest message of all, digest date).

    Newest by the moment it was sent: a morning message is queued at midnight and may be overtaken by a nightly answer.
    """
    query = (
        select(deliveries.c.id, deliveries.c.digest_on, deliveries.c.sent_at)
        .where(
            deliveries.c.channel == channel,
            deliveries.c.chat_id == chat_id,
            deliveries.c.state == State.SENT,
            deliveries.c.edits.is_(None),
            exists().where(delivery_items.c.delivery_id == deliveries.c.id),
        )
        .order_by(deliveries.c.sent_at.desc(), deliveries.c.id.desc())
        .limit(1)
    )
    r = (await tx.execute(query)).one_or_none()
    if r is None:
        return None
    same_moment = and_(deliveries.c.sent_at == r.sent_at, deliveries.c.id > r.id)
    seen_since = and_(deliveries.c.state == State.SENT, or_(deliveries.c.sent_at > r.sent_at, same_moment))
    later = select(func.count()).where(
        deliveries.c.channel == channel,
        deliveries.c.chat_id == chat_id,
        deliveries.c.edits.is_(None),
        or_(seen_since, deliveries.c.state.in_((State.SENDING, State.UNKNOWN))),
    )
    return int(r.id), not await tx.scalar(later), r.digest_on


class Outbox:
    """`scheduler.worker.Outbox` on a database. `me` names this replica."""

    def __init__(self, store: Store, calendar: WorkingCalendar, me: str, *, rate: int, chat_pause: float) -> None:
        self._store = store
        self._calendar = calendar
        self._me = me
        self._rate = rate
        self._chat_pause = chat_pause

    async def open_account(self, channel: str, ticks: float) -> None:
        """Makes the account's slots. They count as just used: the provider may still remember the run before."""
        async with self._store.transaction() as tx:
            await tx.execute(insert(tx, accounts).values(channel=channel).on_conflict_do_nothing())
            rows = [{"channel": channel, "number": n, "free_at": ticks + 1.0} for n in range(self._rate)]
            await tx.execute(insert(tx, slots).values(rows).on_conflict_do_nothing())
            await tx.execute(delete(slots).where(slots.c.channel == channel, slots.c.number >= self._rate))
            await tx.execute(
                update(slots).where(slots.c.channel == channel, slots.c.free_at <= ticks).values(free_at=ticks + 1.0)
            )

    async def recover(self, ticks: float, *, alone: bool = False) -> None:
        """SENDING whose holder died: nobody knows whether it went out, so it is said again, marked.

        A process that dies says nothing about the message: unlike an answer that never comes twice, it may be said again
        until MOST_ATTEMPTS, or a second crash in a row would lose it. `alone` = no other process can be sending.
        """
        died = and_(is_alive(deliveries), deliveries.c.state == State.SENDING)
        if not alone:
            died = and_(died, deliveries.c.lease_until < ticks)
        d = deliveries.c
        async with self._store.transaction() as tx:
            query = select(d.id, d.channel, d.chat_id, d.contact_id, d.attempts).where(died).order_by(d.id)
            for r in (await tx.execute(claiming(query))).all():
                state = State.DEAD if r.attempts >= MOST_ATTEMPTS else State.UNKNOWN
                why = "the sender died"
                await self._let_go(tx, deliveries.c.id == r.id, state=state, resend=True, retry_at=0.0, why=why)
                await self._free(tx, r.id, r.channel, r.chat_id, ticks)
                if state is State.DEAD:  # the town's moment is not at hand: the audit says the real one
                    await self._bury(tx, r.id, r.contact_id, datetime.fromtimestamp(ticks, UTC), why)

    async def claim(self, channel: str, now: datetime, ticks: float, limit: int) -> Sequence[Claimed]:
        async with self._store.transaction() as tx:
            hold = await tx.scalar(select(accounts.c.hold_until).where(accounts.c.channel == channel))
            if hold is not None and hold > ticks:
                return ()
            planned = await planned_through(tx)
            query = (
                select(deliveries)
                .join(
                    chats,
                    and_(chats.c.channel == deliveries.c.channel, chats.c.chat_id == deliveries.c.chat_id),
                    isouter=True,
                )
                .where(
                    deliveries.c.channel == channel,
                    deliveries.c.retry_at <= ticks,
                    _may_go(deliveries, now),
                    _filled(deliveries, planned),
                    or_(deliveries.c.lease_until.is_(None), deliveries.c.lease_until < ticks),
                    or_(chats.c.send_after.is_(None), chats.c.send_after <= ticks),
                    ~_earlier_in_chat(now, planned),
                )
                .order_by(deliveries.c.id)
                .limit(limit)
            )
            rows = (await tx.execute(claiming(query, of=deliveries))).all()
            values = {"claimed_by": self._me, "lease_until": ticks + LEASE}
            await tx.execute(update(deliveries).where(deliveries.c.id.in_([r.id for r in rows])).values(values))
            return [_claimed(r) for r in rows]

    async def begin(self, claimed: Sequence[Claimed], ticks: float) -> Sequence[Claimed]:
        if not claimed:
            return ()
        channel = claimed[0].channel
        async with self._store.transaction() as tx:
            # The account may have been told to hold since the claim, by a send of any replica.
            held = exists().where(accounts.c.channel == channel, accounts.c.hold_until > ticks)
            free = select(slots.c.number).where(slots.c.channel == channel, slots.c.free_at <= ticks, ~held)
            numbers = (await tx.execute(claiming(free.order_by(slots.c.number).limit(len(claimed)), of=slots))).scalars().all()
            served, given_back = claimed[: len(numbers)], claimed[len(numbers) :]
            mine = and_(self._mine([d.id for d in served]), deliveries.c.lease_until > ticks)
            values = {"state": State.SENDING, "attempts": deliveries.c.attempts + 1, "lease_until": ticks + LEASE}
            started = set(
                (await tx.execute(update(deliveries).where(mine).values(values).returning(deliveries.c.id))).scalars()
            )
            begun = [d for d in served if d.id in started]
            if begun:
                slot = and_(slots.c.channel == channel, slots.c.number == bindparam("slot"))
                taken = update(slots).where(slot).values(free_at=ticks + LEASE, delivery_id=bindparam("taken_by"))
                held_by = [{"slot": n, "taken_by": d.id} for n, d in zip(numbers, begun, strict=False)]
                await tx.execute(taken, held_by)
                await self._pause_chats(tx, channel, {d.chat_id for d in begun}, ticks + LEASE)
            await self._let_go(tx, self._mine([d.id for d in given_back]))
            return begun

    async def sent(self, delivery: Claimed, receipt: Receipt, now: datetime, ticks: float) -> None:
        """It went out, whoever holds it by now: a receipt is the truth."""
        arrived = {"state": State.SENT, "message_id": receipt.message_id, "sent_at": now, "why": None}
        async with self._store.transaction() as tx:
            await self._let_go(tx, deliveries.c.id == delivery.id, **arrived)
            await self._free(tx, delivery.id, delivery.channel, delivery.chat_id, ticks)

    async def failed(self, delivery: Claimed, result: Outcome, now: datetime, ticks: float) -> None:
        """How a send ended that did not succeed. Whose lease ran out meanwhile has no say over the delivery any more."""
        ended = {
            "state": result.state,
            "resend": delivery.resend or result.state is State.UNKNOWN,
            "retry_at": ticks + result.pause,
            "why": result.why,
        }
        if result.hold_account or result.moved_to is not None:
            ended["attempts"] = delivery.attempts  # the account waited or the chat moved: not this message's failing
        async with self._store.transaction() as tx:
            mine = await self._let_go(tx, self._mine([delivery.id], (*WAITING, State.SENDING)), **ended)
            await self._free(tx, delivery.id, delivery.channel, delivery.chat_id, ticks)
            if result.hold_account:
                until = ticks + result.pause
                shorter = and_(accounts.c.channel == delivery.channel, accounts.c.hold_until < until)
                await tx.execute(update(accounts).where(shorter).values(hold_until=until))
            if result.moved_to is not None:
                await self._move(tx, delivery, result.moved_to)
            if result.state is State.DEAD and mine:
                await self._bury(tx, delivery.id, delivery.contact_id, now, result.why)
                if not result.address_gone and delivery.words not in _NOTICES:
                    await self._tell_admins(tx, "undelivered", delivery.contact_id, now)
            if result.address_gone:
                gone = await set_reachable(tx, delivery.channel, delivery.chat_id, False)
                if gone is not None:
                    await write_audit(tx, now, gone, "unreachable", f"contact:{gone}", channel=delivery.channel)
                    await self._tell_admins(tx, "unreachable", gone, now)

    async def _tell_admins(self, tx: Tx, words: str, contact_id: int | None, now: datetime) -> None:
        """The other admins hear who could not be reached, in office hours."""
        lost = await contact(tx, contact_id, local_date(now)) if contact_id is not None else None
        if lost is None:
            return
        facts = {"name": lost.name, "agency": ", ".join(lost.agency_names), "buttons": []}
        for admin in await admins(tx, local_date(now)):
            if admin.contact_id != lost.id and admin.channel is not None and admin.chat_id is not None:
                await say(
                    tx,
                    Say(words, facts),
                    channel=admin.channel,
                    chat_id=admin.chat_id,
                    contact_id=admin.contact_id,
                    now=now,
                    not_before=at_once(now, self._calendar),
                )

    async def drop(self, delivery: Claimed) -> None:
        async with self._store.transaction() as tx:
            await self._let_go(tx, self._mine([delivery.id]), state=State.DROPPED)

    @staticmethod
    async def idle(tx: Tx, now: datetime) -> bool:
        """Nothing waits for this moment and nothing is under way, on any channel."""
        due = and_(is_alive(deliveries), or_(deliveries.c.state == State.SENDING, _may_go(deliveries, now)))
        return await tx.scalar(select(deliveries.c.id).where(due).limit(1)) is None

    async def next_moment(self, now: datetime) -> datetime | None:
        """When the next delivery that waits for its hour may go out."""
        waiting = and_(is_alive(deliveries), deliveries.c.state.in_(WAITING), deliveries.c.not_before > now)
        async with self._store.transaction() as tx:
            moment: datetime | None = await tx.scalar(select(func.min(deliveries.c.not_before)).where(waiting))
            return moment

    # --- shared by the above ------------------------------------------------------------------------------------------------
    def _mine(self, ids: Sequence[int], states: Sequence[State] = WAITING) -> ColumnElement[bool]:
        """Still in this replica's hands: nobody took it over when the lease ran out."""
        return and_(deliveries.c.id.in_(ids), deliveries.c.claimed_by == self._me, deliveries.c.state.in_(states))

    @staticmethod
    async def _let_go(tx: Tx, which: ColumnElement[bool], **values: Any) -> bool:
        released = {"claimed_by": None, "lease_until": None, **values}
        changed = await tx.execute(update(deliveries).where(which).values(released).returning(deliveries.c.id))
        return bool(changed.scalars().all())

    async def _bury(self, tx: Tx, delivery_id: int, contact_id: int | None, at: datetime, why: str) -> None:
        """It will never be heard: its words count as not said, and the admin can see it."""
        await take_back(tx, delivery_id, self._calendar)
        await write_audit(tx, at, contact_id, "delivery_dead", f"delivery:{delivery_id}", why=why)

    async def _free(self, tx: Tx, delivery_id: int, channel: str, chat_id: str, ticks: float) -> None:
        freed = {"free_at": ticks + 1.0, "delivery_id": None}
        await tx.execute(update(slots).where(slots.c.channel == channel, slots.c.delivery_id == delivery_id).values(freed))
        await self._pause_chats(tx, channel, {chat_id}, ticks + self._chat_pause)

    @staticmethod
    async def _pause_chats(tx: Tx, channel: str, chat_ids: set[str], until: float) -> None:
        rows = [{"channel": channel, "chat_id": c, "send_after": until} for c in sorted(chat_ids)]
        paused = insert(tx, chats).values(rows)
        await tx.execute(paused.on_conflict_do_update(index_elements=["channel", "chat_id"], set_={"send_after": until}))

    @staticmethod
    async def _move(tx: Tx, delivery: Claimed, new_chat: str) -> None:
        await move_address(tx, delivery.channel, delivery.chat_id, new_chat)
        waiting = and_(
            deliveries.c.channel == delivery.channel,
            deliveries.c.chat_id == delivery.chat_id,
            deliveries.c.state.in_(WAITING),
        )
        await tx.execute(update(deliveries).where(waiting).values(chat_id=new_chat))


def _may_go(d: FromClause, now: datetime) -> ColumnElement[bool]:
    """Waits, and this is its time. What may have gone out already is repeated whatever the hour: people must know."""
    in_time = or_(d.c.not_after.is_(None), d.c.not_after > now, d.c.state == State.UNKNOWN)
    return and_(is_alive(d), d.c.state.in_(WAITING), d.c.not_before <= now, in_time)


def _filled(d: FromClause, planned: date | None) -> ColumnElement[bool]:
    """A morning message goes out only when its day is planned to the end: what were added later, nobody would hear."""
    return or_(d.c.digest_on.is_(None), d.c.digest_on <= (planned or date.min))


def _earlier_in_chat(now: datetime, planned: date | None) -> ColumnElement[bool]:
    """A chat is spoken to in order: while an earlier message waits or is under way, the later ones wait too."""
    d = deliveries.alias("earlier")
    return exists().where(
        d.c.channel == deliveries.c.channel,
        d.c.chat_id == deliveries.c.chat_id,
        d.c.id < deliveries.c.id,
        is_alive(d),
        or_(d.c.state == State.SENDING, and_(_may_go(d, now), _filled(d, planned))),
    )


def _claimed(r: Any) -> Claimed:
    return Claimed(
        id=r.id,
        channel=r.channel,
        chat_id=r.chat_id,
        contact_id=r.contact_id,
        words=r.words,
        facts=dict(r.facts),
        digest_on=r.digest_on,
        edits=r.edits,
        replies_to=r.replies_to,
        attempts=r.attempts,
        resend=r.resend,
    )
