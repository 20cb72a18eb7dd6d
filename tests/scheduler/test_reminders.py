"""What an answer quiets, what it brings, and what a scan that comes late says. Dates counted by hand.

Due Sunday 31/3/2024: T-14 11/3, T-7 20/3, T-3 26/3, T-1 28/3, T0 29/3, T+1 01/4, T+3 03/4, T+8 10/4.
"""

import pytest

from plan_data.model import OccurrenceKind
from plan_data.status import open_blocker
from plan_data.updates import StatusUpdate, UpdateKind, effective
from scheduler.reminders import Nudge, Occurrence, asks_owner, next_nudge, quiet
from tests.scheduler.given import (
    CALENDAR,
    ack,
    blocked,
    day,
    done,
    due,
    listed,
    monthly,
    not_done,
    progress,
    scan,
    short,
    snooze,
    undo,
    update,
    words_of,
)

QUARTER = due("31/3")
CHECK_IN = due("14/3", OccurrenceKind.CHECK_IN, period="2024-Q1")


def march(*updates: StatusUpdate, after: str = "12/3", until: str = "03/4", of: Occurrence = QUARTER) -> str:
    """The words of the last three weeks, as one line."""
    return ", ".join(listed(of, *updates, after=after, until=until))


# --- what an answer quiets ----------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("updates", "words"),
    [
        ([], "T-7 20/03, T-3 26/03, T-1 28/03, T0 29/03, T+1 01/04, T+3 03/04"),
        ([done("18/3")], ""),
        ([progress("18/3")], "T-3 26/03, T-1 28/03, T0 29/03, T+1 01/04, T+3 03/04"),  # quiet 18/3 to 21/3
        ([not_done("15/3")], "T-3 26/03, T-1 28/03, T0 29/03, T+1 01/04, T+3 03/04"),  # T-7 is the third working day
        ([not_done("14/3")], "T-7 20/03, T-3 26/03, T-1 28/03, T0 29/03, T+1 01/04, T+3 03/04"),  # and here the fourth
        ([progress("23/3")], "T-7 20/03, T-1 28/03, T0 29/03, T+1 01/04, T+3 03/04"),  # a Saturday: to Wednesday 27/3
        ([progress("26/3")], "T-7 20/03, T-3 26/03, T+1 01/04, T+3 03/04"),  # quiet to 29/3; T-3 had been said
        ([progress("28/3")], "T-7 20/03, T-3 26/03, T-1 28/03, T+1 01/04, T+3 03/04"),  # T+1 lies inside, and is said
        ([progress("18/3"), progress("21/3")], "T-1 28/03, T0 29/03, T+1 01/04, T+3 03/04"),  # each its own three days
        ([done("18/3"), update(UpdateKind.CONFIRMED, "20/3")], ""),
        ([done("18/3"), update(UpdateKind.RETURNED, "26/3")], "T-1 28/03, T0 29/03, T+1 01/04, T+3 03/04"),
        ([done("18/3"), update(UpdateKind.RETURNED, "26/3"), done("28/3")], "T-1 28/03"),
        ([ack("26/3")], "T-7 20/03, T-3 26/03, T-1 28/03, T0 29/03, T+1 01/04, T+3 03/04"),  # that day, already spoken
        ([update(UpdateKind.DOCUMENT, "25/3")], "T-7 20/03, T-3 26/03, T-1 28/03, T0 29/03, T+1 01/04, T+3 03/04"),
    ],
)
def test_an_answer_quiets_three_working_days_up_to_the_due_date(updates: list[StatusUpdate], words: str) -> None:
    """Played from the day of each answer on, as the service does: what was said before it cannot be unsaid."""
    said, gone_through = [], day("12/3")
    for n, on in enumerate([u.on for u in updates] + [day("03/4")]):
        while (nudge := next_nudge(QUARTER, updates[:n], CALENDAR, gone_through)) and nudge.on <= on:
            said.append(short(nudge))
            gone_through = nudge.on
        gone_through = max(gone_through, on)
    assert ", ".join(said) == words


