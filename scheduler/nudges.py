"""What an admin sends by hand: who gets it, who is left out and why, and what counts as the answer to a nudge. Pure.

One manual nudge a person a day, whoever sends it; nobody who cannot be reached is said to have been told; nobody writes to
themselves.
"""

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from plan_data.updates import StatusUpdate, UpdateKind, effective
from scheduler.audience import Hearer, spoken_to

ANSWERS = frozenset(
    {
        UpdateKind.DONE,
        UpdateKind.PROGRESS,
        UpdateKind.NOT_DONE,
        UpdateKind.BLOCKED,
        UpdateKind.SNOOZE,
        UpdateKind.DOCUMENT,
        UpdateKind.EXTENSION_ASKED,
        UpdateKind.REASSIGN_ASKED,
    }
)
"""What the agency may say about the work. "Đã nhận" is none: the office already knows as much."""


@dataclass(frozen=True, slots=True)
class Recipient:
    """A person and the agencies for which they are written to, once."""

    hearer: Hearer
    agency_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Recipients:
    """`to` are written to; `already` had their nudge that day; of `unreached` agencies nobody hears; `own` are the agencies
    for which only the sender would be written to."""

    to: tuple[Recipient, ...] = ()
    already: tuple[Recipient, ...] = ()
    unreached: tuple[int, ...] = ()
    own: tuple[int, ...] = ()


def recipients(
    agency_ids: Iterable[int], people: Sequence[Hearer], on: date, *, sender: int, nudged: Container[int] = ()
) -> Recipients:
    """Who is written to about these agencies on the day `on`: whoever hears for each, a person once."""
    homes: dict[int, Hearer] = {}
    agencies: dict[int, list[int]] = {}
    unreached: list[int] = []
    own: list[int] = []
    for agency_id in dict.fromkeys(agency_ids):
        told = spoken_to(agency_id, people, on)
        others = [h for h in told if h.contact_id != sender]
        if not told:
            unreached.append(agency_id)
        elif not others:
            own.append(agency_id)
        for hearer in others:
            homes.setdefault(hearer.contact_id, hearer)
            served = agencies.setdefault(hearer.contact_id, [])
            if agency_id not in served:  # not a second address
                served.append(agency_id)
    everybody = [Recipient(hearer, tuple(agencies[contact_id])) for contact_id, hearer in homes.items()]
    return Recipients(
        to=tuple(r for r in everybody if r.hearer.contact_id not in nudged),
        already=tuple(r for r in everybody if r.hearer.contact_id in nudged),
        unreached=tuple(unreached),
        own=tuple(own),
    )


def answer_since(updates: Iterable[StatusUpdate], heard_through: int) -> StatusUpdate | None:
    """The newest thing that the agency said after a nudge and that still stands; `heard_through` is the id of the newest
    update of that moment. What an admin recorded for it is none."""
    said = [u for u in effective(updates) if u.id > heard_through and u.kind in ANSWERS and not u.source]
    return said[-1] if said else None
