"""Answers to questions: lists and cards that fit a phone, problems first, at most ten lines."""

import re
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from bot import figures
from bot.absences import span
from bot.beside import beside
from bot.card import admin_buttons
from bot.codes import code_in
from bot.desk import Desk
from bot.facts import MOST_LINES, button_labels
from bot.joining import held_buttons
from bot.pressing import Refused
from plan_data.agencies import Directory
from plan_data.changes import changes
from plan_data.model import OccurrenceKind
from plan_data.status import extensions
from plan_data.updates import UpdateKind, effective
from storage import people as roster
from storage.absences import away_on
from storage.counting import count_by_agency, count_by_group
from storage.occurrences import Item, agency_items, count_held, items_by_code
from storage.plans import agency_directory, plan_problems
from storage.queries import told_of

MOST_INVITES = 8
MOST_NAMES = 5


def _open(found: Sequence[Item]) -> list[Item]:
    return [i for i in found if i.closed_on is None and i.kind is not OccurrenceKind.CHECK_IN]


def _ongoing(found: Sequence[Item]) -> list[str]:
    return list(dict.fromkeys(i.code for i in found if i.kind is OccurrenceKind.CHECK_IN))


def _running(found: Sequence[Item], desk: Desk) -> list[Item]:
    """Open items without the later periods of a series: December's broadcast is no news in January."""
    kept: list[Item] = []
    ahead: set[tuple[str, int]] = set()
    for item in found:
        series = (item.code, item.agency_id)
        if item.kind is OccurrenceKind.PERIODIC and item.due >= desk.on:
            if series in ahead:
                continue
            ahead.add(series)
        kept.append(item)
    return kept


async def my_work(desk: Desk) -> None:
    """What the person's agencies still have to do, problems first."""
    if not desk.who.agencies:
        await overview(desk)
        return
    own = await desk.own()
    still = _running(_open(own), desk)
    told = [desk.facts(i) for i in still[:MOST_LINES]]
    asked = [i for i in still if not i.settled][:6]
    labels = button_labels(asked)
    codes = [(labels[i.id], f"open:{i.id}") for i in asked]
    await desk.say(
        "my_work",
        items=[i.id for i in still[:MOST_LINES]],
        agency=", ".join(desk.who.agency_names),
        n=len(still),
        late=sum(bool(desk.calendar.overdue_days(i.due, desk.on)) for i in still),
        told=told,
        more=max(0, len(still) - MOST_LINES),
        ongoing=_ongoing(own),
        buttons=[codes[n : n + 3] for n in range(0, len(codes), 3)],
    )


async def card(desk: Desk, code: str, *, in_place: bool = False) -> None:
    """One activity as the paper has it, with where it stands: to an admin for every agency, to others for their own."""
    everything = await items_by_code(desk.tx, code)
    if not everything:
        mine = list(dict.fromkeys(i.code for i in await desk.own())) if desk.who.agencies else []
        await desk.say("sorry.no_such_code", code=code, mine=mine)
        return
    visible = [i for i in everything if desk.who.is_admin or i.agency_id in desk.who.agencies]
    dues = {i.due for i in visible} or {i.planned_due for i in everything}  # of others, what the paper says
    shown, folded = _states(visible, desk)
    several = len({i.agency_id for i in visible}) > 1
    first = everything[0]
    states = [desk.facts(i) | {"name": _state_name(i, several)} for i in shown]
    own_open = [i for i in _open(shown) if i.agency_id in desk.who.agencies and not i.settled]
    buttons = [[("history", f"history:{code}")]] if any(effective(i.updates) for i in visible) else []
    if any(u.file_id for i in visible for u in effective(i.updates)):
        buttons[0].append(("show_files", f"files:{code}"))
    if len(own_open) == 1:
        buttons = [[("done", f"done:{own_open[0].id}"), ("doing", f"doing:{own_open[0].id}")], *buttons]
    if desk.who.is_admin and (decide := admin_buttons(code, visible, desk.who.agencies)):
        buttons = [*buttons, decide]
    await desk.say(
        "card",
        items=[i.id for i in own_open],
        in_place=in_place,
        a={
            "code": first.code,
            "title": first.title,
            "product": first.product,
            "deadline_text": first.deadline_text,
            "lead_text": first.lead_text,
            "coordinating_text": first.coordinating_text,
            "added": first.added_on is not None,
            "added_by": first.basis,
            "now": first.agency if first.formerly and len({i.agency_id for i in everything}) == 1 else "",
        },
        planned=first.planned_due.isoformat() if len({i.planned_due for i in everything}) == 1 else None,
        due=dues.pop().isoformat() if len(dues) == 1 else None,
        changed=any(desk.facts(i)["changed"] for i in visible),
        states=states,
        folded=folded,
        buttons=[*buttons, [("back", "back")]] if in_place else buttons,
    )


