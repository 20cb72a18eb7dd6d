"""Who hears a word, and who instead."""

from dataclasses import replace
from datetime import date, time

import pytest

from scheduler.audience import Audience, Hearer, Post, audience

AGENCY, OTHER = 7, 8
ON = date(2024, 3, 18)


def person(contact_id: int, post: Post, agency_id: int | None = AGENCY, *, reachable: bool = True) -> Hearer:
    channel, chat_id = ("test", f"chat-{contact_id}") if reachable else (None, None)
    return Hearer(contact_id, post, agency_id, channel, chat_id, time(8))


FOCAL, DEPUTY, HEAD = person(1, Post.FOCAL), person(2, Post.DEPUTY), person(3, Post.HEAD)
ADMIN, SECOND_ADMIN = person(4, Post.ADMIN, None), person(5, Post.ADMIN, None)
STRANGER = person(6, Post.FOCAL, OTHER)
FOLLOWER = person(9, Post.FOLLOWER)
EVERYBODY = (ADMIN, HEAD, STRANGER, DEPUTY, FOLLOWER, FOCAL)


def lost(*gone: Hearer) -> tuple[Hearer, ...]:
    """Everybody, some of whom cannot be reached."""
    return tuple(replace(p, channel=None, chat_id=None) if p in gone else p for p in EVERYBODY)


@pytest.mark.parametrize(
    ("people", "expected"),
    [
        (EVERYBODY, Audience((FOCAL,))),
        (lost(FOCAL), Audience((DEPUTY,))),
        (lost(FOCAL, DEPUTY), Audience((HEAD,))),
        (lost(FOCAL, DEPUTY, HEAD), Audience((ADMIN,), unreached=True)),
        (lost(FOCAL, DEPUTY, HEAD, ADMIN), Audience((), unreached=True)),
        ((), Audience((), unreached=True)),
        ((STRANGER, FOLLOWER), Audience((), unreached=True)),  # another agency's people and who follows a group do not stand in
        ((ADMIN, SECOND_ADMIN), Audience((ADMIN, SECOND_ADMIN), unreached=True)),
    ],
)
def test_the_first_post_that_can_be_reached_hears_it(people: tuple[Hearer, ...], expected: Audience) -> None:
    assert audience(AGENCY, people, ON) == expected


def test_two_who_hold_the_post_together_both_hear_it() -> None:
    colleague = person(11, Post.FOCAL)
    unreachable = person(12, Post.FOCAL, reachable=False)
    assert audience(AGENCY, (FOCAL, unreachable, colleague), ON).hearers == (FOCAL, colleague)


@pytest.mark.parametrize(
    ("from_on", "until_on", "serves"),
    [
        (date.min, None, True),
        (ON, ON, True),
        (date(2024, 3, 19), None, False),
        (date.min, date(2024, 3, 17), False),
    ],
)
def test_a_post_is_held_from_a_day_to_a_day_both_included(from_on: date, until_on: date | None, serves: bool) -> None:
    substitute = replace(FOCAL, from_on=from_on, until_on=until_on)
    assert audience(AGENCY, (substitute, DEPUTY), ON) == Audience((substitute if serves else DEPUTY,))


def test_an_admin_who_left_does_not_hear_for_the_agencies() -> None:
    left = replace(ADMIN, until_on=date(2024, 3, 17))
    assert audience(AGENCY, (left, SECOND_ADMIN), ON) == Audience((SECOND_ADMIN,), unreached=True)
