"""What stands below a file must be shorter than a message: whole lines are left out from the end, never half a tag."""

import re
from html import escape, unescape

_TAG = re.compile(r"<[^>]*>")
_CUT = "…"


def seen(html: str) -> str:
    """The text without its tags."""
    return unescape(_TAG.sub("", html))


def units(text: str) -> int:
    """UTF-16 code units, by which the limits are counted."""
    return len(text.encode("utf-16-le")) // 2


def fitting(html: str, most: int) -> str:
    """`html` of at most `most` units that are seen; what does not fit is left out by lines, and a dot line says so."""
    if units(seen(html)) <= most:
        return html
    lines = html.split("\n")
    while lines and units(seen("\n".join([*lines, _CUT]))) > most:
        lines.pop()
    if lines:
        return "\n".join([*lines, _CUT])
    first = seen(html.split("\n", 1)[0])
    while units(first) >= most:
        first = first[:-1]
    return escape(first) + _CUT
