"""The report of a quarter that was played on a real database, against what its script says."""

import json
from datetime import date, time

import pytest

from bot.errors import PeriodOutside
from bot.figures import Counts, figures
from bot.reporting import report_of
from bot.reports import FORMATS, rendered
from bot.reports.building import as_of
from bot.reports.report import Coming, Report, from_json, frozen_json
from plan_data.calendar import at
from plan_data.periods import between, named_period
from plan_data.updates import UpdateKind
from storage.occurrences import all_items
from tests.reports.quarter import play
from tests.storage.town import I_1, I_2, JUSTICE, Town

Q1 = named_period("2024-Q1")
TODAY = date(2024, 4, 1)


async def made(town: Town, name: str = "2024-Q1", today: date = TODAY, *, official: bool = False) -> Report:
    async with town.transaction() as tx:
        return await report_of(tx, named_period(name, official=official), town.calendar, today, with_log=True)


async def test_the_figures_of_the_quarter_counted_from_its_script(town: Town) -> None:
    """In time: 12 tasks of seven agencies, 22 own plans (TH.1), and what was done when the plan came. Late: I.3 and three own
    plans. Overdue: the own plans of Sở Y tế, Năm Căn and Phú Tân. 31/3 is a Sunday: what is due on it is not yet overdue."""
    async with town.transaction() as tx:
        await play(tx, town.calendar)
    report = await made(town)
    assert report.tasks == Counts(35, 4, 102, 3, ongoing=3)
    assert report.done_in_period == 38
    # Done: I.1-I.4, II.1, II.6, IV.8, VI.3, VII.1 and VII.2, of which I.3 late. Overdue: TH.1.
    assert report.activities == Counts(9, 1, 25, 1, ongoing=3)
    groups = {g.numeral: g.counts for g in report.groups}
    assert groups["I"] == Counts(3, 1, 0, 0, ongoing=1)
    assert groups["VII"] == Counts(2, 0, 2, 1)
    assert [a.name for a in report.agencies[:4]] == ["Sở Y tế", "UBND huyện Năm Căn", "UBND huyện Phú Tân", "Ban Dân tộc tỉnh"]
    # The cut-off of the regime is 14/3: II.1, II.6, VII.1 and GP.2e of March came after it.
    official = await made(town, today=date(2024, 3, 18), official=True)
    assert official.tasks == Counts(31, 4, 106, 3, ongoing=3)
    assert (official.on, official.send_by, official.made_on) == ("2024-03-14", "2024-03-20", "2024-03-18")


async def test_the_overview_and_the_report_of_today_count_the_same(town: Town) -> None:
    async with town.transaction() as tx:
        await play(tx, town.calendar)
        items = await all_items(tx)
    year = await made(town, "2024", TODAY)
    assert year.on == TODAY.isoformat()
    live = figures([(i, i.standing(town.calendar, TODAY)) for i in items])
    assert (year.tasks, year.activities) == (live.tasks, live.activities)
    assert [as_of(i, TODAY).due for i in items] == [i.due for i in items]


def test_difficulties_are_in_the_agencies_own_words(report: Report) -> None:
    told = {(d.code, d.agency): (d.words, d.since, d.owner) for d in report.difficulties}
    exams = "kinh phí tổ chức thi chưa được bố trí, đề nghị Sở Tài chính sớm có ý kiến"
    assert told["IV.3", "Sở Nội vụ"] == (exams, "2024-03-15", "Sở Tài chính")
    assert told["VI.4", "Sở Thông tin và Truyền thông"][2] == ""
    assert len(told) == 2


def test_the_annex_tells_each_activity(report: Report) -> None:
    lines = {line.code: line for line in report.lines}
    assert len(report.lines) == len(lines) == 39
    # In the order of the groups; the tasks of the plan's text at the end of theirs.
    codes = [line.code for line in report.lines]
    assert codes.index("II.7") + 1 == codes.index("GP.2e") == codes.index("III.1") - 1
    assert codes[-1] == "TH.1"
    assert lines["I.2"].documents == "215/QĐ-UBND ngày 12/3/2024"
    assert lines["I.2"].result == "Hoàn thành ngày 12/3/2024"
    assert lines["I.3"].cell == "done_late"
    assert lines["II.5"].extended == "10/4/2024 (chưa có văn bản)"
    assert lines["IV.8"].extended == "15/3/2024 (1203/UBND-NC)"
    assert lines["II.7"].result == "Đang thực hiện; trả lại ngày 26/3: “thiếu phụ lục số liệu”"
    assert lines["IV.5"].result == "Đã báo hoàn thành ngày 28/3, chờ xác nhận"
    assert lines["IV.6"].result == "Đang thực hiện, 70%"
    assert lines["VI.3"].result == "Hoàn thành (theo kế hoạch)"
    assert lines["TH.1"].result == "25/28 việc hoàn thành; 3 việc quá hạn (Sở Y tế, UBND huyện Năm Căn, UBND huyện Phú Tân)"
    assert lines["TH.1"].documents.endswith("và 22 văn bản khác")
    assert lines["I.5"].result == "đã gửi 2 công văn đôn đốc (báo ngày 11/3)"
    assert lines["VI.5"].result == "Kỳ này chưa báo"


