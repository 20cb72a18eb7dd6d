"""What an agency said on paper or by telephone, written down by the office: "Sở Nội vụ gọi điện báo IV.3 60%".

How it came is kept with it, the agency is told and may contradict, and the admin can take it back. Of one's own agency it is a
report like any other; where the plan asks for confirmation, whoever wrote it down is not the one to confirm it.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from bot import answers, blockers
from bot.desk import Desk
from bot.facts import button_labels
from bot.picking import current
from bot.pressing import Press, admin_only, any_item, number, refuse_words
from bot.questions import Given, Question, calls_off
from bot.recording import document_words, report
from bot.understanding.behalf import Behalf, Source, named_source, read_behalf
from bot.understanding.reply import Addressed, Document, Intent, read_document, read_replies, read_reply
from plan_data.agencies import Directory
from plan_data.model import OccurrenceKind
from storage import inbox, updates
from storage.occurrences import Item, agency_items, hold, items
from storage.plans import activity_codes, agency_directory

MOST_BUTTONS = 9
_REPORTS = frozenset({Intent.DONE, Intent.PROGRESS, Intent.NOT_DONE, Intent.BLOCKED})


# --- said --------------------------------------------------------------------------------------------------------------------
async def said(desk: Desk, text: str) -> bool:
    """True where the words write something down for an agency, or take that back: for an admin it is done, for anybody else
    refused. Of one's own agency they are a report."""
    recorded = await agency_directory(desk.tx, desk.on)
    behalf = read_behalf(text, Directory(tuple(a for _, a in recorded)))
    if behalf is None:
        return await _taken_back(desk, text)
    ids = {a.name: i for i, a in recorded}
    named = [ids[name] for name in behalf.agencies]
    if not desk.who.is_admin:
        return await _refused(desk, behalf, named)
    if len(named) > 1:
        await desk.say("agency_ask.which", names=list(behalf.agencies[:6]))
        return True
    if named[0] in desk.who.agencies:
        return await _own(desk, behalf, named[0], text)
    return await _written_down(desk, behalf, named[0], text)


async def _refused(desk: Desk, behalf: Behalf, named: Sequence[int]) -> bool:
    """Another agency's answer is the office's to write down. What others wrote may be why one's own work is blocked."""
    if set(named) <= desk.who.agencies:
        return False
    own = {i.code for i in await desk.own()} if desk.who.agencies else set()
    told = read_replies(behalf.what, desk.on, own)
    if not behalf.by_office and any(set(t.codes) & own and t.reply.intent in (Intent.BLOCKED, Intent.OTHER) for t in told):
        return False
    await refuse_words(desk, "behalf")
    return True


async def _taken_back(desk: Desk, text: str) -> bool:
    """ "nhầm" of an admin who reports on nothing else."""
    if not desk.who.is_admin or desk.who.agencies or read_reply(text, desk.on).intent is not Intent.UNDO:
        return False
    last = await updates.last_answer(desk.tx, desk.who.id)
    rows = {u.id: u for i in await items(desk.tx, [o for _, o in last]) for u in i.updates}
    if not last or not any(rows[u].source for u, _ in last):
        return False
    await answers.undo(desk, rows=last)
    return True


async def _statements(desk: Desk, what: str) -> tuple[Addressed, ...]:
    return tuple(read_replies(what, desk.on, await activity_codes(desk.tx)))


async def _own(desk: Desk, behalf: Behalf, agency_id: int, text: str) -> bool:
    """The person's own agency: a report, where it is clear of what; else it is read as any other text."""
    told = await _statements(desk, behalf.what)
    found = await _items_of(desk, agency_id, told[0]) if len(told) == 1 else []
    if len(found) != 1 or told[0].reply.intent not in _REPORTS:
        return False
    document = _document(desk, behalf) or told[0].reply.document
    await answers.act(desk, found, replace(told[0].reply, document=document), text)
    return True


