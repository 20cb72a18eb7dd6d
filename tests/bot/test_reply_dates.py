"""Dates as said in a chat, and documents' numbers: what they name, seen from a Friday, and what they must not be taken for."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.understanding.dates import read_date
from bot.understanding.documents import read_document
from bot.understanding.reply import Intent, read_replies, read_reply, reply_json

FRIDAY = date(2024, 3, 15)


@pytest.mark.parametrize(
    ("phrase", "day"),
    [
        ("mai", "2024-03-16"),
        ("mốt", "2024-03-17"),
        ("mot", "2024-03-17"),
        ("ngày kia", "2024-03-17"),
        ("chiều nay", "2024-03-15"),
        ("thứ 6", "2024-03-22"),
        ("thứ sáu", "2024-03-22"),
        ("t6", "2024-03-22"),
        ("chủ nhật", "2024-03-17"),
        ("cn", "2024-03-17"),
        ("thứ 6 tuần sau", "2024-03-22"),
        ("thứ 5 tuần sau", "2024-03-21"),
        ("thứ 2 tuần tới", "2024-03-18"),
        ("hết tuần", "2024-03-15"),
        ("tuần sau", "2024-03-18"),
        ("cuối tuần sau", "2024-03-22"),
        ("tháng sau", "2024-04-01"),
        ("đầu tháng sau", "2024-04-01"),
        ("cuối tháng sau", "2024-04-30"),
        ("cuối tháng", "2024-03-31"),
        ("tháng 4", "2024-04-30"),
        ("tháng 1", "2025-01-31"),
        ("đầu tháng 5", "2024-05-01"),
        ("cuối quý II", "2024-06-30"),
        ("quý l", "2024-03-31"),
        ("quý 3/2024", "2024-09-30"),
        ("cuối năm", "2024-12-31"),
        ("20/4", "2024-04-20"),
        ("20/04/2024", "2024-04-20"),
        ("2024-04-20", "2024-04-20"),
        ("20 tháng 4", "2024-04-20"),
        ("20 tháng tư năm 2024", "2024-04-20"),
        ("12/3", "2025-03-12"),
        ("ngày 20", "2024-03-20"),
        ("ngày 10", "2024-04-10"),
        ("mùng 5", "2024-04-05"),
        ("3 ngày nữa", "2024-03-18"),
        ("hai tuần nữa", "2024-03-29"),
        ("một tháng nữa", "2024-04-15"),
        ("14 giờ 30 ngày 20/4", "2024-04-20"),
        ("9h sáng mai", "2024-03-16"),
        ("từ 31/3 đến 15/4", "2024-04-15"),
        ("tomorrow", "2024-03-16"),
    ],
)
def test_a_promise_looks_forward(phrase: str, day: str) -> None:
    assert read_date(phrase, FRIDAY, looks="forward") == date.fromisoformat(day)


@pytest.mark.parametrize(
    ("phrase", "day"),
    [
        ("12/3", "2024-03-12"),
        ("20/4", "2023-04-20"),
        ("27/01", "2024-01-27"),
        ("hôm qua", "2024-03-14"),
        ("thứ 2", "2024-03-11"),
        ("thứ 6", "2024-03-08"),
        ("ngày 20", "2024-02-20"),
        ("tháng 2", "2024-02-29"),
        ("3 ngày trước", "2024-03-12"),
    ],
)
def test_an_event_looks_back(phrase: str, day: str) -> None:
    assert read_date(phrase, FRIDAY, looks="back") == date.fromisoformat(day)


@pytest.mark.parametrize(
    "phrase", ["31/4", "30/2/2024", "29/2/2023", "0/4", "20/13", "t12", "xong", "việc này", "215/QĐ-UBND", "năm 2024", ""]
)
def test_what_names_no_day_is_no_date(phrase: str) -> None:
    assert read_date(phrase, FRIDAY, looks="forward") is None


def test_more_days_count_from_the_due_date() -> None:
    due = date(2024, 3, 31)
    assert read_date("thêm 5 ngày", FRIDAY, looks="forward", due=due) == date(2024, 4, 5)
    assert read_reply("cho em thêm 2 tuần", FRIDAY, due).until == date(2024, 4, 14)
    assert read_reply("xin lùi 1 tháng", FRIDAY, due).until == date(2024, 4, 30)
    assert read_reply("cho em thêm 2 tuần", FRIDAY).until is None


@given(st.dates(date(2023, 1, 1), date(2026, 12, 31)), st.dates(date(2023, 1, 1), date(2026, 12, 31)))
@settings(max_examples=60)
def test_a_full_date_is_itself(day: date, on: date) -> None:
    typed = f"{day.day}/{day.month}/{day.year}"
    assert read_date(typed, on, looks="forward") == read_date(typed, on, looks="back") == day


@given(st.dates(date(2023, 1, 1), date(2026, 12, 31)), st.sampled_from(["thứ 2", "thứ sáu", "chủ nhật"]))
@settings(max_examples=60)
def test_a_weekday_is_within_a_week_and_never_today(on: date, phrase: str) -> None:
    ahead, back = read_date(phrase, on, looks="forward"), read_date(phrase, on, looks="back")
    assert ahead is not None
    assert back is not None
    assert 1 <= (ahead - on).days <= 7
    assert 1 <= (on - back).days <= 7


@pytest.mark.parametrize(
    ("typed", "number", "kind", "day"),
    [
        ("215/QĐ-UBND", "215/QĐ-UBND", "Quyết định", None),
        ("QĐ 215/QĐ-UBND ngày 12/3", "215/QĐ-UBND", "Quyết định", "2024-03-12"),
        ("qd 215/qd-ubnd ngay 12/3", "215/QĐ-UBND", "Quyết định", "2024-03-12"),
        ("số 12/KH-UBND ạ", "12/KH-UBND", "Kế hoạch", None),
        ("12 / KH-UBND", "12/KH-UBND", "Kế hoạch", None),
        ("Số: 17/BC-SXD ngày 05 tháng 02 năm 2024", "17/BC-SXD", "Báo cáo", "2024-02-05"),
        ("45/ttr-snv", "45/TTr-SNV", "Tờ trình", None),
        ("23/2018/QĐ-TTg", "23/2018/QĐ-TTg", "Quyết định", None),
        ("12-KH/TU", "12-KH/TU", "Kế hoạch", None),
        ("công văn 581/BNV-CCHC", "581/BNV-CCHC", "Công văn", None),
        ("12/nq-hdnd", "12/NQ-HĐND", "Nghị quyết", None),
    ],
)
def test_a_document_alone(typed: str, number: str, kind: str, day: str | None) -> None:
    document = read_document(typed, FRIDAY)
    assert document is not None
    assert (document.number, document.kind, document.date) == (number, kind, date.fromisoformat(day) if day else None)


@pytest.mark.parametrize(
    "typed", ["xong 215/QĐ-UBND", "10/15 đơn vị", "20/4", "24/7", "3/xong", "", "12/KH-UBND và 13/KH-UBND"]
)
def test_a_message_that_is_more_or_less_than_a_document(typed: str) -> None:
    assert read_document(typed, FRIDAY) is None


def test_a_reply_as_json() -> None:
    reply = read_reply("xong QĐ 88/QĐ-UBND ngày 01/3", FRIDAY)
    assert reply_json(reply) == {"intent": "done", "document": "88/QĐ-UBND"}
    assert reply.document is not None
    assert reply.document.date == date(2024, 3, 1)
    assert reply_json(read_reply("60%, tuần sau xong", FRIDAY)) == {"intent": "progress", "percent": 60, "until": "2024-03-18"}
    assert reply_json(read_reply("IV.3 vướng kinh phí", FRIDAY)) == {"intent": "blocked", "note": "kinh phí"}


def test_the_day_of_an_event() -> None:
    assert read_reply("đã phát sóng 27/01", FRIDAY).on_date == date(2024, 1, 27)
    assert read_reply("hôm qua xong rồi", FRIDAY).on_date == date(2024, 3, 14)
    assert read_reply("mai xong", FRIDAY).on_date is None


@pytest.mark.parametrize("typed", ["QV", "qv xong", "xong quý V", "I.3 quý v xong"])
def test_a_quarter_that_there_is_not_stops_nothing(typed: str) -> None:
    assert [one.reply.until for one in read_replies(typed, FRIDAY, ["I.3"])] == [None]
    assert read_reply(typed, FRIDAY).intent is Intent.OTHER