def test_what_comes_next(report: Report) -> None:
    dues = ("2024-04-20", "2024-05-20", "2024-06-20")
    agency = ("Sở Tài nguyên và Môi trường",)
    assert Coming("GP.2e", "Báo cáo kết quả thực hiện việc lập mảnh đo đạc chỉnh lý thửa đất", "Báo cáo", agency, dues) in (
        report.coming
    )
    assert report.coming[0].code == "II.5"
    assert {c.code for c in report.coming} == {"II.5", "GP.2e", "VII.4", "III.3", "IV.1", "IV.3", "IV.4", "V.2", "VII.3"}


def test_done_without_a_document(report: Report) -> None:
    assert [(r.code, r.period) for r in report.without_document] == [("VII.4", "tháng 01"), ("VII.4", "tháng 02")]


def test_the_log_keeps_what_was_taken_back(report: Report) -> None:
    own = [(u.kind, u.words) for u in report.updates if u.code == "IV.6"]
    assert own == [("hoàn thành", "xong"), ("hoàn tác", "nhầm"), ("tiến độ", "IV.6 mới 70%")]
    assert [u.at for u in report.updates] == sorted(u.at for u in report.updates)


async def test_an_open_request_is_a_proposal(town: Town) -> None:
    asked = {"until": date(2024, 4, 15), "note": "các đơn vị góp ý chậm"}
    await town.reports(I_2, UpdateKind.EXTENSION_ASKED, at(date(2024, 3, 26), time(9)), **asked)
    (wish,) = (await made(town)).wishes
    assert (wish.code, wish.agency, wish.words, wish.due, wish.until) == (
        "I.2",
        JUSTICE,
        "các đơn vị góp ý chậm",
        "2024-03-31",
        "2024-04-15",
    )


def test_a_kept_report_comes_back_as_it_was(report: Report) -> None:
    assert from_json(json.loads(json.dumps(frozen_json(report)))) == report


async def test_a_report_of_a_day_stays_whatever_comes_later(town: Town) -> None:
    await town.reports(I_1, UpdateKind.PROGRESS, at(date(2024, 3, 5), time(9)), percent=40)
    before = await made(town)
    await town.reports(I_1, UpdateKind.DONE, at(date(2024, 4, 3), time(9)))
    after = await made(town, today=date(2024, 4, 9))
    assert (after.tasks, after.items, after.lines) == (before.tasks, before.items, before.lines)
    assert (before.made_on, after.made_on) == ("2024-04-01", "2024-04-09")


@pytest.mark.parametrize("format", FORMATS)
def test_every_format_is_a_file_with_a_plain_name(report: Report, format: str) -> None:
    file = rendered(report, format)
    assert file.name == {"docx": "BaoCao", "xlsx": "SoLieu", "png": "BieuDo", "ics": "Lich"}[format] + f"-Quy-I-2024.{format}"
    assert len(file.content) > 2_000


@pytest.mark.parametrize(
    ("name", "slug"),
    [("2024-Q4", "Quy-IV-2024"), ("2024-H1", "6-Thang-Dau-2024"), ("2024", "2024"), ("2023-H2", "6-Thang-Cuoi-2023")],
)
def test_the_period_in_the_name_of_a_file(report: Report, name: str, slug: str) -> None:
    body = frozen_json(report) | {"label": named_period(name).label}
    assert from_json(json.loads(json.dumps(body))).slug == slug


async def test_of_one_agency(town: Town) -> None:
    justice = await town.agency(JUSTICE)
    async with town.transaction() as tx:
        own = await report_of(tx, Q1, town.calendar, TODAY, agency_ids=[justice])
        all_ = await report_of(tx, Q1, town.calendar, TODAY)
    assert {i.agency for i in own.items} == {JUSTICE}
    assert own.items == tuple(i for i in all_.items if i.agency == JUSTICE)


async def test_periods_that_no_report_can_be_of(town: Town) -> None:
    async with town.transaction() as tx:
        with pytest.raises(PeriodOutside, match=r"kết thúc trước ngày ban hành Kế hoạch \(24/01/2024\)"):
            await report_of(tx, named_period("2023-Q4"), town.calendar, TODAY)
        ahead = await report_of(tx, named_period("2024-Q3"), town.calendar, TODAY)
        first_day = await report_of(tx, between(TODAY, TODAY), town.calendar, TODAY)
    with pytest.raises(PeriodOutside, match="Không lập được báo cáo quý III năm 2024: kỳ này bắt đầu từ ngày 01/7/2024"):
        rendered(ahead, "docx")
    assert rendered(ahead, "ics").content
    assert rendered(first_day, "docx").content
