""" "nhầm" right after a setting, an absence or the like: it takes that back, and not the person's last report.

Whoever can be taken back opens the question `take_back` with what its own [Hoàn tác] says.
"""

from bot.desk import Desk
from bot.presses import PRESSES
from bot.pressing import Refused
from bot.questions import Given, Question
from bot.thread import replied_items
from bot.understanding.reply import Intent, read_replies
from storage.plans import activity_codes


async def _hear(desk: Desk, given: Given) -> bool:
    said = read_replies(given.text, desk.on, await activity_codes(desk.tx))
    if len(said) != 1 or said[0].reply.intent is not Intent.UNDO or said[0].codes:
        return False
    if await replied_items(desk, await desk.own()):
        return False  # an answer to a message about work
    await desk.close_asks()
    verb, *arguments = str(given.ask.facts["says"]).split(":")
    try:
        await PRESSES[verb](desk, arguments)
    except (Refused, ValueError):
        await desk.say("recorded.nothing_to_undo")
    return True


QUESTIONS: dict[str, Question] = {"take_back": Question(_hear, of_others=True)}
