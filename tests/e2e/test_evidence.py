"""A photo or a file shows the work: kept by its id on the right item, told, sent again to who may see it, and never opened."""

from typing import Any

import pytest
from sqlalchemy import select, update

from storage.store import open_store
from storage.tables import contacts, updates
from tests.e2e.look import (
    AT_EIGHT,
    INTERIOR,
    JUSTICE,
    MORNING,
    Message,
    ask,
    audited,
    calls,
    forges,
    fresh,
    item_id,
    labels,
    recorded,
)
from tests.e2e.office import Chat, Office, office

pytestmark = pytest.mark.long

I1 = "I.1 Kế hoạch xây dựng, kiểm tra, rà soát văn bản quy phạm pháp luật năm 2024"


async def sends(chat: Chat, kind: str = "photo", **options: Any) -> list[Message]:
    """The new messages that a photo or a file brings back."""
    return fresh(await chat.acts("sends", {"kind": kind, **options}))


async def files(town: Office) -> list[tuple[str, str, str]]:
    """(kind, words, file name) of every update that carries a file; the name of a photo is empty."""
    query = select(updates.c.kind, updates.c.words, updates.c.file_name).where(updates.c.file_id != "").order_by(updates.c.id)
    return [(r.kind, r.words, r.file_name) for r in await ask(town, query)]


async def test_after_the_question_for_the_document(database_url: str) -> None:
    async with office(database_url, start=MORNING) as town:
        await town.start()
        await town.at(AT_EIGHT)
        focal = town[JUSTICE]
        [done] = fresh(await focal.says("I.1 xong"))
        assert done["text"].endswith("\nSố, ký hiệu văn bản? Gõ hoặc gửi ảnh.")
        [added] = await sends(focal, "document", file_name="QD215.pdf")
        assert added["text"] == "Đã thêm tệp “QD215.pdf” cho I.1."
        assert labels(added) == ["Hoàn tác"]
        # The second page, and then the number: the question is still the same.
        [photo] = await sends(focal)
        assert photo["text"] == "Đã thêm ảnh cho I.1."
        [number] = fresh(await focal.says("12/KH-UBND"))
        assert number["text"] == "Đã thêm văn bản Kế hoạch 12/KH-UBND cho I.1."
        assert await recorded(town) == [("I.1", "done"), ("I.1", "document"), ("I.1", "document"), ("I.1", "document")]

        # The button takes back the file alone; the work stays done.
        [undone] = fresh(await focal.presses("Hoàn tác", photo))
        assert undone["text"].startswith(f"Đã bỏ ghi nhận văn bản của {I1}.\nTrở lại: hoàn thành trước hạn")
        [card] = await town.admin.says("I.1")
        assert card["text"].splitlines()[1] == "✅ hoàn thành trước hạn · 12/KH-UBND · tệp: QD215.pdf"

        # Once something else was talked of, nothing tells what a photo shows.
        await focal.says("I.3 60%")
        [which] = await sends(focal)
        assert which["text"].startswith("Ảnh này là của việc nào?\nI.1 ")
        # As the other one, typed as a number, so a file after all of it: nothing was downloaded.
        assert not await calls(town, "getFile")