def _state_name(item: Item, several: bool) -> str:
    """What tells this line from the others of the card: its agency, where the paper does not say it; its month."""
    period = item.period if item.kind is OccurrenceKind.PERIODIC else ""
    moved = any(u.kind is UpdateKind.REASSIGN_GRANTED for u in effective(item.updates))
    return " · ".join(p for p in (item.agency if several or moved else "", period) if p)


def _states(visible: Sequence[Item], desk: Desk) -> tuple[list[Item], dict[str, int] | None]:
    """The lines of a card; a group of many agencies is folded into one, its late ones named."""
    relevant = _running(visible, desk) if len(visible) > 1 else list(visible)
    if visible and all(i.kind is OccurrenceKind.CHECK_IN for i in visible):
        return [next((i for i in visible if i.due >= desk.on), visible[-1])], None
    if len(relevant) <= 4:
        return relevant, None
    standings = {i.id: i.standing(desk.calendar, desk.on) for i in relevant}
    late = [i for i in relevant if standings[i.id].overdue]
    done = sum(s.done for s in standings.values())
    out = sum(i.out for i in relevant)
    folded = {"n": len(relevant), "done": done, "late": len(late), "open": len(relevant) - done - len(late) - out, "out": out}
    return late[:4], folded


async def history(desk: Desk, code: str) -> None:
    """What was said about an activity and who was told of it, newest first; of other agencies only to an admin."""
    found = [i for i in await items_by_code(desk.tx, code) if desk.who.is_admin or i.agency_id in desk.who.agencies]
    if not found:
        raise Refused
    papers = {u.id: document for i in found for u, document in extensions(effective(i.updates))}
    papers |= {c.row.id: c.document for i in found for c in changes(effective(i.updates))}
    rows: list[dict[str, Any]] = [
        {
            "at": u.at.isoformat(),
            "id": u.id,
            "by": u.by,
            "kind": str(u.kind),
            "words": (u.words or ("" if u.id in papers else u.note))[:120],
            "note": u.note if u.id in papers else "",
            "until": u.until.isoformat() if u.until and u.kind.startswith(("extension_", "due_")) else None,
            "document": papers.get(u.id, u.document if u.source and u.document else None),
            "source": u.source,
            "files": [u.file_name] if u.file_id else [],
            "names": [],
        }
        for u in sorted((u for i in found for u in i.updates), key=lambda u: u.id)
    ]
    for t in await told_of(desk.tx, [i.id for i in found], MOST_LINES):
        rows.append({"at": t.at.isoformat(), "id": 0, "names": t.names[:MOST_NAMES], "more": max(0, len(t.names) - MOST_NAMES)})
    rows.sort(key=lambda row: (row["at"], row["id"]), reverse=True)
    shown = any(u.file_id for i in found for u in effective(i.updates))
    buttons = [[("show_files", f"files:{code}")]] if shown else []
    await desk.say("history", code=code, rows=rows[:MOST_LINES], buttons=buttons)


async def overview(desk: Desk, acts: Sequence[tuple[str, str]] = ()) -> None:
    """The chairman's question first, then the four cells, the denominator said aloud. `acts`: what can be done with it."""
    tallies = await count_by_agency(desk.tx, desk.calendar, desk.on)
    held = await count_held(desk.tx)
    f = figures.counted_figures(tallies, await count_by_group(desk.tx, desk.calendar, desk.on))
    overdue = f.tasks.open_overdue
    late = (f"overdue_of|{overdue}" if overdue else "overdue", "cmd:quahan")
    await desk.say(
        "overview",
        on=desk.on.isoformat(),
        f=figures.facts(f),
        table=figures.agency_table(tallies),
        problems=await plan_problems(desk.tx),
        held=held,
        beside=asdict(await beside(desk)),
        buttons=[
            [late, ("by_group", "groups"), ("silent", "of_status:no_response")],
            *([list(acts)] if acts else []),
            *(held_buttons() if held else []),
        ],
    )


