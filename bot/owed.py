"""The blockers of a morning message: to the agency that was given one, and to the office for those that nobody was given.

Pure: from the lines to what the words file tells and which buttons stand below.
"""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from bot.digest import Buttons, Line
from bot.facts import MOST_LINES, button_labels, item_facts
from plan_data.calendar import WorkingCalendar
from plan_data.updates import UpdateKind, effective
from storage.occurrences import Item

MOST_BUTTONS = 6


def still_owed(item: Item, agencies: Collection[int], unreached: Collection[int | None]) -> bool:
    """Somebody waits, and it is for these agencies to clear, or for those that an admin is asked for (None: the office)."""
    return item.blocker is not None and item.blocker.owner_agency_id in {*agencies, *unreached}


def owed_facts(
    lines: Sequence[Line], agencies: Collection[int], calendar: WorkingCalendar, on: date
) -> tuple[dict[str, Any], Buttons]:
    """The facts of `digest.owed` and the buttons; the longest in the way first. `lines` must not be empty."""
    ordered = sorted((line.item for line in lines), key=lambda i: (i.blocker.since if i.blocker else on, i.id))
    told: dict[str, list[dict[str, Any]]] = {"ours": [], "office": [], "unreached": []}
    for item in ordered[:MOST_LINES]:
        owner = _owner(item)
        part = "ours" if owner in agencies else "office" if owner is None else "unreached"
        told[part].append(item_facts(item, calendar, on))
    waiting = [i for i in ordered if i.blocker is not None][:MOST_BUTTONS]
    labels = button_labels(waiting)
    buttons = [[f"blocker_of|{labels[i.id]}", f"blocker:{i.blocker.id}"] for i in waiting if i.blocker]
    rows = [buttons[n : n + 2] for n in range(0, len(buttons), 2)]
    return {**told, "more": max(0, len(ordered) - MOST_LINES)}, rows


def _owner(item: Item) -> int | None:
    """Who is to clear it, or was: a message that is drawn anew says that it is gone where it stood."""
    if item.blocker is not None:
        return item.blocker.owner_agency_id
    given = [u for u in effective(item.updates) if u.kind is UpdateKind.BLOCKER_GIVEN]
    return given[-1].agency_id if given else None
