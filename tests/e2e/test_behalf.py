"""What came on paper or by telephone: the office writes it down, the agency hears of it, and it can be taken back."""

from dataclasses import replace
from datetime import datetime

import pytest
from sqlalchemy import select

from bot.demo import NOT_JOINED
from plan_data.calendar import ZONE
from plan_data.loading import load_plan
from storage.tables import audit, updates
from tests.e2e.look import INTERIOR, JUSTICE, RADIO, another_admin, ask, audited, forges, fresh, labels, recorded
from tests.e2e.office import office
from tests.e2e.staff import new

pytestmark = pytest.mark.long

OFFICE = "Văn phòng UBND tỉnh"
LAND = "Sở Tài nguyên và Môi trường"
FRIDAY = datetime(2024, 2, 2, 9, 15, tzinfo=ZONE)
II_5 = "II.5 Công bố trình tự và thời gian lập mảnh đo đạc chỉnh lý thửa đất"
REFUSED = f"Nội dung này do {OFFICE} thực hiện. Anh/chị có thể hỏi: việc của tôi."
_SHIPPED = load_plan()
CONFIRMED = replace(_SHIPPED, activities=tuple(replace(a, confirm=a.code == "II.5") for a in _SHIPPED.activities))


async def test_on_paper_told_and_taken_back(database_url: str) -> None:
    async with office(database_url, start=FRIDAY) as town:
        await town.start()
        admin, focal = town.admin, town[LAND]
        await new(focal)
        [echo] = fresh(await admin.says("ghi nhận II.5 xong thay Sở TN&MT theo báo cáo 45/BC-STNMT (văn bản giấy)"))
        assert echo["text"].splitlines() == [
            f"✅ Đã ghi nhận {II_5} ({LAND}): hoàn thành trước hạn, do {OFFICE} ghi nhận thay.",
            f"Nguồn: văn bản Báo cáo 45/BC-STNMT. {LAND} đã được báo.",
        ]
        assert labels(echo) == ["Hoàn tác"]
        [told] = fresh(await focal.fetch())
        assert told["text"].splitlines() == [
            f"{OFFICE} ghi nhận thay {LAND}, theo văn bản Báo cáo 45/BC-STNMT:",
            f"✅ {II_5}: hoàn thành trước hạn",
            "Nếu chưa đúng, anh/chị trả lời tin này, ví dụ: II.5 chưa xong",
        ]
        [row] = await ask(town, select(updates.c.source, updates.c.document, updates.c.kind, updates.c.words))
        assert (row.source, row.document, row.kind) == ("document", "45/BC-STNMT", "done")
        [fact] = await ask(town, select(audit.c.facts).where(audit.c.action == "update_done"))
        assert (fact.facts["source"], fact.facts["document"]) == ("document", "45/BC-STNMT")
        _, [history] = await forges(admin, "history:II.5")
        assert "Quản trị Văn phòng: hoàn thành (ghi nhận thay theo văn bản) (45/BC-STNMT)" in history["text"]

        # Said twice it is recorded once; taken back, in words or by the button, and the agency hears that too.
        [again] = fresh(await admin.says("Sở TN&MT gọi điện báo II.5 xong"))
        assert again["text"].endswith("Chưa ghi nhận gì thêm.")
        [undone] = fresh(await admin.says("nhầm"))
        assert undone["text"].startswith(f"Đã bỏ ghi nhận hoàn thành của {II_5}.")
        assert await new(focal) == [f"{OFFICE} đã bỏ kết quả ghi nhận thay của {II_5}. Hiện nay: chưa thực hiện."]
        [phone] = fresh(await admin.says("Sở TN&MT gọi điện báo II.5 60%"))
        assert phone["text"].splitlines()[1] == f"Nguồn: điện thoại. {LAND} đã được báo."
        await admin.presses("Hoàn tác", phone)
        assert [kind for _, kind in await recorded(town, LAND)] == ["done", "undo", "progress", "undo"]

        # The agency has the last word about its own work.
        await admin.says("Sở TN&MT gọi điện báo II.5 xong")
        told = fresh(await focal.fetch())[-1]
        [answer] = fresh(await focal.says("chưa xong, 80%", reply_to=told["message_id"]))
        assert answer["text"].startswith(f"Đã ghi nhận {II_5}: đang thực hiện, 80%")


