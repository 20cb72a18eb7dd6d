"""The grammar of a report: "Chỉ thị 15/CT-UBND đã phát hành đến các sở, ngành", which claims the end of the work in free words.

`done.py` knows every word of a short claim. In an office sentence the work is named in words that nobody can list, so here the
sentence must be built like a claim: somebody of one's own side or the product in front of the verb, a verb that ends the work
in the perfect, behind it the product, where it went, when. Free words stand only inside a product that a product noun or a
document's number opens; behind the verb every word is a known one. What makes it a step or another's work
(STEPS) takes it back.
"""

import re
from dataclasses import replace as changed

from bot.understanding.answer import Document
from bot.understanding.classes import CLASSES
from bot.understanding.done import is_word
from bot.understanding.phrase import compiled
from bot.understanding.words import Word, is_marked, line

_ISSUED_KINDS = frozenset(
    {
        "Nghị quyết",
        "Quyết định",
        "Chỉ thị",
        "Quy chế",
        "Quy định",
        "Thông báo",
        "Hướng dẫn",
        "Chương trình",
        "Kế hoạch",
        "Phương án",
        "Đề án",
        "Báo cáo",
        "Biên bản",
        "Công điện",
        "Kết luận",
        "Công văn",
        "",
    }
)
"""What a task ends with. A submission, an invitation, a contract is a step on the way."""

