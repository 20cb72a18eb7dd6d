"""Words about a date that two sides are agreeing on, seen from Tuesday 26/3/2024, due 31/3; and what is none of them."""

from datetime import date

import pytest

from bot.understanding.terms import day_alone, says_no, says_yes, takes_request_back

TUESDAY, DUE, PROPOSED = date(2024, 3, 26), date(2024, 3, 31), date(2024, 4, 10)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("10/4 thôi", "2024-04-10"),
        ("10/4", "2024-04-10"),
        ("den 10/4 thoi", "2024-04-10"),
        ("đến 10/4", "2024-04-10"),
        ("Dạ đến ngày 10/4 ạ.", "2024-04-10"),
        ("chỉ cho đến 10/4 thôi nhé", "2024-04-10"),
        ("đồng ý đến 12/4", "2024-04-12"),
        ("10 tháng 4 là được", "2024-04-10"),
        ("10/4/2024", "2024-04-10"),
        ("thứ Sáu tuần sau", "2024-04-05"),
        ("đến hết tháng 4", "2024-04-30"),
        ("đến hết quý II", "2024-06-30"),
        ("thêm 5 ngày thôi", "2024-04-05"),
        ("15/2", "2025-02-15"),
        ("10/1", "2025-01-10"),
    ],
)
def test_a_day_and_nothing_else_proposes_it(text: str, day: str) -> None:
    assert day_alone(text, TUESDAY, DUE) == date.fromisoformat(day)


@pytest.mark.parametrize(
    "text",
    [
        "Sở Nội vụ quý II",
        "quý II",
        "tháng 4",
        "quá hạn trong tháng 3",
        "II.5",
        "xong 10/4",
        "10/4 xong",
        "từ 1/4 đến 10/4",
        "12/KH-UBND ngày 10/4",
        "đến 10/4 vì còn góp ý",
        "31/4",
        "không đến 10/4",
        "ai đang trễ?",
        "",
    ],
)
def test_what_says_more_or_no_day_at_all_proposes_none(text: str) -> None:
    assert day_alone(text, TUESDAY, DUE) is None


@pytest.mark.parametrize("text", ["đồng ý", "dong y a", "Dạ em nhất trí ạ", "nhận", "nhận 10/4", "nhận hạn 10/4 nhé", "agree"])
def test_a_yes(text: str) -> None:
    assert says_yes(text, TUESDAY, PROPOSED)


@pytest.mark.parametrize(
    "text",
    [
        "nhận hạn 12/4",
        "đã nhận",
        "ok",
        "vâng",
        "không đồng ý",
        "chưa đồng ý",
        "đồng ý nhưng cho thêm vài ngày",
        "xong",
        "đồng ý không?",
        "",
    ],
)
def test_no_yes_to_that_day(text: str) -> None:
    assert not says_yes(text, TUESDAY, PROPOSED)


@pytest.mark.parametrize("text", ["không đồng ý", "khong dong y a", "sở không nhận hạn này", "chưa nhất trí vì gấp", "từ chối"])
def test_a_no(text: str) -> None:
    assert says_no(text)


@pytest.mark.parametrize("text", ["đồng ý", "không xong", "chưa làm", "nhận", "chưa nhận được góp ý", "không có gì", ""])
def test_what_is_no_no(text: str) -> None:
    assert not says_no(text)


@pytest.mark.parametrize(
    "text",
    [
        "rút đề nghị gia hạn",
        "rut de nghi gia han a",
        "xin rút lại đề nghị gia hạn ạ",
        "hủy đề nghị gia hạn",
        "thôi không gia hạn nữa",
        "không xin gia hạn nữa",
        "em không cần gia hạn nữa ạ",
        "withdraw my extension request",
    ],
)
def test_the_request_taken_back(text: str) -> None:
    assert takes_request_back(text)


@pytest.mark.parametrize(
    "text",
    [
        "xin gia hạn đến 15/4",
        "không cần gia hạn nữa, xong rồi",
        "rút lại",
        "rút báo cáo",
        "chưa gia hạn",
        "không gia hạn được à?",
        "rút ngắn thời gian",
        "xong",
        "nhầm",
        "",
    ],
)
def test_what_takes_no_request_back(text: str) -> None:
    assert not takes_request_back(text)
