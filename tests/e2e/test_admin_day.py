"""One day of the office's administrator, played over HTTP: Tuesday 05/3/2024, from the morning message to the files.

It is the third working day after the end of February, so the plan's common task (TH.1, led by 28 agencies) is late everywhere:
what is told at 14:00 is seen first, and a nudge goes to 30 agencies. In the end every button that the administrator saw that
day is pressed by somebody else, and nothing comes of it.
"""

import io
from collections import Counter
from datetime import datetime

import docx
import pytest
from python_calamine import CalamineWorkbook
from sqlalchemy import func, select

from bot.demo import LEADER_CHAT, NO_CONTACT, NOT_JOINED, Inhabitant, inhabitants
from plan_data.calendar import ZONE
from plan_data.loading import load_plan
from scheduler.audience import Post
from storage.tables import deliveries, mailings, nudges, target_values
from tests.e2e.look import (
    INTERIOR,
    JUSTICE,
    RADIO,
    Message,
    another_admin,
    ask,
    at_once,
    audited,
    books,
    forges,
    fresh,
    labels,
    newcomer,
    opens,
)
from tests.e2e.office import Chat, Office, office
from tests.e2e.staff import new

pytestmark = pytest.mark.long

THURSDAY = datetime(2024, 2, 29, 7, 30, tzinfo=ZONE)
DAY = "2024-03-05"
OFFICE, FINANCE, HEALTH = "Văn phòng UBND tỉnh", "Sở Tài chính", "Sở Y tế"
LAND, POST = "Sở Tài nguyên và Môi trường", "Sở Thông tin và Truyền thông"
HUB = "Trung tâm Giải quyết thủ tục hành chính tỉnh"
TH_1 = "TH.1 🔴 Xây dựng kế hoạch triển khai thực hiện tại cơ quan, đơn vị"
II_5 = "II.5 Công bố trình tự và thời gian lập mảnh đo đạc chỉnh lý thửa đất"
IV_3, IV_7 = "IV.3 Tổ chức thi công chức năm 2024", "IV.7 Thanh tra, kiểm tra lĩnh vực nội vụ năm 2024"
VI_4 = "VI.4 Công bố danh mục dịch vụ công trực tuyến"
HEADS = {JUSTICE: "Lãnh đạo Sở Tư pháp", INTERIOR: "Lãnh đạo Sở Nội vụ"}
NOT_YOURS = "Nút này không dùng được với tài khoản của anh/chị."
HARMLESS = {"Nút này đã cũ.", "Không có ghi nhận nào của anh/chị để bỏ."}
"""Of buttons that name a chat's own list or a person's own entry: of another chat they name nothing."""


def townspeople() -> list[Inhabitant]:
    heads = [
        Inhabitant(LEADER_CHAT + n, name, "", agency, agency_post=Post.HEAD) for n, (agency, name) in enumerate(HEADS.items())
    ]
    return [*inhabitants([a.name for a in load_plan().agencies]), *heads]


class Admin:
    """The administrator's phone; every button that stood on it is remembered."""

    def __init__(self, town: Office) -> None:
        self.town, self.chat = town, town.admin
        self.buttons: dict[str, None] = {}

    def _saw(self, messages: list[Message]) -> list[Message]:
        self.buttons |= {b["data"]: None for m in messages for row in m["buttons"] for b in row}
        return messages

    async def says(self, text: str) -> Message:
        """The one answer to a sentence."""
        [answer] = fresh(self._saw(await self.chat.says(text)))
        return answer

    async def presses(self, label: str, message: Message | None = None) -> list[Message]:
        return self._saw(await self.chat.presses(label, message))

    async def hears(self) -> list[Message]:
        """What has come by itself since the last look."""
        return fresh([m for m in self._saw(await self.chat.fetch()) if m["from"] == "bot"])

    async def lets_in(self, chat: Chat) -> str:
        """Sends the newest invitation on; the newcomer opens it and agrees. What the newcomer reads."""
        link = next(m["text"] for m in reversed(await self.chat.bot_messages()) if "start=" in m["text"])
        await opens(chat, link.split("start=")[1].split()[0])
        [welcome] = await chat.presses("Đúng")
        return str(welcome["text"])


def lines(message: Message) -> list[str]:
    return [line for line in message["text"].splitlines() if line]


async def content(town: Office, message: Message) -> io.BytesIO:
    answer = await town.http.get(message["file"]["url"])
    assert answer.status_code == 200
    return io.BytesIO(answer.content)


