"""An office for the end-to-end tests: a town that plays Telegram, a database with a plan and people, and the real service.

Everything goes over HTTP. The service is the same as ever; as in the demo, only its base URL and its clock differ.
"""

import asyncio
import contextlib
import os
import signal
import sys
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import httpx
from pydantic import SecretStr

from bot.app import opened, serve
from bot.demo import ADMIN_CHAT, FIRST_CHAT, Inhabitant, inhabitants
from bot.loading import record
from bot.settings import Settings
from plan_data.calendar import ZONE, local_date
from plan_data.loading import load_plan
from plan_data.model import Plan
from sandbox.server import running
from sandbox.town import Town
from scheduler.clock import TravellingClock
from scheduler.escalation import LEADERS
from storage import people
from storage.plans import agency_directory

TOKEN = "7000000001:AAE-this_is_the_secret_of_the_tests_000"
START = datetime(2024, 1, 25, 7, 55, tzinfo=ZONE)


@dataclass
class Chat:
    """One person's phone: `await lan.says("xong")`, then read what came back."""

    office: "Office"
    id: int
    name: str
    seen: int = 0

    async def says(self, text: str, reply_to: int | None = None) -> list[dict[str, Any]]:
        body: dict[str, Any] = {"text": text} | ({"reply_to": reply_to} if reply_to else {})
        return await self.acts("says", body)

    async def presses(self, label: str, message: dict[str, Any] | None = None) -> list[dict[str, Any]]:
        """Presses the button with this label on the message, or on the newest message that has it."""
        candidates = [message] if message else list(reversed(await self.messages()))
        for m in candidates:
            for button in (b for row in m["buttons"] for b in row):
                if button["text"] == label:
                    return await self.acts("presses", {"message_id": m["message_id"], "data": button["data"]})
        raise AssertionError(f"{self.name} has no button “{label}”: {[m['buttons'] for m in candidates]}")

    async def acts(self, act: str, body: dict[str, Any]) -> list[dict[str, Any]]:
        """Does something and waits until the service has nothing left to do; what came back since."""
        await self.fetch()
        answer = await self.office.http.post(f"/town/people/{self.id}/{act}", json=body)
        assert answer.status_code == 200, answer.text
        self.answer = answer.json().get("answer") if act == "presses" else None
        await self.office.quiet()
        return [m for m in await self.fetch() if m["from"] == "bot"]

    async def fetch(self) -> list[dict[str, Any]]:
        """What is new since the last look."""
        news = (await self.office.http.get(f"/town/people/{self.id}/chat", params={"after": self.seen})).json()
        self.seen = news["seq"]
        return list(news["messages"])

    async def messages(self) -> list[dict[str, Any]]:
        """The whole chat as it stands."""
        return list((await self.office.http.get(f"/town/people/{self.id}/chat", params={"after": 0})).json()["messages"])

    async def bot_messages(self) -> list[dict[str, Any]]:
        return [m for m in await self.messages() if m["from"] == "bot"]


