"""Where the plan asks for it a report waits for an admin; any report may be returned with a reason, and is open again then."""

from dataclasses import replace

import pytest
from sqlalchemy import select

from plan_data.loading import load_plan
from storage.tables import occurrences
from tests.e2e.look import (
    AT_EIGHT,
    INTERIOR,
    JUSTICE,
    MORNING,
    RADIO,
    another_admin,
    ask,
    audited,
    forges,
    fresh,
    item_id,
    labels,
    recorded,
)
from tests.e2e.office import Office, office

pytestmark = pytest.mark.long

OFFICE = "Văn phòng UBND tỉnh"
TITLE = "I.1 Kế hoạch xây dựng, kiểm tra, rà soát văn bản quy phạm pháp luật năm 2024"
_SHIPPED = load_plan()
PLAN = replace(_SHIPPED, activities=tuple(replace(a, confirm=a.code in ("I.1", "I.3", "II.3")) for a in _SHIPPED.activities))
"""The plan that ships, with three activities whose completion is confirmed."""


async def closed_on(town: Office, code: str, agency: str = JUSTICE) -> str | None:
    query = select(occurrences.c.closed_on).where(occurrences.c.id == await item_id(town, code, agency))
    [row] = await ask(town, query)
    return row.closed_on.isoformat() if row.closed_on else None


async def test_it_waits_and_the_moment_of_the_report_counts(database_url: str) -> None:
    async with office(database_url, plan=PLAN, start=MORNING) as town:
        await town.start()
        await town.at(AT_EIGHT)
        focal, admin = town[JUSTICE], town.admin
        digest = (await focal.bot_messages())[-1]
        await admin.fetch()

        came = {m["message_id"]: m for m in await focal.says("I.1 xong")}
        echo, redrawn = came[max(came)], came[digest["message_id"]]
        assert echo["text"].splitlines() == [
            f"⏳ Đã ghi nhận {TITLE}: đã báo xong, chờ Văn phòng UBND tỉnh xác nhận, 08:00 ngày 30/01/2024 (thứ Ba).",
            "Số, ký hiệu văn bản? Gõ hoặc gửi ảnh.",
        ]
        assert "✅" not in echo["text"] + redrawn["text"], "it reads as done"
        assert redrawn["text"].startswith("Sở Tư pháp: 2 việc đến hạn ngày mai")
        assert f"{TITLE} · Kế hoạch · đã báo xong ngày 30/01, chờ xác nhận" in redrawn["text"]
        assert labels(redrawn) == ["I.3", "I.4", "Nhắc sau", "Chi tiết"]
        [notice] = fresh(await admin.fetch())
        assert notice["text"].splitlines() == [
            f"⏳ Sở Tư pháp báo xong {TITLE}, chờ xác nhận",
            "“I.1 xong” (08:00 ngày 30/01)",
            "Hạn 31/01 (thứ Tư), còn 1 ngày làm việc (“Tháng 01 năm 2024”)",
        ]
        assert labels(notice) == ["Xác nhận", "Trả lại"]

        # The number comes after it, and whoever is to confirm wants to see it.
        await focal.says("12/KH-UBND")
        [document] = fresh(await admin.fetch())
        assert document["text"] == (
            f"⏳ Sở Tư pháp bổ sung văn bản cho {TITLE}: Kế hoạch 12/KH-UBND. Việc này đang chờ xác nhận."
        )

        # So with a photo of it.
        [kept] = fresh(await focal.acts("sends", {"kind": "photo", "caption": "I.1"}))
        assert labels(kept) == ["Hoàn tác"], "it is reported done already"
        [photo] = fresh(await admin.fetch())
        assert photo["text"] == f"⏳ Sở Tư pháp bổ sung ảnh hoặc tệp cho {TITLE}. Việc này đang chờ xác nhận."
        await focal.presses("Hoàn tác", kept)
        await admin.fetch()

        # Nothing more is asked, and it is not completed.
        [twice] = await focal.says("I.1 xong rồi")
        assert twice["text"] == (
            f"{TITLE} đã báo xong lúc 08:00 ngày 30/01, đang chờ xác nhận. Không ghi thêm. Cần sửa, anh/chị gõ: nhầm"
        )
        own = await item_id(town, "I.1", JUSTICE)
        verbs = ("open", "done", "doing", "blocked", "extend", "snooze")
        toasts, came_back = await forges(focal, *(f"{verb}:{own}" for verb in verbs))
        assert (set(toasts), came_back) == ({"Nút này đã cũ. I.1: chờ xác nhận (08:00 ngày 30/01)."}, [])
        for said in ("I.1 xin gia hạn đến 15/2 vì chờ góp ý", "I.1 nhắc lại 31/1"):
            [no] = await focal.says(said)
            assert "đang chờ xác nhận. Không ghi thêm." in no["text"]
        [overview] = await admin.says("tình hình chung")
        assert "Hoàn thành: 1 (đúng hạn 1, quá hạn 0)\nChưa hoàn thành: 143 (" in overview["text"]
        assert "Chờ xác nhận: 1 việc, tính vào chưa hoàn thành" in overview["text"]
        assert await closed_on(town, "I.1") is None

        # Past its date no word is said to the agency, and the office's list tells who waits for whom.
        await town.at("2024-02-01T08:00")
        late = (await focal.bot_messages())[-1]
        assert late["text"].startswith("Sở Tư pháp: 2 việc đã qua hạn 31/01 (thứ Tư)")
        assert "I.1 " not in late["text"]
        [overdue] = await admin.says("quá hạn")
        assert f"I.1 🔴 {TITLE[4:]} · đã báo xong ngày 30/01, chờ xác nhận" in overdue["text"]

        await focal.fetch()
        [confirmed] = await admin.presses("Xác nhận", document)
        assert confirmed["text"] == (
            f"✅ Đã xác nhận {TITLE} (Sở Tư pháp): hoàn thành trước hạn, tính theo lúc báo 08:00 ngày 30/01/2024 (thứ Ba)."
        )
        assert [m["text"] for m in fresh(await focal.fetch())] == [
            f"✅ Văn phòng UBND tỉnh đã xác nhận {TITLE}: hoàn thành trước hạn, "
            "tính theo lúc báo 08:00 ngày 30/01/2024 (thứ Ba)."
        ]
        assert await closed_on(town, "I.1") == "2024-01-30"
        await admin.presses("Xác nhận", notice)
        assert (admin.answer or {})["text"] == "Nút này đã cũ. I.1: hoàn thành trước hạn."
        kinds = [kind for _, kind in await recorded(town)]
        assert kinds == ["done", "document", "document", "undo", "confirmed"]
        assert (await audited(town))["update_confirmed"] == 1

        # The date that a document names counts, said so.
        await focal.says("I.3 xong số 15/KH-UBND ngày 30/1")
        [confirmed] = await admin.presses("Xác nhận")
        assert confirmed["text"].endswith("hoàn thành trước hạn, tính theo ngày 30/01/2024 (thứ Ba).")


