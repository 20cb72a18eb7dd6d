"""One message, several activities: who owns which words, what is a code, and when the bot must ask instead."""

from datetime import date

import pytest

from bot.understanding.reply import read_replies

FRIDAY = date(2024, 3, 15)
CODES = ("I.1", "I.2", "I.3", "I.4", "II.1", "II.3", "II.4", "IV.3", "V.2", "VI.4", "VII.4", "GP.2e", "TH.1")

Told = tuple[str, str]


def told(text: str, codes: tuple[str, ...] = CODES) -> list[Told]:
    """("I.1 I.3", "done") of each statement, with the percentage where there is one."""
    return [
        (" ".join(each.codes), each.reply.intent.value + (f" {each.reply.percent}" if each.reply.percent is not None else ""))
        for each in read_replies(text, FRIDAY, codes)
    ]


@pytest.mark.parametrize(
    ("text", "statements"),
    [
        ("I.2 xong, I.3 60%, II.1 vướng kinh phí", [("I.2", "done"), ("I.3", "progress 60"), ("II.1", "blocked")]),
        ("i1 xong r ạ", [("I.1", "done")]),
        ("I1 xong", [("I.1", "done")]),
        ("i.1 xong", [("I.1", "done")]),
        ("l.4 xong", [("I.4", "done")]),
        ("ll.3 xong", [("II.3", "done")]),
        ("ii3 xong", [("II.3", "done")]),
        ("gp2e xong", [("GP.2e", "done")]),
        ("GP.2e xong", [("GP.2e", "done")]),
        ("TH.1 60%", [("TH.1", "progress 60")]),
        ("xong II.3, II.4", [("II.3 II.4", "done")]),
        ("xong I.1 rồi ạ", [("I.1", "done")]),
        ("em báo I.4 xong rồi ạ", [("I.4", "done")]),
        ("I.1, I.3 xong còn I.4 thì 60%", [("I.1 I.3", "done"), ("I.4", "progress 60")]),
        ("I.1 và I.3 xong", [("I.1 I.3", "done")]),
        ("I.1 xong I.3 chưa", [("I.1", "done"), ("I.3", "not_done")]),
        ("xong I.1, còn I.3 chưa", [("I.1", "done"), ("I.3", "not_done")]),
        ("xong I.1 rồi, I.3 thì 60%", [("I.1", "done"), ("I.3", "progress 60")]),
        ("xong I.1, chưa xong I.3", [("I.1", "done"), ("I.3", "not_done")]),
        ("I.1 xong, chưa xong I.3", [("I.1", "done"), ("I.3", "not_done")]),
        ("I.1: xong\nI.3: 60%\nI.4: chưa", [("I.1", "done"), ("I.3", "progress 60"), ("I.4", "not_done")]),
        ("- I.1 xong\n- I.3 chưa", [("I.1", "done"), ("I.3", "not_done")]),
        ("1. I.1 xong\n2. I.3 chưa", [("I.1", "done"), ("I.3", "not_done")]),
        ("dạ em báo cáo: I.1 xong, I.3 60% ạ", [("I.1", "done"), ("I.3", "progress 60")]),
        ("nhầm, I.4 chưa", [("I.4", "undo")]),
        ("hoàn tác I.4", [("I.4", "undo")]),
        ("I.3 chưa xong, 60%", [("I.3", "progress 60")]),
        ("I.1 số 12/KH-UBND", [("I.1", "other")]),
        ("I.1\nI.3 xong", [("I.1", "other"), ("I.3", "done")]),
        # not codes
        ("1.1 xong", [("", "other")]),
        ("3 xong", [("", "other")]),
        ("I.9 xong", [("", "other")]),
        ("I.1, I.9 xong", [("I.1", "other")]),
        ("vi 3 ngay nua xong", [("", "progress")]),
        ("xong QĐ 215/QĐ-UBND", [("", "done")]),
        ("quý I xong rồi", [("", "done")]),
        ("xong trong th1", [("", "other")]),
        # the bot asks
        ("xong hết trừ I.4", [("I.4", "other")]),
        ("tất cả xong, riêng I.4 chưa", [("I.4", "other")]),
        ("từ I.1 đến I.4 xong", [("I.1 I.4", "other")]),
        ("I.1-I.4 xong", [("I.1 I.4", "other")]),
    ],
)
def test_statements(text: str, statements: list[Told]) -> None:
    assert told(text) == statements


