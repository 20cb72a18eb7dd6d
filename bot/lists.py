"""A list for a phone: the filter understood first, problems before what goes well, ten lines, the rest behind a button.

All that fits is counted and ordered by its gist; what was said is read only of what the page shows.

What many agencies do alike is one line. Late work stands under its agency, because the next act is a call to an agency.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from bot.desk import Desk
from bot.facts import MARKS, MOST_LINES, button_labels, mark
from bot.narrowing import Acts, Asked, is_own, narrowed, outside, subject_facts
from plan_data.gist import Outline
from plan_data.model import OccurrenceKind
from plan_data.status import Cell, Label
from storage.lists import Entry, Narrowed, find_entries
from storage.occurrences import Item, items
from storage.statuses import Stated, Status

FOLD_FROM = 5
"""So many agencies with the same activity are one line."""
ALIKE_FROM, ALIKE_OF_ONE_DAY = 3, 5
"""So many that stand alike share a heading; where the first line says the day already, only more than a handful."""
MOST_NAMES = 3
MOST_CODES = 3

Pair = tuple[Entry, Outline]
STATUSES: dict[str, Callable[[Outline], bool]] = {
    "overdue": lambda s: s.overdue,
    "due_soon": lambda s: s.due_soon and not s.awaiting,
    "done": lambda s: s.done,
    "in_progress": lambda s: not s.done and s.label is Label.IN_PROGRESS,
    "not_started": lambda s: s.label is Label.NOT_STARTED,
    "blocked": lambda s: s.blocked_since is not None,
    "extension": lambda s: s.extension_asked is not None,
}


@dataclass(frozen=True, slots=True)
class Line:
    """What stands on one line: one item, or one activity of many agencies."""

    pairs: tuple[Pair, ...]

    @property
    def folded(self) -> bool:
        return len(self.pairs) > 1

    @property
    def first(self) -> Entry:
        return self.pairs[0][0]

    @property
    def worst(self) -> Pair:
        """Whose state is told where one line stands for many."""
        return max(self.pairs, key=lambda p: (p[1].overdue, not p[1].done))


@dataclass(frozen=True, slots=True)
class Block:
    """Lines under one heading, if they have any: their agency, or the state and the day that they share (`alike`)."""

    lines: tuple[Line, ...]
    agency: str = ""
    alike: bool = False


async def show(desk: Desk, asked: Asked, acts: Acts = ()) -> None:
    """The list that was asked for. `acts` are buttons for what can be done with it. Errors: Refused."""
    f = asked.filters
    looked, finished_then = await _looked_for(desk, asked)
    found = await find_entries(desk.tx, looked)
    dated = [(i, i.outline(desk.calendar, desk.on)) for i in found if i.kind is not OccurrenceKind.CHECK_IN]
    pairs = [(i, s) for i, s in dated if s.cell is not Cell.OUT_OF_PLAN]
    away = {i.id for i, _ in pairs if outside(asked.query, i.due)} if not finished_then else set()
    within_period = [(i, s) for i, s in pairs if i.id not in away]
    kept = _kept(within_period, f.status, whole=bool(f.first or f.last), desk=desk)
    lines = _in_order(folded(kept) if f.agency is None else [Line((p,)) for p in kept], by_agency=_by_agency(asked))
    due = _due(kept)
    apart = await _apart(desk, lines, asked.skip) if not _by_agency(asked) else ()
    alike_from = ALIKE_FROM if due is None else ALIKE_OF_ONE_DAY
    blocks = _page(_blocks(lines, by_agency=_by_agency(asked), alike_from=alike_from, apart=apart), asked.skip)
    page = [line for block in blocks for line in block.lines]
    left = sum(len(line.pairs) for line in lines[asked.skip + len(page) :])
    late_outside = (
        [i for i, s in pairs if i.id in away and s.overdue] if f.status in (None, "overdue") and _is_whose(asked) else []
    )
    ongoing = dict.fromkeys(i.code for i in found if i.kind is OccurrenceKind.CHECK_IN) if f.status is None else ()
    named = _named([line.first for line in page], late_outside) if len(lines) <= MOST_CODES or late_outside else []
    wanted = [*(line.worst[0] for line in page), *named, *([due] if due else ())]
    read = {i.id: i for i in await items(desk.tx, [i.id for i in wanted], brief=True)}
    tail = [*([("more", f"asked:{asked.id}:{asked.skip + len(page)}")] if left else []), *(acts if kept else ())]
    await desk.say(
        "query.list",
        items=[i.id for line in page if not line.folded for i, _ in line.pairs],
        q=await subject_facts(desk, asked),
        c=_counts([s for _, s in (kept if f.status or f.first or f.last else within_period)], kept),
        due=desk.facts(read[due.id]) if due else None,
        agencies=len({i.agency_id for i, _ in kept}),
        one_agency=f.agency is not None or is_own(asked.within),
        sections=[_section(desk, block, read) for block in blocks],
        outside={"n": len(late_outside), "codes": list(dict.fromkeys(i.code for i in late_outside))[:MOST_LINES]},
        ongoing=list(ongoing)[:MOST_LINES] if not (f.first or f.last) else [],
        seen=asked.skip,
        more=left,
        on=desk.on.isoformat(),
        buttons=[row for row in (_codes([read[i.id] for i in named]), tail) if row],
    )


async def _looked_for(desk: Desk, asked: Asked) -> tuple[Narrowed, bool]:
    """What to read: no more than the list needs. True where the period is the one in which it was finished.

    Of one agency or group what lies outside the period is read too: a true answer must not mislead.
    """
    f = asked.filters
    looked = await narrowed(desk, asked)
    if f.status is not None:
        looked = replace(looked, stated=Stated(Status(f.status), desk.calendar, desk.on))
    if f.status == "done":
        return replace(looked, finished=True), bool(f.first or f.last)
    if f.status is not None or not (f.first or f.last or _is_whose(asked)):
        looked = replace(looked, finished=False)
    if f.status in (None, "overdue") and _is_whose(asked):
        looked = replace(looked, first=None, last=None)
    return looked, False


def _by_agency(asked: Asked) -> bool:
    return asked.filters.status == "overdue" and asked.filters.agency is None and not is_own(asked.within)


def _is_whose(asked: Asked) -> bool:
    return bool(asked.filters.agency or asked.filters.group) or is_own(asked.within)


def _kept(pairs: Sequence[Pair], status: str | None, *, whole: bool, desk: Desk) -> list[Pair]:
    """What the list holds. Without a status: of a period everything, else what is open."""
    if status is not None:
        kept = [(i, s) for i, s in pairs if STATUSES[status](s)]
    else:
        kept = [(i, s) for i, s in pairs if whole or not s.done]
    return kept if whole or status == "done" else _running(kept, desk)


def _running(pairs: Sequence[Pair], desk: Desk) -> list[Pair]:
    """Without the later turns of a series: December's broadcast is no news in January."""
    ahead: set[tuple[str, int]] = set()
    kept = []
    for item, s in pairs:
        if item.kind is OccurrenceKind.PERIODIC and item.due >= desk.on and not s.done:
            if (item.code, item.agency_id) in ahead:
                continue
            ahead.add((item.code, item.agency_id))
        kept.append((item, s))
    return kept


