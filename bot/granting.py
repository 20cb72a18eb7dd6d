"""More time, on the office's side: an admin agrees, refuses with a reason, or proposes another day.

Nobody decides for the own agency, and the office that follows the plan is an agency like any other: another agency's admin
does, or the document that allows it, whose number comes first then. A press in a chat is not the document: its number is asked
for once the date is decided, and while nobody has given it the extension is shown as "chưa có văn bản".
"""

from datetime import date, datetime
from typing import Any

from bot import views
from bot.asides import set_aside
from bot.asking import MOST_WORDS
from bot.desk import Desk, Facts
from bot.extensions import (
    asked_for,
    closed,
    counter_question,
    earliest,
    grant,
    item_of,
    number_buttons,
    request_question,
)
from bot.pressing import Press, admin_only, number, shortly
from bot.questions import Given, Question, calls_off
from bot.understanding.reply import Document, Intent, read_document, read_reply
from bot.understanding.terms import day_alone, says_no, says_yes
from plan_data.status import extensions, open_counter, open_request
from plan_data.text import fold
from plan_data.updates import UpdateKind, effective
from scheduler.channel import Say
from storage import inbox
from storage.occurrences import Item

SENDS = frozenset({"gui", "gui di", "send"})
"""[Gửi] below a preview, typed."""


async def _to_decide(desk: Desk, update_id: int) -> Item | None:
    """The item, locked, whose request this person may decide now; None when it was said why not. Errors: ValueError."""
    item = await item_of(desk, update_id)
    request = open_request(effective(item.updates))
    if request is None or request.id != update_id:
        await closed(desk, item, update_id)
        return None
    if not _is_own(desk, item):
        return item
    await _refuse_own(desk, item)
    return None


def _is_own(desk: Desk, item: Item) -> bool:
    """Of an agency that the person works for; an admin of none works for the office that follows the plan."""
    offices = desk.who.offices
    return item.agency_id in offices if offices else item.agency == desk.plan.office


async def _refuse_own(desk: Desk, item: Item) -> None:
    """Said so, and kept in the audit."""
    await desk.close_asks()
    await desk.audit("refused_own_extension", item.key)
    await shortly(desk, "extension.own")


# --- yes and no -------------------------------------------------------------------------------------------------------------
async def _grant(desk: Desk, arguments: list[str]) -> None:
    admin_only(desk)
    request_id = number(arguments[0])
    item = await _to_decide(desk, request_id)
    if item is None:
        await _ask_own_document(desk, request_id)
        return
    fresh, update_id = await grant(desk, item, asked_for(effective(item.updates)))
    await desk.ask("extension_number", item=item.id, update=update_id)
    facts: Facts = {"i": desk.facts(fresh), "office": desk.plan.office}
    await desk.say("extension.approved", items=[item.id], in_place=True, buttons=number_buttons(update_id), **facts)
    await desk.tell_agency(item.agency_id, "extension.granted", items=[item.id], **facts)


async def _ask_own_document(desk: Desk, request_id: int) -> None:
    """Of the own agency the document decides, not the press: its number is asked for."""
    item = await item_of(desk, request_id)
    request = open_request(effective(item.updates))
    if request is not None and request.id == request_id and _is_own(desk, item):
        await desk.ask("own_document", item=item.id, update=request_id)
        until = asked_for(effective(item.updates)).isoformat()
        await desk.say("extension.own_number", items=[item.id], i=desk.facts(item), until=until)


async def _own_document(desk: Desk, given: Given) -> bool:
    document = read_document(given.text, desk.on)
    return document is not None and await _granted_by_document(desk, int(str(given.ask.facts["update"])), document, given.text)


async def _granted_by_document(desk: Desk, request_id: int, document: Document, said: str) -> bool:
    """The date is in force because a document allows it; the agency hears of it, and so do the other admins."""
    item = await item_of(desk, request_id)
    request = open_request(effective(item.updates))
    if request is None or request.id != request_id:
        await closed(desk, item, request_id)
        return True
    await desk.close_asks()
    allows: dict[str, Any] = {"document": document.number, "happened_on": document.date, "words": said[:MOST_WORDS]}
    fresh, _ = await grant(desk, item, asked_for(effective(item.updates)), **allows)
    facts: Facts = {"i": desk.facts(fresh), "office": desk.plan.office}
    await desk.say("extension.by_document", items=[item.id], **facts)
    await desk.tell_agency(item.agency_id, "extension.granted", items=[item.id], **facts)
    await desk.tell_admins("extension.by_document", items=[item.id], **facts)
    return True


async def _refuse(desk: Desk, arguments: list[str]) -> None:
    admin_only(desk)
    update_id = number(arguments[0])
    item = await _to_decide(desk, update_id)
    if item is not None:
        await desk.ask("refuse_why", item=item.id, update=update_id)
        await desk.say("extension.ask_refusal", items=[item.id], i=desk.facts(item))


