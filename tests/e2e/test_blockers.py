"""A blocker from the report to the end: whose it is, who hears what, that it is asked about, and whose word ends it."""

from datetime import datetime

import pytest

from bot.demo import NOT_JOINED
from plan_data.calendar import ZONE
from scheduler.audience import Post
from storage import people
from storage.plans import agency_directory
from storage.store import open_store
from tests.e2e.look import INTERIOR, JUSTICE, Message, audited, forges, fresh, item_id, labels, newcomer, recorded
from tests.e2e.office import Chat, Office, office

pytestmark = pytest.mark.long

MAY = datetime(2024, 5, 17, 9, 12, tzinfo=ZONE)
"""A Friday, thirty working days before IV.3 of Sở Nội vụ is due (30/6, a Sunday)."""
FINANCE = "Sở Tài chính"
OFFICE = "Văn phòng UBND tỉnh"
TITLE = "IV.3 Tổ chức thi công chức năm 2024"
NOT_YOURS = "Nút này không dùng được với tài khoản của anh/chị."
OLD = "Nút này đã cũ."


async def news(chat: Chat) -> list[Message]:
    """What the bot said unasked since the last look, without what was only redrawn."""
    return [m for m in fresh(await chat.fetch()) if m["from"] == "bot"]


async def ready(town: Office) -> tuple[Chat, Chat, Chat]:
    """(the one that will be blocked, the one that will be to clear it, the admin), everything up to now read."""
    await town.start()
    chats = town[INTERIOR], town[FINANCE], town.admin
    for chat in chats:
        await chat.fetch()
    return chats


async def given(town: Office, blocked: Chat, owner: Chat, admin: Chat) -> Message:
    """IV.3 is blocked and Sở Tài chính is to clear it; what it was told."""
    await blocked.says("IV.3 vướng kinh phí, chờ Sở Tài chính")
    await admin.presses("Giao xử lý")
    await admin.presses("Sở Tài chính")
    [told] = await news(owner)
    await blocked.fetch()
    return told


