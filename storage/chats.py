"""A chat as such, whoever writes from it: strangers, and people whom we keep failing to understand."""

from datetime import datetime, timedelta

from sqlalchemy import or_, update

from storage.store import Tx
from storage.tables import chats


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
