"""Message entities: how Telegram counts text, finds commands and links in it, and what a page may show of it.

Offsets and lengths are UTF-16 code units, as in the Bot API. HTML for the page is made here and only here, from escaped text
and a closed list of tags, so that nothing a person or the bot writes can become markup.
"""

import html
import re
from typing import Any

Entity = dict[str, Any]

_TAGS: dict[str, tuple[str, str]] = {
    "bold": ("<b>", "</b>"),
    "italic": ("<i>", "</i>"),
    "underline": ("<u>", "</u>"),
    "strikethrough": ("<s>", "</s>"),
    "spoiler": ('<span class="spoiler" tabindex="0">', "</span>"),
    "code": ("<code>", "</code>"),
    "pre": ("<pre>", "</pre>"),
    "blockquote": ("<blockquote>", "</blockquote>"),
    "expandable_blockquote": ("<blockquote>", "</blockquote>"),
    "bot_command": ('<span class="command" role="button" tabindex="0">', "</span>"),
}
_COMMAND = re.compile(r"(?<![\w/])/[A-Za-z0-9_]{1,32}(?:@\w+)?(?![\w/])")
_URL = re.compile(r"https?://[^\s<>“”\"]+[^\s<>“”\".,;:!?)\]]")
_SAFE_URL = re.compile(r"https?://|tg://", re.IGNORECASE)


def units(text: str) -> int:
    """The length Telegram counts: UTF-16 code units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def find_entities(text: str) -> list[Entity]:
    """Commands and web addresses, which Telegram marks by itself in either direction."""
    if "/" not in text:
        return []
    found = [("url", m) for m in _URL.finditer(text)]
    covered = [m.span() for _, m in found]
    for m in _COMMAND.finditer(text):
        if not any(start <= m.start() < end for start, end in covered):
            found.append(("bot_command", m))
    found.sort(key=lambda pair: pair[1].start())
    return [{"type": kind, "offset": units(text[: m.start()]), "length": units(m.group())} for kind, m in found]


def with_found(text: str, entities: list[Entity]) -> list[Entity]:
    """`entities` and whatever Telegram finds by itself outside them (never inside code or a link)."""
    taken = [(e["offset"], e["offset"] + e["length"]) for e in entities if e["type"] in {"code", "pre", "text_link"}]
    extra = [
        e
        for e in find_entities(text)
        if not any(start < e["offset"] + e["length"] and e["offset"] < end for start, end in taken)
    ]
    return sorted([*entities, *extra], key=lambda e: (e["offset"], -e["length"])) if extra else entities


def trimmed(text: str, entities: list[Entity]) -> tuple[str, list[Entity]]:
    """Without the white space at both ends, which Telegram cuts off before it counts; entities moved along."""
    body = text.strip()
    if len(body) == len(text):
        return text, entities
    lead, size = units(text[: len(text) - len(text.lstrip())]), units(body)
    moved = []
    for entity in entities:
        start = max(entity["offset"] - lead, 0)
        end = min(entity["offset"] + entity["length"] - lead, size)
        if end > start:
            moved.append({**entity, "offset": start, "length": end - start})
    return body, moved


def to_html(text: str, entities: list[Entity]) -> str:
    """Safe HTML of a message: escaped text within the tags above; line breaks stay as they are (the page keeps them)."""
    if not entities:
        return html.escape(text, quote=False)
    wide = any(c > "\uffff" for c in text)
    place = _places(text) if wide else None
    spans = []
    for entity in sorted(entities, key=lambda e: (e["offset"], -e["length"])):
        start, end = entity["offset"], entity["offset"] + entity["length"]
        spans.append((place[start], place[end], entity) if place else (start, end, entity))
    return _render(text, 0, len(text), spans)


def _places(text: str) -> list[int]:
    """UTF-16 offset -> index in a Python string."""
    places = []
    for index, char in enumerate(text):
        places.extend([index] * (2 if char > "\uffff" else 1))
    places.append(len(text))
    return places


def _render(text: str, start: int, end: int, spans: list[tuple[int, int, Entity]]) -> str:
    out, at = [], start
    while spans:
        first, last, entity = spans[0]
        inner = [s for s in spans[1:] if s[0] < last]
        spans = [s for s in spans[1:] if s[0] >= last]
        if first < at or last > end:
            continue  # an overlap, which Telegram would have split: the text stays, the second mark does not
        opening, closing = _tags(entity, text[first:last])
        out += [html.escape(text[at:first], quote=False), opening, _render(text, first, last, inner), closing]
        at = last
    out.append(html.escape(text[at:end], quote=False))
    return "".join(out)


def _tags(entity: Entity, shown: str) -> tuple[str, str]:
    kind = entity["type"]
    if kind in {"text_link", "url"}:
        url = entity.get("url", shown)
        if not _SAFE_URL.match(url):
            return "", ""
        return f'<a href="{html.escape(url)}" target="_blank" rel="noopener noreferrer">', "</a>"
    return _TAGS.get(kind, ("", ""))
