"""Telegram behind python-telegram-bot, the only file that imports it.

Hearing: an own getUpdates call that hands over the raw JSON, because the library's poller confirms a batch before anybody
has kept it. Speaking: one message or edit a call, every failure translated into the contract's question "may it be sent
again?". The class of the error is not enough for that: BadRequest is a NetworkError there, and a timeout may have happened
before or after the message left, which only `__cause__` tells.
"""

import json
import logging
import re
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import httpx
from telegram import (
    Bot,
    BotCommand,
    BotCommandScopeChat,
    BotCommandScopeDefault,
    CallbackQuery,
    Chat,
    ChatMember,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    KeyboardButton,
    LinkPreviewOptions,
    ReplyKeyboardMarkup,
    ReplyParameters,
    Update,
)
from telegram import Message as TelegramMessage
from telegram.constants import ParseMode
from telegram.error import BadRequest, ChatMigrated, Conflict, Forbidden, InvalidToken, NetworkError, RetryAfter, TelegramError
from telegram.request import HTTPXRequest

from bot.channels.captions import fitting
from plan_data.text import file_name
from scheduler.channel import (
    Choice,
    File,
    Gone,
    HoldOff,
    Incoming,
    Kind,
    Menu,
    Message,
    Moved,
    NotSent,
    RawUpdate,
    Receipt,
    Refused,
    SendError,
    Unauthorized,
    Unknown,
    Upload,
)

log = logging.getLogger("nhacviec.telegram")

NAME = "telegram"
LISTENS_TO = ["message", "edited_message", "callback_query", "my_chat_member"]
_NEVER_LEFT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout)
_GONE = ("chat not found", "user is deactivated", "bot was blocked", "user not found", "peer_id_invalid")
_SAME = "message is not modified"
_NO_TEXT = "there is no text in the message to edit"
_TOO_LARGE = "too large"
_LOST = ("message to edit not found", "message can't be edited")
_NAMELESS = "tệp"
MOST_CAPTION = 1024
"""UTF-16 units of what is seen."""
_HALVES = re.compile("[\ud800-\udfff]")


class _RawRequest(HTTPXRequest):
    """Keeps the last body as it came, so that the inbox holds what Telegram sent and not what a library made of it."""

    raw: bytes = b""

    async def do_request(self, *args: Any, **kwargs: Any) -> tuple[int, bytes]:
        code, self.raw = await super().do_request(*args, **kwargs)
        return code, self.raw


