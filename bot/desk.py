"""One incoming message on the desk: what is known about it, and the few things that can be done.

Everything happens inside the transaction that takes the row from the inbox, so that an answer, what it changes and what is
said back are one thing. Nothing here waits for the network.
"""

from collections.abc import Awaitable, Callable, Collection, Container, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from bot.facts import after_answer, item_facts
from bot.settings import Terms
from bot.wording import words
from plan_data.calendar import WorkingCalendar, local_date
from plan_data.updates import UpdateKind
from scheduler.audience import Hearer, spoken_to
from scheduler.channel import File, Incoming, Say
from scheduler.deliveries import at_once
from storage import chats, holds, inbox, outbox, updates
from storage import people as roster
from storage.occurrences import Item, agency_items, refresh
from storage.people import Contact
from storage.planning import DIGEST
from storage.plans import PlanRow
from storage.store import Tx

Facts = dict[str, Any]
"""What the words need; JSON, since it waits in the outbox."""
_SHOWN_BY_NOTHING = frozenset({UpdateKind.ACK, UpdateKind.SNOOZE, UpdateKind.UNDO})
"""A file that comes with these words shows something else."""
Told = tuple[str, Facts]
Buttons = Sequence[Sequence[tuple[str, str]]] | list[list[list[str]]]


