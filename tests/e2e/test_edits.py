"""A message changed in Telegram after it was answered: taken back and said anew, or left as it stands; never a wrong done."""

from typing import Any

import pytest
from sqlalchemy import select

from storage.tables import occurrences, updates
from tests.e2e.late import HEAD, T3, came, overdue, texts
from tests.e2e.look import (
    AT_EIGHT,
    INTERIOR,
    JUSTICE,
    MORNING,
    Message,
    ask,
    fresh,
    item_id,
    labels,
    recorded,
)
from tests.e2e.office import Chat, Office, office

pytestmark = pytest.mark.long

I1 = "I.1 Kế hoạch xây dựng, kiểm tra, rà soát văn bản quy phạm pháp luật năm 2024"
I4 = "I.4 Kế hoạch phổ biến giáo dục pháp luật, hòa giải ở cơ sở năm 2024"
OVERTAKEN = "Sau tin này đã có cập nhật khác nên phần vừa sửa không được ghi nhận."
UNCLEAR = "Tin sửa chưa rõ là báo kết quả nào nên không thay đổi gì."


async def own(chat: Chat) -> int:
    """The person's newest message."""
    return next(int(m["message_id"]) for m in reversed(await chat.messages()) if m["from"] == "person")


async def edits(chat: Chat, message_id: int, text: str) -> list[Message]:
    return fresh(await chat.acts("edits", {"message_id": message_id, "text": text}))


async def closed(town: Office, code: str) -> bool:
    query = select(occurrences.c.closed_on).where(occurrences.c.id == await item_id(town, code, JUSTICE))
    return (await ask(town, query))[0].closed_on is not None


async def test_the_new_words_take_the_place_of_the_old(database_url: str) -> None:
    async with office(database_url, start=MORNING) as town:
        await town.start()
        await town.at(AT_EIGHT)
        focal = town[JUSTICE]
        await focal.says("I.4 xong")
        message = await own(focal)
        assert await closed(town, "I.4")
        await town.at("2024-01-30T09:30")
        [changed] = await edits(focal, message, "I.4 chưa xong, 60%")
        assert changed["text"].splitlines() == [
            "Đã sửa theo tin mới của anh/chị: bỏ ghi nhận hoàn thành của I.4.",
            f"Đã ghi nhận {I4}: đang thực hiện, 60%, chưa hoàn thành.",
            "Hạn vẫn là 31/01 (thứ Tư). Từ nay đến hạn không nhắc lại việc này; nếu quá hạn, nhắc 01/02 (thứ Năm).",
        ]
        assert not await closed(town, "I.4")
        rows = await ask(town, select(updates.c.kind, updates.c.at).order_by(updates.c.id))
        assert [r.kind for r in rows] == ["done", "undo", "progress"]
        assert (rows[2].at - rows[0].at).total_seconds() == 90 * 60, "said when it was changed"

        # The admins hear of what they had not been told, and of its end.
        await edits(focal, message, "I.4 vướng kinh phí")
        [blocked] = await town.admin.bot_messages()
        assert blocked["text"].splitlines()[1] == "“I.4 vướng kinh phí” (09:30 ngày 30/01)"
        await edits(focal, message, "I.4 vướng kinh phí, thiếu người")
        _, again = await town.admin.bot_messages()
        assert "thiếu người" in again["text"], "a reason said otherwise is told anew, and nothing is withdrawn"
        await edits(focal, message, "I.4 70%")
        gone = (await town.admin.bot_messages())[-1]
        assert gone["text"] == f"Sở Tư pháp đã rút vướng của {I4}. Hiện nay: đang thực hiện, 70%."

        # Another code: the first is open again, and its reminders with it.
        [moved] = await edits(focal, message, "I.1 xong")
        assert moved["text"].splitlines()[0] == "Đã sửa theo tin mới của anh/chị: bỏ ghi nhận tiến độ của I.4."
        assert moved["text"].splitlines()[1].startswith(f"✅ Đã ghi nhận {I1}: hoàn thành trước hạn, 09:30")
        [card] = await town.admin.says("I.4")
        assert card["text"].splitlines()[1] == "🟡 chưa thực hiện"

        # "nhầm" in the place of a report takes back that report and nothing before it.
        [undone] = await edits(focal, message, "nhầm")
        assert undone["text"].startswith(f"Đã bỏ ghi nhận hoàn thành của {I1}.\nTrở lại: chưa thực hiện")
        [once_more] = await edits(focal, message, "I.1 50%")
        assert once_more["text"].splitlines()[0] == "Đã sửa theo tin mới của anh/chị."
        await town.at("2024-02-01T08:00")
        digest = (await focal.bot_messages())[-1]
        assert "I.4 " in digest["text"]


