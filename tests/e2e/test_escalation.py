"""Overdue work above the focal person: seen and held by the admins first, told to heads at 14:00, followed to its end."""

import asyncio
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from bot.app import opened
from bot.demo import Inhabitant
from bot.dry_run import reminders_at
from plan_data.calendar import ZONE
from scheduler.audience import Post
from storage import holds as holding
from storage import people
from storage.store import open_store
from storage.tables import agencies, holds
from tests.e2e.late import (
    AGENCIES,
    BUILDING,
    DEPUTY,
    HEAD,
    HEAD_OF_HEALTH,
    HEAD_OF_INTERIOR,
    HEALTH,
    SECOND,
    T3,
    T8,
    came,
    overdue,
    preview,
    small_plan,
    texts,
    told_at_two,
    townspeople,
)
from tests.e2e.look import INTERIOR, JUSTICE, MORNING, ask, audited, forges, fresh, labels, trouble
from tests.e2e.office import office

pytestmark = pytest.mark.long

OLD = "Nút này đã cũ."
NOT_YOURS = "Nút này không dùng được với tài khoản của anh/chị."


# --- the whole story --------------------------------------------------------------------------------------------------------
async def test_from_the_preview_to_the_end(database_url: str) -> None:
    async with overdue(database_url) as town:
        admin, focal = town.admin, town[JUSTICE]

        # 08:00: the focal person knows what will be told, the admins see it first and can hold it.
        [digest] = await came(focal)
        assert digest["text"].splitlines()[-1] == (
            "Theo quy trình theo dõi, 14:00 hôm nay sẽ báo Lãnh đạo Sở các việc chưa có ngày dự kiến xong: I.1, I.2."
        )
        assert "sẽ báo" not in (await texts(town[BUILDING]))[0], "nobody there can be told"
        [shown] = await came(admin)
        assert shown["text"].splitlines() == [
            "Hôm nay 14:00 sẽ báo lãnh đạo 3 cơ quan, 4 việc:",
            "Sở Tư pháp: I.1 (chưa có cập nhật), I.2 (chưa có cập nhật), quá hạn 3 ngày làm việc",
            "Sở Nội vụ: I.1 (chưa có cập nhật), quá hạn 3 ngày làm việc",
            "Sở Y tế: I.1 (chưa có cập nhật), quá hạn 3 ngày làm việc",
            "Chưa có lãnh đạo kết nối nên chưa báo được:",
            "Sở Xây dựng: I.1 (chưa có cập nhật), quá hạn 3 ngày làm việc",
            "Việc được báo xong, vướng hoặc có ngày dự kiến xong trước 14:00 sẽ tự rút.",
        ]
        assert labels(shown) == ["Giữ Sở TP", "Giữ Sở Nội vụ", "Giữ Sở Y tế", "Giữ tất cả", "Xem tin"]
        assert (await preview(town, SECOND))["text"] == shown["text"]

        # One is held, one names a day, one says what excuses nothing.
        await admin.presses("Giữ Sở Nội vụ", shown)
        assert admin.answer == {"text": "Đã giữ tin 14:00: Sở Nội vụ", "show_alert": False}
        await town[HEALTH].says("I.1 08/02 xong")
        await focal.says("I.1 60%")
        for name in ("admin", SECOND):
            now = await preview(town, name)
            assert now["text"].splitlines() == [
                "Hôm nay 14:00 sẽ báo lãnh đạo 1 cơ quan, 2 việc:",
                "Sở Tư pháp: I.1 (60%), I.2 (chưa có cập nhật), quá hạn 3 ngày làm việc",
                "Đang giữ · Sở Nội vụ: I.1 (chưa có cập nhật), quá hạn 3 ngày làm việc",
                "Chưa có lãnh đạo kết nối nên chưa báo được:",
                "Sở Xây dựng: I.1 (chưa có cập nhật), quá hạn 3 ngày làm việc",
                "Đã rút: Sở Y tế I.1 (có ngày dự kiến xong)",
                "Việc được báo xong, vướng hoặc có ngày dự kiến xong trước 14:00 sẽ tự rút.",
            ]
            assert labels(now) == ["Giữ Sở TP", "Bỏ giữ Sở Nội vụ", "Giữ tất cả", "Xem tin"]
        await came(admin)

        # 14:00
        await town.at(f"{T3}T13:59")
        assert await texts(town[HEAD]) == []
        await town.at(f"{T3}T14:00")
        [letter] = await came(town[HEAD])
        assert letter["text"].splitlines() == [
            "Kính gửi Lãnh đạo Sở Tư pháp,",
            "Theo Kế hoạch thử nghiệm (1/QĐ-UBND), Sở chủ trì 2 việc hạn 31/01 (thứ Tư), đến nay chưa hoàn thành, "
            "quá hạn 3 ngày làm việc:",
            "I.1 Kế hoạch năm 2024: đang thực hiện, 60% (báo ngày 05/02)",
            "I.2 Báo cáo năm 2024: chưa có cập nhật",
            "Kính đề nghị Lãnh đạo Sở quan tâm chỉ đạo và cho biết thời gian hoàn thành.",
            "Văn phòng UBND tỉnh (tin tự động)",
        ]
        assert labels(letter) == ["Đã nhận", "Báo ngày xong", "Chi tiết"]
        [other] = await texts(town[DEPUTY])
        assert (
            other.splitlines()[0] == "Sở Tư pháp: 2 việc hạn 31/01 (thứ Tư), quá hạn 3 ngày làm việc, sáng nay đã nhắc đầu mối"
        )
        for name in (HEAD_OF_INTERIOR, HEAD_OF_HEALTH, "admin", SECOND, BUILDING):
            assert await texts(town[name]) == []
        gone = {HEAD_OF_HEALTH: "dropped", HEAD_OF_INTERIOR: "dropped", HEAD: "sent", DEPUTY: "sent"}
        assert await told_at_two(town) == gone
        assert (await audited(town))["escalation_taken_off"] == 2
        await admin.presses("Bỏ giữ Sở Nội vụ", shown := await preview(town))
        assert admin.answer == {"text": "Tin 14:00 đã gửi.", "show_alert": False}
        await town[BUILDING].says("I.1 20%")  # the message as it stands is drawn again, and tells it as done
        assert shown["text"].startswith("Hôm nay 14:00 sẽ báo")
        now = await preview(town)
        assert now["text"].splitlines() == [
            "14:00 hôm nay đã báo lãnh đạo 1 cơ quan, 2 việc:",
            "Sở Tư pháp: I.1 (60%), I.2 (chưa có cập nhật), quá hạn 3 ngày làm việc",
            "Đã giữ · Sở Nội vụ: I.1 (chưa có cập nhật), quá hạn 3 ngày làm việc",
            "Chưa có lãnh đạo kết nối nên chưa báo được:",
            "Sở Xây dựng: I.1 (20%), quá hạn 3 ngày làm việc",
            "Đã rút: Sở Y tế I.1 (có ngày dự kiến xong)",
        ]
        assert labels(now) == []

        # A held word does not come the next day, nor on a day off; the next rung tells what is left, and the admins too.
        stops = await town.at(f"{T8}T08:00")
        assert {stop[:10] for stop in stops} == {"2024-02-15", T8}, "the named day, asked after Tết, and T+8"
        for name in (HEAD, DEPUTY, HEAD_OF_INTERIOR, HEAD_OF_HEALTH):
            assert await texts(town[name]) == []
        for chat in (admin, town[SECOND]):
            assert (await texts(chat))[-1].splitlines()[0] == "Hôm nay 14:00 sẽ báo lãnh đạo 3 cơ quan, 4 việc:"
        await town.at(f"{T8}T14:00")
        [listed] = await came(admin)
        assert listed["text"].splitlines() == [
            "5 việc quá hạn 8 ngày làm việc trở lên, 4 cơ quan",
            "",
            "Sở Tư pháp · đã nhắc đầu mối sáng nay, cùng lúc báo Lãnh đạo Sở",
            "I.1 🔴 Kế hoạch năm 2024 · quá hạn 8 ngày làm việc · đã báo 60% ngày 05/02",
            "I.2 🔴 Báo cáo năm 2024 · quá hạn 8 ngày làm việc · chưa có cập nhật",
            "",
            "Sở Nội vụ · đã nhắc đầu mối sáng nay, cùng lúc báo Lãnh đạo Sở",
            "I.1 🔴 Kế hoạch năm 2024 · quá hạn 8 ngày làm việc · chưa có cập nhật",
            "",
            "Sở Y tế · đã nhắc đầu mối sáng nay, cùng lúc báo Lãnh đạo Sở",
            "I.1 🔴 Kế hoạch năm 2024 · quá hạn 8 ngày làm việc · đã báo “I.1 08/02 xong” ngày 05/02",
            "",
            "Sở Xây dựng · đã nhắc đầu mối sáng nay, chưa có lãnh đạo kết nối",
            "I.1 🔴 Kế hoạch năm 2024 · quá hạn 8 ngày làm việc · đã báo 20% ngày 05/02",
        ]
        assert set((await told_at_two(town, T8)).values()) == {"sent"}
        assert len(await told_at_two(town, T8)) == 6
        for name in (HEAD, DEPUTY, HEAD_OF_INTERIOR, SECOND):
            assert len(await came(town[name])) == 1
        [english] = await came(town[HEAD_OF_HEALTH])
        assert english["text"].splitlines() == [
            "To the head of Sở Y tế,",
            "Under Kế hoạch thử nghiệm (1/QĐ-UBND), the agency leads 1 task due 31/01 (Wed), not completed so far, "
            "8 working days overdue:",
            "I.1 Kế hoạch năm 2024: in progress (reported 05/02, expected 08/02)",
            "You are kindly asked to give direction and to let us know when they will be completed.",
            "Văn phòng UBND tỉnh (automatic message)",
        ]
        assert labels(english) == ["Received", "Give a date", "Details"]

        # Whoever was told hears how it ended, and whether that was taken back; nobody else does.
        await town.at(f"{T8}T15:30")
        await focal.says("I.1 xong")
        done = "Sở Tư pháp · I.1 Kế hoạch năm 2024: hoàn thành quá hạn, báo lúc 15:30 ngày 19/02/2024 (thứ Hai)."
        for name in (HEAD, DEPUTY, "admin", SECOND):
            assert await texts(town[name]) == [done], name
        await focal.says("nhầm")
        undone = (
            "Sở Tư pháp · Đã bỏ ghi nhận hoàn thành của I.1 Kế hoạch năm 2024. "
            "Hiện nay: quá hạn 8 ngày làm việc · đang thực hiện, 60%."
        )
        for name in (HEAD, DEPUTY, "admin", SECOND):
            assert await texts(town[name]) == [undone], name
        await town[INTERIOR].says("I.1 xong")
        for name in (HEAD, DEPUTY, HEAD_OF_HEALTH):
            assert await texts(town[name]) == [], name
        assert len(await texts(town[HEAD_OF_INTERIOR])) == 1

        # In the evening nobody is disturbed: it waits for the morning.
        await town.at(f"{T8}T20:00")
        await came(admin)
        await town[HEALTH].says("I.1 xong")
        assert await texts(town[HEAD_OF_HEALTH]) == await texts(admin) == []
        await town.at("2024-02-20T08:00")
        assert await texts(town[HEAD_OF_HEALTH]) == [
            "Sở Y tế · I.1 Kế hoạch năm 2024: completed late, reported at 20:00 on 19/02/2024 (Mon)."
        ]
        assert len(await texts(admin)) == 1


