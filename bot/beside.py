"""What stands beside the figures of an overview, and the figures by group: a group's unit is the hoạt động, not the việc.

An activity is done when each of its items is, overdue when any is. Source: the house's definition of the units.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from textwrap import shorten

from bot import figures, silence
from bot.desk import Desk
from bot.narrowing import within
from bot.pressing import Press, Refused
from storage.counting import count_by_group, oldest_blocker
from storage.lists import Narrowed, unanswered_items
from storage.plans import group_titles

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
    since = await oldest_blocker(desk.tx, desk.calendar, desk.on)
    return Beside(len(quiet), max(0, desk.calendar.between(since, desk.on)) if since is not None else None)


def group_table(groups: Mapping[str, figures.Counts], titles: Mapping[str, str]) -> str:
    """At most 38 columns, in the paper's order."""
    lines = [f"{'Nhóm':<21}{'Xong':>5}{'Q.hạn':>6}{'T.hạn':>6}"]
    for numeral, title in titles.items():
        if (n := groups.get(numeral)) is not None:
            name = f"{numeral:<4} {shorten(title, 16, placeholder='')}"
            lines.append(f"{name:<21}{n.done:>5}{n.open_overdue:>6}{n.open_in_time:>6}")
    return "\n".join(lines)


async def by_group(desk: Desk) -> None:
    """[Theo nhóm]: to an admin the whole plan, to who follows groups these. Errors: Refused."""
    seen = within(desk)
    if seen is not None and not seen.followers:
        raise Refused
    counted = await count_by_group(desk.tx, desk.calendar, desk.on, Narrowed(seen))
    groups = {numeral: figures.counts_of(cells) for numeral, cells in counted.items()}
    total = figures.total_of(groups.values())
    titles = await group_titles(desk.tx)
    codes = [(numeral, f"of_group:{numeral}") for numeral in titles if numeral in groups]
    await desk.say(
        "by_group",
        on=desk.on.isoformat(),
        n=total.total,
        done=total.done,
        late=total.open_overdue,
        ongoing=total.ongoing,
        table=group_table(groups, titles),
        buttons=[codes[n : n + _IN_A_ROW] for n in range(0, len(codes), _IN_A_ROW)],
    )


async def _by_group(desk: Desk, arguments: list[str]) -> None:
    await by_group(desk)


PRESSES: dict[str, Press] = {"groups": _by_group}
