"""A task given beyond the plan ("nhiệm vụ giao thêm"): whose, what and by when are asked for one at a time, then shown.

It becomes an activity like any other, with a code of its own, marked by the document that gave it. Taken back while nobody has
said anything of it, it never was; afterwards it is taken out of the plan like the others.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from bot.asking import MOST_WORDS
from bot.desk import Desk
from bot.digest import item_buttons
from bot.document_of_change import document_facts
from bot.pressing import Press, admin_only, named_agency, number, remark
from bot.questions import Given, Question, calls_off
from bot.recording import document_words
from bot.understanding.orders import AddTask, read_basis
from bot.understanding.tasks import Task, agencies_of, only_parts, read_task, understood
from bot.wording import words
from plan_data.agencies import Directory
from plan_data.deadlines import read_deadline
from plan_data.loading import activity_json
from plan_data.model import Activity, Plan, PlannedOccurrence
from plan_data.occurrences import members_of, planned_occurrences
from plan_data.text import fold, squeeze
from storage import additions, inbox
from storage.occurrences import Item, items_by_code
from storage.plans import agency_directory

SHOWN = 6
_RECORDS = frozenset({"ghi nhan", "dong y", "record", "ok"})
_PARTS = ("lead", "title", "deadline", "product", "coordinating", "group")


@dataclass(frozen=True, slots=True)
class Draft:
    """The task as far as it is known; `want` is the part that was asked for last."""

    task: Task
    said: str
    document: str = ""
    document_on: date | None = None
    want: str = ""

    @staticmethod
    def of(facts: dict[str, Any]) -> "Draft":
        on = date.fromisoformat(facts["document_on"]) if facts["document_on"] else None
        task = Task(**{part: facts[part] for part in _PARTS})
        return Draft(task, facts["said"], facts["document"], on, facts["want"])

    def facts(self) -> dict[str, Any]:
        parts = {part: getattr(self.task, part) for part in _PARTS}
        return parts | {"said": self.said, "want": self.want} | document_facts(self.document, self.document_on)

    def more(self, task: Task) -> "Draft":
        """With what was said since."""
        known = replace(self, task=replace(self.task.with_more(task), document=None))
        if task.document is None:
            return known
        return replace(known, document=document_words(task.document)[:120], document_on=task.document.date)


# --- said, and asked for ----------------------------------------------------------------------------------------------------
async def ordered(desk: Desk, order: AddTask, said: str) -> None:
    task = read_task(order.said, await _directory(desk), desk.plan.year, desk.on, agency=order.agency)
    await _next(desk, Draft(Task(), said[:MOST_WORDS]).more(task))


async def _directory(desk: Desk) -> Directory:
    """The agencies of today: who has ended is given nothing more."""
    return Directory(tuple(a for _, a in await agency_directory(desk.tx, desk.on) if not a.successor))


async def _next(desk: Desk, draft: Draft, *, in_place: bool = False) -> None:
    """Asks for what is missing or cannot be read, one part at a time; then what it comes to."""
    task, directory = draft.task, await _directory(desk)
    names, ties = agencies_of(task.lead, directory) if task.lead else ((), ())
    if not names:
        await _ask_whose(desk, draft, ties)
        return
    if not task.title:
        await _ask(desk, draft, "title")
        return
    if task.group and task.group not in await additions.group_numerals(desk.tx, desk.plan.id):
        await desk.say("task.no_group", group=task.group)
        draft, task = replace(draft, task=replace(task, group="")), replace(task, group="")
    if not task.deadline or not understood(read_deadline(task.deadline, desk.plan.year)):
        await _ask(desk, draft, "deadline", said=task.deadline)
        return
    plan = _plan(desk, draft, "?", directory)
    planned = _ahead(desk, plan)
    if not planned:
        await _ask(desk, draft, "deadline", said=task.deadline, past=True)
        return
    code = await additions.next_code(desk.tx, desk.plan.id)
    ask_id = await desk.ask("task", **replace(draft, want="").facts())
    buttons = [[("record", f"task:{ask_id}:go"), ("cancel", f"task:{ask_id}:no")]]
    await desk.say("task.preview", in_place=in_place, buttons=buttons, **_facts(draft, code, plan, planned))


async def _ask_whose(desk: Desk, draft: Draft, ties: Sequence[str]) -> None:
    ask_id = await desk.ask("task", **replace(draft, want="lead").facts())
    ids = {a.name: i for i, a in await agency_directory(desk.tx)}
    briefs = {a.name: a.brief for _, a in await agency_directory(desk.tx)}
    buttons = [[(briefs[name][:30], f"task:{ask_id}:lead:{ids[name]}")] for name in ties[:4]]
    no = [[("cancel", f"task:{ask_id}:no")]]
    await desk.say("task.ask_lead", said=draft.task.lead[:60], names=list(ties[:6]), buttons=[*buttons, *no])


async def _ask(desk: Desk, draft: Draft, part: str, **facts: Any) -> None:
    ask_id = await desk.ask("task", **replace(draft, want=part).facts())
    told: dict[str, Any] = {"lead": draft.task.lead, "title": draft.task.title, "said": "", "past": False} | facts
    await desk.say(f"task.ask_{part}", buttons=[[("cancel", f"task:{ask_id}:no")]], **told)


def _plan(desk: Desk, draft: Draft, code: str, directory: Directory) -> Plan:
    """The task as a plan of one activity, so that what expands the paper's expands this one."""
    task, year = draft.task, desk.plan.year
    activity = Activity(
        code=code,
        group=task.group or additions.GROUP,
        title=task.title,
        short_title=task.title,
        product=task.product,
        deadline_text=task.deadline,
        deadline=read_deadline(task.deadline, year),
        lead_text=task.lead,
        lead=agencies_of(task.lead, directory)[0],
        coordinating_text=task.coordinating,
        coordinating=directory.read(task.coordinating).agencies if task.coordinating else (),
    )
    p = desk.plan
    return Plan(p.number, p.title, p.short_title, year, desk.on, p.office, (), (activity,), (), (), directory.agencies)


