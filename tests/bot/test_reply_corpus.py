"""Every line of replies.tsv, both halves; and what must not matter: marks, capitals, politeness, encoding."""

import unicodedata
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import TypeVar
from zlib import crc32

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.understanding.reply import Intent, read_replies, read_reply, reply_json

FRIDAY = date(2024, 3, 15)
CORPUS = Path(__file__).with_name("replies.tsv")


@cache
def corpus() -> tuple[tuple[frozenset[str], str, str], ...]:
    """(accepted intents, details, text) of each line."""
    lines = CORPUS.read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return tuple((frozenset(accepted.split(",")), details, text) for accepted, details, text in rows)


def unmarked(text: str) -> str:
    decomposed = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def test_every_line_is_read_as_the_corpus_says() -> None:
    wrong = []
    for accepted, details, text in corpus():
        told = reply_json(read_reply(text, FRIDAY))
        wanted = dict(item.split("=", 1) for item in details.split("; ") if "=" in item)
        if told["intent"] not in accepted or any(str(told.get(key, "")) != value for key, value in wanted.items()):
            wrong.append((text, sorted(accepted), details, told))
    assert wrong == []


def test_the_corpus_has_both_halves() -> None:
    claims = [text for accepted, _, text in corpus() if "done" in accepted]
    never = [text for accepted, _, text in corpus() if "done" not in accepted]
    assert len(claims) > 150
    assert len(never) > 600
    assert {intent.value for intent in Intent} <= set[str]().union(*(accepted for accepted, _, _ in corpus()))


def test_typed_without_marks_it_means_the_same() -> None:
    wrong = [
        (text, reply.intent.value)
        for accepted, details, text in corpus()
        if "marks" not in details and (reply := read_reply(unmarked(text), FRIDAY)).intent.value not in accepted
    ]
    assert wrong == []


DONE = [text for accepted, _, text in corpus() if accepted == {"done"}]
ONE_CLAIM = [text for text in DONE if len(text.split()) <= 7 and not set(text) & set(",;:.")]
"""Said in one clause: of "hồi sáng chưa, giờ xong rồi" a doubt in front touches the morning only."""
BEFORE = ["dạ ", "Dạ vâng, ", "anh ơi ", "dạ thưa anh, ", "ok, ", "chị ơi, "]
BEHIND = [" ạ", " nhé", " nha", " nhen", " ak", " á", " anh ơi", " ạ 👍", " 🙏", " sếp ạ", "!!!", " :)"]


DOUBTS = ["chưa {}", "nếu {}", "{}?", "{} chưa", "{} đâu", "{} 60%", "sắp {}", "không {}", "{} một nửa", "nghe nói {}"]
NEVER = [text for accepted, _, text in corpus() if "done" not in accepted]
TYPED: tuple[Callable[[str], str], ...] = (
    lambda text: unicodedata.normalize("NFD", text),
    lambda text: f"  {text.replace(' ', '   ')} ",
    lambda text: text.replace(" ", "\u00a0"),
)
"""What no reader sees a difference in."""
Choice = TypeVar("Choice")
AS_TYPED = frozenset(text for _, details, text in corpus() if "marks" in details)


def one(choices: Sequence[Choice], text: str) -> Choice:
    """One of the choices, always the same for a text: a failure is there at each run or at none."""
    return choices[crc32(text.encode()) % len(choices)]


@pytest.mark.long
def test_spaces_and_encoding_do_not_matter() -> None:
    typed = [(text, one(TYPED, text)(text)) for _, _, text in corpus()]
    assert [t for text, t in typed if read_reply(t, FRIDAY).intent is not read_reply(text, FRIDAY).intent] == []


def test_shouting_never_makes_a_done() -> None:
    assert [text for text in NEVER if text not in AS_TYPED and read_reply(text.upper(), FRIDAY).intent is Intent.DONE] == []


def said_politely(text: str, before: Iterable[str], behind: Iterable[str]) -> list[str]:
    """A claim with what may stand around it, also shouted, decomposed and unmarked."""
    said = [b + text for b in before]
    for e in behind:
        said += [text + e, text.upper() + e, unicodedata.normalize("NFD", text + e)]
        said += [] if text in AS_TYPED else [unmarked(text + e)]
    return said


