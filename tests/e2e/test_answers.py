"""What a focal person may answer, by code, by reply-to and by button; and what must not be taken for an answer."""

import pytest
from sqlalchemy import delete, select, update

from storage.store import open_store
from storage.tables import deliveries, delivery_items, occurrences
from tests.e2e.look import (
    AT_EIGHT,
    INTERIOR,
    JUSTICE,
    MORNING,
    ask,
    audited,
    calls,
    forges,
    fresh,
    item_id,
    labels,
    recorded,
    trouble,
)
from tests.e2e.office import Office, office

pytestmark = pytest.mark.long

OLD = "Nút này đã cũ."
NOT_YOURS = "Nút này không dùng được với tài khoản của anh/chị."
NOT_UNDERSTOOD = "Chưa hiểu tin này nên chưa ghi nhận gì."


async def change(town: Office, *statements: object) -> None:
    """Changes the database behind the service's back."""
    store = await open_store(town.settings.database_url)
    async with store.transaction() as tx:
        for statement in statements:
            await tx.execute(statement)  # type: ignore[call-overload]
    await store.close()


async def test_in_words_with_a_code(database_url: str) -> None:
    async with office(database_url, start=MORNING) as town:
        await town.start()
        await town.at(AT_EIGHT)
        focal = town[JUSTICE]

        [done] = fresh(await focal.says("i1 xong r ạ"))
        assert done["text"].splitlines() == [
            "✅ Đã ghi nhận I.1 Kế hoạch xây dựng, kiểm tra, rà soát văn bản quy phạm pháp luật năm 2024: "
            "hoàn thành trước hạn, 08:00 ngày 30/01/2024 (thứ Ba).",
            "Số, ký hiệu văn bản? Gõ hoặc gửi ảnh.",
        ]
        assert labels(done) == ["Bổ sung sau", "Hoàn tác"]
        [document] = fresh(await focal.says("12/KH-UBND"))
        assert document["text"] == "Đã thêm văn bản Kế hoạch 12/KH-UBND cho I.1."
        [twice] = await focal.says("I.1 xong")
        assert "đã ghi nhận hoàn thành trước hạn lúc 08:00 ngày 30/01. Không ghi thêm." in twice["text"]

        [progress] = fresh(await focal.says("I.3 chưa xong, 60%"))
        assert progress["text"].splitlines() == [
            "Đã ghi nhận I.3 Kế hoạch theo dõi thi hành pháp luật năm 2024: đang thực hiện, 60%, chưa hoàn thành.",
            "Hạn vẫn là 31/01 (thứ Tư). Từ nay đến hạn không nhắc lại việc này; nếu quá hạn, nhắc 01/02 (thứ Năm).",
        ]
        [blocked] = fresh(await focal.says("I.4 vướng kinh phí"))
        assert "vướng “kinh phí”. Đã chuyển Văn phòng UBND tỉnh.\nHạn 31/01 (thứ Tư) chưa thay đổi." in blocked["text"]
        [told] = await town.admin.bot_messages()
        assert told["text"].splitlines()[:2] == [
            "⛔ Sở Tư pháp báo vướng I.4 Kế hoạch phổ biến giáo dục pháp luật, hòa giải ở cơ sở năm 2024",
            "“I.4 vướng kinh phí” (08:00 ngày 30/01)",
        ]
        [more] = fresh(await focal.says("chờ Sở Tài chính duyệt", reply_to=blocked["message_id"]))
        assert "vướng “chờ Sở Tài chính duyệt”" in more["text"]
        [ack] = fresh(await focal.says("TH.1 đã nhận"))
        assert ack["text"].startswith("Hôm nay không nhắc lại TH.1.")

        [undone] = fresh(await focal.says("nhầm, I.4 không vướng"))
        assert undone["text"].startswith("Đã bỏ ghi nhận vướng của I.4 ")
        for said in ("chưa xong", "gần xong", "mai xong", "xong 80%", "xong chưa?", "xong dự thảo"):
            await focal.says(f"I.4 {said}")
        kinds = await recorded(town)
        assert kinds[:6] == [
            ("I.1", "done"),
            ("I.1", "document"),
            ("I.3", "progress"),
            ("I.4", "blocked"),
            ("I.4", "blocked"),
            ("TH.1", "ack"),
        ]
        assert ("I.4", "done") not in kinds


