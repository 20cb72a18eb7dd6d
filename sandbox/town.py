"""The town: who lives in it, what was said, and the bot's side of every chat. State in memory; a journal may listen.

One person has one private chat, and the chat's id is the person's id, as on Telegram. Everything that people can see gets a
sequence number, so that a page or a test asks "what is new since N"; an edit gets a new number and keeps its message id.
"""

import asyncio
import secrets
from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta, timezone
from typing import Any

from sandbox import clock
from sandbox.bell import Bell
from sandbox.entities import find_entities
from sandbox.errors import TownError
from sandbox.faults import Faults, Limits
from sandbox.log import CallLog
from sandbox.travel import TownTime
from sandbox.updates import CALLBACK_LIFE, UpdateQueue

Json = dict[str, Any]

VIETNAM = timezone(timedelta(hours=7))  # the sandbox needs no daylight saving: Việt Nam has had none since 1975


@dataclass
class Person:
    """Somebody with a phone. `started` means the bot may write first."""

    id: int
    name: str
    note: str = ""
    phone: str | None = None
    started: bool = False
    blocked: bool = False
    admin: bool = False
    read_seq: int = 0


@dataclass
class Message:
    """One message; `content` holds the Bot API's own fields (text, entities, document, …)."""

    chat_id: int
    message_id: int
    by: str  # "bot" | "person"
    date: int
    content: Json
    seq: int = 0
    markup: Json | None = None
    reply_to: int | None = None
    edit_date: int | None = None
    deleted: bool = False
    reaction: str = ""


@dataclass
class Chat:
    """The messages of one person, and the reply keyboard that is up."""

    messages: dict[int, Message] = field(default_factory=dict)
    next_id: int = 1
    events: list[tuple[int, int]] = field(default_factory=list)  # (seq, message_id), ascending
    keyboard: Json | None = None
    bell: Bell = field(default_factory=Bell)


@dataclass
class Press:
    """A press that waits for answerCallbackQuery; `asked` is in ticks."""

    person: int
    message_id: int
    asked: float
    answer: asyncio.Future[Json]


@dataclass(frozen=True)
class StoredFile:
    """Bytes that went through the bot. `kind` is photo, document, voice, …"""

    file_id: str
    name: str
    kind: str
    mime: str
    data: bytes


