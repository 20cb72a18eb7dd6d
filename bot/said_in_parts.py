"""A sentence with fixed words in it, taken apart: matched without marks, its parts given back as they were typed."""

import re

from plan_data.text import fold, squeeze


def parts(pattern: re.Pattern[str], text: str) -> dict[str, str] | None:
    """The named groups of a pattern on the folded text; an absent one is empty. None where it does not match."""
    text = squeeze(text).strip(" .")
    folded = fold(text)
    found = pattern.match(folded)
    if found is None or len(folded) != len(text):
        return None
    return {name: text[found.start(name) : found.end(name)] if found[name] is not None else "" for name in pattern.groupindex}