async def the_days_before(town: Office, admin: Admin) -> None:
    """Thursday: what was late when the plan came is settled, and the one agency without a task of its own gets one."""
    await town.start()
    await town.at("2024-02-29T09:00")
    await admin.says("tình hình chung")
    await admin.presses("Đã xong")
    await admin.says(f"giao thêm: {HUB}, Báo cáo kết quả số hóa hồ sơ, hạn 1/3/2024, theo CV 30/UBND-NC")
    await admin.presses("Ghi nhận")
    await town.at(f"{DAY}T07:59")
    for chat in town.chats.values():
        await chat.fetch()


async def test_a_whole_day(database_url: str) -> None:
    async with office(database_url, people_of_town=townspeople(), start=THURSDAY) as town:
        admin = Admin(town)
        second = await another_admin(town, 601, "Trần Thị D")
        await the_days_before(town, admin)
        before = await audited(town)
        await the_morning_message(town, admin)
        await questions(town, admin)
        await what_comes_in(town, admin)
        await the_plan_changes(town, admin)
        await people_come_in(town, admin)
        await a_notice_that_is_not_sent(town, admin)
        await a_nudge_to_thirty(town, admin, second)
        await the_afternoon(town, admin)
        await the_files(town, admin)
        assert await audited(town) - before == Counter(
            {
                "escalation_held": 1,
                "escalation_taken_off": 1,
                "target_reported": 1,
                "update_extension_asked": 1,
                "update_extension_granted": 1,
                "update_extension_document": 1,
                "update_blocked": 1,
                "update_blocker_given": 1,
                "update_blocker_resolved": 1,
                "update_due_changed": 1,
                "update_plan_left": 1,
                "update_plan_rejoined": 1,
                "activity_added": 1,
                "post_given": 1,
                "invited": 2,
                "joined": 2,
                "update_progress": 1,
                "broadcast_called_off": 1,
                "nudged": 30,
                "report_asked": 4,
            }
        )
        await nobody_else_has_these_buttons(town, admin)


async def the_morning_message(town: Office, admin: Admin) -> None:
    await town.at(f"{DAY}T08:00")
    [morning] = await admin.hears()
    assert lines(morning)[:4] == [
        "Hôm nay 14:00 sẽ báo lãnh đạo 2 cơ quan, 3 việc:",
        "Sở Nội vụ: IV.8 (chưa có cập nhật), TH.1 (chưa có cập nhật), quá hạn 3 ngày làm việc",
        "Sở Tư pháp: TH.1 (chưa có cập nhật), quá hạn 3 ngày làm việc",
        "Chưa có lãnh đạo kết nối nên chưa báo được: VP UBND tỉnh, Sở KH&ĐT, Sở Tài chính, Sở Công Thương, Sở NN&PTNT, "
        "Sở GTVT và 18 cơ quan khác",
    ]
    assert f"{NO_CONTACT} · 1 việc (TH.1) · chưa có đầu mối" in lines(morning)
    assert len(lines(morning)) <= 10
    await admin.presses("Giữ Sở TP", morning)
    assert admin.chat.answer == {"text": "Đã giữ tin 14:00: Sở TP", "show_alert": False}


async def questions(town: Office, admin: Admin) -> None:
    await town.at(f"{DAY}T08:20")
    overview = await admin.says("tình hình chung")
    assert lines(overview)[:5] == [
        "Đến 05/3 (thứ Ba): 32 việc quá hạn, 0 vướng, 0 đề nghị chờ quyết định",
        "Hoàn thành: 6 (đúng hạn 6, quá hạn 0)",
        "Chưa hoàn thành: 139 (trong hạn 107, quá hạn 32)",
        "Tỷ lệ hoàn thành: 15,8% (6/38, không tính việc còn trong hạn)",
        "Trên toàn Kế hoạch: 6/145 (4,1%). Thường xuyên: 3 việc, theo dõi riêng",
    ]
    late = await admin.says("ai đang trễ?")
    assert lines(late)[0] == "32 việc quá hạn, 30 cơ quan"
    assert labels(late) == ["Nhắc", "Gửi Excel"]
    interior = await admin.says("Sở Nội vụ quý I")
    assert lines(interior)[0] == "Sở Nội vụ: 4 việc hạn quý I/2024, 2 quá hạn, 2 trong hạn"
    justice = await admin.says("còn Sở Tư pháp?")
    assert lines(justice)[:2] == [
        "Sở Tư pháp: 5 việc hạn quý I/2024, 1 quá hạn, 3 hoàn thành, 1 trong hạn",
        f"{TH_1} · quá hạn 3 ngày làm việc · chưa thực hiện",
    ]
    which = await admin.says("chỉ tiêu d 62%")
    assert lines(which)[0] == "62% là của số nào? Chưa ghi nhận gì."
    [value] = await admin.presses("d.2", which)
    assert value["text"].startswith("Đã ghi nhận chỉ tiêu d.2 tỷ lệ giao dịch thanh toán trực tuyến: 62% (Kế hoạch 60%)")
    assert [r.value for r in await ask(town, select(target_values.c.value))] == [62.0]


