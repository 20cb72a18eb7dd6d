"""/lienhe: whom to ask, a person and no machine."""

from bot.desk import Desk
from storage import people as roster


async def handle(desk: Desk, argument: str) -> None:
    ids = dict.fromkeys(a.contact_id for a in await roster.admins(desk.tx, desk.on))
    found = [await roster.contact(desk.tx, i, desk.on) for i in ids]
    people = [{"name": p.name, "phone": p.phone or ""} for p in found if p is not None and p.id != desk.who.id]
    await desk.say("contact", office=desk.plan.office, people=people)
