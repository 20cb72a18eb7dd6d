"""What is said and pressed about an absence: by the person, by an admin for an agency, by whoever is to stand in.

Who declines gives the work back to the first person: somebody holds it at every moment. Coming back early leaves today with
whoever stands in, for today's message has gone to them.
"""

import re
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from bot.absences import (
    DAY,
    FARTHEST,
    LONGEST,
    SOMEBODY,
    agencies_of,
    ask_days,
    begin,
    colleagues_of,
    free,
    later_buttons,
    offer,
    record,
    span,
)
from bot.desk import Desk
from bot.facts import MOST_LINES
from bot.names import meant
from bot.pressing import Press, Refused, number, refuse_words
from bot.questions import Given, Question
from bot.understanding.absences import read_absence, read_return
from bot.understanding.reply import read_replies
from plan_data.agencies import Directory
from plan_data.text import fold, squeeze
from scheduler.audience import Post
from storage import absences
from storage import people as roster
from storage.absences import Absence
from storage.people import Contact
from storage.plans import activity_codes, agency_directory

_AWAY = re.compile(r"\b(vang|nghi|di (cong tac|hoc|phep|hop|tap huan|vien)|da ve|ve roi|ve lai|da di lam|di lam lai)\b")
_DAYS = re.compile(r"\b((tu |ngay )*\d|mai\b|hom nay\b|tuan\b)")
_END = re.compile(r"$")
_BEGINS_WITH_DAYS = re.compile(r"(vang |nghi |em |toi )*(tu |ngay |sang |chieu )*(\d|mai\b|hom nay\b|tuan\b|thu\b|het\b|den\b)")
_NAMES_SOMEBODY = re.compile(r"\b(thay|nho|giao cho)\b")
_TAIL = re.compile(r"(?:\s+(?:thay|nhận|nhan|em|tôi|toi|mình|minh|giúp|giup|ạ|nhé|nhe|nha))+\s*$", re.IGNORECASE)


# --- what was said ---------------------------------------------------------------------------------------------------------
async def said(desk: Desk, text: str) -> bool:
    """True where the text tells of an absence or of its end: one's own, or for an admin an agency's. What anybody else says of
    another agency's people is refused."""
    if await _is_of_others(desk, text, _AWAY):
        await refuse_words(desk, "vang")
        return True
    found = await spoken_of(desk, text)
    return found is not None and await _heard(desk, *found)


async def spoken_of(desk: Desk, text: str) -> tuple[list[Contact], str] | None:
    """Whose absence, or its end, the text tells of, and the words that tell it; None where it tells of none."""
    found = await _of_agency(desk, text, _AWAY) if desk.who.is_admin else None
    if found is None and desk.who.own_agencies and not await _about_work(desk, text):
        found = [desk.who], text
    if found is None or not (read_return(found[1]) or read_absence(found[1], desk.on)):
        return None
    return found


async def _is_of_others(desk: Desk, text: str, *begins: re.Pattern[str]) -> bool:
    """Days of absence, said by who is no admin of an agency that is not the person's own."""
    if desk.who.is_admin or await _about_work(desk, text):
        return False
    for first in begins:
        agency, rest = await _named_first(desk, text, first)
        if agency is not None:
            read = read_absence(rest if first is _AWAY else _as_leave(desk, rest), desk.on)
            return agency not in desk.who.agencies and read is not None and read.from_on is not None
    return False


async def _about_work(desk: Desk, text: str) -> bool:
    """Why a task waits is a report: "IV.3 vướng vì em đi công tác 18-22/3"."""
    return any(s.codes for s in read_replies(text, desk.on, await activity_codes(desk.tx)))


