"""The planner's desk: reads what is due, lets the rules decide, and records it, in one transaction a batch."""

from collections.abc import Callable, Collection, Container, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Any

from sqlalchemy import delete, func, select, update

from plan_data.calendar import WorkingCalendar, at
from scheduler.audience import Hearer, Part, resting
from scheduler.deliveries import State
from scheduler.escalation import TOLD_AT, TOLD_UNTIL
from scheduler.nudges import answer_since
from scheduler.worker import Decided, DueRow
from storage import mailings
from storage.dialects import claiming, insert
from storage.occurrences import PLANNED_THROUGH, items, planned_through, refresh
from storage.offices import succeed
from storage.people import admins, hearers
from storage.plans import current_plan, groups_followed
from storage.store import Store, Tx
from storage.tables import deliveries, delivery_items, holds, is_alive, marks, occurrences, reminders

DIGEST = "digest"
ESCALATION = "escalation"
LATEST_HOUR = time(18, 0)
ANSWERS_AWAITED = timedelta(days=30)
"""After a month an answer is no answer to a nudge any more."""


class PlanningDesk:
    """`scheduler.worker.PlanningDesk` on a database."""

    def __init__(self, store: Store, calendar: WorkingCalendar) -> None:
        self._store = store
        self._calendar = calendar

    async def planned_through(self) -> date | None:
        async with self._store.transaction() as tx:
            return await planned_through(tx)

    async def open_day(self, on: date) -> None:
        """Messages of earlier days that never went out say nothing any more: their words are taken back and decided anew,
        so that after an outage only the newest word is heard. Another planner waits here until that is done: it would find
        nothing due yet and open the sending too early. What an agency that has ended left open is its successor's by now;
        and what was answered to an admin's own nudge since stands in that admin's message."""
        unsent = deliveries.c.state.in_((State.PENDING, State.FAILED))
        d = deliveries.c
        stale = select(d.id, d.words, d.digest_on).where(is_alive(deliveries), d.digest_on < on, unsent)
        async with self._store.transaction() as tx:
            await succeed(tx, on, self._calendar)
            for r in (await tx.execute(stale.order_by(d.id).with_for_update())).all():
                await tx.execute(update(deliveries).where(d.id == r.id).values(state=State.DROPPED))
                if r.words == ESCALATION:
                    await _take_off_held(tx, r.id, r.digest_on)
                await take_back(tx, r.id, self._calendar)
            await _tell_answers(tx, on, self._calendar)

    async def address(self, on: date, choose: Callable[[Sequence[Hearer], int], Sequence[Hearer]]) -> None:
        """Makes the morning message of whom `choose` names out of the admins and those who follow groups, whatever else it
        will hold. In one order everywhere, as the messages of a batch are."""
        async with self._store.transaction() as tx:
            plan = await current_plan(tx)
            if plan is None:
                return
            followers = {agency_id for _, agency_id in await groups_followed(tx, plan.id, on)}
            chosen = {h.contact_id: h for h in choose(await hearers(tx, followers, on), plan.year)}
            for contact_id in sorted(chosen):
                await _message(tx, chosen[contact_id], DIGEST, on)

    async def plan_batch(
        self, on: date, limit: int, decide: Callable[[Sequence[DueRow], Sequence[Hearer]], Sequence[Decided]]
    ) -> int:
        due = select(occurrences.c.id).where(occurrences.c.next_nudge_on <= on)
        oldest = due.order_by(occurrences.c.next_nudge_on, occurrences.c.id).limit(limit)
        async with self._store.transaction() as tx:
            if (await planned_through(tx) or date.min) >= on:
                return 0  # its messages may be on their way: what became due since goes to the next morning
            ids = sorted((await tx.execute(claiming(oldest))).scalars())
            if not ids:
                return 0
            rows = [DueRow(i.id, i.agency_id, i.occurrence, i.updates, i.nudged_through) for i in await items(tx, ids)]
            people = await hearers(tx, {agency_id for r in rows for agency_id in r.agency_ids}, on)
            await _record(tx, decide(rows, people), on)
            return len(ids)

    async def close_day(self, on: date) -> bool:
        async with self._store.transaction() as tx:
            if (await planned_through(tx) or date.min) >= on:
                return True
            left = await tx.scalar(select(func.count()).select_from(occurrences).where(occurrences.c.next_nudge_on <= on))
            if left:
                return False
            statement = insert(tx, marks).values(name=PLANNED_THROUGH, day=on)
            forward = statement.on_conflict_do_update(index_elements=["name"], set_={"day": on}, where=marks.c.day < on)
            await tx.execute(forward)
            return True


