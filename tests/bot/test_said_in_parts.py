"""What an admin says of a handover or a merger, taken apart with the marks that were typed; and what is neither."""

import pytest

from bot.mergers import _MERGER
from bot.offices import _HANDOVER
from bot.said_in_parts import parts

HANDOVERS = [
    ("bàn giao đầu mối Sở Nội vụ cho Trần Thị B từ 1/4", ("đầu mối", "Sở Nội vụ", "Trần Thị B", "1/4")),
    ("ban giao dau moi So Noi vu cho Tran Thi B tu 1/4", ("dau moi", "So Noi vu", "Tran Thi B", "1/4")),
    ("Bàn giao đầu mối phụ Sở Y tế cho anh Nam, kể từ ngày 1/4.", ("đầu mối phụ", "Sở Y tế", "anh Nam", "ngày 1/4")),
    ("Sở Y tế cho Nguyễn Thị Tú từ 1/4/2024", ("", "Sở Y tế", "Nguyễn Thị Tú", "1/4/2024")),
    ("bàn giao lãnh đạo Sở Y tế cho Lê Văn C", ("lãnh đạo", "Sở Y tế", "Lê Văn C", "")),
    ("bàn giao Sở Tư pháp cho Từ Văn Tứ từ hôm nay", ("", "Sở Tư pháp", "Từ Văn Tứ", "hôm nay")),
]
MERGERS = [
    ("Sở Thông tin và Truyền thông nhập vào Sở Khoa học từ 1/7", ("Sở Thông tin và Truyền thông", "Sở Khoa học", "1/7")),
    ("so tttt sap nhap vao so khcn tu ngay 1/7/2024", ("so tttt", "so khcn", "1/7/2024")),
    ("Sở A -> Sở B 1/7", ("Sở A", "Sở B", "1/7")),
    ("sáp nhập Sở A → Sở B, kể từ 1/7", ("Sở A", "Sở B", "1/7")),
    ("Sở A và Sở B hợp nhất thành Sở C từ 1/3", ("Sở A và Sở B", "Sở C", "1/3")),
    ("Sở A đổi tên thành Sở C từ 1/3", ("Sở A", "Sở C", "1/3")),
    ("Sở A nhập vào Sở B", ("Sở A", "Sở B", "")),
]


@pytest.mark.parametrize(("said", "read"), HANDOVERS)
def test_a_handover(said: str, read: tuple[str, ...]) -> None:
    found = parts(_HANDOVER, said)
    assert found is not None
    assert tuple(found[name] for name in ("post", "agency", "name", "day")) == read


@pytest.mark.parametrize(("said", "read"), MERGERS)
def test_a_merger(said: str, read: tuple[str, ...]) -> None:
    found = parts(_MERGER, said)
    assert found is not None
    assert tuple(found[name] for name in ("old", "new", "day")) == read


@pytest.mark.parametrize(
    "said", ["bàn giao", "", "Sở Nội vụ", "ai đang trễ?", "I.3 xong", "II.5 từ 31/3 đến 15/4", "tình hình chung"]
)
def test_neither(said: str) -> None:
    assert parts(_HANDOVER, said) is None
    assert parts(_MERGER, said) is None
