"""`nhacviec demo`: the sandbox in Telegram's place, and the same service as ever in front of it.

Two processes: the town (Telegram, its chats and its time) and the service. Only the service's base URL, its token and its
clock differ from a real run. The database is the demo's own file, never the office's.
"""

import asyncio
import contextlib
import json
import socket
import sys
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime, time
from pathlib import Path

import httpx
from pydantic import SecretStr

from bot.app import opened, serve
from bot.desk import Desk
from bot.errors import BadInput
from bot.joining import welcome
from bot.loading import record
from bot.roster import demo_token
from bot.settings import Settings
from plan_data.calendar import WorkingCalendar, local_date
from plan_data.loading import load_plan
from scheduler.audience import Post
from scheduler.channel import Incoming, Kind
from scheduler.clock import TravellingClock
from storage import people
from storage.plans import agency_directory, current_plan
from storage.store import Store, Tx

DATABASE = Path("data/demo.db")
STATE = Path("data/demo-town.json")
KEY = Path("data/demo-token.json")
ADMIN_CHAT = 1
FIRST_CHAT = 101
STRANGER_CHAT = 2
LEADER_CHAT = 11
NOT_JOINED = "UBND huyện Phú Tân"
NO_CONTACT = "Ban Quản lý Khu kinh tế"


@dataclass(frozen=True, slots=True)
class Inhabitant:
    """A person of the town, with a post for an agency or, without one, over the whole plan. `joined`: the bot knows the chat
    already."""

    chat: int
    name: str
    note: str
    agency: str = ""
    joined: bool = True
    on_roster: bool = True
    agency_post: Post = Post.FOCAL
    language: str = "vi"

    @property
    def post(self) -> Post:
        return self.agency_post if self.agency else Post.ADMIN


def inhabitants(agencies: list[str]) -> list[Inhabitant]:
    """An admin, one person per agency (one not yet joined, one whom nobody has entered), and a stranger."""
    town = [Inhabitant(ADMIN_CHAT, "Quản trị Văn phòng", "quản trị · Văn phòng UBND tỉnh")]
    for number, agency in enumerate(agencies):
        note = f"đầu mối {agency}"
        if agency == NOT_JOINED:
            note += " · chưa kết nối"
        elif agency == NO_CONTACT:
            note = f"cán bộ {agency} · chưa có trong danh sách"
        joined, listed = agency not in (NOT_JOINED, NO_CONTACT), agency != NO_CONTACT
        town.append(Inhabitant(FIRST_CHAT + number, f"Đầu mối {agency}", note, agency, joined, listed))
    town.append(Inhabitant(STRANGER_CHAT, "Người lạ", "không có lời mời", joined=False, on_roster=False))
    return town


def leaders() -> list[Inhabitant]:
    """Whom 14:00 tells of overdue work: heads of two agencies and a đầu mối phụ."""
    return [
        Inhabitant(LEADER_CHAT + number, f"{title} {short}", f"{note} {agency}", agency, agency_post=post)
        for number, (title, short, note, agency, post) in enumerate(
            (
                ("Lãnh đạo", "Sở Tư pháp", "lãnh đạo", "Sở Tư pháp", Post.HEAD),
                ("Đầu mối phụ", "Sở Tư pháp", "đầu mối phụ", "Sở Tư pháp", Post.DEPUTY),
                ("Lãnh đạo", "Đài PT-TH", "lãnh đạo", "Đài Phát thanh - Truyền hình tỉnh", Post.HEAD),
            )
        )
    ]


async def run_demo(port: int | None, start: datetime, *, keep: bool, stop: asyncio.Event) -> None:
    """Runs town and service until `stop`. Errors: BadInput where the port is taken; StorageError."""
    port = _free_port(port)
    DATABASE.parent.mkdir(parents=True, exist_ok=True)
    resumed = keep and DATABASE.exists() and STATE.exists() and KEY.exists()
    if not resumed:
        for file in (DATABASE, STATE, KEY, Path(f"{DATABASE}-journal")):
            file.unlink(missing_ok=True)
        KEY.write_text(json.dumps({"token": demo_token()}), encoding="utf-8")
        KEY.chmod(0o600)
    token = json.loads(KEY.read_text(encoding="utf-8"))["token"]
    url = f"http://127.0.0.1:{port}"
    settings = demo_settings(token, url)
    async with town_process(port, token, start):
        async with opened(settings) as (store, calendar):
            if not resumed:
                await settle(store, calendar, url, start)
        clock = TravellingClock(url)
        await clock.open()
        _announce(url)
        try:
            await serve(settings, clock, stop)
        finally:
            await clock.close()


