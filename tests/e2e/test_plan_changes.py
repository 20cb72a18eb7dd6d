"""The office changes the plan by message: another due date, a task taken out and put back. Shown first, told, taken back."""

from datetime import date

import pytest
from sqlalchemy import select

from storage.tables import activities, agencies, occurrences
from tests.e2e.look import JUSTICE, MORNING, another_admin, ask, audited, forges, fresh, labels, recorded
from tests.e2e.office import Office, office
from tests.e2e.staff import new

pytestmark = pytest.mark.long

LAND = "Sở Tài nguyên và Môi trường"
OFFICE = "Văn phòng UBND tỉnh"
TITLE = "II.5 Công bố trình tự và thời gian lập mảnh đo đạc chỉnh lý thửa đất"
MARCH = MORNING.replace(month=3, day=25)


async def state(town: Office, code: str, agency: str = "") -> list[tuple[date, date, date | None, date | None]]:
    """(planned due, due in force, closed on, next word on) of an activity's items, or of an agency's."""
    query = (
        select(occurrences)
        .join(activities, activities.c.id == occurrences.c.activity_id)
        .join(agencies, agencies.c.id == occurrences.c.agency_id)
        .where(activities.c.code == code, *([agencies.c.name == agency] if agency else []))
        .order_by(occurrences.c.due, occurrences.c.id)
    )
    return [(r.planned_due, r.due, r.closed_on, r.next_nudge_on) for r in await ask(town, query)]


def day(month: int, of: int) -> date:
    return date(2024, month, of)


async def test_a_due_date_is_changed_by_a_document(database_url: str) -> None:
    async with office(database_url, start=MARCH) as town:
        await town.start()
        await town.at("2024-03-26T09:00")
        admin, land = town.admin, town[LAND]
        await land.fetch()
        [preview] = await admin.says("dời hạn II.5 sang 15/4 theo QĐ 300/QĐ-UBND")
        assert preview["text"].splitlines() == [
            f"Đổi hạn {TITLE} ({LAND}): từ 31/3 (Chủ nhật) sang 15/4/2024 (thứ Hai), theo Quyết định 300/QĐ-UBND.",
            "Hạn theo Kế hoạch (31/3) vẫn giữ trong báo cáo. Nhắc lại từ đầu theo hạn mới, đầu mối được báo ngay.",
        ]
        assert labels(preview) == ["Ghi nhận", "Thôi"]
        assert await recorded(town, LAND) == [], "nothing before the press"
        [echo] = await admin.presses("Ghi nhận", preview)
        assert echo["text"].splitlines() == [
            f"Đã ghi nhận hạn mới của {TITLE} ({LAND}): 15/4/2024 (thứ Hai) thay cho 31/3, theo Quyết định 300/QĐ-UBND.",
            f"Đã báo {LAND}.",
        ]
        assert await new(land) == [
            f"{OFFICE} đổi hạn {TITLE}: 15/4/2024 (thứ Hai) thay cho 31/3, theo Quyết định 300/QĐ-UBND.\n"
            "Từ nay nhắc theo hạn mới. Hạn theo Kế hoạch (31/3) vẫn giữ trong báo cáo."
        ]
        # The ladder begins anew at seven working days before the new date; the planned date is kept.
        assert await state(town, "II.5") == [(day(3, 31), day(4, 15), None, day(4, 4))]
        assert (await audited(town))["update_due_changed"] == 1
        assert await forges(admin, preview["buttons"][0][0]["data"]) == (["Nút này đã cũ."], []), (
            "pressed twice it is done once"
        )
        [card] = await admin.says("II.5")
        assert card["text"].splitlines()[1] == "⚪ chưa thực hiện · hạn mới (Quyết định 300/QĐ-UBND)"
        assert "“Quý I năm 2024”, 31/3 (Chủ nhật), hạn mới 15/4 (thứ Hai)" in card["text"]

        # On the day after the old date nobody is urged; seven working days before the new one the reminders come.
        await town.at("2024-04-01T09:00")
        assert "II.5" not in "\n".join(await new(land))
        await town.at("2024-04-04T09:00")
        assert "hạn mới (Quyết định 300/QĐ-UBND)" in (await new(land))[-1]

        # [Hoàn tác]: the old date is back, and with it what is overdue by now.
        [undone] = await admin.presses("Hoàn tác")
        assert (
            undone["text"]
            == f"Đã bỏ thay đổi của {TITLE}. Trở lại: quá hạn 4 ngày làm việc · chưa thực hiện, hạn 31/3/2024 (Chủ nhật)."
        )
        assert (await new(land))[-1].startswith(f"{TITLE}: {OFFICE} đã bỏ thay đổi vừa báo. Trở lại: quá hạn 4 ngày làm việc")
        assert [(due, nudge) for _, due, _, nudge in await state(town, "II.5")] == [(day(3, 31), day(4, 10))]
        assert (await forges(admin, echo["buttons"][0][0]["data"]))[0] == ["Không có ghi nhận nào của anh/chị để bỏ."]


