"""Reports asked for in chat: the figures and the file come together, once, to whom they belong, and nobody waits for them."""

import asyncio
import io
from datetime import datetime
from typing import Any

import docx
import pytest
from python_calamine import CalamineWorkbook

from bot.reports import FORMATS, Format
from plan_data.calendar import ZONE
from tests.e2e import slow_format
from tests.e2e.look import JUSTICE, Message, audited, calls, forges, fresh, labels, trouble
from tests.e2e.office import Office, office

MONDAY = datetime(2024, 3, 11, 9, 0, tzinfo=ZONE)
"""Before the cut-off of the first quarter (14/3)."""


async def content(town: Office, message: Message) -> bytes:
    """The file of a message, as the page downloads it."""
    answer = await town.http.get(message["file"]["url"])
    assert answer.status_code == 200
    return answer.content


def words_of(data: bytes) -> str:
    """Everything that a Word file says, tables included."""
    document = docx.Document(io.BytesIO(data))
    cells = [c.text for t in document.tables for row in t.rows for c in row.cells]
    return "\n".join([*(p.text for p in document.paragraphs), *cells])


async def test_the_report_of_a_running_quarter(database_url: str) -> None:
    async with office(database_url, start=MONDAY) as town:
        await town.start()
        await town[JUSTICE].says("I.2 xong")
        [sent] = await town.admin.says("báo cáo quý I")
        assert sent["text"].splitlines() == [
            "Báo cáo quý I năm 2024, số liệu đến 11/3 (thứ Hai), chưa chốt (chốt đến hết 14/3)",
            "Hoàn thành 2 (đúng hạn 2, quá hạn 0), chưa hoàn thành 142 (trong hạn 106, quá hạn 36). Tỷ lệ 5,3% (2/38)",
            "Cần bổ sung: 1 việc hoàn thành chưa có số văn bản. Khó khăn, đề xuất: chưa có đơn vị báo",
            "Hạn gửi 20/3 (thứ Tư), còn 7 ngày làm việc",
        ]
        assert labels(sent) == ["Xem 1 việc", "Gửi Excel"]
        assert (sent["file"]["name"], sent["file"]["kind"]) == ("BaoCao-Quy-I-2024.docx", "document")
        assert "quý I năm 2024" in words_of(await content(town, sent))

        [lacking] = await town.admin.presses("Xem 1 việc", sent)
        assert lacking["text"].splitlines() == [
            "1 việc hoàn thành chưa có số văn bản (đến hết 11/3 (thứ Hai))",
            "I.2 Công bố kết quả rà soát, hệ thống hóa văn bản quy phạm pháp luật kỳ 2019 - 2023 · Sở TP · hoàn thành 11/3",
        ]
        [excel] = await town.admin.presses("Gửi Excel", sent)
        assert excel["file"]["name"] == "SoLieu-Quy-I-2024.xlsx"
        assert excel["text"] == sent["text"]
        assert CalamineWorkbook.from_filelike(io.BytesIO(await content(town, excel))).sheet_names
        [chart] = await town.admin.says("/baocao quý I biểu đồ")
        assert (chart["file"]["kind"], (await content(town, chart))[:8]) == ("photo", b"\x89PNG\r\n\x1a\n")
        [calendar] = await town.admin.says("/baocao lịch")
        assert (await content(town, calendar)).startswith(b"BEGIN:VCALENDAR")
        assert calendar["text"].startswith("Lịch 47 việc chưa hoàn thành"), "those of the quarter"

        for said in ("báo cáo quý V", "/baocao xyz"):
            [unclear] = await town.admin.says(said)
            assert unclear["file"] is None
        assert (await audited(town))["report_asked"] == 4


@pytest.mark.long
async def test_only_who_may_see_the_plan_gets_its_file(database_url: str) -> None:
    async with office(database_url, start=MONDAY) as town:
        await town.start()
        focal = town[JUSTICE]
        [refused] = await focal.says("/baocao quý I")
        assert refused["text"].startswith("Nội dung này do Văn phòng UBND tỉnh thực hiện")
        assert all(m["file"] is None for m in await focal.says("báo cáo quý I"))
        presses = ("report:2024-Q1:docx:0:", "nodoc:2024-Q1:docx:1:", "report:2024-Q1:docx:0:gII", "report:2024-Q1:docx:0:a999")
        toasts, said = await forges(focal, *presses)
        assert toasts == ["Nút này không dùng được với tài khoản của anh/chị."] * 4
        assert said == []
        await town.admin.says("quá hạn")
        broken = (
            "report:2024-Q9:docx:0:",
            "report:x..y:docx:0:",
            "report:2024-Q1:exe:0:",
            "report:2024-Q1:docx",
            "report:2024-Q1:docx:0:ax",
        )
        toasts, said = await forges(town.admin, *broken)
        assert toasts == ["Nút này đã cũ."] * 5
        assert said == []
        assert not await calls(town, "sendDocument")
        counted = await audited(town)
        assert (counted["press_refused"], counted["command_refused"], counted["report_asked"]) == (4, 1, 0)


@pytest.mark.long
@pytest.mark.filterwarnings("ignore::telegram.warnings.PTBDeprecationWarning")  # of its own RetryAfter
async def test_a_file_is_sent_as_surely_as_a_text(database_url: str) -> None:
    async with office(database_url, start=MONDAY) as town:
        await town.start()
        await trouble(town, "429", method="sendDocument", retry_after=1)
        [held] = await town.admin.says("báo cáo quý I")
        assert held["file"] is not None
        # Nobody knows whether it went out: it is sent once more, and says so.
        await trouble(town, "drop_after", method="sendDocument")
        first, again = await town.admin.says("báo cáo quý I")
        assert again["text"] == f"(gửi lại)\n{first['text']}"
        assert await content(town, again)
        assert labels(again) == labels(first)
        assert [c["outcome"] for c in await calls(town, "sendDocument")] == ["429", "ok", "drop_after", "ok"]


@pytest.mark.long
async def test_nobody_waits_while_a_file_is_made(database_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    slow_format.begun.clear()
    slow_format.may_end.clear()
    monkeypatch.setitem(FORMATS, "docx", Format("tests.e2e.slow_format", "Cham"))
    async with office(database_url, start=MONDAY) as town:
        await town.start()
        focal, admin = town[JUSTICE], town.admin
        await focal.fetch()
        try:
            await town.http.post(f"/town/people/{admin.id}/says", json={"text": "báo cáo quý I"})
            assert await asyncio.to_thread(slow_format.begun.wait, 30)
            await town.http.post(f"/town/people/{focal.id}/says", json={"text": "I.1 xong"})
            answered: list[dict[str, Any]] = []
            async with asyncio.timeout(20):
                while not answered:
                    answered = [m for m in await focal.fetch() if m["from"] == "bot"]
                    await asyncio.sleep(0.05)
            assert answered[0]["text"].startswith("✅ Đã ghi nhận I.1")
            assert all(m["file"] is None for m in await admin.bot_messages())
        finally:
            slow_format.may_end.set()
        await town.quiet()
        assert (await content(town, fresh(await admin.bot_messages())[-1])) == b"slow"
