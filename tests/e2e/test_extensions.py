"""More time: refused, granted, another day proposed and answered, taken back; by two who act at once; and its document."""

import asyncio
import json
from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import select

from bot.channels import open_channels
from bot.hearing import Ears, Understanding
from bot.settings import Terms
from plan_data.calendar import ZONE, load_calendar
from scheduler.clock import TravellingClock
from storage.store import open_store
from storage.tables import activities, audit, occurrences, updates
from tests.e2e.look import another_admin, ask, audited, forges, fresh, labels, recorded, trouble
from tests.e2e.office import Chat, Office, office

pytestmark = pytest.mark.long

LAND = "Sở Tài nguyên và Môi trường"
HEALTH = "Sở Y tế"
OFFICE = "Văn phòng UBND tỉnh"
START = datetime(2024, 3, 26, 8, 30, tzinfo=ZONE)
II_3 = "II.3 Rà soát, đề xuất Phương án ủy quyền trong giải quyết thủ tục hành chính"
TITLE = "II.5 Công bố trình tự và thời gian lập mảnh đo đạc chỉnh lý thửa đất"
NOT_UNDERSTOOD = "Chưa rõ anh/chị hỏi việc nào."
DECIDED = "Đề nghị này đã được quyết định. II.5: hạn "


async def asks_for_more(town: Office, until: str = "15/4", why: str = "các đơn vị đo đạc góp ý chậm") -> dict[str, Any]:
    """The agency asks; the request as the admin has it."""
    await town.admin.fetch()
    await town[LAND].says(f"II.5 xin gia hạn đến {until} vì {why}")
    [request] = fresh(await town.admin.fetch())
    return request


async def proposes(town: Office, request: dict[str, Any], day: str) -> dict[str, Any]:
    """The admin proposes another day; the question as the agency has it."""
    await town.admin.says(day, reply_to=request["message_id"])
    await town[LAND].fetch()
    await town.admin.presses("Gửi")
    [question] = fresh(await town[LAND].fetch())
    return question


async def types(town: Office, request: dict[str, Any], day: str) -> dict[str, Any]:
    """The same without a button: "gửi" below the preview."""
    await town.admin.says(day, reply_to=request["message_id"])
    await town[LAND].fetch()
    await town.admin.says("gửi")
    [question] = fresh(await town[LAND].fetch())
    return question


async def due_of(town: Office, code: str = "II.5") -> tuple[str, str]:
    """(due date in force, date as planned)."""
    query = select(occurrences.c.due, occurrences.c.planned_due).join(activities).where(activities.c.code == code)
    [row] = await ask(town, query)
    return row.due.isoformat(), row.planned_due.isoformat()


