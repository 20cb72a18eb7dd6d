"""What an admin asks of 10,000 activities, 300 agencies and 200,000 updates, on both engines.

Twice against something smaller: the same plan with a tenth of the history, where the cost must not follow the history, and a
tenth of the plan, where it may follow what there is to count and to show, and no more.
"""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import time as clock
from pathlib import Path

from bot import lists, views
from bot.desk import Desk
from bot.narrowing import Asked
from bot.reporting import report_of
from bot.reports import rendered
from bot.reports.report import Report
from bot.understanding.query import Filters, Query, QueryIntent
from plan_data.calendar import at, load_calendar
from plan_data.periods import between
from scheduler.channel import Incoming, Kind
from storage.migrations import upgrade
from storage.people import contact_at
from storage.plans import current_plan
from storage.store import Store, open_store
from tests import postgres
from tests.bench.measuring import Result, result
from tests.bench.province import LOADED, TODAY, fill

CALENDAR = load_calendar()
NOW = at(TODAY, clock(9))
TENTH_OF_THE_PLAN, TENTH_OF_THE_HISTORY, WHOLE = (1_000, 20), (10_000, 2), (10_000, 20)
SAME = 1.5
"""More than this behind ten times the history is no accident of the machine."""
TELLS_ALL = 10 * SAME
"""A report tells of all that there is."""

Ask = Callable[[Store], Awaitable[object]]


@asynccontextmanager
async def desk(store: Store) -> AsyncIterator[Desk]:
    """The admin's, in a transaction of its own."""
    async with store.transaction() as tx:
        incoming = Incoming("console", "admin", Kind.TEXT, NOW, text="-")
        plan, person = await current_plan(tx), await contact_at(tx, "console", "admin", TODAY)
        assert plan is not None
        assert person is not None
        yield Desk(tx, incoming, None, NOW, CALENDAR, plan, person)


async def overview(store: Store) -> None:
    async with desk(store) as d:
        await views.overview(d)


def a_list(filters: Filters) -> Ask:
    """The first page of the answer."""

    async def ask(store: Store) -> None:
        async with desk(store) as d:
            await lists.show(d, Asked(1, Query(QueryIntent.LIST, filters), None))

    return ask


async def report(store: Store) -> Report:
    async with store.transaction() as tx:
        return await report_of(tx, between(LOADED, TODAY), CALENDAR, TODAY)


async def word_report(store: Store) -> None:
    """From the question to the bytes of the file."""
    told = await report(store)
    assert len(rendered(told, "docx").content) > 10_000


@dataclass(frozen=True, slots=True)
class Question:
    """`grows`: how much longer it may take with ten times the plan, in which ten times as much is overdue. A list counts and
    orders all that fits by a light row each, and reads whole no more than it shows."""

    ask: Ask
    grows: float
    rounds: int = 9


QUESTIONS = {
    "overview": Question(overview, 10.0),
    "overdue_page": Question(a_list(Filters(status="overdue")), 10.0),
    "agency_list": Question(a_list(Filters(agency="Cơ quan số 008")), 10.0),
    "report_figures": Question(report, TELLS_ALL, rounds=3),
}
WORD = Question(word_report, TELLS_ALL, rounds=2)


async def measured(folder: Path) -> AsyncIterator[tuple[str, Result]]:
    with postgres.running() as server:
        for engine in ("sqlite", "postgres"):
            stores = {}
            for size in (TENTH_OF_THE_PLAN, TENTH_OF_THE_HISTORY, WHOLE):
                url = f"sqlite:///{folder / f'scale{size}'}.db" if engine == "sqlite" else server.url(server.create())
                stores[size] = await _province(url, size)
            for name, question in QUESTIONS.items():
                seconds = await _seconds(question, stores)
                value, unit = seconds[WHOLE] * 1000, "ms"
                behind = seconds[WHOLE] / seconds[TENTH_OF_THE_HISTORY]
                more = seconds[WHOLE] / seconds[TENTH_OF_THE_PLAN]
                yield f"{name}_history_{engine}", result(value, unit, behind, "a tenth of the updates", SAME)
                yield f"{name}_plan_{engine}", result(value, unit, more, "a tenth of the activities", question.grows)
            if engine == "sqlite":  # what is read is in "report_figures"; the file is written the same way
                seconds = await _seconds(WORD, {size: stores[size] for size in (TENTH_OF_THE_PLAN, WHOLE)})
                more = seconds[WHOLE] / seconds[TENTH_OF_THE_PLAN]
                yield "word_report_plan_sqlite", result(seconds[WHOLE], "s", more, "a tenth of the activities", WORD.grows)
            for store in stores.values():
                await store.close()


async def _province(url: str, size: tuple[int, int]) -> Store:
    await asyncio.to_thread(upgrade, url)
    store = await open_store(url)
    await fill(store, *size)
    return store


async def _seconds(question: Question, stores: Mapping[tuple[int, int], Store]) -> dict[tuple[int, int], float]:
    """The best of some rounds, the provinces by turns: what else the machine does then takes from all of them alike."""
    best = dict.fromkeys(stores, float("inf"))
    for _ in range(question.rounds):
        for size, store in stores.items():
            begun = time.perf_counter()
            await question.ask(store)
            best[size] = min(best[size], time.perf_counter() - begun)
    return best
