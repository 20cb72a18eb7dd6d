"""What a person wishes of the messages: their hour, their language, days without one, none at all, and again."""

from datetime import datetime

import pytest
from sqlalchemy import select

from plan_data.calendar import ZONE
from scheduler.audience import Post
from storage.tables import addresses, contacts, deliveries
from tests.e2e.look import ask, audited, forges, fresh, labels, recorded
from tests.e2e.office import Chat, Office, office
from tests.e2e.staff import joins, new

pytestmark = pytest.mark.long

TT = "Sở Thông tin và Truyền thông"
FOCAL = f"Đầu mối {TT}"
DEPUTY = "Trần Thị Hoa"
MID_MARCH = datetime(2024, 3, 15, 9, 0, tzinfo=ZONE)
"""VI.4 is due on 31/3, a Sunday: T-7 is Wednesday 20/3, T-3 Tuesday 26/3, T-1 and T0 28 and 29/3, T+1 Monday 01/4."""


async def mornings(chat: Chat) -> list[str]:
    """First lines of the morning messages of a chat."""
    heads = [m["text"].splitlines()[0] for m in await chat.bot_messages()]
    return [h for h in heads if h.startswith(f"{TT}: 1 việc") or f"đề nghị {TT} cập nhật" in h]


async def sent_at(town: Office) -> list[str]:
    """The hours at which the morning messages of the agency's people were sent, in the order of the days."""
    query = select(deliveries.c.sent_at).join(contacts, contacts.c.id == deliveries.c.contact_id)
    query = query.where(contacts.c.name == FOCAL, deliveries.c.words == "digest", deliveries.c.digest_on.is_not(None))
    rows = await ask(town, query.order_by(deliveries.c.digest_on))
    return [f"{r.sent_at.astimezone(ZONE):%d/%m %H:%M}" for r in rows if r.sent_at]


async def test_the_hour(database_url: str) -> None:
    async with office(database_url, start=MID_MARCH) as town:
        await town.start()
        focal = town[TT]
        [settings] = await focal.says("giờ nhận tin")
        assert settings["text"].splitlines()[0] == "Giờ nhận tin: 08:00, sáng làm việc nào có việc cần nhắc."
        assert labels(settings)[:6] == ["06:30", "07:00", "07:30", "08:00", "08:30", "13:30"]
        [said] = await focal.presses("06:30", settings)
        assert said["text"] == "Từ 18/3 (thứ Hai), tin nhắc gửi anh/chị lúc 06:30."
        await town.at("2024-03-20T09:00")
        [said] = fresh(await focal.says("gửi tin lúc 7h15 giúp em"))
        assert said["text"] == "Từ 21/3 (thứ Năm), tin nhắc gửi anh/chị lúc 07:15."
        await town.at("2024-03-26T09:00")
        assert await sent_at(town) == ["20/03 06:30", "26/03 07:15"]
        [undone] = fresh(await focal.presses("Hoàn tác", said))
        assert undone["text"] == "Từ 27/3 (thứ Tư), tin nhắc gửi anh/chị lúc 06:30."
        [undone] = fresh(await focal.says("nhầm"))
        assert undone["text"] == "Từ 27/3 (thứ Tư), tin nhắc gửi anh/chị lúc 07:15."
        for wrong in ("/gio 4:45", "/gio 17:15", "/gio 7:20"):
            [refused] = fresh(await focal.says(wrong))
            assert refused["text"].endswith("giờ nhận tin từ 05:00 đến 17:00, tròn 15 phút. Giờ cũ giữ nguyên."), wrong
        for fine in ("/gio 5:00", "/gio 17:00", "/gio 07:15"):
            assert fresh(await focal.says(fine))[0]["text"].startswith("Từ 27/3"), fine
        assert (await audited(town))["hour_set"] == 7
        # Work is work: an hour in a report changes nothing.
        await focal.says("VI.4 60%, 15h họp")
        assert (await ask(town, select(contacts.c.hour).where(contacts.c.name == FOCAL)))[0].hour.isoformat() == "07:15:00"
        assert ("VI.4", "progress") in await recorded(town, TT)


async def test_the_language(database_url: str) -> None:
    async with office(database_url, start=MID_MARCH) as town:
        await town.start()
        focal = town[TT]
        [said] = await focal.says("tiếng Anh")
        assert said["text"] == "From now on messages are in English."
        assert labels(said) == ["Undo"]
        await town.at("2024-03-20T08:00")
        assert (await focal.bot_messages())[-1]["text"].startswith(f"{TT}: 1 due soon")
        [back] = await focal.presses("Undo", said)
        assert back["text"] == "Từ nay tin nhắn bằng tiếng Việt."