@pytest.mark.parametrize(
    ("text", "period", "intent"),
    [
        ("VII.4 tháng 1 đã phát sóng 27/01", "tháng 01", "done"),
        ("VII.4 (tháng 02) xong", "tháng 02", "done"),
        ("GP.2e tháng 3 xong rồi", "tháng 03", "done"),
        ("GP.2e tháng 3 xong", "tháng 03", "other"),
        ("I.3 tháng 4 xong", "tháng 04", "progress"),
        ("II.4 quý I đã xong", "quý I", "done"),
        ("I.3 thứ 6 xong", "", "progress"),
    ],
)
def test_the_turn_of_a_series(text: str, period: str, intent: str) -> None:
    (each,) = read_replies(text, FRIDAY, CODES)
    assert (each.period, each.reply.intent.value) == (period, intent)


@pytest.mark.parametrize(
    ("text", "everything", "count"),
    [
        ("xong hết", True, None),
        ("xong cả 3", True, 3),
        ("cả ba xong", True, 3),
        ("cả 3 việc đều xong rồi ạ", True, 3),
        ("xong tất cả", True, None),
        ("tất cả 60%", True, None),
        ("xong", False, None),
        ("hết tuần xong", False, None),
        ("không vướng gì cả", False, None),
    ],
)
def test_everything(text: str, everything: bool, count: int | None) -> None:
    (each,) = read_replies(text, FRIDAY, CODES)
    assert (each.codes, each.everything, each.count) == ((), everything, count)


@pytest.mark.parametrize(
    ("text", "bare"), [("I.4", True), ("i4 ạ", True), ("I.1, I.3", True), ("I.4 xong", False), ("I.4 ?", False)]
)
def test_a_bare_code(text: str, bare: bool) -> None:
    (each,) = read_replies(text, FRIDAY, CODES)
    assert each.bare is bare


def test_without_a_plan_whatever_is_shaped_like_a_code_counts() -> None:
    assert told("IX.12 xong, th.1 60%", ()) == [("IX.12", "done"), ("TH.1", "progress 60")]
    assert told("i1 xong", ()) == [("I.1", "done")]
    assert told("1.1 xong", ()) == [("", "other")]
    assert told("xong rồi", ()) == [("", "done")]


def test_a_statement_keeps_its_own_words() -> None:
    first, second = read_replies("I.1 xong rồi ạ, I.3 vướng Sở Tài chính chưa cho ý kiến", FRIDAY, CODES)
    assert first.words == "xong rồi ạ"
    assert second.words == "vướng Sở Tài chính chưa cho ý kiến"
    assert second.reply.note == "Sở Tài chính chưa cho ý kiến"


def test_a_turn_of_a_series_is_no_promise_once_it_has_begun() -> None:
    march, may = read_replies("VII.4 tháng 3 xong, GP.2e tháng 5 xong", FRIDAY, CODES, series=("VII.4", "GP.2e"))
    assert (march.period, march.reply.intent.value) == ("tháng 03", "done")
    assert (may.period, may.reply.intent.value) == ("tháng 05", "progress")


@pytest.mark.parametrize(
    "text",
    [
        "I.3 làm sau khi I.1 xong",
        "có số liệu I.3 là I.1 xong",
        "I.3 chứ không phải I.1 xong",
        "I.1 chờ I.3 xong",
        "I.1 hoặc I.3 xong rồi",
        "nếu I.1 xong thì I.3 xong",
        "I.1 I.3: xong, trừ I.3",
        "I.1 xong, à không I.3",
        "I.1 phụ thuộc I.3 xong",
        "I.1 Sở Tài chính xong rồi",
        "Sở Y tế báo I.1 xong",
        "I.1 xong rồi, năm 2023",
    ],
)
def test_what_hangs_on_another_is_no_done(text: str) -> None:
    assert not [each for each in read_replies(text, FRIDAY, CODES) if each.reply.intent.value == "done"]


def test_the_turn_of_another_year_is_asked_about() -> None:
    january = date(2024, 1, 10)
    for year, intent in (("2023", "other"), ("2024", "done")):
        said = f"VII.4 tháng {'12' if year == '2023' else '1'} năm {year} xong rồi"
        assert [each.reply.intent.value for each in read_replies(said, january, CODES, series=("VII.4",))] == [intent]


def test_a_heading_owns_the_codes_below_it() -> None:
    assert told("Đang làm:\nI.1\nI.3\nĐã xong:\nI.4") == [("I.1", "progress"), ("I.3", "progress"), ("I.4", "done")]
    assert told("Đã xong:\nI.4\nChưa xong:\n- I.1\n- I.3") == [("I.4", "done"), ("I.1", "not_done"), ("I.3", "not_done")]
    assert told("Đã xong:\nI.4\nI.1 60%") == [("I.4", "done"), ("I.1", "other")]
