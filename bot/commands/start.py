"""/start by somebody who is here already: a further invitation, or the help."""

from bot.commands import giupdo
from bot.desk import Desk
from bot.joining import follow_link


async def handle(desk: Desk, argument: str) -> None:
    if argument:
        await follow_link(desk, argument)
    else:
        await giupdo.handle(desk, "")
