"""The control API under /town/: JSON in, JSON out, one Vietnamese sentence in `{"error"}` when something cannot be done."""

import json
from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Any

from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from sandbox import acts
from sandbox.bell import Bell, heard
from sandbox.call import Upload
from sandbox.errors import TownError
from sandbox.town import VIETNAM, Json, Person, Town
from sandbox.travel import STEPS
from sandbox.views import chat_view, clock_view, message_view, person_view

Answer = Callable[[Town, Request], Awaitable[Any]]

MAX_WAIT = 60.0


async def body_of(request: Request) -> Json:
    """The JSON object of a request; an empty body is an empty object."""
    raw = await request.body()
    if not raw:
        return {}
    try:
        value = json.loads(raw)
    except ValueError:
        raise TownError(400, "Nội dung gửi lên không phải JSON.") from None
    if not isinstance(value, dict):
        raise TownError(400, "Nội dung gửi lên phải là một đối tượng JSON.")
    return value


def need(body: Json, name: str, kind: type[Any]) -> Any:
    """A required field of one type. Raises TownError 400."""
    value = body.get(name)
    if not isinstance(value, kind) or isinstance(value, bool) is not (kind is bool):
        raise TownError(400, f"Thiếu “{name}”, hoặc “{name}” không đúng kiểu.")
    return value


def number(request: Request, name: str, default: float = 0) -> float:
    try:
        return float(request.query_params.get(name, default))
    except ValueError:
        raise TownError(400, f"“{name}” phải là số.") from None


def moment(value: Any, name: str) -> datetime:
    """An ISO moment; without a zone it is Việt Nam's."""
    try:
        parsed = datetime.fromisoformat(str(value))
    except ValueError:
        raise TownError(400, f"“{name}” phải là ngày giờ dạng 2024-01-30T08:00.") from None
    return parsed.astimezone(VIETNAM) if parsed.tzinfo else parsed.replace(tzinfo=VIETNAM)


async def until(bell: Callable[[], Bell], ready: Callable[[], bool], seconds: float, town: Town) -> None:
    """Wait until `ready`, or the time is over, or the town stops."""
    deadline = town.ticks() + min(seconds, MAX_WAIT)
    while True:
        hearing = bell().listen()
        left = deadline - town.ticks()
        if ready() or left <= 0 or town.stopping.is_set():
            return
        await heard(hearing, left)


def person_id(request: Request) -> int:
    return int(request.path_params["id"])


async def people(town: Town, _request: Request) -> Json:
    ordered = sorted(town.people.values(), key=lambda p: not p.admin)
    return {"people": [person_view(town, p) for p in ordered], "bot": town.bot_json(), "seq": town.seq}


async def add_person(town: Town, request: Request) -> Json:
    body = await body_of(request)
    wanted = need(body, "id", int)
    old = town.people.get(wanted) or Person(wanted, "")
    note = str(body.get("note", old.note))
    person = Person(
        wanted,
        need(body, "name", str),
        note,
        body.get("phone", old.phone),
        bool(body.get("started", old.started)),
        old.blocked,
        bool(body.get("admin", old.admin or note.lower().startswith("quản trị"))),
        old.read_seq,
    )
    town.settle_person(person)
    return person_view(town, person)


async def says(town: Town, request: Request) -> Json:
    body = await body_of(request)
    return {"message_id": acts.says(town, person_id(request), need(body, "text", str), body.get("reply_to"))}


async def says_many(town: Town, request: Request) -> Json:
    said = json.loads(await request.body())
    if not isinstance(said, list):
        raise TownError(400, "Cần một danh sách các tin.")
    ids = [acts.says(town, need(item, "person", int), need(item, "text", str), item.get("reply_to")) for item in said]
    return {"message_ids": ids}


async def presses(town: Town, request: Request) -> Json:
    body = await body_of(request)
    seconds = float(body.get("wait", 2.0))
    answer = await acts.presses(town, person_id(request), need(body, "message_id", int), need(body, "data", str), seconds)
    return {"answer": answer}


async def opens(town: Town, request: Request) -> Json:
    body = await body_of(request)
    return {"message_id": acts.opens(town, person_id(request), str(body.get("start") or ""))}


async def shares_phone(town: Town, request: Request) -> Json:
    body = await body_of(request)
    return {"message_id": acts.shares_phone(town, person_id(request), body.get("phone"))}


async def edits(town: Town, request: Request) -> Json:
    body = await body_of(request)
    acts.edits(town, person_id(request), need(body, "message_id", int), need(body, "text", str))
    return {}


async def reacts(town: Town, request: Request) -> Json:
    body = await body_of(request)
    acts.reacts(town, person_id(request), need(body, "message_id", int), str(body.get("emoji", "")))
    return {}


async def blocks(town: Town, request: Request) -> Json:
    acts.blocks(town, person_id(request))
    return {}


async def unblocks(town: Town, request: Request) -> Json:
    acts.unblocks(town, person_id(request))
    return {}


async def reads(town: Town, request: Request) -> Json:
    body = await body_of(request)
    town.mark_read(town.person(person_id(request)), need(body, "seq", int))
    return {}


