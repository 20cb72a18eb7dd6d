"""A nudge by hand, as the admin and the agency see it: shown first, sent once, at most one a person a day."""

from collections import Counter
from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import select

from bot.demo import NO_CONTACT, NOT_JOINED
from plan_data.calendar import ZONE, local_date
from scheduler.audience import Post
from storage import people
from storage.plans import agency_directory
from storage.store import open_store
from storage.tables import audit, deliveries, nudges
from tests.e2e.crowd import crowd_people, crowd_plan
from tests.e2e.look import (
    INTERIOR,
    JUSTICE,
    RADIO,
    another_admin,
    ask,
    at_once,
    audited,
    forges,
    fresh,
    labels,
    recorded,
    trouble,
)
from tests.e2e.office import Office, office
from tests.e2e.staff import contact_id, new

pytestmark = pytest.mark.long

EVE = datetime(2024, 1, 31, 7, 30, tzinfo=ZONE)
"""The day on which the first work is due."""
AFTER_TWO_DAYS = "2024-02-02T09:15"
OFFICE = "Văn phòng UBND tỉnh"
TITLES = {
    "I.1": "Kế hoạch xây dựng, kiểm tra, rà soát văn bản quy phạm pháp luật năm 2024",
    "I.3": "Kế hoạch theo dõi thi hành pháp luật năm 2024",
    "I.4": "Kế hoạch phổ biến giáo dục pháp luật, hòa giải ở cơ sở năm 2024",
}
REFUSED = f"Nội dung này do {OFFICE} thực hiện. Anh/chị có thể hỏi: việc của tôi."
DEFAULT = f"{OFFICE} đề nghị Sở Tư pháp cập nhật 2 việc quá hạn 2 ngày làm việc: I.3, I.4."


async def two_late(town: Office) -> None:
    """As in the conversations: I.1 is done, I.3 stands at 60 %, of I.4 nothing was heard; two working days late."""
    await town.start()
    await town.at("2024-01-31T08:00")
    await town[JUSTICE].says("I.1 xong 12/KH-STP")
    await town[JUSTICE].says("I.3 60%")
    await town.at(AFTER_TWO_DAYS)
    for chat in (town.admin, town[JUSTICE], town[RADIO]):
        await chat.fetch()


async def serves_too(town: Office, name: str, agency: str) -> None:
    """A person answers for one more agency."""
    person = await contact_id(town, name)
    store = await open_store(town.settings.database_url)
    try:
        async with store.transaction() as tx:
            ids = {a.name: i for i, a in await agency_directory(tx)}
            on = local_date(town.town.time.now)
            await people.add_post(tx, person, Post.FOCAL, ids[agency], on)
    finally:
        await store.close()


async def nudged(town: Office) -> list[tuple[str, int]]:
    """(local date, contact) of every nudge."""
    return [(r.on.isoformat(), r.contact_id) for r in await ask(town, select(nudges).order_by(nudges.c.id))]


def button(message: dict[str, Any], label: str) -> str:
    return str(next(b["data"] for row in message["buttons"] for b in row if b["text"] == label))