async def test_another_day_is_proposed_and_taken(database_url: str) -> None:
    """The conversation as the two people see it, from the request to the number of the document."""
    async with office(database_url, start=START) as town:
        second = await another_admin(town, 601, "Trần Thị D")
        await town.start()
        focal, admin = town[LAND], town.admin
        [why] = fresh(await focal.says("II.5 xin gia hạn đến 15/4"))
        assert why["text"] == f"{TITLE}: xin gia hạn đến 15/4/2024 (thứ Hai). Vui lòng cho biết lý do."
        [sent] = fresh(await focal.says("các đơn vị đo đạc góp ý chậm"))
        assert sent["text"] == (
            "Đã chuyển Văn phòng UBND tỉnh đề nghị gia hạn II.5 đến 15/4/2024 (thứ Hai). "
            "Trong khi chờ, hạn vẫn là 31/3 (Chủ nhật)."
        )
        [request] = fresh(await admin.fetch())
        assert request["text"].splitlines() == [
            f"⏳ {LAND} xin gia hạn lần 1: {TITLE}",
            "Từ 31/3 (Chủ nhật) đến 15/4 (thứ Hai). Lý do: “các đơn vị đo đạc góp ý chậm”",
        ]
        assert labels(request) == ["Đồng ý", "Ngày khác", "Không đồng ý"]

        # Pressed or typed, "thôi" leaves it as it is.
        await admin.says("9/4")
        [left] = await admin.says("thôi")
        assert left["text"] == "Chưa quyết định gì, chưa gửi gì. Đề nghị gia hạn vẫn đang chờ."

        # Typed in answer to it: shown before it goes out, corrected by another day, never before the date in force.
        [preview] = await admin.says("11/4 thôi", reply_to=request["message_id"])
        assert preview["text"] == f"Đề xuất với {LAND}: II.5 hạn 11/4/2024 (thứ Năm)."
        assert labels(preview) == ["Gửi", "Sửa ngày", "Thôi"]
        await admin.presses("Sửa ngày", preview)
        [early] = await admin.says("31/3")
        assert early["text"].startswith("II.5: ngày đề xuất phải sau hạn hiện nay 31/3 (Chủ nhật). Chưa gửi gì")
        [same] = await admin.says("15/4")
        assert same["text"].startswith(f"II.5: 15/4/2024 (thứ Hai) đúng là ngày {LAND} xin, chưa gửi gì.")
        assert labels(same) == labels(request)
        [preview] = await admin.says("đến 10/4")
        assert [kind for _, kind in await recorded(town, LAND)] == ["extension_asked"], "a preview records nothing"
        await focal.fetch()
        [out] = await admin.presses("Gửi", preview)
        assert out["text"] == (
            f"Đã gửi {LAND} đề xuất hạn 10/4/2024 (thứ Tư) cho II.5, thay cho 15/4. "
            "Trong khi chờ trả lời, hạn vẫn là 31/3 (Chủ nhật)."
        )
        [question] = fresh(await focal.fetch())
        assert question["text"] == (
            "II.5: Văn phòng UBND tỉnh đề xuất hạn 10/4/2024 (thứ Tư) thay cho 15/4. Anh/chị có nhận hạn này không?"
        )
        assert labels(question) == ["Nhận 10/4", "Nêu thêm", "Rút đề nghị"]
        assert await due_of(town) == ("2024-03-31", "2024-03-31")
        [card] = await admin.says("II.5")
        assert "⏳ chưa thực hiện · chờ quyết định gia hạn đến 15/4, đã đề xuất 10/4" in card["text"]

        # "không đồng ý" is no blocker but an answer that needs another word.
        [again] = await focal.says("không đồng ý")
        assert labels(again) == labels(question)
        assert (await recorded(town, LAND))[-1] == ("II.5", "extension_countered")

        # "đã nhận" may be the message or the day: asked again. Then it is taken.
        [again] = await focal.says("đã nhận")
        assert (again["text"], labels(again)) == (question["text"], labels(question))
        [taken] = [m for m in await focal.presses("Nhận 10/4", question) if m["message_id"] == question["message_id"]]
        assert taken["text"] == (
            "Đã ghi nhận hạn mới của II.5: 10/4/2024 (thứ Tư), gia hạn lần 1. Hạn theo Kế hoạch (31/3) vẫn giữ trong báo cáo."
        )
        assert await due_of(town) == ("2024-04-10", "2024-03-31")
        told = fresh(await admin.fetch())[-1]
        assert told["text"] == f"{LAND} nhận hạn 10/4 cho II.5, gia hạn lần 1. Số, ký hiệu văn bản cho phép gia hạn?"
        assert labels(told) == ["Nhập số", "Bổ sung sau"]
        [other] = [m for m in fresh(await second.fetch()) if "nhận hạn" in m["text"]]
        assert (other["text"], labels(other)) == (f"{LAND} nhận hạn 10/4 cho II.5, gia hạn lần 1.", []), "who decided is asked"
        [note] = await ask(town, select(updates.c.note).where(updates.c.kind == "extension_granted"))
        assert note.note == f"Quản trị Văn phòng đề xuất, Đầu mối {LAND} nhận"

        # Agreed by two sides: no "nhầm" takes it back, and the other copies of its buttons are old.
        assert "đã được quyết định nên không bỏ được" in (await focal.says("nhầm"))[0]["text"]
        await focal.presses("Rút đề nghị", again)
        assert focal.answer == {"text": f"{DECIDED}10/4 (thứ Tư).", "show_alert": False}

        # The number typed right below; and shown wherever the extension is.
        [numbered] = await admin.says("215/UBND-NC")
        assert numbered["text"] == (f"Đã ghi nhận văn bản cho phép gia hạn II.5 ({LAND}) đến 10/4/2024 (thứ Tư): 215/UBND-NC.")
        assert [kind for _, kind in await recorded(town, LAND)] == [
            "extension_asked",
            "extension_countered",
            "extension_granted",
            "extension_document",
        ]


