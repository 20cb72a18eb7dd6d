"""The morning message as facts: problems first, one due date one line, five items and then "và N việc khác".

Pure: from the items, their words and the calendar to what the words file tells and which buttons stand below.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import Any

from bot.facts import MARKS, button_labels, item_facts
from plan_data.calendar import WorkingCalendar
from plan_data.model import OccurrenceKind
from scheduler.ladder import LADDERS, Tone
from storage.occurrences import Item

SHOWN = 5
COORDINATING_AHEAD = 14
Buttons = list[list[list[str]]]


@dataclass(frozen=True, slots=True)
class Line:
    """An item of a digest with the word that brought it."""

    item: Item
    word: str
    word_on: date | None


def urgency(line: Line, calendar: WorkingCalendar, on: date) -> tuple[int, date, int]:
    """Sorts problems first: the longest overdue, then by due date; ongoing work last."""
    check_in = line.item.kind is OccurrenceKind.CHECK_IN
    late = 0 if check_in else calendar.overdue_days(line.item.due, on)
    return (2 if check_in else 0 if late else 1, line.item.due, line.item.id)


def focal_facts(
    lines: Sequence[Line],
    coordinating: Sequence[tuple[Item, bool]],
    calendar: WorkingCalendar,
    on: date,
    *,
    office: str,
    delivery_id: int,
) -> tuple[dict[str, Any], Buttons]:
    """The facts of `digest.focal` and the buttons. `lines` must not be empty."""
    ordered = sorted(lines, key=lambda line: urgency(line, calendar, on))
    shown, hidden = ordered[:SHOWN], ordered[SHOWN:]
    agencies = []
    for _, group in groupby(sorted(shown, key=lambda line: line.item.agency_id), key=lambda line: line.item.agency_id):
        own = sorted(group, key=lambda line: urgency(line, calendar, on))
        everything = [line for line in ordered if line.item.agency_id == own[0].item.agency_id]
        agencies.append(_agency(own, everything, calendar, on, office))
    open_items = [line.item for line in shown if not line.item.settled]
    foot = "none"
    if open_items:
        late = any(calendar.overdue_days(i.due, on) for i in open_items if i.kind is not OccurrenceKind.CHECK_IN)
        foot = "late" if late else "one" if len(open_items) == 1 else "codes"
    facts = {
        "agencies": agencies,
        "hidden": len(hidden),
        "coordinating": _coordinating(coordinating, on),
        "foot": foot,
        "announced": [],
        "example": open_items[0].code if open_items else "",
    }
    return facts, _buttons(open_items, len(hidden), delivery_id)


def _agency(
    own: Sequence[Line], everything: Sequence[Line], calendar: WorkingCalendar, on: date, office: str
) -> dict[str, Any]:
    groups = []
    for _, group in groupby(own, key=lambda line: (line.item.due, line.item.kind is OccurrenceKind.CHECK_IN)):
        lines = [item_facts(line.item, calendar, on) for line in group]
        words = {i["deadline_words"] for i in lines}
        first = next((i for i in lines if not (i["done"] or i["awaiting"] or i["out"])), None)
        groups.append(
            {
                "due": lines[0]["due"],
                "check_in": lines[0]["kind"] == OccurrenceKind.CHECK_IN,
                "mark": first["mark"] if first else _ended_mark(lines),
                "distance": first,
                "words": words.pop() if len(words) == 1 else "",
                "lines": lines,
            }
        )
    return _head(everything, calendar, on) | {"groups": groups, "agency": own[0].item.agency, "office": office}


def _ended_mark(lines: Sequence[dict[str, Any]]) -> str:
    """The mark of a date line below which nothing is asked any more."""
    if any(i["awaiting"] for i in lines):
        return MARKS["waiting"]
    return MARKS["out"] if all(i["out"] for i in lines) else MARKS["done"]


def _head(lines: Sequence[Line], calendar: WorkingCalendar, on: date) -> dict[str, Any]:
    """Which headline fits all the open items of an agency, with its numbers."""
    still = [line for line in lines if not line.item.settled]
    dated = [line for line in still if line.item.kind is not OccurrenceKind.CHECK_IN]
    dues = {line.item.due for line in dated}
    late = [line for line in dated if calendar.overdue_days(line.item.due, on)]
    days = max((calendar.overdue_days(line.item.due, on) for line in late), default=0)
    facts = {"n": len(still), "late": len(late), "days": days, "due": min(dues).isoformat() if dues else None}
    return facts | {"head": _headline(still, dated, dues, late, calendar, on)}


def _headline(
    still: Sequence[Line],
    dated: Sequence[Line],
    dues: set[date],
    late: Sequence[Line],
    calendar: WorkingCalendar,
    on: date,
) -> str:
    if not still:
        return "closed"
    if not dated:
        return "check_in"
    if len(dues) != 1 or len(dated) != len(still):
        return "mixed" if late else "several"
    due = next(iter(dues))
    if late:
        tones = {LADDERS[line.item.kind].tone(line.word) for line in late}
        return "urge" if tones == {Tone.URGE} else "overdue"
    if due == on:
        return "today"
    if due == on + timedelta(days=1):
        return "tomorrow"
    return "soon" if calendar.days_left(due, on) <= 7 else "ahead"


def _coordinating(items: Sequence[tuple[Item, bool]], on: date) -> list[dict[str, Any]]:
    """Mondays only, one line in all: the nearest due date, with the activity that names the agency itself."""
    ahead = [(i, named) for i, named in items if i.due >= on]
    if on.weekday() != 0 or not ahead:
        return []
    due = min(i.due for i, _ in ahead)
    same = [(i, named) for i, named in ahead if i.due == due]
    named = next((i for i, by_name in same if by_name), None)
    codes = {i.code for i, _ in same}
    return [
        {
            "n": len(codes),
            "due": due.isoformat(),
            "named": {"code": named.code, "agency": named.agency} if named else None,
        }
    ]


def _buttons(open_items: Sequence[Item], hidden: int, delivery_id: int) -> Buttons:
    if not open_items:
        rows: Buttons = []
    elif len(open_items) == 1:
        rows = item_buttons(open_items[0].id)
    else:
        labels = button_labels(list(open_items))
        codes = [[labels[i.id], f"open:{i.id}"] for i in open_items]
        rows = [codes[n : n + 3] for n in range(0, len(codes), 3)]
        rows.append([["snooze", f"later:{delivery_id}"], ["detail", f"list:{delivery_id}"]])
    if hidden:
        rows.append([[f"more_of|{hidden}", f"more:{delivery_id}"]])
    return rows


def item_buttons(item_id: int, *, back: bool = False) -> Buttons:
    """The six actions of one item."""
    first = [["done", f"done:{item_id}"], ["doing", f"doing:{item_id}"], ["blocked", f"blocked:{item_id}"]]
    second = [["extend", f"extend:{item_id}"], ["snooze", f"snooze:{item_id}"], ["detail", f"detail:{item_id}"]]
    return [first, second, [["back", "back"]]] if back else [first, second]