async def test_reported_noted_given_answered_and_cleared(database_url: str) -> None:
    async with office(database_url, start=MAY) as town:
        blocked, owner, admin = await ready(town)
        [echo] = fresh(await blocked.says("IV.3 vướng kinh phí, chờ Sở Tài chính"))
        assert echo["text"].startswith(f"Đã ghi nhận {TITLE}: vướng “kinh phí, chờ Sở Tài chính”. Đã chuyển {OFFICE}.\n")
        [notice] = await news(admin)
        assert notice["text"].splitlines() == [
            f"⛔ Sở Nội vụ báo vướng {TITLE}",
            "“IV.3 vướng kinh phí, chờ Sở Tài chính” (09:12 ngày 17/5)",
            "Hạn 30/6 (Chủ nhật), còn 30 ngày làm việc (“Quý II năm 2024”)",
        ]
        assert labels(notice) == ["Giao xử lý", "Trả lời", "Ghi nhận"]

        # Noted: shown in place, and the office's still.
        [noted] = await admin.presses("Ghi nhận", notice)
        assert noted["message_id"] == notice["message_id"]
        assert noted["text"].splitlines()[0] == f"Đã ghi nhận: {TITLE} · Sở Nội vụ"
        assert noted["text"].splitlines()[-1] == f"{OFFICE} xử lý."
        assert (await audited(town))["blocker_noted"] == 1
        [card] = fresh(await admin.says("IV.3"))
        assert "⛔ vướng: “kinh phí, chờ Sở Tài chính” · Văn phòng xử lý (báo 09:12 ngày 17/5)" in card["text"]

        # Given: the agency that the words name is offered; it is told, and so is the one that is held up.
        [asked] = await admin.presses("Giao xử lý", noted)
        assert asked["text"].splitlines()[-1] == "Giao đơn vị nào? Chọn bên dưới, hoặc gõ tên đơn vị."
        assert labels(asked) == ["Sở Tài chính", "Trở lại"]
        [shown] = await admin.presses("Sở Tài chính", asked)
        assert shown["text"].splitlines()[-1] == "Đã giao Sở Tài chính xử lý và báo Sở Nội vụ."
        assert labels(shown) == ["Giao lại", "Trả lời", "Đã gỡ"]
        [told] = await news(owner)
        assert told["text"].splitlines() == [
            f"{OFFICE} giao Sở Tài chính xử lý vướng mắc của Sở Nội vụ tại {TITLE}:",
            "“kinh phí, chờ Sở Tài chính” (báo 09:12 ngày 17/5)",
            "Hạn của việc 30/6 (Chủ nhật), còn 30 ngày làm việc. Anh/chị trả lời tin này, Sở Nội vụ nhận nguyên văn.",
        ]
        assert labels(told) == ["Trả lời", "Đã gỡ"]
        assert [m["text"] for m in await news(blocked)] == [f"Vướng mắc của {TITLE} đã giao Sở Tài chính xử lý."]

        # Answered, by the owner and by the admin: the words go on as they are, and are never taken for markup.
        await owner.presses("Trả lời", told)
        [sent] = fresh(await owner.says("đã đề nghị <b>bố trí</b> trong tháng 6"))
        assert "“đã đề nghị <b>bố trí</b> trong tháng 6”" in sent["text"]
        [answer] = await news(blocked)
        assert answer["text"].splitlines()[:2] == [
            f"Sở Tài chính trả lời về vướng mắc của {TITLE}:",
            "“đã đề nghị <b>bố trí</b> trong tháng 6”",
        ]
        assert "&lt;b&gt;bố trí" in answer["html"]
        assert labels(answer) == ["Đã gỡ"]
        assert [m["text"].splitlines()[0] for m in await news(admin)] == [
            f"Sở Tài chính trả lời về vướng mắc của {TITLE} · Sở Nội vụ:"
        ]
        await admin.presses("Trả lời", shown)
        await admin.says("chờ hội đồng nhân dân họp")
        assert [m["text"].splitlines()[:2] for m in await news(blocked)] == [
            [f"{OFFICE} trả lời về vướng mắc của {TITLE}:", "“chờ hội đồng nhân dân họp”"]
        ]
        assert await news(owner) == []

        # Cleared by the owner: everybody who was told hears it once, and the work goes on.
        [cleared] = await owner.presses("Đã gỡ", told)
        assert cleared["text"].splitlines() == [f"Đã ghi nhận {TITLE}: đã gỡ vướng.", "Đã báo Sở Nội vụ."]
        [heard] = await news(blocked)
        assert heard["text"].splitlines() == [
            f"Sở Tài chính báo đã gỡ vướng “kinh phí, chờ Sở Tài chính” của {TITLE}.",
            "Trở lại: đang thực hiện, hạn 30/6 (Chủ nhật). Nhắc tiếp: 10/6 (thứ Hai). Nếu còn vướng, anh/chị trả lời tin này.",
        ]
        [followed] = await news(admin)
        assert followed["text"].startswith(
            f"Đã gỡ vướng: {TITLE} · Sở Nội vụ\n“kinh phí, chờ Sở Tài chính”. Sở Tài chính báo đã gỡ"
        )
        assert await recorded(town, INTERIOR) == [
            ("IV.3", kind) for kind in ("blocked", "blocker_given", "blocker_answered", "blocker_answered", "blocker_resolved")
        ]
        [card] = fresh(await admin.says("IV.3"))
        assert "đang thực hiện" in card["text"]
        assert "vướng" not in card["text"]
        [history] = await admin.presses("Lịch sử", card)
        assert "gỡ vướng" in history["text"]
        assert "giao xử lý vướng mắc “Sở Tài chính”" in history["text"]

        # What stood below the old blocker is old, whatever comes after it.
        await blocked.says("IV.3 vướng nhân lực")
        press = next(b["data"] for row in shown["buttons"] for b in row if b["text"] == "Đã gỡ")
        assert await forges(admin, press) == (["Vướng mắc này của IV.3 đã được gỡ hoặc đã rút."], [])
        assert (await recorded(town, INTERIOR))[-1] == ("IV.3", "blocked")