async def test_the_document_is_asked_for_once_and_ends_a_request(database_url: str) -> None:
    async with office(database_url, start=MARCH) as town:
        other = await another_admin(town, 601, "Phó Chánh Văn phòng")
        await town.start()
        await town.at("2024-03-26T09:00")
        admin, land = town.admin, town[LAND]
        await land.says("II.5 xin gia hạn đến 20/4 vì chờ góp ý")
        await admin.fetch()
        [preview] = await admin.says("II.5 hạn mới 28/3")
        assert preview["text"].splitlines()[0].endswith("từ 31/3 (Chủ nhật) sang 28/3/2024 (thứ Năm), chưa có văn bản.")
        assert "Đề nghị gia hạn đang chờ sẽ kết thúc." in preview["text"]
        assert preview["text"].splitlines()[-1].startswith("Theo văn bản nào?")
        [preview] = await admin.says("29/3")
        assert "sang 29/3/2024 (thứ Sáu)" in preview["text"], "a day typed now corrects it"
        await land.fetch()
        [echo] = await admin.presses("Ghi nhận")
        assert labels(echo) == ["Nhập số", "Hoàn tác"]
        [told] = await new(land)
        assert told.splitlines()[0].endswith("29/3/2024 (thứ Sáu) thay cho 31/3, chưa có văn bản.")
        assert told.endswith("Đề nghị gia hạn đến 20/4 không còn chờ quyết định.")
        request = next(m for m in await admin.bot_messages() if "xin gia hạn" in m["text"])
        toasts, _ = await forges(admin, request["buttons"][0][0]["data"])
        assert toasts == ["Đề nghị này đã được quyết định. II.5: hạn 29/3 (thứ Sáu)."]
        assert await recorded(town, LAND) == [("II.5", "extension_asked"), ("II.5", "due_changed")]

        # The number comes later, from the card or below the echo.
        [card] = await admin.says("II.5")
        assert "hạn mới (chưa có văn bản)" in card["text"]
        await admin.presses("Số văn bản", card)
        [numbered] = await admin.says("CV 12/UBND-NC ngày 20/3")
        assert numbered["text"].startswith("Đã ghi nhận văn bản của II.5: Công văn 12/UBND-NC.")
        [card] = await admin.says("II.5")
        assert "hạn mới (Công văn 12/UBND-NC)" in card["text"]
        assert "Số văn bản" not in labels(card)

        # "nhầm" only takes back one's own; the request waits again, before the other administrator too.
        await other.fetch()
        assert (await forges(other, echo["buttons"][0][1]["data"]))[0] == ["Không có ghi nhận nào của anh/chị để bỏ."]
        [undone] = await admin.presses("Hoàn tác", echo)
        assert undone["text"].endswith("Trở lại: chưa thực hiện · chờ quyết định gia hạn đến 20/4, hạn 31/3/2024 (Chủ nhật).")
        assert [m["text"].splitlines()[0] for m in fresh(await other.fetch())] == [f"⏳ {LAND} xin gia hạn lần 1: {TITLE}"]


