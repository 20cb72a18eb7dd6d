"""What officials answer, one row a phrase family. The page to read, and the page to extend.

Written in the language of `phrase.py` with the classes of `classes.py`. What only looks like something was set aside before
(`asides.py`). ROWS are tried from top to bottom and the first that fits decides: the order is the policy. `done` has no row
here, it must be earned, word by word (`done.py`) or by the build of a whole sentence (`report.py`).

`note` says where the person's reason stands: "from" the phrase on, or "after" it.
To add a phrase: one row, and its lines in `tests/bot/replies.tsv`, with what must not be understood in the negative half.
"""

from dataclasses import dataclass
from typing import Literal

from bot.understanding.answer import Intent


@dataclass(frozen=True, slots=True)
class Row:
    """A phrase family and what it means."""

    intent: Intent
    name: str
    phrase: str
    note: Literal["", "from", "after"] = ""


ROWS = (
    # --- taken back: the strongest wish, since it says that something recorded is wrong ---------------------------------
    Row(Intent.OTHER, "nếu không nhầm", "không (nhầm|=lầm)"),
    Row(
        Intent.REASSIGN,
        "nhầm người",
        "(nhầm|lộn|sai|=lầm) (người|đơn vị|chỗ|địa chỉ|cơ quan|sở|máy|phòng|đối tượng|đầu mối)|"
        "wrong (person|office|department|unit)",
    ),
    Row(
        Intent.REASSIGN,
        "gửi nhầm cho",
        "nhầm [rồi] [ạ] [,] [<mình>]* (không phụ trách|không phải việc|không thuộc|không phải em|"
        "không phải đơn vị|không phải sở)|(gửi|nhắn|nhắc|giao|chuyển) [tin] (nhầm|lộn) [cho|sang|qua|đến|"
        "tới] (em|mình|tôi|sở|bên|phòng|đơn vị)",
    ),
    Row(Intent.REASSIGN, "nhầm số", "(nhầm|sai|lộn) (số rồi|số điện thoại|số máy)"),
    Row(
        Intent.OTHER,
        "gửi lộn phòng chat",
        "(nhắn|gửi|chat) (lộn|nhầm) (phòng chat|nhóm|group|box|chat|phòng)",
    ),
    Row(
        Intent.UNDO,
        "rút đề nghị",
        "(rút|bỏ|huỷ|hủy|thôi) [lại|đi|giúp|giùm]* (đề nghị|yêu cầu|đề xuất|xin) [gia hạn|lùi]|"
        "(không|đừng|khỏi|bỏ) tính [cái|tin|lần]* (tin|cái|lần)* (vừa rồi|vừa nãy|hồi nãy|lúc nãy|trước|này|vừa gửi)|"
        "(cái|tin|số)… (hồi nãy|lúc nãy|vừa rồi|vừa nãy|khi nãy) (là)* (sai|lộn|nhầm|không đúng)|là (lộn|nhầm) (đó|rồi)",
    ),
    Row(
        Intent.UNDO,
        "nhầm",
        "nhầm|bấm lộn|gửi lộn|nhắn lộn|ghi lộn|báo lộn|gõ lộn|nhập lộn|chọn lộn|ấn lộn|đánh lộn|lộn rồi|bị lộn|^ lộn|=lầm",
    ),
    Row(
        Intent.UNDO,
        "ghi sai",
        "(ghi|báo|nhập|gõ|bấm|nhắn|gửi|ấn|chọn|trả lời|đánh) sai|sai rồi|"
        "^ sai|lỡ (tay|bấm|nhắn|báo|gửi|ấn|gõ)|(bấm|ấn|nhắn|gửi|báo) lỡ|"
        "quá tay|trượt tay",
    ),
    Row(
        Intent.UNDO,
        "hoàn tác",
        "hoàn tác|rút lại|thu hồi|(xoá|xóa|huỷ|hủy|«(?<!cong )(?<!toan )(?<!phan )(?<!can )(?<!noi )(?<!dong )(?<!trung )»bỏ|"
        "«(?<!thao² )(?<!thao )»=gỡ !(vướng|khó|rối|nút|bí)) … (giúp|giùm|dùm|"
        "hộ|cái|tin|kết quả|ghi nhận|"
        "báo cáo vừa|lệnh|trạng thái|cập nhật|vừa|xong|lúc nãy|hồi nãy)|"
        "(huỷ|hủy|xoá|xóa) [đi|nhé|ạ|em|anh|chị] $|khôi phục|đính chính|"
        "cải chính",
    ),
    Row(
        Intent.UNDO,
        "trả về trạng thái cũ",
        "(trả|trở|quay|đưa) (về|lại) (trạng thái|như|lúc|ban đầu)|^ quay lại [giúp|giùm|dùm]* [em|mình|tôi] <đuôi>* $",
    ),
    Row(
        Intent.UNDO,
        "xin sửa lại",
        "^ (<mình>|dạ|xin|cho|nhờ|anh|chị)* (sửa|chỉnh|cập nhật|ghi) lại (giúp|giùm|dùm|,|là|cho|<đuôi>|$)",
    ),
    Row(
        Intent.UNDO,
        "không phải vậy",
        "không phải (vậy|thế|như vậy|xong)|(tin|cái|câu|báo cáo) (trên|trước|vừa rồi|hồi nãy) (không tính|coi như không)|"
        "(tin|cái|báo cáo) (vừa rồi|trước|lúc nãy|hồi nãy|vừa gửi|vừa báo|"
        "khi nãy|=nãy) [là] (không đúng|sai|chưa đúng|bỏ|không phải|chưa phải)|"
        "quay lại như cũ|trả lại như cũ|coi như chưa báo",
    ),
    Row(
        Intent.UNDO,
        "undo",
        "undo|cancel that|cancel it|cancel|revert|mistake|oops|my bad|"
        "wrong [button|one|message]|ignore [that|my last|the last]|scratch that",
    ),
    # --- what nobody can tell ----------------------------------------------------------------------------------------------
    Row(
        Intent.NOT_DONE,
        "vẫn chưa làm",
        "vẫn NOTYET <đuôi>* $|(giờ|hiện|nay|bây giờ|đến nay|tới nay) (thì|vẫn|còn|cũng)* chưa <đuôi>* $|"
        "^ (<ạ>|<mình>|<người>)* NOTYET , (ai|NOTYET)",
    ),
    Row(
        Intent.BLOCKED,
        "không ai ký",
        "(chưa|không) (tuyển|tuyển dụng|tìm|mời|thuê|bố trí) được (ai|người)|(ANY|không (có)* ai) (ký|duyệt|trực)|"
        "không có (đơn vị|nhà thầu|công ty|doanh nghiệp) nào|đứng hình|(giờ|đang|còn|"
        "vẫn) bị (treo|kẹt|ách)|"
        "(mạng|cáp|đường truyền) … đứt|(quy định|luật) (không|chưa) (rõ|cụ thể|thống nhất)|"
        "(nền tảng|cổng|hệ thống|trục|csdl|phần mềm) [quốc gia|vneid|của|bộ|tỉnh|dịch vụ công]* chưa (mở|kết nối|cho|hoạt "
        "động|thông)|"
        "(hỏi|xin ý kiến|gửi) … thì (chưa|không) (thấy|nghe)* (nói|trả lời) [gì]",
        "from",
    ),
    Row(Intent.QUESTION, "làm sao để báo", "(làm sao|làm thế nào|cách nào) để (báo|cập nhật|đánh dấu|gửi|nộp|bấm|vào|đăng)"),
    Row(Intent.OTHER, "bảo xong rồi, em chưa kiểm tra", "HEARSAY"),
    Row(Intent.OTHER, "họp giao ban", "họp (giao ban|chi bộ|ban chấp hành|đảng uỷ|công đoàn|phụ huynh|tổ dân phố|cơ quan lúc)"),
    Row(
        Intent.OTHER,
        "anh Thành có ở cơ quan không?",
        "(anh|chị|cô|chú|bác|ông|bà|đồng chí|sếp) … (có|còn) … (ở|tại) (cơ quan|phòng|=nhà|đó|đây|văn phòng|"
        "trong) … không <đuôi>* "
        "«(?:\\? )?»$",
    ),
    Row(Intent.OTHER, "hôm nay thứ mấy", "TODAY [là]* (thứ mấy|ngày mấy)|mấy giờ rồi"),
    Row(Intent.OTHER, "ăn cơm xong chưa", "BUSY [rồi]* (chưa|không) <đuôi>* «(?:\\? )?»$"),
    Row(Intent.OTHER, "đang thử tin", "đang (thử|test) (tin|máy|bot|số)"),
    Row(
        Intent.BLOCKED,
        "mưa to, không xuống xã được",
        "(mưa|(mưa|có|cơn|gió|áp thấp|siêu|chống|sau|do|vì|bị) =bão|=bão (về|lớn|số|lũ|vào|đổ)|=lũ|lũ lụt|=lụt|sạt lở|sạt|"
        "ngập|triều cường|nước mặn|hạn mặn|cháy rừng|dịch bệnh|cúp điện|mất điện|cúp "
        "nước) … … … "
        "[,|nên|thành ra]* … … (không|chưa|hết|dừng|ngưng|đứng|ANY|NOTYET)|"
        "(máy chủ|server|hệ thống|phần mềm|mạng|trang|cổng|máy) (bị)* (=die|chết|treo|=tịt|nghẽn|quay vòng|bảo trì)|đình công|"
        "(công trường|công trình|thi công|dự án|mỏ) … (phải)* (dừng|ngừng|ngưng|nằm chờ|đắp chiếu|đứng <đuôi>* $)|"
        "(máy|máy móc|xe) (phải|đang)* nằm (chờ|im|bãi)|nguyên nhân (dừng|chậm|vướng)|chấm dứt hợp đồng|(đứt|cắt) (cáp|"
        "điện|mạng)|ách (ở|tại|lại|chỗ)",
        "from",
    ),
    Row(
        Intent.BLOCKED,
        "tiền không cấp thì lấy gì mà làm",
        "<tiền> (không|chưa) [có|cấp|được|về|đủ|rót]* … (thì|nên|mà) [mà|cũng]* (lấy gì|sao|lấy đâu|làm sao|bằng gì|chịu)",
        "from",
    ),
    Row(
        Intent.REASSIGN,
        "việc của sở khác sao gửi cho chúng tôi",
        "(việc|cái|vụ|nội dung|nhiệm vụ) [này|đó]* (của|thuộc) (sở|ban|phòng|công an|huyện|văn phòng|bên|ngành) … … [,]* "
        "(sao|mà) "
        "(cứ|lại|vẫn|còn)* (gửi|giao|nhắc|hỏi|đẩy|chuyển)|"
        "(sao|tại sao|vì sao) (cứ|lại|mà|còn)* (giao|gửi|đẩy|chuyển) (việc này|cái này|việc)* cho <mình> … [,]* … (của|"
        "thuộc) <bên khác>",
    ),
    Row(
        Intent.PROGRESS,
        "phần của sở xong, phần của huyện chưa",
        "phần «(?:[^ .?]+ ){1,5}»<xong> [rồi]* (,|.|còn|riêng)* phần",
    ),
    Row(
        Intent.BLOCKED,
        "không phải không muốn mà không có tiền",
        "TWIST … … [,] (mà|nhưng|chỉ là|tại|do|vì) [là|do|vì|tại]* (không (có|đủ)|chưa (có|được)|thiếu|hết|vướng|kẹt|chờ) … "
        "<phương tiện>",
        "from",
    ),
    Row(
        Intent.PROGRESS,
        "không phải không làm mà đang chờ ký",
        "TWIST … … [,] (mà|nhưng|chỉ là) [là|vẫn|còn]* (đang|chờ)|TWIST … … [,] [<mình>|hiện|vẫn]* đang (<làm>|triển khai)",
    ),
    Row(Intent.OTHER, "không phải chưa xong", "TWIST"),
    Row(Intent.PROGRESS, "xong đúng hạn, yên tâm", "PROMISED"),
    Row(Intent.OTHER, "xong em rồi", "^ (thôi|dạ|trời|chết|<người>|<ạ>|ok|vâng|thưa|,)* xong (em|mình|tôi|tui) rồi <đuôi>* $"),
    Row(
        Intent.BLOCKED,
        "có tiền mới làm được",
        "(khi nào|chừng nào|bao giờ) … … (phân bổ|cấp|bố trí|rót) … (tiền|vốn|kinh phí) … (thì|mới)|"
        "(nếu|nếu mà|khi nào|giá mà|giá|phải chi|bao giờ|chừng nào|lúc nào|đợi|chờ|bao giờ mà) (có|được cấp|được bố "
        "trí|bố trí|đủ|cấp) [đủ|được|thêm]* "
        "(<phương tiện>|tiền|người) … (thì|mới|là|hãy)",
        "from",
    ),
    Row(
        Intent.BLOCKED,
        "không tiền thì làm sao mà làm",
        "(không|chưa|hết) [có|đủ|được cấp|được|còn]* <phương tiện> … (thì|nên|mà) [cũng|đành|biết]* (sao|làm sao|lấy gì|lấy "
        "đâu|biết làm|chịu)",
        "from",
    ),
    Row(
        Intent.BLOCKED,
        "đề nghị tháo gỡ",
        "(đề nghị|kiến nghị|nhờ|xin|mong|kính đề nghị|đề xuất|cần) … … (tháo gỡ|can thiệp|hỗ trợ kinh phí|bố trí [thêm]* "
        "(<tiền>|người|biên chế)|gỡ vướng|gỡ khó|"
        "có ý kiến với|đôn đốc)",
        "from",
    ),
    Row(
        Intent.BLOCKED,
        "nhà thầu bỏ chạy",
        "(nhà thầu|đơn vị thi công|đối tác|công ty) … (bỏ|chạy|phá sản|không chịu|chưa chịu|mất tích|rút)|"
        "(om|ngâm|giam|giữ) [lại]* (hồ sơ|văn bản|giấy tờ)|(hồ sơ|mọi thứ|công việc|tất cả) … (đứng yên|đứng im|đứng "
        "bánh|giậm chân|dậm chân|nằm im|nằm đó|treo|ách)|"
        "tắc (tị|tịt|cứng|nghẽn)|bó tay|tê liệt|(chỉ đạo|yêu cầu|cho|bị|lệnh|phải) (tạm)* (dừng|ngưng|đình chỉ|ngừng)|"
        "(không|chưa) chịu (bàn giao|giao|nhận|hợp tác|di dời|gửi|làm|ký|nộp|phối hợp|báo|cung cấp|góp ý|giải ngân|chi|"
        "duyệt)|không (giải ngân|vào được|"
        "đăng nhập được|ai ký|ai duyệt)|"
        "(máy|mạng|phần mềm|hệ thống|server|máy chủ) … (hư|hỏng|sập|lỗi|đơ|chập chờn|(chưa|không) ổn)|(hư|hỏng|sập|lỗi|"
        "cháy|"
        "mất|rớt) (máy|máy chủ|mạng|"
        "hệ thống|phần mềm|điện|đường truyền|server)|"
        "không (truy cập|kết nối|mở|tải|nhập|đồng bộ|đăng nhập|trích xuất|lưu|xuất) [vào]* được|không có ai (tham gia|làm|"
        "nhận|dự thầu|đăng ký|phối hợp)|"
        "(nên|phải|đang|đã|bị) tạm (dừng|ngưng|hoãn) !(nhắc)|(=bí|=kẹt) (quá|cứng|lù)|bị … (trả lại|trả hồ sơ|"
        "bác|từ chối|chặn)|"
        "(no|without) (data|budget|money|input|feedback|response|approval|guidance)|cant proceed|cannot proceed|on hold",
        "from",
    ),
    Row(
        Intent.PROGRESS,
        "xong dự thảo, còn chờ góp ý",
        "(xong|có|hoàn thành) … (dự thảo|bản thảo|đề cương) [rồi]* [,|nhưng|mà]* [còn|đang|giờ]* <chờ> … (góp ý|ý kiến|"
        "thẩm định|"
        "duyệt|ký)",
    ),
    Row(
        Intent.BLOCKED,
        "không tổ chức được vì dịch",
        "(không|chưa) … <làm> … được [đâu|nữa]* (vì|do|tại|bởi) !(bận|quên|<mình>|vậy|thế)|(trễ|chậm) (do|vì|tại) !(bận|quên|"
        "<mình>)|"
        "(lãnh đạo|sếp|giám đốc|chủ tịch) … (đi công tác|nghỉ|đi họp|vắng|ốm) … (nên|,)* (chưa|không) (ký|duyệt)|"
        "(dân|bà con|hộ dân|xã|huyện|ấp) (không|chưa) (đồng thuận|đồng ý|chịu|thống nhất)|"
        "(đối tác|nhà thầu|công ty|đơn vị thi công|tư vấn) … (huỷ|hủy|cắt|phá) [ngang]* hợp đồng",
        "from",
    ),
    Row(
        Intent.OTHER,
        "bảo là xong",
        "(«(?<!đam³ )(?<!dam )»bảo !(nhiêu|giờ|lâu|gồm|cáo|đảm|vệ|hiểm|trì|tồn|dưỡng|mật)|nói !(dung|vụ|bộ|trong)|kêu|nghe|"
        "=đồn|"
        "thấy|nghe nói|nghe đâu) … [là|rằng] [đã]* <xong>",
    ),
    Row(
        Intent.OTHER,
        "xong việc khác",
        "<xong> [rồi]* (việc|chuyện|vụ|cái) (khác|=nhà|nhà rồi|riêng|cơ quan|kia|gia đình|họp|lặt vặt)",
    ),
    Row(
        Intent.OTHER,
        "đoán là xong",
        "(đoán|nghĩ|tin|tưởng|cứ tưởng|hình như|dường như|nghe đâu|=chúc|chúc mừng) … <xong>",
    ),
    Row(
        Intent.NOT_DONE,
        "báo xong nhưng thật ra chưa",
        "<xong> … (nhưng|mà|chứ) (thật ra|thực ra|thực tế|hoá ra) [vẫn|là|còn]* NOTYET",
    ),
    Row(Intent.NOT_DONE, "đừng bấm xong", "(đừng|không) (ghi|bấm|tick|đánh|để|báo|ghi nhận) [dấu|là|nhận]* <xong>"),
    Row(Intent.NOT_DONE, "lẽ ra xong rồi mà", "(lẽ ra|đáng lẽ|đáng ra|lý ra|đúng ra) … <xong> … … (mà|nhưng|do|vì|tại)"),
    Row(Intent.OTHER, "lẽ ra xong rồi", "(lẽ ra|đáng lẽ|đáng ra|lý ra|đúng ra) … <xong>"),
    Row(Intent.OTHER, "xong thì xong", "<xong> thì <xong>|^ (ừ|ờ|vâng|dạ|thôi)* thì <xong> <đuôi>* $"),
    Row(
        Intent.OTHER,
        "xong trên giấy",
        "<xong> [cho có|lấy lệ|đối phó]* (trên giấy|trên văn bản|trên lý thuyết|cho có|lấy lệ|đối phó|hình thức|miệng)",
    ),
    Row(
        Intent.OTHER,
        "nghe bảo đã ban hành",
        "(nghe|nghe nói|nghe bảo|thấy bảo|nghe đâu|hình như|dường như) … (đã|vừa|mới)* <làm>",
    ),
    Row(Intent.PROGRESS, "còn 2 sở chưa góp ý, các sở khác xong", r"còn «\d+ »… (chưa|NOTYET) … [,] … … khác … <xong>"),
    Row(
        Intent.OTHER,
        "người ta xong hết rồi",
        "(người ta|họ|(thế|vậy) !(là (xong|hoàn thành) rồi)|nó|chúng nó|ai đó|sở khác|đơn vị khác|bên kia|huyện khác) (là|mà|"
        "đã|làm|"
        "cũng)* <xong> [rồi] !(chưa)",
    ),
    Row(
        Intent.OTHER,
        "rồi xong",
        "^ (<ạ>|<người>|ok|dạ|vâng|thưa|,)* (thôi|rồi|thôi rồi|toang) xong (<đuôi>|rồi)* $|"
        "^ (anh|chị|ông|bà|cô|chú|bác) (xong|hoàn thành) $|please (complete|finish)",
    ),
    Row(Intent.OTHER, "sao cũng được", "(sao|gì|nào) cũng được|(tuỳ|tùy) (anh|chị|sếp|ý|mọi người)|ai biết|ai mà biết"),
    Row(
        Intent.OTHER,
        "mai họp mấy giờ?",
        "(họp|«(?<!công )(?<!cong )»=ăn|«an (?=com |sang |trua |toi |gi )»|nhậu|=tết|cà phê|cafe|cf|về quê|đi chơi|đá bóng|"
        "bóng đá|đám cưới|=giỗ|trời|thời "
        "tiết|liên hoan|đá banh|bóng chuyền|cầu lông|karaoke|"
        "đi công tác|nghỉ lễ|nghỉ tết|lương|thưởng|khoẻ|khỏe) … … (mấy|nào|ở đâu|không|chưa|gì|ai|bao giờ|"
        "sao|?)|(mấy giờ|khi nào|ở đâu|ai) … (họp|ăn|nhậu|nghỉ|đi chơi)",
    ),
    Row(Intent.QUESTION, "sao lại nhắc em?", "WHYREMIND|(sao|tại sao|vì sao|ai|khi nào) … nhắc"),
    Row(Intent.QUESTION, "vướng chỗ nào?", "(vướng|khó khăn|thiếu|kẹt) … (nào|gì|ở đâu|sao) <đuôi>* $"),
    Row(
        Intent.QUESTION,
        "gia hạn được không?",
        "^ (<mình>|<người>|dạ|việc này|nhiệm vụ này|cái này|có thể|có|nếu cần thì)* (gia hạn|lùi hạn|lùi|thêm thời gian) "
        "[có]* được không <đuôi>* $",
    ),
    Row(Intent.OTHER, "xong chưa biết nữa", "<xong> [hay] chưa [cũng|em|mình|thì]* (không|chưa)* (biết|rõ|nắm|chắc)"),
    # --- another day to be reminded, another date ------------------------------------------------------------------------
    Row(
        Intent.QUESTION,
        "gia hạn thế nào?",
        "(gia hạn|lùi hạn|hoãn) … (thế nào|như thế nào|ra sao|làm sao|mấy lần|gặp ai|xin ai|hỏi ai|ở đâu|"
        "bao lâu|cần gì|tối đa)|(thủ tục|cách|quy trình|mẫu|ai duyệt|ai cho|ai quyết|làm sao|làm thế nào|thế nào) … (gia hạn|"
        "lùi hạn)",
    ),
    Row(
        Intent.QUESTION,
        "được gia hạn chưa?",
        "có được (gia hạn|lùi hạn|thêm thời gian) không|(gia hạn|lùi hạn) … (được duyệt|được đồng ý|có được|"
        "được chấp thuận) [hay] chưa|(duyệt|đồng ý|có kết quả) gia hạn [hay] chưa",
    ),
    Row(
        Intent.EXTEND,
        "gia hạn",
        "gia hạn|giahan|extend|extension|postpone|more time|extra time|"
        "more days|another week|(one|two|three|a few) more (day|days|week|weeks|month|months)|(push|move) the deadline|new "
        "deadline|"
        "need until|give (me|us) until|push [it] (back|to)|(lùi|dời) (hạn|thời hạn|lịch|ngày|tiến độ|"
        "thời gian|"
        "deadline|lại hạn|lại thời hạn)",
        "after",
    ),
    Row(
        Intent.EXTEND,
        "lùi đến",
        "(lùi|=dời|«doi (?=qua |sang |den |toi )»|khất|dời lại) [lại|hạn] [sang|qua|đến|tới|tận|hẳn|thêm]… <ngày>|"
        "lùi … (ngày|tuần|tháng|lại|hạn|thời gian)|lùi|khất|(hoãn|giãn) !(thành|tất|thiện|tác|toàn|chỉnh|"
        "nhắc) … (hạn|thời gian|tiến độ|lại|đến|sang|sau|<ngày>|nộp|báo cáo)|"
        "kéo dài thêm|kéo dài [thêm] (thời gian|thời hạn|đến|tới|hạn)|nới [thêm] (hạn|thời gian|thời hạn|tiến độ)|"
        "xin hoãn !(thành|tất)|(xin|cho) [<mình>]* (=dời|lùi) [lại]* (ít|vài|mấy|một|thêm)* (bữa|hôm|ngày|tuần)",
        "after",
    ),
    Row(
        Intent.EXTEND,
        "thêm thời gian",
        "MORE|(điều chỉnh|thay đổi|đổi|sửa) … (thời hạn|thời gian|hạn|deadline|ngày hoàn thành|(tiến độ|lịch|mốc) [hoàn "
        "thành] (sang|đến|tới|qua|về))|"
        "(xin|cho) [<mình>] [được] (chuyển|đẩy|dời) [việc|sang|qua|đến|lịch]* <tới>|"
        "(thêm|cho thêm|xin thêm|cần thêm|cần) … … (thời gian|time|ngày|tuần|tháng|hôm|bữa|buổi|hạn) [nữa]|"
        "thêm … (ngày|tuần|tháng|hôm|bữa|thời gian|buổi|tí)|thêm <ngày>|"
        "(thời gian|ngày) thêm",
        "after",
    ),
    Row(
        Intent.EXTEND,
        "xin đến thứ 6",
        "(xin|cho|đề nghị|mong)… (đến|tới|sang|qua|đến hết|tới hết|tới tận|tận|cuối) <tới>|"
        "(xin|cho) [phép] [<mình>] [được|xin|xin phép] (nộp|trễ|chậm|muộn|báo cáo|hoàn thành|gửi|trả|"
        r"thực hiện|làm) … [đến|sang|tới|qua|vào|trước|hết|thêm] (<tới>|«\d+ »(ngày|tuần|tháng))|"
        "(xin|cho) [<mình>] [xin] [được] [nộp|báo cáo] (chậm|trễ|muộn) [lại]|"
        "đẩy [lùi|lịch|hạn] [sang|đến|qua] <tới>",
        "after",
    ),
    Row(
        Intent.EXTEND,
        "xin kéo dài",
        "(xin|cho|đề nghị) … (kéo dài|giãn tiến độ|giãn hạn|trễ hạn|quá hạn|chậm hạn|trễ|chậm|muộn)",
        "after",
    ),
    Row(
        Intent.EXTEND,
        "xin hạn mới 25/4",
        "(hạn|thời hạn|deadline) mới [là|,]* <tới>|(cho|xin) [<mình>]* [tới|đến|qua|sang]* (FUTURE|WEEKDAY) (được không|"
        "được chưa|được hông)|để FUTURE (cho <mình>|(nộp|gửi|báo cáo|trình|làm) [có]* (được|nha|nhé|cho|<ạ>))|(điều chỉnh|"
        "thay đổi|đổi|sửa) (tiến độ|lịch|mốc) … (sang|đến|tới|qua) "
        "<tới>|(=nới|«noi (?=cho )») [cho] [<mình>]|(báo cáo|nộp|gửi|làm|hoàn thành) (chậm|trễ|muộn) , (chậm nhất|trễ "
        "nhất|muộn nhất|đến|tới)* <tới>|(xin|cho) [<mình>]* [xin|thêm]* <tới> so với [hạn]|thư thư … <tới>|(xin|cho|đề "
        "nghị) … (chuyển|đổi|dời|cộng|lùi|thay) … (thời hạn|hạn|deadline)|"
        "(xin|cho) [<mình>]* (cộng|=nới|hoãn)|(xin|cho) [<mình>]* [xin]* hạn (mới|khác|đến|tới|sang)|"
        "(nộp|báo cáo|gửi|hoàn thành|làm|xong) (trễ|chậm|muộn) … [đến|tới|sang|qua]* <tới>|(=nới|«(?<!ha )noi ») … (tới|"
        "đến|qua|sang) <tới>|"
        "(thì|cho|cứ|xin) để (đến|tới|sang|qua) (FUTURE|WEEKDAY) !(nhắc|hỏi)",
        "after",
    ),
    Row(
        Intent.SNOOZE,
        "mốt gọi lại",
        "(<ngày>|<lát>) [anh|chị|bot|bạn|đồng chí|ad|hãy|hẵng|rồi|thì|nhớ|,|nhé]* ((nhắn|gọi|hỏi|ping|alo) [<mình>]* lại|"
        "(báo|nhắn|gọi|hỏi|trao đổi) [lại] (giúp|giùm|dùm|hộ|cho <mình>)|(báo|nhắn|gọi|hỏi|nhắc) (em|mình|tôi|tui) (lại|"
        "nhé|nha|với|phát|«(?=, |[.] |$)»))|"
        "^ (<người>|dạ|ok)* (ping|hỏi|gọi|nhắn) [<mình>] lại (sau|<lát>|<ngày>)|đang (họp|bận|lái xe|chạy xe|trong … họp|đi) … "
        "(<lát>|<ngày>) (hỏi|gọi|nhắn|ping) (lại|giùm|giúp)",
    ),
    Row(
        Intent.SNOOZE,
        "để sau",
        "^ (<mình>|<người>|dạ|ok|,|việc này|cái này|thôi)* để (sau|khi khác|lúc khác|hôm khác|bữa khác) <đuôi>* $|"
        "(<ngày>|<lát>|bữa khác|hôm khác|lúc khác) (hãy|hẵng|rồi|mới)* (hỏi|nhắc|nhắn)|(khi nào|lúc nào|bao giờ|có) … "
        "(hãy|hẵng|mới) nhắc",
    ),
    Row(Intent.SNOOZE, "mai nhắc", "(<ngày>|<lát>|hôm sau|sau này) … (nhắc|remind|ping|hỏi lại)"),
    Row(
        Intent.SNOOZE,
        "nhắc sau",
        "(nhắc|remind)… (lại|sau|<ngày>|<lát>|mai|trước hạn|trước)|hoãn nhắc|"
        "tạm (đừng|thôi|ngưng|dừng|hoãn) … nhắc|đừng nhắc|nhắc (em|mình|tôi|lại|giúp|giùm|dùm|hộ)|"
        "snooze|remind me|ask me|ping me|tell me|khoan nhắc|khoan [đã]* nhắc|not now|later",
    ),
    Row(
        Intent.SNOOZE,
        "để mai tính",
        "BUSY [rồi|xong|hãy|hẵng|mới]* (nhắc|hỏi)|^ (<người>|dạ|ok)* khoan (đã|hẵng|nha|nhé)* <đuôi>* $|(từ từ|thong thả|"
        "đừng vội) [rồi|hãy|hẵng]* (nhắc|hỏi)|"
        "^ (<người>|dạ|thôi|ok)* (<hẹn>) (đi|đi nha|được không) <đuôi>* $|"
        "để (<lát>|<ngày>) [<mình>] [rồi|hãy|hẵng|mới] (tính|xem|nói|bàn|coi|hay|trả lời|báo|rep|nhắn|<ạ>|$)|"
        "^ (dạ|vâng|ok|<người>|<mình>)* (<lát>) (nhé|nha|<người>|ạ|đi|hẵng hay|tính) $|"
        "^ <lát> $|<tới> (tính|hẵng hay|nói sau)|(đang họp|đang bận|bận họp|=bận|bận quá) … [,] (<lát>|nhắc|<hẹn> (<mình>)* "
        "(trả lời|báo|nhắn|tính|xem|rep))",
    ),
    Row(
        Intent.NOT_DONE,
        "không kịp, còn ôm việc khác",
        "(NOTYET|chưa|không kịp) … … [,|do|vì|tại|vì|nên]* … … đang (tập trung|ôm|dồn|lo|bận|phục vụ|chạy|tham gia|làm "
        "việc khác|làm cái khác)|"
        "^ (<mình>|<ạ>|<người>|dạ|chắc)* không kịp (rồi|đâu|nữa|đâu ạ)* (<đuôi>)* «(?=[.,] |$)»|(khả năng|chắc|có lẽ|e là|"
        "e rằng|sợ) [là] không (kịp|<xong>)|ZERO|(dậm|giậm) chân [tại]* (chỗ|ZERO)|"
        "(trễ|lỡ) hẹn|quên (lửng|bẵng|béng|khuấy|tiệt|mất tiêu) !(báo)|(đã|bị|phải) (=hoãn|«hoan (?!thanh |tat |thien |"
        "chinh |toan |nhac )») !(nhắc)|"
        "(không|khó) thể <xong> (trước|trong|vào|đúng)",
    ),
    # --- asked -----------------------------------------------------------------------------------------------------------
    Row(
        Intent.QUESTION,
        "báo vào đâu",
        "(báo|gửi|nộp|báo cáo|nhắn|trình) [kết quả|văn bản|báo cáo|file|sản phẩm]* (vào|ở|cho|về|qua|lên|tới|đến) (đâu|ai|"
        "chỗ nào|số nào|bên nào|phòng nào|"
        "địa chỉ nào)",
    ),
    Row(Intent.ACK, "chưa xong em cũng báo", "(nếu|có|dù) … <xong> … … [,] NOTYET (thì)* <mình> (cũng|vẫn) [sẽ] <báo>"),
    Row(
        Intent.NOT_DONE,
        "chưa biết khi nào xong",
        "(chưa|không) (biết|rõ|chắc|xác định|hẹn|dám nói|nói trước) … (khi nào|bao giờ|lúc nào|ngày nào|"
        "chừng nào|hôm nào|mấy|được)",
    ),
    Row(
        Intent.PROGRESS,
        "xong phần lớn, còn mấy việc",
        "<xong> [được]* (phần lớn|cơ bản|hầu hết|gần hết|đa số) [rồi]* , còn",
    ),
    Row(
        Intent.PROGRESS,
        "khi nào có chữ ký thì xong",
        "(khi nào|bao giờ|lúc nào|chừng nào|khi|đợi|chờ) … … (thì|là|mới) [sẽ]* <xong>",
    ),
    Row(
        Intent.PROGRESS, "khi nào có số em báo", "(khi nào|lúc nào|bao giờ|chừng nào|hễ|khi|nào) có … <mình> [sẽ] (<báo>|nhắn)"
    ),
    Row(
        Intent.PROGRESS,
        "khi nào xong em báo",
        "(khi nào|bao giờ|lúc nào|chừng nào|hễ|khi|lúc|nào|sau khi|hôm nào) … <xong> … [thì|là|sẽ|<mình>]… (<báo>|biết|hay)",
    ),
    Row(
        Intent.QUESTION,
        "xong chưa",
        "(<xong>|rồi|được|đủ|tới đâu|đến đâu) [rồi|được|hết] [hay|mà] chưa (vậy|thế|nhỉ|<đuôi>)* $",
    ),
    Row(
        Intent.QUESTION,
        "đã ký chưa",
        "(đến|tới|hết|quá|trễ) hạn chưa|^ (<mình>|<người>|dạ)* (<làm>|có)* (<làm>) [rồi|xong|"
        r"được]* chưa (vậy|thế|nhỉ|<đuôi>)* $|(đã|có) «(?!chưa |chua )\S+ »… (chưa|không) (vậy|thế|nhỉ|"
        r"<đuôi>)* $|<làm> [xong|được]… chưa <đuôi>* «(?<=\? )»$|(có|còn) … (không) (ạ|anh|chị|em|vậy|nhỉ)",
    ),
    Row(Intent.QUESTION, "?", r"«\? »"),
    Row(
        Intent.QUESTION,
        "khi nào, ai, gì, sao",
        "khi nào|bao giờ|lúc nào|hôm nào|chừng nào|(ngày|tháng|quý|giờ) (nào|mấy)|"
        "mấy giờ|(còn|có|được|tổng|mất|bao|là|trong) mấy|^ mấy|mấy (việc|ngày|hôm|mục|cái|nhiệm vụ|"
        "hoạt động) <đuôi>* $|thế nào|như nào|ra sao|làm sao|tại sao|vì sao|"
        "sao (lại|vẫn|chưa|không|em|nhỉ|cứ|còn|vậy|thế|mà)|^ sao|là (gì|ai|sao|việc nào|cái nào)|"
        "(cái|việc|vụ|mục|nội dung|cần|sản phẩm|kế hoạch|văn bản|nhiệm vụ|làm) gì|"
        "gì (vậy|thế|đây|nhỉ|đó|<người>|ạ)|^ gì|(báo cáo|nộp|gửi|chuẩn bị|thực hiện|thiếu) gì|"
        "(về|gửi|nộp) đâu|(mã|việc|cái|mục|nội dung|đơn vị|sở|phòng|mẫu|văn bản|kế hoạch|biểu|bên|nhiệm vụ|"
        "phần|vụ|người) nào|ai|ở đâu|bao nhiêu|bao lâu|tới đâu|đến đâu",
    ),
    Row(Intent.QUESTION, "còn hạn không", "(còn|có) … … không <đuôi>* $|năm nào"),
    Row(
        Intent.QUESTION,
        "cần gửi những gì",
        "(cần|phải|nên) … … gì|những gì|gồm gì|xin hướng dẫn|(hạn|ngày|bao giờ|khi nào) … (phải|cần) … <xong>|"
        "(phải|cần) … … (ngày|tháng|quý|lúc|khi) nào|(khác|các sở|các đơn vị|các huyện|sở <tên sở>|ai) … (<làm>|<xong>) "
        "[rồi|xong]* chưa <đuôi>* $|"
        "dont understand|not clear|unclear|explain|là (việc|cái) chi (vậy|thế|<ạ>|$)",
    ),
    Row(
        Intent.QUESTION,
        "gửi mail hay gửi văn bản",
        "(gửi|nộp|làm|báo|theo|bằng|qua|lấy|ký|là) … hay [là] (gửi|nộp|làm|báo|theo|bằng|qua|lấy|ký|bản|file|văn bản|báo cáo|"
        "kế hoạch|quyết định|tờ trình) "
        "!(… <xong>)",
    ),
    Row(
        Intent.QUESTION,
        "được không, phải không",
        "(được|phải|đúng|có|cần|kịp|hay) không|có phải|phải vậy không|"
        "không (ạ|nhỉ|vậy|ta|hả) <đuôi>* $|hả <đuôi>* $|nhỉ <đuôi>* $|"
        "«(?<!PCT )(?<!FRAC )a¹ »<đuôi>* $|chưa (vậy|thế|nhỉ|hả|ta)|hay sao|hay chưa",
    ),
    Row(
        Intent.QUESTION,
        "cho em hỏi",
        "(cho|xin) … hỏi|^ (dạ|<người>|<mình>)* hỏi (chút|xíu|tí|thăm|cái|về|việc|là|,|$)|"
        "^ em hỏi|xin … (mẫu|biểu mẫu|file mẫu|đề cương|nội dung chi tiết|thông tin chi tiết|số điện thoại|"
        "tài liệu)|xin lại … (nội dung|mẫu|văn bản|file|kế hoạch|thông tin|công văn)|(hướng dẫn|giải thích|chỉ) (em|mình|tôi|"
        "bên em) (với|cái|nhé|làm)|"
        "(hướng dẫn|giải thích|nói rõ|chỉ|làm rõ|giải đáp) … (giúp|giùm|dùm|hộ|cho (em|mình|tôi|bên))|"
        "gửi lại … (nội dung|mẫu|file|link|văn bản|kế hoạch|công văn)|"
        "chi tiết !(rồi)|xem (nội dung|thông tin|việc|lại nội dung)|(giúp|giùm|hộ|cho) … xem (lại|chi tiết|"
        "nội dung)|không (hiểu|rõ) !(gì đâu)|chưa (hiểu|rõ) [nội dung|việc|yêu cầu|cái|lắm|ý]",
    ),
    Row(
        Intent.QUESTION,
        "what, when",
        "what|when|who|whom|how|why|where|which|whats|is it|can you|could you|details|deadline (là|when|nào)|any update",
    ),
    Row(
        Intent.ACK,
        "để em hỏi lại phòng",
        "(để|cho) <mình> (hỏi|kiểm tra|xem|trao đổi|liên hệ|gọi|rà soát|nắm|bàn) (lại|với|xem|thử|đã)* (phòng|bộ phận|anh em|"
        "sếp|lãnh đạo|<ạ>|chuyên "
        "viên|đơn vị|$) !(xong)",
    ),
    Row(Intent.QUESTION, "31/3 hay 30/4", "<ngày> hay [là] <ngày> !(… <xong>)"),
    Row(
        Intent.NOT_DONE,
        "cái này chưa",
        "(cái|việc|vụ|nhiệm vụ|mục|nội dung) (này|đó) (thì|là|vẫn|còn)* chưa (<ạ>|<mình>|nữa|<làm>|<xong>|được|đâu)* $",
    ),
    # --- not ours --------------------------------------------------------------------------------------------------------
    Row(Intent.PROGRESS, "sẽ đôn đốc làm cho xong", "sẽ … … … cho <xong>"),
    Row(
        Intent.OTHER,
        "cần hoàn thành",
        "(yêu cầu|đề nghị|hãy|nhớ|cần|phải|cố mà|lo mà) (<mình>|<người>)* [sớm]* <xong>|"
        "(lo|ráng|cố) xong (đi|nhé)|làm xong đi|cho xong|<xong> (đi|giúp|giùm|dùm|sớm nhé|sớm đi)",
    ),
    Row(
        Intent.REASSIGN,
        "không thuộc đơn vị em",
        "không (làm (mảng|việc|phần|nhiệm vụ|đầu mối)|thuộc|phải việc|phải của|phải nhiệm vụ|"
        "phải trách nhiệm|phải do|phải phần|phải bên|phải đơn vị|phải phòng|phải sở|phải em|phải mình|"
        "phải tôi|đúng (chức năng|thẩm quyền|lĩnh vực|nhiệm vụ)|phải (chức năng|thẩm quyền|lĩnh vực|mảng|nội dung)|phụ trách|"
        "còn phụ trách|đảm nhiệm|"
        "còn đảm nhiệm|còn làm|còn theo dõi|theo dõi|tham mưu|chủ trì|được giao|được phân công|quản lý|"
        "liên quan|có nhiệm vụ|còn công tác|còn làm đầu mối)",
    ),
    Row(
        Intent.BLOCKED,
        "xong phần em mà bị kẹt bên Công an",
        "<xong> … … (mà|nhưng) [lại|còn|đang]* [bị] (kẹt|vướng|mắc) ",
        "from",
    ),
    Row(Intent.PROGRESS, "xong phần của phòng em", "<xong> [rồi]* (phần|khâu|mảng) … (<mình>|,|còn)"),
    Row(
        Intent.REASSIGN,
        "việc của sở khác",
        "(việc|nhiệm vụ|phần|nội dung|cái|vụ|trách nhiệm|mảng|thẩm quyền) «(?:(?!NOTYET |chưa |chua )[^ .,?]+ ){0,3}?»(là|"
        "thuộc|của|do|bên) [việc|của|"
        "về|thẩm quyền|trách nhiệm|nhiệm vụ|chức năng|bên|phía]… (<bên khác>|người khác|đơn vị khác|anh|chị|"
        "đồng chí|ubnd|văn phòng|chủ trì|ông|bà|bạn) … [phụ trách|làm|chủ trì|đảm nhiệm|tham mưu|theo dõi|"
        "mới đúng|khác|NAME|chứ|quản lý|lo|không phải]|thuộc (thẩm quyền|trách nhiệm|chức năng|về|sở|bên|"
        "phòng|nhiệm vụ|phạm vi|lĩnh vực|mảng|ban|ubnd|văn phòng|huyện)",
    ),
    Row(
        Intent.REASSIGN,
        "đã bàn giao",
        "«(?<!chưa )(?<!chua )»bàn giao !(phần mềm|và|đưa|máy|thiết bị|hồ sơ|sản phẩm|mặt bằng|công trình|dữ liệu|kết quả)|"
        "(chuyển|giao|đẩy|chuyển giao) [việc|lại|tiếp|hồ sơ|nhiệm vụ|cái|việc này|này|hẳn]… (cho|sang|qua|về|"
        "đến) (anh|chị|cô|chú|ông|bà|bác|em|bạn|đồng chí|sở|phòng|bên|đơn vị|ban|văn phòng|người|NAME|huyện|"
        "xã|chuyên viên|chi cục|đầu mối|thanh tra|công an|đài|trung tâm|liên minh|bộ chỉ huy|mặt trận|cơ quan|ubnd)|"
        "phân công lại|(giao|forward|transfer|pass) [it|this|the task]* (over)* to|handed [it|this]* over",
    ),
    Row(
        Intent.PROGRESS,
        "đã giao phòng làm",
        "(đã|vừa|mới) (giao|phân công|chỉ đạo|đôn đốc) … (tham mưu|làm|soạn|thực hiện|triển khai|xây dựng|xử lý|dự thảo)",
    ),
    Row(
        Intent.REASSIGN,
        "anh Bình phụ trách",
        "(NAME|anh|chị|phòng|sở|đồng chí|người khác|đơn vị khác|bên|ban|chuyên viên|văn phòng|"
        "huyện)… … (phụ trách !(xem|ký|duyệt|khối|lĩnh vực|cho ý kiến|chỉ đạo)|chủ trì|đảm nhiệm|theo dõi|nhận việc|tham "
        "mưu việc này) !(xong)|"
        "(liên hệ|hỏi|gặp|nhắc|trao đổi với|làm việc với) [giúp|giùm|dùm|sang|qua|cho|với|bên|trực tiếp|"
        "thẳng|lại]* (anh NAME|chị NAME|NAME|anh <tên>|chị <tên>|phòng|bên|sở|đồng chí|người khác|"
        "đơn vị khác|đầu mối|chuyên viên|ban|văn phòng|cô|chú|ông|bà)|"
        "(nhờ|vui lòng|đề nghị|phiền|làm ơn|anh|chị) (gửi|chuyển|nhắn|báo|chuyển tin) [tin|việc|sang|qua|cho|"
        "đến|tới|giúp|này]* (NAME|anh|chị|phòng|bên|sở|đồng chí|người khác|đơn vị khác|đầu mối|ban|văn phòng)",
    ),
    Row(
        Intent.REASSIGN,
        "không còn là đầu mối",
        "(không|đâu có|chưa) [hề] được (giao|phân công) [việc|nhiệm vụ|cái|vụ]* này|(việc|nhiệm vụ|cái|vụ) này giao [cho] "
        "(bên|công an|sở|phòng|huyện|xã|NAME|"
        "anh|chị|đơn vị)|<mình> chỉ [là|đơn vị|cơ quan]* phối hợp|(gửi|chuyển|nhắn|hỏi) (qua|sang) (phòng|bên|anh|chị|sở) … "
        "(đi|nhé|nha|giúp|giùm|dùm)|"
        "no longer (in charge|responsible|working|work)|"
        "(không|hết|thôi|không còn|đâu) (phải|là|làm|còn)* (là|làm)* đầu mối [nữa]|(xong|hết) nhiệm kỳ (đầu mối|phụ trách)|"
        "(phòng|sở|ban|chi cục|trung tâm|NAME) «(?:(?!em |minh¹ |toi |tôi )[^ ,.]+ ){0,6}»là (đơn vị|cơ quan|người)* đầu mối|"
        "(phân công|cử|giao) … (làm|là)* đầu mối [mới|thay]|(có gì|cần gì|việc gì) … (liên hệ|gặp|hỏi|gọi) (anh|chị|"
        "cô|chú|NAME)|"
        "nhờ … nhắc (ubnd|sở|huyện|bên|phòng|chị|anh)|giao [lại]* cho (bộ phận|tổ|phòng|ban|bên) … rồi",
    ),
    Row(
        Intent.REASSIGN,
        "em nghỉ hưu rồi",
        "(đã|mới|sắp|vừa|<mình>) … (nghỉ hưu|chuyển công tác|chuyển đơn vị|nghỉ việc|thôi việc|"
        "nghỉ thai sản|nghỉ sinh|chuyển sang|luân chuyển|chuyển phòng|đổi vị trí|nghỉ chế độ)|"
        "đổi (đầu mối|người|cán bộ)|thay (đầu mối|người|cán bộ)|(đầu mối|người phụ trách) (mới|khác|là|"
        "bây giờ|hiện nay|hiện tại)|(not|isnt) (my|our|mine|ours|responsible|me)|ask the|"
        "reassign|belongs to|handed over|hand over|someone else|forward … to",
    ),
    # --- held up ---------------------------------------------------------------------------------------------------------
    Row(
        Intent.PROGRESS,
        "thiếu chữ ký",
        "(thiếu|cần) [mỗi|có|đúng|một|«1 »|thêm|mất]* (chữ ký|con dấu|dấu|ký|số văn bản|đóng dấu)|thiếu (chút|xíu|tí)",
    ),
    Row(Intent.PROGRESS, "hết vướng rồi, đang làm", "CLEAR … (đang|sắp|sẽ) <làm>"),
    Row(
        Intent.REASSIGN,
        "phòng khác làm",
        "(việc|cái|nội dung|nhiệm vụ|mảng|phần|vụ) (này|đó|ấy)* !(đơn vị đã|sở đã|đơn vị [em|mình|tôi]* làm xong) "
        "[giờ|bây giờ|nay]* "
        "[là|do|bên|giao|chuyển|để]* "
        "(phòng|sở|văn phòng|bên|người|huyện|"
        "ban|ngành|đơn vị) (khác|<tên sở>|kia|tham mưu|"
        "«(?!em |minh¹ )[^ ,.]+ »)… (làm|lo|chủ trì|phụ trách|xử lý|tham mưu|quản lý)|"
        "(phòng|sở|bên|người|đơn vị|anh|chị) khác (làm|lo|chủ trì|phụ trách)",
    ),
    Row(
        Intent.REASSIGN,
        "chị Lan làm",
        "(việc|cái|nội dung|vụ|phần|mảng) (này|đó)* [là|do|bên|giờ|để]* "
        "(anh|chị|cô|chú|đồng chí) (NAME)* (làm|lo|thay|phụ trách) !(xong|rồi)|"
        "(anh|chị|cô|chú|đồng chí) (NAME)* (thay|phụ trách|lo|làm thay|lo thay|trực thay) |"
        "(chuyển|giao|đẩy) [việc|lại|qua|sang|cho]* (anh|chị|cô|chú|đồng chí) (NAME|<tên>)",
    ),
    Row(
        Intent.REASSIGN,
        "em hết phụ trách",
        "(hết|thôi|không còn) làm (rồi|nữa|ở đây|việc này)|(hết|thôi|không còn|không) (phụ trách|làm đầu mối|đảm nhiệm|ở "
        "(đơn vị|sở|phòng|cơ quan)|công tác (ở|tại)|là "
        "đầu mối)|"
        "về hưu|nghỉ hưu|(đầu mối|người phụ trách) (giờ|nay|bây giờ|hiện) [là]*|(nhầm|sai) (số rồi|số điện thoại|số máy)|"
        "contact (mr|ms|mrs|NAME|the)|chuyển [sang|qua|cho|về]* (sở <tên sở>|sở y|phòng|ban|bên) [<tên>]* [làm|xử lý|rồi]",
    ),
    Row(
        Intent.BLOCKED,
        "vướng",
        "(vướng|vuong) [mắc|ở|chỗ|về|do|vì|khâu|phần|cái|là|tại]|bị (vướng|kẹt|tắc|chặn|trả lại|trả|treo|"
        "đứng|khựng|ách|dừng|đình|lỗi|mất|hỏng|nghẽn|gián đoạn)|mắc mớ !(gì|chi)|mắc (chỗ|ở|khâu|cái|phần|mặt bằng|vốn|"
        "kinh phí|tiền|thủ tục|"
        "cơ chế)|trục trặc|đứng bánh|"
        "=kẹt|bị kẹt|kẹt (kinh phí|ở|bên|vốn|chỗ|khâu|tiền)|bế tắc|ách tắc|"
        "tắc (ở|chỗ|do|vì|khâu|nghẽn)|=tắc $",
        "after",
    ),
    Row(
        Intent.BLOCKED,
        "khó khăn",
        "khó khăn [về|do|vì|ở|là|trong|trong việc|chỗ]|gặp khó|khó (quá|lắm|về|vì|do|ở|chỗ)|"
        "trở ngại|bất cập|chồng chéo|mâu thuẫn",
        "after",
    ),
    Row(
        Intent.BLOCKED,
        "thiếu kinh phí",
        "thiếu !(sót) !(… chữ ký)|không (có|đủ|còn) … <phương tiện>|chưa (có|được|đủ|nhận được|bố trí|cấp|"
        "phân bổ|giải ngân|thấy)… <phương tiện>|chưa (bố trí|cấp|rót|phân bổ|giải ngân|cho ý kiến|có hướng dẫn|"
        "hướng dẫn|thống nhất|phối hợp|góp ý|đồng thuận|đồng ý|trả lời|phản hồi|cung cấp|cho chủ trương)|"
        "(hết|cạn|kẹt|chậm) <tiền>|<phương tiện> … (chưa có|không có|chưa đủ|không đủ|thiếu|hạn chế|"
        "chưa được cấp|chưa cấp|chưa được bố trí|chưa về|hết|eo hẹp|lỗi|bị lỗi|hỏng|chưa bố trí)|"
        "không (phối hợp|hợp tác|đồng ý|thống nhất|cung cấp|cho phép|bố trí|được bố trí|được cấp)|"
        "chậm (phối hợp|cung cấp|góp ý|trả lời|cho ý kiến|phản hồi)|quá tải|"
        "(góp ý|cho ý kiến|phối hợp|trả lời) chậm",
        "from",
    ),
    Row(Intent.PROGRESS, "75% thôi, còn ba xã chưa nộp", "PCT (thôi|<ạ>|rồi|,)* còn … … OTHERSLATE"),
    Row(Intent.BLOCKED, "các huyện chưa gửi số liệu", "OTHERSLATE", "from"),
    Row(
        Intent.BLOCKED,
        "nghị định chưa ban hành",
        "(nghị định|thông tư|luật|hướng dẫn|trung ương|bộ|quy hoạch) … NOTYET",
        "from",
    ),
    Row(
        Intent.BLOCKED,
        "cần hỗ trợ",
        "cần (hỗ trợ|bổ sung|bố trí|cấp|được cấp|được bố trí|có|thêm)… (<tiền>|nhân lực|nhân sự|người|hướng dẫn)",
        "from",
    ),
    Row(
        Intent.BLOCKED,
        "we lack staff",
        "(we|i) (lack|need) (staff|people|money|budget|funding|guidance|more people|more money)|lack|short of",
        "from",
    ),
    Row(
        Intent.BLOCKED,
        "chưa tuyển được người",
        "(người|nhân sự|nhân lực|cán bộ|biên chế) … (mỏng|ít|yếu|nghỉ hết|nghỉ thai sản|nghỉ ốm|không đủ)|"
        "không đủ (năng lực|khả năng|chuyên môn|sức)|=nghẽn|(không|chưa) [có] ai (gửi|nộp|trả "
        "lời|phản hồi|góp ý|cung cấp|"
        "phối hợp)|chưa (tuyển|mua|thuê|tìm|xin|đấu thầu|lựa chọn|ký được|giải phóng)… (được|người|nhà thầu|mặt bằng|máy)|"
        "(đối tác|nhà thầu|đơn vị tư vấn|tư vấn|bên|các|đơn vị|huyện|xã|sở <tên sở>)… (chậm|trễ|không phối hợp|không gửi)",
        "from",
    ),
    Row(
        Intent.BLOCKED,
        "chờ kinh phí",
        "<chờ> … … (<tiền>|hướng dẫn|chủ trương|nghị định|thông tư|luật|quy định|nghị quyết)",
        "from",
    ),
    Row(
        Intent.PROGRESS,
        "chờ ký",
        "<chờ> … … (ký|duyệt|phê duyệt|ban hành|thông qua|đóng dấu|phát hành|thẩm định|lấy số|vào số|cho số|số văn bản|số hiệu|"
        "họp|trình|công bố|chữ ký|văn thư|kết quả)|<chờ> (lãnh đạo|sếp|giám đốc|thủ trưởng|anh|chị|chủ tịch|"
        "phó|thường trực|em làm|ubnd|ý kiến lãnh đạo|ý kiến chỉ đạo|ý kiến chủ tịch)",
    ),
    Row(
        Intent.BLOCKED,
        "chờ Sở Tài chính",
        "<chờ> !(em|mình|tôi|chút|tí|xíu|lát|phép|biết|hỏi|thêm|<tới>|$) … … (<bên khác>|ý kiến|góp ý|"
        "số liệu|phối hợp|văn bản|phản hồi|trả lời|dữ liệu|cấp|phân bổ|bố trí|thống nhất|đồng ý|hồ sơ|"
        "cung cấp)|phụ thuộc|phải (chờ|đợi)|«(?<!đơn )(?<!don )»(do|vì|tại|bởi) … (chưa|thiếu|chờ|không|hết|lỗi|"
        "mất|bị|quá|đợi|chậm|vướng)|(mất|rớt|sập|hỏng) (mạng|điện|máy|hệ thống|phần mềm|dữ liệu|server|file)|"
        "(mạng|máy|hệ thống|phần mềm|phần mềm|server|cổng|trục) … (lỗi|hỏng|sập|chậm|không vào được|"
        "không kết nối|mất|trục trặc|không chạy)",
        "from",
    ),
    Row(
        Intent.BLOCKED,
        "stuck",
        "stuck|blocked|blocker|block by|no (budget|money|funding|funds|staff|people)|"
        "lack of|lacking|short of|waiting on|need (help|support)|waiting for (budget|funding|money|guidance|approval of)|"
        "(problem|issue|trouble|difficulty|difficulties) [with]",
        "after",
    ),
    # --- under way -------------------------------------------------------------------------------------------------------
    Row(Intent.PROGRESS, "60%", "PCT"),
    Row(Intent.PROGRESS, "10/15 đơn vị", "FRAC"),
    Row(
        Intent.PROGRESS,
        "12/12 xã đã gửi báo cáo",
        "WHOLE [xã|huyện|đơn vị|phường|cơ quan|sở|ngành|địa phương]* (đã|đều|cũng)* (gửi|nộp|báo cáo|báo|trả lời|phản hồi|"
        "cung cấp|góp ý)",
    ),
    Row(
        Intent.PROGRESS,
        "gần xong",
        "(gần|sắp|cơ bản|về cơ bản|căn bản|hầu như|hầu hết|phần lớn|đa phần|đa số|coi như|xem như|chắc|"
        "chắc là|chắc chắn|tạm|tạm thời|sơ bộ|suýt|tương đối|khoảng|ước|ngót|non|tầm|chỉ còn|còn chút|"
        "mới chỉ|cũng|xấp xỉ|=cỡ|chuẩn bị|nhiều khả năng|có thể|có khi|nhanh) … (<xong>|FULL|ổn|hết !(hạn|giờ)|<làm>)|"
        "<xong> (đến|tới) nơi|(<xong>|xong) [được|về|về mặt]* (phần lớn|cơ bản|hầu hết|đa phần|gần hết|đa số|kha khá|nhiều|"
        "tương đối|một ít|"
        "chút|sơ sơ|sơ bộ)|gần (hết !(hạn|giờ)|được|đủ|cuối|rồi|tới !(hạn)|đến !(hạn))|"
        "sắp (rồi|ký|ban hành|trình|hết !(hạn|giờ)|tới !(hạn)|có|được|đến !(hạn)|"
        "sửa|đi|nộp)|(almost|nearly|mostly|about|half|partly|partially|soon)",
    ),
    Row(
        Intent.PROGRESS,
        "xong dự thảo",
        "(xong|hoàn thành|hoàn tất|có|ra|làm|hoàn thiện|soạn|viết|done|finished)… (dự thảo|bước|khâu|"
        "giai đoạn|đợt|một nửa|nửa|nửa chặng|nửa việc|bản nháp|bản thảo|đề cương|sơ bộ|vòng|lấy ý kiến|góp ý|"
        "thẩm định|khảo sát|rà soát|tổng hợp|một phần|phần|một số|một ít|1 phần|vài|=mấy|nhiều|hầu hết|"
        "chữ ký nháy|tờ trình trình|draft|step|stage|part|half|phase)|"
        "(dự thảo|phần|khâu|bước|giai đoạn|một số|một phần|1 phần|vài|draft|đề cương|bản nháp|"
        "mấy !(quá)) … … (<xong>|rồi|xong|done)",
    ),
    Row(
        Intent.PROGRESS,
        "xong 2 việc",
        r"(xong|hoàn thành|hoàn tất|làm|được) [được] «(?!cả )»(«\d+ »|một|hai|ba|bốn|năm|sáu|bảy) (việc|"
        "nội dung|mục|cái|phần|nhiệm vụ|đơn vị|xã|huyện|bước|khâu|chỉ tiêu|hồ sơ|sở|hạng mục|chương|buổi|lớp|"
        r"đợt)|(mới|được|có|chỉ|đã có|hiện có) [có|được|chỉ] «\d+ »… (đơn vị|xã|huyện|cơ quan|sở|việc|hồ sơ|"
        r"phường) … <xong>|«\d+ »(đơn vị|xã|huyện|cơ quan|phường|sở|ấp) … (<xong>|gửi|nộp|báo cáo|rồi)",
    ),
    Row(
        Intent.PROGRESS,
        "xong nhưng chưa ký",
        "<xong> (rồi|nhưng|mà|,|còn)* NOTYET|<xong> … [rồi]* , còn !(gì|nhắc|lại|lâu)|<xong> … … (còn|nhưng mà|nhưng|=chỉ "
        "!(tiêu|"
        "đạo|số|thị|định)|mỗi|riêng|trừ) !(gì)|"
        "<xong> [rồi]* (=chờ|=đợi)|sớm thôi|ký nháy",
    ),
    Row(
        Intent.PROGRESS,
        "xong em báo",
        "<xong> [rồi|thì|là|sẽ|xuôi|việc|cái]… [thì|là|sẽ|<mình>]… (báo|gửi|nhắn|trình|nộp|alo|gọi|thông báo|"
        "phản hồi|báo cáo) [lại|ngay|sau|liền|<người>|kết quả|cho]… (sau|liền|ngay|lại|biết|anh|chị|sếp|"
        "lãnh đạo|<ạ>|$)",
    ),
    Row(
        Intent.ACK,
        "em sẽ kiểm tra",
        "(sẽ|để|cho) [em|mình|tôi|bên em] (kiểm tra|xem|coi|hỏi|rà lại|check|nắm|báo lại|phản hồi|trả lời|"
        "báo sau|báo cáo lại|(báo|báo cáo) (sếp|lãnh đạo|giám đốc|thủ trưởng|chủ tịch|anh|chị) !(xong)|xin ý kiến (sếp|lãnh "
        "đạo)|lưu ý|chú ý|"
        "nhắc anh em) !(xong)",
    ),
    Row(
        Intent.ACK,
        "để em làm",
        "^ (dạ|vâng|ok|,|ạ)* (để <mình>|<mình>) (làm|thực hiện|triển khai|báo|xử lý) (ngay|liền|luôn|đây|<đuôi>)* $",
    ),
    Row(
        Intent.ACK,
        "sẽ báo cáo sau",
        "(sẽ|xin) (báo cáo|báo|phản hồi|trả lời) (sau|lại)|^ (dạ|vâng|<mình>|ok)* (tiếp thu|lưu ý|ghi nhận|chấp hành)",
    ),
    Row(
        Intent.ACK,
        "đã nắm, sẽ chỉ đạo làm ngay",
        "^ «(?!.*(?:FUTURE |TODAY |WEEKDAY |PCT |FRAC |THISPERIOD |đang |chưa |xong |vương² |hoan¹ thanh¹ ))»(dạ|vâng|ok|"
        "đã|<mình>|<người>|,|xin)* "
        "(rõ|nắm|nhận|hiểu|biết|tiếp thu|đồng ý|vâng|ok|nghe|dạ|xem|đọc|thấy) … … [,|và]* (<mình>|phòng|đơn vị)* sẽ … "
        "(thực hiện|chỉ đạo|triển khai|"
        "làm|đôn đốc|xử lý|nghiêm túc|giao|phân công|lo|báo|rút kinh nghiệm)|"
        "^ (dạ|vâng|ok|rồi|,|<người>|<ạ>)* có gì [là|thì] <mình> (báo|nhắn|gọi|thông tin)",
    ),
    Row(
        Intent.PROGRESS,
        "sẽ xong",
        "(sẽ|=cố|cố gắng|ráng|phấn đấu|dự kiến|dự tính|dự định|kế hoạch là|hứa|xin hứa|cam kết|quyết tâm|"
        "đảm bảo|bảo đảm|nỗ lực|tranh thủ|hẹn|kịp|hi vọng|hy vọng|mong|khả năng|có lẽ|đẩy nhanh|khẩn trương|"
        "chắc|sớm|hạn chót|chậm nhất|muộn nhất|trễ nhất|will|should|expect|going to|hopefully|try) [là|để|sẽ|"
        "cho|được|<ngày>]… … (<xong>|<làm>|<tới>|done|nộp|gửi|complete|finish|be)|"
        "(sẽ|cố gắng|=cố|ráng) [sớm|<ngày>]… <làm>",
    ),
    Row(
        Intent.PROGRESS,
        "mai xong",
        "(TODAY|THISPERIOD) (<mình>|<người>|sẽ|là|thì|phải|chắc|,|mới)* (<xong>|<làm>|có) !(rồi|hết rồi|"
        "xong rồi|xuôi|xong)|<hẹn> … … (<xong>|trình|ký|ban hành|gửi|nộp|có|ra|làm|triển khai|thực hiện|"
        "phát hành|hoàn thiện|báo cáo|công bố|duyệt|họp|phê duyệt|tổ chức|khởi công|bắt đầu|nghiệm thu|bàn giao|mở thầu|"
        "khai giảng|khai mạc)|"
        "(<xong>|trình|ký|ban hành|gửi|nộp|có|làm|triển khai|thực hiện|báo cáo|phát hành|"
        "hoàn thiện) … [trước|trong|vào|đến|tới|khoảng|tầm|đúng|lúc|hạn|chậm nhất|by] <hẹn>",
    ),
    Row(
        Intent.PROGRESS,
        "nếu … thì xong",
        "(nếu|giá mà|giả sử|miễn là|trường hợp|chừng nào|khi|lúc nào|chỉ cần|một khi|if|once|"
        "when) … … <xong>|<xong> … (khi|nếu|lúc nào|sau khi|với điều kiện|if|when|once) |"
        "«(?<!cao² )(?<!cao )(?<!bao² )(?<!vây⁴ )(?<!vay )(?<!thê² )»(là|thì) [sẽ|có thể|mới|coi như]* <xong>|"
        "(khi|ký|họp|duyệt|có|phải|lâu|tháng|tuần|ngày|tới|trình|<ngày>|đủ|nhận) … mới <xong>|"
        "(ký|duyệt|họp|trình|thẩm định|sửa|đấu thầu) xong (là|thì) … (ban hành|gửi|nộp|trình|phát hành|triển khai|làm)|"
        "nếu",
    ),
    Row(
        Intent.PROGRESS,
        "còn … nữa là xong",
        "còn (chút|tí|xíu|một chút|ít|mỗi|thiếu|lại|một ít|một số|vài|khâu|phần|bước|một|chờ|phải|cần|đang|"
        "nữa|đóng dấu|ký|trình|sửa|thẩm định|chỉnh)|chỉ (còn|chờ|thiếu)|"
        r"còn «\d+ »",
    ),
    Row(
        Intent.PROGRESS,
        "hồ sơ đang ở văn phòng",
        "(hồ sơ|văn bản|dự thảo|tờ trình|báo cáo|kế hoạch|đề án) (đang|còn|vẫn|hiện)* (ở|nằm ở|bên|tại|nằm bên|trên) |"
        "(đã|vừa|mới) có (văn bản|công văn) (đôn đốc|chỉ đạo|hướng dẫn|triển khai|gửi|yêu cầu|đề nghị)|vẫn (làm|tiến hành|"
        "thực hiện|triển khai|theo)|"
        "(gửi|chuyển|đưa|qua) … (lấy số|đóng dấu|vào sổ|cho số)|(on track|drafting|reviewing|ongoing|on schedule)|"
        "(ấn định|chốt lịch|lên lịch) … <hẹn>|(đã|vừa|mới) (lên lịch|lên kế hoạch|lên danh sách|lập danh sách|phát phiếu|"
        "phát giấy mời|mời họp|gửi giấy mời|liên "
        "hệ|làm việc với|"
        "trao đổi|khảo sát|đặt hàng|"
        "thuê|chọn|tuyển|thu thập|gom|thống kê|nhập liệu|cấu hình|thử nghiệm|chạy thử|thành lập tổ|cử|đăng ký|đối chiếu|chấm "
        "điểm|tự chấm|kiểm đếm)|"
        "(pending|awaiting|waiting for|needs|ready for) [the|his|her]* (signature|approval|review|sign off)|submitted to",
    ),
    Row(Intent.PROGRESS, "bị bắt sửa lại", "(bắt|phải|bị|yêu cầu|kêu|bảo|đòi) (<mình>)* (sửa|làm|chỉnh|bổ sung|viết|rà) lại"),
    Row(Intent.PROGRESS, "làm nốt", "làm (nốt|tiếp|dần|từ từ)|(có|ra) kết quả … (báo|gửi)|hoàn thiện nốt"),
    Row(
        Intent.PROGRESS,
        "dang dở",
        "nửa chừng|dở dang|dang dở|đang dở|làm dở|on going|in process|making progress|halfway|wip|"
        "finalizing|finalising|preparing|compiling|collecting|(mới|chỉ|làm) … (sơ sơ|chút chút|chút ít|lai rai|cầm chừng)|"
        "(mới|chỉ) … PCT|"
        "draft|(sếp|lãnh đạo|giám đốc|chủ tịch|phó giám đốc|thường trực|ubnd|anh|chị) (đang|còn) (xem|đọc|duyệt|ký|coi|cho ý "
        "kiến|cầm|giữ)|"
        "(<lát>) [<mình>] [sẽ] (gửi|nộp|trình|ký|xong|làm xong|hoàn thành|ban hành)|"
        "(need|missing|few|more) [few|more|the]* (signature|signatures)|"
        "(gửi|chuyển) … … (thẩm định|góp ý|lấy ý kiến|xin ý kiến|cho ý kiến|duyệt|phê duyệt|xem xét|thông qua)",
    ),
    Row(
        Intent.NOT_DONE,
        "not started",
        "(we are|were|im|i am|running) (late|behind)|overdue|behind schedule|(not|havent|hasnt|didnt|dont|have not|has not) "
        "… (started|begun|start|yet|finished|done|completed)|nothing (done|yet|so far)|(still|"
        "got) (nothing|no progress|pending|open)",
    ),
    Row(
        Intent.PROGRESS,
        "đang làm",
        "(đang|vẫn đang|còn đang|hiện đang|tiếp tục|bắt đầu|mới bắt đầu|mới vừa !(<xong>)|bắt tay|đã bắt tay|"
        "bắt đầu vào) «(?!tai )»!(NOTYET|chưa|không|họp <đuôi>* $|lẽ|lý|ra|nhẽ|họp|ăn|bận|nghỉ|ốm|ngủ|đi|vui|buồn|ở "
        "!(bước|khâu|giai "
        "đoạn|"
        "phần|tiến độ)|xem|đọc|nghe|có việc|"
        "lái xe|công tác)|(đang|đương) <làm đang>|doing|in progress|working [on]|"
        "ongoing|on it|underway|started",
    ),
    Row(
        Intent.PROGRESS,
        "đã trình",
        "HANDEDUP|(đã|vừa|mới|cũng) [được|có|cho|kịp|em]* (trình !(xong)|tham mưu !([ubnd|chủ tịch|tỉnh|lãnh đạo|"
        "uỷ ban nhân dân]* (ban hành|ký|xong))|gửi lấy ý kiến|lấy ý kiến|xin ý kiến|gửi xin ý kiến|"
        "gửi thẩm định|thẩm định|triển khai !(xong)|soạn|dự thảo|rà soát|tổng hợp|họp|khảo sát|ký nháy|"
        "chuyển|gửi dự thảo|chỉnh sửa|phân công|giao|xây dựng|hoàn thiện|hoàn chỉnh|khởi động|đôn đốc|góp ý|"
        "tiếp thu|bắt đầu|có dự thảo|có ý kiến|có đề cương|viết|lên kế hoạch|chuẩn bị|in|xử lý một)|"
        "(trình|lấy ý kiến|gửi lấy ý kiến|xin ý kiến|triển khai !(xong)|thẩm định|soạn|dự thảo|«(?<!đi )(?<!di )(?<!đang "
        ")»họp|rà soát|"
        "tổng hợp|khảo sát|hoàn chỉnh|hoàn thiện|chỉnh sửa) [xong|lãnh đạo|ubnd tỉnh|sếp|chủ tịch]… (rồi|"
        "xong)|(trình|chờ) (ký|duyệt|lãnh đạo|ubnd|chủ tịch|sếp|phê duyệt|thường trực)|"
        "đợi ký|lấy ý kiến|xin ý kiến|submitted for|sent for",
    ),
    Row(
        Intent.PROGRESS,
        "một nửa",
        "(được|khoảng|mới|đạt|cỡ|tầm|chừng) [được|khoảng|tầm]* «[1-9] »phần !(trăm|việc)|"
        "(được|làm|khoảng|mới|đạt|hơn|gần|cỡ|tầm|xong|qua) [được|khoảng|hơn|gần|tới]… (nửa|một nửa|phân nửa|"
        "hai phần ba|một phần|kha khá|nhiều|một ít|ít|chút)|nửa (chặng|đường|việc|rồi|khối lượng)|"
        "halfway|half",
    ),
    Row(
        Intent.PROGRESS,
        "phần em xong",
        "phần [việc]… (của em|em|mình|của mình|của sở|bên em|của tôi|tôi) … <xong>|"
        "<xong> … phần [của|việc]… (em|mình|tôi|sở|bên em)",
    ),
    # --- not yet ---------------------------------------------------------------------------------------------------------
    Row(Intent.BLOCKED, "do Sở Tài chính chưa", "«(?<!đơn )(?<!don )(?<!viec )»(do|vì|tại|bởi) … … NOTYET", "from"),
    Row(
        Intent.NOT_DONE,
        "chưa",
        "NOTYET|chưa|vẫn chưa|đâu có|not|havent|hasnt|isnt|didnt|wont|"
        "arent|havnt|dont|cant|yet|nope|^ no|CROSS|xong đâu|xong gì đâu|"
        "xong gì mà|(<xong>|làm|rồi) … đâu|(xong|làm) sao (được|nổi|kịp)",
    ),
    Row(
        Intent.PROGRESS,
        "đúng tiến độ",
        "^ (<ạ>|<người>|<mình>|dạ|vâng|vẫn|đang|cũng|mọi thứ|mọi việc|việc này|yên tâm|sẽ|chắc chắn)* (đúng|theo|kịp|đảm bảo|"
        "bảo đảm) [theo|"
        "đúng]* (tiến độ|kế hoạch) (<đuôi>|cả)* $",
    ),
    Row(
        Intent.NOT_DONE,
        "không xong",
        "(không|chẳng|chả|khó|khó mà|khó lòng) [thể|thấy|hề|được|có|sao|làm|kịp|tài nào]… (<xong>|kịp|làm|"
        "thực hiện|triển khai|được|nổi|ban hành|trình|gửi|ký)|^ không <đuôi>* $|"
        "không kịp|(trễ|chậm|quá|lỡ) (hạn|tiến độ|mất)|còn lâu|quên !(báo|trả lời|cập nhật|nhắn|gửi|phản hồi|chưa) [mất]… $|"
        "còn nguyên|còn y nguyên",
    ),
)

