"""What a question is about, one row a subject. Written in the language of `phrase.py`; the first row that fits decides.

A question of no listed subject gets the whole card, so a missing row costs a longer answer and never a wrong one.
"""

from enum import StrEnum

from bot.understanding.classes import CLASSES
from bot.understanding.phrase import compiled
from bot.understanding.words import clean, line, split


class Topic(StrEnum):
    """The subject of a question about an activity."""

    DUE = "due"
    PRODUCT = "product"
    COORDINATION = "coordination"
    FOLLOWER = "follower"
    LEAD = "lead"
    HISTORY = "history"
    STATE = "state"
    CONTACT = "contact"
    CONTENT = "content"


ROWS = (
    (
        Topic.HISTORY,
        "lịch sử|(lần|báo cáo|bữa|hôm|đợt) (trước|trước đó|trước đây|rồi) … (báo|cập nhật|trả lời|là) … (gì|nào|bao nhiêu|"
        "sao|mấy)|"
        "<mình> đã (báo|cập nhật|trả lời) [gì]* chưa|đã nhắc (mấy|bao nhiêu) lần|đã (báo|cập nhật|ghi nhận|trả lời|phản hồi|"
        "nhắn) (gì|những gì|lúc nào|khi nào|ngày nào|mấy lần|thế "
        "nào|ra sao)|"
        "(báo|cập nhật|ghi nhận|trả lời) (lần cuối|gần nhất|trước đây|những gì|mấy lần)|(ai|người nào) … (đã)* (báo|"
        "cập nhật|trả lời|ghi)|"
        "(lần|những) (báo|cập nhật) (trước|nào)|xem lại (các)* (lần|cập nhật)|history|log|who (reported|answered)|"
        "previous updates",
    ),
    (
        Topic.DUE,
        "«(?<!gia )»hạn|thời hạn|deadline|(khi nào|bao giờ|ngày nào|lúc nào|chừng nào|hôm nào|tháng nào) … (nộp|xong|"
        "hoàn thành|đến hạn|hết hạn|phải|gửi|báo cáo|trình)|"
        "(phải|cần|nộp|xong|gửi|hoàn thành) … (khi nào|bao giờ|ngày nào|lúc nào|hôm nào|ngày mấy|tháng mấy)|"
        "(trước|đến|tới|vào) (ngày|hôm|tháng|thứ) (nào|mấy)|mấy giờ … (nộp|xong|gửi|hạn|báo cáo)|"
        "còn (mấy|bao nhiêu|bao lâu) … (ngày|hôm|lâu|thời gian|nữa)|còn bao lâu|còn mấy ngày|due|when",
    ),
    (
        Topic.CONTACT,
        "(liên hệ|gọi|hỏi|gặp|trao đổi|số điện thoại|sđt|alo) … (ai|số nào|người nào|bên nào|đâu)|(ai|người nào) (để|"
        "mà)* (liên hệ|hỏi|gặp|gọi)|"
        "(xin|cho) … (số liên hệ|số (anh|chị|của|văn phòng))|(số điện thoại|sđt) (anh|chị|của|văn phòng|người|bên)|số liên hệ|"
        "(số điện thoại|sđt|đầu mối) … (văn phòng|liên hệ|là ai|của ai)|contact|phone|whom to (call|ask)",
    ),
    (
        Topic.COORDINATION,
        "phối hợp|(lấy ý kiến|xin ý kiến) … (đơn vị|sở|cơ quan|bên|của) (nào|ai)|(làm|cùng|chung) (cùng|chung|với) (ai|đơn "
        "vị nào|sở nào|cơ quan nào|những ai|bên nào)|với (ai|đơn "
        "vị nào|bên nào)|"
        "(cơ quan|đơn vị|sở) nào (cùng|tham gia)|coordinat|coordinate|coordinates|coordinating|who else|with whom",
    ),
    (
        Topic.FOLLOWER,
        "(ai|đơn vị nào|cơ quan nào|sở nào|bên nào|người nào) … (theo dõi|đôn đốc|kiểm tra|giám sát|tổng hợp)|"
        "theo dõi (là|bởi)* (ai|cơ quan nào|đơn vị nào|sở nào)|(báo cáo|gửi|nộp) (cho|về|lên|tới|đến|vào|qua|ở)* (ai|đâu|"
        "phòng nào|"
        "đơn vị nào|cơ quan nào|sở nào|chỗ nào)|"
        "who follows|who monitors|report to whom",
    ),
    (
        Topic.LEAD,
        "(ai|đơn vị nào|cơ quan nào|sở nào|bên nào|phòng nào) … (chủ trì|làm chính|phụ trách|chịu trách nhiệm|thực hiện|làm)|"
        "(đơn vị|cơ quan|sở|bên) chủ trì|ai … giao|chủ trì (là|do|bởi)* (ai|cơ quan nào|đơn vị nào|sở nào)|(của|giao cho|"
        "giao) (ai|sở nào|đơn vị nào|cơ quan "
        "nào)|who leads|who is responsible|lead agency",
    ),
    (
        Topic.PRODUCT,
        "sản phẩm|(nộp|gửi|ban hành|ra|trình) [cái|file|văn bản|loại]* gì|kết quả … (cần|phải) có gì|kết quả (là|gồm|cần|"
        "phải|đầu ra)|đầu ra|(nộp|gửi|ra|ban hành|soạn|cần|trình) [cái|những|văn bản|loại]* "
        "(văn bản gì|văn bản nào|loại văn bản|báo cáo gì|cái gì|những gì|giấy tờ gì)|(là|dạng|hình thức|loại) (quyết "
        "định|báo cáo|kế hoạch|công văn|tờ trình|văn bản) "
        "(hay|hoặc|gì|nào)|(quyết định|báo cáo|kế hoạch|công văn|tờ trình) hay (quyết định|báo cáo|kế hoạch|công văn|"
        "tờ trình)|product|deliverable|output",
    ),
    (
        Topic.STATE,
        "(tới|đến) đâu|tình trạng|trạng thái|(đang|đã|được) ghi nhận … (gì|bao nhiêu|chưa|sao)|ghi nhận [gì]* chưa|còn (tồn|"
        "vướng|nợ) … (gì|không)|"
        "tình hình|tiến độ|sao rồi|thế nào rồi|ra sao rồi|(được|đã) (ghi nhận|duyệt|ghi|chấp "
        "nhận|đồng ý|nhận|cập nhật) … chưa|"
        "(xong|hoàn thành|duyệt|báo) … chưa|được bao nhiêu|bao nhiêu phần trăm|status|progress|any update",
    ),
    (
        Topic.CONTENT,
        "nội dung|(việc|nhiệm vụ|hoạt động|mục|cái|vụ) (này|đó|ấy)* (là|gồm|về)* (gì|việc gì|cái gì|những gì|sao|nào)|"
        "(phải|cần|nên) (làm|chuẩn bị) (gì|những gì|sao|thế nào|như thế nào)|"
        "làm (gì|thế nào|như thế nào|sao)|là (việc|cái|nhiệm vụ) (gì|nào)|cụ thể|chi tiết|giải thích|tên (nhiệm vụ|việc|hoạt "
        "động)|yêu cầu (gì|là)|gồm "
        "(những)* gì|hướng dẫn|what|details|how",
    ),
)
_ROWS = tuple((topic, compiled(phrase, CLASSES)) for topic, phrase in ROWS)


def topic(text: str) -> Topic | None:
    """What a question asks; None where no row knows it."""
    said = line(split(clean(text)))
    return next((found for found, pattern in _ROWS if pattern.search(said)), None)
