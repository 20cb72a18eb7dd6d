"""What the buttons say. A button speaks: `verb:arguments`, at most 64 bytes, and rights are checked at the press.

A row of the table is one verb; the verbs of a larger matter stand in its own module. What is pressed on somebody else's work
is refused and audited, and says nothing of it.
"""

from datetime import date, datetime, timedelta

from bot import (
    adding,
    answers,
    asking,
    behalf,
    blockers,
    broadcasting,
    changing,
    confirming,
    document_of_change,
    escalations,
    evidence,
    explaining,
    extensions,
    granting,
    joining,
    leave,
    mergers,
    nudging,
    offices,
    orders,
    queries,
    reassigning,
    revoking,
    sending_files,
    staffing,
    targets,
    views,
    weekly,
    wishes,
)
from bot.commands import BY_NAME, For
from bot.commands.moi import invite_agency
from bot.desk import Desk
from bot.digest import item_buttons
from bot.facts import MOST_LINES, button_labels
from bot.pressing import Press, Refused, admin_only, named_agency, number, own_item
from bot.questions import files_of
from bot.understanding.reply import Intent, Reply, read_replies
from plan_data.updates import UpdateKind
from scheduler.audience import Part
from scheduler.channel import Say
from storage import inbox, outbox
from storage.occurrences import Item, held_items, items, items_of_message, release_held
from storage.planning import DIGEST
from storage.updates import answer_of_row

LONGEST_SNOOZE = timedelta(days=366)


async def press(desk: Desk) -> None:
    """One press. An unknown or broken one is an old button."""
    verb, *arguments = desk.incoming.says.split(":")
    handle = PRESSES.get(verb)
    try:
        if handle is None:
            raise ValueError(verb)
        await handle(desk, arguments)
    except Refused:
        await desk.audit("press_refused", desk.incoming.says[:64])
        desk.pop("sorry.not_yours")
    except (ValueError, IndexError):
        desk.pop("sorry.old_button", i=None)


async def _open(desk: Desk, arguments: list[str]) -> None:
    """A code: its six actions, in place."""
    item = await own_item(desk, arguments[0])
    if item.settled:
        await asking.already(desk, item, in_place=True)
        return
    await desk.say("item_menu", in_place=True, i=desk.facts(item), buttons=item_buttons(item.id, back=True))


def _reporting(intent: Intent) -> Press:
    async def handle(desk: Desk, arguments: list[str]) -> None:
        item = await own_item(desk, arguments[0])
        if item.settled and intent is not Intent.QUESTION:
            await asking.already(desk, item, in_place=True)
            return
        label = {"done": "Xong", "progress": "Đang làm"}.get(str(intent), "")
        await answers.act(desk, [item], Reply(intent), label, in_place=True)

    return handle


async def _blocked(desk: Desk, arguments: list[str]) -> None:
    """The reason is asked first: "vướng" without one helps nobody."""
    item = await own_item(desk, arguments[0])
    if item.settled:
        await asking.already(desk, item, in_place=True)
        return
    await desk.ask("blocked_why", item=item.id)
    await desk.say("ask.blocked_why", items=[item.id], in_place=True, i=desk.facts(item), buttons=[[("back", "back")]])


async def _detail(desk: Desk, arguments: list[str]) -> None:
    item = await own_item(desk, arguments[0])
    await views.card(desk, item.code)


async def _back(desk: Desk, arguments: list[str]) -> None:
    """The message as it was: a morning message with what has changed since, else what it carried."""
    incoming = desk.incoming
    await desk.close_asks()
    root = await outbox.message_root(desk.tx, incoming.channel, incoming.chat_id, incoming.message_id)
    if root is not None and root[1]:
        await outbox.say(
            desk.tx,
            Say(DIGEST, {"root": root[0]}),
            channel=incoming.channel,
            chat_id=incoming.chat_id,
            now=desk.now,
            contact_id=desk.who.id,
            inbox_id=desk.row_id,
            edits=incoming.message_id,
        )
        return
    carried = [i for i in await _carried(desk) if not i.settled]
    if len(carried) == 1:
        item = carried[0]
        await desk.say("item_menu", in_place=True, i=desk.facts(item), buttons=item_buttons(item.id))
    elif carried:
        labels = button_labels(carried)
        codes = [(labels[i.id], f"open:{i.id}") for i in carried[:6]]
        await desk.say(
            "my_work",
            in_place=True,
            agency=", ".join(desk.who.agency_names),
            n=len(carried),
            late=sum(bool(desk.calendar.overdue_days(i.due, desk.on)) for i in carried),
            told=[desk.facts(i) for i in carried[:MOST_LINES]],
            more=max(0, len(carried) - MOST_LINES),
            ongoing=[],
            buttons=[codes[n : n + 3] for n in range(0, len(codes), 3)],
        )
    else:
        desk.pop("sorry.old_button", i=None)