@pytest.mark.long
def test_politeness_keeps_a_done() -> None:
    said = [s for text in DONE for s in said_politely(text, [one(BEFORE, text)], [one(BEHIND, text)])]
    assert [s for s in said if read_reply(s, FRIDAY).intent is not Intent.DONE] == []


def test_politeness_never_makes_a_done() -> None:
    said = [one(BEFORE, text) + text + one(BEHIND, text) for text in NEVER]
    assert [s for s in said if read_reply(s, FRIDAY).intent is Intent.DONE] == []


@pytest.mark.long
def test_no_politeness_at_all_changes_a_done() -> None:
    """Every line with much of what may stand around it: a minute or two. Each takes every tenth pair, of the many that are none
    every twentieth, beginning at another one."""
    around = [(b, e) for b in ["", *BEFORE] for e in ["", *BEHIND]]
    said = [s for n, text in enumerate(DONE) for b, e in around[n % 10 :: 10] for s in said_politely(text, [b], [e])]
    assert [s for s in said if read_reply(s, FRIDAY).intent is not Intent.DONE] == []
    never = (b + text + e for n, text in enumerate(NEVER) for b, e in around[n % 20 :: 20])
    assert [s for s in never if read_reply(s, FRIDAY).intent is Intent.DONE] == []


def test_a_doubt_takes_the_done_away() -> None:
    doubted = [doubt.format(text) for text in ONE_CLAIM for doubt in DOUBTS]
    assert [said for said in doubted if read_reply(said, FRIDAY).intent is Intent.DONE] == []


UNKNOWN = st.lists(st.sampled_from("bcghklmnpqrstvx"), min_size=4, max_size=9, unique=True).map("".join)
"""No letter twice: "xggg" is a "xg" that was held down, and that is "xong"."""


@given(st.sampled_from(DONE), UNKNOWN)
@settings(max_examples=100)
def test_an_unknown_word_is_asked_about(text: str, word: str) -> None:
    assert read_reply(f"{text} {word}", FRIDAY).intent is not Intent.DONE


@given(st.text(max_size=60), st.dates(date(2023, 1, 1), date(2027, 12, 31)))
@settings(max_examples=100)
def test_any_text_is_answered(text: str, on: date) -> None:
    read_reply(text, on)
    assert read_replies(text, on, codes=("I.1", "GP.2e"))
    assert read_replies(text, on)


@given(
    st.lists(
        st.sampled_from(
            [*"0123456789/.,%-?I", "xong", "chưa", "ngày", "tháng", "quý II", "20/4", "QĐ-UBND", "thứ", "mai", " "]
        ),
        max_size=25,
    )
)
@settings(max_examples=150)
def test_any_mixture_is_answered(parts: list[str]) -> None:
    assert read_replies(" ".join(parts), FRIDAY)
    read_reply("".join(parts), FRIDAY)


@pytest.mark.parametrize(
    ("label", "intent"),
    [
        ("Xong", "done"),
        ("Đang làm", "progress"),
        ("Vướng", "blocked"),
        ("Gia hạn", "extend"),
        ("Xin gia hạn", "extend"),
        ("Nhắc sau", "snooze"),
        ("Chi tiết", "question"),
        ("Hoàn tác", "undo"),
        ("Trở lại", "other"),
    ],
)
def test_a_button_reads_as_its_label(label: str, intent: str) -> None:
    reply = read_reply(label, FRIDAY)
    assert (reply.intent.value, reply.note) == (intent, "")


@pytest.mark.parametrize("phrase", ["em anh chị ", "cả cả hết 3 việc ", "dạ ạ anh chị ơi, ", "báo cáo anh em ", "chưa làm gì "])
def test_repeated_words_are_read_in_good_time(phrase: str) -> None:
    """Alternatives that overlap ("anh", "anh chị") once made a pattern run for hours on a page of them."""
    assert read_reply(phrase * (780 // len(phrase)) + "xong chưa", FRIDAY).intent is not Intent.DONE
    assert read_replies(phrase * 400, FRIDAY, ("I.1",))


def test_a_page_is_no_short_answer() -> None:
    assert read_reply("xong rồi ạ. " * 100, FRIDAY).intent is Intent.OTHER
