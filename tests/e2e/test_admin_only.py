"""A focal person tries everything that only the office does: each command, each order, each button. All refused, all audited.

What there is to try comes from the product's own tables, so that a command, a kind of order, a reader of sentences or a button
that is new, and not named here, fails.
"""

import ast
from collections import Counter
from pathlib import Path
from typing import Any, get_args

import pytest
from sqlalchemy import select

from bot import (
    answers,
    behalf,
    broadcasting,
    explaining,
    leave,
    mergers,
    nudging,
    offices,
    orders,
    targets,
    wishes,
)
from bot.answering import answered
from bot.commands import COMMANDS, For, baocao
from bot.conversation import HEARERS
from bot.presses import PRESSES
from bot.queries import OF_ADMINS
from bot.understanding.orders import AddTask, ChangeDue, PutBack, TakeOut
from bot.understanding.post_orders import EndPost, GivePost, HandOver, RevokeInvites
from bot.understanding.query import QueryIntent
from storage.tables import audit
from tests.e2e.look import AT_EIGHT, JUSTICE, MORNING, ask, books, forges, fresh
from tests.e2e.office import Office, office

pytestmark = pytest.mark.long

REFUSED = "Nội dung này do Văn phòng UBND tỉnh thực hiện. Anh/chị có thể hỏi: việc của tôi."
NOT_YOURS = "Nút này không dùng được với tài khoản của anh/chị."

ORDERS: dict[type, tuple[str, ...]] = {
    ChangeDue: (
        "dời hạn IV.3 sang 15/4 theo QĐ 300/QĐ-UBND",
        "doi han I.3 sang 15/4 theo QD 300/QD-UBND",
        "dời hạn IV.3 sang 15/4",
    ),
    TakeOut: ("đưa IV.3 ra khỏi kế hoạch theo CV 20/UBND-NC", "đưa I.3 ra khỏi kế hoạch vì trùng"),
    PutBack: ("đưa IV.3 trở lại kế hoạch",),
    AddTask: ("giao thêm: Sở Y tế, Báo cáo tự kiểm tra CCHC, hạn 30/6, theo CV 33/UBND-NC",),
    GivePost: (
        "thêm đầu mối Nguyễn Văn An Sở Y tế 0912345678",
        "thêm đầu mối phụ Nguyễn Văn An Sở Tư pháp",
        "thêm quản trị Nguyễn Văn An",
        "giao Trần Thị B theo dõi nhóm V",
    ),
    EndPost: ("thôi đầu mối Sở Y tế", "thôi quản trị Quản trị Văn phòng"),
    RevokeInvites: ("thu hồi lời mời của Sở Y tế",),
    HandOver: ("chuyển đầu mối Sở Nội vụ cho Trần Thị B từ 1/4",),
}
"""One sentence or more for each kind of order; of other agencies' work and, with a document, of the own."""

SENTENCES: dict[str, tuple[str, ...]] = {
    "nudge": ("nhắc Sở Nội vụ", "nhắc tất cả đơn vị quá hạn", "nhac so noi vu", "nhắc họ đi"),
    "thongbao": ("gửi thông báo tới các sở: họp 14:00",),
    "behalf": ("Sở Nội vụ gọi điện báo IV.3 60%", "ghi nhận IV.3 xong thay Sở Nội vụ theo báo cáo 12/BC-SNV"),
    "bangiao": ("bàn giao Sở Y tế cho Trần Thị B từ 1/4",),
    "sapnhap": ("Sở Thông tin và Truyền thông nhập vào Sở Khoa học và Công nghệ từ 1/4",),
    "vang": ("Sở Nội vụ vắng 18-22/3, chị Hoa thay", "/vang Sở Nội vụ 18-22/3, chị Hoa thay", "ai đang vắng?"),
    "moi": ("mời Sở Y tế", "moi so y te", "mời thêm đầu mối"),
}
"""What else is said rather than ordered, by the name under which the audit keeps the refusal."""

QUESTIONS: dict[QueryIntent, tuple[str, ...]] = {
    QueryIntent.EXPORT: ("báo cáo quý I", "gửi excel"),
    QueryIntent.CHART: ("biểu đồ", "biểu đồ quý I"),
    QueryIntent.OVERVIEW: ("tình hình chung",),
    QueryIntent.LIST: ("ai đang trễ?", "ai đang vướng?", "ai chưa trả lời", "ai xin gia hạn", "Sở Nội vụ", "Sở Nội vụ quý II"),
}
"""What the office alone is told."""

READERS = {
    # of what only the office does: refused here
    orders.said: "orders", nudging.said: "nudge", broadcasting.said: "thongbao", behalf.said: "behalf", leave.said: "vang",
    offices.said: "bangiao", mergers.said: "sapnhap", targets.said: "targets", baocao.said: "export",
    # of what anybody says of the own work
    answered: "", wishes.said: "", explaining.asked: "",
}  # fmt: skip