@pytest.mark.parametrize(
    ("updates", "words"),
    [
        ([progress("18/3", until="22/3")], "snooze:2024-03-22 22/03, T-3 26/03, T-1 28/03, T0 29/03, T+1 01/04, T+3 03/04"),
        ([snooze("18/3", until="27/3")], "snooze:2024-03-27 27/03, T-1 28/03, T0 29/03, T+1 01/04, T+3 03/04"),
        # on a Sunday: asked on Monday; on the day of a rung: the rung is the word
        ([not_done("18/3", until="24/3")], "snooze:2024-03-24 25/03, T-3 26/03, T-1 28/03, T0 29/03, T+1 01/04, T+3 03/04"),
        ([snooze("18/3", until="28/3")], "T-1 28/03, T0 29/03, T+1 01/04, T+3 03/04"),
        ([snooze("18/3", until="23/3")], "snooze:2024-03-23 25/03, T-3 26/03, T-1 28/03, T0 29/03, T+1 01/04, T+3 03/04"),
        # never an escalation: T+1 and later are said, whatever was named
        ([snooze("18/3", until="02/4")], "T+1 01/04, snooze:2024-04-02 02/04, T+3 03/04"),
        ([progress("18/3", until="15/4")], "T+1 01/04, T+3 03/04"),
        # the day named last replaces the one before it, whichever way it moves
        ([progress("13/3", until="27/3"), snooze("14/3", until="18/3")], "snooze:2024-03-18 18/03, " + march(after="18/3")),
        ([snooze("13/3", until="18/3"), progress("14/3", until="27/3")], "snooze:2024-03-27 27/03, " + march(after="27/3")),
        # an answer without a day leaves the promise as it is
        ([progress("13/3", until="25/3"), progress("14/3", percent=40)], "snooze:2024-03-25 25/03, " + march(after="25/3")),
        # a promise made before a report that was returned holds no more
        (
            [progress("13/3", until="27/3"), done("14/3"), update(UpdateKind.RETURNED, "15/3")],
            "T-7 20/03, T-3 26/03, T-1 28/03, T0 29/03, T+1 01/04, T+3 03/04",
        ),
        # a request is no answer to when
        ([update(UpdateKind.EXTENSION_ASKED, "13/3", "15/4")], march()),
    ],
)
def test_a_day_that_was_named_moves_the_next_word(updates: list[StatusUpdate], words: str) -> None:
    assert march(*updates) == words


def test_a_promise_of_an_overdue_task_adds_one_question_and_takes_nothing() -> None:
    assert march(progress("02/4", until="05/4"), after="02/4", until="10/4") == "T+3 03/04, snooze:2024-04-05 05/04, T+8 10/04"
    assert march(snooze("03/4", until="18/4"), after="03/4", until="25/4") == (
        "T+8 10/04, T+13 17/04, snooze:2024-04-18 19/04, T+18 25/04"
    )


def test_what_blocks_is_asked_about_weekly_up_to_the_due_date() -> None:
    """Every fifth working day: 20/3 (T-7's date) and 27/3; 03/4 lies after T0. Escalations go on."""
    assert march(blocked("13/3")) == "blocked:2024-03-20 20/03, blocked:2024-03-27 27/03, T+1 01/04, T+3 03/04"
    assert march(blocked("22/3")) == "blocked:2024-03-29 29/03, T+1 01/04, T+3 03/04", "T0's own date is still its date"
    assert march(blocked("02/4"), after="02/4") == "T+3 03/04"


def test_a_newer_report_ends_the_weekly_question() -> None:
    assert march(blocked("13/3"), progress("21/3"), after="21/3") == march(after="26/3")
    assert march(blocked("13/3"), blocked("15/3"), after="15/3") == "blocked:2024-03-22 22/03, blocked:2024-03-29 29/03, " + (
        "T+1 01/04, T+3 03/04"
    )


def test_it_goes_on_until_somebody_says_that_it_is_gone() -> None:
    assert march(blocked("13/3"), not_done("21/3"), after="21/3") == "blocked:2024-03-27 27/03, T+1 01/04, T+3 03/04"
    gone = [blocked("13/3"), update(UpdateKind.BLOCKER_RESOLVED, "21/3")]
    assert march(*gone, after="21/3") == march(after="21/3"), "the ladder goes on where it is"
    answered = [blocked("13/3"), update(UpdateKind.BLOCKER_ANSWERED, "21/3")]
    assert march(*answered, after="21/3") == "blocked:2024-03-27 27/03, T+1 01/04, T+3 03/04"


def test_whoever_is_to_clear_it_is_asked_once_a_week_with_whatever_word_comes() -> None:
    """Blocked on Wednesday 13/3: the weekly words up to the due date, then those of the ladder that open a new week."""
    updates = [blocked("13/3")]
    blocker = open_blocker(updates)
    assert blocker is not None
    asked, after = [], day("13/3")
    while (nudge := next_nudge(QUARTER, updates, CALENDAR, after)) and nudge.on <= day("10/5"):
        if asks_owner(blocker, CALENDAR, after, nudge.on):
            asked.append(nudge.word)
        after = nudge.on
    assert asked == ["blocked:2024-03-20", "blocked:2024-03-27", "T+3", "T+8", "T+13", "T+18", "T+23"]
    assert asks_owner(blocker, CALENDAR, day("13/3"), day("05/4")), "after an outage once, however long it was"
    assert not asks_owner(blocker, CALENDAR, day("12/3"), day("14/3")), "not in the week of the report"


