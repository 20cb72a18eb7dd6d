"""The plan that ships, cell by cell against the decision's own text, which ships beside it."""

import json
import re
from collections import Counter
from datetime import date
from importlib.resources import files
from pathlib import Path

import pytest

from plan_data.agencies import Directory
from plan_data.errors import BrokenPlan, UnknownPlan
from plan_data.loading import load_plan, plan_json
from plan_data.model import Activity, EndOf, Every, Ongoing, Recurring
from plan_data.text import fold

PLAN = load_plan()
FOLDER = files("plan_data").joinpath("ca_mau_2024")
PAPER = FOLDER.joinpath("qd-137-2024.txt").read_text(encoding="utf-8")
FLAT = " ".join(PAPER.split())
BY_CODE = {activity.code: activity for activity in PLAN.all_activities}


# --- the paper, read by a parser of its own so that data and paper cannot drift together --------------------------------
def annex_rows() -> tuple[dict[str, str], list[tuple[str, ...]]]:
    """Headings by numeral, and rows (code, title, product, deadline, lead, coordinating, note): a "|" line ends a cell."""
    lines = PAPER[PAPER.index("PHỤ LỤC") :].splitlines()
    cells, cell = [], list[str]()
    for line in lines:
        if line.strip() == "|":
            cells.append(" ".join(cell))
            cell = []
        else:
            cell.append(line.strip())
    groups, rows, numeral = dict[str, str](), list[tuple[str, ...]](), ""
    remaining = iter(cells[6:])
    for first in remaining:
        if heading := re.match(r"([IVX]+)\. (.+)", first):
            numeral = heading[1]
            groups[numeral] = heading[2]
        else:
            number, title = first.split(". ", 1)
            rows.append((f"{numeral}.{number}", title, *(next(remaining) for _ in range(5))))
    return groups, rows


def test_every_cell_is_the_papers() -> None:
    _, rows = annex_rows()
    assert len(rows) == len(PLAN.activities) == 37
    shipped = [(a.code, a.title, a.product, a.deadline_text, a.lead_text, a.coordinating_text, a.note) for a in PLAN.activities]
    assert shipped == rows


def test_groups_are_the_papers_and_somebody_follows_each() -> None:
    groups, _ = annex_rows()
    assert {g.numeral: fold(g.title) for g in PLAN.groups} == {numeral: fold(title) for numeral, title in groups.items()}
    assert {g.numeral: g.followed_by for g in PLAN.groups} == {
        "I": "Sở Tư pháp",
        "II": "Văn phòng UBND tỉnh",
        "III": "Sở Nội vụ",
        "IV": "Sở Nội vụ",
        "V": "Sở Tài chính",
        "VI": "Sở Thông tin và Truyền thông",
        "VII": "Văn phòng UBND tỉnh",
    }
    assert Counter(a.group for a in PLAN.activities) == {"I": 5, "II": 7, "III": 3, "IV": 8, "V": 5, "VI": 5, "VII": 4}


def test_the_head_is_the_papers() -> None:
    assert (PLAN.number, PLAN.year, PLAN.issued, PLAN.office) == ("137/QĐ-UBND", 2024, date(2024, 1, 24), "Văn phòng UBND tỉnh")
    assert f"Số: {PLAN.number}" in FLAT
    assert "Cà Mau, ngày 24 tháng 01 năm 2024" in FLAT
    assert fold(PLAN.title) in fold(FLAT)


def test_targets_are_the_papers() -> None:
    part = PAPER[PAPER.index("tiêu cụ thể\n") : PAPER.index("II. NHIỆM VỤ,")]
    letters = re.split(r"(?m)^([a-zđ])\) ", part)[1:]
    assert [(t.code, t.text) for t in PLAN.targets] == [
        (code, " ".join(text.split())) for code, text in zip(letters[::2], letters[1::2], strict=True)
    ]
    assert "".join(t.code for t in PLAN.targets) == "abcdđeghiklmn"