@dataclass(frozen=True, slots=True)
class _Line:
    """An item in one person's message of a day. What only shows it (the preview) says no word."""

    decided: Decided
    hearer: Hearer
    words: str
    day: date
    part: Part

    @property
    def message(self) -> tuple[int, date, str]:
        """One morning message and one of 14:00 a person and day."""
        return self.hearer.contact_id, self.day, self.words


def _lines(d: Decided, on: date, heard: Container[tuple[int, date, str, int]]) -> list[_Line]:
    """Who is told of one occurrence, in which message; nobody a second time, and the admins see what somebody will hear."""
    if d.nudge is None or d.told is None:
        return []
    part = Part.UNREACHED if d.told.unreached else Part.OWN
    said = [_Line(d, hearer, DIGEST, on, part) for hearer in d.told.hearers]
    said += [_Line(d, hearer, DIGEST, on, Part.OWNER) for hearer in (d.owner.hearers if d.owner else ())]
    shown: list[_Line] = []
    if d.above is not None:
        said += [_Line(d, hearer, ESCALATION, d.above.on, Part.OWN) for hearer in d.above.hearers]
        shown = [_Line(d, hearer, DIGEST, d.above.on, Part.PREVIEW) for hearer in d.above.shown_to]
    fresh = [line for line in said if _reminder(line) not in heard]
    nobody_left = d.above is not None and d.above.hearers and not any(line.words == ESCALATION for line in fresh)
    return fresh if nobody_left else fresh + shown


def _reminder(line: _Line) -> tuple[int, date, str, int]:
    """What may be said once: this word about this due date to this person."""
    d = line.decided
    assert d.nudge is not None
    return d.row.id, d.row.occurrence.due, d.nudge.word, line.hearer.contact_id


async def _record(tx: Tx, decided: Sequence[Decided], on: date) -> None:
    heard = await _heard(tx, [d.row.id for d in decided])
    lines = [line for d in decided for line in _lines(d, on, heard)]
    owners = {line.message: line for line in lines}
    # In one order everywhere: two planners that make the same messages crosswise would wait for each other for ever.
    messages = {m: await _message(tx, owners[m].hearer, owners[m].words, owners[m].day) for m in sorted(owners)}
    for line in lines:
        await _carry(tx, line, messages[line.message])
    for d in decided:
        values: dict[str, Any] = {"nudged_through": d.through, "next_nudge_on": d.next_on}
        await tx.execute(update(occurrences).where(occurrences.c.id == d.row.id).values(values))


async def _heard(tx: Tx, occurrence_ids: Sequence[int]) -> frozenset[tuple[int, date, str, int]]:
    """What was said about these before: after a message that died its words come again, but not to whom the others reached."""
    r = reminders.c
    query = select(r.occurrence_id, r.due, r.word, r.contact_id).where(r.occurrence_id.in_(occurrence_ids))
    return frozenset((row.occurrence_id, row.due, row.word, row.contact_id) for row in await tx.execute(query))


async def _message(tx: Tx, hearer: Hearer, words: str, day: date) -> int:
    """The person's one message of its kind and day, made if it is not there yet."""
    if words == DIGEST:
        begins, ends = at(day, hearer.hour), at(day, max(LATEST_HOUR, hearer.hour)) + timedelta(minutes=1)
    else:
        begins, ends = at(day, TOLD_AT), at(day, TOLD_UNTIL)
    values: dict[str, Any] = {
        "channel": hearer.channel,
        "chat_id": hearer.chat_id,
        "contact_id": hearer.contact_id,
        "words": words,
        "facts": {},
        "digest_on": day,
        "not_before": begins,
        "not_after": ends,
        "state": State.PENDING,
    }
    made = insert(tx, deliveries).values(values).on_conflict_do_nothing(index_elements=["contact_id", "digest_on", "words"])
    delivery_id = (await tx.execute(made.returning(deliveries.c.id))).scalar_one_or_none()
    if delivery_id is None:
        there = select(deliveries.c.id).where(
            deliveries.c.contact_id == hearer.contact_id, deliveries.c.digest_on == day, deliveries.c.words == words
        )
        delivery_id = (await tx.execute(there)).scalar_one()
    return int(delivery_id)


