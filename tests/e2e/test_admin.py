"""The admin: overview, agencies, blockers, requests to decide, work held at import, and who has no one to tell."""

import pytest

from bot.demo import NO_CONTACT, NOT_JOINED
from tests.e2e.look import AT_EIGHT, JUSTICE, MORNING, another_admin, audited, forges, fresh, item_id, labels, recorded
from tests.e2e.office import office

pytestmark = pytest.mark.long

OFFICE = "Văn phòng UBND tỉnh"


async def test_asking(database_url: str) -> None:
    async with office(database_url, start=MORNING) as town:
        await town.start()
        await town.at(AT_EIGHT)
        admin, focal = town.admin, town[JUSTICE]
        [overview] = await admin.says("tình hình chung")
        lines = overview["text"].splitlines()
        assert lines[:5] == [
            "Đến 30/01 (thứ Ba): 0 việc quá hạn, 0 vướng, 0 đề nghị chờ quyết định",
            "Hoàn thành: 1 (đúng hạn 1, quá hạn 0)",
            "Chưa hoàn thành: 143 (trong hạn 143, quá hạn 0)",
            "Tỷ lệ hoàn thành: 100,0% (1/1, không tính việc còn trong hạn)",
            "Trên toàn Kế hoạch: 1/144 (0,7%). Thường xuyên: 3 việc, theo dõi riêng",
        ]
        assert max(len(line) for line in lines[5:7]) <= 38
        await focal.says("I.1 xong")
        await focal.says("I.3 60%")
        [overview] = await admin.presses("Quá hạn", overview)
        assert overview["text"] == "Không có việc nào quá hạn đến 30/01 (thứ Ba)."
        [overview] = await admin.says("/tongquan")
        assert "Hoàn thành: 2 (đúng hạn 2, quá hạn 0)" in overview["text"]

        [agency] = await admin.says("Sở Tư pháp thế nào?")
        assert agency["text"].splitlines()[0] == "Sở Tư pháp: 6 việc đang mở, 1 việc đã hoàn thành"
        assert "🟡 I.3 Kế hoạch theo dõi thi hành pháp luật năm 2024 · đang thực hiện, 60% · hạn 31/01" in agency["text"]
        assert agency["text"].splitlines()[-1] == "Đầu mối: Đầu mối Sở Tư pháp (đã kết nối)"
        [card] = await admin.says("II.3")
        assert card["text"].splitlines() == [
            "II.3 Rà soát, đề xuất Phương án ủy quyền trong giải quyết thủ tục hành chính thuộc phạm vi chức năng quản lý của "
            "Ủy ban nhân dân tỉnh",
            "⚪ chưa thực hiện",
            "Hạn: “Quý I năm 2024”, 31/3 (Chủ nhật) · Sản phẩm: Quyết định · Chủ trì: Văn phòng UBND tỉnh · "
            "Phối hợp: Các sở, ban, ngành tỉnh, UBND cấp huyện",
        ]
        [folded] = await admin.says("TH.1")
        assert "28 cơ quan: 0 xong, 0 quá hạn, 28 trong hạn" in folded["text"]
        _, [history] = await forges(admin, "history:I.1")
        assert history["text"].splitlines() == [
            "Lịch sử I.1:",
            "08:00 30/01 · Đầu mối Sở Tư pháp: hoàn thành “I.1 xong”",
            "08:00 30/01 · đã gửi: Đầu mối Sở Tư pháp",
        ]
        [unknown] = await admin.says("cái vụ bữa trước")
        assert unknown["text"] == "Chưa rõ anh/chị hỏi việc nào. Ví dụ: Sở Tư pháp quý I · quá hạn trong tháng 01 · I.1"
        [unknown] = await admin.says("/donvi Sở Phép thuật")
        assert unknown["text"] == "Không có cơ quan “Sở Phép thuật” trong Kế hoạch. Gõ tên cơ quan, ví dụ: Sở Nội vụ"
        assert (await forges(admin, "agency:9999", "invite:9999", "held:start", "noted:9999", "grant:9999"))[0] == [
            "Nút này đã cũ."
        ] * 5
        [help_] = await admin.says("/giupdo")
        assert [line.split(":")[0] for line in help_["text"].splitlines()[:4]] == ["Hỏi", "Làm", "Kế hoạch", "Người"]
        assert help_["text"].splitlines()[4:] == [
            "Mọi tin gửi đi đều được xem trước.",
            "/viec Việc của tôi",
            "/chitiet Chi tiết một việc, ví dụ: /chitiet II.3",
            "/tongquan Tình hình chung",
            "/quahan Ai đang trễ?",
            "/vuong Ai đang vướng?",
            "/baocao Báo cáo, ví dụ: /baocao quý I",
            "/donvi Việc của một cơ quan, ví dụ: /donvi Sở Y tế",
            "/moi Mời đầu mối, ví dụ: /moi Sở Y tế",
            "/bangiao Bàn giao đầu mối, ví dụ: /bangiao Sở Y tế cho Trần Thị B từ 1/4",
            "/sapnhap Sáp nhập cơ quan, ví dụ: /sapnhap Sở A -> Sở B 1/7",
            "/thongbao Gửi thông báo, ví dụ: /thongbao các sở: họp giao ban lúc 14:00",
            "/vang Báo vắng, ví dụ: /vang 18-22/3, đầu mối phụ thay",
            "/gio Giờ nhận tin, ví dụ: /gio 07:30",
            "/dung Ngừng nhận tin nhắc",
            "/lich Lịch các ngày đến hạn",
            "/lienhe Liên hệ",
            "/giupdo Trợ giúp",
        ]