_CLASSES = CLASSES | {
    "đã": "đã được|cũng đã|đều đã|nay đã|đã|vừa mới|vừa|mới|cũng|đều|được|ddax|da³",
    "sản phẩm": "mail|email|báo cáo [kết quả]|quyết định|kế hoạch|chỉ thị|hướng dẫn|văn bản [trả lời|phúc đáp|hướng dẫn]|"
    "công văn [trả "
    "lời|phúc đáp]|thông báo|đề án|nghị quyết|kết luận|biên bản|phương án|quy chế|quy định|chương trình|danh mục|danh sách|"
    "bộ (thủ tục|tài liệu|chỉ số|tiêu chí|dữ liệu)|quy trình|sản phẩm|kết quả|bảng (tổng hợp|kê|điểm)|sổ tay|cẩm nang|"
    "phụ lục|biểu mẫu|bản đồ|cơ sở dữ liệu|thủ tục hành chính|bài|tin bài|phim|bản [chính|điện tử|có]* (chữ ký số|"
    "dấu đỏ)|bản (chính|cứng|giấy|ký|pdf|scan)|file|"
    "phóng sự|chuyên mục|chuyên đề|bản tin|hồ sơ (quyết toán|nghiệm thu|hoàn công)",
    "báo cáo": "(mail|email|văn bản|file)* báo cáo [kết quả]|hồ sơ trình|kết quả|sản phẩm|văn bản (trả lời|phúc đáp)|công "
    "văn (trả lời|phúc đáp)|danh sách|"
    "thông báo kết luận|biên bản|đề án",
    "sự kiện": "hội nghị|lớp|tập huấn|hội thảo|hội thi|cuộc thi|kỳ thi|toạ đàm|diễn đàn|lễ|ngày hội|hội chợ|buổi|"
    "chiến dịch|đợt cao điểm|cuộc diễn tập|diễn tập|đại hội|giải|hội thao|chương trình|phóng sự|tuần lễ|đêm|triển lãm|"
    "phiên|đoàn kiểm tra|kỳ họp|cuộc kiểm tra|khoá|trại|hội diễn|liên hoan|liên hoan",
    "công trình": "công trình|dự án|tuyến|cầu|đường|trường|trụ sở|phần mềm|hệ thống|cổng|trang|nhà|hạng mục|mô hình|"
    "hồ|kè|trạm|hồ sơ|thiết bị",
    "kênh đăng": "(trục|cổng|trang|hệ thống|phần mềm|website|web|fanpage|portal|ioffice|egov|csdl|cơ sở dữ liệu|mạng|báo) "
    "[thông tin|điện tử|liên thông|dịch vụ công|trực tuyến|quản lý|văn bản|của|tỉnh|sở|huyện|quốc gia|theo dõi|nhiệm "
    "vụ|ttđt|chính phủ|ngành]*",
    "chức vụ": "(phó)* (chủ tịch|bí thư|giám đốc|trưởng phòng|thủ trưởng|chánh văn phòng|lãnh đạo)",
    "chức danh": "<chức vụ> [thường trực] [ubnd|uỷ ban nhân "
    "dân|sở|uỷ ban]* [tỉnh|huyện|xã]*|lãnh đạo [ubnd|sở|văn phòng|uỷ ban]* [tỉnh|huyện|xã]*|sếp|đồng chí|"
    "thường trực [ubnd|hđnd|uỷ ban]* [tỉnh|huyện|xã]*|hội đồng [nhân dân]* [tỉnh|huyện|xã]*|hđnd [tỉnh|huyện|xã]*|ubnd [tỉnh|"
    "huyện|xã|thành phố]*|uỷ ban [nhân dân]* [tỉnh|huyện|xã]*|văn thư|văn phòng|sở|phòng|ban|tỉnh|huyện|xã|trung tâm|đài|"
    "cơ quan|anh em|đoàn (kiểm tra|thanh tra|giám sát|công tác)",
    "ai": "<mình>|chúng|bên|phía|của|<chức danh>|đơn vị|NAME|cả",
    "nơi": "các|sở|ban|ngành|ubnd|uỷ ban|tỉnh|huyện|xã|văn phòng|bộ|hđnd|hội đồng|đơn vị|cơ quan|địa phương|phòng|"
    "tất cả|toàn thể|cấp|trung ương|cổng|trung tâm|chủ tịch|giám đốc|lãnh đạo|anh|chị|đồng chí|bên|nơi|chủ đầu tư|kho bạc|"
    "công an|người dân|thường trực|đoàn|đài|chi cục|cục|mọi|anh chị|hệ thống|tổ|NAME|đầy đủ|toàn bộ|ngay|lại",
    "kênh": "(trên|qua|lên|vào|tại|bằng|trong) (trục|cổng|trang|hệ thống|phần mềm|mạng|kênh|đài|sóng|báo|ioffice|"
    "email|mail|zalo|egov|qlvb|website|web|fanpage|bộ phận|trụ sở|văn bản|công văn|DOC|quyết định|thông báo|báo cáo|"
    "bưu điện|vnpt|kỳ họp|hội trường|portal|tivi|truyền hình|phần mềm|văn thư|đường)|qua mạng",
    "khi": "[từ|vào|hồi|ngày|hôm|trong|lúc|trước|của|kỳ|sáng|chiều|tối|trưa|bữa|tận|ngay]* (PAST|PASTPERIOD|SINCE|(tối|sáng|"
    "chiều|hôm|từ) WEEKDAY|tuần "
    "trước|tháng trước|tuần rồi|đầu tuần|"
    "đầu tháng|hôm trước|lâu)|đúng hạn|trước hạn|trước thời hạn|đúng thời hạn|đúng (quy định|kế hoạch|tiến độ|yêu cầu)|"
    "theo (đúng)* (quy định|kế hoạch|yêu cầu|chỉ đạo|thẩm quyền)|thành công|đầy đủ|tốt đẹp|an toàn",
    "hôm nay": "[từ|vào|hồi|lúc|sáng|chiều|trưa|tối]* TODAY",
    "việc": "(việc|nhiệm vụ|nội dung|công việc|hoạt động|cái|vụ|mục|chỉ tiêu|task) (này|đó|trên|nêu trên|ấy|kia|được giao)*|"
    "tất cả|mọi việc|toàn bộ|(cái)* (việc|vụ) (này|đó)|(đơn vị|sở|huyện|xã) được giao",
    "lời": "<ạ>|<người>|dạ|vâng|thưa|kính|kính gửi|kính thưa|trân trọng|xin|xin phép|báo cáo|thông báo|báo|thông tin|ok|rồi|"
    "vậy|vậy là|thế là|à|ừ|alo|đến nay|hiện nay|hiện|nay|là|rằng|thì|và|cả|NAME|văn phòng|với|lại|như sau|xác nhận|"
    "ngày|hôm|SAME|tin|đã rõ",
    "sau": "về (kết quả|việc|tăng cường|công tác|tình hình) «(?:[^ .,?]+ ){0,6}»|bên (<tên sở>)|<kênh đăng>|quy phạm|<cuối>|"
    "<khi>|<hôm nay>|<kênh>|<nơi>|<sản phẩm>|<báo cáo>|<việc>|<sự kiện>|sở (tài chính|nội vụ|tư pháp|xây dựng|y tế|công "
    "thương|kế hoạch và đầu tư|khoa học và công nghệ|thông tin và truyền thông|tài nguyên và môi trường|giáo dục và đào tạo|"
    "giao thông vận tải|ngoại vụ|nông nghiệp)|gửi|gởi|nộp|cho|về|lên|đến|tới|xuống|sang|ra|và|với|của|,|tại|theo|đúng|trong|"
    "qua|bằng|"
    "kèm|kèm theo|đính kèm|tốt|các|mọi|những|thị trấn|phường|nơi nhận|uỷ ban|tỉnh uỷ|uỷ|quy định|kế hoạch|thời hạn|thẩm quyền|"
    "tài liệu|minh chứng|bản|scan|mail|email|người dân|dự|tham gia|WHOLE|FULL|«\\d+ »(đại biểu|học viên|người|ngày)|"
    "nhân dân|cải cách hành chính|cchc|năm nay|YEAR|liên quan|trực thuộc|được|đã|sản phẩm|nhiệm vụ|nội dung|trên địa bàn|"
    "phê duyệt "
    "kết quả|chấp thuận|giao|hoàn toàn|trực tiếp|đường|liên thông",
    "cuối": "rồi|xong|hết|luôn|cả|đủ|đầy đủ|đâu vào đấy|xuôi|<ạ>|<người>|<mình>|NAME|SAME|toàn bộ|thật|dứt điểm|hẳn|"
    "sớm|đi|mà|đó|kìa|DOC|số|số hiệu|ký hiệu|số là|số hiệu là|là xong|để biết|thôi|trọn vẹn|chính thức|công khai|nghiêm túc",
}
STEPS = (
    # not the end of it
    "chưa|NOTYET|TWIST|HEARSAY|OTHERSLATE|OTHERSDONE|EARLIERTASK|LATERDOC|CROSS|không|chẳng|chả|«(?<!dong )(?<!con "
    ")(?<!lan )(?<!bat )(?<!tu )(?<!xay )»đâu !(vào|«tu |nam |thang |tuan |thau |moi »)|đừng|khoan|nếu|"
    "giá mà|giả sử|miễn là|trừ|ngoại trừ|chỉ "
    "!(đạo|tiêu|số|thị|định)|mỗi !(xã|huyện|đơn vị)|riêng|thiếu|còn|chờ|đợi|đang «(?!tai )»|sẽ|sắp !(xếp)|gần|chuẩn bị|"
    "tạm|coi như|xem như|"
    "cơ bản|hầu như|hầu hết|phần !(mềm|lớn|cứng)|phần lớn|dự thảo|bản nháp|nháp|đề cương|sơ bộ|"
    "bước !(đầu tiên)|khâu|một nửa|nửa|một số|vài|dự kiến|dự định|hứa|tưởng|hình như|nghe|chắc|đoán|«(?<!đai⁴ )(?<!dai "
    ")»bảo !(cáo|vệ|hiểm|đảm|tồn|trì|mật)|kêu|nghe nói|đồn|người ta|họ !(tên)|ZERO|PCT|FRAC|OVER|FUTURE|NODATE|MORE|"
    "«(?<!cao² )(?<!cao )(?<!hoach⁴ )(?<!hoach )(?<!qua³ )(?<!cao² của )(?<!liêu⁴ )»THISPERIOD|vướng|kẹt|khó|lỗi|"
    "hãy|cố gắng|ráng|mong|"
    "hoãn|lùi|gia hạn|nhầm|sai|lộn|huỷ|sửa|trả lại|làm lại|bổ sung|chỉnh sửa|hoàn chỉnh|hoàn thiện|"
    "năm (ngoái|trước|kia)|YEARS|kỳ trước|quý trước|(mọi|hàng|hằng) (năm|lần|kỳ)|thường xuyên|ai|khi nào|bao giờ|mấy|hay|"
    "hoặc|thế nào|gì|nào|sao|bao nhiêu|bị|trả về|từ chối|gửi trả !(kết quả|hồ sơ)|INSIDE|UNCLEAR|để (xin|lấy|trình|"
    "chờ|làm|thẩm|góp|tổng hợp|chuẩn|triển|sửa|phê)",
    # a step of it
    "STEPDOC|«(?<!chương )(?<!chuong )(?<!quy )(?<!lô⁴ )(?<!công )(?<!cong )(?<!qua² )(?<!qua )»trình !(bày|độ)|"
    "tiến độ|đôn đốc|nhắc|góp ý|xin ý kiến|lấy ý "
    "kiến|cho ý kiến|tham gia ý kiến|ý kiến !(chỉ đạo)|hợp đồng|dự toán|chủ trương|«đơn¹? »!(vị|giản|giá)|đăng ký|"
    "giấy mời|thư mời|mời|"
    "phiếu|giao nhiệm vụ|«(?<!ban¹ )(?<!ban )(?<!chuyên³ )(?<!chuyen )»giao !(thông|dịch|lưu|ban|đủ|hết)|phân công|khảo "
    "sát|thẩm định|đấu thầu|thầu|lựa chọn|(đã|vừa|mới|^|có) nhận|nhận (được|rồi|DOC)|chậm|lý do|giải trình|từ chối|"
    "«(?<!kiên² )(?<!kien )(?<!theo )(?<!ban⁰ )(?<!sư⁴ )(?<!su )»chỉ đạo !(điều hành)|danh sách (cử !(tri)|đăng ký|dự)|"
    "thông báo (họp|mời|tuyển|lịch|nghỉ|triệu tập)|(kế hoạch|chương trình) phối hợp|(báo cáo|bao cao) PASTPERIOD|"
    "tổ (soạn thảo|công tác|biên tập|giúp việc|chuyên gia|thẩm)|ban (soạn thảo|chỉ đạo|tổ chức)|thành lập|nội bộ|"
    "đề nghị|yêu cầu !(của)|đề xuất|kiến nghị|kế hoạch (kiểm tra|triển khai|tổ chức|khảo sát|chi tiết|thực hiện|thanh tra|"
    "lựa chọn|làm việc|lấy|điều tra|xây dựng|giám sát|tập huấn)|(công văn|văn bản) gửi (bộ|trung ương|sở|các|huyện|xã|"
    "tỉnh)|(công văn|văn bản) (chỉ đạo|triển khai|hỏi|cử|"
    "phối hợp|báo|xin|nhờ|lấy|mời)|lần (1|2|3|một|đầu)|đợt (1|2|3|đầu)|vòng|giai đoạn «(?:1|2|3|i+) »|"
    "ký nháy|tạm ứng|nghỉ|kinh phí|tiền|nhưng|tuy",
    "HANDEDUP|(gửi|chuyển) … … cho <mình> <đuôi>* $|(ban pháp chế|chi bộ) thông qua",
    # one of several, the beginning, a place
    "(lớp|khoá|cụm|tập|phiên|phiên họp|buổi|kỳ|kho|vòng) («[1-9] »|đầu|thứ nhất|tổ)|(hội thi|hội nghị|tập huấn|"
    "hội đồng) cấp (xã|trường|huyện|cơ sở|sở)|buổi làm việc|"
    "(lễ|chương trình|buổi) (khởi công|khai mạc|khai giảng|ra quân|động thổ|phát động)|tham vấn|để (xây dựng|các)|"
    "(tại|ở|cho) (xã|thị trấn|phường|ấp|thôn)|chiến dịch từ",
    # a document that opens, moves or ends the work
    "(quyết định|thông báo|công văn|kế hoạch|biên bản|báo cáo|danh sách|danh mục|phương án|"
    "DOC) «(?:[^ .,?]+ ){0,4}?»(cử !(tri)|mở lớp|"
    "chiêu sinh|nộp hồ sơ|dời lịch|triệu tập|lập (tổ|đoàn|ban|hội đồng)|thanh tra (đã|vừa|mới)|cấp vốn|phân bổ vốn|"
    "nhiệm vụ quy hoạch|"
    "chuyển công tác|kéo dài|điều chỉnh thời gian|bãi bỏ|chấm dứt|rút|đi (thực tế|học)|thuê|in ấn|họp|thương thảo|làm việc|"
    "bàn giao mặt bằng|vật liệu|nghiên cứu khả thi|xin|nguyên nhân|giữa kỳ|ban đầu|thay đổi|tồn đọng|đầu mối|thành viên|"
    "học viên|"
    "coi thi|tham gia|thiết kế|thu thập|cái vụ)",
    # another turn
    "(báo cáo|kế hoạch|việc) (tuần|tháng|quý|kỳ) trước|báo cáo (kế hoạch|định kỳ|công tác)* (tuần|PASTPERIOD)|(báo cáo|"
    "kế hoạch) «20\\d\\d »",
    # somebody else's
    "của (thôn|tổ|hội|bộ|báo)|(huyện|tỉnh|xã|sở|đơn vị|báo) (bạn|khác)|của xã «(?!em |minh¹ |tôi |ta |đa³ |da )[^ ]+ »|"
    "(công trình|hội nghị|báo cáo|kế hoạch) bên sở",
    "bàn giao [việc|nhiệm vụ|lại|xong|rồi]* cho (phòng|sở|bên|ban|anh|chị|đồng chí|chi cục|văn phòng|người|bộ phận)|"
    "«(?<!ca³ )(?<!ca )(?<!đu³ )(?<!bô⁴ )(?<!tât² )\\d{1,3} »(xã|huyện|phường|đơn vị|lớp|buổi|đợt|bước|phần|mục|sở|ngành|"
    "ấp|trường)|"
    "khác|xã «(?!đa³ |da |ban |hôi⁴ |hoi )[^ ]+ »đã|^ (<lời>)* bộ !(phận|thủ tục|tài liệu|chỉ số|tiêu chí|dữ liệu|đội|chỉ "
    "huy)|bộ <tên sở> … … đã|bộ đã|"
    "(kế hoạch|việc|nhiệm vụ|báo cáo|văn bản|quyết định) (cũ|trước !(hạn|thời hạn|ngày|khi|tết)|kia)|việc =nhà|viec nha|"
    "đầu tiên|thứ nhất|bài (thi|tập|"
    "kiểm tra)|điểm|chính phủ|trung ương|thủ tướng|quốc hội|(các|mấy|nhiều) (sở|huyện|xã|đơn vị|bên|phòng) [đã|đều]* "
    "(gửi|nộp|ban hành|làm|hoàn thành|xong|có)|<người> NAME|thay !(thế|đổi)",
)