async def test_a_document_number_that_comes_later(database_url: str) -> None:
    async with office(database_url, start=START) as town:
        await town.start()
        focal, admin = town[LAND], town.admin
        request = await asks_for_more(town)
        await focal.fetch()
        [approved] = await admin.presses("Đồng ý", request)
        assert approved["text"].splitlines() == [
            f"Đã đồng ý gia hạn {TITLE} ({LAND}): hạn mới 15/4/2024 (thứ Hai), gia hạn lần 1.",
            "Số, ký hiệu văn bản cho phép gia hạn?",
        ]
        [told] = fresh(await focal.fetch())
        assert told["text"].startswith("Đã ghi nhận hạn mới của II.5: 15/4/2024 (thứ Hai), gia hạn lần 1.")
        await admin.presses("Bổ sung sau", approved)
        assert "chưa có văn bản" in (admin.answer or {})["text"]
        [unread] = await admin.says("số văn bản thì chiều có")
        assert unread["text"].startswith(NOT_UNDERSTOOD)

        # Until it is given its absence is shown: on the card, in lists and in the history.
        [card] = await admin.says("II.5")
        assert card["text"].splitlines()[1] == "⚪ chưa thực hiện · gia hạn lần 1 (chưa có văn bản)"
        assert "Hạn: “Quý I năm 2024”, 31/3 (Chủ nhật), gia hạn đến 15/4 (thứ Hai) · " in card["text"]
        [agency] = await admin.says(LAND)
        assert "chưa thực hiện · gia hạn lần 1 (chưa có văn bản) · hạn 15/4" in agency["text"]
        [history] = await admin.presses("Lịch sử", card)
        assert "Quản trị Văn phòng: gia hạn đến 15/4 (chưa có văn bản)" in history["text"]
        [own] = await focal.says("việc của tôi")
        assert "hạn 15/4 (thứ Hai) · gia hạn lần 1 (chưa có văn bản)" in own["text"]

        # The next day, from the card; and from the old message too, which only says that it is known.
        await town.at("2024-03-27T09:00")
        [question] = await admin.presses("Số văn bản", card)
        assert question["text"] == f"Gõ số, ký hiệu văn bản cho phép gia hạn II.5 ({LAND}), ví dụ: 215/UBND-NC"
        [numbered] = await admin.says("số 215/UBND-NC ngày 27/3")
        assert numbered["text"].endswith("đến 15/4/2024 (thứ Hai): 215/UBND-NC.")
        [card] = await admin.says("II.5")
        assert card["text"].splitlines()[1].endswith("gia hạn lần 1 (215/UBND-NC)")
        assert labels(card) == ["Lịch sử"]
        await focal.says("II.5 xong số 30/QĐ-STNMT")
        [card] = await admin.says("II.5")
        assert card["text"].splitlines()[1] == "✅ hoàn thành trước hạn · gia hạn lần 1 (215/UBND-NC) · 30/QĐ-STNMT"

        # A wrong number is corrected by the right one, in answer to the message that asked.
        [numbered] = await admin.says("216/UBND-NC", reply_to=approved["message_id"])
        assert numbered["text"].endswith(": 216/UBND-NC.")