async def test_deciding(database_url: str) -> None:
    async with office(database_url, start=MORNING) as town:
        own = await another_admin(town, 601, "Chánh Văn phòng", OFFICE)
        await town.start()
        await town.at(AT_EIGHT)
        admin, focal = town.admin, town[JUSTICE]
        await admin.fetch()

        # Granted: the new date is in force, the planned one kept, both sides are told, and it is decided once.
        await focal.says("I.1 xin gia hạn đến 15/2 vì chờ góp ý")
        [request] = fresh(await admin.fetch())
        assert request["text"].splitlines() == [
            "⏳ Sở Tư pháp xin gia hạn lần 1: I.1 Kế hoạch xây dựng, kiểm tra, rà soát văn bản quy phạm pháp luật năm 2024",
            "Từ 31/01 (thứ Tư) đến 15/02 (thứ Năm). Lý do: “chờ góp ý”",
        ]
        assert labels(request) == ["Đồng ý", "Ngày khác", "Không đồng ý"]
        grant = request["buttons"][0][0]["data"]
        await admin.presses("Đồng ý", request)
        told = fresh(await focal.fetch())[-1]["text"]
        assert told == (
            "Đã ghi nhận hạn mới của I.1: 15/02/2024 (thứ Năm), gia hạn lần 1. Hạn theo Kế hoạch (31/01) vẫn giữ trong báo cáo."
        )
        assert await forges(own, grant) == (["Đề nghị này đã được quyết định. I.1: hạn 15/02 (thứ Năm)."], [])
        assert await recorded(town) == [("I.1", "extension_asked"), ("I.1", "extension_granted")]
        [nothing] = await admin.says("nhầm")
        assert nothing["text"].startswith(("Chưa rõ anh/chị hỏi việc nào.", "Không có ghi nhận nào"))

        # Refused: with a reason, which an agency's name is not.
        await focal.says("I.3 xin gia hạn đến 16/2 vì thiếu người")
        [request] = fresh(await admin.fetch())
        [why] = fresh(await admin.presses("Không đồng ý", request))
        assert why["text"] == "Vui lòng cho biết lý do không đồng ý gia hạn I.3 (Sở Tư pháp)."
        [looked_up] = await admin.says("Sở Tư pháp")
        assert looked_up["text"].startswith("Sở Tư pháp: ")
        assert ("I.3", "extension_refused") not in await recorded(town)
        await focal.fetch()
        await admin.says("đã đủ hồ sơ")
        await admin.presses("Gửi")
        [told] = [m["text"] for m in fresh(await focal.fetch())]
        assert told == (
            "Văn phòng UBND tỉnh chưa đồng ý gia hạn I.3 Kế hoạch theo dõi thi hành pháp luật năm 2024. "
            "Lý do: “đã đủ hồ sơ”. Hạn vẫn là 31/01 (thứ Tư)."
        )

        # Nobody decides for the own agency, Văn phòng included.
        await town[OFFICE].says("II.3 xin gia hạn đến 15/4 vì chờ góp ý")
        request = fresh(await own.fetch())[-1]
        assert request["text"].startswith("⏳ Văn phòng UBND tỉnh xin gia hạn lần 1: II.3 ")
        await own.presses("Đồng ý", request)
        assert own.answer == {"text": "Đề nghị gia hạn của cơ quan mình do người quản trị khác quyết định.", "show_alert": True}
        assert await recorded(town, OFFICE) == [("II.3", "extension_asked")]
        assert (await audited(town))["refused_own_extension"] == 1
        await admin.presses("Đồng ý")  # of the office as well
        assert await recorded(town, OFFICE) == [("II.3", "extension_asked")]
        await admin.says("215/UBND-NC")
        assert (await recorded(town, OFFICE))[-1] == ("II.3", "extension_granted")

        # After hours nobody is disturbed; a blocker waits for the morning.
        await town.at("2024-01-30T19:30")
        seen = len(await admin.bot_messages())
        await focal.says("I.4 vướng kinh phí")
        assert len(await admin.bot_messages()) == seen
        await town.at("2024-01-31T08:00")
        late = (await admin.bot_messages())[seen:]
        assert [m["text"].split(" I.4")[0] for m in late] == ["⛔ Sở Tư pháp báo vướng"]
        assert "(19:30 ngày 30/01)" in late[0]["text"]
        [noted] = await admin.presses("Ghi nhận")
        assert noted["text"].startswith("Đã ghi nhận: I.4 ")


