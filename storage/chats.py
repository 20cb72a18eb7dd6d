"""A chat as such: a person's home, strangers, and people whom we keep failing to understand."""

from datetime import datetime, timedelta

from sqlalchemy import or_, select, update

from storage.store import Tx
from storage.tables import addresses, chats


async def home_of(tx: Tx, contact_id: int) -> tuple[str, str] | None:
    """(channel, chat) where a person can be written to unasked; None where nobody can be reached, or wants no messages."""
    query = select(addresses.c.channel, addresses.c.chat_id).where(
        addresses.c.contact_id == contact_id, addresses.c.reachable.is_(True), addresses.c.stopped_at.is_(None)
    )
    r = (await tx.execute(query.order_by(addresses.c.id).limit(1))).one_or_none()
    return (r.channel, r.chat_id) if r else None


async def tell_stranger(tx: Tx, channel: str, chat_id: str, now: datetime) -> bool:
    """May this stranger be answered? Once in 24 hours; the answer is recorded as given."""
    told = (
        update(chats)
        .where(
            chats.c.channel == channel,
            chats.c.chat_id == chat_id,
            or_(chats.c.stranger_told_at.is_(None), chats.c.stranger_told_at <= now - timedelta(hours=24)),
        )
        .values(stranger_told_at=now)
        .returning(chats.c.chat_id)
    )
    return (await tx.execute(told)).one_or_none() is not None


async def count_misunderstood(tx: Tx, channel: str, chat_id: str, understood: bool) -> int:
    """How many messages in a row were not understood, this one included."""
    value = 0 if understood else chats.c.misunderstood + 1
    changed = (
        update(chats)
        .where(chats.c.channel == channel, chats.c.chat_id == chat_id)
        .values(misunderstood=value)
        .returning(chats.c.misunderstood)
    )
    return (await tx.execute(changed)).scalar_one_or_none() or 0