async def test_the_agency_says_more_and_then_takes_its_request_back(database_url: str) -> None:
    async with office(database_url, start=START) as town:
        await town.start()
        focal, admin = town[LAND], town.admin
        request = await asks_for_more(town)
        question = await proposes(town, request, "8/4")
        [more] = await focal.presses("Nêu thêm", question)
        assert more["text"] == "II.5: anh/chị nêu thêm lý do hoặc ngày khác, Văn phòng UBND tỉnh sẽ xem lại."
        [sent] = fresh(await focal.says("còn 2 đơn vị chưa góp ý, xin đến 12/4"))
        assert sent["text"].startswith(
            "Đã chuyển Văn phòng UBND tỉnh ý kiến của anh/chị về gia hạn II.5 đến 12/4/2024 (thứ Sáu)."
        )
        [again] = fresh(await admin.fetch())
        assert again["text"].splitlines() == [
            f"⏳ {LAND} nêu thêm về đề nghị gia hạn: {TITLE}",
            "Từ 31/3 (Chủ nhật) đến 12/4 (thứ Sáu). Đã đề xuất hạn 08/4 (thứ Hai). "
            "Ý kiến: “còn 2 đơn vị chưa góp ý, xin đến 12/4”",
        ]
        assert labels(again) == ["Đồng ý", "Ngày khác", "Không đồng ý"]

        # The first request and the first proposal are answered: their buttons say so.
        await admin.presses("Đồng ý", request)
        assert (admin.answer or {})["text"].startswith("Đã có tin mới hơn về đề nghị này. II.5: hạn 31/3")
        await focal.presses("Nhận 08/4", question)
        assert (focal.answer or {})["text"].startswith("Đã có tin mới hơn về đề nghị này.")

        # What was added is taken back alone: the proposal waits again.
        await focal.presses("Hoàn tác", sent)
        [told] = fresh(await admin.fetch())
        assert told["text"] == f"{LAND} đã rút ý kiến nêu thêm về gia hạn {TITLE}. Hạn vẫn là 31/3 (Chủ nhật)."
        [open_still] = await focal.says("II.5 xin gia hạn đến 20/4 vì mưa")
        assert labels(open_still) == ["Nhận 08/4", "Nêu thêm", "Rút đề nghị"], "one request at a time"

        # In words, right below the proposal: another day is more to say, "rút đề nghị gia hạn" the end.
        [sent] = fresh(await focal.says("11/4 được ạ"))
        assert "gia hạn II.5 đến 11/4/2024 (thứ Năm)" in sent["text"]
        await admin.fetch()
        [gone] = fresh(await focal.says("II.5 rút đề nghị gia hạn"))
        assert gone["text"] == f"Đã rút đề nghị gia hạn {TITLE}. Hạn vẫn là 31/3 (Chủ nhật)."
        [told] = fresh(await admin.fetch())
        assert told["text"] == f"{LAND} đã rút đề nghị gia hạn {TITLE}. Hạn vẫn là 31/3 (Chủ nhật)."
        await admin.presses("Đồng ý")
        assert (admin.answer or {})["text"] == "Đề nghị này đã được rút. II.5: hạn 31/3 (Chủ nhật)."
        [none] = await focal.says("rút đề nghị gia hạn")
        assert none["text"] == "Không có đề nghị gia hạn nào của anh/chị đang chờ quyết định."
        assert await due_of(town) == ("2024-03-31", "2024-03-31")
        assert "extension_granted" not in [kind for _, kind in await recorded(town, LAND)]


async def test_a_proposal_taken_back_by_button_and_one_taken_in_words(database_url: str) -> None:
    async with office(database_url, start=START) as town:
        await town.start()
        focal, admin = town[LAND], town.admin
        question = await proposes(town, await asks_for_more(town), "10/4 thôi")
        [gone] = [m for m in await focal.presses("Rút đề nghị", question) if m["message_id"] == question["message_id"]]
        assert gone["text"] == f"Đã rút đề nghị gia hạn {TITLE}. Hạn vẫn là 31/3 (Chủ nhật)."
        assert (await recorded(town, LAND))[-1] == ("II.5", "extension_withdrawn")

        # Asked for anew; of two proposals the newer counts, and a yes in words names no other day than that.
        request = await asks_for_more(town)
        first = await proposes(town, request, "8/4")
        second = await types(town, request, "10/4")
        await focal.presses("Nhận 08/4", first)
        assert (focal.answer or {})["text"].startswith("Đã có tin mới hơn về đề nghị này.")
        [more] = fresh(await focal.says("đồng ý đến 12/4", reply_to=second["message_id"]))
        assert "ý kiến của anh/chị về gia hạn II.5 đến 12/4/2024" in more["text"]
        again = fresh(await admin.fetch())[-1]
        third = await proposes(town, again, "11/4")
        [taken] = fresh(await focal.says("sở nhất trí ạ", reply_to=third["message_id"]))
        assert taken["text"].startswith("Đã ghi nhận hạn mới của II.5: 11/4/2024 (thứ Năm), gia hạn lần 1.")
        assert await due_of(town) == ("2024-04-11", "2024-03-31")

        # The next one is the second.
        await admin.presses("Nhập số")
        request = await asks_for_more(town, "30/4")
        assert request["text"].startswith(f"⏳ {LAND} xin gia hạn lần 2: ")
        await admin.presses("Đồng ý", request)
        first_number = next(
            b["data"] for m in await admin.messages() for r in m["buttons"] for b in r if b["text"] == "Nhập số"
        )
        newer = "Đã có tin mới hơn về đề nghị này. II.5: hạn 30/4 (thứ Ba)."
        assert (await forges(admin, first_number))[0] == [newer], "that number was of the extension before"
        [card] = await admin.says("II.5")
        assert card["text"].splitlines()[1].endswith("gia hạn lần 2 (chưa có văn bản)")


