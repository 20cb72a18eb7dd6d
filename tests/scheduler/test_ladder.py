"""The ladder's dates, each counted by hand on a wall calendar of 2024."""

import pytest

from plan_data.model import OccurrenceKind
from scheduler.ladder import DATED, LADDERS, PERIODIC, Audience, Tone, audience_of, offset_of, word_of
from scheduler.reminders import next_nudge
from tests.scheduler.given import CALENDAR, day, done, due, listed, monthly, scan


@pytest.mark.parametrize(
    ("on", "words"),
    [
        (  # a Sunday: the anchor is Friday 29/3, the first day overdue Monday 01/4; 18/4 is Giỗ Tổ
            "31/3",
            "T-30 16/02, T-14 11/03, T-7 20/03, T-3 26/03, T-1 28/03, T0 29/03, T+1 01/04, T+3 03/04, T+8 10/04, T+13 17/04, "
            "T+18 25/04, T+23 06/05, T+28 13/05",
        ),
        (  # loaded on 25/01: T-7 was 22/01, T-14 11/01; Tết is 08/02 to 14/02
            "31/01",
            "T-3 26/01, T-1 30/01, T0 31/01, T+1 01/02, T+3 05/02, T+8 19/02, T+13 26/02",
        ),
        (  # on a Tết day: the anchor is the last day before Tết, T+1 the first after it
            "10/02",
            "T-7 29/01, T-3 02/02, T-1 06/02, T0 07/02, T+1 15/02, T+3 19/02, T+8 26/02, T+13 04/03",
        ),
        (  # 29/4 is swapped with Saturday 04/5, 30/4 and 01/5 are off
            "30/4",
            "T-30 14/03, T-14 05/04, T-7 16/04, T-3 23/04, T-1 25/04, T0 26/04, T+1 02/05, T+3 04/05, T+8 10/05",
        ),
        (  # due on the make-up Saturday itself
            "04/5",
            "T-30 19/03, T-14 10/04, T-7 22/04, T-3 26/04, T-1 03/05, T0 04/05, T+1 06/05, T+3 08/05",
        ),
        (  # Saturday 31/8: 02/9 and 03/9 are off
            "31/8",
            "T-30 19/07, T-14 12/08, T-7 21/08, T-3 27/08, T-1 29/08, T0 30/08, T+1 04/09, T+3 06/09, T+8 13/09",
        ),
    ],
)
def test_the_words_of_a_due_date(on: str, words: str) -> None:
    expected = words.split(", ")
    assert listed(due(on), until="31/12")[: len(expected)] == expected


def test_a_dated_task_is_urged_until_it_is_done() -> None:
    assert listed(due("29/02"))[-1] == "T+213 31/12"
    assert listed(due("29/02"), until="10/01/2025")[-1] == "T+218 08/01"
    assert listed(due("29/02"), done("31/01")) == []


@pytest.mark.parametrize(
    ("on", "next_due", "words"),
    [
        ("31/01", "29/02", "T-3 26/01, T0 31/01, T+1 01/02, T+6 15/02, T+11 22/02"),  # the anchor of the next is 29/02 itself
        ("20/4", "20/5", "T-7 09/04, T-3 15/04, T0 19/04, T+1 22/04, T+6 02/05, T+11 08/05, T+16 15/05"),
        # the fifth lands on the next anchor, 20/9: not said
        ("20/8", "20/9", "T-7 09/08, T-3 15/08, T0 20/08, T+1 21/08, T+6 28/08, T+11 06/09, T+16 13/09"),
        # one day before the next anchor, 20/12: said
        (
            "20/11",
            "20/12",
            "T-7 11/11, T-3 15/11, T0 20/11, T+1 21/11, T+6 28/11, T+11 05/12, T+16 12/12, T+21 19/12",
        ),
        # the next falls due on Sunday 31/3, its anchor is 29/3
        ("29/02", "31/3", "T-7 20/02, T-3 26/02, T0 29/02, T+1 01/03, T+6 08/03, T+11 15/03, T+16 22/03"),
    ],
)
def test_a_series_speaks_until_the_next_period_comes(on: str, next_due: str, words: str) -> None:
    assert listed(monthly(on, next_due)) == words.split(", ")


