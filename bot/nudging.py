"""A nudge by hand: "nhắc Sở Tư pháp". Who, how many, the words and what the schedule does anyway are seen before it goes.

A person is nudged at most once a day, whoever presses; the database holds that. What is nudged is asked again when it is sent,
and once more when its turn comes: nobody is reminded of what they have reported done.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot import nudges
from bot.desk import Desk, Facts
from bot.letters import body, by_agency
from bot.mailing import Kind, draft, goes_at, left_out, presses, put, questions, some, when
from bot.nudgeable import asked_for
from bot.pressing import Press, admin_only, named_agency, number, refuse_words, shortly
from bot.questions import Question
from bot.understanding.query import Filters, Query, QueryIntent, read_query
from bot.understanding.query_rows import QUERY_CLASSES
from bot.understanding.reply import Intent, read_replies
from plan_data.calendar import local_date
from plan_data.text import fold
from scheduler.audience import Post
from scheduler.channel import Say
from scheduler.nudges import Recipients, recipients
from storage import mailings
from storage import people as roster
from storage.asked import last_asked
from storage.mailings import NUDGE, Mailing
from storage.occurrences import Item, items
from storage.plans import agency_directory, plan_names
from storage.queries import last_reminded

_MAY_NUDGE = re.compile("|".join(rf"\b{re.escape(fold(w))}\b" for w in (*QUERY_CLASSES["nhắc"].split("|"), "nhắn")))
_ABOUT_MYSELF = re.compile(r"(?i)\b(?:em|tôi|mình|tui|me)\b")


# --- said --------------------------------------------------------------------------------------------------------------------
async def said(desk: Desk, text: str) -> bool:
    """True where the words nudge somebody: for an admin the preview, for anybody else a refusal. A wish of one's own ("nhắc em
    I.3 thứ Sáu") is none."""
    if not desk.who.is_admin and not _MAY_NUDGE.search(fold(text)):
        return False  # the names of a large plan are not read for every answer
    query = read_query(text, desk.on, await plan_names(desk.tx, desk.plan, desk.on))
    if query.intent is not QueryIntent.NUDGE or await _is_own_wish(desk, query, text):
        return False
    if not desk.who.is_admin:
        await refuse_words(desk, "nudge")
        return True
    if query.filters == Filters() and desk.incoming.replies_to is None and await _goes_on(desk):
        return False  # "nhắc họ đi": whoever the last question was about, not only those shown
    wanted = await asked_for(desk, query, text)
    if wanted.ask:
        await _ask_which(desk, wanted.ask)
    else:
        await preview(desk, wanted.items)
    return True


async def _goes_on(desk: Desk) -> bool:
    return await last_asked(desk.tx, desk.incoming.channel, desk.incoming.chat_id, desk.now) is not None


async def _is_own_wish(desk: Desk, query: Query, text: str) -> bool:
    """Of one's own work, or said of oneself: the bot is to remind the writer."""
    if not desk.who.agencies:
        return False
    snoozes = any(s.reply.intent is Intent.SNOOZE for s in read_replies(text, desk.on))
    if desk.who.is_admin or snoozes:
        return snoozes
    codes = {query.filters.activity, *query.ambiguous} - {None}
    own = {i.code for i in await desk.own()}
    only_codes = query.filters.agency is None and query.filters.status is None and query.filters.group is None
    return only_codes and ((bool(codes) and codes <= own) or (not codes and _ABOUT_MYSELF.search(text) is not None))


async def _ask_which(desk: Desk, names: Sequence[str]) -> None:
    """Names that fit equally: a button each."""
    ids = {a.name: (i, a.brief) for i, a in await agency_directory(desk.tx)}
    buttons = [(ids[n][1][:30], f"nudge:a:{ids[n][0]}") if n in ids else (n, f"nudge:c:{n}") for n in names[:6]]
    rows = [buttons[n : n + 2] for n in range(0, len(buttons), 2)]
    await desk.say("nudge.which", names=list(names[:6]), buttons=rows)


async def _chosen(desk: Desk, arguments: list[str]) -> None:
    """[Nhắc …] below a list or a question: an agency's late work, or an activity's."""
    admin_only(desk)
    match arguments:
        case ["a", agency_id]:
            _, name = await named_agency(desk, str(number(agency_id)))
            query = Query(QueryIntent.NUDGE, Filters(agency=name))
        case ["c", code]:
            query = Query(QueryIntent.NUDGE, Filters(activity=code))
        case _:
            raise ValueError(arguments)
    await preview(desk, (await asked_for(desk, query, "")).items)


# --- before it goes -----------------------------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class _Plan:
    """What would go out now: the items still to do, and to whom on which day."""

    items: tuple[Item, ...]
    day: date
    to: Recipients

    def of(self, agency_ids: Iterable[int]) -> tuple[Item, ...]:
        wanted = set(agency_ids)
        return tuple(i for i in self.items if i.agency_id in wanted)

    @property
    def names(self) -> dict[int, str]:
        return {i.agency_id: i.agency for i in self.items}

    @property
    def told(self) -> tuple[Item, ...]:
        """The items of which somebody is told."""
        return self.of(a for r in self.to.to for a in r.agency_ids)


