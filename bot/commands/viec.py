"""/viec: what I still have to do."""

from bot import views
from bot.desk import Desk


async def handle(desk: Desk, argument: str) -> None:
    await views.my_work(desk)
