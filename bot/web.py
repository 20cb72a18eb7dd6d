"""Health and metrics over HTTP, for whoever watches the service. Says nothing about people, plans or the token."""

from typing import Protocol

import uvicorn
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Gauge, generate_latest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.errors import PortTaken
from bot.settings import Settings
from storage.queries import Backlog, backlog
from storage.store import Store


class Watched(Protocol):
    """What is looked at."""

    store: Store

    @property
    def healthy(self) -> bool: ...


def create_app(service: Watched) -> Starlette:
    """`/health`: 200 while every job works, 503 otherwise. `/metrics`: Prometheus."""

    async def health(request: Request) -> Response:
        return JSONResponse({"ok": service.healthy}, status_code=200 if service.healthy else 503)

    async def metrics(request: Request) -> Response:
        async with service.store.transaction() as tx:
            return Response(_metrics(await backlog(tx), service.healthy), media_type=CONTENT_TYPE_LATEST)

    return Starlette(routes=[Route("/health", health), Route("/metrics", metrics)])


def _metrics(now: Backlog, healthy: bool) -> bytes:
    registry = CollectorRegistry()
    values = {
        "nhacviec_healthy": ("1 while every job works", int(healthy)),
        "nhacviec_inbox_waiting": ("updates heard and not yet understood", now.inbox_waiting),
        "nhacviec_inbox_parked": ("updates that could not be read", now.inbox_parked),
        "nhacviec_outbox_waiting": ("messages that wait", now.outbox_waiting),
        "nhacviec_outbox_dead": ("messages that were given up", now.outbox_dead),
        "nhacviec_occurrences_open": ("open items", now.occurrences_open),
    }
    for name, (says, value) in values.items():
        Gauge(name, says, registry=registry).set(value)
    return generate_latest(registry)


async def serve_web(settings: Settings, service: Watched) -> None:
    """Serves until cancelled; port 0 in the settings switches it off. Errors: PortTaken."""
    if settings.web_port == 0:
        return
    config = uvicorn.Config(
        create_app(service), host=settings.web_host, port=settings.web_port, log_level="warning", lifespan="off"
    )
    server = uvicorn.Server(config)
    server.install_signal_handlers = lambda: None  # type: ignore[attr-defined]
    try:
        await server.serve()
    except SystemExit:  # uvicorn's way to say that it cannot listen
        raise PortTaken from None
