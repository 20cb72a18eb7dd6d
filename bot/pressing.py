"""What every press is checked with: whose it is, and whether what it names is still there.

A room of presses is a dict of verbs in the module that knows them (`PRESSES`); `bot.presses` puts them together.
"""

from collections.abc import Awaitable, Callable
from typing import Any

from bot.desk import Desk
from storage.occurrences import Item, items
from storage.plans import agency_directory

Press = Callable[[Desk, list[str]], Awaitable[None]]
"""Handles one verb with its arguments. Errors: Refused; ValueError or IndexError for an old or broken button."""

LARGEST = 2**31 - 1
"""Of the ids in the database: a forged number beyond it is nobody's, and must not reach the driver."""


class Refused(Exception):
    """The press is not this person's to make."""


async def remark(desk: Desk, key: str, **facts: Any) -> None:
    """Why nothing was done: a word over the button, a sentence to who typed."""
    if desk.incoming.says:
        desk.pop(key, **facts)
    else:
        await desk.close_asks()
        await desk.say(key, **facts)


def number(argument: str) -> int:
    """An id out of a button. Errors: ValueError."""
    if not 0 < int(argument) <= LARGEST:
        raise ValueError(argument)
    return int(argument)


async def any_item(desk: Desk, argument: str) -> Item:
    """The item behind a button, whosever it is. Errors: ValueError where it is gone."""
    found = await items(desk.tx, [number(argument)])
    if not found:
        raise ValueError(argument)
    return found[0]


async def own_item(desk: Desk, argument: str) -> Item:
    """The item behind a button, if it is this person's. Errors: Refused; ValueError where it is gone."""
    item = await any_item(desk, argument)
    if item.agency_id not in desk.who.agencies:
        raise Refused
    return item


async def shortly(desk: Desk, key: str, **facts: Any) -> None:
    """A toast over the button that was pressed; a sentence where words were typed."""
    if desk.incoming.says:
        desk.pop(key, **facts)
    else:
        await desk.say(key, **facts)


async def refuse_words(desk: Desk, name: str) -> None:
    """What only the office does, typed by anybody else: said so, and kept in the audit. Nothing is done."""
    await desk.audit("command_refused", name)
    await desk.say("sorry.admin_only", office=desk.plan.office)


def admin_only(desk: Desk) -> None:
    """Errors: Refused."""
    if not desk.who.is_admin:
        raise Refused


async def named_agency(desk: Desk, argument: str) -> tuple[int, str]:
    """(id, name) of the agency behind a button. Errors: ValueError where there is none."""
    names = {i: a.name for i, a in await agency_directory(desk.tx)}
    agency_id = number(argument)
    if agency_id not in names:
        raise ValueError(argument)
    return agency_id, names[agency_id]