def folded(pairs: Sequence[Pair]) -> list[Line]:
    """Where many agencies have the same activity, one line for all of them."""
    agencies: dict[str, set[int]] = {}
    for item, _ in pairs:
        agencies.setdefault(item.code, set()).add(item.agency_id)
    many = {code for code, who in agencies.items() if len(who) >= FOLD_FROM}
    lines = [Line((p,)) for p in pairs if p[0].code not in many]
    return lines + [Line(tuple(p for p in pairs if p[0].code == code)) for code in many]


def _urgency(line: Line) -> tuple[int, int]:
    """Overdue first, the longest on top; then what is blocked, what waits, what is due soon; what is done last."""
    order = [MARKS[k] for k in ("overdue", "blocked", "waiting", "soon", "doing", "open", "ongoing", "done")]
    return min((order.index(mark(s)), -s.overdue_days) for _, s in line.pairs)


def _in_order(lines: Sequence[Line], *, by_agency: bool) -> list[Line]:
    ordered = sorted(lines, key=lambda line: (*_urgency(line), line.first.due, line.first.id))
    if not by_agency:
        return ordered
    place: dict[int, int] = {}
    for n, line in enumerate(ordered):
        place.setdefault(-1 if line.folded else line.first.agency_id, n)
    return sorted(ordered, key=lambda line: place[-1 if line.folded else line.first.agency_id])