def test_measures_are_exactly_the_numbers_of_the_text() -> None:
    """Every percentage and every counted number of a target is a measure of it, and nothing else is."""
    for target in PLAN.targets:
        said = re.findall(r"(\d+(?:,\d+)?)(?:%| bậc| biên chế| đơn vị)", target.text)
        numbers = Counter(float(number.replace(",", ".")) for number in said)
        if target.code == "a":
            numbers[5.0] += 1  # "05 bậc" is said once of two indices
        assert Counter(m.value for m in target.measures if m.value is not None) == numbers, target.code
        assert [m.id for m in target.measures] == [f"{target.code}.{n}" for n in range(1, len(target.measures) + 1)]
        assert all(m.text and m.unit for m in target.measures)
    assert {m.unit for t in PLAN.targets for m in t.measures} == {"%", "bậc", "biên chế", "đơn vị"}
    assert [m.value for t in PLAN.targets if t.code == "h" for m in t.measures] == [None, None]


# --- what a reviewer wrote -----------------------------------------------------------------------------------------------
def words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


@pytest.mark.parametrize("code", list(BY_CODE))
def test_a_short_title_only_drops_words(code: str) -> None:
    activity = BY_CODE[code]
    remaining = iter(words(activity.title))
    assert all(word in remaining for word in words(activity.short_title)), activity.short_title
    assert activity.short_title[0].isupper()
    # I.2 is as long as the conversations show it: what it drops no further is what tells it from the others.
    assert len(activity.short_title) <= (80 if code == "I.2" else 75)


def test_short_titles_tell_activities_apart() -> None:
    titles = [a.short_title for a in PLAN.all_activities]
    assert len(set(titles)) == len(titles)


@pytest.mark.parametrize(
    ("code", "short_title"),
    [
        ("I.1", "Kế hoạch xây dựng, kiểm tra, rà soát văn bản quy phạm pháp luật năm 2024"),
        ("I.2", "Công bố kết quả rà soát, hệ thống hóa văn bản quy phạm pháp luật kỳ 2019 - 2023"),
        ("I.3", "Kế hoạch theo dõi thi hành pháp luật năm 2024"),
        ("I.4", "Kế hoạch phổ biến giáo dục pháp luật, hòa giải ở cơ sở năm 2024"),
        ("II.5", "Công bố trình tự và thời gian lập mảnh đo đạc chỉnh lý thửa đất"),
        ("III.3", "Thành lập Chi cục Kiểm ngư"),
        ("IV.1", "Đề án đẩy mạnh phân cấp quản lý nhà nước"),
        ("IV.3", "Tổ chức thi công chức năm 2024"),
        ("IV.4", "Tổ chức thi nâng ngạch công chức, thăng hạng viên chức"),
        ("IV.6", "Kế hoạch kiểm tra công vụ năm 2024"),
        ("VII.4", "Dân hỏi - Lãnh đạo cơ quan nhà nước trả lời"),
    ],
)
def test_short_titles_that_the_conversations_show(code: str, short_title: str) -> None:
    assert BY_CODE[code].short_title == short_title


def test_agencies_have_short_names_of_their_own() -> None:
    shorts = [agency.short for agency in PLAN.agencies]
    assert len(set(shorts)) == len(shorts) == 30
    assert Counter(agency.kind for agency in PLAN.agencies) == {"so_ban_nganh": 19, "ubnd_cap_huyen": 9, "don_vi_khac": 2}
    # an agency takes 20 of the 38 columns of an admin's table
    assert all(0 < len(short) <= 20 for short in shorts)
    brief = {agency.name: agency.brief for agency in PLAN.agencies}
    assert brief["Sở Tài nguyên và Môi trường"] == "Sở TN&MT"
    assert brief["Đài Phát thanh - Truyền hình tỉnh"] == "Đài PT-TH"


