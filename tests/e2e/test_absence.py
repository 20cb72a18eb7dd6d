"""Leave: who hears instead and until when, who may say so, who declines, who comes back early; and what stays theirs."""

from datetime import datetime

import pytest
from sqlalchemy import select

from bot.roster import listed_people
from bot.wording import words
from plan_data.calendar import ZONE
from scheduler.audience import Post
from storage.store import open_store
from storage.tables import absences, deliveries
from tests.e2e.look import JUSTICE, ask, audited, forges, fresh, labels, recorded
from tests.e2e.office import Office, office
from tests.e2e.staff import contact_id, joins, new

pytestmark = pytest.mark.long

TT = "Sở Thông tin và Truyền thông"
FOCAL = f"Đầu mối {TT}"
DEPUTY, HEAD = "Trần Thị Hoa", "Lê Văn Nam"
FRIDAY = datetime(2024, 3, 15, 7, 30, tzinfo=ZONE)
"""VI.4 is due on 31/3, a Sunday: T-7 is Wednesday 20/3, T-3 Tuesday 26/3, T-1 and T0 28 and 29/3, T+1 01/4."""
SET = f"Từ 18/3 (thứ Hai) đến hết 22/3 (thứ Sáu), tin nhắc của {TT} gửi đến anh/chị {DEPUTY} (đầu mối phụ). Sau đó tự trở lại."
OLD = "Nút này đã cũ."
NOT_YOURS = "Nút này không dùng được với tài khoản của anh/chị."


async def staffed(town: Office) -> None:
    await town.start()
    await joins(town, 701, DEPUTY, Post.DEPUTY, TT)
    await joins(town, 702, HEAD, Post.HEAD, TT)


async def digests(town: Office, name: str) -> list[str]:
    """The first lines of all morning messages that a person of the agency got."""
    return [m["text"].splitlines()[0] for m in await town[name].bot_messages() if m["text"].startswith(f"{TT}: ")]


async def test_a_substitute_across_a_due_date(database_url: str) -> None:
    async with office(database_url, start=FRIDAY) as town:
        await staffed(town)
        follower = await joins(town, 703, "Phạm Văn Theo", Post.FOLLOWER, TT)
        focal, deputy = town[TT], town[DEPUTY]
        [refused] = await follower.says("VI.4 60%")
        assert not refused["text"].startswith("Đã ghi nhận"), "who only follows may not report"

        [said] = await focal.says("em bị ốm phải nghỉ phép 28/3-1/4, anh Theo thay ạ")
        assert said["text"] == (
            f"Từ 28/3 (thứ Năm) đến hết 01/4 (thứ Hai), tin nhắc của {TT} gửi đến anh/chị Phạm Văn Theo "
            "(người theo dõi nhóm). Sau đó tự trở lại."
        )
        assert labels(said) == ["Sửa ngày", "Hoàn tác"]
        [told] = fresh(await follower.fetch())[-1:]
        assert told["text"].splitlines() == [
            f"Từ 28/3 (thứ Năm) đến hết 01/4 (thứ Hai), anh/chị thay đầu mối {TT} ({FOCAL} đã báo vắng).",
            "Việc sẽ được nhắc trong thời gian này: VI.4 Công bố danh mục dịch vụ công trực tuyến, hạn 31/3 (Chủ nhật).",
        ]
        assert labels(told) == ["Đã nhận", "Không nhận"]
        assert "ốm" not in " ".join(m["text"] for m in await follower.bot_messages())
        [accepted] = await follower.presses("Đã nhận", told)
        assert accepted["edited"]
        assert await new(deputy) == []

        # The day before it is still the first person's; the substitute has no right yet.
        await town.at("2024-03-26T08:00")
        assert await digests(town, TT) == [f"{TT}: 1 việc sắp đến hạn"] * 2
        [early] = await follower.says("VI.4 60%")
        assert not early["text"].startswith("Đã ghi nhận")

        # While it runs every word is the substitute's, the due date and the first day after it too.
        await town.at("2024-04-01T08:00")
        assert len(await digests(town, TT)) == 2
        assert await digests(town, "Phạm Văn Theo") == [
            f"{TT}: 1 việc sắp đến hạn",
            f"{TT}: 1 việc sắp đến hạn",
            f"{TT}: 1 việc đã qua hạn 31/3 (Chủ nhật)",
        ]
        [half] = fresh(await follower.says("60%", reply_to=(await follower.bot_messages())[-1]["message_id"]))
        assert half["text"].startswith("Đã ghi nhận VI.4 Công bố danh mục dịch vụ công trực tuyến: đang thực hiện, 60%")
        [own] = fresh(await focal.says("VI.4 65%"))
        assert own["text"].startswith("Đã ghi nhận VI.4"), "whoever is away is still heard"
        assert await recorded(town, TT) == [("VI.4", "progress")] * 2
        await follower.fetch()

        # From the next day on it has ended by itself, rights and all.
        await town.at("2024-04-03T08:00")
        assert len(await digests(town, "Phạm Văn Theo")) == 3
        assert (await focal.bot_messages())[-1]["text"].startswith(f"Văn phòng UBND tỉnh đề nghị {TT} cập nhật 1 việc")
        [late] = await follower.says("VI.4 xong")
        assert not late["text"].startswith("✅")
        await follower.presses("Xong", next(m for m in reversed(await follower.bot_messages()) if "Xong" in labels(m)))
        assert follower.answer is not None
        assert follower.answer["text"] == NOT_YOURS
        assert ("VI.4", "done") not in await recorded(town, TT)


