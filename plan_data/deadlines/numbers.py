"""Numbers and years as the rows of `vi.py` find them, in digits or in words without marks."""

import re

from plan_data.deadlines.cell import Said

NUMBERS = {
    **{"mot": 1, "hai": 2, "ba": 3, "tu": 4, "bon": 4, "nam": 5, "sau": 6, "bay": 7, "tam": 8, "chin": 9},
    **{"muoi": 10, "muoi mot": 11, "muoi hai": 12, "gieng": 1, "chap": 12},
}


def number(text: str) -> int:
    """`number("03") == number("ba") == 3`; 0 for what is no number, which every maker of spans refuses."""
    return int(text) if text.isdecimal() else NUMBERS.get(text, 0)


def said_year(text: str | None) -> tuple[int | None, bool]:
    """The year in words ("nam 2024", "/2024", "/24", "nam sau", "nam ke tiep"), and whether that was two digits only."""
    if not text:
        return None, False
    if digits := re.search(r"\d+", text):
        return (int(digits[0]), False) if len(digits[0]) == 4 else (2000 + int(digits[0]), True)
    return (0 if "nay" in text else -1 if "truoc" in text else 1), False


def year_of(said: Said) -> tuple[int | None, bool]:
    return said_year(said["year"])
