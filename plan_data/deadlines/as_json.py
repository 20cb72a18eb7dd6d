"""A deadline in the shape that `nhacviec explain deadline` and `plan show` promise to callers outside the project."""

from plan_data.model import Between, Conditional, Deadline, EndOf, NotUnderstood, OnDate, Ongoing, Recurring, Several


def deadline_json(deadline: Deadline) -> dict[str, object]:
    """`{"kind", "due"?, "start"?, "every"?, "day"?, "until"?, "ambiguous"?}`; dates as YYYY-MM-DD.

    `day` is present (null when not named) for what recurs, `start` for a range and for what recurs from a named time on,
    `until` where what recurs has a named end; `ambiguous` only when true.
    """
    answer = _shape(deadline)
    if deadline.ambiguous:
        answer["ambiguous"] = True
    return answer


def _shape(deadline: Deadline) -> dict[str, object]:
    match deadline:
        case OnDate(due) | EndOf(due=due):
            return {"kind": "once", "due": due.isoformat()}
        case Between(start, due):
            return {"kind": "once", "start": start.isoformat(), "due": due.isoformat()}
        case Several(due):
            return {"kind": "many", "due": [day.isoformat() for day in due]}
        case Recurring(every, day, start, until):
            bounds = {"start": start, "until": until}
            named = {name: bound.isoformat() for name, bound in bounds.items() if bound}
            return {"kind": "recurring", "every": every.value, "day": day, **named}
        case Ongoing():
            return {"kind": "ongoing"}
        case Conditional():
            return {"kind": "conditional"}
        case NotUnderstood():
            return {"kind": "unknown"}
