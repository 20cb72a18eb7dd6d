"""What an understood answer does: one function an intent. Each records, settles, and says back what was heard."""

from collections.abc import Container, Mapping, Sequence
from datetime import date

from bot import blockers, clearing, confirming, explaining, extensions, reassigning
from bot.asking import MOST_WORDS, already
from bot.desk import Desk
from bot.recording import document_words, record_document, report, with_back
from bot.understanding.reply import Document, Intent, Reply
from bot.wording import short_date
from plan_data.model import OccurrenceKind
from plan_data.status import open_request, reported_done
from plan_data.updates import CHANGES, StatusUpdate, UpdateKind, effective
from storage import updates
from storage.occurrences import Item, hold, items

DECISIONS = frozenset(
    {
        UpdateKind.EXTENSION_GRANTED,
        UpdateKind.EXTENSION_REFUSED,
        UpdateKind.EXTENSION_COUNTERED,
        UpdateKind.EXTENSION_WITHDRAWN,
        UpdateKind.EXTENSION_DOCUMENT,
        UpdateKind.CONFIRMED,
        UpdateKind.RETURNED,
        UpdateKind.BLOCKER_GIVEN,
        UpdateKind.REASSIGN_GRANTED,
        UpdateKind.REASSIGN_REFUSED,
        UpdateKind.CHANGE_DOCUMENT,
        *CHANGES,
    }
)
"""Both sides have been told: no "nhầm" takes them back."""
TOLD_TO_ADMINS = frozenset({UpdateKind.BLOCKED, UpdateKind.REASSIGN_ASKED})
"""Who heard of it hears of its withdrawal too."""


async def act(desk: Desk, picked: Sequence[Item], reply: Reply, said: str, *, in_place: bool = False) -> None:
    """Does what the reply says about these items. `said` are the person's own words. Of what was taken out of the plan nothing
    is reported: it is said that it was."""
    if reply.intent not in (Intent.UNDO, Intent.QUESTION) and all(i.out for i in picked):
        await already(desk, picked[0], in_place=in_place)
        return
    match reply.intent:
        case Intent.DONE:
            await done(desk, picked, reply, said, in_place=in_place)
        case Intent.PROGRESS | Intent.NOT_DONE:
            await progress(desk, picked, reply, said, in_place=in_place)
        case Intent.BLOCKED:
            await blockers.blocked(desk, picked, reply, said, in_place=in_place)
        case Intent.ACK:
            await acknowledged(desk, picked, said)
        case Intent.SNOOZE:
            await snooze(desk, picked, reply, said, in_place=in_place)
        case Intent.EXTEND:
            await extensions.extend(desk, picked, reply, said, in_place=in_place)
        case Intent.REASSIGN:
            await reassigning.propose(desk, picked, said, in_place=in_place)
        case Intent.UNDO:
            await undo(desk, [i.id for i in picked])
        case _:
            await explaining.explain(desk, [picked[0].code], said, picked[0].period)


async def done(desk: Desk, picked: Sequence[Item], reply: Reply, said: str, *, in_place: bool = False) -> None:
    """ "xong": recorded with its document, listed back in full, and the document asked for once."""
    picked = await hold(desk.tx, [i.id for i in picked])  # a colleague may be saying it at this moment
    new = [i for i in picked if not i.settled]
    if not new:
        await desk.audit("already_done", picked[0].key, words=said[:MOST_WORDS])
        await already(desk, picked[0], in_place=in_place)
        return
    for item in new:
        await report(desk, item, reply, said)
    fresh = await desk.settle(new, but_not=desk.incoming.message_id if in_place else "")
    told = [desk.facts(fresh[i.id]) for i in new]
    document = reply.document
    shown = document is not None or reply.on_date is not None or desk.filed
    ask_document = not shown and any(i.kind is not OccurrenceKind.CHECK_IN for i in new)
    buttons = [[("undo", f"undo:{desk.row_id}")]]
    if ask_document and len(new) == 1:
        await desk.ask("document", item=new[0].id)
        buttons = [[("document_later", f"later_doc:{new[0].id}"), ("undo", f"undo:{desk.row_id}")]]
    await desk.say(
        "recorded.done",
        items=[i.id for i in new],
        in_place=in_place,
        at=desk.incoming.at.isoformat(),
        document=document_words(document),
        document_on=document.date.isoformat() if document and document.date else None,
        happened_on=reply.on_date.isoformat() if reply.on_date else None,
        ask_document=ask_document,
        office=desk.plan.office,
        buttons=with_back(buttons, in_place),
        told=told,
    )


