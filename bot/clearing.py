"""The end of a blocker, said or implied: whoever was told of it hears once that it is gone, and once if that is taken back."""

from typing import Any

from bot.asking import MOST_WORDS
from bot.desk import Desk
from plan_data.status import Blocker
from plan_data.updates import UpdateKind
from storage.occurrences import Item


def speaker(desk: Desk, item: Item, blocker: Blocker) -> str:
    """For whom the person speaks about a blocker: the agency that it holds up, the one that is to clear it, or the office."""
    if item.agency_id in desk.who.agencies:
        return item.agency
    return blocker.owner if blocker.owner_agency_id in desk.who.agencies else desk.plan.office


async def clear(desk: Desk, item: Item, said: str) -> None:
    """Records that nothing stands in the way of an item any more. The caller settles, and answers."""
    blocker = item.blocker
    assert blocker is not None
    await desk.record(item, UpdateKind.BLOCKER_RESOLVED, words=said[:MOST_WORDS])
    await ended(desk, item, blocker, UpdateKind.BLOCKER_RESOLVED, said)


async def ended(desk: Desk, item: Item, blocker: Blocker, kind: UpdateKind, said: str) -> None:
    """Tells the admins and the agency that was to clear it. `kind` is what ended it."""
    await _tell_followers(
        desk,
        blocker,
        "notice.cleared",
        i=desk.facts(item),
        kind=str(kind),
        by=speaker(desk, item, blocker),
        what=blocker.words[:MOST_WORDS],
        days=blocker.age(desk.calendar, desk.on),
        said=said[:MOST_WORDS],
        at=desk.incoming.at.isoformat(),
    )


async def undone(desk: Desk, before: Item, after: Item, kind: UpdateKind) -> None:
    """What was taken back of an item, as far as it concerns a blocker: to those who heard of it, and had no other word."""
    gone, back = before.blocker, after.blocker
    facts: dict[str, Any] = {"i": desk.facts(after), "agency": after.agency}
    if gone is not None and back is None and gone.owner_agency_id is not None:
        await desk.tell_agency(gone.owner_agency_id, "notice.withdrawn", kind=str(UpdateKind.BLOCKED), **facts)
    elif gone is None and back is not None:
        by = speaker(desk, after, back)
        told = await _tell_followers(desk, back, "notice.blocked_again", by=by, **facts)
        if after.agency_id not in desk.who.agencies:
            await desk.tell_agency(after.agency_id, "notice.blocked_again", items=[after.id], but_not=told, by=by, **facts)
    elif kind is UpdateKind.BLOCKER_ANSWERED and back is not None:
        by = speaker(desk, after, back)
        await desk.tell_agency(after.agency_id, "notice.answer_withdrawn", items=[after.id], by=by, **facts)


async def _tell_followers(desk: Desk, blocker: Blocker, key: str, **facts: Any) -> frozenset[int]:
    """The admins, and whoever was to clear it; nobody twice."""
    told = await desk.tell_admins(key, **facts)
    if blocker.owner_agency_id is not None:
        told |= await desk.tell_agency(blocker.owner_agency_id, key, but_not=told, **facts)
    return told
