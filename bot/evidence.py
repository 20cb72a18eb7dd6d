"""A photo or a file that shows the work: kept by the provider's id with its name, sent again on a press, never opened.

Its caption is read as any message, and what that records carries the file. Where it says nothing of the kind the file goes to
what was asked about or answered; where nothing tells whose it is, it waits in the question. An album is one answer.
"""

from collections.abc import Awaitable, Callable, Sequence
from datetime import timedelta
from typing import Any

from bot import answers, asking, confirming
from bot.asking import MOST_WORDS
from bot.desk import Desk
from bot.digest import SHOWN
from bot.facts import MOST_LINES, button_labels
from bot.picking import NotHere, Pick, Picked, Which, current, known_codes, pick
from bot.pressing import Press, Refused, number, own_item
from bot.questions import Given, Question, files_of, item_ids
from bot.thread import replied_items
from bot.understanding.reply import Addressed, Intent, read_replies
from plan_data.model import OccurrenceKind
from plan_data.updates import UpdateKind, effective
from storage import inbox
from storage.occurrences import Item, items, items_by_code, newest_carried
from storage.plans import activity_codes

RECENTLY = timedelta(days=14)
"""What was finished longer ago is not offered for a file; its code can be typed."""
MOST_FILES = 10
Read = Callable[[Desk, str], Awaitable[bool]]
"""Understands a text as any other; False where it could not be understood."""


async def received(desk: Desk, caption: str, read: Read) -> None:
    """A photo or a document, with the words that came with it."""
    if not desk.who.agencies:
        if caption:
            await read(desk, caption)
        if not desk.filed:
            await desk.say("evidence.nobody")
        return
    if not caption and await _joined(desk):
        return
    own = await desk.own()
    said = read_replies(caption, desk.on, known_codes(own) | await activity_codes(desk.tx)) if caption else ()
    named = [pick(one, own, (), (), SHOWN, desk.on) for one in said if one.codes]
    others = [found.code for found in named if isinstance(found, NotHere)]
    if others and len(others) == len(named):
        if not await read(desk, caption):
            await asking.not_mine(desk, others[0])
        return
    if caption and not _only_names(said, named):
        await read(desk, caption)
    if not desk.filed and not await _waits(desk):
        await _place(desk, named, own, caption)
    if desk.incoming.album and (desk.filed or await _waits(desk)):
        await _await_the_others(desk)


async def _waits(desk: Desk) -> bool:
    """What the caption says is being asked about, and the file with it."""
    ask = await desk.open_ask()
    return ask is not None and set(desk.files) <= set(files_of(ask))


def _only_names(said: Sequence[Addressed], named: Sequence[Pick]) -> bool:
    """The caption says whose the file is and nothing more: a code, "em gửi ạ", or again that something finished is done."""
    if len(said) != 1:
        return False
    one = said[0]
    finished = [f for f in named if isinstance(f, Picked) and all(i.settled for i in f.items)]
    again = bool(finished) and one.reply.intent is Intent.DONE and one.reply.document is None
    return one.bare or again or (one.reply.intent is Intent.ACK and not one.codes)


# --- whose it is ----------------------------------------------------------------------------------------------------------
async def _place(desk: Desk, named: Sequence[Pick], own: Sequence[Item], caption: str) -> None:
    """Onto the item that the caption, the answered message or the open question tells; else asks which."""
    told = [i for found in named if isinstance(found, Picked | Which) for i in found.items]
    told = told or [i for i in await replied_items(desk, own) if i.agency_id in desk.who.agencies][:SHOWN]
    told = told or await _asked_about(desk)
    if len(told) == 1:
        await _add(desk, told, caption)
    else:
        await _whose(desk, told or _likely(own, desk))


async def _asked_about(desk: Desk) -> list[Item]:
    """What "Số, ký hiệu văn bản?" was asked about, while nothing else has been talked of since."""
    ask = await desk.open_ask()
    if ask is None or ask.kind != "document" or not await _is_newest(desk, item_ids(ask)):
        return []
    return [i for i in await items(desk.tx, item_ids(ask)) if i.agency_id in desk.who.agencies]


async def _is_newest(desk: Desk, about: Sequence[int]) -> bool:
    incoming = desk.incoming
    return await newest_carried(desk.tx, incoming.channel, incoming.chat_id, desk.now) == set(about)


def _likely(own: Sequence[Item], desk: Desk) -> list[Item]:
    """What was finished of late, the newest first, then what is open."""
    finished = [i for i in own if (on := i.reported_on) is not None and on > desk.on - RECENTLY]
    finished.sort(key=lambda i: i.updates[-1].id if i.updates else 0, reverse=True)
    codes = dict.fromkeys(i.code for i in own if not i.settled and i.kind is not OccurrenceKind.CHECK_IN)
    today = [i for code in codes for i in current([i for i in own if i.code == code], desk.on, "")]
    return [*finished, *(i for i in today if not i.settled)]