async def _heard(desk: Desk, persons: Sequence[Contact], text: str) -> bool:
    if read_return(text):
        await _back(desk, persons)
        return True
    read = read_absence(text, desk.on)
    if read is None:
        return False
    words = read.substitute or (SOMEBODY if _NAMES_SOMEBODY.search(fold(text)) else "")
    if not persons:
        await desk.say("absence.no_contact")
    elif len(persons) > 1:
        await desk.say("absence.whose", buttons=[[(p.name[:30], f"leave:{p.id}")] for p in persons])
    elif read.from_on is None or read.until_on is None or read.from_on > desk.on + FARTHEST:
        await ask_days(desk, persons[0], substitute=words)
    else:
        await begin(desk, persons[0], read.from_on, read.until_on, words)
    return True


async def _of_agency(desk: Desk, text: str, begins: re.Pattern[str]) -> tuple[list[Contact], str] | None:
    """ "Sở Nội vụ vắng 18-22/3": (its focal persons, the rest); None where no agency stands first."""
    agency_id, rest = await _named_first(desk, text, begins)
    if agency_id is None:
        return None
    people = await roster.people_of(desk.tx, agency_id, desk.on)
    focal = [p for p in people if any(x.post is Post.FOCAL and x.agency_id == agency_id for x in p.posts)]
    return focal, rest


async def _named_first(desk: Desk, text: str, begins: re.Pattern[str]) -> tuple[int | None, str]:
    """(agency, the rest) where one agency stands before what `begins` finds; else None and nothing."""
    text = squeeze(text)
    found = begins.search(fold(text))
    if found is None or not found.start() or len(fold(text)) != len(text):
        return None, ""
    recorded = await agency_directory(desk.tx, desk.on)
    named = re.sub(r"(?i)^(đầu mối|dau moi)\s+", "", text[: found.start()].strip(" ,:"))
    agencies = Directory(tuple(a for _, a in recorded)).find(named)
    if len(agencies) != 1:
        return None, ""
    return next(i for i, a in recorded if a == agencies[0]), text[found.start() :]


async def asked(desk: Desk, argument: str) -> None:
    """/vang: with days as in words; without them what is known, and how to say it. An admin may name an agency first."""
    if desk.who.is_admin and argument:
        for begins in (_AWAY, _DAYS, _END):
            of_agency = await _of_agency(desk, argument, begins)
            if of_agency is not None:
                await _heard(desk, of_agency[0], _as_leave(desk, of_agency[1]))
                return
    if argument and await _is_of_others(desk, argument, _AWAY, _DAYS):
        await refuse_words(desk, "vang")
        return
    if desk.who.own_agencies and argument and await _heard(desk, [desk.who], _as_leave(desk, argument)):
        return
    if not desk.who.own_agencies:
        away = await absences.all_from(desk.tx, desk.on)
        await desk.say("absence.list", told=[span(a) for a in away[:MOST_LINES]], more=max(0, len(away) - MOST_LINES))
        return
    known = await absences.away_between(desk.tx, desk.who.id, desk.on, desk.on + LONGEST)
    if known:
        await desk.say("absence.known", told=[span(a) for a in known], buttons=later_buttons(known[0]))
    else:
        await ask_days(desk, desk.who)


def _as_leave(desk: Desk, text: str) -> str:
    """What follows the command says only the days."""
    return text if read_absence(text, desk.on) or read_return(text) else f"vắng {text}"


async def _back(desk: Desk, persons: Sequence[Contact]) -> None:
    """ "em đã về": from tomorrow on it is theirs again."""
    known = [a for p in persons for a in await absences.away_between(desk.tx, p.id, desk.on, desk.on + LONGEST)]
    running = [a for a in known if a.from_on <= desk.on]
    if not running:
        buttons = later_buttons(known[0]) if known else []
        await desk.say("absence.none_running", told=[span(a) for a in known[:1]], buttons=buttons)
        return
    tomorrow = desk.on + DAY
    for a in running:
        await absences.end(desk.tx, a.id, desk.on)
        await desk.audit("absence_ended", f"contact:{a.contact_id}", absence=a.id)
        mine = a.contact_id == desk.who.id
        facts: dict[str, Any] = {"from_day": tomorrow.isoformat(), "substitute": a.substitute}
        buttons = [[("my_work", "cmd:viec")]]
        await desk.say("absence.back", name="" if mine else a.name, buttons=buttons if mine else [], **facts)
        if not mine:
            await desk.tell_person(a.contact_id, "absence.back", name="", buttons=buttons, **facts)
        await free(desk, a, from_day=tomorrow)