async def _plan(desk: Desk, ids: Sequence[int]) -> _Plan:
    still = sorted((i for i in await items(desk.tx, ids) if not i.settled and not i.held), key=lambda i: (i.due, i.id))
    day = local_date(goes_at(desk))
    agency_ids = list(dict.fromkeys(i.agency_id for i in still))
    people = await roster.hearers(desk.tx, agency_ids, day)
    nudged = await mailings.nudged_on(desk.tx, day)
    return _Plan(tuple(still), day, recipients(agency_ids, people, day, sender=desk.who.id, nudged=nudged))


async def preview(desk: Desk, chosen: Iterable[Item], words: str = "") -> None:
    """To whom, how many, when they were last reminded and what the schedule will do anyway, and the words; nothing is sent.
    `chosen` is whatever was asked for: what is done or held is left out. `words`: the admin's own sentence."""
    plan = await _plan(desk, [i.id for i in chosen])
    if not plan.items:
        await desk.say("nudge.nothing")
        return
    not_told = await left_out(desk, plan.to, plan.names, plan.day)
    if not plan.to.to:
        await desk.say("nudge.nobody", **not_told, **when(desk))
        return
    told = plan.told
    shown = nudges.shown_facts(told, desk.calendar, desk.on)
    buttons = await draft(desk, "nudge", {"items": [i.id for i in told], "words": words})
    await desk.say(
        "nudge.preview",
        n=len(told),
        people=len(plan.to.to),
        post=str(plan.to.to[0].hearer.post if len(plan.to.to) == 1 else Post.FOCAL),
        agencies=some(shown),
        count=len(shown),
        same=_same_code(shown),
        office=desk.plan.office,
        words=words,
        **await _schedule(desk, told),
        **not_told,
        **when(desk),
        buttons=buttons,
    )


def _same_code(shown: Sequence[Facts]) -> str:
    """The one code that all these agencies are asked about; else empty."""
    codes = {code for a in shown for code in a["codes"]}
    return codes.pop() if len(codes) == 1 and len(shown) > 1 else ""


async def _schedule(desk: Desk, told: Sequence[Item]) -> Facts:
    """When they were last reminded, and when they will be anyway; the day of the first and of the last where they differ."""
    reminded = sorted((await last_reminded(desk.tx, [i.id for i in told])).values())
    coming = sorted(i.next_nudge_on for i in told if i.next_nudge_on is not None)
    return {
        "last": reminded[-1].isoformat() if reminded else None,
        "first": reminded[0].isoformat() if reminded else None,
        "never": len(told) - len(reminded),
        "next": coming[0].isoformat() if coming else None,
    }


# --- sent ---------------------------------------------------------------------------------------------------------------------
async def _send(desk: Desk, mailing: Mailing) -> bool:
    """One message a person, to those who still have their nudge of that day."""
    plan = await _plan(desk, mailing.facts["items"])
    words = str(mailing.facts["words"])
    taken = await mailings.nudge(desk.tx, mailing.id, [r.hearer.contact_id for r in plan.to.to], plan.day)
    reached: list[int] = []
    for r in plan.to.to:
        if r.hearer.contact_id in taken:
            own = plan.of(r.agency_ids)
            what = Say(NUDGE, {"office": desk.plan.office, "words": words}, tuple(i.id for i in own))
            delivery_id = await put(desk, r.hearer, what)
            heard = {i.id: max((u.id for u in i.updates), default=0) for i in own}
            await mailings.nudged_with(desk.tx, taken[r.hearer.contact_id], delivery_id, heard)
            reached += r.agency_ids
    if not taken:
        await shortly(desk, "nudge.nobody_left" if plan.items else "nudge.nothing_left")
        return False
    told = plan.of(reached)
    for group in by_agency(told):
        codes = [i.code for i in group]
        await desk.audit("nudged", f"agency:{group[0].agency_id}", mailing=mailing.id, codes=codes, on=plan.day.isoformat())
    rest = await _plan(desk, [i.id for i in plan.items if i.agency_id not in reached])
    not_told = await left_out(desk, rest.to, rest.names, rest.day)
    names = list(dict.fromkeys(i.agency for i in told))
    facts: dict[str, Any] = {"people": len(taken), "agencies": some(names), "count": len(names), "body": body(names[0])}
    await desk.say("nudge.sent", in_place=True, **facts, **not_told, **when(desk))
    return True


async def _again(desk: Desk, facts: Facts) -> None:
    """The preview in other words."""
    await preview(desk, await items(desk.tx, facts["items"]), str(facts["words"]))


_KIND = Kind("nudge", _again, _send)
PRESSES: dict[str, Press] = {"nudge": _chosen, **presses(_KIND)}
QUESTIONS: dict[str, Question] = questions(_KIND)
