"""From a delivery to the message, at the moment of sending: still true? then the words, in the person's language."""

import asyncio
from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

from jinja2 import TemplateError

from bot import afternoon, calendars, calls, sending_files, weekly
from bot.digest import COORDINATING_AHEAD, Buttons, Line, focal_facts
from bot.errors import BrokenTemplate, NhacViecError
from bot.nudges import answered_facts, told_facts
from bot.open_work import MERGED, OPEN_WORK, taken_over
from bot.owed import owed_facts, still_owed
from bot.reports import rendered
from bot.settings import Terms
from bot.wording import Words, words
from plan_data.calendar import WorkingCalendar, local_date
from plan_data.status import open_counter, open_request, reported_done
from plan_data.updates import StatusUpdate, effective
from scheduler.audience import Part, audience
from scheduler.channel import Channel, Choice, File, Message, Upload
from scheduler.clock import Clock
from scheduler.nudges import answer_since
from scheduler.reminders import Nudge, quiet
from scheduler.worker import CannotWord, Claimed
from storage import mailings
from storage import people as roster
from storage.holds import morning_of
from storage.mailings import NUDGE
from storage.occurrences import Item, coordinated, items
from storage.outbox import digest_lines
from storage.people import Contact
from storage.planning import DIGEST, ESCALATION, take_off
from storage.plans import current_plan
from storage.store import Store, Tx
from storage.updates import write_audit

INVITE_LINK = "invite.link"
Block = tuple[str, dict[str, Any], Buttons]
"""A part of a morning message: its words, their facts, its buttons."""
ASKS: dict[str, Callable[[Sequence[StatusUpdate]], StatusUpdate | None]] = {
    "extension.request": open_request,
    "extension.countered": open_counter,
    "confirming.reported": reported_done,
}
"""What asks somebody to decide, and what must still wait for it: nobody is asked about what was taken back meanwhile."""
SHOWN_AGENCIES = 8


