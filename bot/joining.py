"""Coming in: an invitation or the person's own number, a confirmation, and then the work. Strangers learn nothing."""

from bot import offices
from bot.desk import Desk
from bot.wording import words
from scheduler.channel import Kind
from scheduler.escalation import LEADERS
from storage import chats
from storage import people as roster
from storage.occurrences import agency_items, count_held
from storage.people import Contact, Invite
from storage.plans import agency_directory, plan_problems

MOST_LATE = 5
"""Codes of overdue work that a newcomer is told at once."""


async def stranger(desk: Desk) -> None:
    """Anybody who has no post today: a link, an own number, what became of a post, or one polite sentence in 24 hours."""
    token = start_token(desk)
    if token:
        await follow_link(desk, token)
    elif desk.incoming.kind is Kind.PHONE and desk.incoming.own_phone:
        await _by_phone(desk)
    elif desk.person is None or not await offices.outside(desk, desk.person):
        await _politely(desk)


def start_token(desk: Desk) -> str:
    """The payload of a deep link; empty where the message is none."""
    head, _, token = desk.incoming.text.partition(" ")
    return token.strip() if head.split("@")[0] == "/start" else ""


async def follow_link(desk: Desk, token: str) -> None:
    """The role is confirmed before any work is shown: links get forwarded."""
    incoming = desk.incoming
    invite = await roster.open_invite(desk.tx, token, incoming.channel, incoming.chat_id, desk.now)
    if invite is None:
        await desk.audit("invite_refused", f"chat:{incoming.chat_id}")
        await desk.say("invite.closed")
        return
    await _confirm(desk, invite)


async def _by_phone(desk: Desk) -> None:
    phone = roster.normal_phone(desk.incoming.phone)
    matches = await roster.contacts_with_phone(desk.tx, phone, desk.on) if phone else ()
    if len(matches) != 1:
        await _politely(desk)
        return
    token = await roster.invite(desk.tx, matches[0].id, None, desk.now)
    invite = await roster.open_invite(desk.tx, token, desk.incoming.channel, desk.incoming.chat_id, desk.now)
    assert invite is not None
    await _confirm(desk, invite)


async def _politely(desk: Desk) -> None:
    if await chats.tell_stranger(desk.tx, desk.incoming.channel, desk.incoming.chat_id, desk.now):
        await desk.say("stranger")


async def _confirm(desk: Desk, invite: Invite) -> None:
    invited = await roster.contact(desk.tx, invite.contact_id, desk.on)
    assert invited is not None
    post, agency = post_words(invited, desk.language)
    await desk.say(
        "invited",
        office=desk.plan.office,
        plan=desk.plan.short_title,
        number=desk.plan.number,
        post=post,
        agency=agency,
        buttons=[[("yes", f"join:{invite.id}:yes"), ("no", f"join:{invite.id}:no")]],
    )


def post_words(contact: Contact, language: str) -> tuple[str, str]:
    """("đầu mối", "Sở Tư pháp"): the first post in words, held or to come, and its agency."""
    posts = contact.posts or contact.coming
    if not posts:
        return contact.name, ""
    first = posts[0]
    return words(language).tell(f"post.{first.post}", {}), first.agency


async def pressed(desk: Desk, invite_id: int, answer: str) -> None:
    """ "Đúng" joins, "Không phải" voids the invitation and tells the admin."""
    incoming = desk.incoming
    invite = await roster.invite_opened_here(desk.tx, invite_id, incoming.channel, incoming.chat_id, desk.now)
    if invite is None:
        await desk.say("invite.closed", in_place=True)
        return
    await roster.close_invite(desk.tx, invite.id, desk.now)
    invited = await roster.contact(desk.tx, invite.contact_id, desk.on)
    assert invited is not None
    _, agency = post_words(invited, "vi")
    if answer != "yes":
        await desk.audit("invite_declined", f"contact:{invited.id}")
        await desk.say("invite.declined", in_place=True)
        await desk.tell_admins("invite.declined_admin", name=invited.name, agency=agency)
        return
    if desk.person is not None and desk.person.id != invited.id:
        await roster.take_over_posts(desk.tx, invited.id, desk.person.id)
        joined_id = desk.person.id
    else:
        await roster.join(desk.tx, invited.id, incoming.channel, incoming.chat_id, desk.now)
        joined_id = invited.id
    desk.person = await roster.contact(desk.tx, joined_id, desk.on)
    await desk.audit("joined", f"contact:{joined_id}", channel=incoming.channel)
    await welcome(desk, invited)
    await offices.began(desk, joined_id, desk.who.name)
    await desk.tell_admins("invite.joined_admin", name=desk.who.name, agency=agency)


async def welcome(desk: Desk, invited: Contact) -> None:
    """Whose work it is, how much, and what is nearest."""
    post, agency = post_words(invited, desk.language)
    if invited.is_admin:
        people = await roster.listed(desk.tx, desk.on, desk.now)
        agencies = {i for i, a in await agency_directory(desk.tx, desk.on) if not a.successor}
        states = await roster.joining_states(desk.tx, agencies, desk.on, desk.now)
        held = await count_held(desk.tx)
        await desk.say(
            "connected.admin",
            in_place=True,
            plan=desk.plan.short_title,
            number=desk.plan.number,
            joined=sum(p.state == "joined" for p in people),
            people=len(people),
            missing=sum(s == "no_contact" for s in states.values()),
            problems=await plan_problems(desk.tx),
            held=held,
            buttons=[[("overview", "cmd:tongquan"), ("overdue", "cmd:quahan")], *(held_buttons() if held else [])],
        )
        return
    first_on = min((p.from_on for p in invited.coming), default=desk.on) if not invited.posts else desk.on
    own = [i for p in invited.posts or invited.coming if p.agency_id for i in await agency_items(desk.tx, p.agency_id)]
    dated = [i for i in own if i.kind != "check_in"]
    ahead = [i for i in dated if i.closed_on is None and i.due >= desk.on]
    late = [i for i in dated if i.closed_on is None and not i.held and desk.calendar.overdue_days(i.due, desk.on)]
    nearest = [i for i in ahead if i.due == ahead[0].due] if ahead else []
    await desk.say(
        "connected.leader" if any(p.post in LEADERS for p in invited.posts[:1]) else "connected.focal",
        in_place=True,
        post=post,
        agency=agency,
        dated=len({i.code for i in dated}),
        ongoing=len({i.code for i in own if i.kind == "check_in"}),
        late=list(dict.fromkeys(i.code for i in late))[:MOST_LATE],
        more_late=max(0, len({i.code for i in late}) - MOST_LATE),
        nearest=[i.code for i in nearest],
        nearest_due=nearest[0].due.isoformat() if nearest else None,
        from_on=first_on.isoformat() if first_on > desk.on else None,
        hour=desk.who.hour.strftime("%H:%M"),
        buttons=[[("my_work", "cmd:viec"), ("change_hour", "wish:settings")]],
    )


def held_buttons() -> list[list[tuple[str, str]]]:
    """What the admin may decide about work that was overdue when the plan was loaded."""
    return [[("all_done", "held:done"), ("start_reminding", "held:start"), ("leave_out", "held:leave")]]
