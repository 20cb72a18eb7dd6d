"""/donvi Sở Y tế: one agency. Without a name: who is late."""

from bot import views
from bot.commands import quahan
from bot.desk import Desk


async def handle(desk: Desk, argument: str) -> None:
    if argument:
        await views.agency(desk, argument)
    else:
        await quahan.handle(desk, "")
