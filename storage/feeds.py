"""Private calendar addresses: one a person, known to the database by its hash only."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from storage.dialects import insert
from storage.store import Tx
from storage.tables import feeds

LONGEST_TOKEN = 64


def _hashed(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Feed:
    """Since when a person has an address, and the message that told it."""

    made_at: datetime
    said_in: int | None


async def feed_of(tx: Tx, contact_id: int) -> Feed | None:
    r = (await tx.execute(select(feeds.c.made_at, feeds.c.said_in).where(feeds.c.contact_id == contact_id))).one_or_none()
    return Feed(r.made_at, r.said_in) if r else None


async def new_feed(tx: Tx, contact_id: int, said_in: int, now: datetime) -> str:
    """A new address of this person's calendar; the one before it ends. The token, which is kept nowhere."""
    token = secrets.token_urlsafe(32)
    values = {"contact_id": contact_id, "token_hash": _hashed(token), "said_in": said_in, "made_at": now}
    made = insert(tx, feeds).values(values)
    await tx.execute(made.on_conflict_do_update(index_elements=["contact_id"], set_=values))
    return token


async def owner_of(tx: Tx, token: str) -> int | None:
    """Whose calendar it is; None for a token that is unknown or has been replaced."""
    if len(token) > LONGEST_TOKEN:
        return None
    owner: int | None = await tx.scalar(select(feeds.c.contact_id).where(feeds.c.token_hash == _hashed(token)))
    return owner
