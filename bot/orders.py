"""What an administrator orders in a sentence, and nobody else: heard here, done in the module that knows it."""

from dataclasses import replace

from bot import adding, changing, offices, revoking, staffing
from bot.desk import Desk
from bot.pressing import Press, admin_only, named_agency, number, refuse_words
from bot.understanding.orders import AddTask, ChangeDue, Order, PutBack, TakeOut, read_order
from bot.understanding.post_orders import (
    EndPost,
    GivePost,
    HandOver,
    PostOrder,
    RevokeInvites,
    may_be_post_order,
    read_post_order,
)
from bot.understanding.reply import Intent, read_replies
from plan_data.agencies import Directory
from storage import inbox
from storage.plans import activity_codes, agency_directory

Ordered = Order | PostOrder
NAMES = {
    ChangeDue: "change_due",
    TakeOut: "take_out",
    PutBack: "put_back",
    AddTask: "add_task",
    GivePost: "give_post",
    EndPost: "end_post",
    RevokeInvites: "revoke_invites",
    HandOver: "hand_over",
}
"""As the audit names an order that is refused; every kind of order has one."""


async def said(desk: Desk, text: str) -> bool:
    """True where the text is an order. From anybody but an administrator it is refused and kept in the audit; a new date
    without a document is then a request for more time, and so it is from an administrator about work of the own agency."""
    order = await _read(desk, text)
    if order is None or await _is_request(desk, order, text):
        return False
    if desk.who.is_admin:
        await _done(desk, order, text)
    else:
        await refuse_words(desk, NAMES[type(order)])
    return True


async def _read(desk: Desk, text: str) -> Ordered | None:
    order = read_order(text, desk.on, desk.plan.year, await activity_codes(desk.tx))
    if order is not None or not may_be_post_order(text):
        return order
    return read_post_order(text, Directory(tuple(a for _, a in await agency_directory(desk.tx, desk.on))))


async def _is_request(desk: Desk, order: Ordered, text: str) -> bool:
    """More time asked for, in the words in which an administrator gives it."""
    if not isinstance(order, ChangeDue) or order.document is not None:
        return False
    own = {i.code for i in await desk.own()}
    if not desk.who.is_admin:
        return order.code in own or order.code not in await activity_codes(desk.tx)
    meant = read_replies(text, desk.on, own)
    return len(meant) == 1 and order.code in own and meant[0].reply.intent is Intent.EXTEND


async def _done(desk: Desk, order: Ordered, text: str) -> None:
    match order:
        case ChangeDue() | TakeOut() | PutBack():
            await changing.ordered(desk, order, text)
        case AddTask():
            await adding.ordered(desk, order, text)
        case GivePost():
            await staffing.give(desk, order)
        case EndPost():
            await staffing.end(desk, order)
        case RevokeInvites():
            await revoking.ordered(desk, order)
        case HandOver(said=said):
            await offices.asked(desk, said)


async def _order(desk: Desk, arguments: list[str]) -> None:
    """The agency that is meant, of several that the words could mean."""
    admin_only(desk)
    ask = await inbox.ask_by_id(desk.tx, number(arguments[0]), desk.incoming.channel, desk.incoming.chat_id)
    if ask is None or ask.kind != "order":
        raise ValueError(arguments[0])
    _, name = await named_agency(desk, arguments[1])
    text = str(ask.facts["said"])
    order = await _read(desk, text)
    if not isinstance(order, ChangeDue | TakeOut | PutBack):
        raise ValueError(text)
    await desk.close_asks()
    await _done(desk, replace(order, agency=name), text)


PRESSES: dict[str, Press] = {"order": _order}
