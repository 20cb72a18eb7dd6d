"""What every answer leads to in every state: played, not written. `python -m tests.bot.outcomes` writes the page in docs/.

Each pair is one message to the real conversation on a database in that state, inside a savepoint that is rolled back. What was
recorded, who else was told and the first line of the answer are what the page says.
"""

import asyncio
import tempfile
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from sqlalchemy import select, update

from bot.conversation import respond
from bot.desk import Desk, plain
from bot.loading import record
from bot.understanding.answer import Intent
from bot.wording import words
from plan_data.calendar import WorkingCalendar, at, load_calendar
from plan_data.loading import load_plan
from plan_data.updates import UpdateKind
from scheduler.audience import Post
from scheduler.channel import Incoming, Kind, RawUpdate
from storage import inbox, people
from storage.migrations import upgrade
from storage.occurrences import items_by_code, refresh
from storage.plans import agency_directory, current_plan
from storage.store import Tx, open_store
from storage.tables import activities, deliveries
from storage.tables import inbox as inbox_rows
from storage.tables import updates as update_rows
from storage.updates import add_update

PAGE = Path(__file__).parents[2] / "docs" / "trang-thai-va-y-dinh.md"
LOADED, BEFORE, TODAY, LATE = date(2024, 1, 25), date(2024, 1, 29), date(2024, 1, 30), date(2024, 2, 2)
FOCAL, ADMIN = "101", "1"
OWN, ONGOING = "I.3", "I.5"
Rows = tuple[tuple[UpdateKind, dict[str, Any]], ...]


@dataclass(frozen=True)
class State:
    """A state of one task: the updates that lead to it, the day on which it is spoken of, and its code."""

    name: str
    rows: Rows = ()
    on: date = TODAY
    code: str = OWN
    confirm: bool = False


_ASKED = (UpdateKind.EXTENSION_ASKED, {"until": date(2024, 2, 15), "note": "chờ góp ý"})
_BLOCKED = (UpdateKind.BLOCKED, {"note": "kinh phí", "words": "vướng kinh phí"})
_DONE = (UpdateKind.DONE, {"words": "xong"})
STATES = (
    State("Chưa thực hiện"),
    State("Đang thực hiện", ((UpdateKind.PROGRESS, {"percent": 40, "words": "40%"}),)),
    State("Quá hạn", on=LATE),
    State("Vướng", (_BLOCKED,)),
    State("Vướng, đã giao đơn vị xử lý", (_BLOCKED, (UpdateKind.BLOCKER_GIVEN, {"agency": "Sở Tài chính"}))),
    State("Chờ quyết định gia hạn", (_ASKED,)),
    State("Được đề xuất ngày khác", (_ASKED, (UpdateKind.EXTENSION_COUNTERED, {"until": date(2024, 2, 7)}))),
    State("Chờ quyết định chuyển", ((UpdateKind.REASSIGN_ASKED, {"words": "không thuộc đơn vị em"}),)),
    State("Chờ xác nhận", (_DONE,), confirm=True),
    State("Bị trả lại", (_DONE, (UpdateKind.RETURNED, {"note": "thiếu phụ lục"}))),
    State("Hoàn thành", (_DONE,)),
    State("Thường xuyên", code=ONGOING),
    State("Đưa ra khỏi kế hoạch", ((UpdateKind.PLAN_LEFT, {"document": "Công văn 20/UBND-NC"}),)),
)
SAYS: Mapping[Intent, str] = {
    Intent.DONE: "{} xong",
    Intent.PROGRESS: "{} 60%",
    Intent.NOT_DONE: "{} chưa xong",
    Intent.BLOCKED: "{} vướng kinh phí",
    Intent.EXTEND: "{} xin gia hạn đến 20/02 vì chờ góp ý",
    Intent.SNOOZE: "{} mai nhắc lại",
    Intent.ACK: "{} đã nhận",
    Intent.REASSIGN: "{} không thuộc đơn vị em",
    Intent.UNDO: "nhầm, {}",
    Intent.QUESTION: "{} hạn khi nào",
    Intent.OTHER: "{} chiều nay họp mấy giờ",
}


@dataclass(frozen=True)
class Outcome:
    """What one message led to. `recorded` are the kinds of the new updates; `told` who else heard; `answer` the first line."""

    recorded: tuple[str, ...]
    told: tuple[str, ...]
    answer: str


@asynccontextmanager
async def stage(folder: Path) -> AsyncIterator[tuple[Tx, WorkingCalendar]]:
    """The plan, a focal person of Sở Tư pháp and an admin, in one transaction that is never kept."""
    url = f"sqlite:///{folder / 'outcomes.db'}"
    await asyncio.to_thread(upgrade, url)
    store, calendar = await open_store(url), load_calendar()
    try:
        async with store.engine.connect() as tx, tx.begin() as whole:
            await record(tx, load_plan(), calendar, LOADED)
            ids = {a.name: i for i, a in await agency_directory(tx)}
            for name, post, agency, chat in (("Lan", Post.FOCAL, "Sở Tư pháp", FOCAL), ("Hạnh", Post.ADMIN, "", ADMIN)):
                contact_id = await people.add_contact(tx, name, post, ids.get(agency), LOADED)
                await people.join(tx, contact_id, "telegram", chat, at(LOADED, time(8)))
            yield tx, calendar
            await whole.rollback()
    finally:
        await store.close()