class Telegram:
    """One bot account."""

    name = NAME

    def __init__(self, token: str, api_url: str) -> None:
        base = api_url.rstrip("/")
        self._updates = _RawRequest(connection_pool_size=1, read_timeout=40, connect_timeout=10)
        self._bot = Bot(
            token,
            base_url=f"{base}/bot",
            base_file_url=f"{base}/file/bot",
            request=HTTPXRequest(
                connection_pool_size=32, read_timeout=30, write_timeout=30, media_write_timeout=40, connect_timeout=10
            ),
            get_updates_request=self._updates,
        )
        self._username = ""

    def __repr__(self) -> str:
        return f"Telegram(@{self._username})"

    async def open(self) -> str:
        try:
            await self._bot.initialize()
            await self._bot.delete_webhook()
        except TelegramError as error:
            raise _send_error(error) from None
        self._username = self._bot.username
        return self._username

    async def close(self) -> None:
        await self._bot.shutdown()

    async def fetch(self, offset: int | None, wait: float) -> Sequence[RawUpdate]:
        self._updates.raw = b""
        try:
            await self._bot.get_updates(
                offset=offset, limit=100, timeout=int(wait), read_timeout=wait + 10, allowed_updates=LISTENS_TO
            )
        except (TelegramError, AttributeError, KeyError, TypeError, ValueError) as error:
            if not _delivered(self._updates.raw):
                raise _send_error(error) from None
        return _raw_updates(self._updates.raw)

    def read(self, body: str, received_at: datetime) -> Incoming | None:
        try:
            update = Update.de_json(_keepable(json.loads(body)), self._bot)
        except (TypeError, KeyError, AttributeError) as error:
            raise ValueError(f"{type(error).__name__} while reading an update") from error
        return _incoming(update, received_at)

    async def send(self, message: Message) -> Receipt:
        try:
            if message.edits is not None:
                return await self._edit(message, message.edits)
            if message.file is not None:
                return await self._send_file(message, message.file)
            sent = await self._bot.send_message(
                chat_id=message.chat_id,
                text=message.html,
                parse_mode=ParseMode.HTML,
                reply_markup=_markup(message),
                link_preview_options=LinkPreviewOptions(is_disabled=True),
                reply_parameters=_reply(message),
            )
        except Exception as error:
            raise _send_error(error) from None
        return Receipt(str(sent.message_id))

    async def _send_file(self, message: Message, file: File | Upload) -> Receipt:
        """A person's file by its id: Telegram has it, keeps a photo a photo and takes it by no other method. Ours goes up."""
        below: dict[str, Any] = {
            "caption": fitting(message.html, MOST_CAPTION),
            "parse_mode": ParseMode.HTML,
            "reply_markup": _inline(message.rows),
            "reply_parameters": _reply(message),
        }
        given: str | bytes
        if isinstance(file, Upload):
            given, below["filename"] = file.data, file.name
        else:
            given = file.id
        if file.is_photo:
            sent = await self._bot.send_photo(message.chat_id, given, **below)
        else:
            sent = await self._bot.send_document(message.chat_id, given, **below)
        return Receipt(str(sent.message_id))

    async def _edit(self, message: Message, message_id: str) -> Receipt:
        """What stands below a file is its caption, which is changed by a method of its own."""
        where: dict[str, Any] = {
            "chat_id": message.chat_id,
            "message_id": int(message_id),
            "parse_mode": ParseMode.HTML,
            "reply_markup": _inline(message.rows),
        }
        try:
            preview = LinkPreviewOptions(is_disabled=True)
            await self._bot.edit_message_text(text=message.html, link_preview_options=preview, **where)
        except BadRequest as error:
            says = str(error).casefold()
            if _NO_TEXT in says:
                await self._bot.edit_message_caption(caption=fitting(message.html, MOST_CAPTION), **where)
            elif _SAME not in says:
                raise
        return Receipt(message_id)

    async def answer_press(self, press_id: str, toast: str = "") -> None:
        try:
            await self._bot.answer_callback_query(press_id, text=toast or None, show_alert=len(toast) > 60)
        except Exception:  # the library stumbles over a broken answer with whatever error comes; the press is done all the same
            log.debug("a press was not answered")

    async def publish_menu(self, menu: Menu) -> None:
        scope = BotCommandScopeChat(menu.chat_id) if menu.chat_id else BotCommandScopeDefault()
        try:
            await self._bot.set_my_commands(
                [BotCommand(name, text) for name, text in menu.commands], scope=scope, language_code=menu.language or None
            )
        except Exception:
            log.debug("a command list was not published")

    def invite_link(self, token: str) -> str:
        return f"https://t.me/{self._username}?start={token}"


# --- hearing ----------------------------------------------------------------------------------------------------------------
def _delivered(raw: bytes) -> bool:
    """Telegram did answer; only the library stumbled over one of the updates. They are kept all the same."""
    try:
        return isinstance(json.loads(raw)["result"], list)
    except (ValueError, KeyError, TypeError):
        return False


def _raw_updates(raw: bytes) -> list[RawUpdate]:
    return [RawUpdate(int(u["update_id"]), _chat_of(u), _body(u)) for u in json.loads(raw)["result"]]


def _body(update: dict[str, Any]) -> str:
    """As it came, readable where it can be: half a surrogate pair has no bytes, and would keep the whole batch out."""
    body = json.dumps(update, ensure_ascii=False)
    return json.dumps(update) if _HALVES.search(body) else body


def _keepable(node: Any) -> Any:
    """Without what no database keeps: NUL, and half of a surrogate pair."""
    if isinstance(node, str):
        return _HALVES.sub("\ufffd", node.replace("\0", ""))
    if isinstance(node, list):
        return [_keepable(each) for each in node]
    if isinstance(node, dict):
        return {key: _keepable(value) for key, value in node.items()}
    return node


def _chat_of(update: dict[str, Any]) -> str:
    """The chat of a raw update, for its order; updates of no chat share the chat "0"."""
    for kind in ("message", "edited_message", "my_chat_member"):
        if kind in update:
            return str((update[kind].get("chat") or {}).get("id", 0))
    press = update.get("callback_query") or {}
    chat = (press.get("message") or {}).get("chat") or press.get("from") or {}
    return str(chat.get("id", 0))