# --- holding ---------------------------------------------------------------------------------------------------------------
async def test_reading_and_holding(database_url: str) -> None:
    async with overdue(database_url) as town:
        admin, second, focal = town.admin, town[SECOND], town[JUSTICE]
        await came(admin)
        hold = (await preview(town))["buttons"][0][0]["data"]

        # The very text, a page a message, with its own buttons.
        [page] = await admin.presses("Xem tin")
        head, _, *letter = page["text"].splitlines()
        assert head == "Tin 1/4, 14:00 hôm nay gửi Lãnh đạo Sở Tư pháp (lãnh đạo Sở Tư pháp):"
        assert letter[0] == "Kính gửi Lãnh đạo Sở Tư pháp,"
        [page] = await admin.presses("Tin sau", page)
        assert page["text"].startswith("Tin 2/4, 14:00 hôm nay gửi Đầu mối phụ Sở Tư pháp (đầu mối phụ Sở Tư pháp):")
        [page] = await admin.presses("Tin sau", page)
        changed = {m["message_id"]: m for m in await admin.presses("Giữ Sở Nội vụ", page)}
        assert changed[page["message_id"]]["text"].startswith("Tin 3/4, 14:00 hôm nay không gửi (đang giữ) Lãnh đạo Sở Nội vụ")
        assert labels(changed[page["message_id"]]) == ["Bỏ giữ Sở Nội vụ", "Tin sau"]
        assert "Đang giữ · Sở Nội vụ" in (await preview(town))["text"]
        assert "Đang giữ · Sở Nội vụ" in (await preview(town, SECOND))["text"]
        [page] = await admin.presses("Tin sau", changed[page["message_id"]])
        assert "To the head of Sở Y tế," in page["text"], "in the language it will go in"

        # Another admin may let go what the first one held; a second press changes nothing.
        await second.presses("Bỏ giữ Sở Nội vụ", await preview(town, SECOND))
        await second.presses("Giữ tất cả", await preview(town, SECOND))
        assert second.answer == {"text": "Đã giữ tin 14:00: Sở TP, Sở Nội vụ, Sở Y tế", "show_alert": False}
        now = await preview(town)
        assert now["text"].splitlines()[0] == "14:00 hôm nay không báo lãnh đạo việc nào."
        assert labels(now) == ["Bỏ giữ Sở TP", "Bỏ giữ Sở Nội vụ", "Bỏ giữ Sở Y tế", "Bỏ giữ tất cả", "Xem tin"]
        toasts, came_back = await forges(admin, hold, hold, on=now["message_id"])
        assert (toasts, came_back) == (["Đã giữ tin 14:00: Sở TP"] * 2, [])
        counted = await audited(town)
        assert (counted["escalation_held"], counted["escalation_freed"]) == (4, 1)
        assert len(await ask(town, select(holds.c.agency_id))) == 3

        # It is no matter of the agencies.
        await came(focal)
        toasts, came_back = await forges(focal, hold, hold.replace("hold", "free"), "letters:" + hold.split(":")[1])
        assert (toasts, came_back) == ([NOT_YOURS] * 3, [])
        assert (await audited(town))["press_refused"] == 3
        assert len(await ask(town, select(holds.c.agency_id))) == 3

        # Old and broken buttons.
        root = hold.split(":")[1]
        toasts, _ = await forges(admin, f"hold:{root}:9999", f"hold:{root}", "hold:99999:1", "letters:x", f"hold:{root}:4")
        assert toasts == [OLD] * 5

        await admin.presses("Bỏ giữ tất cả", await preview(town))
        await admin.presses("Giữ Sở TP", await preview(town))
        await town.at(f"{T3}T14:00")
        assert await told_at_two(town) == {HEAD: "dropped", DEPUTY: "dropped", HEAD_OF_INTERIOR: "sent", HEAD_OF_HEALTH: "sent"}
        toasts, _ = await forges(admin, hold, hold.replace("hold", "free"), f"hold:{root}:all")
        assert toasts == ["Tin 14:00 đã gửi."] * 3
        toasts, _ = await forges(admin, f"letters:{root}")
        assert toasts == ["Không còn tin nào sẽ gửi lúc 14:00."]
        assert all("Lãnh đạo Sở" not in m["text"].splitlines()[0] for m in fresh(await focal.fetch())), (
            "and nobody there sees it"
        )