async def test_asked_again_every_week_of_both(database_url: str) -> None:
    async with office(database_url, start=MAY) as town:
        blocked, owner, admin = await ready(town)
        await given(town, blocked, owner, admin)
        await town[JUSTICE].says("III.1 vướng biên chế")
        await admin.fetch()

        await town.at("2024-05-23T12:00")
        assert [await news(c) for c in (blocked, owner)] == [[], []], "a week is five working days"
        assert [m["text"].split(" ")[0] for m in await news(admin)] == ["Tuần"]
        await town.at("2024-05-24T08:00")
        [weekly] = await news(blocked)
        assert (
            f"{TITLE} · Quyết định · vướng: “kinh phí, chờ Sở Tài chính” · Sở Tài chính xử lý · 5 ngày làm việc"
            in weekly["text"]
        )
        [owed] = await news(owner)
        assert owed["text"].splitlines() == [
            "Vướng mắc được giao xử lý",
            f"{TITLE} · Sở Nội vụ: “kinh phí, chờ Sở Tài chính” · 5 ngày làm việc",
        ]
        [office_] = await news(admin)
        assert office_["text"].splitlines()[:2] == [
            "Vướng mắc chờ Văn phòng xử lý",
            "III.1 Sở Tư pháp: “biên chế” (5 ngày làm việc)",
        ]
        assert "IV.3" not in office_["text"]

        # Out of the morning message: what may be done, in place, and the way back.
        [menu] = await owner.presses("Vướng IV.3", owed)
        assert labels(menu) == ["Trả lời", "Đã gỡ", "Trở lại"]
        [back] = await owner.presses("Trở lại", menu)
        assert (back["text"], labels(back)) == (owed["text"], labels(owed))

        # Given on: the new owner is asked from now on, the old one is told and not asked.
        await admin.presses("Giao lại")
        [seen] = fresh(await admin.says("Sở Xây dựng"))
        assert seen["text"].splitlines()[-1] == "Đã giao Sở Xây dựng xử lý và báo Sở Nội vụ."
        assert [m["text"] for m in await news(owner)] == [f"Vướng mắc của {TITLE} đã giao Sở Xây dựng xử lý."]
        assert await forges(owner, next(b["data"] for row in menu["buttons"] for b in row)) == (
            ["Vướng mắc của IV.3 đang do Sở Xây dựng xử lý."],
            [],
        )
        builder = town["Sở Xây dựng"]
        await builder.fetch()
        await town.at("2024-05-31T08:00")
        assert await news(owner) == []
        assert [m["text"].splitlines()[1] for m in await news(builder)] == [
            f"{TITLE} · Sở Nội vụ: “kinh phí, chờ Sở Tài chính” · 10 ngày làm việc"
        ]

        # After the due date the agency hears that it is late, and the owner is asked all the same, once a week at the most.
        asked = []
        for day in ("07", "14", "21", "28"):
            await town.at(f"2024-06-{day}T08:00")
            asked += [len(await news(builder))]
        assert asked == [1, 1, 1, 1]
        for day in ("01", "02", "03", "04", "05", "08", "09", "10", "11", "12"):
            await town.at(f"2024-07-{day}T08:00")
            asked += [len([m for m in await news(builder) if "IV.3" in m["text"]])]
        assert asked[4:] == [0, 0, 0, 0, 0, 0, 0, 1, 0, 0], "T+1 and T+3 lie in a week in which it was asked; T+8 does not"


