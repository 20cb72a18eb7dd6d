"""What is asked is answered first and short; of other agencies' work only what the published plan says."""

import pytest
from sqlalchemy import update

from storage.store import open_store
from storage.tables import contacts
from tests.e2e.look import AT_EIGHT, INTERIOR, JUSTICE, MORNING, audited, forges, fresh, labels, recorded
from tests.e2e.office import office

pytestmark = pytest.mark.long

I3 = "I.3 Kế hoạch theo dõi thi hành pháp luật năm 2024"
OWN = [
    ("I.3 hạn khi nào", f"{I3}: hạn 31/01 (thứ Tư), còn 1 ngày làm việc (“Tháng 01 năm 2024”)."),
    ("hạn I.3", f"{I3}: hạn 31/01 (thứ Tư), còn 1 ngày làm việc (“Tháng 01 năm 2024”)."),
    ("i3 han ngay nao a", f"{I3}: hạn 31/01 (thứ Tư), còn 1 ngày làm việc (“Tháng 01 năm 2024”)."),
    ("I.3 sản phẩm là gì", f"{I3}: sản phẩm là Kế hoạch."),
    ("I.3 phối hợp với ai?", f"{I3}: phối hợp với Sở, ban, ngành tỉnh và UBND cấp huyện. Sở Tư pháp chủ trì."),
    ("ai theo dõi I.3", f"{I3}: Sở Tư pháp theo dõi (nhóm I)."),
    ("I.3 do ai chủ trì", f"{I3}: Sở Tư pháp chủ trì."),
    ("I.3 xong chưa", f"{I3}: đang thực hiện, 60%, báo 08:00 ngày 30/01; hạn 31/01 (thứ Tư), còn 1 ngày làm việc."),
    ("I.3 tới đâu rồi", f"{I3}: đang thực hiện, 60%, báo 08:00 ngày 30/01; hạn 31/01 (thứ Tư), còn 1 ngày làm việc."),
    ("I.3 lịch sử", "Lịch sử I.3:"),
    ("I.3 nội dung là gì", f"{I3} trên địa bàn tỉnh Cà Mau"),
    ("hỏi ai về I.3", "Liên hệ Văn phòng UBND tỉnh: Quản trị Văn phòng."),
]
NOT_SHOWN = (
    "IV.3 Tổ chức thi công chức năm 2024: kết quả thực hiện chỉ cơ quan chủ trì (Sở Nội vụ) và Văn phòng UBND tỉnh xem được."
)
OTHERS = [
    ("IV.3 hạn khi nào?", "IV.3 Tổ chức thi công chức năm 2024: hạn 30/6 (Chủ nhật) (“Quý II năm 2024”), Sở Nội vụ chủ trì."),
    ("IV.3 ai theo dõi", "IV.3 Tổ chức thi công chức năm 2024: Sở Nội vụ theo dõi (nhóm IV)."),
    ("IV.3 do sở nào chủ trì", "IV.3 Tổ chức thi công chức năm 2024: Sở Nội vụ chủ trì."),
    ("IV.3 tới đâu rồi", NOT_SHOWN),
    ("IV.3 đã báo gì chưa", NOT_SHOWN),
    (
        "VII.4 hạn khi nào",
        "VII.4 Dân hỏi - Lãnh đạo cơ quan nhà nước trả lời: hạn “Mỗi tháng 01 lần”, Đài Phát thanh - Truyền hình tỉnh chủ trì.",
    ),
]


async def test_the_thing_asked_comes_first(database_url: str) -> None:
    async with office(database_url, start=MORNING) as town:
        await town.start()
        await town.at(AT_EIGHT)
        focal = town[JUSTICE]
        await focal.says("I.3 60%")
        before = await recorded(town)
        for text, first in OWN:
            [answer] = await focal.says(text)
            assert answer["text"].splitlines()[0] == first, text
        [due] = await focal.says("I.3 hạn khi nào")
        assert labels(due) == ["Chi tiết"]
        [card] = await focal.presses("Chi tiết", due)
        assert card["text"].splitlines()[0] == f"{I3} trên địa bàn tỉnh Cà Mau"
        assert card["text"].splitlines()[1] == "🟡 đang thực hiện, 60% (báo 08:00 ngày 30/01)"

        # In answer to a message the code need not be said; of several it is asked which.
        [product] = await focal.says("sản phẩm là gì", reply_to=due["message_id"])
        assert product["text"] == f"{I3}: sản phẩm là Kế hoạch."
        digest = (await focal.bot_messages())[0]
        [which] = await focal.says("hạn khi nào", reply_to=digest["message_id"])
        assert which["text"].splitlines()[0].endswith("Anh/chị hỏi việc nào?")
        [about] = await focal.presses("I.4", which)
        assert "hạn 31/01 (thứ Tư), còn 1 ngày làm việc" in about["text"]
        [several] = await focal.says("I.1, I.3 hạn khi nào")
        assert [line[:4] for line in several["text"].splitlines()] == ["I.1 ", "I.3 "]
        [no_code] = await focal.says("I.9 hạn khi nào")
        assert no_code["text"].startswith("Không có việc mã I.9 trong Kế hoạch")
        [contact] = await focal.says("liên hệ ai ạ")
        assert contact["text"].splitlines()[0].startswith("Liên hệ")
        assert await recorded(town) == before

        # What is a report stays one, whatever it speaks of.
        [progress] = fresh(await focal.says("I.3 tiến độ 70%"))
        assert "đang thực hiện, 70%, chưa hoàn thành" in progress["text"]
        [after] = fresh(await focal.says("I.1 xong"))
        assert after["text"].startswith("✅ Đã ghi nhận I.1 ")
        [done] = await focal.says("I.1 hạn khi nào")
        assert done["text"].endswith("hạn 31/01 (thứ Tư), hoàn thành trước hạn (“Tháng 01 năm 2024”).")

        # Late, and with a date that was moved.
        await focal.says("I.4 xin gia hạn đến 15/02 vì thiếu người")
        await town.admin.presses("Đồng ý")
        [moved] = await focal.says("I.4 hạn khi nào")
        assert moved["text"].endswith("hạn 15/02 (thứ Năm), còn 7 ngày làm việc; hạn theo Kế hoạch 31/01.")
        await town.at("2024-02-05T08:30")
        [late] = await focal.says("I.3 hạn khi nào")
        assert late["text"].endswith("hạn 31/01 (thứ Tư), quá hạn 3 ngày làm việc (“Tháng 01 năm 2024”).")
        [late] = await focal.says("I.3 sao rồi")
        assert late["text"].endswith("quá hạn 3 ngày làm việc · đang thực hiện, 70%, báo 08:00 ngày 30/01; hạn 31/01 (thứ Tư).")