def test_what_one_agency_promised_binds_no_other() -> None:
    promise, moved = progress("13/3", until="25/3"), update(UpdateKind.REASSIGN_GRANTED, "14/3")
    assert march(promise, moved, after="14/3", until="25/3") == march(after="14/3", until="25/3")


def test_a_snooze_holds_back_the_weekly_question_too() -> None:
    assert march(blocked("13/3"), snooze("14/3", until="25/3")) == (
        "snooze:2024-03-25 25/03, blocked:2024-03-27 27/03, T+1 01/04, T+3 03/04"
    )
    assert march(blocked("13/3", until="26/3")) == "snooze:2024-03-26 26/03, blocked:2024-03-27 27/03, T+1 01/04, T+3 03/04"


def test_a_blocker_takes_the_place_of_a_promise() -> None:
    assert words_of(listed(QUARTER, progress("13/3", until="25/3"), blocked("14/3"), after="14/3", until="01/4")) == [
        "blocked:2024-03-21",
        "blocked:2024-03-28",
        "T+1",
    ]


def test_where_a_snooze_and_the_weekly_question_meet_one_of_them_is_said() -> None:
    both = [blocked("13/3"), snooze("14/3", until="20/3")]
    assert march(*both, until="20/3") == "blocked:2024-03-20 20/03"
    assert scan(QUARTER, "19/3", "20/3", *both) == "blocked:2024-03-20 20/03"


def test_three_working_days_skip_tet_and_the_swapped_days() -> None:
    monthly_task = monthly("20/02", "20/3")
    assert listed(monthly_task, progress("07/02"), after="07/02", until="20/02") == ["T0 20/02"], "07/02, then 15, 16, 19/02"
    assert listed(due("06/5"), progress("26/4"), after="26/4", until="06/5") == ["T0 06/05"], "02, 03 and Saturday 04/5"


# --- check-ins ------------------------------------------------------------------------------------------------------------
def test_ongoing_work_that_was_reported_is_not_asked_about() -> None:
    assert listed(CHECK_IN, progress("20/02")) == []
    assert listed(CHECK_IN, blocked("20/02")) == []
    assert listed(CHECK_IN, undo("21/02", taken := progress("20/02")), taken) == ["check-in:2024-Q1 07/03"]


def test_a_check_in_can_be_put_off_until_it_is_answered() -> None:
    asked_later = snooze("07/3", until="11/3")
    assert listed(CHECK_IN, asked_later, after="07/3") == ["snooze:2024-03-11 11/03"]
    assert listed(CHECK_IN, asked_later, progress("08/3"), after="08/3") == []
    assert listed(CHECK_IN, snooze("05/3", until="11/3")) == ["snooze:2024-03-11 11/03"], "put off before it was asked"


def test_an_answered_check_in_stays_answered_unless_the_person_wants_to_be_asked() -> None:
    assert listed(CHECK_IN, snooze("04/3", until="11/3"), progress("05/3"), ack("06/3")) == []
    assert listed(CHECK_IN, progress("04/3"), snooze("05/3", until="11/3")) == ["snooze:2024-03-11 11/03"]
    assert listed(CHECK_IN, ack("20/02")) == ["check-in:2024-Q1 07/03"], "an ack reports nothing"


# --- undo, extension, the end ----------------------------------------------------------------------------------------------
def test_undo_brings_back_the_ladder_and_not_the_words_missed_meanwhile() -> None:
    slip = done("18/3")
    assert march(slip) == ""
    assert march(slip, undo("21/3", slip), after="21/3") == "T-3 26/03, T-1 28/03, T0 29/03, T+1 01/04, T+3 03/04"


@pytest.mark.parametrize("said", [done("18/3"), progress("18/3"), blocked("13/3"), snooze("18/3", until="27/3")])
def test_whatever_was_taken_back_was_not_said(said: StatusUpdate) -> None:
    assert march(said, undo("18/3", said)) == march()
    taken_back = undo("18/3", said)
    assert march(said, taken_back, undo("19/3", taken_back)) == march(said), "an undone undo"


