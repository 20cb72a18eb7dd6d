"""The story of the README, played by hand: the real `nhacviec demo`, real Chromium, on a phone and on a desk.

Each step is also looked at: nothing wider than the screen, nothing smaller than 16 px, no letter or mark without its glyph.
The pictures stay in build/screenshots/ for a person to look at.
"""

import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import Browser, Page, expect

from tests.browser import DESKTOP, PHONE, Desk, Screen, chromium, demo

pytestmark = pytest.mark.browser

PICTURES = Path(__file__).parents[2] / "build" / "screenshots"
MARKS = "🔴⛔⏳🟡🔵⚪✅🔁➖"
LETTERS = (
    "aàáảãạăằắẳẵặâầấẩẫậeèéẻẽẹêềếểễệiìíỉĩịoòóỏõọôồốổỗộơờớởỡợuùúủũụưừứửữựyỳýỷỹỵđ"
    "AÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬEÈÉẺẼẸÊỀẾỂỄỆIÌÍỈĨỊOÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢUÙÚỦŨỤƯỪỨỬỮỰYỲÝỶỸỴĐ“”·…–↗"
)
CODE = re.compile(r"^(?:✅ )?([A-Z]+\.\d+\w*)\b", re.MULTILINE)

# A character has no glyph where it is drawn like a code point that no font has: the canvas uses the page's own fonts.
WITHOUT_GLYPH = """characters => {
  const canvas = new OffscreenCanvas(48, 48), pen = canvas.getContext('2d', {willReadFrequently: true});
  const draw = (character) => {
    pen.clearRect(0, 0, 48, 48);
    pen.font = '24px ' + getComputedStyle(document.body).fontFamily;
    pen.fillText(character, 4, 34);
    return pen.getImageData(0, 0, 48, 48).data.join();
  };
  const tofu = new Set(['\\u0378', '\\u{10fffe}', ' '].map(draw));
  return [...new Set(characters)].filter(c => c.trim() && tofu.has(draw(c)));
}"""
WIDTHS = """characters => {
  const pen = new OffscreenCanvas(8, 8).getContext('2d');
  pen.font = '24px ' + getComputedStyle(document.body).fontFamily;
  return [...characters].map(c => pen.measureText(c).width);
}"""
TOO_SMALL = """() => [...document.querySelectorAll('body *')].filter(e => e.checkVisibility())
  .filter(e => parseFloat(getComputedStyle(e).fontSize) < 16).map(e => e.outerHTML.slice(0, 120))"""


@pytest.fixture(params=[PHONE, DESKTOP], ids=["phone", "desktop"])
def screen(request: pytest.FixtureRequest) -> Screen:
    chosen: Screen = request.param
    return chosen


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    async with chromium() as opened:
        yield opened


async def looks_right(page: Page, screen: Screen, name: str) -> None:
    """What a person would object to at first sight; the picture is kept."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    await page.screenshot(path=PICTURES / f"{name}-{screen.width}x{screen.height}.png")
    assert await page.evaluate("document.documentElement.scrollWidth") == screen.width
    log = page.locator("#messages")
    assert not await log.is_visible() or await log.evaluate("e => e.scrollWidth <= e.clientWidth")
    assert await page.evaluate(TOO_SMALL) == []
    assert await page.evaluate(WITHOUT_GLYPH, await page.locator("body").inner_text()) == []


async def test_the_story(tmp_path: Path, browser: Browser, screen: Screen) -> None:
    async with demo(tmp_path) as url:
        desk = await Desk.at(browser, url, screen)
        await looks_right(desk.page, screen, "1-town")

        onlooker = await Desk.at(browser, url, screen)
        await desk.moves_to("2024-01-30T08:00")
        await expect(onlooker.page.get_by_test_id("clock-now")).to_have_text("thứ Ba, 30/01/2024 · 08:00")
        await expect(onlooker.page.get_by_test_id("clock-progress")).to_be_hidden()
        await desk.opens("Đầu mối Sở Tư pháp")
        digest = desk.answers.last
        await expect(digest).to_have_attribute("data-day", "2024-01-30")
        await expect(digest).to_contain_text("Sở Tư pháp: 3 việc đến hạn ngày mai")
        assert CODE.findall(await digest.get_by_test_id("text").inner_text()) == ["I.1", "I.3", "I.4"]
        assert (await digest.get_by_test_id("button").all_inner_texts())[:3] == ["I.1", "I.3", "I.4"]
        await looks_right(desk.page, screen, "2-digest")

        which = await desk.says("xong")
        await expect(which).to_contain_text("việc nào?")
        await expect(desk.page.get_by_test_id("chat")).not_to_contain_text("✅")
        await looks_right(desk.page, screen, "3-which")

        await desk.presses("I.1")
        await expect(desk.answers.last).to_contain_text("✅ Đã ghi nhận I.1")
        await expect(desk.answers.last).to_contain_text("hoàn thành trước hạn, 08:00 ngày 30/01/2024 (thứ Ba)")
        await looks_right(desk.page, screen, "4-recorded")

        await desk.moves_to("2024-02-02T09:00")
        await desk.opens("Quản trị Văn phòng")
        late = await desk.says("quá hạn")
        await expect(late).to_contain_text("3 việc quá hạn, 2 cơ quan (hạn 31/01, quá hạn 2 ngày làm việc)")
        said = await late.get_by_test_id("text").inner_text()
        assert CODE.findall(said) == ["I.3", "I.4", "VII.4"]
        assert re.search(r"^VII\.4 .*\(tháng 01\)", said, re.MULTILINE)
        await looks_right(desk.page, screen, "5-overdue")

        table = (await desk.says("tình hình chung")).locator("pre")
        await expect(table).to_contain_text("Sở TP")
        assert await table.evaluate("e => e.scrollWidth <= e.clientWidth"), "a column of the table is out of sight"
        await looks_right(desk.page, screen, "6-overview")
        assert desk.complaints + onlooker.complaints == []


async def test_every_letter_and_mark_has_a_glyph(tmp_path: Path, browser: Browser) -> None:
    async with demo(tmp_path) as url:
        page = (await Desk.at(browser, url, DESKTOP)).page
        assert await page.evaluate(WITHOUT_GLYPH, LETTERS + MARKS) == []
        assert await page.evaluate(WITHOUT_GLYPH, "\u0379") == ["\u0379"], "the check itself sees a missing glyph"
        # One width, that of the emoji font: a mark taken from a text font would be half as large and colourless.
        assert len(set(await page.evaluate(WIDTHS, MARKS))) == 1