async def test_what_is_not_known_is_asked(database_url: str) -> None:
    async with office(database_url, start=FRIDAY) as town:
        await town.start()
        admin = town.admin
        # How it came: a button, or the number typed.
        [how] = fresh(await admin.says("ghi nhận thay Sở Nội vụ: IV.3 xong"))
        assert how["text"] == f"{INTERIOR} báo theo văn bản hay điện thoại? Có thể gõ số, ký hiệu văn bản."
        assert labels(how) == ["Văn bản", "Điện thoại", "Thôi"]
        assert await recorded(town, INTERIOR) == []
        [echo] = fresh(await admin.says("12/BC-SNV"))
        assert echo["text"].splitlines()[1] == f"Nguồn: văn bản Báo cáo 12/BC-SNV. {INTERIOR} đã được báo."

        # Which month: a series has several.
        [which] = fresh(await admin.says(f"{RADIO} gọi điện báo VII.4 đã xong"))
        assert labels(which) == ["VII.4 th.02", "Thôi"] or "VII.4 th.01" in labels(which)
        await admin.presses(labels(which)[0], which)
        assert await recorded(town, RADIO) == [("VII.4", "done")]

        # No code at all: one of what is open; called off it leaves nothing.
        [open_work] = fresh(await admin.says("Sở Y tế gọi điện báo vướng kinh phí"))
        assert "TH.1" in labels(open_work)
        await admin.presses("Thôi", open_work)
        [again] = fresh(await admin.says("Sở Y tế gọi điện báo vướng kinh phí"))
        await admin.presses("TH.1", again)
        assert await recorded(town, "Sở Y tế") == [("TH.1", "blocked")]
        assert (await forges(admin, open_work["buttons"][0][0]["data"]))[0] == ["Nút này đã cũ."]

        for text, said in (
            ("ghi nhận II.6 xong thay Sở TN&MT", f"II.6 không phải việc do {LAND} chủ trì. Chưa ghi nhận gì."),
            ("Sở Tư pháp gọi điện xin gia hạn I.3 đến 15/2", "Chỉ ghi nhận thay kết quả: xong, tiến độ hoặc vướng mắc."),
            ("ghi nhận II.6 xong thay sở tài", "Anh/chị hỏi cơ quan nào?"),
        ):
            [answer] = fresh(await admin.says(text))
            assert answer["text"].startswith(said)
        [nobody] = fresh(await admin.says(f"{NOT_JOINED} gọi điện báo TH.1 60%"))
        assert nobody["text"].splitlines()[1] == f"Nguồn: điện thoại. {NOT_JOINED} chưa có người nhận tin."


async def test_whoever_wrote_it_down_does_not_confirm_it(database_url: str) -> None:
    async with office(database_url, plan=CONFIRMED, start=FRIDAY) as town:
        second = await another_admin(town, 601, "Trần Thị D")
        own = await another_admin(town, 602, "Lãnh đạo Sở TN&MT", LAND)
        await town.start()
        await new(second)
        [echo] = fresh(await town.admin.says("Sở TN&MT gọi điện báo II.5 xong"))
        assert "✅" not in echo["text"]
        assert "chờ xác nhận, do" in echo["text"]
        assert echo["text"].endswith("Người quản trị khác xác nhận.")
        notice = fresh(await second.fetch())[-1]
        assert "ghi nhận thay theo điện thoại" in notice["text"]
        confirm = notice["buttons"][0][0]["data"]
        toasts, _ = await forges(town.admin, confirm, confirm.replace("confirm", "return"))
        assert toasts == ["Anh/chị đã ghi nhận thay báo cáo này, nên người quản trị khác xác nhận hoặc trả lại."] * 2
        assert (await audited(town))["refused_own_report"] == 2
        assert [kind for _, kind in await recorded(town, LAND)] == ["done"]
        await second.presses("Xác nhận", notice)
        assert [kind for _, kind in await recorded(town, LAND)] == ["done", "confirmed"]

        # An admin whose own agency it is just reports.
        [report] = fresh(await own.says("ghi nhận TH.1 60% thay Sở TN&MT theo báo cáo 45/BC-STNMT"))
        assert "ghi nhận thay" not in report["text"]
        [row] = await ask(town, select(updates.c.source).where(updates.c.percent == 60))
        assert row.source == ""


async def test_nobody_else_writes_down_for_others(database_url: str) -> None:
    async with office(database_url, start=FRIDAY) as town:
        await town.start()
        focal = town[JUSTICE]
        sentences = (
            "ghi nhận II.5 xong thay Sở TN&MT theo báo cáo 45/BC-STNMT (văn bản giấy)",
            "Sở Nội vụ gọi điện báo IV.3 60%",
            "Sở Nội vụ gọi điện báo TH.1 xong",  # a code of theirs too
            "ghi nhận thay Sở Nội vụ: TH.1 xong",
        )
        for text in sentences:
            assert [m["text"] for m in fresh(await focal.says(text))] == [REFUSED], text
        assert (await audited(town))["command_refused"] == len(sentences)
        assert await ask(town, select(updates.c.id)) == []
        # What others wrote may be why one's own work does not move.
        [blocked] = fresh(await focal.says("Sở Tài chính có văn bản báo chưa bố trí kinh phí I.3"))
        assert "vướng “" in blocked["text"]
        [polite] = fresh(await town["Người lạ"].says(sentences[0]))
        assert polite["text"].startswith("Dịch vụ này dành cho người đã có lời mời.")
