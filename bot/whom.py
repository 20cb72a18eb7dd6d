"""Which agency does an admin mean? The likely ones are offered as buttons, any other is typed; of several none is picked."""

from collections.abc import Callable, Collection, Sequence

from bot import views
from bot.desk import Desk
from plan_data.agencies import Directory
from plan_data.model import Agency
from storage.occurrences import Item
from storage.plans import agency_directory, named_beside

OFFERED = 4
Known = tuple[int, Agency]


async def mentioned(desk: Desk, said: str, *, but_not: Collection[int] = ()) -> list[Known]:
    """The agencies that a sentence names."""
    recorded = await agency_directory(desk.tx, desk.on)
    named = {a.name for a in Directory(tuple(a for _, a in recorded)).mentioned(said)}
    return [(i, a) for i, a in recorded if a.name in named and i not in but_not]


async def likely(desk: Desk, item: Item, said: str) -> list[Known]:
    """Who could be meant about an item: those that the person's words name, who coordinates, who follows the group."""
    first = [i for i, _ in await mentioned(desk, said)]
    known = dict(await agency_directory(desk.tx, desk.on))
    ids = [i for i in dict.fromkeys([*first, *await named_beside(desk.tx, item.code)]) if i != item.agency_id]
    return [(i, known[i]) for i in ids[:OFFERED]]


def offers(found: Sequence[Known], says: Callable[[int], str]) -> list[list[tuple[str, str]]]:
    """A button an agency, two a row: their names are long."""
    buttons = [(a.brief[:30], says(i)) for i, a in found[:OFFERED]]
    return [buttons[n : n + 2] for n in range(0, len(buttons), 2)]


async def typed(desk: Desk, text: str, says: Callable[[int], str]) -> int | None:
    """The agency that was typed for an answer. None where it was several, which are asked with buttons; or none, which is said,
    or was a question about something else, which is answered."""
    recorded = await agency_directory(desk.tx, desk.on)
    found = Directory(tuple(a for _, a in recorded)).find(text)
    chosen = [(i, a) for i, a in recorded if a in found]
    if len(chosen) == 1:
        return chosen[0][0]
    if chosen:
        await desk.say("whom.which", names=[a.name for _, a in chosen], buttons=offers(chosen, says))
    elif not await views.looked_up(desk, text):
        await desk.say("agency_ask.unknown", said=text[:60])
    return None
