"""What nobody sees must not turn a "chưa xong" into a "xong"; nor may a word that only looks like another one."""

import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.understanding.reply import Intent, read_replies, read_reply
from plan_data.text import file_name, undirected, visible

ON = date(2024, 1, 30)
NOT_DONE = (
    "chưa xong",
    "chua xong",
    "không xong",
    "gần xong",
    "sắp xong",
    "mai xong",
    "xong 80%",
    "xong chưa",
    "xong dự thảo",
    "chưa hoàn thành",
    "I.1 chưa xong ạ",
    "đâu có xong",
)
HIDDEN = [
    chr(n)
    for n in (*range(0x3000), *range(0xFE00, 0xFFFF), *range(0xE0000, 0xE0100))
    if (unicodedata.category(chr(n)) in {"Cc", "Cf", "Mn"} and chr(n) not in "\t\n\v\f\r\x85")
    or chr(n) in "\u115f\u1160\u3164\uffa0"
]


@given(st.sampled_from(NOT_DONE), st.lists(st.tuples(st.integers(0, 20), st.sampled_from(HIDDEN)), min_size=1, max_size=4))
def test_hidden_characters_make_no_done(said: str, hidden: list[tuple[int, str]]) -> None:
    for at, char in hidden:
        said = said[:at] + char + said[at:]
    assert read_reply(said, ON).intent is not Intent.DONE, ascii(said)
    assert all(one.reply.intent is not Intent.DONE for one in read_replies(said, ON, {"I.1"})), ascii(said)


@pytest.mark.parametrize(
    "char", ["\u200b", "\u200d", "\u2060", "\ufeff", "\u00ad", "\u180e", "\u3164", "\u202e", "\u034f", "\x00"]
)
def test_what_is_hidden_in_a_negation_is_read_over(char: str) -> None:
    assert read_reply(f"ch{char}ưa xo{char}ng", ON).intent is Intent.NOT_DONE
    assert read_reply(f"{char}xong{char}", ON).intent is Intent.DONE


@pytest.mark.parametrize(
    "said",
    [
        "сhưa xong",  # a Cyrillic с
        "chưa хong",  # a Cyrillic х
        "gnox \u202eaưhc",
        "\u202egnox",
        "chưa\u2028xong",
        "xong\u2066 chưa\u2069",
        "xong" + "\u0336" * 5 + " chưa",
    ],
)
def test_what_only_looks_like_done_is_not(said: str) -> None:
    assert read_reply(said, ON).intent is not Intent.DONE


@given(st.text(max_size=300))
def test_a_files_name_is_one_short_line_that_turns_nothing(name: str) -> None:
    shown = file_name(name)
    assert len(shown) <= 60
    assert shown == visible(shown) == undirected(shown)
    assert len(shown.splitlines()) <= 1


def test_the_ending_of_a_long_name_stays() -> None:
    assert file_name("Quyết định " * 20 + ".pdf").endswith("….pdf")
    assert len(file_name("a" * 100)) == 60
    assert file_name("QD\u202efdp.exe") == "QDfdp.exe"
    assert file_name(" \u200b\n ") == ""
