"""Work that is said to be another agency's: proposed, reminded of all the while, and decided by somebody else's admin."""

import pytest
from sqlalchemy import select

from storage.tables import activities, agencies, occurrences
from tests.e2e.look import (
    INTERIOR,
    JUSTICE,
    MORNING,
    RADIO,
    Message,
    another_admin,
    ask,
    audited,
    forges,
    fresh,
    item_id,
    labels,
    recorded,
)
from tests.e2e.office import Chat, Office, office
from tests.e2e.test_admin import OFFICE

pytestmark = pytest.mark.long

BUILDERS = "Sở Xây dựng"
MEDIA = "Sở Thông tin và Truyền thông"
TITLE = "I.4 Kế hoạch phổ biến giáo dục pháp luật, hòa giải ở cơ sở năm 2024"
NOT_YOURS = "Nút này không dùng được với tài khoản của anh/chị."


async def news(chat: Chat) -> list[Message]:
    """What the bot said unasked since the last look, without what was only redrawn."""
    return [m for m in fresh(await chat.fetch()) if m["from"] == "bot"]


async def ready(town: Office, agency: str = JUSTICE) -> tuple[Chat, Chat, Chat]:
    """(who proposes, who will get it, the admin), half past eight on the morning of T-1, everything up to now read."""
    await town.start()
    await town.at("2024-01-30T08:30")
    chats = town[agency], town[BUILDERS], town.admin
    for chat in chats:
        await chat.fetch()
    return chats


async def whose(town: Office, code: str) -> list[str]:
    """The agencies that an activity's items are with."""
    query = (
        select(agencies.c.name)
        .join_from(occurrences, agencies, occurrences.c.agency_id == agencies.c.id)
        .join(activities, activities.c.id == occurrences.c.activity_id)
        .where(activities.c.code == code)
        .order_by(occurrences.c.due)
    )
    return [r.name for r in await ask(town, query)]