def _incoming(update: Update, received_at: datetime) -> Incoming | None:
    if update.callback_query is not None:
        return _press(update.callback_query, received_at)
    if update.my_chat_member is not None:
        change = update.my_chat_member
        blocked = change.new_chat_member.status in (ChatMember.BANNED, ChatMember.LEFT)
        return Incoming(NAME, str(change.chat.id), Kind.BLOCKED if blocked else Kind.UNBLOCKED, change.date)
    message = update.message or update.edited_message
    if message is None:
        return None
    contact = message.contact
    quoted = message.reply_to_message
    return Incoming(
        channel=NAME,
        chat_id=str(message.chat_id),
        kind=_kind(message),
        at=(message.edit_date or message.date).astimezone(UTC),
        text="" if message.forward_origin is not None else message.text or message.caption or "",
        message_id=str(message.message_id),
        replies_to=str(quoted.message_id) if quoted else None,
        quoted=(quoted.text or quoted.caption or "") if quoted else "",
        phone=contact.phone_number if contact else "",
        own_phone=bool(contact and message.from_user and contact.user_id == message.from_user.id),
        private=message.chat.type == Chat.PRIVATE,
        edited=update.edited_message is not None,
        file=_file(message),
        album=message.media_group_id or "",
    )


def _kind(message: TelegramMessage) -> Kind:
    """Forwarded words are somebody else's; a forwarded file shows the work as well as any."""
    if message.photo or message.document:
        return Kind.FILE
    if message.forward_origin is not None:
        return Kind.FORWARD
    if message.contact is not None:
        return Kind.PHONE
    return Kind.TEXT if message.text is not None else Kind.OTHER


def _file(message: TelegramMessage) -> File | None:
    """Of a photo's sizes the largest."""
    if message.photo:
        return File(max(message.photo, key=lambda size: size.width * size.height).file_id)
    if message.document:
        return File(message.document.file_id, file_name(message.document.file_name or "") or _NAMELESS)
    return None


def _press(query: CallbackQuery, received_at: datetime) -> Incoming:
    message = query.message
    return Incoming(
        channel=NAME,
        chat_id=str(message.chat.id if message else query.from_user.id),
        kind=Kind.PRESS,
        at=received_at,
        says=query.data or "",
        message_id=str(message.message_id) if message else "",
        press_id=query.id,
        private=message is None or message.chat.type == Chat.PRIVATE,
    )


# --- speaking -----------------------------------------------------------------------------------------------------------------
def _markup(message: Message) -> InlineKeyboardMarkup | ReplyKeyboardMarkup | None:
    if message.ask_phone:
        button = KeyboardButton(message.ask_phone, request_contact=True)
        return ReplyKeyboardMarkup([[button]], resize_keyboard=True, one_time_keyboard=True)
    return _inline(message.rows)


def _reply(message: Message) -> ReplyParameters | None:
    return ReplyParameters(int(message.replies_to), allow_sending_without_reply=True) if message.replies_to else None


def _inline(rows: Sequence[Sequence[Choice]]) -> InlineKeyboardMarkup | None:
    if not rows:
        return None
    return InlineKeyboardMarkup([[_button(c) for c in row] for row in rows])


def _button(choice: Choice) -> InlineKeyboardButton:
    if choice.url:
        return InlineKeyboardButton(choice.label, url=choice.url)
    return InlineKeyboardButton(choice.label, callback_data=choice.says)


def _send_error(error: Exception) -> SendError:
    """What the failure means for the sender. The words are ours: the library's may hold the URL, and so the token."""
    match error:
        case RetryAfter():
            seconds = error.retry_after
            return HoldOff("429", float(seconds if isinstance(seconds, int) else seconds.total_seconds()))
        case ChatMigrated():
            return Moved(str(error.new_chat_id))
        case InvalidToken():
            return Unauthorized("401")
        case Forbidden():
            return Gone("403")
        case Conflict():
            return NotSent("409: another process is listening", 3.0)
        case BadRequest():
            return _refusal(str(error))
        case NetworkError() if _TOO_LARGE in str(error).casefold():
            return Refused("413")
        case NetworkError() if isinstance(error.__cause__, _NEVER_LEFT):
            return NotSent(type(error.__cause__).__name__)
        case NetworkError() if "429" in str(error) or "too many requests" in str(error).casefold():
            return HoldOff("429", 5.0)
        case _:
            return Unknown(type(error.__cause__ or error).__name__)


def _refusal(says: str) -> SendError:
    words = says.casefold()
    if any(w in words for w in _GONE):
        return Gone("400: chat not found")
    if any(w in words for w in _LOST):
        return Refused("400: the message to edit is gone")
    return Refused(f"400: {says[:120]}")