@dataclass
class Desk:
    """The tools of a handler. `person` is None for a stranger.

    `files` came with the message, or waited in the question that it answers: what is recorded carries them, and `filed` says
    on which items (id, code). Of an edited message `earlier` is how it was heard before, by inbox row, and `about` what it
    was about. `before` and `after` are words (key, facts) that stand around what is said next. `kept_open` is a question that
    the message is not about: whatever it sets in motion, the question waits on.
    """

    tx: Tx
    incoming: Incoming
    row_id: int | None
    now: datetime
    calendar: WorkingCalendar
    plan: PlanRow
    person: Contact | None
    terms: Terms = field(default_factory=Terms)
    toast: str = ""
    _said: str = ""
    earlier: dict[int, Incoming] = field(default_factory=dict)
    about: tuple[Item, ...] = ()
    files: tuple[File, ...] = field(default=(), init=False)
    filed: dict[int, str] = field(default_factory=dict)
    recorded: list[tuple[int, int]] = field(default_factory=list)
    before: list[Told] = field(default_factory=list)
    after: list[Told] = field(default_factory=list)
    kept_open: inbox.Ask | None = None
    _own: tuple[Item, ...] | None = field(default=None, repr=False)

    def __post_init__(self) -> None:
        self.files = (self.incoming.file,) if self.incoming.file else ()

    @property
    def on(self) -> date:
        """The local date of the act."""
        return local_date(self.incoming.at)

    @property
    def who(self) -> Contact:
        assert self.person is not None, "a stranger has no work"
        return self.person

    @property
    def language(self) -> str:
        return self.person.language if self.person else "vi"

    async def own(self) -> tuple[Item, ...]:
        """Everything that this person may report on, done or not."""
        if self._own is None:
            self._own = tuple([i for a in sorted(self.who.agencies) for i in await agency_items(self.tx, a)])
        return self._own

    async def example_code(self) -> str:
        """A code of the person's own for the examples in a sentence."""
        if self.person is None or not self.person.agencies:
            return "I.1"
        own = await self.own()
        return next((i.code for i in own if not i.settled), own[0].code if own else "I.1")

    # --- saying --------------------------------------------------------------------------------------------------------------
    async def say(
        self, key: str, *, items: Iterable[int] = (), buttons: Buttons = (), in_place: bool = False, **facts: Any
    ) -> None:
        """Answers in this chat; `in_place` rewrites the message whose button was pressed."""
        edits = self.incoming.message_id or None if in_place and self.incoming.says else None
        facts |= {"before": self.before, "after": self.after}
        self.before, self.after = [], []
        what = Say(key, facts | {"buttons": [[list(b) for b in row] for row in buttons]}, tuple(items))
        await outbox.say(
            self.tx,
            what,
            channel=self.incoming.channel,
            chat_id=self.incoming.chat_id,
            now=self.now,
            contact_id=self.person.id if self.person else None,
            inbox_id=self.row_id,
            edits=edits,
        )

    def pop(self, key: str, **facts: Any) -> None:
        """A short word over the pressed button, instead of a message."""
        self.toast = plain(words(self.language).tell(key, facts))

    async def tell_admins(
        self,
        key: str,
        *,
        buttons: Buttons = (),
        items: Iterable[int] = (),
        only: int | None = None,
        but: int | None = None,
        **facts: Any,
    ) -> frozenset[int]:
        """Tells every admin (or `only` this one, or all `but` this one) except the person itself, at once in office hours, else
        the next working morning; who was told."""
        told = [a for a in await roster.admins(self.tx, self.on) if only in (None, a.contact_id) and a.contact_id != but]
        return await self._tell_all(told, Say(key, facts, tuple(items)), buttons)

    async def tell_agency(
        self,
        agency_id: int,
        key: str,
        *,
        buttons: Buttons = (),
        items: Iterable[int] = (),
        but_not: Collection[int] = (),
        **facts: Any,
    ) -> frozenset[int]:
        """Tells whoever hears for an agency now, but for the person itself and those who heard it otherwise; who was told."""
        told = spoken_to(agency_id, await roster.hearers(self.tx, [agency_id], self.on), self.on)
        return await self._tell_all([h for h in told if h.contact_id not in but_not], Say(key, facts, tuple(items)), buttons)

    async def _tell_all(self, hearers: Iterable[Hearer], what: Say, buttons: Buttons) -> frozenset[int]:
        others = [h for h in hearers if h.reachable and h.contact_id != (self.person.id if self.person else None)]
        for hearer in others:
            await self._tell(hearer.contact_id, hearer.channel, hearer.chat_id, what, buttons)
        return frozenset(h.contact_id for h in others)

    async def tell_person(
        self,
        contact_id: int,
        key: str,
        *,
        buttons: Buttons = (),
        items: Iterable[int] = (),
        not_before: datetime | None = None,
        **facts: Any,
    ) -> bool:
        """Tells one person, at once in office hours or at its moment; False where nobody can be reached there."""
        home = await chats.home_of(self.tx, contact_id)
        if home is not None:
            await self._tell(contact_id, *home, Say(key, facts, tuple(items)), buttons, not_before)
        return home is not None

    async def _tell(
        self,
        contact_id: int,
        channel: str | None,
        chat_id: str | None,
        what: Say,
        buttons: Buttons,
        not_before: datetime | None = None,
    ) -> None:
        assert channel is not None
        assert chat_id is not None
        await outbox.say(
            self.tx,
            Say(what.words, what.facts | {"buttons": [[list(b) for b in row] for row in buttons]}, what.items),
            channel=channel,
            chat_id=chat_id,
            now=self.now,
            contact_id=contact_id,
            inbox_id=self.row_id,
            not_before=not_before or at_once(self.now, self.calendar),
        )

    # --- asking --------------------------------------------------------------------------------------------------------
    async def ask(self, kind: str, **facts: Any) -> int:
        """Remembers the question that the next message says, with its day; its id goes into the buttons. Files that nothing
        took yet wait in it."""
        facts |= {"on": self.on.isoformat(), "row": self.row_id}
        if self.files and not self.filed:
            facts |= {"files": [[f.id, f.name] for f in self.files]}
        return await inbox.ask(self.tx, self.incoming.channel, self.incoming.chat_id, kind, facts, self.now)

    async def open_ask(self) -> inbox.Ask | None:
        """The question that is open here; of several the newest."""
        return next(iter(await self.open_asks()), None)

    async def open_asks(self) -> tuple[inbox.Ask, ...]:
        """The newest first: beside one that waits on another may have been asked since. No message answers what was only asked
        because of it, however it is edited."""
        asks = await inbox.open_asks(self.tx, self.incoming.channel, self.incoming.chat_id, self.now)
        first = min(self.earlier, default=None)
        return tuple(a for a in asks if first is None or int(str(a.facts.get("row", 0))) < first)

    async def close_asks(self) -> None:
        await inbox.close_asks(self.tx, self.incoming.channel, self.incoming.chat_id)

    # --- recording -----------------------------------------------------------------------------------------------------
    async def record(self, item: Item, kind: UpdateKind, **facts: Any) -> int:
        """Appends an update with its audit row. The caller calls `settle` when all of the message is recorded."""
        files = () if kind in _SHOWN_BY_NOTHING else self.files
        if files:
            facts |= {"file_id": files[0].id, "file_name": files[0].name}
            self.filed[item.id] = item.code
            told = {"names": [f.name for f in files], "codes": list(self.filed.values()), "album": bool(self.incoming.album)}
            self.after = [("evidence.kept", told)]
        update_id = await self._append(item, kind, facts)
        for file in files[1:]:
            await self._append(item, UpdateKind.DOCUMENT, {"file_id": file.id, "file_name": file.name})
        return update_id

    async def _append(self, item: Item, kind: UpdateKind, facts: dict[str, Any]) -> int:
        update_id = await updates.add_update(
            self.tx, item.id, kind, self.incoming.at, contact_id=self.who.id, inbox_id=self.row_id, **facts
        )
        self._said = self._said or str(facts.get("words", ""))
        self.recorded.append((update_id, item.id))
        told = {k: v.isoformat() if isinstance(v, date) else v for k, v in facts.items() if v}
        await self.audit(f"update_{kind}", item.key, **told)
        return update_id

    async def attempt(self, act: Callable[[], Awaitable[bool]]) -> bool:
        """Does `act`; where its answer is no, nothing of it was done, said or asked."""
        trial = await self.tx.begin_nested()
        if await act():
            await trial.commit()
            return True
        await trial.rollback()
        self._own, self.toast, self._said = None, "", ""
        self.filed, self.recorded, self.before, self.after = {}, [], [], []
        return False

    async def bring_in_line(self, changed: Iterable[Item]) -> dict[int, Item]:
        """The items as what was recorded makes them; nobody is told."""
        fresh = await refresh(self.tx, list(dict.fromkeys(i.id for i in changed)), self.calendar)
        self._own = None
        return {i.id: i for i in fresh}

    async def settle(self, changed: Iterable[Item], *, but_not: str = "") -> dict[int, Item]:
        """Brings the items in line with what was recorded, redraws the morning messages that show them, and tells whoever
        must hear of it: the focal person what the head answered, those above how it ended. What an edited message was about is
        compared with how that message had left it."""
        before = {i.id: i for i in changed}
        before |= {i.id: i for i in self.about if i.id in before}
        fresh = await self.bring_in_line(before.values())
        told = list(fresh.values())
        await self.redraw(list(fresh), but_not=but_not)
        await self._tell_of_the_head(told)
        await self._tell_above("escalation.resolved", [i for i in told if i.closed_on and not before[i.id].closed_on])
        opened = [i for i in told if before[i.id].closed_on and not i.closed_on]
        await self._tell_above("escalation.reversed", [i for i in opened if not before[i.id].out])
        await self._tell_above("escalation.rejoined", [i for i in opened if before[i.id].out])
        return fresh

    async def redraw(self, ids: Iterable[int], *, only: Container[int] | None = None, but_not: str = "") -> None:
        """Redraws the morning messages that show these items, everybody's or `only` these persons', `but_not` this one."""
        since = self.now - timedelta(days=2)
        for delivery_id, channel, chat_id, message_id, contact_id in await outbox.digests_showing(self.tx, ids, since):
            if message_id == but_not and chat_id == self.incoming.chat_id:
                continue
            if only is not None and contact_id not in only:
                continue
            await outbox.say(
                self.tx,
                Say(DIGEST, {"root": delivery_id}),
                channel=channel,
                chat_id=chat_id,
                now=self.now,
                contact_id=contact_id,
                inbox_id=self.row_id,
                edits=message_id,
            )

    async def _tell_of_the_head(self, fresh: Sequence[Item]) -> None:
        """A head's answer is the agency's word: the focal person sees it, in the head's own words."""
        for agency_id in sorted({i.agency_id for i in fresh if self.who.leads(i.agency_id)}):
            own = [i for i in fresh if i.agency_id == agency_id]
            await self.tell_agency(
                agency_id,
                "escalation.answered",
                items=[i.id for i in own],
                agency=own[0].agency,
                said=(self.incoming.text.strip() or self._said)[:300],
                at=self.incoming.at.isoformat(),
                told=[self.facts(i) for i in own],
            )

    async def _tell_above(self, key: str, turned: Sequence[Item]) -> None:
        """Whoever was told of these at 14:00 hears how it ended, or that it did not; one message each."""
        heard = await holds.heard_above(self.tx, [i.id for i in turned]) if turned else {}
        if not heard:
            return
        told: set[int] = {self.who.id}
        for hearer in await roster.hearers(self.tx, {i.agency_id for i in turned}, self.on):
            own = [i for i in turned if hearer.contact_id in heard.get(i.id, ())]
            if own and hearer.reachable and hearer.contact_id not in told:
                told.add(hearer.contact_id)
                what = Say(key, {"told": [self.facts(i) for i in own]}, tuple(i.id for i in own))
                await self._tell(hearer.contact_id, hearer.channel, hearer.chat_id, what, ())

    async def audit(self, action: str, subject: str, **facts: Any) -> None:
        await updates.write_audit(self.tx, self.now, self.person.id if self.person else None, action, subject, **facts)

    def facts(self, item: Item) -> dict[str, Any]:
        return item_facts(item, self.calendar, self.on)

    def facts_after(self, item: Item) -> dict[str, Any]:
        return after_answer(item, self.calendar, self.on)


def plain(html: str) -> str:
    """Without the tags, for a toast."""
    for tag in ("<b>", "</b>", "<i>", "</i>", "<pre>", "</pre>"):
        html = html.replace(tag, "")
    for entity, char in (("&lt;", "<"), ("&gt;", ">"), ("&#34;", '"'), ("&#39;", "'"), ("&amp;", "&")):
        html = html.replace(entity, char)
    return html
