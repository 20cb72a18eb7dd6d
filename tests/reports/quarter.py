"""The first quarter of 2024 as it was played: what the agencies said and what was decided, row by row, through storage.

The activities, dates and agencies are the plan's; the answers, the lateness and the numbers of documents are invented.
"""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import update

from plan_data.calendar import WorkingCalendar, parse_local
from plan_data.updates import UpdateKind as K
from scheduler.audience import Post
from storage.occurrences import all_items, refresh, set_due
from storage.people import add_contact
from storage.plans import agency_directory
from storage.store import Tx
from storage.tables import activities
from storage.updates import add_update
from tests.storage.town import LOADED_ON

JUSTICE, INTERIOR, OFFICE = "Sở Tư pháp", "Sở Nội vụ", "Văn phòng UBND tỉnh"
LAND, MEDIA, RADIO = "Sở Tài nguyên và Môi trường", "Sở Thông tin và Truyền thông", "Đài Phát thanh - Truyền hình tỉnh"
FINANCE = "Sở Tài chính"
ADMIN = "Quản trị Văn phòng UBND tỉnh"
CONFIRMED_BY_THE_OFFICE = "IV.5"

OWN_PLANS = {
    "Sở Nội vụ": "2024-02-07",
    "Sở Tư pháp": "2024-02-16",
    "Sở Kế hoạch và Đầu tư": "2024-02-20",
    "Sở Tài chính": "2024-02-21",
    "Sở Công Thương": "2024-02-22",
    "Sở Nông nghiệp và Phát triển nông thôn": "2024-02-22",
    "Sở Giao thông vận tải": "2024-02-23",
    "Sở Xây dựng": "2024-02-23",
    "Sở Tài nguyên và Môi trường": "2024-02-26",
    "Sở Thông tin và Truyền thông": "2024-02-26",
    "Sở Lao động - Thương binh và Xã hội": "2024-02-27",
    "Sở Văn hóa, Thể thao và Du lịch": "2024-02-27",
    "Sở Khoa học và Công nghệ": "2024-02-27",
    "Sở Giáo dục và Đào tạo": "2024-02-28",
    "Thanh tra tỉnh": "2024-02-28",
    "Ban Dân tộc tỉnh": "2024-02-28",
    "Văn phòng UBND tỉnh": "2024-02-28",
    "UBND thành phố Cà Mau": "2024-02-29",
    "UBND huyện U Minh": "2024-02-29",
    "UBND huyện Thới Bình": "2024-02-29",
    "UBND huyện Trần Văn Thời": "2024-02-29",
    "UBND huyện Cái Nước": "2024-02-29",
    "UBND huyện Đầm Dơi": "2024-03-04",
    "Ban Quản lý Khu kinh tế": "2024-03-05",
    "UBND huyện Ngọc Hiển": "2024-03-11",
}
"""TH.1, the agency's own plan, due 29/02: when each sent it. Sở Y tế, Năm Căn and Phú Tân have not."""


class Said(NamedTuple):
    """One row: when (local), which item (code, agency, the date as first planned), what, and what goes with it."""

    at: str
    code: str
    agency: str
    due: str
    kind: K
    facts: dict[str, Any]
    by_office: bool = False


def _said(at: str, code: str, agency: str, due: str, kind: K, words: str = "", **facts: Any) -> Said:
    return Said(at, code, agency, due, kind, {"words": words, **facts})


def _decided(at: str, code: str, agency: str, due: str, kind: K, **facts: Any) -> Said:
    return Said(at, code, agency, due, kind, facts, by_office=True)


def quarter() -> Iterator[Said]:
    """Everything that was said, in order."""
    yield from sorted([*_rows(), *_own_plans()], key=lambda row: row.at)


def _own_plans() -> Iterator[Said]:
    for number, (agency, day) in enumerate(OWN_PLANS.items(), 7):
        document = f"{number}/KH-{'UBND' if agency.startswith('UBND') else 'CQ'}"
        yield _said(
            f"{day}T09:{number}" if number > 9 else f"{day}T09:0{number}",
            "TH.1",
            agency,
            "2024-02-29",
            K.DONE,
            f"xong, {document}",
            document=document,
        )


