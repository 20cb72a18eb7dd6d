"""How the week stands, over HTTP: on its first working day, to the admins and to who follows groups, with the rest of it."""

from datetime import datetime

import pytest

from plan_data.calendar import ZONE
from scheduler.audience import Post
from tests.e2e.look import INTERIOR, JUSTICE, Message, forges, fresh, labels
from tests.e2e.office import Chat, office
from tests.e2e.staff import joins

pytestmark = pytest.mark.long

FRIDAY = datetime(2024, 3, 15, 9, 0, tzinfo=ZONE)
OFFICE = "Văn phòng UBND tỉnh"


async def week(chat: Chat) -> list[Message]:
    """The new messages that tell the week."""
    return [m for m in fresh(await chat.fetch()) if "Tuần qua: " in m["text"]]


async def test_the_week(database_url: str) -> None:
    async with office(database_url, start=FRIDAY) as town:
        await town.start()
        follower = await joins(town, 703, "Phạm Văn Theo", Post.FOLLOWER, INTERIOR)
        admin = town.admin
        await town.at("2024-03-18T08:00")
        [told] = await week(admin)
        assert told["text"].splitlines()[:2] == [
            "Tuần 18/3–22/3: 1 việc đến hạn 20/3 (thứ Tư), còn 2 ngày làm việc; 36 việc quá hạn",
            "Đến hạn: Sở TN&MT GP.2e (tháng 3)",
        ]
        assert told["text"].splitlines()[-2:] == [
            "Tuần qua: không có việc hoàn thành. Chưa trả lời: 1 cơ quan",
            "Lũy kế 1/144, tỷ lệ 2,7% (1/37). Báo lãnh đạo hôm nay: không có. Chờ quyết định: 0",
        ]
        assert labels(told) == ["1 việc", "Chưa trả lời", "Biểu đồ"]
        [theirs] = await week(follower)
        assert theirs["text"].splitlines()[0] == "Nhóm III, IV. Tuần 18/3–22/3: không có việc đến hạn; 1 việc quá hạn"
        assert "Báo lãnh đạo" not in theirs["text"]
        assert "GP.2e" not in theirs["text"], "another group's"
        await town[JUSTICE].says("I.2 xong số 12/KH-UBND")
        await town[INTERIOR].says("IV.5 vướng kinh phí")

        await town.at("2024-03-25T08:00")
        [told] = await week(admin)
        assert told["text"].startswith("Vướng mắc chờ Văn phòng xử lý\n"), "what must be answered comes first"
        lines = next(p for p in told["text"].split("\n\n") if "Tuần qua: " in p).splitlines()
        assert lines[0] == "Tuần 25/3–29/3: 10 việc đến hạn 31/3 (Chủ nhật), còn 4 ngày làm việc; 37 việc quá hạn"
        assert lines[1] == (
            "Đến hạn: VP UBND tỉnh II.1, II.3, II.6, II.7, VII.1 · Sở TN&MT II.5 · Sở Nội vụ IV.5, IV.6 · Sở TT&TT VI.4 · "
            "Đài PT-TH VII.4 (tháng 3)"
        )
        assert lines[-2].startswith("Tuần qua: hoàn thành 1 (Sở TP I.2). Chưa trả lời: ")
        assert lines[-1].startswith("Lũy kế 2/144, tỷ lệ 5,1% (2/39).")
        assert labels(told)[-3:] == ["10 việc", "Chưa trả lời", "Biểu đồ"]
        [due] = fresh(await admin.presses("10 việc", told))
        assert due["text"].splitlines()[0] == "Tuần 25/3–29/3: 10 việc đến hạn chưa xong"
        assert "⛔ IV.5 " in due["text"]
        [silent] = fresh(await admin.presses("Chưa trả lời", told))
        assert "Văn phòng UBND tỉnh · II.1, II.3, II.6, II.7 · đã nhắc " in silent["text"]
        assert JUSTICE not in silent["text"], "answered"
        [chart] = fresh(await admin.presses("Biểu đồ", told))
        assert (chart["file"]["kind"], chart["text"].splitlines()[0]) == (
            "photo",
            "Biểu đồ năm 2024, số liệu đến hết 25/3 (thứ Hai)",
        )

        # Who follows groups sees these and no others; who follows none sees nothing.
        [theirs] = await week(follower)
        [due] = fresh(await follower.presses("2 việc", theirs))
        assert "VII.4" not in due["text"]
        [chart] = fresh(await follower.presses("Biểu đồ", theirs))
        assert chart["file"]["kind"] == "photo"
        no = "Nút này không dùng được với tài khoản của anh/chị."
        toasts, said = await forges(follower, "week:due:20240325:", "week:silent:20240325:gII", "report:2024:png:1:gII-III")
        assert (toasts, said) == ([no] * 3, [])
        toasts, said = await forges(town[JUSTICE], "week:due:20240325:")
        assert (toasts, said) == ([no], [])
        toasts, _ = await forges(admin, "week:due:2024:", "week:x:20240325:", "week:due")
        assert toasts == ["Nút này đã cũ."] * 3


async def test_where_nobody_is_named_the_focal_person_follows_in_a_message_that_is_sent_anyway(database_url: str) -> None:
    async with office(database_url, start=FRIDAY) as town:
        await town.start()
        await town.at("2024-03-25T08:00")
        assert await week(town[INTERIOR]) == [], "no word on these Mondays, no message"
        await town.at("2024-04-01T08:00")
        [monday] = await week(town[INTERIOR])
        assert monday["text"].startswith("Sở Nội vụ: ")
        assert "\n\nNhóm III, IV. Tuần 01/4–05/4: " in monday["text"]
        assert all("Tuần qua" not in m["text"] for m in await town["UBND huyện Năm Căn"].bot_messages())


async def test_a_week_that_begins_with_a_holiday_is_told_on_its_first_working_day(database_url: str) -> None:
    async with office(database_url, start=datetime(2024, 4, 26, 9, 0, tzinfo=ZONE)) as town:
        await town.start()
        await town.at("2024-05-02T08:00")
        [told] = await week(town.admin)
        assert told["at"].startswith("2024-05-02T08:00")
        assert "Tuần 02/5–04/5: " in told["text"], "29/4 to 1/5 were off, Saturday 4/5 is worked"
