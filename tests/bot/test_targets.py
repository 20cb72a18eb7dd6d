"""What is said of a target: which one, which of its measures, and the value; and what only sounds like it."""

import pytest

from bot.understanding.targets import TargetSaid, measures_meant, read_target
from plan_data.loading import load_plan, plan_json

TARGETS = {t["code"]: t["measures"] for t in plan_json(load_plan())["targets"]}


def read(text: str) -> TargetSaid | None:
    return read_target(text, TARGETS)


@pytest.mark.parametrize("text", ["chỉ tiêu", "các chỉ tiêu", "13 chỉ tiêu thế nào", "Chỉ tiêu?", "cho xem chi tieu"])
def test_all_of_them(text: str) -> None:
    assert read(text) == TargetSaid()


@pytest.mark.parametrize(
    ("text", "codes", "value", "unit"),
    [
        ("chỉ tiêu d 62%", "d", 62, "%"),
        ("chỉ tiêu d", "d", None, ""),
        ("Chỉ tiêu Đ đạt 90%", "đ", 90, "%"),
        ("chỉ tiêu dd 70%", "đ", 70, "%"),
        ("chi tieu d 62%", "dđ", 62, "%"),  # without any marks it may be either
        ("chi tieu e 62,5 phan tram", "e", 62.5, "%"),
        ("chỉ tiêu g 1,23%", "g", 1.23, "%"),
        ("chỉ tiêu g giảm 25 biên chế", "g", 25, "biên chế"),
        ("chỉ tiêu e: 50", "e", 50, ""),
        ("chỉ tiêu n 90.5% đến 15/3", "n", 90.5, "%"),
        ("báo chỉ tiêu i 81% ạ", "i", 81, "%"),
        ("chỉ tiêu z 5%", "z", 5, "%"),
        ("chỉ tiêu d đạt bao nhiêu", "d", None, ""),
        ("chỉ tiêu d được 62% chưa?", "d", None, ""),  # asks, reports nothing
    ],
)
def test_what_is_reported(text: str, codes: str, value: float | None, unit: str) -> None:
    said = read(text)
    assert said is not None
    assert ("".join(said.codes), said.value, said.unit) == (codes, value, unit)


@pytest.mark.parametrize(
    "text",
    ["I.1 xong", "chỉ tiêu biên chế chưa giao", "ct", "vướng chỉ tiêu biên chế", "chỉ tiêu giao 62%", "60%", "chỉ số cchc", ""],
)
def test_what_is_about_something_else(text: str) -> None:
    assert read(text) is None


@pytest.mark.parametrize(
    ("text", "measures"),
    [
        ("chỉ tiêu d 62%", ["d.1", "d.2", "d.3"]),
        ("chỉ tiêu d.2 62%", ["d.2"]),
        ("chỉ tiêu d2 62%", ["d.2"]),
        ("chỉ tiêu d.9 62%", []),
        ("chỉ tiêu d giao dịch thanh toán trực tuyến 62%", ["d.2"]),
        ("chỉ tiêu đ cấp xã 75%", ["đ.3"]),
        ("chỉ tiêu b văn bản của tỉnh 90%", ["b.2"]),
        ("chỉ tiêu b văn bản 90%", ["b.1", "b.2"]),
        ("chi tieu k cap huyen 95%", ["k.2"]),
        ("chỉ tiêu g 25 biên chế", ["g.2", "g.6"]),
        ("chỉ tiêu g 25 biên chế công chức", ["g.2"]),
        ("chỉ tiêu g 18 đơn vị", ["g.4"]),
        ("chỉ tiêu e 18 đơn vị", []),
        ("chỉ tiêu e 51%", ["e.1"]),
        ("chỉ tiêu a tăng PAPI 5 bậc", ["a.2"]),
    ],
)
def test_which_measure(text: str, measures: list[str]) -> None:
    said = read(text)
    assert said is not None
    assert [m["id"] for code in said.codes for m in measures_meant(said, TARGETS[code])] == measures