def _rows() -> Iterator[Said]:
    end = "2024-03-31"
    # I: two in time, one late, one in March.
    yield _said("2024-01-30T08:12", "I.1", JUSTICE, "2024-01-31", K.DONE, "i1 xong r ạ")
    yield _said("2024-01-30T08:13", "I.1", JUSTICE, "2024-01-31", K.DOCUMENT, "12/KH-UBND", document="12/KH-UBND")
    yield _said("2024-01-30T08:15", "I.3", JUSTICE, "2024-01-31", K.NOT_DONE, "I.3 chưa xong, 60%", percent=60)
    yield _said("2024-02-06T10:02", "I.3", JUSTICE, "2024-01-31", K.DONE, "I.3 xong, số 31/KH-UBND", document="31/KH-UBND")
    yield _said(
        "2024-02-01T08:40", "I.4", JUSTICE, "2024-01-31", K.DONE, "I.4 đã ban hành 15/KH-UBND ngày 29/01",
        document="15/KH-UBND", happened_on="2024-01-29",
    )  # fmt: skip
    yield _said(
        "2024-03-14T09:05", "I.2", JUSTICE, end, K.DONE, "xong QĐ 215/QĐ-UBND ngày 12/3",
        document="215/QĐ-UBND", happened_on="2024-03-12",
    )  # fmt: skip
    yield _said("2024-03-11T14:20", "I.5", JUSTICE, "2024-03-14", K.PROGRESS, "đã gửi 2 công văn đôn đốc")
    # II: an extension without its document, a return, a paper at the signing.
    yield _said("2024-03-22T16:10", "II.1", OFFICE, end, K.DONE, "II.1 xong, 45/KH-UBND", document="45/KH-UBND")
    yield _said("2024-03-27T10:40", "II.3", OFFICE, end, K.PROGRESS, "đang trình ký, 90%", percent=90)
    yield _said(
        "2024-03-26T08:30", "II.5", LAND, end, K.EXTENSION_ASKED, "II.5 xin gia hạn đến 15/4",
        until="2024-04-15", note="các đơn vị đo đạc góp ý chậm",
    )  # fmt: skip
    yield _decided("2024-03-26T14:00", "II.5", LAND, end, K.EXTENSION_GRANTED, until="2024-04-10")
    yield _said("2024-03-29T11:00", "II.6", OFFICE, end, K.DONE, "II.6 xong, số 102/TB-UBND", document="102/TB-UBND")
    yield _said("2024-03-25T15:00", "II.7", OFFICE, end, K.DONE, "II.7 xong rồi")
    yield _decided("2024-03-26T09:00", "II.7", OFFICE, end, K.RETURNED, note="thiếu phụ lục số liệu")
    yield _said("2024-02-19T09:00", "GP.2e", LAND, "2024-02-20", K.DONE, "GP.2e xong, 310/BC-STNMT", document="310/BC-STNMT")
    yield _said("2024-03-19T09:30", "GP.2e", LAND, "2024-03-20", K.DONE, "xong tháng 3, 455/BC-STNMT", document="455/BC-STNMT")
    # IV: an extension with its document, a blocker that has an owner, one to be confirmed, one taken back.
    yield _said(
        "2024-02-26T09:00", "IV.8", INTERIOR, "2024-02-29", K.EXTENSION_ASKED, "IV.8 xin gia hạn đến 15/3",
        until="2024-03-15", note="các đơn vị gửi số liệu chậm",
    )  # fmt: skip
    yield _decided("2024-02-27T08:30", "IV.8", INTERIOR, "2024-02-29", K.EXTENSION_GRANTED, until="2024-03-15")
    yield _decided("2024-02-27T08:45", "IV.8", INTERIOR, "2024-02-29", K.EXTENSION_DOCUMENT, document="1203/UBND-NC")
    yield _said("2024-03-13T17:00", "IV.8", INTERIOR, "2024-02-29", K.DONE, "IV.8 xong, 520/SNV-CCVC", document="520/SNV-CCVC")
    yield _said(
        "2024-03-15T09:12", "IV.3", INTERIOR, "2024-06-30", K.BLOCKED, "IV.3 vướng: kinh phí tổ chức thi chưa được bố trí",
        note="kinh phí tổ chức thi chưa được bố trí, đề nghị Sở Tài chính sớm có ý kiến",
    )  # fmt: skip
    yield _decided("2024-03-15T14:00", "IV.3", INTERIOR, "2024-06-30", K.BLOCKER_GIVEN, owner=FINANCE)
    yield _said("2024-03-28T10:00", "IV.5", INTERIOR, end, K.DONE, "IV.5 xong, 610/QĐ-UBND", document="610/QĐ-UBND")
    yield _said("2024-03-25T08:50", "IV.6", INTERIOR, end, K.DONE, "xong")
    yield Said("2024-03-25T08:55", "IV.6", INTERIOR, end, K.UNDO, {"words": "nhầm"})
    yield _said("2024-03-25T08:56", "IV.6", INTERIOR, end, K.PROGRESS, "IV.6 mới 70%", percent=70)
    # V, III: work of the whole year has begun.
    yield _said("2024-03-12T08:30", "V.4", FINANCE, "2024-03-14", K.PROGRESS, "đã đôn đốc 3 đơn vị")
    yield _said("2024-03-20T08:30", "V.2", FINANCE, "2024-06-30", K.PROGRESS, "đang tổng hợp, 30%", percent=30)
    yield _said("2024-03-21T08:30", "III.3", INTERIOR, "2024-06-30", K.PROGRESS, "đã xin ý kiến Sở NN&PTNT", percent=40)
    # VI: blocked, and nobody has been given it.
    yield _said("2024-03-11T10:15", "VI.4", MEDIA, end, K.PROGRESS, "VI.4 30%", percent=30)
    yield _said(
        "2024-03-25T10:20", "VI.4", MEDIA, end, K.BLOCKED, "vướng, chưa có danh mục của Bộ",
        note="Bộ Thông tin và Truyền thông chưa công bố danh mục dịch vụ công; đề nghị Văn phòng UBND tỉnh có văn bản hỏi",
    )  # fmt: skip
    # VII: the monthly broadcast, the office's own plans.
    yield _said(
        "2024-02-05T10:20", "VII.4", RADIO, "2024-01-31", K.DONE, "VII.4 tháng 1 đã phát sóng 27/01", happened_on="2024-01-27",
    )  # fmt: skip
    yield _said(
        "2024-02-28T16:00", "VII.4", RADIO, "2024-02-29", K.DONE, "đã phát sóng 24/02", happened_on="2024-02-24",
    )  # fmt: skip
    yield _said("2024-02-27T16:20", "VII.2", OFFICE, "2024-02-29", K.DONE, "xong, 30/KH-UBND", document="30/KH-UBND")
    yield _said("2024-03-20T16:20", "VII.1", OFFICE, end, K.DONE, "VII.1 xong, 41/KH-UBND", document="41/KH-UBND")


