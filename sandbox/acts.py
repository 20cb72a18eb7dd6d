"""What people do with their phones, and what the bot hears of it. Each act raises TownError where a person could not do it."""

import asyncio
import re
import struct
import zlib
from collections.abc import Callable
from typing import Any

from sandbox.call import Upload
from sandbox.errors import ApiError, TownError
from sandbox.methods_files import document_json, kept, photo_json
from sandbox.town import Json, Message, Person, Town, text_content

_PAYLOAD = re.compile(r"[A-Za-z0-9_-]{0,64}")
_MAX_TYPED = 4096


def _picture(width: int, height: int) -> bytes:
    """A grey PNG, for whoever sends a photo without having one."""
    chunks = (
        (b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)),
        (b"IDAT", zlib.compress((b"\0" + b"\xb0" * width) * height)),
        (b"IEND", b""),
    )
    packed = (struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in chunks)
    return b"\x89PNG\r\n\x1a\n" + b"".join(packed)


_PICTURE = _picture(320, 240)


def says(town: Town, person_id: int, text: str, reply_to: int | None = None) -> int:
    """A person writes; the message id. Writing first is as good as pressing start."""
    person = _able(town, person_id)
    if not text.strip():
        raise TownError(400, "Tin không có chữ nào.")
    if len(text) > _MAX_TYPED:
        raise TownError(400, f"Tin dài quá {_MAX_TYPED} ký tự.")
    if reply_to is not None:
        town.message(person_id, reply_to)
    return _send(town, person, text_content(text.strip()), reply_to)


def opens(town: Town, person_id: int, payload: str = "") -> int:
    """The person presses Start, with the payload of a link if there was one; this also lifts a block."""
    if not _PAYLOAD.fullmatch(payload):
        raise TownError(400, "Mã trong đường mời chỉ gồm chữ không dấu, số, “_”, “-”, tối đa 64 ký tự.")
    if town.person(person_id).blocked:
        unblocks(town, person_id)
    return says(town, person_id, f"/start {payload}".strip())


async def presses(town: Town, person_id: int, message_id: int, data: str, seconds: float = 2.0) -> Json | None:
    """Press an inline button; the bot's answer `{"text", "show_alert"}`, None when none came within `seconds`."""
    person = _able(town, person_id)
    message = town.message(person_id, message_id)
    rows = (message.markup or {}).get("inline_keyboard", [])
    if not any(button.get("callback_data") == data for row in rows for button in row):
        raise TownError(409, "Nút này không còn trên tin.")
    query_id, answer = town.open_press(person_id, message_id)
    body = town.message_json(message)
    instance = str(-(1 << 40) - abs(person_id))
    query = {"id": query_id, "from": town.user_json(person), "message": body, "chat_instance": instance, "data": data}
    town.updates.add("callback_query", query)
    await asyncio.wait([answer], timeout=seconds)
    return answer.result() if answer.done() else None


def shares_phone(town: Town, person_id: int, phone: str | None = None) -> int:
    """Answer a request_contact key with the person's own number."""
    person = _able(town, person_id)
    number = phone or person.phone
    if not number:
        raise TownError(400, f"{person.name} chưa có số điện thoại. Vui lòng nhập số trước khi chia sẻ.")
    person.phone = number
    town.settle_person(person)
    contact = {"phone_number": number, "first_name": person.name, "user_id": abs(person.id)}
    asked = [m for m in town.chats[person_id].messages.values() if m.markup and "keyboard" in m.markup and not m.deleted]
    return _send(town, person, {"contact": contact}, asked[-1].message_id if asked else None)


def edits(town: Town, person_id: int, message_id: int, text: str) -> None:
    """Change one's own text, or what stands below one's own file; the bot hears `edited_message` with the same message id."""
    person = _able(town, person_id)
    message = town.message(person_id, message_id)
    captioned = not {"photo", "document", "video", "voice"}.isdisjoint(message.content)
    if message.by != "person" or "forward_origin" in message.content or not (captioned or "text" in message.content):
        raise TownError(400, "Chỉ sửa được tin chữ của chính mình.")
    if not text.strip() and not captioned:
        raise TownError(400, "Tin không có chữ nào.")
    message.content = {**message.content, "caption": text.strip()} if captioned else text_content(text.strip())
    message.edit_date = town.unix()
    town.show(message)
    town.updates.add("edited_message", town.message_json(message))
    assert person.started


def reacts(town: Town, person_id: int, message_id: int, emoji: str) -> None:
    """React to a message; heard only by a bot that asked for message_reaction."""
    person = _able(town, person_id)
    message = town.message(person_id, message_id)
    old = [{"type": "emoji", "emoji": message.reaction}] if message.reaction else []
    message.reaction = emoji
    town.show(message)
    body = {
        "chat": town.chat_json(person),
        "message_id": message_id,
        "user": town.user_json(person),
        "date": town.unix(),
        "old_reaction": old,
        "new_reaction": [{"type": "emoji", "emoji": emoji}] if emoji else [],
    }
    town.updates.add("message_reaction", body)


def blocks(town: Town, person_id: int) -> None:
    """Block the bot: it hears my_chat_member, and 403 when it writes."""
    _membership(town, town.person(person_id), blocked=True)


def unblocks(town: Town, person_id: int) -> None:
    """Let the bot write again."""
    _membership(town, town.person(person_id), blocked=False)


