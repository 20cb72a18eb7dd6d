"""A post goes to another person from a day on: nobody is without reminders in between, and nothing reported changes."""

import re
from datetime import datetime

import pytest
from sqlalchemy import select

from plan_data.calendar import ZONE
from scheduler.audience import Post
from storage.tables import contacts, roles
from tests.e2e.look import INTERIOR, ask, audited, forges, fresh, labels, newcomer, opens, recorded
from tests.e2e.office import Office, office
from tests.e2e.staff import joins, new

pytestmark = pytest.mark.long

OLD, NEW = f"Đầu mối {INTERIOR}", "Trần Thị Bình"
MID_MARCH = datetime(2024, 3, 15, 9, 0, tzinfo=ZONE)
"""IV.5 and IV.6 are due on 31/3, a Sunday: T-7 is 20/3, T-3 26/3, T-1 28/3, T0 29/3, T+1 01/4."""


async def digests(town: Office, chat: str) -> list[str]:
    heads = [m["text"].splitlines()[0] for m in await town[chat].bot_messages()]
    return [h for h in heads if re.match(rf"({INTERIOR}: \d việc (sắp|đã|cần)|.* đề nghị {INTERIOR} cập nhật)", h)]


def token(message: str) -> str:
    found = re.search(r"start=([\w-]+)", message)
    assert found is not None
    return found[1]


async def test_to_somebody_who_is_here(database_url: str) -> None:
    async with office(database_url, start=MID_MARCH) as town:
        await town.start()
        chat = await joins(town, 701, NEW, Post.DEPUTY, INTERIOR)
        old, admin = town[INTERIOR], town.admin
        await old.says("IV.5 60%")
        await admin.fetch()
        [which] = await admin.says("bàn giao đầu mối Sở Nội vụ cho chị Trần Thị Bình từ 1/4")
        assert which["text"].splitlines()[1] == f"{NEW} · đầu mối phụ {INTERIOR}"
        [preview] = await admin.presses(which["buttons"][0][0]["text"], which)
        assert preview["text"].splitlines() == [
            f"Bàn giao đầu mối {INTERIOR} từ 01/4/2024 (thứ Hai)?",
            f"Từ: {OLD}, đến hết 31/3 (Chủ nhật)",
            f"Đến: {NEW} (đã kết nối)",
            "13 việc đang mở, trong đó 2 việc quá hạn. Kết quả đã báo giữ nguyên.",
        ]
        assert labels(preview) == ["Bàn giao", "Thôi"]
        assert await new(old) == []
        [done] = await admin.presses("Bàn giao", preview)
        assert done["text"].splitlines() == [
            f"Đã bàn giao đầu mối {INTERIOR}: từ 01/4/2024 (thứ Hai) là {NEW}.",
            f"{OLD} nhận tin và báo kết quả đến hết 31/3 (Chủ nhật). Hai bên đã được báo.",
        ]
        assert await new(old) == [
            f"Từ 01/4 (thứ Hai), đầu mối {INTERIOR} là anh/chị {NEW}. "
            "Đến hết 31/3 (Chủ nhật), anh/chị vẫn nhận tin nhắc và báo kết quả như thường."
        ]
        assert await new(chat) == [
            f"Từ 01/4 (thứ Hai), anh/chị là đầu mối {INTERIOR}, nhận bàn giao từ {OLD}. "
            "Danh sách việc đang mở sẽ gửi anh/chị sáng hôm đó."
        ]
        assert (await forges(admin, preview["buttons"][0][0]["data"]))[0] == ["Nút này đã cũ."], "pressed twice"

        await town.at("2024-03-29T09:00")
        assert (len(await digests(town, INTERIOR)), len(await digests(town, NEW))) == (4, 0)
        [reported] = fresh(await old.says("IV.6 30%"))
        assert reported["text"].startswith("Đã ghi nhận IV.6")
        await town.at("2024-04-01T09:00")
        assert (len(await digests(town, INTERIOR)), len(await digests(town, NEW))) == (4, 1)
        [open_work] = [m for m in await chat.bot_messages() if m["text"].startswith(f"{INTERIOR}: 13 việc đang mở")]
        assert "IV.5" in labels(open_work)
        assert open_work["text"].splitlines()[-1] == "Trả lời ngắn là đủ, theo mã việc: xong, 60%, vướng kinh phí."

        # The old one reports no more; what was reported keeps its name.
        [over] = await old.says("IV.6 xong")
        assert over["text"].startswith(
            f"Vai trò đầu mối {INTERIOR} của anh/chị đã kết thúc từ 01/4 (thứ Hai), nên chưa ghi nhận gì."
        )
        await forges(old, "done:1", "cmd:viec")
        assert ("IV.6", "done") not in await recorded(town, INTERIOR)
        await chat.says("IV.6 xong")
        assert await recorded(town, INTERIOR) == [("IV.5", "progress"), ("IV.6", "progress"), ("IV.6", "done")]
        _, [history] = await forges(admin, "history:IV.6")
        assert f"09:00 29/3 · {OLD}: tiến độ “IV.6 30%”" in history["text"].splitlines()
        assert f"08:00 01/4 · đã gửi: {NEW}" in history["text"].splitlines()


