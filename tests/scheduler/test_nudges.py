"""Who is written to by hand, once each, and what counts as the answer."""

from datetime import date, time

from plan_data.updates import UpdateKind
from scheduler.audience import Hearer, Post
from scheduler.nudges import Recipient, Recipients, answer_since, recipients
from tests.scheduler.given import ack, progress, undo, update

ON = date(2024, 2, 2)
JUSTICE, INTERIOR, DISTRICT = 7, 8, 9
ADMIN = 1


def person(contact_id: int, agency_id: int | None, post: Post = Post.FOCAL, *, reachable: bool = True) -> Hearer:
    return Hearer(contact_id, post, agency_id, "test", f"chat-{contact_id}" if reachable else None, time(8))


def told(people: list[Hearer], agencies: tuple[int, ...] = (JUSTICE, INTERIOR, DISTRICT), **more: frozenset[int]) -> Recipients:
    return recipients(agencies, [person(ADMIN, None, Post.ADMIN), *people], ON, sender=ADMIN, **more)


def test_a_person_who_serves_two_agencies_is_written_to_once() -> None:
    both = [person(2, JUSTICE), person(2, INTERIOR)]
    assert told(both) == Recipients(to=(Recipient(both[0], (JUSTICE, INTERIOR)),), unreached=(DISTRICT,))


def test_two_people_of_one_agency_both_hear_and_a_second_address_does_not_double_one() -> None:
    people = [person(2, JUSTICE), person(3, JUSTICE), Hearer(2, Post.FOCAL, JUSTICE, "zalo", "z-2", time(8))]
    assert [(r.hearer.contact_id, r.agency_ids) for r in told(people, (JUSTICE,)).to] == [(2, (JUSTICE,)), (3, (JUSTICE,))]


def test_whoever_had_the_nudge_of_the_day_is_left_out_by_name() -> None:
    people = [person(2, JUSTICE), person(3, INTERIOR)]
    got = told(people, (JUSTICE, INTERIOR), nudged=frozenset({2}))
    assert [r.hearer.contact_id for r in got.to] == [3]
    assert [r.hearer.contact_id for r in got.already] == [2]


def test_who_cannot_be_reached_is_not_told_and_a_deputy_hears_instead() -> None:
    lost = person(2, JUSTICE, reachable=False)
    assert told([lost], (JUSTICE,)) == Recipients(unreached=(JUSTICE,)), "the admins are no answer to a nudge"
    deputy = person(3, JUSTICE, Post.DEPUTY)
    assert told([lost, deputy], (JUSTICE,)) == Recipients(to=(Recipient(deputy, (JUSTICE,)),))


def test_nobody_writes_to_themselves() -> None:
    me = person(ADMIN, JUSTICE)
    assert told([me], (JUSTICE,)) == Recipients(own=(JUSTICE,))
    colleague = person(2, JUSTICE)
    assert told([me, colleague], (JUSTICE,)) == Recipients(to=(Recipient(colleague, (JUSTICE,)),))


def test_the_answer_is_what_was_said_of_the_work_since_and_still_stands() -> None:
    before, since = progress("01/02", percent=40), progress("02/02", percent=60)
    assert answer_since([before], before.id) is None
    assert answer_since([before, since], before.id) == since
    assert answer_since([before, since, undo("02/02", since)], before.id) is None
    assert answer_since([before, ack("02/02")], before.id) is None, "the office already knows that it was received"
    decided = update(UpdateKind.EXTENSION_GRANTED, "02/02", "15/02")
    assert answer_since([before, decided], before.id) is None, "the office's own word is no answer"
