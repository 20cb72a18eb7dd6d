"""Leave: from a day to a day somebody else hears of the agency's work. Both are told the same days, and it ends by itself.

A substitute is somebody of the agency who has joined; whom the words may mean is asked where it is not one person, never
picked. The reason for an absence goes nowhere. What is said and pressed about it stands in `bot.leave`.
"""

from collections.abc import Collection, Sequence
from datetime import date, timedelta
from typing import Any

from bot.desk import Desk
from bot.facts import MOST_LINES
from bot.names import Named, meant
from scheduler.audience import Hearer, Post, audience
from storage import absences
from storage import people as roster
from storage.absences import HEARING_POSTS, Absence
from storage.occurrences import Item, agency_items
from storage.people import Contact
from storage.planning import DIGEST, silence

LONGEST = timedelta(days=366)
FARTHEST = timedelta(days=180)
"""A day that is farther ahead is rather one that is past: it is asked again."""
DAY = timedelta(days=1)
SOMEBODY = "?"
"""Somebody stands in, and the words do not say who."""
MOST_OFFERED = 5


# --- who is away, and who could stand in --------------------------------------------------------------------------------------
def agencies_of(person: Contact) -> list[str]:
    """The agencies whose work somebody else hears of."""
    return list(dict.fromkeys(p.agency for p in person.posts if p.post in HEARING_POSTS))


async def colleagues_of(desk: Desk, absent: Contact, on: date) -> list[Named]:
    """Who could stand in: people of the same agencies who have joined and are not away themselves on the first day."""
    agencies = absent.own_agencies
    names = {p.id: p.name for a in sorted(agencies) for p in await roster.people_of(desk.tx, a, on)}
    able: dict[int, Named] = {}
    for h in await roster.hearers(desk.tx, agencies, on):
        here = h.agency_id in agencies and h.stands_in_for is None and h.contact_id != absent.id
        if here and h.reachable and not h.away:
            able.setdefault(h.contact_id, Named(h.contact_id, names[h.contact_id], h.post))
    return list(able.values())


def offer(
    people: Sequence[Named], absent_id: int, from_on: date, until_on: date, instead_of: int = 0
) -> list[list[tuple[str, str]]]:
    """A button a person, and one for nobody in particular."""
    days = f"{from_on:%Y%m%d}:{until_on:%Y%m%d}:{absent_id}"
    rows = [[(p.name[:30], f"leave_to:{days}:{p.contact_id}:{instead_of}")] for p in people[:MOST_OFFERED]]
    return [*rows, [("nobody_instead", f"leave_to:{days}:0:{instead_of}")]]


def later_buttons(a: Absence, *replaced: int) -> list[list[tuple[str, str]]]:
    return [[("edit_days", f"leave_days:{a.id}"), ("undo", f"leave_undo:{a.id}:{'-'.join(map(str, replaced)) or 0}")]]


def span(a: Absence) -> dict[str, Any]:
    """An absence as facts for the words."""
    return {
        "name": a.name,
        "from_on": a.from_on.isoformat(),
        "until_on": a.until_on.isoformat(),
        "substitute": a.substitute,
        "accepted": a.accepted,
    }


# --- set ----------------------------------------------------------------------------------------------------------------------
async def ask_days(desk: Desk, absent: Contact, *, substitute: str = "", instead_of: int = 0) -> None:
    await desk.ask("absence_days", contact=absent.id, substitute=substitute, instead_of=instead_of)
    await desk.say("absence.days", name="" if absent.id == desk.who.id else absent.name)


async def begin(desk: Desk, absent: Contact, from_on: date, until_on: date, words: str, instead_of: int = 0) -> None:
    """The days are known; who stands in is found, or asked, and then it is recorded."""
    colleagues = await colleagues_of(desk, absent, max(from_on, desk.on))
    found = meant(words, colleagues) if words else ()
    if words and len(found) != 1:
        days = {"from_on": from_on.isoformat(), "until_on": until_on.isoformat()}
        await desk.ask("absence_who", contact=absent.id, instead_of=instead_of, **days)
        await desk.say(
            "absence.who",
            said="" if words == SOMEBODY else words[:60],
            n=len(found),
            colleagues=len(colleagues),
            buttons=offer(found or colleagues, absent.id, from_on, until_on, instead_of),
        )
        return
    await record(desk, absent, found[0].contact_id if found else None, from_on, until_on, instead_of=instead_of)


