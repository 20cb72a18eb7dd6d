"""The planner and the sender, against a store and a channel that live in memory."""

from dataclasses import replace
from datetime import UTC, date, datetime, time

import pytest

from plan_data.updates import StatusUpdate, UpdateKind
from scheduler import worker
from scheduler.audience import Audience, Hearer, Post
from scheduler.channel import Channel, Gone, HoldOff, Moved, NotSent, Receipt, Refused, Unknown
from scheduler.deliveries import State
from scheduler.reminders import Nudge
from scheduler.worker import CannotWord, Claimed, DueRow, Outbox, PlanningDesk, decide, plan_day, send_due
from tests.scheduler.given import CALENDAR, blocked, day, done, due, progress, update
from tests.scheduler.memory import MemoryChannel, MemoryDesk, MemoryOutbox, Planned, composing, delivery

NOW = datetime(2024, 3, 26, 1, 0, tzinfo=UTC)
FOCAL = Hearer(1, Post.FOCAL, 7, "test", "focal", time(8))
ADMIN = Hearer(2, Post.ADMIN, None, "test", "admin", time(8))
QUARTER = due("31/3")


async def send(outbox: Outbox, channel: Channel, at: float = 100.0, **words: str | Exception | None) -> int:
    return await send_due(outbox, channel, composing(**{"digest": "chào", **words}), lambda: NOW, lambda: at)


# --- sending --------------------------------------------------------------------------------------------------------------
async def test_everything_due_is_sent_in_the_order_of_each_chat() -> None:
    outbox = MemoryOutbox(*(delivery(n, chat) for n, chat in enumerate(["a", "b", "a", "a", "c", "b"], start=1)))
    channel = MemoryChannel()
    assert await send(outbox, channel) == 6
    assert [text for chat, text in channel.said if chat == "a"] == ["chào 1", "chào 3", "chào 4"]
    assert set(outbox.states.values()) == {State.SENT}
    assert len({row.receipt for row in outbox.rows.values()}) == 6
    assert (outbox.recovered, outbox.claims) == (1, 4), "three rounds for chat a, and the one that found nothing"


async def test_nothing_due_costs_one_look() -> None:
    outbox = MemoryOutbox()
    assert await send(outbox, MemoryChannel()) == 0
    assert outbox.claims == 1


async def test_what_is_no_longer_true_is_dropped_and_the_next_message_goes() -> None:
    outbox, channel = MemoryOutbox(delivery(1, "a", "stale"), delivery(2, "a")), MemoryChannel()
    assert await send(outbox, channel, stale=None) == 2
    assert channel.said == [("a", "chào 2")]
    assert outbox.states == {1: State.DROPPED, 2: State.SENT}


async def test_a_row_that_cannot_be_worded_dies_alone() -> None:
    outbox, channel = MemoryOutbox(delivery(1, "a", "broken"), delivery(2, "a"), delivery(3, "b")), MemoryChannel()
    assert await send(outbox, channel, broken=CannotWord("KeyError")) == 3
    assert outbox.states == {1: State.DEAD, 2: State.SENT, 3: State.SENT}
    dead = outbox.rows[1].outcome
    assert dead is not None
    assert "KeyError" in dead.why


async def test_a_store_that_fails_while_wording_is_no_fault_of_the_row() -> None:
    outbox, channel = MemoryOutbox(delivery(1, "a", "broken")), MemoryChannel()
    with pytest.raises(ConnectionError):
        await send(outbox, channel, broken=ConnectionError())
    assert outbox.states == {1: State.PENDING}


async def test_each_trouble_ends_its_own_delivery_and_no_other() -> None:
    troubles: dict[str, list[Exception | None]] = {
        "refused": [Refused("can't parse")],
        "gone": [Gone("blocked")],
        "down": [NotSent("no line")],
        "slow": [Unknown("timeout")],
        "odd": [ZeroDivisionError()],
    }
    chats = [*troubles, "fine"]
    outbox, channel = MemoryOutbox(*(delivery(n, chat) for n, chat in enumerate(chats))), MemoryChannel(troubles)
    assert await send(outbox, channel) == 6
    assert dict(zip(chats, outbox.states.values(), strict=True)) == {
        "refused": State.DEAD,
        "gone": State.DEAD,
        "down": State.FAILED,
        "slow": State.UNKNOWN,
        "odd": State.UNKNOWN,  # a channel that stumbles may have sent it
        "fine": State.SENT,
    }
    results = {chat: outbox.rows[n].outcome for n, chat in enumerate(chats)}
    assert [chat for chat, result in results.items() if result is not None and result.address_gone] == ["gone"]


