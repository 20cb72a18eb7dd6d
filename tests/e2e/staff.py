"""More people of an agency than the one whom the town brings: a deputy, a head, a second contact, a second admin."""

from sqlalchemy import select

from plan_data.calendar import local_date
from scheduler.audience import Post
from storage import people
from storage.plans import agency_directory
from storage.store import open_store
from storage.tables import contacts
from tests.e2e.look import ask, newcomer
from tests.e2e.office import Chat, Office


async def joins(
    town: Office, number: int, name: str, post: Post, agency: str = "", *, joined: bool = True, chat: Chat | None = None
) -> Chat:
    """Somebody on the roster with a post of an agency, joined or not yet; `chat`: one who is here already."""
    chat = chat or await newcomer(town, number, name)
    now = town.town.time.now
    store = await open_store(town.settings.database_url)
    try:
        async with store.transaction() as tx:
            ids = {a.name: i for i, a in await agency_directory(tx)}
            contact_id = await people.add_contact(tx, name, post, ids[agency] if agency else None, local_date(now))
            if joined:
                await people.join(tx, contact_id, "telegram", str(chat.id), now)
    finally:
        await store.close()
    return chat


async def contact_id(town: Office, name: str) -> int:
    """The number behind the buttons that name a person."""
    return int((await ask(town, select(contacts.c.id).where(contacts.c.name == name)))[0].id)


async def new(chat: Chat) -> list[str]:
    """What the bot has said since the last look, edits left out."""
    return [m["text"] for m in await chat.fetch() if m["from"] == "bot" and not m["edited"]]
