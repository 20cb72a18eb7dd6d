"""Around what is told at 14:00: the admins hold it or read it before it goes, a head answers it with a press or a day."""

from datetime import date, timedelta

from bot import afternoon, answers
from bot.desk import Desk
from bot.letters import Told, hold_button
from bot.pressing import Press, Refused, admin_only, number
from bot.questions import Given, Question
from bot.understanding.dates import Said, find_dates, read_date
from bot.understanding.reply import Addressed, Intent, Reply
from bot.understanding.words import bare, clean, split
from plan_data.updates import UpdateKind, effective
from scheduler.escalation import Off
from storage import holds, outbox
from storage import people as roster
from storage.occurrences import Item, items

LONGEST_PROMISE = timedelta(days=300)
"""A day further off is one that has passed and was read as next year's."""
_AROUND_A_DAY = frozenset(
    ["ngay", "truoc", "trong", "den", "vao", "khoang", "du", "kien", "se", "xong", "a", "by", "on", ",", "."]
)


# --- before it goes: the admins --------------------------------------------------------------------------------------------
async def _hold(desk: Desk, arguments: list[str]) -> None:
    """[Giữ …]: no reason is asked, and the agency does not see it. Nobody decides for the own agency."""
    await _holding(desk, arguments, hold=True)


async def _free(desk: Desk, arguments: list[str]) -> None:
    """[Bỏ giữ …]."""
    await _holding(desk, arguments, hold=False)


async def _holding(desk: Desk, arguments: list[str], *, hold: bool) -> None:
    admin_only(desk)
    root, day, told = await _afternoon(desk, arguments[0])
    if afternoon.is_past(day, desk.now):
        desk.pop("escalation.too_late")
        return
    names = {t.item.agency_id: t.item.agency_short for t in told if t.carried}
    mine = desk.who.agencies
    wanted = sorted(names.keys() - mine) if arguments[1] == "all" else [number(arguments[1])]
    if not wanted or not set(wanted) <= set(names):
        raise ValueError(arguments[1])
    if mine & set(wanted):
        await desk.audit("refused_own_hold", f"agency:{wanted[0]}")
        desk.pop("escalation.own")
        return
    if hold:
        changed = await holds.hold(desk.tx, day, wanted, desk.who.id, desk.now)
    else:
        changed = await holds.let_go(desk.tx, day, wanted)
    for agency_id in sorted(changed):
        await desk.audit("escalation_held" if hold else "escalation_freed", f"agency:{agency_id}", day=day.isoformat())
    desk.pop("escalation.holding" if hold else "escalation.freed", names=[names[a] for a in wanted[:3]], n=len(wanted))
    admins = {h.contact_id for h in await roster.admins(desk.tx, desk.on)}
    await desk.redraw([t.item.id for t in told], only=admins)
    if len(arguments) > 2:
        await _page(desk, root, day, told, number(arguments[2]), in_place=True)


async def _letters(desk: Desk, arguments: list[str]) -> None:
    """[Xem tin]: the very text, one message a page, each with its [Giữ]."""
    admin_only(desk)
    root, day, told = await _afternoon(desk, arguments[0])
    page = number(arguments[1]) if len(arguments) > 1 else 1
    await _page(desk, root, day, told, page, in_place=len(arguments) > 1)


async def _afternoon(desk: Desk, argument: str) -> tuple[int, date, list[Told]]:
    """(morning message, day, what it showed) behind a button, as it stands now. Errors: ValueError for an old one."""
    root = number(argument)
    shown = await afternoon.shown_in(desk.tx, root)
    if shown is None:
        raise ValueError(argument)
    return root, shown[0], await afternoon.told_on(desk.tx, shown[1], shown[0], desk.calendar)


async def _page(desk: Desk, root: int, day: date, told: list[Told], page: int, *, in_place: bool) -> None:
    leaders = await afternoon.leaders_of(desk.tx, {t.item.agency_id for t in told}, day)
    live = {t.item.id: t.item for t in told if t.off in (None, Off.HELD)}
    pages: dict[tuple[int, int], Item] = {}
    for x in await holds.letters(desk.tx, live, day):
        item = live[x.occurrence_id]
        if x.day == day and not x.sent and x.contact_id in leaders.get(item.agency_id, {}):
            pages.setdefault((x.delivery_id, x.contact_id), item)
    if not pages or afternoon.is_past(day, desk.now):
        desk.pop("escalation.no_letters")
        return
    at = (page - 1) % len(pages)
    (delivery_id, contact_id), item = sorted(pages.items(), key=lambda p: (p[1].agency_id, p[0]))[at]
    person = await roster.contact(desk.tx, contact_id, day)
    assert person is not None
    written = await afternoon.write(desk.tx, delivery_id, person, desk.plan, desk.calendar, day, despite_holds=True)
    held = item.agency_id in await holds.held_agencies(desk.tx, day)
    buttons = []
    if item.agency_id not in desk.who.agencies:
        buttons.append(hold_button(item.agency_id, item.agency_short, root, held=held, page=at + 1))
    if len(pages) > 1:
        buttons.append(["next_letter", f"letters:{root}:{at + 2}"])
    await desk.say(
        "escalation.page",
        in_place=in_place,
        number=at + 1,
        of=len(pages),
        day=day.isoformat(),
        today=day == desk.on,
        held=held,
        name=person.name,
        post=str(leaders[item.agency_id][contact_id]),
        agency=item.agency,
        text=written.html,
        buttons=[buttons] if buttons else [],
    )