async def test_nobody_to_tell(database_url: str) -> None:
    """Words for an agency whose person has not joined come to the admin's morning, and the way out stands below."""
    async with office(database_url, start=MORNING.replace(month=2, day=1)) as town:
        await town.start()
        await town.at("2024-02-02T08:00")
        [digest] = await town.admin.bot_messages()
        head, *lines = digest["text"].splitlines()
        assert head == "Chưa có người nhận: 2 cơ quan, 2 việc cần nhắc hôm nay"
        assert sorted(lines) == [f"{NO_CONTACT} · 1 việc (TH.1) · chưa có đầu mối", f"{NOT_JOINED} · 1 việc (TH.1) · chưa mời"]
        assert sorted(labels(digest)) == sorted(["Mời BQL Khu kinh tế", "Mời UBND huyện Phú Tân"])


@pytest.mark.parametrize("press", ["Bắt đầu nhắc", "Đã xong", "Bỏ qua"])
async def test_work_that_was_overdue_when_the_plan_was_loaded(database_url: str, press: str) -> None:
    if press != "Bắt đầu nhắc" and "postgres" in database_url:
        return  # one of the three on both engines is enough: they differ in the words
    async with office(database_url, start=MORNING.replace(month=2, day=20)) as town:
        await town.start()
        await town.at("2024-02-20T08:00")
        assert all("I.1" not in m["text"] for m in await town[JUSTICE].bot_messages()), "nobody hears of it before the admin"
        [overview] = await town.admin.says("/tongquan")
        assert overview["text"].splitlines()[-1] == "4 việc đã quá hạn khi nạp kế hoạch, chưa nhắc ai."
        assert labels(overview)[-3:] == ["Đã xong", "Bắt đầu nhắc", "Bỏ qua"]
        [told] = fresh(await town.admin.presses(press, overview))
        said = {
            "Bắt đầu nhắc": "Bắt đầu nhắc 4 việc đã quá hạn khi nạp kế hoạch.",
            "Đã xong": "Đã ghi nhận 4 việc quá hạn khi nạp kế hoạch là hoàn thành.",
            "Bỏ qua": "Giữ nguyên 4 việc quá hạn khi nạp kế hoạch, không nhắc.",
        }
        assert told["text"] == said[press]
        done = [kind for _, kind in await recorded(town)]
        assert done == (["done"] * 3 if press == "Đã xong" else [])
        assert await item_id(town, "I.1", JUSTICE)
