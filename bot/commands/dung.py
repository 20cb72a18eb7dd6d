"""/dung: no reminders any more."""

from bot import wishes
from bot.desk import Desk


async def handle(desk: Desk, argument: str) -> None:
    await wishes.stop(desk)
