"""--state FILE: every change as one JSON line, read back at the next start. The last line about a thing wins.

A journal, not a snapshot: a sandbox that is killed loses nothing that the bot was told. At a start the file is written anew,
without what later lines replaced.
"""

import base64
import json
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

from sandbox.town import Message, Person, StoredFile, Town
from sandbox.updates import FIRST_UPDATE


class Journal:
    """Attach to a town with `open`; `close` when the town is over."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file = path.open("a", encoding="utf-8")

    @classmethod
    def open(cls, path: Path, town: Town) -> "Journal":
        """Restore `town` from the file if there is one, then keep the file up to date. A torn last line is left out."""
        lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
        kept: dict[str, str] = {}
        for line in lines:
            try:
                kind, value = json.loads(line)
            except ValueError:
                continue
            key = _key(kind, value)
            kept.pop(key, None)
            kept[key] = line
        for line in kept.values():
            _restore(town, *json.loads(line))
        town.updates.confirm(town.updates.confirmed)
        told = {f"update {number}" for number in range(FIRST_UPDATE, town.updates.confirmed)}
        fresh = path.with_name(path.name + ".new")
        fresh.write_text("".join(line + "\n" for key, line in kept.items() if key not in told), encoding="utf-8")
        fresh.replace(path)
        journal = cls(path)
        town.on_change = journal.write
        town.time.on_change = lambda: journal.write("clock", [town.time.now.isoformat(), town.time.version])
        return journal

    def write(self, kind: str, value: Any) -> None:
        if isinstance(value, Message):
            value = asdict(value)
            value["keyboard_up"] = "keyboard" in (value["markup"] or {})
        elif isinstance(value, StoredFile):
            value = {**asdict(value), "data": base64.b64encode(value.data).decode()}
        self._file.write(json.dumps([kind, value], ensure_ascii=False) + "\n")
        self._file.flush()

    def close(self) -> None:
        self._file.close()


def _key(kind: str, value: Any) -> str:
    names = {"person": "id", "update": "update_id", "file": "file_id"}
    if kind == "message":
        return f"message {value['chat_id']} {value['message_id']}"
    return f"{kind} {value[names[kind]]}" if kind in names else kind


def _restore(town: Town, kind: str, value: Any) -> None:
    if kind == "person":
        town.settle_person(Person(**value))
    elif kind == "message":
        keyboard_up = value.pop("keyboard_up", False)
        message = Message(**value)
        town.restore_message(message)
        if keyboard_up:
            town.chats[message.chat_id].keyboard = message.markup
        elif message.markup and "remove_keyboard" in message.markup:
            town.chats[message.chat_id].keyboard = None
    elif kind == "update":
        town.updates.restore(value)
    elif kind == "confirmed":
        town.updates.confirmed = value
        town.updates.next_id = max(town.updates.next_id, value)
    elif kind == "file":
        town.files[value["file_id"]] = StoredFile(**{**value, "data": base64.b64decode(value["data"])})
    elif kind == "commands":
        town.commands = value
    elif kind == "clock":
        town.time.now, town.time.version = datetime.fromisoformat(value[0]), value[1] + 1