async def _carried(desk: Desk) -> list[Item]:
    carried = await items_of_message(desk.tx, desk.incoming.channel, desk.incoming.chat_id, desk.incoming.message_id)
    return [i for i in carried if i.agency_id in desk.who.agencies]


async def _digest_items(desk: Desk, argument: str) -> list[Item]:
    """The open items of one of this person's morning messages."""
    lines = await outbox.digest_lines(desk.tx, number(argument))
    found = await items(desk.tx, [line.occurrence_id for line in lines if line.part is Part.OWN])
    return [i for i in found if i.agency_id in desk.who.agencies and not i.settled]


async def _later(desk: Desk, arguments: list[str]) -> None:
    """[Nhắc sau] below several: which one?"""
    carried = await _digest_items(desk, arguments[0])
    if not carried:
        raise ValueError
    await asking.which(desk, carried, Reply(Intent.SNOOZE), "nhắc sau", source="this")


async def _list(desk: Desk, arguments: list[str]) -> None:
    """[Chi tiết] below several: which one?"""
    carried = await _digest_items(desk, arguments[0])
    if not carried:
        raise ValueError
    await asking.which(desk, carried, Reply(Intent.QUESTION), "chi tiết", source="this")


async def _more(desk: Desk, arguments: list[str]) -> None:
    """ "+ N việc khác": everything that the morning message carries."""
    carried = await _digest_items(desk, arguments[0])
    if not carried:
        raise ValueError
    labels = button_labels(carried)
    codes = [(labels[i.id], f"open:{i.id}") for i in carried[:9]]
    await desk.say(
        "my_work",
        items=[i.id for i in carried[:MOST_LINES]],
        agency=", ".join(dict.fromkeys(i.agency for i in carried)),
        n=len(carried),
        late=sum(bool(desk.calendar.overdue_days(i.due, desk.on)) for i in carried),
        told=[desk.facts(i) for i in carried[:MOST_LINES]],
        more=max(0, len(carried) - MOST_LINES),
        ongoing=[],
        buttons=[codes[n : n + 3] for n in range(0, len(codes), 3)],
    )


async def _pick(desk: Desk, arguments: list[str]) -> None:
    """The answer to "việc nào?": what was said is now about this one, or about all that were listed."""
    incoming = desk.incoming
    ask = await inbox.ask_by_id(desk.tx, number(arguments[0]), incoming.channel, incoming.chat_id)
    if ask is None or ask.kind != "which":
        raise ValueError
    offered = [int(str(i)) for i in ask.facts["items"]]  # type: ignore[attr-defined]
    wanted = offered if arguments[1] == "all" else [number(arguments[1])]
    chosen = [await own_item(desk, str(i)) for i in wanted if i in offered]
    if not chosen:
        raise ValueError
    said = str(ask.facts["said"])
    desk.files = files_of(ask)
    await inbox.answer_ask(desk.tx, ask, desk.row_id)
    await desk.close_asks()
    meant = read_replies(said, date.fromisoformat(str(ask.facts["on"])), (), chosen[0].due)
    await answers.act(desk, chosen, meant[0].reply if len(meant) == 1 else Reply(Intent.OTHER), said, in_place=True)


