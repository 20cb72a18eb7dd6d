"""The office changes the plan by message: another due date, a task taken out, a task put back. Shown first, then one press.

Each stands on a document: its number is asked for once, and while nobody has given it the change is shown as "chưa có văn bản".
What concerns the office's own agency needs the number, or another administrator. Every act is rows of the log: taking it back
appends others, and brings back what was before, requests and reminders with it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from bot import extensions
from bot.asking import MOST_WORDS, not_mine
from bot.desk import Desk
from bot.document_of_change import document_facts
from bot.picking import same_period
from bot.pressing import Press, admin_only, number, shortly
from bot.questions import Given, Question, calls_off
from bot.recording import document_words
from bot.understanding.answer import Document
from bot.understanding.orders import ChangeDue, PutBack, TakeOut, read_basis, read_day
from bot.wording import short_date
from plan_data.agencies import Directory
from plan_data.changes import due_in_force
from plan_data.model import OccurrenceKind
from plan_data.status import open_request
from plan_data.text import fold
from plan_data.updates import CHANGES, UpdateKind, effective
from storage import inbox
from storage.occurrences import Item, hold, items, items_by_code, set_due
from storage.plans import agency_directory
from storage.updates import answer_of_row

KINDS = {"due": UpdateKind.DUE_CHANGED, "leave": UpdateKind.PLAN_LEFT, "rejoin": UpdateKind.PLAN_REJOINED}
WORDS = {
    "due": ("due.preview", "due.recorded", "due.told"),
    "leave": ("plan.leave", "plan.left", "plan.left_told"),
    "rejoin": ("plan.rejoin", "plan.rejoined", "plan.rejoined_told"),
}
_RECORDS = frozenset({"ghi nhan", "dong y", "record", "ok"})
_MOST_TURNS = 6


@dataclass(frozen=True, slots=True)
class Draft:
    """What is to be done, as far as it is known: nothing is recorded yet."""

    act: str
    items: tuple[int, ...]
    said: str
    until: date | None = None
    document: str = ""
    document_on: date | None = None
    why: str = ""

    @staticmethod
    def of(facts: dict[str, Any]) -> "Draft":
        days: dict[str, Any] = {f: date.fromisoformat(facts[f]) if facts[f] else None for f in ("until", "document_on")}
        known = {f: facts[f] for f in ("act", "said", "document", "why")}
        return Draft(items=tuple(facts["items"]), **known, **days)

    def facts(self) -> dict[str, Any]:
        days = {f: day.isoformat() if (day := getattr(self, f)) else None for f in ("until", "document_on")}
        return {
            "act": self.act,
            "items": list(self.items),
            "said": self.said,
            "document": self.document,
            "why": self.why,
        } | days

    def by(self, document: Document | None) -> "Draft":
        """With its document."""
        if document is None:
            return self
        return replace(self, document=document_words(document), document_on=document.date)


def _fits(act: str, item: Item) -> bool:
    """May this be done to it?"""
    if act == "due":
        return item.closed_on is None and item.kind is not OccurrenceKind.CHECK_IN
    if act == "leave":
        return not item.out and (item.kind is OccurrenceKind.CHECK_IN or not item.done)
    return item.out


# --- said -----------------------------------------------------------------------------------------------------------------
async def ordered(desk: Desk, order: ChangeDue | TakeOut | PutBack, said: str) -> None:
    """Whose it is and which turn of it, one question at a time; then what it comes to."""
    found = await _items_of(desk, order, said)
    if not found:
        return
    match order:
        case ChangeDue():
            draft = Draft("due", (), said[:MOST_WORDS], until=order.until)
        case TakeOut():
            draft = Draft("leave", (), said[:MOST_WORDS], why=order.why[:MOST_WORDS])
        case PutBack():
            draft = Draft("rejoin", (), said[:MOST_WORDS])
    fit = [i for i in found if _fits(draft.act, i)]
    if not fit:
        await _nothing_to_do(desk, draft.act, found)
        return
    draft = replace(draft, items=tuple(i.id for i in fit)).by(order.document)
    if isinstance(order, ChangeDue):
        turns = sorted({i.planned_due for i in fit})
        named = [i for i in fit if order.period and same_period(i.period, order.period)]
        if named:
            draft = replace(draft, items=tuple(i.id for i in named))
        elif len(turns) > 1 or order.period:
            await _which_turn(desk, draft, fit)
            return
    await _next(desk, draft)


async def _items_of(desk: Desk, order: ChangeDue | TakeOut | PutBack, said: str) -> list[Item]:
    """The items of the code, or of it those of the agency that is named; none where it was said why."""
    everything = list(await items_by_code(desk.tx, order.code))
    if not everything:
        await not_mine(desk, order.code)
        return []
    if not order.agency:
        return everything
    recorded = await agency_directory(desk.tx, desk.on)
    found = Directory(tuple(a for _, a in recorded)).find(order.agency)
    ids = {a.name: i for i, a in recorded}
    if len(found) > 1:
        ask_id = await desk.ask("order", said=said)
        buttons = [[(a.brief[:30], f"order:{ask_id}:{ids[a.name]}")] for a in found[:4]]
        await desk.say("agency_ask.which", names=[a.name for a in found[:6]], buttons=buttons)
        return []
    if not found:
        await desk.say("agency_ask.unknown", said=order.agency[:60])
        return []
    theirs = [i for i in everything if i.agency_id == ids[found[0].name]]
    if not theirs:
        await desk.say("change.not_theirs", agency=found[0].name, code=order.code, lead=everything[0].lead_text)
    return theirs


async def _nothing_to_do(desk: Desk, act: str, found: Sequence[Item]) -> None:
    out = next((i for i in found if i.out), None)
    i = desk.facts(out or found[-1])
    if act == "rejoin":
        await desk.say("plan.not_out", i=i)
    elif out is not None:
        await desk.say("plan.already_out", i=i)
    elif all(x.kind is OccurrenceKind.CHECK_IN for x in found):
        await desk.say("due.ongoing", i=i)
    else:
        await desk.say("change.closed", i=i)


async def _which_turn(desk: Desk, draft: Draft, fit: Sequence[Item]) -> None:
    """Several turns are open: none is picked."""
    turns = {i.planned_due: i for i in sorted(fit, key=lambda i: i.planned_due, reverse=True)}
    shown = sorted(turns)[:_MOST_TURNS]
    ask_id = await desk.ask("change", **draft.facts())
    names = [turns[day].period or short_date(day) for day in shown]
    buttons = [(name, f"change:{ask_id}:turn:{day:%Y%m%d}") for name, day in zip(names, shown, strict=True)]
    rows = [buttons[n : n + 3] for n in range(0, len(buttons), 3)]
    i = desk.facts(turns[shown[0]]) | {"title": turns[shown[0]].short_title}
    await desk.say("change.which_period", i=i, dues=[d.isoformat() for d in turns], buttons=rows)


async def _next(desk: Desk, draft: Draft, *, in_place: bool = False) -> None:
    """The day where it is not known yet, else the preview: its first line says what will change."""
    found = await items(desk.tx, draft.items)
    if draft.act == "due":
        moving = [i for i in found if i.due != draft.until]
        if draft.until is not None and not moving:
            await desk.say("due.same", i=desk.facts(found[0]), until=draft.until.isoformat())
            return
        draft, found = replace(draft, items=tuple(i.id for i in moving)), tuple(moving)
    ask_id = await desk.ask("change", **draft.facts())
    if draft.act == "due" and draft.until is None:
        agencies = list(dict.fromkeys(i.agency for i in found))
        await desk.say("due.ask_day", i=desk.facts(found[0]), agencies=agencies, buttons=[[("cancel", f"change:{ask_id}:no")]])
        return
    everything = await items_by_code(desk.tx, found[0].code, {i.agency_id for i in found})
    facts = await _facts(desk, draft, found)
    buttons = [[("record", f"change:{ask_id}:go"), ("cancel", f"change:{ask_id}:no")]]
    done = sum(i.done and i.kind is not OccurrenceKind.CHECK_IN for i in everything)
    await desk.say(WORDS[draft.act][0], in_place=in_place, done=done, buttons=buttons, **facts)


async def _facts(desk: Desk, draft: Draft, found: Sequence[Item]) -> dict[str, Any]:
    """What the words of a preview and of an echo need; the items as they are before it."""
    dues = {i.due for i in found}
    history = [(i, effective(i.updates)) for i in found]
    return {
        "i": desk.facts(found[0]),
        "agencies": list(dict.fromkeys(i.agency for i in found)),
        "n": len(found),
        "from_on": dues.pop().isoformat() if len(dues) == 1 else None,
        "until": draft.until.isoformat() if draft.until else None,
        "past": draft.until is not None and draft.until < desk.on,
        "requests": sum((open_request(h) is not None) + (draft.act == "leave" and i.proposal is not None) for i, h in history),
        "blockers": sum(i.blocker is not None for i in found),
        "why": draft.why,
        **document_facts(draft.document, draft.document_on),
    }


# --- done -----------------------------------------------------------------------------------------------------------------
async def _go(desk: Desk, draft: Draft) -> None:
    found = [i for i in await hold(desk.tx, draft.items) if _fits(draft.act, i)]
    if len(found) < len(draft.items):
        [first] = (await items(desk.tx, draft.items))[:1]
        await desk.say("change.overtaken", in_place=True, i=desk.facts(first))
        return
    if not draft.document and any(i.agency_id in desk.who.agencies for i in found):
        await desk.audit("refused_own_change", found[0].key)
        await desk.say("change.own", i=desk.facts(found[0]))
        return
    await desk.close_asks()
    facts = await _facts(desk, draft, found)
    recorded = [await _record(desk, draft, i) for i in found]
    fresh = await desk.settle(found)
    heard = await _tell(desk, draft, found, fresh)
    agencies = dict.fromkeys(i.agency for i in found)
    back = [("undo", f"unchange:{desk.row_id}")]
    buttons = [back] if draft.document else [[("enter_number", f"change_number:{recorded[0]}"), *back]]
    await desk.ask("take_back", says=f"unchange:{desk.row_id}")
    await desk.say(
        WORDS[draft.act][1],
        items=[i.id for i in found],
        in_place=True,
        told=[a for a in agencies if a in heard],
        unheard=[a for a in agencies if a not in heard][:4],
        buttons=buttons,
        **(facts | {"i": desk.facts(fresh[found[0].id])}),
    )


async def _record(desk: Desk, draft: Draft, item: Item) -> int:
    row = {"words": draft.said, "until": draft.until, "document": draft.document[:120], "happened_on": draft.document_on}
    update_id = await desk.record(item, KINDS[draft.act], note=draft.why, **row)
    if draft.until is not None:
        await set_due(desk.tx, item.id, draft.until, desk.calendar)
    return update_id


async def _tell(desk: Desk, draft: Draft, found: Sequence[Item], fresh: dict[int, Item]) -> frozenset[str]:
    """Whoever hears for these agencies, each agency once; and whoever was to clear what stood in the way. The agencies that
    were reached."""
    heard: set[str] = set()
    for agency_id in dict.fromkeys(i.agency_id for i in found):
        own = [i for i in found if i.agency_id == agency_id]
        request = next((r for i in own if (r := open_request(effective(i.updates))) is not None), None)
        proposed = draft.act == "leave" and any(i.proposal is not None for i in own)
        facts = await _facts(desk, draft, own) | {"i": desk.facts(fresh[own[0].id]), "office": desk.plan.office}
        facts["request"] = request.until.isoformat() if request and request.until else "yes" if proposed else ""
        told = await desk.tell_agency(agency_id, WORDS[draft.act][2], items=[i.id for i in own], **facts)
        if told or agency_id in desk.who.agencies:
            heard.add(own[0].agency)
        for item in own:
            owner = item.blocker.owner_agency_id if draft.act == "leave" and item.blocker else None
            if owner is not None:
                i = desk.facts(fresh[item.id])
                await desk.tell_agency(owner, "plan.left_owner", but_not=told, i=i, agency=item.agency)
    return frozenset(heard)


# --- taken back -----------------------------------------------------------------------------------------------------------
async def _unchange(desk: Desk, arguments: list[str]) -> None:
    """[Hoàn tác], or "nhầm": one's own act, as far as it still stands."""
    admin_only(desk)
    rows = {o: u for u, o in await answer_of_row(desk.tx, desk.who.id, number(arguments[0]))}
    before = [i for i in await hold(desk.tx, rows) if any(u.id == rows[i.id] and u.kind in CHANGES for u in i.updates)]
    if not before:
        await shortly(desk, "recorded.nothing_to_undo")
        return
    await desk.close_asks()
    for item in before:
        await desk.record(item, UpdateKind.UNDO, words=desk.incoming.text[:MOST_WORDS], undoes=rows[item.id])
    for item in await items(desk.tx, [i.id for i in before]):
        due = due_in_force(item.planned_due, effective(item.updates))
        if due != item.due:
            await set_due(desk.tx, item.id, due, desk.calendar)
    fresh = await desk.settle(before)
    for item in before:
        await extensions.after_undo(desk, item, fresh[item.id])
    for agency_id in dict.fromkeys(i.agency_id for i in before):
        own = [fresh[i.id] for i in before if i.agency_id == agency_id]
        facts: dict[str, Any] = {"i": desk.facts(own[0]), "office": desk.plan.office}
        await desk.tell_agency(agency_id, "change.undone_told", items=[i.id for i in own], **facts)
    await desk.say("change.undone", items=[i.id for i in before], in_place=True, i=desk.facts(fresh[before[0].id]))


