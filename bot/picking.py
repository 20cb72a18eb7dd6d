"""Which activity does an answer mean? Pure, and it never guesses: what is not clear comes back as a question.

In order: the codes that were typed; the message that was answered; the only open task there is, where it is one that the
person has been spoken to about. Anything else is asked.
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from bot.understanding.reply import Addressed
from plan_data.model import OccurrenceKind
from storage.occurrences import Item


@dataclass(frozen=True, slots=True)
class Picked:
    """It is clear: these."""

    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Which:
    """It is not: one of these (`listed`: they stood in one message, so "cả N việc" may be offered)."""

    items: tuple[Item, ...]
    listed: bool = False


@dataclass(frozen=True, slots=True)
class NotHere:
    """A code that this person has nothing to do with."""

    code: str


@dataclass(frozen=True, slots=True)
class Nothing:
    """There is nothing open that could be meant."""


Pick = Picked | Which | NotHere | Nothing


def pick(
    said: Addressed,
    own: Sequence[Item],
    replied: Sequence[Item],
    listed: Sequence[Item],
    shown: int,
    on: date,
    at_hand: Collection[int] | None = None,
) -> Pick:
    """What one statement is about.

    `own` is everything the person may report on; `replied` what the answered message carried, in its order, of which the
    first `shown` were visible; `listed` what the last message carried when nothing was answered. `at_hand` are what a word
    without a code can be about beside these: due soon or reminded of; None where anything can.
    """
    if said.codes:
        return _by_codes(said, own, replied, on)
    if replied:
        return _of_message(said, own, replied, shown)
    still = tuple(i for i in own if _open(i))
    if len(still) == 1:
        near = at_hand is None or still[0].id in {*at_hand, *(i.id for i in listed)}
        return Picked(still) if near else Which(still)
    if not still:
        return Nothing()
    recent = tuple(i for i in listed if _open(i))
    return Which(recent, listed=True) if recent else Which(still)


def _of_message(said: Addressed, own: Sequence[Item], replied: Sequence[Item], shown: int) -> Pick:
    mine = {i.id for i in own}
    carried = [i for i in replied if i.id in mine]
    if len(carried) == 1:
        return Picked(tuple(carried))
    visible = [i for i in carried[:shown] if not i.settled]
    if said.everything and visible and said.count in (None, len(visible), len(carried)):
        return Picked(tuple(visible))
    if visible:
        return Which(tuple(visible), listed=True)
    return Picked(tuple(carried[:1])) if carried else Nothing()


def _by_codes(said: Addressed, own: Sequence[Item], replied: Sequence[Item], on: date) -> Pick:
    chosen: list[Item] = []
    for code in said.codes:
        candidates = current([i for i in own if i.code == code], on, said.period, replied)
        if not candidates:
            return NotHere(code)
        if len(candidates) > 1:
            return Which(tuple(candidates))
        chosen += candidates
    return Picked(tuple(chosen))


def current(instances: Sequence[Item], on: date, period: str, replied: Sequence[Item] = ()) -> list[Item]:
    """Of the instances of one activity those that can be meant today: the period named, the one in the answered message,
    the open ones up to the period that is running, or the newest closed one."""
    if len(instances) <= 1:
        return list(instances)
    if period:
        named = [i for i in instances if same_period(i.period, period)]
        return named or list(instances[:0])
    in_message = [i for i in instances if i.id in {r.id for r in replied}]
    if in_message:
        return in_message
    if all(i.kind is OccurrenceKind.CHECK_IN for i in instances):
        return [next((i for i in instances if i.due >= on), instances[-1])]
    if any(i.kind is not OccurrenceKind.PERIODIC for i in instances):
        return [i for i in instances if not i.settled] or list(instances[-1:])
    running = next((i.due for i in instances if i.due >= on), instances[-1].due)
    begun = [i for i in instances if i.due <= running]
    return [i for i in begun if not i.settled] or begun[-1:]


def same_period(ours: str, said: str) -> bool:
    """ "tháng 01" and "tháng 1" are one."""
    mine, theirs = re.findall(r"\d+", ours), re.findall(r"\d+", said)
    return bool(mine and theirs) and int(mine[0]) == int(theirs[0])


def quoted_items(quoted: str, own: Sequence[Item]) -> tuple[Item, ...]:
    """Where the receipt of the answered message is missing, the codes in its text serve."""
    return tuple(i for i in own if not i.settled and re.search(rf"(?<![\w.]){re.escape(i.code)}(?![\w.]*\w)", quoted))


def known_codes(own: Collection[Item]) -> frozenset[str]:
    return frozenset(i.code for i in own)


def _open(item: Item) -> bool:
    return not item.settled and item.kind is not OccurrenceKind.CHECK_IN and not item.held
