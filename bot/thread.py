"""What a message is an answer to: the receipt is the thread, and where it is missing the codes in the quoted text serve."""

from collections.abc import Sequence

from bot.desk import Desk
from bot.digest import SHOWN
from bot.picking import quoted_items
from scheduler.audience import Part
from storage import holds, outbox
from storage.occurrences import Item, items, items_of_message


async def replied_items(desk: Desk, own: Sequence[Item]) -> tuple[Item, ...]:
    """What the answered message carried: by its receipt, else by the codes in the quoted text."""
    incoming = desk.incoming
    if incoming.replies_to is None:
        return ()
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


async def is_last_said(desk: Desk, ids: set[int]) -> bool:
    """The newest message of the chat is the one that carried exactly these items."""
    last = await outbox.last_with_items(desk.tx, desk.incoming.channel, desk.incoming.chat_id)
    if last is None or not last[1]:
        return False
    return {line.occurrence_id for line in await outbox.digest_lines(desk.tx, last[0])} == ids
