"""More time, on the agency's side: asked for one item with a day and a reason, and the old date holds until it is decided.

An admin decides (`bot.granting`). Where another day is proposed instead, the agency takes it, says more, or takes its request
back. An item is locked before anything about its request is recorded: of two people who act at once the first wins, and the
other is told what has become of it.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any

from bot.asking import MOST_WORDS, already, which
from bot.desk import Buttons, Desk, Facts
from bot.pressing import Press, Refused, number, shortly
from bot.questions import Given, Question, calls_off
from bot.understanding.dates import read_date
from bot.understanding.reply import Intent, Reply, read_reply
from bot.understanding.terms import day_alone, says_no, says_yes, takes_request_back
from bot.wording import short_date
from plan_data.model import OccurrenceKind
from plan_data.status import extensions, open_counter, open_request
from plan_data.updates import ENDS_A_REQUEST, StatusUpdate, UpdateKind, effective
from scheduler.channel import Say
from storage import updates
from storage.occurrences import Item, hold, set_due

REPORTED = frozenset({Intent.UNDO, Intent.DONE, Intent.QUESTION, Intent.ACK})
"""Said while a reason was asked for, these are no reason."""


# --- asking ---------------------------------------------------------------------------------------------------------------
async def extend(desk: Desk, picked: Sequence[Item], reply: Reply, said: str, *, in_place: bool = False) -> None:
    """A request: for one item, to a day after the due date, with a reason, one at a time."""
    item = picked[0]
    facts: Facts = {"items": [item.id], "in_place": in_place, "i": desk.facts(item)}
    if len(picked) > 1:
        await which(desk, picked, reply, said, source="open")
    elif item.settled or item.kind is OccurrenceKind.CHECK_IN:
        await already(desk, item, in_place=in_place)
    elif open_request(effective(item.updates)) is not None:
        await still_open(desk, item, in_place=in_place)
    elif reply.until is None:
        await desk.ask("extend_day", item=item.id, why=reply.note or "")
        await desk.say("extension.ask_day", **facts, buttons=[[("back", "back")]])
    elif reply.until <= earliest(desk, item):
        await desk.ask("extend_day", item=item.id, why=reply.note or "")
        await desk.say("extension.ask_later", **facts)
    elif not reply.note:
        await desk.ask("extend_why", item=item.id, until=reply.until.isoformat())
        await desk.say("extension.ask_why", **facts, until=reply.until.isoformat())
    else:
        await _send(desk, item, reply.until, reply.note, said)


def earliest(desk: Desk, item: Item) -> date:
    """A new date lies after this day: after the one in force, and not in the past."""
    return max(item.due, desk.on)


async def still_open(desk: Desk, item: Item, *, in_place: bool = False) -> None:
    """One request at a time: the one that is open; where the office proposed another day, its question again."""
    history = effective(item.updates)
    counter = open_counter(history)
    if counter is None:
        facts: Facts = {"i": desk.facts(item), "until": asked_for(history).isoformat()}
        await desk.say("extension.already_asked", items=[item.id], in_place=in_place, **facts)
    else:
        facts, buttons = counter_question(desk, item, counter)
        await desk.say("extension.countered", items=[item.id], in_place=in_place, buttons=buttons, **facts)


def asked_for(history: Sequence[StatusUpdate]) -> date:
    """The date of the open request."""
    request = open_request(history)
    assert request is not None
    assert request.until is not None
    return request.until


def counter_question(desk: Desk, item: Item, counter: StatusUpdate) -> tuple[Facts, Buttons]:
    """The other day that is put to the agency, and what it may answer; `update` is what an answer in words is about."""
    assert counter.until is not None
    asked = asked_for(effective(item.updates)).isoformat()
    facts: Facts = {"i": desk.facts(item), "update": counter.id, "asked": asked, "office": desk.plan.office}
    take = (f"take_day|{short_date(counter.until)}", f"take:{counter.id}")
    return facts, [[take, ("say_more", f"say_more:{counter.id}"), ("withdraw", f"withdraw:{counter.id}")]]


async def _send(desk: Desk, item: Item, until: date, why: str, said: str) -> None:
    """The request is complete: recorded, and before the admins with the buttons that decide it."""
    await desk.close_asks()
    [item] = await hold(desk.tx, [item.id])
    if item.settled or open_request(effective(item.updates)) is not None:  # a colleague was quicker
        await extend(desk, [item], Reply(Intent.EXTEND, until=until, note=why), said)
        return
    fresh = await _record_request(desk, item, until, why, said)
    told = bool(await tell_request(desk, fresh))
    facts: Facts = {"i": desk.facts(fresh), "until": until.isoformat(), "office": desk.plan.office, "told": told}
    await desk.say("extension.sent", items=[item.id], buttons=[[("undo", f"undo:{desk.row_id}")]], **facts)


async def _record_request(desk: Desk, item: Item, until: date, why: str, said: str) -> Item:
    await desk.record(item, UpdateKind.EXTENSION_ASKED, words=said[:MOST_WORDS], until=until, note=why[:MOST_WORDS])
    return (await desk.settle([item]))[item.id]


async def tell_request(desk: Desk, item: Item) -> int:
    """Puts the open request before the admins; how many."""
    facts, buttons = request_question(desk, item)
    return len(await desk.tell_admins("extension.request", items=[item.id], buttons=buttons, **facts))


def request_question(desk: Desk, item: Item) -> tuple[Facts, Buttons]:
    """What an admin needs to decide, and the answers; `answered` is the office's day to which the agency now says more."""
    history = effective(item.updates)
    request = open_request(history)
    assert request is not None
    since = [u for u in history if u.id < request.id]
    answered = next((u for u in reversed(since) if u.kind in ENDS_A_REQUEST or u.kind is UpdateKind.EXTENSION_COUNTERED), None)
    countered = answered is not None and answered.kind is UpdateKind.EXTENSION_COUNTERED
    facts: Facts = {
        "i": desk.facts(item),
        "update": request.id,
        "nth": 1 + len(extensions(history)),
        "until": asked_for(history).isoformat(),
        "why": request.note,
        "answered": answered.until.isoformat() if answered and answered.until and countered else None,
    }
    yes, other, no = f"grant:{request.id}", f"other_day:{request.id}", f"refuse:{request.id}"
    return facts, [[("approve", yes), ("other_day", other), ("refuse", no)]]


