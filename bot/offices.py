"""A post that goes to another person, from a day on: "bàn giao đầu mối Sở Nội vụ cho Trần Thị B từ 1/4".

Open work is the agency's and changes hands with the post; what was reported stays under the name that reported it. Until the
new person can be reached the old one is reminded and may report as before, whatever the day: somebody always holds the work.
"""

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from bot.compose import INVITE_LINK
from bot.desk import Desk
from bot.open_work import OPEN_WORK
from bot.pressing import Press, admin_only, number, refuse_words
from bot.said_in_parts import parts
from bot.understanding.dates import read_date
from bot.wording import words
from plan_data.agencies import Directory
from plan_data.calendar import at
from plan_data.text import fold
from scheduler.audience import Post
from storage import chats, inbox
from storage import offices as books
from storage import people as roster
from storage.occurrences import agency_items
from storage.offices import Ended, Held, holders
from storage.people import Contact
from storage.planning import DIGEST, silence
from storage.plans import agency_directory

DAY = timedelta(days=1)
NEW = "new"
_HANDOVER = re.compile(
    r"^(?:ban giao )?(?P<post>dau moi phu|dau moi|lanh dao)? ?(?P<agency>.+?) cho (?P<name>[^\d]+?)"
    r"(?:,? (?:tu|ke tu) (?P<day>(?:ngay )?\d.*|hom nay|mai|ngay mai|thu .*|dau .*|tuan .*))?$"
)
_POSTS = {"dau moi": Post.FOCAL, "dau moi phu": Post.DEPUTY, "lanh dao": Post.HEAD}
_TITLE = re.compile(r"^(?:anh|chị|chi|ông|ong|bà|ba|đ/c|đồng chí|dong chi)\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Draft:
    """What is to be handed over, as far as it is known. `old` and `new` are contacts; 0 is nobody, None not yet known."""

    agency_id: int
    agency: str
    post: Post
    name: str
    from_on: date
    old: int | None = None
    new: int | None = None

    @staticmethod
    def of(facts: dict[str, Any]) -> "Draft":
        known = {f: facts[f] for f in Draft.__dataclass_fields__}
        return Draft(**(known | {"post": Post(facts["post"]), "from_on": date.fromisoformat(facts["from_on"])}))

    def facts(self) -> dict[str, Any]:
        known = {f: getattr(self, f) for f in ("agency_id", "agency", "name", "old", "new")}
        return known | {"post": str(self.post), "from_on": self.from_on.isoformat()}


# --- said ------------------------------------------------------------------------------------------------------------------
async def said(desk: Desk, text: str) -> bool:
    """True where the words say who takes over a post: an admin's are done, anybody else's about another agency refused."""
    if not fold(text).startswith("ban giao "):
        return False
    if not desk.who.is_admin:
        if not await _is_of_others(desk, text):
            return False
        await refuse_words(desk, "bangiao")
        return True
    await asked(desk, text)
    return True


async def _is_of_others(desk: Desk, text: str) -> bool:
    """Does the sentence hand over a post of an agency that is not the person's?"""
    said_parts = parts(_HANDOVER, text)
    if said_parts is None:
        return False
    recorded = await agency_directory(desk.tx, desk.on)
    found = Directory(tuple(a for _, a in recorded)).find(said_parts["agency"])
    return bool(found) and not {i for i, a in recorded if a in found} & desk.who.agencies


async def asked(desk: Desk, text: str) -> None:
    """/bangiao with what follows, or the whole sentence."""
    said_parts = parts(_HANDOVER, text)
    if said_parts is None:
        await desk.say("handover.how")
        return
    recorded = await agency_directory(desk.tx, desk.on)
    found = Directory(tuple(a for _, a in recorded)).find(said_parts["agency"])
    if len(found) != 1:
        if found:
            await desk.say("agency_ask.which", names=[a.name for a in found[:6]])
        else:
            await desk.say("agency_ask.unknown", said=said_parts["agency"][:60])
        return
    day = said_parts["day"]
    from_on = read_date(day, desk.on, looks="forward") if day else desk.on
    if from_on is None or from_on < desk.on:
        await desk.say("sorry.bad_date")
        return
    agency_id = next(i for i, a in recorded if a == found[0])
    name = _TITLE.sub("", said_parts["name"])[:120]
    post = _POSTS[fold(said_parts["post"]) or "dau moi"]
    await _next(desk, Draft(agency_id, found[0].name, post, name, from_on))


async def _next(desk: Desk, draft: Draft) -> None:
    """Asks for what is not known, one thing at a time; then what it comes to, before anything is done."""
    held = await holders(desk.tx, draft.agency_id, draft.post, draft.from_on)
    if draft.new is None:
        named = [p.contact for p in await roster.listed(desk.tx, desk.on, desk.now) if fold(p.contact.name) == fold(draft.name)]
        if named:
            await _ask_who(desk, draft, named)
            return
        draft = replace(draft, new=0)
    held = tuple(h for h in held if h.contact_id != draft.new)
    if draft.old is None and len(held) > 1:
        ask_id = await desk.ask("handover", **draft.facts())
        buttons = [[(h.name[:30], f"handover:{ask_id}:old:{h.contact_id}")] for h in held]
        await desk.say("handover.from_whom", agency=draft.agency, post=str(draft.post), buttons=buttons)
        return
    if draft.old is None:
        draft = replace(draft, old=held[0].contact_id if held else 0)
    if not draft.old and draft.new and any(h.contact_id == draft.new for h in await _holding(desk, draft)):
        await desk.say("handover.already", agency=draft.agency, post=str(draft.post), name=draft.name)
        return
    await _preview(desk, draft)


async def _holding(desk: Desk, draft: Draft) -> tuple[Held, ...]:
    return await holders(desk.tx, draft.agency_id, draft.post, draft.from_on)


async def _ask_who(desk: Desk, draft: Draft, named: list[Contact]) -> None:
    """Names are not people: whoever has this name already is asked about."""
    ask_id = await desk.ask("handover", **draft.facts())
    rows = []
    for p in named[:4]:
        posts = [{"post": str(x.post), "agency": x.agency} for x in p.posts or p.coming or p.past]
        rows.append({"name": p.name, "posts": posts, "past": not p.posts and not p.coming})
    buttons = [[(_known_as(p), f"handover:{ask_id}:new:{p.id}")] for p in named[:4]]
    await desk.say("handover.who", rows=rows, buttons=[*buttons, [("new_person", f"handover:{ask_id}:new:0")]])


def _known_as(person: Contact) -> str:
    return (person.posts[0].agency_short or person.name if person.posts else person.name)[:30]


async def _preview(desk: Desk, draft: Draft) -> None:
    """From whom, to whom, from when, and how much is open."""
    ask_id = await desk.ask("handover", **draft.facts())
    still = [i for i in await agency_items(desk.tx, draft.agency_id) if i.closed_on is None and i.kind != "check_in"]
    old = await roster.contact(desk.tx, draft.old, desk.on) if draft.old else None
    await desk.say(
        "handover.preview",
        in_place=True,
        **_told(draft),
        old=old.name if old else "",
        new="known" if draft.new else NEW,
        joined=bool(draft.new) and await chats.home_of(desk.tx, draft.new or 0) is not None,
        n=len(still),
        late=sum(bool(desk.calendar.overdue_days(i.due, desk.on)) for i in still),
        buttons=[[("hand_over", f"handover:{ask_id}:go:1"), ("cancel", f"handover:{ask_id}:no:1")]],
    )


def _told(draft: Draft) -> dict[str, Any]:
    return {
        "agency": draft.agency,
        "post": str(draft.post),
        "name": draft.name,
        "from_on": draft.from_on.isoformat(),
        "last_on": (draft.from_on - DAY).isoformat(),
    }


# --- done ------------------------------------------------------------------------------------------------------------------
async def _go(desk: Desk, draft: Draft) -> None:
    holding = await _holding(desk, draft)
    held = next((h for h in holding if h.contact_id == draft.old), None)
    twice = not draft.new and any(fold(h.name) == fold(draft.name) for h in holding)
    if twice or (draft.old and held is None):
        raise ValueError(draft.old)
    contact_id = draft.new or await roster.add_contact(desk.tx, draft.name, draft.post, draft.agency_id, draft.from_on)
    await books.hand_over(desk.tx, draft.agency_id, draft.post, held, contact_id, draft.from_on)
    facts = {"agency": draft.agency, "post": str(draft.post), "from_on": draft.from_on.isoformat()}
    await desk.audit("handed_over", f"contact:{contact_id}", old=draft.old, **facts)
    ended = await books.end_replaced(desk.tx, contact_id, desk.on)
    joined = await chats.home_of(desk.tx, contact_id) is not None
    old_name = held.name if held else ""
    today = draft.from_on <= desk.on
    await desk.say("handover.done", in_place=True, **_told(draft), old=old_name, joined=joined, today=today)
    if joined:
        await desk.tell_person(contact_id, "handover.to_you", **_told(draft), old=old_name, today=today)
        await _list_open_work(desk, contact_id, draft.agency_id, draft.agency, draft.from_on)
    else:
        await _invite(desk, contact_id, draft)
        if held is not None:
            await desk.tell_person(held.contact_id, "handover.until_they_join", **_told(draft))
    await _tell_ended(desk, ended, draft.name)


async def _invite(desk: Desk, contact_id: int, draft: Draft) -> None:
    post = words(desk.language).tell(f"post.{draft.post}", {})
    await desk.audit("invited", f"contact:{contact_id}", agency=draft.agency)
    await desk.say(INVITE_LINK, contact_id=contact_id, post=post, agency=draft.agency)


async def began(desk: Desk, contact_id: int, name: str) -> None:
    """A person has joined, or can be reached again: the posts that wait for them are theirs now."""
    ended = await books.end_replaced(desk.tx, contact_id, desk.on)
    await _tell_ended(desk, ended, name)
    for e in ended:
        agency = next(a.name for i, a in await agency_directory(desk.tx) if i == e.agency_id)
        await desk.audit("handover_complete", f"contact:{contact_id}", agency=agency, old=e.contact_id)
        await _list_open_work(desk, contact_id, e.agency_id, agency, e.from_on)


async def _tell_ended(desk: Desk, ended: tuple[Ended, ...], name: str) -> None:
    """Whoever held the post hears until when; what waits for them this morning is not theirs from the day itself."""
    for e in ended:
        agency = next(a.name for i, a in await agency_directory(desk.tx) if i == e.agency_id)
        facts: dict[str, Any] = {"from_on": e.from_on.isoformat(), "last_on": (e.from_on - DAY).isoformat()}
        facts |= {"today": e.from_on <= desk.on}
        await desk.tell_person(e.contact_id, "handover.from_you", agency=agency, post=str(e.post), name=name, **facts)
        person = await roster.contact(desk.tx, e.contact_id, desk.on)
        if person is not None and not person.own_agencies:
            await silence(desk.tx, e.contact_id, desk.calendar, words=[DIGEST])


async def _list_open_work(desk: Desk, contact_id: int, agency_id: int, agency: str, from_on: date) -> None:
    """The first message brings what is open: at once, or on the morning of the first working day."""
    person = await roster.contact(desk.tx, contact_id, desk.on)
    assert person is not None
    morning = at(desk.calendar.on_or_after(from_on), person.hour)
    items = [i.id for i in await agency_items(desk.tx, agency_id) if i.closed_on is None]
    not_before = morning if from_on > desk.on else None
    await desk.tell_person(contact_id, OPEN_WORK, items=items, not_before=not_before, agency_id=agency_id, agency=agency)


# --- who was, and who is to be ---------------------------------------------------------------------------------------------
async def outside(desk: Desk, person: Contact) -> bool:
    """A person without a post today writes: one that is to come, or one that has ended, is told so. False for a stranger."""
    if person.coming:
        first = min(person.coming, key=lambda p: p.from_on)
        await desk.say("handover.not_yet", post=str(first.post), agency=first.agency, from_on=first.from_on.isoformat())
    elif person.past:
        last = max(person.past, key=lambda p: (p.until_on or date.min, p.from_on))
        assert last.until_on is not None
        from_on = (last.until_on + DAY).isoformat()
        await desk.say("handover.over", post=str(last.post), agency=last.agency, from_on=from_on, office=desk.plan.office)
    return bool(person.coming or person.past)


# --- pressed ---------------------------------------------------------------------------------------------------------------
async def _handover(desk: Desk, arguments: list[str]) -> None:
    """An answer to what was asked about a handover, or [Bàn giao], or [Thôi]."""
    admin_only(desk)
    ask = await inbox.ask_by_id(desk.tx, number(arguments[0]), desk.incoming.channel, desk.incoming.chat_id)
    if ask is None or ask.kind != "handover":
        raise ValueError(arguments[0])
    draft = Draft.of(ask.facts)
    await desk.close_asks()
    match arguments[1:]:
        case ["old", contact_id]:
            await _next(desk, replace(draft, old=number(contact_id)))
        case ["new", "0"]:
            await _next(desk, replace(draft, new=0))
        case ["new", contact_id]:
            person = await roster.contact(desk.tx, number(contact_id), desk.on)
            if person is None:
                raise ValueError(contact_id)
            await _next(desk, replace(draft, new=person.id, name=person.name))
        case ["go", _] if draft.old is not None and draft.new is not None:
            await _go(desk, draft)
        case ["no", _]:
            await desk.say("handover.left", in_place=True)
        case _:
            raise ValueError(arguments)


PRESSES: dict[str, Press] = {"handover": _handover}
