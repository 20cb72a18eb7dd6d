"""/lich: one's due dates for one's own calendar, as a file and, where the service can be reached, at a private address.

/lich mới replaces that address.
"""

from bot import sending_files
from bot.calendars import ASK, RENEW, wanted_by
from bot.desk import Desk
from plan_data.text import fold

_NEW = frozenset({"moi", "doi", "new", "lai"})


async def handle(desk: Desk, argument: str) -> None:
    wanted = await wanted_by(desk.tx, desk.who, desk.plan, desk.on)
    if wanted is None:
        await desk.say("sorry.nothing_open")
        return
    renew = fold(argument).strip(" .!") in _NEW
    await desk.audit("calendar_renewed" if renew else "calendar_asked", f"contact:{desk.who.id}")
    await sending_files.send(desk, wanted, feed=RENEW if renew else ASK)