async def test_of_others_only_what_is_published(database_url: str) -> None:
    async with office(database_url, start=MORNING) as town:
        await town.start()
        await town.at(AT_EIGHT)
        focal, other = town[JUSTICE], town[INTERIOR]
        await other.says("IV.3 vướng chuyện bí mật")
        await other.says("IV.3 xin gia hạn đến 15/7 vì chuyện bí mật")
        await town.admin.presses("Đồng ý")
        for text, first in OTHERS:
            [answer] = await focal.says(text)
            assert answer["text"] == first, text
            [card] = await focal.presses("Chi tiết", answer)
            shown = answer["text"] + card["text"]
            assert not any(secret in shown for secret in ("bí mật", "15/7", "⛔", "vướng", "gia hạn")), shown
            assert labels(card) == []
        assert "30/6 (Chủ nhật)" in (await focal.says("IV.3"))[0]["text"]
        for forged in ("history:IV.3", "files:IV.3"):
            toasts, came = await forges(focal, forged)
            assert (toasts, came) == (["Nút này không dùng được với tài khoản của anh/chị."], [])
        assert (await audited(town))["press_refused"] == 2
        toasts, [card] = await forges(focal, "card:IV.3")
        assert toasts == [""]
        assert "bí mật" not in card["text"]

        # Whose it is, and the office, see how it goes.
        for person in (other, town.admin):
            [state] = await person.says("IV.3 tới đâu rồi")
            assert "vướng: “chuyện bí mật”" in state["text"]
            [due] = await person.says("IV.3 hạn khi nào")
            assert "hạn 15/7 (thứ Hai)" in due["text"]
            [history] = await person.says("IV.3 lịch sử")
            assert "bí mật" in history["text"]


async def test_the_office_asks_about_anybodys_work(database_url: str) -> None:
    async with office(database_url, start=MORNING) as town:
        await town.start()
        await town.at(AT_EIGHT)
        admin = town.admin
        [due] = await admin.says("III.1 hạn khi nào")
        assert due["text"].endswith("hạn 31/12 (thứ Ba), còn 230 ngày làm việc (“Năm 2024”).")
        [many] = await admin.says("III.1 tới đâu rồi")
        assert "28 cơ quan: 0 xong, 0 quá hạn, 28 trong hạn" in many["text"]
        [turn] = await admin.says("VII.4 hạn khi nào")
        assert "(tháng 01): hạn 31/01 (thứ Tư), còn 1 ngày làm việc (“Mỗi tháng 01 lần”)." in turn["text"]
        [card] = await admin.says("I.3")
        assert card["text"].startswith("I.3 ")
        [agency] = await admin.says("Sở Nội vụ sao rồi")
        assert agency["text"].startswith("Sở Nội vụ: ")


@pytest.mark.parametrize("said", ["I.3 hạn khi nào", "hỏi ai về I.3", "IV.3 tới đâu rồi"])
async def test_in_the_other_language(database_url: str, said: str) -> None:
    async with office(database_url, start=MORNING) as town:
        store = await open_store(town.settings.database_url)
        async with store.transaction() as tx:
            await tx.execute(update(contacts).values(language="en"))
        await store.close()
        await town.start()
        await town.at(AT_EIGHT)
        [answer] = await town[JUSTICE].says(said)
        told = {
            "I.3 hạn khi nào": f"{I3}: due 31/01 (Wed), 1 working days left (“Tháng 01 năm 2024”).",
            "hỏi ai về I.3": "Please contact Văn phòng UBND tỉnh: Quản trị Văn phòng.",
            "IV.3 tới đâu rồi": "IV.3 Tổ chức thi công chức năm 2024: how it goes is shown to its lead (Sở Nội vụ) "
            "and Văn phòng UBND tỉnh only.",
        }
        assert answer["text"].splitlines()[0] == told[said]