async def test_from_the_sentence_to_the_answer(database_url: str) -> None:
    async with office(database_url, start=EVE) as town:
        await two_late(town)
        admin, focal = town.admin, town[JUSTICE]
        [preview] = await admin.says("nhắc Sở Tư pháp")
        assert preview["text"].splitlines() == [
            "Gửi 1 tin cho anh/chị đầu mối Sở Tư pháp về 2 việc: I.3 (60%), I.4 (chưa có cập nhật)?",
            "Đã nhắc 01/02 (thứ Năm) 08:00. Theo lịch sẽ nhắc 05/02 (thứ Hai).",
            f"“{DEFAULT}”",
        ]
        assert labels(preview) == ["Gửi", "Sửa lời", "Thôi"]
        assert await new(focal) == [], "shown is not sent"

        await admin.presses("Gửi", preview)
        sent = next(m for m in await admin.messages() if m["message_id"] == preview["message_id"])
        assert sent["text"] == "Đã gửi Sở Tư pháp lúc 09:15. Khi Sở trả lời, anh/chị được báo trong tin sáng."
        assert sent["buttons"] == []
        [told] = fresh(await focal.fetch())
        assert told["text"].splitlines() == [
            DEFAULT,
            f"I.3 🔴 {TITLES['I.3']} · quá hạn 2 ngày làm việc · đã báo 60% ngày 31/01",
            f"I.4 🔴 {TITLES['I.4']} · quá hạn 2 ngày làm việc · chưa có cập nhật",
            "",
            "Nếu đã xong, anh/chị cho số văn bản. Nếu chưa, vui lòng cho biết ngày dự kiến xong hoặc chỗ vướng.",
        ]
        assert labels(told) == ["I.3", "I.4"]

        # A second press sends nothing more, and neither does anybody's forged one.
        toast = "Tin này đã gửi lúc 09:15 ngày 02/02, không gửi lại."
        assert await forges(admin, *(button(preview, label) for label in labels(preview))) == ([toast] * 3, [])
        second = await another_admin(town, 601, "Trần Thị D")
        await second.says("/tongquan")
        assert await forges(second, button(preview, "Gửi")) == ([toast], [])
        assert await new(focal) == []

        # The agency answers; its words come with the admin's next morning message, once.
        await focal.says("I.4 đang trình ký, 80%", reply_to=told["message_id"])
        assert await new(admin) == []
        await town.at("2024-02-05T08:00")
        [morning] = fresh(await admin.fetch())
        assert morning["text"].splitlines()[-2:] == [
            "Trả lời sau khi được nhắc:",
            f"Sở Tư pháp · I.4 {TITLES['I.4']} · quá hạn 3 ngày làm việc · đang thực hiện, 80% · "
            "“I.4 đang trình ký, 80%” (09:15 02/02)",
        ]
        await town.at("2024-02-06T08:00")
        assert not any("Trả lời sau khi" in text for text in await new(admin))
        [history] = (await forges(admin, "history:I.4"))[1]
        assert "09:15 02/02 · đã gửi: Đầu mối Sở Tư pháp" in history["text"]


async def test_other_words_and_a_preview_that_is_called_off(database_url: str) -> None:
    async with office(database_url, start=EVE) as town:
        await two_late(town)
        admin, focal = town.admin, town[JUSTICE]
        [first] = await admin.says("nhắc Sở Tư pháp")
        [question] = await admin.presses("Sửa lời", first)
        assert question["text"] == "Gõ lời anh/chị muốn gửi, tối đa 500 ký tự. Tin được xem lại trước khi gửi."
        [long] = await admin.says("dài " * 130)
        assert long["text"] == "Lời này dài 519 ký tự, tối đa 500. Chưa gửi gì, anh/chị gõ lại ngắn hơn."
        [second] = await admin.says("Đề nghị <b>báo</b> & gửi {{ văn bản }} trước 16:00.\n\nTrân trọng.")
        own = f"{OFFICE} nhắc Sở Tư pháp: Đề nghị <b>báo</b> & gửi {{{{ văn bản }}}} trước 16:00.\nTrân trọng."
        assert second["text"].endswith(f"“{own}”")
        assert (await forges(admin, button(first, "Gửi")))[0] == ["Tin này đã thôi hoặc đã sửa lời, không gửi."]

        # Called off: nothing goes, now or later.
        await admin.presses("Thôi", second)
        gone = next(m for m in await admin.messages() if m["message_id"] == second["message_id"])
        assert (gone["text"], gone["buttons"]) == ("Chưa gửi gì.", [])
        assert (await forges(admin, button(second, "Gửi")))[0] == ["Tin này đã thôi hoặc đã sửa lời, không gửi."]
        assert (await new(focal), await nudged(town)) == ([], [])
        assert "nudged" not in await audited(town)

        # The same typed: "thôi" and "gửi" below the preview.
        await admin.says("nhắc Sở Tư pháp")
        assert [m["text"] for m in fresh(await admin.says("thôi"))] == ["Chưa gửi gì."]
        [third] = await admin.says("nhắc Sở Tư pháp")
        await admin.presses("Sửa lời", third)
        await admin.says(own.split(": ", 1)[1])
        await admin.says("gửi")
        [told] = await new(focal)
        assert told.startswith(f"{own}\nI.3 🔴 ")
        assert len(await nudged(town)) == 1