async def after_undo(desk: Desk, before: Item, after: Item) -> None:
    """An undo took a request away, or brought one back: whoever is to decide it hears so."""
    was, now = open_request(effective(before.updates)), open_request(effective(after.updates))
    if now is not None and (was is None or was.id < now.id):
        await tell_request(desk, after)
    elif was is not None and now != was:
        await desk.tell_admins("extension.taken_back", items=[after.id], i=desk.facts(after), all=now is None)


# --- what became of it ----------------------------------------------------------------------------------------------------
async def item_of(desk: Desk, update_id: int) -> Item:
    """The item that a request or a proposal is about, locked. Errors: ValueError where there is no such row."""
    row = await updates.update_row(desk.tx, update_id)
    if row is None:
        raise ValueError(update_id)
    return (await hold(desk.tx, [row[0]]))[0]


async def closed(desk: Desk, item: Item, update_id: int) -> None:
    """An old button: what has become of the request or the proposal behind it."""
    await desk.close_asks()
    await shortly(desk, "extension.closed", i=desk.facts(item), ended=_ended_by(effective(item.updates), update_id))


def _ended_by(history: Sequence[StatusUpdate], update_id: int) -> str:
    """The kind of the row that answered a request or a proposal; "undo" where it was taken back itself."""
    if all(u.id != update_id for u in history):
        return str(UpdateKind.UNDO)
    later = [u.kind for u in history if u.id > update_id]
    newer = (UpdateKind.EXTENSION_ASKED, UpdateKind.EXTENSION_COUNTERED)
    return str(next((k for k in later if k in ENDS_A_REQUEST), next((k for k in later if k in newer), UpdateKind.UNDO)))


async def grant(desk: Desk, item: Item, until: date, note: str = "", **document: Any) -> tuple[Item, int]:
    """Recorded: the new date is in force, the planned one is kept. The item as it is now, and the id of the row. `document`:
    what allows it, where that came first."""
    update_id = await desk.record(item, UpdateKind.EXTENSION_GRANTED, until=until, note=note[:MOST_WORDS], **document)
    await set_due(desk.tx, item.id, until, desk.calendar)
    return (await desk.settle([item]))[item.id], update_id


