"""What a head or a đầu mối phụ answers to the message of 14:00, by press, by day and in words; and whose letter it is."""

from datetime import date
from pathlib import Path

import pytest

from bot.app import opened
from bot.roster import import_people
from tests.e2e.late import DEPUTY, HEAD, HEAD_OF_INTERIOR, T3, came, overdue, preview, texts, told_at_two
from tests.e2e.look import INTERIOR, JUSTICE, forges, invitation, labels, newcomer, opens, recorded

pytestmark = pytest.mark.long

OLD = "Nút này đã cũ."
NOT_YOURS = "Nút này không dùng được với tài khoản của anh/chị."


# --- the head answers -------------------------------------------------------------------------------------------------------
async def test_the_head_answers(database_url: str) -> None:
    async with overdue(database_url, f"{T3}T14:00") as town:
        head, focal, deputy = town[HEAD], town[JUSTICE], town[DEPUTY]
        [letter] = await came(head)
        await came(focal)
        await came(deputy)

        # [Đã nhận]: the focal person sees it, once.
        [received] = await head.presses("Đã nhận", letter)
        assert received["text"] == (
            "Đã ghi nhận anh/chị đã nhận tin về I.1, I.2. Khi có ngày xong, anh/chị gõ ngày, ví dụ: I.1 07/02 xong"
        )
        seen = "Lãnh đạo Sở Tư pháp báo lúc 14:00 ngày 05/02: “Đã nhận”"
        assert [t.splitlines()[0] for t in await texts(focal)] == [seen]
        assert await head.presses("Đã nhận", letter) == []
        assert head.answer == {"text": "Đã ghi nhận", "show_alert": False}
        assert await texts(focal) == []
        assert (await head.bot_messages())[-2]["text"] == letter["text"], "no press rewrites the letter"

        # [Báo ngày xong]: one day for all of the letter.
        [question] = await head.presses("Báo ngày xong", letter)
        assert question["text"] == (
            "I.1, I.2: dự kiến xong ngày nào? Gõ một ngày cho cả 2 việc, ví dụ: 07/02; hoặc theo mã: I.1 07/02 xong"
        )
        [unclear] = await head.says("sau cuộc họp")
        assert unclear["text"] == "Chưa rõ ngày nào, chưa ghi nhận gì. Gõ ngày, ví dụ: 28/3"
        [unclear] = await head.says("31/01")
        assert unclear["text"].startswith("Chưa rõ ngày nào"), "a day that has passed is not next year's"
        [noted] = await head.says("07/02")
        assert noted["text"].splitlines()[::2] == [
            "Đã ghi nhận I.1 Kế hoạch năm 2024: đang thực hiện, chưa hoàn thành.",
            "Đã ghi nhận I.2 Báo cáo năm 2024: đang thực hiện, chưa hoàn thành.",
        ]
        assert await texts(focal) == [
            "Lãnh đạo Sở Tư pháp báo lúc 14:00 ngày 05/02: “07/02”\n"
            "I.1 Kế hoạch năm 2024 · quá hạn 3 ngày làm việc · đang thực hiện, dự kiến xong 07/02\n"
            "I.2 Báo cáo năm 2024 · quá hạn 3 ngày làm việc · đang thực hiện, dự kiến xong 07/02"
        ]
        assert await recorded(town) == [("I.1", "ack"), ("I.2", "ack"), ("I.1", "progress"), ("I.2", "progress")]
        assert await texts(deputy) == []
        await head.says("nhầm")
        assert (await texts(focal))[0].splitlines()[0] == "Lãnh đạo Sở Tư pháp báo lúc 14:00 ngày 05/02: “nhầm”"


