"""Posts given and ended by message, invitations revoked: shown first, taken back, and the office's alone."""

import pytest
from sqlalchemy import select

from storage.tables import contacts
from tests.e2e.look import MORNING, another_admin, ask, audited, forges, labels, newcomer, opens
from tests.e2e.office import Chat, office
from tests.e2e.staff import new

pytestmark = pytest.mark.long

HEALTH, INTERIOR, OFFICE = "Sở Y tế", "Sở Nội vụ", "Văn phòng UBND tỉnh"


def token(message: dict[str, object]) -> str:
    return str(message["text"]).split("start=")[1].split()[0]


async def _given(admin: Chat, said: str) -> str:
    """Records a post; the token of the invitation that comes with it."""
    await admin.says(said)
    await admin.presses("Ghi nhận")
    return token((await admin.bot_messages())[-1])


async def test_a_person_is_added_invited_and_taken_back(database_url: str) -> None:
    async with office(database_url, start=MORNING) as town:
        await town.start()
        await town.at("2024-01-30T09:00")
        admin = town.admin
        [preview] = await admin.says("thêm đầu mối phụ Nguyễn Văn An Sở Y tế 0912 345 678")
        assert preview["text"].splitlines() == [
            "Thêm đầu mối phụ Sở Y tế: Nguyễn Văn An, 0912345678 (người mới).",
            "Sau khi ghi nhận sẽ có đường mời để anh/chị gửi.",
        ]
        assert await ask(town, select(contacts.c.id).where(contacts.c.name == "Nguyễn Văn An")) == []
        await admin.presses("Ghi nhận", preview)
        link = (await admin.bot_messages())[-1]
        assert [r.phone for r in await ask(town, select(contacts.c.phone).where(contacts.c.name == "Nguyễn Văn An"))] == [
            "84912345678"
        ]
        assert (await forges(admin, preview["buttons"][0][0]["data"]))[0] == ["Nút này đã cũ."]

        # The link lets him in; he reports for the agency from now on.
        an = await newcomer(town, 801, "An")
        await opens(an, token(link))
        await an.presses("Đúng")
        [card] = await admin.says("Sở Y tế")
        assert card["text"].splitlines()[-1].startswith("Đầu mối: Đầu mối Sở Y tế, Nguyễn Văn An")

        # Who has the name, or the number, is asked about.
        [who] = await admin.says("thêm đầu mối Nguyễn Văn An Sở Nội vụ")
        assert who["text"].startswith("Trong danh sách đã có người cùng tên. “Nguyễn Văn An” là ai?")
        assert labels(who) == ["Nguyễn Văn An · Sở Y tế", "Người mới", "Thôi"]
        [preview] = await admin.presses("Nguyễn Văn An · Sở Y tế", who)
        assert preview["text"].splitlines()[1] == "Hiện đã có: Đầu mối Sở Nội vụ. Người này đã kết nối và được báo ngay."
        await an.fetch()
        await admin.presses("Ghi nhận")
        assert (await new(an))[0].startswith(f"{OFFICE} ghi nhận anh/chị là đầu mối Sở Nội vụ.")
        [undone] = await admin.says("nhầm")
        assert undone["text"].startswith("Đã bỏ ghi nhận Nguyễn Văn An là đầu mối Sở Nội vụ.")
        assert (await new(an))[-1].startswith(f"{OFFICE} ghi nhận anh/chị thôi đầu mối Sở Nội vụ từ hôm nay.")
        [who] = await admin.says("thêm đầu mối phụ Lê Bình Sở Nội vụ 0912345678")
        assert "cùng tên hoặc cùng số điện thoại" in who["text"]

        for said, answer in (
            ("thêm đầu mối Lê Bình Sở Nội vụ 0912", "Số điện thoại “0912” không đúng, chưa ghi nhận gì. Ví dụ: 0912345678"),
            ("thêm đầu mối phụ Nguyễn Văn An Sở Y tế", "Trong danh sách đã có người cùng tên."),
            ("giao Trần Thị B theo dõi nhóm XI", "Kế hoạch không có nhóm XI"),
            ("thêm đầu mối Lê Bình Sở Phép thuật", "Không có cơ quan “Sở Phép thuật” trong Kế hoạch."),
        ):
            assert (await admin.says(said))[-1]["text"].startswith(answer)
        [preview] = await admin.says(INTERIOR)
        assert preview["text"].startswith("Thêm đầu mối Sở Nội vụ: Lê Bình (người mới).")
        await admin.presses("Thôi", preview)
        counted = await audited(town)
        assert (counted["post_given"], counted["post_taken_back"]) == (2, 1)


async def test_an_invitation_is_revoked_and_restored(database_url: str) -> None:
    async with office(database_url, start=MORNING) as town:
        await town.start()
        await town.at("2024-01-30T09:00")
        admin = town.admin
        link = await _given(admin, "thêm đầu mối phụ Nguyễn Văn An Sở Y tế")
        [preview] = await admin.says("thu hồi lời mời của Sở Y tế")
        assert preview["text"].splitlines()[:2] == ["Thu hồi 1 lời mời:", "Nguyễn Văn An · đầu mối phụ Sở Y tế"]
        [done] = await admin.presses("Ghi nhận", preview)
        an = await newcomer(town, 801, "An")
        [closed] = await opens(an, link)
        assert closed["text"].startswith("Đường mời này không còn dùng được.")
        await admin.presses("Hoàn tác", done)
        [asked] = await opens(an, link)
        assert "đầu mối phụ của Sở Y tế" in asked["text"] or "đầu mối phụ" in asked["text"]
        [none] = await admin.says("thu hồi lời mời của Sở Nội vụ")
        assert none["text"] == "Sở Nội vụ không có lời mời nào đang mở. Chưa thay đổi gì."
        counted = await audited(town)
        assert (counted["invite_revoked"], counted["invite_restored"]) == (1, 1)