async def test_the_end_is_implied_by_progress_and_comes_back_with_its_undo(database_url: str) -> None:
    async with office(database_url, start=MAY) as town:
        blocked, owner, admin = await ready(town)
        await given(town, blocked, owner, admin)

        [still] = fresh(await blocked.says("IV.3 chưa xong"))
        assert "đang thực hiện, chưa hoàn thành · vướng: “kinh phí, chờ Sở Tài chính” · Sở Tài chính xử lý." in still["text"]
        assert await news(owner) == [], "what one answers while nothing moves says nothing of the blocker"

        await blocked.says("IV.3 60%")
        ended = f"Đã gỡ vướng: {TITLE} · Sở Nội vụ\n“kinh phí, chờ Sở Tài chính”. Sở Nội vụ báo đang thực hiện: “IV.3 60%” "
        assert [m["text"].startswith(ended) for m in [*await news(owner), *await news(admin)]] == [True, True]
        await blocked.says("nhầm")
        again = (
            f"Sở Nội vụ đã bỏ ghi nhận trước đó. {TITLE} · Sở Nội vụ: vướng: “kinh phí, chờ Sở Tài chính” · Sở Tài chính xử lý."
        )
        assert [m["text"] for m in [*await news(owner), *await news(admin)]] == [again, again]

        # In words, without naming it: it is the only one. Then there is none, and nothing is recorded.
        [gone] = fresh(await blocked.says("hết vướng rồi ạ"))
        assert gone["text"].startswith(f"Đã ghi nhận {TITLE}: đã gỡ vướng.\nTrở lại: đang thực hiện, hạn 30/6 (Chủ nhật).")
        assert [len(await news(c)) for c in (owner, admin)] == [1, 1]
        before = await recorded(town, INTERIOR)
        [none] = fresh(await blocked.says("không còn vướng"))
        assert none["text"] == "Không có vướng mắc nào đang mở, chưa ghi nhận gì."
        [none] = fresh(await blocked.says("IV.3 đã gỡ vướng"))
        assert none["text"] == "IV.3 không có vướng mắc nào đang mở, chưa ghi nhận gì."
        [not_theirs] = fresh(await owner.says("IV.3 đã gỡ vướng"))
        assert "do cơ quan khác chủ trì (Sở Nội vụ)" in not_theirs["text"]
        assert await recorded(town, INTERIOR) == before

        # Taken back before anybody acted: who was told hears that too, the owner included.
        await given(town, blocked, owner, admin)
        await admin.fetch()
        [undone] = fresh(await blocked.says("nhầm"))
        assert undone["text"].startswith(f"Đã bỏ ghi nhận vướng của {TITLE}.")
        withdrawn = f"Sở Nội vụ đã rút vướng của {TITLE}. Hiện nay: đang thực hiện."
        assert [m["text"] for m in [*await news(owner), *await news(admin)]] == [withdrawn, withdrawn]
        assert (await admin.presses("Đã gỡ")) == []
        assert admin.answer is not None
        assert admin.answer["text"] == "Vướng mắc này của IV.3 đã được gỡ hoặc đã rút."

        # Several blocked: it is asked which, and a message about several may say it of one.
        await blocked.says("IV.3 vướng kinh phí")
        await blocked.says("IV.1 vướng nhân lực")
        [which] = fresh(await blocked.says("hết vướng"))
        assert which["text"].splitlines()[0] == "Đã gỡ vướng mắc của việc nào?"
        assert sorted(labels(which)) == ["IV.1", "IV.3"]
        [both] = fresh(await blocked.says("IV.4 60%, IV.1 hết vướng rồi"))
        assert "Chưa ghi nhận" not in both["text"]
        assert (await recorded(town, INTERIOR))[-1] == ("IV.1", "blocker_resolved")
        done = await blocked.says("IV.3 xong")
        assert "✅ Đã ghi nhận IV.3" in fresh(done)[-1]["text"]
        assert "báo hoàn thành: “IV.3 xong”" in (await news(admin))[-1]["text"]


async def test_a_typed_agency_is_never_guessed(database_url: str) -> None:
    async with office(database_url, start=MAY) as town:
        blocked, owner, admin = await ready(town)
        await blocked.says("IV.3 vướng kinh phí")
        [asked] = await admin.presses("Giao xử lý")
        assert labels(asked) == ["Trở lại"], "the words name nobody, the paper only groups"
        [nobody] = fresh(await admin.says(NOT_JOINED, reply_to=asked["message_id"]))
        assert nobody["text"].splitlines()[-1] == (
            f"Đã giao {NOT_JOINED} xử lý và báo Sở Nội vụ. Đầu mối {NOT_JOINED} hiện không nhận được tin."
        )
        assert labels(nobody) == ["Giao lại", "Trả lời", "Đã gỡ", "Mời"]
        [asked] = await admin.presses("Giao lại", nobody)
        [tie] = fresh(await admin.says("sở tài"))
        assert tie["text"] == "Có 2 đơn vị có tên như vậy. Anh/chị chọn đơn vị nào? Sở Tài chính · Sở Tài nguyên và Môi trường"
        assert labels(tie) == ["Sở Tài chính", "Sở TN&MT"]
        [unknown] = fresh(await admin.says("Sở Phép thuật"))
        assert unknown["text"].startswith("Không có cơ quan “Sở Phép thuật” trong Kế hoạch.")
        [card] = fresh(await admin.says("Sở Tư pháp thế nào?"))
        assert card["text"].startswith("Sở Tư pháp: "), "a question about an agency gives it nothing"
        [itself] = fresh(await admin.says("Sở Nội vụ"))
        assert itself["text"] == "Sở Nội vụ là đơn vị đang vướng. Anh/chị chọn đơn vị khác."
        assert await recorded(town, INTERIOR) == [("IV.3", "blocked"), ("IV.3", "blocker_given")]
        assert await news(owner) == []

        # Two admins: the buttons offered before somebody decided decide nothing any more.
        choice = next(b["data"] for row in tie["buttons"] for b in row if b["text"] == "Sở TN&MT")
        await admin.presses("Sở Tài chính", tie)
        assert await forges(admin, choice) == (["Vướng mắc của IV.3 đang do Sở Tài chính xử lý."], [])
        assert [kind for _, kind in await recorded(town, INTERIOR)] == ["blocked", "blocker_given", "blocker_given"]
        assert len(await news(owner)) == 1


