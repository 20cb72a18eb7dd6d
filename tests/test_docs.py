"""Documentation that tells the truth: its examples are run, its links lead somewhere, its promise stands word for word."""

import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.cli import cli

HOUSE = Path(__file__).parent.parent
READMES = ("README.md", "README.vi.md")
PAGES = sorted(
    str(p.relative_to(HOUSE)) for p in (*HOUSE.glob("*.md"), *(HOUSE / "docs").rglob("*.md"), HOUSE / "sandbox/README.md")
)
PROMISE = (
    "no acknowledged status update is ever lost or applied twice; no due reminder is lost; "
    "only deliveries in flight at the instant of a crash may be sent twice, and they are marked so"
)
EXAMPLE = re.compile(r"^```\n\$ nhacviec (explain .+)\n((?:.*\n)+?)```", re.MULTILINE)
LINK = re.compile(r"\]\(([^)#\s]+)\)|src=\"([^\"]+)\"")


@pytest.mark.parametrize("page", READMES)
def test_the_examples_print_what_is_shown(page: str) -> None:
    examples = EXAMPLE.findall((HOUSE / page).read_text(encoding="utf-8"))
    assert {line.split()[1] for line, _ in examples} == {"deadline", "agency", "reply"}
    for line, shown in examples:
        assert CliRunner().invoke(cli, shlex.split(line)).output == shown, line


@pytest.mark.parametrize("page", PAGES)
def test_every_link_leads_somewhere(page: str) -> None:
    targets = [first or second for first, second in LINK.findall((HOUSE / page).read_text(encoding="utf-8"))]
    lost = [t for t in targets if "://" not in t and not (HOUSE / page).parent.joinpath(t).exists()]
    assert lost == []


def test_every_picture_is_shown_somewhere() -> None:
    words = "".join((HOUSE / page).read_text(encoding="utf-8") for page in PAGES)
    assert [p.name for p in (HOUSE / "docs" / "images").iterdir() if f"images/{p.name}" not in words] == []


@pytest.mark.parametrize("page", READMES)
def test_the_promise_stands_word_for_word(page: str) -> None:
    assert PROMISE in (HOUSE / page).read_text(encoding="utf-8")
