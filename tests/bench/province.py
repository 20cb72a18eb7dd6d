"""A province of any size: 300 agencies, as many activities as wanted, and a history as long as wanted about each of them.

The histories differ in length only: what stands at the end of them is the same, so that a question costs more behind a longer
one only if it reads it.
"""

from collections.abc import Iterator
from datetime import date, time, timedelta
from typing import Any

from sqlalchemy import Table, insert, text

from plan_data.calendar import at
from plan_data.updates import UpdateKind
from scheduler.audience import Post
from storage.gists import derive_all
from storage.people import add_contact, join
from storage.store import Store, Tx
from storage.tables import activities, agencies, contacts, groups, occurrences, plans, roles, updates

AGENCIES, GROUPS = 300, 8
LOADED, TODAY = date(2024, 1, 25), date(2024, 8, 5)
BATCH = 10_000
_NOISE = (UpdateKind.ACK, UpdateKind.PROGRESS, UpdateKind.NOT_DONE, UpdateKind.SNOOZE)
# How a history ends, by turns: half of the work is done.
_ENDS = (*(UpdateKind.DONE,) * 5, UpdateKind.BLOCKED, UpdateKind.EXTENSION_ASKED, UpdateKind.PROGRESS, None, None)


async def fill(store: Store, count: int, said: int) -> None:
    """`count` activities, one việc each, and `said` updates about each."""
    async with store.transaction() as tx:
        await _plan(tx, count)
        rows = (_said(n, k, said) for n in range(count) for k in range(said))
        await _add(tx, updates, rows)
        await tx.run_sync(derive_all)
        admin = await add_contact(tx, "Quản trị", Post.ADMIN, None, LOADED)
        await join(tx, admin, "console", "admin", at(LOADED, time(8)))
    if not store.is_sqlite:
        async with store.transaction() as tx:
            await tx.execute(text("ANALYZE"))  # autovacuum would, in a minute


async def _plan(tx: Tx, count: int) -> None:
    short = {"title": "Kế hoạch", "short_title": "Kế hoạch", "office": "Văn phòng UBND tỉnh"}
    problems = {"problems": [{"row": "I.1", "says": "thiếu sản phẩm"}], "activities": ["một dòng của kế hoạch"] * count}
    await _add(tx, plans, [{**short, "number": "1", "year": 2024, "body": problems, "issued": LOADED, "loaded_on": LOADED}])
    names = [f"Cơ quan số {n:03d}" for n in range(1, AGENCIES + 1)]
    office = {"kind": "department", "abbreviations": []}
    await _add(tx, agencies, [office | {"name": m, "slug": f"cq-{n}", "short": f"CQ {n}"} for n, m in enumerate(names, 1)])
    await _add(tx, contacts, [{"name": f"Cán bộ {n}", "language": "vi", "hour": time(8)} for n in range(1, AGENCIES + 1)])
    post = {"role": "focal", "from_on": LOADED}
    await _add(tx, roles, [post | {"contact_id": n, "agency_id": n} for n in range(1, AGENCIES + 1)])
    numerals = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII")
    await _add(tx, groups, [{"plan_id": 1, "numeral": m, "title": f"Nhóm {m}", "followed_by": 1} for m in numerals])
    await _add(tx, activities, (_activity(n) for n in range(count)))
    await _add(tx, occurrences, (_occurrence(n) for n in range(count)))


def _activity(n: int) -> dict[str, Any]:
    group = n % GROUPS + 1
    lead = f"Cơ quan số {n % AGENCIES + 1:03d}"
    return {
        "plan_id": 1,
        "group_id": group,
        "position": n,
        "code": f"{group}.{n}",
        "title": f"Rà soát, đề xuất phương án số {n} trong giải quyết thủ tục hành chính",
        "short_title": f"Phương án số {n}",
        "product": "Quyết định",
        "deadline_text": "Quý I năm 2024",
        "lead_text": lead,
        "coordinating_text": "Các sở, ban, ngành tỉnh",
        "note": "",
    }


def _due(n: int) -> date:
    return date(2024, 1, 31) + timedelta(days=n * 7 % 330)


def _occurrence(n: int) -> dict[str, Any]:
    dates = {"planned_due": _due(n), "due": _due(n), "since": LOADED, "nudged_through": TODAY}
    more = {"key": f"1-2024/{n}/cq-{n % AGENCIES + 1}@{_due(n)}", "kind": "dated", "period": ""}
    return {"activity_id": n + 1, "agency_id": n % AGENCIES + 1, **dates, **more}


def _said(n: int, k: int, of: int) -> dict[str, Any]:
    """The k-th of the `of` updates about the n-th activity; the last ones before today, the first in January."""
    last = _ENDS[n % len(_ENDS)]
    kind = last if last is not None and k == of - 1 else _NOISE[(n + k) % len(_NOISE)] if last is not None else UpdateKind.ACK
    on = LOADED + timedelta(days=(k + 1) * 190 // of)
    names_a_day = kind in (UpdateKind.SNOOZE, UpdateKind.EXTENSION_ASKED)
    return {
        "occurrence_id": n + 1,
        "contact_id": n % AGENCIES + 1,
        "at": at(on, time(9, k % 60)),
        "on": on,
        "kind": str(kind),
        "words": f"đang trình ký, dự kiến xong trong tuần sau ({k})",
        "percent": 10 + k % 80 if kind is UpdateKind.PROGRESS else None,
        "until": on + timedelta(days=10) if names_a_day else None,
        "document": f"{n}/QĐ-UBND" if kind is UpdateKind.DONE else "",
        "happened_on": _due(n) + timedelta(days=n % 7 - 4) if kind is UpdateKind.DONE else None,
    }


async def _add(tx: Tx, table: Table, rows: Iterator[dict[str, Any]] | list[dict[str, Any]]) -> None:
    batch: list[dict[str, Any]] = []
    for row in rows:
        batch.append(row)
        if len(batch) == BATCH:
            await tx.execute(insert(table), batch)
            batch = []
    if batch:
        await tx.execute(insert(table), batch)