# --- pressed, or answered in words ------------------------------------------------------------------------------------------
async def _change(desk: Desk, arguments: list[str]) -> None:
    """[Ghi nhận], [Thôi], or the turn that is meant."""
    admin_only(desk)
    ask = await inbox.ask_by_id(desk.tx, number(arguments[0]), desk.incoming.channel, desk.incoming.chat_id)
    if ask is None or ask.kind != "change":
        raise ValueError(arguments[0])
    draft = Draft.of(ask.facts)
    match arguments[1:]:
        case ["go"] if draft.act != "due" or draft.until is not None:
            await _go(desk, draft)
        case ["no"]:
            await _leave(desk, draft)
        case ["turn", day]:
            planned = datetime.strptime(day, "%Y%m%d").date()  # noqa: DTZ007  # a date, not a moment
            meant = [i.id for i in await items(desk.tx, draft.items) if i.planned_due == planned]
            await _next(desk, replace(draft, items=tuple(meant)), in_place=True)
        case _:
            raise ValueError(arguments)


async def _leave(desk: Desk, draft: Draft) -> None:
    await desk.close_asks()
    [first] = (await items(desk.tx, draft.items))[:1]
    await desk.say("change.left", in_place=True, i=desk.facts(first))


async def _hear(desk: Desk, given: Given) -> bool:
    """The document, the day, the reason; or [Ghi nhận] and [Thôi] typed. Another order is one of its own."""
    draft = Draft.of(given.ask.facts)
    document, day = read_basis(given.text, desk.on), read_day(given.text, desk.on, desk.plan.year)
    found = await items(desk.tx, draft.items)
    several = len({i.planned_due for i in found}) > 1 and fold(given.text).startswith(("thang ", "quy ", "ky "))
    turn = [i.id for i in found if several and same_period(i.period, given.text)]
    if calls_off(given.text):
        await _leave(desk, draft)
    elif draft.act == "due" and turn:
        await _next(desk, replace(draft, items=tuple(turn)))
    elif fold(given.text).strip(" .!") in _RECORDS and (draft.act != "due" or draft.until is not None):
        await _go(desk, draft)
    elif document is not None:
        await _next(desk, draft.by(document))
    elif draft.act == "due" and day is not None:
        await _next(desk, replace(draft, until=day))
    elif draft.act == "due" and draft.until is None and any(c.isdigit() for c in given.text) and len(given.text) < 12:
        await desk.say("sorry.bad_date")
    elif draft.act == "leave" and not draft.why and _is_reason(given.text):
        await _next(desk, replace(draft, why=given.text.strip()[:MOST_WORDS]))
    else:
        return False
    return True


def _is_reason(text: str) -> bool:
    """Words that say why, neither a question about something else nor a command."""
    told = fold(text).removeprefix("vi ").removeprefix("ly do")
    return len(told.split()) > 1 and "?" not in text and not text.startswith("/")


PRESSES: dict[str, Press] = {"change": _change, "unchange": _unchange}
QUESTIONS: dict[str, Question] = {"change": Question(_hear, of_admin=True)}
