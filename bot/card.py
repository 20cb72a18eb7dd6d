"""What an admin may do from an activity's card: decide about a report, and give the number that an extension still lacks.

Pure: from the items that the card shows to its buttons. Nothing is offered for the person's own agency.
"""

from collections.abc import Collection, Sequence

from plan_data.changes import due_change, taken_out
from plan_data.status import extensions, reported_done
from plan_data.updates import StatusUpdate, effective
from storage.occurrences import Item


def to_return(shown: Sequence[Item], own: Collection[int]) -> list[tuple[Item, StatusUpdate]]:
    """The reports that may be returned, the newest first; what was done before the plan was nobody's report."""
    others = [i for i in shown if i.agency_id not in own and i.settled and not i.done_at_import]
    found = [(i, done) for i in others if (done := reported_done(effective(i.updates))) is not None]
    return sorted(found, key=lambda pair: pair[1].id, reverse=True)


def without_number(shown: Sequence[Item], own: Collection[int]) -> list[int]:
    """The newest extension of each item, by its row, where nobody has given the document that allows it."""
    newest = [granted[-1] for i in shown if i.agency_id not in own and (granted := extensions(effective(i.updates)))]
    return [row.id for row, document in newest if not document]


def unfounded(shown: Sequence[Item]) -> list[int]:
    """The changes in force, by their rows, that nobody has given a document for; one number serves all of one act."""
    in_force = [c for i in shown for c in (taken_out(effective(i.updates)), due_change(effective(i.updates))) if c is not None]
    return [c.row.id for c in in_force if not c.document]


def admin_buttons(code: str, shown: Sequence[Item], own: Collection[int]) -> list[tuple[str, str]]:
    """Beside those that everybody has."""
    reports, numbers = to_return(shown, own), without_number(shown, own)
    buttons = [("confirm", f"confirm:{done.id}") for i, done in reports if len(reports) == 1 and i.awaiting is not None]
    if reports:
        buttons.append(("return", f"return:{reports[0][1].id}" if len(reports) == 1 else f"returns:{code}:0"))
    if len(numbers) == 1:
        buttons.append(("document_number", f"number:{numbers[0]}"))
    elif not numbers and (changed := unfounded(shown)):
        buttons.append(("document_number", f"change_number:{changed[0]}"))
    return buttons