async def test_a_caption_is_read_as_a_message_and_what_it_records_carries_the_file(database_url: str) -> None:
    async with office(database_url, start=MORNING) as town:
        await town.start()
        await town.at(AT_EIGHT)
        focal = town[JUSTICE]
        [done] = await sends(focal, caption="I.1 xong")
        assert done["text"].splitlines() == [
            f"✅ Đã ghi nhận {I1}: hoàn thành trước hạn, 08:00 ngày 30/01/2024 (thứ Ba).",
            "Đã thêm ảnh cho I.1.",
        ]
        [more] = await sends(focal, "document", caption="I.3 60%", file_name="tien do.xlsx")
        assert "đang thực hiện, 60%, chưa hoàn thành." in more["text"]
        assert more["text"].endswith("\nĐã thêm tệp “tien do.xlsx” cho I.3.")
        [both] = await sends(focal, caption="I.3 70%, I.4 vướng kinh phí")
        assert both["text"].endswith("\nĐã thêm ảnh cho I.3, I.4.")
        # Said again of what is done, the file is what is new.
        [again] = await sends(focal, caption="I.1 xong rồi ạ")
        assert again["text"] == "Đã thêm ảnh cho I.1."
        [number] = await sends(focal, "document", caption="I.1 số 12/KH-UBND", file_name="KH12.pdf")
        assert number["text"].splitlines() == [
            "Đã thêm văn bản Kế hoạch 12/KH-UBND cho I.1.",
            "Đã thêm tệp “KH12.pdf” cho I.1.",
        ]
        # A code alone, and words that say no more than whose it is: the work is not done by that, and it is said.
        [open_] = await sends(focal, caption="ảnh buổi kiểm tra I.2")
        assert open_["text"].splitlines() == [
            "Đã thêm ảnh cho I.2.",
            "Việc này vẫn chưa thực hiện, hạn 31/3 (Chủ nhật). Nếu đã xong, anh/chị gõ: I.2 xong",
        ]
        assert labels(open_) == ["Xong", "Hoàn tác"]
        for caption in ("I.2 chưa xong", "I.2 gần xong", "I.2 xong chưa?", "I.2 xong dự thảo", "I.2 xong 80%"):
            await sends(focal, caption=caption)
        assert ("I.2", "done") not in await recorded(town)
        [theirs] = await sends(focal, caption="IV.3 xong")
        assert theirs["text"].startswith("IV.3 do cơ quan khác chủ trì (Sở Nội vụ), anh/chị không báo thay được")
        assert await recorded(town, INTERIOR) == []
        assert (await files(town))[:5] == [
            ("done", "I.1 xong", ""),
            ("progress", "I.3 60%", "tien do.xlsx"),
            ("progress", "70%", ""),
            ("blocked", "vướng kinh phí", ""),
            ("document", "I.1 xong rồi ạ", ""),
        ]
        # "nhầm" takes back what the caption said, the file with it.
        before = await files(town)
        await sends(focal, caption="I.4 xong")
        [undone] = fresh(await focal.says("nhầm"))
        assert undone["text"].startswith("Đã bỏ ghi nhận hoàn thành của I.4 ")
        card = (await focal.says("I.4"))[0]
        assert len(await files(town)) == len(before) + 1
        assert "Xong" in labels(card)


