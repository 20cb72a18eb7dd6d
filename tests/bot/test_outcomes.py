"""Every state with every intent has one outcome, and the page in docs/ tells it as it is."""

import asyncio

import pytest

from bot.understanding.answer import Intent
from tests.bot.outcomes import PAGE, SAYS, STATES, Outcome, outcomes, page

Pairs = dict[tuple[str, Intent], Outcome]


@pytest.fixture(scope="module")
def played() -> Pairs:
    return asyncio.run(outcomes())


def test_no_pair_is_missing(played: Pairs) -> None:
    assert set(SAYS) == set(Intent)
    assert set(played) == {(state.name, intent) for state in STATES for intent in Intent}
    assert [pair for pair, o in played.items() if not o.answer] == [], "somebody was not answered"


def test_what_is_not_understood_or_only_asked_records_nothing(played: Pairs) -> None:
    assert [o for (_, intent), o in played.items() if intent in (Intent.OTHER, Intent.QUESTION) and o.recorded] == []


def test_only_a_done_records_a_done_and_only_once(played: Pairs) -> None:
    done = {state: intent for (state, intent), o in played.items() if "done" in o.recorded}
    assert set(done.values()) == {Intent.DONE}
    assert set(done) == {s.name for s in STATES} - {"Hoàn thành", "Chờ xác nhận", "Đưa ra khỏi kế hoạch"}


def test_the_page_is_what_the_service_does(played: Pairs) -> None:
    assert PAGE.read_text(encoding="utf-8") == page(played), "python -m tests.bot.outcomes"