async def _refuse_why(desk: Desk, given: Given) -> bool:
    """The admin's reason; a code or an agency's name is a question and a day a proposal, neither is a reason."""
    update_id = int(str(given.ask.facts["update"]))
    if calls_off(given.text) or says_yes(given.text, desk.on, desk.on):
        await desk.close_asks()
        await desk.say("extension.undecided")
        return True
    shown = str(given.ask.facts.get("why", ""))
    if shown and fold(given.text).strip(" .!") in SENDS:
        await _send_refusal(desk, update_id, shown)
        return True
    if await views.looked_up(desk, given.text) or await _proposed_in_words(desk, update_id, given.text):
        return True
    if await set_aside(desk, given.ask, given.text):
        return False
    item = await _to_decide(desk, update_id)
    if item is not None:
        await _preview_refusal(desk, item, update_id, given.text[:MOST_WORDS])
    return True


async def _preview_refusal(desk: Desk, item: Item, update_id: int, why: str) -> None:
    """Nothing is sent yet; other words typed now take the place of these."""
    ask_id = await desk.ask("refuse_why", item=item.id, update=update_id, why=why)
    send, change = f"send_refusal:{ask_id}", f"refuse:{update_id}"
    buttons = [[("send", send), ("edit_words", change), ("never_mind", "no_counter")]]
    facts: Facts = {"i": desk.facts(item), "office": desk.plan.office, "why": why}
    await desk.say("extension.refusal_preview", items=[item.id], buttons=buttons, **facts)


async def _press_send_refusal(desk: Desk, arguments: list[str]) -> None:
    """[Gửi]; below words that others have replaced it is an old button."""
    admin_only(desk)
    ask = await inbox.ask_by_id(desk.tx, number(arguments[0]), desk.incoming.channel, desk.incoming.chat_id)
    if ask is None or ask.kind != "refuse_why" or "why" not in ask.facts:
        raise ValueError(arguments[0])
    await _send_refusal(desk, int(str(ask.facts["update"])), str(ask.facts["why"]))


async def _send_refusal(desk: Desk, update_id: int, why: str) -> None:
    """Decided: the old date stands, and the agency reads why."""
    item = await _to_decide(desk, update_id)
    if item is None:
        return
    await desk.close_asks()
    await desk.record(item, UpdateKind.EXTENSION_REFUSED, note=why)
    fresh = (await desk.settle([item]))[item.id]
    facts: Facts = {"i": desk.facts(fresh), "office": desk.plan.office, "why": why}
    await desk.say("extension.refused", items=[item.id], in_place=True, **facts)
    await desk.tell_agency(item.agency_id, "extension.refused", items=[item.id], **facts)


# --- another day --------------------------------------------------------------------------------------------------------------
async def _other_day(desk: Desk, arguments: list[str]) -> None:
    """[Ngày khác], and [Sửa ngày] below a preview."""
    admin_only(desk)
    update_id = number(arguments[0])
    item = await _to_decide(desk, update_id)
    if item is not None:
        await desk.ask("counter_day", item=item.id, update=update_id)
        until = asked_for(effective(item.updates)).isoformat()
        await desk.say("extension.ask_counter", items=[item.id], i=desk.facts(item), until=until)


async def _counter_day(desk: Desk, given: Given) -> bool:
    update_id, shown = int(str(given.ask.facts["update"])), given.ask.facts.get("until")
    if shown is not None and fold(given.text).strip(" .!") in SENDS:
        await _send_counter(desk, update_id, date.fromisoformat(str(shown)))
    elif calls_off(given.text):
        await _no_counter(desk, [])
    else:
        return await _proposed_in_words(desk, update_id, given.text)
    return True


async def _proposed_in_words(desk: Desk, update_id: int, text: str) -> bool:
    """ "10/4 thôi": shown before it goes out. True where the text was a day and nothing else."""
    item = await item_of(desk, update_id)
    until = day_alone(text, desk.on, item.due)
    if until is None:
        return False
    if await _to_decide(desk, update_id) is not None:
        await _preview(desk, item, update_id, until)
    return True


async def _preview(desk: Desk, item: Item, update_id: int, until: date) -> None:
    """Nothing is sent yet; a day typed now corrects it."""
    facts: Facts = {"i": desk.facts(item), "until": until.isoformat()}
    sendable = earliest(desk, item) < until != asked_for(effective(item.updates))
    await desk.ask("counter_day", item=item.id, update=update_id, until=until.isoformat() if sendable else None)
    if until <= earliest(desk, item):
        await desk.say("extension.counter_later", items=[item.id], **facts)
    elif until == asked_for(effective(item.updates)):
        _, buttons = request_question(desk, item)
        await desk.say("extension.counter_same", items=[item.id], buttons=buttons, **facts)
    else:
        send, change = f"counter:{update_id}:{until:%Y%m%d}", f"other_day:{update_id}"
        buttons = [[("send", send), ("change_day", change), ("never_mind", "no_counter")]]
        await desk.say("extension.counter_preview", items=[item.id], buttons=buttons, **facts)


async def _counter(desk: Desk, arguments: list[str]) -> None:
    """[Gửi]."""
    admin_only(desk)
    until = datetime.strptime(arguments[1], "%Y%m%d").date()  # noqa: DTZ007  # a date, not a moment
    await _send_counter(desk, number(arguments[0]), until)