async def test_where_nothing_tells_it_is_asked_and_nothing_is_lost(database_url: str) -> None:
    async with office(database_url, start=MORNING) as town:
        await town.start()
        await town.at(AT_EIGHT)
        focal = town[JUSTICE]
        [which] = await sends(focal, "document", file_name="QD215.pdf")
        assert which["text"].splitlines()[:2] == ["Tệp “QD215.pdf” là của việc nào?", I1]
        assert labels(which)[:3] == ["I.1", "I.3", "I.4"]
        assert await recorded(town) == []
        [added] = await focal.presses("I.1", which)
        assert added["message_id"] == which["message_id"]
        assert added["text"].startswith("Đã thêm tệp “QD215.pdf” cho I.1.\nViệc này vẫn chưa thực hiện")
        done = (await focal.presses("Xong", added))[-1]
        assert done["text"].startswith("✅ Đã ghi nhận I.1 ")

        # Another, and before it is answered one more: both wait for the same answer, and a typed report is one.
        await focal.says("I.3 60%")
        await sends(focal)
        [two] = await sends(focal, "document", file_name="b.docx")
        assert two["text"].startswith("2 tệp vừa gửi là của việc nào?\nI.1 ")
        [report] = fresh(await focal.says("I.4 xong"))
        assert report["text"].endswith("\nĐã thêm tệp “b.docx”, ảnh cho I.4.")
        assert (await recorded(town))[-2:] == [("I.4", "done"), ("I.4", "document")]
        [back] = fresh(await focal.presses("Hoàn tác", report))
        assert back["text"].startswith("Đã bỏ ghi nhận hoàn thành của I.4 ")

        # Asked what is done, the file goes where the answer goes.
        digest = next(m for m in await focal.bot_messages() if m["text"].startswith("Sở Tư pháp:"))
        [which] = await sends(focal, caption="xong", reply_to=digest["message_id"])
        assert "Anh/chị báo xong việc nào?" in which["text"]
        told = await focal.presses("I.3", which)
        assert told[-1]["text"].endswith("\nĐã thêm ảnh cho I.3.")

        # In answer to a message about one item nothing need be asked; what somebody else wrote below it is not read.
        [menu] = await focal.says("TH.1")
        [shown] = await sends(focal, reply_to=menu["message_id"])
        assert shown["text"].startswith("Đã thêm ảnh cho TH.1.")
        await focal.says("việc của tôi")
        [forwarded] = await sends(focal, "document", caption="TH.1 xong", forwarded_from="Văn thư", file_name="c.pdf")
        assert forwarded["text"].startswith("Tệp “c.pdf” là của việc nào?")
        assert ("TH.1", "done") not in await recorded(town)

        # An old button of a question that was answered, and one for a task that was not offered.
        assert (await forges(focal, which["buttons"][0][0]["data"]))[0] == ["Nút này đã cũ."]
        theirs = await item_id(town, "IV.3", INTERIOR)
        number = forwarded["buttons"][0][0]["data"].split(":")[1]
        assert (await forges(focal, f"file:{number}:{theirs}"))[0] == ["Nút này đã cũ."]
        await town[INTERIOR].says("việc của tôi")
        assert (await forges(town[INTERIOR], f"file:{number}:{theirs}"))[0] == ["Nút này đã cũ."]

        # The admin has no work of their own to show.
        [nobody] = await sends(town.admin)
        assert nobody["text"] == "Chưa ghi nhận tệp này: anh/chị không có việc nào để bổ sung tệp."


async def test_an_album_is_one_answer(database_url: str) -> None:
    async with office(database_url, start=MORNING) as town:
        await town.start()
        await town.at(AT_EIGHT)
        focal = town[JUSTICE]
        [done] = await sends(focal, album="1", caption="I.1 xong")
        assert done["text"].endswith("\nĐã thêm các ảnh vừa gửi cho I.1.")
        assert await sends(focal, album="1") == []
        assert await sends(focal, album="1") == []
        assert await recorded(town) == [("I.1", "done"), ("I.1", "document"), ("I.1", "document")]
        await focal.presses("Hoàn tác", done)
        assert [k for _, k in await recorded(town)][3:] == ["undo"] * 3
        [card] = await town.admin.says("I.1")
        assert "ảnh" not in card["text"]

        [which] = await sends(focal, "document", album="2", file_name="a.pdf")
        assert which["text"].startswith("Các tệp vừa gửi là của việc nào?")
        assert await sends(focal, "document", album="2", file_name="b.pdf") == []
        assert await sends(focal, "document", album="2", file_name="c.pdf") == []
        told = await focal.presses("I.3", which)
        assert told[-1]["text"].startswith("Đã thêm tệp “a.pdf”, “b.pdf”, “c.pdf” cho I.3.")
        assert [f[2] for f in await files(town)][-3:] == ["a.pdf", "b.pdf", "c.pdf"]