async def _until(desk: Desk, arguments: list[str]) -> None:
    """A day offered for a snooze; once it has come the button offers nothing any more."""
    until = datetime.strptime(arguments[0], "%Y%m%d").date()  # noqa: DTZ007  # a date, not a moment
    if not desk.on < until <= desk.on + LONGEST_SNOOZE:
        raise ValueError(arguments[0])
    chosen = [await own_item(desk, i) for i in arguments[1].split("-")]
    still = [i for i in chosen if not i.settled]
    if not still:
        await asking.already(desk, chosen[0], in_place=True)
        return
    await answers.snooze_until(desk, still, until, "nhắc sau", in_place=True)


async def _undo(desk: Desk, arguments: list[str]) -> None:
    """Takes back what one message recorded; only one's own."""
    rows = await answer_of_row(desk.tx, desk.who.id, number(arguments[0]))
    if not rows:
        desk.pop("recorded.nothing_to_undo")
        return
    await answers.undo(desk, rows=rows)


async def _document_later(desk: Desk, arguments: list[str]) -> None:
    await desk.close_asks()
    desk.pop("toast.noted")


async def _join(desk: Desk, arguments: list[str]) -> None:
    await joining.pressed(desk, number(arguments[0]), arguments[1])


async def _command(desk: Desk, arguments: list[str]) -> None:
    command = BY_NAME.get(arguments[0])
    if command is None:
        raise ValueError(arguments[0])
    if command.whose is For.ADMIN:
        admin_only(desk)
    await command.handle(desk, "")


async def _invite(desk: Desk, arguments: list[str]) -> None:
    admin_only(desk)
    await invite_agency(desk, *await named_agency(desk, arguments[0]))


async def _agency(desk: Desk, arguments: list[str]) -> None:
    admin_only(desk)
    agency_id, _ = await named_agency(desk, arguments[0])
    await views.agency_card(desk, agency_id)


async def _history(desk: Desk, arguments: list[str]) -> None:
    await views.history(desk, arguments[0])


async def _held(desk: Desk, arguments: list[str]) -> None:
    """Work that was overdue when the plan was loaded: the admin says what it is."""
    admin_only(desk)
    held = await held_items(desk.tx)
    if not held or arguments[0] not in ("start", "done", "leave"):
        raise ValueError(arguments[0])
    await desk.audit(f"held_{arguments[0]}", f"plan:{desk.plan.number}", n=len(held))
    if arguments[0] == "start":
        await release_held(desk.tx, desk.calendar, on=desk.on)
        await desk.say("notice.held_started", n=len(held))
    elif arguments[0] == "done":
        for item in held:
            await desk.record(item, UpdateKind.DONE, words="đã xong khi nạp kế hoạch", happened_on=item.due)
            await confirming.said_by_admin(desk, item)
        await desk.settle(held)
        await desk.say("notice.held_done", n=len(held))
    else:
        await desk.say("notice.held_left", n=len(held))


PRESSES: dict[str, Press] = {
    "open": _open,
    "done": _reporting(Intent.DONE),
    "doing": _reporting(Intent.PROGRESS),
    "blocked": _blocked,
    "extend": _reporting(Intent.EXTEND),
    "snooze": _reporting(Intent.SNOOZE),
    "detail": _detail,
    "back": _back,
    "later": _later,
    "list": _list,
    "more": _more,
    "pick": _pick,
    "until": _until,
    "undo": _undo,
    "later_doc": _document_later,
    "join": _join,
    "cmd": _command,
    "invite": _invite,
    "agency": _agency,
    "history": _history,
    "held": _held,
    **evidence.PRESSES,
    **explaining.PRESSES,
    **extensions.PRESSES,
    **granting.PRESSES,
    **confirming.PRESSES,
    **blockers.PRESSES,
    **reassigning.PRESSES,
    **escalations.PRESSES,
    **leave.PRESSES,
    **offices.PRESSES,
    **mergers.PRESSES,
    **queries.PRESSES,
    **targets.PRESSES,
    **nudging.PRESSES,
    **broadcasting.PRESSES,
    **behalf.PRESSES,
    **wishes.PRESSES,
    **sending_files.PRESSES,
    **weekly.PRESSES,
    **adding.PRESSES,
    **changing.PRESSES,
    **document_of_change.PRESSES,
    **orders.PRESSES,
    **revoking.PRESSES,
    **staffing.PRESSES,
}