_STEPS = compiled("|".join(STEPS), _CLASSES)
_STEPS_MARKED = compiled("|".join(STEPS), _CLASSES, marked=True)

# A verb that ends the work, by what it needs beside it.
_VERBS = {
    "issue": "[được] (ký số|ký|in) (và|,)* (ban hành|phát hành|đóng dấu)|ban hành|phát hành|công bố|thông qua|phê duyệt|ký số|"
    "ký|ra|niêm yết|công khai|đăng tải|đăng|phát sóng|lên sóng|phát|đóng dấu|tích hợp|lưu hành|cấp phát|"
    "(lên|nằm|ở|đưa|cập nhật|up|tải|nộp|nhập) (trên|lên)* !(kế hoạch|xã|tỉnh) <kênh đăng>",
    "send": "trả lời|phúc đáp|gửi trả|gửi lại|gửi|nộp|chuyển|trả kết quả|hoàn trả|bàn giao|báo cáo|up|upload|đi",
    "deliver": "[nghiệm thu|bàn giao|,|và]* (nghiệm thu|đưa vào (sử dụng|vận hành|khai thác|hoạt động|dùng))|quyết toán|"
    "(thi công|lắp "
    "đặt) xong",
    "complete": "cấp|trao|tập huấn|giao đủ|giao|chi trả|giải ngân|trả|lắp đặt|xây dựng|sửa chữa|cài đặt|di dời|tuyển dụng|"
    "tuyển quân|bổ "
    "nhiệm|công nhận|khen thưởng|số hoá|khai trương|khánh thành|ra mắt|kiện toàn|sắp xếp|sáp nhập|tinh giản|đào tạo|bồi dưỡng|"
    "tuyên truyền|niêm yết|trả lời|phúc đáp|xử lý|giải quyết|công khai|phát sóng|vận hành|chạy|thu hồi|nâng cấp|tích hợp|"
    "kiểm kê|tháo dỡ|bàn giao|quyết toán|đưa tin|phổ biến|tổ chức|thực hiện|nghiệm thu",
    "deed": "niêm yết|công khai|khai trương|khánh thành|ra mắt|bổ nhiệm|sáp nhập|phát sóng|công bố|trao",
    "finish": "hoàn thành|hoàn tất|(đã|vừa|mới) xong|(làm|thực hiện|xử lý|giải quyết|tham mưu|triển khai) (xong|dứt điểm)|"
    "kết thúc",
    "hold": "tổ chức|diễn ra|bế giảng|bế mạc|kết thúc|tổng kết|trao giải|khép lại|phát|phát sóng",
    "have": "có",
}
_VERB = {name: compiled(phrase, _CLASSES) for name, phrase in _VERBS.items()}
_FREE = "«(?:[^ .?]+ ){0,18}»"
_BEHIND = "«(?:»<sau>«){0,18}»"
"""What may stand behind a verb: a word more, and it may be sent to be signed, to be looked at, back."""
_LEAD = "(<lời>|<ai>|<việc>|<khi>|<hôm nay>)*"
_WHO = "(<đã>|<ai>)*"