def _ahead(desk: Desk, plan: Plan) -> tuple[PlannedOccurrence, ...]:
    return tuple(o for o in planned_occurrences(plan, calendar=desk.calendar) if o.due >= desk.on)


def _facts(draft: Draft, code: str, plan: Plan, planned: Sequence[PlannedOccurrence]) -> dict[str, Any]:
    """What the words of a preview and of an echo need."""
    agencies = list(dict.fromkeys(o.agency for o in planned))
    turns = sorted({(o.due, o.period) for o in planned})
    activity = plan.activities[0]
    return {
        "code": code,
        "title": activity.title,
        "product": activity.product,
        "coordinating": activity.coordinating_text,
        "deadline": activity.deadline_text,
        "unsure": activity.deadline.ambiguous,
        "ongoing": all(o.kind == "check_in" for o in planned),
        "agencies": agencies,
        "n": len(planned),
        "turns": [(due.isoformat(), period) for due, period in turns[:SHOWN]],
        "more": max(0, len(turns) - SHOWN),
        **document_facts(draft.document, draft.document_on),
    }


# --- done -------------------------------------------------------------------------------------------------------------------
async def _go(desk: Desk, draft: Draft) -> None:
    """Recorded: it is reminded of and reported on like any other, and whoever leads it is told."""
    directory = await _directory(desk)
    code = await additions.next_code(desk.tx, desk.plan.id)
    plan = _plan(desk, draft, code, directory)
    planned = _ahead(desk, plan)
    if not planned:
        raise ValueError(draft.task.deadline)
    await desk.close_asks()
    await additions.add_activity(
        desk.tx,
        desk.plan,
        plan.activities[0],
        planned,
        members_of(plan),
        activity_json(plan.activities[0]),
        desk.calendar,
        desk.on,
        basis=draft.document,
        title_of_group=words("vi").tell("task.group", {}),
    )
    facts = _facts(draft, code, plan, planned)
    await desk.audit("activity_added", f"activity:{code}", keys=[o.key for o in planned][:50], **draft.facts())
    heard = await _tell(desk, code, facts)
    back = [("undo", f"untask:{code}")]
    buttons = [back] if draft.document else [[("enter_number", f"task_number:{code}"), *back]]
    await desk.ask("take_back", says=f"untask:{code}")
    unheard = [a for a in facts["agencies"] if a not in heard]
    told = [a for a in facts["agencies"] if a in heard]
    await desk.say("task.added", in_place=True, buttons=buttons, told=told, unheard=unheard[:4], **facts)


