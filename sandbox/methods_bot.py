"""Bot API methods about the bot itself: who it is, its commands, its webhook."""

import re
from typing import Any

from sandbox.call import Call, chat_of
from sandbox.errors import ApiError, bad
from sandbox.town import Json, Town

MAX_COMMANDS = 100
_COMMAND = re.compile(r"[a-z0-9_]{1,32}")
_LANGUAGE = re.compile(r"[a-z]{2}|")
_SECRET = re.compile(r"[A-Za-z0-9_-]{0,256}")
_BROAD = ("default", "all_private_chats", "all_group_chats", "all_chat_administrators")
_CONFLICT_WEBHOOK = (
    "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
)


def get_me(town: Town, _call: Call) -> Json:
    rights = {"can_join_groups": True, "can_read_all_group_messages": False, "supports_inline_queries": False}
    more = {"can_connect_to_business": False, "has_main_web_app": False}
    return {**town.bot_json(), **rights, **more}


def get_chat(town: Town, call: Call) -> Json:
    return {
        **town.chat_json(chat_of(town, call)),
        "accent_color_id": 0,
        "max_reaction_count": 11,
        "accepted_gift_types": _GIFTS,
    }


_GIFTS = {
    "unlimited_gifts": False,
    "limited_gifts": False,
    "unique_gifts": False,
    "premium_subscription": False,
    "gifts_from_channels": False,
}


def _scope_key(town: Town, call: Call) -> str:
    """Scope and language as one key: `chat:42/vi`, `default/`."""
    scope: Any = call.json("scope", "can't parse BotCommandScope JSON object")
    scope = {"type": "default"} if scope is None else scope
    if not isinstance(scope, dict):
        raise bad("BotCommandScope must be an Object")
    kind = scope.get("type")
    if kind is None:
        raise bad("can't parse BotCommandScope: Can't find field \"type\"")
    language = call.text("language_code")
    if not _LANGUAGE.fullmatch(language):
        raise bad("LANG_CODE_INVALID")
    if kind in _BROAD:
        return f"{kind}/{language}"
    if kind not in {"chat", "chat_administrators", "chat_member"}:
        raise bad("can't parse BotCommandScope: Unsupported type specified")
    person = chat_of(town, Call(call.method, {"chat_id": scope.get("chat_id", "")}))
    return f"{kind}:{person.id}/{language}"


def set_my_commands(town: Town, call: Call) -> bool:
    given = call.json("commands", "can't parse commands JSON object")
    if given is not None and not isinstance(given, list):
        raise bad("expected an Array of BotCommand")
    commands = []
    for item in given or []:
        if not isinstance(item, dict):
            raise bad("can't parse BotCommand: expected an Object")
        name, description = item.get("command"), item.get("description")
        if not isinstance(name, str) or not isinstance(description, str):
            raise bad("can't parse BotCommand: command and description are required")
        name = name.removeprefix("/")
        if not _COMMAND.fullmatch(name):
            raise bad("BOT_COMMAND_INVALID")
        if not 1 <= len(description) <= 256:
            raise bad("BOT_COMMAND_DESCRIPTION_INVALID")
        commands.append({"command": name, "description": description})
    if len(commands) > MAX_COMMANDS:
        raise bad("BOT_COMMANDS_TOO_MUCH")
    key = _scope_key(town, call)
    if commands:
        town.commands[key] = commands
    else:
        town.commands.pop(key, None)
    town.on_change("commands", town.commands)
    return True


def get_my_commands(town: Town, call: Call) -> list[Json]:
    return town.commands.get(_scope_key(town, call), [])


def delete_my_commands(town: Town, call: Call) -> bool:
    town.commands.pop(_scope_key(town, call), None)
    town.on_change("commands", town.commands)
    return True


def commands_for(town: Town, person_id: int, language: str = "vi") -> list[Json]:
    """The menu a person sees: the narrowest scope that has commands, in the person's language first."""
    scopes = [f"chat:{person_id}", "all_private_chats" if person_id > 0 else "all_group_chats", "default"]
    for scope in scopes:
        for code in (language, ""):
            if found := town.commands.get(f"{scope}/{code}"):
                return found
    return []


def set_webhook(town: Town, call: Call) -> bool:
    url = call.text("url")
    if url and not re.match(r"https?://[^\s/]+", url):
        raise bad("bad webhook: invalid HTTPS URL specified")
    if not _SECRET.fullmatch(call.text("secret_token")):
        raise bad("secret token contains unallowed characters")
    allowed = call.json("allowed_updates", "can't parse allowed_updates JSON object")
    if isinstance(allowed, list):
        town.updates.allowed = [str(kind) for kind in allowed]
    if call.flag("drop_pending_updates"):
        town.updates.waiting.clear()
    town.webhook = {"url": url, "secret": call.text("secret_token")} if url else {"url": ""}
    town.webhook_changed.ring()
    return True


def delete_webhook(town: Town, call: Call) -> bool:
    return set_webhook(town, Call(call.method, {**call.params, "url": "", "secret_token": "", "allowed_updates": None}))


def get_webhook_info(town: Town, _call: Call) -> Json:
    info: Json = {
        "url": town.webhook["url"],
        "has_custom_certificate": False,
        "pending_update_count": len(town.updates.waiting),
    }
    if town.updates.allowed:
        info["allowed_updates"] = town.updates.allowed
    for name in ("last_error_date", "last_error_message"):
        if name in town.webhook:
            info[name] = town.webhook[name]
    return info


def refuse_polling(town: Town) -> None:
    """getUpdates and a webhook exclude each other: 409."""
    if town.webhook["url"]:
        raise ApiError(409, _CONFLICT_WEBHOOK)