async def _add(desk: Desk, picked: Sequence[Item], said: str, *, in_place: bool = False) -> None:
    """Recorded as a document of each; what is not finished stays so, and that is said."""
    for item in picked:
        await desk.record(item, UpdateKind.DOCUMENT, words=said[:MOST_WORDS])
        await confirming.after_document(desk, item, "")
    kept = desk.after.pop()[1]
    one = picked[0] if len(picked) == 1 else None
    if one is not None:
        await desk.ask("document", item=one.id)
    still = one is not None and not one.settled and one.kind is not OccurrenceKind.CHECK_IN
    undo = ("undo", f"undo:{desk.row_id}")
    await desk.say(
        "evidence.added",
        items=[i.id for i in picked],
        in_place=in_place,
        kept=kept,
        still=[desk.facts(i) for i in picked if still],
        buttons=[[("done", f"done:{picked[0].id}"), undo] if still else [undo]],
    )


async def _whose(desk: Desk, choices: Sequence[Item]) -> None:
    """Which work do they show? Files that wait for the same answer already are asked about once."""
    if not choices:
        await desk.say("evidence.nobody")
        return
    ask = await desk.open_ask()
    if ask is not None and ask.kind == "file":
        desk.files = (*files_of(ask), *desk.files)
    offered = list(choices[:MOST_LINES])
    ask_id = await desk.ask("file", items=[i.id for i in offered])
    labels = button_labels(offered)
    codes = [(labels[i.id], f"file:{ask_id}:{i.id}") for i in offered]
    await desk.say(
        "evidence.whose",
        items=[i.id for i in offered],
        names=[f.name for f in desk.files],
        album=bool(desk.incoming.album),
        told=[desk.facts(i) for i in offered],
        more=len(choices) - len(offered),
        buttons=[codes[n : n + 3] for n in range(0, len(codes), 3)],
    )


# --- an album -------------------------------------------------------------------------------------------------------------
async def _await_the_others(desk: Desk) -> None:
    """The other files of an album come as messages of their own, without a word: where this one went, or waits, is noted in
    the question that is open."""
    if await desk.open_ask() is None:
        await desk.ask("document", items=list(desk.filed))
    ask = await desk.open_ask()
    assert ask is not None
    album = {"id": desk.incoming.album, "row": desk.row_id, "filed": list(desk.filed)}
    await inbox.amend_ask(desk.tx, ask, album=album)


async def _joined(desk: Desk) -> bool:
    """A further file of an album goes where its first one went, without another word; its undo takes the whole album."""
    ask = await desk.open_ask()
    album: Any = ask.facts.get("album") if ask else None
    if ask is None or not album or album["id"] != desk.incoming.album:
        return False
    if not album["filed"]:
        waiting = [[f.id, f.name] for f in (*files_of(ask), *desk.files)]
        await inbox.amend_ask(desk.tx, ask, files=waiting)
    desk.row_id = album["row"]
    for item in await items(desk.tx, album["filed"]):
        await desk.record(item, UpdateKind.DOCUMENT)
    return True


# --- shown again ----------------------------------------------------------------------------------------------------------
async def _pressed(desk: Desk, arguments: list[str]) -> None:
    """The answer to "của việc nào?"."""
    incoming = desk.incoming
    ask = await inbox.ask_by_id(desk.tx, number(arguments[0]), incoming.channel, incoming.chat_id)
    if ask is None or ask.kind != "file" or number(arguments[1]) not in item_ids(ask):
        raise ValueError(arguments)
    item = await own_item(desk, arguments[1])
    desk.files = files_of(ask)
    await desk.close_asks()
    await _add(desk, [item], "", in_place=True)


async def _show(desk: Desk, arguments: list[str]) -> None:
    """[Xem tệp]: to an admin, and to whoever's work it is."""
    visible = [i for i in await items_by_code(desk.tx, arguments[0]) if desk.who.is_admin or i.agency_id in desk.who.agencies]
    if not visible:
        raise Refused
    shown = [(u, i) for i in visible for u in effective(i.updates) if u.file_id]
    if not shown:
        raise ValueError(arguments[0])
    for said, item in sorted(shown, key=lambda pair: pair[0].id)[-MOST_FILES:]:
        await desk.say(
            "evidence.file",
            items=[item.id],
            file=[said.file_id, said.file_name],
            i=desk.facts(item),
            name=said.file_name,
            by=said.by,
            at=said.at.isoformat(),
        )


PRESSES: dict[str, Press] = {"file": _pressed, "files": _show}


# --- the code, typed ------------------------------------------------------------------------------------------------------
async def _typed(desk: Desk, given: Given) -> bool:
    """ "I.1", or a report of it, right below the question: "I.1 xong" in answer to "của việc nào?" is about the file's work."""
    if not await _is_newest(desk, item_ids(given.ask)):
        return False
    one = given.said[0]
    found = pick(one, await desk.own(), (), (), SHOWN, desk.on) if one.codes else None
    if len(given.said) > 1 or not isinstance(found, Picked) or len(found.items) > 1:
        return False
    item, intent = found.items[0], one.reply.intent
    finished = item.settled
    if one.bare or (finished and intent is Intent.DONE):
        await desk.close_asks()
        await _add(desk, [item], "")
    elif finished and one.reply.document is not None:
        await answers.add_document(desk, item, one.reply.document, given.text)
    elif intent in (Intent.DONE, Intent.PROGRESS, Intent.NOT_DONE, Intent.BLOCKED):
        await desk.close_asks()
        await answers.act(desk, [item], one.reply, given.text)
    else:
        return False
    return True


QUESTIONS: dict[str, Question] = {"file": Question(_typed, lasting=True, with_codes=True, of_finished=True)}