async def test_returned_with_a_reason_and_reported_again(database_url: str) -> None:
    async with office(database_url, plan=PLAN, start=MORNING) as town:
        await town.start()
        await town.at(AT_EIGHT)
        focal, admin = town[JUSTICE], town.admin
        await focal.says("I.1 xong")
        [why] = fresh(await admin.presses("Trả lại"))
        assert why["text"] == f"Vui lòng cho biết lý do trả lại {TITLE} (Sở Tư pháp)."
        [left] = await admin.says("thôi")
        assert left["text"] == "Chưa trả lại gì, báo cáo giữ nguyên."
        await admin.presses("Trả lại")
        [question] = await admin.says("Sở Tư pháp")
        assert question["text"].startswith("Sở Tư pháp: "), "a name is no reason"
        await focal.fetch()
        [returned] = fresh(await admin.says("thiếu <phụ lục>"))
        assert returned["text"] == (
            f"Đã trả lại {TITLE} cho Sở Tư pháp. Lý do: “thiếu <phụ lục>”. "
            "Trở lại chưa hoàn thành, hạn 31/01 (thứ Tư). Nhắc tiếp: 31/01 (thứ Tư)."
        )
        [told] = fresh(await focal.fetch())
        assert told["text"].splitlines() == [
            f"Văn phòng UBND tỉnh trả lại {TITLE}, chưa tính là hoàn thành. Lý do: “thiếu <phụ lục>”",
            "Hạn 31/01 (thứ Tư), còn 1 ngày làm việc. Khi xong, anh/chị báo lại, ví dụ: I.1 xong số 12/KH-UBND",
        ]
        [card] = await admin.says("I.1")
        assert card["text"].splitlines()[1] == "🟡 đang thực hiện · trả lại ngày 30/01: “thiếu <phụ lục>”"
        assert labels(card) == ["Lịch sử"]
        [history] = await admin.presses("Lịch sử", card)
        assert "Quản trị Văn phòng: trả lại “thiếu <phụ lục>”" in history["text"]

        # T-1 had been said; T0 is, with the reason, and an old button confirms nothing.
        await town.at("2024-01-31T08:00")
        digests = [m for m in await focal.bot_messages() if "đến hạn hôm nay" in m["text"]]
        assert [m["text"].splitlines()[0] for m in digests] == ["Sở Tư pháp: 3 việc đến hạn hôm nay"]
        assert f"{TITLE} · Kế hoạch · trả lại ngày 30/01: “thiếu <phụ lục>”" in digests[0]["text"]
        old = (await admin.bot_messages())[0]
        await admin.presses("Xác nhận", old)
        assert (admin.answer or {})["text"].startswith("Nút này đã cũ. I.1: đang thực hiện · trả lại ngày 30/01")

        await admin.fetch()
        await focal.says("I.1 xong số 12/KH-UBND")
        [again] = fresh(await admin.fetch())
        assert again["text"].splitlines()[0] == f"⏳ Sở Tư pháp báo lại xong {TITLE}, chờ xác nhận"
        await admin.presses("Xác nhận", old)
        assert (admin.answer or {})["text"].startswith("Nút này đã cũ."), "it is about the report that was returned"
        [confirmed] = await admin.presses("Xác nhận", again)
        assert "hoàn thành đúng hạn" in confirmed["text"]
        assert [kind for _, kind in await recorded(town)] == ["done", "returned", "done", "confirmed"]


