"""A message that was changed in the chat after it was answered.

What it had recorded is taken back and the new words are heard as if said now; or nothing changes. It is tried, and kept only
where the new words record something else: a typo that was mended and words that are not understood leave what stands.
"""

from collections.abc import Awaitable, Callable, Iterable
from datetime import timedelta
from typing import Any

from bot import answers
from bot.desk import Desk
from bot.understanding.reply import Intent, read_reply
from plan_data.text import fold
from plan_data.updates import UpdateKind, effective
from scheduler.channel import File, Kind
from storage import inbox
from storage.occurrences import Item, items
from storage.updates import recorded_by

EDITS_COUNT_FOR = timedelta(hours=48)
_SETTLES_NOTHING = frozenset({UpdateKind.ACK, UpdateKind.SNOOZE, UpdateKind.DOCUMENT})
"""Said after a report, these leave it as it was; of anything else the report is the ground."""
Pairs = list[tuple[int, int]]
"""(update id, occurrence id)"""


async def edited(desk: Desk, heard: Callable[[Desk], Awaitable[None]], taken_in: Callable[[Desk], Awaitable[bool]]) -> None:
    """`heard` hears a message as any other; `taken_in` says nothing of what it does not understand."""
    incoming, before = desk.incoming, list(desk.earlier.values())
    if incoming.kind not in (Kind.TEXT, Kind.FILE):
        return  # a place that moves is an edit, too
    if before and (before[-1].text, before[-1].file) == (incoming.text, incoming.file):
        return  # so is a preview that appears
    # a "xong" that was asked about is completed by the press, or the word, that said which
    written = before[0].at if before else incoming.at
    answers_to = await inbox.answers_to(desk.tx, incoming.channel, incoming.chat_id, desk.earlier, written)
    recorded = await recorded_by(desk.tx, desk.who.id, [*desk.earlier, *answers_to])
    if not recorded:
        await heard(desk)
        return
    mine = {update_id for update_id, _ in recorded}
    touched = await items(desk.tx, [item_id for _, item_id in recorded])
    desk.about = tuple((await desk.bring_in_line(touched)).values())  # locked, so that nobody reports in between
    standing = [(u.id, i.id) for i in desk.about for u in effective(i.updates) if u.id in mine]
    late = incoming.at - before[0].at > EDITS_COUNT_FOR
    if late or any(_overtaken(i, mine, desk) for i in desk.about):
        await _say_what_stands(desk, "late" if late else "overtaken")
    elif read_reply(incoming.text, desk.on).intent is Intent.UNDO:
        await answers.undo(desk, rows=standing)
    else:
        await _apply(desk, standing, taken_in)


def _overtaken(item: Item, mine: set[int], desk: Desk) -> bool:
    """Somebody has reported or decided since, or the work is another's now. And what a "nhầm" took back of another message
    must not stand again because the "nhầm" reads otherwise now."""
    last = max(mine)
    newer = any(u.id > last and u.kind not in _SETTLES_NOTHING for u in item.updates)
    takes_back = any(u.id in mine and u.undoes is not None and u.undoes not in mine for u in item.updates)
    return newer or takes_back or item.agency_id not in desk.who.agencies


async def _apply(desk: Desk, standing: Pairs, taken_in: Callable[[Desk], Awaitable[bool]]) -> None:
    """The state before the message, then the new words as if said now, and one message that says both."""
    was = _effects(desk.about, standing)
    kinds: dict[int, UpdateKind] = {}
    between: dict[int, Item] = {}
    unclear = False

    async def said_anew() -> bool:
        nonlocal unclear
        kinds.update(await answers.take_back(desk, standing, alone=True))
        between.update(await desk.bring_in_line(desk.about))
        taken = [{"code": i.code, "kind": str(kinds[i.id])} for i in desk.about if i.id in kinds]
        desk.before, desk.recorded = [("edit.head", {"taken": taken})], []
        desk.files = (*_others(desk, standing), *desk.files)
        await taken_in(desk)
        now = _effects(await items(desk.tx, [i for _, i in desk.recorded]), desk.recorded)
        unclear = not now or (_reports(was) and not _reports(now))  # a file alone takes no report back
        return not unclear and now != was

    if await desk.attempt(said_anew):
        anew = {item_id for _, item_id in desk.recorded}
        await desk.settle(i for i in desk.about if i.id not in anew)
        fresh = {i.id: i for i in await items(desk.tx, kinds)}
        again = {(i, kind) for i, kind, *_ in _effects(fresh.values(), desk.recorded)}
        gone = {i: kind for i, kind in kinds.items() if (i, kind) not in again}
        lasting = [i for i in desk.about if i.id in gone and fresh[i.id].blocker == between[i.id].blocker]
        await answers.tell_of_withdrawal(desk, gone, lasting, fresh)
    elif unclear:
        await _say_what_stands(desk, "unclear")


def _others(desk: Desk, standing: Pairs) -> Iterable[File]:
    """The files of what stands that did not come with this message: an album's, or those that had waited for its words."""
    ids = {update_id for update_id, _ in standing}
    own = {then.file for then in desk.earlier.values()}
    files = (File(u.file_id, u.file_name) for i in desk.about for u in i.updates if u.id in ids and u.file_id)
    return dict.fromkeys(f for f in files if f not in own)


def _effects(touched: Iterable[Item], recorded: Pairs) -> set[tuple[Any, ...]]:
    """What these rows say of which item. A reason with its marks mended is the same reason."""
    ids = {update_id for update_id, _ in recorded}
    return {
        (i.id, u.kind, u.percent, u.until, u.document, u.happened_on, fold(u.note), u.agency_id, u.file_id)
        for i in touched
        for u in i.updates
        if u.id in ids
    }


def _reports(effects: set[tuple[Any, ...]]) -> bool:
    return any(kind is not UpdateKind.DOCUMENT for _, kind, *_ in effects)


async def _say_what_stands(desk: Desk, why: str) -> None:
    mine = [i for i in await items(desk.tx, [i.id for i in desk.about]) if i.agency_id in desk.who.agencies]
    await desk.say("edit.stands", items=[i.id for i in mine], why=why, told=[desk.facts(i) for i in mine])
