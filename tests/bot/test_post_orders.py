"""Every line of post_orders.tsv: posts given and ended, invitations revoked; and what people merely say of their posts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.understanding.post_orders import EndPost, GivePost, HandOver, Person, RevokeInvites, may_be_post_order, read_post_order
from plan_data.agencies import Directory
from plan_data.loading import load_plan
from tests.bot.test_orders import lines
from tests.bot.test_reply_corpus import corpus

DIRECTORY = Directory(load_plan().agencies)
LINES = lines("post_orders.tsv")


def who(person: Person) -> str:
    parts = [person.name or "-", person.agency and f"@ {person.agency}", person.phone and f"# {person.phone}"]
    return " ".join(p for p in parts if p)


def told(text: str) -> str:
    match read_post_order(text, DIRECTORY):
        case None:
            return "none"
        case GivePost(post, person, group):
            return f"give {post} {who(person)}" + (f" / {group}" if group else "")
        case EndPost(post, person):
            return f"end {post} {who(person)}"
        case RevokeInvites(whose):
            return f"revoke {whose}"
        case HandOver(said):
            return f"handover {said}"


def test_every_line_is_read_as_the_corpus_says() -> None:
    assert [(text, told(text), wanted) for wanted, text in LINES if told(text) != wanted] == []
    assert sum(wanted == "none" for wanted, _ in LINES) > len(LINES) / 3
    assert all(may_be_post_order(text) for wanted, text in LINES if wanted != "none"), "what is passed over unread is no order"


def test_no_report_is_an_order() -> None:
    assert [text for _, _, text in corpus() if read_post_order(text, DIRECTORY) is not None] == []


@pytest.mark.parametrize("name", ["queries.tsv", "wishes.tsv", "absences.tsv", "topics.tsv", "orders.tsv"])
def test_no_question_wish_absence_or_change_of_the_plan_is_one(name: str) -> None:
    assert [text for *_, text in lines(name) if read_post_order(text, DIRECTORY) is not None] == []


@given(st.text(alphabet="thêm đầu mối quản trịSở Y tế0912,:của", max_size=60) | st.text(max_size=80))
def test_any_text_is_answered(text: str) -> None:
    told(text)