def sends(town: Town, person_id: int, kind: str, options: Json, upload: Upload | None = None) -> int:
    """Send something that is not text. `kind` is a row of KINDS; `options` may hold caption, file_name, text, reply_to, `album`
    (the same for all that is sent together) and `forwarded_from` (somebody's name)."""
    person = _able(town, person_id)
    make = KINDS.get(kind)
    if make is None:
        raise TownError(400, f"Không gửi được loại “{kind}”. Các loại: {', '.join(KINDS)}.")
    reply_to = options.get("reply_to")
    if reply_to is not None:
        town.message(person_id, int(reply_to))
    try:
        content = make(town, options, upload)
    except ApiError as error:
        raise TownError(400, f"Không gửi được tệp: {error.description}") from None
    if kind not in {"sticker", "location", "contact", "forward", "dice"} and options.get("caption"):
        content["caption"] = str(options["caption"])
    if options.get("album"):
        content["media_group_id"] = str(options["album"])
    if options.get("forwarded_from"):
        content["forward_origin"] = _hidden(town, str(options["forwarded_from"]))
    return _send(town, person, content, int(reply_to) if reply_to is not None else None)


def _able(town: Town, person_id: int) -> Person:
    person = town.person(person_id)
    if person.blocked:
        raise TownError(409, f"{person.name} đã chặn dịch vụ. Bỏ chặn trước khi nhắn tiếp.")
    return person


def _send(town: Town, person: Person, content: Json, reply_to: int | None) -> int:
    if not person.started:
        person.started = True
        town.settle_person(person)
    keyboard = town.chats[person.id].keyboard
    if keyboard and keyboard.get("one_time_keyboard"):
        town.chats[person.id].keyboard = None
    message: Message = town.post(person.id, "person", content, reply_to)
    town.updates.add("message", town.message_json(message))
    return message.message_id


def _membership(town: Town, person: Person, blocked: bool) -> None:
    if person.blocked == blocked:
        return
    person.blocked = blocked
    town.settle_person(person)
    member: Json = {"user": town.bot_json(), "status": "member"}
    kicked: Json = {"user": town.bot_json(), "status": "kicked", "until_date": 0}
    old, new = (member, kicked) if blocked else (kicked, member)
    body = {"chat": town.chat_json(person), "from": town.user_json(person), "date": town.unix()}
    town.updates.add("my_chat_member", {**body, "old_chat_member": old, "new_chat_member": new})


def _document(town: Town, options: Json, upload: Upload | None) -> Json:
    name = str(options.get("file_name") or "van-ban.txt")
    part = upload or Upload(name, "", f"Tệp thử {name}\n".encode())
    return {"document": document_json(kept(town, part, "document"))}


def _photo(town: Town, options: Json, upload: Upload | None) -> Json:
    part = upload or Upload(str(options.get("file_name") or "anh.png"), "image/png", _PICTURE)
    return {"photo": photo_json(town, kept(town, part, "photo"))}


def _voice(town: Town, _options: Json, upload: Upload | None) -> Json:
    stored = kept(town, upload or Upload("ghi-am.ogg", "audio/ogg", b"OggS\0"), "voice")
    sizes = {"file_id": stored.file_id, "file_unique_id": stored.file_id[-16:], "file_size": len(stored.data)}
    return {"voice": {**sizes, "duration": 3, "mime_type": "audio/ogg"}}


def _video(town: Town, _options: Json, upload: Upload | None) -> Json:
    stored = kept(town, upload or Upload("video.mp4", "video/mp4", b"\0\0\0\x18ftyp"), "video")
    sizes = {"file_id": stored.file_id, "file_unique_id": stored.file_id[-16:], "file_size": len(stored.data)}
    return {"video": {**sizes, "width": 640, "height": 360, "duration": 3}}


def _sticker(town: Town, options: Json, _upload: Upload | None) -> Json:
    stored = town.keep_file("nhan-dan.webp", "sticker", "image/webp", _PICTURE)
    sizes = {"file_id": stored.file_id, "file_unique_id": stored.file_id[-16:], "file_size": len(stored.data)}
    shape = {"type": "regular", "width": 512, "height": 512, "is_animated": False, "is_video": False}
    return {"sticker": {**sizes, **shape, "emoji": str(options.get("emoji") or "👍")}}


def _location(_town: Town, options: Json, _upload: Upload | None) -> Json:
    return {
        "location": {"latitude": float(options.get("latitude", 9.1769)), "longitude": float(options.get("longitude", 105.1524))}
    }


def _contact(_town: Town, options: Json, _upload: Upload | None) -> Json:
    return {
        "contact": {
            "phone_number": str(options.get("phone") or "0900000000"),
            "first_name": str(options.get("name") or "Người khác"),
        }
    }


def _forward(town: Town, options: Json, _upload: Upload | None) -> Json:
    origin = _hidden(town, str(options.get("name") or "Người khác"))
    return {"forward_origin": origin, **text_content(str(options.get("text") or options.get("caption") or "Tin chuyển tiếp"))}


def _hidden(town: Town, name: str) -> Json:
    return {"type": "hidden_user", "date": town.unix(), "sender_user_name": name}


def _dice(_town: Town, _options: Json, _upload: Upload | None) -> Json:
    return {"dice": {"emoji": "🎲", "value": 4}}


KINDS: dict[str, Callable[[Town, Json, Upload | None], Any]] = {
    "photo": _photo,
    "document": _document,
    "voice": _voice,
    "video": _video,
    "sticker": _sticker,
    "location": _location,
    "contact": _contact,
    "forward": _forward,
    "dice": _dice,
}
