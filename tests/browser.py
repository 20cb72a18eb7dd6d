"""The demo and its chat page as a person meets them: the real `nhacviec demo`, a real Chromium, clicks and keys.

Shared by the story test and by the pictures of the documentation, so that what the pictures show is what was tested.
"""

import asyncio
import contextlib
import os
import re
import signal
import socket
import sys
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from playwright.async_api import Browser, Locator, Page, async_playwright, expect

from tests.require import require_chromium

FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


class Screen(NamedTuple):
    """Width and height in CSS pixels; a phone has fingers instead of a mouse, and finer pixels."""

    width: int
    height: int
    phone: bool = False


PHONE, DESKTOP = Screen(360, 740, phone=True), Screen(1280, 800)
# A journey of the clock stops at every reminder of every person on the way.
JOURNEY = 60_000


@contextlib.asynccontextmanager
async def demo(folder: Path) -> AsyncIterator[str]:
    """`nhacviec demo` as a process of its own in `folder`, which gets its data/; the address of its page."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = Path(sys.executable).parent / "nhacviec"
    environment = {name: value for name, value in os.environ.items() if not name.startswith("NHACVIEC_")}
    process = await asyncio.create_subprocess_exec(
        str(command), "demo", "--port", str(port), cwd=folder, env=environment, stdout=asyncio.subprocess.PIPE
    )
    try:
        yield await asyncio.wait_for(_address(process), 60)
    finally:
        with contextlib.suppress(ProcessLookupError):
            process.send_signal(signal.SIGTERM)
        await process.communicate()


async def _address(process: asyncio.subprocess.Process) -> str:
    """What the demo tells a person to open."""
    assert process.stdout is not None
    while line := (await process.stdout.readline()).decode():
        if found := re.search(r"http://127\.0\.0\.1:\d+/", line):
            return found.group()
    raise AssertionError(f"the demo ended before it told its address: exit {await process.wait()}")


@contextlib.asynccontextmanager
async def chromium() -> AsyncIterator[Browser]:
    """Debian's Chromium with a fresh profile."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=require_chromium(), args=FLAGS)
        try:
            yield browser
        finally:
            await browser.close()


@dataclass
class Desk:
    """One window on the town: `await desk.opens("Đầu mối Sở Tư pháp")`, then says and presses as that person."""

    page: Page
    complaints: list[str] = field(default_factory=list)

    @classmethod
    async def at(cls, browser: Browser, url: str, screen: Screen) -> "Desk":
        """A window on this screen; script errors and refused resources are kept in `complaints`."""
        context = await browser.new_context(
            viewport={"width": screen.width, "height": screen.height},
            device_scale_factor=2 if screen.phone else 1,
            is_mobile=screen.phone,
            has_touch=screen.phone,
            locale="vi-VN",
        )
        desk = cls(await context.new_page())
        desk.page.on("pageerror", lambda error: desk.complaints.append(str(error)))
        desk.page.on("console", lambda m: desk.complaints.append(m.text) if m.type == "error" else None)
        await desk.page.goto(url)
        await expect(desk.page.get_by_test_id("clock-now")).not_to_have_text("…")
        return desk

    async def moves_to(self, moment: str) -> None:
        """The clock to `2024-01-30T08:00`, as a person sets it; back when the town has got there."""
        page = self.page
        toggle = page.get_by_test_id("clock-toggle")
        folded = await toggle.is_visible()
        if folded:
            await toggle.click()
        await page.get_by_test_id("clock-to").fill(moment)
        await page.get_by_test_id("clock-go").click()
        day, time = moment.split("T")
        year, month, number = day.split("-")
        arrived = re.compile(rf"{number}/0?{int(month)}/{year} · {time}")
        await expect(page.get_by_test_id("clock-now")).to_have_text(arrived, timeout=JOURNEY)
        await expect(page.locator("body")).not_to_have_class(re.compile("moving"), timeout=JOURNEY)
        if folded:
            await toggle.click()

    async def opens(self, name: str) -> None:
        """Somebody's chat, from the list."""
        page = self.page
        if await page.get_by_test_id("back").is_visible():
            await page.get_by_test_id("back").click()
        await page.get_by_test_id("chat-list").get_by_role("button", name=name).first.click()
        await expect(page.get_by_test_id("chat-name")).to_have_text(name)

    async def says(self, text: str) -> Locator:
        """Types and sends; the answer that came."""
        heard = await self.answers.count()
        await self.page.get_by_test_id("composer").fill(text)
        await self.page.get_by_test_id("send").click()
        await expect(self.answers).to_have_count(heard + 1)
        return self.answers.last

    async def presses(self, label: str) -> Locator:
        """Presses the newest button with this label; the newest message of the service."""
        await self.page.get_by_test_id("button").filter(has_text=re.compile(rf"^{re.escape(label)}$")).last.click()
        return self.answers.last

    @property
    def answers(self) -> Locator:
        """What the service said in the open chat, oldest first."""
        return self.page.locator("[data-testid=message][data-from=bot]")
