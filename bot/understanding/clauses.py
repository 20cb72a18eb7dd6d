"""A message of several clauses, of which the last word counts: "hôm trước chưa xong, giờ xong rồi", "đã gửi mail, xong nhé".

A row fits anywhere in a message, so it cannot tell what was from what is. Here each clause is read by itself. Two things may
come of it: a clause that earns *done* while those beside it take nothing from it, and a last one that says "chưa".
"""

from collections.abc import Callable, Sequence
from itertools import pairwise

from bot.understanding.answer import Intent
from bot.understanding.classes import CLASSES
from bot.understanding.done import is_done, is_word, without_neutral
from bot.understanding.phrase import compiled, indexes
from bot.understanding.report import is_past, is_step, reports_done
from bot.understanding.words import Word, line

Read = Callable[[list[Word]], Intent | None]
"""One clause read by the rows, with nothing around it; None where no row fits."""

_BREAK = compiled(
    r"WHYREMIND|(,|.)* («song (?=đên² nay|hiên⁴ nay|den nay|hien nay)»|nhưng mà|nhưng|tuy nhiên|tuy vậy|thế mà|vậy mà|cơ mà|"
    r"«(?<!gia² )(?<!gia )(?<!gi¹ )(?<!gi )(?<!đâu "
    r")(?<!dau )(?<!nao¹ )(?<!tương³ )»mà|=chứ|«(?<!không )(?<!chăng³ )(?<!cha³ )(?<!khong )»còn !(gì|nhắc|lại|bao)|và|"
    r"nên|rồi giờ|«(?<!mây² )(?<!may )(?<!bao "
    r")»giờ !(này|nào|giấc)|bây giờ|đến nay|tới nay|đến giờ|"
    r"hiện nay|bữa nay|«nay (?=(?:xong|lam¹ xong|lam xong|đa³ |hoan¹ thanh¹|hoan thanh))»|"
    r"thật ra|thực ra|thực tế|cuối cùng|sau đó|vậy là|thế là|TURNS)|(,|.|«\? »)",
    CLASSES,
)
_BUT = compiled("nhưng mà|nhưng|tuy nhiên|tuy vậy|thế mà|vậy mà|cơ mà", CLASSES)
_SAYS_NOTHING = compiled("^ (<đuôi>|CLEAR|RECORDIT|REPORTING|WHYREMIND)* $", CLASSES)
_AND = compiled("và", CLASSES)
_SENDS = (
    "gửi|gởi|nộp|đăng|đăng tải|đóng dấu|phát hành|ban hành|công bố|công khai|niêm yết|chuyển|lưu|làm|làm kịp|publish|trả lời|"
    "thanh lý|tháo gỡ|gỡ"
)
_SENT = compiled(_SENDS, CLASSES)
_LONG_AGO = compiled("xong|hồi|từ|(bữa|hôm|tuần|tháng) (trước|hổm|qua|kia|tê)", CLASSES)
_BESIDE = compiled(
    "^ (SAME|DONE|BUSY|PAST|PASTPERIOD|TODAY|SINCE|DOC|FULL|"
    f"{_SENDS}|"
    # what was received, and that it can be looked up
    "(đã|em|mình)* (nhận|nắm|rõ|ghi nhận) [được|tin|thông tin|nhắc]*|(kiểm tra|check|tra|tra cứu) [lại] (SAME|trên|"
    "hệ thống|trục|"
    "phần mềm|cổng)* (giúp|giùm|dùm|với|hộ)|"
    "(hồ sơ|kết quả) (đã)* lưu (ở|tại|theo|SAME)*|kính báo cáo|(báo cáo|kết quả) (tổng kết)* đã gửi kèm|«\\d+ »(đại biểu|"
    "học viên|người) (dự|tham gia)|"
    "gửi kèm (minh chứng|tài liệu|SAME|<người>|xem)*|đóng mộc|nhiệm vụ đến đây khép lại|có dấu [đỏ] [đàng hoàng]|có (số|SAME)|"
    "có rồi|khỏi lo|hỏi hoài|tình trạng|kính gửi|thay thế DOC|"
    "chốt (SAME)* [số] liệu|văn SAME|"
    "(huyện|sở|xã) (gửi|gởi|nộp)|(cho|lên|ra|về) (huyện|sở|xã|tỉnh)|(và|trên|chi|hết|ra|lên|cho|về|từ|hồi|cũng|được|"
    "đi|giúp|giùm|bữa|tê|hổm|các đơn vị|văn phòng|văn thư|công báo|portal|cổng|"
    "hệ thống|quy định|theo đúng|gì|sent|submitted|report|nhé))* $",
    CLASSES,
)
_EARLIER = compiled(
    "(^ trước|trước đây|trước đó|hôm trước|hôm bữa|bữa trước|bữa hổm|lúc trước|lúc đầu|ban đầu|hồi trước|hồi sáng|hồi "
    "nãy|lúc nãy|sáng nay|"
    "tuần trước|tuần rồi|tháng trước|PAST|PASTPERIOD|chưa (báo|kịp báo|trả lời|cập nhật|phản hồi)|"
    "«(?<!chưa )(?<!nêu² )(?<!săp² )(?<!không )(?<!noi² )»"
    "quên|xin lỗi|không "
    "cần|khỏi|"
    "tưởng|cứ tưởng|tưởng đâu|không phải chưa|TWIST <xong>|đã [được]* (tháo gỡ|giải quyết|gỡ)|gỡ được|not pending|no "
    "extension)",
    CLASSES,
)
_PERFECT = compiled(
    "ATLAST|đã|rồi|vừa|mới|FULL|DOC|PAST|PASTPERIOD|hết|lâu|luôn|xuôi|hoàn thành|hoàn tất|done|finished|completed|all", CLASSES
)
_STRONG = (Intent.NOT_DONE, Intent.PROGRESS, Intent.BLOCKED, Intent.EXTEND, Intent.SNOOZE, Intent.REASSIGN, Intent.QUESTION)
_UNFINISHED = (*_STRONG, Intent.UNDO, Intent.OTHER)
_AS_GOOD = compiled("(coi như|xem như|coi là|xem là) (<xong>|kết thúc) (<đuôi>|rồi|việc|nhiệm vụ)* $", CLASSES)
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
    joined = _whole_claims(split_clauses(words), read)
    clauses = [clause for _, clause in joined]
    rows = [read(c) for c in clauses]
    read_as = [Intent.DONE if r in (None, Intent.ACK) and is_done(c) else r for c, r in zip(clauses, rows, strict=True)]
    reported = _reported(clauses)
    if (len(clauses) < 2 and not reported) or _ASKED.search(line(words)):
        return Intent.OTHER
    closing = [bool(_CLOSE_IT.match(line(c))) for c in clauses]
    if any(closing) and not reported and Intent.DONE not in read_as:
        reported = {
            i
            for i, c in enumerate(clauses)
            if not closing[i] and is_past(c) and _ENDED.search(line(c)) and read_as[i] not in _UNFINISHED
        }
    read_as = [Intent.DONE if i in reported else intent for i, intent in enumerate(read_as)]
    if read_as[-1] is Intent.NOT_DONE and Intent.UNDO not in read_as:
        return Intent.NOT_DONE
    perfect = any(_PERFECT.search(line(c)) for c in clauses)
    done = [i for i, intent in enumerate(read_as) if intent is Intent.DONE and perfect]
    if not done or not all(map(is_word, (w for c in clauses for w in c))):
        return Intent.OTHER
    last = done[-1]
    if any(
        r is Intent.BLOCKED or _OBSTACLE.search(line(c)) for r, c in zip(rows[:last], clauses, strict=False)
    ) and _SOLVED.search(line(clauses[last])):
        return Intent.OTHER
    if any(w.key == "?" and w.start > clauses[last][0].start for w in words):
        return Intent.OTHER
    by_document = any("DOC" in {w.key for w in clauses[i]} for i in done)
    for i, (clause, intent) in enumerate(zip(clauses, read_as, strict=True)):
        head = joined[i][0]
        if (
            intent is Intent.DONE
            or closing[i]
            or _NOTHING_LEFT.match(line(clause))
            or ((by_document or reported & set(done)) and _AS_GOOD.search(line(clause)))
        ):
            continue
        overtaken = i < last and _is_overtaken(clause, clauses[last], reported=last in reported)
        turned = any(_NOW.search(head) for head, _ in joined[i + 1 : last + 1])
        but = i > last and bool(_BUT.search(head))
        harmless = bool(_SAYS_NOTHING.match(line(clause))) if but else _is_beside(clause, head)
        if intent is Intent.ACK and harmless:
            continue
        if not _is_past_caring(clause, intent, harmless=harmless, overtaken=overtaken, turned=turned, before=i < last):
            return Intent.OTHER
    return Intent.DONE