async def test_refused_with_a_reason_that_is_one(database_url: str) -> None:
    async with office(database_url, start=START) as town:
        await town.start()
        focal, admin = town[LAND], town.admin
        request = await asks_for_more(town)
        [why] = fresh(await admin.presses("Không đồng ý", request))
        assert why["text"] == f"Vui lòng cho biết lý do không đồng ý gia hạn II.5 ({LAND})."
        [left] = await admin.says("thôi")
        assert left["text"] == "Chưa quyết định gì, chưa gửi gì. Đề nghị gia hạn vẫn đang chờ."
        await admin.presses("Không đồng ý", request)
        [preview] = await admin.says("10/4 thôi")
        assert preview["text"].startswith("Đề xuất với "), "a day is no reason"
        [nothing] = await admin.presses("Thôi", preview)
        assert nothing["text"] == left["text"]

        # A bare yes or no in words is asked for by button: it binds two sides.
        for said in ("đồng ý", "không đồng ý", "ok"):
            [again] = await admin.says(said, reply_to=request["message_id"])
            assert (again["text"], labels(again)) == (request["text"], labels(request))

        await admin.presses("Không đồng ý", request)
        [other] = await admin.says("II.3")
        assert other["text"].startswith("II.3 ")
        assert [kind for _, kind in await recorded(town, LAND)] == ["extension_asked"]
        await focal.fetch()
        [preview] = await admin.says("hồ sơ đã đủ từ 20/3")
        assert preview["text"] == (
            f"Gửi {LAND}: Văn phòng UBND tỉnh chưa đồng ý gia hạn {TITLE}. Lý do: “hồ sơ đã đủ từ 20/3”."
        )
        assert labels(preview) == ["Gửi", "Sửa lời", "Thôi"]
        assert await focal.fetch() == [], "nothing goes out before it was seen"
        await admin.presses("Gửi", preview)
        [told] = fresh(await focal.fetch())
        assert told["text"] == (
            f"Văn phòng UBND tỉnh chưa đồng ý gia hạn {TITLE}. Lý do: “hồ sơ đã đủ từ 20/3”. Hạn vẫn là 31/3 (Chủ nhật)."
        )
        assert "đã được quyết định nên không bỏ được" in (await focal.says("nhầm"))[0]["text"]
        [late] = await admin.says("10/4", reply_to=request["message_id"])
        assert late["text"] == f"{DECIDED}31/3 (Chủ nhật)."


async def test_taken_back_before_it_is_decided_and_asked_for_again(database_url: str) -> None:
    async with office(database_url, start=START) as town:
        await town.start()
        focal, admin = town[LAND], town.admin
        await focal.says("II.5 gia hạn")
        [left] = await focal.says("thôi không xin gia hạn nữa")
        assert left["text"] == "II.5: không gửi đề nghị gia hạn, chưa ghi nhận gì. Hạn vẫn là 31/3 (Chủ nhật)."
        await focal.says("II.5 xin gia hạn đến 15/4")
        [left] = await focal.says("không cần gia hạn nữa ạ")
        assert left["text"].startswith("II.5: không gửi đề nghị gia hạn")
        assert await recorded(town, LAND) == []

        request = await asks_for_more(town)
        await focal.says("nhầm")
        [told] = fresh(await admin.fetch())
        assert told["text"] == f"{LAND} đã rút đề nghị gia hạn {TITLE}. Hạn vẫn là 31/3 (Chủ nhật)."
        await admin.presses("Đồng ý", request)
        assert (admin.answer or {})["text"] == "Đề nghị này đã được rút. II.5: hạn 31/3 (Chủ nhật)."
        await focal.says("nhầm")
        [back] = fresh(await admin.fetch())
        assert (back["text"], labels(back)) == (request["text"], labels(request)), "what is there again is asked again"

        # Done meanwhile: there is nothing left to decide.
        await focal.says("II.5 xong rồi")
        await admin.presses("Ngày khác", back)
        assert (admin.answer or {})["text"] == "Việc này đã báo xong. II.5: hạn 31/3 (Chủ nhật)."
        assert [kind for _, kind in await recorded(town, LAND)] == ["extension_asked", "undo", "undo", "done"]


