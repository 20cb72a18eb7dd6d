"""The chat page in real Chromium, as a person uses it: desktop and phone."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import pytest
from playwright.async_api import Page, async_playwright, expect

from sandbox.town import Person
from tests.browser import FLAGS
from tests.require import require_chromium
from tests.sandbox.conftest import Line

pytestmark = pytest.mark.browser

DIGEST = (
    "Sở Tư pháp: 3 việc đến hạn ngày mai\n🟡 Hạn 31/01 (thứ Tư), còn 1 ngày làm việc (“Tháng 01 năm 2024”)\n"
    "<b>I.1</b> Kế hoạch xây dựng, kiểm tra, rà soát văn bản quy phạm pháp luật năm 2024 · Kế hoạch\n"
    "<pre>Cơ quan            Xong  Q.hạn T.hạn\nUBND huyện Năm Căn    0      1     2</pre>"
)
Open = Callable[..., Awaitable[Page]]


@pytest.fixture
async def open_page(line: Line) -> AsyncIterator[Open]:
    """`await open_page(width, height)`; a script error or a refused resource fails the test."""
    complaints: list[str] = []
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=require_chromium(), args=FLAGS)

        async def opened(width: int = 1280, height: int = 800, path: str = "/") -> Page:
            context = await browser.new_context(viewport={"width": width, "height": height}, locale="vi-VN")
            page = await context.new_page()
            page.on("pageerror", lambda error: complaints.append(str(error)))
            page.on("console", lambda m: complaints.append(m.text) if m.type == "error" and "409" not in m.text else None)
            await page.goto(line.url + path)
            return page

        yield opened
        line.served.stop()
        await browser.close()
    assert complaints == []


async def digest(line: Line, keyboard: Callable[..., dict[str, Any]]) -> int:
    rows = keyboard(["I.1", "I.3", "I.4"], ["Nhắc sau", "Chi tiết"])
    sent = await line.ok("sendMessage", chat_id=42, text=DIGEST, parse_mode="HTML", reply_markup=rows)
    return int(sent["message_id"])


async def answers(line: Line, text: str, alert: bool) -> None:
    """Wait for a press and answer it."""
    while not (updates := await line.ok("getUpdates", timeout=5)):
        pass
    await line.ok("getUpdates", offset=updates[-1]["update_id"] + 1)
    query = updates[-1]["callback_query"]
    await line.ok("answerCallbackQuery", callback_query_id=query["id"], text=text, show_alert=alert)


async def test_a_conversation(line: Line, open_page: Open, keyboard: Callable[..., dict[str, Any]]) -> None:
    message_id = await digest(line, keyboard)
    page = await open_page()
    await expect(page.get_by_test_id("person-42").get_by_test_id("unread")).to_have_text("1")
    await page.get_by_test_id("search").fill("so tu phap")
    await expect(page.get_by_test_id("person-43")).to_have_count(0)
    await page.get_by_test_id("person-42").click()
    await expect(page.get_by_test_id("unread")).to_have_count(0)
    first = page.locator(f"[data-message-id='{message_id}']")
    await expect(first.locator("b")).to_have_text("I.1")
    for alert, found in ((False, page.get_by_test_id("toast")), (True, page.get_by_test_id("alert"))):
        answering = asyncio.create_task(answers(line, "Nút này đã cũ", alert))
        await page.get_by_test_id("button").filter(has_text="Chi tiết").click()
        await expect(found).to_contain_text("Nút này đã cũ")
        await answering
    await page.get_by_role("button", name="Đã hiểu").click()
    await first.hover()
    await first.get_by_test_id("reply").click()
    await page.get_by_test_id("composer").fill("I.1 xog")
    await page.get_by_test_id("composer").press("Enter")
    own = page.locator("[data-from=person]")
    await expect(own.get_by_test_id("quote")).to_contain_text("3 việc đến hạn")
    await own.hover()
    await own.get_by_test_id("edit").click()
    await page.get_by_test_id("composer").fill("I.1 <b>xong</b>")
    await page.get_by_test_id("send").click()
    await expect(own.get_by_test_id("text")).to_have_text("I.1 <b>xong</b>")
    await expect(own).to_contain_text("đã sửa")
    assert (await line.chat(42))[-1]["reply_to"] == message_id
    await page.get_by_test_id("file").set_input_files({"name": "qđ 12.pdf", "mimeType": "application/pdf", "buffer": b"%PDF"})
    await expect(page.get_by_test_id("file-link")).to_contain_text("qđ 12.pdf")


async def test_starting_keys_and_invitations(line: Line, open_page: Open) -> None:
    await line.ok("setMyCommands", commands=[{"command": "giupdo", "description": "Trợ giúp"}])
    link = "https://t.me/nhacviec_bot?start=m3oj2"
    await line.ok("sendMessage", chat_id=42, text=f"Đường mời: {link}")
    keys = {"keyboard": [[{"text": "Chia sẻ số điện thoại", "request_contact": True}]]}
    await line.ok("sendMessage", chat_id=42, text="Số?", reply_markup=keys)
    page = await open_page(path="/#42")
    await page.get_by_test_id("key").click()
    await page.get_by_role("textbox", name="Số điện thoại").fill("0912345678")
    await page.get_by_test_id("ask-ok").click()
    await expect(page.get_by_test_id("message").last).to_contain_text("0912345678")
    await page.get_by_test_id("commands").click()
    await page.get_by_role("menuitem", name="/giupdo").click()
    await expect(page.get_by_test_id("message").last).to_contain_text("/giupdo")
    await page.get_by_test_id("text").locator("a").click()
    await page.get_by_test_id("opener-43").click()
    await expect(page.get_by_test_id("chat-name")).to_have_text("Minh")
    await expect(page.get_by_test_id("message").last).to_contain_text("/start m3oj2")
    await line.town("people", {"id": 44, "name": "<i>Hoa</i>"})
    await page.get_by_test_id("person-44").click()
    await page.get_by_test_id("start").click()
    await expect(page.get_by_test_id("message")).to_contain_text("/start")
    await expect(page.get_by_test_id("chat-name")).to_have_text("<i>Hoa</i>")


async def test_the_clock(line: Line, open_page: Open) -> None:
    async def service() -> None:
        version = 0
        while not line.served.stopping.is_set():
            version = (await line.get("clock", after=version, wait=5))["version"]
            await line.town("idle", {"version": version, "next": "2024-02-01T08:00:00+07:00" if version < 4 else None})

    serving = asyncio.create_task(service())
    page = await open_page()
    now = page.get_by_test_id("clock-now")
    await expect(now).to_have_text("thứ Ba, 30/01/2024 · 08:00")
    await page.get_by_test_id("clock-hour").click()
    await expect(now).to_have_text("thứ Ba, 30/01/2024 · 09:00")
    await page.get_by_test_id("clock-next").click()
    await expect(now).to_have_text("thứ Năm, 01/02/2024 · 08:00")
    await expect(page.get_by_test_id("clock-progress")).to_contain_text("Đã dừng 08:00 ngày 01/02")
    await page.get_by_test_id("clock-to").fill("2024-03-10T07:30")
    await page.get_by_test_id("clock-go").click()
    await expect(now).to_have_text("Chủ nhật, 10/3/2024 · 07:30")
    await page.get_by_test_id("clock-outage").click()
    await expect(now).to_have_text("Chủ nhật, 17/3/2024 · 07:30")
    serving.cancel()


@pytest.mark.parametrize(("width", "height"), [(360, 740), (1280, 800)])
async def test_nothing_is_too_wide_or_too_small(
    line: Line, open_page: Open, keyboard: Callable[..., dict[str, Any]], width: int, height: int
) -> None:
    line.served.settle_person(Person(45, "Đầu mối Đài Phát thanh - Truyền hình tỉnh", "đầu mối", started=True))
    await digest(line, keyboard)
    await line.ok("sendMessage", chat_id=42, text="x" * 300, reply_markup=keyboard(["Xin gia hạn đến hết ngày 15/4/2024 nhé"]))
    page = await open_page(width, height)
    assert await page.evaluate("document.documentElement.scrollWidth") == width
    await page.get_by_test_id("person-42").click()
    await expect(page.get_by_test_id("message")).to_have_count(2)
    log = page.locator("#messages")
    assert await log.evaluate("e => e.scrollWidth <= e.clientWidth")
    assert await page.evaluate("document.documentElement.scrollWidth") == width
    small = await page.evaluate(
        """() => [...document.querySelectorAll('body *')].filter(e => e.offsetParent)
        .filter(e => parseFloat(getComputedStyle(e).fontSize) < 16).map(e => e.outerHTML.slice(0, 80))"""
    )
    assert small == []
    unnamed = await page.evaluate(
        """() => [...document.querySelectorAll('button, input, textarea')].filter(e => e.offsetParent && !e.textContent.trim()
        && !e.getAttribute('aria-label') && !e.labels?.length).map(e => e.outerHTML.slice(0, 80))"""
    )
    assert unnamed == []