async def progress(desk: Desk, picked: Sequence[Item], reply: Reply, said: str, *, in_place: bool = False) -> None:
    """How far it is, what silence that earned, and when it ends."""
    for item in picked:
        await report(desk, item, reply, said)
    fresh = await desk.settle(picked, but_not=desk.incoming.message_id if in_place else "")
    buttons = [[("undo", f"undo:{desk.row_id}")]]
    if len(picked) == 1 and picked[0].kind is not OccurrenceKind.CHECK_IN:
        buttons = [[("ask_extension", f"extend:{picked[0].id}"), ("undo", f"undo:{desk.row_id}")]]
    await desk.say(
        "recorded.progress",
        items=[i.id for i in picked],
        in_place=in_place,
        percent=reply.percent,
        until=reply.until.isoformat() if reply.until else None,
        buttons=with_back(buttons, in_place),
        told=[desk.facts_after(fresh[i.id]) for i in picked],
    )


async def acknowledged(desk: Desk, picked: Sequence[Item], said: str) -> None:
    """ "đã nhận" quiets that day and nothing more."""
    still = [i for i in picked if not i.settled]
    for item in still:
        await desk.record(item, UpdateKind.ACK, words=said[:MOST_WORDS])
    if still:
        await desk.settle(still)
        await desk.say(
            "recorded.ack",
            items=[i.id for i in still],
            codes=[i.code for i in still],
            leader=desk.who.leads(still[0].agency_id),
            example=desk.calendar.add(desk.on, 2).isoformat(),
        )
    else:
        await already(desk, picked[0])


async def snooze(desk: Desk, picked: Sequence[Item], reply: Reply, said: str, *, in_place: bool = False) -> None:
    """Moves the next word, never the due date, and never beyond it without saying so."""
    still = [i for i in picked if not i.settled]
    if not still:
        await already(desk, picked[0], in_place=in_place)
        return
    if reply.until is None or reply.until <= desk.on:
        ids = "-".join(str(i.id) for i in still[:6])
        tomorrow = desk.calendar.add(desk.on, 1)
        await desk.ask("snooze_day", items=[i.id for i in still], said=said)
        await desk.say(
            "ask.snooze_day",
            items=[i.id for i in still],
            in_place=in_place,
            codes=[i.code for i in still],
            buttons=[[("tomorrow", f"until:{tomorrow:%Y%m%d}:{ids}"), ("back", "back")]],
        )
        return
    late = next((i for i in still if _past_due(desk, i, reply.until)), None)
    if late is not None:
        await _snooze_past(desk, late, reply.until, in_place=in_place)
        return
    await snooze_until(desk, still, reply.until, said, in_place=in_place)


def _past_due(desk: Desk, item: Item, until: date) -> bool:
    return item.due >= desk.on and desk.calendar.on_or_after(until) > item.due and item.kind is not OccurrenceKind.CHECK_IN


async def _snooze_past(desk: Desk, item: Item, until: date, *, in_place: bool) -> None:
    anchor = desk.calendar.on_or_before(item.due)
    keep = (f"still|{short_date(until)}", f"until:{until:%Y%m%d}:{item.id}")
    first = [(short_date(anchor), f"until:{anchor:%Y%m%d}:{item.id}"), keep] if anchor > desk.on else [keep]
    await desk.say(
        "ask.snooze_past",
        items=[item.id],
        in_place=in_place,
        i=desk.facts(item),
        until=until.isoformat(),
        buttons=[first, [("ask_extension", f"extend:{item.id}")]],
    )


async def snooze_until(desk: Desk, picked: Sequence[Item], until: date, said: str, *, in_place: bool = False) -> None:
    """Recorded: the day is settled."""
    for item in picked:
        await desk.record(item, UpdateKind.SNOOZE, words=said[:MOST_WORDS], until=until)
    fresh = await desk.settle(picked, but_not=desk.incoming.message_id if in_place else "")
    said_on = desk.calendar.on_or_after(until)
    told = [
        desk.facts(fresh[i.id])
        | {"until": said_on.isoformat(), "last_before_due": said_on == desk.calendar.on_or_before(i.due) != i.due}
        for i in picked
    ]
    await desk.close_asks()
    await desk.say(
        "recorded.snooze",
        items=[i.id for i in picked],
        in_place=in_place,
        told=told,
        buttons=with_back([[("undo", f"undo:{desk.row_id}")]], in_place),
    )