def _before(phrase: str) -> re.Pattern[str]:
    return compiled(f"^ {_LEAD} {phrase} $", _CLASSES)


_NOBODY_ELSE = _before(_WHO)
_PRODUCT = _before(f"(<sản phẩm>|DOC) {_FREE}")
_REPORT = _before(f"(<báo cáo>|DOC) {_FREE}")
_EVENT = _before(f"(<sự kiện>) {_FREE}")
_WORK = _before(f"(<công trình>|<sản phẩm>|DOC) {_FREE}")
_TASK = _before(f"(việc|công tác|nhiệm vụ|nội dung|đợt cao điểm|chiến dịch) {_FREE} {_WHO}")
_OFFICE = _before(
    f"(<chức vụ>|ubnd|uỷ ban|hđnd|hội đồng|văn phòng|sở|ban|phòng|trung tâm|đài|chi cục|công an|thanh tra) «(?:[^ .?]+ "
    f"){{0,6}}» [<đã>] {_WHO}"
)
_SAID = compiled("(<đã>) (<ai>)* [được]* $", _CLASSES | {"đã": "đã|vừa|mới|đã được|đều đã|cũng đã|được|vừa mới"})
_PAST = compiled("rồi|xong|PAST|PASTPERIOD|SINCE|(tuần|tháng|hôm) (trước|rồi)|thành công|luôn|xuôi", _CLASSES)
_MARK = compiled("đã|rồi|vừa|mới|xong", _CLASSES)
_MAY_BE_AHEAD = compiled("TODAY|WEEKDAY", _CLASSES)
_IN_FULL = compiled(f"^ (<cuối>)* (xong|dứt điểm|hoàn toàn|trọn vẹn|đầy đủ|FULL|toàn bộ|hết|đủ) {_BEHIND} $", _CLASSES)
_DATED = compiled("PAST|PASTPERIOD|SINCE|(tuần|tháng) (trước|rồi)", _CLASSES)
_END = compiled("^ (<cuối>|<khi>|<hôm nay>|<kênh>)* $", _CLASSES)
_WHEN = compiled(f"^ (<cuối>)* (<khi>|<hôm nay>|<kênh>) {_BEHIND} $", _CLASSES)
_WHERE = compiled(f"^ (<cuối>)* (gửi|đến|tới|cho|về|lên|ra|với|và|ubnd|uỷ ban|sở|văn phòng) {_BEHIND} $", _CLASSES)
_A_PRODUCT = compiled(f"^ (<cuối>|số)* (<sản phẩm>|DOC) {_BEHIND} $", _CLASSES)
_A_REPORT = compiled(
    f"^ (<cuối>|số)* [(cho|về|đến|lên|tới|lại)* <nơi> {_BEHIND}] (<báo cáo>|DOC) {_BEHIND} $|"
    f"^ (<cuối>)* (bằng|tại|theo) ([<sản phẩm>] DOC|văn bản|công văn) {_BEHIND} $",
    _CLASSES,
)
_AN_EVENT = compiled(f"^ (<cuối>)* (<sự kiện>) {_BEHIND} $", _CLASSES)
_A_RESULT = compiled(
    f"^ (việc|công tác)* {_BEHIND} (ban hành|gửi|công bố|nộp|đưa vào|trả kết quả|phát hành|niêm yết|công khai) {_BEHIND} $",
    _CLASSES,
)
_THIS_TASK = compiled("^ (<việc>) (<cuối>|<khi>|<hôm nay>|<kênh>)* $", _CLASSES)