async def _tell(desk: Desk, code: str, facts: dict[str, Any]) -> frozenset[str]:
    """Every agency that leads it, once; which of them were reached."""
    heard: set[str] = set()
    found = await items_by_code(desk.tx, code)
    for agency_id in dict.fromkeys(i.agency_id for i in found):
        own = [i for i in found if i.agency_id == agency_id]
        told = await desk.tell_agency(
            agency_id,
            "task.yours",
            items=[i.id for i in own],
            buttons=item_buttons(own[0].id),
            agency=own[0].agency,
            office=desk.plan.office,
            **facts,
        )
        if told or agency_id in desk.who.agencies:
            heard.add(own[0].agency)
    return frozenset(heard)


# --- taken back, and its document -------------------------------------------------------------------------------------------
async def _added(desk: Desk, code: str) -> tuple[Item, ...]:
    """The items of a task that was given. Errors: ValueError for any other code."""
    found = await items_by_code(desk.tx, code)
    if not found or found[0].added_on is None:
        raise ValueError(code)
    return found


async def _untask(desk: Desk, arguments: list[str]) -> None:
    """[Hoàn tác], or "nhầm": as if it had never been given, while nobody has said anything of it."""
    admin_only(desk)
    code = arguments[0]
    found = await _added(desk, code)
    if any(i.updates for i in found):
        await remark(desk, "task.in_use", code=code)
        return
    await desk.redraw([i.id for i in found])
    if not await additions.withdraw_activity(desk.tx, code, desk.on):
        await remark(desk, "task.in_use", code=code)
        return
    await desk.close_asks()
    await desk.audit("activity_withdrawn", f"activity:{code}")
    facts: dict[str, Any] = {"code": code, "title": found[0].short_title, "office": desk.plan.office}
    for agency_id in dict.fromkeys(i.agency_id for i in found):
        await desk.tell_agency(agency_id, "task.withdrawn_told", **facts)
    await desk.say("task.withdrawn", in_place=True, **facts)


async def _number(desk: Desk, arguments: list[str]) -> None:
    admin_only(desk)
    found = await _added(desk, arguments[0])
    await desk.ask("task_number", code=found[0].code)
    await desk.say("task.number", code=found[0].code)


async def _number_given(desk: Desk, given: Given) -> bool:
    document = read_basis(given.text, desk.on)
    if document is None:
        return False
    code, told = str(given.ask.facts["code"]), document_words(document)[:120]
    await desk.close_asks()
    if await additions.give_basis(desk.tx, code, told):
        await desk.audit("activity_document", f"activity:{code}", document=told)
        await desk.say("task.numbered", code=code, document=told)
    return True


# --- pressed, or answered in words ------------------------------------------------------------------------------------------
async def _task(desk: Desk, arguments: list[str]) -> None:
    """[Ghi nhận], [Thôi], or the agency that is meant."""
    admin_only(desk)
    ask = await inbox.ask_by_id(desk.tx, number(arguments[0]), desk.incoming.channel, desk.incoming.chat_id)
    if ask is None or ask.kind != "task":
        raise ValueError(arguments[0])
    draft = Draft.of(ask.facts)
    match arguments[1:]:
        case ["go"] if not draft.want:
            await _go(desk, draft)
        case ["no"]:
            await _leave(desk)
        case ["lead", agency_id]:
            _, name = await named_agency(desk, agency_id)
            await _next(desk, replace(draft, task=replace(draft.task, lead=name)), in_place=True)
        case _:
            raise ValueError(arguments)


async def _leave(desk: Desk) -> None:
    await desk.close_asks()
    await desk.say("task.left", in_place=True)


async def _hear(desk: Desk, given: Given) -> bool:
    """The part that was asked for; below the preview a document, or a part that corrects it."""
    draft, text = Draft.of(given.ask.facts), squeeze(given.text)
    directory = await _directory(desk)
    part = only_parts(text, directory, desk.plan.year, desk.on)
    if calls_off(text):
        await _leave(desk)
    elif not draft.want and fold(text).strip(" .!") in _RECORDS:
        await _go(desk, draft)
    elif part is not None:
        await _next(desk, draft.more(part))
    elif not draft.want or text.startswith("/") or text.endswith("?"):
        return False
    elif draft.want == "lead":
        await _next(desk, replace(draft, task=replace(draft.task, lead=text[:200])))
    else:
        said: dict[str, Any] = {draft.want: text[:300]}
        await _next(desk, draft.more(Task(**said)))
    return True


PRESSES: dict[str, Press] = {"task": _task, "untask": _untask, "task_number": _number}
QUESTIONS: dict[str, Question] = {
    "task": Question(_hear, of_admin=True),
    "task_number": Question(_number_given, of_admin=True, lasting=True),
}
