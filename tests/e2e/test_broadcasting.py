"""A notice to many: whom it reaches is seen first, everybody gets it once, and who could not be reached is said."""

import json

import pytest
from sqlalchemy import select

from bot.broadcasting import _read
from bot.demo import NO_CONTACT, NOT_JOINED
from plan_data.agencies import Directory
from plan_data.loading import load_plan
from scheduler.audience import Post
from storage.tables import audit, deliveries
from tests.e2e.look import INTERIOR, JUSTICE, MORNING, another_admin, ask, audited, forges, fresh, labels
from tests.e2e.office import Office, office
from tests.e2e.staff import joins, new

pytestmark = pytest.mark.long

OFFICE = "Văn phòng UBND tỉnh"
SAYS = "gửi thông báo tới các sở: Họp <giao ban> 14:00 & báo cáo.\n\nMang theo {{ số liệu }}"
TOLD = f"{OFFICE} thông báo:\nHọp <giao ban> 14:00 & báo cáo.\nMang theo {{{{ số liệu }}}}"
REFUSED = f"Nội dung này do {OFFICE} thực hiện. Anh/chị có thể hỏi: việc của tôi."


@pytest.mark.parametrize(
    ("whom", "count"),
    [
        ("các sở", 19),
        ("sở, ban, ngành tỉnh", 19),
        ("UBND cấp huyện", 9),
        ("các sở và UBND cấp huyện", 28),
        ("tất cả", 30),
        ("tất cả các cơ quan, đơn vị", 30),
        ("Sở Nội vụ, Sở Tư pháp", 2),
        ("sở nội vụ và stp", 2),
        ("sở tài", 0),
        ("Sở Nội vụ và Sở Phép thuật", 0),
        ("", 0),
    ],
)
def test_whom_the_words_mean(whom: str, count: int) -> None:
    directory = Directory(load_plan().agencies)
    everybody = len(directory.agencies)
    found, ask_for, unknown = _read(directory, whom)
    assert len(found) == min(count, everybody)
    assert bool(ask_for) == (whom == "sở tài")
    assert unknown == ("Sở Phép thuật" if "Phép thuật" in whom else "")


async def heard(town: Office) -> list[int]:
    """Who got the notice, once for each time."""
    query = select(deliveries.c.contact_id).where(deliveries.c.words == "broadcast.told", deliveries.c.state == "sent")
    return [r.contact_id for r in await ask(town, query)]


async def test_from_the_words_to_the_chats(database_url: str) -> None:
    async with office(database_url, start=MORNING) as town:
        await joins(town, 650, "Văn thư Sở Y tế", Post.FOCAL, "Sở Y tế")
        second = await another_admin(town, 601, "Trần Thị D")
        await town.start()
        admin, focal = town.admin, town[JUSTICE]
        [preview] = await admin.says(SAYS)
        lines = preview["text"].splitlines()
        assert lines[0] == "Gửi thông báo tới 18 cơ quan, 19 người?"
        assert lines[1].count(", ") == 9
        assert lines[1].endswith(" và 8 cơ quan khác")
        assert "\n".join(lines[2:5]) == f"“{TOLD}”"
        assert lines[5:] == [f"Chưa có người nhận tin: {NO_CONTACT}."]
        assert labels(preview) == ["Gửi", "Sửa lời", "Thôi"]
        assert await heard(town) == []

        send = preview["buttons"][0][0]["data"]
        toasts, _ = await forges(admin, send, send, on=preview["message_id"])
        assert toasts == ["", "Tin này đã gửi lúc 07:30 ngày 30/01, không gửi lại."]
        await second.says("/tongquan")
        assert (await forges(second, send))[0] == ["Tin này đã gửi lúc 07:30 ngày 30/01, không gửi lại."]
        sent = next(m for m in await admin.messages() if m["message_id"] == preview["message_id"])
        assert sent["text"].splitlines() == [
            "Đã gửi thông báo tới 18 cơ quan (19 người) lúc 07:30.",
            f"Chưa có người nhận tin: {NO_CONTACT}.",
        ]
        assert len(await heard(town)) == len(set(await heard(town))) == 19
        assert await new(focal) == [f"{TOLD}\n\nTin này không cần trả lời."]
        assert await new(town["UBND huyện Năm Căn"]) == []
        [row] = await ask(town, select(audit.c.facts).where(audit.c.action == "broadcast"))
        assert len(row.facts["contacts"]) == 19
        assert "Họp <giao ban>" in json.dumps(row.facts, ensure_ascii=False)


async def test_other_words_called_off_and_nobody_there(database_url: str) -> None:
    async with office(database_url, start=MORNING) as town:
        await town.start()
        admin = town.admin
        [preview] = await admin.says("/thongbao Sở Nội vụ, stp: họp")
        assert preview["text"].splitlines()[:2] == ["Gửi thông báo tới 2 cơ quan, 2 người?", f"{INTERIOR}, {JUSTICE}"]
        await admin.presses("Sửa lời", preview)
        [again] = await admin.says("họp lúc 15:00")
        assert again["text"].endswith(f"“{OFFICE} thông báo:\nhọp lúc 15:00”")
        await admin.presses("Thôi", again)
        assert (await forges(admin, preview["buttons"][0][0]["data"]))[0] == ["Tin này đã thôi hoặc đã sửa lời, không gửi."]
        [nobody] = await admin.says(f"gửi thông báo tới {NOT_JOINED}: họp")
        assert nobody["text"].splitlines() == [
            "Chưa gửi gì: không có ai nhận được thông báo này.",
            f"Chưa có người nhận tin: {NOT_JOINED}.",
        ]
        [tie] = await admin.says("gửi thông báo tới sở tài: họp")
        assert tie["text"].endswith("Sở Tài chính · Sở Tài nguyên và Môi trường")
        assert await heard(town) == []

        # After hours it waits for the morning, and says so.
        await town.at("2024-01-30T19:00")
        [late] = await admin.says("gửi thông báo tới Sở Tư pháp: họp")
        assert late["text"].splitlines()[-1] == "Ngoài giờ làm việc: tin gửi lúc 08:00 ngày 31/01 (thứ Tư)."
        assert [m["text"] for m in await admin.says("gửi")] == [
            f"Sẽ gửi thông báo tới {JUSTICE} (1 người) lúc 08:00 ngày 31/01 (thứ Tư)."
        ]
        assert await heard(town) == []
        await town.at("2024-01-31T08:00")
        assert len(await heard(town)) == 1


async def test_nobody_else_sends_notices(database_url: str) -> None:
    async with office(database_url, start=MORNING) as town:
        await town.start()
        focal = town[JUSTICE]
        for text in ("gửi thông báo tới các sở: họp", "/thongbao các sở: họp", "thông báo Sở Nội vụ: họp"):
            assert [m["text"] for m in fresh(await focal.says(text))] == [REFUSED], text
        [preview] = await town.admin.says("gửi thông báo tới các sở: họp")
        presses = [b["data"] for b in preview["buttons"][0]]
        refused = "Nút này không dùng được với tài khoản của anh/chị."
        assert await forges(focal, *presses) == ([refused] * 3, [])
        assert (await audited(town))["command_refused"] == 3
        assert (await audited(town))["press_refused"] == 3
        assert await heard(town) == []
        [polite] = fresh(await town["Người lạ"].says("gửi thông báo tới các sở: họp"))
        assert polite["text"].startswith("Dịch vụ này dành cho người đã có lời mời.")
