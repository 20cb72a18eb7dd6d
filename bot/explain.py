"""`nhacviec explain`: how the product reads words. Needs no database."""

import json
from collections.abc import Callable
from datetime import date
from typing import Any

from plan_data.agencies import Directory, agency_json
from plan_data.deadlines import deadline_json, read_deadline
from plan_data.model import Plan

Explain = Callable[[str], dict[str, Any]]


def explainer(what: str, plan: Plan, year: int | None, on: date) -> Explain:
    """The function that explains one text; every answer begins with the text itself."""
    if what == "deadline":
        return lambda text: {"text": text, **deadline_json(read_deadline(text, year or plan.year))}
    if what == "agency":
        directory = Directory(plan.agencies)
        return lambda text: {"text": text, **agency_json(directory.read(text))}
    # Their rules take a second to compile, and the other two need none of them.
    if what == "query":
        from bot.understanding.query import query_json, read_query

        return lambda text: {"text": text, **query_json(read_query(text, on, plan))}
    from bot.understanding.reply import read_reply, reply_json

    return lambda text: {"text": text, **reply_json(read_reply(text, on))}


def told(answer: dict[str, Any]) -> str:
    """For a person: the fields in a line."""
    fields = [f"{k}={v if isinstance(v, str) else json.dumps(v, ensure_ascii=False)}" for k, v in answer.items() if k != "text"]
    return f"{answer['text']}\n  {' · '.join(fields)}"
