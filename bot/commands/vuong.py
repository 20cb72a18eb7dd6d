"""/vuong: what stands in whose way, who is to clear it, and for how long."""

from bot import queries
from bot.desk import Desk
from bot.narrowing import ask
from bot.understanding.query import Filters, Query, QueryIntent


async def handle(desk: Desk, argument: str) -> None:
    blocked = Query(QueryIntent.LIST, Filters(status="blocked"))
    await queries.HANDLERS[blocked.intent](desk, await ask(desk, blocked), "")
