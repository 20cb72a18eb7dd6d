"""A task given beyond the plan, from one sentence to its reminders; asked part by part, taken back, the office's alone."""

import pytest
from sqlalchemy import select

from storage.tables import activities
from tests.e2e.look import MORNING, ask, audited, forges, fresh, labels
from tests.e2e.office import office
from tests.e2e.staff import new

pytestmark = pytest.mark.long

HEALTH, CITY = "Sở Y tế", "UBND thành phố Cà Mau"
OFFICE = "Văn phòng UBND tỉnh"
SAID = "giao thêm: Sở Y tế, Báo cáo tự kiểm tra CCHC, hạn 30/4, theo CV 33/UBND-NC"


async def test_given_reminded_of_and_reported_on(database_url: str) -> None:
    async with office(database_url, start=MORNING.replace(month=3, day=25)) as town:
        await town.start()
        await town.at("2024-03-26T09:00")
        admin, health = town.admin, town[HEALTH]
        await health.fetch()
        [preview] = await admin.says(SAID)
        assert preview["text"].splitlines() == [
            "Giao thêm BS.1 Báo cáo tự kiểm tra CCHC cho Sở Y tế: hạn 30/4/2024 (thứ Ba), theo Công văn 33/UBND-NC.",
            "Việc được nhắc và báo cáo như việc trong Kế hoạch, ghi “giao thêm”. Đầu mối được báo ngay.",
        ]
        assert await ask(town, select(activities.c.code).where(activities.c.code == "BS.1")) == []
        [echo] = await admin.presses("Ghi nhận", preview)
        assert echo["text"].splitlines()[-1] == "Đã báo Sở Y tế."
        assert (await forges(admin, preview["buttons"][0][0]["data"]))[0] == ["Nút này đã cũ."]
        assert (await new(health))[0].startswith(
            f"{OFFICE} giao thêm cho Sở Y tế: BS.1 Báo cáo tự kiểm tra CCHC, hạn 30/4/2024 (thứ Ba), theo Công văn 33/UBND-NC."
        )
        [card] = await admin.says("BS.1")
        assert (
            card["text"].splitlines()[-1] == "Hạn: “30/4”, 30/4 (thứ Ba) · Chủ trì: Sở Y tế · Giao thêm (Công văn 33/UBND-NC)"
        )
        [overview] = await admin.says("tình hình chung")
        assert "/145 (" in overview["text"]
        assert (await audited(town))["activity_added"] == 1

        # T-7 of 30/4 is 17/4: Giỗ Tổ on 18/4 is no working day, nor is 29/4.
        await town.at("2024-04-17T09:00")
        assert "BS.1 Báo cáo tự kiểm tra CCHC (giao thêm)" in (await new(health))[-1]
        [done] = fresh(await health.says("BS.1 xong"))
        assert done["text"].startswith("✅ Đã ghi nhận BS.1 Báo cáo tự kiểm tra CCHC (giao thêm): hoàn thành trước hạn")
        await admin.presses("Hoàn tác", echo)
        assert admin.answer is not None
        assert admin.answer["text"].startswith("BS.1 đã có cập nhật")
        await admin.says("đưa BS.1 ra khỏi kế hoạch vì trùng")
        assert "hoàn thành" in (await admin.bot_messages())[-1]["text"], "done work stays"


async def test_what_is_missing_is_asked_for_and_what_was_given_is_taken_back(database_url: str) -> None:
    async with office(database_url, start=MORNING.replace(month=3, day=25)) as town:
        await town.start()
        await town.at("2024-03-26T09:00")
        admin, city = town.admin, town[CITY]
        await city.fetch()
        [whose] = await admin.says("giao thêm nhiệm vụ")
        assert whose["text"].startswith("Giao thêm cho cơ quan nào?")
        [tie] = await admin.says("UBND")
        assert "UBND TP Cà Mau" in labels(tie)
        [what] = await admin.presses("UBND TP Cà Mau", tie)
        assert what["text"].startswith(f"Giao thêm cho {CITY} việc gì?")
        [when] = await admin.says("Rà soát thủ tục hành chính")
        assert when["text"].startswith("Rà soát thủ tục hành chính (UBND thành phố Cà Mau): hạn khi nào?")
        [unclear] = await admin.says("hôm nào đó")
        assert unclear["text"].startswith("Chưa rõ hạn “hôm nào đó”.")
        [past] = await admin.says("15/2")
        assert past["text"].startswith("Hạn “15/2” đã qua.")
        [preview] = await admin.says("ngày 20 hằng tháng")
        assert preview["text"].splitlines()[0].endswith(f"cho {CITY}: 9 kỳ hạn, chưa có văn bản.")
        assert preview["text"].splitlines()[1].startswith("Các kỳ: tháng 4 (20/4), tháng 5 (20/5)")
        await admin.says("sản phẩm: Báo cáo")
        [echo] = await admin.presses("Ghi nhận")
        assert labels(echo) == ["Nhập số", "Hoàn tác"]
        assert "· Báo cáo, 9 kỳ hạn, chưa có văn bản." in (await new(city))[0]
        await admin.presses("Nhập số", echo)
        [numbered] = await admin.says("CV 40/UBND-NC")
        assert numbered["text"] == "Đã ghi nhận văn bản giao BS.1: Công văn 40/UBND-NC."
        [undone] = await admin.presses("Hoàn tác", echo)
        assert undone["text"] == "Đã bỏ việc giao thêm BS.1 Rà soát thủ tục hành chính. Cơ quan được giao đã được báo."
        assert (await new(city))[-1].endswith("Anh/chị không cần thực hiện.")
        [gone] = await admin.says("BS.1")
        assert "BS.1" not in gone["text"] or "Không có việc mã" in gone["text"]

        # A group of agencies gives each of them its own; "nhầm" right after takes it back; the code is a new one.
        [preview] = await admin.says("thêm nhiệm vụ: các sở, ban, ngành tỉnh, Báo cáo tự kiểm tra, hạn 30/6, theo QĐ 9/QĐ-UBND")
        assert preview["text"].startswith("Giao thêm BS.2 Báo cáo tự kiểm tra cho 19 cơ quan: hạn 30/6/2024")
        [echo] = await admin.says("ghi nhận")
        assert echo["text"].splitlines()[-1] == "Chưa có người nhận tin: Ban Quản lý Khu kinh tế."
        [undone] = await admin.says("nhầm")
        assert undone["text"].startswith("Đã bỏ việc giao thêm BS.2")
        counted = await audited(town)
        assert (counted["activity_added"], counted["activity_withdrawn"], counted["activity_document"]) == (2, 2, 1)


async def test_only_the_office_gives_tasks(database_url: str) -> None:
    async with office(database_url, start=MORNING) as town:
        await town.start()
        await town.at("2024-01-30T09:00")
        admin, health = town.admin, town[HEALTH]
        [preview] = await admin.says(SAID)
        [refused] = await health.says(SAID)
        assert refused["text"].startswith(f"Nội dung này do {OFFICE} thực hiện.")
        toasts, _ = await forges(health, preview["buttons"][0][0]["data"], "untask:BS.1", "task_number:BS.1")
        assert toasts == ["Nút này không dùng được với tài khoản của anh/chị."] * 3
        assert (await audited(town))["command_refused"] == 1
        [left] = await admin.presses("Thôi", preview)
        assert left["text"] == "Thôi, chưa giao thêm việc nào."
        toasts, _ = await forges(admin, preview["buttons"][0][0]["data"], "untask:I.1", "task_number:I.1")
        assert toasts == ["Nút này đã cũ."] * 3
