"""An agency becomes part of another one from a day on: "Sở Thông tin và Truyền thông nhập vào Sở Khoa học từ 1/7".

What is open moves on that day, what was done stays under the old name, and whoever asks for the old agency is shown the new
one. Said to everybody whom it concerns when it is agreed, and to who takes over once more, with the list, when it has come.
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from bot.desk import Desk
from bot.open_work import MERGED
from bot.pressing import Press, admin_only, number, refuse_words
from bot.said_in_parts import parts
from bot.understanding.dates import read_date
from plan_data.agencies import Directory
from plan_data.calendar import at
from plan_data.model import Agency, OccurrenceKind
from plan_data.text import slug, squeeze
from scheduler.audience import Hearer, spoken_to
from storage import inbox
from storage import offices as books
from storage import people as roster
from storage.occurrences import agency_items
from storage.planning import DIGEST, silence
from storage.plans import agency_directory

DAY = timedelta(days=1)
_JOINS = r"(?:duoc )?(?:sap nhap vao|nhap vao|hop nhat vao|hop nhat thanh|sap nhap thanh|doi ten thanh|->|→|>)"
_MERGER = re.compile(
    rf"^(?:sap nhap |hop nhat )?(?P<old>.+?) {_JOINS} (?P<new>.+?)(?:,? (?:(?:tu|ke tu) )?(?:ngay )?(?P<day>\d\S*))?$"
)
Known = tuple[int, Agency]


@dataclass(frozen=True, slots=True)
class Draft:
    """Which agencies become part of which one. `new_id` 0: one that is to be added under this name."""

    old_ids: tuple[int, ...]
    new_id: int
    name: str
    from_on: date


# --- said ------------------------------------------------------------------------------------------------------------------
async def said(desk: Desk, text: str) -> bool:
    """True where the words say what becomes part of what, from a day on: an admin's are done, anybody else's refused."""
    said_parts = parts(_MERGER, text)
    if said_parts is None:
        return False
    if not desk.who.is_admin:
        directory = Directory(tuple(a for _, a in await agency_directory(desk.tx, desk.on)))
        if not said_parts["day"] or not _old(directory, said_parts["old"]):
            return False
        await refuse_words(desk, "sapnhap")
        return True
    await asked(desk, text)
    return True


async def asked(desk: Desk, text: str) -> None:
    """/sapnhap A -> B 1/7, or the whole sentence."""
    said_parts = parts(_MERGER, text)
    from_on = read_date(said_parts["day"], desk.on, looks="forward") if said_parts else None
    if said_parts is None or from_on is None or from_on < desk.on:
        await desk.say("merger.how")
        return
    recorded = await agency_directory(desk.tx, desk.on)
    directory = Directory(tuple(a for _, a in recorded))
    old = _old(directory, said_parts["old"])
    if not old:
        await desk.say("agency_ask.unknown", said=said_parts["old"][:60])
        return
    name = squeeze(said_parts["new"])[:200]
    exact = [a for a in directory.members(name) if not a.successor]
    ids = {a.name: i for i, a in recorded}
    old_ids = tuple(ids[a.name] for a in old if a not in exact)
    draft = Draft(old_ids, ids[exact[0].name] if len(exact) == 1 else 0, exact[0].name if len(exact) == 1 else name, from_on)
    alike = [a for a in directory.find(name) if a not in old] if not draft.new_id else []
    if alike:
        await _ask_which(desk, draft, [(ids[a.name], a) for a in alike])
    else:
        await _preview(desk, draft)


def _old(directory: Directory, said_name: str) -> list[Agency]:
    """The agencies named, one or several; none where anything of it is not clear."""
    exact = directory.members(said_name)
    if len(exact) == 1:
        return list(exact)
    reading = directory.read(said_name)
    known = {a.name: a for a in directory.agencies}
    if reading.agencies and not reading.ambiguous and not reading.unread and all(n in known for n in reading.agencies):
        return [known[n] for n in reading.agencies]
    found = directory.named(said_name)
    return list(found) if len(found) == 1 else []


async def _ask_which(desk: Desk, draft: Draft, alike: list[Known]) -> None:
    """The name is nearly one of the directory's: that one, or a new agency?"""
    ask_id = await desk.ask("merger", **_facts(draft))
    buttons = [[(a.brief[:30], f"merger:{ask_id}:into:{i}")] for i, a in alike[:4]]
    await desk.say("merger.which", name=draft.name, buttons=[*buttons, [("add_agency", f"merger:{ask_id}:into:0")]])