def _is_beside(clause: list[Word], head: str) -> bool:
    """Whether every word of a clause is known to change nothing beside a claim."""
    said = line(without_neutral(clause, past=True))
    if not _BESIDE.match(said):
        return False
    return not _SENT.search(said) or bool(_PERFECT.search(line(clause)) or _LONG_AGO.search(line(clause)) or _AND.search(head))


def _is_past_caring(
    clause: list[Word], intent: Intent | None, *, harmless: bool, overtaken: bool, turned: bool, before: bool
) -> bool:
    """Whether a clause that is no claim takes nothing from the claim behind it, or before it."""
    said = line(clause)
    if intent is Intent.UNDO:
        return False
    if before and _ALL_GAVE.match(said):
        return True
    if intent in _STRONG:
        if (intent is Intent.PROGRESS and overtaken) or _WHY_REMIND.search(said):
            return True
        return before and bool(turned or _EARLIER.search(said))
    if is_step(clause) and not (before and _TAKEN.search(said)):
        return False
    return harmless or bool(before and _EARLIER.search(said))


def _reported(clauses: list[list[Word]]) -> set[int]:
    """The clauses that are built like a claim; "đã tổng hợp và gửi báo cáo": one "đã" serves both."""
    found = set[int]()
    perfect = False
    for i, clause in enumerate(clauses):
        if reports_done(clause, perfect=perfect):
            found.add(i)
        perfect = (perfect or bool(_TAKEN.search(line(clause)))) and not _UNDERWAY.search(line(clause))
    return found