def test_a_done_that_was_followed_by_not_done_speaks_again() -> None:
    assert march(done("18/3"), not_done("21/3"), after="21/3") == march(after="26/3"), "quiet to 26/3"


def test_an_extension_starts_a_new_ladder_and_ends_the_old_one() -> None:
    """To Monday 15/4: T-14 was 26/3, T-7 04/4, T-3 10/4, T-1 12/4. Nothing overdue remains of 31/3."""
    granted = update(UpdateKind.EXTENSION_GRANTED, "29/3", "15/4")
    assert march(granted, of=due("15/4"), after="29/3", until="19/4") == (
        "T-7 04/04, T-3 10/04, T-1 12/04, T0 15/04, T+1 16/04, T+3 19/04"
    )


def test_a_task_that_is_closed_says_nothing() -> None:
    assert listed(due("31/3", closed=True)) == []
    assert scan(due("31/3", closed=True), "01/3", "01/4") == "-"
    assert listed(due("14/3", OccurrenceKind.CHECK_IN, closed=True)) == []


# --- a scan that comes late -------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("after", "on", "says"),
    [
        ("25/3", "26/3", "T-3 26/03"),
        ("26/3", "27/3", "-"),
        ("19/3", "25/3", "T-7 20/03"),  # late, and still the newest
        ("19/3", "29/3", "T0 29/03"),
        ("24/01", "01/4", "T+1 01/04"),
        ("24/01", "05/4", "T+3 03/04"),
        ("29/3", "31/12", "T+188 25/12"),
    ],
)
def test_after_an_outage_only_the_newest_word_is_said(after: str, on: str, says: str) -> None:
    assert scan(QUARTER, after, on) == says


def test_a_word_that_comes_late_does_not_break_the_quiet_of_its_new_day() -> None:
    """T-7 of 20/3 was missed; on 21/3 the person answered; a scan on 22/3 keeps quiet, and so does one on 25/3."""
    for answer in (progress("21/3"), not_done("21/3", until="26/3"), snooze("21/3", until="26/3"), blocked("21/3")):
        assert scan(QUARTER, "19/3", "22/3", answer) == "-", answer.kind
        assert scan(QUARTER, "19/3", "25/3", answer) == "-", answer.kind
    assert scan(QUARTER, "19/3", "22/3", ack("22/3")) == "-"
    assert scan(QUARTER, "19/3", "25/3", ack("22/3")) == "T-7 20/03", "an ack quiets its day only"


def test_a_word_that_its_own_day_dropped_does_not_come_back_later() -> None:
    """Quiet 14/3 to 19/3 and T-14 of 11/3 long said: T-7 is dropped by an answer of 15/3, also for a scan on 22/3."""
    assert scan(QUARTER, "19/3", "22/3", not_done("15/3")) == "-"


def test_a_question_that_comes_late_is_not_asked_if_it_was_answered() -> None:
    promise = progress("13/3", until="18/3")
    assert scan(QUARTER, "15/3", "19/3", promise) == "snooze:2024-03-18 18/03"
    assert scan(QUARTER, "15/3", "19/3", promise, progress("19/3")) == "-"
    assert scan(QUARTER, "15/3", "19/3", promise, progress("15/3")) == "snooze:2024-03-18 18/03", "answered before it"
    assert scan(CHECK_IN, "06/3", "11/3", progress("08/3")) == "-"


def test_an_answer_before_the_message_leaves_takes_the_word_out() -> None:
    """The planner filled the digest at midnight, the person answers at 07:00: what goes out at 08:00 asks `quiet` again."""
    t3 = Nudge(day("26/3"), "T-3")
    assert not quiet(t3, (), CALENDAR)
    for answer in (ack("26/3"), progress("26/3"), blocked("26/3"), snooze("26/3", until="27/3")):
        assert quiet(t3, effective([answer]), CALENDAR)
    overdue = Nudge(day("01/4"), "T+1")
    assert not any(
        quiet(overdue, [u], CALENDAR) for u in (ack("01/4"), progress("01/4"), blocked("01/4"), snooze("01/4", "03/4"))
    )


def test_a_question_asked_for_this_afternoon_stands_on_its_own_day() -> None:
    today = snooze("26/3", until="26/3")
    assert not quiet(Nudge(day("26/3"), "snooze:2024-03-26"), [today], CALENDAR)
    assert quiet(Nudge(day("26/3"), "snooze:2024-03-26"), [today, progress("26/3")], CALENDAR)
    assert quiet(Nudge(day("26/3"), "snooze:2024-03-26"), [today, ack("26/3")], CALENDAR)