async def test_words_below_somebody_elses_blocker(database_url: str) -> None:
    """ "Xong" there may mean the blocker or one's own work: neither is recorded before it is said."""
    async with office(database_url, start=MAY) as town:
        blocked, owner, admin = await ready(town)
        told = await given(town, blocked, owner, admin)
        await admin.fetch()
        before = await recorded(town, FINANCE)
        for reply_to in (None, told["message_id"]):
            [asked] = fresh(await owner.says("xong", reply_to=reply_to))
            assert asked["text"].startswith("Chưa ghi nhận gì. Vướng mắc “kinh phí, chờ Sở Tài chính” của IV.3 ")
            assert labels(asked) == ["Trả lời", "Đã gỡ"]
        assert await recorded(town, FINANCE) == before
        assert [kind for _, kind in await recorded(town, INTERIOR)] == ["blocked", "blocker_given"]

        # Anything else in answer to it goes to whoever is held up; a code of one's own is one's own.
        await owner.says("tuần sau có ý kiến", reply_to=told["message_id"])
        assert "“tuần sau có ý kiến”" in (await news(blocked))[-1]["text"]
        await owner.presses("Trả lời", told)
        [own] = fresh(await owner.says("V.1 60%"))
        assert own["text"].startswith("Đã ghi nhận V.1 ")
        await owner.says("nhầm")
        [undone] = fresh(await owner.says("nhầm"))
        assert undone["text"].startswith("Đã bỏ lần hoàn tác trước")
        await owner.presses("Trả lời", told)
        await owner.says("xin lùi sang quý III")
        await blocked.fetch()
        [withdrawn] = fresh(await owner.says("nhầm"))
        assert "Đã bỏ ghi nhận trả lời vướng mắc của IV.3" in withdrawn["text"]
        assert [m["text"] for m in await news(blocked)] == [f"Sở Tài chính đã rút trả lời về vướng mắc của {TITLE}."]

        # In words, in answer to the message, it is cleared.
        [cleared] = fresh(await owner.says("đã gỡ rồi ạ", reply_to=told["message_id"]))
        assert cleared["text"].startswith(f"Đã ghi nhận {TITLE}: đã gỡ vướng.")
        [late] = fresh(await owner.says("xong", reply_to=told["message_id"]))
        assert late["text"].startswith("IV.3 do cơ quan khác chủ trì (Sở Nội vụ)")
        assert (await recorded(town, INTERIOR))[-1] == ("IV.3", "blocker_resolved")
        assert not [kind for _, kind in await recorded(town, FINANCE) if kind == "done"]


async def test_a_morning_message_with_own_work_and_somebody_elses_blocker(database_url: str) -> None:
    async with office(database_url, start=MAY) as town:
        blocked, owner, admin = await ready(town)
        await given(town, blocked, owner, admin)
        await town.at("2024-05-23T12:00")
        await owner.says("V.1 nhắc lại 24/5")
        await owner.fetch()
        await town.at("2024-05-24T08:00")
        [morning] = await news(owner)
        head, *_ = morning["text"].splitlines()
        assert head.startswith("Sở Tài chính: 1 việc")
        assert f"\n\nVướng mắc được giao xử lý\n{TITLE} · Sở Nội vụ: " in morning["text"]
        for reply_to in (None, morning["message_id"]):
            [asked] = fresh(await owner.says("xong", reply_to=reply_to))
            assert asked["text"].startswith("Anh/chị báo xong việc này, phải không?\nV.1 ")
        assert [kind for _, kind in await recorded(town, FINANCE)] == ["snooze"]
        [cleared] = fresh(await owner.says("đã gỡ vướng", reply_to=morning["message_id"]))
        assert cleared["text"].startswith(f"Đã ghi nhận {TITLE}: đã gỡ vướng.")
        redrawn = next(m for m in await owner.bot_messages() if m["message_id"] == morning["message_id"])
        assert f"Vướng mắc được giao xử lý\n{TITLE} · Sở Nội vụ · đã gỡ" in redrawn["text"]