class Town:
    """All state of a run. `token` and `username` are the bot's; `start` is the first moment, aware or in Việt Nam's time."""

    def __init__(
        self,
        token: str,
        username: str = "nhacviec_bot",
        start: datetime = datetime(2024, 1, 25, 7, 55, tzinfo=VIETNAM),
        ticks: Callable[[], float] = clock.ticks,
    ) -> None:
        self.token = token
        self.username = username
        self.ticks = ticks
        self.on_change: Callable[[str, Any], None] = lambda _kind, _value: None
        self.people: dict[int, Person] = {}
        self.chats: dict[int, Chat] = {}
        self.files: dict[str, StoredFile] = {}
        self.presses: OrderedDict[str, Press] = OrderedDict()
        self.commands: dict[str, list[Json]] = {}
        self.webhook: Json = {"url": ""}
        self.webhook_changed = Bell()
        self.seq = 0
        self.events: list[tuple[int, int, int]] = []  # (seq, chat_id, message_id), ascending
        self.bell = Bell()
        self.stopping = asyncio.Event()
        self.updates = UpdateQueue(ticks, self._changed)
        first = start.astimezone(VIETNAM) if start.tzinfo else start.replace(tzinfo=VIETNAM)
        self.time = TownTime(first, ticks, self.updates, self.stopping)
        self.faults = Faults()
        self.limits = Limits(ticks)
        self.log = CallLog()

    @property
    def bot_id(self) -> int:
        """The number before the colon of a real token; a fixed one for a token without."""
        head = self.token.split(":", 1)[0]
        return int(head) if head.isdigit() else 7000000001

    def bot_json(self) -> Json:
        """The bot as a Telegram user."""
        return {"id": self.bot_id, "is_bot": True, "first_name": "Nhắc việc", "username": self.username}

    def unix(self) -> int:
        """The town's time as Telegram dates messages."""
        return int(self.time.now.timestamp())

    def person(self, person_id: int) -> Person:
        """Raises TownError 404."""
        found = self.people.get(person_id)
        if found is None:
            raise TownError(404, f"Không có người mang số {person_id} trong thị trấn.")
        return found

    def message(self, person_id: int, message_id: int) -> Message:
        """Raises TownError 404 when there is no such message, or it was deleted."""
        self.person(person_id)
        found = self.chats[person_id].messages.get(message_id)
        if found is None or found.deleted:
            raise TownError(404, f"Không có tin số {message_id} trong cuộc trò chuyện này.")
        return found

    def settle_person(self, person: Person) -> None:
        """Add a person, or change one who is there (what the bot did with them stays)."""
        self.people[person.id] = person
        self.chats.setdefault(person.id, Chat())
        self.seq += 1  # whoever watches the whole town sees people come and change, too
        self._changed("person", asdict(person))
        self.bell.ring()

    def mark_read(self, person: Person, seq: int) -> None:
        """The person has seen the chat up to `seq`; no news for anybody else."""
        if seq > person.read_seq:
            person.read_seq = min(seq, self.seq)
            self._changed("person", asdict(person))

    def post(self, chat_id: int, by: str, content: Json, reply_to: int | None = None, markup: Json | None = None) -> Message:
        """A new message in a chat, dated by the town's clock."""
        chat = self.chats[chat_id]
        message = Message(chat_id, chat.next_id, by, self.unix(), content, markup=markup, reply_to=reply_to)
        chat.next_id += 1
        chat.messages[message.message_id] = message
        self.show(message)
        return message

    def show(self, message: Message) -> None:
        """Give a new or changed message its next sequence number and wake who watches."""
        self.seq += 1
        message.seq = self.seq
        chat = self.chats[message.chat_id]
        chat.events.append((self.seq, message.message_id))
        self.events.append((self.seq, message.chat_id, message.message_id))
        self._changed("message", message)
        chat.bell.ring()
        self.bell.ring()

    def restore_message(self, message: Message) -> None:
        """Put back a message read from the journal, in the order of its sequence number."""
        chat = self.chats.setdefault(message.chat_id, Chat())
        chat.messages[message.message_id] = message
        chat.next_id = max(chat.next_id, message.message_id + 1)
        chat.events.append((message.seq, message.message_id))
        self.events.append((message.seq, message.chat_id, message.message_id))
        self.seq = max(self.seq, message.seq)

    def news(self, chat_id: int, after: int) -> list[Message]:
        """Messages of a chat that are new or changed since `after`, each once, in order of their last change."""
        chat = self.chats[chat_id]
        recent = chat.events[bisect_right(chat.events, (after, 1 << 62)) :]
        return [m for seq, message_id in recent if (m := chat.messages[message_id]).seq == seq]

    def all_news(self, after: int, limit: int) -> list[Message]:
        """The same over all chats, at most `limit`."""
        found: list[Message] = []
        for seq, chat_id, message_id in self.events[bisect_right(self.events, (after, 1 << 62, 0)) :]:
            message = self.chats[chat_id].messages[message_id]
            if len(found) >= limit:
                break
            if message.seq == seq:
                found.append(message)
        return found

    def keep_file(self, name: str, kind: str, mime: str, data: bytes) -> StoredFile:
        """Store bytes under a new file id."""
        head = "AgACAgUAAxk" if kind == "photo" else "BQACAgUAAxk"
        stored = StoredFile(f"{head}{secrets.token_urlsafe(24)}", name, kind, mime, data)
        self.files[stored.file_id] = stored
        self._changed("file", stored)
        return stored

    def open_press(self, person: int, message_id: int) -> tuple[str, asyncio.Future[Json]]:
        """A callback query id, and where its answer will be; presses past their life are forgotten here."""
        while self.presses and self.ticks() - next(iter(self.presses.values())).asked > CALLBACK_LIFE:
            self.presses.popitem(last=False)
        query_id = str(secrets.randbits(62))
        answer: asyncio.Future[Json] = asyncio.get_running_loop().create_future()
        self.presses[query_id] = Press(person, message_id, self.ticks(), answer)
        return query_id, answer

    def user_json(self, person: Person) -> Json:
        """A person as a Telegram user."""
        return {"id": abs(person.id), "is_bot": False, "first_name": person.name, "language_code": "vi"}

    def chat_json(self, person: Person) -> Json:
        """A person's private chat; a negative id is a group."""
        if person.id < 0:
            return {"id": person.id, "title": person.name, "type": "supergroup"}
        return {"id": person.id, "first_name": person.name, "type": "private"}

    def message_json(self, message: Message, nested: bool = True) -> Json:
        """A message as the Bot API writes it; the replied message is inside, without its own reply."""
        person = self.people[message.chat_id]
        sender = self.bot_json() if message.by == "bot" else self.user_json(person)
        body: Json = {"message_id": message.message_id, "from": sender, "chat": self.chat_json(person), "date": message.date}
        if message.edit_date:
            body["edit_date"] = message.edit_date
        if nested and message.reply_to is not None:
            replied = self.chats[message.chat_id].messages.get(message.reply_to)
            if replied is not None and not replied.deleted:
                body["reply_to_message"] = self.message_json(replied, nested=False)
        body.update(message.content)
        if message.markup and "inline_keyboard" in message.markup:
            body["reply_markup"] = message.markup
        return body

    def stop(self) -> None:
        """Let every long poll go, so that the server can close at once."""
        self.stopping.set()
        self.bell.ring()
        self.updates.bell.ring()
        self.time.bell.ring()
        self.webhook_changed.ring()
        for chat in self.chats.values():
            chat.bell.ring()

    def _changed(self, kind: str, value: Any) -> None:
        self.on_change(kind, value)


def text_content(text: str) -> Json:
    """`{"text", "entities"?}` of what a person typed."""
    entities = find_entities(text)
    return {"text": text, "entities": entities} if entities else {"text": text}
