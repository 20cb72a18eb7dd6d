"""Whom "nhắc …" names: several in full are all meant, a tie is asked, a group is its members."""

from datetime import date

import pytest

from bot.nudgeable import _kinds, _named
from bot.understanding.query import QueryIntent, read_query
from plan_data.agencies import Directory
from plan_data.loading import load_plan

PLAN = load_plan()
DIRECTORY = Directory(PLAN.agencies)
FRIDAY = date(2024, 2, 2)


@pytest.mark.parametrize(
    ("text", "agencies", "codes", "asked"),
    [
        ("nhắc Sở Tư pháp", ["Sở Tư pháp"], [], ()),
        ("nhắc Sở Tư pháp và Sở Nội vụ", ["Sở Tư pháp", "Sở Nội vụ"], [], ()),
        ("nhac so tai", [], [], ("Sở Tài chính", "Sở Tài nguyên và Môi trường")),
        ("nhắc II.6", [], ["II.6"], ()),
        ("nhắc I.3, I.4", [], ["I.3", "I.4"], ()),
        ("nhắc Sở Tư pháp việc I.3 I.4", ["Sở Tư pháp"], ["I.3", "I.4"], ()),
        ("nhắc tất cả đơn vị quá hạn", [], [], ()),
    ],
)
def test_names(text: str, agencies: list[str], codes: list[str], asked: tuple[str, ...]) -> None:
    query = read_query(text, FRIDAY, PLAN)
    assert query.intent is QueryIntent.NUDGE
    assert _named(query, text, DIRECTORY) == (agencies, codes, asked)


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("nhắc các sở", {"so_ban_nganh"}),
        ("nhắc các sở, ban, ngành quá hạn", {"so_ban_nganh"}),
        ("đôn đốc UBND cấp huyện", {"ubnd_cap_huyen"}),
        ("nhắc các huyện", {"ubnd_cap_huyen"}),
        ("nhắc tất cả đơn vị quá hạn", set()),
        ("nhắc các việc đến hạn tuần này", set()),
        ("nhắc ai chưa trả lời", set()),
    ],
)
def test_groups(text: str, kinds: set[str]) -> None:
    assert _kinds(DIRECTORY, text) == kinds
