"""How the week stands, told on its first working day: what is due and what is late, what last week brought, who is silent.

To the admins of the whole plan, to who follows groups of these. Forward first: Monday is for acting. A line that is empty says
so, so that silence is never taken for a failure.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Any

from bot.desk import Desk
from bot.digest import Buttons
from bot.facts import MOST_LINES, item_facts
from bot.figures import figures
from bot.following import following
from bot.pressing import Press, Refused
from bot.sending_files import Wanted, may_have
from plan_data.calendar import WorkingCalendar
from plan_data.model import OccurrenceKind
from plan_data.updates import StatusUpdate, UpdateKind
from scheduler.audience import Post
from scheduler.reporting import is_weekly, monday_of, week_of
from storage.occurrences import Item, all_items
from storage.people import Contact
from storage.plans import PlanRow
from storage.queries import reminded_days
from storage.store import Tx

MOST_PLACES, MOST_CODES = 6, 5
"""Agencies in a line, and codes of each."""
FOLDED_FROM = 4
"""So many agencies with one activity are told as a number."""
_DECISIONS = frozenset(
    {
        UpdateKind.EXTENSION_GRANTED,
        UpdateKind.EXTENSION_REFUSED,
        UpdateKind.EXTENSION_COUNTERED,
        UpdateKind.EXTENSION_DOCUMENT,
        UpdateKind.CONFIRMED,
        UpdateKind.RETURNED,
        UpdateKind.BLOCKER_GIVEN,
        UpdateKind.BLOCKER_ANSWERED,
        UpdateKind.REASSIGN_GRANTED,
        UpdateKind.REASSIGN_REFUSED,
    }
)
"""What is no answer of the agency's."""


@dataclass(frozen=True, slots=True)
class Week:
    """The block of a morning message. `alone`: it is a message of its own where there is nothing else to say."""

    facts: dict[str, Any]
    buttons: Buttons
    alone: bool


async def told(tx: Tx, person: Contact, plan: PlanRow, calendar: WorkingCalendar, day: date, letters: int) -> Week | None:
    """The week for this person's morning message of `day`; None on other days and for others. `letters`: so many agencies'
    heads are told something at 14:00."""
    if not is_weekly(day, calendar, person.quiet_weekdays):
        return None
    groups = None if person.is_admin else await following(tx, person, plan, day)
    if groups == ():
        return None
    items = await _items(tx, groups)
    silent = unanswered(items, await reminded_days(tx, [i.id for i in items if i.closed_on is None]), calendar, day)
    facts = week_facts(items, silent, calendar, day) | {
        "groups": list(groups or ()),
        "letters": letters if groups is None else None,
    }
    alone = person.is_admin or any(p.post is Post.FOLLOWER for p in person.posts)
    return Week(facts, _buttons(facts, day, plan, groups), alone)


async def _items(tx: Tx, groups: Sequence[str] | None) -> list[Item]:
    return [i for i in await all_items(tx) if groups is None or i.group in groups]


# --- the facts: pure ----------------------------------------------------------------------------------------------------------
def week_facts(items: Sequence[Item], silent: Sequence[Item], calendar: WorkingCalendar, on: date) -> dict[str, Any]:
    """What the words `report.week` need. The week runs from Monday to Sunday; what is reported done is nobody's to do."""
    first, last = week_of(on, calendar)
    standings = [(i, i.standing(calendar, on)) for i in items]
    dated = [(i, s) for i, s in standings if i.kind is not OccurrenceKind.CHECK_IN]
    due = due_in_week([i for i, _ in dated], on)
    late = [i for i, s in dated if s.overdue and not i.settled]
    since = monday_of(on) - timedelta(days=7)
    done = [
        i
        for i, _ in dated
        if i.done and i.closed_on is not None and since <= i.closed_on < monday_of(on) and not i.done_at_import
    ]
    f = figures(dated)
    dues = {i.due for i in due}
    return {
        "first": first.isoformat(),
        "last": last.isoformat(),
        "n": len(due),
        "due": next(iter(dues)).isoformat() if len(dues) == 1 else None,
        "today": on.isoformat(),
        "left": calendar.days_left(next(iter(dues)), on) if len(dues) == 1 else 0,
        "coming": _places(due),
        "late": len(late),
        "overdue": _places(
            late, {i.agency_id: calendar.overdue_days(i.due, on) for i in sorted(late, key=lambda i: i.due, reverse=True)}
        ),
        "done": len(done),
        "finished": _places(done),
        "silent": len({i.agency_id for i in silent}),
        "c": {name: getattr(f.tasks, name) for name in ("done", "total", "counted", "rate")},
        "waiting": f.requests,
        "awaiting": f.awaiting,
    }


def due_in_week(items: Sequence[Item], on: date) -> list[Item]:
    """What falls due in the week of `on` and is still to be done."""
    monday = monday_of(on)
    return [i for i in items if not i.settled and monday <= i.due <= monday + timedelta(days=6)]


