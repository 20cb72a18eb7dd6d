"""While the bot waits for a reason any words would do: these are about something else all the same, and are read as such.

An absence, a wish about the messages, a day to be reminded on, and that this work is somebody else's. What begins as a
reason is one: "vì chị Lan phụ trách việc này nghỉ ốm".
"""

from datetime import date

from bot.understanding.absences import read_absence, read_return
from bot.understanding.answer import Intent
from bot.understanding.classes import CLASSES
from bot.understanding.phrase import compiled
from bot.understanding.reply import read_reply
from bot.understanding.wishes import read_wish
from bot.understanding.words import clean, line, split

_SAYS_WHY = compiled("^ [<ạ>|<người>|<mình>]* (vì|do|tại|bởi|lý do|lí do|nguyên nhân|because|due to)", CLASSES)
_THIS_WORK = compiled(
    "(việc|nhiệm vụ|nội dung|mục) (này|đó|trên)|không (thuộc|phải) [là|của|việc]* (đơn vị|sở|cơ quan|huyện|phòng|ban)|"
    "(nhầm|sai|lộn) (đơn vị|cơ quan|sở|người)",
    CLASSES,
)


def about_the_messages(text: str, on: date) -> bool:
    """An absence or the end of one, or how the person wants to be written to."""
    return read_absence(text, on) is not None or read_return(text) or read_wish(text) is not None


def is_aside(text: str, on: date) -> bool:
    """Whether the words are about something else than the reason that was asked for."""
    words = line(split(clean(text)))
    if _SAYS_WHY.match(words):
        return False
    intent = read_reply(text, on).intent
    if intent is Intent.SNOOZE or (intent is Intent.REASSIGN and _THIS_WORK.search(words)):
        return True
    return about_the_messages(text, on)
