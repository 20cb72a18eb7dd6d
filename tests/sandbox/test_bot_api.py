"""The Bot API over HTTP: updates, presses, files, commands, the webhook."""

import asyncio
import socket
from collections.abc import Callable
from typing import Any

import httpx
import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from telegram import Bot, BotCommand, BotCommandScopeChat, InlineKeyboardButton, InlineKeyboardMarkup
from telegram.error import BadRequest, Forbidden, InvalidToken
from telegram.request import HTTPXRequest

from sandbox.town import Person
from tests.sandbox.conftest import TOKEN, Line


async def test_python_telegram_bot_lives_here_unmodified(line: Line) -> None:
    async with Bot(TOKEN, base_url=f"{line.url}/bot", base_file_url=f"{line.url}/file/bot", request=HTTPXRequest()) as bot:
        assert bot.username == "nhacviec_bot"
        with pytest.raises(BadRequest, match="Chat not found"):
            await bot.send_message(43, "chưa bắt đầu")
        await line.town("people/43/opens", {"start": "m3oj2"})
        (start,) = await bot.get_updates(timeout=1)
        assert start.message is not None
        assert start.message.text == "/start m3oj2"
        assert start.message.entities[0].type == "bot_command"
        assert start.message.date.isoformat() == "2024-01-30T01:00:00+00:00"
        markup = InlineKeyboardMarkup([[InlineKeyboardButton("Đúng", callback_data="join:1")]])
        sent = await start.message.reply_html("Có đúng không? <b>I.1</b>", reply_markup=markup, do_quote=True)
        assert sent.reply_to_message is not None
        assert sent.text_html == "Có đúng không? <b>I.1</b>"
        pressing = asyncio.create_task(line.town("people/43/presses", {"message_id": sent.message_id, "data": "join:1"}))
        (pressed,) = await bot.get_updates(offset=start.update_id + 1, timeout=5)
        assert pressed.callback_query is not None
        assert await pressed.callback_query.answer("Đã kết nối", show_alert=True)
        assert await pressing == (200, {"answer": {"text": "Đã kết nối", "show_alert": True}})
        document = await bot.send_document(43, b"PK.. xlsx", filename="bao-cao.xlsx", caption="Báo cáo")
        assert document.document is not None
        file = await document.document.get_file()
        assert bytes(await file.download_as_bytearray()) == b"PK.. xlsx"
        await bot.set_my_commands([BotCommand("viec", "Việc của tôi")], scope=BotCommandScopeChat(43), language_code="vi")
        assert (await bot.get_my_commands(BotCommandScopeChat(43), "vi"))[0].command == "viec"
        await line.town("people/43/blocks")
        with pytest.raises(Forbidden, match="blocked by the user"):
            await bot.send_message(43, "x")
    with pytest.raises(InvalidToken):
        async with Bot("1:x", base_url=f"{line.url}/bot"):
            pass


async def test_updates_wait_until_an_offset_confirms_them(line: Line) -> None:
    for text in ("một", "hai", "ba"):
        await line.town("people/42/says", {"text": text})
    first = await line.ok("getUpdates", limit=2)
    assert [u["message"]["text"] for u in first] == ["một", "hai"]
    assert first[1]["update_id"] == first[0]["update_id"] + 1
    assert await line.ok("getUpdates", limit=2) == first
    rest = await line.ok("getUpdates", offset=first[1]["update_id"] + 1)
    assert [u["message"]["text"] for u in rest] == ["ba"]
    assert await line.ok("getUpdates", offset=-1) == rest
    assert await line.ok("getUpdates", offset=rest[0]["update_id"] + 1) == []


async def test_a_long_poll_hears_a_message_at_once(line: Line) -> None:
    poll = asyncio.create_task(line.ok("getUpdates", timeout=20))
    await asyncio.sleep(0.05)
    await line.town("people/42/says", {"text": "xong"})
    (update,) = await asyncio.wait_for(poll, 1)
    assert update["message"]["text"] == "xong"


async def test_the_second_poller_ends_the_first(line: Line) -> None:
    first = asyncio.create_task(line.bot("getUpdates", timeout=20))
    await asyncio.sleep(0.05)
    second = asyncio.create_task(line.bot("getUpdates", timeout=1))
    status, body = await asyncio.wait_for(first, 1)
    assert status == body["error_code"] == 409
    assert body["description"].startswith("Conflict: terminated by other getUpdates request")
    assert await second == (200, {"ok": True, "result": []})