@dataclass
class Office:
    """The running whole. `settings` are the service's."""

    town: Town
    url: str
    http: httpx.AsyncClient
    settings: Settings
    chats: dict[str, Chat] = field(default_factory=dict)
    _stop: asyncio.Event | None = None
    _serving: asyncio.Task[None] | None = None
    _process: asyncio.subprocess.Process | None = None

    def __getitem__(self, name: str) -> Chat:
        return self.chats[name]

    @property
    def admin(self) -> Chat:
        return self.chats["admin"]

    # --- the service, in this process or in its own ---------------------------------------------------------------------
    async def start(self) -> None:
        self._stop = asyncio.Event()
        clock = TravellingClock(self.url)
        await clock.open()
        self._serving = asyncio.create_task(serve(self.settings, clock, self._stop))
        await self.quiet()

    async def stop(self) -> None:
        if self._serving is not None and self._stop is not None:
            self._stop.set()
            await self._serving
            self._serving = None
        if self._process is not None:
            await self.kill(signal.SIGTERM)

    async def spawn(self) -> None:
        """The service as a process of its own, to be killed."""
        environment = os.environ | {
            "NHACVIEC_DATABASE_URL": self.settings.database_url,
            "NHACVIEC_TELEGRAM_TOKEN": TOKEN,
            "NHACVIEC_TELEGRAM_API_URL": self.url,
            "NHACVIEC_TELEGRAM_RATE": str(self.settings.telegram_rate),
            "NHACVIEC_TELEGRAM_CHAT_PAUSE": str(self.settings.telegram_chat_pause),
            "NHACVIEC_WEB_PORT": "0",
        }
        self._process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "tests.e2e.service", self.url, env=environment, cwd=Path(__file__).parents[2]
        )

    async def kill(self, number: int = signal.SIGKILL) -> None:
        assert self._process is not None
        with contextlib.suppress(ProcessLookupError):
            self._process.send_signal(number)
        await self._process.wait()
        self._process = None

    # --- time ---------------------------------------------------------------------------------------------------------------
    async def at(self, moment: str, *, outage: bool = False) -> list[str]:
        """Moves the town's time to `2024-01-30T08:00`, stopping wherever something is due; where it stopped."""
        to = datetime.fromisoformat(moment).replace(tzinfo=ZONE).isoformat()
        answer = await self.http.post("/town/forward", json={"to": to, "outage": outage, "timeout": 280}, timeout=300)
        assert answer.status_code == 200, answer.text
        return list(answer.json()["stops"])

    async def quiet(self, seconds: float = 60) -> None:
        """Until the service has heard and answered everything that is due at this moment."""
        if self._serving is not None and self._serving.done():
            await self._serving
        body = {"to": self.town.time.now.isoformat(), "timeout": seconds}
        answer = await self.http.post("/town/forward", json=body, timeout=seconds + 10)
        assert answer.status_code == 200, answer.text


@contextlib.asynccontextmanager
async def office(
    database_url: str,
    *,
    plan: Plan | None = None,
    people_of_town: list[Inhabitant] | None = None,
    start: datetime = START,
    rate: int = 1000,
    chat_pause: float = 0.0,
) -> AsyncIterator[Office]:
    """A town with its people, and a database with the plan; the service is not started yet."""
    plan = plan or load_plan()
    everybody = people_of_town if people_of_town is not None else inhabitants([a.name for a in plan.agencies])
    town = Town(TOKEN, start=start)
    settings = Settings(
        database_url=database_url,
        telegram_token=SecretStr(TOKEN),
        telegram_rate=rate,
        telegram_chat_pause=chat_pause,
        web_port=0,
    )
    async with running(town) as url, httpx.AsyncClient(base_url=url, timeout=30) as http:
        settings.telegram_api_url = url
        made = Office(town, url, http, settings)
        for person in everybody:
            body = {"id": person.chat, "name": person.name, "note": person.note, "started": person.joined}
            (await http.post("/town/people", json=body)).raise_for_status()
            key = "admin" if person.chat == ADMIN_CHAT else person.agency or person.name
            key = person.name if person.post in LEADERS else key
            made.chats[key] = Chat(made, person.chat, person.name)
        await _move_in(settings, plan, everybody, start)
        try:
            yield made
        finally:
            await made.stop()


async def _move_in(settings: Settings, plan: Plan, everybody: list[Inhabitant], start: datetime) -> None:
    on = local_date(start)
    async with opened(settings) as (store, calendar), store.transaction() as tx:
        await record(tx, plan, calendar, on)
        ids = {a.name: i for i, a in await agency_directory(tx)}
        for person in everybody:
            if person.on_roster:
                agency_id = ids[person.agency] if person.agency else None
                contact_id = await people.add_contact(tx, person.name, person.post, agency_id, on, language=person.language)
                if person.joined:
                    await people.join(tx, contact_id, "telegram", str(person.chat), start)


__all__ = ["FIRST_CHAT", "START", "TOKEN", "Chat", "Office", "office"]