async def test_one_a_day_whoever_presses_and_again_the_next_day(database_url: str) -> None:
    async with office(database_url, start=EVE) as town:
        await two_late(town)
        admin, focal = town.admin, town[JUSTICE]
        second = await another_admin(town, 601, "Trần Thị D")
        [mine], [theirs] = await admin.says("nhắc I.3"), await second.says("nhắc tất cả đơn vị quá hạn")
        assert theirs["text"].splitlines()[:2] == [
            "Gửi 2 tin về 3 việc của 2 cơ quan?",
            "Sở TP (I.3, I.4), Đài PT-TH (VII.4 tháng 01)",
        ]
        await admin.presses("Gửi", mine)
        assert len(await new(focal)) == 1

        # What was left of the other preview goes; who had it today is named as left out, before and after.
        await second.presses("Gửi", theirs)
        sent = next(m for m in await second.messages() if m["message_id"] == theirs["message_id"])
        assert sent["text"].splitlines() == [
            f"Đã gửi {RADIO} lúc 09:15. Khi Đài trả lời, anh/chị được báo trong tin sáng.",
            "Hôm nay đã nhắc, không nhắc lại: Đầu mối Sở Tư pháp.",
        ]
        assert await new(focal) == []
        assert len(await new(town[RADIO])) == 1
        [nobody] = await admin.says("nhắc Sở Tư pháp")
        assert nobody["text"].splitlines() == [
            "Chưa gửi gì: không còn ai để nhắc.",
            "Hôm nay đã nhắc, không nhắc lại: Đầu mối Sở Tư pháp.",
        ]
        assert nobody["buttons"] == []

        await town.at("2024-02-05T09:00")
        await new(focal)
        [preview] = await admin.says("nhắc Sở Tư pháp")
        await admin.presses("Gửi", preview)
        assert len(await new(focal)) == 1
        days = [day for day, _ in await nudged(town)]
        assert days == ["2024-02-02", "2024-02-02", "2024-02-05"]
        assert (await audited(town))["nudged"] == 3


async def test_thirty_agencies_each_get_one(database_url: str) -> None:
    """Two admins, a preview each, all buttons pressed twice at the same moment."""
    plan = crowd_plan(30)
    async with office(database_url, plan=plan, people_of_town=crowd_people(plan), start=EVE) as town:
        second = await another_admin(town, 900_001, "Trần Thị D")
        await town.start()
        await town.at(AFTER_TWO_DAYS)
        admin = town.admin
        await new(admin)
        [mine], [theirs] = await admin.says("nhắc tất cả đơn vị quá hạn"), await second.says("nhắc các đơn vị quá hạn")
        lines = mine["text"].splitlines()
        assert lines[0] == "Gửi 30 tin về I.1 của 30 cơ quan?"
        assert lines[1] == ", ".join(f"Sở {n:04d}" for n in range(10)) + " và 20 cơ quan khác"
        assert lines[-1].startswith("Lời nhắc từng cơ quan, ví dụ: “")
        pressed = [(chat, m["message_id"], button(m, "Gửi")) for chat, m in ((admin, mine), (second, theirs))]
        toasts = await at_once(town, *pressed, *pressed)
        query = select(deliveries.c.contact_id).where(deliveries.c.words == "nudge.told", deliveries.c.state == "sent")
        heard = [r.contact_id for r in await ask(town, query)]
        assert len(heard) == len(set(heard)) == 30
        assert len(await nudged(town)) == 30
        assert Counter(toasts) == {
            "": 1,
            "Hôm nay đã nhắc những người này, không gửi thêm.": 1,
            "Tin này đã gửi lúc 09:15 ngày 02/02, không gửi lại.": 1,
            "Tin này đã thôi hoặc đã sửa lời, không gửi.": 1,
        }
        for n in (0, 29):
            own = [m["text"] for m in await town[f"Sở Thử nghiệm {n:04d}"].bot_messages()]
            assert sum("cập nhật I.1, quá hạn 2 ngày làm việc." in text for text in own) == 1


