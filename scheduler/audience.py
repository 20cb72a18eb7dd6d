"""Who hears a word about an agency's work, and who instead when that person cannot be reached.

A word that nobody heard is never recorded as said: where the đầu mối cannot be reached it goes to the đầu mối phụ, else to
the head, else to the admins' morning message under "Chưa có người nhận".
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum


class Post(StrEnum):
    """The post a person holds for an agency, or over the whole plan (ADMIN)."""

    FOCAL = "focal"
    DEPUTY = "deputy"
    HEAD = "head"
    FOLLOWER = "follower"
    ADMIN = "admin"


@dataclass(frozen=True, slots=True)
class Hearer:
    """A person with a post: where to write to (None = cannot be reached), and at which local hour."""

    contact_id: int
    post: Post
    agency_id: int | None
    channel: str | None
    chat_id: str | None
    hour: time
    from_on: date = date.min
    until_on: date | None = None

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


@dataclass(frozen=True, slots=True)
class Audience:
    """Who is told; `unreached` = the agency itself could not be, so these are the admins."""

    hearers: tuple[Hearer, ...]
    unreached: bool = False


_INSTEAD = (Post.FOCAL, Post.DEPUTY, Post.HEAD)


def audience(agency_id: int, people: Sequence[Hearer], on: date) -> Audience:
    """The first post of the agency that can be reached on that day, else the admins; empty where there is nobody at all."""
    reachable = [p for p in people if p.reachable]
    for post in _INSTEAD:
        found = tuple(p for p in reachable if p.post is post and p.serves(agency_id, on))
        if found:
            return Audience(found)
    return Audience(office(people, on).hearers, unreached=True)


def office(people: Iterable[Hearer], on: date) -> Audience:
    """The admins who can be reached."""
    return Audience(tuple(p for p in people if p.reachable and p.post is Post.ADMIN and p.serves(None, on)))