async def test_granted(database_url: str) -> None:
    async with office(database_url, start=MORNING) as town:
        focal, builders, admin = await ready(town)
        digest = (await focal.bot_messages())[-1]
        [sent] = fresh(await focal.says("I.4 việc này của Sở Xây dựng"))
        assert sent["text"] == (
            f"Đã chuyển {OFFICE} ý kiến của anh/chị về I.4. Trong khi chờ quyết định, việc vẫn được nhắc như cũ."
        )
        assert labels(sent) == ["Hoàn tác"]
        [notice] = await news(admin)
        assert notice["text"].splitlines() == [
            f"⏳ Sở Tư pháp đề nghị chuyển {TITLE} sang Sở Xây dựng",
            "“I.4 việc này của Sở Xây dựng” (08:30 ngày 30/01)",
            "Hạn 31/01 (thứ Tư), còn 1 ngày làm việc. Trong khi chờ, vẫn nhắc Sở Tư pháp.",
        ]
        assert labels(notice) == ["Chuyển", "Không chuyển", "Trả lời"]

        # One open proposal an item; it shows, and it is counted among what waits for a decision.
        [twice] = fresh(await focal.says("I.4 chuyển cho Sở Tài chính"))
        assert "đề nghị chuyển Sở Xây dựng, chờ quyết định" in twice["text"]
        assert await news(admin) == []
        [overview] = await admin.says("tình hình chung")
        assert overview["text"].splitlines()[0].endswith("1 đề nghị chờ quyết định")

        # Answered meanwhile, with an agency's name in the words; nothing is decided by it.
        await admin.presses("Trả lời", notice)
        [answered] = fresh(await admin.says("đang xem xét, chờ ý kiến Sở Nội vụ"))
        assert answered["text"].startswith(f"Đã trả lời về đề nghị chuyển {TITLE} · Sở Tư pháp.")
        assert [m["text"].split(": “")[0] for m in await news(focal)] == [f"{OFFICE} trả lời về đề nghị chuyển {TITLE}"]

        # Shown before it is done, and left; then done.
        [preview] = await admin.presses("Chuyển", notice)
        assert preview["text"].splitlines()[0] == f"Chuyển {TITLE} từ Sở Tư pháp sang Sở Xây dựng?"
        assert labels(preview) == ["Chuyển", "Thôi", "Đơn vị khác"]
        await focal.says("I.4 xin gia hạn đến 15/2 vì góp ý chậm")
        [request] = await news(admin)
        [left] = await admin.presses("Thôi", preview)
        assert (left["text"], labels(left)) == (notice["text"], labels(notice))
        assert await whose(town, "I.4") == [JUSTICE]
        [preview] = await admin.presses("Chuyển", left)
        [granted] = await admin.presses("Chuyển", preview)
        assert granted["text"] == f"Đã chuyển {TITLE} từ Sở Tư pháp sang Sở Xây dựng. Hạn vẫn là 31/01 (thứ Tư)."
        [yours] = await news(builders)
        assert yours["text"].splitlines() == [
            f"{OFFICE} chuyển cho Sở Xây dựng: {TITLE} · Kế hoạch",
            "🟡 Hạn 31/01 (thứ Tư), còn 1 ngày làm việc. Trước đây do Sở Tư pháp thực hiện.",
        ]
        assert labels(yours)[:3] == ["Xong", "Đang làm", "Vướng"]
        assert [m["text"] for m in await news(focal)] == [
            f"{TITLE} đã chuyển sang Sở Xây dựng theo đề nghị của Sở Tư pháp. Từ nay không nhắc anh/chị việc này."
        ]
        assert await whose(town, "I.4") == [BUILDERS]
        assert await recorded(town) == []
        kinds = [kind for _, kind in await recorded(town, BUILDERS)]
        assert kinds == ["reassign_asked", "extension_asked", "reassign_granted"]
        await admin.presses("Đồng ý", request)
        assert (admin.answer or {})["text"] == "Việc này đã chuyển cơ quan khác. I.4: hạn 31/01 (thứ Tư)."

        # The old agency has no more to say about it, nor take back; its morning message shows what is left.
        [not_theirs] = fresh(await focal.says("I.4 xong"))
        assert "do cơ quan khác chủ trì (Sở Xây dựng)" in not_theirs["text"]
        [nothing] = fresh(await focal.says("nhầm"))
        assert nothing["text"].startswith("Nội dung này đã được quyết định nên không bỏ được.")
        redrawn = next(m for m in await focal.bot_messages() if m["message_id"] == digest["message_id"])
        assert "I.4" not in redrawn["text"]
        [everything] = fresh(await focal.says("xong hết", reply_to=digest["message_id"]))
        assert "hoàn thành 2 việc" in everything["text"]
        [card] = fresh(await admin.says("I.4"))
        assert "🟡 Sở Xây dựng: chưa thực hiện" in card["text"]

        # Who is reminded next; and an old button.
        await focal.fetch()
        await town.at("2024-01-31T08:00")
        assert await news(focal) == []
        assert [m["text"].splitlines()[0] for m in await news(builders)] == ["Sở Xây dựng: 1 việc đến hạn hôm nay"]
        [done] = fresh(await builders.says("I.4 xong"))
        assert done["text"].startswith(f"✅ Đã ghi nhận {TITLE}: hoàn thành đúng hạn")
        old = next(b["data"] for row in preview["buttons"] for b in row)
        toasts, came = await forges(admin, old)
        assert (toasts, came) == (["Đề nghị chuyển I.4 đã được quyết định hoặc đã rút. Đang thực hiện: Sở Xây dựng."], [])


