"""/sapnhap Sở A -> Sở B 1/7: an agency becomes part of another one."""

from bot import mergers
from bot.desk import Desk


async def handle(desk: Desk, argument: str) -> None:
    await mergers.asked(desk, argument)