async def test_whom_it_reaches_and_when(database_url: str) -> None:
    async with office(database_url, start=EVE) as town:
        await two_late(town)
        admin = town.admin
        [preview] = await admin.says("nhắc TH.1")
        assert preview["text"].splitlines()[0] == "Gửi 26 tin về TH.1 của 26 cơ quan?"
        assert preview["text"].splitlines()[-1] == f"Chưa có người nhận tin: {NO_CONTACT}, {NOT_JOINED}."
        await admin.presses("Thôi", preview)
        [nobody] = await admin.says(f"nhắc {NOT_JOINED}")
        assert nobody["text"].splitlines() == [
            "Chưa gửi gì: không còn ai để nhắc.",
            f"Chưa có người nhận tin: {NOT_JOINED}.",
        ]

        [choice] = await admin.says("nhac so tai")
        assert labels(choice) == ["Sở Tài chính", "Sở TN&MT"]
        [one] = fresh(await admin.presses("Sở Tài chính", choice))
        assert one["text"].startswith("Gửi 1 tin cho anh/chị đầu mối Sở Tài chính về ")
        await admin.presses("Thôi", one)

        # After hours it waits for the morning, and says so; what was done by then is not asked for any more.
        await town.at("2024-02-02T18:30")
        await new(town[JUSTICE])
        [late] = await admin.says("nhắc I.3")
        assert late["text"].splitlines()[-1] == "Ngoài giờ làm việc: tin gửi lúc 08:00 ngày 05/02 (thứ Hai)."
        await admin.presses("Gửi", late)
        sent = next(m for m in await admin.messages() if m["message_id"] == late["message_id"])
        assert sent["text"].startswith("Sẽ gửi Sở Tư pháp lúc 08:00 ngày 05/02 (thứ Hai).")
        [again] = await admin.says("nhắc I.4")
        assert again["text"].splitlines()[-1] == "Ngày 05/02 đã nhắc, không nhắc lại: Đầu mối Sở Tư pháp."
        await town[JUSTICE].says("I.3 xong 13/KH-STP")
        await town.at("2024-02-05T08:01")
        assert not any(OFFICE in text and "cập nhật I.3" in text for text in await new(town[JUSTICE]))
        assert await nudged(town) == [], "nobody heard it: it was no nudge"


async def test_who_serves_two_agencies_hears_once_about_both(database_url: str) -> None:
    async with office(database_url, start=EVE) as town:
        await two_late(town)
        await serves_too(town, "Đầu mối Sở Tư pháp", INTERIOR)
        await new(town[INTERIOR])
        [preview] = await town.admin.says("nhắc Sở Tư pháp và Sở Nội vụ")
        assert preview["text"].splitlines()[0] == "Gửi 2 tin về 4 việc của 2 cơ quan?"
        await town.admin.presses("Gửi", preview)
        [both], [other] = await new(town[JUSTICE]), await new(town[INTERIOR])
        asked = [line.split(" cập nhật ")[0] for line in both.splitlines() if " cập nhật " in line]
        assert asked == [f"{OFFICE} đề nghị {INTERIOR}", f"{OFFICE} đề nghị {JUSTICE}"]
        assert JUSTICE not in other
        assert len(await nudged(town)) == 2


async def test_a_nudge_that_telegram_refuses_is_none(database_url: str) -> None:
    async with office(database_url, start=EVE) as town:
        await two_late(town)
        admin = town.admin
        [preview] = await admin.says("nhắc Sở Tư pháp")
        await trouble(town, "403", chat_id=town[JUSTICE].id)
        told = fresh(await admin.presses("Gửi", preview))
        assert any("Sở Tư pháp" in m["text"] and "không còn nhận được tin" in m["text"] for m in told)
        assert await nudged(town) == []


async def test_nobody_else_nudges(database_url: str) -> None:
    async with office(database_url, start=EVE) as town:
        await two_late(town)
        focal = town[INTERIOR]
        sentences = [
            "nhắc Sở Tư pháp",
            "nhắc tất cả đơn vị quá hạn",
            "nhắc các việc đến hạn tuần này",
            "nhac I.3",
            "đôn đốc nhóm I",
        ]
        for text in sentences:
            assert [m["text"] for m in fresh(await focal.says(text))] == [REFUSED], text
        [preview] = await town.admin.says("nhắc Sở Tư pháp")
        presses = [button(preview, label) for label in ("Gửi", "Sửa lời", "Thôi")]
        refused = "Nút này không dùng được với tài khoản của anh/chị."
        assert await forges(focal, *presses, "nudge:a:1", "nudge:c:I.3") == ([refused] * 5, [])
        assert (await audited(town))["command_refused"] == len(sentences)
        assert (await audited(town))["press_refused"] == 5
        rows = await ask(town, select(audit.c.subject).where(audit.c.action == "command_refused"))
        assert {r.subject for r in rows} == {"nudge"}
        assert (await nudged(town), await recorded(town, INTERIOR)) == ([], [])

        # A wish about one's own work is none of it.
        [own] = fresh(await focal.says("nhắc em IV.5 ngày 20/3"))
        assert own["text"] != REFUSED
        stranger = town["Người lạ"]
        [polite] = fresh(await stranger.says("nhắc Sở Tư pháp"))
        assert polite["text"].startswith("Dịch vụ này dành cho người đã có lời mời.")
