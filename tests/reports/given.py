"""Items and what was said of them, without a database."""

from datetime import UTC, date, datetime, time
from itertools import count
from typing import Any

from bot.reports.report import PlanFacts
from plan_data.calendar import load_calendar
from plan_data.model import OccurrenceKind
from plan_data.periods import Period, between
from plan_data.updates import StatusUpdate, UpdateKind
from storage.occurrences import Item

CALENDAR = load_calendar()
QUARTER: Period = between(date(2024, 1, 1), date(2024, 3, 31))
PLAN = PlanFacts(
    "137/QĐ-UBND",
    "Kế hoạch cải cách hành chính năm 2024 của tỉnh Cà Mau",
    "Kế hoạch CCHC năm 2024",
    date(2024, 1, 24),
    "Văn phòng UBND tỉnh",
    2024,
    (("I", "Cải cách thể chế", "Sở Tư pháp"), ("II", "Cải cách thủ tục hành chính", "")),
)
_ids = count(1)


def said(kind: UpdateKind, on: date, words: str = "", **facts: Any) -> StatusUpdate:
    """Told at 09:00 of that day; ids grow in the order of writing."""
    return StatusUpdate(next(_ids), kind, datetime.combine(on, time(2), UTC), on, words, **facts)


def item(code: str, agency: str, due: date, *updates: StatusUpdate, extended_to: date | None = None, **facts: Any) -> Item:
    """An item of group "I" for "I.1"; whatever it needs besides is invented."""
    number = next(_ids)
    values: dict[str, Any] = {
        "id": number,
        "key": f"137-2024/{code}/{agency}@{due.isoformat()}-{number}",
        "code": code,
        "group": code.split(".", maxsplit=1)[0],
        "title": f"Nhiệm vụ {code}",
        "short_title": f"Nhiệm vụ {code}",
        "product": "Kế hoạch",
        "deadline_text": "Quý I năm 2024",
        "lead_text": agency,
        "coordinating_text": "",
        "position": [ord(c) for c in code][-1] + 1000 * len(code.split(".", maxsplit=1)[0]),
        "agency_id": sum(ord(c) for c in agency),
        "agency": agency,
        "agency_short": agency,
        "kind": OccurrenceKind.DATED,
        "period": "",
        "planned_due": due,
        "due": extended_to or due,
        "next_due": None,
        "since": date(2024, 1, 25),
        "done_at_import": False,
        "confirm": False,
        "held": False,
        "closed_on": None,
        "nudged_through": date(2024, 1, 24),
        "next_nudge_on": None,
        "said_at": max((u.at for u in updates), default=None),
        "times_said": len(updates),
        "added_on": None,
        "basis": "",
    }
    return Item(**(values | {"updates": updates} | facts))