async def sends(town: Town, request: Request) -> Json:
    upload = None
    if request.headers.get("content-type", "").startswith("multipart/"):
        async with request.form(max_part_size=60 * 1024 * 1024) as form:
            options: Json = {name: value for name, value in form.items() if isinstance(value, str)}
            part = form.get("file")
            if isinstance(part, UploadFile):
                upload = Upload(part.filename or "tep", part.content_type or "", await part.read())
    else:
        options = await body_of(request)
    return {"message_id": acts.sends(town, person_id(request), need(options, "kind", str), options, upload)}


async def chat(town: Town, request: Request) -> Json:
    person, after = town.person(person_id(request)), int(number(request, "after"))
    place = town.chats[person.id]
    await until(lambda: place.bell, lambda: bool(town.news(person.id, after)), number(request, "wait"), town)
    return chat_view(town, person, after)


async def messages(town: Town, request: Request) -> Json:
    after, limit = int(number(request, "after")), int(number(request, "limit", 5000))
    await until(lambda: town.bell, lambda: town.seq > after, number(request, "wait"), town)
    found = town.all_news(after, limit)
    seq = found[-1].seq if found and len(found) >= limit else max(town.seq, after)
    return {"messages": [message_view(town, m) for m in found], "seq": seq}


async def show_clock(town: Town, request: Request) -> Json:
    if "after" in request.query_params:
        after = int(number(request, "after"))
        await until(lambda: town.time.bell, lambda: town.time.version > after, number(request, "wait"), town)
    return clock_view(town)


async def idle(town: Town, request: Request) -> Json:
    body = await body_of(request)
    coming = body.get("next")
    town.time.idle(need(body, "version", int), moment(coming, "next") if coming else None)
    return {}


async def forward(town: Town, request: Request) -> Json:
    body = await body_of(request)
    target = None
    if "by" in body:
        if body["by"] not in STEPS:
            raise TownError(400, f"“by” phải là một trong: {', '.join(STEPS)}.")
        target = town.time.now + STEPS[body["by"]]
    elif "to" in body:
        target = moment(body["to"], "to")
    elif not body.get("next"):
        raise TownError(400, "Cần “by”, “to” hoặc “next”.")
    stops = await town.time.forward(
        target,
        outage=bool(body.get("outage")),
        wait=bool(body.get("wait", True)),
        patience=float(body.get("timeout", 60.0)),
    )
    return {"now": town.time.now.isoformat(), "stops": [s.astimezone(VIETNAM).isoformat() for s in stops]}


async def faults(town: Town, _request: Request) -> Json:
    return {"faults": town.faults.all()}


async def add_fault(town: Town, request: Request) -> Json:
    town.faults.add(await body_of(request))
    return {"faults": town.faults.all()}


async def clear_faults(town: Town, _request: Request) -> Json:
    town.faults.clear()
    return {}


async def limits(town: Town, request: Request) -> Json:
    if request.method == "POST":
        town.limits.set(await body_of(request))
    return town.limits.get()


async def log(town: Town, request: Request) -> Json:
    return {"calls": town.log.after(int(number(request, "after")), int(number(request, "limit", 100_000)))}


async def stats(town: Town, _request: Request) -> Json:
    sizes = {"people": len(town.people), "messages": sum(len(c.messages) for c in town.chats.values()), "seq": town.seq}
    waiting = {"updates_waiting": len(town.updates.waiting), "updates_made": town.updates.next_id - 100_000_001}
    return {**town.log.stats(), **sizes, **waiting}


async def stored_file(town: Town, request: Request) -> Response:
    stored = town.files.get(request.path_params["file_id"])
    if stored is None:
        raise TownError(404, "Không có tệp này.")
    picture = stored.mime in {"image/png", "image/jpeg", "image/gif", "image/webp"}
    headers = {"Content-Disposition": "inline" if picture else "attachment", "X-Content-Type-Options": "nosniff"}
    return Response(stored.data, media_type=stored.mime if picture else "application/octet-stream", headers=headers)


_PERSON_ACTS = (says, presses, opens, shares_phone, edits, reacts, blocks, unblocks, reads, sends)
_ROUTES: list[tuple[str, str, Answer]] = [
    ("/town/people", "GET", people),
    ("/town/people", "POST", add_person),
    *[(f"/town/people/{{id:int}}/{act.__name__}", "POST", act) for act in _PERSON_ACTS],
    ("/town/people/{id:int}/chat", "GET", chat),
    ("/town/says_many", "POST", says_many),
    ("/town/messages", "GET", messages),
    ("/town/clock", "GET", show_clock),
    ("/town/idle", "POST", idle),
    ("/town/forward", "POST", forward),
    ("/town/faults", "GET", faults),
    ("/town/faults", "POST", add_fault),
    ("/town/faults", "DELETE", clear_faults),
    ("/town/limits", "GET", limits),
    ("/town/limits", "POST", limits),
    ("/town/log", "GET", log),
    ("/town/stats", "GET", stats),
    ("/town/files/{file_id}/{name:path}", "GET", stored_file),
]


def routes(town: Town) -> list[Route]:
    """The control API for one town."""
    return [Route(path, _endpoint(town, answer), methods=[method]) for path, method, answer in _ROUTES]


def _endpoint(town: Town, answer: Answer) -> Callable[[Request], Awaitable[Response]]:
    async def endpoint(request: Request) -> Response:
        try:
            result = await answer(town, request)
        except TownError as error:
            return JSONResponse({"error": error.sentence}, status_code=error.status)
        return result if isinstance(result, Response) else JSONResponse(result)

    return endpoint