async def test_the_agency_takes_its_report_back_while_it_waits(database_url: str) -> None:
    async with office(database_url, plan=PLAN, start=MORNING) as town:
        await town.start()
        await town.at(AT_EIGHT)
        focal, admin = town[JUSTICE], town.admin
        await focal.says("I.1 xong")
        [notice] = fresh(await admin.fetch())
        [undone] = fresh(await focal.says("nhầm"))
        assert undone["text"].splitlines()[1] == "Trở lại: chưa thực hiện, hạn 31/01 (thứ Tư). Nhắc tiếp: 31/01 (thứ Tư)."
        [gone] = fresh(await admin.fetch())
        assert gone["text"] == f"Sở Tư pháp đã rút báo cáo hoàn thành {TITLE}. Hiện nay: chưa thực hiện."
        for label in ("Xác nhận", "Trả lại"):
            await admin.presses(label, notice)
            assert (admin.answer or {})["text"] == "Nút này đã cũ. I.1: chưa thực hiện."

        # The undo undone: it waits again, and is asked about again. A contradiction ends it too.
        await focal.presses("Hoàn tác", undone)
        [back] = fresh(await admin.fetch())
        assert (back["text"], labels(back)) == (notice["text"], labels(notice))
        await focal.says("I.1 chưa xong, 90%")
        [gone] = fresh(await admin.fetch())
        assert gone["text"].endswith("Hiện nay: đang thực hiện, 90%.")
        await focal.says("I.1 xong, I.4 xong")
        [again] = fresh(await admin.fetch())
        assert again["text"].startswith(f"⏳ Sở Tư pháp báo xong {TITLE}, chờ xác nhận"), "I.4 waits for nobody"

        # Taken back while the admin writes the reason: there is nothing left to return.
        await admin.presses("Trả lại", again)
        await focal.says("nhầm")
        [late] = fresh(await admin.says("thiếu phụ lục"))[-1:]
        assert late["text"].startswith("Nút này đã cũ. I.1: đang thực hiện, 90%")
        assert "returned" not in [kind for _, kind in await recorded(town)]

        # Confirmed, and then taken back after all: whoever heard of it hears of it.
        await focal.says("I.3 xong")
        await admin.presses("Xác nhận")
        await admin.fetch()
        await focal.says("nhầm")
        [gone] = fresh(await admin.fetch())
        assert gone["text"].startswith("Sở Tư pháp đã rút báo cáo hoàn thành I.3 ")
        assert await closed_on(town, "I.3") is None


