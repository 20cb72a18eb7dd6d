"""What "nhắc …" is about: the open items that a question names, narrowed to what is worth a nudge.

Without a status, a period or an activity the late ones are meant; where nothing is late what is due soon, and of an agency
that was named what is due next.
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from bot.desk import Desk
from bot.picking import current
from bot.understanding.codes import find_codes
from bot.understanding.query import Filters, Query
from plan_data.agencies import Directory
from plan_data.model import OccurrenceKind
from plan_data.status import DUE_SOON_WORKING_DAYS, Label
from plan_data.text import fold
from plan_data.updates import effective
from scheduler.nudges import ANSWERS
from storage import outbox
from storage.lists import Narrowed, find_items, unanswered_items
from storage.occurrences import Item, items, items_of_message
from storage.plans import agency_directory

_THEM = re.compile(r"\b(?:ho|them)\b")
_VERB = re.compile(r"^.*?\b(?:nhac nho|nhac|don doc|hoi|giuc|thuc)\b(?: (?:lai|giup|gium|ca|tat ca|toan bo|cho)\b)*\s*")


@dataclass(frozen=True, slots=True)
class Wanted:
    """The items; or the names from which a person must choose."""

    items: tuple[Item, ...] = ()
    ask: tuple[str, ...] = ()


async def asked_for(desk: Desk, query: Query, text: str) -> Wanted:
    """What the question is about, as it stands today."""
    filters = query.filters
    if filters == Filters() and not query.ambiguous and _THEM.search(fold(text)):
        return Wanted(tuple(await _just_listed(desk)))
    recorded = await agency_directory(desk.tx, desk.on)
    ids = {a.name: i for i, a in recorded}
    directory = Directory(tuple(a for _, a in recorded))
    agencies, codes, unclear = _named(query, text, directory)
    if unclear:
        return Wanted(ask=unclear)
    today = {a.name: a.successor or a.name for _, a in recorded}
    agency_ids: list[int | None] = [ids[today[name]] for name in agencies] or [None]
    found: dict[int, Item] = {}
    last = filters.last if agencies or codes else _horizon(desk, filters)
    wanted_codes: list[str | None] = [*codes] or [None]
    for agency_id in agency_ids:
        for code in wanted_codes:
            narrowed = Narrowed(None, agency_id, filters.group, code, filters.first, last, finished=False)
            found |= {i.id: i for i in await find_items(desk.tx, narrowed)}
    still = [i for i in found.values() if not i.settled and not i.held]
    if not agencies and not codes and (kinds := _kinds(directory, text)):
        members = {ids[a.name] for a in directory.agencies if a.kind in kinds}
        still = [i for i in still if i.agency_id in members]
    everything = bool(codes) or filters.first is not None or filters.last is not None
    turns = _turns(desk, still, codes)
    parts = [[i for i in turns if i.agency_id == a] for a in agency_ids] if agencies else [turns]
    worth = [await _worth(desk, filters.status, part, everything=everything, named=bool(agencies)) for part in parts]
    return Wanted(tuple(i for part in worth for i in part))


def _horizon(desk: Desk, filters: Filters) -> date | None:
    """How far a question about everybody looks: what is late or due soon lies no further."""
    if filters.last is not None or filters.first is not None or filters.status not in (None, "overdue", "due_soon"):
        return filters.last
    return desk.calendar.add(desk.on, DUE_SOON_WORKING_DAYS + 1)


async def _just_listed(desk: Desk) -> Sequence[Item]:
    """ "Nhắc họ đi": what the answered message was about, or the newest one."""
    incoming = desk.incoming
    if incoming.replies_to is not None:
        return await items_of_message(desk.tx, incoming.channel, incoming.chat_id, incoming.replies_to)
    last = await outbox.last_with_items(desk.tx, incoming.channel, incoming.chat_id)
    lines = await outbox.digest_lines(desk.tx, last[0]) if last else ()
    return await items(desk.tx, [line.occurrence_id for line in lines])


def _named(query: Query, text: str, directory: Directory) -> tuple[list[str], list[str], tuple[str, ...]]:
    """(agencies, codes, names to choose from): several that were all named in full are all meant, a tie is asked."""
    filters = query.filters
    agencies = [filters.agency] if filters.agency else []
    codes = [filters.activity] if filters.activity else []
    known = {a.name for a in directory.agencies}
    tied = [n for n in query.ambiguous if n in known]
    tied_codes = [n for n in query.ambiguous if n not in known]
    if tied:
        whole = {a.name for a in directory.mentioned(text)}
        if not set(tied) <= whole:
            return agencies, codes, tuple(tied)
        agencies = tied
    if tied_codes:
        typed = {found.code for found in find_codes(text, tied_codes)}
        if not set(tied_codes) <= typed:
            return agencies, codes, tuple(tied_codes)
        codes = tied_codes
    return agencies, codes, ()


def _kinds(directory: Directory, text: str) -> set[str]:
    """ "nhắc các sở": the groups that are named, by the kind of their agencies."""
    said = directory.read(_VERB.sub("", fold(text))).agencies
    return {token[1:] for token in said if token.startswith("@") and directory.members(token)}


def _turns(desk: Desk, still: Sequence[Item], codes: Collection[str]) -> list[Item]:
    """Without the later turns of a series: December's broadcast is no matter of January. Ongoing work only by its code."""
    series: dict[tuple[str, int], list[Item]] = {}
    for item in still:
        if item.kind is not OccurrenceKind.CHECK_IN or codes:
            series.setdefault((item.code, item.agency_id), []).append(item)
    return [i for own in series.values() for i in current(own, desk.on, "")]


async def _worth(desk: Desk, status: str | None, still: list[Item], *, everything: bool, named: bool) -> list[Item]:
    if status is not None:
        silent = await _silent(desk) if status == "no_response" else set()
        return [i for i in still if _is(desk, i, status, silent)]
    if everything or not still:
        return still
    for pressing in ("overdue", "due_soon"):
        if found := [i for i in still if _is(desk, i, pressing, ())]:
            return found
    nearest = min(i.due for i in still)
    return [i for i in still if i.due == nearest] if named else []


def _is(desk: Desk, item: Item, status: str, silent: Collection[int]) -> bool:
    standing = item.standing(desk.calendar, desk.on)
    match status:
        case "overdue":
            return standing.overdue
        case "due_soon":
            return standing.due_soon
        case "blocked":
            return standing.blocker is not None
        case "extension":
            return standing.extension_asked is not None
        case "in_progress":
            return standing.label is Label.IN_PROGRESS
        case "not_started":
            return standing.label is Label.NOT_STARTED
        case "no_response":
            return item.id in silent
        case _:
            return False


async def _silent(desk: Desk) -> set[int]:
    """Reminded a working day ago or earlier, and nothing heard since."""
    before = desk.calendar.add(desk.on, -1)
    silent = set()
    for item, days in await unanswered_items(desk.tx, Narrowed(), desk.on):
        earlier = [d for d in days if d <= before]
        if earlier and not any(u.kind in ANSWERS and u.on >= earlier[-1] for u in effective(item.updates)):
            silent.add(item.id)
    return silent