def _whole_claims(joined: list[tuple[str, list[Word]]], read: Read) -> list[tuple[str, list[Word]]]:
    """Claims that a list cuts in pieces made whole: "Kế hoạch phòng, chống tham nhũng và lãng phí đã ban hành"."""
    result: list[tuple[str, list[Word]]] = []
    for head, clause in joined:
        result.append((head, clause))
        for back in (2, 3, 4):
            if len(result) < back or reports_done(clause):
                break
            pieces = result[-back:]
            whole = [word for _, piece in pieces for word in piece]
            if all(read(piece) is None for _, piece in pieces[:-1]) and reports_done(whole):
                result[-back:] = [(pieces[0][0], whole)]
                break
    return result


def _is_overtaken(step: list[Word], end: list[Word], *, reported: bool) -> bool:
    """ "đã trình ký xong, ban hành hôm qua rồi": a step that was taken, and then the end of the work."""
    taken = _TAKEN.search(line(step)) and not _UNDERWAY.search(line(step))
    return bool(taken and (reported or _ISSUED.search(line(end))))


_ALL_GAVE = compiled(
    "^ (đủ|cả|<mình>|<người>|<ạ>|dạ|ok|vâng|thưa)* WHOLE [xã|huyện|đơn vị|phường|cơ quan|sở|ngành|địa phương]* (đã|đều|"
    "cũng)* (gửi|nộp|báo cáo|trả lời|"
    "góp ý) "
    "(xong|đủ|hết|<cuối>)* $",
    CLASSES | {"cuối": "rồi|<ạ>"},
)
_ASKED = compiled("(hả|hở|chứ|nhỉ|=à) (<người>|<ạ>|THANKS|TICK)* $", CLASSES)
_OBSTACLE = compiled(
    "vướng|kẹt|lỗi|hỏng|hư|thiếu|(chưa|không) [được|có]* (vốn|tiền|kinh phí|chủ trương|giao vốn)|NOTYET", CLASSES
)
_SOLVED = compiled("(giải quyết|xử lý|khắc phục|tháo gỡ)|được (phê duyệt|thông qua|giao|cấp|bố trí)", CLASSES)
"""Said behind an obstacle, they end that and not the work."""
_TAKEN = compiled("đã|rồi|xong|vừa", CLASSES)
_UNDERWAY = compiled(
    "nếu|giá mà|giả sử|khi nào|nghe|không|hình như|đang|chờ|đợi|còn|sẽ|sắp|chưa|FUTURE|WEEKDAY|NODATE|ZERO|PCT|FRAC|phần|"
    "một số|vài",
    CLASSES,
)
_ISSUED = compiled(
    "(ban hành|phát hành|công bố|ký ban hành|hoàn thành|xong) (<sản phẩm>|DOC|PAST|TODAY|từ|vào|hồi|hôm|hết)* rồi|"
    "(ban hành|phát hành|công bố) xong|(kết thúc|hoàn thành|xong) (việc|nhiệm vụ|nội dung) này rồi|đã (ban "
    "hành|phát hành|công bố|hoàn thành)",
    CLASSES | {"sản phẩm": "quyết định|kế hoạch|báo cáo|văn bản|công văn|đề án"},
)
_CLOSE_IT = compiled(
    "^ (kính|đề nghị|xin|mong|nhờ|phiền|vui lòng|làm ơn|<người>|đồng chí|hệ thống|văn phòng|ubnd|tỉnh|đơn vị|quý|cơ quan|"
    "được|thì|"
    "nên|hãy|cho|dạ|NAME|phòng|chuyên viên|giùm|giúp)* "
    "(RECORDIT|(kết thúc|đóng|đánh dấu|cập nhật|ghi nhận|xác nhận|close|tick|tắt|chuyển|gạch tên|dừng|ngừng|đưa|bấm|xoá|"
    "khép|hạ) "
    "[đôn đốc|<mình>|<người>|trên|lên|vào|trong|cho|lại]* "
    "(nhiệm vụ|việc|công việc|nội dung|hệ thống|phần mềm|trạng thái|kết quả|theo dõi|hoàn thành|xong|hoàn tất|giúp|giùm|"
    "dùm|hộ|task|done|"
    "DONE|SAME)) "
    "(theo dõi|đôn đốc|nhắc|nhiệm vụ|việc|công việc|nội dung|này|trên|hệ thống|phần mềm|vào|trạng thái|kết quả|là|đã|hoàn "
    "thành|"
    "xong|hoàn tất|giúp|giùm|dùm|hộ|với|cho|<mình>|<người>|đồng chí|<ạ>|ra khỏi|danh sách|trong|task|khỏi|sang|tình trạng|"
    "DONE|SAME|nhé|đơn vị|văn phòng|done|phiếu|thẻ|hồ sơ)* $",
    CLASSES,
)
_ENDED = compiled(
    "bàn giao|giải ngân|thanh toán|trao|cấp|trả|gửi|nộp|đăng|ký|ban hành|phát hành|trả lời|nghiệm thu|làm|họp|tổ "
    "chức|tập huấn|có (văn bản|quyết định|kết quả|công văn|DOC)",
    CLASSES,
)
_NOTHING_LEFT = compiled(
    "^ (và|hiện|nay|<mình>|<người>|<ạ>|ok|thì|ANY|CLEAR)* (ANY|CLEAR|(không|chẳng|chả) (còn|có|gặp|xảy ra|phát sinh|"
    "bị|thấy|sót|vướng)|0) "
    "«(?:(?!chưa |chua |đang |dang |ai |tiên¹ |kinh |ngươi¹ |vôn² |can² |ngân |nhân )[^ .?]+ ){0,4}»"
    "(gì|nào|nữa|cả|hết|tồn|tồn đọng|tồn tại|quá hạn|vướng mắc|vướng|sự cố|phát sinh|khiếu nại|pending|sót|ANY|CLEAR|"
    "việc)* <đuôi>* $",
    CLASSES,
)
_NOW = compiled(
    "nay|giờ|bây giờ|đến nay|tới nay|đến giờ|tới giờ|hiện nay|bữa nay|thật ra|thực ra|thực tế|cuối cùng|tuy nhiên", CLASSES
)
_HEAD = compiled(
    "^ (song|nhưng mà|nhưng|tuy nhiên|tuy vậy|thế mà|vậy mà|cơ mà|mà|chứ|chu|và|nên|rồi giờ|giờ|bây giờ|đến nay|tới nay|"
    "đến giờ|tới giờ|hiện nay|"
    "bữa nay|nay|TURNS|thật ra|thực ra|thực tế|cuối cùng|sau đó|vậy là|thế là|thì|là|cũng|với lại|vì)*",
    CLASSES,
)


def _headless(clause: list[Word]) -> tuple[str, list[Word]]:
    """The words that join a clause to the one before, and the clause without them."""
    match = _HEAD.match(line(clause))
    return (match[0], clause[indexes(clause, match)[1] :]) if match else ("", clause)