async def play(tx: Tx, calendar: WorkingCalendar, until: str = "2024-12-31") -> None:
    """The quarter as far as the day `until`, on the plan loaded on 25/01/2024."""
    await tx.execute(update(activities).where(activities.c.code == CONFIRMED_BY_THE_OFFICE).values(confirm=True))
    ids = {agency.name: number for number, agency in await agency_directory(tx)}
    keys = {(i.code, i.agency, i.planned_due.isoformat()): i.id for i in await all_items(tx)}
    people = {}
    for agency in sorted({row.agency for row in quarter()}):
        people[agency] = await add_contact(tx, f"Đầu mối {agency}", Post.FOCAL, ids[agency], LOADED_ON)
    office = await add_contact(tx, ADMIN, Post.ADMIN, None, LOADED_ON)
    newest: dict[int, int] = {}
    for row in quarter():
        if row.at[:10] <= until:
            item = keys[row.code, row.agency, row.due]
            who = office if row.by_office else people[row.agency]
            newest[item] = await say(tx, item, row, parse_local(row.at), who, newest.get(item), ids, calendar)


async def say(
    tx: Tx, item: int, row: Said, at: datetime, who: int, newest: int | None, ids: dict[str, int], calendar: WorkingCalendar
) -> int:
    """One row as the service records it; its id."""
    facts = dict(row.facts)
    for name in ("until", "happened_on"):
        if name in facts:
            facts[name] = date.fromisoformat(facts[name])
    if "owner" in facts:
        facts["agency_id"] = ids[facts.pop("owner")]
    if row.kind is K.UNDO:
        facts["undoes"] = newest
    update_id = await add_update(tx, item, row.kind, at, contact_id=who, inbox_id=None, **facts)
    if row.kind is K.EXTENSION_GRANTED:
        await set_due(tx, item, facts["until"], calendar)
    await refresh(tx, [item], calendar)
    return update_id
