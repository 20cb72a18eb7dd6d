"""reply_markup: what Telegram takes as a keyboard, and the words it refuses the rest with (`Client::get_reply_markup`)."""

import json
import re
from typing import Any

from sandbox.errors import bad

Markup = dict[str, Any]

MAX_BUTTONS = 100
MAX_DATA_BYTES = 64
_URL = re.compile(r"^(?:https?://|tg://)?[^\s/$.?#:]+(?:\.[^\s]+|[^\s]*)$", re.IGNORECASE)
_INLINE_TYPES = {
    "web_app",
    "login_url",
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "callback_game",
    "pay",
    "copy_text",
}


def read_markup(value: Any) -> Markup | None:
    """The markup as stored: `{"inline_keyboard"}`, `{"keyboard", ...}`, `{"remove_keyboard"}`, `{"force_reply"}` or None."""
    if value is None or value == "":
        return None
    if isinstance(value, str):
        try:
            value = json.loads(value)
        except ValueError:
            raise bad("can't parse reply keyboard markup JSON object") from None
    if not isinstance(value, dict):
        raise bad("object expected as reply markup")
    if value.get("keyboard"):
        return {**value, "keyboard": _rows(value["keyboard"], "keyboard", _key, 'field "keyboard" must be an Array of Arrays')}
    if "inline_keyboard" in value:
        sentence = 'field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays'
        rows = [row for row in _rows(value["inline_keyboard"], "inline_keyboard", _inline, sentence) if row]
        return {"inline_keyboard": rows} if rows else None
    if value.get("remove_keyboard"):
        return {"remove_keyboard": True}
    return {**value} if value.get("force_reply") else None


def inline_only(markup: Markup | None) -> Markup | None:
    """Edits take an inline keyboard or none."""
    if markup is not None and "inline_keyboard" not in markup:
        raise bad("inline keyboard expected")
    return markup


def _rows(value: Any, field: str, button: Any, sentence: str) -> list[list[dict[str, Any]]]:
    if not isinstance(value, list):
        raise bad(f'field "{field}" must be of type Array')
    rows = []
    for row in value:
        if not isinstance(row, list):
            raise bad(sentence)
        rows.append([button(item) for item in row])
    if sum(len(row) for row in rows) > MAX_BUTTONS:
        raise bad("reply markup is too long")
    return rows


def _key(item: Any) -> dict[str, Any]:
    item = {"text": item} if isinstance(item, str) else item
    if not isinstance(item, dict):
        raise bad("can't parse keyboard button: KeyboardButton must be a String or an Object")
    if not isinstance(item.get("text"), str):
        raise bad('can\'t parse keyboard button: Field "text" must be of type String')
    if not item["text"].strip():
        raise bad("keyboard button text must be non-empty")
    return dict(item)


def _inline(item: Any) -> dict[str, Any]:
    if not isinstance(item, dict):
        raise bad("can't parse inline keyboard button: InlineKeyboardButton must be an Object")
    if "text" not in item:
        raise bad("can't parse inline keyboard button: Can't find field \"text\"")
    if not isinstance(item["text"], str):
        raise bad('can\'t parse inline keyboard button: Field "text" must be of type String')
    if not item["text"].strip():
        raise bad("inline keyboard button text must be non-empty")
    if "url" in item:
        return _url(item)
    if "callback_data" in item:
        data = item["callback_data"]
        if not isinstance(data, str):
            raise bad('can\'t parse inline keyboard button: Field "callback_data" must be of type String')
        if not 1 <= len(data.encode()) <= MAX_DATA_BYTES:
            raise bad("BUTTON_DATA_INVALID")
        return dict(item)
    if not _INLINE_TYPES & item.keys():
        raise bad("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
    return dict(item)


def _url(item: dict[str, Any]) -> dict[str, Any]:
    url = item["url"]
    if not isinstance(url, str) or not url or not _URL.match(url):
        raise bad(f"inline keyboard button URL '{url}' is invalid: Wrong HTTP URL")
    if "://" in url and not url.lower().startswith(("http://", "https://", "tg://", "ton://")):
        raise bad(f"inline keyboard button URL '{url}' is invalid: Unsupported URL protocol")
    return dict(item) if "://" in url else {**item, "url": f"http://{url}/"}