# --- what was read from the cells -----------------------------------------------------------------------------------------
def test_leads_are_read_from_the_cells() -> None:
    assert BY_CODE["II.3"].lead == ("Văn phòng UBND tỉnh",)
    assert BY_CODE["III.1"].lead == BY_CODE["V.1"].lead == ("@so_ban_nganh", "@ubnd_cap_huyen")
    assert BY_CODE["III.2"].lead == (
        "Sở Nội vụ",
        "Sở Xây dựng",
        "Sở Tài chính",
        "Sở Khoa học và Công nghệ",
        "Sở Công Thương",
        "Sở Y tế",
        "Sở Giao thông vận tải",
    )
    names = {agency.name for agency in PLAN.agencies}
    assert {n for a in PLAN.all_activities for n in a.lead} <= names | {"@so_ban_nganh", "@ubnd_cap_huyen"}


def test_coordinating_agencies_are_read_from_the_cells() -> None:
    assert BY_CODE["I.1"].coordinating == ("@so_ban_nganh", "@ubnd_cap_huyen")
    assert BY_CODE["II.4"].coordinating == ("@so_ban_nganh", "@ubnd_cap_huyen", "@ubnd_cap_xa")
    assert BY_CODE["II.6"].coordinating == ("Sở Tài nguyên và Môi trường", "@ubnd_cap_huyen")
    assert BY_CODE["III.2"].coordinating == ("@don_vi_lien_quan",)
    assert BY_CODE["III.3"].coordinating == ("Sở Nông nghiệp và Phát triển nông thôn",)
    assert BY_CODE["VI.4"].coordinating == (
        "@so_ban_nganh",
        "@ubnd_cap_huyen",
        "Trung tâm Giải quyết thủ tục hành chính tỉnh",
    )
    assert BY_CODE["VII.4"].coordinating == ("Văn phòng UBND tỉnh", "@don_vi_lien_quan")
    assert all(a.coordinating for a in PLAN.activities)


def test_no_word_of_an_agency_cell_is_left_unread_or_tied() -> None:
    directory = Directory(PLAN.agencies)
    readings = [directory.read(cell) for a in PLAN.all_activities for cell in (a.lead_text, a.coordinating_text)]
    assert not [reading for reading in readings if reading.ambiguous or reading.unread]


def test_deadlines_are_read_from_the_cells() -> None:
    assert BY_CODE["IV.8"].deadline == EndOf(date(2024, 2, 1), date(2024, 2, 29))
    assert BY_CODE["VI.3"].deadline == EndOf(date(2023, 12, 1), date(2023, 12, 31))
    assert BY_CODE["VII.4"].deadline == Recurring(Every.MONTH)
    assert [a.code for a in PLAN.all_activities if isinstance(a.deadline, Ongoing)] == ["I.5", "V.4", "VI.5"]
    assert [a.code for a in PLAN.all_activities if a.deadline.ambiguous] == []
    assert [a.code for a in PLAN.all_activities if a.done_at_import] == ["VI.3"]


# --- the tasks of the text ---------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("task", PLAN.text_tasks, ids=lambda task: task.code)
def test_a_text_task_is_said_in_the_texts_words(task: Activity) -> None:
    for cell in (task.deadline_text, task.lead_text, task.note):
        assert cell in FLAT
    phrases = {
        "GP.2e": ("báo cáo kết quả thực hiện", "việc lập mảnh đo đạc chỉnh lý thửa đất"),
        "TH.1": ("xây dựng kế hoạch để triển khai thực hiện tại cơ quan, đơn vị",),
    }[task.code]
    assert all(phrase in FLAT for phrase in phrases)
    assert " ".join(phrases) == task.title[0].lower() + task.title[1:]


def test_the_tasks_of_the_text() -> None:
    report, own_plan = PLAN.text_tasks
    assert (report.code, report.group, report.lead) == ("GP.2e", "II", ("Sở Tài nguyên và Môi trường",))
    assert report.deadline == Recurring(Every.MONTH, day=20)
    assert (own_plan.code, own_plan.group, own_plan.lead) == ("TH.1", "VII", ("@so_ban_nganh", "@ubnd_cap_huyen"))
    assert own_plan.deadline == EndOf(date(2024, 2, 1), date(2024, 2, 29))


