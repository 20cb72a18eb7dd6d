"""Private calendar addresses: one a person, known to the database by its hash only."""

import hashlib
import secrets
from datetime import datetime

from sqlalchemy import select

from storage.dialects import insert
from storage.store import Tx
from storage.tables import feeds

LONGEST_TOKEN = 64


def _hashed(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


async def has_feed(tx: Tx, contact_id: int) -> bool:
    return await tx.scalar(select(feeds.c.id).where(feeds.c.contact_id == contact_id)) is not None


async def new_feed(tx: Tx, contact_id: int, now: datetime) -> str:
    """A new address of this person's calendar; the one before it ends. The token, which is kept nowhere."""
    token = secrets.token_urlsafe(32)
    values = {"contact_id": contact_id, "token_hash": _hashed(token), "made_at": now}
    made = insert(tx, feeds).values(values)
    await tx.execute(made.on_conflict_do_update(index_elements=["contact_id"], set_=values))
    return token


async def owner_of(tx: Tx, token: str) -> int | None:
    """Whose calendar it is; None for a token that is unknown or has been replaced."""
    if len(token) > LONGEST_TOKEN:
        return None
    owner: int | None = await tx.scalar(select(feeds.c.contact_id).where(feeds.c.token_hash == _hashed(token)))
    return owner
