"""An agency becomes part of another one: today, on a day to come, while the service is down; into a new one; and taken back."""

from datetime import datetime

import pytest
from sqlalchemy import func, select

from plan_data.calendar import ZONE
from scheduler.audience import Post
from storage.tables import agencies, occurrences, roles
from tests.e2e.look import Message, ask, audited, forges, fresh, labels, recorded
from tests.e2e.office import Office, office
from tests.e2e.staff import joins, new

pytestmark = pytest.mark.long

A, B = "Sở Thông tin và Truyền thông", "Sở Khoa học và Công nghệ"
MID_MARCH = datetime(2024, 3, 15, 9, 0, tzinfo=ZONE)
"""VI.4 of A is due on 31/3, a Sunday: T0 is Friday 29/3, T+1 Monday 01/4."""


async def open_of(town: Office, agency: str) -> int:
    """How many dated items an agency has to do."""
    query = select(func.count()).select_from(occurrences).join(agencies, agencies.c.id == occurrences.c.agency_id)
    still = query.where(agencies.c.name == agency, occurrences.c.closed_on.is_(None), occurrences.c.kind != "check_in")
    return int((await ask(town, still))[0][0])


def received(n: int, late: int) -> str:
    return f"{B} tiếp nhận từ {A}: {n} việc đang mở, {late} việc quá hạn"


async def agree(town: Office, day: str) -> Message:
    await town.admin.says(f"{A} nhập vào {B} từ {day}")
    return (await town.admin.presses("Sáp nhập"))[0]


@pytest.mark.parametrize("down", [False, True])
async def test_on_a_day_to_come(database_url: str, down: bool) -> None:
    """Monday 01/4; the service may be down from Friday to Tuesday: it is made up for when it is back, once."""
    async with office(database_url, start=MID_MARCH) as town:
        await town.start()
        a, b, admin = town[A], town[B], town.admin
        [preview] = await admin.says(f"{A} nhập vào {B} từ ngày 1/4/2024")
        assert preview["text"].splitlines() == [
            f"Sáp nhập vào {B} từ 01/4/2024 (thứ Hai)?",
            f"{A}: chuyển 6 việc đang mở (1 việc quá hạn), 1 việc thường xuyên; 1 việc đã xong giữ tên cũ; 1 người hết vai trò",
            f"Người nhận việc: 1 người của {B}.",
        ]
        [left] = await admin.presses("Thôi", preview)
        assert left["text"] == "Chưa sáp nhập gì."
        assert (await forges(admin, preview["buttons"][0][0]["data"]))[0] == ["Nút này đã cũ."]
        done = await agree(town, "1/4")
        assert done["text"] == (
            f"{A} sẽ nhập vào {B} từ 01/4/2024 (thứ Hai).\n6 việc đang mở chuyển ngày đó. Người của các cơ quan đã được báo."
        )
        assert await new(a) == [
            f"Từ 01/4 (thứ Hai), {A} nhập vào {B}; việc đang mở do {B} tiếp nhận.\n"
            "Đến hết 31/3 (Chủ nhật), anh/chị vẫn nhận tin nhắc và báo kết quả như thường. "
            f"Cần trao đổi, vui lòng liên hệ Đầu mối {B} ({B})."
        ]
        assert await new(b) == [
            f"Từ 01/4 (thứ Hai), {A} nhập vào {B}: 6 việc đang mở chuyển về {B}. Danh sách sẽ gửi anh/chị sáng hôm đó."
        ]

        # Until then nothing has changed.
        [not_theirs] = await b.says("VI.4 60%")
        assert not_theirs["text"].startswith("VI.4 do cơ quan khác chủ trì")
        await a.says("VI.1 xong")
        await town.at("2024-03-29T08:00")
        assert (await a.bot_messages())[-1]["text"].startswith(f"{A}: 1 việc sắp đến hạn")
        if down:
            await town.at("2024-04-02T09:00", outage=True)
        await town.at("2024-04-02T10:00")
        assert (await open_of(town, A), await open_of(town, B)) == (0, 9)
        heard = [m["text"].splitlines()[0] for m in await b.bot_messages()]
        assert heard.count(received(5, 2)) == 1
        assert sum(h.startswith(f"{B}: ") and "đã qua hạn" in h for h in heard) == 1, "T+1, said once"
        assert "đã qua hạn" not in " ".join(m["text"] for m in await a.bot_messages())

        # What was done stays where it was; whoever is asked for now is the other one.
        assert await recorded(town, A) == [("VI.1", "done")]
        assert fresh(await b.says("VI.4 60%"))[0]["text"].startswith("Đã ghi nhận VI.4 ")
        [over] = await a.says("VI.4 xong")
        assert over["text"].startswith(f"Vai trò đầu mối {A} của anh/chị đã kết thúc từ 01/4 (thứ Hai)")
        [card] = await admin.says("Sở TT&TT")
        assert card["text"].splitlines()[:2] == [
            f"{A} nay là {B}.",
            f"{B}: 9 việc đang mở, 3 việc quá hạn, 0 việc đã hoàn thành",
        ]
        [before] = await admin.presses("Việc trước đây", card)
        assert before["text"].splitlines()[0] == f"{A} (nay là {B}): 0 việc đang mở, 2 việc đã hoàn thành"
        [activity] = await admin.says("VI.4")
        assert f"Chủ trì: {A} (nay là {B})" in activity["text"]
        [again] = await admin.says(f"{A} nhập vào Sở Nội vụ từ 1/5")
        assert again["text"].startswith(f"{A} đã có ngày nhập vào {B}: 01/4")

        # The same activity twice: it is asked which, and each is named by where it came from.
        [which] = await b.says("TH.1 xong")
        assert [label for label in labels(which) if label.startswith("TH.1")] == ["TH.1 Sở TT&TT", "TH.1 Sở KH&CN"]
        [named] = await b.presses("TH.1 Sở TT&TT", which)
        assert "TH.1 Xây dựng kế hoạch triển khai thực hiện tại cơ quan, đơn vị (Sở TT&TT)" in named["text"]
        assert await recorded(town, B) == [("VI.4", "progress"), ("TH.1", "done")]


