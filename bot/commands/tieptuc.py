"""/tieptuc: reminders again."""

from bot import wishes
from bot.desk import Desk


async def handle(desk: Desk, argument: str) -> None:
    await wishes.resume(desk)
