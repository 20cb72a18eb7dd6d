"""Every line of wishes.tsv: what a person wants of the messages, and what is about the work instead."""

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from bot.understanding.wishes import Hour, Language, QuietDays, Resume, Stop, read_wish
from tests.bot.test_reply_corpus import corpus, unmarked

LINES = [
    line.split("\t")
    for line in Path(__file__).with_name("wishes.tsv").read_text(encoding="utf-8").splitlines()
    if line[0] != "#"
]


def told(text: str) -> str:
    match read_wish(text):
        case None:
            return "none"
        case Hour(at=at):
            return f"hour {at:%H:%M}" if at else "hour -"
        case Language(code=code):
            return f"language {code}"
        case QuietDays(days=days, quiet=quiet):
            return f"{'quiet' if quiet else 'loud'} {''.join(map(str, sorted(days)))}"
        case Stop():
            return "stop"
        case Resume():
            return "resume"


def test_every_line_is_read_as_the_corpus_says() -> None:
    assert [(text, told(text), wanted) for wanted, text in LINES if told(text) != wanted] == []
    assert sum(wanted == "none" for wanted, _ in LINES) > len(LINES) / 4


def test_typed_without_marks_or_shouted_it_is_the_same_wish() -> None:
    wrong = [
        (typed(text), told(typed(text)), wanted)
        for wanted, text in LINES
        for typed in (unmarked, str.upper)
        if told(typed(text)) != wanted
    ]
    assert wrong == []


def test_no_report_is_a_wish() -> None:
    """Wishes are heard before reports. "thứ 2 nhắc lại" is a wish where that day was quiet: only who listens can tell."""
    reports = [text for accepted, _, text in corpus() if accepted != {"snooze"}]
    assert [(text, told(text)) for text in reports if told(text) != "none"] == []


@given(st.text(max_size=60))
def test_any_text_is_answered(text: str) -> None:
    assert told(text)
