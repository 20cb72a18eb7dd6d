"""Whom a person's words name; of several nobody is picked."""

import pytest

from bot.names import Named, meant
from scheduler.audience import Post

PEOPLE = (
    Named(1, "Trần Thị Hoà", Post.DEPUTY),
    Named(2, "Lê Văn Hoa", Post.FOCAL),
    Named(3, "Nguyễn Văn Nam", Post.HEAD),
    Named(4, "Phạm Thúy", Post.FOLLOWER),
    Named(5, "Trần Văn A", Post.FOLLOWER),
)


@pytest.mark.parametrize(
    ("said", "who"),
    [
        ("anh Nam", [3]),
        ("đ/c Nam", [3]),
        ("đồng chí Nguyễn Văn Nam", [3]),
        ("nguyen van nam", [3]),
        ("Văn Nam", [3]),
        ("Trần Thị Hòa", [1]),  # the tone on the other letter
        ("chị Hòa", [1]),
        ("chị Hoa", [2]),  # marks were typed, so this is not Hoà
        ("chi hoa", [1, 2]),  # none were
        ("hoa", [1, 2]),
        ("chị Thuý", [4]),
        ("anh A", [5]),
        ("đầu mối phụ", [1]),
        ("dau moi phu", [1]),
        ("lãnh đạo", [3]),
        ("đầu mối", [2]),
        ("anh Bảy", []),
        ("anh", []),
        ("Nguyễn", []),  # a family name is nobody
        ("am", []),  # nor is a part of a name
        ("", []),
    ],
)
def test_who_is_meant(said: str, who: list[int]) -> None:
    assert [p.contact_id for p in meant(said, PEOPLE)] == who
