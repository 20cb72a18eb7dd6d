"""The whole year 2024, played over HTTP against the town and compared with a list written by hand (tests/e2e/year/)."""

import re
from collections import Counter, defaultdict
from datetime import date, datetime
from itertools import pairwise
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.app import opened
from plan_data.calendar import ZONE, load_calendar, local_date
from plan_data.loading import load_plan
from storage.tables import activities, agencies, contacts, deliveries, delivery_items, occurrences, reminders
from tests.e2e.office import Office, office

YEAR = Path(__file__).parent / "year"
ITEM = re.compile(r"([A-Z]+\.\d+e?(?:\[[^\]]+\])?):(\S+)")
Said = dict[tuple[date, str], dict[str, str]]


def rows(name: str) -> list[list[str]]:
    lines = (YEAR / name).read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if line.strip() and not line.startswith("#")]


def members(who: str) -> list[str]:
    """`@28 trừ A; B` as agencies."""
    group, _, without = who.partition(" trừ ")
    left_out = {name.strip() for name in without.split(";")} - {""}
    kinds = {
        "@28": ("so_ban_nganh", "ubnd_cap_huyen"),
        "@so_ban_nganh": ("so_ban_nganh",),
        "@ubnd_cap_huyen": ("ubnd_cap_huyen",),
    }
    if group not in kinds:
        return [who]
    return [a.name for a in load_plan().agencies if a.kind in kinds[group] and a.name not in left_out]


def expected(name: str) -> Said:
    told: Said = defaultdict(dict)
    for day, who, items in rows(name):
        found = ITEM.findall(items)
        assert found, (name, day, who, items)
        for agency in members(who):
            told[date.fromisoformat(day), agency] |= dict(found)
    return dict(told)


async def said(office: Office, *, words: str = "digest", unreached: bool = False) -> Said:
    """What the outbox says was sent in the mornings, or at 14:00 ("escalation"): by day and agency, code -> word."""
    query = (
        select(
            deliveries.c.digest_on,
            agencies.c.name,
            activities.c.code,
            occurrences.c.kind,
            occurrences.c.period,
            delivery_items.c.word,
        )
        .select_from(delivery_items)
        .join(deliveries, deliveries.c.id == delivery_items.c.delivery_id)
        .join(occurrences, occurrences.c.id == delivery_items.c.occurrence_id)
        .join(activities, activities.c.id == occurrences.c.activity_id)
        .join(agencies, agencies.c.id == occurrences.c.agency_id)
        .where(
            deliveries.c.words == words,
            deliveries.c.digest_on.is_not(None),
            deliveries.c.state == "sent",
            delivery_items.c.word != "",
            delivery_items.c.part == ("unreached" if unreached else "own"),
        )
    )
    told: Said = defaultdict(dict)
    async with opened(office.settings) as (store, _), store.transaction() as tx:
        for r in await tx.execute(query):
            code = f"{r.code}[{r.period}]" if r.kind == "periodic" else r.code
            assert code not in told[r.digest_on, r.name], (r, "said twice in one message")
            told[r.digest_on, r.name][code] = r.word
    return dict(told)


def differences(found: Said, wanted: Said) -> list[str]:
    return [
        f"{day} {agency}: said {found.get((day, agency), {})}, expected {wanted.get((day, agency), {})}"
        for day, agency in sorted(found.keys() | wanted.keys())
        if found.get((day, agency), {}) != wanted.get((day, agency), {})
    ]


@pytest.mark.long
async def test_the_year_2024(database_url: str) -> None:
    async with office(database_url) as played:
        await played.start()
        for at, agency, says, _why in rows("answers.tsv"):
            await played.at(at)
            heard = await played[agency].says(says)
            assert heard or "đã nhận" in says, (at, agency, says)
            assert not any("Chưa hiểu" in m["text"] or "chưa ghi nhận gì" in m["text"] for m in heard), (at, says, heard)
        await played.at("2024-12-31T23:00")

        assert not differences(await said(played), expected("expected.tsv"))
        assert not differences(await said(played, unreached=True), expected("unreached.tsv"))
        assert not differences(await said(played, words="escalation"), expected("above.tsv"))
        await _every_message_arrived_once(played)
        await _one_digest_a_day_and_never_on_a_day_off(played)


async def _every_message_arrived_once(played: Office) -> None:
    """Every digest that the outbox calls sent is in the right chat exactly once, and shows the codes it carries."""
    query = select(deliveries).where(deliveries.c.digest_on.is_not(None), deliveries.c.state == "sent")
    names = select(activities.c.code, delivery_items.c.delivery_id).join_from(
        delivery_items, occurrences, occurrences.c.id == delivery_items.c.occurrence_id
    )
    async with opened(played.settings) as (store, _), store.transaction() as tx:
        sent = (await tx.execute(query)).all()
        codes = defaultdict(set)
        for r in await tx.execute(names.join(activities, activities.c.id == occurrences.c.activity_id)):
            codes[r.delivery_id].add(r.code)
        doubled = await tx.execute(select(reminders.c.occurrence_id, reminders.c.due, reminders.c.word, reminders.c.contact_id))
        counts = Counter(tuple(r) for r in doubled)
        people = {r.id: r.name for r in await tx.execute(select(contacts.c.id, contacts.c.name))}
    assert sent
    assert max(counts.values()) == 1
    by_chat = {chat.id: {m["message_id"]: m for m in await chat.bot_messages()} for chat in played.chats.values()}
    for delivery in sent:
        message = by_chat[int(delivery.chat_id)][int(delivery.message_id)]
        hidden = "việc khác" in message["text"] or "cơ quan khác" in message["text"] or " …" in message["text"]
        missing = {c for c in codes[delivery.id] if c not in message["text"]}
        assert not missing or hidden, (people[delivery.contact_id], message["text"], missing)
        assert "(gửi lại)" not in message["text"]


async def _one_digest_a_day_and_never_on_a_day_off(played: Office) -> None:
    """Per person and day at most one message that nobody asked for: what follows another message is an answer."""
    calendar = load_calendar()
    for chat in played.chats.values():
        unasked: Counter[date] = Counter()
        everything = await chat.messages()
        for before, message in pairwise([None, *sorted(everything, key=lambda m: m["message_id"])]):
            assert message is not None
            moment = datetime.fromisoformat(message["at"]).astimezone(ZONE)
            if message["from"] == "bot" and (before is None or before["from"] == "bot"):
                unasked[local_date(moment)] += 1
                assert calendar.is_working(local_date(moment)), (chat.name, message["text"])
        most = 1 if chat is not played.admin else 99
        assert max(unasked.values(), default=0) <= most, (chat.name, unasked)