def reports_done(words: list[Word], *, perfect: bool = False) -> bool:
    """Whether a clause says by its build that the work has ended. `perfect`: the clause before said "đã" for both."""
    words = [changed(w, key=_document(w)) if isinstance(w.value, Document) else w for w in words]
    text = line(words)
    if len(words) > 60 or is_step(words) or not all(map(_is_known, words)):
        return False
    if _MAY_BE_AHEAD.search(text) and not _MARK.search(text):
        return False
    return any(
        _ends(name, text[: match.start()], text[match.end() :], perfect=perfect)
        for name, pattern in _VERB.items()
        for match in pattern.finditer(text)
    )


def _is_known(word: Word) -> bool:
    """An office that is short for nothing anybody knows ("văn phòng bcxk") may hide anything."""
    return is_word(word) and not (word.key == "NAME" and isinstance(word.value, str) and word.value.islower())


def is_past(words: list[Word]) -> bool:
    """ "đã bàn giao mặt bằng": something ended, though nothing tells that it was the work."""
    return bool(_MARK.search(line(words))) and not is_step(words)


def is_step(words: list[Word]) -> bool:
    """Something on the way to the end, or somebody else's: "giao Sở hoàn chỉnh", "và dự toán"."""
    if is_marked(words):
        return bool(_STEPS_MARKED.search(line(words)))
    return bool(_STEPS.search(line(words).replace("⁰", "")))  # beside a phone's "á" an unmarked "cho" may still be "chờ"


