"""/bangiao đầu mối Sở Nội vụ cho Trần Thị B từ 1/4: a post goes to another person."""

from bot import offices
from bot.desk import Desk


async def handle(desk: Desk, argument: str) -> None:
    await offices.asked(desk, argument)
