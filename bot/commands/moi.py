"""/moi Sở Y tế: a one-time invitation for an agency's focal person. Without a name: who has yet to come in."""

from bot import views
from bot.compose import INVITE_LINK
from bot.desk import Desk
from bot.joining import post_words
from plan_data.agencies import Directory
from scheduler.audience import Post
from storage import people as roster
from storage.people import Contact
from storage.plans import agency_directory


async def handle(desk: Desk, argument: str) -> None:
    if not argument:
        await views.invite_list(desk)
        return
    recorded = await agency_directory(desk.tx, desk.on)
    found = Directory(tuple(a for _, a in recorded)).find(argument)
    ids = {a.name: i for i, a in recorded}
    if len(found) == 1:
        await invite_agency(desk, ids[found[0].name], found[0].name)
    elif found:
        buttons = [[(a.brief[:30], f"invite:{ids[a.name]}")] for a in found[:4]]
        await desk.say("agency_ask.which", names=[a.name for a in found[:6]], buttons=buttons)
    else:
        await desk.say("agency_ask.unknown", said=argument[:60])


async def names_agency(desk: Desk, argument: str) -> bool:
    """Is what follows "mời" the name of an agency, and nothing else?"""
    return bool(Directory(tuple(a for _, a in await agency_directory(desk.tx, desk.on))).find(argument))


async def invite_agency(desk: Desk, agency_id: int, name: str) -> None:
    """A focal person on the roster who has not come in yet, or is to begin, gets a fresh link; a new entry where there is
    nobody."""
    focal = [line for line in await roster.listed(desk.tx, desk.on, desk.now) if _is_focal(line.contact, agency_id)]
    missing = [line.contact.id for line in focal if line.state != "joined"]
    if focal and not missing:
        await desk.say("invite.already", agency=name, name=focal[0].contact.name)
        return
    contact_id = missing[0] if missing else await roster.add_contact(desk.tx, f"Đầu mối {name}", Post.FOCAL, agency_id, desk.on)
    invited = await roster.contact(desk.tx, contact_id, desk.on)
    assert invited is not None
    post, agency = post_words(invited, desk.language)
    await desk.audit("invited", f"contact:{contact_id}", agency=name)
    await desk.say(INVITE_LINK, contact_id=contact_id, post=post, agency=agency)


def _is_focal(person: Contact, agency_id: int) -> bool:
    return any(p.post is Post.FOCAL and p.agency_id == agency_id for p in (*person.posts, *person.coming))
