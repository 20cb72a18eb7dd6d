"""What an admin sends by hand is seen before it goes: who gets it, the very words, then [Gửi] [Sửa lời] [Thôi].

A draft is sent once, whoever presses and however often. Other words make a new draft, so that a button below the old ones
never sends the new ones. A room that sends something is a `Kind`.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from bot import views
from bot.desk import Buttons, Desk, Facts
from bot.pressing import Press, admin_only, number, shortly
from bot.questions import Given, Question, calls_off
from plan_data.calendar import local_date
from plan_data.text import fold, squeeze
from scheduler.audience import Hearer
from scheduler.channel import Say
from scheduler.deliveries import at_once
from scheduler.nudges import Recipients
from storage import mailings, outbox
from storage import people as roster
from storage.mailings import Mailing

MOST_WORDS = 500
"""Characters of an admin's own sentence."""
MOST_NAMES = 10
_SENDS = frozenset({"gui", "gui di", "send"})


@dataclass(frozen=True, slots=True)
class Kind:
    """`preview` shows facts, with new words in them, before they go; `send` puts them in the outbox: False where nobody was
    left to send to, which it has said."""

    name: str
    preview: Callable[[Desk, Facts], Awaitable[None]]
    send: Callable[[Desk, Mailing], Awaitable[bool]]


async def draft(desk: Desk, kind: str, facts: Facts) -> Buttons:
    """Keeps what is shown; the buttons below it. They may be typed as well: "gửi", "thôi"."""
    mailing_id = await mailings.draft(desk.tx, kind, desk.who.id, facts, desk.now)
    await desk.ask(f"{kind}_shown", mailing=mailing_id)
    return [[(label, f"{kind}_{verb}:{mailing_id}") for label, verb in _VERBS]]


_VERBS = (("send", "send"), ("edit_words", "edit"), ("never_mind", "no"))


def goes_at(desk: Desk) -> datetime:
    """At once in office hours, else the next working morning."""
    return at_once(desk.now, desk.calendar)


def when(desk: Desk) -> Facts:
    """`at` is when it goes out; `later`: not now."""
    at = goes_at(desk)
    return {"at": at.isoformat(), "later": at > desk.now, "today": local_date(at) == desk.on}


async def put(desk: Desk, hearer: Hearer, what: Say) -> int:
    """In the outbox for one person; the delivery."""
    assert hearer.channel is not None
    assert hearer.chat_id is not None
    return await outbox.say(
        desk.tx,
        what,
        channel=hearer.channel,
        chat_id=hearer.chat_id,
        now=desk.now,
        contact_id=hearer.contact_id,
        inbox_id=desk.row_id,
        not_before=goes_at(desk),
    )


def some(names: Sequence[Any]) -> Facts:
    """Ten of a list, and how many more there are."""
    return {"names": list(names[:MOST_NAMES]), "more": max(0, len(names) - MOST_NAMES)}


async def left_out(desk: Desk, to: Recipients, names: Mapping[int, str], day: date) -> Facts:
    """Who had the day's nudge, whom nobody can reach, and the sender's own agencies; `names` are the agencies'."""
    already = []
    for r in to.already:
        person = await roster.contact(desk.tx, r.hearer.contact_id, day)
        already.append({"name": person.name if person else "", "agency": names[r.agency_ids[0]]})
    return {
        "already": some(already),
        "unreached": some([names[a] for a in to.unreached]),
        "own": [names[a] for a in to.own],
    }


# --- pressed, or typed ------------------------------------------------------------------------------------------------------
async def _mine(desk: Desk, kind: Kind, mailing_id: int) -> Mailing | None:
    """The draft, still open; None where it was said what became of it. Errors: Refused; ValueError for somebody else's."""
    admin_only(desk)
    found = await mailings.mailing(desk.tx, mailing_id)
    if found is None or found.kind != kind.name:
        raise ValueError(mailing_id)
    if found.state != mailings.DRAFT:
        await _closed(desk, found)
        return None
    if found.contact_id != desk.who.id:
        raise ValueError(mailing_id)
    return found


async def _closed(desk: Desk, found: Mailing) -> None:
    sent_at = found.sent_at.isoformat() if found.sent_at else None
    await shortly(desk, "mailing.closed", sent_at=sent_at)


async def _send(desk: Desk, kind: Kind, mailing_id: int) -> None:
    found = await _mine(desk, kind, mailing_id)
    if found is None:
        return
    if not await mailings.close(desk.tx, found.id, desk.now):  # a press that came at the same moment won
        again = await mailings.mailing(desk.tx, found.id)
        assert again is not None
        await _closed(desk, again)
        return
    await desk.close_asks()
    if not await kind.send(desk, found):
        await mailings.drop(desk.tx, found.id)


async def _edit(desk: Desk, kind: Kind, mailing_id: int) -> None:
    found = await _mine(desk, kind, mailing_id)
    if found is not None:
        await desk.ask(f"{kind.name}_words", mailing=found.id)
        await desk.say("mailing.ask_words", most=MOST_WORDS, now=found.facts["words"])


async def _no(desk: Desk, kind: Kind, mailing_id: int) -> None:
    found = await _mine(desk, kind, mailing_id)
    if found is not None:
        await mailings.close(desk.tx, found.id, None)
        await desk.audit(f"{kind.name}_called_off", f"mailing:{found.id}")
        await desk.close_asks()
        await desk.say("mailing.not_sent", in_place=True)


def presses(kind: Kind) -> dict[str, Press]:
    """[Gửi] [Sửa lời] [Thôi] of one kind."""

    def of(act: Callable[[Desk, Kind, int], Awaitable[None]]) -> Press:
        async def handle(desk: Desk, arguments: list[str]) -> None:
            await act(desk, kind, number(arguments[0]))

        return handle

    return {f"{kind.name}_send": of(_send), f"{kind.name}_edit": of(_edit), f"{kind.name}_no": of(_no)}


def questions(kind: Kind) -> dict[str, Question]:
    """The same typed below the preview, and the admin's own words after [Sửa lời]."""

    async def shown(desk: Desk, given: Given) -> bool:
        mailing_id = int(str(given.ask.facts["mailing"]))
        if fold(given.text).strip(" .!") in _SENDS:
            await _send(desk, kind, mailing_id)
        elif calls_off(given.text):
            await _no(desk, kind, mailing_id)
        else:
            return False
        return True

    async def words(desk: Desk, given: Given) -> bool:
        mailing_id = int(str(given.ask.facts["mailing"]))
        if calls_off(given.text):
            await _no(desk, kind, mailing_id)
        elif not await views.looked_up(desk, given.text):
            await _reworded(desk, kind, mailing_id, given.text)
        return True

    return {f"{kind.name}_shown": Question(shown, of_admin=True), f"{kind.name}_words": Question(words, of_admin=True)}


async def _reworded(desk: Desk, kind: Kind, mailing_id: int, text: str) -> None:
    """Shown again in the new words. Too long: the question stays open."""
    words = clean_words(text)
    if len(words) > MOST_WORDS:
        await desk.say("mailing.too_long", most=MOST_WORDS, n=len(words))
        return
    found = await _mine(desk, kind, mailing_id)
    if found is not None:
        await mailings.close(desk.tx, found.id, None)
        await kind.preview(desk, found.facts | {"words": words})


def clean_words(text: str) -> str:
    """Line by line without what cannot be seen; empty lines fall away."""
    return "\n".join(line for line in map(squeeze, text.splitlines()) if line)
