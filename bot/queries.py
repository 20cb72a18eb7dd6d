"""A question in plain words, from an admin, from who follows a group, from anybody about the own work.

HANDLERS is the table of what can be asked for: UNKNOWN is not in it. The answer is remembered, so that
"còn Sở Tư pháp?" goes on from it and its buttons name it; rights are checked when it is asked and when a button is pressed.
"""

import re
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import date

from bot import beside, explaining, lists, nudging, sending_files, silence, views, waiting
from bot.commands import giupdo
from bot.desk import Desk
from bot.narrowing import Acts, Asked, agency_named, ask, is_own, within
from bot.nudgeable import asked_for
from bot.pressing import Press, Refused, number
from bot.understanding.followups import continued, query_of, settled
from bot.understanding.query import Filters, Query, QueryIntent, names_a_state, read_query
from bot.understanding.reply import Intent, read_reply
from plan_data.errors import UnknownPeriod
from plan_data.periods import QUARTERS, named_as
from plan_data.text import fold
from storage.asked import asked_by_id, last_asked
from storage.lists import follows_groups
from storage.occurrences import items_by_code
from storage.plans import plan_names

Handler = Callable[[Desk, Asked, str], Awaitable[None]]
"""Answers a question; the text as typed, empty where a button was pressed. Errors: Refused."""
MOST_CHOICES = 6
_OF_OTHERS = re.compile(
    r"\b(ai|(don vi|so|co quan|huyen|ben|nganh|noi|dia phuong) nao|(cac|nhung) (so|huyen|don vi|co quan))\b"
)
"""Asks whose work it is: nobody asks that of the own."""
_ASKS_WHO = re.compile(r"(nhung |cac )?(ai|(don vi|so|co quan|huyen) nao) ")


# --- the answers ---------------------------------------------------------------------------------------------------------
async def _overview(desk: Desk, asked: Asked, text: str) -> None:
    """The whole plan, to who follows groups these; of a period its list, whose first line has the figures."""
    if asked.filters != Filters():
        await lists.show(desk, asked, acts(asked))
    elif asked.within is None:
        await views.overview(desk, acts(asked))
    else:
        await beside.by_group(desk)


async def _list(desk: Desk, asked: Asked, text: str) -> None:
    f = asked.filters
    if (show := _VIEWS.get(f.status or "")) is not None:
        await show(desk, asked, acts(asked))
    elif asked.skip or f.status or f.group or f.first or f.last or (f.agency is None and not is_own(asked.within)):
        await lists.show(desk, asked, acts(asked))
    elif is_own(asked.within):
        await views.my_work(desk)
    else:
        assert f.agency is not None
        await views.agency(desk, f.agency, more=f"asked:{asked.id}", acts=acts(asked))


async def _activity(desk: Desk, asked: Asked, text: str) -> None:
    code = asked.filters.activity
    assert code is not None
    if await items_by_code(desk.tx, code):
        await explaining.explain(desk, [code], text)
    else:
        await views.card(desk, code)


async def _help(desk: Desk, asked: Asked, text: str) -> None:
    await giupdo.handle(desk, "")


async def _nudge(desk: Desk, asked: Asked, text: str) -> None:
    """Whoever the list is about; seen before it goes."""
    wanted = await asked_for(desk, replace(asked.query, intent=QueryIntent.NUDGE), text)
    await nudging.preview(desk, wanted.items)


async def _export(desk: Desk, asked: Asked, text: str) -> None:
    """The report of what was asked about: its agency, its group, its period; a workbook where no kind was named."""
    await _send_report(desk, asked, asked.filters.format or "xlsx")


async def _chart(desk: Desk, asked: Asked, text: str) -> None:
    await _send_report(desk, asked, "png")


async def _send_report(desk: Desk, asked: Asked, format: str) -> None:
    f = asked.filters
    agency_id = await agency_named(desk, f.agency)
    period = named_as(f.first or date(desk.plan.year, 1, 1), f.last or date(desk.plan.year, 12, 31))
    groups = [f.group] if f.group else None
    try:
        await sending_files.report(desk, period, format, agency_ids=[agency_id] if agency_id else None, groups=groups)
    except UnknownPeriod:
        await desk.say("report.unknown_period")


_VIEWS = {"no_response": silence.show, "blocked": waiting.blockers, "extension": waiting.requests}
HANDLERS: dict[QueryIntent, Handler] = {
    QueryIntent.OVERVIEW: _overview,
    QueryIntent.LIST: _list,
    QueryIntent.ACTIVITY: _activity,
    QueryIntent.HELP: _help,
    QueryIntent.NUDGE: _nudge,
    QueryIntent.EXPORT: _export,
    QueryIntent.CHART: _chart,
}
_ACTS = {QueryIntent.NUDGE: "nudge", QueryIntent.EXPORT: "send_excel"}
"""What can be done with a list, and its button."""
OF_ADMINS = frozenset({QueryIntent.NUDGE, QueryIntent.EXPORT, QueryIntent.CHART})


def acts(asked: Asked) -> Acts:
    """The buttons of what can be done with what was asked for."""
    if asked.within is not None:
        return []
    return [(label, f"asked:{asked.id}:{intent}") for intent, label in _ACTS.items()]


# --- heard ---------------------------------------------------------------------------------------------------------------
async def heard(desk: Desk, text: str) -> bool:
    """True where the text asks something that could be understood."""
    said = await _read(desk, text)
    if said is None or said.intent not in HANDLERS:
        return False
    if not await _may(desk, said, text):
        await desk.audit("question_refused", said.intent, text=text[:200])
        await desk.say("sorry.admin_only", office=desk.plan.office)
        return True
    asked = await ask(desk, said)
    if said.ambiguous:
        await _which(desk, asked)
    else:
        await HANDLERS[said.intent](desk, asked, text)
    return True


