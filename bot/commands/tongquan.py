"""/tongquan: where the whole plan stands."""

from bot import queries
from bot.desk import Desk
from bot.narrowing import ask
from bot.understanding.query import Query, QueryIntent


async def handle(desk: Desk, argument: str) -> None:
    overview = Query(QueryIntent.OVERVIEW)
    await queries.HANDLERS[overview.intent](desk, await ask(desk, overview), "")
