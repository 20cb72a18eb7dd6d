"""Who was reminded and has not answered.

Silent is not late, and who never received anything is not silent: three different calls to make.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.desk import Desk
from bot.facts import MOST_LINES, shortened
from bot.lists import FOLD_FROM
from bot.narrowing import Acts, Asked, narrowed, subject_facts
from plan_data.calendar import WorkingCalendar
from plan_data.updates import ANSWERS, StatusUpdate
from storage import people as roster
from storage.lists import leading_agencies, unanswered_items
from storage.occurrences import Item

MOST_CODES, MOST_MISSING, MOST_NAMES = 4, 6, 12


@dataclass(frozen=True, slots=True)
class Silent:
    """An item whose agency was reminded on these days and has said nothing since; `last` is what it had said before."""

    item: Item
    days: tuple[date, ...]
    last: StatusUpdate | None


def silent(item: Item, reminded: Sequence[date], calendar: WorkingCalendar, on: date) -> Silent | None:
    """None where it was answered, or the first reminder since is not yet a working day old."""
    last = max((u for u in item.updates if u.kind in ANSWERS), key=lambda u: u.id, default=None)
    since = tuple(d for d in reminded if last is None or d > last.on)
    return Silent(item, since, last) if since and calendar.between(min(since), on) >= 1 else None


def by_agency(found: Iterable[Silent]) -> list[tuple[Silent, ...]]:
    """An agency's work that it never said anything about, apart from what it did; who was reminded most often first."""
    groups: dict[tuple[int, date | None], list[Silent]] = {}
    for one in found:
        groups.setdefault((one.item.agency_id, one.last.on if one.last else None), []).append(one)
    return sorted((tuple(group) for group in groups.values()), key=lambda group: (-_times(group), group[0].item.agency_id))


def _times(group: Sequence[Silent]) -> int:
    return len({d for one in group for d in one.days})


async def show(desk: Desk, asked: Asked, acts: Acts = ()) -> None:
    """Errors: Refused."""
    looked = await narrowed(desk, asked)
    reminded = await unanswered_items(desk.tx, looked, desk.on)
    groups = by_agency(s for i, days in reminded if (s := silent(i, days, desk.calendar, desk.on)))
    rows = _rows(groups)
    page = rows[asked.skip : asked.skip + MOST_LINES]
    left = len(rows) - asked.skip - len(page)
    leading = await leading_agencies(desk.tx, looked)
    states = await roster.joining_states(desk.tx, [i for i, _ in leading], desk.on, desk.now)
    missing = [name for i, name in leading if states[i] != "joined"]
    more = [("more", f"asked:{asked.id}:{asked.skip + len(page)}")] if left > 0 else []
    invite = [("send_invites", "cmd:moi")] if missing and desk.who.is_admin else []
    tail = [*more, *(acts if groups else ()), *invite]
    await desk.say(
        "query.silent",
        q=await subject_facts(desk, asked),
        n=len({group[0].item.agency_id for group in groups}),
        rows=page,
        more=max(0, left),
        missing=missing[:MOST_MISSING],
        more_missing=max(0, len(missing) - MOST_MISSING),
        buttons=[tail] if tail else [],
    )


def _rows(groups: Sequence[Sequence[Silent]]) -> list[dict[str, Any]]:
    """A line an agency; many that were silent about the same as often are one."""
    alike: dict[tuple[object, ...], list[Sequence[Silent]]] = {}
    for group in groups:
        codes = tuple(dict.fromkeys(one.item.code for one in group))
        alike.setdefault((codes, _times(group), group[0].last.on if group[0].last else None), []).append(group)
    rows = []
    for same in alike.values():
        rows += [_row(same)] if len(same) >= FOLD_FROM else [_row([group]) for group in same]
    return sorted(rows, key=lambda row: -int(row["times"]))


def _row(same: Sequence[Sequence[Silent]]) -> dict[str, Any]:
    group = same[0]
    codes = list(dict.fromkeys(one.item.code for one in group))
    last = max((one.last for one in group if one.last is not None), key=lambda u: u.id, default=None)
    names = [g[0].item.agency_short for g in same] if len(same) > 1 else []
    return {
        "agency": group[0].item.agency,
        "names": names[:MOST_NAMES],
        "more_names": max(0, len(names) - MOST_NAMES),
        "codes": codes[:MOST_CODES],
        "more_codes": max(0, len(codes) - MOST_CODES),
        "times": _times(group),
        "answered_on": last.on.isoformat() if last else None,
        "words": shortened(last.words, 40) if last and not names else "",
    }
