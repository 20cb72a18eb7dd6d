"""What a person wishes of the messages: their hour, their language, days without one, or none at all.

Each is said back and can be taken back. Who wants no messages is still heard and answered; the admins know at once who hears
instead, for somebody must.
"""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any

from bot.desk import Desk
from bot.pressing import Press
from bot.thread import replied_items
from bot.understanding.reply import read_replies
from bot.understanding.wishes import Hour, Language, QuietDays, Resume, Stop, read_wish
from bot.wording import LANGUAGES, weekday
from plan_data.calendar import at
from scheduler.audience import may_keep_quiet, spoken_to
from storage import people as roster
from storage import wishes
from storage.occurrences import planned_through
from storage.planning import silence
from storage.plans import activity_codes, agency_directory

EARLIEST, LATEST, STEP = time(5), time(17), 15
OFFERED = ("06:30", "07:00", "07:30", "08:00", "08:30", "13:30")
WEEKDAYS = range(1, 6)
NONE = "0"


async def said(desk: Desk, text: str) -> bool:
    """True where the words are about the messages. About work they are a report: with a code, or in answer to a message."""
    wish = read_wish(text)
    if wish is None or any(s.codes for s in read_replies(text, desk.on, await activity_codes(desk.tx))):
        return False
    if await replied_items(desk, await desk.own()):
        return False
    match wish:
        case Hour():
            await (set_hour(desk, wish.at) if wish.at is not None else settings(desk))
        case Language():
            await set_language(desk, wish.code)
        case QuietDays():
            now = {int(d) for d in desk.who.quiet_weekdays}
            if not wish.quiet and not wish.days & now:
                return False  # "thứ Sáu nhắc lại" is about work
            await set_quiet(desk, now | wish.days if wish.quiet else now - wish.days)
        case Stop():
            await stop(desk)
        case Resume():
            await resume(desk)
    return True


async def settings(desk: Desk, *, in_place: bool = False) -> None:
    """What holds now, and the usual changes as buttons."""
    hours = [(h, f"wish:hour:{h.replace(':', '')}") for h in OFFERED]
    other = next(code for code in LANGUAGES if code != desk.language)
    await desk.say(
        "wish.settings",
        in_place=in_place,
        hour=f"{desk.who.hour:%H:%M}",
        quiet=[_monday_based(d) for d in _days(desk.who.quiet_weekdays)],
        stopped=await wishes.has_stopped(desk.tx, desk.incoming.channel, desk.incoming.chat_id),
        buttons=[
            hours[:3],
            hours[3:],
            [("quiet_days", "wish:days"), (f"language_{other}", f"wish:lang:{other}"), ("stop", "wish:stop")],
        ],
    )


def _days(digits: str) -> list[int]:
    return [int(d) for d in digits]


def _monday_based(day: int) -> str:
    """A date of that weekday, for the words to name it."""
    return (date(2024, 1, 1) + timedelta(days=day - 1)).isoformat()


async def _from_day(desk: Desk) -> date:
    """The first morning that is not planned yet."""
    planned = await planned_through(desk.tx) or date.min
    return desk.calendar.add(max(planned, desk.on - timedelta(days=1)), 1)


# --- the hour, the language, the days --------------------------------------------------------------------------------------
async def set_hour(desk: Desk, hour: time) -> None:
    if not EARLIEST <= hour <= LATEST or hour.minute % STEP:
        buttons = [(h, f"wish:hour:{h.replace(':', '')}") for h in OFFERED]
        await desk.say("wish.no_such_hour", said=f"{hour:%H:%M}", buttons=[buttons[:3], buttons[3:]])
        return
    before = desk.who.hour
    await wishes.set_hour(desk.tx, desk.who.id, hour)
    await desk.audit("hour_set", f"contact:{desk.who.id}", hour=f"{hour:%H:%M}", before=f"{before:%H:%M}")
    from_day = await _from_day(desk)
    await _echo(desk, "wish.hour", f"wish:hour:{before:%H%M}", at=at(from_day, hour).isoformat(), from_day=from_day.isoformat())


async def set_language(desk: Desk, code: str) -> None:
    before = desk.who.language
    await wishes.set_language(desk.tx, desk.who.id, code)
    await desk.audit("language_set", f"contact:{desk.who.id}", language=code, before=before)
    await _echo(desk, "wish.language", f"wish:lang:{before}")


async def set_quiet(desk: Desk, days: Iterable[int]) -> None:
    wanted = sorted(set(days))
    if not may_keep_quiet(wanted):
        await desk.say("wish.all_quiet")
        return
    before = desk.who.quiet_weekdays
    await wishes.set_quiet_weekdays(desk.tx, desk.who.id, wanted)
    await desk.audit("quiet_days_set", f"contact:{desk.who.id}", days=wanted, before=before)
    await _echo(desk, "wish.quiet", f"wish:quiet:{before or NONE}", quiet=[_monday_based(d) for d in wanted])


async def _echo(desk: Desk, key: str, undo: str, **facts: Any) -> None:
    await desk.ask("take_back", says=undo)
    await desk.say(key, buttons=[[("undo", undo)]], **facts)