async def _tell_answers(tx: Tx, on: date, calendar: WorkingCalendar) -> None:
    """What agencies answered to an admin's nudge, in that admin's morning message; who keeps the morning quiet hears it the
    next, and so does who cannot be reached today."""
    waiting = await mailings.untold(tx, on - ANSWERS_AWAITED)
    if not waiting:
        return
    found = {i.id: i for i in await items(tx, [n.occurrence_id for n in waiting])}
    answered = [n for n in waiting if answer_since(found[n.occurrence_id].updates, n.heard_through)]
    reached = {h.contact_id: h for h in resting(await admins(tx, on), calendar, on) if h.reachable and not h.quiet}
    for admin_id in sorted({n.admin_id for n in answered} & reached.keys()):
        message = await _message(tx, reached[admin_id], DIGEST, on)
        await mailings.tell_in(tx, [n for n in answered if n.admin_id == admin_id], message)


async def _carry(tx: Tx, line: _Line, delivery_id: int) -> None:
    d = line.decided
    assert d.nudge is not None
    word = ""
    if line.part is not Part.PREVIEW:
        word = d.nudge.word
        names = ("occurrence_id", "due", "word", "contact_id")
        reminder = dict(zip(names, _reminder(line), strict=True)) | {"delivery_id": delivery_id}
        once = insert(tx, reminders).values(reminder).on_conflict_do_nothing().returning(reminders.c.id)
        if (await tx.execute(once)).scalar_one_or_none() is None:
            return
    position = await tx.scalar(
        select(func.count()).select_from(delivery_items).where(delivery_items.c.delivery_id == delivery_id)
    )
    item = {
        "delivery_id": delivery_id,
        "occurrence_id": d.row.id,
        "position": position,
        "word": word,
        "word_on": d.nudge.on,
        "part": line.part,
    }
    await tx.execute(insert(tx, delivery_items).values(item).on_conflict_do_nothing())


async def take_off(tx: Tx, delivery_id: int, occurrence_ids: Sequence[int]) -> None:
    """These items are not said in this message: nobody heard of them by it, and the word does not come again."""
    if not occurrence_ids:
        return
    taken = delivery_items.c.occurrence_id.in_(occurrence_ids)
    await tx.execute(delete(delivery_items).where(delivery_items.c.delivery_id == delivery_id, taken))
    unsaid = reminders.c.occurrence_id.in_(occurrence_ids)
    await tx.execute(delete(reminders).where(reminders.c.delivery_id == delivery_id, unsaid))


async def _take_off_held(tx: Tx, delivery_id: int, day: date) -> None:
    """Of a message of 14:00 that never went out: what an admin held that day does not come again either."""
    held = (
        select(occurrences.c.id)
        .join(delivery_items, delivery_items.c.occurrence_id == occurrences.c.id)
        .join(holds, holds.c.agency_id == occurrences.c.agency_id)
        .where(delivery_items.c.delivery_id == delivery_id, holds.c.day == day)
    )
    await take_off(tx, delivery_id, (await tx.execute(held)).scalars().all())


async def take_back(tx: Tx, delivery_id: int, calendar: WorkingCalendar) -> None:
    """A message that nobody heard: its words were not said. They are forgotten and decided anew at the next plan."""
    said: Any = select(delivery_items.c.occurrence_id, delivery_items.c.word_on).where(
        delivery_items.c.delivery_id == delivery_id, delivery_items.c.word != ""
    )
    rows = (await tx.execute(said.order_by(delivery_items.c.occurrence_id))).all()
    await tx.execute(delete(reminders).where(reminders.c.delivery_id == delivery_id))
    await mailings.forget_nudge(tx, delivery_id)
    await mailings.untell(tx, delivery_id)
    for r in rows:
        before = r.word_on - timedelta(days=1)
        await tx.execute(
            update(occurrences)
            .where(occurrences.c.id == r.occurrence_id, occurrences.c.nudged_through > before)
            .values(nudged_through=before, next_nudge_on=None)
        )
    await refresh(tx, [r.occurrence_id for r in rows], calendar, again=True)


async def silence(tx: Tx, contact_id: int, calendar: WorkingCalendar, *, words: Collection[str] = ()) -> None:
    """The person is not to hear what waits for its hour: it was not said, and whoever hears instead hears it next morning."""
    unsent = deliveries.c.state.in_((State.PENDING, State.FAILED))
    waiting = select(deliveries.c.id).where(
        is_alive(deliveries), deliveries.c.contact_id == contact_id, deliveries.c.digest_on.is_not(None), unsent
    )
    if words:
        waiting = waiting.where(deliveries.c.words.in_(words))
    for delivery_id in (await tx.execute(waiting.order_by(deliveries.c.id).with_for_update())).scalars().all():
        await tx.execute(update(deliveries).where(deliveries.c.id == delivery_id).values(state=State.DROPPED))
        await take_back(tx, delivery_id, calendar)