def demo_settings(token: str, url: str) -> Settings:
    """The demo's own settings: nothing of the office's environment but the log level."""
    return Settings(
        database_url=f"sqlite:///{DATABASE}",
        telegram_token=SecretStr(token),
        telegram_api_url=url,
        telegram_chat_pause=0,
        web_port=0,
    )


@contextlib.asynccontextmanager
async def town_process(port: int, token: str, start: datetime) -> AsyncIterator[None]:
    """The sandbox beside us; it goes when we go. Errors: BadInput where it does not come up."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        *("-m", "sandbox", "--port", str(port), "--token", token, "--state", str(STATE)),
        *("--from", start.isoformat(timespec="minutes")),
        stdout=asyncio.subprocess.PIPE,
    )
    assert process.stdout is not None
    try:
        ready = await asyncio.wait_for(process.stdout.readline(), 20)
        if not ready:
            raise BadInput("Không mở được trang thử nghiệm. Chạy lại với --port khác.")
        yield
    finally:
        if process.returncode is None:
            process.terminate()
            await process.wait()


async def settle(store: Store, calendar: WorkingCalendar, url: str, now: datetime) -> None:
    """Loads the plan and moves everybody in."""
    plan = load_plan()
    town = inhabitants([a.name for a in plan.agencies]) + leaders()
    async with httpx.AsyncClient(base_url=url) as http:
        for person in town:
            body = {"id": person.chat, "name": person.name, "note": person.note, "started": person.joined}
            (await http.post("/town/people", json=body | {"phone": _phone(person.chat)})).raise_for_status()
    async with store.transaction() as tx:
        await record(tx, plan, calendar, local_date(now))
        for person in sorted(town, key=lambda p: p.chat == ADMIN_CHAT):  # the admin last: who has joined is counted
            await _move_in(tx, person, calendar, now)


async def _move_in(tx: Tx, person: Inhabitant, calendar: WorkingCalendar, now: datetime) -> None:
    if not person.on_roster:
        return
    ids = {a.name: i for i, a in await agency_directory(tx)}
    on = local_date(now)
    agency_id = ids[person.agency] if person.agency else None
    phone = people.normal_phone(_phone(person.chat))
    contact_id = await people.add_contact(
        tx, person.name, person.post, agency_id, on, phone=phone, language=person.language, hour=time(8)
    )
    if not person.joined:
        return
    await people.join(tx, contact_id, "telegram", str(person.chat), now)
    contact = await people.contact(tx, contact_id, on)
    plan = await current_plan(tx)
    assert contact is not None
    assert plan is not None
    arrival = Incoming("telegram", str(person.chat), Kind.OTHER, now)
    await welcome(Desk(tx, arrival, None, now, calendar, plan, contact), contact)


def _phone(chat: int) -> str:
    return f"0912{chat:06d}"


def _free_port(wanted: int | None) -> int:
    """The wanted port, or the first free one from 8990 on. Errors: BadInput where the wanted one is taken."""
    for port in [wanted] if wanted is not None else range(8990, 9040):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except (OSError, OverflowError):
                continue
            return port
    raise BadInput(f"Cổng {wanted} đang được dùng. Chọn cổng khác: nhacviec demo --port 8991")


def _announce(url: str) -> None:
    print(
        f"""
Nhắc việc đang chạy thử với Kế hoạch CCHC năm 2024 của tỉnh Cà Mau (137/QĐ-UBND).
Mở trang trò chuyện:  {url}/

Thử trước:
  1. Chuyển giờ đến 30/01/2024 08:00, mở “Đầu mối Sở Tư pháp”, đọc tin sáng.
  2. Trả lời: xong      (dịch vụ hỏi việc nào; bấm I.1)
  3. Chuyển đến 02/02/2024, mở “Quản trị Văn phòng”, hỏi: quá hạn
Dừng: Ctrl+C
""",
        flush=True,
    )
