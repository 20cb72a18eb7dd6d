"""A plan's reviewed data files -> Plan: `plan.toml`, `activities.toml`, `targets.toml`, `agencies.csv` in one folder.

The files hold the paper's own words. What the words mean (dates, agencies) is read at load by the code that reads any other
plan, so a phrase has one meaning everywhere; where the text leaves a date open, a reviewer's reading stands beside it, as words
too (`deadline_read_as`).
"""

import csv
import tomllib
from dataclasses import replace
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from plan_data.agencies import Directory
from plan_data.deadlines import deadline_json, read_deadline
from plan_data.errors import BrokenPlan, UnknownPlan
from plan_data.model import Activity, ActivityGroup, Agency, Measure, Plan, Problem, Target
from plan_data.occurrences import planning_problems
from plan_data.text import fold, squeeze

SHIPPED = {"ca-mau-2024": "ca_mau_2024"}

# Notes that say a task was finished before the plan was issued.
_DONE_NOTES = frozenset({"da ban hanh", "da hoan thanh", "da thuc hien"})


def load_plan(name_or_path: str = "ca-mau-2024") -> Plan:
    """The plan that ships under a name, or the one whose data files lie in a folder.

    Raises UnknownPlan when there is neither, BrokenPlan when the files contradict themselves; both say so in Vietnamese.
    """
    folder = _folder(name_or_path)
    try:
        return _plan(folder)
    except (KeyError, TypeError, ValueError, FileNotFoundError) as error:
        raise BrokenPlan(name_or_path, f"không đọc được ({error})") from error


def _folder(name_or_path: str) -> Traversable:
    if name_or_path in SHIPPED:
        return files("plan_data").joinpath(SHIPPED[name_or_path])
    if Path(name_or_path, "plan.toml").is_file():
        return Path(name_or_path)
    raise UnknownPlan(name_or_path, tuple(SHIPPED))


def _plan(folder: Traversable) -> Plan:
    head = _toml(folder, "plan.toml")
    agencies = _agencies(folder.joinpath("agencies.csv").read_text(encoding="utf-8"))
    directory = Directory(agencies)
    year = int(head["year"])
    plan = Plan(
        number=head["number"],
        title=head["title"],
        short_title=head["short_title"],
        year=year,
        issued=head["issued"],
        office=head["office"],
        groups=tuple(ActivityGroup(**row) for row in head["group"]),
        activities=tuple(_activity(row, year, directory) for row in _toml(folder, "activities.toml")["activity"]),
        text_tasks=tuple(_activity(row, year, directory) for row in head.get("text_task", [])),
        targets=tuple(_target(row) for row in _toml(folder, "targets.toml")["target"]),
        agencies=agencies,
        problems=tuple(Problem(**row) for row in head.get("problem", [])),
        source=head["source"],
    )
    _check(plan)
    return replace(plan, problems=plan.problems + planning_problems(plan))


def _toml(folder: Traversable, name: str) -> dict[str, Any]:
    return tomllib.loads(folder.joinpath(name).read_text(encoding="utf-8"))


def _agencies(text: str) -> tuple[Agency, ...]:
    return tuple(
        Agency(row["name"], row["kind"], tuple(filter(None, row["abbreviations"].split(";"))), row["short"])
        for row in csv.DictReader(text.splitlines())
    )


def _activity(row: dict[str, Any], year: int, directory: Directory) -> Activity:
    """A row of the data; the group of an annex row is the numeral of its code ("II.3")."""
    note = row.get("note", "")
    return Activity(
        code=row["code"],
        group=row.get("group") or row["code"].split(".")[0],
        title=row["title"],
        short_title=row["short_title"],
        product=row["product"],
        deadline_text=row["deadline"],
        deadline=read_deadline(row.get("deadline_read_as", row["deadline"]), year),
        lead_text=row["lead"],
        lead=directory.read(row["lead"]).agencies,
        coordinating_text=row["coordinating"],
        coordinating=directory.read(row["coordinating"]).agencies,
        note=note,
        done_at_import=fold(note) in _DONE_NOTES,
        confirm=_flag(row, "confirm"),
    )


def _flag(row: dict[str, Any], key: str) -> bool:
    """A yes or no that a reviewer set; nothing else is taken for either."""
    value = row.get(key, False)
    if not isinstance(value, bool):
        raise TypeError(f"{key} phải là true hoặc false")
    return value


def _target(row: dict[str, Any]) -> Target:
    measures = tuple(Measure(m["id"], m.get("value"), m["unit"], m["text"]) for m in row["measures"])
    return Target(row["code"], squeeze(row["text"]), measures, row["followed_by"])


def _check(plan: Plan) -> None:
    """What a slip of an editor's hand would break, said by name before anybody is reminded of it."""
    codes = [activity.code for activity in plan.all_activities]
    if twice := sorted({code for code in codes if codes.count(code) > 1}):
        raise BrokenPlan(plan.number, f"mã việc bị trùng: {', '.join(twice)}")
    groups = {group.numeral for group in plan.groups}
    if strays := [activity.code for activity in plan.all_activities if activity.group not in groups]:
        raise BrokenPlan(plan.number, f"việc không thuộc nhóm nào: {', '.join(strays)}")
    known = {agency.name for agency in plan.agencies}
    followers = [plan.office, *(g.followed_by for g in plan.groups), *(t.followed_by for t in plan.targets)]
    if strangers := sorted(set(followers) - known):
        raise BrokenPlan(plan.number, f"cơ quan theo dõi không có trong danh mục: {', '.join(strangers)}")


def plan_json(plan: Plan) -> dict[str, Any]:
    """What `plan show --json` prints; `text_tasks` has the shape of `activities`."""
    return {
        "number": plan.number,
        "title": plan.title,
        "short_title": plan.short_title,
        "year": plan.year,
        "issued": plan.issued.isoformat(),
        "activities": [activity_json(activity) for activity in plan.activities],
        "text_tasks": [activity_json(activity) for activity in plan.text_tasks],
        "targets": [_target_json(target) for target in plan.targets],
        "problems": [problem_json(problem) for problem in plan.problems],
    }


def activity_json(activity: Activity) -> dict[str, Any]:
    """One activity as `plan show` and `plan check` print it."""
    return {
        "code": activity.code,
        "group": activity.group,
        "title": activity.title,
        "short_title": activity.short_title,
        "product": activity.product,
        "deadline_text": activity.deadline_text,
        "deadline": {"text": activity.deadline_text, **deadline_json(activity.deadline)},
        "lead_text": activity.lead_text,
        "lead": list(activity.lead),
        "coordinating_text": activity.coordinating_text,
        "coordinating": list(activity.coordinating),
        "note": activity.note,
        "done_at_import": activity.done_at_import,
        **({"confirm": True} if activity.confirm else {}),
    }


def problem_json(problem: Problem) -> dict[str, str]:
    return {"row": problem.row, "cell": problem.cell, "text": problem.text, "says": problem.says}


def _target_json(target: Target) -> dict[str, Any]:
    return {
        "code": target.code,
        "text": target.text,
        "measures": [{"id": m.id, "value": m.value, "unit": m.unit, "text": m.text} for m in target.measures],
        "followed_by": target.followed_by,
    }