class Composer:
    """Words a delivery; None where what it was to say is no longer true."""

    def __init__(
        self, store: Store, calendar: WorkingCalendar, clock: Clock, channels: dict[str, Channel], terms: Terms
    ) -> None:
        self._store = store
        self._calendar = calendar
        self._clock = clock
        self._channels = channels
        self._terms = terms
        self._drawing = asyncio.Lock()

    async def __call__(self, delivery: Claimed) -> Message | None:
        """Errors: CannotWord where facts or words are broken; the store's own pass through, they are no fault of the row."""
        try:
            return await (self._filed(delivery) if "report" in delivery.facts else self._compose(delivery))
        except (LookupError, ValueError, TypeError, AttributeError, AssertionError, TemplateError, NhacViecError) as error:
            raise CannotWord(type(error).__name__) from error

    async def _compose(self, delivery: Claimed) -> Message | None:
        now = self._clock.now()
        async with self._store.transaction() as tx:
            on = local_date(now)
            person = await roster.contact(tx, delivery.contact_id, on) if delivery.contact_id else None
            language = words(person.language if person else "vi")
            if delivery.words == DIGEST:
                assert person is not None
                return await self._digest(tx, delivery, person, language, on)
            if delivery.words == ESCALATION:
                assert person is not None
                return await self._letter(tx, delivery, person, language, now)
            if delivery.words == NUDGE:
                assert person is not None
                return await self._nudge(tx, delivery, person, language, on)
            facts = dict(delivery.facts)
            if delivery.words in ASKS and not await self._still_waits(tx, delivery):
                return None
            if delivery.words in (OPEN_WORK, MERGED):
                assert person is not None
                listed = await taken_over(tx, delivery.words, facts, person, self._calendar, on)
                if listed is None:
                    return None
                facts = listed
            if delivery.words == INVITE_LINK:
                facts |= await self._invitation(tx, delivery, now)
        before: Any = facts.pop("before", [])
        after: Any = facts.pop("after", [])
        html = "\n".join(language.tell(key, said) for key, said in (*before, (delivery.words, facts), *after))
        return _message(delivery, html, facts.get("buttons", []), language)

    async def _filed(self, delivery: Claimed) -> Message | None:
        """A report as a file, and below it what its figures say. It is computed and made outside the transaction and beside the
        event loop: nobody waits meanwhile to be heard. One at a time: what draws the charts keeps its settings for the whole
        process."""
        now = self._clock.now()
        on = local_date(now)
        asked: Any = delivery.facts["report"]
        wanted = sending_files.wanted_from(asked)
        async with self._store.transaction() as tx:
            person = await roster.contact(tx, delivery.contact_id, on) if delivery.contact_id else None
            plan = await current_plan(tx)
            if plan is None or person is None:
                raise LookupError("a report of no plan, or to nobody")
            if not await sending_files.may_have(tx, person, wanted, plan, on):
                return None
            draft = await sending_files.read(tx, wanted, plan, self._terms.regime, on)
            address = await calendars.address(tx, delivery, person, self._terms, now) if "feed" in delivery.facts else {}
        made = await asyncio.to_thread(draft.made, self._calendar)
        facts = dict(delivery.facts) | made.facts | address
        language = words(person.language)
        try:
            async with self._drawing:
                file = await asyncio.to_thread(rendered, made.report, wanted.format, self._template(wanted.format))
        except BrokenTemplate as error:
            return _message(delivery, language.tell("report.broken_template", {"says": str(error)}), [], language)
        upload = Upload(file.name, file.content, is_photo=wanted.format == "png")
        html = language.tell(delivery.words, facts)
        return _message(delivery, html, made.buttons, language, upload)

    def _template(self, format: str) -> Path | None:
        return self._terms.template if format == "docx" else None

    @staticmethod
    async def _still_waits(tx: Tx, delivery: Claimed) -> bool:
        facts: dict[str, Any] = dict(delivery.facts)
        [item] = await items(tx, [facts["i"]["id"]])
        waiting = ASKS[delivery.words](effective(item.updates))
        return waiting is not None and waiting.id == facts["update"]

    async def _invitation(self, tx: Tx, delivery: Claimed, now: datetime) -> dict[str, Any]:
        """The link is made here and only its hash is kept: the outbox holds no key to anything."""
        invited = int(str(delivery.facts["contact_id"]))
        token = await roster.invite(tx, invited, delivery.contact_id, now)
        link = self._channels[delivery.channel].invite_link(token)
        return {"link": link, "expires": (now + roster.INVITE_LIVES).isoformat()}

    async def _digest(self, tx: Tx, delivery: Claimed, person: Contact, language: Words, on: date) -> Message | None:
        root = int(str(delivery.facts.get("root", delivery.id)))
        plan = await current_plan(tx)
        if plan is None:
            raise LookupError("a digest without a plan")
        carried = await digest_lines(tx, root)
        found = {i.id: i for i in await items(tx, [c.occurrence_id for c in carried])}
        lines = [Line(found[c.occurrence_id], c.word, c.word_on) for c in carried if c.part is Part.OWN]
        unreached = [Line(found[c.occurrence_id], c.word, c.word_on) for c in carried if c.part is Part.UNREACHED]
        owed = [Line(found[c.occurrence_id], c.word, c.word_on) for c in carried if c.part is Part.OWNER]
        lines = [line for line in lines if line.item.agency_id in person.agencies]  # it may have become another agency's
        if delivery.edits is None:
            unheard = await self._unheard(tx, owed, on) if person.is_admin else ()
            owed = [line for line in owed if still_owed(line.item, person.agencies, unheard)]
            lines = [line for line in lines if self._still_true(line, on)]
            unreached = [line for line in unreached if self._still_true(line, on)]
        now = self._clock.now()
        day, year, regime = await morning_of(tx, root) or on, plan.year, self._terms.regime
        blocks: list[Block] = []
        shown = await afternoon.preview(tx, root, person, self._calendar, on, now) if person.is_admin else None
        if shown is not None:  # first: there is time to hold it
            blocks.append(("escalation.preview", *shown))
        if due := calls.reminder(person, year, regime, self._calendar, day):
            blocks.append(("report.due_soon", *due))
        letters = shown[0]["agencies"] if shown is not None and shown[0]["today"] else 0
        week = await weekly.told(tx, person, plan, self._calendar, day, letters)
        if lines:
            agencies = sorted(person.agencies - person.inherited) if on.weekday() == 0 else []
            until = self._calendar.add(on, COORDINATING_AHEAD)
            helps = [c for agency_id in agencies for c in await coordinated(tx, agency_id, until)]
            facts, own = focal_facts(lines, helps, self._calendar, on, office=plan.office, delivery_id=root)
            still = [line.item for line in lines]
            facts["announced"] = await afternoon.announced(tx, still, self._calendar, on, now)
            blocks.append(("digest.focal", facts, own))
            if called := await calls.call(tx, person, year, regime, self._calendar, day, {i.id for i in still}):
                blocks.append(("report.call", called, []))
        if owed:
            blocks.append(("digest.owed", *owed_facts(owed, person.agencies, self._calendar, on)))
        if week is not None and (week.alone or blocks):
            blocks.append(("report.week", week.facts, week.buttons))
        if unreached:
            blocks.append(("digest.admin", *await self._unreached(tx, unreached, on)))
        answered = await self._answers(tx, root) if person.is_admin else []
        if answered:
            blocks.append(("nudge.answered", answered_facts(answered, self._calendar, on), []))
        elif delivery.edits is None:
            await mailings.untell(tx, root)  # they were taken back: the next ones are news again
        if not blocks and delivery.edits is not None:
            blocks.append(("digest.moved", {}, []))
        html = "\n\n".join(language.tell(key, facts) for key, facts, _ in blocks)
        return _message(delivery, html, [row for *_, rows in blocks for row in rows], language) if blocks else None

    @staticmethod
    async def _answers(tx: Tx, root: int) -> list[tuple[Item, StatusUpdate]]:
        """What agencies answered to this admin's nudges, as far as it still stands."""
        nudged = await mailings.told_in(tx, root)
        said = [(i, answer_since(i.updates, nudged[i.id])) for i in await items(tx, nudged)]
        return [(item, answer) for item, answer in said if answer is not None]

    async def _nudge(self, tx: Tx, delivery: Claimed, person: Contact, language: Words, on: date) -> Message | None:
        """What an admin sent by hand: the items that are still to do. Where none is, nothing is said and it was no nudge."""
        found = await items(tx, [c.occurrence_id for c in await digest_lines(tx, delivery.id)])
        still = [i for i in found if not i.settled and not i.held and i.agency_id in person.agencies]
        if not still:
            await mailings.forget_nudge(tx, delivery.id)
            return None
        office, said = str(delivery.facts["office"]), str(delivery.facts["words"])
        leads = frozenset(a for a in person.agencies if person.leads(a))
        facts, buttons = told_facts(still, self._calendar, on, office=office, words=said, leads=leads)
        return _message(delivery, language.tell(NUDGE, facts), buttons, language)

    @staticmethod
    async def _unheard(tx: Tx, owed: list[Line], on: date) -> set[int | None]:
        """For whom the admins are asked about a blocker: the office, and the agencies that nobody can be told for."""
        owners = {b.owner_agency_id for line in owed if (b := line.item.blocker) and b.owner_agency_id is not None}
        people = await roster.hearers(tx, owners, on)
        return {None} | {owner for owner in owners if audience(owner, people, on).unreached}

    async def _letter(self, tx: Tx, delivery: Claimed, person: Contact, language: Words, now: datetime) -> Message | None:
        """What was answered or held since the morning is taken off; what may have been heard already is not."""
        plan = await current_plan(tx)
        if plan is None or delivery.digest_on is None:
            raise LookupError("a letter without a plan or a day")
        written = await afternoon.write(tx, delivery.id, person, plan, self._calendar, delivery.digest_on)
        if not delivery.resend:
            await take_off(tx, delivery.id, [item.id for item, _ in written.off])
            for item, why in written.off:
                await write_audit(tx, now, None, "escalation_taken_off", item.key, why=str(why), contact=person.id)
        return _message(delivery, written.html, written.buttons, language) if written.html else None

    def _still_true(self, line: Line, on: date) -> bool:
        """Not done meanwhile, not moved, not quieted by an answer that came after the plan was made."""
        item = line.item
        if item.settled or item.held:
            return False
        return not quiet(Nudge(line.word_on or on, line.word), effective(item.updates), self._calendar, on)

    async def _unreached(self, tx: Tx, lines: list[Line], on: date) -> tuple[dict[str, Any], list[list[list[str]]]]:
        by_agency: dict[int, list[Line]] = {}
        for line in lines:
            by_agency.setdefault(line.item.agency_id, []).append(line)
        states = await roster.joining_states(tx, by_agency, on, self._clock.now())
        rows = [
            {
                "agency": group[0].item.agency,
                "codes": [line.item.code for line in group],
                "state": "away" if states[agency_id] == "joined" else states[agency_id],
            }
            for agency_id, group in by_agency.items()
        ]
        facts = {"rows": rows[:SHOWN_AGENCIES], "more": max(0, len(rows) - SHOWN_AGENCIES), "n": len(lines)}
        buttons = [
            [[f"invite_of|{group[0].item.agency_short[:20]}", f"invite:{agency_id}"]]
            for agency_id, group in [(i, g) for i, g in by_agency.items() if states[i] != "joined"][:3]
        ]
        return facts, buttons


def _message(delivery: Claimed, html: str, rows: Any, language: Words, upload: Upload | None = None) -> Message:
    if delivery.resend and delivery.edits is None:
        html = f"{language.tell('again', {})}\n{html}"
    choices = tuple(tuple(Choice(language.label(label), says) for label, says in row) for row in rows)
    file: Any = delivery.facts.get("file")
    return Message(
        delivery.chat_id,
        html,
        choices,
        edits=delivery.edits,
        replies_to=delivery.replies_to,
        file=upload or (File(*file) if file else None),
    )
