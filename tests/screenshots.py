"""The pictures of README.md and docs/, taken anew: `make screenshots`, into docs/images/.

One run of the story against the real demo, so that a picture never shows what the service does not do.
"""

import asyncio
import tempfile
from pathlib import Path

from playwright.async_api import expect

from tests.browser import DESKTOP, PHONE, Desk, chromium, demo

IMAGES = Path(__file__).parents[1] / "docs" / "images"
ADMIN, FOCAL, OTHER, NEWCOMER = "Quản trị Văn phòng", "Đầu mối Sở Tư pháp", "Đầu mối Sở Nội vụ", "Đầu mối UBND huyện Phú Tân"


async def take(desk: Desk, name: str) -> None:
    """The window as it stands once what moves has come to rest."""
    await expect(desk.page.get_by_test_id("clock-progress")).to_be_hidden(timeout=20_000)
    await expect(desk.page.get_by_test_id("toast").locator("div")).to_have_count(0, timeout=20_000)
    await desk.page.wait_for_timeout(300)
    await desk.page.screenshot(path=IMAGES / f"{name}.png")
    print(f"docs/images/{name}.png")


async def coming_in(phone: Desk) -> None:
    await phone.opens(ADMIN)
    link = await phone.says("mời UBND huyện Phú Tân")
    await take(phone, "invite")
    await link.get_by_test_id("text").locator("a").click()
    await phone.page.get_by_test_id("opener").get_by_role("button", name=NEWCOMER).click()
    await expect(phone.answers.last).to_contain_text("Thông tin này có đúng không?")
    await take(phone, "joining")
    await phone.presses("Đúng")
    await expect(phone.answers.last).to_contain_text("Đã kết nối")


async def a_morning(phone: Desk) -> None:
    await phone.moves_to("2024-01-30T08:00")
    await phone.opens(FOCAL)
    await take(phone, "digest")
    await phone.says("xong")
    await take(phone, "which")
    await phone.presses("I.1")
    await expect(phone.answers.last).to_contain_text("Đã ghi nhận I.1")
    await take(phone, "phone")
    await phone.moves_to("2024-02-01T08:00")
    await expect(phone.answers.last).to_contain_text("quá hạn 1 ngày làm việc")
    await take(phone, "late")


async def the_office(phone: Desk, desktop: Desk) -> None:
    await phone.moves_to("2024-02-02T09:00")
    await phone.opens(ADMIN)
    await phone.says("quá hạn")
    await take(phone, "overdue")
    await desktop.opens(ADMIN)
    await take(desktop, "desktop")
    await desktop.says("tình hình chung")
    await take(desktop, "overview")
    await phone.opens(OTHER)
    await phone.says("IV.8 xin gia hạn đến 15/3")
    await phone.says("các đơn vị góp ý chậm")
    await phone.opens(ADMIN)
    await expect(phone.answers.last).to_contain_text("xin gia hạn lần 1")
    await take(phone, "extension")


async def what_an_answer_sets_in_motion(phone: Desk) -> None:
    """Five stories of the guides: an extension countered, 14:00 held, a document, a blocker assigned, an absence."""
    await phone.presses("Ngày khác")
    await expect(phone.answers.last).to_contain_text("đề xuất hạn ngày nào")
    await phone.says("08/3")
    await phone.presses("Gửi")
    await phone.opens(OTHER)
    await expect(phone.answers.last).to_contain_text("08/3")
    await take(phone, "countered")
    await phone.moves_to("2024-02-05T08:00")
    await phone.opens(ADMIN)
    await phone.presses("Giữ Sở TP")
    await expect(phone.answers.last).to_contain_text("Đang giữ")
    await take(phone, "preview")
    await phone.opens(FOCAL)
    await phone.says("I.3 xong, số 12/KH-STP ngày 02/02")
    await take(phone, "document")
    await phone.says("I.4 vướng kinh phí")
    await phone.opens(ADMIN)
    await expect(phone.answers.last).to_contain_text("I.4")
    await phone.presses("Giao xử lý")
    await expect(phone.answers.last).to_contain_text("Giao")
    await phone.says("Sở Tài chính")
    await phone.opens(FOCAL)
    await expect(phone.answers.last).to_contain_text("Sở Tài chính")
    await take(phone, "blocker")
    await phone.says("em đi công tác 06-07/02, đầu mối phụ thay")
    await take(phone, "absence")


async def the_twentieth(phone: Desk) -> None:
    """The office's day after the cut-off: who is silent, a nudge seen before it goes, the report and its files, the plan and
    the people changed, a target."""
    await phone.moves_to("2024-03-15T09:00")
    await phone.opens(ADMIN)
    await expect(phone.page.get_by_text("Hạn gửi báo cáo quý I").last).to_be_visible()
    await phone.presses("Báo cáo")
    await expect(phone.answers.last).to_contain_text("Hạn gửi 20/3")
    await take(phone, "report")
    await phone.says("nhắc tất cả đơn vị quá hạn")
    await take(phone, "nudge")
    await phone.presses("Gửi")
    await expect(phone.answers.last).to_contain_text("Đã gửi")
    await phone.says("dời hạn VI.4 sang 19/4 theo QĐ 300/QĐ-UBND")
    await take(phone, "change")
    await phone.presses("Ghi nhận")
    await expect(phone.answers.last).to_contain_text("Đã ghi nhận hạn mới")
    await phone.says("thêm đầu mối Lê Thị Hoa BQL Khu kinh tế 0912345678")
    await take(phone, "person")
    await phone.presses("Thôi")
    await expect(phone.answers.last).not_to_contain_text("Sau khi ghi nhận")
    await phone.says("chỉ tiêu d 62%")
    await phone.presses("d.2")
    await expect(phone.answers.last).to_contain_text("Đã ghi nhận chỉ tiêu d.2")
    await phone.says("chỉ tiêu d")
    await take(phone, "target")


async def main() -> None:
    IMAGES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        async with demo(Path(folder)) as url, chromium() as browser:
            phone, desktop = await Desk.at(browser, url, PHONE), await Desk.at(browser, url, DESKTOP)
            await coming_in(phone)
            await a_morning(phone)
            await the_office(phone, desktop)
            await what_an_answer_sets_in_motion(phone)
            await the_twentieth(phone)


if __name__ == "__main__":
    asyncio.run(main())
