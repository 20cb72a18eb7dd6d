"""Which of the dated things in a cell are deadlines: not the year of a product, not the frame around a finer date.

"Kế hoạch năm 2024" names a paper, "Năm 2024 (Quý I: …; Quý III: …)" names two dates inside a year. What is set aside without
a plain sign on the paper (a bracket, a colon) leaves a doubt.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest

from plan_data.deadlines import words
from plan_data.deadlines.atoms import Document, Shape, Span
from plan_data.deadlines.cell import ATOM, Cell
from plan_data.deadlines.years import Dated, close

_BOUNDARY = re.compile(rf"[;:,.()/+-]|{ATOM}")
_CLAUSE = re.compile(r"[;:.()]")
_LABEL = re.compile(rf"(?:(?:,| va) {ATOM})*\)?:")


@dataclass(frozen=True, slots=True)
class Found:
    """A span in the cell: how deep in brackets, the words right before it, and all that stands between it and the last."""

    span: Span
    depth: int
    lead: str
    gap: str
    labels: bool
    """A colon follows: "Quý I: xây dựng kế hoạch" opens a clause, whatever stands before."""
    cited: bool
    """It follows a document's number and is the document's."""
    titled: bool
    """Its clause opens with a paper's name: "Kế hoạch rà soát, đánh giá TTHC năm 2024" is a title."""

    def of_paper(self, alone: bool) -> bool:
        """The span names a paper or a figure ("dự toán năm 2025"), not when something is due.

        Beside another date, a year anywhere behind a paper's name is the paper's ("Ban hành Kế hoạch năm 2024 trong tháng 01").
        """
        if self.cited:
            return True
        if self.labels or words.PREPOSITION_LAST.search(self.lead):
            return False
        if self.span.shape is Shape.DAY and words.REPORT_LAST.search(self.lead):
            return False
        if self.titled and self.hangs_oddly:
            return True
        if words.PLACE_FIRST.match(self.lead) and not words.VERB_LAST.search(self.lead):
            return True
        return bool(
            words.PAPER_FIRST.match(self.lead)
            or (not alone and self.span.is_whole_years and words.PAPER_INSIDE.search(self.lead))
        )

    @property
    def same_clause(self) -> bool:
        """It is the date of the label before it, not the next label."""
        return not self.labels and ";" not in self.gap

    @property
    def at_latest(self) -> bool:
        """ "Quý II, chậm nhất 15/7": a second date for the same thing."""
        return bool(words.AT_LATEST.search(self.lead)) and ":" not in self.gap and ";" not in self.gap

    @property
    def hangs_oddly(self) -> bool:
        """The words before it are neither a preposition nor a verb of doing."""
        return not self.labels and self.of_something

    @property
    def of_something(self) -> bool:
        """Words stand before it that a date does not hang on."""
        hooks = (words.PREPOSITION_LAST, words.VERB_LAST, words.SENT_TO)
        return bool(self.lead) and not any(hook.search(self.lead) for hook in hooks)


def depth(text: str) -> int:
    """How many brackets are open at the end of `text`."""
    return max(0, text.count("(") - text.count(")"))


def spans_of(cell: Cell) -> list[Found]:
    found, since = [], 0
    for place, character in enumerate(cell.text):
        atom = cell.atoms.get(character)
        if isinstance(atom, Span):
            lead, after = _BOUNDARY.split(cell.text[:place])[-1].strip(), cell.text[place + 1 :]
            titled = bool(words.PAPER_FIRST.match(_CLAUSE.split(cell.text[:place])[-1].strip()))
            cited = not lead and isinstance(cell.atoms.get(cell.text[:place].rstrip()[-1:]), Document)
            found.append(
                Found(atom, depth(cell.text[:place]), lead, cell.text[since:place], bool(_LABEL.match(after)), cited, titled)
            )
            since = place + 1
    return found