async def test_a_series_moves_with_its_turns_to_a_typed_agency(database_url: str) -> None:
    async with office(database_url, start=MORNING) as town:
        radio, _, admin = await ready(town, RADIO)
        media = town[MEDIA]
        await media.fetch()
        await radio.says("VII.4 xong")
        await radio.says("VII.4 tháng 2 không thuộc đơn vị em")
        [notice] = await news(admin)
        [asked] = await admin.presses("Chuyển", notice)
        assert asked["text"].splitlines()[-1] == "Chuyển sang đơn vị nào? Chọn bên dưới, hoặc gõ tên đơn vị."
        [tie] = fresh(await admin.says("sở tài"))
        assert labels(tie) == ["Sở Tài chính", "Sở TN&MT"]
        [itself] = fresh(await admin.says("Đài"))
        assert itself["text"].startswith(f"{RADIO} đã có VII.4")
        [preview] = fresh(await admin.says("Sở Thông tin"))
        assert preview["text"].splitlines()[0].endswith(f"(tháng 02) và 10 kỳ khác từ {RADIO} sang {MEDIA}?")
        assert await whose(town, "VII.4") == [RADIO] * 12
        await admin.presses("Chuyển", preview)
        assert await whose(town, "VII.4") == [RADIO] + [MEDIA] * 11, "what is done stays with who did it"
        assert [len(await news(c)) for c in (media, radio)] == [1, 1]
        await town.at("2024-02-22T08:00")
        assert not [m for m in await news(radio) if "VII.4" in m["text"]]
        assert [m for m in await news(media) if "VII.4" in m["text"]]


async def test_a_group_has_its_own_each(database_url: str) -> None:
    async with office(database_url, start=MORNING) as town:
        focal, builders, admin = await ready(town)
        await focal.says("TH.1 chuyển cho Sở Xây dựng")
        [notice] = await news(admin)
        [asked] = await admin.presses("Chuyển", notice)
        assert labels(asked)[-1] == "Thôi", "the one that was named has TH.1 itself, so it is asked"
        proposal, to = asked["buttons"][-1][0]["data"].split(":")[1], await _id_of(town, BUILDERS)
        refused = "Sở Xây dựng đã có TH.1 của đơn vị mình. Anh/chị chọn đơn vị khác."
        assert await forges(admin, f"reassign:{proposal}:{to}") == ([refused], [])
        assert await forges(admin, f"reassign_now:{proposal}:{to}") == (["Nút này đã cũ."], [])
        assert await news(builders) == []
        assert await recorded(town) == [("TH.1", "reassign_asked")]


async def test_refused_with_its_reason(database_url: str) -> None:
    async with office(database_url, start=MORNING) as town:
        focal, builders, admin = await ready(town)
        await focal.says("I.1 việc này không thuộc đơn vị em")
        [notice] = await news(admin)
        [why] = fresh(await admin.presses("Không chuyển", notice))
        assert why["text"] == "Vui lòng cho biết lý do không chuyển I.1 (Sở Tư pháp)."
        [looked_up] = fresh(await admin.says("Sở Xây dựng"))
        assert looked_up["text"].startswith("Sở Xây dựng: ")
        assert await recorded(town) == [("I.1", "reassign_asked")]
        [told] = fresh(await admin.says("đúng chức năng của Sở Tư pháp <i>"))
        assert told["text"].startswith("Đã ghi nhận: không chuyển I.1 ")
        [heard] = await news(focal)
        assert (
            "Lý do: “đúng chức năng của Sở Tư pháp <i>”. Việc vẫn do Sở Tư pháp thực hiện, hạn 31/01 (thứ Tư)." in heard["text"]
        )
        assert "<i>" not in heard["html"]
        await admin.presses("Chuyển", notice)
        assert admin.answer is not None
        assert admin.answer["text"] == "Đề nghị chuyển I.1 đã được quyết định hoặc đã rút. Đang thực hiện: Sở Tư pháp."
        assert await recorded(town) == [("I.1", "reassign_asked"), ("I.1", "reassign_refused")]
        [nothing] = fresh(await focal.says("I.1 việc này không thuộc đơn vị em"))
        assert nothing["text"].startswith("Đã chuyển "), "it may be proposed again"

        # Taken back while the admin writes the reason: the reason goes nowhere, and the admin reads why.
        [notice] = await news(admin)
        await admin.presses("Không chuyển", notice)
        await focal.says("nhầm")
        assert "đã rút đề nghị chuyển của I.1" in (await news(admin))[-1]["text"]
        [late] = fresh(await admin.says("vẫn không"))
        assert late["text"] == "Đề nghị chuyển I.1 đã được quyết định hoặc đã rút. Đang thực hiện: Sở Tư pháp."
        assert await news(focal) == []
        await town.at("2024-01-31T08:00")
        assert "I.1" in (await news(focal))[-1]["text"], "somebody is reminded all the while"
        assert await news(builders) == []