async def what_comes_in(town: Office, admin: Admin) -> None:
    """An extension is approved by a document, a blocker goes to who can clear it, and an answer came by telephone."""
    await town.at(f"{DAY}T09:00")
    land, interior, finance = town[LAND], town[INTERIOR], town[FINANCE]
    await land.says("II.5 xin gia hạn đến 15/4 vì chờ các đơn vị đo đạc góp ý")
    [request] = await admin.hears()
    assert lines(request)[0] == f"⏳ {LAND} xin gia hạn lần 1: {II_5}"
    [granted] = await admin.presses("Đồng ý", request)
    assert lines(granted)[1] == "Số, ký hiệu văn bản cho phép gia hạn?"
    numbered = await admin.says("QĐ 215/QĐ-UBND ngày 5/3")
    assert numbered["text"].startswith(f"Đã ghi nhận văn bản cho phép gia hạn II.5 ({LAND}) đến 15/4/2024 (thứ Hai)")
    assert (await new(land))[-1].startswith("Đã ghi nhận hạn mới của II.5: 15/4/2024 (thứ Hai), gia hạn lần 1.")

    await interior.says("IV.3 vướng kinh phí")
    [blocker] = await admin.hears()
    assert lines(blocker)[:2] == [f"⛔ {INTERIOR} báo vướng {IV_3}", "“IV.3 vướng kinh phí” (09:00 ngày 05/3)"]
    await admin.presses("Giao xử lý", blocker)
    given = await admin.says(FINANCE)
    assert lines(given)[-1] == f"Đã giao {FINANCE} xử lý và báo {INTERIOR}."
    await finance.presses("Đã gỡ")
    [cleared] = await admin.hears()
    assert lines(cleared) == [f"Đã gỡ vướng: {IV_3} · {INTERIOR}", f"“kinh phí”. {FINANCE} báo đã gỡ (09:00 ngày 05/3)"]
    assert any(f"{FINANCE} báo đã gỡ vướng “kinh phí” của {IV_3}." in text for text in await new(interior))

    phone = await admin.says("Sở Tài chính gọi điện báo V.2 60%")
    assert lines(phone)[1] == f"Nguồn: điện thoại. {FINANCE} đã được báo."


async def the_plan_changes(town: Office, admin: Admin) -> None:
    """Another due date, a task out of the plan and back, one more task: shown first, then recorded and told."""
    await town.at(f"{DAY}T10:00")
    await town[POST].fetch()
    await town[HEALTH].fetch()

    async def records(said: str) -> tuple[Message, Message]:
        preview = await admin.says(said)
        assert labels(preview) == ["Ghi nhận", "Thôi"]
        return preview, (await admin.presses("Ghi nhận", preview))[0]

    preview, echo = await records("dời hạn VI.4 sang 19/4 theo QĐ 300/QĐ-UBND")
    assert lines(preview)[0] == (
        f"Đổi hạn {VI_4} ({POST}): từ 31/3 (Chủ nhật) sang 19/4/2024 (thứ Sáu), theo Quyết định 300/QĐ-UBND."
    )
    assert lines(echo)[1] == f"Đã báo {POST}."
    assert (await new(town[POST]))[0].startswith(f"{OFFICE} đổi hạn {VI_4}: 19/4/2024 (thứ Sáu) thay cho 31/3")
    _, out = await records("đưa IV.7 ra khỏi kế hoạch theo CV 20/UBND-NC")
    assert lines(out)[0] == f"Đã đưa ra khỏi kế hoạch {IV_7} ({INTERIOR}), theo Công văn 20/UBND-NC."
    assert "Đưa ra khỏi kế hoạch: 1 việc" in (await admin.says("tình hình chung"))["text"]
    _, back = await records("đưa IV.7 trở lại kế hoạch theo CV 21/UBND-NC")
    assert lines(back)[0].endswith("Hiện nay: chưa thực hiện, hạn 31/12 (thứ Ba).")
    preview, _ = await records("giao thêm: Sở Y tế, Báo cáo tự kiểm tra CCHC, hạn 30/4, theo CV 33/UBND-NC")
    assert lines(preview)[0] == (
        "Giao thêm BS.2 Báo cáo tự kiểm tra CCHC cho Sở Y tế: hạn 30/4/2024 (thứ Ba), theo Công văn 33/UBND-NC."
    )
    assert (await new(town[HEALTH]))[0].startswith(f"{OFFICE} giao thêm cho Sở Y tế: BS.2 Báo cáo tự kiểm tra CCHC")


