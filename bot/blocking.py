"""What every message and every button about a blocker share: its facts, its buttons, and who may press them."""

from dataclasses import dataclass
from typing import Any

from bot.asking import MOST_WORDS
from bot.desk import Desk
from bot.pressing import Refused, number, remark
from bot.recording import with_back
from plan_data.status import Blocker
from plan_data.updates import UpdateKind
from storage import outbox, updates
from storage.occurrences import Item, hold

Rows = list[list[tuple[str, str]]]


@dataclass(frozen=True, slots=True)
class Stuck:
    """An item and the blocker that still stands in its way."""

    item: Item
    blocker: Blocker


async def behind(desk: Desk, argument: str, *, own: bool = False) -> Stuck | None:
    """The blocker behind a button; None where it is gone or somebody else's by now, which is said.

    For an admin and the agency that is to clear it; `own`: for the one that it holds up too. It is nobody else's until all is
    recorded. Errors: Refused; ValueError where there never was one.
    """
    row = await updates.update_row(desk.tx, number(argument))
    if row is None or row[1] is not UpdateKind.BLOCKED:
        raise ValueError(argument)
    [item] = await hold(desk.tx, [row[0]])
    mine = desk.who.is_admin or (own and item.agency_id in desk.who.agencies)
    given = {u.agency_id for u in item.updates if u.kind is UpdateKind.BLOCKER_GIVEN}
    if not mine and not given & desk.who.agencies:
        raise Refused
    blocker = item.blocker
    if blocker is None or blocker.id != number(argument):
        await remark(desk, "blocker.gone", i=desk.facts(item))
        return None
    if not mine and blocker.owner_agency_id not in desk.who.agencies:
        await taken(desk, item, blocker)
        return None
    return Stuck(item, blocker)


async def taken(desk: Desk, item: Item, blocker: Blocker) -> None:
    """Somebody else has it now."""
    await remark(desk, "blocker.taken", i=desk.facts(item), owner=blocker.owner or desk.plan.office)


def notice(desk: Desk, item: Item, blocker: Blocker, **more: Any) -> dict[str, Any]:
    """The facts of every message about a blocker; `did` is what was done with it just now."""
    said = blocker.report
    facts = {"i": desk.facts(item), "said": said.words[:MOST_WORDS], "what": blocker.words[:MOST_WORDS]}
    return facts | {"at": said.at.isoformat(), "office": desk.plan.office, "did": ""} | more


def deciding(blocker: Blocker, *, noted: bool = False) -> Rows:
    """What an admin may do about it."""
    give = "give_again" if blocker.given else "give"
    last = ("cleared", f"clear:{blocker.id}") if noted or blocker.given else ("acknowledge", f"noted:{blocker.id}")
    return [[(give, f"give:{blocker.id}"), ("answer", f"answer:{blocker.id}"), last]]


def clearing(blocker: Blocker) -> Rows:
    """What the agency may do that is to clear it."""
    return [[("answer", f"answer:{blocker.id}"), ("cleared", f"clear:{blocker.id}")]]


async def with_way_back(desk: Desk, buttons: Rows) -> Rows:
    """With [Trở lại] where a morning message was pressed."""
    incoming = desk.incoming
    root = await outbox.message_root(desk.tx, incoming.channel, incoming.chat_id, incoming.message_id)
    return with_back(buttons, root is not None and root[1])
