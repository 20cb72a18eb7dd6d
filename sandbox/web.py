"""The web application: the Bot API, the control API and the page, for one town."""

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

from starlette.applications import Starlette
from starlette.datastructures import UploadFile
from starlette.requests import ClientDisconnect, Request
from starlette.responses import FileResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import Receive, Scope, Send

from sandbox import botapi, town_api, webhook
from sandbox.call import Call, Upload
from sandbox.methods_files import stored_at
from sandbox.town import Town

PAGE = Path(__file__).parent / "page"
SECURITY = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; "
        "form-action 'none'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-cache",
}
_MAX_PART = 60 * 1024 * 1024


def create_app(town: Town, drop: Callable[[Scope], None] | None = None) -> Starlette:
    """The application. `drop(scope)` closes a connection without an answer; where it is missing, a drop is a plain error."""

    @contextlib.asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        caller = asyncio.create_task(webhook.deliver(town))
        yield
        town.stop()
        caller.cancel()

    routes: list[BaseRoute] = [
        Route("/bot{token}/{method}", _BotEndpoint(town, drop)),
        Route("/file/bot{token}/{path:path}", _file_endpoint(town)),
        *town_api.routes(town),
        Route("/", _index),
        Mount("/page", _Page(directory=PAGE)),
    ]
    return Starlette(routes=routes, lifespan=lifespan)


class _Page(StaticFiles):
    """Static files with the page's security headers."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        response = await super().get_response(path, scope)
        response.headers.update(SECURITY)
        return response


async def _index(_request: Request) -> Response:
    return FileResponse(PAGE / "index.html", headers=SECURITY)


def _file_endpoint(town: Town) -> Callable[[Request], Any]:
    async def endpoint(request: Request) -> Response:
        stored = stored_at(town, request.path_params["path"]) if request.path_params["token"] == town.token else None
        if stored is None:
            return _json(404, {"ok": False, "error_code": 404, "description": "Not Found"})
        return Response(stored.data, media_type="application/octet-stream")

    return endpoint


def _json(status: int, body: Any) -> Response:
    return Response(json.dumps(body, ensure_ascii=False), status, media_type="application/json")


class _BotEndpoint:
    """`/bot<token>/<method>` as a bare ASGI application: a dropped connection must leave no answer behind."""

    def __init__(self, town: Town, drop: Callable[[Scope], None] | None) -> None:
        self._town = town
        self._drop = drop

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive)
        try:
            call = await read_call(request)
            token = request.path_params["token"]
            if call.method == "getupdates":
                status, body = await _unless_gone(self._town, token, call, receive)
            else:
                status, body = await botapi.answer(self._town, token, call)
        except ClientDisconnect:
            return
        except ValueError:
            status, body = 400, {"ok": False, "error_code": 400, "description": "Bad Request: object expected"}
        except botapi.Dropped:
            if self._drop is None:
                raise
            self._drop(scope)
            while (await receive())["type"] != "http.disconnect":
                pass  # uvicorn complains of a missing answer unless it has seen the connection go
            return
        # as Telegram answers: in ASCII, so that half a surrogate pair comes through as it was typed
        await Response(json.dumps(body), status, media_type="application/json")(scope, receive, send)


async def _unless_gone(town: Town, token: str, call: Call, receive: Receive) -> tuple[int, Any]:
    """A poll ends with its caller: updates must not be handed to a bot that was killed."""
    poll = asyncio.ensure_future(botapi.answer(town, token, call))
    gone = asyncio.ensure_future(receive())
    try:
        await asyncio.wait({poll, gone}, return_when=asyncio.FIRST_COMPLETED)
        if not poll.done():
            raise ClientDisconnect
        return poll.result()
    finally:
        for task in (poll, gone):
            task.cancel()
        await asyncio.gather(poll, gone, return_exceptions=True)


async def read_call(request: Request) -> Call:
    """The call of a request: query and body together, the body winning. Raises ValueError for a body that cannot be read."""
    params: dict[str, Any] = dict(request.query_params)
    uploads: dict[str, Upload] = {}
    kind = request.headers.get("content-type", "").split(";")[0].strip().lower()
    if kind == "multipart/form-data":
        async with request.form(max_part_size=_MAX_PART, max_files=100) as form:
            for name, value in form.multi_items():
                if isinstance(value, UploadFile):
                    uploads[name] = Upload(value.filename or name, value.content_type or "", await value.read())
                else:
                    params[name] = value
    else:
        raw = await request.body()
        if kind == "application/json" and raw:
            body = json.loads(raw)
            if not isinstance(body, dict):
                raise ValueError("object expected")
            params.update(body)
        elif raw:
            params.update(parse_qsl(raw.decode("utf-8", "replace"), keep_blank_values=True))
    return Call(request.path_params["method"].lower(), params, uploads)