async def test_what_was_taken_back_before_the_morning_asks_for_nothing(database_url: str) -> None:
    """After hours the admins are not disturbed; in the morning they are asked about what still waits, and only that."""
    async with office(database_url, start=START) as town:
        await town.start()
        await town.at("2024-03-26T19:30")
        await town.admin.fetch()
        await town[LAND].says("II.5 xin gia hạn đến 15/4 vì góp ý chậm")
        await town[LAND].says("nhầm")
        await town[HEALTH].says("III.1 xin gia hạn đến 31/1/2025 vì thiếu người")
        assert fresh(await town.admin.fetch()) == []
        await town.at("2024-03-27T08:00")
        morning = [m["text"].splitlines()[0] for m in fresh(await town.admin.fetch())]
        assert [text for text in morning if "xin gia hạn" in text] == [
            "⏳ Sở Y tế xin gia hạn lần 1: III.1 Rà soát, sắp xếp lại cơ cấu số lượng lãnh đạo tại các cơ quan hành chính"
        ]
        assert f"{LAND} đã rút đề nghị gia hạn {TITLE}. Hạn vẫn là 31/3 (Chủ nhật)." in morning


async def test_an_answer_to_a_request_whose_receipt_is_missing(database_url: str) -> None:
    """It came twice, since nobody knew of the first copy; the code in its text serves."""
    async with office(database_url, start=START) as town:
        await town.start()
        focal, admin = town[LAND], town.admin
        await admin.fetch()
        await trouble(town, "drop_after", chat_id=admin.id)
        await focal.says("II.5 xin gia hạn đến 15/4 vì góp ý chậm")
        first, again = fresh(await admin.fetch())
        assert again["text"] == f"(gửi lại)\n{first['text']}"
        [preview] = await admin.says("10/4 thôi", reply_to=first["message_id"])
        assert preview["text"] == f"Đề xuất với {LAND}: II.5 hạn 10/4/2024 (thứ Tư)."


async def test_of_several_requests_the_one_that_is_meant(database_url: str) -> None:
    async with office(database_url, start=START) as town:
        await town.start()
        focal, admin = town[LAND], town.admin
        first = await asks_for_more(town)
        await focal.says("III.1 xin gia hạn đến 31/1/2025 vì thiếu người")
        [second] = fresh(await admin.fetch())
        [preview] = await admin.says("10/4 thôi", reply_to=first["message_id"])
        assert "II.5 hạn 10/4/2024" in preview["text"]
        [why] = fresh(await admin.presses("Không đồng ý", second))
        assert "III.1" in why["text"]
        [preview] = await admin.says("11/4", reply_to=first["message_id"])
        assert "II.5 hạn 11/4/2024" in preview["text"], "the message that is answered, not the question that is open"
        [which] = await focal.says("rút đề nghị gia hạn")
        assert which["text"].splitlines()[0] == "Anh/chị rút đề nghị gia hạn việc nào?"
        assert labels(which) == ["II.5", "III.1"]
        await focal.presses("III.1", which)
        assert (await recorded(town, LAND))[-1] == ("III.1", "extension_withdrawn")


async def test_nobody_decides_for_the_own_agency(database_url: str) -> None:
    async with office(database_url, start=START) as town:
        own = await another_admin(town, 601, "Chánh Văn phòng", OFFICE)
        another = await another_admin(town, 602, "Giám đốc Sở Y tế", HEALTH)
        await town.start()
        refused = "Đề nghị gia hạn của cơ quan mình do người quản trị khác quyết định."
        await town.admin.fetch()
        await town[OFFICE].says("II.3 xin gia hạn đến 15/4 vì chờ góp ý")
        [request] = fresh(await own.fetch())
        for label in ("Đồng ý", "Ngày khác", "Không đồng ý"):
            await own.presses(label, request)
            assert own.answer == {"text": refused, "show_alert": True}, label
        [told] = await own.says("10/4 thôi", reply_to=request["message_id"])
        assert told["text"] == refused
        update_id = request["buttons"][0][0]["data"].split(":")[1]
        toasts, _ = await forges(own, f"counter:{update_id}:20240410")
        assert toasts == [refused]
        assert await recorded(town, OFFICE) == [("II.3", "extension_asked")]
        assert (await audited(town))["refused_own_extension"] == 5

        # An admin of no agency works for the office that follows the plan: it is their own, too.
        await town.admin.presses("Đồng ý")
        assert town.admin.answer == {"text": refused, "show_alert": True}
        assert (await audited(town))["refused_own_extension"] == 6

        # An admin of another agency decides; the number of the document is anybody's to give, for it decides nothing any more.
        await another.presses("Đồng ý")
        assert (await recorded(town, OFFICE))[-1] == ("II.3", "extension_granted")
        grant = next(b["data"] for m in await another.messages() for r in m["buttons"] for b in r if b["text"] == "Nhập số")
        await forges(own, grant)
        [numbered] = fresh(await own.says("215/UBND-NC"))
        assert numbered["text"].startswith("Đã ghi nhận văn bản cho phép gia hạn II.3")