async def play(tx: Tx, calendar: WorkingCalendar, state: State, said: str) -> Outcome:
    """One message to the conversation; what it did is taken back afterwards."""
    trial = await tx.begin_nested()
    try:
        await _bring_about(tx, calendar, state)
        first = await tx.scalar(select(update_rows.c.id).order_by(update_rows.c.id.desc()).limit(1)) or 0
        sent = await tx.scalar(select(deliveries.c.id).order_by(deliveries.c.id.desc()).limit(1)) or 0
        await _say(tx, calendar, said, at(state.on, time(9)))
        kinds = select(update_rows.c.kind).where(update_rows.c.id > first).order_by(update_rows.c.id)
        recorded = tuple((await tx.execute(kinds)).scalars())
        new = (await tx.execute(select(deliveries).where(deliveries.c.id > sent).order_by(deliveries.c.id))).all()
        own = [r for r in new if r.chat_id == FOCAL and r.edits is None]
        told = ("Văn phòng",) if any(r.chat_id == ADMIN for r in new) else ()
        return Outcome(recorded, told, _first_line(own[0]) if own else "")
    finally:
        await trial.rollback()


async def _bring_about(tx: Tx, calendar: WorkingCalendar, state: State) -> None:
    if state.confirm:
        await tx.execute(update(activities).where(activities.c.code == state.code).values(confirm=True))
    item = (await items_by_code(tx, state.code))[0]
    ids = {a.name: i for i, a in await agency_directory(tx)}
    focal = await people.contact_at(tx, "telegram", FOCAL, state.on)
    assert focal is not None
    for minute, (kind, facts) in enumerate(state.rows):
        own = {k: v for k, v in facts.items() if k != "agency"}
        own |= {"agency_id": ids[facts["agency"]]} if "agency" in facts else {}
        moment = at(BEFORE, time(9, minute))
        await add_update(tx, item.id, kind, moment, contact_id=focal.id, inbox_id=None, **own)
    await refresh(tx, [item.id], calendar)


async def _say(tx: Tx, calendar: WorkingCalendar, said: str, moment: datetime) -> None:
    row = RawUpdate(1, FOCAL, "{}")
    values = {"channel": "telegram", "update_id": str(row.id), "chat_id": FOCAL, "body": row.body, "state": "new"}
    row_id = (
        await tx.execute(inbox_rows.insert().values(**values, received_at=moment).returning(inbox_rows.c.id))
    ).scalar_one()
    plan, person = await current_plan(tx), await people.contact_at(tx, "telegram", FOCAL, moment.date())
    assert plan is not None
    incoming = Incoming("telegram", FOCAL, Kind.TEXT, moment, text=said, message_id="1")
    await respond(Desk(tx, incoming, row_id, moment, calendar, plan, person))
    await inbox.finish(tx, row_id)


def _first_line(row: Any) -> str:
    facts = dict(row.facts)
    around = (*facts.pop("before", []), (row.words, facts), *facts.pop("after", []))
    html = "\n".join(words("vi").tell(key, told) for key, told in around)
    return next(line for line in plain(html).split("\n") if line.strip())


async def outcomes() -> dict[tuple[str, Intent], Outcome]:
    """Every state with every intent."""
    with tempfile.TemporaryDirectory() as folder:
        async with stage(Path(folder)) as (tx, calendar):
            return {
                (state.name, intent): await play(tx, calendar, state, SAYS[intent].format(state.code))
                for state in STATES
                for intent in Intent
            }


def page(found: Mapping[tuple[str, Intent], Outcome]) -> str:
    """The page, in Vietnamese."""
    told = words("vi")
    lines = [
        "# Mỗi câu trả lời dẫn đến điều gì",
        "",
        "Trang này do `python -m tests.bot.outcomes` viết ra từ chính dịch vụ: mỗi dòng là một tin đã gửi thử cho một việc",
        "đang ở tình trạng đó.",
        "“Ghi nhận” là dòng được thêm vào nhật ký (không dòng nào bị sửa hay xóa); “báo” là ai khác được báo ngay.",
    ]
    for state in STATES:
        lines += ["", f"## {state.name}", "", "| Người dùng gõ | Ghi nhận | Báo | Dịch vụ trả lời |", "|---|---|---|---|"]
        for intent in Intent:
            o = found[state.name, intent]
            kinds = ", ".join(plain(told.tell("label.update", {"kind": kind})) for kind in o.recorded) or "không"
            cells = (
                f"`{SAYS[intent].format(state.code)}`",
                kinds,
                ", ".join(o.told) or "–",
                o.answer.replace("|", "/") or "(không cần trả lời)",
            )
            lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    PAGE.write_text(page(asyncio.run(outcomes())), encoding="utf-8")
    print(PAGE.relative_to(PAGE.parents[1]))
