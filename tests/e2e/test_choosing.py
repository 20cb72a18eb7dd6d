"""What a word without a code is about: a question that is answered loosely stays open, and what it settled can be edited."""

from datetime import datetime

import pytest

from plan_data.calendar import ZONE
from tests.e2e.look import AT_EIGHT, JUSTICE, MORNING, fresh, labels, recorded
from tests.e2e.office import Chat, Office, office

pytestmark = pytest.mark.long

DISTRICT = "UBND huyện Năm Căn"
UNCLEAR = "Câu trả lời chưa rõ nên chưa ghi nhận gì. "
LOOSE = [
    "tất cả trừ cái cuối",
    "cả 3 trừ cái đầu",
    "không phải cả 3",
    "đâu phải tất cả",
    "cả 3 đều không đúng",
    "còn I.1",
    "còn I.1 thôi",
    "I.1 hả",
    "I.1 à",
]


async def own(chat: Chat) -> int:
    """The person's newest message."""
    return next(int(m["message_id"]) for m in reversed(await chat.messages()) if m["from"] == "person")


async def edited(chat: Chat, message_id: int, text: str) -> list[str]:
    return [m["text"] for m in fresh(await chat.acts("edits", {"message_id": message_id, "text": text}))]


async def test_what_chooses_nothing_is_asked_again(database_url: str) -> None:
    async with office(database_url, start=MORNING) as town:
        await town.start()
        await town.at(AT_EIGHT)
        focal = town[JUSTICE]
        [which] = fresh(await focal.says("xong"))
        for text in LOOSE:
            [again] = fresh(await focal.says(text))
            assert again["text"] == UNCLEAR + which["text"], text
            assert labels(again) == labels(which), text
        assert await recorded(town) == []
        [done] = fresh(await focal.says("cả 3 ạ"))
        assert done["text"].startswith("✅ Đã ghi nhận hoàn thành 3 việc")
        assert await recorded(town) == [("I.1", "done"), ("I.3", "done"), ("I.4", "done")]


async def test_the_message_that_a_press_completed_can_be_edited(database_url: str) -> None:
    async with office(database_url, start=MORNING) as town:
        await town.start()
        await town.at(AT_EIGHT)
        focal = town[JUSTICE]
        await focal.says("xong")
        message = await own(focal)
        await focal.presses("I.1")
        assert await edited(focal, message, "xong ạ") == []
        assert await recorded(town) == [("I.1", "done")]
        [changed] = await edited(focal, message, "chưa xong")
        assert changed.splitlines()[0] == "Đã sửa theo tin mới của anh/chị: bỏ ghi nhận hoàn thành của I.1."
        assert await recorded(town) == [("I.1", "done"), ("I.1", "undo"), ("I.1", "not_done")]

        # Typed instead of pressed it is the same.
        await focal.says("xong")
        message = await own(focal)
        await focal.says("I.1")
        [changed] = await edited(focal, message, "60%")
        assert changed.splitlines()[0] == "Đã sửa theo tin mới của anh/chị: bỏ ghi nhận hoàn thành của I.1."
        assert (await recorded(town))[-3:] == [("I.1", "done"), ("I.1", "undo"), ("I.1", "progress")]


async def district(town: Office) -> Chat:
    """One item is left, due at the end of the year, and nobody has been reminded of it."""
    await town.start()
    await town.at("2024-01-25T09:00")
    focal = town[DISTRICT]
    await focal.says("V.1 xong")
    await focal.says("TH.1 xong")
    return focal


async def test_the_only_open_item_is_not_enough(database_url: str) -> None:
    async with office(database_url, start=datetime(2024, 1, 25, 7, 55, tzinfo=ZONE)) as town:
        focal = await district(town)
        [asked] = fresh(await focal.says("xong rồi"))
        assert asked["text"].startswith("Anh/chị báo xong việc này, phải không?\nIII.1 ")
        assert ("III.1", "done") not in await recorded(town, DISTRICT)
        # Once it has been spoken of, the word is clear.
        [done] = fresh(await focal.says("xong rồi"))
        assert done["text"].startswith("✅ Đã ghi nhận III.1 ")


async def test_the_document_asked_for_may_come_in_a_sentence(database_url: str) -> None:
    async with office(database_url, start=datetime(2024, 1, 25, 7, 55, tzinfo=ZONE)) as town:
        focal = await district(town)
        before = await recorded(town, DISTRICT)
        [kept] = fresh(await focal.says("đã ban hành kế hoạch 45/KH-UBND ngày 20/01"))
        assert kept["text"] == "Đã thêm văn bản Kế hoạch 45/KH-UBND cho TH.1."
        assert await recorded(town, DISTRICT) == [*before, ("TH.1", "document")]
