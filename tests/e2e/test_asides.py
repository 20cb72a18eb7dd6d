"""While a reason is asked for, what is plainly about something else is read as that, and the question stays open."""

import pytest

from bot.demo import inhabitants, leaders
from plan_data.loading import load_plan
from tests.e2e.look import AT_EIGHT, JUSTICE, MORNING, fresh, labels, recorded
from tests.e2e.office import office

pytestmark = pytest.mark.long

ASIDES = [
    ("vắng 5-9/02, đầu mối phụ thay", "tin nhắc của Sở Tư pháp gửi đến"),
    ("đổi giờ 07:30", "07:30"),
    ("thứ 6 đừng nhắn", "thứ Sáu"),
    ("mai nhắc lại", "nhắc"),
    ("chị Lan phụ trách việc này", "Văn phòng UBND tỉnh"),
    ("I.1 60%", "Đã ghi nhận I.1 "),
]


async def test_a_reason_is_not_taken_from_another_subject(database_url: str) -> None:
    town_people = inhabitants([a.name for a in load_plan().agencies]) + leaders()
    async with office(database_url, start=MORNING, people_of_town=town_people) as town:
        await town.start()
        await town.at(AT_EIGHT)
        focal = town[JUSTICE]
        await focal.says("I.4 xin gia hạn đến 15/02")
        for text, told in ASIDES:
            came = fresh(await focal.says(text))
            assert any(told in m["text"] for m in came), (text, [m["text"] for m in came])
            assert "extension_asked" not in [kind for _, kind in await recorded(town)], text
        [sent] = fresh(await focal.says("các đơn vị góp ý chậm"))
        assert "gia hạn I.4 đến 15/02/2024" in sent["text"], "the question was open all the while"

        # The same of a blocker's reason.
        await focal.says("I.3")
        await focal.presses("Vướng")
        await focal.says("đổi giờ 08:00")
        await focal.says("nhầm")  # takes the hour back, and nothing else
        before = await recorded(town)
        [blocked] = fresh(await focal.says("chờ Sở Tài chính góp ý"))
        assert blocked["text"].startswith("⛔") or "vướng" in blocked["text"]
        assert await recorded(town) == [*before, ("I.3", "blocked")]


async def test_an_admin_sees_the_words_before_they_go(database_url: str) -> None:
    async with office(database_url, start=MORNING) as town:
        await town.start()
        await town.at(AT_EIGHT)
        focal, admin = town[JUSTICE], town.admin
        await focal.says("I.4 xin gia hạn đến 15/02 vì thiếu người")
        await focal.fetch()
        await admin.presses("Không đồng ý")
        for text in ("Sở Nội vụ vắng 5-9/02, chị Hoa thay", "tình hình Sở Nội vụ quý II", "nhắc Sở Nội vụ"):
            [answer] = fresh(await admin.says(text))[-1:]
            assert "Lý do" not in answer["text"], text
        [preview] = fresh(await admin.says("khoan, để tôi hỏi lại lãnh đạo đã"))
        assert labels(preview) == ["Gửi", "Sửa lời", "Thôi"]
        [second] = fresh(await admin.says("đã đủ người"))
        assert second["text"].endswith("Lý do: “đã đủ người”.")
        await admin.presses("Gửi", preview)
        assert (admin.answer or {})["text"] == "Nút này đã cũ.", "other words have taken its place"
        assert ("I.4", "extension_refused") not in await recorded(town)
        assert [m for m in await focal.fetch() if m["from"] == "bot"] == []
        await admin.presses("Gửi", second)
        [told] = fresh(await focal.fetch())
        assert told["text"].endswith("Lý do: “đã đủ người”. Hạn vẫn là 31/01 (thứ Tư).")
        assert ("I.4", "extension_refused") in await recorded(town)
