"""/thongbao các sở: họp lúc 14:00: a notice to a group of agencies, seen before it goes."""

from bot import broadcasting
from bot.desk import Desk


async def handle(desk: Desk, argument: str) -> None:
    await broadcasting.asked(desk, argument)