async def test_whose_buttons_they_are(database_url: str) -> None:
    async with office(database_url, start=MAY) as town:
        await _second_admin_of_the_blocked_agency(town)
        blocked, owner, admin = await ready(town)
        lead = town["Giám đốc Sở Nội vụ"]
        told = await given(town, blocked, owner, admin)
        number = told["buttons"][0][0]["data"].split(":")[1]
        verbs = [f"{verb}:{number}" for verb in ("noted", "blocker", "give", "answer", "clear")] + [f"give:{number}:1:0"]

        stranger = town[JUSTICE]
        await stranger.says("I.2")
        assert await forges(stranger, *verbs) == ([NOT_YOURS] * len(verbs), [])
        assert (await audited(town))["press_refused"] == len(verbs)
        assert await forges(owner, *verbs[:1], *verbs[2:3], verbs[5]) == ([NOT_YOURS] * 3, []), "deciding is the admin's"
        assert await forges(blocked, f"answer:{number}", f"blocker:{number}") == ([NOT_YOURS] * 2, [])
        wrong = [f"clear:{await item_id(town, 'IV.3', INTERIOR)}0", "give:x", "clear:", f"answer:{2**70}"]
        assert await forges(admin, *wrong) == ([OLD] * len(wrong), [])

        # Nobody decides for the own agency; and who is told in two roles is told once.
        toasts, came = await forges(lead, f"give:{number}", f"give:{number}:{await _agency(town, JUSTICE)}:0")
        assert (toasts, came) == (["Vướng mắc của cơ quan mình do người quản trị khác giao xử lý."] * 2, [])
        assert (await audited(town))["refused_own_blocker"] == 2
        await lead.fetch()
        await owner.presses("Đã gỡ", told)
        assert [m["text"].splitlines()[0] for m in await news(lead)] == [f"Đã gỡ vướng: {TITLE} · Sở Nội vụ"]
        assert [kind for _, kind in await recorded(town, INTERIOR)] == ["blocked", "blocker_given", "blocker_resolved"]


async def test_who_is_blocked(database_url: str) -> None:
    async with office(database_url, start=MAY) as town:
        blocked, owner, admin = await ready(town)
        [none] = fresh(await admin.says("ai đang vướng?"))
        assert none["text"] == "Không có vướng mắc nào đang mở."
        await given(town, blocked, owner, admin)
        await town[JUSTICE].says("TH.1 vướng biên chế")
        await admin.fetch()
        await town.at("2024-05-20T09:00")
        [asked] = fresh(await admin.says("vướng mắc"))
        assert asked["text"].splitlines() == [
            "2 vướng mắc đang mở, 1 chờ Văn phòng xử lý",
            "🔴 TH.1 Sở Tư pháp · quá hạn 54 ngày làm việc · vướng: “biên chế” · Văn phòng xử lý · 1 ngày làm việc",
            "⛔ IV.3 Sở Nội vụ · vướng: “kinh phí, chờ Sở Tài chính” · Sở Tài chính xử lý · 1 ngày làm việc",
        ]
        [opened] = fresh(await admin.presses("IV.3", asked))
        assert labels(opened) == ["Giao lại", "Trả lời", "Đã gỡ"]
        [cleared] = await admin.presses("Đã gỡ", opened)
        assert cleared["text"].splitlines() == [f"Đã ghi nhận {TITLE}: đã gỡ vướng.", "Đã báo Sở Nội vụ."]
        assert [len(await news(c)) for c in (blocked, owner)] == [1, 1]

        # Of a focal person the same words are a report, and the question is the admin's.
        await blocked.says("IV.1")
        [report] = fresh(await blocked.says("vướng mắc", reply_to=(await blocked.bot_messages())[-1]["message_id"]))
        assert report["text"].startswith("Đã ghi nhận IV.1 ")
        [refused] = fresh(await blocked.says("ai đang vướng?"))
        assert refused["text"].startswith("Nội dung này do Văn phòng UBND tỉnh thực hiện.")


async def _second_admin_of_the_blocked_agency(town: Office) -> None:
    chat = await newcomer(town, 601, "Giám đốc Sở Nội vụ")
    store = await open_store(town.settings.database_url)
    async with store.transaction() as tx:
        ids = {a.name: i for i, a in await agency_directory(tx)}
        contact_id = await people.add_contact(tx, chat.name, Post.HEAD, ids[INTERIOR], MAY.date())
        await people.add_post(tx, contact_id, Post.ADMIN, None, MAY.date())
        await people.join(tx, contact_id, "telegram", str(chat.id), MAY)
    await store.close()


async def _agency(town: Office, name: str) -> int:
    store = await open_store(town.settings.database_url)
    async with store.transaction() as tx:
        ids = {a.name: i for i, a in await agency_directory(tx)}
    await store.close()
    return ids[name]
