"""uvicorn around a town: stops at once even with open long polls, and can drop a connection without an answer."""

import asyncio
import contextlib
import signal
import socket
from collections.abc import AsyncIterator, Callable, Iterator
from types import FrameType

import uvicorn
from starlette.types import Scope
from uvicorn.protocols.http.h11_impl import H11Protocol

from sandbox.town import Town
from sandbox.web import create_app

_OPEN: dict[tuple[str, int], asyncio.Transport] = {}


class _Protocol(H11Protocol):
    """Remembers the transport of each client, so that a fault can cut it."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        if self.client:
            _OPEN[self.client] = transport

    def connection_lost(self, exc: Exception | None) -> None:
        if self.client:
            _OPEN.pop(self.client, None)
        super().connection_lost(exc)


def _drop(scope: Scope) -> None:
    transport = _OPEN.get(tuple(scope["client"]))
    if transport is not None:
        transport.abort()


class Server(uvicorn.Server):
    """A server for one town; a signal lets every long poll go before uvicorn waits for them."""

    def __init__(self, town: Town, port: int, announce: Callable[[], None] | None = None) -> None:
        app = create_app(town, _drop)
        super().__init__(
            uvicorn.Config(
                app,
                host="127.0.0.1",
                port=port,
                http=_Protocol,
                ws="none",
                access_log=False,
                log_level="warning",
                server_header=False,
                timeout_graceful_shutdown=2,
                backlog=2048,
            )
        )
        self._town = town
        self._announce = announce

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started and self._announce:
            self._announce()

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """As uvicorn's, without raising the signal again at the end: a stop that was asked for is exit code 0."""
        before = {number: signal.signal(number, self.handle_exit) for number in (signal.SIGINT, signal.SIGTERM)}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        self._town.stop()
        super().handle_exit(sig, frame)


@contextlib.asynccontextmanager
async def running(town: Town, port: int = 0) -> AsyncIterator[str]:
    """Serve a town inside the running event loop (for tests); yields the base URL `http://127.0.0.1:PORT`."""
    # The protocol is named, because asyncio switches Nagle's delay off only for sockets that say they are TCP.
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind(("127.0.0.1", port))
    server = Server(town, port)
    serving = asyncio.create_task(server._serve([listener]))
    try:
        while not server.started:
            if serving.done():
                serving.result()
            await asyncio.sleep(0.005)
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        town.stop()
        server.should_exit = True
        await serving
        listener.close()
