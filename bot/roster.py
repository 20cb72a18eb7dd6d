"""The roster from the command line: people from a file, invitations, who has come in."""

import csv
import secrets
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from bot.errors import BadInput, NoPlan
from plan_data.agencies import Directory
from plan_data.text import squeeze
from scheduler.audience import Post
from storage import people
from storage.absences import away_on
from storage.plans import agency_directory
from storage.store import Tx

COLUMNS = ("agency", "name", "role", "phone", "channel", "language", "hour")
POSTS = {
    "": Post.FOCAL,
    "đầu mối": Post.FOCAL,
    "đầu mối phụ": Post.DEPUTY,
    "lãnh đạo": Post.HEAD,
    "lãnh đạo cơ quan": Post.HEAD,
    "theo dõi nhóm": Post.FOLLOWER,
    "quản trị": Post.ADMIN,
} | {str(p): p for p in Post}


async def import_people(tx: Tx, file: Path, on: date) -> int:
    """Adds everybody in the file, or nobody: the first line that cannot be read is named. Errors: BadInput, NoPlan."""
    try:
        rows = list(csv.DictReader(file.read_text(encoding="utf-8-sig").splitlines()))
    except (OSError, UnicodeDecodeError):
        raise BadInput(f"Không đọc được tệp {file.name}: cần tệp CSV, bảng mã UTF-8.") from None
    if not rows or not {"agency", "name"} <= set(rows[0]):
        raise BadInput(f"Tệp {file.name} cần các cột: {','.join(COLUMNS)}.")
    recorded = await agency_directory(tx, on)
    if not recorded:
        raise NoPlan
    directory = Directory(tuple(a for _, a in recorded))
    ids = {a.name: i for i, a in recorded}
    for number, row in enumerate(rows, start=2):
        await _add(tx, {k: squeeze(v or "") for k, v in row.items() if k}, directory, ids, on, f"Dòng {number}")
    return len(rows)


async def _add(tx: Tx, row: dict[str, str], directory: Directory, ids: dict[str, int], on: date, where: str) -> None:
    post = POSTS.get(row.get("role", "").casefold())
    if post is None:
        raise BadInput(f"{where}: không có vai trò “{row['role']}”.")
    if not row.get("name"):
        raise BadInput(f"{where}: thiếu họ tên.")
    agency_id = None
    if row.get("agency"):
        found = directory.find(row["agency"])
        if len(found) != 1:
            raise BadInput(f"{where}: không rõ cơ quan “{row['agency']}”.")
        agency_id = ids[found[0].name]
    elif post is not Post.ADMIN:
        raise BadInput(f"{where}: thiếu cơ quan.")
    phone = row.get("phone") or None
    normal = people.normal_phone(phone) if phone else None
    if phone and normal is None:
        raise BadInput(f"{where}: số điện thoại “{phone}” không đúng.")
    language = row.get("language") or "vi"
    if language not in ("vi", "en"):
        raise BadInput(f"{where}: ngôn ngữ là vi hoặc en.")
    await people.add_contact(
        tx, row["name"], post, agency_id, on, phone=normal, language=language, hour=_hour(row.get("hour", ""), where)
    )


def _hour(text: str, where: str) -> time:
    try:
        return time.fromisoformat(text.zfill(5)) if text else time(8, 0)
    except ValueError:
        raise BadInput(f"{where}: giờ nhận tin “{text}” không đúng, ví dụ 08:00.") from None


async def invite_person(tx: Tx, name: str, *, admin: bool, now: datetime, on: date) -> tuple[str, str]:
    """(name, token) of a fresh invitation: for somebody on the roster, or for a new admin. Errors: BadInput."""
    wanted = squeeze(name)
    found = [p.contact for p in await people.listed(tx, on, now) if p.contact.name.casefold() == wanted.casefold()]
    if admin and not found:
        contact_id = await people.add_contact(tx, wanted, Post.ADMIN, None, on)
    elif len(found) == 1:
        contact_id = found[0].id
        if admin and not found[0].is_admin:
            await people.add_post(tx, contact_id, Post.ADMIN, None, on)
    elif found:
        raise BadInput(f"Có {len(found)} người tên “{wanted}” trong danh sách. Ghi thêm cơ quan vào tên để phân biệt.")
    else:
        raise BadInput(f"Không có “{wanted}” trong danh sách. Xem: nhacviec people list")
    return wanted, await people.invite(tx, contact_id, None, now)


async def listed_people(tx: Tx, on: date, now: datetime) -> list[dict[str, Any]]:
    """The roster as `people list` shows it: posts held and to come, where the joining stands, who is away and until when."""
    everybody = await people.listed(tx, on, now)
    away = await away_on(tx, [line.contact.id for line in everybody], on)
    return [
        {
            "name": line.contact.name,
            "posts": [_post(p, on) for p in (*line.contact.posts, *line.contact.coming)],
            "state": line.state,
            "channel": line.channel,
            "away": {"until": a.until_on.isoformat(), "substitute": a.substitute} if (a := away.get(line.contact.id)) else None,
        }
        for line in everybody
    ]


def _post(held: people.RoleHeld, on: date) -> dict[str, Any]:
    begins = held.from_on.isoformat() if held.from_on > on else None
    return {
        "role": str(held.post),
        "agency": held.agency,
        "from": begins,
        "until": held.until_on.isoformat() if held.until_on else None,
    }


def demo_token() -> str:
    """A token that only the demo's own town knows."""
    return f"{secrets.randbelow(10**9) + 10**9}:{secrets.token_urlsafe(26)}"