async def test_a_letter_asks_by_itself_when_it_will_be_done(database_url: str) -> None:
    async with overdue(database_url, f"{T3}T14:00") as town:
        head, deputy, other = town[HEAD], town[DEPUTY], town[HEAD_OF_INTERIOR]
        assert (await other.says("ngày 07/02 ạ"))[0]["text"].startswith("Đã ghi nhận I.1 Kế hoạch năm 2024: đang thực hiện")
        [unclear] = await head.says("mời anh họp ngày 07/02")
        assert unclear["text"].startswith("Chưa hiểu tin này nên chưa ghi nhận gì.")
        [which] = await head.says("xong")
        assert which["text"].startswith("Tin 14:00 có 2 việc. Anh/chị báo xong việc nào?")
        await head.says("I.2 07/02 xong")
        [thanks] = await deputy.says("đã nhận")
        assert thanks["text"].startswith("Hôm nay không nhắc lại I.1, I.2.")
        assert await recorded(town) == [("I.2", "progress"), ("I.1", "ack"), ("I.2", "ack")]
        assert await recorded(town, INTERIOR) == [("I.1", "progress")]

        # The next morning a day alone may be about something else, unless it answers the letter.
        await town.at("2024-02-06T09:00")
        [letter] = [m for m in await head.bot_messages() if m["text"].startswith("Kính gửi")]
        [unclear] = await head.says("08/02")
        assert unclear["text"].startswith("Chưa hiểu")
        [noted] = await head.says("08/02", reply_to=letter["message_id"])
        assert "Sẽ hỏi lại 08/02 (thứ Năm)." in noted["text"]


async def test_somebody_elses_letter_and_its_details(database_url: str) -> None:
    async with overdue(database_url, f"{T3}T14:00") as town:
        head, other, admin = town[HEAD], town[HEAD_OF_INTERIOR], town.admin
        [letter], [own] = await came(head), await came(other)
        theirs = [b["data"] for b in letter["buttons"][0]]
        toasts, came_back = await forges(other, theirs[0], theirs[1])
        assert (toasts, came_back) == ([NOT_YOURS] * 2, [])
        assert (await forges(other, theirs[2]))[0] == [OLD]
        assert (await forges(admin, theirs[0]))[0] == [NOT_YOURS]
        assert (await forges(other, "received:99999", "name_day:0"))[0] == [OLD] * 2
        assert await recorded(town) == []
        [which] = await head.presses("Chi tiết", letter)
        assert labels(which) == ["I.1", "I.2"]
        [card] = await other.presses("Chi tiết", own)
        assert card["text"].startswith("I.1 Kế hoạch năm 2024")
        await town[INTERIOR].says("I.1 xong")
        assert (await forges(other, own["buttons"][0][0]["data"]))[0] == [OLD], "nothing of it is left to answer"


async def test_heads_and_deputies_come_from_the_roster_file(database_url: str, tmp_path: Path) -> None:
    file = tmp_path / "people.csv"
    file.write_text(
        "agency,name,role,phone,channel,language,hour\n"
        "Sở Xây dựng,Nguyễn Văn B,lãnh đạo,,telegram,vi,\n"
        "Sở Xây dựng,Trần Thị C,đầu mối phụ,,telegram,vi,\n",
        encoding="utf-8",
    )
    async with overdue(database_url, "2024-02-02T08:00") as town:
        head, deputy = await newcomer(town, 701, "Nguyễn Văn B"), await newcomer(town, 702, "Trần Thị C")
        async with opened(town.settings) as (store, _), store.transaction() as tx:
            assert await import_people(tx, file, date(2024, 2, 2)) == 2
        for chat in (head, deputy):
            await opens(chat, await invitation(town, chat.name))
            await chat.presses("Đúng")
        assert (await head.bot_messages())[-1]["text"].splitlines() == [
            "Đã kết nối: lãnh đạo cơ quan Sở Xây dựng.",
            "Cơ quan chủ trì 1 việc có thời hạn. Đã quá hạn: I.1.",
            "Anh/chị nhận tin lúc 14:00 khi việc của cơ quan quá hạn từ 3 ngày làm việc mà chưa có ngày dự kiến xong. "
            "Trả lời: ngày dự kiến xong hoặc chỗ vướng.",
        ]
        assert (await deputy.bot_messages())[-1]["text"].startswith("Đã kết nối: đầu mối phụ Sở Xây dựng.")
        await head.fetch()
        await town.at(f"{T3}T14:00")
        assert (await texts(head))[0].startswith("Kính gửi Lãnh đạo Sở Xây dựng,")
        assert {name for name, state in (await told_at_two(town)).items() if state == "sent"} >= {head.name, deputy.name}
        shown = (await preview(town))["text"]
        assert "4 cơ quan, 5 việc" in shown
        assert "chưa có lãnh đạo kết nối" not in shown.casefold()