async def test_a_post_ends_and_what_is_open_waits_for_somebody(database_url: str) -> None:
    async with office(database_url, start=MORNING.replace(month=2, day=26)) as town:
        await town.start()
        await town.at("2024-02-26T09:00")
        admin, health = town.admin, town[HEALTH]
        [preview] = await admin.says("thôi đầu mối Sở Y tế")
        assert preview["text"].splitlines()[0] == "Thôi đầu mối Sở Y tế: Đầu mối Sở Y tế, từ hôm nay."
        assert "chưa có đầu mối" in preview["text"]
        await health.fetch()
        [echo] = await admin.presses("Ghi nhận", preview)
        assert labels(echo) == ["Hoàn tác", "Mời"]
        assert (await new(health))[-1].startswith(f"{OFFICE} ghi nhận anh/chị thôi đầu mối Sở Y tế từ hôm nay.")
        [refused] = await health.says("TH.1 xong")
        assert "TH.1" not in refused["text"], "whoever holds no post learns nothing"
        await town.at("2024-02-28T09:00")
        unheard = [m["text"] for m in await admin.bot_messages() if m["text"].startswith("Chưa có người nhận")]
        assert "Sở Y tế · 1 việc (TH.1) · chưa có đầu mối" in unheard[-1]
        assert not [t for t in await new(health) if "TH.1" in t]

        [undone] = await admin.presses("Hoàn tác", echo)
        assert undone["text"] == "Đã bỏ ghi nhận thôi: Đầu mối Sở Y tế vẫn là đầu mối Sở Y tế."
        await town.at("2024-02-29T09:00")
        assert any("TH.1" in t for t in await new(health)), "and reminders go on"
        counted = await audited(town)
        assert (counted["post_ended"], counted["post_restored"]) == (1, 1)
        [nobody] = await admin.says("thôi đầu mối ông An Sở Y tế")
        assert nobody["text"] == "Không có đầu mối nào tên An, chưa thay đổi gì. Hiện có: Đầu mối Sở Y tế."


async def test_an_administrator_takes_two_presses_and_the_last_one_stays(database_url: str) -> None:
    async with office(database_url, start=MORNING) as town:
        await town.start()
        await town.at("2024-01-30T09:00")
        admin = town.admin
        [last] = await admin.says("thôi quản trị Quản trị Văn phòng")
        assert last["text"].startswith("Quản trị Văn phòng là người quản trị cuối cùng nhận được tin nên không thôi được.")
        await admin.says("thêm quản trị Phạm Văn D")
        [sure] = await admin.presses("Ghi nhận")
        assert sure["text"].startswith("Giao quyền quản trị cho Phạm Văn D")
        assert (await audited(town))["post_given"] == 0, "one press is not enough"
        await admin.presses("Giao quản trị")
        link = token((await admin.bot_messages())[-1])
        [last] = await admin.says("thôi quản trị Quản trị Văn phòng")
        assert "cuối cùng" in last["text"], "who has not joined can be reached by nobody"
        second = await newcomer(town, 801, "D")
        await opens(second, link)
        await second.presses("Đúng")
        [overview] = await second.says("tình hình chung")
        assert overview["text"].startswith("Đến 30/01")
        await admin.says("thôi quản trị Quản trị Văn phòng")
        await admin.presses("Ghi nhận")
        [stranger] = await admin.says("tình hình chung")
        assert "Hoàn thành" not in stranger["text"]
        assert (await audited(town))["refused_last_admin"] == 2


async def test_a_handover_in_other_words_and_only_by_the_office(database_url: str) -> None:
    async with office(database_url, start=MORNING) as town:
        await another_admin(town, 601, "Phó Chánh Văn phòng")
        await town.start()
        await town.at("2024-01-30T09:00")
        admin, health = town.admin, town[HEALTH]
        [preview] = await admin.says("chuyển đầu mối Sở Nội vụ cho Trần Thị C từ 1/4")
        assert preview["text"].startswith("Bàn giao đầu mối Sở Nội vụ từ 01/4/2024 (thứ Hai)?")
        await admin.presses("Thôi", preview)
        [preview] = await admin.says("thêm đầu mối phụ Nguyễn Văn An Sở Y tế")
        for said in (
            "thêm đầu mối phụ Nguyễn Văn An Sở Y tế",
            "thôi đầu mối ông An Sở Y tế",
            "thu hồi lời mời của Sở Y tế",
            "thêm quản trị Nguyễn Văn An",
            "chuyển đầu mối Sở Y tế cho Nguyễn Văn An",
        ):
            [refused] = await health.says(said)
            assert refused["text"].startswith(f"Nội dung này do {OFFICE} thực hiện.")
        presses = (preview["buttons"][0][0]["data"], "unstaff:1:go", "unpost:1", "repost:1:-", "revoke:1", "unrevoke:1")
        toasts, _ = await forges(health, *presses)
        assert toasts == ["Nút này không dùng được với tài khoản của anh/chị."] * 6
        counted = await audited(town)
        assert (counted["command_refused"], counted["press_refused"]) == (5, 6)
        [own] = await health.says("em thôi làm đầu mối Sở Y tế")
        assert own["text"].startswith(f"Đã chuyển {OFFICE} ý kiến của anh/chị về đầu mối của Sở Y tế.")
