"""14:00: what stands in its messages at this moment, and their words. Asked at sending, in the admins' morning message, and
when an admin wants to read a message before it goes."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from bot.digest import Buttons
from bot.facts import MOST_LINES
from bot.letters import Told, agency_facts, announcement, by_agency, letter_buttons, preview_buttons, preview_facts
from bot.wording import words
from plan_data.calendar import WorkingCalendar, at
from scheduler.audience import Part, Post
from scheduler.escalation import LEADERS, TOLD_AT, Off, taken_off
from scheduler.ladder import word_of
from storage import holds, outbox
from storage import people as roster
from storage.occurrences import Item, items
from storage.people import Contact
from storage.plans import PlanRow
from storage.store import Tx

_OVERDUE = word_of(1)
"""What must be true of an item whose word nobody at 14:00 hears: that it is overdue at all."""


def is_past(day: date, now: datetime) -> bool:
    """Have the messages of that day's 14:00 gone?"""
    return now >= at(day, TOLD_AT)


async def told_on(tx: Tx, occurrence_ids: Iterable[int], day: date, calendar: WorkingCalendar) -> list[Told]:
    """How these items stand for 14:00 of the day, as far as it is known now."""
    found = await items(tx, occurrence_ids)
    letters = [x for x in await holds.letters(tx, [i.id for i in found], day) if x.day == day]
    held = await holds.held_agencies(tx, day)
    leaders = await leaders_of(tx, {i.agency_id for i in found}, day)
    told = []
    for item in found:
        own = leaders.get(item.agency_id, {})
        mine = [x for x in letters if x.occurrence_id == item.id]
        heard = [x for x in mine if x.contact_id in own]
        posts = {own[x.contact_id] for x in heard} or set(own.values())
        leader = next((p for p in LEADERS if p in posts), None)
        off = _off(item, mine[0].word if mine else _OVERDUE, calendar, day, held)
        told.append(Told(item, leader, off, bool(heard), any(x.sent for x in heard)))
    return told


async def leaders_of(tx: Tx, agency_ids: Collection[int], day: date) -> dict[int, dict[int, Post]]:
    """By agency, who above the focal person can be reached: contact and post, the higher post of two."""
    found: dict[int, dict[int, Post]] = {}
    for hearer in await roster.hearers(tx, agency_ids, day):
        if hearer.reachable and hearer.post in LEADERS and hearer.agency_id is not None:
            own = found.setdefault(hearer.agency_id, {})
            if own.get(hearer.contact_id) is not Post.HEAD:
                own[hearer.contact_id] = hearer.post
    return found


def _off(item: Item, word: str, calendar: WorkingCalendar, day: date, held: Collection[int]) -> Off | None:
    return taken_off(item.occurrence, item.updates, word, calendar, day) or (Off.HELD if item.agency_id in held else None)


# --- one message -----------------------------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class Written:
    """A message of 14:00 in words, and what is not said in it after all."""

    html: str
    buttons: Buttons
    off: tuple[tuple[Item, Off], ...]


async def write(
    tx: Tx,
    delivery_id: int,
    person: Contact,
    plan: PlanRow,
    calendar: WorkingCalendar,
    day: date,
    *,
    despite_holds: bool = False,
) -> Written:
    """The person's message as it would go now; empty words where nothing is left. Their own agencies' work comes as a letter,
    anybody else's, which only an admin hears of, as a list."""
    carried = await outbox.digest_lines(tx, delivery_id)
    found = {i.id: i for i in await items(tx, [c.occurrence_id for c in carried])}
    held = frozenset[int]() if despite_holds else await holds.held_agencies(tx, day)
    live: list[Item] = []
    off: list[tuple[Item, Off]] = []
    for c in carried:
        item = found[c.occurrence_id]
        why = _off(item, c.word, calendar, day, held)
        if why is None and item.agency_id not in person.agencies and not person.is_admin:
            why = Off.MOVED
        if why is None:
            live.append(item)
        else:
            off.append((item, why))
    own = [i for i in live if i.agency_id in person.agencies]
    others = [i for i in live if i.agency_id not in person.agencies]
    language = words(person.language)
    basis = {"plan": plan.short_title, "number": plan.number, "office": plan.office}
    told = [
        language.tell(f"escalation.{_post(person, group[0].agency_id)}", basis | {"a": agency_facts(group, calendar, day)})
        for group in by_agency(own)
    ]
    buttons = letter_buttons(own, delivery_id) if own else []
    if others:
        told.append(language.tell("escalation.admin", await _for_admins(tx, others, calendar, day)))
        buttons = [*buttons, [["overdue", "cmd:quahan"]]]
    return Written("\n\n".join(told), buttons, tuple(off))