async def test_declined(database_url: str) -> None:
    """The work is the first person's again, and the admins know; the next one may be chosen by either."""
    async with office(database_url, start=FRIDAY) as town:
        await staffed(town)
        focal, deputy, head = town[TT], town[DEPUTY], town[HEAD]
        [said] = await focal.says("em đi công tác 18-22/3, đầu mối phụ thay ạ")
        assert said["text"] == SET
        [declined] = await deputy.presses("Không nhận")
        assert declined["text"] == f"Đã ghi nhận anh/chị không nhận thay. {FOCAL} và Văn phòng UBND tỉnh đã được báo."
        [back] = fresh(await focal.fetch())
        assert back["text"] == (
            f"Anh/chị {DEPUTY} không nhận thay 18/3 (thứ Hai)–22/3 (thứ Sáu). "
            f"Tin nhắc của {TT} vẫn gửi anh/chị. Ai nhận tin thay?"
        )
        assert labels(back) == [HEAD, "Không ai thay"]
        [admins] = fresh(await town.admin.fetch())
        assert admins["text"].startswith(f"{TT}: {FOCAL} báo vắng 18/3 (thứ Hai)–22/3 (thứ Sáu), {DEPUTY} không nhận thay.")
        assert await forges(deputy, "leave_yes:1", "leave_no:1") == ([OLD] * 2, [])
        await town.at("2024-03-20T08:00")
        assert len(await digests(town, TT)) == 1

        # Both choose at once: the newer stands, and who was chosen first hears that they need not.
        await focal.presses(HEAD, back)
        await town.admin.presses("Không ai thay", admins)
        assert [t.splitlines()[0] for t in await new(head)] == [
            f"Từ 18/3 (thứ Hai) đến hết 22/3 (thứ Sáu), anh/chị thay đầu mối {TT} ({FOCAL} đã báo vắng).",
            f"Anh/chị không cần thay {TT} ({FOCAL}) 18/3 (thứ Hai)–22/3 (thứ Sáu) nữa.",
        ]
        standing = await ask(town, select(absences.c.substitute_id).where(absences.c.cancelled_at.is_(None)))
        assert [r.substitute_id for r in standing] == [None]
        assert (await audited(town))["absence_declined"] == 1


async def test_back_early_and_back_before_it_began(database_url: str) -> None:
    async with office(database_url, start=FRIDAY) as town:
        await staffed(town)
        focal, deputy = town[TT], town[DEPUTY]
        [nothing] = await focal.says("em đã về")
        assert nothing["text"] == "Hiện không có lần báo vắng nào đang diễn ra."
        await focal.says("em đi công tác 18-29/3, chị Hoa thay")
        [coming] = await focal.says("em đã về")
        assert coming["text"] == ("Hiện không có lần báo vắng nào đang diễn ra. Lần tới: 18/3 (thứ Hai)–29/3 (thứ Sáu).")
        await town.at("2024-03-20T09:00")
        await deputy.fetch()
        [back] = await focal.says("em đã về rồi ạ")
        assert back["text"] == (
            f"Đã ghi nhận anh/chị trở lại. Từ 21/3 (thứ Năm), tin nhắc gửi lại như trước. Tin hôm nay đã gửi anh/chị {DEPUTY}."
        )
        assert await new(deputy) == [f"Anh/chị {FOCAL} đã trở lại. Từ 21/3 (thứ Năm), anh/chị không cần thay {TT} nữa."]
        await town.at("2024-03-26T08:00")
        assert (len(await digests(town, TT)), len(await digests(town, DEPUTY))) == (1, 1)


