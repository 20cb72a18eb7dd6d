"""What an admin sends by hand: a draft is sent once, a person is nudged once a day, and what was answered is told once.

The database is the referee of all three: the state of a draft changes on a condition, a nudge is unique by person and local
date, and an item remembers the morning message that told its answer.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import and_, delete, select, update

from storage.dialects import insert
from storage.store import Tx
from storage.tables import mailings, nudged_items, nudges

NUDGE = "nudge.told"
"""The words of a nudge as the agency gets it; those of a morning message stand in `storage.planning`."""
DRAFT, SENT, DROPPED = "draft", "sent", "dropped"


@dataclass(frozen=True, slots=True)
class Mailing:
    """A draft, or what became of it. `facts` is what it says and to whom, as its kind keeps it."""

    id: int
    kind: str
    contact_id: int
    facts: dict[str, Any]
    state: str
    sent_at: datetime | None


async def draft(tx: Tx, kind: str, contact_id: int, facts: dict[str, Any], now: datetime) -> int:
    """Keeps what is shown before it is sent; the id stands in its buttons."""
    row = {"kind": kind, "contact_id": contact_id, "facts": facts, "made_at": now, "state": DRAFT}
    return int((await tx.execute(mailings.insert().values(row).returning(mailings.c.id))).scalar_one())


async def mailing(tx: Tx, mailing_id: int) -> Mailing | None:
    r = (await tx.execute(select(mailings).where(mailings.c.id == mailing_id))).one_or_none()
    return Mailing(r.id, r.kind, r.contact_id, dict(r.facts), r.state, r.sent_at) if r else None


async def close(tx: Tx, mailing_id: int, sent_at: datetime | None) -> bool:
    """Sends a draft, or drops it (None); False where that was done before: of two presses the first wins."""
    values = {"state": SENT if sent_at else DROPPED, "sent_at": sent_at}
    changed = update(mailings).where(mailings.c.id == mailing_id, mailings.c.state == DRAFT).values(values)
    return (await tx.execute(changed.returning(mailings.c.id))).one_or_none() is not None


async def drop(tx: Tx, mailing_id: int) -> None:
    """Sent to nobody after all."""
    await tx.execute(update(mailings).where(mailings.c.id == mailing_id).values(state=DROPPED, sent_at=None))


# --- one nudge a person a day -----------------------------------------------------------------------------------------------
async def nudged_on(tx: Tx, day: date) -> frozenset[int]:
    """Who has had a manual nudge on that local date."""
    return frozenset((await tx.execute(select(nudges.c.contact_id).where(nudges.c.on == day))).scalars())


async def nudge(tx: Tx, mailing_id: int, contact_ids: Iterable[int], day: date) -> dict[int, int]:
    """Takes the day's one nudge of each of these persons; those who still had it, with the id of their nudge."""
    rows = [{"mailing_id": mailing_id, "contact_id": c, "on": day} for c in sorted(contact_ids)]
    if not rows:
        return {}
    # In one order everywhere: two admins who press at once would else wait for each other for ever.
    once = insert(tx, nudges).values(rows).on_conflict_do_nothing(index_elements=["contact_id", "on"])
    return {r.contact_id: r.id for r in await tx.execute(once.returning(nudges.c.contact_id, nudges.c.id))}


async def nudged_with(tx: Tx, nudge_id: int, delivery_id: int, heard_through: Mapping[int, int]) -> None:
    """What a nudge went out as; `heard_through` is the newest update of each item at that moment, 0 for none."""
    await tx.execute(update(nudges).where(nudges.c.id == nudge_id).values(delivery_id=delivery_id))
    rows = [{"nudge_id": nudge_id, "occurrence_id": i, "heard_through": u} for i, u in heard_through.items()]
    await tx.execute(nudged_items.insert(), rows)


async def forget_nudge(tx: Tx, delivery_id: int) -> None:
    """A nudge that nobody heard was none: the person may be reminded that day after all."""
    await tx.execute(delete(nudges).where(nudges.c.delivery_id == delivery_id))


# --- the answers --------------------------------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class Nudged:
    """An item of a nudge whose answer has not been told yet, and the admin who sent it."""

    nudge_id: int
    occurrence_id: int
    heard_through: int
    admin_id: int


async def untold(tx: Tx, since: date) -> tuple[Nudged, ...]:
    """What was nudged from the day `since` on and of which no answer has been told; locked, so that it is told once."""
    query = (
        select(nudged_items, mailings.c.contact_id)
        .join(nudges, nudges.c.id == nudged_items.c.nudge_id)
        .join(mailings, mailings.c.id == nudges.c.mailing_id)
        .where(nudges.c.on >= since, nudged_items.c.told_in.is_(None))
        .order_by(nudged_items.c.nudge_id, nudged_items.c.occurrence_id)
        .with_for_update(of=nudged_items)
    )
    return tuple(Nudged(r.nudge_id, r.occurrence_id, r.heard_through, r.contact_id) for r in await tx.execute(query))


async def tell_in(tx: Tx, told: Sequence[Nudged], delivery_id: int) -> None:
    """Their answers stand in this morning message."""
    for n in told:
        this = and_(nudged_items.c.nudge_id == n.nudge_id, nudged_items.c.occurrence_id == n.occurrence_id)
        await tx.execute(update(nudged_items).where(this).values(told_in=delivery_id))


async def told_in(tx: Tx, delivery_id: int) -> dict[int, int]:
    """The items whose answers a morning message tells, each with the newest update when it was nudged."""
    query = select(nudged_items).where(nudged_items.c.told_in == delivery_id).order_by(nudged_items.c.occurrence_id)
    return {r.occurrence_id: r.heard_through for r in await tx.execute(query)}


async def untell(tx: Tx, delivery_id: int) -> None:
    """A morning message that nobody heard: its answers are told in the next."""
    await tx.execute(update(nudged_items).where(nudged_items.c.told_in == delivery_id).values(told_in=None))