async def test_several_statements_in_one_message(database_url: str) -> None:
    async with office(database_url, start=MORNING) as town:
        await town.start()
        await town.at(AT_EIGHT)
        focal = town[JUSTICE]
        digest = (await focal.bot_messages())[-1]
        [mixed] = fresh(await focal.says("I.1 xong, I.3 60%, I.4 vướng kinh phí"))
        assert mixed["text"].splitlines() == [
            "Đã ghi nhận:",
            "✅ I.1 Kế hoạch xây dựng, kiểm tra, rà soát văn bản quy phạm pháp luật năm 2024 · hoàn thành trước hạn",
            "I.3 Kế hoạch theo dõi thi hành pháp luật năm 2024 · đang thực hiện, 60%",
            "I.4 Kế hoạch phổ biến giáo dục pháp luật, hòa giải ở cơ sở năm 2024 · vướng: “kinh phí” · Văn phòng xử lý",
        ]
        await focal.presses("Hoàn tác", mixed)
        assert [k for _, k in await recorded(town)] == ["done", "progress", "blocked", "undo", "undo", "undo"]

        # Somebody else's code in between is named and not recorded.
        [part] = fresh(await focal.says("I.1 xong rồi, IV.3 xong rồi"))
        assert "Chưa ghi nhận: “" in part["text"]
        assert "Tổ chức thi công chức" not in part["text"]
        assert await recorded(town, INTERIOR) == []
        await focal.says("nhầm")

        # "Xong hết" in answer to the message: everything it shows, listed back.
        [everything] = fresh(await focal.says("xong hết", reply_to=digest["message_id"]))
        assert everything["text"].startswith("✅ Đã ghi nhận hoàn thành 3 việc, lúc 08:00 ngày 30/01/2024 (thứ Ba):\nI.1 ")
        assert "ví dụ: I.1 số 12/KH-UBND" in everything["text"]
        [document] = fresh(await focal.says("I.1 số 12/KH-UBND"))
        assert document["text"] == "Đã thêm văn bản Kế hoạch 12/KH-UBND cho I.1."
        [open_still] = await focal.says("I.2 số 13/QĐ-UBND")
        assert open_still["text"].startswith(NOT_UNDERSTOOD), "a number alone does not finish what is open"
        [partly] = fresh(await focal.says("nhầm, I.4 chưa"))
        assert partly["text"].startswith("Đã bỏ ghi nhận hoàn thành của I.4 ")
        still_done = await ask(town, select(occurrences.c.key).where(occurrences.c.closed_on.is_not(None)))
        assert sorted(r.key.split("/")[1] for r in still_done if "/so-tu-phap@2024-01-31" in r.key) == ["I.1", "I.3"]


