"""The quarter's report over HTTP: data are called for, the figures are frozen, the office is reminded, also over an outage."""

from datetime import datetime

import pytest
from sqlalchemy import select

from plan_data.calendar import ZONE
from storage.tables import report_snapshots
from tests.e2e.look import INTERIOR, JUSTICE, ask, calls, fresh, labels
from tests.e2e.office import Chat, Office, office

pytestmark = pytest.mark.long

BEFORE = datetime(2024, 3, 6, 9, 0, tzinfo=ZONE)
CALLED = "Báo cáo quý I chốt số liệu"


async def new(chat: Chat) -> list[str]:
    return [m["text"] for m in fresh(await chat.fetch()) if m["from"] == "bot"]


async def frozen(town: Office) -> list[tuple[str, str]]:
    query = select(report_snapshots.c.period, report_snapshots.c.frozen_at).order_by(report_snapshots.c.id)
    return [(r.period, r.frozen_at.astimezone(ZONE).isoformat(timespec="minutes")) for r in await ask(town, query)]


async def test_a_quarter_is_closed(database_url: str) -> None:
    async with office(database_url, start=BEFORE) as town:
        await town.start()
        focal, other, admin = town[JUSTICE], town[INTERIOR], town.admin
        await focal.says("I.2 xong")
        await other.says("IV.5 xong")
        assert await town.at("2024-03-07T08:00") == ["2024-03-07T00:00:00+07:00", "2024-03-07T08:00:00+07:00"]
        [morning] = await new(focal)
        assert morning.splitlines()[-2:] == [
            "Báo cáo quý I chốt số liệu đến hết 14/3 (thứ Năm), còn 5 ngày làm việc. Cần bổ sung trước đó:",
            "Hoàn thành chưa có số văn bản: I.2",
        ]
        assert await new(other) == [], "what is owed is called for in a message that is sent anyway"
        await town.at("2024-03-14T17:00")
        [morning] = await new(other)
        assert "Hoàn thành chưa có số văn bản: IV.5" in morning.splitlines()
        assert [m for m in await new(focal) if CALLED in m] == [], "once"
        assert await frozen(town) == []

        stops = await town.at("2024-03-15T08:00")
        assert "2024-03-15T00:05:00+07:00" in stops
        assert await frozen(town) == [("2024-Q1", "2024-03-15T00:05+07:00")]
        [reminder] = fresh([m for m in await admin.fetch() if "Hạn gửi báo cáo" in m["text"]])
        assert reminder["text"] == "Hạn gửi báo cáo quý I: 20/3 (thứ Tư), còn 3 ngày làm việc"
        assert labels(reminder) == ["Báo cáo"]
        await focal.says("I.2 số 12/KH-UBND")
        await other.says("IV.6 xong")
        [sent] = await admin.presses("Báo cáo", reminder)
        assert sent["text"].splitlines() == [
            "Báo cáo quý I năm 2024, số liệu chốt đến hết 14/3 (thứ Năm)",
            "Hoàn thành 3 (đúng hạn 3, quá hạn 0), chưa hoàn thành 141 (trong hạn 105, quá hạn 36). Tỷ lệ 7,7% (3/39)",
            "Cần bổ sung: 2 việc hoàn thành chưa có số văn bản. Khó khăn, đề xuất: chưa có đơn vị báo",
            "Hạn gửi 20/3 (thứ Tư), còn 3 ngày làm việc",
        ]
        [live] = await admin.presses("Đến hôm nay", sent)
        assert live["text"].splitlines()[:3] == [
            "Báo cáo quý I năm 2024, số liệu đến hôm nay 15/3 (thứ Sáu), chưa phải số liệu chốt",
            "Hoàn thành 4 (đúng hạn 4, quá hạn 0), chưa hoàn thành 140 (trong hạn 104, quá hạn 36). Tỷ lệ 10,0% (4/40)",
            "Số liệu chốt đến hết 14/3: hoàn thành 3, quá hạn 36 (3/39). Báo cáo gửi đi theo số liệu chốt",
        ]
        [again] = await admin.presses("Số liệu chốt", live)
        assert again["text"] == sent["text"]
        await town.at("2024-03-20T08:00")
        assert any(m.startswith("Hạn gửi báo cáo quý I: hôm nay, 20/3 (thứ Tư)") for m in await new(admin))


async def test_an_outage_over_the_cut_off(database_url: str) -> None:
    """What was written before it is heard first, though it comes in a week later; what came after it is not in the figures."""
    async with office(database_url, start=datetime(2024, 3, 13, 9, 0, tzinfo=ZONE)) as town:
        await town.start()
        await town.stop()
        said = "/town/people/{}/says"
        await town.http.post(said.format(town[JUSTICE].id), json={"text": "I.2 xong"})
        jump = {"to": "2024-03-20T09:00+07:00", "outage": True, "wait": False}
        (await town.http.post("/town/forward", json=jump)).raise_for_status()
        await town.http.post(said.format(town[INTERIOR].id), json={"text": "IV.5 xong"})
        await town.start()
        assert await frozen(town) == [("2024-Q1", "2024-03-20T09:00+07:00")]
        [sent] = await town.admin.says("báo cáo quý I")
        assert "Hoàn thành 2 (đúng hạn 2" in sent["text"]
        assert len(await calls(town, "sendDocument")) == 1


@pytest.mark.parametrize("database_url", ["postgres"], indirect=True)  # SQLite serves one service
async def test_two_services_on_one_database_freeze_once(database_url: str) -> None:
    async with office(database_url, start=datetime(2024, 3, 14, 17, 0, tzinfo=ZONE)) as town:
        await town.start()
        await town.spawn()
        await town.at("2024-03-15T09:00")
        assert len(await frozen(town)) == 1