async def people_come_in(town: Office, admin: Admin) -> None:
    """The two agencies that nobody answers for: a person added by a sentence, and one invited. Both hear what is late."""
    await town.at(f"{DAY}T10:30")
    preview = await admin.says("thêm đầu mối Lê Thị Hoa BQL Khu kinh tế 0912345678")
    assert lines(preview)[0] == f"Thêm đầu mối {NO_CONTACT}: Lê Thị Hoa, 0912345678 (người mới)."
    await admin.presses("Ghi nhận", preview)
    hoa = await newcomer(town, 801, "Lê Thị Hoa")
    welcome = await admin.lets_in(hoa)
    assert "Cơ quan chủ trì 3 việc có thời hạn. Đã quá hạn: TH.1. Gần nhất: III.1, V.1, hạn 31/12 (thứ Ba)." in welcome
    assert [lines(m)[0] for m in await admin.hears()] == [f"Lê Thị Hoa ({NO_CONTACT}) đã kết nối."]
    invited = await admin.says(f"mời {NOT_JOINED}")
    assert lines(invited)[0].startswith(f"Đường mời đầu mối {NOT_JOINED}, dùng một lần")
    assert "Đã quá hạn: TH.1." in await admin.lets_in(town[NOT_JOINED])
    assert len(await admin.hears()) == 1


async def a_notice_that_is_not_sent(town: Office, admin: Admin) -> None:
    await town.at(f"{DAY}T11:00")
    before = await books(town)
    notice = await admin.says("gửi thông báo tới UBND cấp huyện: Họp giao ban lúc 14:00 ngày 06/3")
    assert lines(notice)[0] == "Gửi thông báo tới 9 cơ quan, 9 người?"
    assert lines(notice)[2:] == [f"“{OFFICE} thông báo:", "Họp giao ban lúc 14:00 ngày 06/3”"]
    await admin.presses("Thôi", notice)
    stands = next(m for m in await admin.chat.messages() if m["message_id"] == notice["message_id"])
    assert (stands["text"], stands["buttons"]) == ("Chưa gửi gì.", [])
    toasts, came = await forges(admin.chat, notice["buttons"][0][0]["data"])
    assert (toasts, came) == (["Tin này đã thôi hoặc đã sửa lời, không gửi."], [])
    assert await ask(town, select(deliveries.c.id).where(deliveries.c.words == "broadcast.told")) == []
    # The draft itself and the question below it are closed; nothing else has changed.
    assert {t for t, rows in (await books(town)).items() if rows != before[t]} == {"mailings", "asks"}
    assert {r.state for r in await ask(town, select(mailings.c.state).where(mailings.c.kind == "broadcast"))} == {"dropped"}


async def a_nudge_to_thirty(town: Office, admin: Admin, second: Chat) -> None:
    """One press. The second one, one from the copy that was there before, and one from another phone send nothing more."""
    await town.at(f"{DAY}T11:15")
    for name in load_plan().agencies:
        await town[name.name].fetch()
    old = await admin.says("nhắc tất cả đơn vị quá hạn")
    preview = await admin.says("nhắc các đơn vị quá hạn")
    assert lines(preview) == [
        "Gửi 30 tin về 32 việc của 30 cơ quan?",
        "VP UBND tỉnh (VII.2, TH.1), Sở Nội vụ (IV.8, TH.1), Sở TP (TH.1), Sở KH&ĐT (TH.1), Sở Tài chính (TH.1), "
        "Sở Công Thương (TH.1), Sở NN&PTNT (TH.1), Sở GTVT (TH.1), Sở Xây dựng (TH.1), Sở TN&MT (TH.1) và 20 cơ quan khác",
        "Đã nhắc từ 01/3 (thứ Sáu) đến 05/3 (thứ Ba), chưa nhắc 2 việc. Theo lịch sớm nhất sẽ nhắc 06/3 (thứ Tư).",
        "Lời nhắc từng cơ quan, ví dụ: “Đề nghị Văn phòng UBND tỉnh cập nhật 2 việc quá hạn 3 ngày làm việc: VII.2, TH.1.”",
    ]
    assert await ask(town, select(nudges.c.id)) == []

    go, old_go = (m["buttons"][0][0]["data"] for m in (preview, old))
    here = (admin.chat, preview["message_id"])
    await second.says("/tongquan")
    elsewhere = (second, (await second.bot_messages())[-1]["message_id"], go)
    toasts = await at_once(town, (*here, go), (*here, go), (admin.chat, old["message_id"], old_go), elsewhere)
    sent = "Tin này đã gửi lúc 11:15 ngày 05/3, không gửi lại."
    assert toasts == ["", sent, "Hôm nay đã nhắc những người này, không gửi thêm.", sent]
    stands = next(m for m in await admin.chat.messages() if m["message_id"] == preview["message_id"])
    assert stands["text"] == ("Đã gửi 30 tin cho 30 cơ quan lúc 11:15. Khi cơ quan trả lời, anh/chị được báo trong tin sáng.")
    once = select(deliveries.c.contact_id, func.count().label("n")).where(
        deliveries.c.words == "nudge.told", deliveries.c.state == "sent"
    )
    heard = await ask(town, once.group_by(deliveries.c.contact_id))
    assert [r.n for r in heard] == [1] * 30
    await admin.hears()
    for agency in load_plan().agencies:
        chat = town["Lê Thị Hoa"] if agency.name == NO_CONTACT else town[agency.name]
        [told] = await new(chat)
        assert f"nghị {agency.name} cập nhật " in told.splitlines()[0]
    again = await admin.says("nhắc Sở Tư pháp")
    assert lines(again) == [
        "Chưa gửi gì: không còn ai để nhắc.",
        "Hôm nay đã nhắc, không nhắc lại: Đầu mối Sở Tư pháp.",
    ]


