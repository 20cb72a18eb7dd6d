"""A typed answer to "việc nào?" chooses only where it says nothing else: what it chooses is recorded as done."""

import pytest

from bot.understanding.choices import leaves_open, means_all

ALL = [
    "cả 3",
    "cả 3 ạ",
    "ca 3",
    "cả ba việc",
    "tất cả",
    "tất cả nhé anh",
    "dạ tất cả ạ",
    "tat ca",
    "hết rồi",
    "cả 3 việc này",
    "toàn bộ",
]
NOT_ALL = [
    "tất cả trừ cái cuối",
    "cả 3 trừ cái đầu",
    "hết trừ cái đầu",
    "không phải cả 3",
    "khong phai ca 3",
    "đâu phải tất cả",
    "không phải tất cả",
    "cả 3 đều không đúng",
    "toàn bộ còn lại",
    "tất cả để em hỏi lại đã",
    "tất cả ngoại trừ việc thứ hai",
    "cả 3 hả",
    "cả 3 à",
    "tất cả?",
    "cả 3 chưa",
    "một trong cả 3",
]


@pytest.mark.parametrize("text", ALL)
def test_all_of_them(text: str) -> None:
    assert means_all(text)


@pytest.mark.parametrize("text", NOT_ALL)
def test_not_all_of_them(text: str) -> None:
    assert not means_all(text)


@pytest.mark.parametrize(
    "text", ["còn I.1", "con I.1", "còn I.1 thôi", "còn I.1 với I.3", "I.1 hả", "I.1 à", "I.1?", "nhưng I.1", "I.1 nhỉ"]
)
def test_speaks_of_it_only(text: str) -> None:
    assert leaves_open(text)


@pytest.mark.parametrize("text", ["I.1", "I.1 ạ", "I.1 a", "việc I.1 nhé anh", "dạ I.1 và I.3", "I.1 thôi"])
def test_chooses(text: str) -> None:
    assert not leaves_open(text)
