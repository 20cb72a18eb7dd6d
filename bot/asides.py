"""While an admin is asked for words that go to an agency: what is no such words is read as anything else, and the question
stays open."""

from bot import leave
from bot.desk import Desk
from bot.understanding.query import Query, QueryIntent, read_query
from storage.inbox import Ask
from storage.plans import plan_names

_ASKS = frozenset({QueryIntent.OVERVIEW, QueryIntent.NUDGE, QueryIntent.EXPORT, QueryIntent.CHART})


async def set_aside(desk: Desk, ask: Ask, text: str) -> bool:
    """True where the text tells of an absence, asks something or nudges somebody."""
    aside = await leave.spoken_of(desk, text) is not None or _asks(
        read_query(text, desk.on, await plan_names(desk.tx, desk.plan, desk.on))
    )
    if aside:
        desk.kept_open = ask
    return aside


def _asks(query: Query) -> bool:
    """ "chưa có báo cáo" may be the very reason; the title of an activity is named in many."""
    lists = query.intent is QueryIntent.LIST and query.filters.status != "no_response"
    return lists or query.intent in _ASKS