async def test_the_admin_says_it(database_url: str) -> None:
    async with office(database_url, start=FRIDAY) as town:
        await staffed(town)
        focal, deputy, admin = town[TT], town[DEPUTY], town.admin
        [said] = await admin.says("Sở TT&TT vắng 18-22/3, chị Hoa thay")
        assert said["text"] == f"{FOCAL} vắng. {SET}"
        [told] = fresh(await focal.fetch())
        assert told["text"].splitlines() == ["Văn phòng UBND tỉnh ghi nhận anh/chị vắng:", SET]
        assert len(await new(deputy)) == 1
        [undone] = await focal.presses("Hoàn tác", told)
        assert undone["text"] == "Đã bỏ báo vắng 18/3 (thứ Hai)–22/3 (thứ Sáu). Tin nhắc gửi lại như trước."
        assert await new(deputy) == [f"Anh/chị không cần thay {TT} ({FOCAL}) 18/3 (thứ Hai)–22/3 (thứ Sáu) nữa."]
        await admin.presses("Hoàn tác", said)
        assert admin.answer is not None
        assert admin.answer["text"] == OLD

        [which] = await admin.says("/vang Sở Thông tin và Truyền thông 25/3, Nguyễn Văn Không thay")
        assert labels(which) == [DEPUTY, HEAD, "Không ai thay"]
        [said] = await admin.says("lãnh đạo")
        assert said["text"].startswith(f"{FOCAL} vắng. Ngày 25/3 (thứ Hai), tin nhắc của {TT} gửi đến anh/chị {HEAD}")
        [listed] = await admin.says("ai đang vắng")
        assert f"{FOCAL} · 25/3 (thứ Hai)–25/3 (thứ Hai) · {HEAD} thay (chưa xác nhận)" in listed["text"]
        [card] = fresh(await admin.says("Sở TT&TT"))
        assert "vắng" not in card["text"], "not yet"
        await town.at("2024-03-25T07:30")
        [card] = fresh(await admin.says("Sở TT&TT"))
        assert f"{FOCAL} vắng 25/3–25/3, {HEAD} thay (chưa xác nhận)" in card["text"].splitlines()

        # Of others a focal person says nothing; and what an admin asks about a name that is no agency's is no absence.
        [own] = await town[JUSTICE].says("/vang")
        assert own["text"].startswith("Anh/chị vắng từ ngày nào đến ngày nào")
        absent = await contact_id(town, FOCAL)
        forged = [f"leave:{absent}", f"leave_to:20240326:20240327:{absent}:0:0", "leave_undo:2:0", "leave_days:2", "leave_no:2"]
        assert (await forges(town[JUSTICE], *forged))[0] == [NOT_YOURS] * 5


async def test_it_is_taken_back_moved_and_replaced(database_url: str) -> None:
    """ "nhầm" takes the absence back and not the last report; the newer of two that meet replaces the older, until undone."""
    async with office(database_url, start=FRIDAY) as town:
        await staffed(town)
        focal, deputy, head = town[TT], town[DEPUTY], town[HEAD]
        await focal.says("VI.4 30%")
        await focal.says("vang 18-22/3 chi Hoa thay")
        [undone] = await focal.says("nhầm")
        assert undone["text"].startswith("Đã bỏ báo vắng 18/3")
        assert await recorded(town, TT) == [("VI.4", "progress")]

        await focal.says("vắng 18-20/3, chị Hoa thay")
        await deputy.fetch()
        [newer] = await focal.says("vắng 20-22/3, anh Nam thay")
        assert await new(deputy) == [f"Anh/chị không cần thay {TT} ({FOCAL}) 18/3 (thứ Hai)–20/3 (thứ Tư) nữa."]
        assert len(await new(head)) == 1
        [undone] = await focal.presses("Hoàn tác", newer)
        assert undone["text"].splitlines() == [
            "Đã bỏ báo vắng 20/3 (thứ Tư)–22/3 (thứ Sáu). Tin nhắc gửi lại như trước.",
            f"Vẫn còn: vắng 18/3 (thứ Hai)–20/3 (thứ Tư), {DEPUTY} thay",
        ]
        [known] = await focal.says("/vang")
        assert known["text"].splitlines()[1] == f"18/3 (thứ Hai)–20/3 (thứ Tư), {DEPUTY} thay (chưa xác nhận)"
        await focal.presses("Sửa ngày", known)
        [moved] = fresh(await focal.says("ngày 19/3 đến 21/3"))
        assert moved["text"].startswith(f"Từ 19/3 (thứ Ba) đến hết 21/3 (thứ Năm), tin nhắc của {TT} gửi đến anh/chị {DEPUTY}")
        standing = await ask(town, select(absences).where(absences.c.cancelled_at.is_(None)))
        assert [(r.from_on.day, r.until_on.day) for r in standing] == [(19, 21)]


