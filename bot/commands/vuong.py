"""/vuong: what stands in whose way, who is to clear it, and for how long. Overdue work first, then the longest in the way."""

from bot.desk import Desk
from bot.facts import MOST_LINES, button_labels
from storage.occurrences import blocked_items

MOST_BUTTONS = 6


async def handle(desk: Desk, argument: str) -> None:
    pairs = [(i, i.blocker) for i in await blocked_items(desk.tx, desk.on)]
    stuck = [(i, b) for i, b in pairs if b is not None]
    stuck.sort(key=lambda pair: (-desk.calendar.overdue_days(pair[0].due, desk.on), pair[1].since, pair[0].id))
    labels = button_labels([i for i, _ in stuck[:MOST_BUTTONS]])
    buttons = [(labels[i.id], f"blocker:{b.id}:new") for i, b in stuck[:MOST_BUTTONS]]
    await desk.say(
        "blockers",
        items=[i.id for i, _ in stuck[:MOST_LINES]],
        n=len(stuck),
        office=sum(b.owner_agency_id is None for _, b in stuck),
        told=[desk.facts(i) for i, _ in stuck[:MOST_LINES]],
        more=max(0, len(stuck) - MOST_LINES),
        buttons=[buttons[n : n + 3] for n in range(0, len(buttons), 3)],
    )
