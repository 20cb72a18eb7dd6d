"""`nhacviec report` as a script calls it: a process, a file, one sentence where it cannot be."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from docx import Document
from icalendar import Calendar

from tests.reports.test_docx import cells

pytestmark = pytest.mark.long


@pytest.fixture
def nhacviec(played: Path, tmp_path: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
    """The command on the played quarter, in an empty folder."""

    def run(*arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
        known = {k: v for k, v in os.environ.items() if not k.startswith("NHACVIEC_")}
        environment = known | {"NHACVIEC_DATABASE_URL": f"sqlite:///{played}", "PYTHONPATH": str(Path(__file__).parents[2])}
        command = [sys.executable, "-c", "from bot.cli import main; main()", *arguments]
        return subprocess.run(
            command, cwd=tmp_path, env=environment | settings, capture_output=True, text=True, timeout=120, check=False
        )

    return run


Run = Callable[..., subprocess.CompletedProcess[str]]


def test_each_format_is_written(nhacviec: Run, tmp_path: Path) -> None:
    for kind in ("docx", "xlsx", "png", "ics"):
        done = nhacviec("report", "--period", "2024-Q1", "--format", kind, "-o", f"tệp.{kind}")
        assert (done.returncode, done.stdout, done.stderr) == (0, f"Đã ghi tệp.{kind}.\n", "")
    word = Document(str(tmp_path / "tệp.docx"))
    assert cells(word, "Tỷ lệ")[-1][2:7] == ["144", "35", "4", "102", "3"]
    assert openpyxl.load_workbook(tmp_path / "tệp.xlsx")["Cơ quan"]["C31"].value == 35
    assert (tmp_path / "tệp.png").read_bytes().startswith(b"\x89PNG")
    assert (
        len(Calendar.from_ical((tmp_path / "tệp.ics").read_bytes()).walk("VEVENT")) == 47
    )  # 48 fall due by the plan; II.5 has until 10/4


def test_the_regimes_window_and_days(nhacviec: Run, tmp_path: Path) -> None:
    asked = {
        "official.docx": ("--period", "2024-Q1", "--official"),
        "days.docx": ("--from", "2024-01-01", "--to", "2024-03-14"),
    }
    for name, period in asked.items():
        assert nhacviec("report", *period, "--format", "docx", "-o", name).returncode == 0
        assert cells(Document(str(tmp_path / name)), "Tỷ lệ")[-1][2:7] == ["144", "31", "4", "106", "3"]


def test_the_calendar_of_one_agency(nhacviec: Run, tmp_path: Path) -> None:
    done = nhacviec("report", "--period", "2024", "--format", "ics", "--agency", "sở tư pháp", "-o", "lich.ics")
    assert done.returncode == 0, done.stderr
    found = Calendar.from_ical((tmp_path / "lich.ics").read_bytes()).walk("VEVENT")
    assert sorted({str(e["uid"]).split("/")[1] for e in found}) == ["I.1", "I.2", "I.3", "I.4", "III.1", "TH.1", "V.1"]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ((), "Chọn kỳ: --period 2024-Q1 (có thể thêm --official), hoặc --from 2024-01-01 --to 2024-03-31."),
        (("--period", "2024-Q5"), "Không có kỳ báo cáo “2024-Q5”. Ví dụ: 2024-Q1, 2024-H1, 2024."),
        (("--period", "2024-Q2", "--official"), "Không có kỳ báo cáo “2024-Q2” theo chế độ báo cáo."),
        (("--period", "2024-Q1", "--from", "2024-01-01"), "Chọn kỳ:"),
        (("--from", "2024-01-01"), "Chọn kỳ:"),
        (("--from", "2024-01-01", "--to", "2024-02-30"), "Không đọc được ngày “2024-02-30”. Ví dụ đúng: 2024-01-01."),
        (("--from", "2024-03-01", "--to", "2024-02-01"), "Không có kỳ báo cáo “2024-03-01..2024-02-01”."),
        (("--from", "0001-01-01", "--to", "9999-12-31"), "Không có kỳ báo cáo “0001-01-01..9999-12-31”."),
        (("--from", "2024-01-01", "--to", "2024-03-31", "--official"), "Chọn kỳ:"),
        (("--period", "2024-Q1", "--format", "pdf"), "Chọn dạng tệp: --format docx, xlsx, png hoặc ics."),
        (("--period", "2024-Q1", "--agency", "Sở Tư pháp"), "--agency chỉ dùng với --format ics."),
        (("--period", "2024-Q1", "--format", "ics", "--agency", "Sở Vũ trụ"), "Không rõ cơ quan “Sở Vũ trụ”."),
        (("--period", "2024-Q1", "--format", "ics", "--agency", ""), "Không rõ cơ quan “”."),
        (("--period", "2023-Q1"), "Không lập được báo cáo quý I năm 2023: kỳ này kết thúc trước ngày ban hành Kế hoạch"),
        (("--period", "2099"), "Không lập được báo cáo năm 2099: kỳ này bắt đầu từ ngày 01/01/2099."),
        (("--period", "2024-Q1", "-o", "không/có/tệp.docx"), "Không ghi được tệp không/có/tệp.docx."),
        (("--period", "2024-Q1", "-o", "."), "Không ghi được tệp ."),
    ],
)
def test_bad_input_is_one_sentence_and_nothing_is_written(
    nhacviec: Run, tmp_path: Path, arguments: tuple[str, ...], says: str
) -> None:
    given = [*arguments]
    given += [] if "--format" in given else ["--format", "docx"]
    given += [] if "-o" in given else ["-o", "tệp.docx"]
    done = nhacviec("report", *given)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(says)
    assert done.stderr.count("\n") == 1
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("left_out", ["--format", "-o"])
def test_what_is_left_out_is_asked_for(nhacviec: Run, tmp_path: Path, left_out: str) -> None:
    given = {"--period": "2024-Q1", "--format": "docx", "-o": "tệp.docx"}
    done = nhacviec("report", *(word for option, value in given.items() if option != left_out for word in (option, value)))
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert left_out in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_the_offices_own_template(nhacviec: Run, tmp_path: Path) -> None:
    (tmp_path / "mau.docx").write_bytes(b"no")
    asked = ("report", "--period", "2024-Q1", "--format", "docx", "-o", "tệp.docx")
    done = nhacviec(*asked, NHACVIEC_REPORT_TEMPLATE="mau.docx")
    assert (done.returncode, done.stderr) == (2, "Mẫu báo cáo mau.docx: không đọc được, cần tệp Word (.docx).\n")
    assert not (tmp_path / "tệp.docx").exists()


def test_without_a_plan(nhacviec: Run, tmp_path: Path) -> None:
    asked = ("report", "--period", "2024-Q1", "--format", "docx", "-o", "tệp.docx")
    done = nhacviec(*asked, NHACVIEC_DATABASE_URL=f"sqlite:///{tmp_path / 'bare.db'}")
    assert done.returncode == 2
    assert done.stderr == "Chưa có kế hoạch trong cơ sở dữ liệu. Chạy: nhacviec plan import ca-mau-2024\n"
    assert not (tmp_path / "tệp.docx").exists()
