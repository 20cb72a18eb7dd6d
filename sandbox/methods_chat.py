"""Bot API methods that put something into a chat or change what is there."""

from typing import Any

from sandbox.call import Call, caption_of, chat_of, may_write, message_of, reply_target, text_of
from sandbox.entities import units
from sandbox.errors import bad
from sandbox.markup import Markup, inline_only, read_markup
from sandbox.town import Json, Message, Person, Town
from sandbox.updates import CALLBACK_LIFE

_NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same as a current content "
    "and reply markup of the message"
)
_ACTIONS = {
    "typing",
    "upload_photo",
    "record_video",
    "upload_video",
    "record_voice",
    "upload_voice",
    "upload_document",
    "choose_sticker",
    "find_location",
    "record_video_note",
    "upload_video_note",
}
_DELETE_WITHIN = 48 * 3600
_TOO_OLD = "query is too old and response timeout expired or query ID is invalid"
# The emoji a bot may react with, without the rarer half that no office uses.
_REACTIONS = set(
    "👍👎❤🔥🥰👏😁🤔🤯😱🤬😢🎉🤩🙏👌🕊🤡🥱🥴😍🐳🌚🌭💯🤣⚡🍌🏆💔🤨😐🍓🍾💋😈😴😭🤓👻👀🎃🙈😇😨🤝✍🤗🫡🎅🎄☃💅🤪🗿🆒💘🙉🦄😘💊🙊😎👾😡"
)


def deliver(town: Town, call: Call, person: Person, content: Json) -> Json:
    """Post `content` with the reply and the keyboard the call names; the new message as JSON."""
    markup = read_markup(call.params.get("reply_markup"))
    reply_to = reply_target(town, person, call)
    may_write(person)
    _raise_keyboard(town, person, markup)
    return town.message_json(town.post(person.id, "bot", content, reply_to, markup))


def _raise_keyboard(town: Town, person: Person, markup: Markup | None) -> None:
    if markup and "keyboard" in markup:
        town.chats[person.id].keyboard = markup
    elif markup and "remove_keyboard" in markup:
        town.chats[person.id].keyboard = None


def send_message(town: Town, call: Call) -> Json:
    content = text_of(call)
    return deliver(town, call, chat_of(town, call), content)


def send_chat_action(town: Town, call: Call) -> bool:
    person = chat_of(town, call)
    if call.text("action") not in _ACTIONS:
        raise bad("wrong parameter action in request")
    may_write(person)
    return True


def _editable(town: Town, call: Call) -> Message:
    message = message_of(town, chat_of(town, call), call.number("message_id"), "message to edit")
    if message.by != "bot":
        raise bad("message can't be edited")
    return message


def _edited(town: Town, message: Message, content: Json, markup: Markup | None) -> Json:
    """Store an edit. An edit without reply_markup takes the buttons away, as on Telegram."""
    if content == message.content and markup == message.markup:
        raise bad(_NOT_MODIFIED)
    message.content, message.markup, message.edit_date = content, markup, town.unix()
    town.show(message)
    return town.message_json(message)


def edit_message_text(town: Town, call: Call) -> Json:
    content = text_of(call)
    markup = inline_only(read_markup(call.params.get("reply_markup")))
    message = _editable(town, call)
    if "text" not in message.content:
        raise bad("there is no text in the message to edit")
    return _edited(town, message, content, markup)


def edit_message_caption(town: Town, call: Call) -> Json:
    caption = caption_of(call)
    markup = inline_only(read_markup(call.params.get("reply_markup")))
    message = _editable(town, call)
    if "text" in message.content:
        raise bad("there is no caption in the message to edit")
    kept = {key: value for key, value in message.content.items() if key not in {"caption", "caption_entities"}}
    return _edited(town, message, {**kept, **caption}, markup)


def edit_message_reply_markup(town: Town, call: Call) -> Json:
    markup = inline_only(read_markup(call.params.get("reply_markup")))
    message = _editable(town, call)
    return _edited(town, message, message.content, markup)


def delete_message(town: Town, call: Call) -> bool:
    message = message_of(town, chat_of(town, call), call.number("message_id"), "message to delete")
    if town.unix() - message.date > _DELETE_WITHIN:
        raise bad("message can't be deleted for everyone")
    message.deleted = True
    town.show(message)
    return True


def set_message_reaction(town: Town, call: Call) -> bool:
    message = message_of(town, chat_of(town, call), call.number("message_id"), "message to react")
    reactions = call.json("reaction", "can't parse reaction types JSON object") or []
    if not isinstance(reactions, list):
        raise bad("expected an Array of ReactionType")
    if len(reactions) > 1:
        raise bad("REACTIONS_TOO_MANY")
    emoji = ""
    for reaction in reactions:
        if not isinstance(reaction, dict) or reaction.get("type") != "emoji":
            raise bad("can't parse ReactionType: invalid reaction type specified")
        emoji = str(reaction.get("emoji", "")).rstrip("\ufe0f")
        if emoji not in _REACTIONS:
            raise bad("REACTION_INVALID")
    message.reaction = emoji
    town.show(message)
    return True


def answer_callback_query(town: Town, call: Call) -> bool:
    press = town.presses.get(call.text("callback_query_id"))
    if press is None or town.ticks() - press.asked > CALLBACK_LIFE or press.answer.done():
        raise bad(_TOO_OLD)
    if units(call.text("text")) > 200:
        raise bad("MESSAGE_TOO_LONG")
    answer: dict[str, Any] = {"text": call.text("text"), "show_alert": call.flag("show_alert")}
    press.answer.set_result(answer)
    return True


async def get_updates(town: Town, call: Call) -> list[Json]:
    allowed = call.json("allowed_updates", "can't parse allowed_updates JSON object")
    if isinstance(allowed, list):
        town.updates.allowed = [str(kind) for kind in allowed]
    limit = call.number("limit", 100)
    seconds = min(max(call.number("timeout"), 0), 50)
    return await town.updates.fetch(call.number("offset"), limit if 1 <= limit <= 100 else 100, seconds, town.stopping)