def test_a_person_is_asked_what_the_paper_leaves_open() -> None:
    (problem,) = PLAN.problems
    assert (problem.row, problem.text) == ("GP.2e", BY_CODE["GP.2e"].deadline_text)
    assert "ngày 20" in problem.says


# --- what leaves the room ----------------------------------------------------------------------------------------------------
def test_the_json_has_the_agreed_shape() -> None:
    shown = json.loads(json.dumps(plan_json(PLAN), ensure_ascii=False))
    assert (shown["number"], shown["year"]) == ("137/QĐ-UBND", 2024)
    assert len(shown["activities"]) == 37
    assert [task["code"] for task in shown["text_tasks"]] == ["GP.2e", "TH.1"]
    assert len(shown["targets"]) == 13
    first = shown["activities"][0]
    assert first["deadline_text"] == "Tháng 01 năm 2024"
    assert (first["deadline"]["kind"], first["deadline"]["due"]) == ("once", "2024-01-31")
    assert first["lead"] == ["Sở Tư pháp"]
    assert first["coordinating"] == ["@so_ban_nganh", "@ubnd_cap_huyen"]
    assert {"code", "group", "title", "product", "lead_text", "coordinating_text", "note", "done_at_import"} <= first.keys()
    assert shown["targets"][6]["measures"][0] == {"id": "g.1", "value": 1.23, "unit": "%", "text": "giảm biên chế công chức"}
    assert shown["text_tasks"][0]["deadline"]["day"] == 20


def test_an_unknown_plan_is_one_clear_sentence() -> None:
    with pytest.raises(UnknownPlan, match=r"“bac-lieu”\. Kế hoạch có sẵn: ca-mau-2024"):
        load_plan("bac-lieu")


def copy_of_the_plan(folder: Path) -> Path:
    for name in ("plan.toml", "activities.toml", "targets.toml", "agencies.csv"):
        (folder / name).write_text(FOLDER.joinpath(name).read_text(encoding="utf-8"), encoding="utf-8")
    return folder


def test_a_plan_is_loaded_from_a_folder(tmp_path: Path) -> None:
    assert load_plan(str(copy_of_the_plan(tmp_path))) == PLAN


def test_an_activity_may_ask_for_a_confirmation(tmp_path: Path) -> None:
    """None of the plan that ships does; where one does, the JSON says so."""
    folder = copy_of_the_plan(tmp_path)
    text = (folder / "activities.toml").read_text(encoding="utf-8")
    text = text.replace('code = "I.2"', 'code = "I.2"\nconfirm = true')
    (folder / "activities.toml").write_text(text, encoding="utf-8")
    assert not any(a.confirm for a in PLAN.all_activities)
    assert not any("confirm" in shown for shown in plan_json(PLAN)["activities"])
    plan = load_plan(str(folder))
    assert [a.code for a in plan.all_activities if a.confirm] == ["I.2"]
    assert [shown["code"] for shown in plan_json(plan)["activities"] if shown.get("confirm")] == ["I.2"]


@pytest.mark.parametrize(
    ("name", "old", "new", "says"),
    [
        ("activities.toml", 'code = "I.2"', 'code = "I.1"', "mã việc bị trùng: I.1"),
        ("activities.toml", 'code = "I.2"', 'code = "IX.2"', "không thuộc nhóm nào: IX.2"),
        ("activities.toml", 'code = "I.2"', 'code = "I.2"\nconfirm = "có"', "confirm phải là true hoặc false"),
        ("plan.toml", 'office = "Văn phòng UBND tỉnh"', 'office = "Văn phòng"', "không có trong danh mục: Văn phòng"),
        ("plan.toml", "year = 2024", "year = ", "không đọc được"),
        ("targets.toml", 'code = "a"', "", "không đọc được"),
    ],
)
def test_a_slip_in_the_data_is_named(tmp_path: Path, name: str, old: str, new: str, says: str) -> None:
    folder = copy_of_the_plan(tmp_path)
    text = (folder / name).read_text(encoding="utf-8")
    assert old in text
    (folder / name).write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(BrokenPlan, match=says):
        load_plan(str(folder))
