"""The files of tests/e2e/year, read; and the year played in memory, by the rules alone.

`play` does what the planner's desk does (gather what is due, `decide`, record; recompute what an answer changed), with a
dictionary for a table. So a difference from the files is a difference of the rules, not of the database or the chat.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from pathlib import Path

from plan_data.agencies import Directory
from plan_data.calendar import ZONE, WorkingCalendar
from plan_data.model import OccurrenceKind, Plan, PlannedOccurrence
from plan_data.occurrences import planned_occurrences
from plan_data.updates import StatusUpdate, UpdateKind
from scheduler.audience import Hearer, Post
from scheduler.escalation import taken_off
from scheduler.reminders import Occurrence, next_nudge
from scheduler.worker import DueRow, decide

YEAR = Path(__file__).parents[1] / "e2e" / "year"
FIRST_DAY, LAST_DAY = date(2024, 1, 25), date(2024, 12, 31)
UNREACHABLE = ("Ban Quản lý Khu kinh tế", "UBND huyện Phú Tân")

Told = set[tuple[date, str, str]]
"""(day, agency, item): what is said, "I.1:T-3" or "VII.4[tháng 01]:T-3"."""


# --- the files ----------------------------------------------------------------------------------------------------------
_ITEM = re.compile(r"[A-Z]+\.\d+e?(?:\[[^\]]+\])?:\S+")


def _rows(name: str) -> Iterator[list[str]]:
    for line in (YEAR / name).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line.split("\t")


def written(name: str, directory: Directory) -> list[tuple[date, str, str]]:
    """The rows of expected.tsv, unreached.tsv or above.tsv, one (day, agency, item) each, groups as their members."""
    found = []
    for day, who, items in _rows(name):
        for agency in _agencies(who, directory):
            found += [(date.fromisoformat(day), agency, item) for item in _ITEM.findall(items)]
    return found


def _agencies(who: str, directory: Directory) -> list[str]:
    group, _, without = who.partition(" trừ ")
    if not group.startswith("@"):
        return [group]
    tokens = ("@so_ban_nganh", "@ubnd_cap_huyen") if group == "@28" else (group,)
    members = [agency.name for token in tokens for agency in directory.members(token)]
    left_out = without.split("; ") if without else []
    assert set(left_out) <= set(members), f"{who}: not of the group"
    return [name for name in members if name not in left_out]


# --- the answers, understood by a few rows that serve these lines only ----------------------------------------------------
@dataclass(frozen=True, slots=True)
class Said:
    """One message of answers.tsv."""

    at: datetime
    agency: str
    says: str


def answers() -> list[Said]:
    return [Said(datetime.fromisoformat(at).replace(tzinfo=ZONE), agency, says) for at, agency, says, _ in _rows("answers.tsv")]


def _day(text: str, on: date) -> date:
    """The day that the words promise: `12/02`, `mai`, `thứ 6`, `tuần sau`."""
    if match := re.fullmatch(r"(\d+)/(\d+)", text):
        return date(on.year, int(match[2]), int(match[1]))
    if text == "mai":
        return on + timedelta(days=1)
    if text == "tuần sau":
        return on + timedelta(days=7 - on.weekday())
    weekday = int(text.removeprefix("thứ ")) - 2
    return on + timedelta(days=(weekday - on.weekday() - 1) % 7 + 1)


_Understand = Callable[[re.Match[str], date], StatusUpdate | None]


def _update(kind: UpdateKind, **facts: object) -> StatusUpdate:
    """What was said; `_record` adds when, and the id."""
    return StatusUpdate(0, kind, datetime.min.replace(tzinfo=ZONE), date.min, **facts)  # type: ignore[arg-type]


_PHRASES: tuple[tuple[str, _Understand], ...] = (
    (r"đã xong chưa em\?", lambda m, on: None),
    (r"(?:đã |da )?xong|đã hoàn thành", lambda m, on: _update(UpdateKind.DONE)),
    (r"xong (QĐ) (\S+) ngày (\S+)", lambda m, on: _update(UpdateKind.DONE, document=m[2], happened_on=_day(m[3], on))),
    (r"(?:được |đã hoàn thành )?(\d+)%", lambda m, on: _update(UpdateKind.PROGRESS, percent=int(m[1]))),
    (r"đang .+", lambda m, on: _update(UpdateKind.PROGRESS)),
    (r"chưa xong", lambda m, on: _update(UpdateKind.NOT_DONE)),
    (r"vướng (.+)", lambda m, on: _update(UpdateKind.BLOCKED, note=m[1])),
    (r"đã nhận", lambda m, on: _update(UpdateKind.ACK)),
    (r"nhắc lại (\S+)", lambda m, on: _update(UpdateKind.SNOOZE, until=_day(m[1], on))),
    (r"(mai|tuần sau) nhắc lại", lambda m, on: _update(UpdateKind.SNOOZE, until=_day(m[1], on))),
    (r"(?:dự kiến )?(mai|thứ \d|\d+/\d+) xong", lambda m, on: _update(UpdateKind.PROGRESS, until=_day(m[1], on))),
)


def understood(words: str, on: date) -> StatusUpdate | None:
    """What a phrase says; None for a question. AssertionError where no row knows it."""
    for pattern, understand in _PHRASES:
        if match := re.fullmatch(pattern, words):
            return understand(match, on)
    raise AssertionError(f"no row for “{words}”")


def _pieces(says: str) -> Iterator[tuple[str, str, str]]:
    """(code, period, words) of each item that a message names."""
    for piece in re.split(r", (?=[A-Z]+\.)", says):
        match = re.fullmatch(r"([A-Z]+\.\d+e?) (?:tháng (\d+) )?(.+)", piece)
        assert match, piece
        month = match[2]
        yield match[1], (f"tháng {int(month):02d}" if int(month) < 3 else f"tháng {month}") if month else "", match[3]


# --- the play -------------------------------------------------------------------------------------------------------------
@dataclass(slots=True)
class _Row:
    """What the table of occurrences keeps of one."""

    planned: PlannedOccurrence
    occurrence: Occurrence
    through: date
    next_on: date | None = None
    updates: list[StatusUpdate] = field(default_factory=list)

    @property
    def item(self) -> str:
        return f"{self.planned.code}[{self.planned.period}]" if self._in_series else self.planned.code

    @property
    def _in_series(self) -> bool:
        return self.planned.kind is OccurrenceKind.PERIODIC


class Play:
    """The plan loaded on the first day, its agencies with one person each, and an admin; then one day after the other."""

    def __init__(self, plan: Plan, calendar: WorkingCalendar) -> None:
        self._calendar = calendar
        planned = planned_occurrences(plan)
        self._rows = [_Row(p, occurrence, FIRST_DAY - timedelta(days=1)) for p, occurrence in _loaded(planned)]
        self._agency_ids = {name: n for n, name in enumerate(dict.fromkeys(p.agency for p in planned), start=1)}
        self._people = [
            Hearer(n, Post.FOCAL, n, None, None, time(8)) if name in UNREACHABLE else _reachable(n, Post.FOCAL, n)
            for name, n in self._agency_ids.items()
        ] + [_reachable(0, Post.ADMIN, None)]
        self._names = {n: name for name, n in self._agency_ids.items()}
        self._last_id = 0
        self._answers: dict[str, list[list[tuple[_Row, int]]]] = defaultdict(list)
        self._planned_through = FIRST_DAY - timedelta(days=1)
        self.heard: list[tuple[date, str, str]] = []
        self.unreached: list[tuple[date, str, str]] = []
        self.above: list[tuple[date, str, str]] = []
        self._waiting: list[tuple[_Row, str]] = []
        self.looked_at = 0
        for row in self._rows:
            self._refresh(row)

    def plan_day(self, on: date) -> None:
        """Gather, decide, record; what waits for 14:00 waits."""
        due = [row for row in self._rows if row.next_on is not None and row.next_on <= on]
        self.looked_at += len(due)
        gathered = [
            DueRow(n, self._agency_ids[r.planned.agency], r.occurrence, tuple(r.updates), r.through) for n, r in enumerate(due)
        ]
        for d in decide(gathered, self._people, self._calendar, on):
            row = due[d.row.id]
            row.through, row.next_on = d.through, d.next_on
            if d.nudge is not None and d.told is not None:
                for hearer in d.told.hearers:
                    told = (on, row.planned.agency, f"{row.item}:{d.nudge.word}")
                    (self.unreached if d.told.unreached else self.heard).append(told)
                    assert hearer.contact_id == (0 if d.told.unreached else self._agency_ids[row.planned.agency])
            if d.nudge is not None and d.above is not None and d.above.hearers:
                assert [h.contact_id for h in d.above.hearers] == [0], "only the admin is above anybody in this town"
                self._waiting.append((row, d.nudge.word))
        self._planned_through = on

    def tell_above(self, on: date) -> None:
        """14:00: what is still true is told."""
        for row, word in self._waiting:
            if taken_off(row.occurrence, row.updates, word, self._calendar, on) is None:
                self.above.append((on, row.planned.agency, f"{row.item}:{word}"))
        self._waiting.clear()

    def hear(self, said: Said) -> None:
        """Records a message and recomputes what it changed."""
        if said.says == "hoàn tác":
            for row, taken in self._answers[said.agency].pop():
                self._record(row, said, _update(UpdateKind.UNDO, undoes=taken))
            return
        recorded = []
        for code, period, words in _pieces(said.says):
            update = understood(words, said.at.date())
            if update is not None:
                row = self._row(said.agency, code, period, said.at.date())
                recorded.append((row, self._record(row, said, update)))
        if recorded:
            self._answers[said.agency].append(recorded)

    def _record(self, row: _Row, said: Said, update: StatusUpdate) -> int:
        self._last_id += 1
        row.updates.append(replace(update, id=self._last_id, at=said.at, on=said.at.date(), words=said.says))
        row.through = max(row.through, self._planned_through)
        self._refresh(row)
        return self._last_id

    def _refresh(self, row: _Row) -> None:
        nudge = next_nudge(row.occurrence, row.updates, self._calendar, row.through)
        row.next_on = nudge.on if nudge else None

    def _row(self, agency: str, code: str, period: str, on: date) -> _Row:
        """The item meant; of check-ins, whose period is not said, the one that is under way."""
        mine = [r for r in self._rows if (r.planned.agency, r.planned.code) == (agency, code)]
        if period:
            mine = [r for r in mine if r.planned.period == period]
        elif mine[0].planned.kind is OccurrenceKind.CHECK_IN:
            mine = [r for r in mine if r.planned.due >= on][:1]
        assert len(mine) == 1, (agency, code, period)
        return mine[0]


def _reachable(contact_id: int, post: Post, agency_id: int | None) -> Hearer:
    return Hearer(contact_id, post, agency_id, "test", f"chat-{contact_id}", time(8))


def _loaded(planned: tuple[PlannedOccurrence, ...]) -> Iterator[tuple[PlannedOccurrence, Occurrence]]:
    series: Mapping[tuple[str, str], list[date]] = defaultdict(list)
    for p in planned:
        series[p.code, p.agency].append(p.due)
    for p in planned:
        later = [due for due in series[p.code, p.agency] if due > p.due] if p.kind is OccurrenceKind.PERIODIC else []
        yield p, Occurrence(p.key, p.kind, p.due, FIRST_DAY, min(later, default=None), p.period, closed=p.done_at_import)
