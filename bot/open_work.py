"""What a person takes over, listed on the morning of the first day: looked up when the message goes out, not when it was
agreed, and not said at all where it was taken back meanwhile."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from bot.facts import MOST_LINES, button_labels, item_facts
from plan_data.calendar import WorkingCalendar
from plan_data.model import OccurrenceKind
from storage.occurrences import Item, agency_items, items
from storage.offices import merger_of
from storage.people import Contact
from storage.store import Tx

OPEN_WORK = "handover.open_work"
MERGED = "merger.received"
MOST_BUTTONS = 6


async def taken_over(
    tx: Tx, words: str, facts: Mapping[str, Any], person: Contact, calendar: WorkingCalendar, on: date
) -> dict[str, Any] | None:
    """The facts of the list, or None where the work is not this person's."""
    agency_id = int(facts["agency_id"])
    if agency_id not in person.agencies:
        return None
    if words == OPEN_WORK:
        own: Sequence[Item] = await agency_items(tx, agency_id)
    else:
        old_id = int(facts["old_id"])
        merger = await merger_of(tx, old_id)
        if merger is None or (merger.successor_id, merger.from_on.isoformat()) != (agency_id, facts["from_on"]):
            return None
        # the planner may be about to move them
        own = [i for i in await items(tx, facts["moved"]) if i.agency_id in (agency_id, old_id)]
    still = [i for i in own if i.closed_on is None and i.kind is not OccurrenceKind.CHECK_IN]
    labels = button_labels(still[:MOST_BUTTONS])
    codes = [[labels[i.id], f"open:{i.id}"] for i in still[:MOST_BUTTONS]]
    return {
        **facts,
        "n": len(still),
        "late": sum(bool(calendar.overdue_days(i.due, on)) for i in still),
        "told": [item_facts(i, calendar, on) for i in still[:MOST_LINES]],
        "more": max(0, len(still) - MOST_LINES),
        "ongoing": list(dict.fromkeys(i.code for i in own if i.kind is OccurrenceKind.CHECK_IN)),
        "buttons": [codes[n : n + 3] for n in range(0, len(codes), 3)],
    }
