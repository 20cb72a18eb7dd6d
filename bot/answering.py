"""The answer to our own question. A text that is about something else leaves the question open and is read as any other."""

from collections.abc import Awaitable, Callable
from datetime import date

from bot import (
    adding,
    answers,
    behalf,
    blockers,
    broadcasting,
    changing,
    confirming,
    document_of_change,
    escalations,
    evidence,
    extensions,
    granting,
    leave,
    nudging,
    reassigning,
    staffing,
    taking_back,
    targets,
)
from bot.asking import again
from bot.desk import Desk
from bot.picking import known_codes, same_period
from bot.questions import Given, Question, files_of, item_ids
from bot.thread import answered_message, is_last_said, replied_items
from bot.understanding.beside_reason import about_the_messages, is_aside
from bot.understanding.choices import leaves_open, means_all
from bot.understanding.dates import read_date
from bot.understanding.reply import Intent, Reply, read_document, read_replies
from scheduler.channel import Say
from storage import inbox
from storage.inbox import Ask
from storage.occurrences import items, items_of_message


async def answered(desk: Desk, text: str) -> bool:
    """True where the text answers the message it replies to, the question that is open, or else our newest message."""
    replies = desk.incoming.replies_to is not None
    if replies and await _answers_message(desk, text):
        return True
    asks = await desk.open_asks()
    for n, ask in enumerate(asks):
        if await _answers(desk, ask, text):
            for older in asks[n + 1 :]:
                await inbox.reopen_ask(desk.tx, older)
            return True
    return not replies and await _answers_message(desk, text)


async def _answers_message(desk: Desk, text: str) -> bool:
    """One of the messages whose buttons may be typed as well as pressed."""
    about = await answered_message(desk)
    hear = NOTICES.get(about.words) if about is not None else None
    return about is not None and hear is not None and await hear(desk, about, text)


async def _answers(desk: Desk, ask: Ask, text: str) -> bool:
    question = QUESTIONS.get(ask.kind)
    if question is None or (not question.lasting and ask.facts["on"] != desk.on.isoformat()):
        return False
    if question.of_admin:
        return desk.who.is_admin and await _is_about(desk, ask) and await question.hear(desk, Given(ask, text))
    aside = question.free and is_aside(text, desk.on)
    if question.of_others:
        if aside:
            desk.kept_open = ask
        return not aside and await question.hear(desk, Given(ask, text))
    if not desk.who.agencies:
        return False
    own = await desk.own()
    replied = await replied_items(desk, own)
    if replied and not {i.id for i in replied} & set(item_ids(ask)):
        return False  # an answer to a message about something else
    said = tuple(read_replies(text, desk.on, known_codes(own)))
    mine = tuple(i for i in await items(desk.tx, item_ids(ask)) if i.agency_id in desk.who.agencies)
    named = {code for s in said for code in s.codes}
    if aside or (question.free and named and not named & {i.code for i in mine}):
        desk.kept_open = ask
        return False
    if named and not question.with_codes:
        return False
    given = Given(ask, text, said, mine)
    if not (mine if question.of_finished else given.still_open):
        return False
    with_it = desk.files
    desk.files = (*files_of(ask), *with_it)
    if await question.hear(desk, given):
        return True
    desk.files = with_it  # they go on waiting: the text is about something else
    return False


async def _is_about(desk: Desk, ask: Ask) -> bool:
    """Not an answer to a message about something else."""
    incoming = desk.incoming
    if incoming.replies_to is None:
        return True
    about, carried = set(item_ids(ask)), set[int]()
    if about:  # a question that names no item checks for itself whether it is answered
        carried = {i.id for i in await items_of_message(desk.tx, incoming.channel, incoming.chat_id, incoming.replies_to)}
    return not carried or bool(carried & about)


async def _which(desk: Desk, given: Given) -> bool:
    """ "I.1" or "cả 3" typed instead of pressed, right below the question: later a bare code only asks for its menu."""
    if len(given.said) != 1 or not await is_last_said(desk, set(item_ids(given.ask))):
        return False
    said, offered = given.said[0], given.items
    if said.bare and said.codes:
        chosen = [i for i in offered if i.code in said.codes]
        chosen = [i for i in chosen if not said.period or same_period(i.period, said.period)]
        clear = said.reply.intent is Intent.OTHER and not leaves_open(given.text)
    elif said.everything and said.reply.intent is Intent.OTHER:
        chosen = list(offered)
        clear = means_all(given.text) and said.count in (None, len(offered))
    else:
        return False
    if not chosen or (len(chosen) > 1 and not said.everything and len(said.codes) == 1):
        return False
    if not clear:  # "cả 3 trừ cái đầu", "còn I.1", "I.1 hả"
        await again(desk, given.ask, offered)
        return True
    await inbox.answer_ask(desk.tx, given.ask, desk.row_id)
    await desk.close_asks()
    first = str(given.ask.facts["said"])
    meant = read_replies(first, date.fromisoformat(str(given.ask.facts["on"])), (), chosen[0].due)
    if len(meant) != 1:
        return False
    await answers.act(desk, chosen, meant[0].reply, first)
    return True


async def _document(desk: Desk, given: Given) -> bool:
    document = read_document(given.text, desk.on) or (given.reply.document if given.intent is Intent.DONE else None)
    if document is None or len(given.items) > 1 or given.still_open:
        return False
    await answers.add_document(desk, given.items[0], document, given.text)
    return True


async def _snooze_day(desk: Desk, given: Given) -> bool:
    if given.intent not in (Intent.OTHER, Intent.SNOOZE) or about_the_messages(given.text, desk.on):
        return False
    until = read_date(given.text, desk.on, looks="forward")
    if until is None or until <= desk.on:
        await desk.say("sorry.bad_date")
        return True
    await desk.close_asks()
    await answers.snooze(desk, given.still_open, Reply(Intent.SNOOZE, until=until), given.text)
    return True


QUESTIONS: dict[str, Question] = {
    "which": Question(_which, lasting=True, with_codes=True, of_finished=True),
    "document": Question(_document, lasting=True, of_finished=True),
    "snooze_day": Question(_snooze_day),
    **evidence.QUESTIONS,
    **extensions.QUESTIONS,
    **granting.QUESTIONS,
    **confirming.QUESTIONS,
    **blockers.QUESTIONS,
    **reassigning.QUESTIONS,
    **escalations.QUESTIONS,
    **leave.QUESTIONS,
    **nudging.QUESTIONS,
    **broadcasting.QUESTIONS,
    **behalf.QUESTIONS,
    **adding.QUESTIONS,
    **changing.QUESTIONS,
    **document_of_change.QUESTIONS,
    **staffing.QUESTIONS,
    **taking_back.QUESTIONS,
    **targets.QUESTIONS,
}
NOTICES: dict[str, Callable[[Desk, Say, str], Awaitable[bool]]] = {**extensions.NOTICES, **granting.NOTICES}
"""Messages of ours that may be answered in words as well as by their buttons, each by its key."""