async def test_nobody_is_picked(database_url: str) -> None:
    """A name that is nobody's, or two people's, or of somebody who has not joined, is asked; nothing is recorded before."""
    async with office(database_url, start=FRIDAY) as town:
        await staffed(town)
        await joins(town, 703, "Nguyễn Thị Hoà", Post.FOLLOWER, TT)
        await joins(town, 704, "Bùi Văn Bảy", Post.DEPUTY, TT, joined=False)
        focal = town[TT]
        for said, first_line, offered in (
            ("vắng 18-22/3, anh Bảy thay", "Chưa rõ “anh Bảy” là ai", {DEPUTY, HEAD, "Nguyễn Thị Hoà"}),
            ("vang 18-22/3, chi hoa thay", "Có 2 người có thể là “chi hoa”.", {DEPUTY, "Nguyễn Thị Hoà"}),
            ("vắng 18-22/3, có người thay", "Ai nhận tin thay?", {DEPUTY, HEAD, "Nguyễn Thị Hoà"}),
        ):
            [asked] = await focal.says(said)
            assert asked["text"].startswith(first_line), said
            assert set(labels(asked)) == offered | {"Không ai thay"}, said
        assert await ask(town, select(absences.c.id)) == []
        [set_] = await focal.says("chị Hoà nhé")
        assert "anh/chị Nguyễn Thị Hoà (người theo dõi nhóm)" in set_["text"]
        for not_one in ("vắng rồi", "IV.3 vướng vì anh Nam đi công tác 18-22/3", "hôm qua em vắng"):
            before = len(await ask(town, select(absences.c.id)))
            await focal.says(not_one)
            assert len(await ask(town, select(absences.c.id))) == before, not_one


async def test_without_a_name_the_order_of_the_posts_decides(database_url: str) -> None:
    async with office(database_url, start=FRIDAY) as town:
        await staffed(town)
        focal, deputy, head = town[TT], town[DEPUTY], town[HEAD]
        [said] = await focal.says("vắng 18-22/3")
        assert said["text"] == (
            f"Từ 18/3 (thứ Hai) đến hết 22/3 (thứ Sáu), tin nhắc của {TT} gửi theo thứ tự: đầu mối phụ, lãnh đạo, "
            f"Văn phòng UBND tỉnh. Hiện nay là anh/chị {DEPUTY} (đầu mối phụ). Sau đó tự trở lại."
        )
        [next_] = await new(deputy)
        assert next_.startswith(f"Từ 18/3 (thứ Hai) đến hết 22/3 (thứ Sáu), đầu mối {TT} ({FOCAL}) báo vắng.")
        await deputy.says("em nghỉ phép 19-21/3")  # away as well: the head is next, as soon as that begins
        await town.at("2024-03-20T08:00")
        assert [len(await digests(town, n)) for n in (TT, DEPUTY, HEAD)] == [0, 0, 1]
        # Where nobody of the agency is left it comes to the admins, who were told.
        await town.admin.fetch()  # the week, and the day on which the report is due
        await head.says("vắng 26/3")
        await focal.says("vắng 26/3")
        assert await new(town.admin) == []
        await deputy.says("vắng 26/3")
        [nobody] = await new(town.admin)
        assert nobody.startswith(
            f"{DEPUTY} (đầu mối phụ {TT}) báo vắng: 26/3 (thứ Ba)–26/3 (thứ Ba). Cơ quan chưa có người khác"
        )
        await town.at("2024-03-26T08:00")
        [unreached] = [m["text"] for m in await town.admin.bot_messages() if m["text"].startswith("Chưa có người nhận")]
        assert f"{TT} · 1 việc (VI.4) · đang vắng" in unreached.splitlines()