async def test_to_somebody_new(database_url: str) -> None:
    """The old one is reminded until the new one has joined, whatever the day; joining ends it, and both hear so."""
    async with office(database_url, start=MID_MARCH) as town:
        await town.start()
        old, admin = town[INTERIOR], town.admin
        [preview] = await admin.says("ban giao dau moi so noi vu cho Trần Thị Bình tu 1/4")
        assert f"Đến: {NEW} (chưa có trong danh sách, sẽ thêm và tạo đường mời)" in preview["text"].splitlines()
        done, link = await admin.presses("Bàn giao", preview)
        assert done["text"].splitlines()[1] == (
            f"{OLD} nhận tin và báo kết quả đến hết 31/3 (Chủ nhật), và sau đó cho đến khi {NEW} kết nối. Đường mời ở tin dưới."
        )
        assert link["text"].startswith(f"Đường mời đầu mối {INTERIOR}, dùng một lần")
        [told] = await new(old)
        assert told.startswith(f"Đầu mối {INTERIOR} sẽ là anh/chị {NEW} từ 01/4 (thứ Hai).")
        await town.at("2024-04-03T09:00")
        assert len(await digests(town, INTERIOR)) == 6, "T-7, T-3, T-1, T0, T+1, T+3: as if nothing had been said"
        [still] = fresh(await old.says("IV.6 60%"))
        assert still["text"].startswith("Đã ghi nhận IV.6")

        # The first link has expired meanwhile: "mời" finds the one who has yet to come.
        chat = await newcomer(town, 702, NEW)
        assert (await opens(chat, token(link["text"])))[0]["text"].startswith("Đường mời này không còn dùng được.")
        [again] = fresh(await admin.says("mời Sở Nội vụ"))
        [asked] = await opens(chat, token(again["text"]))
        assert f"Anh/chị được mời làm đầu mối của {INTERIOR}." in asked["text"]
        await old.fetch()
        welcome, open_work = await chat.presses("Đúng", asked)
        assert welcome["text"].startswith(f"Đã kết nối: đầu mối {INTERIOR}.")
        assert open_work["text"].startswith(f"{INTERIOR}: 13 việc đang mở, 4 việc quá hạn")
        assert "🔴 IV.6 Kế hoạch kiểm tra công vụ năm 2024 · quá hạn 3 ngày làm việc · đang thực hiện, 60%" in open_work["text"]
        assert await new(old) == [
            f"Từ hôm nay, đầu mối {INTERIOR} là anh/chị {NEW}. "
            f"Anh/chị không còn nhận tin nhắc của {INTERIOR}; kết quả đã báo giữ nguyên."
        ]
        await town.at("2024-04-10T09:00")
        assert (len(await digests(town, INTERIOR)), len(await digests(town, NEW))) == (6, 1), "T+8"
        assert (await audited(town))["handover_complete"] == 1


