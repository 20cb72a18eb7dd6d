"""A short answer in Vietnamese, understood: the public face of what `rows.py`, `done.py` and `dates.py` know.

Three steps. The details are taken out (`details.py`), phrases that only look like something are set aside, then the first row
that fits decides; *done* is what remains when every word agrees (`done.py`) or what a clause is built to say (`report.py`).
Nothing is guessed: OTHER makes the bot ask.
"""

import re
from collections.abc import Collection
from datetime import date, timedelta

from bot.understanding.answer import Addressed, Document, Intent, Reply
from bot.understanding.asides import ASIDES
from bot.understanding.classes import CLASSES
from bot.understanding.clauses import last_word
from bot.understanding.dates import Looks, Said, Tense
from bot.understanding.details import find_details
from bot.understanding.documents import read_document
from bot.understanding.done import claims_done, is_done
from bot.understanding.phrase import compiled, indexes, replace
from bot.understanding.rows import ACKS, LATE, ROWS, Row
from bot.understanding.statements import Statement, split_statements
from bot.understanding.words import Word, clean, line

__all__ = ["Addressed", "Document", "Intent", "Reply", "read_document", "read_replies", "read_reply", "reply_json"]

_ASIDES = tuple((aside.atom, compiled(aside.phrase, CLASSES)) for aside in ASIDES)
_ROWS = tuple((row, compiled(row.phrase, CLASSES)) for row in ROWS)
_ACKS = tuple((row, compiled(row.phrase, CLASSES)) for row in ACKS)
_LATE = tuple((row, compiled(row.phrase, CLASSES)) for row in LATE)
_LONGEST = 800  # characters: what is longer is no short answer, and a claim may be taken back on its second page
_LAST_YEARS = timedelta(days=180)
"""A document so old is no result of this work, or its year is a slip: asked rather than recorded."""
_REASON = compiled("(do|vì|lý do|lí do|bởi|tại vì|nguyên nhân|because|due to) [là|vì|do|:|,]*", CLASSES)
_SETTLED = frozenset({Intent.UNDO, Intent.SNOOZE})
"""What no later clause turns into a *done*."""
_OPEN = frozenset({Intent.OTHER, Intent.QUESTION})
"""What a last clause that says "chưa" answers: "xong? chưa đâu"."""
_WITH_PERCENT = frozenset({Intent.PROGRESS, Intent.NOT_DONE, Intent.BLOCKED, Intent.EXTEND})
_FORWARD = frozenset({Intent.PROGRESS, Intent.EXTEND, Intent.SNOOZE, Intent.NOT_DONE, Intent.BLOCKED})
_BECAUSE_OF = compiled("(thay thế|bãi bỏ|thực hiện|theo|căn cứ|thi hành|tiếp theo) [nội dung|tinh thần|số]* $", CLASSES)
_POLITE_TAIL = compiled("([<người>] <ạ>|à|nhỉ|,|.)* $", CLASSES)
_REQUEST = compiled("[,|.|nên]* (nên|xin|cho|đề nghị|mong|=kính) ", CLASSES)


def read_reply(text: str, on: date, due: date | None = None) -> Reply:
    """One statement about one activity, said on `on`. `due` is the date in force that "thêm 5 ngày" counts from.

    Never raises: what cannot be understood is OTHER.
    """
    plain = clean(text)
    if len(plain) > _LONGEST:
        return Reply(Intent.OTHER)
    words = find_details(plain, on)
    document = _document(words)
    read = words
    for atom, pattern in _ASIDES:
        read = replace(read, pattern, atom)
    row, match = _first(_ROWS, read)
    intent = row.intent if row else Intent.OTHER
    last = last_word(read, _clause) if intent not in _SETTLED else Intent.OTHER
    if last is Intent.DONE or (last is Intent.NOT_DONE and intent in _OPEN):
        row, match, intent = None, None, last
    elif row is None and is_done(read):
        intent = Intent.DONE
    elif row is None:
        row, match = _first(_LATE if claims_done(read) else _ACKS, read)
        intent = row.intent if row else Intent.OTHER
    if intent is Intent.DONE and document and document.date and on - document.date > _LAST_YEARS:
        intent = Intent.OTHER
    note = _note(plain, read, row, match) if row else ""
    return Reply(
        intent,
        _percent(words, intent),
        _until(read, intent, on, due, match),
        document,
        _on_date(words, intent, on, document),
        note,
    )


def _clause(words: list[Word]) -> Intent | None:
    """One clause by itself, by the rows alone; None where none fits."""
    row, _ = _first(_ROWS, words)
    if row is None:
        row, _ = _first(_ACKS, words)
    return row.intent if row else None


def _first(rows: tuple[tuple[Row, re.Pattern[str]], ...], words: list[Word]) -> tuple[Row | None, re.Match[str] | None]:
    text = line(words)
    for row, pattern in rows:
        match = pattern.search(text)
        if match:
            return row, match
    return None, None


