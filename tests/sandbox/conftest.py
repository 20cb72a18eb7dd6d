"""A town that really listens, and a bot's and a person's end of the line."""

import time
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import httpx
import pytest

from sandbox.server import running
from sandbox.town import Town

TOKEN = "123456:sandbox-test"


class Ticks:
    """Real seconds under the test's control: 150 s pass without waiting for them."""

    def __init__(self) -> None:
        self.ahead = 0.0

    def __call__(self) -> float:
        return time.monotonic() + self.ahead


@dataclass
class Line:
    """`bot(method, **params)` calls the Bot API, `town(path, body)` the control API; both return (status, JSON)."""

    url: str
    client: httpx.AsyncClient
    served: Town
    ticks: Ticks = field(default_factory=Ticks)

    async def bot(self, method: str, **params: Any) -> tuple[int, Any]:
        response = await self.client.post(f"/bot{TOKEN}/{method}", json=params)
        return response.status_code, response.json()

    async def ok(self, method: str, **params: Any) -> Any:
        """The result of a call that must succeed."""
        status, body = await self.bot(method, **params)
        assert status == 200, body
        return body["result"]

    async def refused(self, method: str, **params: Any) -> str:
        """The description of a call that must fail, its code checked against the body's."""
        status, body = await self.bot(method, **params)
        assert status == body["error_code"] != 200
        assert body["ok"] is False
        return f"{status} {body['description']}"

    async def town(self, path: str, body: Any = None) -> tuple[int, Any]:
        response = await self.client.post(f"/town/{path}", json=body if body is not None else {})
        return response.status_code, response.json()

    async def get(self, path: str, **params: Any) -> Any:
        response = await self.client.get(f"/town/{path}", params=params)
        assert response.status_code == 200, response.text
        return response.json()

    async def chat(self, person: int, after: int = 0) -> list[dict[str, Any]]:
        answer = await self.get(f"people/{person}/chat", after=after)
        messages: list[dict[str, Any]] = answer["messages"]
        return messages


@pytest.fixture
def ticks() -> Ticks:
    return Ticks()


@pytest.fixture
async def line(ticks: Ticks) -> AsyncIterator[Line]:
    """Lan (42) has started; Minh (43) has not."""
    town = Town(TOKEN, "nhacviec_bot", datetime.fromisoformat("2024-01-30T08:00+07:00"), ticks=ticks)
    async with running(town) as url, httpx.AsyncClient(base_url=url, timeout=20) as client:
        made = Line(url, client, town, ticks)
        await made.town("people", {"id": 42, "name": "Lan", "note": "đầu mối Sở Tư pháp", "started": True})
        await made.town("people", {"id": 43, "name": "Minh"})
        yield made


@pytest.fixture
def keyboard() -> Callable[..., dict[str, Any]]:
    """`keyboard(["Xong"], ["Vướng"])`: inline buttons whose data is their label."""
    return lambda *rows: {"inline_keyboard": [[{"text": text, "callback_data": text} for text in row] for row in rows]}
