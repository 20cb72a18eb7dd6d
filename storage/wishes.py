"""What a person wishes of the service: the hour of the morning message, its language, days without one, or none at all."""

from collections.abc import Sequence
from datetime import datetime, time

from sqlalchemy import and_, select, update

from storage.store import Tx
from storage.tables import addresses, audit, contacts


async def set_hour(tx: Tx, contact_id: int, hour: time) -> None:
    await tx.execute(update(contacts).where(contacts.c.id == contact_id).values(hour=hour))


async def set_language(tx: Tx, contact_id: int, language: str) -> None:
    await tx.execute(update(contacts).where(contacts.c.id == contact_id).values(language=language))


async def set_quiet_weekdays(tx: Tx, contact_id: int, weekdays: Sequence[int]) -> None:
    """ISO weekdays; none: every working day."""
    digits = "".join(str(d) for d in sorted(set(weekdays)))
    await tx.execute(update(contacts).where(contacts.c.id == contact_id).values(quiet_weekdays=digits))


async def stop(tx: Tx, channel: str, chat_id: str, now: datetime) -> bool:
    """Nothing more is said unasked at this address; False where that was so already."""
    here = and_(addresses.c.channel == channel, addresses.c.chat_id == chat_id, addresses.c.stopped_at.is_(None))
    changed = await tx.execute(update(addresses).where(here).values(stopped_at=now).returning(addresses.c.id))
    return changed.scalar_one_or_none() is not None


async def resume(tx: Tx, channel: str, chat_id: str) -> bool:
    """The person wants to hear again; False where nothing had been stopped."""
    here = and_(addresses.c.channel == channel, addresses.c.chat_id == chat_id, addresses.c.stopped_at.is_not(None))
    changed = await tx.execute(update(addresses).where(here).values(stopped_at=None).returning(addresses.c.id))
    return changed.scalar_one_or_none() is not None


async def has_stopped(tx: Tx, channel: str, chat_id: str) -> bool:
    here = and_(addresses.c.channel == channel, addresses.c.chat_id == chat_id, addresses.c.stopped_at.is_not(None))
    return await tx.scalar(select(addresses.c.id).where(here)) is not None


async def last_of(tx: Tx, subject: str, actions: Sequence[str]) -> str | None:
    """The newest of these actions on a subject: was it said already since?"""
    query = select(audit.c.action).where(audit.c.subject == subject, audit.c.action.in_(actions))
    action: str | None = await tx.scalar(query.order_by(audit.c.id.desc()).limit(1))
    return action
