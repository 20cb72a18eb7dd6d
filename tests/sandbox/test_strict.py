"""Where Telegram refuses, the town refuses, in the same words."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from sandbox.call import MAX_TEXT
from sandbox.html_text import parse_html
from tests.sandbox.conftest import Line

HTML_REFUSED = [
    ("<p>x</p>", 'Unsupported start tag "p" at byte offset 0'),
    ("ấ<h1>x", 'Unsupported start tag "h1" at byte offset 3'),
    ("1 < 2", 'Unsupported start tag "" at byte offset 2'),
    ("<b>x", 'Can\'t find end tag corresponding to start tag "b"'),
    ("<b>x</i>", 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'),
    ("x</b>", "Unexpected end tag at byte offset 1"),
    ("<b", "Unclosed start tag at byte offset 0"),
    ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
    ("<a href>x</a>", 'Expected equal sign in declaration of an attribute of the tag "a" at byte offset 0'),
]


@pytest.mark.parametrize(("text", "words"), HTML_REFUSED)
async def test_html_that_telegram_refuses(line: Line, text: str, words: str) -> None:
    expected = f"400 Bad Request: can't parse entities: {words}"
    assert await line.refused("sendMessage", chat_id=42, text=text, parse_mode="HTML") == expected


HTML_READ = [
    ("<b>I.1</b> xong", "I.1 xong", [("bold", 0, 3)]),
    ("🔴 <i>trễ</i>", "🔴 trễ", [("italic", 3, 3)]),
    ("&lt;b&gt; &amp; &quot;&#7845;&nbsp;", '<b> & "ấ&nbsp;', []),
    ("<b>a<i>b</i></b>", "ab", [("bold", 0, 2), ("italic", 1, 1)]),
    ("<blockquote expandable>x</blockquote>", "x", [("expandable_blockquote", 0, 1)]),
    ('<pre><code class="language-py">x</code></pre>', "x", [("pre", 0, 1)]),
    ("<a href='https://t.me/x?a=1&amp;b=2'>mời</a>", "mời", [("text_link", 0, 3)]),
    ('<span class="tg-spoiler">x</span>', "x", [("spoiler", 0, 1)]),
]


@pytest.mark.parametrize(("source", "text", "entities"), HTML_READ)
def test_html_that_telegram_reads(source: str, text: str, entities: list[tuple[str, int, int]]) -> None:
    read, found = parse_html(source)
    assert read == text
    assert [(e["type"], e["offset"], e["length"]) for e in found] == entities


REFUSED: list[tuple[str, dict[str, Any], str]] = [
    ("sendMessage", {"text": "x"}, "400 Bad Request: chat_id is empty"),
    ("sendMessage", {"chat_id": 99, "text": "x"}, "400 Bad Request: chat not found"),
    ("sendMessage", {"chat_id": 43, "text": "x"}, "400 Bad Request: chat not found"),
    ("sendMessage", {"chat_id": "@ai", "text": "x"}, "400 Bad Request: chat not found"),
    ("sendMessage", {"chat_id": 42}, "400 Bad Request: message text is empty"),
    ("sendMessage", {"chat_id": 42, "text": " \n "}, "400 Bad Request: text must be non-empty"),
    ("sendMessage", {"chat_id": 42, "text": "ấ" * (MAX_TEXT + 1)}, "400 Bad Request: message is too long"),
    ("sendMessage", {"chat_id": 42, "text": "🔴" * (MAX_TEXT // 2) + "x"}, "400 Bad Request: message is too long"),
    ("sendMessage", {"chat_id": 42, "text": "x", "parse_mode": "TOML"}, "400 Bad Request: unsupported parse_mode"),
    (
        "sendMessage",
        {"chat_id": 42, "text": "x", "reply_parameters": {"message_id": 77}},
        "400 Bad Request: message to be replied not found",
    ),
    ("editMessageText", {"chat_id": 42, "message_id": 77, "text": "x"}, "400 Bad Request: message to edit not found"),
    ("deleteMessage", {"chat_id": 42, "message_id": 77}, "400 Bad Request: message to delete not found"),
    ("setMessageReaction", {"chat_id": 42, "message_id": 77}, "400 Bad Request: message to react not found"),
    ("sendDocument", {"chat_id": 42}, "400 Bad Request: there is no document in the request"),
    ("getFile", {"file_id": "x"}, "400 Bad Request: invalid file_id"),
    (
        "answerCallbackQuery",
        {"callback_query_id": "1"},
        "400 Bad Request: query is too old and response timeout expired or query ID is invalid",
    ),
    ("setMyCommands", {"commands": [{"command": "Việc", "description": "x"}]}, "400 Bad Request: BOT_COMMAND_INVALID"),
    (
        "setMyCommands",
        {"commands": [{"command": "x", "description": ""}]},
        "400 Bad Request: BOT_COMMAND_DESCRIPTION_INVALID",
    ),
    (
        "setMyCommands",
        {"commands": [{"command": f"c{n}", "description": "x"} for n in range(101)]},
        "400 Bad Request: BOT_COMMANDS_TOO_MUCH",
    ),
    ("sendPoll", {"chat_id": 42}, "404 Not Found"),
]


@pytest.mark.parametrize(("method", "params", "words"), REFUSED)
async def test_calls_that_telegram_refuses(line: Line, method: str, params: dict[str, Any], words: str) -> None:
    assert await line.refused(method, **params) == words


async def test_a_text_of_exactly_the_limit_passes_after_its_tags(line: Line) -> None:
    sent = await line.ok("sendMessage", chat_id=42, text=f"<b>{'🔴' * (MAX_TEXT // 2)}</b>", parse_mode="HTML")
    assert sent["entities"] == [{"type": "bold", "offset": 0, "length": MAX_TEXT}]


MARKUP_REFUSED: list[tuple[Any, str]] = [
    ("{", "can't parse reply keyboard markup JSON object"),
    ([], "object expected as reply markup"),
    ({"inline_keyboard": ["x"]}, 'field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays'),
    (
        {"inline_keyboard": [[{"text": "x"}]]},
        "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
    ),
    ({"inline_keyboard": [[{"text": "x", "callback_data": ""}]]}, "BUTTON_DATA_INVALID"),
    ({"inline_keyboard": [[{"text": "x", "callback_data": "ấ" * 22}]]}, "BUTTON_DATA_INVALID"),
    (
        {"inline_keyboard": [[{"text": "x", "url": "không phải"}]]},
        "inline keyboard button URL 'không phải' is invalid: Wrong HTTP URL",
    ),
    ({"inline_keyboard": [[{"text": "x", "callback_data": "x"}] * 8] * 13}, "reply markup is too long"),
]


@pytest.mark.parametrize(("markup", "words"), MARKUP_REFUSED)
async def test_keyboards_that_telegram_refuses(line: Line, markup: Any, words: str) -> None:
    sent = markup if isinstance(markup, str) else json.dumps(markup)
    assert await line.refused("sendMessage", chat_id=42, text="x", reply_markup=sent) == f"400 Bad Request: {words}"


async def test_sixty_four_bytes_and_a_hundred_buttons_pass(line: Line) -> None:
    rows = [[{"text": "x", "callback_data": "y" * 64}] * 5] * 20
    sent = await line.ok("sendMessage", chat_id=42, text="x", reply_markup={"inline_keyboard": rows})
    assert len(sent["reply_markup"]["inline_keyboard"]) == 20


async def test_an_edit_must_change_something_and_drops_buttons_it_does_not_repeat(
    line: Line, keyboard: Callable[..., dict[str, Any]]
) -> None:
    sent = await line.ok("sendMessage", chat_id=42, text="I.1", reply_markup=keyboard(["Xong"]))
    where = {"chat_id": 42, "message_id": sent["message_id"]}
    same = await line.refused("editMessageText", **where, text="I.1", reply_markup=keyboard(["Xong"]))
    assert same.startswith("400 Bad Request: message is not modified: specified new message content")
    edited = await line.ok("editMessageText", **where, text="I.1")
    assert "reply_markup" not in edited
    assert edited["edit_date"] == edited["date"]
    assert (await line.refused("editMessageReplyMarkup", **where)).startswith("400 Bad Request: message is not modified")


async def test_a_persons_message_cannot_be_edited_by_the_bot(line: Line) -> None:
    _, said = await line.town("people/42/says", {"text": "xong"})
    words = await line.refused("editMessageText", chat_id=42, message_id=said["message_id"], text="x")
    assert words == "400 Bad Request: message can't be edited"


async def test_captions_and_photos_have_their_own_limits(line: Line) -> None:
    path = f"/bot{line.served.token}/sendDocument"
    long = await line.client.post(path, data={"chat_id": 42, "caption": "x" * 1025}, files={"document": ("a.txt", b"x")})
    assert long.json()["description"] == "Bad Request: message caption is too long"
    empty = await line.client.post(path, data={"chat_id": 42}, files={"document": ("a.txt", b"")})
    assert empty.json()["description"] == "Bad Request: file must be non-empty"
    photo = await line.client.post(path.replace("Document", "Photo"), data={"chat_id": 42}, files={"photo": ("a.png", b"x")})
    assert photo.json()["description"] == "Bad Request: IMAGE_PROCESS_FAILED"


async def test_a_wrong_token_is_unauthorized(line: Line) -> None:
    response = await line.client.get("/bot1:no/getMe")
    assert response.status_code == 401
    assert response.json() == {"ok": False, "error_code": 401, "description": "Unauthorized"}