# --- when it does not go smoothly ----------------------------------------------------------------------------------------
async def test_a_service_that_was_down_until_the_afternoon_surprises_nobody(database_url: str) -> None:
    async with overdue(database_url, "2024-02-02T08:00") as town:
        for chat in town.chats.values():
            await chat.fetch()
        await town.at(f"{T3}T15:00", outage=True)
        [digest] = await texts(town[JUSTICE])
        assert digest.splitlines()[-1] == (
            "Theo quy trình theo dõi, 14:00 ngày 06/02 (thứ Ba) sẽ báo Lãnh đạo Sở "
            "các việc chưa có ngày dự kiến xong: I.1, I.2."
        )
        assert await texts(town[HEAD]) == await texts(town.admin) == []
        await town[JUSTICE].says("I.1 vướng kinh phí")
        await town.at("2024-02-06T08:00")
        shown = (await preview(town))["text"].splitlines()
        assert shown[:2] == [
            "Hôm nay 14:00 sẽ báo lãnh đạo 3 cơ quan, 3 việc:",
            "Sở Tư pháp: I.2 (chưa có cập nhật), quá hạn 4 ngày làm việc",
        ]
        assert "Đã rút: Sở TP I.1 (báo vướng)" in shown
        await town.at("2024-02-06T14:00")
        [letter] = await texts(town[HEAD])
        assert "quá hạn 4 ngày làm việc:" in letter
        assert "I.1" not in letter


