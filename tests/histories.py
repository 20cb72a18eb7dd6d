"""Histories that nobody would write down: everything said in every order, taken back, and taken back again."""

from collections.abc import Sequence
from datetime import date, time, timedelta
from random import Random

from plan_data.calendar import at
from plan_data.updates import REPORTS, StatusUpdate, UpdateKind

FIRST = date(2024, 1, 25)
_SAY_OFTEN = (UpdateKind.DONE, UpdateKind.PROGRESS, UpdateKind.NOT_DONE, UpdateKind.BLOCKED, UpdateKind.UNDO)


def history(rng: Random, *, first_id: int = 1, most: int = 12, agency_ids: Sequence[int] = (1, 2)) -> tuple[StatusUpdate, ...]:
    """Updates of one piece of work, over half a year; ids grow in the order of writing."""
    days = sorted(FIRST + timedelta(days=rng.randrange(180)) for _ in range(rng.randint(0, most)))
    told: list[StatusUpdate] = []
    for n, on in enumerate(days):
        kind = rng.choice([*UpdateKind, *_SAY_OFTEN])
        if kind is UpdateKind.UNDO and not told:
            kind = UpdateKind.ACK
        undoes = rng.choice(told).id if kind is UpdateKind.UNDO else None
        names_a_day = undoes is None and (kind.startswith("extension_") or rng.random() < 0.3)
        told.append(
            StatusUpdate(
                first_id + n,
                kind,
                at(on, time(9)),
                on,
                words=f"words {n}",
                note=rng.choice(["", "kinh phí"]),
                percent=rng.choice([None, None, 0, 30, 80]) if kind in REPORTS else None,
                until=on + timedelta(days=rng.randint(1, 40)) if names_a_day else None,
                document=rng.choice(["", "", f"{n}/QĐ-UBND"]),
                happened_on=on - timedelta(days=rng.randrange(30)) if rng.random() < 0.3 else None,
                undoes=undoes,
                file_id=rng.choice(["", "", "", f"file{n}"]),
                agency_id=rng.choice(agency_ids) if kind.startswith(("blocker_given", "reassign")) else None,
            )
        )
    return tuple(told)