async def test_quiet_days(database_url: str) -> None:
    """T-3 falls on a Tuesday and T0 on a Friday: both are said the next day, the newest word only."""
    async with office(database_url, start=MID_MARCH) as town:
        await town.start()
        focal = town[TT]
        [said] = await focal.says("không nhắc thứ Ba, thứ Sáu")
        assert said["text"].startswith("Không gửi tin sáng vào thứ Ba, thứ Sáu.")
        await town.at("2024-04-01T09:00")
        assert [s.split()[0] for s in await sent_at(town)] == ["20/03", "27/03", "28/03", "01/04"]
        assert "đã qua hạn 31/3" in (await mornings(focal))[-1], "T+1, and T0 of Friday no more"
        assert (await mornings(focal))[1] == f"{TT}: 1 việc sắp đến hạn"

        # Another focal person hears on the quiet day, and it is not said to the first one again.
        second = await joins(town, 701, DEPUTY, Post.FOCAL, TT)
        await town.at("2024-04-03T09:00")  # T+3 on Wednesday
        assert (len(await mornings(focal)), len(await mornings(second))) == (5, 1)
        await focal.says("không nhắc thứ Tư")
        await town.at("2024-04-10T09:00")  # T+8 on Wednesday
        assert (len(await mornings(focal)), len(await mornings(second))) == (5, 2)
        await town.at("2024-04-11T09:00")
        assert (len(await mornings(focal)), len(await mornings(second))) == (5, 2)

        # All five are refused, by words and by buttons; in between each can be taken back.
        [all_] = fresh(await focal.says("không nhắc thứ Hai, thứ Ba, thứ Tư, thứ Năm, thứ Sáu"))
        assert all_["text"].startswith("Cần ít nhất một ngày làm việc nhận tin.")
        [settings] = fresh(await focal.says("/gio"))
        assert "trừ thứ Ba, thứ Tư, thứ Sáu" in settings["text"]
        [days] = await focal.presses("Ngày nghỉ tin", settings)
        await focal.presses("Bỏ thứ Hai", days)
        assert (await forges(focal, "wish:toggle:4"))[0][0].startswith("Cần ít nhất một ngày làm việc nhận tin.")
        [heard_again] = fresh(await focal.says("nhắc lại cả thứ Hai"))
        assert heard_again["text"].startswith("Không gửi tin sáng vào thứ Ba, thứ Tư, thứ Sáu.")


async def test_no_more_and_again(database_url: str) -> None:
    async with office(database_url, start=MID_MARCH) as town:
        await town.start()
        deputy = await joins(town, 701, DEPUTY, Post.DEPUTY, TT)
        focal, admin = town[TT], town.admin
        await admin.fetch()
        [stopped] = await focal.says("/dung")
        assert stopped["text"].splitlines() == [
            "Đã tắt tin nhắc gửi anh/chị.",
            f"Tin của {TT} gửi đến {DEPUTY}.",
            "Anh/chị vẫn báo kết quả được ở đây. Nhận lại, gõ: nhận tin lại",
        ]
        assert await new(admin) == [f"{FOCAL} đã tắt tin nhắc.\n{TT}: tin nhắc nay gửi đến {DEPUTY}"]

        # What is written is still recorded, and that reminders are off is said once.
        answers = await focal.says("VI.4 30%")
        assert answers[0]["text"].startswith("Đã ghi nhận VI.4")
        assert [a["text"].split(",")[0] for a in answers[1:]] == ["Tin nhắc gửi anh/chị đang tắt"]
        assert len(fresh(await focal.says("VI.4 40%"))) == 1
        [off] = await focal.says("/dung")
        assert off["text"] == "Tin nhắc gửi anh/chị đang tắt. Nhận lại, gõ: nhận tin lại"
        await town.at("2024-03-26T09:00")
        assert (len(await mornings(focal)), len(await mornings(deputy))) == (0, 1)

        # With the deputy away as well nobody is left: the admins hold it, and can invite.
        await deputy.says("/dung")
        told = fresh(await admin.fetch())[-1]  # behind the morning messages of the days between
        assert told["text"].splitlines()[1].startswith(f"{TT}: chưa có người khác nhận được tin")
        assert labels(told) == ["Mời Sở TT&TT"]
        await town.at("2024-03-28T08:00")
        [unreached] = [m["text"] for m in await admin.bot_messages() if "Chưa có người nhận: 1 cơ quan" in m["text"]]
        assert f"{TT} · 1 việc (VI.4) · đã ngừng nhận tin" in unreached.splitlines()

        # Plain work words do not bring it back; /start does, and so do the words and the button.
        await focal.says("VI.4 50%")
        assert len(await ask(town, select(addresses.c.id).where(addresses.c.stopped_at.is_not(None)))) == 2
        [again] = fresh(await focal.says("/start"))
        assert again["text"] == "Tin nhắc đang bật: gửi anh/chị lúc 08:00, sáng làm việc nào có việc cần nhắc."
        assert f"{FOCAL} ({TT}) đã nhận lại tin nhắc." in await new(admin)
        [again] = fresh(await deputy.says("nhận tin lại"))
        assert again["text"].startswith("Tin nhắc đang bật")
        await town.at("2024-04-01T08:00")
        assert (len(await mornings(focal)), len(await mornings(deputy))) == (1, 1)
        assert (await audited(town))["stopped"] == (await audited(town))["resumed"] == 2


