"""From an understood reply to the row it leaves in the log. Saying so, and whatever follows, is the caller's."""

from typing import Any

from bot import confirming
from bot.asking import MOST_WORDS
from bot.clearing import clear, ended
from bot.desk import Desk
from bot.understanding.handover import says_cleared
from bot.understanding.reply import Document, Intent, Reply
from plan_data.status import ends_blocker
from plan_data.updates import UpdateKind
from storage.occurrences import Item


def update_of(reply: Reply) -> tuple[UpdateKind, dict[str, Any]] | None:
    """The row that a report leaves in the log; None for the intents that ask for something."""
    document = reply.document
    facts: dict[str, Any] = {"percent": reply.percent, "until": reply.until, "note": reply.note or ""}
    match reply.intent:
        case Intent.DONE:
            happened = document.date if document and document.date else reply.on_date
            return UpdateKind.DONE, {"document": document.number if document else "", "happened_on": happened}
        case Intent.PROGRESS:
            return UpdateKind.PROGRESS, facts
        case Intent.NOT_DONE:
            return UpdateKind.NOT_DONE, facts
        case Intent.BLOCKED:
            return UpdateKind.BLOCKED, {"note": reply.note or ""}
        case _:
            return None


async def report(desk: Desk, item: Item, reply: Reply, said: str, **more: Any) -> bool:
    """Records one report of a message about several; False where the intent needs its own conversation, or where there is
    nothing to report any more. `more` is kept with it where the office writes it down for the agency."""
    if item.out:
        return False
    if reply.intent is Intent.OTHER and reply.document is not None and item.settled:
        await record_document(desk, item, reply.document, said)
        return True
    blocker = item.blocker
    if blocker is not None and reply.intent in (Intent.OTHER, Intent.BLOCKED) and says_cleared(said, desk.on):
        await clear(desk, item, said)
        return True
    row = update_of(reply)
    if row is None:
        return False
    kind, facts = row
    if kind is UpdateKind.DONE and item.settled:
        return True
    await desk.record(item, kind, words=said[:MOST_WORDS], **(facts | more))
    if blocker is not None and ends_blocker(kind, facts.get("percent")):
        await ended(desk, item, blocker, kind, said)
    await confirming.after_report(desk, item)
    return True


async def record_document(desk: Desk, item: Item, document: Document, said: str) -> None:
    await desk.record(item, UpdateKind.DOCUMENT, words=said[:MOST_WORDS], document=document.number, happened_on=document.date)
    await confirming.after_document(desk, item, document_words(document))


def document_words(document: Document | None) -> str:
    """ "Quyết định 215/QĐ-UBND": the abbreviation is written out, so that a misreading shows."""
    if document is None:
        return ""
    return f"{document.kind} {document.number}".strip() if document.kind else document.number


def with_back(buttons: list[list[tuple[str, str]]], in_place: bool) -> list[list[tuple[str, str]]]:
    """A message that is shown in place of another leads back to it."""
    return [*buttons, [("back", "back")]] if in_place else buttons