async def _send_counter(desk: Desk, update_id: int, until: date) -> None:
    """The proposal goes to the agency; the request stays open until it has answered. Sent twice it is said once."""
    item = await _to_decide(desk, update_id)
    if item is None:
        return
    earlier = open_counter(effective(item.updates))
    if until <= earliest(desk, item) or (earlier is not None and earlier.until == until):
        await shortly(desk, "sorry.old_button", i=None)
        return
    await desk.close_asks()
    await desk.record(item, UpdateKind.EXTENSION_COUNTERED, until=until)
    fresh = (await desk.settle([item]))[item.id]
    counter = open_counter(effective(fresh.updates))
    assert counter is not None
    facts, buttons = counter_question(desk, fresh, counter)
    told = bool(await desk.tell_agency(item.agency_id, "extension.countered", items=[item.id], buttons=buttons, **facts))
    await desk.say("extension.counter_sent", items=[item.id], in_place=True, told=told, **facts)


async def _no_counter(desk: Desk, arguments: list[str]) -> None:
    admin_only(desk)
    await desk.close_asks()
    await desk.say("extension.undecided", in_place=True)


# --- the document that allows it ----------------------------------------------------------------------------------------------
async def _extended(desk: Desk, update_id: int) -> Item | None:
    """The item whose newest extension this is; None when it was said why not. Errors: ValueError where there is no such row."""
    item = await item_of(desk, update_id)
    granted = extensions(effective(item.updates))
    if not granted or granted[-1][0].id != update_id:
        await desk.close_asks()
        await shortly(desk, "extension.closed", i=desk.facts(item), ended=str(UpdateKind.EXTENSION_ASKED))
        return None
    return item


async def _number(desk: Desk, arguments: list[str]) -> None:
    admin_only(desk)
    update_id = number(arguments[0])
    item = await _extended(desk, update_id)
    if item is not None:
        await desk.ask("extension_number", item=item.id, update=update_id)
        await desk.say("extension.ask_number", items=[item.id], i=desk.facts(item))


async def _number_later(desk: Desk, arguments: list[str]) -> None:
    admin_only(desk)
    await desk.close_asks()
    desk.pop("extension.number_later")


async def _number_given(desk: Desk, given: Given) -> bool:
    document = read_document(given.text, desk.on)
    return document is not None and await _add_number(desk, int(str(given.ask.facts["update"])), document, given.text)


async def _add_number(desk: Desk, update_id: int, document: Document, said: str) -> bool:
    """Recorded beside the extension, and shown from now on."""
    item = await _extended(desk, update_id)
    if item is not None:
        await desk.close_asks()
        facts: Facts = {"document": document.number, "happened_on": document.date}
        await desk.record(item, UpdateKind.EXTENSION_DOCUMENT, words=said[:MOST_WORDS], **facts)
        fresh = (await desk.settle([item]))[item.id]
        await desk.say("extension.numbered", items=[item.id], i=desk.facts(fresh))
    return True


# --- in words, right below our message or in answer to it ---------------------------------------------------------------------
async def _answered_request(desk: Desk, about: Say, text: str) -> bool:
    """Words about a request: a day proposes it; a bare yes or no is asked for by button, since a decision binds two sides."""
    update_id = int(str(about.facts["update"]))
    if not desk.who.is_admin:
        return False
    item = await item_of(desk, update_id)
    history = effective(item.updates)
    request = open_request(history)
    if request is None:
        granted, document = extensions(history), read_document(text, desk.on)
        if document is not None and granted:
            return await _add_number(desk, granted[-1][0].id, document, text)
        if day_alone(text, desk.on, item.due) is not None:
            await closed(desk, item, update_id)
            return True
        return False
    document = read_document(text, desk.on) if _is_own(desk, item) else None
    if document is not None:
        return await _granted_by_document(desk, update_id, document, text)
    if await _proposed_in_words(desk, update_id, text):
        return True
    decides = says_yes(text, desk.on, asked_for(history)) or says_no(text)
    if decides or read_reply(text, desk.on).intent is Intent.ACK:
        facts, buttons = request_question(desk, item)
        await desk.say("extension.request", items=[item.id], buttons=buttons, **facts)
        return True
    return False


async def _answered_taken(desk: Desk, about: Say, text: str) -> bool:
    """The number, typed below the message that the agency takes the date."""
    document = read_document(text, desk.on) if desk.who.is_admin else None
    return document is not None and await _add_number(desk, int(str(about.facts["update"])), document, text)


PRESSES: dict[str, Press] = {
    "grant": _grant,
    "refuse": _refuse,
    "send_refusal": _press_send_refusal,
    "other_day": _other_day,
    "counter": _counter,
    "no_counter": _no_counter,
    "number": _number,
    "number_later": _number_later,
}
NOTICES = {"extension.request": _answered_request, "extension.taken": _answered_taken}
QUESTIONS: dict[str, Question] = {
    "own_document": Question(_own_document, of_admin=True, lasting=True),
    "refuse_why": Question(_refuse_why, of_admin=True),
    "counter_day": Question(_counter_day, of_admin=True),
    "extension_number": Question(_number_given, of_admin=True, lasting=True),
}
