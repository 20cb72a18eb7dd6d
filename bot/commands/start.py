"""/start by somebody who is here already: a further invitation, messages again, or the help."""

from bot import wishes
from bot.commands import giupdo
from bot.desk import Desk
from bot.joining import follow_link


async def handle(desk: Desk, argument: str) -> None:
    if argument:
        await follow_link(desk, argument)
    elif await wishes.has_stopped(desk):
        await wishes.resume(desk)
    else:
        await giupdo.handle(desk, "")
