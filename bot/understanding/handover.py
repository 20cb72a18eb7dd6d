"""Two questions that an understood answer leaves open: is the blocker gone, and is it the work or its person that changes?

Rows over the words of a message, in the language of `phrase.py`. They are asked only where the reply language leaves it open:
what it read as a result or a question, that holds.
"""

from datetime import date

from bot.understanding.classes import CLASSES
from bot.understanding.details import find_details
from bot.understanding.phrase import compiled
from bot.understanding.words import clean, line

_CLASSES = CLASSES | {
    "vướng": "vướng mắc|vướng|khó khăn|trở ngại|kẹt",
    "gỡ": "tháo gỡ|gỡ|giải quyết|xử lý|khắc phục",
    "đã": "đã được|đã|vừa|mới|cũng đã",
    "gọi": "anh|chị|cô|chú|ông|bà|bác|đồng chí|bạn|mr|ms",
    "lời": "<đuôi>|việc này|việc đó|báo cáo|báo|thưa|kính|thông tin|nay|hiện|giờ|hiện nay|bây giờ|được",
}
_CLEARED = compiled(
    "^ (<lời>)* (<đã> (gỡ|tháo gỡ) [xong|được|hết]* [<vướng>]|<đã> <gỡ> [xong|được|hết]* <vướng>|"
    "(gỡ|tháo gỡ) (xong|được) [<vướng>]|"
    "(gỡ|tháo gỡ) [<vướng>] (rồi|xong)|[<đã>] hết <vướng>|(không|chẳng) [còn|có|bị]* [gì]* <vướng>) "
    "[gì|nào|nữa|cả|đâu|rồi|xong]*",
    _CLASSES,
)
_BLOCKER_GOES_ON = compiled(
    "chưa|không|chẳng|thì|mới|nhưng|còn|mà|một phần|bớt|nếu|sẽ|đang|dự kiến|phần nào|tạm|gần|sắp|chờ|đợi|FUTURE|PCT|FRAC|?",
    _CLASSES,
)
_OF_A_UNIT = compiled(
    "không (thuộc|phải [là]* [việc|của|nhiệm vụ|chức năng|thẩm quyền|trách nhiệm]* (đơn vị|sở|cơ quan|bên|ngành|huyện|ban))|"
    "thẩm quyền|chức năng|(đơn vị|cơ quan|sở|ngành|huyện|bên) khác|"
    "(nhầm|sai|lộn) (đơn vị|cơ quan|sở)|wrong (department|unit|office)",
    _CLASSES,
)
_OF_A_PERSON = compiled(
    "(bàn giao|chuyển|giao|đẩy|liên hệ|hỏi|gặp|nhắc|gửi|nhắn|nhờ|báo|làm việc với|trao đổi với) … <gọi> (NAME|<tên>)|"
    "(bàn giao|chuyển|giao|đẩy|liên hệ|hỏi|gặp|nhắc|gửi|nhắn|nhờ) [lại|việc|cho|sang|qua|với]* NAME|"
    "<gọi> (NAME|<tên>) (NAME)* … (phụ trách|làm|chủ trì|đảm nhiệm|theo dõi|lo|thay|nhận)|"
    "(bàn giao|chuyển|giao|đẩy|liên hệ|hỏi|gửi) [lại|việc|cho|sang|qua|với]* phòng|"
    "nghỉ hưu|về hưu|nghỉ việc|thôi việc|chuyển công tác|chuyển đơn vị|luân chuyển|nghỉ thai sản|nghỉ chế độ|đổi vị trí|"
    "chuyển phòng|"
    "(đổi|thay) (đầu mối|người|cán bộ)|(đầu mối|người phụ trách) (mới|khác|giờ|nay|bây giờ|hiện)|"
    "(nhầm|sai|lộn) (người|số|máy|đầu mối)|wrong person|someone else|"
    "(phòng|chuyên viên|người|cán bộ|đồng nghiệp) (khác|«(?!em |minh¹ )[^ ,.]+ » [này]* (phụ trách|làm|lo))|"
    "không còn (phụ trách|làm đầu mối|theo dõi|đảm nhiệm|công tác)|(hết|thôi) (phụ trách|làm đầu mối)|chuyên viên",
    _CLASSES,
)


def says_cleared(text: str, on: date) -> bool:
    """ "đã gỡ vướng", "hết vướng rồi", "không còn vướng": it is gone, all of it. What follows may only say how."""
    words = line(find_details(clean(text), on))
    claim = _CLEARED.match(words)
    return claim is not None and not _BLOCKER_GOES_ON.search(words[claim.end() :])


def changes_person(text: str, on: date) -> bool:
    """ "em đã bàn giao cho anh Bình": the work stays where it is, and somebody else of the agency is to be reminded."""
    words = line(find_details(clean(text), on))
    return not _OF_A_UNIT.search(words) and _OF_A_PERSON.search(words) is not None