async def test_the_failed_try_counts_towards_the_pause() -> None:
    outbox = MemoryOutbox(delivery(1, "a", attempts=2))
    await send(outbox, MemoryChannel({"a": [NotSent("no line")]}))
    assert outbox.rows[1].retry_at == 100.0 + 8.0, "the third"


async def test_what_may_have_gone_out_is_said_once_more_and_never_a_third_time() -> None:
    first, again = MemoryOutbox(delivery(1, "a")), MemoryOutbox(delivery(1, "a", attempts=1, resend=True))
    await send(first, MemoryChannel({"a": [Unknown("timeout")]}))
    await send(again, MemoryChannel({"a": [Unknown("timeout")]}))
    assert (first.states, again.states) == ({1: State.UNKNOWN}, {1: State.DEAD})


async def test_an_address_that_moved_is_tried_again_at_once() -> None:
    outbox, channel = MemoryOutbox(delivery(1, "a")), MemoryChannel({"a": [Moved("-100")]})
    assert await send(outbox, channel) == 2
    assert outbox.states == {1: State.SENT}


async def test_without_a_free_slot_the_sender_stops_and_loses_nothing() -> None:
    outbox, channel = MemoryOutbox(*(delivery(n, str(n)) for n in range(5)), slots=0), MemoryChannel()
    await send(outbox, channel)
    assert (outbox.claims, channel.said) == (1, [])
    assert set(outbox.states.values()) == {State.PENDING}
    assert not any(row.held for row in outbox.rows.values()), "given back"


async def test_the_slots_of_a_second_are_used_and_the_rest_waits_for_the_next() -> None:
    outbox, channel = MemoryOutbox(*(delivery(n, str(n)) for n in range(5)), slots=2), MemoryChannel()
    for seconds, sent in ((0.0, 2), (0.5, 2), (1.0, 4), (2.0, 5)):
        await send(outbox, channel, at=100.0 + seconds)
        assert len(channel.said) == sent
    assert len({chat for chat, _ in channel.said}) == 5


async def test_a_hold_stops_the_account_and_what_waits_goes_when_it_ends() -> None:
    rows = [delivery(n, chat) for n, chat in enumerate(["a", "b", "a", "b"])]
    outbox, channel = MemoryOutbox(*rows), MemoryChannel({"a": [HoldOff("429", 7.0)]})
    await send(outbox, channel)
    assert channel.said == [("b", "chào 1")], "under way already"
    await send(outbox, channel, at=106.0)
    assert len(channel.said) == 1
    await send(outbox, channel, at=107.0)
    assert sorted(channel.said) == [("a", "chào 0"), ("a", "chào 2"), ("b", "chào 1"), ("b", "chào 3")]


async def test_a_store_that_fails_is_heard_of() -> None:
    """Nothing is marked, nothing is lost: the lease runs out and another look takes it up."""

    class Broken(MemoryOutbox):
        async def sent(self, delivery: Claimed, receipt: Receipt, now: datetime, ticks: float) -> None:
            raise ConnectionError("the database is gone")

    with pytest.raises(ConnectionError):
        await send(Broken(delivery(1, "a")), MemoryChannel())


# --- deciding ---------------------------------------------------------------------------------------------------------------
def decided(*people: Hearer, on: str = "26/3", after: str = "25/3", **row: object) -> worker.Decided:
    given = DueRow(1, 7, **{"occurrence": QUARTER, "updates": (), "after": day(after), **row})  # type: ignore[arg-type]
    return decide([given], people, CALENDAR, day(on))[0]


def test_a_word_its_hearer_and_the_day_to_look_again() -> None:
    result = decided(FOCAL, ADMIN)
    assert (result.nudge, result.told) == (Nudge(day("26/3"), "T-3"), Audience((FOCAL,)))
    assert (result.through, result.next_on) == (day("26/3"), day("28/3"))


def test_a_day_without_a_word_only_moves_on() -> None:
    result = decided(FOCAL, updates=(progress("25/3"),))
    assert (result.nudge, result.told) == (None, None)
    assert (result.through, result.next_on) == (day("26/3"), day("29/3"))


def test_what_is_done_is_never_looked_at_again() -> None:
    assert decided(FOCAL, updates=(done("25/3"),)).next_on is None


def given_to(agency_id: int, on: str) -> StatusUpdate:
    return replace(update(UpdateKind.BLOCKER_GIVEN, on), agency_id=agency_id)


