"""The number of the document that a change of the plan stands on, where it comes after the change."""

from datetime import date
from typing import Any

from bot.asking import MOST_WORDS
from bot.desk import Desk
from bot.pressing import Press, admin_only, number, shortly
from bot.questions import Given, Question
from bot.recording import document_words
from bot.understanding.orders import read_basis
from plan_data.changes import Change, changes
from plan_data.updates import UpdateKind, effective
from storage import updates
from storage.occurrences import Item, hold, items, items_by_code


def document_facts(document: str, on: date | None) -> dict[str, Any]:
    """For `change.basis`."""
    return {"document": document, "document_on": on.isoformat() if on else None}


async def _changed(desk: Desk, update_id: int) -> list[Item]:
    """The items of the act that this row belongs to, as far as nothing newer has changed them; none where it was said why.
    Errors: ValueError where there is no such row."""
    row = await updates.update_row(desk.tx, update_id)
    if row is None:
        raise ValueError(update_id)
    [item] = await items(desk.tx, [row[0]])
    change = _newest(item)
    if change is None or change.row.id != update_id:
        await desk.close_asks()
        await shortly(desk, "change.number_closed", i=desk.facts(item))
        return []
    act = (change.row.at, change.row.by, change.row.kind)
    together = [
        i for i in await items_by_code(desk.tx, item.code) if (c := _newest(i)) and (c.row.at, c.row.by, c.row.kind) == act
    ]
    return list(await hold(desk.tx, [i.id for i in together]))


def _newest(item: Item) -> Change | None:
    found = changes(effective(item.updates))
    return found[-1] if found else None


async def _number(desk: Desk, arguments: list[str]) -> None:
    admin_only(desk)
    update_id = number(arguments[0])
    found = await _changed(desk, update_id)
    if found:
        await desk.ask("change_number", item=found[0].id, update=update_id)
        await desk.say("change.number", items=[found[0].id], i=desk.facts(found[0]))


async def _given(desk: Desk, given: Given) -> bool:
    document = read_basis(given.text, desk.on)
    if document is None:
        return False
    found = await _changed(desk, int(str(given.ask.facts["update"])))
    if found:
        await desk.close_asks()
        told = document_words(document)[:120]
        for item in found:
            facts = {"document": told, "happened_on": document.date}
            await desk.record(item, UpdateKind.CHANGE_DOCUMENT, words=given.text[:MOST_WORDS], **facts)
        fresh = await desk.settle(found)
        await desk.say("change.numbered", items=[found[0].id], i=desk.facts(fresh[found[0].id]), document=told)
    return True


PRESSES: dict[str, Press] = {"change_number": _number}
QUESTIONS: dict[str, Question] = {"change_number": Question(_given, of_admin=True, lasting=True)}