async def test_a_poller_that_went_away_carries_nothing_off(line: Line) -> None:
    with pytest.raises(httpx.ReadTimeout):
        await line.client.post(f"/bot{TOKEN}/getUpdates", json={"timeout": 20}, timeout=0.1)
    await asyncio.sleep(0.05)
    await line.town("people/42/says", {"text": "xong"})
    assert line.served.updates.unconfirmed()


async def test_only_the_kinds_asked_for_are_queued(line: Line) -> None:
    _, said = await line.town("people/42/says", {"text": "xong"})
    await line.town("people/42/reacts", {"message_id": said["message_id"], "emoji": "👍"})
    assert await line.ok("getUpdates", allowed_updates=["message_reaction"], offset=-1)
    await line.town("people/42/says", {"text": "không nghe"})
    await line.town("people/42/reacts", {"message_id": said["message_id"], "emoji": "❤"})
    (reaction,) = await line.ok("getUpdates", offset=-1)
    assert reaction["message_reaction"]["old_reaction"] == [{"type": "emoji", "emoji": "👍"}]


async def test_a_press_lives_a_hundred_and_fifty_seconds(line: Line, keyboard: Callable[..., dict[str, Any]]) -> None:
    sent = await line.ok("sendMessage", chat_id=42, text="I.1", reply_markup=keyboard(["Xong"]))
    press = {"message_id": sent["message_id"], "data": "Xong", "wait": 0}
    assert await line.town("people/42/presses", press) == (200, {"answer": None})
    (update,) = await line.ok("getUpdates")
    query_id = update["callback_query"]["id"]
    line.ticks.ahead += 149
    assert await line.ok("answerCallbackQuery", callback_query_id=query_id) is True
    await line.town("people/42/presses", press)
    (late,) = await line.ok("getUpdates", offset=-1)
    line.ticks.ahead += 151
    words = await line.refused("answerCallbackQuery", callback_query_id=late["callback_query"]["id"])
    assert words.startswith("400 Bad Request: query is too old")
    assert await line.ok("getUpdates") == []


async def test_a_button_that_is_gone_cannot_be_pressed(line: Line, keyboard: Callable[..., dict[str, Any]]) -> None:
    sent = await line.ok("sendMessage", chat_id=42, text="I.1", reply_markup=keyboard(["Xong"]))
    await line.ok("editMessageReplyMarkup", chat_id=42, message_id=sent["message_id"])
    status, body = await line.town("people/42/presses", {"message_id": sent["message_id"], "data": "Xong"})
    assert (status, body["error"]) == (409, "Nút này không còn trên tin.")


async def test_commands_are_seen_by_the_narrowest_scope(line: Line) -> None:
    await line.ok("setMyCommands", commands=[{"command": "giupdo", "description": "Trợ giúp"}])
    await line.ok(
        "setMyCommands", commands=[{"command": "quahan", "description": "Quá hạn"}], scope={"type": "chat", "chat_id": 42}
    )
    assert (await line.get("people/42/chat"))["commands"] == [{"command": "quahan", "description": "Quá hạn"}]
    assert (await line.get("people/43/chat"))["commands"] == [{"command": "giupdo", "description": "Trợ giúp"}]
    await line.ok("deleteMyCommands", scope={"type": "chat", "chat_id": 42})
    assert (await line.get("people/42/chat"))["commands"] == [{"command": "giupdo", "description": "Trợ giúp"}]


async def test_forms_and_queries_are_read_as_well_as_json(line: Line) -> None:
    path = f"/bot{TOKEN}/sendMessage"
    form = await line.client.post(path, data={"chat_id": "42", "text": "mẫu", "reply_markup": '{"force_reply": true}'})
    query = await line.client.get(path, params={"chat_id": 42, "text": "hỏi"})
    assert [form.json()["result"]["text"], query.json()["result"]["text"]] == ["mẫu", "hỏi"]