def _percent(words: list[Word], intent: Intent) -> int | None:
    """The last percentage said: "hôm trước 40%, nay 60%". 100 belongs to what is done, the others to what is not."""
    said = [word.value for word in words if word.key in ("ZERO", "PCT", "FRAC", "FULL") and isinstance(word.value, int)]
    fitting = [n for n in said if (n == 100) == (intent is Intent.DONE)]
    return fitting[-1] if fitting and (intent in _WITH_PERCENT or intent is Intent.DONE) else None


def _document(words: list[Word]) -> Document | None:
    """The first document, but for one that was only the reason ("Thực hiện Công văn 890, ...") or a submission."""
    cited = [(i, word.value) for i, word in enumerate(words) if isinstance(word.value, Document)]
    own = [each for i, each in cited if each.kind != "Tờ trình" and not _BECAUSE_OF.search(line(words[max(0, i - 3) : i]))]
    return own[0] if own else cited[0][1] if cited else None


def _until(words: list[Word], intent: Intent, on: date, due: date | None, match: re.Match[str] | None) -> date | None:
    """The last day said; of a wish, the last of the clause that says it ("cho em đến 3/4, tuần này bận") or else the next."""
    if intent not in _FORWARD:
        return None
    past = {Tense.PAST, Tense.PAST_PERIOD} if intent in {Intent.PROGRESS, Intent.NOT_DONE, Intent.BLOCKED} else set[Tense]()
    if intent in {Intent.EXTEND, Intent.SNOOZE} and match is not None and match.string == line(words):
        words = _wish(words, match)
    said = [w.value for w in words if isinstance(w.value, Said) and w.key not in past]
    days = [d for s in said if (d := (s.first_day if intent is Intent.SNOOZE else s.day)(on, "forward", due))]
    return days[-1] if days else None


def _wish(words: list[Word], match: re.Match[str]) -> list[Word]:
    """The clause of a wish, or the first one behind it that names a day; all words where neither does."""
    *_, last = match.re.finditer(match.string)
    first, end = indexes(words, last)
    stops = [-1, *(i for i, w in enumerate(words) if w.key in {",", "."}), len(words)]
    start = max(stop for stop in stops if stop <= first) if first else -1
    for stop in (stop for stop in stops if stop >= end):
        if any(isinstance(w.value, Said) for w in words[start + 1 : stop]):
            return words[start + 1 : stop]
        start = stop
    return words


def _on_date(words: list[Word], intent: Intent, on: date, document: Document | None) -> date | None:
    """The day of an event: what looks back, but for a document's own date."""
    if intent not in {Intent.DONE, Intent.PROGRESS, Intent.OTHER}:
        return None
    ahead = {Tense.FUTURE, Tense.THIS_PERIOD, Tense.PAST_PERIOD} | (
        set() if intent is Intent.DONE else {Tense.TODAY, Tense.WEEKDAY}
    )
    days = _days(words, on, "back", ahead, None)
    return days[0] if days else None


def _days(words: list[Word], on: date, looks: Looks, without: set[Tense], due: date | None) -> list[date]:
    said = [word.value for word in words if isinstance(word.value, Said) and word.key not in without]
    return [day for each in said if (day := each.day(on, looks, due))]


def _note(text: str, words: list[Word], row: Row, match: re.Match[str] | None) -> str:
    """The reason as typed: behind "do", "vì" where it is said so, else from or after the phrase that decided."""
    if not row.note or match is None:
        return ""
    reason = _REASON.search(line(words))
    if reason and row.note != "from":
        _, first = indexes(words, reason)
    elif row.intent is Intent.EXTEND:
        return ""
    else:
        start, end = indexes(words, match)
        first = end if row.note == "after" else start
    said = words[first:]
    request = _REQUEST.search(line(said)) if row.intent is Intent.EXTEND else None
    if request:
        said = said[: indexes(said, request)[0]]
    tail = _POLITE_TAIL.search(line(said))
    kept = said[: len(said) - tail.group().count(" ")] if tail else said
    return text[kept[0].start : kept[-1].end] if kept else ""


def reply_json(reply: Reply) -> dict[str, object]:
    """The shape of `nhacviec explain reply`, without its text: intent; percent, until, document, note where said."""
    shown: dict[str, object] = {"intent": reply.intent.value}
    if reply.percent is not None:
        shown["percent"] = reply.percent
    if reply.until:
        shown["until"] = reply.until.isoformat()
    if reply.document:
        shown["document"] = reply.document.number
    if reply.note:
        shown["note"] = reply.note
    return shown


def read_replies(
    text: str, on: date, codes: Collection[str] = (), due: date | None = None, series: Collection[str] = ()
) -> tuple[Addressed, ...]:
    """A message split into statements, each with the activities that it names; always at least one.

    `codes` are the codes there are, as they are spelled: with them only these count, without them whatever looks like one.
    `series` are those with turns: "VII.4 tháng 3 xong" is about March's turn, while "I.3 tháng 3 xong" may be a promise.
    """
    return tuple(_addressed(statement, on, due) for statement in split_statements(clean(text), codes, on, series))


def _addressed(statement: Statement, on: date, due: date | None) -> Addressed:
    reply = Reply(Intent.OTHER) if statement.unsure else read_reply(statement.words, on, due)
    return Addressed(
        statement.codes,
        statement.period,
        statement.everything,
        statement.count,
        statement.bare,
        reply,
        statement.words,
    )
