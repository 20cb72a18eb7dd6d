"""Coming in: by a link, by one's own number, by the admin's invitation; and what a stranger learns, which is nothing."""

import re

import pytest
from sqlalchemy import select

from bot.demo import NO_CONTACT, NOT_JOINED
from scheduler.audience import Post
from storage import people
from storage.store import open_store
from storage.tables import addresses, contacts, invites
from tests.e2e.look import AT_EIGHT, JUSTICE, MORNING, ask, audited, forges, invitation, labels, newcomer, opens, recorded
from tests.e2e.office import Office, office

pytestmark = pytest.mark.long

CLOSED = "Đường mời này không còn dùng được. Vui lòng xin đường mời mới từ người đã gửi."
POLITE = "Dịch vụ này dành cho người đã có lời mời. Nếu cần sử dụng, anh/chị vui lòng liên hệ cơ quan đã giới thiệu dịch vụ."
NOT_YET = f"Đầu mối {NOT_JOINED}"


async def joined(town: Office, name: str) -> bool:
    query = select(addresses.c.id).join(contacts, contacts.c.id == addresses.c.contact_id).where(contacts.c.name == name)
    return bool(await ask(town, query))


async def test_by_a_link(database_url: str) -> None:
    async with office(database_url, start=MORNING) as town:
        await town.start()
        person, stranger = town[NOT_JOINED], town["Người lạ"]
        [unknown] = await opens(stranger, "no-such-token")
        assert unknown["text"] == CLOSED

        # Opened by one person, the link is nobody else's; "Không phải" voids it and tells the admin.
        token = await invitation(town, NOT_YET)
        [asked] = await opens(stranger, token)
        assert asked["text"].splitlines() == [
            "Nhắc việc là dịch vụ nhắc tự động của Văn phòng UBND tỉnh cho Kế hoạch CCHC năm 2024 (137/QĐ-UBND).",
            f"Anh/chị được mời làm đầu mối của {NOT_JOINED}. Thông tin này có đúng không?",
        ]
        assert labels(asked) == ["Đúng", "Không phải"]
        [forwarded] = await opens(person, token)
        assert forwarded["text"] == CLOSED
        [declined] = await stranger.presses("Không phải")
        assert declined["text"] == "Đã hủy lời mời này. Cảm ơn anh/chị đã cho biết."
        assert labels(declined) == []
        told = (await town.admin.bot_messages())[-1]["text"]
        assert told == f"Người mở đường mời của {NOT_YET} ({NOT_JOINED}) báo không đúng thông tin. Đường mời đã hủy."
        assert (await opens(stranger, token))[0]["text"] == CLOSED
        assert not await joined(town, NOT_YET)

        # The right person: confirmed before any work is shown, then the work; and the link is used up.
        token = await invitation(town, NOT_YET)
        [asked] = await opens(person, token)
        [again] = await opens(person, token)
        assert again["text"] == asked["text"]
        assert "TH.1" not in asked["text"]
        [welcome] = await person.presses("Đúng", again)
        assert welcome["text"].splitlines()[0] == f"Đã kết nối: đầu mối {NOT_JOINED}."
        assert "Gần nhất: TH.1, hạn 29/02 (thứ Năm)" in welcome["text"]
        assert labels(welcome) == ["Việc của tôi", "Đổi giờ nhận"]
        assert (await town.admin.bot_messages())[-1]["text"] == f"{NOT_YET} ({NOT_JOINED}) đã kết nối."
        [old] = await person.presses("Đúng", asked)
        assert old["text"] == CLOSED
        assert (await opens(person, token))[0]["text"] == CLOSED
        assert (await opens(stranger, token))[0]["text"] == CLOSED
        [work] = await person.presses("Việc của tôi", welcome)
        assert work["text"].startswith(f"{NOT_JOINED}: ")
        assert "TH.1" in work["text"]

        # What is kept of a link is its hash.
        kept = [r.token_hash for r in await ask(town, select(invites.c.token_hash))]
        assert kept
        assert token not in kept
        assert (await audited(town))["invite_refused"] == 5


async def test_a_link_lives_seven_days(database_url: str) -> None:
    async with office(database_url, start=MORNING) as town:
        await town.start()
        token = await invitation(town, NOT_YET)
        late = await invitation(town, NOT_YET)
        [earlier] = await opens(town[NOT_JOINED], token)
        assert earlier["text"] == CLOSED, "a new invitation closes the one before"
        [asked] = await opens(town[NOT_JOINED], late)
        await town.at("2024-02-06T07:29", outage=True)
        [asked] = await opens(town[NOT_JOINED], late)
        assert labels(asked) == ["Đúng", "Không phải"]
        await town.at("2024-02-06T07:31", outage=True)
        [expired] = await opens(town[NOT_JOINED], late)
        assert expired["text"] == CLOSED
        [pressed] = await town[NOT_JOINED].presses("Đúng", asked)
        assert pressed["text"] == CLOSED
        assert not await joined(town, NOT_YET)