async def test_buttons(database_url: str) -> None:
    async with office(database_url, start=MORNING) as town:
        await town.start()
        await town.at(AT_EIGHT)
        focal = town[JUSTICE]
        digest = (await focal.bot_messages())[-1]

        [menu] = await focal.presses("I.1", digest)
        assert menu["message_id"] == digest["message_id"]
        assert labels(menu) == ["Xong", "Đang làm", "Vướng", "Gia hạn", "Nhắc sau", "Chi tiết", "Trở lại"]
        [back] = await focal.presses("Trở lại", menu)
        assert (back["text"], labels(back)) == (digest["text"], labels(digest))

        # Pressed twice, as a slow line makes people do: one update, and a toast for the second.
        await focal.presses("I.1", back)
        done = f"done:{await item_id(town, 'I.1', JUSTICE)}"
        again = [done.replace("done", verb) for verb in ("done", "doing", "blocked", "extend", "snooze", "open")]
        toasts, [echo] = await forges(focal, done, *again, on=digest["message_id"])
        assert echo["text"].startswith("✅ Đã ghi nhận I.1 ")
        assert toasts == ["", *[f"{OLD} I.1: hoàn thành trước hạn (08:00 ngày 30/01)."] * len(again)]
        assert await recorded(town) == [("I.1", "done")]

        # Undo; the word said once more brings no wrong done back, only the button below the echo does.
        [undone] = fresh(await focal.presses("Hoàn tác", echo))
        assert undone["text"].splitlines() == [
            "Đã bỏ ghi nhận hoàn thành của I.1 Kế hoạch xây dựng, kiểm tra, rà soát văn bản quy phạm pháp luật năm 2024.",
            "Trở lại: chưa thực hiện, hạn 31/01 (thứ Tư). Nhắc tiếp: 31/01 (thứ Tư).",
        ]
        spent = await forges(focal, echo["buttons"][0][1]["data"], on=echo["message_id"])
        assert spent == (["Không có ghi nhận nào của anh/chị để bỏ."], [])
        [refused] = fresh(await focal.says("nhầm"))
        assert refused["text"].splitlines() == [
            "I.1 Kế hoạch xây dựng, kiểm tra, rà soát văn bản quy phạm pháp luật năm 2024 hiện không còn là hoàn thành: "
            "chưa thực hiện. Tin này không thay đổi gì.",
            "Nếu việc đã xong, anh/chị gõ: I.1 xong",
        ]
        assert await recorded(town) == [("I.1", "done"), ("I.1", "undo")]
        [restored] = fresh(await focal.presses("Hoàn tác", undone))
        assert restored["text"].splitlines() == [
            "Đã bỏ lần hoàn tác trước của I.1 Kế hoạch xây dựng, kiểm tra, rà soát văn bản quy phạm pháp luật năm 2024.",
            "Trở lại: hoàn thành trước hạn, hạn 31/01 (thứ Tư).",
        ]
        [once_more] = fresh(await focal.says("hoàn tác"))
        assert "Trở lại: chưa thực hiện" in once_more["text"]

        # The reason of a blocker is asked before anything is recorded.
        before = await recorded(town)
        await focal.says("I.3")
        [why] = await focal.presses("Vướng")
        assert "anh/chị vướng ở đâu?" in why["text"]
        assert await recorded(town) == before
        [blocked] = fresh(await focal.says("thiếu người"))
        assert "I.3 Kế hoạch theo dõi thi hành pháp luật năm 2024: vướng “thiếu người”" in blocked["text"]

        # Work that has been deleted meanwhile.
        gone = await item_id(town, "V.1", JUSTICE)
        await change(
            town,
            delete(delivery_items).where(delivery_items.c.occurrence_id == gone),
            delete(occurrences).where(occurrences.c.id == gone),
        )
        assert await forges(focal, f"done:{gone}") == ([OLD], [])
        assert all(c["outcome"] in ("ok", "400") for c in await calls(town, "answerCallbackQuery"))


