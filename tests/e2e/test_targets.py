"""The plan's targets: listed, reported by who follows them, taken back; of others' only what the plan says."""

import pytest
from sqlalchemy import select

from storage.tables import target_values
from tests.e2e.look import AT_EIGHT, JUSTICE, MORNING, ask, audited, forges, fresh, labels
from tests.e2e.office import office

pytestmark = pytest.mark.long

OFFICE = "Văn phòng UBND tỉnh"
D_2 = "tỷ lệ giao dịch thanh toán trực tuyến"


async def test_targets(database_url: str) -> None:
    async with office(database_url, start=MORNING) as town:
        await town.start()
        await town.at(AT_EIGHT)
        admin, follower, other = town.admin, town[OFFICE], town[JUSTICE]

        async def says(text: str) -> str:
            [answer] = fresh(await admin.says(text))
            return str(answer["text"])

        [listed] = fresh(await admin.says("các chỉ tiêu"))
        lines = listed["text"].splitlines()
        assert lines[0] == "13 chỉ tiêu của Kế hoạch, 0 chỉ tiêu đã có số liệu"
        assert lines[6] == "e khai thác, sử dụng lại thông tin, dữ liệu số hóa · chưa có số liệu · VP UBND tỉnh"
        assert (len(lines), lines[-1]) == (12, "và 3 chỉ tiêu khác")
        [more] = fresh(await admin.presses("Xem tiếp", listed))
        assert [line[:2] for line in more["text"].splitlines()[2:]] == ["l ", "m ", "n "]

        # Several measures: which one is asked, by a button or typed; nothing is recorded before.
        [which] = fresh(await admin.says("chỉ tiêu d 58%"))
        assert which["text"].splitlines()[0] == "58% là của số nào? Chưa ghi nhận gì."
        assert labels(which) == ["d.1", "d.2", "d.3"]
        assert await ask(town, select(target_values)) == []
        [recorded] = await admin.presses("d.2", which)
        assert recorded["text"] == f"Đã ghi nhận chỉ tiêu d.2 {D_2}: 58% (Kế hoạch 60%), 08:00 ngày 30/01/2024 (thứ Ba)."
        assert (await forges(admin, which["buttons"][0][1]["data"]))[0] == ["Nút này đã cũ."]
        await follower.says("chỉ tiêu d 62%")
        [again] = fresh(await follower.says("d.2"))
        assert again["text"].splitlines()[-1] == "Lần trước: 58% (30/01)."
        assert (await says("chỉ tiêu e 51,5%")).startswith(
            "Đã ghi nhận chỉ tiêu e khai thác, sử dụng lại thông tin, dữ liệu số hóa: 51,5% (Kế hoạch 50%)"
        )
        assert "g.2 giảm biên chế công chức: 20 biên chế" in await says("chỉ tiêu g 20 biên chế công chức")
        assert (await says("các chỉ tiêu")).splitlines()[0] == "13 chỉ tiêu của Kế hoạch, 3 chỉ tiêu đã có số liệu"
        card = await says("chỉ tiêu d")
        assert f"d.2 {D_2}: Kế hoạch 60% · mới nhất 62% (30/01)" in card.splitlines()
        assert card.splitlines()[5:7] == [
            f"08:00 30/01 · d.2: 62% · Đầu mối {OFFICE}",
            "08:00 30/01 · d.2: 58% · Quản trị Văn phòng",
        ]

        # Taken back, by the button or in words, once; the row stays.
        [undone] = fresh(await follower.presses("Hoàn tác", again))
        assert undone["text"] == "Đã bỏ số liệu 62% của chỉ tiêu d.2. Trở lại: 58% (30/01)."
        await follower.presses("Hoàn tác", again)
        assert (follower.answer or {})["text"] == "Nút này đã cũ."
        await admin.says("chỉ tiêu e 55%")
        assert await says("nhầm") == "Đã bỏ số liệu 55% của chỉ tiêu e. Trở lại: 51,5% (30/01)."
        rows = [
            (r.measure, r.value, r.undoes is not None)
            for r in await ask(town, select(target_values).order_by(target_values.c.id))
        ]
        assert rows == [
            ("d.2", 58.0, False), ("d.2", 62.0, False), ("e.1", 51.5, False), ("g.2", 20.0, False), ("d.2", None, True),
            ("e.1", 55.0, False), ("e.1", None, True),
        ]  # fmt: skip

        # What cannot be, and what is nobody's.
        assert await says("chỉ tiêu e 162%") == "Số liệu phải từ 0% đến 100%, chưa ghi nhận gì."
        assert (await says("chỉ tiêu e 18 đơn vị")).startswith("Chỉ tiêu e không có số như vậy, chưa ghi nhận gì.")
        assert await says("chỉ tiêu z") == "Kế hoạch không có chỉ tiêu z. Các chỉ tiêu: a, b, c, d, đ, e, g, h, i, k, l, m, n"
        [both] = fresh(await admin.says("chi tieu d"))
        assert labels(both) == ["d", "đ"]

        # Of another agency's target: what the plan says; a report is refused and kept in the audit.
        [refused] = fresh(await other.says("chỉ tiêu d 62%"))
        assert refused["text"] == (
            "Chỉ tiêu d do Văn phòng UBND tỉnh theo dõi, anh/chị không báo được số liệu này nên chưa ghi nhận gì."
        )
        for asked in ("chỉ tiêu d", "các chỉ tiêu"):
            [public] = fresh(await other.says(asked))
            assert "58%" not in public["text"]
            assert "51,5%" not in public["text"]
        [own] = fresh(await other.says("chỉ tiêu b văn bản của tỉnh 90%"))
        assert own["text"].startswith("Đã ghi nhận chỉ tiêu b.2 ")
        toasts, came = await forges(other, "target_set:1:0", "target_undo:1", "target_undo:9999")
        assert (toasts, came) == (["Nút này đã cũ."] * 3, [])
        told = await audited(town)
        assert (told["target_refused"], told["target_reported"], told["target_taken_back"]) == (1, 6, 2)
