"""Every line of topics.tsv, typed with its marks and without."""

from pathlib import Path

import pytest

from bot.understanding.topics import Topic, topic
from tests.bot.test_reply_corpus import unmarked

LINES = [
    line.split("\t")
    for line in Path(__file__).with_name("topics.tsv").read_text(encoding="utf-8").splitlines()
    if line[0] != "#"
]


@pytest.mark.parametrize("typed", [str, unmarked, str.upper])
def test_every_question_is_about_what_the_corpus_says(typed: type[str]) -> None:
    wrong = [(text, wanted, found) for wanted, text in LINES if (found := topic(typed(text)) or "none") != wanted]
    assert wrong == []


def test_every_topic_has_its_lines() -> None:
    assert {wanted for wanted, _ in LINES} == {*map(str, Topic), "none"}
    assert len(LINES) >= 80
