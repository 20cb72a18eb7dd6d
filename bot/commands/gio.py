"""/gio 07:30: the hour of the morning message. Without an hour: what holds now, and what can be changed."""

from bot import wishes
from bot.desk import Desk
from bot.understanding.wishes import Hour, read_wish


async def handle(desk: Desk, argument: str) -> None:
    wish = read_wish(f"/gio {argument}")
    if argument and isinstance(wish, Hour) and wish.at is not None:
        await wishes.set_hour(desk, wish.at)
    else:
        await wishes.settings(desk)
