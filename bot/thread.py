"""What a message is an answer to: the receipt is the thread, and where it is missing the codes in the quoted text serve."""

from collections.abc import Sequence

from bot.desk import Desk
from bot.digest import SHOWN
from bot.picking import quoted_items
from scheduler.audience import Part
from scheduler.channel import Say
from storage import holds, outbox
from storage.occurrences import Item, items, items_of_message
from storage.queries import last_reminded

SOON = 7
"""Working days: sắp đến hạn."""


async def replied_items(desk: Desk, own: Sequence[Item]) -> tuple[Item, ...]:
    """What the answered message carried: by its receipt, else by the codes in the quoted text. An edited message that answers
    none is about what it was about."""
    incoming = desk.incoming
    if incoming.replies_to is None:
        return desk.about
    carried = await items_of_message(desk.tx, incoming.channel, incoming.chat_id, incoming.replies_to)
    return carried or quoted_items(incoming.quoted, own)


async def listed_items(desk: Desk) -> tuple[tuple[Item, ...], str]:
    """What the newest message with items carried, and which one it is: "today"'s morning message, today's "letter" of 14:00,
    or just the "last"."""
    last = await outbox.last_with_items(desk.tx, desk.incoming.channel, desk.incoming.chat_id)
    if last is None:
        return (), "last"
    lines = await outbox.digest_lines(desk.tx, last[0])
    found = await items(desk.tx, [line.occurrence_id for line in lines if line.part is Part.OWN][:SHOWN])
    source = "last"
    if last[2] == desk.on:
        source = "today" if await holds.morning_of(desk.tx, last[0]) else "letter"
    return tuple(i for i in found if i.agency_id in desk.who.agencies), source


async def at_hand_of(desk: Desk, own: Sequence[Item]) -> frozenset[int]:
    """The open items that a word without a code can be about whatever was said last: due soon, overdue, or reminded of."""
    still = [i for i in own if not i.settled]
    soon = {i.id for i in still if desk.calendar.days_left(i.due, desk.on) <= SOON}
    return frozenset(soon | set(await last_reminded(desk.tx, [i.id for i in still])))


async def answered_message(desk: Desk) -> Say | None:
    """Our message that a text answers, if it was about items: the one replied to, else the newest of the chat; that one too
    where the receipt of the answered one is missing and the codes in the quoted text are its."""
    incoming = desk.incoming
    if incoming.replies_to is not None:
        root = await outbox.message_root(desk.tx, incoming.channel, incoming.chat_id, incoming.replies_to)
        if root is not None:
            return await outbox.said_in(desk.tx, root[0])
    last = await outbox.last_with_items(desk.tx, incoming.channel, incoming.chat_id)
    if last is None or not last[1]:
        return None
    if incoming.replies_to is not None:
        carried = [line.occurrence_id for line in await outbox.digest_lines(desk.tx, last[0])]
        if not quoted_items(incoming.quoted, await items(desk.tx, carried)):
            return None
    return await outbox.said_in(desk.tx, last[0])


async def is_last_said(desk: Desk, ids: set[int]) -> bool:
    """The newest message of the chat is the one that carried exactly these items."""
    last = await outbox.last_with_items(desk.tx, desk.incoming.channel, desk.incoming.chat_id)
    if last is None or not last[1]:
        return False
    return {line.occurrence_id for line in await outbox.digest_lines(desk.tx, last[0])} == ids