def test_with_the_weekly_word_goes_the_one_to_whoever_is_to_clear_the_blocker() -> None:
    updates = (blocked("13/3"),)
    office = decided(FOCAL, ADMIN, on="20/3", after="13/3", updates=updates)
    assert (office.nudge, office.told) == (Nudge(day("20/3"), "blocked:2024-03-20"), Audience((FOCAL,)))
    assert office.owner == Audience((ADMIN,))
    owner = Hearer(3, Post.FOCAL, 9, "test", "owner", time(8))
    given = (*updates, given_to(9, "14/3"))
    assert decided(FOCAL, owner, ADMIN, on="20/3", after="13/3", updates=given).owner == Audience((owner,))
    assert decided(FOCAL, ADMIN, on="20/3", after="13/3", updates=given).owner == Audience((ADMIN,), unreached=True)
    assert decided(FOCAL, owner, ADMIN, on="01/4", after="29/3", updates=given).owner is None, "asked on 27/3 already"
    assert decided(FOCAL, owner, ADMIN, on="03/4", after="01/4", updates=given).owner == Audience((owner,))
    assert decided(FOCAL, ADMIN).owner is None


def test_whose_people_are_asked_for() -> None:
    row = DueRow(1, 7, QUARTER, (blocked("13/3"),), day("13/3"))
    assert row.agency_ids == {7}
    assert replace(row, updates=(*row.updates, given_to(9, "14/3"))).agency_ids == {7, 9}


def test_where_the_agency_cannot_be_reached_the_admins_hear_it_and_it_counts_as_said() -> None:
    result = decided(ADMIN)
    assert result.told == Audience((ADMIN,), unreached=True)
    assert (result.through, result.next_on) == (day("26/3"), day("28/3"))


def test_a_word_that_nobody_can_hear_is_not_said_and_is_asked_about_again() -> None:
    """Friday 29/3: the next working day is Monday 01/4, and then the newest word is said, not the one that was missed."""
    result = decided(on="29/3", after="28/3")
    assert (result.nudge, result.told) == (None, None)
    assert (result.through, result.next_on) == (day("28/3"), day("01/4"))
    assert decided(FOCAL, on="01/4", after="28/3").nudge == Nudge(day("01/4"), "T+1")


def test_a_word_missed_for_want_of_people_is_said_when_somebody_joins() -> None:
    assert decided(FOCAL, on="27/3", after="25/3").nudge == Nudge(day("26/3"), "T-3")


# --- planning ---------------------------------------------------------------------------------------------------------------
def desk(rows: int = 1, **facts: object) -> MemoryDesk:
    planned = [Planned(QUARTER, 7, day("26/3"), day("25/3")) for _ in range(rows)]
    return MemoryDesk(planned, [FOCAL], **facts)  # type: ignore[arg-type]


async def plan(at: PlanningDesk, now: datetime = NOW) -> bool:
    return await plan_day(at, CALENDAR, now)


async def test_a_working_day_is_planned_once() -> None:
    today = desk(planned=day("25/3"))
    assert await plan(today)
    assert (today.planned, today.opened) == (day("26/3"), [day("26/3")])
    assert [d.nudge for d in today.decided] == [Nudge(day("26/3"), "T-3")]
    assert today.rows[0].next_on == day("28/3")
    assert not await plan(today)
    assert len(today.opened) == 1


@pytest.mark.parametrize(
    ("now", "on"),
    [
        (datetime(2024, 3, 24, 17, 0, tzinfo=UTC), date(2024, 3, 25)),  # midnight in the province: Monday has begun
        (datetime(2024, 3, 24, 16, 59, tzinfo=UTC), None),  # still Sunday
        (datetime(2024, 5, 4, 1, 0, tzinfo=UTC), date(2024, 5, 4)),  # the make-up Saturday
        (datetime(2024, 4, 29, 1, 0, tzinfo=UTC), None),  # the Monday that it makes up for
    ],
)
async def test_the_day_is_the_provinces_and_a_working_one(now: datetime, on: date | None) -> None:
    today = desk()
    assert await plan(today, now) is (on is not None)
    assert today.planned == on
    assert today.opened == ([on] if on else [])


async def test_a_first_start_and_a_week_of_silence_plan_the_present_day_only() -> None:
    today = desk(planned=day("15/3"))
    assert await plan(today)
    assert today.opened == [day("26/3")]
    assert len(today.decided) == 1


async def test_what_is_due_is_read_in_batches_until_nothing_is() -> None:
    today = desk(rows=2 * worker.BATCH + 1)
    assert await plan(today)
    assert today.batches == [worker.BATCH, worker.BATCH, 1, 0]


async def test_the_planner_waits_for_the_rows_that_another_replica_holds() -> None:
    today = desk(busy=2)
    assert await plan(today)
    assert (today.planned, today.busy) == (day("26/3"), 0)


async def test_an_unheard_word_does_not_keep_the_day_open() -> None:
    today = desk()
    today.people = []
    assert await plan(today)
    assert (today.rows[0].through, today.rows[0].next_on) == (day("25/3"), day("27/3"))
