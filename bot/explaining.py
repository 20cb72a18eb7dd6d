"""Questions about an activity, answered from the plan: the thing asked in the first line, the whole behind one button.

Of another agency's work a person hears what the published plan says and nothing of how it goes.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from bot import asking, views
from bot.desk import Desk
from bot.picking import current
from bot.pressing import Press
from bot.understanding.reply import Addressed, Intent, read_replies
from bot.understanding.topics import Topic, topic
from storage import people as roster
from storage.occurrences import Item, items_by_code, items_of_message
from storage.plans import activity_codes, follower_of

MOST_CODES, MOST_NAMES = 5, 3


async def asked(desk: Desk, text: str) -> bool:
    """A question that names its activities, be they one's own or not, or that needs none. False for everything else."""
    said = read_replies(text, desk.on, await activity_codes(desk.tx))
    if len(said) != 1 or not _asks(said[0], text):
        return False
    codes = said[0].codes or await _replied_code(desk)
    if not codes and topic(text) is Topic.CONTACT and not desk.who.is_admin:
        await desk.say("explain.contact", told=[], office=await _office(desk))
        return True
    known = [code for code in codes[:MOST_CODES] if await items_by_code(desk.tx, code)]
    if known:
        await explain(desk, known, text, said[0].period)
        return True
    unknown = next((code for one in read_replies(text, desk.on) for code in one.codes), None)
    if unknown is not None:
        await asking.not_mine(desk, unknown)
    return unknown is not None


def _asks(one: Addressed, text: str) -> bool:
    """A question, or only its subject beside a code: "I.3 hạn"."""
    subject = len(one.words.split()) <= 2 and not any(c.isdigit() for c in one.words) and topic(text) is not None
    return one.reply.intent is Intent.QUESTION or (one.reply.intent is Intent.OTHER and bool(one.codes) and subject)


async def _replied_code(desk: Desk) -> tuple[str, ...]:
    """An admin asks about anybody's work, in answer to a message about it."""
    incoming = desk.incoming
    if not desk.who.is_admin or incoming.replies_to is None:
        return ()
    carried = await items_of_message(desk.tx, incoming.channel, incoming.chat_id, incoming.replies_to)
    codes = {i.code for i in carried}
    return tuple(codes) if len(codes) == 1 else ()


async def explain(desk: Desk, codes: Sequence[str], text: str, period: str = "") -> None:
    """What the text asks of these activities, of which there are items."""
    about = topic(text) or Topic.CONTENT
    if about is Topic.CONTENT:
        await views.card(desk, codes[0])
        return
    told = [await _told(desk, code, period) for code in codes]
    several = len({i.agency_id for i in told[0].shown}) > 1
    if about is Topic.HISTORY and told[0].shown:
        await views.history(desk, codes[0])
    elif about is Topic.STATE and several:
        await views.card(desk, codes[0])
    else:
        key = f"explain.{Topic.STATE if about is Topic.HISTORY else about}"
        items = [i.id for t in told for i in t.shown[:1] if i.agency_id in desk.who.agencies]
        buttons = [[("detail", f"card:{codes[0]}")]] if len(codes) == 1 else []
        await desk.say(key, items=items, told=[t.facts for t in told], office=await _office(desk), buttons=buttons)


@dataclass(frozen=True, slots=True)
class _Told:
    """An activity with those of its items that the person may know of, the one that is meant today first."""

    shown: tuple[Item, ...]
    facts: dict[str, Any]


async def _told(desk: Desk, code: str, period: str) -> _Told:
    everything = await items_by_code(desk.tx, code)
    visible = [i for i in everything if desk.who.is_admin or i.agency_id in desk.who.agencies]
    meant = [i for a in dict.fromkeys(i.agency_id for i in visible) for i in _today(visible, a, period, desk)]
    first = everything[0]
    planned = {i.planned_due for i in everything}
    facts = {
        "code": code,
        "title": first.short_title,
        "product": first.product,
        "deadline_text": first.deadline_text,
        "lead_text": first.lead_text,
        "coordinating_text": first.coordinating_text,
        "planned": planned.pop().isoformat() if len(planned) == 1 else None,
        "own": [desk.facts(i) for i in meant[:1]],
        "elsewhere": sum(i.due != meant[0].due for i in meant[1:]),
        "group": first.group,
        "follower": await follower_of(desk.tx, code),
    }
    return _Told(tuple(meant), facts)


def _today(visible: Sequence[Item], agency_id: int, period: str, desk: Desk) -> list[Item]:
    """Of an agency's turns the one that is meant: the oldest that is open, else the newest."""
    instances = [i for i in visible if i.agency_id == agency_id]
    turns = current(instances, desk.on, period) or current(instances, desk.on, "")
    return next(([i] for i in turns if not i.settled), turns[-1:])


async def _office(desk: Desk) -> dict[str, Any]:
    """The office that follows the plan, and who is there: names, no numbers."""
    there = [await roster.contact(desk.tx, h.contact_id, desk.on) for h in await roster.admins(desk.tx, desk.on)]
    return {"name": desk.plan.office, "people": list(dict.fromkeys(p.name for p in there if p))[:MOST_NAMES]}


async def _card(desk: Desk, arguments: list[str]) -> None:
    await views.card(desk, arguments[0])


PRESSES: dict[str, Press] = {"card": _card}