async def test_nobody_confirms_or_returns_the_own_work(database_url: str) -> None:
    async with office(database_url, plan=PLAN, start=MORNING) as town:
        own = await another_admin(town, 601, "Chánh Văn phòng", OFFICE)
        await town.start()
        await town.at(AT_EIGHT)
        await town[OFFICE].says("việc của tôi")
        await own.says("II.3 xong")
        [card] = await own.says("II.3")
        assert [label for label in labels(card) if label in ("Xác nhận", "Trả lại")] == [], "not even offered"
        [notice] = fresh(await town.admin.fetch())
        said = [b["data"] for b in notice["buttons"][0]]
        toasts, came = await forges(own, *said, said[1].replace("return", "reported"))
        assert set(toasts) == {"Kết quả của cơ quan mình do người quản trị khác xác nhận hoặc trả lại."}
        assert came == []
        assert (await audited(town))["refused_own_report"] == 3
        toasts, came = await forges(town[OFFICE], *said, "returns:II.3:0")
        assert (set(toasts), came) == ({"Nút này không dùng được với tài khoản của anh/chị."}, [])
        broken = ["confirm:9999", "confirm:x", "return:", "returns:II.3:99", "returns:II.3", "reported:9999"]
        assert await forges(town.admin, *broken) == (["Nút này đã cũ."] * len(broken), [])
        assert await recorded(town, OFFICE) == [("II.3", "done")]
        [confirmed] = await town.admin.presses("Xác nhận", notice)
        assert confirmed["text"].startswith("✅ Đã xác nhận II.3 ")
        assert await closed_on(town, "II.3", OFFICE) == "2024-01-30"


async def test_any_report_may_be_returned_from_the_card(database_url: str) -> None:
    """The date of an event counts like a document's; the admin may return it (R12)."""
    async with office(database_url, plan=PLAN, start=MORNING) as town:
        await town.start()
        await town.at(AT_EIGHT)
        focal, radio, admin = town[JUSTICE], town[RADIO], town.admin
        await radio.says("VII.4 tháng 1 đã phát sóng 27/01")
        assert fresh(await admin.fetch()) == [], "where the plan does not ask for it nobody is asked"
        [card] = await admin.says("VII.4")
        assert labels(card)[-1] == "Trả lại"
        await admin.presses("Trả lại", card)
        await radio.fetch()
        await admin.says("chưa thấy trên lịch phát sóng")
        [told] = fresh(await radio.fetch())
        assert "trả lại VII.4 Dân hỏi - Lãnh đạo cơ quan nhà nước trả lời (tháng 01), chưa tính là hoàn thành" in told["text"]
        assert await closed_on(town, "VII.4", RADIO) is None

        # Reported anew it counts at once; whoever returned it hears so.
        await radio.says("VII.4 tháng 1 xong")
        [again] = fresh(await admin.fetch())
        assert again["text"].startswith("✅ Đài Phát thanh - Truyền hình tỉnh báo lại xong VII.4 ")
        assert labels(again) == ["Trả lại"]
        assert await closed_on(town, "VII.4", RADIO) == "2024-01-30"

        # Of several agencies: whose? The newest first; then the report with its button.
        await focal.says("TH.1 xong")
        await town[INTERIOR].says("TH.1 xong")
        [card] = await admin.says("TH.1")
        [which] = await admin.presses("Trả lại", card)
        assert which["text"].splitlines()[0] == "Trả lại TH.1 của nơi nào?"
        assert labels(which) == ["TH.1 Sở Nội vụ", "TH.1 Sở TP"]
        [report] = await admin.presses("TH.1 Sở TP", which)
        assert report["text"].startswith("✅ Sở Tư pháp báo xong TH.1 ")
        await admin.presses("Trả lại", report)
        await admin.says("chưa gửi kế hoạch")
        assert (await recorded(town))[-1] == ("TH.1", "returned")
        assert (await recorded(town, INTERIOR))[-1] == ("TH.1", "done")


async def test_work_that_the_office_itself_calls_done_is_confirmed(database_url: str) -> None:
    """What was overdue when the plan was loaded: of the own agency's work somebody else decides."""
    async with office(database_url, plan=PLAN, start=MORNING.replace(month=4, day=2)) as town:
        own = await another_admin(town, 601, "Chánh Văn phòng", OFFICE)
        await town.start()
        await own.says("tình hình chung")
        await own.presses("Đã xong")
        assert [kind for code, kind in await recorded(town) if code == "I.1"] == ["done", "confirmed"]
        assert [kind for code, kind in await recorded(town, OFFICE) if code == "II.3"] == ["done"]
        [notice] = [m for m in await town.admin.bot_messages() if "chờ xác nhận" in m["text"]]
        assert notice["text"].startswith("⏳ Văn phòng UBND tỉnh báo xong II.3 ")
        [overview] = await own.says("tình hình chung")
        assert "việc đã quá hạn khi nạp kế hoạch" not in overview["text"]
        assert "Chờ xác nhận: 1 việc" in overview["text"]