async def test_what_reads_the_same_is_silent(database_url: str) -> None:
    async with office(database_url, start=MORNING) as town:
        await town.start()
        await town.at(AT_EIGHT)
        focal = town[JUSTICE]
        for said, mended in (
            ("I.1 xong", "I.1 xong rồi ạ"),
            ("I.3 60% vướng kinh phi", "I.3 60%, vướng kinh phí"),
            ("TH.1 nhắc lại thứ Sáu", "TH.1, thứ sáu nhắc lại nhé"),
        ):
            await focal.says(said)
            before = await recorded(town)
            assert await edits(focal, await own(focal), mended) == [], mended
            assert await recorded(town) == before
        assert len(await town.admin.bot_messages()) == 1
        # Of a question, too: a preview that appears is an edit of nothing.
        [answer] = await focal.says("I.3 hạn khi nào")
        question = await own(focal)
        assert await edits(focal, question, "I.3 hạn khi nào") == []
        [other] = await edits(focal, question, "I.3 sản phẩm là gì")
        assert (answer["text"] != other["text"], "sản phẩm là Kế hoạch" in other["text"]) == (True, True)
        # A place that moves.
        town.town.updates.add(
            "edited_message",
            {
                "message_id": question,
                "date": town.town.unix(),
                "edit_date": town.town.unix(),
                "chat": town.town.chat_json(town.town.person(focal.id)),
                "location": {"latitude": 9.1, "longitude": 105.1},
            },
        )
        await town.quiet()
        assert [m for m in await focal.fetch() if m["from"] == "bot"] == []


async def test_what_is_not_understood_changes_nothing_and_says_what_stands(database_url: str) -> None:
    async with office(database_url, start=MORNING) as town:
        await town.start()
        await town.at(AT_EIGHT)
        focal = town[JUSTICE]
        await focal.says("I.1 xong")
        message = await own(focal)
        before = await recorded(town)
        for text in ("cái vụ bữa trước", "I.1 xong chưa?", "I.1", "việc của tôi", "/viec", "I.1 xin gia hạn đến 15/4"):
            [stands] = await edits(focal, message, text)
            assert stands["text"].splitlines() == [
                UNCLEAR,
                f"{I1} hiện là: hoàn thành trước hạn.",
                "Cần sửa, anh/chị gửi tin mới, ví dụ: I.1 chưa xong, 60%",
            ], text
            assert await recorded(town) == before
        assert await closed(town, "I.1")
        # What the trial had asked or closed is as it was: the number still finds its question.
        [number] = fresh(await focal.says("12/KH-UBND"))
        assert number["text"] == "Đã thêm văn bản Kế hoạch 12/KH-UBND cho I.1."
        [mended] = await edits(focal, await own(focal), "13/KH-UBND")
        assert mended["text"].splitlines() == [
            "Đã sửa theo tin mới của anh/chị: bỏ ghi nhận văn bản của I.1.",
            "Đã thêm văn bản Kế hoạch 13/KH-UBND cho I.1.",
        ]
        assert await closed(town, "I.1"), "the number was mended, not the report"


async def test_what_others_built_on_is_not_changed(database_url: str) -> None:
    async with office(database_url, start=MORNING) as town:
        await town.start()
        await town.at(AT_EIGHT)
        focal = town[JUSTICE]
        await focal.says("I.4 60%")
        first = await own(focal)
        await focal.says("I.4 80%")
        [kept] = await edits(focal, first, "I.4 xong")
        assert kept["text"].splitlines() == [
            OVERTAKEN,
            f"{I4} hiện là: đang thực hiện, 80%.",
            "Cần sửa, anh/chị gửi tin mới, ví dụ: I.4 chưa xong, 60%",
        ]
        # Taken back by "nhầm": an edit does not bring it to life, nor does it make the "nhầm" unsaid.
        await focal.says("I.1 xong")
        done = await own(focal)
        await focal.says("nhầm")
        slip = await own(focal)
        for message, text in ((done, "I.1 đã xong"), (slip, "nhầm, I.3 mới xong")):
            [kept] = await edits(focal, message, text)
            assert kept["text"].startswith(f"{OVERTAKEN}\n{I1} hiện là: chưa thực hiện.")
        assert not await closed(town, "I.1")

        # Decided by an admin.
        await focal.says("I.3 xin gia hạn đến 15/4 vì thiếu người")
        request = await own(focal)
        await town.admin.presses("Đồng ý")
        [kept] = await edits(focal, request, "I.3 xin gia hạn đến 30/4 vì thiếu người")
        assert kept["text"].startswith(OVERTAKEN)
        due = select(occurrences.c.due).where(occurrences.c.id == await item_id(town, "I.3", JUSTICE))
        assert (await ask(town, due))[0].due.isoformat() == "2024-04-15"

        # Two days on, Telegram would not let it be changed either.
        await focal.says("TH.1 30%")
        old = await own(focal)
        await town.at("2024-02-01T08:30")
        [late] = await edits(focal, old, "TH.1 xong")
        assert late["text"].startswith("Tin đã quá 48 giờ nên phần vừa sửa không được ghi nhận.\nTH.1 ")
        assert not await closed(town, "TH.1")