# Read when the message claims to be done and the claim was not earned.
LATE = (Row(Intent.PROGRESS, "nay xong", "nay <xong>|<xong> [trong|vào|kịp|được|ngay]* (TODAY|THISPERIOD)"),)

ACKS = (
    Row(Intent.ACK, "sếp yên tâm", "^ (<người>|dạ|vâng|ok|cứ)* (yên tâm|an tâm|đừng lo|khỏi lo) <đuôi>* $"),
    Row(Intent.OTHER, "họp xong em báo lại", "BUSY (<mình>|thì|rồi|sẽ|xuôi)* (báo|gửi|nhắn|trả lời|phản hồi|làm|xem|coi)"),
    Row(
        Intent.ACK,
        "xong em báo",
        "^ (ok|dạ|vâng|nhớ rồi|hiểu|đã nhận|nhận rồi|rõ|ừ|<ạ>|,|.|<người>|<mình>)* (khi nào|nào|hễ|có)* (xong|có kết "
        "quả|có) [thì|là|sẽ]* [<mình>] (báo|gửi báo cáo) "
        "(lại|liền|ngay|sau|<đuôi>)* $",
    ),
    Row(
        Intent.ACK,
        "nghe",
        "(đã|vừa|mới) BUSY (tin|tin nhắn|thông báo|công văn)|^ (dạ|vâng|ok|<ạ>|<mình>|<người>)* (nghe|nhớ|"
        "hiểu) [rồi|tin|<ạ>|<đuôi>]* $|(đã|vừa)* (đọc|xem|nghe) xong "
        "(tin|thông báo|tin nhắn|văn bản)|"
        "(đã|sẽ|vừa)* (thông báo|phổ biến|quán triệt|nhắn|triển khai) (tới|đến|cho|lại)* (các|anh em|mọi người|cả) "
        "(phòng|đơn vị|anh em|xã|bộ phận)*",
    ),
    Row(
        Intent.ACK,
        "đã nhận",
        "(đã|em|mình|vừa|có) … (nhận|nắm|rõ|đọc|xem|biết|thấy|ghi nhận|tiếp thu|hiểu|tiếp nhận)|"
        "(nhận|nắm|đọc|xem|biết|thấy|nghe|hiểu) [được|xong|tin|thông tin|đủ]… rồi|"
        "nhận được|đã rõ|rõ rồi|rõ [ạ|anh|chị|sếp]|xin ghi nhận|ghi nhận",
    ),
    Row(Intent.ACK, "cảm ơn", "cảm ơn|cám ơn|camon|thank|thank you|ty|THANKS|đội ơn"),
    Row(
        Intent.ACK,
        "để em làm",
        "(để|em|mình) … (kiểm tra|xem lại|xem|coi lại|coi|hỏi lại|rà lại|check|báo lại|phản hồi|trả lời|"
        "báo sau|báo cáo sau|nắm lại|làm ngay|làm liền|lo)|(báo|trả lời|phản hồi|báo cáo) (lại|sau)",
    ),
    Row(
        Intent.ACK,
        "ok",
        "^ (SMILE|<người>|dạ|<mình>|.|,)* (ok|oki|vâng|ừ|uh|ừm|uhm|um|ừa|rõ|tuân lệnh|nhất trí|đồng ý|yes|"
        "yep|yeah|sure|will do|noted|roger|got it|received|copy|duyệt|fine|alright|chấp hành|understood|acknowledged|"
        "SMILE|TICK) |^ (dạ|được|nhận|biết|nhớ|rồi|<người>|<mình>|SMILE)* (dạ|được|nhận|biết|nhớ) (dạ|rồi|ANY|"
        "<đuôi>)* $",
    ),
    Row(Intent.ACK, "👍", "^ (SMILE|TICK) "),
)
