"""A message of several clauses, of which the last word counts: "hôm trước chưa xong, giờ xong rồi", "đã gửi mail, xong nhé".

A row fits anywhere in a message, so it cannot tell what was from what is. Here each clause is read by itself. Two things may
come of it: a clause that earns *done* while those beside it take nothing from it, and a last one that says "chưa".
"""

from collections.abc import Callable, Sequence
from itertools import pairwise

from bot.understanding.answer import Intent
from bot.understanding.classes import CLASSES
from bot.understanding.done import is_done, is_harmless, is_word
from bot.understanding.phrase import compiled, indexes
from bot.understanding.words import Word, line

Read = Callable[[list[Word]], Intent | None]
"""One clause read by the rows, with nothing around it; None where no row fits."""

_BREAK = compiled(
    r"WHYREMIND|(,|.)* (nhưng mà|nhưng|tuy nhiên|tuy vậy|thế mà|vậy mà|cơ mà|«(?<!gia² )(?<!gia )(?<!gi¹ )(?<!gi )(?<!đâu "
    r")(?<!dau )(?<!nao¹ )(?<!tương³ )»mà|=chứ|còn !(gì|nhắc|lại|bao)|và|nên|rồi giờ|«(?<!mây² )(?<!may )(?<!bao "
    r")»giờ !(này|nào|giấc)|bây giờ|đến nay|tới nay|đến giờ|"
    r"hiện nay|bữa nay|«nay (?=(?:xong|lam¹ xong|lam xong|đa³ |hoan¹ thanh¹|hoan thanh))»|"
    r"thật ra|thực ra|thực tế|cuối cùng|sau đó|vậy là|thế là|TURNS)|(,|.|«\? »)",
    CLASSES,
)
_EARLIER = compiled(
    "(^ trước|trước đây|trước đó|hôm trước|hôm bữa|bữa trước|bữa hổm|lúc trước|lúc đầu|ban đầu|hồi trước|hồi sáng|hồi "
    "nãy|lúc nãy|sáng nay|"
    "tuần trước|tuần rồi|tháng trước|PAST|PASTPERIOD|chưa (báo|kịp báo|trả lời|cập nhật|phản hồi)|"
    "«(?<!chưa )(?<!nêu² )(?<!săp² )(?<!không )(?<!noi² )»"
    "quên|xin lỗi|không "
    "cần|khỏi|"
    "tưởng|cứ tưởng|tưởng đâu|không phải chưa|TWIST <xong>|đã [được]* (tháo gỡ|giải quyết|gỡ)|not pending|no "
    "extension)",
    CLASSES,
)
_PERFECT = compiled(
    "ATLAST|đã|rồi|vừa|mới|FULL|DOC|PAST|PASTPERIOD|hết|lâu|luôn|xuôi|hoàn thành|hoàn tất|done|finished|completed|all", CLASSES
)
_STRONG = (Intent.NOT_DONE, Intent.PROGRESS, Intent.BLOCKED, Intent.EXTEND, Intent.SNOOZE, Intent.REASSIGN, Intent.QUESTION)
_AS_GOOD = compiled("(coi như|xem như|coi là|xem là) <xong>", CLASSES)
_WHY_REMIND = compiled("WHYREMIND|(sao|răng|mà sao|tại sao|vì sao) … (nhắc|hỏi|hối)|nhắc (hoài|mãi|suốt|miết)", CLASSES)


def split_clauses(words: Sequence[Word]) -> list[tuple[str, list[Word]]]:
    """The clauses in order, each with the words that join it to the one before; a comma belongs to nobody."""
    text = line(words)
    cuts = [0]
    for match in _BREAK.finditer(text):
        first, _ = indexes(list(words), match)
        if first > cuts[-1]:
            cuts.append(first)
    cuts.append(len(words))
    clauses = [[w for w in words[a:b] if w.key not in {",", ".", "?"}] for a, b in pairwise(cuts)]
    return [(head, clause) for head, clause in map(_headless, clauses) if clause]