async def test_who_may_see_it_gets_it_sent_again(database_url: str) -> None:
    async with office(database_url, start=MORNING) as town:
        await town.start()
        await town.at(AT_EIGHT)
        focal, other = town[JUSTICE], town[INTERIOR]
        await sends(focal, "document", caption="I.1 xong", file_name="QD215.pdf")
        [which] = await sends(focal)
        await focal.presses("I.1", which)
        [card] = await town.admin.says("I.1")
        assert card["text"].splitlines()[1] == "✅ hoàn thành trước hạn · tệp: QD215.pdf · ảnh"
        assert labels(card)[:2] == ["Lịch sử", "Xem tệp"]
        document, photo = await town.admin.presses("Xem tệp", card)
        assert document["text"] == f"{I1} · Sở Tư pháp\nQD215.pdf · Đầu mối Sở Tư pháp gửi 08:00 ngày 30/01/2024"
        assert (document["file"]["kind"], document["file"]["name"]) == ("document", "QD215.pdf")
        assert (photo["file"]["kind"], photo["text"].splitlines()[1][:3]) == ("photo", "Ảnh")
        sent = next(m for m in await focal.messages() if m["file"] and m["file"]["kind"] == "photo")
        assert photo["file"]["url"] == sent["file"]["url"], "the largest of the photo's sizes"
        [history] = await town.admin.presses("Lịch sử", card)
        assert [line for line in history["text"].splitlines() if "đã gửi" not in line][1:] == [
            "08:00 30/01 · Đầu mối Sở Tư pháp: văn bản · ảnh",
            "08:00 30/01 · Đầu mối Sở Tư pháp: hoàn thành “I.1 xong” · tệp: QD215.pdf",
        ]
        assert labels(history) == ["Xem tệp"]
        assert [m["file"]["name"] for m in await focal.presses("Xem tệp", (await focal.says("I.1"))[0])] == [
            "QD215.pdf",
            sent["file"]["name"],
        ]

        await other.says("việc của tôi")
        refused, shown = await forges(other, "files:I.1")
        assert (refused, shown) == (["Nút này không dùng được với tài khoản của anh/chị."], [])
        assert (await audited(town))["press_refused"] == 1
        [theirs] = await other.says("I.1")
        assert "tệp" not in theirs["text"]
        assert not any(m["file"] for m in await other.messages())
        assert (await forges(focal, "files:I.3"))[0] == ["Nút này đã cũ."]
        assert not await calls(town, "getFile")


async def test_in_the_other_language(database_url: str) -> None:
    async with office(database_url, start=MORNING) as town:
        store = await open_store(town.settings.database_url)
        async with store.transaction() as tx:
            await tx.execute(update(contacts).values(language="en"))
        await store.close()
        await town.start()
        await town.at(AT_EIGHT)
        focal = town[JUSTICE]
        [which] = await sends(focal)
        assert which["text"].startswith("Which task does this photo belong to?")
        [added] = await focal.presses("I.3", which)
        assert added["text"].splitlines() == [
            "Added photo to I.3.",
            "It is still not started, due 31/01 (Wed). If it is done, type: I.3 done",
        ]
        [done] = await sends(focal, "document", caption="I.1 done", file_name="a.pdf")
        assert done["text"].endswith("\nAdded file “a.pdf” to I.1.")
        message = next(m for m in reversed(await focal.messages()) if m["from"] == "person")["message_id"]
        for text, first in (
            ("I.1 not done yet, 60%", "Corrected as your message reads now; taken back: completion of I.1."),
            ("some words", "It is not clear what the changed message reports, so nothing changed."),
        ):
            [changed] = fresh(await focal.acts("edits", {"message_id": message, "text": text}))
            assert changed["text"].splitlines()[0] == first
        [card] = await town.admin.says("I.1")
        assert "file: a.pdf" in card["text"]
        [shown] = await town.admin.presses("Files", card)
        assert shown["text"].splitlines()[1] == "a.pdf · sent by Đầu mối Sở Tư pháp at 08:00 on 30/01/2024"
        [nobody] = await sends(town.admin)
        assert nobody["text"] == "This file was not recorded: you have no task to add a file to."