async def record(
    desk: Desk, absent: Contact, substitute_id: int | None, from_on: date, until_on: date, *, instead_of: int = 0
) -> None:
    """Recorded, and said to everybody whom it concerns. The newer replaces what it meets, and what it was said instead of."""
    first = max(from_on, desk.on)
    before = {i: await _hears(desk, i, first) for i in sorted(absent.own_agencies)}
    earlier = await absences.absence(desk.tx, instead_of) if instead_of else None
    moved = [earlier] if earlier is not None and await absences.cancel(desk.tx, instead_of, desk.now) else []
    absence_id, met = await absences.set_absence(desk.tx, absent.id, substitute_id, from_on, until_on, desk.who.id, desk.now)
    replaced = [*moved, *met]
    if from_on <= desk.on:  # the morning message that waits is not for them any more
        await silence(desk.tx, absent.id, desk.calendar, words=[DIGEST])
    made = await absences.absence(desk.tx, absence_id)
    assert made is not None
    days = {"from_on": from_on.isoformat(), "until_on": until_on.isoformat()}
    await desk.audit("absence_set", f"contact:{absent.id}", absence=absence_id, substitute=substitute_id, **days)
    buttons = later_buttons(made, *(a.id for a in replaced))
    await desk.ask("take_back", says=buttons[0][1][1])
    rows = [await _row(desk, absent, agency_id, first) for agency_id in before]
    both = await absences.away_between(desk.tx, substitute_id, from_on, until_on) if substitute_id is not None else ()
    facts: dict[str, Any] = days | {"rows": rows, "office": desk.plan.office, "both": [span(a) for a in both]}
    mine = absent.id == desk.who.id
    await desk.say("absence.set", in_place=True, name="" if mine else absent.name, buttons=buttons, **facts)
    if not mine:
        await desk.tell_person(absent.id, "absence.set_for_you", buttons=buttons, **facts)
    for old in replaced:
        if old.substitute_id != substitute_id:
            await free(desk, old)
    if made.substitute_id is not None:
        await _tell_substitute(desk, absent, made)
    for agency_id, heard in before.items():
        await _tell_next(desk, absent, made, agency_id, first, {substitute_id, *(h.contact_id for h in heard)})


async def _row(desk: Desk, absent: Contact, agency_id: int, on: date) -> dict[str, Any]:
    """Who hears for one agency on the first day, and whether the order of the posts decides it."""
    heard = await _hears(desk, agency_id, on)
    colleagues = [h for h in heard if h.post is Post.FOCAL]
    return {
        "agency": next(p.agency for p in absent.posts if p.agency_id == agency_id),
        "who": [await _called(desk, h) for h in colleagues or heard],
        "in_order": not colleagues,
    }


async def _hears(desk: Desk, agency_id: int, on: date) -> tuple[Hearer, ...]:
    """Whoever of the agency hears its words on that day; nobody where the admins do."""
    told = audience(agency_id, await roster.hearers(desk.tx, [agency_id], on), on)
    return () if told.unreached else told.hearers


async def _called(desk: Desk, hearer: Hearer) -> dict[str, Any]:
    """A name with the post held, which is not the one that is heard for another."""
    person = await roster.contact(desk.tx, hearer.contact_id, desk.on)
    assert person is not None
    own = next((p.post for p in person.posts if p.agency_id == hearer.agency_id), hearer.post)
    return {"name": person.name, "post": str(own)}


async def _tell_substitute(desk: Desk, absent: Contact, a: Absence) -> None:
    """The same days, and only what comes up in them."""
    assert a.substitute_id is not None
    ahead = await _ahead(desk, sorted(absent.own_agencies), a)
    await desk.tell_person(
        a.substitute_id,
        "absence.for_substitute",
        items=[i.id for i in ahead[:MOST_LINES]],
        buttons=[[("received", f"leave_yes:{a.id}"), ("decline", f"leave_no:{a.id}")]],
        agency=", ".join(agencies_of(absent)),
        post=str(next(p.post for p in absent.posts if p.post in HEARING_POSTS)),
        **span(a),
        **_lines(desk, ahead),
    )


async def _tell_next(
    desk: Desk, absent: Contact, a: Absence, agency_id: int, first: date, known: Collection[int | None]
) -> None:
    """Whoever is next in order knows that it is theirs now, and the admins where there is nobody left."""
    held = next(p for p in absent.posts if p.agency_id == agency_id and p.post in HEARING_POSTS)
    facts = span(a) | {"agency": held.agency, "post": str(held.post)}
    heard = await _hears(desk, agency_id, first)
    if not heard:
        await desk.tell_admins("absence.nobody", **facts)
    ahead = await _ahead(desk, [agency_id], a)
    for contact_id in [h.contact_id for h in heard if h.contact_id not in {*known, desk.who.id}]:
        items = [i.id for i in ahead[:MOST_LINES]]
        await desk.tell_person(contact_id, "absence.in_order", items=items, **facts, **_lines(desk, ahead))


async def _ahead(desk: Desk, agencies: Sequence[int], a: Absence) -> list[Item]:
    """What has a word to be said in these days."""
    still = [i for agency_id in agencies for i in await agency_items(desk.tx, agency_id) if i.closed_on is None]
    nudges = [(i, i.next_nudge(desk.calendar, a.from_on - DAY)) for i in still]
    return [i for i, nudge in nudges if nudge is not None and nudge.on <= a.until_on]


def _lines(desk: Desk, ahead: Sequence[Item]) -> dict[str, Any]:
    return {"told": [desk.facts(i) for i in ahead[:MOST_LINES]], "more": max(0, len(ahead) - MOST_LINES)}


# --- ended --------------------------------------------------------------------------------------------------------------------
async def free(desk: Desk, a: Absence, *, from_day: date | None = None) -> None:
    """The substitute is told that nobody is to be stood in for any more; with a day, from that day on."""
    if a.substitute_id is None or a.substitute_id == desk.who.id:
        return
    person = await roster.contact(desk.tx, a.contact_id, desk.on)
    agency = ", ".join(agencies_of(person)) if person else ""
    begins = from_day.isoformat() if from_day else None
    await desk.tell_person(a.substitute_id, "absence.freed", agency=agency, from_day=begins, **span(a))
