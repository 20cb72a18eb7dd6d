"""Health and metrics over HTTP, for whoever watches the service, which say nothing about people, plans or the token; and the
private calendars, for who knows their addresses. An address is a key: nothing here writes one into a log."""

import asyncio
from typing import Protocol

import uvicorn
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Gauge, generate_latest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot import calendars
from bot.errors import PortTaken
from bot.settings import Settings
from plan_data.calendar import WorkingCalendar, local_date
from scheduler.clock import Clock
from storage.queries import Backlog, backlog
from storage.store import Store

CALENDAR_LASTS = 15 * 60
"""Seconds for which a calendar app need not ask again."""


class Watched(Protocol):
    """What is looked at."""

    store: Store
    calendar: WorkingCalendar
    clock: Clock

    @property
    def healthy(self) -> bool: ...


def create_app(service: Watched) -> Starlette:
    """`/health`: 200 while every job works, 503 otherwise. `/metrics`: Prometheus. `/lich/<token>.ics`: one's due dates."""

    async def health(request: Request) -> Response:
        return JSONResponse({"ok": service.healthy}, status_code=200 if service.healthy else 503)

    async def metrics(request: Request) -> Response:
        async with service.store.transaction() as tx:
            return Response(_metrics(await backlog(tx), service.healthy), media_type=CONTENT_TYPE_LATEST)

    async def calendar(request: Request) -> Response:
        on, known = local_date(service.clock.now()), request.headers.get("if-none-match")
        found = await calendars.served(service.store, request.path_params["token"], service.calendar, on, known)
        if found is None:
            return Response("Not Found", status_code=404, media_type="text/plain")
        tag, content = found
        headers = {"ETag": tag, "Cache-Control": f"private, max-age={CALENDAR_LASTS}", "X-Robots-Tag": "noindex"}
        if content is None:
            return Response(status_code=304, headers=headers)
        return Response(content, media_type="text/calendar", headers=headers)

    return Starlette(routes=[Route("/health", health), Route("/metrics", metrics), Route(calendars.PATH, calendar)])


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
        create_app(service),
        host=settings.web_host,
        port=settings.web_port,
        log_level="warning",
        access_log=False,
        lifespan="off",
    )
    server = uvicorn.Server(config)
    server.install_signal_handlers = lambda: None  # type: ignore[attr-defined]
    serving = asyncio.create_task(_serve(server))
    try:
        await asyncio.shield(serving)
    except asyncio.CancelledError:  # it closes what it opened
        server.should_exit = True
        await asyncio.gather(serving, return_exceptions=True)
        raise


async def _serve(server: uvicorn.Server) -> None:
    """Errors: PortTaken."""
    try:
        await server.serve()
    except SystemExit:  # uvicorn's way to say that it cannot listen; out of a task it would end the process
        raise PortTaken from None
