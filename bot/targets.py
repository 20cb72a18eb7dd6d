"""The plan's targets: what was last reported of each, and who follows them. An admin or who follows a target reports a value.

Of a target that one does not follow a person hears what the plan says, and no figures. A target may have several measures:
which one is meant is asked, never guessed.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from bot.asking import MOST_WORDS
from bot.desk import Desk
from bot.facts import MOST_LINES, shortened
from bot.pressing import Press, Refused, number
from bot.questions import Given, Question
from bot.understanding.targets import TargetSaid, measures_meant, read_target
from storage import inbox
from storage.plans import agency_directory, plan_body
from storage.targets import Reported, report_value, reported_values, take_value_back

MOST = 1_000_000
LATER = 9


@dataclass(frozen=True, slots=True)
class _Target:
    """A lettered target; `mine`: the person follows it, or the whole plan."""

    code: str
    measures: tuple[dict[str, Any], ...]
    followed_by: str
    short: str
    mine: bool
    values: tuple[Reported, ...]

    def of(self, measure: str) -> tuple[Reported, ...]:
        """What was reported of a measure, oldest first."""
        return tuple(v for v in self.values if v.measure == measure)


async def said(desk: Desk, text: str) -> bool:
    """True where the words are about a target."""
    if read_target(text, ()) is None:  # the plan is not read for every message
        return False
    targets = await _targets(desk)
    meant = read_target(text, [t.code for t in targets])
    if meant is None or not targets:
        return False
    chosen = [t for t in targets if t.code in meant.codes]
    if meant.codes and not chosen:
        await desk.say("target.unknown", code=meant.codes[0], codes=[t.code for t in targets])
    elif meant.value is not None:
        await _report(desk, chosen, meant, text)
    elif len(chosen) > 1:
        await desk.say("target.which_target", buttons=[[(t.code, f"target:{t.code}") for t in chosen]])
    elif chosen:
        await _show(desk, chosen[0])
    else:
        await _list(desk, targets, 0)
    return True


async def _targets(desk: Desk) -> list[_Target]:
    body = await plan_body(desk.tx) or {}
    recorded = [a for _, a in await agency_directory(desk.tx, desk.on)]
    shorts = {a.name: a.brief for a in recorded}
    now = {a.name: a.successor for a in recorded if a.successor}
    values = await reported_values(desk.tx, desk.plan.id)
    found = []
    for told in body.get("targets", []):
        follower = now.get(told["followed_by"], told["followed_by"])
        mine = desk.who.is_admin or follower in desk.who.agency_names
        measures = tuple(told["measures"])
        own = tuple(v for v in values if v.measure in {m["id"] for m in measures})
        found.append(_Target(told["code"], measures, follower, shorts.get(follower, follower), mine, own if mine else ()))
    return found


# --- reported --------------------------------------------------------------------------------------------------------------
async def _report(desk: Desk, chosen: Sequence[_Target], meant: TargetSaid, text: str) -> None:
    theirs = [t for t in chosen if t.mine]
    if not theirs:
        await desk.audit("target_refused", f"target:{chosen[0].code}", words=text[:MOST_WORDS])
        await desk.say("target.not_yours", code=chosen[0].code, followed_by=chosen[0].followed_by)
        return
    assert meant.value is not None
    fitting = [(t, m) for t in theirs for m in measures_meant(meant, t.measures)]
    if not fitting:
        await desk.say("target.no_such_measure", t=_facts(theirs[0]), measures=_measures(theirs[0]))
    elif len(fitting) > 1:
        offered = [m["id"] for _, m in fitting]
        ask_id = await desk.ask("target_measure", value=meant.value, words=text[:MOST_WORDS], measures=offered)
        buttons = [(str(m), f"target_set:{ask_id}:{n}") for n, m in enumerate(offered)]
        rows = [buttons[n : n + 3] for n in range(0, len(buttons), 3)]
        measures = [r for t in theirs for r in _measures(t) if r["id"] in offered]
        await desk.say("target.which_measure", value=meant.value, unit=meant.unit, measures=measures, buttons=rows)
    else:
        await _record(desk, *fitting[0], meant.value, text)


async def _record(desk: Desk, target: _Target, measure: Any, value: float, text: str, *, in_place: bool = False) -> None:
    """Records, echoes, and says what it was before; out of what can be a figure it is not taken."""
    if value > (100 if measure["unit"] == "%" else MOST):
        await desk.say("target.too_large", unit=measure["unit"])
        return
    before = target.of(measure["id"])
    value_id = await report_value(
        desk.tx,
        desk.plan.id,
        measure["id"],
        value,
        text[:MOST_WORDS],
        contact_id=desk.who.id,
        inbox_id=desk.row_id,
        at=desk.incoming.at,
        on=desk.on,
    )
    await desk.close_asks()
    await desk.audit("target_reported", f"target:{measure['id']}", value=value, words=text[:MOST_WORDS])
    undo = f"target_undo:{value_id}"
    await desk.ask("take_back", says=undo)
    await desk.say(
        "target.recorded",
        in_place=in_place,
        name=measure["id"] if len(target.measures) > 1 else target.code,
        m=_measure(measure, before),
        value=value,
        at=desk.incoming.at.isoformat(),
        buttons=[[("undo", undo)]],
    )


async def _set(desk: Desk, arguments: list[str]) -> None:
    """One of the measures that were offered. Errors: ValueError, IndexError where the question is no longer open; Refused."""
    ask = await inbox.ask_by_id(desk.tx, number(arguments[0]), desk.incoming.channel, desk.incoming.chat_id)
    if ask is None or ask.kind != "target_measure":
        raise ValueError(arguments[0])
    await _chosen(desk, ask, int(arguments[1]), in_place=True)


async def _chosen(desk: Desk, ask: inbox.Ask, place: int, *, in_place: bool = False) -> None:
    facts: dict[str, Any] = ask.facts
    wanted = facts["measures"][place]
    found = [(t, m) for t in await _targets(desk) for m in t.measures if m["id"] == wanted]
    if not found:
        raise ValueError(wanted)
    target, measure = found[0]
    if not target.mine:
        raise Refused
    await _record(desk, target, measure, float(facts["value"]), str(facts["words"]), in_place=in_place)


async def _typed(desk: Desk, given: Given) -> bool:
    """ "d.2" or "2" typed instead of pressed."""
    offered: list[str] = [str(m) for m in given.ask.facts["measures"]]  # type: ignore[attr-defined]
    said = given.text.strip(" .!").casefold()
    fits = [n for n, m in enumerate(offered) if said in (m, m.replace(".", ""), m.split(".")[1])]
    if len(fits) != 1:
        return False
    await _chosen(desk, given.ask, fits[0])
    return True


async def _undo(desk: Desk, arguments: list[str]) -> None:
    """Takes back one's own value; an admin takes back anybody's. Errors: ValueError where it stands no more, Refused."""
    value_id = number(arguments[0])
    for target in await _targets(desk):
        taken = next((v for v in target.values if v.id == value_id), None)
        if taken is None:
            continue
        if taken.contact_id != desk.who.id and not desk.who.is_admin:
            raise Refused
        at, on = desk.incoming.at, desk.on
        if not await take_value_back(desk.tx, taken, desk.plan.id, contact_id=desk.who.id, at=at, on=on):
            break
        await desk.close_asks()
        await desk.audit("target_taken_back", f"target:{taken.measure}", value=taken.value)
        measure = next(m for m in target.measures if m["id"] == taken.measure)
        left = tuple(v for v in target.of(taken.measure) if v.id != value_id)
        name = taken.measure if len(target.measures) > 1 else target.code
        await desk.say("target.undone", name=name, m=_measure(measure, left), value=taken.value)
        return
    raise ValueError(value_id)


# --- shown -----------------------------------------------------------------------------------------------------------------
async def _list(desk: Desk, targets: Sequence[_Target], skip: int) -> None:
    page = targets[skip : skip + MOST_LINES]
    left = len(targets) - skip - len(page)
    more = [[("more", f"targets:{skip + len(page)}")]] if left else []
    codes = [(t.code, f"target:{t.code}") for t in page]
    await desk.say(
        "target.list",
        n=len(targets),
        reported=sum(bool(t.values) for t in targets) if desk.who.is_admin else None,
        seen=skip,
        targets=[_facts(t) | {"measures": _measures(t)} for t in page],
        more=left,
        buttons=[*(codes[n : n + 5] for n in range(0, len(codes), 5)), *more],
    )


async def _show(desk: Desk, target: _Target) -> None:
    rows = [
        {"measure": v.measure, "value": v.value, "unit": _unit(target, v.measure), "at": v.at.isoformat(), "by": v.by}
        for v in sorted(target.values, key=lambda v: -v.id)[:LATER]
    ]
    await desk.say("target.card", t=_facts(target), measures=_measures(target), rows=rows)


def _facts(target: _Target) -> dict[str, Any]:
    return {"code": target.code, "followed_by": target.followed_by, "short": target.short, "mine": target.mine}


def _measures(target: _Target) -> list[dict[str, Any]]:
    return [_measure(m, target.of(m["id"])) for m in target.measures]


def _measure(measure: Any, values: Sequence[Reported]) -> dict[str, Any]:
    """What the plan asks for, and the last value reported."""
    last = values[-1] if values else None
    return {
        "id": measure["id"],
        "text": measure.get("text", ""),
        "brief": shortened(measure.get("text", ""), 50),
        "wanted": measure.get("value"),
        "unit": measure["unit"],
        "value": last.value if last else None,
        "on": last.on.isoformat() if last else None,
    }


def _unit(target: _Target, measure: str) -> str:
    return next(str(m["unit"]) for m in target.measures if m["id"] == measure)


async def _card(desk: Desk, arguments: list[str]) -> None:
    named = {t.code: t for t in await _targets(desk)}
    if arguments[0] not in named:
        raise ValueError(arguments[0])
    await _show(desk, named[arguments[0]])


async def _further(desk: Desk, arguments: list[str]) -> None:
    await _list(desk, await _targets(desk), number(arguments[0]))


PRESSES: dict[str, Press] = {"target": _card, "targets": _further, "target_set": _set, "target_undo": _undo}
QUESTIONS: dict[str, Question] = {"target_measure": Question(_typed, of_others=True)}
