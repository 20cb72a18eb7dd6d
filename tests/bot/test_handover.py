"""When a blocker is gone, and when it is the person and not the work that changes; with what must not be taken for either."""

from datetime import date
from pathlib import Path

import pytest

from bot.understanding.handover import changes_person, says_cleared
from bot.understanding.reply import Intent, read_reply

ON = date(2024, 5, 17)
CLEARED = """
đã gỡ vướng
da go vuong
đã gỡ rồi ạ
gỡ rồi
vừa gỡ xong
đã tháo gỡ xong
đã được tháo gỡ
hết vướng rồi
het vuong roi
việc này hết vướng
dạ em đã gỡ vướng rồi ạ
anh ơi hết vướng rồi
không còn vướng
khong con vuong
không vướng gì
không còn vướng gì nữa ạ
không còn vướng mắc
hết khó khăn rồi
hết vướng kinh phí rồi
đã giải quyết xong vướng mắc
báo cáo anh, đã gỡ vướng
hết vướng rồi, Sở Tài chính đã cấp kinh phí
"""
NOT_CLEARED = """
chưa gỡ
chưa hết vướng
vẫn còn vướng
sẽ gỡ
đang gỡ
mai gỡ xong
gỡ giúp em
gần hết vướng
hết vướng 50%
hết vướng chưa?
khi nào hết vướng em báo
đã gỡ vướng chưa?
đã gỡ được một phần
đã gỡ bớt vướng
đã gỡ vướng nếu được duyệt
đã gỡ kinh phí nhưng còn vướng nhân sự
không vướng thì mới làm được
đã giải quyết
đã xử lý
hết kinh phí
không
xong
đã gỡ vướng, mai xong
"""
PERSON = """
em đã bàn giao cho anh Bình
em giao lại cho bạn Lan rồi
em không còn phụ trách
em nghỉ hưu rồi
em đã chuyển công tác
đổi đầu mối rồi ạ
đầu mối mới là chị Hoa
liên hệ anh Bình nhé
lien he anh binh
giờ anh Hùng phụ trách
chuyển cho phòng khác rồi
đã chuyển cho phòng Kế hoạch
gửi nhầm người rồi
"""
WORK = """
việc này không thuộc đơn vị em
khong thuoc don vi em
anh chị xem lại, việc này không thuộc đơn vị em
không phải việc của em
việc này của Sở Tài chính
chuyển sang Sở Tài chính rồi
thuộc thẩm quyền Sở Xây dựng
không thuộc chức năng của sở em
gửi nhầm đơn vị
việc này không thuộc Sở em, anh Bình bên Sở Xây dựng phụ trách
"""


def lines(text: str) -> list[str]:
    return text.strip().splitlines()


@pytest.mark.parametrize("said", lines(CLEARED))
def test_it_is_gone(said: str) -> None:
    assert says_cleared(said, ON)
    assert read_reply(said, ON).intent in (Intent.OTHER, Intent.BLOCKED), "nothing that was understood is taken away"


@pytest.mark.parametrize("said", lines(NOT_CLEARED))
def test_it_is_not_gone(said: str) -> None:
    assert not says_cleared(said, ON)


@pytest.mark.parametrize("said", lines(PERSON))
def test_the_person_changes(said: str) -> None:
    assert changes_person(said, ON)


@pytest.mark.parametrize("said", lines(WORK))
def test_the_work_is_somebody_elses(said: str) -> None:
    assert not changes_person(said, ON)


@pytest.mark.long
def test_no_answer_of_the_corpus_that_means_something_else_says_it_is_gone() -> None:
    corpus = (Path(__file__).parent / "replies.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in corpus if line and not line.startswith("#")]
    asked = [r for r in rows if len(r) > 2 and read_reply(r[2], ON).intent in (Intent.OTHER, Intent.BLOCKED)]
    assert len(asked) > 200
    assert [r[2] for r in asked if says_cleared(r[2], ON)] == []
