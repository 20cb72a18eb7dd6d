"""What waits for somebody: blockers, with their age and who is to clear them, and extension requests to be decided."""

from dataclasses import replace

from bot.desk import Desk
from bot.extensions import request_question
from bot.facts import MOST_LINES, button_labels, shortened
from bot.narrowing import Acts, Asked, narrowed, outside, subject_facts
from bot.pressing import Press, admin_only, any_item
from plan_data.status import open_request
from plan_data.updates import effective
from storage.lists import find_items
from storage.occurrences import Item
from storage.statuses import Stated, Status

MOST_BUTTONS = 6


async def blockers(desk: Desk, asked: Asked, acts: Acts = ()) -> None:
    """What stands in whose way. Overdue work first, then the longest in the way. Errors: Refused."""
    looked = await narrowed(desk, asked)
    found = await find_items(desk.tx, replace(looked, stated=Stated(Status.BLOCKED, desk.calendar, desk.on)))
    pairs = [(i, i.blocker) for i in found]
    stuck = [(i, b) for i, b in pairs if b is not None]
    stuck.sort(key=lambda pair: (-desk.calendar.overdue_days(pair[0].due, desk.on), pair[1].since, pair[0].id))
    page = stuck[asked.skip : asked.skip + MOST_LINES]
    left = len(stuck) - asked.skip - len(page)
    labels = button_labels([i for i, _ in page[:MOST_BUTTONS]])
    codes = [(labels[i.id], f"blocker:{b.id}:new") for i, b in page[:MOST_BUTTONS]] if desk.who.is_admin else []
    tail = [*([("more", f"asked:{asked.id}:{asked.skip + len(page)}")] if left > 0 else []), *acts]
    await desk.say(
        "blockers",
        items=[i.id for i, _ in page],
        q=await subject_facts(desk, asked),
        n=len(stuck),
        office=sum(b.owner_agency_id is None for _, b in stuck),
        told=[desk.facts(i) for i, _ in page],
        more=max(0, left),
        buttons=[*(codes[n : n + 3] for n in range(0, len(codes), 3)), *([tail] if tail and stuck else [])],
    )


async def requests(desk: Desk, asked: Asked, acts: Acts = ()) -> None:
    """Who asks for more time, the longest waiting first; a code opens the decision. Errors: Refused."""
    looked = await narrowed(desk, asked)
    asking = await find_items(desk.tx, replace(looked, stated=Stated(Status.EXTENSION, desk.calendar, desk.on)))
    found = [(i, r) for i in asking if (r := open_request(effective(i.updates))) and not i.settled]
    found = [(i, r) for i, r in found if not outside(asked.query, i.due)]
    found.sort(key=lambda pair: pair[1].id)
    page = found[asked.skip : asked.skip + MOST_LINES]
    left = len(found) - asked.skip - len(page)
    labels = button_labels([i for i, _ in page[:MOST_BUTTONS]])
    codes = [(labels[i.id], f"request:{i.id}") for i, _ in page[:MOST_BUTTONS]] if desk.who.is_admin else []
    tail = [("more", f"asked:{asked.id}:{asked.skip + len(page)}")] if left > 0 else []
    tail += acts if found else ()
    await desk.say(
        "query.requests",
        items=[i.id for i, _ in page],
        q=await subject_facts(desk, asked),
        n=len(found),
        rows=[desk.facts(i) | {"why": shortened(r.note), "asked_on": r.on.isoformat()} for i, r in page],
        more=max(0, left),
        buttons=[*(codes[n : n + 3] for n in range(0, len(codes), 3)), *([tail] if tail else [])],
    )


async def _request(desk: Desk, arguments: list[str]) -> None:
    """The request with its three answers, as it was first put. Errors: ValueError where it was decided meanwhile."""
    admin_only(desk)
    item: Item = await any_item(desk, arguments[0])
    if open_request(effective(item.updates)) is None:
        raise ValueError(arguments[0])
    facts, buttons = request_question(desk, item)
    await desk.say("extension.request", items=[item.id], buttons=buttons, **facts)


PRESSES: dict[str, Press] = {"request": _request}
