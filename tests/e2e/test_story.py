"""The story: a morning message on 30/01, a bare "xong", a press, and on 02/02 the admin asks who is late."""

from tests.e2e.look import AT_EIGHT, JUSTICE, RADIO, fresh, labels, recorded
from tests.e2e.office import office


async def test_the_story(database_url: str) -> None:
    async with office(database_url) as town:
        await town.start()
        focal = town[JUSTICE]
        await town.at(AT_EIGHT)
        digest = (await focal.bot_messages())[-1]
        assert digest["text"].startswith("Sở Tư pháp: 3 việc đến hạn ngày mai")
        assert "Hạn 31/01 (thứ Tư), còn 1 ngày làm việc (“Tháng 01 năm 2024”)" in digest["text"]
        assert labels(digest) == ["I.1", "I.3", "I.4", "Nhắc sau", "Chi tiết"]
        assert [c for c in ("I.1", "I.2", "I.3", "I.4", "TH.1") if f"\n{c} " in digest["text"]] == ["I.1", "I.3", "I.4"]

        [which] = await focal.says("xong")
        assert which["text"].startswith("Tin sáng nay có 3 việc. Anh/chị báo xong việc nào?")
        assert labels(which) == ["I.1", "I.3", "I.4", "Cả 3 việc"]
        [again] = await focal.says("xong", reply_to=digest["message_id"])
        assert again["text"].startswith("Tin này có 3 việc. Anh/chị báo xong việc nào?")
        assert labels(again) == labels(which)
        assert await recorded(town) == []

        changed = {m["message_id"]: m for m in await focal.presses("I.1", again)}
        echo, redrawn = changed[again["message_id"]], changed[digest["message_id"]]
        assert echo["text"].startswith("✅ Đã ghi nhận I.1 Kế hoạch xây dựng, kiểm tra, rà soát")
        assert "hoàn thành trước hạn, 08:00 ngày 30/01/2024 (thứ Ba)" in echo["text"]
        assert "Sở Tư pháp: 2 việc đến hạn ngày mai" in redrawn["text"]
        assert "✅ I.1" in redrawn["text"]
        assert "đã báo xong 08:00" in redrawn["text"]
        assert labels(redrawn) == ["I.3", "I.4", "Nhắc sau", "Chi tiết"]
        assert await recorded(town) == [("I.1", "done")]

        await town.at("2024-02-01T08:00")
        first_late = fresh(await focal.fetch())[-1]
        assert first_late["text"].startswith("Sở Tư pháp: 2 việc đã qua hạn 31/01 (thứ Tư)")
        assert "I.1" not in first_late["text"]

        await town.at("2024-02-02T08:00")
        [late] = await town.admin.says("quá hạn")
        assert late["text"].splitlines() == [
            "3 việc quá hạn, 2 cơ quan (hạn 31/01, quá hạn 2 ngày làm việc)",
            "",
            JUSTICE,
            "I.3 🔴 Kế hoạch theo dõi thi hành pháp luật năm 2024 · chưa có cập nhật",
            "I.4 🔴 Kế hoạch phổ biến giáo dục pháp luật, hòa giải ở cơ sở năm 2024 · chưa có cập nhật",
            "",
            RADIO,
            "VII.4 🔴 Dân hỏi - Lãnh đạo cơ quan nhà nước trả lời (tháng 01) · chưa có cập nhật",
        ]
        for asked in ("ai đang trễ?", "/quahan", "ai qua han"):
            [same] = await town.admin.says(asked)
            assert same["text"] == late["text"]
