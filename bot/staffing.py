"""Posts given and ended by message, and invitations revoked: shown first, one press (two for an administrator's), a way back.

Names are not people: whoever has the name or the number already is asked about. Nobody is left without an administrator.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from bot.compose import INVITE_LINK
from bot.desk import Desk
from bot.pressing import Press, admin_only, named_agency, number, remark
from bot.questions import Given, Question, calls_off
from bot.understanding.post_orders import EndPost, GivePost
from bot.wording import words
from plan_data.agencies import Directory
from plan_data.text import fold, squeeze
from scheduler.audience import Post
from storage import chats, inbox, posts
from storage import people as roster
from storage.occurrences import agency_items
from storage.people import Contact, normal_phone
from storage.planning import DIGEST, silence
from storage.plans import agency_directory

DAY = timedelta(days=1)
_MOST_NAME = 120
_RECORDS = frozenset({"ghi nhan", "dong y", "record", "ok"})


@dataclass(frozen=True, slots=True)
class Draft:
    """A post to be given, as far as it is known. `contact` 0 is a new person, None not yet known; `want` was asked for last."""

    post: Post
    name: str
    agency_id: int = 0
    agency: str = ""
    group: str = ""
    phone: str = ""
    contact: int | None = None
    want: str = ""
    sure: bool = False

    @staticmethod
    def of(facts: dict[str, Any]) -> "Draft":
        return Draft(**({f: facts[f] for f in Draft.__dataclass_fields__} | {"post": Post(facts["post"])}))

    def facts(self) -> dict[str, Any]:
        return {f: getattr(self, f) for f in Draft.__dataclass_fields__} | {"post": str(self.post)}

    @property
    def of_agency(self) -> int | None:
        return self.agency_id or None


# --- given ------------------------------------------------------------------------------------------------------------------
async def give(desk: Desk, order: GivePost) -> None:
    person = order.person
    draft = Draft(Post(order.post), squeeze(person.name)[:_MOST_NAME], group=order.group)
    if person.phone:
        phone = normal_phone(person.phone)
        if phone is None:
            await desk.say("staff.bad_phone", said=person.phone[:30])
            return
        draft = replace(draft, phone=phone)
    if draft.post is Post.FOLLOWER:
        follower = await posts.group_follower(desk.tx, desk.plan.id, order.group)
        if follower is None:
            await desk.say("staff.no_group", group=order.group)
            return
        draft = replace(draft, agency_id=follower[0], agency=follower[1])
    await _next(desk, draft, said=person.agency)


async def _next(desk: Desk, draft: Draft, *, said: str = "", in_place: bool = False) -> None:
    """Asks for what is not known, one thing at a time; then what it comes to. `said` are words for the agency."""
    if draft.post not in (Post.ADMIN, Post.FOLLOWER) and not draft.agency_id:
        found = await _agency(desk, said) if said else []
        if len(found) != 1:
            await _ask_agency(desk, draft, said, found)
            return
        draft = replace(draft, agency_id=found[0][0], agency=found[0][1])
    if not draft.name:
        await desk.ask("staff", **replace(draft, want="name").facts())
        await desk.say("staff.ask_name", **_told(draft))
        return
    if draft.contact is None:
        alike = await _alike(desk, draft)
        if alike:
            await _ask_who(desk, draft, alike)
            return
        draft = replace(draft, contact=0)
    holding = await posts.held(desk.tx, draft.post, desk.on, draft.of_agency)
    if draft.contact and any(h.contact_id == draft.contact for h in holding):
        await desk.close_asks()
        await desk.say("staff.already", **_told(draft))
        return
    await _preview(desk, draft, [h.name for h in holding], in_place=in_place)


async def _agency(desk: Desk, said: str) -> list[tuple[int, str]]:
    recorded = await agency_directory(desk.tx, desk.on)
    found = {a.name for a in Directory(tuple(a for _, a in recorded)).find(said)}
    return [(i, a.name) for i, a in recorded if a.name in found]


async def _ask_agency(desk: Desk, draft: Draft, said: str, found: Sequence[tuple[int, str]]) -> None:
    ask_id = await desk.ask("staff", **replace(draft, want="agency").facts())
    buttons = [[(name[:30], f"staff:{ask_id}:agency:{i}")] for i, name in found[:4]]
    await desk.say("staff.ask_agency", said=said[:60], names=[n for _, n in found[:6]], buttons=buttons, **_told(draft))


async def _alike(desk: Desk, draft: Draft) -> list[Contact]:
    """Who has this name or this number on the roster; "An" is whoever is called so."""
    wanted = fold(draft.name)
    everybody = [line.contact for line in await roster.listed(desk.tx, desk.on, desk.now)]
    named = [p for p in everybody if fold(p.name) == wanted or (" " not in wanted and fold(p.name).split()[-1:] == [wanted])]
    numbered = [p for p in everybody if draft.phone and p.phone == draft.phone]
    return list({p.id: p for p in (*numbered, *named)}.values())


async def _ask_who(desk: Desk, draft: Draft, alike: Sequence[Contact]) -> None:
    ask_id = await desk.ask("staff", **draft.facts())
    rows = [
        {
            "name": p.name,
            "phone": _as_dialled(p.phone or ""),
            "posts": [{"post": str(x.post), "agency": x.agency} for x in p.posts or p.coming],
        }
        for p in alike[:4]
    ]
    buttons = [
        [(f"{p.name[:20]}{' · ' + p.posts[0].agency_short if p.posts else ''}"[:38], f"staff:{ask_id}:who:{p.id}")]
        for p in alike[:4]
    ]
    no = [("cancel", f"staff:{ask_id}:no")]
    new = [[("new_person", f"staff:{ask_id}:who:0"), *no]] if " " in draft.name else [no]
    await desk.say("staff.who", rows=rows, name=draft.name, phone=draft.phone, buttons=[*buttons, *new])


async def _preview(desk: Desk, draft: Draft, holding: Sequence[str], *, in_place: bool) -> None:
    ask_id = await desk.ask("staff", **replace(draft, want="").facts())
    joined = bool(draft.contact) and await chats.home_of(desk.tx, draft.contact or 0) is not None
    go = ("give_admin" if draft.sure else "record", f"staff:{ask_id}:go")
    await desk.say(
        "staff.sure" if draft.sure else "staff.preview",
        in_place=in_place,
        known=bool(draft.contact),
        joined=joined,
        holding=list(holding[:4]),
        buttons=[[go, ("cancel", f"staff:{ask_id}:no")]],
        **_told(draft),
    )


def _told(draft: Draft) -> dict[str, Any]:
    return {
        "name": draft.name,
        "post": str(draft.post),
        "agency": draft.agency,
        "group": draft.group,
        "phone": _as_dialled(draft.phone),
    }


def _as_dialled(phone: str) -> str:
    """ "84912345678" as people write it."""
    return "0" + phone.removeprefix("84") if phone else ""


async def _go(desk: Desk, draft: Draft) -> None:
    """Recorded; to make somebody an administrator needs a second press."""
    if draft.post is Post.ADMIN and not draft.sure:
        await _preview(desk, replace(draft, sure=True), [], in_place=True)
        return
    await desk.close_asks()
    contact_id = draft.contact
    if not contact_id:
        taken = bool(draft.phone) and bool(await roster.contacts_with_phone(desk.tx, draft.phone, desk.on))
        phone = None if taken else draft.phone or None  # one number lets one person in
        contact_id = await roster.add_contact(desk.tx, draft.name, draft.post, draft.of_agency, desk.on, phone=phone)
    elif draft.phone and not await roster.contacts_with_phone(desk.tx, draft.phone, desk.on):
        await posts.set_phone(desk.tx, contact_id, draft.phone)
    role_id = await posts.give(desk.tx, contact_id, draft.post, draft.of_agency, desk.on)
    await desk.audit("post_given", f"contact:{contact_id}", post=str(draft.post), agency=draft.agency, group=draft.group)
    joined = await chats.home_of(desk.tx, contact_id) is not None
    undo = f"unpost:{role_id}"
    await desk.ask("take_back", says=undo)
    await desk.say("staff.given", in_place=True, joined=joined, buttons=[[("undo", undo)]], **_told(draft))
    if joined:
        await desk.tell_person(contact_id, "staff.to_you", office=desk.plan.office, **_told(draft))
    else:
        await desk.audit("invited", f"contact:{contact_id}", agency=draft.agency)
        post = words(desk.language).tell(f"post.{draft.post}", {})
        await desk.say(INVITE_LINK, contact_id=contact_id, post=post, agency=draft.agency)


# --- ended ------------------------------------------------------------------------------------------------------------------
async def end(desk: Desk, order: EndPost) -> None:
    """Who it is, of several nobody is picked; then what it comes to."""
    agency_id, post = None, Post(order.post)
    if order.person.agency and post is not Post.ADMIN:
        found = await _agency(desk, order.person.agency)
        if len(found) != 1:
            key = "agency_ask.which" if found else "agency_ask.unknown"
            await desk.say(key, names=[n for _, n in found[:6]], said=order.person.agency[:60])
            return
        agency_id = found[0][0]
    wanted = fold(order.person.name)
    holding = await posts.held(desk.tx, post, desk.on, agency_id)
    meant = [h for h in holding if not wanted or fold(h.name) == wanted]
    meant = meant or [h for h in holding if fold(h.name).split()[-len(wanted.split()) :] == wanted.split()]
    if not meant or (not wanted and agency_id is None):
        names = [h.name for h in holding[:4]] if agency_id is not None or post is Post.ADMIN else []
        await desk.say("staff.nobody", name=order.person.name[:60], post=str(post), holding=names)
    elif len(meant) > 1:
        buttons = [[(f"{h.name} · {h.agency}"[:38], f"unstaff:{h.role_id}")] for h in meant[:4]]
        await desk.say("staff.end_which", post=str(post), buttons=buttons)
    else:
        await _preview_end(desk, meant[0])


async def _preview_end(desk: Desk, held: posts.Held, *, in_place: bool = False) -> None:
    if not await _may_end(desk, held):
        return
    left = await _left(desk, held)
    still = [i for i in await agency_items(desk.tx, held.agency_id or 0) if i.closed_on is None and i.kind != "check_in"]
    buttons = [[("record", f"unstaff:{held.role_id}:go"), ("cancel", "unstaff:no")]]
    facts: dict[str, Any] = {"left": left, "n": len(still) if held.post is Post.FOCAL else 0}
    await desk.say("staff.end", in_place=in_place, buttons=buttons, **_held(held), **facts)


async def _may_end(desk: Desk, held: posts.Held) -> bool:
    """False, and said so, where nobody who can be reached would be left to administer the plan."""
    if held.post is not Post.ADMIN:
        return True
    others = [a for a in await roster.admins(desk.tx, desk.on) if a.contact_id != held.contact_id and a.reachable]
    if not others:
        await desk.audit("refused_last_admin", f"contact:{held.contact_id}")
        await remark(desk, "staff.last_admin", name=held.name)
    return bool(others)


async def _left(desk: Desk, held: posts.Held) -> list[str]:
    """Who still holds the post when this person does not."""
    holding = await posts.held(desk.tx, held.post, desk.on, held.agency_id)
    return [h.name for h in holding if h.role_id != held.role_id and h.contact_id != held.contact_id]


def _held(held: posts.Held) -> dict[str, Any]:
    return {"name": held.name, "post": str(held.post), "agency": held.agency}


async def _unstaff(desk: Desk, arguments: list[str]) -> None:
    """The one that is meant, [Ghi nhận], or [Thôi]."""
    admin_only(desk)
    if arguments == ["no"]:
        await desk.say("staff.nothing", in_place=True)
        return
    role_id = number(arguments[0])
    found = await posts.role(desk.tx, role_id)
    if found is None:
        raise ValueError(role_id)
    held = next((h for h in await posts.held(desk.tx, found[1], desk.on, found[2]) if h.role_id == role_id), None)
    if held is None:
        raise ValueError(role_id)
    if arguments[1:] != ["go"]:
        await _preview_end(desk, held, in_place=True)
        return
    if not await _may_end(desk, held):
        return
    await desk.close_asks()
    await posts.set_end(desk.tx, role_id, desk.on - DAY)
    await desk.audit("post_ended", f"contact:{held.contact_id}", post=str(held.post), agency=held.agency)
    await _shut_out(desk, held.contact_id)
    left = await _left(desk, held)
    undo = f"repost:{role_id}:{held.until_on:%Y%m%d}" if held.until_on else f"repost:{role_id}:-"
    back = [("undo", undo)]
    invite = [("invite", f"invite:{held.agency_id}")] if held.agency_id and not left and held.post is Post.FOCAL else []
    await desk.ask("take_back", says=undo)
    await desk.tell_person(held.contact_id, "staff.ended_you", office=desk.plan.office, **_held(held))
    await desk.say("staff.ended", in_place=True, left=left, buttons=[[*back, *invite]], **_held(held))


async def _shut_out(desk: Desk, contact_id: int) -> None:
    """Without any post an open invitation lets nobody in; what waits for this morning is theirs only if they answer for another
    agency as well."""
    person = await roster.contact(desk.tx, contact_id, desk.on)
    if person is not None and not person.posts and not person.coming:
        await posts.revoke(desk.tx, (await posts.open_invites(desk.tx, [contact_id], desk.now)).values(), desk.now)
    if person is not None and not person.own_agencies and not person.is_admin:
        await silence(desk.tx, contact_id, desk.calendar, words=[DIGEST])


# --- taken back ---------------------------------------------------------------------------------------------------------------
async def _unpost(desk: Desk, arguments: list[str]) -> None:
    """[Hoàn tác] of a post given: it was never held, and the invitation that came with it is good no more."""
    admin_only(desk)
    role_id = number(arguments[0])
    found = await posts.role(desk.tx, role_id)
    if found is None or found[4] is not None:
        raise ValueError(role_id)
    contact_id, post, agency_id, from_on, _ = found
    held = next((h for h in await posts.held(desk.tx, post, desk.on, agency_id) if h.role_id == role_id), None)
    if held is None or not await _may_end(desk, held):
        return
    await desk.close_asks()
    await posts.set_end(desk.tx, role_id, from_on - DAY)
    await desk.audit("post_taken_back", f"contact:{contact_id}", post=str(post), agency=held.agency)
    await _shut_out(desk, contact_id)
    await desk.tell_person(contact_id, "staff.ended_you", office=desk.plan.office, **_held(held))
    await desk.say("staff.taken_back", in_place=True, **_held(held))


async def _repost(desk: Desk, arguments: list[str]) -> None:
    """[Hoàn tác] of a post ended: it goes on as if it had not."""
    admin_only(desk)
    role_id = number(arguments[0])
    found = await posts.role(desk.tx, role_id)
    if found is None or found[4] is None or found[4] >= desk.on:
        raise ValueError(role_id)
    await posts.set_end(desk.tx, role_id, date.fromisoformat(arguments[1]) if arguments[1] != "-" else None)
    held = next((h for h in await posts.held(desk.tx, found[1], desk.on, found[2]) if h.role_id == role_id), None)
    if held is None:
        raise ValueError(role_id)
    await desk.close_asks()
    await desk.audit("post_restored", f"contact:{held.contact_id}", post=str(held.post), agency=held.agency)
    await desk.tell_person(held.contact_id, "staff.to_you", office=desk.plan.office, group="", phone="", **_held(held))
    await desk.say("staff.restored", in_place=True, **_held(held))


# --- pressed, or answered in words ------------------------------------------------------------------------------------------
async def _staff(desk: Desk, arguments: list[str]) -> None:
    """The agency or the person that is meant, [Ghi nhận], [Giao quản trị], or [Thôi]."""
    admin_only(desk)
    ask = await inbox.ask_by_id(desk.tx, number(arguments[0]), desk.incoming.channel, desk.incoming.chat_id)
    if ask is None or ask.kind != "staff":
        raise ValueError(arguments[0])
    draft = Draft.of(ask.facts)
    match arguments[1:]:
        case ["go"] if draft.contact is not None and not draft.want:
            await _go(desk, draft)
        case ["no"]:
            await desk.close_asks()
            await desk.say("staff.nothing", in_place=True)
        case ["agency", agency_id]:
            known, name = await named_agency(desk, agency_id)
            await _next(desk, replace(draft, agency_id=known, agency=name, want=""), in_place=True)
        case ["who", "0"]:
            await _next(desk, replace(draft, contact=0), in_place=True)
        case ["who", contact_id]:
            person = await roster.contact(desk.tx, number(contact_id), desk.on)
            if person is None:
                raise ValueError(contact_id)
            await _next(desk, replace(draft, contact=person.id, name=person.name), in_place=True)
        case _:
            raise ValueError(arguments)


async def _hear(desk: Desk, given: Given) -> bool:
    """The agency or the name that was asked for; [Ghi nhận] and [Thôi] typed; a number below the preview."""
    draft, text = Draft.of(given.ask.facts), squeeze(given.text)
    if calls_off(text):
        await desk.close_asks()
        await desk.say("staff.nothing")
    elif not draft.want and draft.contact is not None and not draft.sure and fold(text).strip(" .!") in _RECORDS:
        await _go(desk, draft)
    elif not draft.want and (phone := normal_phone(text)) is not None and not any(c.isalpha() for c in text):
        await _next(desk, replace(draft, phone=phone, contact=None if not draft.contact else draft.contact))
    elif draft.want == "agency" and await _agency(desk, text):
        await _next(desk, replace(draft, want=""), said=text)
    elif draft.want == "name" and 1 < len(text.split()) <= 6 and not any(c in "?/0123456789" for c in text):
        await _next(desk, replace(draft, want="", name=text[:_MOST_NAME]))
    else:
        return False
    return True


PRESSES: dict[str, Press] = {"staff": _staff, "unstaff": _unstaff, "unpost": _unpost, "repost": _repost}
QUESTIONS: dict[str, Question] = {"staff": Question(_hear, of_admin=True)}