async def _read(desk: Desk, text: str) -> Query | None:
    """The question, with what it goes on from. None where the words rather report something: who may report does, unless
    another agency is named. An admin with own work reports with "đã hoàn thành", and asks with whatever is longer."""
    names = await plan_names(desk.tx, desk.plan, desk.on)
    said = read_query(text, desk.on, names)
    reports = read_reply(text, desk.on).intent not in (Intent.OTHER, Intent.QUESTION)
    f = said.filters
    of_others = f.agency not in (None, *desk.who.agency_names) or f.group or (f.status and _ASKS_WHO.match(fold(text)))
    if reports and desk.who.agencies and not of_others and (not desk.who.is_admin or names_a_state(text)):
        return None
    before = await last_asked(desk.tx, desk.incoming.channel, desk.incoming.chat_id, desk.now)
    return continued(query_of(before.facts), said, text) if before is not None else said


async def _may(desk: Desk, said: Query, text: str) -> bool:
    """Of others' work a person hears nothing; what names an activity is answered with what the published plan says."""
    seen = within(desk)
    if seen is None or said.intent in (QueryIntent.ACTIVITY, QueryIntent.HELP):
        return True
    f = said.filters
    if seen.followers:
        return said.intent not in OF_ADMINS and (f.group is None or f.group in await follows_groups(desk.tx, seen.followers))
    if said.intent is not QueryIntent.LIST or said.ambiguous or f.status == "no_response":
        return False
    if f.agency is not None:
        return await agency_named(desk, f.agency) in desk.who.agencies
    return not _OF_OTHERS.search(fold(text))


async def _which(desk: Desk, asked: Asked) -> None:
    """Several fit equally: a person chooses."""
    names = list(asked.query.ambiguous)[:MOST_CHOICES]
    titles = {a.code: a.short_title for a in (await plan_names(desk.tx, desk.plan, desk.on)).all_activities}
    shorts = {a.name: a.brief for a in (await plan_names(desk.tx, desk.plan, desk.on)).agencies}
    buttons = [[(shorts.get(name, name)[:30], f"meant:{asked.id}:{n}")] for n, name in enumerate(names)]
    told = [f"{name} {titles[name]}" if name in titles else name for name in names]
    await desk.say("query.which", names=told, codes=any(name in titles for name in names), buttons=buttons)


async def examples(desk: Desk) -> list[str]:
    """Three questions that work with this plan, for who was not understood."""
    names = await plan_names(desk.tx, desk.plan, desk.on)
    quarter = QUARTERS[(desk.on.month - 1) // 3]
    month = f"{desk.on.month:02d}" if desk.on.month < 3 else str(desk.on.month)
    code = await desk.example_code()
    first = await items_by_code(desk.tx, code) or (await items_by_code(desk.tx, names.all_activities[0].code))
    return [f"{first[0].agency} quý {quarter}", f"quá hạn trong tháng {month}", first[0].code]


# --- pressed -------------------------------------------------------------------------------------------------------------
async def _again(desk: Desk, argument: str) -> Query:
    """The question behind a button of this chat. Errors: ValueError, Refused."""
    before = await asked_by_id(desk.tx, number(argument), desk.incoming.channel, desk.incoming.chat_id)
    if before is None:
        raise ValueError(argument)
    query = query_of(before.facts)
    if not await _may(desk, query, ""):
        raise Refused
    return query


async def _asked(desk: Desk, arguments: list[str]) -> None:
    """[Xem tiếp], or something to do with the list."""
    query = await _again(desk, arguments[0])
    skip, intent = 0, query.intent
    if arguments[1].isdigit():
        skip = number(arguments[1])
    else:
        intent = QueryIntent(arguments[1])
    if intent not in HANDLERS:
        raise ValueError(arguments[1])
    if intent in OF_ADMINS and within(desk) is not None:
        raise Refused
    asked = Asked(number(arguments[0]), replace(query, intent=intent), within(desk), skip)
    await HANDLERS[intent](desk, asked, "")


async def _meant(desk: Desk, arguments: list[str]) -> None:
    """One of those that fitted equally."""
    query = await _again(desk, arguments[0])
    name = query.ambiguous[int(arguments[1])]
    names = await plan_names(desk.tx, desk.plan, desk.on)
    is_code = any(a.code == name for a in names.all_activities)
    chosen = settled(query, name, code=is_code, group=any(g.numeral == name for g in names.groups))
    if not await _may(desk, chosen, ""):
        raise Refused
    await HANDLERS[chosen.intent](desk, await ask(desk, chosen), "")


async def _of_group(desk: Desk, arguments: list[str]) -> None:
    """A group of the table."""
    if arguments[0] not in {g.numeral for g in (await plan_names(desk.tx, desk.plan, desk.on)).groups}:
        raise ValueError(arguments[0])
    await _pressed(desk, Query(QueryIntent.LIST, Filters(group=arguments[0])))


async def _of_status(desk: Desk, arguments: list[str]) -> None:
    """[Chưa trả lời] and the like."""
    if arguments[0] not in {*lists.STATUSES, *_VIEWS}:
        raise ValueError(arguments[0])
    await _pressed(desk, Query(QueryIntent.LIST, Filters(status=arguments[0])))


async def _pressed(desk: Desk, query: Query) -> None:
    """Pressing is typing: the same rights, the same answer. Errors: Refused."""
    if not await _may(desk, query, ""):
        raise Refused
    await HANDLERS[query.intent](desk, await ask(desk, query), "")


PRESSES: dict[str, Press] = {
    "asked": _asked,
    "meant": _meant,
    "of_group": _of_group,
    "of_status": _of_status,
    **beside.PRESSES,
    **waiting.PRESSES,
}