async def test_joined_before_the_day(database_url: str) -> None:
    """Who comes in early is told from when it counts, and does nothing before; the old one stays until the day before."""
    async with office(database_url, start=MID_MARCH) as town:
        await town.start()
        old, admin = town[INTERIOR], town.admin
        await admin.says("/bangiao Sở Nội vụ cho Trần Thị Bình từ 1/4")
        _, link = await admin.presses("Bàn giao")
        chat = await newcomer(town, 702, NEW)
        [asked] = await opens(chat, token(link["text"]))
        await old.fetch()
        [welcome] = await chat.presses("Đúng", asked)
        assert welcome["text"].splitlines()[0] == f"Đã kết nối: đầu mối {INTERIOR}, từ 01/4 (thứ Hai)."
        assert (await new(old))[0].startswith(f"Từ 01/4 (thứ Hai), đầu mối {INTERIOR} là anh/chị {NEW}.")
        [not_yet] = await chat.says("IV.6 xong")
        assert not_yet["text"] == (
            f"Anh/chị là đầu mối {INTERIOR} từ 01/4 (thứ Hai). "
            "Trước ngày đó chưa có việc nào giao anh/chị nên chưa ghi nhận gì."
        )
        assert await recorded(town, INTERIOR) == []
        await town.at("2024-04-01T09:00")
        assert (len(await digests(town, INTERIOR)), len(await digests(town, NEW))) == (4, 1)
        assert any(m["text"].startswith(f"{INTERIOR}: 13 việc đang mở") for m in await chat.bot_messages())


async def test_back_again_and_of_several(database_url: str) -> None:
    """What was a mistake is handed back; where several hold the post it is asked whose it is."""
    async with office(database_url, start=MID_MARCH) as town:
        await town.start()
        await joins(town, 701, NEW, Post.FOCAL, INTERIOR)
        third = await joins(town, 702, "Lý Văn Ba", Post.DEPUTY, INTERIOR)
        admin = town.admin
        await admin.says("bàn giao đầu mối Sở Nội vụ cho Lý Văn Ba từ 20/3")
        [whose] = await admin.presses("Sở Nội vụ")
        assert whose["text"] == f"{INTERIOR} có nhiều đầu mối. Ai bàn giao?"
        assert labels(whose) == [OLD, NEW]
        await admin.presses(OLD, whose)
        await admin.presses("Bàn giao")
        await town.at("2024-03-20T09:00")
        assert [len(await digests(town, n)) for n in (INTERIOR, NEW, "Lý Văn Ba")] == [0, 1, 1]
        await third.fetch()

        await admin.says(f"bàn giao đầu mối Sở Nội vụ cho {OLD} từ 25/3")
        await admin.presses(OLD)
        await admin.presses("Lý Văn Ba")
        await admin.presses("Bàn giao")
        assert (await new(third))[0].startswith(f"Từ 25/3 (thứ Hai), đầu mối {INTERIOR} là anh/chị {OLD}.")
        await town.at("2024-03-26T09:00")
        assert [len(await digests(town, n)) for n in (INTERIOR, NEW, "Lý Văn Ba")] == [1, 2, 1]


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("/bangiao", "Gõ ai bàn giao cho ai"),
        ("bàn giao Sở Phép thuật cho Trần Thị Bình", "Không có cơ quan “Sở Phép thuật”"),
        ("bàn giao đầu mối Sở Nội vụ cho Trần Thị Bình từ 31/2", "Chưa rõ ngày"),
    ],
)
async def test_what_cannot_be(database_url: str, said: str, answer: str) -> None:
    async with office(database_url, start=MID_MARCH) as town:
        await town.start()
        before = await ask(town, select(roles))
        [told] = await town.admin.says(said)
        assert told["text"].startswith(answer)
        [refused] = await town[INTERIOR].says("bàn giao đầu mối Sở Nội vụ cho Trần Thị Bình từ 1/4")
        assert "Bàn giao đầu mối" not in refused["text"]
        assert (await ask(town, select(roles)), await ask(town, select(contacts.c.id).where(contacts.c.name == NEW))) == (
            before,
            [],
        )
