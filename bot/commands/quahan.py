"""/quahan: who is late."""

from bot import views
from bot.desk import Desk


async def handle(desk: Desk, argument: str) -> None:
    await views.late(desk)