async def test_whose_decision_it_is(database_url: str) -> None:
    async with office(database_url, start=MORNING) as town:
        await another_admin(town, 601, "Chánh Văn phòng", OFFICE)
        focal, builders, admin = await ready(town)
        own = town["Chánh Văn phòng"]
        await town[OFFICE].says("II.3 chuyển cho Sở Nội vụ")
        [mine] = await news(own)
        await own.presses("Chuyển", mine)
        assert own.answer is not None
        assert own.answer["text"] == "Đề nghị của cơ quan mình do người quản trị khác quyết định."
        assert (await audited(town))["refused_own_reassignment"] == 1
        assert await whose(town, "II.3") == [OFFICE]
        await admin.presses("Chuyển")
        await admin.presses("Chuyển")
        assert await whose(town, "II.3") == [INTERIOR]

        # Two admins: the first decides. Done in between: nothing is moved.
        await focal.says("I.3 chuyển cho Sở Xây dựng")
        [first], [second] = await news(admin), await news(own)
        [preview] = await admin.presses("Chuyển", first)
        [other] = await own.presses("Chuyển", second)
        await admin.presses("Chuyển", preview)
        await own.presses("Chuyển", other)
        assert own.answer["text"] == "Đề nghị chuyển I.3 đã được quyết định hoặc đã rút. Đang thực hiện: Sở Xây dựng."
        assert [kind for _, kind in await recorded(town, BUILDERS)] == ["reassign_asked", "reassign_granted"]
        await focal.says("I.1 chuyển cho Sở Xây dựng")
        [notice] = await news(admin)
        [preview] = await admin.presses("Chuyển", notice)
        await focal.says("I.1 xong")
        await admin.presses("Chuyển", preview)
        assert await whose(town, "I.1") == [JUSTICE]
        [closed] = fresh(await focal.says("I.1 chuyển cho Sở Xây dựng"))
        assert "Không ghi thêm." in closed["text"]

        verbs = [f"{verb}:1" for verb in ("reassign", "reassign_to", "reassign_say", "proposal", "keep")] + ["reassign_now:1:1"]
        assert await forges(builders, *verbs) == ([NOT_YOURS] * len(verbs), [])
        assert (await audited(town))["press_refused"] == len(verbs)
        item = await item_id(town, "I.1", JUSTICE)
        broken = [f"reassign:{2**70}", "reassign:x", "keep:9999", f"reassign_now:{item}:9999", "reassign_now:1"]
        assert (await forges(admin, *broken))[1] == []


async def test_another_person_of_the_same_agency(database_url: str) -> None:
    """The work stays; the admins hear it, and the present person is reminded until there is another one."""
    async with office(database_url, start=MORNING) as town:
        focal, _, admin = await ready(town)
        [sent] = fresh(await focal.says("em đã bàn giao cho anh Bình"))
        assert sent["text"] == (
            f"Đã chuyển {OFFICE} ý kiến của anh/chị về đầu mối của Sở Tư pháp. "
            "Đến khi có đầu mối mới, tin nhắc vẫn gửi đến anh/chị."
        )
        [notice] = await news(admin)
        assert notice["text"].splitlines() == [
            "Sở Tư pháp báo thay đổi người theo dõi:",
            "“em đã bàn giao cho anh Bình” (08:30 ngày 30/01)",
            "Đến khi có đầu mối mới, vẫn nhắc Đầu mối Sở Tư pháp.",
        ]
        await focal.says("I.1 chị Lan phụ trách")
        assert (await news(admin))[-1]["text"].startswith("Sở Tư pháp báo thay đổi người theo dõi I.1:")
        assert await recorded(town) == []
        assert (await audited(town))["person_change_proposed"] == 2
        await town.at("2024-01-31T08:00")
        assert "I.1" in (await news(focal))[-1]["text"]


async def _id_of(town: Office, name: str) -> int:
    return int((await ask(town, select(agencies.c.id).where(agencies.c.name == name)))[0].id)
