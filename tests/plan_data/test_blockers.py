"""What stands in the way, derived from what was said: since when, in whose words, whose to clear, and when it is over."""

from datetime import UTC, date, datetime, time
from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plan_data.calendar import load_calendar
from plan_data.model import OccurrenceKind
from plan_data.status import Label, ends_blocker, open_blocker, open_proposal, standing
from plan_data.updates import StatusUpdate, UpdateKind, effective

CALENDAR = load_calendar()
DUE = date(2024, 6, 30)
FINANCE, BUILDERS = 5, 9
_ids = count(1)


def said(kind: UpdateKind, on: int, words: str = "", **facts: object) -> StatusUpdate:
    """Told at 09:00 of that day of May; ids grow in the order of writing."""
    day = date(2024, 5, on)
    return StatusUpdate(next(_ids), kind, datetime.combine(day, time(2), UTC), day, words, **facts)  # type: ignore[arg-type]


def blocked(on: int, words: str = "vướng kinh phí", note: str = "kinh phí") -> StatusUpdate:
    return said(UpdateKind.BLOCKED, on, words, note=note)


def given_to(agency_id: int, on: int) -> StatusUpdate:
    return said(UpdateKind.BLOCKER_GIVEN, on, agency_id=agency_id, agency="Sở Tài chính")


def test_it_is_the_office_s_until_it_is_given() -> None:
    first = blocked(17)
    found = open_blocker([first])
    assert found is not None
    assert (found.id, found.since, found.words) == (first.id, date(2024, 5, 17), "kinh phí")
    assert (found.owner_agency_id, found.owner) == (None, "")
    handed = open_blocker([first, given_to(FINANCE, 20)])
    assert handed is not None
    assert (handed.owner_agency_id, handed.owner, handed.since) == (FINANCE, "Sở Tài chính", date(2024, 5, 17))
    again = open_blocker([first, given_to(FINANCE, 20), given_to(BUILDERS, 21)])
    assert again is not None
    assert again.owner_agency_id == BUILDERS


def test_its_age_is_in_working_days() -> None:
    found = open_blocker([blocked(17)])
    assert found is not None
    ages = [found.age(CALENDAR, date(2024, 5, day)) for day in (17, 19, 20, 24)]
    assert ages == [0, 0, 1, 5]
    assert open_blocker([blocked(17, note="", words="vướng lắm")]).words == "vướng lắm"  # type: ignore[union-attr]


def test_more_words_about_it_leave_it_where_it_is() -> None:
    first = blocked(17)
    found = open_blocker([first, given_to(FINANCE, 20), blocked(22, note="chờ thẩm định")])
    assert found is not None
    assert (found.id, found.since, found.words, found.owner_agency_id) == (
        first.id,
        date(2024, 5, 17),
        "chờ thẩm định",
        FINANCE,
    )


@pytest.mark.parametrize(
    ("kind", "percent", "ends"),
    [
        (UpdateKind.BLOCKER_RESOLVED, None, True),
        (UpdateKind.PROGRESS, None, True),
        (UpdateKind.DONE, None, True),
        (UpdateKind.NOT_DONE, 60, True),
        (UpdateKind.NOT_DONE, None, False),  # "chưa xong": nothing moves
        (UpdateKind.BLOCKER_ANSWERED, None, False),
        (UpdateKind.ACK, None, False),
        (UpdateKind.SNOOZE, None, False),
        (UpdateKind.EXTENSION_ASKED, None, False),
    ],
)
def test_what_ends_it(kind: UpdateKind, percent: int | None, ends: bool) -> None:
    rows = [blocked(17), given_to(FINANCE, 17), said(kind, 20, percent=percent)]
    assert (open_blocker(rows) is None) is ends
    assert ends_blocker(kind, percent) is ends
    newer = open_blocker([*rows, blocked(21)])
    assert newer is not None
    assert newer.owner_agency_id == (None if ends else FINANCE), "a new one is the office's again"