async def _items_of(desk: Desk, agency_id: int, told: Addressed) -> list[Item]:
    """What a statement may be about: by its codes the agency's turn that is meant; without one all that is open."""
    own = await agency_items(desk.tx, agency_id)
    if told.codes:
        return [i for code in told.codes for i in current([i for i in own if i.code == code], desk.on, told.period)]
    still = [i for i in own if not i.settled and not i.held and i.kind is not OccurrenceKind.CHECK_IN]
    series: dict[str, list[Item]] = {}
    for item in still:
        series.setdefault(item.code, []).append(item)
    return [i for turns in series.values() for i in current(turns, desk.on, told.period)]


def _document(desk: Desk, behalf: Behalf) -> Document | None:
    return read_document(behalf.paper, desk.on) if behalf.paper else None


# --- written down ------------------------------------------------------------------------------------------------------------
async def _written_down(desk: Desk, behalf: Behalf, agency_id: int, text: str) -> bool:
    told = await _statements(desk, behalf.what)
    name = dict(await agency_directory(desk.tx))[agency_id].name
    if not told or any(t.reply.intent not in _REPORTS for t in told):
        await desk.say("behalf.only_reports", agency=name)
        return True
    found = [await _items_of(desk, agency_id, t) for t in told]
    missing = next((t for t, own in zip(told, found, strict=True) if t.codes and not own), None)
    if missing is not None:
        own_codes = {i.code for i in await desk.own()} if desk.who.agencies else set()
        if own_codes & set(missing.codes):
            return False  # of one's own work, and the agency is only spoken of
        await desk.say("behalf.not_theirs", code=missing.codes[0], agency=name)
    elif len(told) > 1 and any(len(own) != 1 for own in found):
        await desk.say("behalf.one_by_one", agency=name)
    elif not found[0]:
        await desk.say("behalf.nothing_open", agency=name)
    else:
        await _next(desk, [own[0].id for own in found] if all(len(own) == 1 for own in found) else [], found[0], behalf, text)
    return True


async def _next(desk: Desk, chosen: Sequence[int], among: Sequence[Item], behalf: Behalf, text: str) -> None:
    """Asks for what is not known, one thing at a time: which turn, then how it came."""
    facts: dict[str, Any] = {"text": text, "items": list(chosen), "source": str(behalf.source or ""), "paper": behalf.paper}
    name = among[0].agency
    if not chosen:
        offered = list(among[:MOST_BUTTONS])
        ask_id = await desk.ask("behalf", **facts, among=[i.id for i in offered])
        labels = button_labels(offered)
        buttons = [(labels[i.id], f"behalf:{ask_id}:{i.id}") for i in offered]
        rows = [buttons[n : n + 3] for n in range(0, len(buttons), 3)]
        told = [desk.facts(i) for i in offered]
        await desk.say("behalf.which", agency=name, told=told, buttons=[*rows, [("never_mind", f"behalf:{ask_id}:no")]])
    elif behalf.source is None:
        ask_id = await desk.ask("behalf", **facts, among=[])
        by = [("by_document", f"behalf:{ask_id}:document"), ("by_phone", f"behalf:{ask_id}:phone")]
        await desk.say("behalf.how", agency=name, buttons=[by, [("never_mind", f"behalf:{ask_id}:no")]])
    else:
        await _record(desk, chosen, behalf, text)


async def _record(desk: Desk, chosen: Sequence[int], behalf: Behalf, text: str) -> None:
    """Recorded with how it came; the agency hears of it, and the other admins where it waits for them."""
    told = await _statements(desk, behalf.what)
    held = {i.id: i for i in await hold(desk.tx, chosen)}
    new = [(held[i], t.reply) for i, t in zip(chosen, told, strict=True) if not held[i].settled]
    await desk.close_asks()
    if not new:
        await desk.say("behalf.already", items=list(chosen), i=desk.facts(held[chosen[0]]))
        return
    assert behalf.source is not None
    document = _document(desk, behalf) or next((r.document for _, r in new if r.document), None)
    for item, reply in new:
        said_with = replace(reply, document=document)
        more: dict[str, Any] = {"source": str(behalf.source)}
        if reply.intent is not Intent.DONE and document is not None:
            more |= {"document": document.number}
        await report(desk, item, said_with, text, **more)
    fresh = await desk.settle([i for i, _ in new])
    for item, reply in new:
        if reply.intent is Intent.BLOCKED and fresh[item.id].blocker is not None:
            await blockers.tell(desk, fresh[item.id])
    await _tell(desk, [fresh[i.id] for i, _ in new], behalf, document)


