"""What the town shows: a message, a person, a chat, the clock, as the control API's JSON."""

from datetime import datetime
from typing import Any

from sandbox.entities import to_html
from sandbox.methods_bot import commands_for
from sandbox.methods_files import shown_file
from sandbox.town import VIETNAM, Chat, Json, Message, Person, Town

_WORDS = {
    "voice": "Tin thoại",
    "video": "Video",
    "sticker": "Nhãn dán",
    "location": "Vị trí",
    "contact": "Số điện thoại",
    "dice": "Xúc xắc",
    "photo": "Ảnh",
    "document": "Tệp",
}


def message_view(town: Town, message: Message) -> Json:
    """One message of a chat, bot's or person's; the fields are listed in README.md.

    `date` is unix seconds and `at` the same moment as ISO, both of the town; a deleted message has neither text nor buttons.
    """
    view: Json = {
        "seq": message.seq,
        "message_id": message.message_id,
        "person": message.chat_id,
        "from": message.by,
        "date": message.date,
        "at": datetime.fromtimestamp(message.date, VIETNAM).isoformat(),
        "text": "",
        "html": "",
        "buttons": [],
        "reply_to": message.reply_to,
        "edited": message.edit_date is not None,
        "file": None,
    }
    if message.deleted:
        return {**view, "deleted": True}
    content = message.content
    text: str = content.get("text") or content.get("caption") or ""
    view["text"] = text
    view["html"] = to_html(text, content.get("entities") or content.get("caption_entities") or [])
    view["file"] = shown_file(town, content)
    view["buttons"] = [[_button(button) for button in row] for row in (message.markup or {}).get("inline_keyboard", [])]
    if message.reaction:
        view["reaction"] = message.reaction
    if "forward_origin" in content:
        view["forwarded_from"] = content["forward_origin"]["sender_user_name"]
    if said := _in_words(content):
        view["says"] = said
    return view


def _button(button: Json) -> Json:
    shown = {"text": button["text"]}
    if "url" in button:
        shown["url"] = button["url"]
    elif "callback_data" in button:
        shown["data"] = button["callback_data"]
    return shown


def _in_words(content: Json) -> str:
    """What is in a message without text, in words: `Số điện thoại: 0912…`."""
    for kind, word in _WORDS.items():
        if kind in content:
            value = content[kind]
            if kind == "contact":
                return f"{word}: {value['phone_number']}"
            if kind == "location":
                return f"{word}: {value['latitude']}, {value['longitude']}"
            return f"{word}: {value['file_name']}" if kind == "document" else word
    return ""


def person_view(town: Town, person: Person) -> Json:
    """A row of the list of people: who, whether the bot may write, how much is unread, the last message."""
    chat = town.chats[person.id]
    last = next((m for m in reversed(chat.messages.values()) if not m.deleted), None)
    unread = 0
    for message in reversed(chat.messages.values()):
        if message.seq <= person.read_seq or message.by == "person":
            break
        unread += not message.deleted and message.edit_date is None
    return {
        "id": person.id,
        "name": person.name,
        "note": person.note,
        "phone": person.phone,
        "started": person.started,
        "blocked": person.blocked,
        "admin": person.admin,
        "unread": unread,
        "last": _last_view(last),
    }


def _last_view(message: Message | None) -> Json | None:
    if message is None:
        return None
    text = message.content.get("text", message.content.get("caption", "")) or _in_words(message.content)
    at = datetime.fromtimestamp(message.date, VIETNAM).isoformat()
    return {"message_id": message.message_id, "from": message.by, "text": text[:140], "at": at, "seq": message.seq}


def keyboard_view(chat: Chat) -> list[list[Json]] | None:
    """The reply keyboard that is up: rows of `{"text", "request_contact"}`."""
    if chat.keyboard is None:
        return None
    return [
        [{"text": k["text"], "request_contact": bool(k.get("request_contact"))} for k in row]
        for row in chat.keyboard["keyboard"]
    ]


def chat_view(town: Town, person: Person, after: int) -> Json:
    """`{"messages", "seq", "keyboard", "commands", "person"}`; ask again with `after=seq`."""
    messages = town.news(person.id, after)
    return {
        "messages": [message_view(town, m) for m in messages],
        "seq": messages[-1].seq if messages else after,
        "keyboard": keyboard_view(town.chats[person.id]),
        "commands": commands_for(town, person.id),
        "person": person_view(town, person),
    }


def clock_view(town: Town) -> Json:
    """`{"now", "version", "moving", "target", "stops", "next", "served"}`, moments as ISO with +07:00."""
    time = town.time

    def iso(moment: datetime | None) -> Any:
        return moment.astimezone(VIETNAM).isoformat() if moment else None

    return {
        "now": iso(time.now),
        "version": time.version,
        "moving": time.moving,
        "target": iso(time.target),
        "stops": [iso(stop) for stop in time.stops],
        "next": iso(time.next),
        "served": time.served,
    }