def test_taken_back_it_never_was_and_its_end_taken_back_it_stands_as_before() -> None:
    rows = [blocked(17), given_to(FINANCE, 17)]
    gone = said(UpdateKind.UNDO, 20, undoes=rows[0].id)
    assert open_blocker(effective([*rows, gone])) is None
    end = said(UpdateKind.BLOCKER_RESOLVED, 21)
    assert open_blocker(effective([*rows, end])) is None
    back = open_blocker(effective([*rows, end, said(UpdateKind.UNDO, 22, undoes=end.id)]))
    assert back is not None
    assert (back.id, back.owner_agency_id) == (rows[0].id, FINANCE)


def test_nobody_is_given_their_own() -> None:
    rows = [blocked(17), given_to(FINANCE, 17)]
    moved = open_blocker([*rows, said(UpdateKind.REASSIGN_GRANTED, 20, agency_id=FINANCE)])
    assert moved is not None
    assert moved.owner_agency_id is None
    elsewhere = open_blocker([*rows, said(UpdateKind.REASSIGN_GRANTED, 20, agency_id=BUILDERS)])
    assert elsewhere is not None
    assert elsewhere.owner_agency_id == FINANCE


def test_how_it_stands() -> None:
    rows = [blocked(17), given_to(FINANCE, 17)]
    state = standing(OccurrenceKind.DATED, DUE, rows, CALENDAR, date(2024, 5, 20))
    assert (state.label, state.blocked, state.cleared_on) == (Label.IN_PROGRESS, "kinh phí", None)
    end = said(UpdateKind.BLOCKER_RESOLVED, 21)
    cleared = standing(OccurrenceKind.DATED, DUE, [*rows, end], CALENDAR, date(2024, 5, 22))
    assert (cleared.label, cleared.blocked, cleared.cleared_on) == (Label.IN_PROGRESS, None, date(2024, 5, 21))
    before = standing(OccurrenceKind.DATED, DUE, [*rows, end], CALENDAR, date(2024, 5, 20))
    assert before.blocked == "kinh phí", "on a day that lies before its end"
    newer = said(UpdateKind.PROGRESS, 23)
    assert standing(OccurrenceKind.DATED, DUE, [*rows, end, newer], CALENDAR, date(2024, 5, 24)).cleared_on is None
    late = [*rows, said(UpdateKind.DONE, 21), said(UpdateKind.BLOCKER_RESOLVED, 22)]
    assert standing(OccurrenceKind.DATED, DUE, late, CALENDAR, date(2024, 5, 24)).done, "what is cleared too late opens nothing"


def test_a_proposal_is_open_until_it_is_decided() -> None:
    asked = said(UpdateKind.REASSIGN_ASKED, 17, agency_id=BUILDERS)
    assert open_proposal([asked]) is asked
    assert open_proposal([asked, said(UpdateKind.PROGRESS, 20)]) is asked
    for kind in (UpdateKind.REASSIGN_GRANTED, UpdateKind.REASSIGN_REFUSED, UpdateKind.DONE):
        assert open_proposal([asked, said(kind, 20)]) is None
    assert open_proposal(effective([asked, said(UpdateKind.UNDO, 20, undoes=asked.id)])) is None


@given(st.lists(st.sampled_from(list(UpdateKind)), max_size=12), st.lists(st.integers(0, 11), max_size=12))
def test_whatever_was_said(kinds: list[UpdateKind], undone: list[int]) -> None:
    """An open blocker was reported and not done since; it began no later than its newest words; who has it was given it."""
    rows: list[StatusUpdate] = []
    for i, kind in enumerate(kinds):
        back = rows[undone[i] % len(rows)].id if kind is UpdateKind.UNDO and rows and i < len(undone) else None
        rows.append(said(kind, min(17 + i, 31), "w", undoes=back, agency_id=FINANCE))
    stand = effective(rows)
    found = open_blocker(stand)
    if found is None:
        return
    begun = next(u for u in stand if u.id == found.id)
    assert begun.kind is UpdateKind.BLOCKED is found.report.kind
    assert (begun.on, found.since <= found.report.on) == (found.since, True)
    assert not [u for u in stand if u.id > found.id and u.kind is UpdateKind.DONE]
    if found.given is not None:
        assert found.given.kind is UpdateKind.BLOCKER_GIVEN
        assert found.given.id > found.id
