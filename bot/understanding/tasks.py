"""A task given beyond the plan, in one sentence: whose it is, what, by when, by which document. Pure, and nothing is guessed.

"Sở Y tế, Báo cáo tự kiểm tra CCHC, hạn 30/6, theo CV 33/UBND-NC": parts between commas. The agency and the deadline languages
read the cells; what stands under no label and is neither is the title. What is missing stays empty and is asked for.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from bot.understanding.answer import Document
from bot.understanding.documents import flat
from bot.understanding.orders import without_document
from bot.understanding.words import clean
from plan_data.agencies import Directory
from plan_data.deadlines import read_deadline
from plan_data.model import Conditional, Deadline, NotUnderstood
from plan_data.occurrences import assigned_agencies
from plan_data.text import squeeze

_LABELS = (
    ("deadline", r"(?:thoi |ngay )?(?:den )?han(?: (?:chot|hoan thanh|thuc hien|nop))?[: ]"),
    ("product", r"san pham(?: la)?[: ]"),
    ("coordinating", r"(?:co quan |don vi )?phoi hop(?: voi)?[: ]"),
    ("lead", r"(?:co quan |don vi )?(?:chu tri|thuc hien)[: ]"),
    ("group", r"(?:thuoc )?nhom (?=(?:i{1,3}|iv|v|vi{1,3}|ix|x)$)"),
    ("title", r"(?:noi dung|nhiem vu|ten viec|viec)(?: la)? ?:"),
)
_LEADS = re.compile(r" (?:lam |la )?(?:co quan )?chu tri$")
_TIME = re.compile(
    r"(?:truoc|trong|den|het|cuoi|dau|giua|ngay|thang|quy|nam|hang|hằng|moi|dinh ky|thuong xuyen|tu|sau|6 thang|\d{1,2}[/.-]\d)"
)
_NO_DOCUMENT = re.compile(r"[,;]? ?(?:\(|theo|can cu|tai|bang)? ?¤ ?\)?")
_MORE = re.compile(r"(?:so|ban|nganh|hoi|doan the|ubnd|uy ban|huyen|thanh pho|xa|phuong)(?: \S+){0,3}$")
"""How a list of agencies goes on behind a comma: "các sở, ban, ngành tỉnh". """
_MOST_TITLE = 300


@dataclass(frozen=True, slots=True)
class Task:
    """The parts as they were typed, empty where they are missing. `group` is a numeral of the plan."""

    lead: str = ""
    title: str = ""
    deadline: str = ""
    product: str = ""
    coordinating: str = ""
    group: str = ""
    document: Document | None = None

    def with_more(self, more: "Task") -> "Task":
        """What was said since replaces what was known."""
        return replace(self, **{f: value for f in Task.__dataclass_fields__ if (value := getattr(more, f))})


def read_task(said: str, directory: Directory, year: int, on: date, *, agency: str = "") -> Task:
    """`agency` are words for it that stood before the colon."""
    plain, document = without_document(clean(said), on)
    start = _NO_DOCUMENT.search(flat(plain)) if document is not None else None
    if start is not None:
        plain = f"{plain[: start.start()]},{plain[start.end() :]}"
    parts = [p for part in re.split(r"[,;\n]", plain) if (p := squeeze(part).strip(" ."))]
    task, rest = _labelled(parts, directory, year)
    task = replace(task, document=document, lead=task.lead or squeeze(agency))
    if not task.deadline:
        rest, task = _time_among(rest, task, year)
    if not task.lead:
        rest, task = _lead_among(rest, task, directory)
    title = task.title or ", ".join(rest)
    return replace(task, title=title[:1].upper() + title[1:_MOST_TITLE])


def only_parts(said: str, directory: Directory, year: int, on: date) -> Task | None:
    """Parts under their labels, a document, a time, and nothing else: what corrects a task that was shown."""
    task = read_task(said, directory, year, on)
    return task if task != Task() and not task.title and not task.lead else None


def understood(deadline: Deadline) -> bool:
    """Does it give dates, or check-ins?"""
    return not isinstance(deadline, NotUnderstood | Conditional)


def agencies_of(text: str, directory: Directory) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """(names and group tokens of the cell, those that it could as well mean): none of the first where a word is nobody's."""
    reading = directory.read(text)
    known = {a.name for a in directory.agencies}
    members = assigned_agencies(reading.agencies, directory)
    if reading.agencies and not reading.unread and not reading.ambiguous and members and set(members) <= known:
        return reading.agencies, ()
    by_name = "," not in text and len(text) < 80 and not (reading.agencies and reading.unread)
    found = directory.find(text) if by_name else ()
    if len(found) == 1:
        return (found[0].name,), ()
    return (), tuple(a.name for a in found) or tuple(n for tie in reading.ambiguous for n in tie if n in known)


def _labelled(parts: Sequence[str], directory: Directory, year: int) -> tuple[Task, list[str]]:
    """What stands under labels, and the parts that do not. A deadline or a list of agencies may go on behind its comma."""
    found: dict[str, Any] = {}
    rest: list[str] = []
    goes_on = ""
    for part in parts:
        name, value = _label_of(part)
        if name:
            found[name], goes_on = value, name
        elif goes_on == "deadline" and understood(read_deadline(part, year)) and _TIME.match(flat(part)):
            found["deadline"] += f", {part}"
        elif goes_on in ("coordinating", "lead") and agencies_of(f"{found[goes_on]}, {part}", directory)[0]:
            found[goes_on] += f", {part}"
        else:
            rest.append(part)
            goes_on = ""
    found["group"] = found.get("group", "").upper()
    return Task(**found), rest


def _label_of(part: str) -> tuple[str, str]:
    low = flat(part)
    for name, label in _LABELS:
        head = re.match(label, low)
        if head is not None:
            return name, part[head.end() :].strip(" :")
    leads = _LEADS.search(low)
    return ("lead", part[: leads.start()]) if leads is not None else ("", part)


def _time_among(rest: list[str], task: Task, year: int) -> tuple[list[str], Task]:
    times = [p for p in rest if _TIME.match(flat(p)) and understood(read_deadline(p, year))]
    return [p for p in rest if p not in times], replace(task, deadline=", ".join(times))


def _lead_among(rest: list[str], task: Task, directory: Directory) -> tuple[list[str], Task]:
    """The longest run of parts from the first on that is agencies and nothing else; a tie is left as it was typed."""
    for size in range(len(rest), 0, -1):
        words = ", ".join(rest[:size])
        names, ties = agencies_of(words, directory)
        names = names if all(_MORE.match(flat(p)) or agencies_of(p, directory)[0] for p in rest[1:size]) else ()
        if names or (ties and size == 1):
            return rest[size:], replace(task, lead=words)
    return rest, task
