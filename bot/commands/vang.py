"""/vang 18-22/3, chị Hoa thay: away, and who stands in; an admin says it of an agency."""

from bot import leave
from bot.desk import Desk


async def handle(desk: Desk, argument: str) -> None:
    await leave.asked(desk, argument)
