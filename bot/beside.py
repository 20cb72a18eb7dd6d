"""What stands beside the figures of an overview, and the figures by group: a group's unit is the hoạt động, not the việc.

An activity is done when each of its items is, overdue when any is. Source: the house's definition of the units.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from textwrap import shorten

from bot import silence
from bot.desk import Desk
from bot.narrowing import within
from bot.pressing import Press, Refused
from plan_data.status import Cell, Standing
from storage.lists import Narrowed, find_items, unanswered_items
from storage.occurrences import Item
from storage.plans import group_titles
from storage.statuses import Stated, Status

_IN_A_ROW = 4


@dataclass(frozen=True, slots=True)
class Beside:
    """Agencies that were reminded and have not answered; working days for which the oldest blocker stands, None without one."""

    silent: int
    blocked_days: int | None


async def beside(desk: Desk) -> Beside:
    """For the whole plan."""
    reminded = await unanswered_items(desk.tx, Narrowed(), desk.on)
    quiet = {i.agency_id for i, days in reminded if silence.silent(i, days, desk.calendar, desk.on)}
    blocked = await find_items(desk.tx, Narrowed(stated=Stated(Status.BLOCKED, desk.calendar, desk.on)))
    ages = [b.age(desk.calendar, desk.on) for i in blocked if (b := i.blocker) is not None]
    return Beside(len(quiet), max(ages, default=None))


def activity_cells(pairs: Iterable[tuple[Item, Standing]]) -> dict[str, Counter[Cell]]:
    """How many activities of each group stand where: DONE_ON_TIME for done, OPEN_OVERDUE, OPEN_IN_TIME, ONGOING."""
    activities: dict[tuple[str, str], set[Cell]] = {}
    for item, s in pairs:
        activities.setdefault((item.group, item.code), set()).add(Cell.DONE_ON_TIME if s.done else s.cell)
    groups: dict[str, Counter[Cell]] = {}
    for (group, _), cells in activities.items():
        worst = next(c for c in (Cell.OPEN_OVERDUE, Cell.OPEN_IN_TIME, Cell.DONE_ON_TIME, Cell.ONGOING) if c in cells)
        groups.setdefault(group, Counter())[worst] += 1
    return groups


def group_table(groups: Mapping[str, Counter[Cell]], titles: Mapping[str, str]) -> str:
    """At most 38 columns, in the paper's order."""
    lines = [f"{'Nhóm':<21}{'Xong':>5}{'Q.hạn':>6}{'T.hạn':>6}"]
    for numeral, title in titles.items():
        if (n := groups.get(numeral)) is not None:
            name = f"{numeral:<4} {shorten(title, 16, placeholder='')}"
            lines.append(f"{name:<21}{n[Cell.DONE_ON_TIME]:>5}{n[Cell.OPEN_OVERDUE]:>6}{n[Cell.OPEN_IN_TIME]:>6}")
    return "\n".join(lines)


async def by_group(desk: Desk) -> None:
    """[Theo nhóm]: to an admin the whole plan, to who follows groups these. Errors: Refused."""
    seen = within(desk)
    if seen is not None and not seen.followers:
        raise Refused
    found = await find_items(desk.tx, Narrowed(seen))
    groups = activity_cells((i, i.standing(desk.calendar, desk.on)) for i in found)
    total: Counter[Cell] = sum(groups.values(), Counter())
    titles = await group_titles(desk.tx)
    codes = [(numeral, f"of_group:{numeral}") for numeral in titles if numeral in groups]
    await desk.say(
        "by_group",
        on=desk.on.isoformat(),
        n=sum(total.values()) - total[Cell.ONGOING],
        done=total[Cell.DONE_ON_TIME],
        late=total[Cell.OPEN_OVERDUE],
        ongoing=total[Cell.ONGOING],
        table=group_table(groups, titles),
        buttons=[codes[n : n + _IN_A_ROW] for n in range(0, len(codes), _IN_A_ROW)],
    )


async def _by_group(desk: Desk, arguments: list[str]) -> None:
    await by_group(desk)


PRESSES: dict[str, Press] = {"groups": _by_group}