def _post(person: Contact, agency_id: int) -> Post:
    return Post.HEAD if any(p.post is Post.HEAD and p.agency_id == agency_id for p in person.posts) else Post.DEPUTY


async def _for_admins(tx: Tx, others: list[Item], calendar: WorkingCalendar, day: date) -> dict[str, Any]:
    leaders = {t.item.agency_id: t.leader for t in await told_on(tx, [i.id for i in others], day, calendar)}
    groups = by_agency(others)
    shown = by_agency([i for group in groups for i in group][:MOST_LINES])
    return {
        "n": len(others),
        "days": min(calendar.overdue_days(i.due, day) for i in others),
        "agencies": len(groups),
        "rows": [agency_facts(g, calendar, day) | {"leader": str(leaders[g[0].agency_id] or "")} for g in shown],
        "more": max(0, len(others) - MOST_LINES),
    }


# --- before it goes ----------------------------------------------------------------------------------------------------------
async def shown_in(tx: Tx, root: int) -> tuple[date, list[int]] | None:
    """The day of an admin's morning message and the items whose 14:00 it shows; None where it shows none. Work of their own,
    of which their head will be told, is among them."""
    day = await holds.morning_of(tx, root)
    if day is None:
        return None
    lines = await outbox.digest_lines(tx, root)
    own = [c.occurrence_id for c in lines if c.part is Part.OWN]
    letters = await holds.letters(tx, own, day) if own else ()
    shown = {x.occurrence_id for x in letters if x.day == day}
    shown |= {c.occurrence_id for c in lines if c.part is Part.PREVIEW}
    return (day, [c.occurrence_id for c in lines if c.occurrence_id in shown]) if shown else None


async def preview(
    tx: Tx, root: int, person: Contact, calendar: WorkingCalendar, on: date, now: datetime
) -> tuple[dict[str, Any], Buttons] | None:
    """The first block of an admin's morning message, with its buttons while there is time; None where there is nothing."""
    shown = await shown_in(tx, root)
    if shown is None:
        return None
    day, ids = shown
    told, past = await told_on(tx, ids, day, calendar), is_past(day, now)
    return preview_facts(told, calendar, day, on, past=past), [] if past else preview_buttons(told, root, person.agencies)


async def announced(tx: Tx, own: Iterable[Item], calendar: WorkingCalendar, on: date, now: datetime) -> list[dict[str, Any]]:
    """For a focal person's morning message: what will be told higher if no day is named, to whom, and on which day."""
    found: dict[tuple[date, int, Post], list[Item]] = {}
    own = list(own)
    letters = [x for x in await holds.letters(tx, [i.id for i in own], on) if not x.sent and not is_past(x.day, now)]
    leaders = await leaders_of(tx, {i.agency_id for i in own}, on) if letters else {}
    for day in sorted({x.day for x in letters}):
        held = await holds.held_agencies(tx, day)
        for item in own:
            mine = [x for x in letters if x.day == day and x.occurrence_id == item.id]
            posts = {leaders.get(item.agency_id, {}).get(x.contact_id) for x in mine}
            leader = next((p for p in LEADERS if p in posts), None)
            if leader is not None and _off(item, mine[0].word, calendar, day, held) is None:
                found.setdefault((day, item.agency_id, leader), []).append(item)
    return [announcement(group, leader, day, on) for (day, _, leader), group in sorted(found.items())]
