"""From a cell's text to its deadline.

The rows of `vi.py` find what is said; this file decides what it amounts to, conservatively: a deadline is unambiguous only
when nothing in the cell speaks against it. A number that no row consumed, a date that hangs on a noun, two kinds of time in
one cell: each makes the result ambiguous, and a person looks at the paper.
"""

from collections.abc import Sequence

from plan_data.deadlines import atoms
from plan_data.deadlines.atoms import Always, DayOfMonth, Done, Each, Impossible, Shape, Start, When
from plan_data.deadlines.cell import LONGEST, Cell, plain
from plan_data.deadlines.vi import ROWS
from plan_data.deadlines.weigh import depth, spans_of, weigh
from plan_data.deadlines.words import LEFT_OVER
from plan_data.deadlines.years import Dated, close
from plan_data.model import Between, Conditional, Deadline, EndOf, NotUnderstood, OnDate, Ongoing, Recurring, Several


def read_deadline(text: str, year: int) -> Deadline:
    """What a deadline cell says, in a plan of `year`. Never raises, never guesses in silence, never repairs.

    `ambiguous` is true where two careful readers could differ; then the value is the likelier reading. Impossible dates
    (31/4) and reversed ranges come back as `NotUnderstood(ambiguous=True)`; what is no deadline at all as `NotUnderstood()`.
    """
    line = plain(text)
    if len(line) > LONGEST:
        return NotUnderstood(ambiguous=True)
    cell = Cell(line)
    cell.read(ROWS)
    return _decide(cell, year)


def _decide(cell: Cell, year: int) -> Deadline:
    said = cell.within(cell.text)
    weighed = weigh(spans_of(cell), year)
    if weighed is None or any(isinstance(atom, Impossible) for atom in said):
        return NotUnderstood(ambiguous=True)
    dates, doubt = weighed
    rhythms = [atom for atom in said if isinstance(atom, Each)]
    starts = [atom for atom in said if isinstance(atom, Start)]
    always = [atom for atom in said if isinstance(atom, Always)]
    conditions = [atom for atom in said if isinstance(atom, When)]
    if _reports_the_past(cell):
        return NotUnderstood(ambiguous=bool(dates or rhythms or always))
    loose = bool(LEFT_OVER.search(cell.text)) or any(isinstance(atom, DayOfMonth) for atom in said)
    if rhythms:
        beside = bool(always or starts or dates) or len(rhythms) > 1
        return _recurring(rhythms[0], year, loose or beside or any(when.vague or not when.manner for when in conditions))
    if dates:
        return _dated(dates, loose or doubt or bool(always or conditions or starts) or any(date.vague for date in dates))
    if always:
        return Ongoing(loose or bool(starts) or any(atom.vague for atom in always))
    if conditions:
        return Conditional(loose or bool(starts) or any(when.vague for when in conditions))
    stray = any(isinstance(atom, DayOfMonth) for atom in said)
    return Ongoing(ambiguous=True) if starts else NotUnderstood(ambiguous=stray)


def _reports_the_past(cell: Cell) -> bool:
    """ "Đã ban hành" outside brackets; inside them it is a note to a deadline."""
    return any(
        isinstance(cell.atoms.get(character), Done) and not depth(cell.text[:place])
        for place, character in enumerate(cell.text)
    )


def _dated(dates: Sequence[Dated], ambiguous: bool) -> Deadline:
    due = tuple(sorted({date.due for date in dates}))
    if len(due) > 1:
        return Several(due, ambiguous)
    finest = max(dates, key=lambda date: date.start)
    if finest.shape is Shape.DAY:
        return OnDate(finest.due, ambiguous)
    return (Between if finest.shape is Shape.RANGE else EndOf)(finest.start, finest.due, ambiguous)


def _recurring(rhythm: Each, year: int, ambiguous: bool) -> Deadline:
    """Bounds that only repeat the plan's year say nothing new and are left out."""
    bounds = [span for span in (rhythm.start, rhythm.until) if span]
    closed = close([*bounds, atoms.whole_year(0)], year)
    if closed is None:
        return NotUnderstood(ambiguous=True)
    plan_year = closed.pop()
    if rhythm.start == rhythm.until and closed and (closed[0].start, closed[0].due) == (plan_year.start, plan_year.due):
        closed = []
    start = closed[0].start if closed and rhythm.start else None
    until = closed[-1].due if closed and rhythm.until else None
    return Recurring(rhythm.every, rhythm.day, start, until, ambiguous or rhythm.vague)