async def test_the_message_of_this_morning_is_not_for_who_is_away_today(database_url: str) -> None:
    """Said at 07:40 of the day itself: the substitute hears at once what would have come at 08:00, and the ladder goes on
    with them the next day."""
    async with office(database_url, start=FRIDAY) as town:
        await staffed(town)
        focal, deputy = town[TT], town[DEPUTY]
        await town.at("2024-03-28T07:40")
        await focal.says("hôm nay đến 29/3 em nghỉ phép, chị Hoa thay")
        told = (await deputy.bot_messages())[-1]["text"]
        assert "VI.4 Công bố danh mục dịch vụ công trực tuyến, hạn 31/3 (Chủ nhật)" in told
        await town.at("2024-03-28T12:00")
        assert len(await digests(town, TT)) == 2, "20/3 and 26/3"
        await town.at("2024-03-29T08:00")
        assert [len(await digests(town, n)) for n in (TT, DEPUTY)] == [2, 1]
        states = await ask(town, select(deliveries.c.state).where(deliveries.c.digest_on.is_not(None)))
        assert "dead" not in [r.state for r in states]


async def test_decisions_and_escalations(database_url: str) -> None:
    """What is decided at once goes to whoever hears now; who hears a word in the morning is not told it again at 14:00, and the
    head's own way is not touched."""
    async with office(database_url, start=FRIDAY) as town:
        await staffed(town)
        focal, deputy, head, admin = town[TT], town[DEPUTY], town[HEAD], town.admin
        await focal.says("VI.4 xin gia hạn đến 15/4 vì chờ góp ý")
        await focal.says("vắng 15/3-4/4, chị Hoa thay")
        await focal.fetch()
        await deputy.fetch()
        await admin.presses("Không đồng ý")
        await admin.says("đã đủ hồ sơ")
        await admin.presses("Gửi")
        assert any("chưa đồng ý gia hạn VI.4" in text for text in await new(deputy))
        assert await new(focal) == []
        await town.at("2024-04-03T15:00")  # T+3
        assert (await deputy.bot_messages())[-1]["text"].startswith(f"Văn phòng UBND tỉnh đề nghị {TT} cập nhật 1 việc")
        letters = [m["text"] for m in await head.bot_messages() if m["text"].startswith("Kính gửi")]
        assert len(letters) == 1
        assert not any(m["text"].startswith("Kính gửi") for m in await deputy.bot_messages())
        assert await digests(town, TT) == []


async def test_a_handover_ends_it(database_url: str) -> None:
    """With the post goes what depended on it: the new person hears, and nobody stands in any more."""
    async with office(database_url, start=FRIDAY) as town:
        await staffed(town)
        follower = await joins(town, 703, "Phạm Văn Theo", Post.FOLLOWER, TT)
        await town[TT].says("vắng 18-29/3, anh Theo thay")
        await town.admin.says(f"bàn giao đầu mối {TT} cho {DEPUTY} từ 25/3")
        await town.admin.presses("Sở TT&TT")
        await town.admin.presses("Bàn giao")
        await town.at("2024-03-26T08:00")
        assert [len(await digests(town, n)) for n in (TT, "Phạm Văn Theo", DEPUTY)] == [0, 1, 2]
        [refused] = fresh(await follower.says("VI.4 60%"))
        assert not refused["text"].startswith("Đã ghi nhận")


async def test_the_roster_shows_it(database_url: str) -> None:
    async with office(database_url, start=FRIDAY) as town:
        await staffed(town)
        await town[TT].says("vắng 15-22/3, chị Hoa thay")
        await town.admin.says(f"bàn giao đầu mối {TT} cho {DEPUTY} từ 1/4")
        await town.admin.presses("Sở TT&TT")
        await town.admin.presses("Bàn giao")
        store = await open_store(town.settings.database_url)
        async with store.transaction() as tx:
            rows = await listed_people(tx, FRIDAY.date(), FRIDAY)
        await store.close()
        lines = [words("vi").tell("listed", row) for row in rows]
        assert f"{FOCAL} · đầu mối {TT} đến 31/3/2024 · đã kết nối · vắng đến 22/3/2024, {DEPUTY} thay" in lines
        assert f"{DEPUTY} · đầu mối phụ {TT}; đầu mối {TT} từ 01/4/2024 · đã kết nối" in lines
