"""One's due dates in one's own calendar, over HTTP: what it holds, whom it knows, and that its address is a key."""

import asyncio
import logging
import socket
from datetime import date, datetime
from typing import Any

import httpx
import pytest
from icalendar import Calendar
from sqlalchemy import select, update

from bot.app import serve
from bot.errors import PortTaken
from plan_data.calendar import ZONE
from scheduler.clock import TravellingClock
from storage.store import open_store
from storage.tables import audit, contacts, deliveries, feeds, roles
from tests.e2e.look import INTERIOR, JUSTICE, MORNING, Message, ask, fresh
from tests.e2e.office import Chat, Office, office

pytestmark = pytest.mark.long


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def published(town: Office) -> str:
    """The office has set where calendar apps reach it."""
    town.settings.web_port = _free_port()
    town.settings.public_url = f"http://127.0.0.1:{town.settings.web_port}/"
    return town.settings.public_url


async def asked(chat: Chat, said: str = "/lich") -> Message:
    [sent] = fresh(await chat.says(said))
    return sent


def link(message: Message) -> str:
    return next(line for line in str(message["text"]).splitlines() if line.startswith("http"))


async def fetched(address: str, **headers: str) -> httpx.Response:
    async with httpx.AsyncClient() as http:
        return await http.get(address, headers=headers)


def events(content: bytes) -> dict[str, date]:
    """What is still to be done and when it falls due, by the code of each event; what is done rings no more."""
    found: list[Any] = Calendar.from_ical(content).walk("VEVENT")
    return {str(e["SUMMARY"]).split(" ")[0]: e["DTSTART"].dt for e in found if e.walk("VALARM")}


async def test_without_an_address_it_is_a_file(database_url: str) -> None:
    async with office(database_url, start=MORNING) as town:
        await town.start()
        sent = await asked(town[JUSTICE])
        assert sent["file"]["name"] == "Lich-2024.ics"
        content = (await town.http.get(sent["file"]["url"])).content
        assert set(events(content)) == {"I.1", "I.2", "I.3", "I.4", "TH.1", "III.1", "V.1"}
        assert sent["text"].splitlines() == [
            "Lịch 7 việc chưa hoàn thành, đến 30/01 (thứ Ba). Mở tệp này bằng ứng dụng lịch để thêm các ngày đến hạn.",
            "Lịch trong tệp không tự cập nhật: dịch vụ chưa có địa chỉ để ứng dụng lịch theo dõi. "
            "Khi hạn thay đổi, gõ /lich để nhận tệp mới.",
        ]
        whole = await asked(town.admin, "lịch của tôi")
        assert whole["text"].startswith("Lịch 143 việc")
        assert await ask(town, select(feeds.c.id)) == []


async def test_a_private_address_follows_the_due_dates(database_url: str) -> None:
    async with office(database_url, start=MORNING) as town:
        base = published(town)
        await town.start()
        focal = town[JUSTICE]
        address = link(await asked(focal))
        assert address.startswith(f"{base}lich/")
        first = await fetched(address)
        assert (first.status_code, first.headers["content-type"]) == (200, "text/calendar; charset=utf-8")
        assert first.headers["cache-control"] == "private, max-age=900"
        assert events(first.content)["I.3"] == date(2024, 1, 31)
        assert not {c for c in events(first.content) if c.startswith(("II.", "IV", "VI"))}, "other agencies' work"
        tag = first.headers["etag"]
        same = await fetched(address, **{"If-None-Match": tag})
        assert (same.status_code, same.content, same.headers["etag"]) == (304, b"", tag)

        await focal.says("I.1 xong")
        await focal.says("I.3 xin gia hạn đến 15/02 vì chờ góp ý")
        await town.admin.presses("Đồng ý")
        changed = await fetched(address, **{"If-None-Match": tag})
        assert changed.status_code == 200
        assert changed.headers["etag"] != tag
        assert "I.1" not in events(changed.content)
        assert events(changed.content)["I.3"] == date(2024, 2, 15)

        # It is told once; whoever lost it gets another one.
        known = await asked(focal)
        assert "http" not in known["text"]
        assert known["text"].splitlines()[-1].startswith("Đường dẫn riêng để lịch tự cập nhật đã gửi 07:30 ngày 30/01.")


async def test_an_address_ends_with_the_next_one_and_with_the_post(database_url: str) -> None:
    async with office(database_url, start=MORNING) as town:
        base = published(town)
        await town.start()
        focal, other = town[JUSTICE], town[INTERIOR]
        old, theirs = link(await asked(focal)), link(await asked(other))
        new = link(await asked(focal, "/lich mới"))
        assert new != old
        unknown = await fetched(f"{base}lich/{'x' * 43}.ics")
        for gone in (old, f"{base}lich/.ics", f"{base}lich/{'y' * 5000}.ics", new.replace(".ics", ""), f"{base}lich/%00.ics"):
            answer = await fetched(gone)
            assert (answer.status_code, answer.text) == (404, "Not Found") == (unknown.status_code, unknown.text)
            assert set(answer.headers) == set(unknown.headers)
        assert [(await fetched(a)).status_code for a in (new, theirs)] == [200, 200]

        store = await open_store(town.settings.database_url)
        async with store.transaction() as tx:
            person = select(contacts.c.id).where(contacts.c.name == focal.name).scalar_subquery()
            await tx.execute(update(roles).where(roles.c.contact_id == person).values(until_on=date(2024, 1, 29)))
        await store.close()
        assert [(await fetched(a)).status_code for a in (new, theirs)] == [404, 200]


async def test_the_key_is_kept_nowhere(database_url: str, caplog: pytest.LogCaptureFixture) -> None:
    async with office(database_url, start=MORNING) as town:
        published(town)
        await town.start()
        with caplog.at_level(logging.DEBUG):
            address = link(await asked(town[JUSTICE]))
            assert (await fetched(address)).status_code == 200
            assert (await fetched(address.replace(".ics", "x.ics"))).status_code == 404
        token = address.rsplit("/", 1)[1].removesuffix(".ics")
        assert len(token) >= 43
        ours = [r for r in caplog.records if not r.name.startswith(("httpx", "httpcore"))]  # the test's own client
        assert ours
        assert not any(token in r.getMessage() for r in ours if not r.name.startswith("telegram"))
        kept: list[Any] = []
        for table in (feeds, deliveries, audit):
            kept += await ask(town, select(table))
        assert kept
        assert token not in str(kept)


async def test_a_message_that_may_have_been_lost_brings_an_address_that_works(database_url: str) -> None:
    async with office(database_url, start=datetime(2024, 1, 30, 9, 0, tzinfo=ZONE)) as town:
        published(town)
        await town.start()
        body = {"method": "sendDocument", "kind": "drop_after"}
        (await town.http.post("/town/faults", json=body)).raise_for_status()
        first, again = fresh(await town[JUSTICE].says("/lich"))
        assert again["text"].startswith("(gửi lại)\n")
        assert [(await fetched(link(m))).status_code for m in (first, again)] == [404, 200]


async def test_a_port_that_is_taken_is_said_to_be(database_url: str) -> None:
    async with office(database_url, start=MORNING) as town:
        published(town)
        clock = TravellingClock(town.url)
        await clock.open()
        with socket.socket() as taken:
            taken.bind(("127.0.0.1", town.settings.web_port))
            taken.listen()
            with pytest.raises(PortTaken):
                await serve(town.settings, clock, asyncio.Event())
        await clock.close()
