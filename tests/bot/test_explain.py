"""`nhacviec explain` as a script calls it: a process, JSON strings in, one JSON object a line out, in order."""

import json
import subprocess
import sys

import pytest

TEXTS = ["Quý I/2024", "", "31/4/2024", "Thường xuyên", "a\u2028b\x85c\x0bd", "Sở Nội vụ; Sở Y tế", "Quý I/2024", 'ngoặc "kép"']


def explain(what: str, given: bytes, *options: str) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-c", "from bot.cli import main; main()", "explain", what, "--json", *options]
    return subprocess.run(command, input=given, capture_output=True, timeout=60, check=False)


@pytest.mark.parametrize("what", ["deadline", "agency", "reply"])
def test_one_answer_a_line_in_order(what: str) -> None:
    given = "\n\n".join(json.dumps(text, ensure_ascii=False) for text in TEXTS) + "\r\n"
    for start in (b"", "\ufeff".encode()):  # with the mark that Windows writes, too
        done = explain(what, start + given.encode())
        answers = [json.loads(line) for line in done.stdout.decode().split("\n") if line]
        assert (done.returncode, done.stderr) == (0, b"")
        assert [answer["text"] for answer in answers] == TEXTS


@pytest.mark.parametrize(
    "junk",
    [
        b"Qu\xc3\xbd I",
        b"{",
        b'{"text": "x"}',
        b"42",
        b"null",
        b'["Qu\xc3\xbd I"]',
        b'"open',
        b"\xff\xfe",
        b'"\\ud800"',
        b"[" * 100_000,
    ],
)
def test_a_line_that_is_no_json_string_is_named_in_one_sentence(junk: bytes) -> None:
    done = explain("deadline", '"Quý I"\n\n"Quý II"\n'.encode() + junk + '\n"Quý III"\n'.encode())
    assert done.returncode == 2
    assert done.stderr.decode() == 'Dòng 4: cần một chuỗi JSON, ví dụ "Quý I năm 2024".\n'
    assert done.stdout == b""


def test_nothing_given_is_nothing_answered() -> None:
    done = explain("agency", b"")
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