def number_buttons(update_id: int) -> Buttons:
    """Below the question for the number of the document that allows an extension."""
    return [[("enter_number", f"number:{update_id}"), ("document_later", "number_later")]]


# --- another day, answered ----------------------------------------------------------------------------------------------------
async def _to_answer(desk: Desk, update_id: int) -> tuple[Item, StatusUpdate] | None:
    """The item and the day proposed for it, if that still waits for the agency's answer. Errors: Refused, ValueError."""
    item = await item_of(desk, update_id)
    if item.agency_id not in desk.who.agencies:
        raise Refused
    counter = open_counter(effective(item.updates))
    if counter is None or counter.id != update_id:
        await closed(desk, item, update_id)
        return None
    return item, counter


async def _take(desk: Desk, arguments: list[str]) -> None:
    await _taken(desk, number(arguments[0]))


async def _taken(desk: Desk, update_id: int) -> None:
    """Both sides agree: the office that proposed the day, and the agency that takes it."""
    found = await _to_answer(desk, update_id)
    if found is None:
        return
    item, counter = found
    assert counter.until is not None
    await desk.close_asks()
    fresh, granted_id = await grant(desk, item, counter.until, f"{counter.by} đề xuất, {desk.who.name} nhận")
    facts: Facts = {"i": desk.facts(fresh), "office": desk.plan.office}
    await desk.say("extension.granted", items=[item.id], in_place=True, **facts)
    await desk.tell_agency(item.agency_id, "extension.granted", items=[item.id], **facts)
    facts |= {"update": granted_id}
    asked = number_buttons(granted_id)
    decider = await updates.author_of(desk.tx, counter.id)
    heard = await desk.tell_admins("extension.taken", items=[item.id], buttons=asked, only=decider, ask=True, **facts)
    if heard:
        await desk.tell_admins("extension.taken", items=[item.id], but=decider, ask=False, **facts)
    else:
        await desk.tell_admins("extension.taken", items=[item.id], buttons=asked, ask=True, **facts)


async def _say_more(desk: Desk, arguments: list[str]) -> None:
    found = await _to_answer(desk, number(arguments[0]))
    if found is not None:
        item, counter = found
        await desk.ask("say_more", item=item.id, update=counter.id)
        await desk.say("extension.ask_more", items=[item.id], i=desk.facts(item), office=desk.plan.office)


async def _more(desk: Desk, update_id: int, said: str, until: date | None) -> bool:
    """The agency's words about the proposal go to the admins, with the three answers again: it is asked anew."""
    found = await _to_answer(desk, update_id)
    if found is None:
        return True
    item, _ = found
    if until is None or until <= earliest(desk, item):
        until = asked_for(effective(item.updates))
    await desk.close_asks()
    fresh = await _record_request(desk, item, until, said, said)
    told = bool(await tell_request(desk, fresh))
    facts: Facts = {"i": desk.facts(fresh), "until": until.isoformat(), "office": desk.plan.office, "told": told}
    await desk.say("extension.more_sent", items=[item.id], buttons=[[("undo", f"undo:{desk.row_id}")]], **facts)
    return True


async def _withdraw(desk: Desk, arguments: list[str]) -> None:
    """Of the request, or of the one that a proposal answers."""
    update_id = number(arguments[0])
    item = await item_of(desk, update_id)
    if item.agency_id not in desk.who.agencies:
        raise Refused
    history = effective(item.updates)
    if any(u is not None and u.id == update_id for u in (open_request(history), open_counter(history))):
        await _withdrawn(desk, item)
    else:
        await closed(desk, item, update_id)


async def _withdrawn(desk: Desk, item: Item) -> None:
    """The old date stands, and the admins hear of it."""
    await desk.close_asks()
    await desk.record(item, UpdateKind.EXTENSION_WITHDRAWN, words=desk.incoming.text[:MOST_WORDS])
    fresh = (await desk.settle([item]))[item.id]
    facts: Facts = {"i": desk.facts(fresh)}
    await desk.say("extension.withdrawn", items=[item.id], in_place=True, **facts)
    await desk.tell_agency(item.agency_id, "extension.withdrawn", items=[item.id], **facts)
    await desk.tell_admins("extension.withdrawn_admin", items=[item.id], **facts)