ANYBODY = frozenset(
    (
        # one's own work, one's own entries, one's own wishes; each checks whose it is
        *("open", "done", "doing", "blocked", "extend", "snooze", "detail", "back", "later", "list", "more", "pick", "until"),
        *("undo", "later_doc", "join", "file", "files", "take", "say_more", "withdraw", "leave", "leave_to", "leave_undo"),
        *("leave_days", "leave_yes", "leave_no", "wish", "received", "name_day", "answer", "clear"),
        # what the published plan says, and what was asked in this very chat
        *("card", "history", "target", "targets", "target_set", "target_undo", "asked", "meant", "of_group", "of_status"),
        "week",
    )
)
"""Buttons that a focal person may have. Every other one is the office's: a new one is, until it is named here."""
ARGUMENTS = {
    "cmd": "tongquan", "agency": "1", "invite": "1", "held": "start", "report": "2024-Q1:docx:0:", "nodoc": "2024-Q1:docx:0:",
    "nudge": "a:1",
}  # fmt: skip


def refused_by_name() -> set[str]:
    """Every name under which the product refuses words."""
    found = set()
    for file in Path(answers.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "refuse_words":
                name = node.args[1]
                found |= {str(name.value)} if isinstance(name, ast.Constant) else set()
    return found


def test_nothing_is_forgotten() -> None:
    assert set(ORDERS) == set(get_args(orders.Ordered)) == set(orders.NAMES)
    assert set(READERS) == set(HEARERS)
    assert {name for name in READERS.values() if name} <= {*SENTENCES, "orders", "targets", "export"}
    of_office = {c.name for c in COMMANDS if c.whose is For.ADMIN}
    assert refused_by_name() <= {*SENTENCES, *of_office}
    assert set(OF_ADMINS) <= {*QUESTIONS, QueryIntent.NUDGE}
    assert set(PRESSES) >= ANYBODY, "a button that is no more"


async def trail(town: Office) -> list[tuple[str, str]]:
    return [(r.action, r.subject) for r in await ask(town, select(audit.c.action, audit.c.subject).order_by(audit.c.id))]


async def test_every_word_is_refused(database_url: str) -> None:
    expected = [
        (f"/{c.name}{rest}", "command_refused", c.name) for c in COMMANDS if c.whose is For.ADMIN for rest in ("", " Sở Y tế")
    ]
    expected += [(text, "command_refused", orders.NAMES[kind]) for kind, said in ORDERS.items() for text in said]
    expected += [(text, "command_refused", name) for name, said in SENTENCES.items() for text in said]
    expected += [(text, "question_refused", str(intent)) for intent, said in QUESTIONS.items() for text in said]
    async with office(database_url, start=MORNING) as town:
        await town.start()
        await town.at(AT_EIGHT)
        focal = town[JUSTICE]
        before, seen = await books(town), len(await trail(town))
        wrong: list[Any] = []
        for text, action, subject in expected:
            answer = [m["text"] for m in fresh(await focal.says(text))]
            left = (await trail(town))[seen:]
            seen += len(left)
            if answer != [REFUSED] or left != [(action, subject)]:
                wrong.append((text, answer, left))
        assert wrong == []
        [target] = fresh(await focal.says("chỉ tiêu d 62%"))
        assert target["text"].endswith("anh/chị không báo được số liệu này nên chưa ghi nhận gì.")
        assert (await trail(town))[seen:] == [("target_refused", "target:d")]
        assert await books(town) == before


async def test_every_button_is_refused(database_url: str) -> None:
    """Forged, since no button of the office stands in this chat; the ids are those of things that are there."""
    of_office = sorted(set(PRESSES) - ANYBODY)
    forged = [f"{verb}:{ARGUMENTS.get(verb, '1:1:1')}" for verb in of_office]
    async with office(database_url, start=MORNING) as town:
        await town.start()
        await town.at(AT_EIGHT)
        focal = town[JUSTICE]
        await town["Sở Nội vụ"].says("IV.3 vướng kinh phí")
        await town["Sở Nội vụ"].says("IV.6 xin gia hạn đến 15/4 vì chờ góp ý")
        for said in ("nhắc Sở Nội vụ", "gửi thông báo tới các sở: họp", "dời hạn IV.5 sang 15/4 theo QĐ 300/QĐ-UBND"):
            await town.admin.says(said)
        before, seen = await books(town), len(await trail(town))
        toasts, came = await forges(focal, *forged)
        assert {f: t for f, t in zip(forged, toasts, strict=True) if t != NOT_YOURS} == {}
        assert came == []
        assert Counter((await trail(town))[seen:]) == Counter(("press_refused", f) for f in forged)
        assert await books(town) == before