@pytest.mark.parametrize("way", ["pressed", "answered"])
async def test_the_own_extension_by_the_number_of_the_document(database_url: str, way: str) -> None:
    """The office that follows the plan leads activities of it: what allows more time is a document, never its own press."""
    async with office(database_url, start=START) as town:
        second = await another_admin(town, 601, "Trần Thị D")
        await town.start()
        admin = town.admin
        await admin.fetch()
        await town[OFFICE].says("II.3 xin gia hạn đến 15/4 vì chờ góp ý")
        [request] = fresh(await admin.fetch())
        if way == "pressed":
            [question] = fresh(await admin.presses("Đồng ý", request))
            assert question["text"] == (
                f"{II_3}: đề nghị gia hạn đến 15/4/2024 (thứ Hai) của cơ quan mình do người quản trị của cơ quan khác "
                "quyết định. Nếu đã có văn bản cho phép, anh/chị gõ số, ký hiệu văn bản, ví dụ: 215/UBND-NC"
            )
            assert await recorded(town, OFFICE) == [("II.3", "extension_asked")]
            await admin.says("đồng ý")
            assert await recorded(town, OFFICE) == [("II.3", "extension_asked")], "no word of theirs is a document"
            await admin.presses("Đồng ý", request)
            [done] = fresh(await admin.says("215/UBND-NC ngày 26/3"))
        else:
            [done] = fresh(await admin.says("215/UBND-NC", reply_to=request["message_id"]))
        granted = f"Đã ghi nhận gia hạn {II_3} ({OFFICE}) theo văn bản 215/UBND-NC: hạn mới 15/4/2024 (thứ Hai), gia hạn lần 1."
        assert done["text"] == granted
        assert (await second.bot_messages())[-1]["text"] == granted
        told = (await town[OFFICE].bot_messages())[-1]["text"]
        assert told.startswith("Đã ghi nhận hạn mới của II.3: 15/4/2024 (thứ Hai), gia hạn lần 1.")
        assert await due_of(town, "II.3") == ("2024-04-15", "2024-03-31")
        assert await recorded(town, OFFICE) == [("II.3", "extension_asked"), ("II.3", "extension_granted")]
        [row] = await ask(town, select(audit.c.facts).where(audit.c.action == "update_extension_granted"))
        assert row.facts["document"] == "215/UBND-NC"
        toasts, _ = await forges(second, f"grant:{request['buttons'][0][0]['data'].split(':')[1]}")
        assert toasts == ["Đề nghị này đã được quyết định. II.3: hạn 15/4 (thứ Hai)."]


async def test_of_others_requests_nobody_decides_or_answers(database_url: str) -> None:
    async with office(database_url, start=START) as town:
        await town.start()
        focal, other = town[LAND], town[HEALTH]
        await other.says("việc của tôi")
        question = await proposes(town, await asks_for_more(town), "10/4 thôi")
        said = [b["data"] for b in question["buttons"][0]]
        update_id = (await town.admin.bot_messages())[0]["buttons"][0][0]["data"].split(":")[1]
        said += [f"{verb}:{update_id}" for verb in ("grant", "refuse", "other_day", "number")]
        said += [f"counter:{update_id}:20240410", "no_counter", "number_later"]
        toasts, came = await forges(other, *said)
        assert set(toasts) == {"Nút này không dùng được với tài khoản của anh/chị."}
        assert came == []
        assert (await audited(town))["press_refused"] == len(said)
        broken = ["take:9999", "take:x", "counter:1", f"counter:{update_id}:20249999", "number:9999", "grant:9999", "grant:"]
        toasts, came = await forges(town.admin, *broken)
        assert set(toasts) == {"Nút này đã cũ."}
        assert came == []
        twice = [f"counter:{update_id}:{day}" for day in ("20240410", "20240301", "20240331")]
        toasts, came = await forges(town.admin, *twice)
        assert (set(toasts), came) == ({"Nút này đã cũ."}, [])
        assert [kind for _, kind in await recorded(town, LAND)] == ["extension_asked", "extension_countered"]
        [none] = await other.says("II.5 rút đề nghị gia hạn")
        assert none["text"] == "Không có đề nghị gia hạn nào của anh/chị đang chờ quyết định."
        [menu] = await focal.says("II.5")
        assert menu["text"].splitlines()[1].endswith("chờ quyết định gia hạn đến 15/4, đã đề xuất 10/4")