async def test_an_extension_or_a_done_before_two_takes_it_off(database_url: str) -> None:
    async with overdue(database_url) as town:
        await town[JUSTICE].says("I.1 xong")
        await town[INTERIOR].says("I.1 xin gia hạn đến 20/2 vì chờ góp ý")
        await town[HEALTH].says("I.1 xin gia hạn đến 20/2 vì chờ góp ý")
        await town.admin.presses("Đồng ý")
        shown = (await preview(town))["text"]
        assert "Đã rút: Sở TP I.1 (đã báo xong), " in shown
        await town.at(f"{T3}T14:00")
        [letter] = await texts(town[HEAD])
        assert "I.2 Báo cáo năm 2024" in letter
        assert "I.1" not in letter
        assert await told_at_two(town) == {HEAD: "sent", DEPUTY: "sent", HEAD_OF_INTERIOR: "dropped", HEAD_OF_HEALTH: "dropped"}
        await town[JUSTICE].says("nhầm")
        assert await texts(town[HEAD]) == [], "what was never told has no end to tell"


async def test_a_head_who_has_blocked_the_bot_is_shown_to_the_admins(database_url: str) -> None:
    async with overdue(database_url, "2024-02-02T08:00") as town:
        await town[HEAD_OF_INTERIOR].acts("blocks", {})
        await town.at(f"{T3}T08:00")
        shown = (await preview(town))["text"].splitlines()
        assert shown[0] == "Hôm nay 14:00 sẽ báo lãnh đạo 2 cơ quan, 3 việc:"
        at = shown.index("Chưa có lãnh đạo kết nối nên chưa báo được:")
        assert [line.split(":")[0] for line in shown[at + 1 : at + 3]] == [INTERIOR, BUILDING]