# --- after it went: the head ------------------------------------------------------------------------------------------------
async def _carried(desk: Desk, argument: str) -> list[Item]:
    """The open items of one of this person's letters. Errors: Refused; ValueError where nothing is left of it."""
    carried = await _items_of(desk, number(argument))
    if carried and not any(i.agency_id in desk.who.agencies for i in carried):
        raise Refused
    still = await _open_items(desk, number(argument))
    if not still:
        raise ValueError(argument)
    return still


async def _items_of(desk: Desk, letter: int) -> tuple[Item, ...]:
    lines = await outbox.digest_lines(desk.tx, letter)
    return await items(desk.tx, [line.occurrence_id for line in lines])


async def _open_items(desk: Desk, letter: int) -> list[Item]:
    """What a letter carried of this person's agencies and is still to do."""
    return [i for i in await _items_of(desk, letter) if i.agency_id in desk.who.agencies and not i.settled]


async def _received(desk: Desk, arguments: list[str]) -> None:
    """[Đã nhận], once: it answers nothing, but the focal person sees it."""
    new = [i for i in await _carried(desk, arguments[0]) if not _received_today(desk, i)]
    if new:
        await answers.acknowledged(desk, new, "Đã nhận")
    else:
        desk.pop("toast.noted")


def _received_today(desk: Desk, item: Item) -> bool:
    said = (u for u in effective(item.updates) if u.kind is UpdateKind.ACK)
    return any(u.on == desk.on and u.by == desk.who.name for u in said)


async def _name_day(desk: Desk, arguments: list[str]) -> None:
    """[Báo ngày xong]: the day is asked, one for all of the letter."""
    still = await _carried(desk, arguments[0])
    ids = [i.id for i in still]
    await desk.ask("done_day", items=ids)
    example = desk.calendar.add(desk.on, 2).isoformat()
    await desk.say("escalation.ask_day", items=ids, told=[desk.facts(i) for i in still], example=example)


PRESSES: dict[str, Press] = {
    "hold": _hold,
    "free": _free,
    "letters": _letters,
    "received": _received,
    "name_day": _name_day,
}


# --- the day ----------------------------------------------------------------------------------------------------------------
async def named_day(desk: Desk, said: Addressed, text: str) -> bool:
    """A letter asks when it will be done, so a day alone answers it, and one day all of it: in answer to the letter, or while
    nothing else with work in it has come since that day."""
    until = _promised(said, desk.on, loosely=False)
    if until is None or (said.codes and said.reply.intent is not Intent.OTHER):
        return False
    letter = await _letter_answered(desk)
    chosen = [i for i in await _open_items(desk, letter) if not said.codes or i.code in said.codes] if letter else []
    if not chosen:
        return False
    await answers.act(desk, chosen, Reply(Intent.PROGRESS, percent=said.reply.percent, until=until), text)
    return True


async def is_day_asked_for(desk: Desk, said: Addressed) -> bool:
    """A day with nothing around it, under the letter that asks for one: "ngày 07/02 ạ" is no question of what is due."""
    return _promised(said, desk.on, loosely=False) is not None and await _letter_answered(desk) is not None


async def _letter_answered(desk: Desk) -> int | None:
    """The message of 14:00 that a text answers."""
    incoming = desk.incoming
    if incoming.replies_to is not None:
        root = await outbox.message_root(desk.tx, incoming.channel, incoming.chat_id, incoming.replies_to)
        found = root[0] if root else None
    else:
        last = await outbox.last_with_items(desk.tx, incoming.channel, incoming.chat_id)
        found = last[0] if last and last[2] == desk.on else None
    return found if found is not None and await holds.is_letter(desk.tx, found) else None


async def _day(desk: Desk, given: Given) -> bool:
    """After [Báo ngày xong]."""
    if len(given.said) != 1:
        return False
    said = given.said[0]
    until = _promised(said, desk.on, loosely=True)
    chosen = [i for i in given.still_open if not said.codes or i.code in said.codes]
    if until is not None and chosen:
        await desk.close_asks()
        await answers.act(desk, chosen, Reply(Intent.PROGRESS, percent=said.reply.percent, until=until), given.text)
        return True
    if said.reply.intent is not Intent.OTHER or said.bare or said.codes:
        return False
    await desk.say("sorry.bad_date")
    return True


def _promised(said: Addressed, on: date, *, loosely: bool) -> date | None:
    """The day that the words promise: a report that names one, or a day with nothing around it (`loosely`: whatever is)."""
    if said.reply.intent in (Intent.PROGRESS, Intent.NOT_DONE):
        until = said.reply.until
    elif said.reply.intent is Intent.OTHER and (loosely or _is_a_day(said.words, on)):
        until = read_date(said.words, on, looks="forward")
    else:
        return None
    return until if until is not None and on <= until <= on + LONGEST_PROMISE else None


def _is_a_day(text: str, on: date) -> bool:
    words = find_dates(split(clean(text)), on)
    return all(isinstance(w.value, Said) or bare(w.key) in _AROUND_A_DAY for w in words)


QUESTIONS: dict[str, Question] = {"done_day": Question(_day, with_codes=True, free=True)}
