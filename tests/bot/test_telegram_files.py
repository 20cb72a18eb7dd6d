"""Files of ours over HTTP: what goes up, what stands below it, and what each trouble means for the sender."""

import struct
import zlib
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import httpx
import pytest

from bot.channels.captions import fitting, seen, units
from bot.channels.telegram import MOST_CAPTION, Telegram
from sandbox.server import running
from sandbox.town import Town
from scheduler.channel import Choice, HoldOff, Message, Refused, Unknown, Upload

TOKEN = "123456:AAE-secret_of_the_files_test_00000000"
LAN = 42
WORD = Upload("BaoCao-CCHC-Quy-I-2024.docx", b"PK\x03\x04 the report \xff\x00")


def png(width: int, height: int) -> bytes:
    parts = (
        (b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)),
        (b"IDAT", zlib.compress((b"\0" + b"\xff" * width) * height)),
        (b"IEND", b""),
    )
    packed = (struct.pack(">I", len(d)) + kind + d + struct.pack(">I", zlib.crc32(kind + d)) for kind, d in parts)
    return b"\x89PNG\r\n\x1a\n" + b"".join(packed)


@dataclass
class Line:
    """The channel at one end, the page of a person at the other."""

    telegram: Telegram
    http: httpx.AsyncClient

    async def sends(self, file: Upload, html: str = "<b>I.1</b> xong", **more: Any) -> str:
        return (await self.telegram.send(Message(str(LAN), html, file=file, **more))).message_id

    async def shown(self) -> dict[str, Any]:
        """The newest message as the page has it."""
        messages = (await self.http.get(f"/town/people/{LAN}/chat", params={"after": 0})).json()["messages"]
        newest: dict[str, Any] = max(messages, key=lambda m: m["message_id"])
        return newest

    async def trouble(self, kind: str, **rule: Any) -> None:
        (await self.http.post("/town/faults", json={"method": "sendDocument", "kind": kind} | rule)).raise_for_status()


@pytest.fixture
async def line() -> AsyncIterator[Line]:
    town = Town(TOKEN, "nhacviec_bot", datetime.fromisoformat("2024-01-30T08:00+07:00"))
    async with running(town) as url, httpx.AsyncClient(base_url=url, timeout=20) as http:
        (await http.post("/town/people", json={"id": LAN, "name": "Lan", "started": True})).raise_for_status()
        telegram = Telegram(TOKEN, url)
        await telegram.open()
        yield Line(telegram, http)
        await telegram.close()


async def test_a_document_arrives_with_its_name_its_bytes_and_its_buttons(line: Line) -> None:
    receipt = await line.sends(WORD, rows=((Choice("Gửi Excel", "report:2024-Q1:xlsx"),),))
    shown = await line.shown()
    assert shown["message_id"] == int(receipt)
    assert (shown["file"]["name"], shown["file"]["kind"], shown["file"]["size"]) == (WORD.name, "document", len(WORD.data))
    assert (await line.http.get(shown["file"]["url"])).content == WORD.data
    assert (shown["text"], shown["html"]) == ("I.1 xong", "<b>I.1</b> xong")
    assert shown["buttons"] == [[{"text": "Gửi Excel", "data": "report:2024-Q1:xlsx"}]]


async def test_a_chart_arrives_as_a_picture(line: Line) -> None:
    chart = Upload("TienDo.png", png(1080, 1350), is_photo=True)
    await line.sends(chart)
    shown = await line.shown()
    assert (shown["file"]["kind"], shown["file"]["name"]) == ("photo", "TienDo.png")
    page = await line.http.get(shown["file"]["url"])
    assert (page.content, page.headers["content-type"]) == (chart.data, "image/png")


async def test_what_stands_below_a_file_can_be_changed(line: Line) -> None:
    receipt = await line.sends(WORD)
    changed = Message(str(LAN), "<b>I.3</b> xong", ((Choice("Xem", "x:1"),),), edits=receipt)
    assert (await line.telegram.send(changed)).message_id == receipt
    shown = await line.shown()
    assert (shown["text"], shown["edited"], shown["file"]["name"]) == ("I.3 xong", True, WORD.name)
    assert shown["buttons"] == [[{"text": "Xem", "data": "x:1"}]]


async def test_a_caption_that_is_too_long_loses_whole_lines_and_no_tag(line: Line) -> None:
    lines = [f"<b>I.{n}</b> 🔴 {'đ' * 60}" for n in range(40)]
    await line.sends(WORD, "\n".join(lines))
    shown = await line.shown()
    assert units(shown["text"]) <= MOST_CAPTION
    kept = shown["text"].split("\n")
    assert kept == [*map(seen, lines[: len(kept) - 1]), "…"]
    assert len(kept) > 10


@pytest.mark.parametrize("html", ["x" * 1024, "🔴" * 512, "&amp;" * 1024, "<b>" + "đ" * 1000 + "</b>"])
def test_what_fits_is_left_alone(html: str) -> None:
    assert fitting(html, MOST_CAPTION) == html


@pytest.mark.parametrize("html", ["x" * 1025, "<b>" + "🔴" * 513 + "</b>", "&lt;" * 1025, "<i>ấ</i>" * 1025])
def test_one_line_that_is_too_long_is_cut_and_stays_escaped(html: str) -> None:
    cut = fitting(html, MOST_CAPTION)
    assert MOST_CAPTION - 2 <= units(seen(cut)) <= MOST_CAPTION
    assert cut.endswith("…")
    assert "<b>" not in cut
    assert "<i>" not in cut


@pytest.mark.filterwarnings("ignore::telegram.warnings.PTBDeprecationWarning")  # of its own RetryAfter
@pytest.mark.parametrize(
    ("kind", "error"), [("429", HoldOff), ("drop_after", Unknown), ("drop_before", Unknown), ("500", Unknown)]
)
async def test_each_trouble_means_what_it_means_for_a_text(line: Line, kind: str, error: type[Exception]) -> None:
    await line.trouble(kind)
    with pytest.raises(error):
        await line.sends(WORD)


async def test_what_telegram_will_never_take_is_refused_for_good(line: Line) -> None:
    for file in (
        Upload("empty.docx", b""),
        Upload("no-picture.png", b"PK", is_photo=True),
        Upload("endless.png", png(9001, 1000), is_photo=True),
        Upload("strip.png", png(2100, 100), is_photo=True),
        Upload("large.xlsx", bytes(50 * 1024 * 1024 + 1)),
    ):
        with pytest.raises(Refused):
            await line.sends(file)
    assert WORD.data.hex() not in repr(WORD)