# --- at once --------------------------------------------------------------------------------------------------------------
async def test_two_admins_at_once_make_one_decision(database_url: str) -> None:
    """One agrees while the other sends the reason for a refusal, and two replicas serve them: the database is the referee."""
    async with office(database_url, start=START) as town:
        second = await another_admin(town, 601, "Trần Thị D")
        await town.start()
        request = await asks_for_more(town)
        [theirs] = fresh(await second.fetch())
        await second.presses("Không đồng ý", theirs)
        await second.says("hồ sơ đã đủ")
        await town.stop()
        pressing = asyncio.create_task(_presses(town.admin, request, "Đồng ý"))
        await town.http.post(f"/town/people/{second.id}/says", json={"text": "gửi"})
        await asyncio.sleep(0.1)
        await _two_replicas_work(town)
        toast = await pressing
        await town.start()

        kinds = [kind for _, kind in await recorded(town, LAND)]
        assert kinds in (["extension_asked", "extension_granted"], ["extension_asked", "extension_refused"])
        granted = kinds[-1] == "extension_granted"
        assert await due_of(town) == ("2024-04-15" if granted else "2024-03-31", "2024-03-31")
        last = (await second.bot_messages())[-1]["text"]
        if granted:
            assert (toast, last) == ("", f"{DECIDED}15/4 (thứ Hai).")
        else:
            assert (toast, last[:60]) == (f"{DECIDED}31/3 (Chủ nhật).", f"Văn phòng UBND tỉnh chưa đồng ý gia hạn {TITLE}"[:60])
        heard = [m for m in await town[LAND].bot_messages() if "hạn mới" in m["text"] or "chưa đồng ý" in m["text"]]
        assert len(heard) == 1, "the agency hears of one decision"


async def _presses(chat: Chat, message: dict[str, Any], label: str) -> str:
    """A press while the service is away; the toast that comes once it is back."""
    data = next(b["data"] for row in message["buttons"] for b in row if b["text"] == label)
    body = {"message_id": message["message_id"], "data": data, "timeout": 30}
    answer = await chat.office.http.post(f"/town/people/{chat.id}/presses", json=body)
    return str((answer.json()["answer"] or {}).get("text", ""))


async def _two_replicas_work(town: Office) -> None:
    """Hears what waits, and lets two services with databases of their own work it off side by side."""
    clock = TravellingClock(town.url)
    await clock.open()
    stores = [await open_store(town.settings.database_url) for _ in range(2)]
    channels = {c.name: c for c in open_channels(town.settings)}
    try:
        for channel in channels.values():
            await channel.open()
            await Ears(stores[0], channel, clock, lambda: None).listen()
        await asyncio.gather(*(Understanding(s, load_calendar(), clock, channels, Terms()).work() for s in stores))
        await asyncio.sleep(0.2)  # the toast is on its way beside the work
    finally:
        for channel in channels.values():
            await channel.close()
        for store in stores:
            await store.close()
        await clock.close()


async def test_every_step_stands_in_the_audit(database_url: str) -> None:
    async with office(database_url, start=START) as town:
        await town.start()
        question = await proposes(town, await asks_for_more(town), "10/4 thôi")
        await town[LAND].presses("Nhận 10/4", question)
        await town.admin.says("215/UBND-NC ngày 26/3")
        rows = await ask(
            town, select(audit.c.action, audit.c.facts).where(audit.c.action.like("update_%")).order_by(audit.c.id)
        )
        assert [r.action.removeprefix("update_extension_") for r in rows] == ["asked", "countered", "granted", "document"]
        assert json.dumps([r.facts for r in rows], ensure_ascii=False).count("2024-04-10") == 2
