"""One's due dates in one's own calendar: as a file, and at a private address that calendar apps ask now and then.

The address is the key: unguessable, kept as a hash, one a person, replaced by /lich mới, and without a post it leads nowhere.
"""

import asyncio
import hashlib
import json
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from bot.following import following
from bot.reporting import gather
from bot.reports import rendered
from bot.reports.report import Report
from bot.sending_files import Wanted
from bot.settings import Terms
from plan_data.calendar import WorkingCalendar
from plan_data.periods import named_period
from scheduler.worker import Claimed
from storage import people as roster
from storage.feeds import feed_of, new_feed, owner_of
from storage.people import Contact
from storage.plans import PlanRow, current_plan
from storage.store import Store, Tx

ASK, RENEW = "ask", "renew"
PATH = "/lich/{token}.ics"


async def wanted_by(tx: Tx, person: Contact, plan: PlanRow, on: date) -> Wanted | None:
    """Whose due dates a person's calendar holds: of the whole plan an admin's, else of the own agencies, else of the groups
    that the person follows; None for who holds no post."""
    year = str(plan.year)
    if person.is_admin:
        return Wanted(year, "ics", live=True)
    if person.own_agencies:
        return Wanted(year, "ics", live=True, agency_ids=tuple(sorted(person.own_agencies)))
    groups = await following(tx, person, plan, on)
    return Wanted(year, "ics", live=True, groups=groups) if groups else None


async def address(tx: Tx, delivery: Claimed, person: Contact, terms: Terms, now: datetime) -> dict[str, Any]:
    """The facts of the address for a message that sends the calendar. It is made here, where it is said, because nothing else
    keeps it: a message that is worded again before it went out, or goes out twice, brings another one."""
    if not terms.public_url:
        return {"feed": "none", "link": ""}
    known = await feed_of(tx, person.id)
    if known is not None and known.said_in != delivery.id and delivery.facts["feed"] != RENEW:
        return {"feed": "known", "link": "", "made_at": known.made_at.isoformat()}
    token = await new_feed(tx, person.id, delivery.id, now)
    return {"feed": "new", "link": terms.public_url + PATH.format(token=token)}


async def served(
    store: Store, token: str, calendar: WorkingCalendar, on: date, known: str | None
) -> tuple[str, bytes | None] | None:
    """(tag, file) of the calendar at an address; no file where the asker has it already (`known` is its tag), None where the
    address leads nowhere. The tag changes with what the calendar says, not from day to day."""
    async with store.transaction() as tx:
        owner = await owner_of(tx, token)
        person = await roster.contact(tx, owner, on) if owner is not None else None
        plan = await current_plan(tx)
        wanted = await wanted_by(tx, person, plan, on) if person is not None and plan is not None else None
        if wanted is None or plan is None:
            return None
        period = named_period(wanted.period)
        gathered = await gather(tx, period, on, agency_ids=wanted.agency_ids, groups=wanted.groups)
    report = await asyncio.to_thread(gathered.report, calendar)
    tag = _tag(report)
    if tag == known:
        return tag, None
    return tag, (await asyncio.to_thread(rendered, report, "ics")).content


def _tag(report: Report) -> str:
    rows = [asdict(i) for i in report.items if i.due]
    said = json.dumps([report.plan_short, report.plan_number, rows], ensure_ascii=False, sort_keys=True)
    return f'W/"{hashlib.sha256(said.encode()).hexdigest()[:32]}"'