def weigh(found: Sequence[Found], year: int) -> tuple[list[Dated], bool] | None:
    """The deadlines on the calendar and whether choosing them left a doubt; None where one is impossible or reversed."""
    found, subjects = _without_subjects(found)
    kept = [one for one in found if not one.of_paper(alone=len(found) == 1)]
    dropped = [one.span for one in found if one not in kept]
    joined = [not re.search(r"[a-z;:(]", words.PLAIN_JOIN.sub("", one.gap)) for one in kept]
    dates = close([one.span for one in kept], year, joined, _givers(kept))
    if dates is None:
        return None
    doubt = any(one.hangs_oddly for one in kept) or (bool(kept) and not all(span.is_whole_years for span in dropped))
    doubt = doubt or any(re.search(r"\bhoac\b", one.gap) for one in kept[1:])
    yearless = [
        (date, subjects[one]) for one, date in zip(kept, dates, strict=True) if one in subjects and not one.span.last.year
    ]
    doubt = doubt or any(_precedes(date, subject, year) for date, subject in yearless)
    deadlines, unsure = _without_frames(kept, dates)
    return deadlines, doubt or unsure


def _without_subjects(found: Sequence[Found]) -> tuple[list[Found], dict[Found, Span]]:
    """Set aside what a clause is about: "Báo cáo quý I: trước 05/4; quý II: trước 05/7" is due twice, not four times.

    Answers what is left and, for the date of each such clause, its subject.
    """
    kept, subjects = [], dict[Found, Span]()
    for here, after in zip_longest(found, found[1:]):
        dated = here.labels and after and after.same_clause
        if after and dated and (here.of_something or here.titled or (subjects and not here.span.is_whole_years)):
            subjects[after] = here.span
        else:
            kept.append(here)
    return kept, subjects


def _precedes(date: Dated, subject: Span, year: int) -> bool:
    """A date without a year before what it is about ("Báo cáo quý IV: trước 05/01"): of the next year, most likely."""
    about = close([subject], year)
    return not about or date.due < about[0].start


def _givers(found: Sequence[Found]) -> list[int | None]:
    """For each span the one whose year it has by the form of the paper: "Năm 2024: Quý II, Quý IV", "Quý II/2024 (tháng 5)"."""
    givers: list[int | None] = []
    label = None
    for place, here in enumerate(found):
        before = found[place - 1] if place else None
        if before and here.depth > before.depth:
            givers.append(place - 1)
        elif before and here.depth and here.depth == before.depth:
            givers.append(givers[-1])
        else:
            givers.append(label)
        if here.labels and here.span.is_whole_years:
            label = place
    return givers


def _without_frames(found: Sequence[Found], dates: Sequence[Dated]) -> tuple[list[Dated], bool]:
    """A wider date beside a finer one inside it is its frame: dropped, in silence only where a bracket or colon says so."""
    frames, doubt = set(), False
    for place in range(1, len(dates)):
        before, here, gap = dates[place - 1], dates[place], found[place].gap
        bracketed = found[place].depth > found[place - 1].depth
        deeper = bracketed and ";" not in gap
        joined = not re.search(r"[a-z;]", words.PLAIN_JOIN.sub("", gap)) and not re.search(r"\bva\b|\bhoac\b", gap)
        framed = found[place - 1].span.is_whole_years and ";" not in gap
        if before.holds(here) and (deeper or joined or framed):
            frames.add(place - 1)
            doubt = doubt or not (deeper or ":" in gap)
        elif found[place].at_latest and not found[place - 1].at_latest and here.due >= before.due:
            frames.add(place - 1)
            doubt = True
        elif here.holds(before) and deeper and found[place - 1].depth == 0:
            frames.add(place)
        elif bracketed or (found[place - 1].span.is_whole_years and before.holds(here)):
            doubt = True
        doubt = doubt or (found[place - 1].labels and found[place].same_clause and place - 1 not in frames)
    return [date for place, date in enumerate(dates) if place not in frames], doubt