async def test_of_a_group_all_or_the_one_that_is_named_and_one_turn_of_a_series(database_url: str) -> None:
    async with office(database_url, start=MORNING) as town:
        await town.start()
        await town.at("2024-01-30T09:00")
        admin = town.admin
        [preview] = await admin.says("dời hạn TH.1 của Sở Y tế sang 10/3 theo CV 5/UBND-NC")
        assert "(Sở Y tế): từ 29/02 (thứ Năm) sang 10/3/2024 (Chủ nhật)" in preview["text"]
        await admin.presses("Ghi nhận")
        assert [due for _, due, _, _ in await state(town, "TH.1", "Sở Y tế")] == [day(3, 10)]
        assert {due for _, due, _, _ in await state(town, "TH.1", JUSTICE)} == {day(2, 29)}
        [preview] = await admin.says("dời hạn TH.1 sang 10/3 theo CV 6/UBND-NC")
        assert "(27 cơ quan): từ 29/02 (thứ Năm) sang 10/3/2024" in preview["text"], "one has that date already"
        [echo] = await admin.presses("Ghi nhận")
        assert echo["text"].splitlines()[-1] == "Chưa có người nhận tin: Ban Quản lý Khu kinh tế, UBND huyện Phú Tân."
        assert {due for _, due, _, _ in await state(town, "TH.1")} == {day(3, 10)}
        assert "thay cho 29/02, theo Công văn 6/UBND-NC" in (await new(town[JUSTICE]))[-1]
        [tie] = await admin.says("dời hạn TH.1 của UBND sang 15/3")
        assert tie["text"].startswith("Anh/chị hỏi cơ quan nào?")
        [preview] = await admin.presses(labels(tie)[0], tie)
        assert "sang 15/3/2024" in preview["text"]
        await admin.presses("Thôi")

        [which] = await admin.says("dời hạn VII.4 sang 5/5")
        assert which["text"].endswith("có 12 kỳ đang mở. Kỳ nào?")
        [preview] = await admin.says("tháng 9")
        assert "(tháng 9)" in preview["text"]
        [preview] = await admin.says("dời hạn VII.4 tháng 4 sang 5/5")
        assert "(tháng 4)" in preview["text"]
        await admin.presses("Ghi nhận")
        assert day(5, 5) in [due for planned, due, _, _ in await state(town, "VII.4") if planned == day(4, 30)]

        for said, answer in (
            ("dời hạn II.99 sang 15/4", "Không có việc mã II.99 trong Kế hoạch, chưa ghi nhận gì."),
            ("dời hạn II.5 của Sở Y tế sang 15/4", f"Sở Y tế không chủ trì II.5, chưa thay đổi gì. Chủ trì: {LAND}."),
            ("dời hạn II.5 sang 31/3", f"{TITLE}: hạn hiện nay đã là 31/3/2024 (Chủ nhật), chưa thay đổi gì."),
            (
                "dời hạn II.5 của Sở Phép thuật sang 15/4",
                "Không có cơ quan “Sở Phép thuật” trong Kế hoạch. Gõ tên cơ quan, ví dụ: Sở Nội vụ",
            ),
        ):
            assert [m["text"] for m in await admin.says(said)] == [answer]
        [ask_day] = await admin.says("dời hạn II.5 sang 31/2")
        assert ask_day["text"] == f"{TITLE} ({LAND}): hạn mới là ngày nào? Hạn hiện nay 31/3 (Chủ nhật)."
        [bad] = await admin.says("30/2")
        assert bad["text"].startswith("Chưa rõ ngày nào")
        [left] = await admin.says("thôi")
        assert left["text"] == "Thôi, chưa thay đổi gì. II.5: chưa thực hiện, hạn 31/3 (Chủ nhật)."


async def test_out_of_the_plan_and_back(database_url: str) -> None:
    async with office(database_url, start=MARCH) as town:
        await town.start()
        await town.at("2024-03-26T09:00")
        admin, land, finance = town.admin, town[LAND], town["Sở Tài chính"]
        await land.says("II.5 vướng kinh phí")
        await admin.presses("Giao xử lý")
        await admin.says("Sở Tài chính")
        await land.says("II.5 xin gia hạn đến 20/4 vì chờ góp ý")
        for chat in (admin, land, finance):
            await chat.fetch()
        [preview] = await admin.says("đưa II.5 ra khỏi kế hoạch")
        assert preview["text"].splitlines()[0] == f"Đưa ra khỏi kế hoạch: {TITLE} ({LAND}), chưa có văn bản."
        assert "1 đề nghị đang chờ sẽ kết thúc. 1 vướng mắc sẽ kết thúc." in preview["text"]
        [preview] = await admin.says("theo CV 20/UBND-NC")
        [echo] = await admin.presses("Ghi nhận", preview)
        assert echo["text"].splitlines()[0] == f"Đã đưa ra khỏi kế hoạch {TITLE} ({LAND}), theo Công văn 20/UBND-NC."
        assert (await new(land))[-1].splitlines() == [
            f"➖ {OFFICE} đưa ra khỏi kế hoạch: {TITLE}, theo Công văn 20/UBND-NC.",
            "Từ nay không nhắc và không cần báo việc này. Đề nghị đang chờ đã kết thúc.",
        ]
        assert await new(finance) == [
            f"{TITLE} ({LAND}) đã đưa ra khỏi kế hoạch. Vướng mắc giao anh/chị xử lý không còn cần xử lý."
        ]
        assert await state(town, "II.5") == [(day(3, 31), day(3, 31), day(3, 26), None)], "no more reminders"
        [overview] = await admin.says("tình hình chung")
        assert "/143 (" in overview["text"]
        assert "Đưa ra khỏi kế hoạch: 1 việc" in overview["text"]
        [listed] = await admin.says(f"{LAND} quý I")
        assert listed["text"].splitlines()[0] == f"{LAND}: 3 việc hạn quý I/2024, 3 quá hạn"
        assert "II.5" not in listed["text"]
        [card] = await admin.says("II.5")
        assert card["text"].splitlines()[1] == "➖ đưa ra khỏi kế hoạch ngày 26/3 (Công văn 20/UBND-NC)"
        for said in ("II.5 xong", "II.5 60%"):
            [answer] = fresh(await land.says(said))
            assert "đưa ra khỏi kế hoạch ngày 26/3 (Công văn 20/UBND-NC), chưa ghi nhận gì" in answer["text"]
        [work] = await land.says("việc của tôi")
        assert "II.5" not in work["text"]
        [again] = await admin.says("đưa II.5 ra khỏi kế hoạch")
        assert again["text"].endswith("Muốn đưa lại, anh/chị gõ: đưa II.5 trở lại kế hoạch")
        await town.at("2024-04-02T09:00")
        assert "II.5" not in "\n".join(await new(land))

        await admin.says("đưa II.5 trở lại kế hoạch theo QĐ 21/QĐ-UBND")
        [echo] = await admin.presses("Ghi nhận")
        assert echo["text"].splitlines()[0].endswith("Hiện nay: quá hạn 2 ngày làm việc · đang thực hiện, hạn 31/3 (Chủ nhật).")
        assert (await new(land))[-1].startswith(f"{OFFICE} đưa trở lại kế hoạch {TITLE}, theo Quyết định 21/QĐ-UBND.")
        assert [(closed, nudge) for *_, closed, nudge in await state(town, "II.5")] == [(None, day(4, 3))]
        await admin.says("nhầm")
        assert [(closed, nudge) for *_, closed, nudge in await state(town, "II.5")] == [(day(3, 26), None)]
        counted = await audited(town)
        assert (counted["update_plan_left"], counted["update_plan_rejoined"], counted["update_undo"]) == (1, 1, 1)