async def agency(desk: Desk, said: str, *, more: str = "", acts: Sequence[tuple[str, str]] = ()) -> None:
    """One agency: what it still has to do, and who answers for it. `more`, `acts`: as in `agency_card`."""
    recorded = await agency_directory(desk.tx, desk.on)
    directory = Directory(tuple(a for _, a in recorded))
    found = directory.find(said)
    if not found:
        await desk.say("agency_ask.unknown", said=said[:60])
        return
    ids = {a.name: i for i, a in recorded}
    if len(found) > 1:
        buttons = [[(a.brief[:30], f"agency:{ids[a.name]}")] for a in found[:4]]
        await desk.say("agency_ask.which", names=[a.name for a in found[:6]], buttons=buttons)
        return
    ended = [(ids[a.name], a.name) for a in directory.named(said) if a.successor]
    await agency_card(desk, ids[found[0].name], asked=ended, more=more, acts=acts)


async def agency_card(
    desk: Desk, agency_id: int, *, asked: Sequence[tuple[int, str]] = (), more: str = "", acts: Sequence[tuple[str, str]] = ()
) -> None:
    """The card of a known agency. `asked`: it was asked for by the names of others that have become part of it. `more` begins
    what [Xem tiếp] says, `acts` are buttons for what can be done about its work."""
    everything = await agency_items(desk.tx, agency_id)
    known = dict(await agency_directory(desk.tx, desk.on))
    still = _running(_open(everything), desk)
    people = await roster.people_of(desk.tx, agency_id, desk.on)
    state = (await roster.joining_states(desk.tx, [agency_id], desk.on, desk.now))[agency_id]
    ended = bool(known[agency_id].successor)
    buttons = [] if state == "joined" or ended else [[("invite", f"invite:{agency_id}")]]
    away = await away_on(desk.tx, [p.id for p in people], desk.on)
    further = [("more", f"{more}:{MOST_LINES}")] if more and len(still) > MOST_LINES else []
    rest = [row] if (row := [*further, *(acts if still else ())]) else []
    await desk.say(
        "agency",
        items=[i.id for i in still[:MOST_LINES]],
        agency=known[agency_id].name,
        now=known[agency_id].successor,
        asked=[name for _, name in asked],
        n=len(still),
        late=sum(bool(desk.calendar.overdue_days(i.due, desk.on)) for i in still),
        done=sum(i.done for i in everything if i.kind is not OccurrenceKind.CHECK_IN),
        told=[desk.facts(i) for i in still[:MOST_LINES]],
        more=max(0, len(still) - MOST_LINES),
        ongoing=_ongoing(everything),
        sent=await _last_sent(desk, everything),
        away=[span(a) for a in away.values()],
        people=[p.name for p in people],
        state=state,
        buttons=[*rest, *buttons, *([("before_merger", f"agency:{i}")] for i, _ in asked)],
    )


async def _last_sent(desk: Desk, everything: Sequence[Item]) -> dict[str, Any] | None:
    """Who got the newest morning message about an agency's work, and who has answered since."""
    sent = await told_of(desk.tx, [i.id for i in everything], 1)
    if not sent:
        return None
    since = sorted((u for i in everything for u in i.updates if u.at >= sent[0].at and u.by), key=lambda u: u.id)
    answered = {u.by: u.at.isoformat() for u in since}
    return {"at": sent[0].at.isoformat(), "names": list(sent[0].names), "answered": list(answered.items())}


async def invite_list(desk: Desk) -> None:
    """Who has yet to come in."""
    recorded = [(i, a) for i, a in await agency_directory(desk.tx, desk.on) if not a.successor]
    states = await roster.joining_states(desk.tx, [i for i, _ in recorded], desk.on, desk.now)
    missing = [(i, a) for i, a in recorded if states[i] != "joined"]
    rows: list[dict[str, Any]] = [{"agency": a.name, "state": states[i]} for i, a in missing[:MOST_INVITES]]
    buttons = [[(f"invite_of|{a.brief[:26]}", f"invite:{i}")] for i, a in missing[:4]]
    await desk.say("invite.list", rows=rows, more=len(missing) - len(rows), buttons=buttons)


async def looked_up(desk: Desk, text: str) -> bool:
    """A code or an agency's name, alone or with a word of asking around it."""
    code = await code_in(desk, text)
    if code is not None:
        await card(desk, code)
        return True
    directory = Directory(tuple(a for _, a in await agency_directory(desk.tx, desk.on)))
    name = re.sub(r"(?i)\s*(thế nào|sao rồi|tới đâu rồi|có gì)?\s*[?.!]*\s*$", "", text)
    if name and directory.find(name):
        await agency(desk, name)
        return True
    return False
