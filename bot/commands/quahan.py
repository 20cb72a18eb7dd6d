"""/quahan: who is late."""

from bot import queries
from bot.desk import Desk
from bot.narrowing import ask
from bot.understanding.query import Filters, Query, QueryIntent


async def handle(desk: Desk, argument: str) -> None:
    overdue = Query(QueryIntent.LIST, Filters(status="overdue"))
    await queries.HANDLERS[overdue.intent](desk, await ask(desk, overdue), "")