async def test_a_letter_that_cannot_be_delivered_comes_the_next_day(database_url: str) -> None:
    async with overdue(database_url) as town:
        head, other = town[HEAD_OF_INTERIOR], town[HEAD]
        await trouble(town, "400", chat_id=head.id, description="Bad Request: some trouble")
        await trouble(town, "drop_after", chat_id=other.id)
        await town.at(f"{T3}T14:00")
        await asyncio.sleep(2.5)  # the pause before it is said again
        await town.quiet()
        assert [t.splitlines()[0] for t in await texts(other)] == ["Kính gửi Lãnh đạo Sở Tư pháp,", "(gửi lại)"]
        assert await texts(head) == []
        await town[JUSTICE].says("I.1 xong")  # draws the admins' message again
        shown = (await preview(town))["text"].splitlines()
        assert shown[0] == "14:00 hôm nay đã báo lãnh đạo 2 cơ quan, 3 việc:"
        assert "Chưa gửi được · Sở Nội vụ: I.1 (chưa có cập nhật), quá hạn 3 ngày làm việc" in shown
        assert len(await texts(other)) == 1, "told twice, it hears the end once"
        await came(town[INTERIOR])
        await town.at("2024-02-06T14:00")
        assert await texts(town[INTERIOR]) == [], "what was heard in the morning is not said again"
        [letter] = await texts(head)
        assert "quá hạn 4 ngày làm việc:" in letter
        assert await told_at_two(town, "2024-02-06") == {HEAD_OF_INTERIOR: "sent"}


