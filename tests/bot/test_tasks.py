"""A task given in one sentence: its parts, the tie that is left to a person, and what only corrects it."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.understanding.tasks import Task, agencies_of, only_parts, read_task
from plan_data.agencies import Directory
from plan_data.loading import load_plan

DIRECTORY = Directory(load_plan().agencies)
ON = date(2024, 3, 26)


def read(text: str, agency: str = "") -> Task:
    return read_task(text, DIRECTORY, 2024, ON, agency=agency)


@pytest.mark.parametrize(
    ("text", "lead", "title", "deadline"),
    [
        ("Sở Y tế, Báo cáo tự kiểm tra CCHC, hạn 30/6, theo CV 33/UBND-NC", "Sở Y tế", "Báo cáo tự kiểm tra CCHC", "30/6"),
        ("các sở, ban, ngành tỉnh, Báo cáo, hằng tháng", "các sở, ban, ngành tỉnh", "Báo cáo", "hằng tháng"),
        ("Sở Y tế, Sở Nội vụ, Báo cáo, hạn quý II, quý IV", "Sở Y tế, Sở Nội vụ", "Báo cáo", "quý II, quý IV"),
        ("Sở Y tế chủ trì, Rà soát, thường xuyên", "Sở Y tế", "Rà soát", "thường xuyên"),
        ("SYT, Báo cáo quý II về CCHC, hạn 5/7", "SYT", "Báo cáo quý II về CCHC", "5/7"),
        ("Xây dựng kế hoạch, tổ chức thực hiện, hạn 30/6", "", "Xây dựng kế hoạch, tổ chức thực hiện", "30/6"),
        ("UBND cấp huyện, rà soát TTHC, trước ngày 15/5", "UBND cấp huyện", "Rà soát TTHC", "trước ngày 15/5"),
        ("UBND, Rà soát, 30/6", "UBND", "Rà soát", "30/6"),
        ("Sở Phép thuật, Rà soát, 30/6", "", "Sở Phép thuật, Rà soát", "30/6"),
        ("Báo cáo", "", "Báo cáo", ""),
        ("", "", "", ""),
    ],
)
def test_the_parts_of_a_sentence(text: str, lead: str, title: str, deadline: str) -> None:
    task = read(text)
    assert (task.lead, task.title, task.deadline) == (lead, title, deadline)


def test_labels_say_what_a_part_is() -> None:
    task = read(
        "Báo cáo, hạn ngày 20 hằng tháng, chủ trì: Sở Y tế, sản phẩm: Báo cáo, phối hợp: Sở Nội vụ, Sở Tư pháp, nhóm II"
    )
    assert task == Task("Sở Y tế", "Báo cáo", "ngày 20 hằng tháng", "Báo cáo", "Sở Nội vụ, Sở Tư pháp", "II")
    assert read("Báo cáo, hạn 30/6", "Sở Y tế").lead == "Sở Y tế"
    named = read("Sở Y tế, Báo cáo (Công văn 33/UBND-NC ngày 5/3), hạn 30/6")
    assert named.document is not None
    assert (named.document.number, named.document.date, named.title) == ("33/UBND-NC", date(2024, 3, 5), "Báo cáo")


def test_whose_it_is_is_never_guessed() -> None:
    assert agencies_of("Sở Y tế", DIRECTORY) == (("Sở Y tế",), ())
    assert agencies_of("các sở", DIRECTORY) == (("@so_ban_nganh",), ())
    names, ties = agencies_of("UBND", DIRECTORY)
    assert (names, len(ties)) == ((), 9)
    for nobody in ("Sở Phép thuật", "Báo cáo tự kiểm tra", "các đơn vị liên quan", "Rà soát Sở Y tế"):
        assert agencies_of(nobody, DIRECTORY)[0] == ()


def test_what_corrects_a_task_is_no_new_one() -> None:
    assert only_parts("hạn 15/7", DIRECTORY, 2024, ON) == Task(deadline="15/7")
    assert only_parts("sản phẩm: Báo cáo", DIRECTORY, 2024, ON) == Task(product="Báo cáo")
    assert only_parts("tình hình chung", DIRECTORY, 2024, ON) is None
    assert only_parts("Sở Nội vụ quý II", DIRECTORY, 2024, ON) is None


@given(st.text(alphabet="Sở Y tế,hạn 30/6;:nhóm IVsản phẩm¤", max_size=60) | st.text(max_size=80))
def test_any_text_is_answered(text: str) -> None:
    assert isinstance(read(text), Task)