async def test_what_recorded_nothing_is_heard_as_new(database_url: str) -> None:
    async with office(database_url, start=MORNING) as town:
        await town.start()
        await town.at(AT_EIGHT)
        focal = town[JUSTICE]
        digest = next(m for m in await focal.bot_messages())
        [unknown] = await focal.says("I1 xomg rồi nha b")
        assert "hưa ghi nhận gì" in unknown["text"]
        [done] = await edits(focal, await own(focal), "I.1 xong")
        assert done["text"].startswith("✅ Đã ghi nhận I.1 ")
        # The edit of a "xong" that was asked about finds what the button completed.
        [which] = fresh(await focal.says("xong", reply_to=digest["message_id"]))
        message = await own(focal)
        await focal.presses("I.3", which)
        [other] = await edits(focal, message, "I.4 xong")
        assert other["text"].startswith("Đã sửa theo tin mới của anh/chị: bỏ ghi nhận hoàn thành của I.3.\n✅ Đã ghi nhận I.4 ")
        assert not await closed(town, "I.3")
        assert [c for c, k in await recorded(town) if k == "done"] == ["I.1", "I.3", "I.4"]

        # What was only asked because of a message is not answered by its edit.
        await focal.says("I.2")
        await focal.presses("Gia hạn")
        await focal.says("15/4")
        [asked] = await edits(focal, await own(focal), "20/4")
        assert "hưa hiểu tin này" in asked["text"]
        assert await town.admin.bot_messages() == []
        [sent] = fresh(await focal.says("các đơn vị góp ý chậm"))
        assert "gia hạn I.2 đến 15/4/2024" in sent["text"]


async def test_captions_files_and_several_statements(database_url: str) -> None:
    async with office(database_url, start=MORNING) as town:
        await town.start()
        await town.at(AT_EIGHT)
        focal = town[JUSTICE]

        async def sends(**options: Any) -> int:
            await focal.acts("sends", {"kind": "photo", **options})
            return await own(focal)

        photo = await sends(caption="I.1 xong")
        assert await edits(focal, photo, "I.1 xong ạ") == []
        [changed] = await edits(focal, photo, "I.1 chưa xong")
        assert changed["text"].endswith("\nĐã thêm ảnh cho I.1.")
        assert not await closed(town, "I.1")
        for text in ("I.3", "vài chữ khác"):
            [stands] = await edits(focal, photo, text)
            assert stands["text"].startswith(f"{UNCLEAR}\n{I1} hiện là: đang thực hiện."), "a file alone takes no report back"
        photo = await sends(caption="I.2")
        [moved] = await edits(focal, photo, "I.3")
        assert moved["text"].splitlines()[:2] == [
            "Đã sửa theo tin mới của anh/chị: bỏ ghi nhận văn bản của I.2.",
            "Đã thêm ảnh cho I.3.",
        ]
        [card] = await town.admin.says("I.2")
        assert "ảnh" not in card["text"]

        # A file that had waited for these words stays with them.
        await focal.says("TH.1 10%")
        await sends()
        await focal.says("I.4 xong")
        [mended] = await edits(focal, await own(focal), "I.4 mới 80%")
        assert mended["text"].endswith("\nĐã thêm ảnh cho I.4.")

        await focal.says("I.1 xong, I.2 30%")
        several = await own(focal)
        [both] = await edits(focal, several, "I.1 xong, I.2 40%")
        assert both["text"].splitlines()[0] == (
            "Đã sửa theo tin mới của anh/chị: bỏ ghi nhận hoàn thành của I.1, tiến độ của I.2."
        )
        [one] = await edits(focal, several, "I.2 40%")
        assert one["text"].splitlines()[1].startswith("Đã ghi nhận I.2 ")
        assert not await closed(town, "I.1")
        assert await recorded(town, INTERIOR) == []
        assert labels(one) == ["Xin gia hạn", "Hoàn tác"]
        await focal.presses("Hoàn tác", one)
        [stands] = await edits(focal, several, "I.2 45%")
        assert stands["text"].startswith(OVERTAKEN)


async def test_those_above_hear_each_turn_once(database_url: str) -> None:
    async with overdue(database_url, f"{T3}T14:00") as town:
        head, focal = town[HEAD], town[JUSTICE]
        await came(head)
        await came(focal)
        await focal.says("I.2 xong")
        assert len(await texts(head)) == 1
        message = await own(focal)
        await edits(focal, message, "I.2 xong ạ")
        assert await texts(head) == []
        await edits(focal, message, "I.2 còn 10%, 90%")
        [turned] = await texts(head)
        assert turned.startswith("Sở Tư pháp · Đã bỏ ghi nhận hoàn thành của I.2 Báo cáo năm 2024. Hiện nay: quá hạn")
        await edits(focal, message, "I.2 đã xong")
        [over] = await texts(head)
        assert "I.2 Báo cáo năm 2024: hoàn thành quá hạn" in over
        await edits(focal, message, "I.2 xong số 12/KH-UBND")
        assert await texts(head) == [], "done as before"

        # A head's own edit: the focal person sees what it says now, once.
        await came(focal)
        await head.says("I.1 60%")
        await came(focal)
        await edits(head, await own(head), "I.1 70%")
        [seen] = await texts(focal)
        assert "“I.1 70%”" in seen
