"""parse_mode=HTML as Telegram reads it: its tags only, every mistake refused in its own words with a byte offset.

A lenient reader would hide the mistakes that lose messages in production; the wording follows TDLib's `parse_html`.
"""

import re
from dataclasses import dataclass

from sandbox.entities import Entity, units
from sandbox.errors import bad

_KINDS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "span": "spoiler",
    "tg-spoiler": "spoiler",
    "a": "text_link",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
    "tg-emoji": "custom_emoji",
}
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_REFERENCE = re.compile(r"&(?:#(\d{1,7})|#x([0-9a-fA-F]{1,6})|(lt|gt|amp|quot));")
_NAME = re.compile(r"[^\s>]*")
_ATTRIBUTE = re.compile(r"\s*([^\s=>/\"']+)(\s*=\s*)?")


@dataclass
class _Open:
    tag: str
    offset: int
    attributes: dict[str, str]


def parse_html(source: str) -> tuple[str, list[Entity]]:
    """The plain text and its entities. Raises ApiError 400 `can't parse entities: …`."""
    reader = _Reader(source)
    reader.read()
    return "".join(reader.out), sorted(reader.entities, key=lambda e: (e["offset"], -e["length"]))


class _Reader:
    def __init__(self, source: str) -> None:
        self.source = source
        self.out: list[str] = []
        self.length = 0
        self.entities: list[Entity] = []
        self.open: list[_Open] = []

    def read(self) -> None:
        at, source = 0, self.source
        while at < len(source):
            if source[at] == "<":
                at = self._end_tag(at) if source.startswith("</", at) else self._start_tag(at)
            elif source[at] == "&" and (m := _REFERENCE.match(source, at)):
                self._put(_NAMED[m[3]] if m[3] else _character(int(m[1]) if m[1] else int(m[2], 16), m.group()))
                at = m.end()
            else:
                stop = at + 1
                while stop < len(source) and source[stop] not in "<&":
                    stop += 1
                self._put(source[at:stop])
                at = stop
        if self.open:
            raise self._refuse(f'Can\'t find end tag corresponding to start tag "{self.open[-1].tag}"')

    def _put(self, piece: str) -> None:
        self.out.append(piece)
        self.length += units(piece)

    def _refuse(self, what: str, at: int | None = None) -> Exception:
        where = "" if at is None else f" at byte offset {len(self.source[:at].encode())}"
        return bad(f"can't parse entities: {what}{where}")

    def _start_tag(self, at: int) -> int:
        name = _NAME.match(self.source, at + 1)
        assert name is not None
        tag, position = name.group().lower(), name.end()
        if position >= len(self.source):
            raise self._refuse("Unclosed start tag", at)
        if tag not in _KINDS:
            raise self._refuse(f'Unsupported start tag "{tag}"', at)
        attributes: dict[str, str] = {}
        while True:
            while position < len(self.source) and self.source[position].isspace():
                position += 1
            if position >= len(self.source):
                raise self._refuse("Unclosed start tag", at)
            if self.source[position] == ">":
                break
            position = self._attribute(tag, at, position, attributes)
        if tag == "span" and attributes.get("class") != "tg-spoiler":
            raise self._refuse('Tag "span" must have class "tg-spoiler"', at)
        if tag == "tg-emoji" and not attributes.get("emoji-id"):
            raise self._refuse('Tag "tg-emoji" must have attribute "emoji-id"', at)
        self.open.append(_Open(tag, self.length, attributes))
        return position + 1

    def _attribute(self, tag: str, at: int, position: int, attributes: dict[str, str]) -> int:
        m = _ATTRIBUTE.match(self.source, position)
        if m is None:
            raise self._refuse(f'Empty attribute name in the tag "{tag}"', at)
        key = m[1].lower()
        if m[2] is None:
            if tag == "blockquote" and key == "expandable":
                attributes[key] = ""
                return m.end()
            raise self._refuse(f'Expected equal sign in declaration of an attribute of the tag "{tag}"', at)
        start = m.end()
        quote = self.source[start : start + 1]
        if quote in {'"', "'"} and quote:
            end = self.source.find(quote, start + 1)
            if end < 0:
                raise self._refuse("Unclosed start tag", at)
            value, after = self.source[start + 1 : end], end + 1
        else:
            bare = re.compile(r"[^\s>]*").match(self.source, start)
            assert bare is not None
            value, after = bare.group(), bare.end()
        attributes[key] = _REFERENCE.sub(lambda r: _NAMED[r[3]] if r[3] else r.group(), value)
        return after

    def _end_tag(self, at: int) -> int:
        end = self.source.find(">", at)
        if not self.open:
            raise self._refuse("Unexpected end tag", at)
        if end < 0:
            raise self._refuse("Unclosed end tag", at)
        found, start = self.source[at + 2 : end].strip().lower(), self.open.pop()
        if found and found != start.tag:
            offset = len(self.source[:at].encode())
            raise self._refuse(f'Unmatched end tag at byte offset {offset}, expected "</{start.tag}>", found "</{found}>"')
        if self.length > start.offset:
            self._close(start)
        return end + 1

    def _close(self, start: _Open) -> None:
        entity: Entity = {"type": _KINDS[start.tag], "offset": start.offset, "length": self.length - start.offset}
        if start.tag == "a":
            url = start.attributes.get("href", "".join(self.out)[-entity["length"] :])
            if "." not in url and "://" not in url:
                return  # Telegram drops a link that leads nowhere and keeps its words
            entity["url"] = url
        elif start.tag == "blockquote" and "expandable" in start.attributes:
            entity["type"] = "expandable_blockquote"
        elif start.tag == "tg-emoji":
            entity["custom_emoji_id"] = start.attributes["emoji-id"]
        elif start.tag == "code" and start.attributes.get("class", "").startswith("language-"):
            if self.open and self.open[-1].tag == "pre":
                self.open[-1].attributes["language"] = start.attributes["class"].removeprefix("language-")
                return
        elif start.tag == "pre" and start.attributes.get("language"):
            entity["language"] = start.attributes["language"]
        self.entities.append(entity)


def _character(code: int, written: str) -> str:
    return chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else written
