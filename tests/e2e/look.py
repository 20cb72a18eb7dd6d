"""Looking into a running office, and doing what only a tampered client can do. Everything a person does is in office.py."""

import asyncio
from collections import Counter
from datetime import datetime
from typing import Any

from sqlalchemy import Executable, select

from plan_data.calendar import ZONE, local_date
from scheduler.audience import Post
from storage import people
from storage.plans import agency_directory
from storage.store import open_store
from storage.tables import activities, agencies, audit, metadata, occurrences, updates
from tests.e2e.office import Chat, Office

JUSTICE = "Sở Tư pháp"
RADIO = "Đài Phát thanh - Truyền hình tỉnh"
INTERIOR = "Sở Nội vụ"
MORNING = datetime(2024, 1, 30, 7, 30, tzinfo=ZONE)
"""Half an hour before the digests of T-1 of what is due first: an office that moves in here needs no journey."""
AT_EIGHT = "2024-01-30T08:00"

Message = dict[str, Any]


def labels(message: Message) -> list[str]:
    """The buttons below a message, row after row."""
    return [button["text"] for row in message["buttons"] for button in row]


def fresh(messages: list[Message]) -> list[Message]:
    """The new messages of what came back, without those that were edited."""
    return [m for m in messages if not m["edited"]]


async def ask(office: Office, query: Executable) -> list[Any]:
    """What the database says, read beside the service."""
    store = await open_store(office.settings.database_url)
    try:
        async with store.transaction() as tx:
            return list((await tx.execute(query)).all())
    finally:
        await store.close()


async def books(office: Office) -> dict[str, list[Any]]:
    """Every row of every table that says what is so; not of those that only tell what came in, went out and was done."""
    return {t.name: sorted(map(repr, await ask(office, select(t)))) for t in metadata.sorted_tables if t.name not in _TRAFFIC}


_TRAFFIC = frozenset({"audit", "inbox", "deliveries", "delivery_items", "slots", "accounts", "chats", "marks"})


async def recorded(office: Office, agency: str = JUSTICE) -> list[tuple[str, str]]:
    """(code, kind) of every update of an agency's items, oldest first."""
    query = (
        select(activities.c.code, updates.c.kind)
        .select_from(updates)
        .join(occurrences, occurrences.c.id == updates.c.occurrence_id)
        .join(activities, activities.c.id == occurrences.c.activity_id)
        .join(agencies, agencies.c.id == occurrences.c.agency_id)
        .where(agencies.c.name == agency)
        .order_by(updates.c.id)
    )
    return [(r.code, r.kind) for r in await ask(office, query)]


async def audited(office: Office) -> Counter[str]:
    """How often each action stands in the audit."""
    return Counter(r.action for r in await ask(office, select(audit.c.action)))


async def item_id(office: Office, code: str, agency: str) -> int:
    """The number behind the buttons of an agency's first item of this code."""
    query = (
        select(occurrences.c.id)
        .join(activities, activities.c.id == occurrences.c.activity_id)
        .join(agencies, agencies.c.id == occurrences.c.agency_id)
        .where(activities.c.code == code, agencies.c.name == agency)
        .order_by(occurrences.c.due)
    )
    return int((await ask(office, query))[0].id)


async def invitation(office: Office, name: str) -> str:
    """A fresh token for somebody on the roster, as `people invite` makes it; it is in no message."""
    store = await open_store(office.settings.database_url)
    now = office.town.time.now
    try:
        async with store.transaction() as tx:
            found = [p.contact.id for p in await people.listed(tx, now.date(), now) if p.contact.name == name]
            return await people.invite(tx, found[0], None, now)
    finally:
        await store.close()


async def opens(chat: Chat, token: str) -> list[Message]:
    """Taps an invitation link."""
    return await chat.acts("opens", {"start": token})


async def forges(chat: Chat, *presses: str, on: int | None = None) -> tuple[list[str], list[Message]]:
    """Presses that no button of the chat offers, one right behind the other; the toasts, and what came back.

    `on` is the message that is pressed, by default the newest of the chat.
    """
    town = chat.office.town
    await chat.fetch()
    pressed = on or max(town.chats[chat.id].messages)
    toasts = await at_once(chat.office, *((chat, pressed, says) for says in presses))
    return toasts, [m for m in await chat.fetch() if m["from"] == "bot"]


async def at_once(office: Office, *presses: tuple[Chat, int, str]) -> list[str]:
    """Presses (whose, below which message, what the button says) of one or several persons, none waiting for the other; the
    toasts."""
    town = office.town
    toasts = []
    for chat, message_id, says in presses:
        message = town.message(chat.id, message_id)
        press_id, answer = town.open_press(chat.id, message.message_id)
        press = {"id": press_id, "from": town.user_json(town.person(chat.id)), "message": town.message_json(message)}
        town.updates.add("callback_query", {**press, "chat_instance": "1", "data": says})
        toasts.append(answer)
    answered = await asyncio.wait_for(asyncio.gather(*toasts), 30)
    await office.quiet()
    return [toast["text"] for toast in answered]


async def trouble(office: Office, kind: str, **rule: Any) -> None:
    """Plays a fault at the next call that fits."""
    body = {"method": "sendMessage", "kind": kind} | rule
    (await office.http.post("/town/faults", json=body)).raise_for_status()


async def calls(office: Office, method: str, chat: Chat | None = None) -> list[dict[str, Any]]:
    """The Bot API calls of one method that the town wrote down, in a chat or everywhere."""
    found = (await office.http.get("/town/log", params={"limit": 100_000})).json()["calls"]
    return [c for c in found if c["method"] == method.lower() and (chat is None or c["chat_id"] == chat.id)]


async def another_admin(office: Office, number: int, name: str, agency: str = "") -> Chat:
    """One more admin, who has joined; with an `agency` its head too."""
    chat = await newcomer(office, number, name)
    store = await open_store(office.settings.database_url)
    now = office.town.time.now
    on = local_date(now)
    try:
        async with store.transaction() as tx:
            contact_id = await people.add_contact(tx, name, Post.ADMIN, None, on)
            if agency:
                ids = {a.name: i for i, a in await agency_directory(tx)}
                await people.add_post(tx, contact_id, Post.HEAD, ids[agency], on)
            await people.join(tx, contact_id, "telegram", str(chat.id), now)
    finally:
        await store.close()
    return chat


async def newcomer(office: Office, number: int, name: str) -> Chat:
    """One more person of the town, whom nobody has invited."""
    body = {"id": number, "name": name, "started": True}
    (await office.http.post("/town/people", json=body)).raise_for_status()
    office.chats[name] = Chat(office, number, name)
    return office.chats[name]