async def test_snooze_and_extension_by_buttons_with_typed_dates(database_url: str) -> None:
    async with office(database_url, start=MORNING) as town:
        await town.start()
        await town.at(AT_EIGHT)
        focal = town[JUSTICE]
        await focal.says("I.2")
        [asked] = await focal.presses("Nhắc sau")
        assert asked["text"] == "Nhắc lại I.2 vào ngày nào? Gõ ngày, ví dụ: 28/3, thứ Sáu."
        assert labels(asked) == ["Ngày mai", "Trở lại"]
        [unclear] = await focal.says("ngày đẹp trời")
        assert unclear["text"] == "Chưa rõ ngày nào, chưa ghi nhận gì. Gõ ngày, ví dụ: 28/3"
        [snoozed] = fresh(await focal.says("thứ Sáu"))
        assert snoozed["text"].endswith("sáng 02/02 (thứ Sáu). Hạn 31/3 (Chủ nhật) không thay đổi.")
        [past] = await focal.says("I.2 nhắc lại 2/4")
        assert "02/4 (thứ Ba) sau hạn 31/3 (Chủ nhật). Nhắc ngày nào?" in past["text"]
        assert labels(past) == ["29/3", "Vẫn 02/4", "Xin gia hạn"]
        [moved] = await focal.presses("29/3", past)
        assert "sáng 29/3 (thứ Sáu), ngày làm việc cuối trước hạn 31/3. Hạn 31/3 (Chủ nhật) không thay đổi." in moved["text"]
        assert [k for _, k in await recorded(town)] == ["snooze", "snooze"]

        # A day that has come is no offer any more.
        assert await forges(focal, f"until:20240130:{await item_id(town, 'I.2', JUSTICE)}") == ([OLD], [])

        await focal.says("I.2")
        [until] = await focal.presses("Gia hạn")
        assert until["text"].endswith("xin gia hạn đến ngày nào? Hạn hiện nay 31/3 (Chủ nhật).")
        [later] = await focal.says("15/2")
        assert later["text"].endswith("ngày xin gia hạn phải sau hạn hiện nay 31/3 (Chủ nhật). Anh/chị cho ngày khác.")
        [why] = await focal.says("15/4")
        assert why["text"].endswith("xin gia hạn đến 15/4/2024 (thứ Hai). Vui lòng cho biết lý do.")
        [sent] = fresh(await focal.says("các đơn vị góp ý chậm"))
        assert sent["text"].startswith("Đã chuyển Văn phòng UBND tỉnh đề nghị gia hạn I.2 đến 15/4/2024 (thứ Hai). ")
        assert sent["text"].endswith("Trong khi chờ, hạn vẫn là 31/3 (Chủ nhật).")
        [again] = await focal.says("I.2 xin gia hạn đến 20/4 vì thiếu người")
        assert "đang chờ quyết định gia hạn đến 15/4 (thứ Hai)" in again["text"], "one request at a time"

        # A day with its reason is one answer.
        await focal.says("TH.1 gia hạn")
        [whole] = fresh(await focal.says("8/3 do thiếu người"))
        assert whole["text"].startswith("Đã chuyển Văn phòng UBND tỉnh đề nghị gia hạn TH.1 đến 08/3/2024 (thứ Sáu).")


async def test_an_old_question_makes_no_false_done(database_url: str) -> None:
    """A bare code answers "việc nào?" only right below it; later it is what it always is, the way to the menu."""
    async with office(database_url, start=MORNING) as town:
        await town.start()
        await town.at(AT_EIGHT)
        focal = town[JUSTICE]
        [which] = await focal.says("xong")
        await focal.says("chiều nay họp mấy giờ")
        [menu] = await focal.says("I.1")
        assert labels(menu)[:3] == ["Xong", "Đang làm", "Vướng"]
        assert await recorded(town) == []
        await focal.presses("I.3", which)
        assert await recorded(town) == [("I.3", "done")], "the button says what it was asked about"

        [which] = fresh(await focal.says("xong"))
        await town.at("2024-01-31T08:00")
        [menu] = await focal.says("I.1")
        assert labels(menu)[:3] == ["Xong", "Đang làm", "Vướng"]

        # A reason asked for yesterday is not given by today's first words.
        await focal.presses("Vướng", menu)
        await town.at("2024-02-01T08:00")
        [unknown] = fresh(await focal.says("chiều nay họp mấy giờ"))
        assert "hưa ghi nhận gì" in unknown["text"]
        assert await recorded(town) == [("I.3", "done")]

        # Typed right below the question it is an answer; so is "cả 2".
        await focal.says("xong")
        assert (await focal.says("I.1"))[-1]["text"].startswith("✅ Đã ghi nhận I.1 ")
        [one] = fresh(await focal.says("I.1 chưa xong"))
        assert "chưa hoàn thành" in one["text"]