def test_the_last_period_of_a_series_is_urged_like_a_dated_task() -> None:
    assert listed(monthly("20/12"), until="31/01/2025")[-2:] == ["T+16 14/01", "T+21 21/01"]


def test_a_period_extended_beyond_the_next_one_keeps_its_words() -> None:
    assert listed(monthly("26/4", "20/4"), until="10/5") == ["T-7 16/04", "T-3 23/04", "T0 26/04", "T+1 02/05", "T+6 08/05"]


@pytest.mark.parametrize(
    ("cut_off", "said_on"), [("14/3", "07/03"), ("14/6", "07/06"), ("14/9", "06/09"), ("14/12", "06/12"), ("14/02", "31/01")]
)
def test_ongoing_work_is_asked_once_a_period(cut_off: str, said_on: str) -> None:
    """Five working days before the cut-off; before the last working day of it where it is a day off (14/9, 14/12, Tết)."""
    asked = due(cut_off, OccurrenceKind.CHECK_IN, period="2024-Q1")
    assert listed(asked) == [f"check-in:2024-Q1 {said_on}"]


def test_words_from_before_the_loading_are_never_said() -> None:
    late = due("31/3", since=day("21/3"))
    assert listed(late, after="01/01", until="01/4") == ["T-3 26/03", "T-1 28/03", "T0 29/03", "T+1 01/04"]
    assert scan(late, "01/01", "25/3") == "-"
    assert listed(due("31/3", since=day("20/3")), after="01/01", until="20/3") == ["T-7 20/03"], "the day of loading counts"


def test_years_of_silence_cost_nothing() -> None:
    """The ladder begins near the day that is asked about: the 10,000th working day needs no walk through all before it."""
    nudge = next_nudge(due("29/02"), (), CALENDAR, day("01/01/2064"))
    assert nudge is not None
    assert day("01/01/2064") < nudge.on <= CALENDAR.add(day("01/01/2064"), 5)


def test_words_and_offsets_name_each_other() -> None:
    assert [word_of(n) for n in (-30, 0, 3)] == ["T-30", "T0", "T+3"]
    assert all(offset_of(rung.word) == rung.offset for ladder in LADDERS.values() for rung in ladder.rungs)
    assert [offset_of(word) for word in ("snooze:2024-02-12", "blocked:2024-02-12", "check-in:2024-Q1")] == [None] * 3


def test_the_tone_grows_firmer_and_words_on_request_stay_plain() -> None:
    tones = {word: DATED.tone(word) for word in ("T-30", "T-1", "T0", "T+1", "T+3", "T+13", "snooze:2024-02-12")}
    assert list(tones.values()) == [Tone.AHEAD, Tone.AHEAD, Tone.TODAY, Tone.OVERDUE, Tone.URGE, Tone.URGE, Tone.AHEAD]
    assert [PERIODIC.tone(word) for word in ("T+1", "T+6", "T+11")] == [Tone.OVERDUE, Tone.URGE, Tone.URGE]


def test_a_ladder_reads_like_the_policy() -> None:
    assert [rung.word for rung in DATED.rungs] == ["T-30", "T-14", "T-7", "T-3", "T-1", "T0", "T+1", "T+3", "T+8"]
    assert [rung.word for rung in PERIODIC.rungs] == ["T-7", "T-3", "T0", "T+1", "T+6", "T+11"]
    for ladder, leaders, admins in ((DATED, ["T+3", "T+8"], ["T+8"]), (PERIODIC, ["T+6", "T+11"], ["T+11"])):
        assert [rung.word for rung in ladder.rungs if Audience.HEAD in rung.audience] == leaders
        assert [rung.word for rung in ladder.rungs if Audience.DEPUTY in rung.audience] == leaders
        assert [rung.word for rung in ladder.rungs if Audience.ADMIN in rung.audience] == admins


def test_beyond_the_last_rung_its_audience_stays() -> None:
    assert audience_of(OccurrenceKind.DATED, "T+213") == DATED.last.audience
    for word in ("T-30", "T0", "T+1", "snooze:2024-02-12", "blocked:2024-02-12"):
        assert audience_of(OccurrenceKind.DATED, word) == (Audience.FOCAL,)
    assert audience_of(OccurrenceKind.CHECK_IN, "check-in:2024-Q1") == (Audience.FOCAL,)