async def test_by_ones_own_number(database_url: str) -> None:
    async with office(database_url, start=MORNING) as town:
        store = await open_store(town.settings.database_url)
        async with store.transaction() as tx:
            for name, phone in (("Trần Thị Hai", "84912000111"), ("Lê Văn Ba", "84912000222"), ("Lê Văn Bốn", "84912000222")):
                await people.add_contact(tx, name, Post.FOCAL, 1, MORNING.date(), phone=phone)
        await store.close()
        await town.start()
        stranger = await newcomer(town, 501, "Ai đó")
        somebody_elses = {"kind": "contact", "phone": "+84 912 000 111"}
        [polite] = await stranger.acts("sends", somebody_elses)
        assert polite["text"] == POLITE, "another person's number proves nothing"
        assert await stranger.acts("shares_phone", {"phone": "0912000222"}) == [], "two people have it: nobody is meant"
        assert await stranger.acts("shares_phone", {"phone": "0912999999"}) == []
        [asked] = await stranger.acts("shares_phone", {"phone": "+84 912 000 111"})
        assert labels(asked) == ["Đúng", "Không phải"]
        [welcome] = await stranger.presses("Đúng", asked)
        assert welcome["text"].startswith("Đã kết nối: đầu mối ")
        assert await joined(town, "Trần Thị Hai")


async def test_the_admin_invites(database_url: str) -> None:
    async with office(database_url, start=MORNING) as town:
        await town.start()
        [listed] = await town.admin.says("/moi")
        assert listed["text"].splitlines()[0] == "Chưa kết nối: 2 cơ quan"
        assert f"{NOT_JOINED} · chưa mời" in listed["text"]
        assert f"{NO_CONTACT} · chưa có đầu mối" in listed["text"]
        [there] = await town.admin.says("mời sở tư pháp")
        assert there["text"] == f"Đầu mối {JUSTICE} đã kết nối (Đầu mối {JUSTICE})."
        [nobody] = await town.admin.says("mời Sở Phép thuật <b>")
        assert nobody["text"] == "Không có cơ quan “Sở Phép thuật <b>” trong Kế hoạch. Gõ tên cơ quan, ví dụ: Sở Nội vụ"
        [refused] = await town[JUSTICE].says("/moi Sở Nội vụ")
        assert refused["text"] == "Nội dung này do Văn phòng UBND tỉnh thực hiện. Anh/chị có thể hỏi: việc của tôi."

        # An agency that nobody was entered for gets an entry with the invitation.
        [link] = await town.admin.says(f"mời {NO_CONTACT}")
        assert link["text"].splitlines()[0] == (f"Đường mời đầu mối {NO_CONTACT}, dùng một lần, đến 07:30 ngày 06/02 (thứ Ba):")
        token = re.search(r"https://t\.me/\w+\?start=([\w-]+)", link["text"])
        assert token is not None
        person = town[NO_CONTACT]
        [asked] = await opens(person, token[1])
        [welcome] = await person.presses("Đúng", asked)
        assert welcome["text"].startswith(f"Đã kết nối: đầu mối {NO_CONTACT}.")
        [listed] = await town.admin.presses(f"Mời {NOT_JOINED}", listed)
        assert listed["text"].startswith(f"Đường mời đầu mối {NOT_JOINED}")
        [left] = await town.admin.says("moi")
        assert left["text"].splitlines()[:2] == ["Chưa kết nối: 1 cơ quan", f"{NOT_JOINED} · đã mời, chưa kết nối"]


# What a tampered client may press: every verb there is, with numbers that exist and numbers that cannot be.
FORGED = (
    "open:1", "done:1", "doing:1", "blocked:1", "extend:1", "snooze:1", "detail:1", "back", "later:1", "list:1", "more:1",
    "pick:1:all", "until:20240201:1", "undo:1", "later_doc:1", "join:1:yes", "join:1:no", "cmd:tongquan", "cmd:viec",
    "invite:1", "agency:1", "history:I.1", "grant:1", "refuse:1", "noted:1", "held:done",
    "asked:1:10", "asked:1:nudge", "meant:1:0", "request:1", "groups", "of_group:I", "of_status:overdue",
    "target:d", "targets:10", "target_set:1:0", "target_undo:1",
    "leave:1", "leave_to:20240201:20240202:1:0:0", "leave_undo:1:0", "leave_days:1", "leave_yes:1", "leave_no:1",
    "handover:1:go:1", "merger:1:go", "unmerge:1", "wish:settings", "wish:stop", "wish:hour:0700",
    "blocker:1", "give:1", "give:1:1:0", "answer:1", "clear:1", "reassign:1", "reassign_to:1", "reassign_now:1:1", "keep:1",
    "reassign_say:1", "proposal:1",
)  # fmt: skip


async def test_a_stranger_learns_nothing_and_changes_nothing(database_url: str) -> None:
    async with office(database_url, start=MORNING) as town:
        await town.start()
        for number, first_word in enumerate(("/start", "xin chào", "/giupdo", "xong", "/quahan"), start=501):
            passer_by = await newcomer(town, number, f"Người qua đường {number}")
            assert [m["text"] for m in await passer_by.says(first_word)] == [POLITE], first_word
        stranger = town["Người lạ"]
        [polite] = await stranger.says("alo đây là sở nào vậy")
        assert polite["text"] == POLITE
        assert polite["buttons"] == []
        for said in ("cho hỏi thêm chút", "I.1 xong", "/viec", "/tongquan", "quá hạn", "/start"):
            assert await stranger.says(said) == [], said
        assert await stranger.acts("sends", {"kind": "photo", "caption": "I.1 xong"}) == []
        assert await forges(stranger, *FORGED) == ([""] * len(FORGED), [])
        await town.at(AT_EIGHT)
        assert [m["text"] for m in await stranger.bot_messages()] == [POLITE]
        assert await recorded(town) == []
        await town.at("2024-01-31T07:31")
        [once_more] = await stranger.says("còn ai không")
        assert once_more["text"] == POLITE
        words = " ".join(m["text"] for m in await stranger.bot_messages())
        assert not re.search(r"Cà Mau|137|CCHC|Sở |Văn phòng|I\.1", words)
