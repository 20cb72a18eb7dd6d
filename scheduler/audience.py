"""Who hears a word about an agency's work, and who instead when that person cannot be reached.

A word that nobody heard is never recorded as said: where the đầu mối cannot be reached it goes to the đầu mối phụ, else to
the head, else to the admins' morning message under "Chưa có người nhận". Who is away is passed over, and whoever stands in
for them hears in their place; who keeps the day quiet hears it the next morning, unless a colleague hears it today.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, time
from enum import StrEnum
from itertools import takewhile

from plan_data.calendar import WorkingCalendar

MOST_QUIET = 4
"""Working days in a row: no word waits longer than one working week."""
_FAR_ENOUGH = 30


class Post(StrEnum):
    """The post a person holds for an agency, or over the whole plan (ADMIN)."""

    FOCAL = "focal"
    DEPUTY = "deputy"
    HEAD = "head"
    FOLLOWER = "follower"
    ADMIN = "admin"


@dataclass(frozen=True, slots=True)
class Hearer:
    """A person with a post: where to write to (None = cannot be reached), and at which local hour.

    `away`: on leave that day. `stands_in_for`: holds the post only in place of that person. `quiet_weekdays`: ISO digits of the
    days without a morning message; `quiet`: this is one of them.
    """

    contact_id: int
    post: Post
    agency_id: int | None
    channel: str | None
    chat_id: str | None
    hour: time
    from_on: date = date.min
    until_on: date | None = None
    away: bool = False
    stands_in_for: int | None = None
    quiet_weekdays: str = ""
    quiet: bool = False

    @property
    def reachable(self) -> bool:
        return self.chat_id is not None

    def serves(self, agency_id: int | None, on: date) -> bool:
        return self.agency_id == agency_id and self.from_on <= on and (self.until_on is None or on <= self.until_on)


class Part(StrEnum):
    """The part of a morning message in which an item stands."""

    OWN = "own"
    """The person's own agencies' work."""
    UNREACHED = "unreached"
    """Told to the admins because nobody of the agency can be reached."""
    OWNER = "owner"
    """A blocker that the person's agency is to clear, or the office where no agency was given it."""
    PREVIEW = "preview"
    """What will be told at 14:00, shown to the admins that morning."""


@dataclass(frozen=True, slots=True)
class Audience:
    """Who is told; `unreached` = the agency itself could not be, so these are the admins. Nobody: it is asked again."""

    hearers: tuple[Hearer, ...]
    unreached: bool = False


_INSTEAD = (Post.FOCAL, Post.DEPUTY, Post.HEAD)


def audience(agency_id: int, people: Sequence[Hearer], on: date) -> Audience:
    """The first post of the agency that can be reached on that day, else the admins; empty where there is nobody at all, and
    where all who could hear it keep the day quiet."""
    present = [p for p in people if p.reachable and not p.away]
    for post in _INSTEAD:
        found = _each_once(p for p in present if p.post is post and p.serves(agency_id, on))
        if found:
            return Audience(_awake(found))
    return Audience(office(people, on).hearers, unreached=True)


def office(people: Iterable[Hearer], on: date) -> Audience:
    """The admins who can be reached and do not keep the day quiet."""
    admins = _each_once(p for p in people if p.reachable and p.post is Post.ADMIN and p.serves(None, on))
    return Audience(_awake(admins))


def spoken_to(agency_id: int, people: Sequence[Hearer], on: date) -> tuple[Hearer, ...]:
    """Who of an agency is told at once, as of a decision on its request: whoever hears for it, whatever day they keep quiet;
    where only somebody who is away is left, that person, for nobody else asked."""
    told = audience(agency_id, people, on)
    if not told.unreached:
        return told.hearers
    away = [replace(p, away=False) for p in people if p.away]
    told = audience(agency_id, away, on)
    return () if told.unreached else told.hearers


def _each_once(people: Iterable[Hearer]) -> tuple[Hearer, ...]:
    """Who holds a post and stands in for a colleague with the same one hears once."""
    return tuple({(p.contact_id, p.channel): p for p in people}.values())


def _awake(people: Iterable[Hearer]) -> tuple[Hearer, ...]:
    return tuple(p for p in people if not p.quiet)


def resting(people: Iterable[Hearer], calendar: WorkingCalendar, on: date) -> tuple[Hearer, ...]:
    """Everybody, those marked who keep the morning of `on` quiet."""
    return tuple(replace(p, quiet=keeps_quiet(p.quiet_weekdays, calendar, on)) for p in people)


def keeps_quiet(weekdays: str, calendar: WorkingCalendar, on: date) -> bool:
    """Is `on` a day without a morning message? Of working days that are quiet in a row every fifth is not, as when a holiday
    falls on the only day that is left."""
    before = (calendar.add(on, -n) for n in range(1, _FAR_ENOUGH))
    in_a_row = sum(1 for _ in takewhile(lambda day: _named(weekdays, day), before))
    return _named(weekdays, on) and in_a_row % (MOST_QUIET + 1) != MOST_QUIET


def _named(weekdays: str, day: date) -> bool:
    return str(day.isoweekday()) in weekdays


def may_keep_quiet(weekdays: Sequence[int]) -> bool:
    """All five working days quiet would be no morning message at all."""
    return not set(range(1, 6)) <= set(weekdays)