async def test_the_webhook_gets_updates_in_order_until_it_says_yes(line: Line) -> None:
    heard: list[tuple[str, str | None]] = []

    async def hook(request: Request) -> Response:
        body = await request.json()
        heard.append((body["message"]["text"], request.headers.get("X-Telegram-Bot-Api-Secret-Token")))
        return Response(status_code=500 if len(heard) == 1 else 200)

    listener = socket.create_server(("127.0.0.1", 0))
    app = Starlette(routes=[Route("/hook", hook, methods=["POST"])])
    server = uvicorn.Server(uvicorn.Config(app, log_level="critical", access_log=False, lifespan="off"))
    serving = asyncio.create_task(server._serve([listener]))
    url = f"http://127.0.0.1:{listener.getsockname()[1]}/hook"
    await line.ok("setWebhook", url=url, secret_token="bi-mat")
    assert (await line.refused("getUpdates")).startswith("409 Conflict: can't use getUpdates method while webhook is active")
    await line.town("says_many", [{"person": 42, "text": "một"}, {"person": 42, "text": "hai"}])
    async with asyncio.timeout(5):
        while len(heard) < 3:  # noqa: ASYNC110  the hook is another program as far as this test is concerned
            await asyncio.sleep(0.02)
    assert heard == [("một", "bi-mat"), ("một", "bi-mat"), ("hai", "bi-mat")]
    info = await line.ok("getWebhookInfo")
    assert info["last_error_message"] == "Wrong response from the webhook: 500 Internal Server Error"
    server.should_exit = True
    await serving
    listener.close()


async def test_a_file_is_sent_again_by_its_id_as_what_it_is(line: Line) -> None:
    await line.town("people/42/sends", {"kind": "photo"})
    await line.town("people/42/sends", {"kind": "document", "file_name": "QD215.pdf"})
    photo, document = [u["message"] for u in await line.ok("getUpdates")]
    small, large = photo["photo"]
    assert (small["width"], large["width"]) == (40, 320)
    assert small["file_id"] != large["file_id"]
    name = document["document"]["file_id"]
    again = await line.ok("sendPhoto", chat_id=42, photo=large["file_id"], caption="<b>I.1</b>", parse_mode="HTML")
    assert again["photo"][-1]["file_id"] == large["file_id"]
    assert again["caption"] == "I.1"
    assert (await line.ok("sendDocument", chat_id=42, document=name))["document"]["file_name"] == "QD215.pdf"
    wrong = await line.refused("sendDocument", chat_id=42, document=large["file_id"])
    assert wrong == "400 Bad Request: can't use file of type Photo as Document"
    assert "Document as Photo" in await line.refused("sendPhoto", chat_id=42, photo=name)
    assert "wrong remote file identifier" in await line.refused("sendPhoto", chat_id=42, photo=name[:-1])


async def test_albums_forwarded_files_and_captions_that_are_changed(line: Line) -> None:
    _, first = await line.town("people/42/sends", {"kind": "photo", "album": "7", "caption": "I.1 xong"})
    await line.town("people/42/sends", {"kind": "photo", "album": "7"})
    _, other = await line.town("people/42/sends", {"kind": "document", "forwarded_from": "Văn thư"})
    one, two, three = [u["message"] for u in await line.ok("getUpdates")]
    assert one["media_group_id"] == two["media_group_id"] == "7"
    assert three["forward_origin"]["sender_user_name"] == "Văn thư"
    await line.town("people/42/edits", {"message_id": first["message_id"], "text": "I.1 chưa xong"})
    (edit,) = await line.ok("getUpdates", offset=-1)
    changed = edit["edited_message"]
    assert (changed["message_id"], changed["caption"]) == (one["message_id"], "I.1 chưa xong")
    assert changed["photo"] == one["photo"]
    assert changed["edit_date"] >= changed["date"]
    assert (await line.town("people/42/edits", {"message_id": other["message_id"], "text": "x"}))[0] == 400


async def test_updates_come_in_ascii_so_that_nothing_typed_stops_them(line: Line) -> None:
    line.served.updates.add("message", {"text": "Sở \ud800 \0"})
    answer = await line.client.post(f"/bot{TOKEN}/getUpdates")
    assert answer.content.isascii()
    assert answer.json()["result"][0]["message"] == {"text": "Sở \ud800 \0"}


async def test_no_answer_names_the_token(line: Line) -> None:
    await line.bot("sendMessage", chat_id=42, text="x")
    assert TOKEN not in (await line.client.get("/town/log")).text


async def test_a_group_moves_and_the_new_chat_works(line: Line) -> None:
    line.served.settle_person(Person(-1001, "Nhóm CCHC", started=True))
    await line.town("faults", {"method": "sendMessage", "kind": "migrate", "to": -1001})
    _, body = await line.bot("sendMessage", chat_id=42, text="x")
    assert body["parameters"] == {"migrate_to_chat_id": -1001}
    assert (await line.ok("sendMessage", chat_id=-1001, text="x"))["chat"]["type"] == "supergroup"
