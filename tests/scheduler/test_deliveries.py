"""What follows from each way a send can end."""

import pytest

from scheduler.channel import Gone, HoldOff, Moved, NotSent, Refused, SendError, Unauthorized, Unknown
from scheduler.deliveries import (
    LONGEST_PAUSE,
    MOST_ATTEMPTS,
    SHORTEST_HOLD,
    UNAUTHORIZED_PAUSE,
    WAITING,
    Outcome,
    State,
    outcome,
    pause_after,
)


@pytest.mark.parametrize(
    ("error", "attempts", "unknown_before", "expected"),
    [
        # surely not sent: again after a pause, the channel's where that is the longer
        (NotSent("no line"), 1, False, Outcome(State.FAILED, pause=2.0)),
        (NotSent("no line"), 5, False, Outcome(State.FAILED, pause=32.0)),
        (NotSent("busy", after=60.0), 1, False, Outcome(State.FAILED, pause=60.0)),
        (NotSent("no line"), MOST_ATTEMPTS, False, Outcome(State.DEAD)),
        (NotSent("no line"), 2, True, Outcome(State.FAILED, pause=4.0)),  # the second telling may be tried again
        # the whole account waits; however often, it is no fault of the message
        (HoldOff("429", 17.0), 1, False, Outcome(State.PENDING, pause=17.0, hold_account=True)),
        (HoldOff("429", 17.0), MOST_ATTEMPTS + 9, True, Outcome(State.PENDING, pause=17.0, hold_account=True)),
        (HoldOff("429"), 1, False, Outcome(State.PENDING, pause=SHORTEST_HOLD, hold_account=True)),
        (Unauthorized("401"), 99, False, Outcome(State.PENDING, pause=UNAUTHORIZED_PAUSE, hold_account=True)),
        # perhaps sent: once more, then never again
        (Unknown("timeout"), 1, False, Outcome(State.UNKNOWN, pause=2.0)),
        (Unknown("timeout"), 2, True, Outcome(State.DEAD)),
        (Unknown("timeout"), MOST_ATTEMPTS + 1, False, Outcome(State.UNKNOWN, pause=LONGEST_PAUSE)),
        # never
        (Refused("can't parse"), 1, False, Outcome(State.DEAD)),
        (Gone("blocked"), 1, False, Outcome(State.DEAD, address_gone=True)),
        (SendError("?"), 1, False, Outcome(State.DEAD)),
        # elsewhere: at once, but two addresses that name each other are not followed for ever
        (Moved("-100"), 1, False, Outcome(State.PENDING, moved_to="-100")),
        (Moved("-100"), MOST_ATTEMPTS, False, Outcome(State.DEAD)),
    ],
)
def test_each_error_says_what_becomes_of_the_delivery(
    error: SendError, attempts: int, unknown_before: bool, expected: Outcome
) -> None:
    result = outcome(error, attempts, unknown_before=unknown_before)
    assert result.why.startswith(type(error).__name__)
    assert Outcome(result.state, result.pause, result.hold_account, result.address_gone, result.moved_to) == expected


def test_what_waits_to_be_tried_again_is_what_the_claim_looks_at() -> None:
    errors = [NotSent("x"), HoldOff("x", 1.0), Unknown("x"), Moved("1"), Unauthorized("x")]
    assert {outcome(e, 1, unknown_before=False).state for e in errors} == set(WAITING)


def test_the_reason_is_kept_short() -> None:
    assert len(outcome(Refused("x" * 5000), 1, unknown_before=False).why) == 200


def test_pauses_double_up_to_a_quarter_of_an_hour() -> None:
    assert [pause_after(n) for n in (1, 2, 3, 9)] == [2.0, 4.0, 8.0, 512.0]
    assert [pause_after(n) for n in (10, 50, 10_000)] == [LONGEST_PAUSE] * 3


def test_a_line_that_is_down_for_a_working_day_kills_nothing() -> None:
    assert sum(pause_after(n) for n in range(1, MOST_ATTEMPTS)) > 10 * 3600
