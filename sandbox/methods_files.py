"""Bot API methods that carry files. Bytes stay in memory, under a file id, for the page and for getFile."""

import mimetypes
import struct
from typing import Any
from urllib.parse import quote

from sandbox.call import Call, Upload, caption_of, chat_of
from sandbox.errors import ApiError, bad
from sandbox.methods_chat import deliver
from sandbox.town import Json, StoredFile, Town

MAX_UPLOAD = 50 * 1024 * 1024
MAX_PHOTO = 10 * 1024 * 1024
MAX_DOWNLOAD = 20 * 1024 * 1024
MAX_SIDES = 10_000
MAX_RATIO = 20
_IMAGES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF8", b"RIFF", b"BM")


def send_document(town: Town, call: Call) -> Json:
    caption = caption_of(call)
    person = chat_of(town, call)
    stored = _file(town, call, "document", MAX_UPLOAD)
    return deliver(town, call, person, {"document": document_json(stored), **caption})


def send_photo(town: Town, call: Call) -> Json:
    caption = caption_of(call)
    person = chat_of(town, call)
    stored = _file(town, call, "photo", MAX_PHOTO)
    if not stored.data.startswith(_IMAGES):
        raise bad("IMAGE_PROCESS_FAILED")
    width, height = _size(stored.data)
    if width + height > MAX_SIDES or max(width, height) > MAX_RATIO * min(width, height):
        raise bad("PHOTO_INVALID_DIMENSIONS")
    return deliver(town, call, person, {"photo": photo_json(town, stored), **caption})


def _file(town: Town, call: Call, name: str, limit: int) -> StoredFile:
    """The file of a call: an upload, or a file id the town knows. It fetches nothing from the web."""
    upload = call.uploads.get(name)
    given = call.text(name)
    if upload is None and given.startswith("attach://"):
        upload = call.uploads.get(given.removeprefix("attach://"))
    if upload is not None:
        return kept(town, upload, name, limit)
    if not given:
        raise bad(f"there is no {name} in the request")
    if given in town.files:
        stored = town.files[given]
        if (stored.kind == "photo") != (name == "photo"):  # every other kind may be sent as a document
            raise bad(f"can't use file of type {stored.kind.title()} as {name.title()}")
        return stored
    if given.startswith(("http://", "https://")):
        raise bad("failed to get HTTP URL content")
    raise bad("wrong remote file identifier specified: Wrong string length")


def kept(town: Town, upload: Upload, kind: str, limit: int = MAX_UPLOAD) -> StoredFile:
    """Store an upload. Raises ApiError for one that is empty (400) or larger than `limit` bytes (413, photos 400)."""
    if not upload.data:
        raise bad("file must be non-empty")
    if len(upload.data) > limit:
        raise ApiError(413, "Request Entity Too Large") if limit == MAX_UPLOAD else bad("file is too big for a photo")
    guessed = mimetypes.guess_type(upload.name)[0] or "application/octet-stream"
    mime = upload.mime if upload.mime and upload.mime != "application/octet-stream" else guessed
    return town.keep_file(upload.name, kind, mime, upload.data)


def document_json(stored: StoredFile) -> Json:
    """A file as a Telegram document."""
    return {"file_name": stored.name, "mime_type": stored.mime, **_file_json(stored)}


def photo_json(town: Town, stored: StoredFile) -> list[Json]:
    """A photo as Telegram's list of sizes, each with a file id of its own; the smallest first."""
    width, height = _size(stored.data)
    small = town.keep_file(stored.name, stored.kind, stored.mime, stored.data)
    thumbnail = {"width": max(width // 8, 1), "height": max(height // 8, 1), **_file_json(small)}
    return [thumbnail, {"width": width, "height": height, **_file_json(stored)}]


def _file_json(stored: StoredFile) -> Json:
    return {"file_id": stored.file_id, "file_unique_id": stored.file_id[-16:], "file_size": len(stored.data)}


def _size(data: bytes) -> tuple[int, int]:
    """Width and height of a PNG; other pictures are called 800 x 600, which nobody computes with."""
    if data.startswith(_IMAGES[0]) and len(data) >= 24:
        width, height = struct.unpack(">II", data[16:24])
        return int(width), int(height)
    return 800, 600


def get_file(town: Town, call: Call) -> Json:
    file_id = call.text("file_id")
    if not file_id:
        raise bad("file_id not specified")
    stored = town.files.get(file_id)
    if stored is None:
        raise bad("invalid file_id")
    if len(stored.data) > MAX_DOWNLOAD:
        raise bad("file is too big")
    return {**_file_json(stored), "file_path": file_path(stored)}


def file_path(stored: StoredFile) -> str:
    """Where the file is fetched: `documents/<file id>.docx`."""
    extension = stored.name.rsplit(".", 1)[-1] if "." in stored.name else "bin"
    return f"{stored.kind}s/{stored.file_id}.{extension}"


def stored_at(town: Town, path: str) -> StoredFile | None:
    """The file behind a path that `file_path` gave."""
    return town.files.get(path.rsplit("/", 1)[-1].split(".", 1)[0])


def shown_file(town: Town, content: dict[str, Any]) -> Json | None:
    """A message's file for the page: `{"name", "url", "kind", "size"}`, None for a message without one."""
    for kind in ("document", "photo", "voice", "sticker", "video", "audio"):
        value = content.get(kind)
        value = value[-1] if isinstance(value, list) and value else value
        if isinstance(value, dict) and (stored := town.files.get(value.get("file_id", ""))):
            url = f"/town/files/{stored.file_id}/{quote(stored.name, safe='')}"
            return {"name": stored.name, "url": url, "kind": kind, "size": len(stored.data)}
    return None
