"""The house rules that a reader cannot be trusted to keep: borders, sizes, the lock, and documentation that tells the truth."""

import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import click
import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.require import require

HOUSE = Path(__file__).parent.parent
ROOMS = ("bot", "plan_data", "sandbox", "scheduler", "storage")
READMES = ("README.md", "README.vi.md")
LONGEST = 400
# Longer files, each with the reason that cutting it would make it harder to read.
TABLES: dict[str, str] = {
    "bot/understanding/dates.py": "one table of date phrases with its builders",
    "bot/understanding/rows.py": "one table of phrases, searched from top to bottom",
    "plan_data/deadlines/vi.py": "one table of phrases; the corpus names its rows",
    "storage/migrations/versions/v0001_first_schema.py": "written by Alembic",
    "storage/tables.py": "every table on one page",
}

# --- The checks hold the borders -------------------------------------------------------------------------------------------

# What someone in a hurry would write, where, and the check that must stop it.
PLANTS = [
    ("plan_data/text.py", "import sqlalchemy", "lint-imports", "plan_data is not allowed to import sqlalchemy"),
    ("plan_data/text.py", "import asyncio", "lint-imports", "plan_data is not allowed to import asyncio"),
    ("plan_data/text.py", "import scheduler", "lint-imports", "plan_data is not allowed to import scheduler"),
    ("scheduler/planted.py", "import storage", "lint-imports", "scheduler is not allowed to import storage"),
    ("scheduler/planted.py", "import apscheduler", "lint-imports", "scheduler is not allowed to import apscheduler"),
    ("scheduler/planted.py", "import httpx", "lint-imports", "scheduler is not allowed to import httpx"),
    ("storage/planted.py", "import bot", "lint-imports", "storage is not allowed to import bot"),
    ("bot/planted.py", "import sqlalchemy", "lint-imports", "bot is not allowed to import sqlalchemy"),
    ("bot/planted.py", "import telegram", "lint-imports", "bot is not allowed to import telegram"),
    ("bot/planted.py", "import sandbox", "lint-imports", "bot is not allowed to import sandbox"),
    ("sandbox/planted.py", "import plan_data", "lint-imports", "sandbox is not allowed to import plan_data"),
    ("scheduler/planted.py", "from datetime import datetime\n\ndatetime.now()", "ruff check .", "the clock is read in"),
    ("bot/planted.py", "from datetime import date\n\ndate.today()", "ruff check .", "the clock is read in"),
    ("storage/planted.py", "import time\n\ntime.time()", "ruff check .", "the clock is read in"),
    ("bot/planted.py", "from . import settings", "ruff check .", "TID252"),
    ("bot/planted.py", "import yaml", "deptry .", "'yaml' imported but missing"),
    ("bot/planted.py", "import hypothesis", "deptry .", "'hypothesis' imported but declared as a dev dependency"),
    ("bot/planted.py", "def double(n):\n    return 2 * n", "mypy bot/planted.py", "missing a type annotation"),
]


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The rooms and their rules in a folder of their own, to plant mistakes in."""
    for room in ROOMS:
        shutil.copytree(HOUSE / room, tmp_path / room, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(HOUSE / "pyproject.toml", tmp_path)
    return tmp_path


def check(tool: str, folder: Path) -> tuple[int, str]:
    """The exit code of one tool of `make check` and all that it prints, each run of white space as one space."""
    name, *arguments = tool.split()
    command = [str(Path(sys.executable).parent / name), *arguments]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    return done.returncode, " ".join((done.stdout + done.stderr).split())


@pytest.mark.parametrize("tool", ["lint-imports", "ruff check .", "deptry ."])
def test_the_house_as_it_stands_passes(tool: str, copy: Path) -> None:
    code, said = check(tool, copy)
    assert code == 0, said


@pytest.mark.parametrize(("file", "line", "tool", "says"), PLANTS, ids=lambda value: value.split("\n")[0])
def test_a_planted_mistake_is_caught(file: str, line: str, tool: str, says: str, copy: Path) -> None:
    with (copy / file).open("a", encoding="utf-8") as planted:
        planted.write(f"\n{line}\n")
    code, said = check(tool, copy)
    assert code != 0
    assert says in said


def test_make_check_runs_every_tool() -> None:
    recipe = (HOUSE / "Makefile").read_text().split("\ncheck:")[1].split("\n\n")[0]
    assert re.findall(r"\$\(BIN\)/(.+)", recipe) == [
        "ruff check .",
        "ruff format --check .",
        "mypy",
        "lint-imports",
        "deptry .",
    ]


# --- The lock --------------------------------------------------------------------------------------------------------------


def test_the_lock_fits_the_project_and_names_no_registry() -> None:
    project = tomllib.loads((HOUSE / "pyproject.toml").read_text(encoding="utf-8"))
    lock = (HOUSE / "requirements.lock").read_text(encoding="utf-8")
    locked = {canonicalize_name(name): version for name, version in re.findall(r"^([\w.-]+)==(\S+)", lock, re.MULTILINE)}
    asked = project["project"]["dependencies"] + project["dependency-groups"]["dev"] + project["build-system"]["requires"]
    for requirement in map(Requirement, asked):
        version = locked.get(canonicalize_name(requirement.name))
        assert version, f"{requirement.name} is not in requirements.lock: make lock"
        assert requirement.specifier.contains(version), f"{requirement} does not fit the lock's {version}: make lock"
    assert "://" not in lock
    assert "index-url" not in lock


# --- Documentation that tells the truth -------------------------------------------------------------------------------------


def settings() -> list[str]:
    """Every setting as it stands in the environment."""
    fields = import_module("bot.settings").Settings.model_fields
    return [f"NHACVIEC_{name.upper()}" for name in fields]


def commands(group: click.Command, path: str) -> Iterator[str]:
    """Every command a person can type, groups included."""
    for name, command in getattr(group, "commands", {}).items():
        if not command.hidden:
            yield f"{path} {name}"
            yield from commands(command, f"{path} {name}")


@pytest.mark.parametrize("page", [".env.example", *READMES])
def test_every_setting_is_told(page: str) -> None:
    told = set(re.findall(r"NHACVIEC_[A-Z0-9_]+", (HOUSE / page).read_text(encoding="utf-8")))
    assert set(settings()) - told == set()
    assert told - set(settings()) == set(), "told, but not a setting"


def test_the_example_of_settings_sets_nothing_but_the_defaults() -> None:
    """Copying it must change nothing until a line is filled in."""
    lines = (HOUSE / ".env.example").read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if not re.fullmatch(r"(#.*|NHACVIEC_[A-Z0-9_]+=)?", line)] == []


def test_every_command_is_told() -> None:
    readme = (HOUSE / "README.md").read_text(encoding="utf-8")
    typed = list(commands(import_module("bot.cli").cli, "nhacviec"))
    assert typed
    assert [command for command in typed if not re.search(rf"{command}\b", readme)] == []


def test_every_make_target_is_told() -> None:
    targets = re.findall(r"^([a-z-]+):.*## ", (HOUSE / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    assert targets
    for page in READMES:
        words = (HOUSE / page).read_text(encoding="utf-8")
        assert [target for target in targets if not re.search(rf"make {target}\b(?!-)", words)] == [], page


def test_both_readmes_have_the_same_headings() -> None:
    english, vietnamese = (
        re.findall(
            r"^(#+) ",
            re.sub(r"^```.*?^```", "", (HOUSE / page).read_text(encoding="utf-8"), flags=re.DOTALL | re.MULTILINE),
            re.MULTILINE,
        )
        for page in READMES
    )
    assert english
    assert english == vietnamese


# --- Files that travel ------------------------------------------------------------------------------------------------------

# A path of the machine it was written on, the folder beside it, or a registry's address, which an office's mirror replaces.
# The brackets keep the pattern from finding itself.
MACHINE = re.compile(
    r"\.\.[/]shared|(?<![\w.])/(?:work|root|farm|home/\w+)[/]|pypi[.]org|pythonhosted[.]org|registry[.]npmjs|[.]debian[.]org"
)


def files() -> list[Path]:
    """Every file of the project: what git knows and what it would add."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=HOUSE,
        capture_output=True,
        text=True,
        check=False,
    )
    require(listed.returncode == 0, "git lists the project's files: run this in a checkout")
    return [HOUSE / name for name in listed.stdout.split("\0") if name and (HOUSE / name).is_file()]


def test_no_file_names_this_machine() -> None:
    found = []
    for file in files():
        words = file.read_bytes().decode("utf-8", "ignore")
        found += [f"{file.relative_to(HOUSE)}: {match.group()}" for match in MACHINE.finditer(words)]
    assert found == []


def test_no_room_has_a_file_too_long_to_read() -> None:
    lengths = {
        str(file.relative_to(HOUSE)): len(file.read_text(encoding="utf-8").splitlines())
        for room in ROOMS
        for file in (HOUSE / room).rglob("*.py")
    }
    assert {name: length for name, length in lengths.items() if length > LONGEST and name not in TABLES} == {}
    assert [name for name in TABLES if lengths.get(name, 0) <= LONGEST] == [], "no longer long: take it off the list"