def _blocks(lines: Sequence[Line], *, by_agency: bool, alike_from: int, apart: Collection[int]) -> Iterator[Block]:
    """Neighbours under one heading: an agency's late work, or many that stand alike and fall due together."""

    def key(line: Line) -> tuple[object, ...]:
        if by_agency:
            return (id(line),) if line.folded else (line.first.agency_id,)
        return _alike(line, apart)

    for _, neighbours in groupby(lines, key):
        group = tuple(neighbours)
        if by_agency:
            yield Block(group, agency="" if group[0].folded else group[0].first.agency)
        else:
            yield Block(group, alike=len(group) >= alike_from and key(group[0])[0] is not None)


def _alike(line: Line, apart: Collection[int] = ()) -> tuple[object, ...]:
    """What those under one heading have in common; None in front where there is more to say of it than that, and of those that
    stand `apart` (ids) there is."""
    item, s = line.pairs[0]
    more = s.overdue or s.blocked_since or s.awaiting or s.extension_asked or s.proposed
    if line.folded or more or item.id in apart:
        return (None, id(line))
    return (s.label, None if s.done else item.due)


async def _apart(desk: Desk, lines: Sequence[Line], skip: int) -> frozenset[int]:
    """Of the lines of the page, and of those that stand alike with them, the work under way of which more is to be said: how
    far it has come, or why it was returned. That only its updates tell."""
    asked: list[int] = []
    seen = 0
    for _, neighbours in groupby(lines, _alike):
        group = tuple(neighbours)
        seen += len(group)
        if seen > skip:
            asked += [line.first.id for line in group if not line.folded and line.pairs[0][1].label is Label.IN_PROGRESS]
        if seen >= skip + MOST_LINES:
            break
    told = [(i.id, i.standing(desk.calendar, desk.on)) for i in await items(desk.tx, asked, brief=True)]
    return frozenset(item_id for item_id, s in told if s.percent not in (None, 100) or s.returned)


def _page(blocks: Iterable[Block], skip: int) -> list[Block]:
    """What is shown of the blocks behind the first `skip` lines; headings are lines, too."""
    page: list[Block] = []
    room = MOST_LINES
    for block in blocks:
        left = block.lines[max(0, skip) :]
        skip -= len(block.lines)
        room -= bool(block.agency or block.alike)
        shown = left[: max(room, 0 if page else 1)]
        if not left:
            room += bool(block.agency or block.alike)
            continue
        room -= len(shown)
        if shown:
            page.append(replace(block, lines=shown))
        if len(shown) < len(left) or room <= 0:
            break
    return page


def _section(desk: Desk, block: Block, read: Mapping[int, Item]) -> dict[str, Any]:
    """A block for the words."""
    rows = [_row(desk, line, read[line.worst[0].id]) for line in block.lines]
    return {"agency": block.agency, "alike": rows[0] if block.alike else None, "rows": rows}


def _row(desk: Desk, line: Line, item: Item) -> dict[str, Any]:
    if not line.folded:
        return desk.facts(item) | {"fold": None}
    standings = [s for _, s in line.pairs]
    done, late = sum(s.done for s in standings), sum(s.overdue for s in standings)
    names = [i.agency_short for i, s in line.pairs if s.overdue or not late]
    fold = {
        "n": len(standings),
        "done": done,
        "late": late,
        "names": list(dict.fromkeys(names))[:MOST_NAMES],
        "more": max(0, len(set(names)) - MOST_NAMES),
        "days": max(s.overdue_days for s in standings),
        "unequal": len({s.overdue_days for s in standings}) > 1,
    }
    return desk.facts(item) | {"fold": fold, "title": item.short_title}


def _counts(standings: Sequence[Outline], kept: Sequence[Pair]) -> dict[str, int]:
    done, late = sum(s.done for s in standings), sum(s.overdue for s in standings)
    on_time = sum(s.done and s.label is not Label.DONE_LATE for s in standings)
    return {"n": len(kept), "done": done, "late": late, "in_time": len(standings) - done - late, "on_time": on_time}


def _due(kept: Sequence[Pair]) -> Entry | None:
    """One of the open items where all of them fall due on one day."""
    still = [i for i, s in kept if not s.done]
    return still[0] if len({i.due for i in still}) == 1 else None


def _named(shown: Sequence[Entry], late: Sequence[Entry]) -> list[Entry]:
    """Of a few activities one item each, for the buttons."""
    return list({i.code: i for i in (*late, *shown)}.values())[:MOST_CODES]


def _codes(chosen: list[Item]) -> list[tuple[str, str]]:
    """A button for each activity."""
    labels = button_labels(chosen)
    return [(labels[i.id], f"card:{i.code}") for i in chosen]