def _facts(draft: Draft) -> dict[str, Any]:
    return {"old": list(draft.old_ids), "new": draft.new_id, "name": draft.name, "from_on": draft.from_on.isoformat()}


async def _preview(desk: Desk, draft: Draft) -> None:
    """What moves, who is concerned, and what is still missing; or why it cannot be."""
    recorded = dict(await agency_directory(desk.tx))
    why = await _hindrance(desk, draft, recorded)
    if why is not None:
        await desk.say("merger.cannot", **why)
        return
    ask_id = await desk.ask("merger", **_facts(draft))
    rows = [await _counts(desk, i, recorded[i]) for i in draft.old_ids]
    heard = spoken_to(draft.new_id, await roster.hearers(desk.tx, [draft.new_id], desk.on), desk.on) if draft.new_id else ()
    await desk.say(
        "merger.preview",
        in_place=True,
        name=draft.name,
        added=not draft.new_id,
        from_on=draft.from_on.isoformat(),
        rows=rows,
        hearers=len(heard),
        buttons=[[("merge", f"merger:{ask_id}:go"), ("cancel", f"merger:{ask_id}:no")]],
    )


async def _hindrance(desk: Desk, draft: Draft, recorded: dict[int, Agency]) -> dict[str, Any] | None:
    """An agency that has ended already or ends so anyway, a successor that ends itself, or nothing to merge."""
    if not draft.old_ids or (not draft.new_id and slug(draft.name) in {slug(a.name) for a in recorded.values()}):
        return {"agency": draft.name, "successor": "", "from_on": draft.from_on.isoformat()}
    for agency_id in (*draft.old_ids, draft.new_id):
        merger = await books.merger_of(desk.tx, agency_id)
        same = merger == books.Merger(agency_id, draft.new_id, draft.from_on)
        if merger is not None and (same or merger.from_on <= desk.on or agency_id == draft.new_id):
            successor = recorded[merger.successor_id].name
            return {"agency": recorded[agency_id].name, "successor": successor, "from_on": merger.from_on.isoformat()}
    return None


async def _counts(desk: Desk, agency_id: int, agency: Agency) -> dict[str, Any]:
    everything = await agency_items(desk.tx, agency_id)
    dated = [i for i in everything if i.kind is not OccurrenceKind.CHECK_IN]
    still = [i for i in dated if i.closed_on is None]
    return {
        "agency": agency.name,
        "open": len(still),
        "late": sum(bool(desk.calendar.overdue_days(i.due, desk.on)) for i in still),
        "ongoing": len({i.code for i in everything if i.kind is OccurrenceKind.CHECK_IN and i.closed_on is None}),
        "done": len(dated) - len(still),
        "people": len(await roster.people_of(desk.tx, agency_id, desk.on)),
    }


# --- done ------------------------------------------------------------------------------------------------------------------
async def _go(desk: Desk, draft: Draft) -> None:
    recorded = dict(await agency_directory(desk.tx))
    if await _hindrance(desk, draft, recorded) is not None:
        raise ValueError(draft.name)
    new_id = draft.new_id or await books.add_agency(desk.tx, draft.name, recorded[draft.old_ids[0]].kind)
    people = {i: await roster.people_of(desk.tx, i, desk.on) for i in draft.old_ids}
    still = {i: [x for x in await agency_items(desk.tx, i) if x.closed_on is None] for i in draft.old_ids}
    dated = {i: sum(x.kind is not OccurrenceKind.CHECK_IN for x in found) for i, found in still.items()}
    for agency_id in draft.old_ids:
        earlier = await books.merger_of(desk.tx, agency_id)
        if earlier is not None:
            await books.unmerge(desk.tx, earlier)
        await books.merge(desk.tx, agency_id, new_id, draft.from_on)
        await desk.audit("agency_merged", f"agency:{agency_id}", into=new_id, from_on=draft.from_on.isoformat())
    today = draft.from_on <= desk.on
    if today:
        await _silence(desk, [p.id for found in people.values() for p in found])
        await books.succeed(desk.tx, desk.on, desk.calendar)
    heard = spoken_to(new_id, await roster.hearers(desk.tx, [new_id], desk.on), desk.on)
    buttons = [] if today else [[("undo", f"unmerge:{'-'.join(map(str, draft.old_ids))}")]]
    told = _days(draft) | {"today": today}
    await desk.say(
        "merger.done",
        in_place=True,
        agencies=[recorded[i].name for i in draft.old_ids],
        n=sum(dated.values()),
        heard=bool(heard),
        buttons=buttons if heard else [*buttons, [("invite", f"invite:{new_id}")]],
        **told,
    )
    on = max(draft.from_on, desk.on)  # whoever hears then: who is away now may be back
    takers = spoken_to(new_id, await roster.hearers(desk.tx, [new_id], on), on)
    whom = [p.name for h in takers if (p := await roster.contact(desk.tx, h.contact_id, desk.on)) is not None]
    for agency_id in draft.old_ids:
        facts = told | {"agency": recorded[agency_id].name}
        for person in people[agency_id]:
            await desk.tell_person(person.id, "merger.ends", whom=whom, office=desk.plan.office, **facts)
        for h in takers:
            moved = {"old_id": agency_id, "agency_id": new_id, "moved": [x.id for x in still[agency_id]], "n": dated[agency_id]}
            await _tell_successor(desk, h, facts | moved, draft)


