"""A quarter as it is typed: `I`, `iv`, `2`, and `l`, which is how a phone and an OCR write `I`. There is no fifth."""

QUARTER = r"iv|lv|i{1,3}|l{1,3}|[1-4]"
"""A piece of a pattern over text in small letters."""
_NUMBERS = {"iv": 4, "lv": 4, "4": 4, "i": 1, "l": 1, "1": 1, "ii": 2, "ll": 2, "2": 2, "iii": 3, "lll": 3, "3": 3}


def quarter_number(typed: str) -> int:
    """1..4 for what QUARTER fits."""
    return _NUMBERS[typed]
