"""/tongquan: where the whole plan stands."""

from bot import views
from bot.desk import Desk


async def handle(desk: Desk, argument: str) -> None:
    await views.overview(desk)