async def test_on_a_day_off(database_url: str) -> None:
    """From Saturday 30/3 on the successor's people may report; the morning of Monday brings the list."""
    async with office(database_url, start=MID_MARCH) as town:
        await town.start()
        await agree(town, "30/3")
        await town.at("2024-03-30T10:00")
        [reported] = fresh(await town[B].says("VI.4 60%"))
        assert reported["text"].startswith("Đã ghi nhận VI.4 ")
        [over] = fresh(await town[A].says("VI.4 70%"))
        assert over["text"].startswith(f"Vai trò đầu mối {A} của anh/chị đã kết thúc từ 30/3 (thứ Bảy)")
        await town.at("2024-04-01T08:00")
        assert await open_of(town, A) == 0
        assert received(6, 2) in [m["text"].splitlines()[0] for m in await town[B].bot_messages()]


async def test_today(database_url: str) -> None:
    """At 07:40 of T0: what waits for 08:00 is nobody's any more, the list is told at once, the ladder goes on next morning."""
    async with office(database_url, start=MID_MARCH) as town:
        await town.start()
        await town.at("2024-03-29T07:40")
        before = len(await town[A].bot_messages())
        await town[B].fetch()
        done = await agree(town, "29/3")
        assert done["text"].startswith(f"{A} đã nhập vào {B} từ 29/3/2024 (thứ Sáu).\n6 việc đang mở đã chuyển.")
        assert labels(done) == [], "what has been done is not undone by a button"
        assert [t.splitlines()[0] for t in await new(town[B])] == [received(6, 1)]
        await town.at("2024-03-29T12:00")
        [told] = (await town[A].bot_messages())[before:]
        assert told["text"].splitlines()[1].startswith(f"Vai trò của anh/chị tại {A} kết thúc; kết quả đã báo giữ nguyên.")
        await town.at("2024-04-01T08:00")
        assert (await town[B].bot_messages())[-1]["text"].startswith(f"{B}: 1 việc đã qua hạn 31/3")
        assert len(await town[A].bot_messages()) == before + 1


