"""A question on the desk: what the person may see of it, what it narrows the plan to, and how the answer says so.

What was understood is kept, so that the next question may go on from it and a button can name it.
"""

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from bot.desk import Desk
from bot.pressing import Refused
from bot.understanding.query import Filters, Query, query_json
from plan_data.model import OccurrenceKind
from plan_data.periods import QUARTERS
from scheduler.audience import Post
from storage.asked import remember
from storage.lists import Narrowed, Within, find_items
from storage.occurrences import Item
from storage.plans import agency_directory, group_titles

Acts = Sequence[tuple[str, str]]
"""Buttons for what can be done with a list."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that may be answered: `id` names it in buttons, `skip` is how much of the answer was seen already."""

    id: int
    query: Query
    within: Within | None
    skip: int = 0

    @property
    def filters(self) -> Filters:
        return self.query.filters


def within(desk: Desk) -> Within | None:
    """An admin sees the whole plan, who follows groups these and the own work, anybody else the own work."""
    if desk.who.is_admin:
        return None
    followers = frozenset(p.agency_id for p in desk.who.posts if p.post is Post.FOLLOWER and p.agency_id is not None)
    return Within(desk.who.agencies, followers)


def is_own(seen: Within | None) -> bool:
    """Does the person see no more than the own work?"""
    return seen is not None and not seen.followers


async def ask(desk: Desk, query: Query) -> Asked:
    """The question, kept."""
    incoming = desk.incoming
    query_id = await remember(desk.tx, incoming.channel, incoming.chat_id, query_json(query), desk.now)
    return Asked(query_id, query, within(desk))


async def agency_named(desk: Desk, name: str | None) -> int | None:
    """Its id; of one that has ended the id of that which has its work now. Errors: ValueError where none has the name."""
    if name is None:
        return None
    recorded = {a.name: (i, a.successor) for i, a in await agency_directory(desk.tx, desk.on)}
    if name not in recorded:
        raise ValueError(name)
    agency_id, successor = recorded[name]
    return recorded[successor][0] if successor else agency_id


async def narrowed(desk: Desk, asked: Asked, *, finished: bool | None = None) -> Narrowed:
    """What is looked for in the books. Errors: Refused for an agency whose work is not this person's to see."""
    f = asked.filters
    agency_id = await agency_named(desk, f.agency)
    if is_own(asked.within) and agency_id is not None and agency_id not in desk.who.agencies:
        raise Refused
    return Narrowed(asked.within, agency_id, f.group, f.activity, f.first, f.last, finished)


async def items_asked(desk: Desk, asked: Asked) -> tuple[Item, ...]:
    """The dated items that the question is about, whatever their state; check-ins apart."""
    found = await find_items(desk.tx, await narrowed(desk, asked))
    return tuple(i for i in found if i.kind is not OccurrenceKind.CHECK_IN)


# --- what was understood, for the first line ------------------------------------------------------------------------------
async def subject_facts(desk: Desk, asked: Asked) -> dict[str, Any]:
    """Whose work, of which group, due when."""
    f = asked.filters
    own = ", ".join(desk.who.agency_names) if is_own(asked.within) else ""
    titles = await group_titles(desk.tx) if f.group else {}
    return {
        "agency": f.agency or own,
        "group": f.group or "",
        "group_title": titles.get(f.group or "", ""),
        "status": f.status or "",
        "period": period_facts(f.first, f.last),
    }


def period_facts(first: date | None, last: date | None) -> dict[str, Any] | None:
    """How a stretch of days is called: a quarter, a month, a half-year, a year, a week, a day, else by its ends."""
    if first is None and last is None:
        return None
    told: dict[str, Any] = {"first": first and first.isoformat(), "last": last and last.isoformat()}
    if first is None or last is None:
        return told | {"kind": "from" if first else "until"}
    months = (last.month - first.month + 1) if first.year == last.year else 0
    whole = first.day == 1 and last.day == monthrange(last.year, last.month)[1]
    told |= {"year": first.year, "number": ""}
    if first == last:
        return told | {"kind": "day"}
    if whole and months == 1:
        return told | {"kind": "month", "number": f"{first.month:02d}" if first.month < 3 else str(first.month)}
    if whole and months == 3 and first.month % 3 == 1:
        return told | {"kind": "quarter", "number": QUARTERS[first.month // 3]}
    if whole and months == 6 and first.month in (1, 7):
        return told | {"kind": "half", "number": "1" if first.month == 1 else "2"}
    if whole and months == 12:
        return told | {"kind": "year"}
    if first.weekday() == 0 and last - first == timedelta(days=6):
        return told | {"kind": "week", "last": (last - timedelta(days=2)).isoformat()}
    return told | {"kind": "between"}


def outside(query: Query, due: date) -> bool:
    """Is this day not in the period of the question?"""
    f = query.filters
    return bool((f.first and due < f.first) or (f.last and due > f.last))