async def test_said_before_the_hour_the_message_does_not_come(database_url: str) -> None:
    """At 07:40 of T-1: the word was not said to anybody, and whoever is next hears the newest one the next morning."""
    async with office(database_url, start=MID_MARCH) as town:
        await town.start()
        deputy = await joins(town, 701, DEPUTY, Post.DEPUTY, TT)
        await town.at("2024-03-28T07:40")
        await town[TT].says("/dung")
        await town.at("2024-03-28T12:00")
        assert (len(await mornings(town[TT])), len(await mornings(deputy))) == (2, 0)
        await town.at("2024-03-29T08:00")
        assert (len(await mornings(town[TT])), len(await mornings(deputy))) == (2, 1)


async def test_the_last_admin_stays(database_url: str) -> None:
    async with office(database_url, start=MID_MARCH) as town:
        await town.start()
        [refused] = await town.admin.says("/dung")
        assert refused["text"].startswith("Anh/chị là quản trị duy nhất đang nhận được tin, nên chưa tắt")
        other = await joins(town, 701, "Lê Văn C", Post.ADMIN)
        assert (await town.admin.says("/dung"))[0]["text"].startswith("Đã tắt tin nhắc gửi anh/chị.")
        assert await new(other) == ["Quản trị Văn phòng đã tắt tin nhắc."]
        assert (await other.says("/dung"))[0]["text"].startswith("Anh/chị là quản trị duy nhất")


@pytest.mark.parametrize("said", ["đúng", "dừng", "đúng rồi", "thứ Sáu nhắc lại", "mai nhắc lại", "VI.4 dừng thực hiện"])
async def test_what_is_no_wish(database_url: str, said: str) -> None:
    if "postgres" in database_url:
        return  # words, not rows
    async with office(database_url, start=MID_MARCH) as town:
        await town.start()
        await town[TT].says(said)
        done = await audited(town)
        assert not {"stopped", "hour_set", "quiet_days_set", "language_set"} & set(done)


async def test_the_welcome_and_the_help_lead_there(database_url: str) -> None:
    async with office(database_url, start=MID_MARCH) as town:
        await town.start()
        head = await joins(town, 701, "Lê Văn Nam", Post.HEAD, TT)
        [help_] = await town[TT].says("/giupdo")
        assert help_["text"].splitlines()[1].startswith("Sửa: nhầm. Vắng: vắng 18-22/3.")
        assert help_["text"].splitlines()[1].endswith("Ngừng nhận tin: /dung")
        assert labels(help_) == ["Việc của tôi", "Giờ nhận tin", "Liên hệ"]
        [settings] = await town[TT].presses("Giờ nhận tin", help_)
        assert settings["text"].startswith("Giờ nhận tin: 08:00")
        [contact] = await town[TT].presses("Liên hệ", help_)
        assert contact["text"].splitlines() == ["Văn phòng UBND tỉnh", "Quản trị Văn phòng"]
        [help_] = await head.says("/giupdo")
        assert help_["text"].startswith("Anh/chị nhận tin khi việc của cơ quan quá hạn.")
        assert labels(help_) == ["Xem việc", "Liên hệ"]