# --- what is pressed ---------------------------------------------------------------------------------------------------------
async def _person(desk: Desk, argument: str) -> Contact:
    """Who is away: oneself, or for an admin anybody. Errors: Refused, ValueError."""
    if number(argument) != desk.who.id and not desk.who.is_admin:
        raise Refused
    absent = await roster.contact(desk.tx, number(argument), desk.on)
    if absent is None or not absent.own_agencies:
        raise ValueError(argument)
    return absent


async def _own_absence(desk: Desk, argument: str) -> Absence:
    """One's own, or anybody's for an admin. Errors: Refused; ValueError where it is over or taken back."""
    a = await absences.absence(desk.tx, number(argument))
    if a is None:
        raise ValueError(argument)
    if a.contact_id != desk.who.id and not desk.who.is_admin:
        raise Refused
    if a.cancelled or a.until_on < desk.on:
        raise ValueError(argument)
    return a


async def _as_substitute(desk: Desk, argument: str) -> Absence:
    """Errors: Refused; ValueError where it is over, taken back or declined already."""
    a = await absences.absence(desk.tx, number(argument))
    if a is None:
        raise ValueError(argument)
    if a.substitute_id != desk.who.id:
        raise Refused
    if a.cancelled or a.until_on < desk.on:
        raise ValueError(argument)
    return a


async def _leave(desk: Desk, arguments: list[str]) -> None:
    """An agency has several focal persons: this one is away."""
    await ask_days(desk, await _person(desk, arguments[0]))


async def _leave_to(desk: Desk, arguments: list[str]) -> None:
    """Who stands in was chosen; 0 is nobody in particular."""
    from_on, until_on = (datetime.strptime(a, "%Y%m%d").date() for a in arguments[:2])  # noqa: DTZ007  # dates, not moments
    absent = await _person(desk, arguments[2])
    if not from_on <= until_on <= from_on + LONGEST or until_on < desk.on:
        raise ValueError(arguments[1])
    chosen = None if arguments[3] == "0" else number(arguments[3])
    able = {p.contact_id for p in await colleagues_of(desk, absent, max(from_on, desk.on))}
    if chosen is not None and chosen not in able:
        raise ValueError(arguments[3])
    earlier = await _own_absence(desk, arguments[4]) if arguments[4] != "0" else None
    await record(desk, absent, chosen, from_on, until_on, instead_of=earlier.id if earlier else 0)


async def _undo(desk: Desk, arguments: list[str]) -> None:
    """[Hoàn tác]: as if it had not been said; what it had replaced stands again."""
    a = await _own_absence(desk, arguments[0])
    older = [number(i) for i in arguments[1].split("-") if i != "0"]
    if not await absences.cancel(desk.tx, a.id, desk.now):
        raise ValueError(arguments[0])
    await absences.restore(desk.tx, [i for i in older if i < a.id], a.contact_id)
    await desk.audit("absence_undone", f"contact:{a.contact_id}", absence=a.id)
    await desk.close_asks()
    stands = await absences.away_between(desk.tx, a.contact_id, desk.on, desk.on + LONGEST)
    mine = a.contact_id == desk.who.id
    facts = span(a) | {"told": [span(s) for s in stands]}
    await desk.say("absence.undone", in_place=True, **(facts | {"name": "" if mine else a.name}))
    if not mine:
        await desk.tell_person(a.contact_id, "absence.undone", **(facts | {"name": ""}))
    await free(desk, a)


async def _edit(desk: Desk, arguments: list[str]) -> None:
    a = await _own_absence(desk, arguments[0])
    await ask_days(desk, await _person(desk, str(a.contact_id)), instead_of=a.id)


