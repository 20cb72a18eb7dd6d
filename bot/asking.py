"""Saying that nothing was recorded, and asking what was meant."""

from collections.abc import Sequence

from bot.desk import Desk
from bot.facts import MOST_LINES, button_labels
from bot.understanding.reply import Intent, Reply
from storage.inbox import Ask
from storage.occurrences import Item, items_by_code

MOST_WORDS = 500


async def already(desk: Desk, item: Item, *, in_place: bool = False) -> None:
    """A second "xong" changes nothing: a toast over a button, a sentence to a message; whose it was, if not theirs."""
    facts = desk.facts(item)
    by = facts["report_by"] if facts["report_by"] != desk.who.name and not item.out else ""
    if in_place:
        desk.pop("sorry.old_button", i=facts, by=by)
    else:
        await desk.say("sorry.already", items=[item.id], i=facts, by=by)


async def which(desk: Desk, choices: Sequence[Item], reply: Reply, said: str, *, source: str) -> None:
    """Asks which activity is meant; nothing is recorded before the answer.

    `source`: the choices stood in "this" message (answered, or with the button), in "today"'s morning message, in the
    "last" message; or they are all that is "open", and then "cả N việc" is not offered.
    """
    offered = list(choices[:MOST_LINES])
    facts = {
        "items": [i.id for i in offered],
        "intent": str(reply.intent),
        "source": source,
        "more": len(choices) - len(offered),
    }
    ask_id = await desk.ask("which", said=said[:MOST_WORDS], **facts)
    await _offer(desk, ask_id, offered, reply.intent, source, len(choices) - len(offered))


async def again(desk: Desk, ask: Ask, offered: Sequence[Item]) -> None:
    """The same question, which stays open: what was said to it chose nothing."""
    facts = ask.facts
    await _offer(desk, ask.id, offered, Intent(str(facts["intent"])), str(facts["source"]), int(str(facts["more"])), again=True)


async def _offer(
    desk: Desk, ask_id: int, offered: Sequence[Item], intent: Intent, source: str, more: int, *, again: bool = False
) -> None:
    labels = button_labels(list(offered))
    codes = [(labels[i.id], f"pick:{ask_id}:{i.id}") for i in offered]
    buttons = [codes[n : n + 3] for n in range(0, len(codes), 3)]
    if source != "open" and not more and len(offered) > 1 and intent in (Intent.DONE, Intent.ACK):
        buttons.append([(f"all_of|{len(offered)}", f"pick:{ask_id}:all")])
    told = [desk.facts(i) for i in offered]
    if len(offered) == 1:
        buttons.append([("my_work", "cmd:viec")])
        await desk.say("ask.one", items=[offered[0].id], i=told[0], intent=str(intent), again=again, buttons=buttons)
        return
    await desk.say(
        "ask.which",
        items=[i.id for i in offered],
        n=len(offered) + more,
        told=told,
        more=more,
        source=source,
        intent=str(intent),
        again=again,
        buttons=buttons,
    )


async def not_mine(desk: Desk, code: str) -> None:
    """A code of another agency, or none at all: only what the published plan says."""
    elsewhere = await items_by_code(desk.tx, code)
    if elsewhere:
        now = list(dict.fromkeys(i.agency for i in elsewhere))  # which need not be the paper's any more
        await desk.say("sorry.other_agency", code=code, lead=now[0] if len(now) == 1 else elsewhere[0].lead_text)
    else:
        mine = list(dict.fromkeys(i.code for i in await desk.own() if not i.settled))
        await desk.say("sorry.no_such_code", code=code, mine=mine)