async def _choose_days(desk: Desk, days: Iterable[int]) -> None:
    """A button a working day: pressed it is quiet, pressed again it is not. The message itself says what holds."""
    now = sorted(days)
    buttons = []
    for day in WEEKDAYS:
        label = f"{'take_day' if day in now else 'skip_day'}|{weekday(_monday_based(day), desk.language)}"
        buttons.append((label, f"wish:toggle:{day}"))
    shown = [buttons[:2], buttons[2:4], [*buttons[4:], ("back", "wish:back")]]
    await desk.say("wish.days", in_place=True, quiet=[_monday_based(d) for d in now], buttons=shown)


async def _toggle(desk: Desk, day: int) -> None:
    before = set(_days(desk.who.quiet_weekdays))
    wanted = before ^ {day}
    if not may_keep_quiet(sorted(wanted)):
        desk.pop("wish.all_quiet")
        return
    await wishes.set_quiet_weekdays(desk.tx, desk.who.id, sorted(wanted))
    await desk.audit("quiet_days_set", f"contact:{desk.who.id}", days=sorted(wanted), before=desk.who.quiet_weekdays)
    await _choose_days(desk, wanted)


# --- no messages, and messages again -----------------------------------------------------------------------------------------
async def stop(desk: Desk) -> None:
    """Nothing unasked any more. Who is the last admin to hear cannot: what nobody else hears comes to them."""
    who = desk.who
    others = [a for a in await roster.admins(desk.tx, desk.on) if a.reachable and a.contact_id != who.id]
    if who.is_admin and not others:
        await desk.say("wish.last_admin")
        return
    back = [[("receive_again", "wish:resume")]]
    if not await wishes.stop(desk.tx, desk.incoming.channel, desk.incoming.chat_id, desk.now):
        await desk.audit("told_stopped", f"contact:{who.id}")
        await desk.say("wish.stopped_already", buttons=back)
        return
    await silence(desk.tx, who.id, desk.calendar)
    await desk.audit("stopped", f"contact:{who.id}")
    rows = await _who_hears(desk)
    await desk.ask("take_back", says="wish:resume")
    await desk.say("wish.stopped", rows=rows, office=desk.plan.office, buttons=back)
    invite = [[(f"invite_of|{r['short'][:20]}", f"invite:{r['agency_id']}")] for r in rows if not r["who"]][:3]
    await desk.tell_admins("wish.stopped_admin", buttons=invite, name=who.name, rows=rows)


async def _who_hears(desk: Desk) -> list[dict[str, Any]]:
    """Of each agency of the person whoever hears for it now."""
    rows = []
    briefs = {i: a.brief for i, a in await agency_directory(desk.tx)}
    for agency_id in sorted(desk.who.agencies - desk.who.inherited):
        heard = spoken_to(agency_id, await roster.hearers(desk.tx, [agency_id], desk.on), desk.on)
        people = [await roster.contact(desk.tx, h.contact_id, desk.on) for h in heard]
        agency = next(p.agency for p in (*desk.who.posts, *desk.who.standing_in) if p.agency_id == agency_id)
        names = [p.name for p in people if p is not None]
        rows.append({"agency_id": agency_id, "agency": agency, "short": briefs[agency_id], "who": names})
    return rows


async def resume(desk: Desk) -> None:
    await desk.close_asks()
    if await wishes.resume(desk.tx, desk.incoming.channel, desk.incoming.chat_id):
        await desk.audit("resumed", f"contact:{desk.who.id}")
        await desk.tell_admins("wish.resumed_admin", name=desk.who.name, agency=", ".join(desk.who.agency_names))
    await desk.say("wish.resumed", hour=f"{desk.who.hour:%H:%M}", buttons=[[("my_work", "cmd:viec")]])


async def say_once_that_it_is_off(desk: Desk) -> None:
    """A person who wants no messages writes: answered and recorded like anybody's, and told once that they are off."""
    subject = f"contact:{desk.who.id}"
    if await wishes.last_of(desk.tx, subject, ("stopped", "told_stopped")) == "stopped":
        await desk.audit("told_stopped", subject)
        await desk.say("wish.still_stopped", buttons=[[("receive_again", "wish:resume")]])


async def has_stopped(desk: Desk) -> bool:
    return await wishes.has_stopped(desk.tx, desk.incoming.channel, desk.incoming.chat_id)


# --- what is pressed --------------------------------------------------------------------------------------------------------
async def _wish(desk: Desk, arguments: list[str]) -> None:
    match arguments:
        case ["settings"]:
            await settings(desk)
        case ["back"]:
            await settings(desk, in_place=True)
        case ["hour", hour]:
            await set_hour(desk, datetime.strptime(hour, "%H%M").time())  # noqa: DTZ007  # an hour, not a moment
        case ["lang", code] if code in LANGUAGES:
            await set_language(desk, code)
        case ["days"]:
            await _choose_days(desk, _days(desk.who.quiet_weekdays))
        case ["toggle", day] if day in {*"1234567"}:
            await _toggle(desk, int(day))
        case ["quiet", digits] if set(digits) <= set("1234567") or digits == NONE:
            await set_quiet(desk, _days("" if digits == NONE else digits))
        case ["stop"]:
            await stop(desk)
        case ["resume"]:
            await resume(desk)
        case _:
            raise ValueError(arguments)


PRESSES: dict[str, Press] = {"wish": _wish}