PRESSES: dict[str, Press] = {"take": _take, "say_more": _say_more, "withdraw": _withdraw}


# --- in words -----------------------------------------------------------------------------------------------------------------
async def take_back(desk: Desk, found: Sequence[Item]) -> None:
    """ "rút đề nghị gia hạn": the request that is open; where there are several, which one."""
    still = [(i, r) for i in await hold(desk.tx, [i.id for i in found]) if (r := open_request(effective(i.updates)))]
    if len(still) == 1:
        await _withdrawn(desk, still[0][0])
    elif still:
        told = [desk.facts(i) for i, _ in still]
        buttons = [[(i.code, f"withdraw:{r.id}") for i, r in still[:3]]]
        await desk.say("extension.withdraw_which", items=[i.id for i, _ in still], told=told, buttons=buttons)
    else:
        await desk.close_asks()
        await desk.say("extension.none_open")


async def _answered_counter(desk: Desk, about: Say, text: str) -> bool:
    """Words right below the day that the office proposes, or in answer to it: yes, another day, or more of the reason."""
    update_id = int(str(about.facts["update"]))
    item = await item_of(desk, update_id)
    counter = open_counter(effective(item.updates))
    if item.agency_id not in desk.who.agencies or counter is None or counter.id != update_id or counter.until is None:
        return False
    day = day_alone(text, desk.on, item.due)
    reply = read_reply(text, desk.on, item.due)
    if day == counter.until or says_yes(text, desk.on, counter.until):
        await _taken(desk, update_id)
    elif day is not None:
        await _more(desk, update_id, text, day)
    elif takes_request_back(text):
        await _withdrawn(desk, item)
    elif reply.intent is Intent.ACK or says_no(text):
        await still_open(desk, item)  # "đã nhận" the message or the day? And after a no: say more, or take it back?
    elif desk.incoming.replies_to is not None and reply.intent in (Intent.OTHER, Intent.EXTEND):
        await _more(desk, update_id, text, _day_in(text, desk.on, item.due))
    else:
        return False
    return True


async def _day(desk: Desk, given: Given) -> bool:
    item = given.still_open[0]
    if calls_off(given.text) or takes_request_back(given.text):
        return await _never_mind(desk, item)
    if given.intent not in (Intent.OTHER, Intent.EXTEND) and not (given.is_reason and given.reply.until):
        return False
    until = read_date(given.text, desk.on, looks="forward", due=item.due)
    if until is None:
        await desk.say("sorry.bad_date")
        return True
    why = str(given.ask.facts.get("why", "")) or given.reply.note
    await extend(desk, [item], Reply(Intent.EXTEND, until=until, note=why), given.text)
    return True


async def _why(desk: Desk, given: Given) -> bool:
    item = given.still_open[0]
    if calls_off(given.text) or takes_request_back(given.text):
        return await _never_mind(desk, item)
    if given.intent in REPORTED:
        return False
    await _send(desk, item, date.fromisoformat(str(given.ask.facts["until"])), given.text, given.text)
    return True


async def _never_mind(desk: Desk, item: Item) -> bool:
    """Not asked for after all, before anything was recorded."""
    await desk.close_asks()
    await desk.say("extension.not_sent", items=[item.id], i=desk.facts(item))
    return True


async def _said_more(desk: Desk, given: Given) -> bool:
    if calls_off(given.text):
        await desk.close_asks()
        await still_open(desk, given.still_open[0])
        return True
    if takes_request_back(given.text):
        await take_back(desk, given.still_open)
        return True
    if given.intent in REPORTED:
        return False
    due = given.still_open[0].due
    return await _more(desk, int(str(given.ask.facts["update"])), given.text, _day_in(given.text, desk.on, due))


def _day_in(text: str, on: date, due: date) -> date | None:
    """The day that the words ask for; one that they only mention is none."""
    reply = read_reply(text, on, due)
    return reply.until if reply.intent is Intent.EXTEND else day_alone(text, on, due)


NOTICES = {"extension.countered": _answered_counter}
QUESTIONS: dict[str, Question] = {
    "extend_day": Question(_day, free=True),
    "extend_why": Question(_why, free=True),
    "say_more": Question(_said_more, free=True),
}
