"""A notice to many: "gửi thông báo tới các sở: …". Whom it reaches, whom not, and the words are seen before it goes.

It asks for no answer, and a person gets it once, however many of the agencies they serve.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.desk import Desk, Facts
from bot.mailing import MOST_WORDS, Kind, clean_words, draft, goes_at, left_out, presses, put, questions, some, when
from bot.pressing import Press, refuse_words, shortly
from bot.questions import Question
from bot.said_in_parts import parts
from plan_data.agencies import Directory
from plan_data.calendar import local_date
from plan_data.model import Agency
from plan_data.text import fold
from scheduler.channel import Say
from scheduler.nudges import Recipients, recipients
from storage import people as roster
from storage.mailings import Mailing
from storage.plans import agency_directory

TOLD = "broadcast.told"
_HEAD = re.compile(
    r"^(?:nho |hay |xin |vui long )?(?P<verb>gui |ra |phat |dua )?(?:mot |1 )?(?:thong bao|notice)(?: nhanh| chung| gap)?"
    r"(?: (?:toi|den|cho|gui|to))*(?: (?P<whom>.+?))?\s*$"
)
_EVERYBODY = re.compile(
    r"(?:tat ca|toan bo|moi|all|everybody)(?: (?:cac )?(?:co quan|don vi|dau moi|nguoi|agencies|,|va| )+)?|"
    r"cac (?:co quan|don vi)(?:,? (?:va )?(?:co quan|don vi))?"
)
_BETWEEN = re.compile(r"\s*[,;&+]\s*|\s+(?:và|va|với|voi|and)\s+")


# --- said --------------------------------------------------------------------------------------------------------------------
async def said(desk: Desk, text: str) -> bool:
    """True where the words send a notice to somebody: for an admin the preview, for anybody else a refusal."""
    head, words = _split(text)
    found = parts(_HEAD, head)
    if found is None or not words or not (found["verb"] or found["whom"]):
        return False
    to = await _meant(desk, found["whom"])
    if not to.agencies and not found["verb"]:
        return False  # "thông báo em nghỉ: …" is no notice to anybody
    if not desk.who.is_admin:
        await refuse_words(desk, "thongbao")
        return True
    await _asked(desk, found["whom"], to, words)
    return True


async def asked(desk: Desk, argument: str) -> None:
    """/thongbao with what follows: to whom, a colon, the words."""
    whom, words = _split(argument)
    if not whom or not words:
        await desk.say("broadcast.how")
        return
    await _asked(desk, whom, await _meant(desk, whom), words)


def _split(text: str) -> tuple[str, str]:
    """What stands before the first colon or line break, and the words behind it."""
    head, _, words = re.sub(r"^([^:\n]*)[:\n]", "\\1\0", text, count=1).partition("\0")
    return head.strip(), clean_words(words)


@dataclass(frozen=True, slots=True)
class _Meant:
    """The agencies that are meant, by id and name; `ask` are names that fit equally, `unknown` what names nobody."""

    agencies: dict[int, str]
    ask: tuple[str, ...] = ()
    unknown: str = ""


async def _meant(desk: Desk, whom: str) -> _Meant:
    recorded = [(i, a) for i, a in await agency_directory(desk.tx, desk.on)]
    directory = Directory(tuple(a for _, a in recorded))
    found, ask, unknown = _read(directory, whom)
    today = {a.successor or a.name for a in found}
    return _Meant({i: a.name for i, a in recorded if a.name in today and not a.successor}, ask, unknown)


def _read(directory: Directory, whom: str) -> tuple[tuple[Agency, ...], tuple[str, ...], str]:
    """A group, several agencies or everybody; one name that is not clear makes none of it clear."""
    if not whom or _EVERYBODY.fullmatch(fold(whom)):
        return (directory.agencies, (), "") if whom else ((), (), "")
    reading = directory.read(whom)
    members = [directory.members(name) for name in reading.agencies]
    if members and all(members) and not reading.ambiguous and not reading.unread:
        return tuple(a for own in members for a in own), (), ""
    found: list[Agency] = []
    for piece in filter(None, _BETWEEN.split(whom)):
        tokens = [a for token in directory.read(piece).agencies for a in directory.members(token)]
        named = tokens or directory.find(piece)
        if len(named) > 1 and not tokens:
            return (), tuple(a.name for a in named), ""
        if not named:
            return (), (), piece
        found += named
    return tuple(found), (), ""


async def _asked(desk: Desk, whom: str, to: _Meant, words: str) -> None:
    if to.ask:
        await desk.say("agency_ask.which", names=list(to.ask[:6]))
    elif to.unknown:
        await desk.say("agency_ask.unknown", said=to.unknown[:60])
    elif not to.agencies:
        await desk.say("broadcast.how")
    elif len(words) > MOST_WORDS:
        await desk.say("mailing.too_long", most=MOST_WORDS, n=len(words))
    else:
        await _preview(desk, {"agencies": list(to.agencies), "words": words})


# --- before it goes ---------------------------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class _Plan:
    """Who would get it now, on which day; `names` are the agencies'."""

    names: dict[int, str]
    day: date
    to: Recipients

    @property
    def reached(self) -> list[str]:
        told = {a for r in self.to.to for a in r.agency_ids}
        return [name for agency_id, name in self.names.items() if agency_id in told]


async def _plan(desk: Desk, agency_ids: Sequence[int]) -> _Plan:
    wanted = set(agency_ids)
    names = {i: a.name for i, a in await agency_directory(desk.tx, desk.on) if i in wanted and not a.successor}
    day = local_date(goes_at(desk))
    people = await roster.hearers(desk.tx, names, day)
    return _Plan(names, day, recipients(names, people, day, sender=desk.who.id))


async def _preview(desk: Desk, facts: Facts) -> None:
    plan = await _plan(desk, facts["agencies"])
    not_told = await left_out(desk, plan.to, plan.names, plan.day)
    shown = {"office": desk.plan.office, "words": facts["words"], "people": len(plan.to.to), "count": len(plan.reached)}
    shown |= {"agencies": some(plan.reached), **not_told, **when(desk)}
    if plan.to.to:
        await desk.say("broadcast.preview", **shown, buttons=await draft(desk, "broadcast", facts))
    else:
        await desk.say("broadcast.nobody", **shown)


# --- sent -------------------------------------------------------------------------------------------------------------------
async def _send(desk: Desk, mailing: Mailing) -> bool:
    plan = await _plan(desk, mailing.facts["agencies"])
    if not plan.to.to:
        await shortly(desk, "broadcast.nobody_left")
        return False
    words = str(mailing.facts["words"])
    for r in plan.to.to:
        await put(desk, r.hearer, Say(TOLD, {"office": desk.plan.office, "words": words, "buttons": []}))
    not_told = await left_out(desk, plan.to, plan.names, plan.day)
    people = [r.hearer.contact_id for r in plan.to.to]
    await desk.audit("broadcast", f"mailing:{mailing.id}", words=words, agencies=plan.reached, contacts=people)
    facts: Facts = {"people": len(people), "count": len(plan.reached), "agencies": some(plan.reached)}
    await desk.say("broadcast.sent", in_place=True, **facts, **not_told, **when(desk))
    return True


_KIND = Kind("broadcast", _preview, _send)
PRESSES: dict[str, Press] = presses(_KIND)
QUESTIONS: dict[str, Question] = questions(_KIND)
