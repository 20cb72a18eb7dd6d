"""A question that may be open in a chat, and what was given for its answer.

Each is a row in the module that asks it (`QUESTIONS`); `bot.answering` puts them together. Answering one is never forced:
what does not fit is read as any other message.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from bot.desk import Desk
from bot.understanding.reply import Addressed, Intent, Reply
from plan_data.text import fold
from scheduler.channel import File
from storage.inbox import Ask
from storage.occurrences import Item

_CALLS_OFF = frozenset({"thoi", "thoi khoi", "bo qua", "huy", "cancel", "never mind"})


@dataclass(frozen=True, slots=True)
class Given:
    """What was typed while a question was open, and what it reads as.

    `said` are its statements; `items` the ones the question is about, as far as they are this person's, finished or not.
    An admin's question reads nothing and has none.
    """

    ask: Ask
    text: str
    said: tuple[Addressed, ...] = ()
    items: tuple[Item, ...] = ()

    @property
    def still_open(self) -> tuple[Item, ...]:
        return tuple(i for i in self.items if not i.settled)

    @property
    def reply(self) -> Reply:
        """What a text of one statement says; of several, nothing."""
        return self.said[0].reply if len(self.said) == 1 else Reply(Intent.OTHER)

    @property
    def intent(self) -> Intent:
        return self.reply.intent

    @property
    def is_reason(self) -> bool:
        """Words that describe a difficulty rather than report a figure."""
        return self.intent in (Intent.BLOCKED, Intent.NOT_DONE, Intent.PROGRESS) and self.reply.percent is None


@dataclass(frozen=True, slots=True)
class Question:
    """`hear` answers whether the text was an answer. `of_admin`: it was put to an admin, about anybody's work; `of_others`: it
    is about work that need not be the person's own, and `hear` checks whether it may be answered.

    `lasting`: it stays open overnight, for its answer cannot be mistaken; others take any words for an answer, and tomorrow's
    first message may be about something else. `with_codes`: a text with codes may answer it;
    `of_finished`: it may be about work that is done. `free`: any words would do, so what is plainly about something else is
    read as that first.
    """

    hear: Callable[[Desk, Given], Awaitable[bool]]
    of_admin: bool = False
    of_others: bool = False
    lasting: bool = False
    with_codes: bool = False
    of_finished: bool = False
    free: bool = False


def calls_off(text: str) -> bool:
    """ "thôi": our question is not answered after all, and what it was about stays as it is."""
    return fold(text).strip(" .!") in _CALLS_OFF


def item_ids(ask: Ask) -> list[int]:
    """The items a question is about."""
    many = ask.facts.get("items")
    if isinstance(many, list):
        return [int(i) for i in many]
    return [int(str(ask.facts["item"]))] if "item" in ask.facts else []


def files_of(ask: Ask) -> tuple[File, ...]:
    """The files that wait for its answer."""
    waiting: Any = ask.facts.get("files", [])
    return tuple(File(*each) for each in waiting)