def _days(draft: Draft) -> dict[str, Any]:
    return {"name": draft.name, "from_on": draft.from_on.isoformat(), "last_on": (draft.from_on - DAY).isoformat()}


async def _tell_successor(desk: Desk, hearer: Hearer, facts: dict[str, Any], draft: Draft) -> None:
    """What comes to them: the list at once, or that it comes, and the list on the morning of the first working day."""
    morning = None
    if draft.from_on > desk.on:
        await desk.tell_person(hearer.contact_id, "merger.announced", **facts)
        morning = at(desk.calendar.on_or_after(draft.from_on), hearer.hour)
    await desk.tell_person(hearer.contact_id, MERGED, items=facts["moved"], not_before=morning, **facts)


async def _silence(desk: Desk, contact_ids: list[int]) -> None:
    """What waits for this morning is not theirs any more; who answers for another agency as well still hears of that."""
    for contact_id in contact_ids:
        person = await roster.contact(desk.tx, contact_id, desk.on)
        if person is not None and not person.own_agencies:
            await silence(desk.tx, contact_id, desk.calendar, words=[DIGEST])


# --- pressed ---------------------------------------------------------------------------------------------------------------
async def _merger(desk: Desk, arguments: list[str]) -> None:
    """An answer to what was asked about a merger, or [Sáp nhập], or [Thôi]."""
    admin_only(desk)
    ask = await inbox.ask_by_id(desk.tx, number(arguments[0]), desk.incoming.channel, desk.incoming.chat_id)
    if ask is None or ask.kind != "merger":
        raise ValueError(arguments[0])
    facts: dict[str, Any] = ask.facts
    draft = Draft(tuple(facts["old"]), facts["new"], facts["name"], date.fromisoformat(facts["from_on"]))
    await desk.close_asks()
    match arguments[1:]:
        case ["into", "0"]:
            await _preview(desk, draft)
        case ["into", agency_id]:
            recorded = dict(await agency_directory(desk.tx))
            into = number(agency_id)
            if into not in recorded:
                raise ValueError(agency_id)
            old = tuple(i for i in draft.old_ids if i != into)
            await _preview(desk, Draft(old, into, recorded[into].name, draft.from_on))
        case ["go"]:
            await _go(desk, draft)
        case ["no"]:
            await desk.say("merger.left", in_place=True)
        case _:
            raise ValueError(arguments)


async def _unmerge(desk: Desk, arguments: list[str]) -> None:
    """[Hoàn tác], as long as the day has not come."""
    admin_only(desk)
    mergers = [await books.merger_of(desk.tx, number(i)) for i in arguments[0].split("-")]
    coming = [m for m in mergers if m is not None and m.from_on > desk.on]
    if not coming:
        raise ValueError(arguments[0])
    recorded = dict(await agency_directory(desk.tx))
    for merger in coming:
        await books.unmerge(desk.tx, merger)
        await desk.audit("agency_merger_undone", f"agency:{merger.agency_id}", into=merger.successor_id)
        facts: dict[str, Any] = {
            "agency": recorded[merger.agency_id].name,
            "name": recorded[merger.successor_id].name,
            "from_on": merger.from_on.isoformat(),
        }
        await desk.say("merger.undone", in_place=True, **facts)
        both = {merger.agency_id, merger.successor_id}
        for person_id in sorted({p.id for i in both for p in await roster.people_of(desk.tx, i, desk.on)}):
            await desk.tell_person(person_id, "merger.undone", **facts)


PRESSES: dict[str, Press] = {"merger": _merger, "unmerge": _unmerge}
