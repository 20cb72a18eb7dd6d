"""Faults and rate windows, as a client really sees them."""

import asyncio
from typing import Any

import httpx
import pytest
from telegram import Bot
from telegram.error import ChatMigrated, Forbidden, InvalidToken, NetworkError, RetryAfter

from tests.sandbox.conftest import TOKEN, Line

RAISED: list[tuple[dict[str, Any], type[Exception]]] = [
    ({"kind": "429", "retry_after": 7}, RetryAfter),
    ({"kind": "403"}, Forbidden),
    ({"kind": "401"}, InvalidToken),
    ({"kind": "migrate", "to": -1001}, ChatMigrated),
    ({"kind": "500"}, NetworkError),
    ({"kind": "500_json_string"}, AttributeError),
    ({"kind": "ok_without_result"}, KeyError),
    ({"kind": "drop_before"}, NetworkError),
    ({"kind": "drop_after"}, NetworkError),
]


@pytest.mark.filterwarnings("ignore::telegram.warnings.PTBDeprecationWarning")  # of its own RetryAfter
@pytest.mark.parametrize(("fault", "error"), RAISED, ids=[str(fault["kind"]) for fault, _ in RAISED])
async def test_each_fault_is_what_python_telegram_bot_would_raise(
    line: Line, fault: dict[str, Any], error: type[Exception]
) -> None:
    async with Bot(TOKEN, base_url=f"{line.url}/bot") as bot:
        await line.town("faults", {"method": "sendMessage", **fault})
        with pytest.raises(error):
            await bot.send_message(42, "một lần")
        assert (await bot.send_message(42, "lại được")).text == "lại được"
    recorded = [m["text"] for m in await line.chat(42)]
    assert recorded == (["một lần", "lại được"] if fault["kind"] == "drop_after" else ["lại được"])
    assert [call["outcome"] for call in (await line.get("log"))["calls"]][-2:] == [fault["kind"], "ok"]


async def test_a_fault_is_for_its_chat_its_method_and_its_count(line: Line) -> None:
    await line.town("people/43/opens")
    await line.town("faults", {"method": "sendMessage", "chat_id": 43, "kind": "403", "times": 2})
    await line.ok("sendMessage", chat_id=42, text="x")
    for _ in range(2):
        assert await line.refused("sendMessage", chat_id=43, text="x") == "403 Forbidden: bot was blocked by the user"
    await line.ok("sendMessage", chat_id=43, text="x")
    await line.town("faults", {"kind": "500", "times": 9})
    await line.client.delete("/town/faults")
    await line.ok("getMe")
    assert (await line.town("faults", {"kind": "cháy"}))[0] == 400
    assert (await line.town("faults", {"kind": "429", "sai": 1}))[0] == 400


async def test_a_hang_lasts_until_the_caller_gives_up(line: Line) -> None:
    await line.town("faults", {"method": "sendMessage", "kind": "hang", "recorded": True})
    with pytest.raises(httpx.ReadTimeout):
        await line.client.post(f"/bot{TOKEN}/sendMessage", json={"chat_id": 42, "text": "x"}, timeout=0.1)
    assert len(await line.chat(42)) == 1
    await line.town("faults", {"method": "sendMessage", "kind": "slow", "seconds": 0.1})
    await line.ok("sendMessage", chat_id=42, text="chậm")


async def test_windows_are_strict(line: Line) -> None:
    await line.town("limits", {"per_second": 5, "per_chat_per_second": 2})
    await line.town("people/43/opens")
    answers = [await line.bot("sendMessage", chat_id=42, text=str(n)) for n in range(3)]
    assert [status for status, _ in answers] == [200, 200, 429]
    assert answers[2][1]["parameters"] == {"retry_after": 1}
    assert answers[2][1]["description"] == "Too Many Requests: retry after 1"
    await line.ok("sendChatAction", chat_id=42, action="typing")
    line.ticks.ahead += 1
    burst = await asyncio.gather(*(line.bot("sendMessage", chat_id=c, text="x") for c in (42, 43, 42, 43, 42, 43)))
    assert sorted(status for status, _ in burst) == [200] * 4 + [429] * 2
    assert (await line.get("limits"))["per_second"] == 5
    assert (await line.get("stats"))["outcomes"]["429"] == 3
    assert (await line.town("limits", {"per_second": 0}))[0] == 400
