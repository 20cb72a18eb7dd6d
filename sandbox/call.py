"""One Bot API call as it arrived: parameters from the query, a form, JSON or multipart, read the way Telegram reads them."""

import json
from dataclasses import dataclass, field
from typing import Any

from sandbox.entities import Entity, trimmed, units, with_found
from sandbox.errors import bad, forbidden
from sandbox.html_text import parse_html
from sandbox.town import Message, Person, Town

MAX_TEXT = 4096
MAX_CAPTION = 1024


@dataclass(frozen=True)
class Upload:
    """A file part of a multipart body."""

    name: str
    mime: str
    data: bytes


@dataclass
class Call:
    """`method` in lower case; `params` as sent (strings, or values of a JSON body); `uploads` by part name."""

    method: str
    params: dict[str, Any]
    uploads: dict[str, Upload] = field(default_factory=dict)

    def text(self, name: str) -> str:
        value = self.params.get(name, "")
        return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)

    def number(self, name: str, default: int = 0) -> int:
        """Telegram reads what is no number as 0."""
        value = self.params.get(name, default)
        try:
            return int(value)
        except (TypeError, ValueError):
            return 0

    def flag(self, name: str) -> bool:
        return str(self.params.get(name, "")).lower() in {"true", "1", "yes", "t", "y"}

    def json(self, name: str, refusal: str) -> Any:
        """A JSON parameter, None when absent. Raises ApiError 400 with `refusal`."""
        value = self.params.get(name)
        if value is None or value == "":
            return None
        if not isinstance(value, str):
            return value
        try:
            return json.loads(value)
        except ValueError:
            raise bad(refusal) from None

    @property
    def chat_id(self) -> int | None:
        """The number in chat_id, None when there is none (a user name, nothing)."""
        value = str(self.params.get("chat_id", "")).strip()
        return int(value) if value.lstrip("-").isdigit() else None


def chat_of(town: Town, call: Call) -> Person:
    """The person whose chat is meant. Raises 400 for nobody, and for somebody who never pressed start."""
    if not call.text("chat_id"):
        raise bad("chat_id is empty")
    person = town.people.get(call.chat_id) if call.chat_id is not None else None
    if person is None or not person.started:
        raise bad("chat not found")
    return person


def may_write(person: Person) -> None:
    """Raises 403 where the person does not want the bot."""
    if person.blocked:
        raise forbidden("bot was blocked by the user")


def message_of(town: Town, person: Person, message_id: int, what: str) -> Message:
    """Raises 400 `<what> not found`."""
    message = town.chats[person.id].messages.get(message_id)
    if message is None or message.deleted:
        raise bad(f"{what} not found")
    return message


def reply_target(town: Town, person: Person, call: Call) -> int | None:
    """The message replied to, checked; both the old parameter and reply_parameters."""
    given = call.json("reply_parameters", "can't parse reply parameters JSON object")
    if given is not None and not isinstance(given, dict):
        raise bad("object expected as reply parameters")
    if given:
        wanted, lenient = int(given.get("message_id", 0)), bool(given.get("allow_sending_without_reply"))
    else:
        wanted, lenient = call.number("reply_to_message_id"), call.flag("allow_sending_without_reply")
    if not wanted:
        return None
    found = town.chats[person.id].messages.get(wanted)
    if found is not None and not found.deleted:
        return wanted
    if lenient:
        return None
    raise bad("message to be replied not found")


def formatted(call: Call, field_name: str, entities_name: str) -> tuple[str, list[Entity]]:
    """Text and entities of a parameter by parse_mode or by given entities, trimmed as Telegram trims."""
    text, mode = call.text(field_name), call.text("parse_mode").lower()
    if text and mode and mode != "none":
        if mode in {"markdown", "markdownv2"}:
            raise bad("the sandbox reads parse_mode HTML only")
        if mode != "html":
            raise bad("unsupported parse_mode")
        text, entities = parse_html(text)
    else:
        given = call.json(entities_name, "can't parse entities JSON object")
        entities = _given_entities(given, units(text)) if isinstance(given, list) else []
    text, entities = trimmed(text, entities)
    return text, with_found(text, entities)


def _given_entities(given: list[Any], length: int) -> list[Entity]:
    entities = []
    for entity in given:
        if not isinstance(entity, dict):
            raise bad("can't parse MessageEntity: expected an Object")
        if not (
            isinstance(entity.get("type"), str)
            and isinstance(entity.get("offset"), int)
            and isinstance(entity.get("length"), int)
        ):
            raise bad("can't parse MessageEntity: type, offset and length are required")
        start, end = max(entity["offset"], 0), min(entity["offset"] + entity["length"], length)
        if end > start:
            entities.append({**entity, "offset": start, "length": end - start})
    return sorted(entities, key=lambda e: (e["offset"], -e["length"]))


def text_of(call: Call) -> dict[str, Any]:
    """`{"text", "entities"?}` of a message to send, within Telegram's limits."""
    if not call.text("text"):
        raise bad("message text is empty")
    text, entities = formatted(call, "text", "entities")
    if not text:
        raise bad("text must be non-empty")
    if units(text) > MAX_TEXT:
        raise bad("message is too long")
    return {"text": text, "entities": entities} if entities else {"text": text}


def caption_of(call: Call) -> dict[str, Any]:
    """`{"caption", "caption_entities"?}`, or nothing."""
    text, entities = formatted(call, "caption", "caption_entities")
    if units(text) > MAX_CAPTION:
        raise bad("message caption is too long")
    if not text:
        return {}
    return {"caption": text, "caption_entities": entities} if entities else {"caption": text}