def _document(word: Word) -> str:
    assert isinstance(word.value, Document)
    return "DOC" if word.value.kind in _ISSUED_KINDS else "STEPDOC"


def _ends(verb: str, before: str, after: str, *, perfect: bool) -> bool:
    """Whether subject, verb and what follows fit together."""
    said = bool(_SAID.search(before))
    if not (said or perfect or _PAST.search(after)):
        return False
    cited = "DOC " in before + after
    plain = bool(_END.match(after))
    placed = plain or bool(_WHEN.match(after) or _WHERE.match(after))
    ours = bool(_NOBODY_ELSE.match(before)) or (cited and bool(_OFFICE.match(before)))
    match verb:
        case "issue":
            return (placed and bool(_PRODUCT.match(before))) or (ours and bool(_A_PRODUCT.match(after)))
        case "send":
            return (
                (bool(_REPLIED.match(after)) and ours and said)
                or (placed and bool(_REPORT.match(before) or ("DOC " in before and _PRODUCT.match(before))))
                or (ours and bool(_A_REPORT.match(after) or (cited and _WHERE.match(after))))
            )
        case "complete":
            full = bool(_IN_FULL.match(after))
            return bool(said or perfect or "rôi¹ " in after) and (
                full and (ours or bool(_WORK.match(before) or _OFFICE.match(before) or _THE_TASK.match(before)))
            )
        case "deed":
            return said and ours and bool(_DATED.search(after))
        case "deliver":
            return placed and (ours or bool(_WORK.match(before)))
        case "finish" if plain and said and _OUR_TASK.match(before):
            return True
        case "finish":
            dated = cited or bool(_DATED.search(after))
            return (placed and dated and bool(_WORK.match(before) or _TASK.match(before))) or (
                ours and bool(_A_RESULT.match(after) or _THIS_TASK.match(after) or (cited and placed))
            )
        case "hold":
            happened = bool(_PAST.search(after))
            return happened and ((placed and bool(_EVENT.match(before))) or (ours and bool(_AN_EVENT.match(after))))
    return (cited and (bool(_DOCUMENT.match(before)) and placed)) or (ours and bool(_A_PRODUCT.match(after)) and cited)


_OUR_TASK = _before(f"(<ai>)* <việc> {_WHO}")
_REPLIED = compiled(f"^ {_FREE} bằng (văn bản|công văn|DOC) {_BEHIND} $", _CLASSES)
_THE_TASK = _before(f"(việc|công tác|nhiệm vụ) {_FREE}")
_DOCUMENT = _before(f"DOC {_FREE}")
