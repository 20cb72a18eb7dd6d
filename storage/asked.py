"""What was asked in a chat, as it was understood: a later question may go on from it, and its buttons name it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, select

from storage.store import Tx
from storage.tables import queries

CONTEXT_LIVES = timedelta(minutes=30)
"""Who comes back later has something else in mind."""
BUTTONS_LIVE = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class AskedBefore:
    """A question of this chat; `facts` are its own."""

    id: int
    facts: dict[str, Any]


async def remember(tx: Tx, channel: str, chat_id: str, facts: dict[str, Any], now: datetime) -> int:
    """Its id, for the buttons; what nobody will press any more is forgotten."""
    mine = (queries.c.channel == channel, queries.c.chat_id == chat_id)
    await tx.execute(delete(queries).where(*mine, queries.c.asked_at < now - BUTTONS_LIVE))
    row = {"channel": channel, "chat_id": chat_id, "facts": facts, "asked_at": now}
    return int((await tx.execute(queries.insert().values(row).returning(queries.c.id))).scalar_one())


async def last_asked(tx: Tx, channel: str, chat_id: str, now: datetime) -> AskedBefore | None:
    """The newest question of the chat, while it is still in mind."""
    query = (
        select(queries.c.id, queries.c.facts)
        .where(queries.c.channel == channel, queries.c.chat_id == chat_id, queries.c.asked_at > now - CONTEXT_LIVES)
        .order_by(queries.c.id.desc())
        .limit(1)
    )
    r = (await tx.execute(query)).one_or_none()
    return AskedBefore(r.id, dict(r.facts)) if r else None


async def asked_by_id(tx: Tx, query_id: int, channel: str, chat_id: str) -> AskedBefore | None:
    """The question behind a button, if it is this chat's."""
    query = select(queries.c.id, queries.c.facts).where(
        queries.c.id == query_id, queries.c.channel == channel, queries.c.chat_id == chat_id
    )
    r = (await tx.execute(query)).one_or_none()
    return AskedBefore(r.id, dict(r.facts)) if r else None