async def test_two_into_a_new_one(database_url: str) -> None:
    """Not in the directory yet: added with the merger; its people are invited, and until then the admins hold it."""
    farming, land, both = (
        "Sở Nông nghiệp và Phát triển nông thôn",
        "Sở Tài nguyên và Môi trường",
        "Sở Nông nghiệp và Môi trường",
    )
    async with office(database_url, start=MID_MARCH) as town:
        await town.start()
        admin = town.admin
        open_before = await open_of(town, farming) + await open_of(town, land)
        [preview] = await admin.says(f"{farming} và {land} hợp nhất thành {both} từ 20/3")
        assert preview["text"].splitlines()[:2] == [
            f"Sáp nhập vào {both} từ 20/3/2024 (thứ Tư)?",
            f"{both} chưa có trong danh mục, sẽ được thêm.",
        ]
        assert preview["text"].splitlines()[-1] == f"{both} chưa có ai nhận được tin: cần mời đầu mối."
        [done] = await admin.presses("Sáp nhập", preview)
        assert labels(done) == ["Hoàn tác", "Mời"]
        [link] = await admin.presses("Mời", done)
        assert link["text"].startswith(f"Đường mời đầu mối {both}")
        await town.at("2024-03-20T09:00")
        assert (await open_of(town, farming), await open_of(town, land), await open_of(town, both)) == (0, 0, open_before)
        unreached = [m["text"] for m in await admin.bot_messages() if "Chưa có người nhận" in m["text"]][-1]
        assert f"{both} · " in unreached
        [card] = await admin.says("Sở TN&MT")
        assert card["text"].startswith(f"{land} nay là {both}.")
        [missing] = await admin.says("/moi")
        assert land not in missing["text"], "an agency that has ended needs nobody"


async def test_a_name_that_is_nearly_another(database_url: str) -> None:
    async with office(database_url, start=MID_MARCH) as town:
        await town.start()
        [which] = await town.admin.says(f"/sapnhap {A} -> Sở Khoa học Công nghệ 1/7")
        if which["text"].startswith("“"):
            assert labels(which)[-1] == "Thêm mới"
            [which] = await town.admin.presses("Sở KH&CN", which)
        assert which["text"].startswith(f"Sáp nhập vào {B} từ 01/7/2024 (thứ Hai)?")
        for said in ("/sapnhap", f"/sapnhap {A} -> {B}", f"/sapnhap {A} -> {B} 1/3", "/sapnhap Sở Phép thuật -> Sở Nội vụ 1/7"):
            [told] = await town.admin.says(said)
            assert told["text"].startswith(("Gõ cơ quan nào", "Không có cơ quan", "Sáp nhập vào")), said
        assert (await audited(town))["agency_merged"] == 0


async def test_taken_back_and_moved_before_its_day(database_url: str) -> None:
    async with office(database_url, start=MID_MARCH) as town:
        await town.start()
        await joins(town, 701, "Lê Văn Nam", Post.HEAD, A)
        done = await agree(town, "20/3")
        await town[A].fetch()
        undo = done["buttons"][0][0]["data"]
        [undone] = await town.admin.presses("Hoàn tác")
        assert undone["text"] == f"Đã hủy việc {A} nhập vào {B} (20/3 (thứ Tư)). Việc và vai trò giữ như trước."
        assert await new(town[A]) == [undone["text"]]
        assert [r.until_on for r in await ask(town, select(roles.c.until_on))].count(None) == len(
            await ask(town, select(roles.c.id))
        )
        await agree(town, "25/3")
        await town.at("2024-03-21T09:00")
        assert await open_of(town, A) == 6
        assert received(6, 1) not in [m["text"].splitlines()[0] for m in await town[B].bot_messages()]
        await agree(town, "26/3")
        await town.at("2024-03-27T09:00")
        heard = [m["text"].splitlines()[0] for m in await town[B].bot_messages()]
        assert heard.count(received(6, 1)) == 1, "the day that was agreed last"
        assert (await forges(town.admin, undo))[0] == ["Nút này đã cũ."]
        assert await open_of(town, A) == 0
