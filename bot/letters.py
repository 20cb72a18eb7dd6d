"""What is told above the focal person, as facts: the letter to a head, the line for the admins, and their preview. Pure."""

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from bot.digest import Buttons
from bot.facts import MOST_LINES, item_facts
from plan_data.calendar import WorkingCalendar
from plan_data.model import OccurrenceKind
from scheduler.audience import Post
from scheduler.escalation import Off
from storage.occurrences import Item

MOST_HOLDS = 3
MOST_AGENCIES, MOST_CODES = 8, 4
"""Of the preview: it shares its message with what else the morning brings, and a message ends at 4,096 characters."""
_GROUPS = ("goes", "waiting", "held", "nobody")
_BODIES = ("Sở", "Đài", "Ban", "Văn phòng", "Thanh tra", "Trung tâm", "UBND huyện", "UBND thành phố", "UBND xã", "UBND phường")


@dataclass(frozen=True, slots=True)
class Told:
    """An item of 14:00 and how it stands: who of its agency hears it (None: nobody there is connected), why it is not told
    after all, whether a message carries it and whether that went out."""

    item: Item
    leader: Post | None
    off: Off | None
    carried: bool
    sent: bool


def body(agency: str) -> str:
    """ "Sở" for "Sở Tư pháp": what "Lãnh đạo …" takes after the full name stood once."""
    return next((b for b in _BODIES if agency.startswith(f"{b} ")), agency)


def by_agency(items: Iterable[Item]) -> list[list[Item]]:
    """The items of each agency together, the longest overdue first within it."""
    ordered = sorted(items, key=lambda i: (i.agency_id, i.due, i.id))
    return [list(group) for _, group in groupby(ordered, key=lambda i: i.agency_id)]


def agency_facts(own: Sequence[Item], calendar: WorkingCalendar, on: date, most: int = MOST_LINES) -> dict[str, Any]:
    """One agency's items in a message of 14:00; `due` where they share one."""
    lines = [item_facts(i, calendar, on) | {"turn": turn(i)} for i in own]
    dues = {i.due for i in own}
    return {
        "agency": own[0].agency,
        "short": own[0].agency_short,
        "body": body(own[0].agency),
        "n": len(own),
        "due": own[0].due.isoformat() if len(dues) == 1 else None,
        "days": max(calendar.overdue_days(due, on) for due in dues),
        "lines": lines[:most],
        "more": max(0, len(lines) - most),
    }


def turn(item: Item) -> str:
    """ "VII.4 tháng 01": in a line without titles a series needs its period."""
    return f"{item.code} {item.period}" if item.kind is OccurrenceKind.PERIODIC else item.code


def announcement(own: Sequence[Item], leader: Post, day: date, on: date) -> dict[str, Any]:
    """For the focal person's morning message: what will be told higher if no day is named, to whom, and on which day."""
    codes = [i.code for i in own]
    return {"day": day.isoformat(), "today": day == on, "leader": str(leader), "body": body(own[0].agency), "codes": codes}


def letter_buttons(own: Sequence[Item], delivery_id: int) -> Buttons:
    """[Đã nhận] [Báo ngày xong] [Chi tiết]: none of them rewrites the letter."""
    detail = f"detail:{own[0].id}" if len(own) == 1 else f"list:{delivery_id}"
    return [[["received", f"received:{delivery_id}"], ["name_day", f"name_day:{delivery_id}"], ["detail", detail]]]


# --- what the admins see in the morning ----------------------------------------------------------------------------------
def preview_facts(told: Sequence[Told], calendar: WorkingCalendar, day: date, on: date, *, past: bool) -> dict[str, Any]:
    """The first block of the admins' morning message: what goes, what is held, what has nobody to go to, what was taken off.

    `past`: it is 14:00 already, so what went is told as done.
    """
    carried, held, nobody, taken = _sorted(told)
    waiting = [t for t in carried if past and not t.sent]
    goes = [t for t in carried if t not in waiting]
    rows = {name: _rows(group, calendar, on) for name, group in zip(_GROUPS, (goes, waiting, held, nobody), strict=True)}
    shown: dict[str, Any] = {}
    left = MOST_AGENCIES
    for name in _GROUPS:
        shown[name] = rows[name][:left]
        left -= len(shown[name])
    return shown | {
        "day": day.isoformat(),
        "today": day == on,
        "past": past,
        "n": len(goes),
        "agencies": len(rows["goes"]),
        "more": sum(len(r) for r in rows.values()) - MOST_AGENCIES + left,
        "taken": [
            {"code": turn(t.item), "agency": t.item.agency_short, "off": str(t.off) if t.off else None}
            for t in taken[:MOST_LINES]
        ],
        "more_taken": max(0, len(taken) - MOST_LINES),
    }


def _sorted(told: Sequence[Told]) -> tuple[list[Told], list[Told], list[Told], list[Told]]:
    """(goes or went, held, nobody to go to, taken off): what went out stays told, whatever was answered since."""
    goes, held, nobody, taken = [], [], [], []
    for t in told:
        if t.sent:
            goes.append(t)
        elif t.off is Off.HELD:
            held.append(t)
        elif t.off is not None:
            taken.append(t)
        elif t.leader is None:
            nobody.append(t)
        elif t.carried:
            goes.append(t)
        else:
            taken.append(t)
    return goes, held, nobody, taken


def _rows(told: Sequence[Told], calendar: WorkingCalendar, on: date) -> list[dict[str, Any]]:
    leaders = {t.item.agency_id: t.leader for t in told}
    return [
        agency_facts(own, calendar, on, MOST_CODES) | {"leader": str(leaders[own[0].agency_id] or "")}
        for own in by_agency(t.item for t in told)
    ]


def preview_buttons(told: Sequence[Told], root: int, own: Container[int]) -> Buttons:
    """[Giữ Sở TP] and [Bỏ giữ Sở TP] for the first agencies, all of them at once, and the very text. Nobody holds what is told
    of their `own` agency."""
    goes, held, _, _ = _sorted(told)
    if not goes and not held:
        return []
    going = {t.item.agency_id: t.item.agency_short for t in goes if t.item.agency_id not in own}
    holding = {t.item.agency_id: t.item.agency_short for t in held if t.item.agency_id not in own}
    each = [hold_button(a, short, root, held=a in holding) for a, short in sorted((going | holding).items())]
    everything = ["hold_all", f"hold:{root}:all"] if going else ["free_all", f"free:{root}:all"]
    read = ["see_letters", f"letters:{root}"]
    return [*([each[:MOST_HOLDS]] if each else []), [everything, read] if len(each) > 1 else [read]]


def hold_button(agency_id: int, short: str, root: int, *, held: bool, page: int | None = None) -> list[str]:
    """One agency's button; `page` is the page of the letters on which it stands."""
    verb = "free" if held else "hold"
    return [f"{verb}_of|{_name(short)}", f"{verb}:{root}:{agency_id}" + (f":{page}" if page is not None else "")]


def _name(short: str) -> str:
    """ "UBND huyện Năm Căn" is "H. Năm Căn" on a button."""
    for long, brief in (("UBND huyện ", "H. "), ("UBND H.", "H. "), ("UBND TP ", "TP. ")):
        if short.startswith(long):
            return brief + short.removeprefix(long)
    return short