def unanswered(
    items: Sequence[Item], reminded: Mapping[int, Sequence[date]], calendar: WorkingCalendar, on: date
) -> list[Item]:
    """Open items whose agency was reminded at least a working day ago and has said nothing since."""
    found = []
    for item in items:
        said = max((u.on for u in item.updates if u.kind not in _DECISIONS), default=date.min)
        since = [d for d in reminded.get(item.id, ()) if d > said]
        if not item.settled and since and calendar.between(min(since), on) >= 1:
            found.append(item)
    return found


def _places(items: Sequence[Item], days: Mapping[int, int] | None = None) -> dict[str, Any]:
    """ "Sở Nội vụ IV.5, IV.6 · TH.1: 28 cơ quan": by agency in the order given, an activity of many agencies in one."""
    by_code = {code: list(own) for code, own in groupby(sorted(items, key=lambda i: (i.code, i.id)), key=lambda i: i.code)}
    many = [code for code, own in by_code.items() if len({i.agency_id for i in own}) >= FOLDED_FROM]
    agencies: dict[int, list[Item]] = {}
    for item in items:
        if item.code not in many:
            agencies.setdefault(item.agency_id, []).append(item)
    rows: list[dict[str, Any]] = [
        {"agency": own[0].agency_short, **_codes(own), "days": (days or {}).get(agency_id)}
        for agency_id, own in agencies.items()
    ]
    folded = [{"agency": "", "codes": [code], "n": len({i.agency_id for i in by_code[code]})} for code in many]
    shown = [*folded, *rows]
    return {"rows": shown[:MOST_PLACES], "more": max(0, len(shown) - MOST_PLACES)}


def _codes(own: Sequence[Item]) -> dict[str, Any]:
    return {"codes": [_turn(i) for i in own[:MOST_CODES]], "more": max(0, len(own) - MOST_CODES)}


def _turn(item: Item) -> str:
    return f"{item.code} ({item.period})" if item.kind is OccurrenceKind.PERIODIC else item.code


def _buttons(facts: dict[str, Any], day: date, plan: PlanRow, groups: Sequence[str] | None) -> Buttons:
    scope = f"g{'-'.join(groups)}" if groups is not None else ""
    row = [[f"tasks_of|{facts['n']}", f"week:due:{day:%Y%m%d}:{scope}"]] if facts["n"] else []
    if facts["silent"]:
        row.append(["silent", f"week:silent:{day:%Y%m%d}:{scope}"])
    chart = Wanted(str(plan.year), "png", live=True, groups=tuple(groups) if groups is not None else None)
    return [[*row, ["chart", chart.says]]]


# --- pressed --------------------------------------------------------------------------------------------------------------
async def _pressed(desk: Desk, arguments: list[str]) -> None:
    """[8 việc] and [Chưa trả lời]: as it is now."""
    what, said, scope = arguments[0], arguments[1], arguments[2]
    day = datetime.strptime(said, "%Y%m%d").date()  # noqa: DTZ007  # a date, not a moment
    groups = tuple(scope[1:].split("-")) if scope.startswith("g") else None
    if not await may_have(desk.tx, desk.who, Wanted(str(desk.plan.year), groups=groups), desk.plan, desk.on):
        raise Refused
    items = await _items(desk.tx, groups)
    if what == "due":
        await _say_due(desk, due_in_week([i for i in items if i.kind is not OccurrenceKind.CHECK_IN and not i.held], day), day)
    elif what == "silent":
        days = await reminded_days(desk.tx, [i.id for i in items if i.closed_on is None])
        await _say_silent(desk, unanswered(items, days, desk.calendar, desk.on), days)
    else:
        raise ValueError(what)


async def _say_due(desk: Desk, due: Sequence[Item], day: date) -> None:
    first, last = week_of(day, desk.calendar)
    shown = due[:MOST_LINES]
    await desk.say(
        "report.week_due",
        items=[i.id for i in shown],
        first=first.isoformat(),
        last=last.isoformat(),
        n=len(due),
        told=[item_facts(i, desk.calendar, desk.on) for i in shown],
        more=len(due) - len(shown),
    )


async def _say_silent(desk: Desk, silent: Sequence[Item], days: Mapping[int, Sequence[date]]) -> None:
    """Who was reminded most often first."""
    agencies: dict[int, list[Item]] = {}
    for item in silent:
        agencies.setdefault(item.agency_id, []).append(item)
    rows: list[dict[str, Any]] = []
    for own in agencies.values():
        last = max((u for i in own for u in i.updates if u.kind not in _DECISIONS), key=lambda u: u.id, default=None)
        since = {d for i in own for d in days[i.id] if last is None or d > last.on}
        rows.append({"agency": own[0].agency, "codes": [_turn(i) for i in own][:4], "times": len(since), "last": _last(last)})
    rows.sort(key=lambda row: (-row["times"], row["agency"]))
    await desk.say("report.week_silent", n=len(rows), rows=rows[:MOST_LINES], more=max(0, len(rows) - MOST_LINES))


def _last(said: StatusUpdate | None) -> dict[str, Any] | None:
    return {"on": said.on.isoformat(), "words": said.words[:40]} if said is not None else None


PRESSES: dict[str, Press] = {"week": _pressed}