async def undo(desk: Desk, only: Sequence[int] = (), rows: Sequence[tuple[int, int]] | None = None) -> None:
    """Takes the person's last answer back, or of it what concerns these items; says what returned and what stays."""
    answered = rows if rows is not None else await updates.last_answer(desk.tx, desk.who.id)
    chosen = [(u, o) for u, o in answered if not only or o in only]
    if only and not chosen:
        own = {i.id: [u.id for u in effective(i.updates) if u.kind not in DECISIONS] for i in await items(desk.tx, only)}
        chosen = [(said[-1], item_id) for item_id, said in own.items() if said]
    before = await hold(desk.tx, {o for _, o in chosen})
    done = [i for i in before if rows is None and _done_again(i, {u for u, _ in chosen})]
    if done:  # two slips of the thumb make no report; below the echo of the first is a button
        await desk.say("recorded.not_done_again", items=[i.id for i in done], told=[desk.facts(i) for i in done])
        return
    kinds = await take_back(desk, chosen, alone=rows is not None)
    if not kinds:
        await desk.say("recorded.decided" if chosen else "recorded.nothing_to_undo", office=desk.plan.office)
        return
    await desk.close_asks()
    fresh = await desk.settle([i for i in before if i.id in kinds])
    await tell_of_withdrawal(desk, kinds, before, fresh)
    kept = [i.code for i in await items(desk.tx, [o for _, o in answered if o not in kinds]) if i.done]
    await desk.say(
        "recorded.undone",
        items=list(kinds),
        buttons=[[("undo", f"undo:{desk.row_id}")]],
        told=[desk.facts_after(fresh[i]) | {"undone": str(kinds[i])} for i in kinds],
        kept=kept,
    )


def _done_again(item: Item, taken_back: Container[int]) -> bool:
    """Whether it would be reported done once more, if these were taken back."""
    left = [u for u in item.updates if u.id not in taken_back or u.kind in DECISIONS]
    return reported_done(effective(item.updates)) is None and reported_done(effective(left)) is not None


async def tell_of_withdrawal(
    desk: Desk, kinds: Mapping[int, UpdateKind], before: Sequence[Item], fresh: Mapping[int, Item]
) -> None:
    """Whoever had been told of what was taken back hears that, too."""
    for was in [i for i in before if i.id in kinds]:
        item, kind = fresh[was.id], kinds[was.id]
        await extensions.after_undo(desk, was, item)
        await confirming.follow(desk, was, item)
        if kind in TOLD_TO_ADMINS:
            await desk.tell_admins("notice.withdrawn", items=[item.id], agency=item.agency, i=desk.facts(item), kind=str(kind))
        await clearing.undone(desk, was, item, kind)
        if any(u.source for u in set(effective(was.updates)) - set(effective(item.updates))):
            i, office = desk.facts(item), desk.plan.office
            await desk.tell_agency(item.agency_id, "behalf.taken_back", items=[item.id], i=i, office=office)


async def take_back(desk: Desk, chosen: Sequence[tuple[int, int]], *, alone: bool) -> dict[int, UpdateKind]:
    """Appends the undo rows; what was taken back of each item. A document goes together with the "xong" it belongs to, unless
    it is taken back `alone`: by the button below it, or by an edit of the very message."""
    kinds: dict[int, UpdateKind] = {}
    for update_id, item_id in chosen:
        item = (await items(desk.tx, [item_id]))[0]
        standing_rows = {u.id: u for u in item.updates}
        taken = [standing_rows[update_id]]
        request = open_request(effective(item.updates))
        if taken[0].kind is UpdateKind.EXTENSION_ASKED and taken[0] != request:
            continue  # it has been decided
        if taken[0].kind is UpdateKind.DOCUMENT and not alone:
            taken += [u for u in effective(item.updates) if u.kind is UpdateKind.DONE][-1:]
        for row in taken:
            if row.kind in DECISIONS or _moved_since(item, row):
                continue
            await desk.record(item, UpdateKind.UNDO, words=desk.incoming.text[:MOST_WORDS], undoes=row.id)
            if kinds.get(item_id, UpdateKind.DOCUMENT) is UpdateKind.DOCUMENT:
                kinds[item_id] = row.kind  # of a report with its files, the report
    return kinds


def _moved_since(item: Item, row: StatusUpdate) -> bool:
    """It has become another agency's: what was said of it before is history."""
    return any(u.kind is UpdateKind.REASSIGN_GRANTED and u.id > row.id for u in effective(item.updates))


async def add_document(desk: Desk, item: Item, document: Document, said: str) -> None:
    """The number that was asked for after "xong"; a date in it looks back."""
    await record_document(desk, item, document, said)
    await desk.settle([item])
    await desk.close_asks()
    await desk.say("recorded.document", items=[item.id], i=desk.facts(item), document=document_words(document))
