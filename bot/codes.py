"""Activity codes in a person's words: "i1", "I.1", "l.4" (OCR), with or without what stands around."""

from bot.desk import Desk
from bot.understanding.reply import read_replies
from storage.plans import activity_codes


async def code_in(desk: Desk, text: str) -> str | None:
    """The one code of the plan that the text is, None where it is more or other than a code."""
    said = read_replies(text, desk.on, await activity_codes(desk.tx))
    if len(said) == 1 and said[0].bare and len(said[0].codes) == 1:
        return said[0].codes[0]
    return None
