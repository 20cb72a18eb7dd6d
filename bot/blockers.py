"""What stands in the way: recorded in the person's own words, told to the admins, asked about until it is gone."""

from collections.abc import Sequence

from bot.asking import MOST_WORDS
from bot.desk import Desk
from bot.pressing import Press, admin_only, any_item
from bot.questions import Given, Question
from bot.recording import report, with_back
from bot.understanding.reply import Intent, Reply
from storage.occurrences import Item


async def blocked(desk: Desk, picked: Sequence[Item], reply: Reply, said: str, *, in_place: bool = False) -> None:
    """Whose hands it is in now, and that the date stands; the admins get the person's own words."""
    for item in picked:
        await report(desk, item, reply, said)
        await tell(desk, item, said)
    fresh = await desk.settle(picked, but_not=desk.incoming.message_id if in_place else "")
    buttons = [[("undo", f"undo:{desk.row_id}")]]
    if len(picked) == 1:
        buttons = [[("ask_extension", f"extend:{picked[0].id}"), ("undo", f"undo:{desk.row_id}")]]
        await desk.ask("blocked_more", item=picked[0].id)
    await desk.say(
        "recorded.blocked",
        items=[i.id for i in picked],
        in_place=in_place,
        note=reply.note or "",
        office=desk.plan.office,
        buttons=with_back(buttons, in_place),
        told=[desk.facts(fresh[i.id]) for i in picked],
    )


async def tell(desk: Desk, item: Item, said: str) -> None:
    """The admins hear of it at once, in the person's own words."""
    await desk.tell_admins(
        "notice.blocked",
        items=[item.id],
        agency=item.agency,
        said=said[:MOST_WORDS],
        at=desk.incoming.at.isoformat(),
        i=desk.facts(item),
        buttons=[[("acknowledge", f"noted:{item.id}")]],
    )


# --- what the admin presses ---------------------------------------------------------------------------------------------
async def _noted(desk: Desk, arguments: list[str]) -> None:
    admin_only(desk)
    item = await any_item(desk, arguments[0])
    await desk.audit("blocker_noted", item.key)
    await desk.say("notice.noted", in_place=True, i=desk.facts(item), agency=item.agency)


PRESSES: dict[str, Press] = {"noted": _noted}


# --- the reason ---------------------------------------------------------------------------------------------------------
async def _why(desk: Desk, given: Given) -> bool:
    """After [Vướng]: "vướng" without a reason helps nobody."""
    if given.intent is not Intent.OTHER and not given.is_reason:
        return False
    await desk.close_asks()
    await blocked(desk, given.still_open, Reply(Intent.BLOCKED, note=given.text), given.text)
    return True


async def _more(desk: Desk, given: Given) -> bool:
    """More of the reason, in answer to our message: anything else is another subject."""
    return desk.incoming.replies_to is not None and await _why(desk, given)


QUESTIONS: dict[str, Question] = {"blocked_why": Question(_why), "blocked_more": Question(_more)}