async def the_afternoon(town: Office, admin: Admin) -> None:
    """14:00: who was held hears nothing, the other head hears it."""
    await town.at(f"{DAY}T14:00")
    assert await new(town[HEADS[JUSTICE]]) == []
    [letter] = await new(town[HEADS[INTERIOR]])
    assert letter.startswith(f"Kính gửi Lãnh đạo {INTERIOR},")
    assert await admin.hears() == []
    await admin.presses("Bỏ giữ Sở TP")
    assert "14:00" in (admin.chat.answer or {})["text"], "too late to let it go"
    assert await new(town[HEADS[JUSTICE]]) == []


async def the_files(town: Office, admin: Admin) -> None:
    """The report, and what is asked for below it: of the same period and the whole plan, whatever was looked at before."""
    await town.at(f"{DAY}T15:00")
    await admin.says("Sở Tư pháp quý I")
    report = await admin.says("báo cáo quý I")
    assert lines(report) == [
        "Báo cáo quý I năm 2024, số liệu đến 05/3 (thứ Ba), chưa chốt (chốt đến hết 14/3)",
        "Hoàn thành 6 (đúng hạn 6, quá hạn 0), chưa hoàn thành 140 (trong hạn 108, quá hạn 32). Tỷ lệ 15,8% (6/38)",
        "Cần bổ sung: 5 việc hoàn thành chưa có số văn bản. Khó khăn, đề xuất: chưa có đơn vị báo",
        "Hạn gửi 20/3 (thứ Tư), còn 11 ngày làm việc",
    ]
    assert report["file"]["name"] == "BaoCao-Quy-I-2024.docx"
    page = docx.Document(await content(town, report))
    assert any("quý I năm 2024" in p.text for p in page.paragraphs)
    excel = await admin.says("gửi excel")
    assert (excel["file"]["name"], lines(excel)[:2]) == ("SoLieu-Quy-I-2024.xlsx", lines(report)[:2])
    assert len(CalamineWorkbook.from_filelike(await content(town, excel)).sheet_names) >= 3
    chart = await admin.says("biểu đồ")
    assert chart["file"]["kind"] == "photo"
    assert lines(chart)[0] == "Biểu đồ quý I năm 2024, số liệu đến hết 05/3 (thứ Ba)"
    own = await admin.says("còn Sở Tư pháp?")
    assert lines(own)[0].startswith("Biểu đồ quý I năm 2024 · Sở TP, số liệu"), "a part of the plan is named"


async def nobody_else_has_these_buttons(town: Office, admin: Admin) -> None:
    """What a forwarded screenshot or a tampered client could press."""
    focal = town[RADIO]
    before, counted = await books(town), await audited(town)
    assert len(admin.buttons) > 60
    toasts, came = await forges(focal, *admin.buttons)
    wrong = {says: t for says, t in zip(admin.buttons, toasts, strict=True) if t != NOT_YOURS and t not in HARMLESS}
    assert (wrong, came) == ({}, [])
    assert await books(town) == before
    assert (await audited(town) - counted) == Counter({"press_refused": toasts.count(NOT_YOURS)})
    assert toasts.count(NOT_YOURS) > 40