async def test_done_work_stays_and_ongoing_work_may_leave(database_url: str) -> None:
    async with office(database_url, start=MORNING) as town:
        await town.start()
        await town.at("2024-01-30T09:00")
        admin = town.admin
        await town[JUSTICE].says("I.1 xong")
        [closed] = await admin.says("đưa I.1 ra khỏi kế hoạch vì trùng")
        assert closed["text"].endswith("hoàn thành trước hạn, không còn kỳ nào đang mở. Chưa thay đổi gì.")
        [closed] = await admin.says("dời hạn I.1 sang 15/4")
        assert closed["text"].endswith("Chưa thay đổi gì.")
        [ongoing] = await admin.says("dời hạn I.5 sang 15/4")
        assert ongoing["text"].endswith("là việc thường xuyên, không có hạn để dời. Chưa thay đổi gì.")
        await admin.says("đưa I.5 ra khỏi kế hoạch vì trùng với I.6")
        await admin.presses("Ghi nhận")
        [overview] = await admin.says("tình hình chung")
        assert "Thường xuyên: 2 việc, theo dõi riêng" in overview["text"]
        [help_] = await town[JUSTICE].says("I.5 xong")
        assert "chưa ghi nhận gì" in help_["text"]


async def test_only_an_administrator_and_for_the_own_agency_only_with_a_number(database_url: str) -> None:
    async with office(database_url, start=MARCH) as town:
        own = await another_admin(town, 601, "Chánh Văn phòng", OFFICE)
        await town.start()
        await town.at("2024-03-26T09:00")
        admin, land = town.admin, town[LAND]
        [preview] = await admin.says("dời hạn II.5 sang 15/4 theo QĐ 300/QĐ-UBND")
        go = preview["buttons"][0][0]["data"]
        for said in (
            "dời hạn II.5 sang 15/4 theo QĐ 300/QĐ-UBND",
            "đưa II.5 ra khỏi kế hoạch theo CV 20/UBND-NC",
            "đưa II.5 trở lại kế hoạch",
        ):
            [refused] = await land.says(said)
            assert refused["text"] == f"Nội dung này do {OFFICE} thực hiện. Anh/chị có thể hỏi: việc của tôi."
        toasts, _ = await forges(land, go, "unchange:1", "change_number:1", "order:1:1")
        assert toasts == ["Nút này không dùng được với tài khoản của anh/chị."] * 4
        assert await recorded(town, LAND) == []
        counted = await audited(town)
        assert (counted["command_refused"], counted["press_refused"]) == (3, 4)
        # A day without a document, from the agency itself, asks for more time.
        [asked] = await land.says("dời hạn II.5 sang 15/4")
        assert asked["text"].endswith("Vui lòng cho biết lý do.")

        [asked] = await own.says("dời hạn II.6 sang 15/4")
        assert asked["text"].endswith("Vui lòng cho biết lý do.")
        await own.says("thôi")
        await own.says("đưa II.6 ra khỏi kế hoạch")
        refused = (await own.presses("Ghi nhận"))[-1]
        assert refused["text"].startswith("II.6 có việc của cơ quan mình: cần số, ký hiệu văn bản")
        assert await recorded(town, OFFICE) == []
        assert (await audited(town))["refused_own_change"] == 1
        await own.says("QĐ 300/QĐ-UBND")
        await own.presses("Ghi nhận")
        assert await recorded(town, OFFICE) == [("II.6", "plan_left")]