async def _tell(desk: Desk, fresh: Sequence[Item], behalf: Behalf, document: Document | None) -> None:
    facts: dict[str, Any] = {
        "told": [desk.facts(i) for i in fresh],
        "agency": fresh[0].agency,
        "office": desk.plan.office,
        "source": str(behalf.source),
        "document": document_words(document),
    }
    ids = [i.id for i in fresh]
    reached = bool(await desk.tell_agency(fresh[0].agency_id, "behalf.told", items=ids, **facts))
    undo = [[("undo", f"undo:{desk.row_id}")]]
    waits = any(i.awaiting is not None for i in fresh)
    pressed = bool(desk.incoming.says)
    await desk.say("behalf.recorded", items=ids, in_place=pressed, reached=reached, waits=waits, buttons=undo, **facts)


# --- answered ----------------------------------------------------------------------------------------------------------------
async def _answered(desk: Desk, arguments: list[str]) -> None:
    """Which turn, or how it came; [Thôi]."""
    admin_only(desk)
    ask = await inbox.ask_by_id(desk.tx, number(arguments[0]), desk.incoming.channel, desk.incoming.chat_id)
    if ask is None or ask.kind != "behalf":
        raise ValueError(arguments[0])
    facts: dict[str, Any] = dict(ask.facts)
    if arguments[1] == "no":
        await desk.close_asks()
        await desk.say("behalf.left", in_place=True)
    elif arguments[1] in tuple(Source):
        await _go_on(desk, facts, source=arguments[1])
    else:
        chosen = await any_item(desk, arguments[1])
        if chosen.id not in facts["among"]:
            raise ValueError(arguments[1])
        await _go_on(desk, facts, chosen=[chosen.id])


async def _typed(desk: Desk, given: Given) -> bool:
    """The same in words: a code, "điện thoại", "văn bản", the document's number."""
    facts: dict[str, Any] = dict(given.ask.facts)
    if calls_off(given.text):
        await desk.close_asks()
        await desk.say("behalf.left")
        return True
    if facts["among"]:
        told = await _statements(desk, given.text)
        offered = await items(desk.tx, facts["among"])
        meant = [i for i in offered if len(told) == 1 and told[0].bare and i.code in told[0].codes]
        meant = current(meant, desk.on, told[0].period) if meant else []
        if len(meant) != 1:
            return False
        await _go_on(desk, facts, chosen=[meant[0].id])
        return True
    source = named_source(given.text)
    if source is None or len(given.text.split()) > MOST_BUTTONS:
        return False
    paper = given.text if read_document(given.text, desk.on) is not None else ""
    await _go_on(desk, facts | {"paper": paper or facts["paper"]}, source=str(source))
    return True


async def _go_on(desk: Desk, facts: dict[str, Any], *, source: str = "", chosen: Sequence[int] = ()) -> None:
    """The sentence again, read as on the day it was said, with what has been answered since. Errors: ValueError."""
    recorded = await agency_directory(desk.tx, desk.on)
    behalf = read_behalf(facts["text"], Directory(tuple(a for _, a in recorded)))
    if behalf is None or date.fromisoformat(facts["on"]) != desk.on:
        raise ValueError(facts["text"])
    known = source or facts["source"]
    behalf = replace(behalf, source=Source(known) if known else None, paper=facts["paper"])
    ids = list(chosen) or list(facts["items"])
    await _next(desk, ids, await items(desk.tx, ids or facts["among"]), behalf, facts["text"])


PRESSES: dict[str, Press] = {"behalf": _answered}
QUESTIONS: dict[str, Question] = {"behalf": Question(_typed, of_admin=True)}
