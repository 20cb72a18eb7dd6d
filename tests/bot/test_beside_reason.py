"""What is no reason while a reason is asked for, and what is one though it looks like something else."""

from datetime import date

import pytest

from bot.understanding.beside_reason import is_aside

TUESDAY = date(2024, 1, 30)


@pytest.mark.parametrize(
    "text",
    [
        "vắng 5-9/02, đầu mối phụ thay",
        "em đi công tác 5-9/2",
        "em đã về",
        "đổi giờ 07:30",
        "thứ 6 đừng nhắn",
        "mai nhắc lại",
        "chị Lan phụ trách việc này",
        "việc này không thuộc đơn vị em",
    ],
)
def test_about_something_else(text: str) -> None:
    assert is_aside(text, TUESDAY)


@pytest.mark.parametrize(
    "text",
    [
        "thiếu người",
        "chờ Sở Tài chính góp ý",
        "vì em đi công tác 5-9/2",
        "do cán bộ phụ trách nghỉ thai sản",
        "chuyên viên phụ trách nghỉ ốm",
        "phải chuyển cho Sở Tài chính thẩm định",
        "vì chị Lan phụ trách việc này nghỉ ốm",
        "các đơn vị góp ý chậm",
    ],
)
def test_a_reason(text: str) -> None:
    assert not is_aside(text, TUESDAY)
