"""A nudge as facts: the sentence, the items below it, and what the admin sees before it goes. Pure."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from bot.digest import SHOWN, Buttons, item_buttons
from bot.facts import MOST_LINES, button_labels, item_facts, shortened
from bot.letters import by_agency, turn
from plan_data.calendar import WorkingCalendar
from plan_data.model import OccurrenceKind
from plan_data.updates import StatusUpdate
from storage.occurrences import Item


def asked_of(own: Sequence[Item], calendar: WorkingCalendar, on: date) -> dict[str, Any]:
    """One agency's sentence: how many, how late or due when, their codes. `own` must not be empty."""
    dated = [i for i in own if i.kind is not OccurrenceKind.CHECK_IN]
    late = [i for i in dated if calendar.overdue_days(i.due, on)]
    days = {calendar.overdue_days(i.due, on) for i in late}
    dues = {i.due for i in dated}
    codes = list(dict.fromkeys(turn(i) for i in own))
    return {
        "agency": own[0].agency,
        "short": own[0].agency_short,
        "n": len(own),
        "codes": codes[:MOST_LINES],
        "more": max(0, len(codes) - MOST_LINES),
        "check_in": not dated,
        "late": bool(late) and len(late) == len(own),
        "days": days.pop() if len(days) == 1 else None,
        "due": dues.pop().isoformat() if len(dues) == 1 and len(dated) == len(own) and not late else None,
    }


def told_facts(
    carried: Sequence[Item], calendar: WorkingCalendar, on: date, *, office: str, words: str, leads: frozenset[int]
) -> tuple[dict[str, Any], Buttons]:
    """The facts of `nudge.told` and its buttons; `leads` are the agencies whose head this is, who gets no marks. `carried` is
    what is still to do, in its order; of more than a morning message shows the rest is only counted."""
    shown = carried[:SHOWN]
    agencies = []
    for everything in by_agency(carried):
        lines = [
            item_facts(i, calendar, on) | {"head": i.agency_id in leads}
            for i in shown
            if i.agency_id == everything[0].agency_id
        ]
        agencies.append({"asked": asked_of(everything, calendar, on), "lines": lines})
    dated = [i for i in carried if i.kind is not OccurrenceKind.CHECK_IN]
    late = any(calendar.overdue_days(i.due, on) for i in dated)
    facts: dict[str, Any] = {
        "agencies": agencies,
        "hidden": len(carried) - len(shown),
        "office": office,
        "words": words,
        "foot": "late" if late else "one" if len(carried) == 1 else "codes",
        "example": shown[0].code,
    }
    if len(carried) == 1:
        return facts, item_buttons(carried[0].id)
    labels = button_labels(list(shown))
    codes = [[labels[i.id], f"open:{i.id}"] for i in shown]
    return facts, [codes[n : n + 3] for n in range(0, len(codes), 3)]


def shown_facts(items: Sequence[Item], calendar: WorkingCalendar, on: date) -> list[dict[str, Any]]:
    """For the preview: each agency with its items' codes and what was heard of them."""
    return [
        asked_of(own, calendar, on) | {"lines": [item_facts(i, calendar, on) | {"turn": turn(i)} for i in own[:MOST_LINES]]}
        for own in by_agency(items)
    ]


def answered_facts(said: Sequence[tuple[Item, StatusUpdate]], calendar: WorkingCalendar, on: date) -> dict[str, Any]:
    """For the admin's morning message: what came of a nudge, in the agency's own words."""
    rows = [
        {"i": item_facts(item, calendar, on), "said": shortened(answer.words), "at": answer.at.isoformat()}
        for item, answer in said
    ]
    return {"rows": rows[:MOST_LINES], "more": max(0, len(rows) - MOST_LINES)}