async def _yes(desk: Desk, arguments: list[str]) -> None:
    a = await _as_substitute(desk, arguments[0])
    if await absences.accept(desk.tx, a.id, desk.now):
        await desk.audit("absence_accepted", f"contact:{a.contact_id}", absence=a.id)
    person = await roster.contact(desk.tx, a.contact_id, desk.on)
    agency = ", ".join(agencies_of(person)) if person else ""
    await desk.say("absence.accepted", in_place=True, agency=agency, **span(a))


async def _no(desk: Desk, arguments: list[str]) -> None:
    """[Không nhận]: the work is the first person's again, who may ask somebody else; the admins know."""
    a = await _as_substitute(desk, arguments[0])
    if not await absences.cancel(desk.tx, a.id, desk.now):
        raise ValueError(arguments[0])
    await desk.audit("absence_declined", f"contact:{a.contact_id}", absence=a.id)
    absent = await roster.contact(desk.tx, a.contact_id, desk.on)
    assert absent is not None
    facts = span(a) | {"agency": ", ".join(agencies_of(absent))}
    await desk.say("absence.declined", in_place=True, office=desk.plan.office, **facts)
    others = [p for p in await colleagues_of(desk, absent, max(a.from_on, desk.on)) if p.contact_id != desk.who.id]
    buttons = offer(others, absent.id, a.from_on, a.until_on)
    await desk.tell_person(absent.id, "absence.declined_to_you", buttons=buttons, **facts)
    await desk.tell_admins("absence.declined_admin", buttons=buttons, **facts)


PRESSES: dict[str, Press] = {
    "leave": _leave,
    "leave_to": _leave_to,
    "leave_undo": _undo,
    "leave_days": _edit,
    "leave_yes": _yes,
    "leave_no": _no,
}


# --- what is answered ------------------------------------------------------------------------------------------------------
async def _asked_about(desk: Desk, given: Given) -> Contact | None:
    absent = await roster.contact(desk.tx, int(str(given.ask.facts["contact"])), desk.on)
    allowed = absent is not None and absent.own_agencies and (absent.id == desk.who.id or desk.who.is_admin)
    return absent if allowed else None


async def _days(desk: Desk, given: Given) -> bool:
    """The days, with or without who stands in; who stood in before stays where nobody else is named."""
    absent = await _asked_about(desk, given)
    days_first = _BEGINS_WITH_DAYS.match(fold(given.text)) is not None
    if absent is None or await _about_work(desk, given.text) or not (days_first or absent.id == desk.who.id):
        return False  # an admin who says "em đi công tác" speaks of nobody else
    read = read_absence(given.text, desk.on) or (read_absence(f"vắng {given.text}", desk.on) if days_first else None)
    if read is None or read.from_on is None or read.until_on is None or read.from_on > desk.on + FARTHEST:
        return False
    instead_of = int(str(given.ask.facts["instead_of"]))
    earlier = await absences.absence(desk.tx, instead_of) if instead_of else None
    words = read.substitute or str(given.ask.facts["substitute"])
    if earlier is not None and not words:
        await record(desk, absent, earlier.substitute_id, read.from_on, read.until_on, instead_of=earlier.id)
    else:
        await begin(desk, absent, read.from_on, read.until_on, words, instead_of)
    return True


async def _who(desk: Desk, given: Given) -> bool:
    """A name typed instead of pressed."""
    absent = await _asked_about(desk, given)
    if absent is None:
        return False
    from_on, until_on = (date.fromisoformat(str(given.ask.facts[f])) for f in ("from_on", "until_on"))
    colleagues = await colleagues_of(desk, absent, max(from_on, desk.on))
    words = _TAIL.sub("", given.text.strip(" ."))
    if len(meant(words, colleagues)) != 1:
        return False
    await begin(desk, absent, from_on, until_on, words, int(str(given.ask.facts["instead_of"])))
    return True


QUESTIONS: dict[str, Question] = {
    "absence_days": Question(_days, of_others=True),
    "absence_who": Question(_who, of_others=True),
}