def last_word(words: Sequence[Word], read: Read) -> Intent:
    """What a message of several clauses comes to; OTHER where that is not plain."""
    joined = split_clauses(words)
    clauses = [clause for _, clause in joined]
    if len(clauses) < 2:
        return Intent.OTHER
    rows = [read(c) for c in clauses]
    read_as = [Intent.DONE if r in (None, Intent.ACK) and is_done(c) else r for c, r in zip(clauses, rows, strict=True)]
    if read_as[-1] is Intent.NOT_DONE and Intent.UNDO not in read_as:
        return Intent.NOT_DONE
    perfect = any(_PERFECT.search(line(c)) for c in clauses)
    done = [i for i, intent in enumerate(read_as) if intent is Intent.DONE and perfect]
    if not done or not all(map(is_word, (w for c in clauses for w in c))):
        return Intent.OTHER
    last = done[-1]
    if any(w.key == "?" and w.start > clauses[last][0].start for w in words):
        return Intent.OTHER
    by_document = any("DOC" in {w.key for w in clauses[i]} for i in done)
    for i, (clause, intent) in enumerate(zip(clauses, read_as, strict=True)):
        if (
            intent is Intent.DONE
            or (intent is Intent.ACK and is_harmless(clause))
            or (by_document and _AS_GOOD.search(line(clause)))
        ):
            continue
        if intent is Intent.UNDO:
            return Intent.OTHER
        if intent in _STRONG:
            if intent is Intent.PROGRESS and i < last and _is_overtaken(clause, clauses[last]):
                continue
            if _WHY_REMIND.search(line(clause)):
                continue
            before = _EARLIER.search(line(clause)) or any(_NOW.search(head) for head, _ in joined[i + 1 : last + 1])
            if i > last or not before:
                return Intent.OTHER
        elif not is_harmless(clause) and not (i < last and _EARLIER.search(line(clause))):
            return Intent.OTHER
    return Intent.DONE


def _is_overtaken(step: list[Word], end: list[Word]) -> bool:
    """ "đã trình ký xong, ban hành hôm qua rồi": a step that was taken, and then the end of the work."""
    return bool(_TAKEN.search(line(step)) and not _UNDERWAY.search(line(step)) and _ISSUED.search(line(end)))


_TAKEN = compiled("đã|rồi|xong|vừa", CLASSES)
_UNDERWAY = compiled("đang|chờ|đợi|còn|sẽ|sắp|chưa|FUTURE|WEEKDAY|NODATE|PCT|FRAC|phần|một số|vài", CLASSES)
_ISSUED = compiled(
    "(ban hành|phát hành|công bố|ký ban hành|hoàn thành|xong) (<sản phẩm>|DOC|PAST|TODAY|từ|vào|hồi|hôm|hết)* rồi|đã (ban "
    "hành|phát hành|công bố|hoàn thành)",
    CLASSES | {"sản phẩm": "quyết định|kế hoạch|báo cáo|văn bản|công văn|đề án"},
)
_NOW = compiled(
    "nay|giờ|bây giờ|đến nay|tới nay|đến giờ|tới giờ|hiện nay|bữa nay|thật ra|thực ra|thực tế|cuối cùng|tuy nhiên", CLASSES
)
_HEAD = compiled(
    "^ (nhưng mà|nhưng|tuy nhiên|tuy vậy|thế mà|vậy mà|cơ mà|mà|chứ|chu|và|nên|rồi giờ|giờ|bây giờ|đến nay|tới nay|"
    "đến giờ|tới giờ|hiện nay|"
    "bữa nay|nay|TURNS|thật ra|thực ra|thực tế|cuối cùng|sau đó|vậy là|thế là|thì|là|cũng|với lại|vì)*",
    CLASSES,
)


def _headless(clause: list[Word]) -> tuple[str, list[Word]]:
    """The words that join a clause to the one before, and the clause without them."""
    match = _HEAD.match(line(clause))
    return (match[0], clause[indexes(clause, match)[1] :]) if match else ("", clause)
