"""Two focal persons of one agency: both hear, one answer quiets both, and two who answer at once make no double."""

import asyncio

import pytest
from sqlalchemy import select

from bot.app import opened
from bot.channels import open_channels
from bot.hearing import Understanding
from bot.settings import Terms
from scheduler.audience import Post
from scheduler.clock import TravellingClock
from storage import inbox
from storage.tables import audit
from tests.e2e.look import AT_EIGHT, JUSTICE, MORNING, ask, audited, forges, fresh, recorded
from tests.e2e.office import Chat, Office, office
from tests.e2e.staff import joins

pytestmark = pytest.mark.long

FIRST, SECOND = f"Đầu mối {JUSTICE}", "Trần Thị Hoa"
I_1 = "I.1 Kế hoạch xây dựng, kiểm tra, rà soát văn bản quy phạm pháp luật năm 2024"


async def morning(town: Office) -> tuple[Chat, Chat]:
    await town.start()
    second = await joins(town, 701, SECOND, Post.FOCAL, JUSTICE)
    await town.at(AT_EIGHT)
    await town[JUSTICE].fetch()
    await second.fetch()
    return town[JUSTICE], second


async def test_both_hear_and_one_answer_quiets_both(database_url: str) -> None:
    async with office(database_url, start=MORNING.replace(day=29)) as town:
        first, second = await morning(town)
        digests = [(await c.bot_messages())[-1]["text"] for c in (first, second)]
        assert digests[0] == digests[1]
        [done] = fresh(await first.says("I.1 xong"))
        assert done["text"].startswith(f"✅ Đã ghi nhận {I_1}: hoàn thành")
        [redrawn] = [m for m in await second.fetch() if m["from"] == "bot"]
        assert redrawn["edited"]
        assert f"✅ {I_1} · Kế hoạch · đã báo xong 08:00" in redrawn["text"].splitlines()
        assert redrawn["text"].startswith(f"{JUSTICE}: 2 việc đến hạn ngày mai")

        # The colleague's "xong" says whose it was, and nothing is recorded a second time.
        [already] = fresh(await second.says("I.1 xong rồi"))
        assert already["text"] == (
            f"{I_1} đã ghi nhận hoàn thành trước hạn bởi {FIRST} lúc 08:00 ngày 30/01. "
            "Không ghi thêm. Cần sửa, anh/chị gõ: nhầm, I.1"
        )
        assert await recorded(town) == [("I.1", "done")]
        await town.at("2024-01-31T08:00")
        assert all("I.1 " not in digest for digest in [(await c.bot_messages())[-1]["text"] for c in (first, second)])

        # Who was told and who answered.
        await second.says("I.3 60%")
        [card] = fresh(await town.admin.says(JUSTICE))
        sent = f"Tin gần nhất: 08:00 31/01 · đã gửi: {FIRST}, {SECOND} · trả lời: {SECOND} lúc 08:00 31/01"
        assert sent in card["text"].splitlines()
        _, [history] = await forges(town.admin, "history:I.3")
        assert history["text"].splitlines()[1:3] == [
            f"08:00 31/01 · {SECOND}: tiến độ “I.3 60%”",
            f"08:00 31/01 · đã gửi: {FIRST}, {SECOND}",
        ]


@pytest.mark.parametrize("said", [("I.1 xong", "I.1 xong"), ("I.1 xong", "I.1 60%")])
async def test_at_once(database_url: str, said: tuple[str, str]) -> None:
    """Both messages lie in the inbox together: one done, the other is told so or asked about what is done already."""
    async with office(database_url, start=MORNING) as town:
        first, second = await morning(town)
        for chat, text in zip((first, second), said, strict=True):
            answer = await town.http.post(f"/town/people/{chat.id}/says", json={"text": text})
            assert answer.status_code == 200
        await town.quiet()
        kinds = [kind for code, kind in await recorded(town) if code == "I.1"]
        assert kinds.count("done") == 1
        if said[0] == said[1]:
            assert kinds == ["done"]
            texts = [(await c.bot_messages())[-1]["text"] for c in (first, second)]
            assert sorted(t.startswith("✅ Đã ghi nhận") for t in texts) == [False, True]
            assert any(f"bởi {FIRST} lúc" in t or f"bởi {SECOND} lúc" in t for t in texts)
            assert (await audited(town))["already_done"] == 1
            [row] = await ask(town, select(audit.c.facts).where(audit.c.action == "already_done"))
            assert row.facts["words"] == "I.1 xong"


async def test_by_two_services_at_once(database_url: str) -> None:
    """Two services on one database each take one of the chats: the database lets only one of the two be the first."""
    if "postgres" not in database_url:
        return  # on SQLite there is one service
    codes = ("I.1", "I.2", "I.3", "I.4", "III.1", "V.1")
    async with office(database_url, start=MORNING) as town:
        second = await joins(town, 701, SECOND, Post.FOCAL, JUSTICE)
        clock = TravellingClock(town.url)
        await clock.open()
        [telegram] = open_channels(town.settings)
        await telegram.open()
        async with opened(town.settings) as (store, calendar), opened(town.settings) as (other, _):
            for code in codes:
                for chat in (town[JUSTICE], second):
                    body = {"text": f"{code} xong"}
                    (await town.http.post(f"/town/people/{chat.id}/says", json=body)).raise_for_status()
            heard = await telegram.fetch(None, 0)
            assert await inbox.receive(store, "telegram", heard, MORNING) == 2 * len(codes)
            services = [Understanding(s, calendar, clock, {"telegram": telegram}, Terms()) for s in (store, other)]
            worked = await asyncio.gather(*(s.work() for s in services))
        await telegram.close()
        await clock.close()
        assert sum(worked) == 2 * len(codes)
        assert sorted(await recorded(town)) == [(code, "done") for code in codes]
        assert (await audited(town))["already_done"] == len(codes)