async def test_the_office_itself_is_late(database_url: str) -> None:
    """An admin who leads an agency hears of it as its head, in one message with the list of the others'."""
    people_of_town = [
        Inhabitant(person.chat, person.name, "", JUSTICE, agency_post=Post.HEAD) if person.name == HEAD else person
        for person in townspeople()
    ]
    start = MORNING.replace(day=31)
    async with office(database_url, plan=small_plan(), people_of_town=people_of_town, start=start) as town:
        store = await open_store(town.settings.database_url)
        async with store.transaction() as tx:
            (head,) = [p.contact.id for p in await people.listed(tx, start.date(), start) if p.contact.name == HEAD]
            await people.add_post(tx, head, Post.ADMIN, None, start.date())
        await store.close()
        await town.start()
        await town.at(f"{T8}T08:00")
        chat = town[HEAD]
        shown = (await came(chat))[-1]
        assert shown["text"].startswith("Hôm nay 14:00 sẽ báo lãnh đạo 3 cơ quan, 4 việc:")
        assert labels(shown) == ["Giữ Sở Nội vụ", "Giữ Sở Y tế", "Giữ tất cả", "Xem tin"], "nobody holds their own"
        root = shown["buttons"][0][0]["data"].split(":")[1]
        (justice,) = await ask(town, select(agencies.c.id).where(agencies.c.name == JUSTICE))
        toasts, _ = await forges(
            chat, f"hold:{root}:{justice.id}", f"hold:{root}:all", f"free:{root}:all", on=shown["message_id"]
        )
        assert toasts[0] == "Tin về cơ quan mình do người quản trị khác giữ."
        assert toasts[1:] == ["Đã giữ tin 14:00: Sở Nội vụ, Sở Y tế", "Đã bỏ giữ tin 14:00: Sở Nội vụ, Sở Y tế"]
        assert (await audited(town))["refused_own_hold"] == 1
        await came(chat)
        await town.at(f"{T8}T14:00")
        [both] = await came(chat)
        lines = both["text"].splitlines()
        assert lines[0] == "Kính gửi Lãnh đạo Sở Tư pháp,"
        assert (
            lines[lines.index("Văn phòng UBND tỉnh (tin tự động)") + 2] == "3 việc quá hạn 8 ngày làm việc trở lên, 3 cơ quan"
        )
        assert not any(line == JUSTICE or line.startswith(f"{JUSTICE} ·") for line in lines)
        assert labels(both) == ["Đã nhận", "Báo ngày xong", "Chi tiết", "Quá hạn"]


async def test_the_dry_run_shows_who_would_hear(database_url: str) -> None:
    async with overdue(database_url, "2024-02-02T08:00") as town, opened(town.settings) as (store, calendar):
        two = datetime.fromisoformat(f"{T3}T14:00").replace(tzinfo=ZONE)
        async with store.transaction() as tx:
            morning = await reminders_at(tx, two - timedelta(minutes=1), calendar)
            whole = await reminders_at(tx, two, calendar)
            later = await reminders_at(tx, two + timedelta(days=14), calendar)
        assert {m["contact"] for m in morning} == {f"Đầu mối {a}" for a in AGENCIES}
        assert "sẽ báo Lãnh đạo Sở các việc chưa có ngày dự kiến xong: I.1, I.2." in morning[0]["text"]
        above = [m for m in whole if m not in morning]
        assert {m["contact"] for m in above} == {HEAD, DEPUTY, HEAD_OF_INTERIOR, HEAD_OF_HEALTH}
        letter = next(m for m in above if m["contact"] == HEAD)
        assert letter.keys() == morning[0].keys()
        assert (letter["at"], letter["agency"]) == (two.isoformat(), JUSTICE)
        assert [(i["code"], i["word"]) for i in letter["items"]] == [("I.1", "T+3"), ("I.2", "T+3")]
        assert letter["text"].startswith("Kính gửi Lãnh đạo Sở Tư pháp,")
        admins = [m for m in later if m["contact"] == SECOND]
        assert [m["agency"] for m in admins] == list(AGENCIES)
        assert admins[-1]["text"].splitlines()[2] == "Sở Xây dựng · đã nhắc đầu mối sáng nay, chưa có lãnh đạo kết nối"

        # What is answered or held by now is not shown.
        await town[INTERIOR].says("I.1 15/02 xong")
        (health,) = await ask(town, select(agencies.c.id).where(agencies.c.name == HEALTH))
        async with store.transaction() as tx:
            await holding.hold(tx, two.date(), [health.id], 1, two)
            whole = await reminders_at(tx, two, calendar)
        assert {m["contact"] for m in whole if m["at"] == two.isoformat()} == {HEAD, DEPUTY}
