"""The Bot API's door: which method, which fault plays, what is written down.

METHODS is the list of what the town understands; a method that is not in it is 404, as on Telegram.
"""

import inspect
from collections.abc import Callable
from typing import Any

from sandbox import clock, methods_bot, methods_chat, methods_files
from sandbox.bell import heard
from sandbox.call import Call
from sandbox.errors import ApiError
from sandbox.faults import Fault
from sandbox.town import Json, Town

METHODS: dict[str, Callable[[Town, Call], Any]] = {
    "getme": methods_bot.get_me,
    "getchat": methods_bot.get_chat,
    "getupdates": methods_chat.get_updates,
    "setwebhook": methods_bot.set_webhook,
    "deletewebhook": methods_bot.delete_webhook,
    "getwebhookinfo": methods_bot.get_webhook_info,
    "sendmessage": methods_chat.send_message,
    "senddocument": methods_files.send_document,
    "sendphoto": methods_files.send_photo,
    "sendchataction": methods_chat.send_chat_action,
    "editmessagetext": methods_chat.edit_message_text,
    "editmessagecaption": methods_chat.edit_message_caption,
    "editmessagereplymarkup": methods_chat.edit_message_reply_markup,
    "deletemessage": methods_chat.delete_message,
    "setmessagereaction": methods_chat.set_message_reaction,
    "answercallbackquery": methods_chat.answer_callback_query,
    "setmycommands": methods_bot.set_my_commands,
    "getmycommands": methods_bot.get_my_commands,
    "deletemycommands": methods_bot.delete_my_commands,
    "getfile": methods_files.get_file,
}
_MAX_HANG = 300.0


class Dropped(Exception):
    """The connection ends here without an answer."""


async def answer(town: Town, token: str, call: Call) -> tuple[int, Any]:
    """HTTP status and JSON body of a call. Raises Dropped where a fault says that no answer comes."""
    if token != town.token:
        return 401, ApiError(401, "Unauthorized").body()
    fault = town.faults.take(call.method, call.chat_id)
    outcome = fault.kind if fault else "ok"
    try:
        status, body = await (_troubled(town, call, fault) if fault else _carried_out(town, call))
        if status != 200 and not fault:
            outcome = str(status)
        return status, body
    except ApiError as error:
        outcome = str(error.code)
        return error.code, error.body()
    finally:
        _write_down(town, call, outcome)


async def _carried_out(town: Town, call: Call) -> tuple[int, Any]:
    method = METHODS.get(call.method)
    if method is None:
        return 404, ApiError(404, "Not Found").body()
    if call.method == "getupdates":
        methods_bot.refuse_polling(town)
    town.limits.check(call.method, call.chat_id)
    result = method(town, call)
    if inspect.isawaitable(result):
        result = await result
    return 200, {"ok": True, "result": result}


async def _troubled(town: Town, call: Call, fault: Fault) -> tuple[int, Any]:
    """What a fault does; `drop_after` and a `recorded` hang carry the call out first: the bot cannot know."""
    error = fault.error()
    if error is not None:
        return error.code, error.body()
    if fault.kind == "500_json_string":
        return 500, "Internal Server Error"
    if fault.kind == "ok_without_result":
        return 200, {"ok": True}
    if fault.kind == "slow":
        await _pause(town, fault.seconds)
        return await _carried_out(town, call)
    if fault.kind == "drop_after" or fault.recorded:
        await _carried_out(town, call)
    if fault.kind == "hang":
        await _pause(town, _MAX_HANG)
    raise Dropped


async def _pause(town: Town, seconds: float) -> None:
    await heard(town.stopping, seconds)


def _write_down(town: Town, call: Call, outcome: str) -> None:
    if call.method == "getupdates" and outcome == "ok":
        return  # a bot polls all day; the log is for what it does
    files: Json = {name: {"file_name": part.name, "size": len(part.data)} for name, part in call.uploads.items()}
    town.log.add(call.method, {**call.params, **files}, call.chat_id, clock.wall(), town.time.now, outcome)