async def test_of_others_only_what_the_plan_says(database_url: str) -> None:
    async with office(database_url, start=MORNING) as town:
        await town.start()
        await town.at(AT_EIGHT)
        focal, other = town[JUSTICE], town[INTERIOR]
        await other.says("IV.3 vướng chuyện bí mật")
        theirs = await item_id(town, "IV.3", INTERIOR)
        refused = [f"{verb}:{theirs}" for verb in ("open", "done", "doing", "blocked", "extend", "snooze", "detail")]
        refused += [f"until:20240205:{theirs}"]
        refused += ["grant:1", "refuse:1", "noted:1", "held:done", "invite:1", "agency:1", "request:1", "cmd:quahan"]
        refused += ["leave:1", "leave_to:20240201:20240202:1:0:0", "handover:1:go:1", "merger:1:go", "unmerge:1", "cmd:bangiao"]
        refused += [
            "grant:1",
            "refuse:1",
            "noted:1",
            "give:1",
            "give:1:1:0",
            "held:done",
            "invite:1",
            "agency:1",
            "request:1",
            "cmd:quahan",
        ]
        assert await forges(focal, *refused) == ([NOT_YOURS] * len(refused), [])
        assert (await audited(town))["press_refused"] == len(refused)
        broken = ["", ":", "done", "done:", "done:x", f"done:{2**70}", "done:-1", "cmd:xyz", "pick:1:all", "zzz:1", "until:x:1"]
        assert await forges(focal, *broken) == ([OLD] * len(broken), [])

        [not_theirs] = await focal.says("IV.3 xong rồi")
        assert not_theirs["text"] == (
            "IV.3 do cơ quan khác chủ trì (Sở Nội vụ), anh/chị không báo thay được nên chưa ghi nhận gì."
        )
        [no_code] = await focal.says("I.9 xong")
        assert no_code["text"].startswith(
            "Không có việc mã I.9 trong Kế hoạch, chưa ghi nhận gì. Việc của anh/chị: I.1, I.3, I.4"
        )
        [card] = await focal.says("IV.3")
        assert await forges(focal, "history:IV.3") == ([NOT_YOURS], [])
        assert "bí mật" not in card["text"]
        assert "🔴" not in card["text"]
        assert "⛔" not in card["text"]
        for said in ("ai đang trễ?", "/tongquan", "/donvi Sở Nội vụ", "/quahan"):
            [own_only] = await focal.says(said)
            assert own_only["text"] == "Nội dung này do Văn phòng UBND tỉnh thực hiện. Anh/chị có thể hỏi: việc của tôi."
        assert await recorded(town) == []
        assert await recorded(town, INTERIOR) == [("IV.3", "blocked")]


async def test_a_reply_whose_receipt_is_missing(database_url: str) -> None:
    """The codes in the quoted text serve; where they leave a doubt it is asked."""
    async with office(database_url, start=MORNING) as town:
        await town.start()
        await town.at(AT_EIGHT)
        focal = town[JUSTICE]
        digest = (await focal.bot_messages())[-1]
        await trouble(town, "drop_after", chat_id=focal.id, times=2)
        [menu, again] = await focal.says("I.3")
        assert again["text"] == f"(gửi lại)\n{menu['text']}"
        [done] = fresh(await focal.says("xong rồi", reply_to=menu["message_id"]))
        assert done["text"].startswith("✅ Đã ghi nhận I.3 ")
        await change(town, update(deliveries).where(deliveries.c.digest_on.is_not(None)).values(message_id=None, state="dead"))
        [which] = await focal.says("xong", reply_to=digest["message_id"])
        assert labels(which)[:2] == ["I.1", "I.4"]
        assert await recorded(town) == [("I.3", "done")]
