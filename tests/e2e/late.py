"""A town where four agencies are three working days late, with people above their focal persons; and short ways to look."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import date

from sqlalchemy import select

from bot.demo import ADMIN_CHAT, FIRST_CHAT, LEADER_CHAT, Inhabitant
from plan_data.loading import load_plan
from plan_data.model import Plan
from scheduler.audience import Post
from storage.tables import contacts, deliveries
from tests.e2e.crowd import crowd_plan
from tests.e2e.look import INTERIOR, JUSTICE, MORNING, Message, ask, fresh
from tests.e2e.office import Chat, Office, office

HEALTH, BUILDING = "Sở Y tế", "Sở Xây dựng"
AGENCIES = (JUSTICE, INTERIOR, HEALTH, BUILDING)
HEAD, DEPUTY = "Lãnh đạo Sở Tư pháp", "Đầu mối phụ Sở Tư pháp"
HEAD_OF_INTERIOR, HEAD_OF_HEALTH = "Lãnh đạo Sở Nội vụ", "Head of Sở Y tế"
SECOND = "Phó Văn phòng"
T3, T8 = "2024-02-05", "2024-02-19"


def small_plan() -> Plan:
    """Four agencies that lead one activity due 31/01 and, Sở Tư pháp alone, a second one."""
    plan = crowd_plan(1)
    (first,) = plan.activities
    four = tuple(a for name in AGENCIES for a in load_plan().agencies if a.name == name)
    second = replace(first, code="I.2", title="Báo cáo năm 2024", short_title="Báo cáo năm 2024", lead=(JUSTICE,))
    return replace(plan, agencies=four, activities=(replace(first, lead=AGENCIES), second), groups=plan.groups)


def townspeople() -> list[Inhabitant]:
    leaders = (
        (HEAD, JUSTICE, Post.HEAD, "vi"),
        (DEPUTY, JUSTICE, Post.DEPUTY, "vi"),
        (HEAD_OF_INTERIOR, INTERIOR, Post.HEAD, "vi"),
        (HEAD_OF_HEALTH, HEALTH, Post.HEAD, "en"),
    )
    return [
        Inhabitant(ADMIN_CHAT, "Quản trị Văn phòng", "quản trị"),
        Inhabitant(ADMIN_CHAT + 2, SECOND, "quản trị"),
        *(Inhabitant(FIRST_CHAT + n, f"Đầu mối {a}", "đầu mối", a) for n, a in enumerate(AGENCIES)),
        *(
            Inhabitant(LEADER_CHAT + n, name, "", agency, agency_post=post, language=language)
            for n, (name, agency, post, language) in enumerate(leaders)
        ),
    ]


@asynccontextmanager
async def overdue(database_url: str, at: str = f"{T3}T08:00") -> AsyncIterator[Office]:
    """Nobody has answered since the due date, and it is that morning. What came before has been read."""
    start = MORNING.replace(day=31)
    async with office(database_url, plan=small_plan(), people_of_town=townspeople(), start=start) as town:
        await town.start()
        await town.at(at[:11] + "07:59")
        for chat in town.chats.values():
            await chat.fetch()
        await town.at(at)
        yield town


async def came(chat: Chat) -> list[Message]:
    """The new messages since the last look."""
    new = [without_the_week(m) for m in fresh(await chat.fetch()) if m["from"] == "bot"]
    return [m for m in new if m["text"]]


def without_the_week(message: Message) -> Message:
    """A morning message of a Monday as it would be on another day: the week is another story."""
    parts = [p for p in message["text"].split("\n\n") if not p.startswith(("Tuần ", "Nhóm "))]
    rows = [row for row in message["buttons"] if not any(b["text"] == "Biểu đồ" for b in row)]
    return message | {"text": "\n\n".join(parts), "buttons": rows}


async def texts(chat: Chat) -> list[str]:
    return [m["text"] for m in await came(chat)]


async def preview(town: Office, name: str = "admin") -> Message:
    """The admin's morning message as it stands now."""
    return without_the_week(
        next(m for m in reversed(await town[name].bot_messages()) if "14:00" in m["text"] and not m["text"].startswith("Tin "))
    )


async def told_at_two(town: Office, on: str = T3) -> dict[str, str]:
    """What became of each person's message of 14:00."""
    query = select(contacts.c.name, deliveries.c.state).join_from(
        deliveries, contacts, deliveries.c.contact_id == contacts.c.id
    )
    of_day = query.where(deliveries.c.words == "escalation", deliveries.c.digest_on == date.fromisoformat(on))
    return {r.name: r.state for r in await ask(town, of_day)}
