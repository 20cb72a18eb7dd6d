"""Phrases that look like something else: "không còn vướng" is no blocker. Each becomes one word before the rows are read.

Written in the language of `phrase.py` with the classes of `classes.py`, tried from top to bottom. `rows.py`, `done.py` and
`report.py` say what each atom means: CLEAR takes nothing from a claim, NOTYET denies it, ANY asks nothing. EARLIERTASK,
OTHERSDONE, INSIDE and UNCLEAR are claims that nobody can record: of another turn, of somebody else's work, handed only to
one's own head, mistyped.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Aside:
    """A phrase that becomes the word `atom` before the rows are read."""

    atom: str
    name: str
    phrase: str


ASIDES = (
    Aside("SINCE", "từ thứ hai", "(từ|hồi|hôm) [hôm] WEEKDAY"),
    Aside(
        "NOTYET",
        "làm sao mà xong được",
        "đâu đã <xong>|đâu có <xong>|(chưa|không) (thấy|có) ai làm|(chưa|không) (bắt tay|mó tay|sờ) [vào|tới|đến]*|(sao|"
        "làm sao|răng) [mà|lại]* <xong> [cho|mà]* (được|nổi|kịp)|<xong> (sao|làm sao|thế nào|kiểu gì) (được|nổi|kịp)|"
        "(không|chẳng|chả) <làm> [được]* (gì|chi) [được|nổi|cả|hết|nữa]*|(không|chẳng|chả) (in ấn|nhúc nhích|làm ăn) (gì|chi) "
        "(được|nổi|cả|hết)|(đã|có) <làm> [cho]* (ai|gì) đâu|ai [mà]* làm [cho]* (nổi|kịp|xuể|được)|"
        "làm (gì|chi) mà đã <xong>|"
        "(chưa|không) được (bao nhiêu|mấy|nhiêu)|"
        "(chưa thể|không thể|chưa dám|không dám|đâu thể|đâu có|đâu) (nói|coi|xem|gọi|tính|kêu) (là|như)* [đã]* <xong>|"
        "chưa gọi là <xong>|"
        "làm (gì|chi) (đã|mà|có) <xong>|làm gì có chuyện <xong>|(xong|hoàn thành) (đâu|gì) mà (báo|xong|nói)|"
        "(có|đã) <xong> gì [đâu]|(có|đã|nào có|nào đã) [<mình>] <làm> [được]* (gì đâu|gì|đâu) [mà] [<xong>|<báo>]|"
        "(sao|làm sao|răng) [mà]* (nhanh|lẹ|kịp|sớm|mau) [vậy|thế|vậy mà]* (được|nổi|xong)|<xong> thì [cũng]* chưa [hẳn|chắc|"
        "tới|đến]*",
    ),
    Aside(
        "ATLAST",
        "không còn việc gì phải làm",
        "(không|chẳng|chả) còn (nội dung|việc|nhiệm vụ|mục|phần việc|hạng mục|gì|công việc) [gì|nào]* [mà|là]* "
        "(phải|chưa|cần) (làm|thực hiện|triển khai|hoàn thành|xử lý|giải quyết|xong) [nữa|cả|đâu|hết|gì]*",
    ),
    Aside(
        "CLEAR",
        "tồn tại: không",
        "(không|chẳng) (còn|có) (hồ sơ|đơn|vụ việc|việc|nhiệm vụ|văn bản) (nào)* (quá hạn|tồn đọng|tồn|trễ hạn|chậm) [nào|"
        "nữa|cả]*|(tồn tại|vướng mắc|khó khăn|tồn đọng|phát sinh|kiến nghị|đề xuất|vướng) , không [có]* «(?=[.,] |$)»|"
        "(không|chẳng|chả) còn (pending|nợ|tồn đọng|tồn tại|việc tồn|nội dung tồn đọng|nội dung tồn tại|việc gì|vướng|"
        "việc|nội dung) "
        "[gì|nào|nữa|cả|hết]* «(?=[.,] |<|$)»|(không|chẳng|chả) thiếu (gì|cái gì|thứ gì|cái nào|sót)",
    ),
    Aside(
        "CLEAR",
        "xong nhưng chưa cập nhật lên hệ thống",
        "(nhưng|mà|chỉ là|chẳng qua|có điều|tại|do|vì)* [<mình>|là|thì]* (chưa|quên) [kịp|có] (cập nhật|tick|đánh dấu|bấm|"
        "nhắn) "
        "[trạng thái|lên|trên|vào|hệ thống|phần mềm|được|thôi|anh|chị|em|sếp|<ạ>]* «(?=[.,] |$)»|"
        "(mà|nhưng|tại|do|chỉ là)* [<mình>]* (chưa kịp|quên) (báo|nhắn|trả lời) [lại] [anh|chị|em|sếp|bot|thôi|"
        "<ạ>]* «(?=[.,] |$)»|"
        "(lẽ ra|tưởng|suýt|định) [phải|là]* [xin] gia hạn|không phải [là] đang (thực hiện|làm) [như … ghi]|"
        "(không|chẳng) còn (phần việc|hạng mục|nội dung|việc|mục|nhiệm vụ) nào (tồn đọng|tồn|dở dang)",
    ),
    Aside(
        "TURNS",
        "lần trước báo nhầm, lần này",
        "(lần trước|hôm trước|hôm qua|hồi nãy|lúc nãy|bữa trước|bữa hổm) [<mình>] (báo|bấm|ghi|nhắn) (nhầm|lộn|sai) [,]* "
        "(lần này|giờ|bây giờ|nay|còn giờ)",
    ),
    Aside(
        "PROMISED",
        "báo cáo xong rồi nộp sau",
        "(báo cáo|kế hoạch|văn bản)* xong rồi [,]* (nộp|gửi|trình) sau",
    ),
    Aside(
        "DOCLATER",
        "mai gửi bản giấy",
        r"«(?:(?<=, )|(?<=\. )|(?<=rôi¹ )|(?<=roi )|(?<=nha )|(?<=nhe² )|(?<=a⁴ ))»[<mình>]* (gửi|nộp|bổ sung|chuyển|scan) "
        r"[báo cáo|văn bản|file|bản giấy|bản cứng|kết quả|minh chứng|tài liệu|<mình>|<người>|"
        "bằng văn bản|cho|lại|"
        "đầy đủ]* sau !(khi)|(<tới>|sau|sẽ) [<mình>]* (gửi|nộp|scan|bổ sung|chuyển) [<mình>]* (bản giấy|bản cứng|bản scan|"
        "file|bản chính|văn bản)",
    ),
    Aside(
        "WHYREMIND",
        "sao cứ nhắc hoài",
        "(sao|tại sao|vì sao|mà sao|mắc gì|mắc chi|làm gì mà) [mà|bot|hệ thống|máy|anh|chị|em|cứ|còn|vẫn|lại|hôm nay|nay|mãi|"
        "hôm nào|cũng]* "
        "(nhắc|hỏi|hối) (hoài|mãi|miết|suốt|nữa|em|mình|tôi|vậy|thế|<ạ>)*|(sao|ai) (lại|cứ|mà|vẫn|còn)* [bảo|nói|báo|ghi|hiện] "
        "[là] chưa «(?=, )»",
    ),
    Aside(
        "WHOLE",
        "cả 11 xã",
        r"(cả|đủ|toàn bộ|tất cả) «\d{1,3} »(xã|huyện|đơn vị|phường|cơ quan|sở|ngành|địa phương)",
    ),
    Aside(
        "SORRY",
        "xin lỗi em trả lời trễ",
        "(xin lỗi|sorry|thứ lỗi) [<người>|<mình>|vì|đã]* (trả lời|báo|báo cáo|cập nhật|phản hồi|rep|nhắn) [lại]* (trễ|muộn|"
        "chậm|sót|thiếu)|"
        "(trả lời|báo|cập nhật|phản hồi|rep) (trễ|muộn|chậm) [,]* (xin lỗi|sorry)",
    ),
    Aside(
        "REPORTING",
        "em báo anh là",
        "^ (dạ|<ạ>|thưa|kính|kính gửi|<người>|ủa|ê)* (em|mình|tôi|tui|bên em|phòng em|sở em|đơn vị em|chúng em|tụi em) "
        "[xin|xin phép|cũng|đã]* (báo cáo|báo|thông báo|trả lời|=nhắn) [lại|với|cho|đến]* "
        "((anh|chị|sếp|anh chị|cô|chú|bác|lãnh đạo|văn phòng|a|c) [là|rằng|,]*|là|rằng|"
        "«(?=(?:xong|hoan¹ thanh¹|hoan thanh) (?:[^ ]+ ){0,3}rôi?¹? )»)",
    ),
    Aside(
        "PROMISED",
        "yên tâm, xong đúng hạn",
        "(yên tâm|an tâm|đừng lo|khỏi lo|không cần nhắc|đừng nhắc nữa|rõ|ok|vâng|nhận rồi|nắm rồi|bảo đảm|"
        "đảm bảo) (<người>|<mình>|,|.)* "
        "(<xong>|FULL) [việc này|nhiệm vụ này] (đúng|trước|kịp) (hạn|thời hạn|tiến độ|kế hoạch)|(yên tâm|an tâm|bảo đảm|"
        "đảm bảo) "
        "(<người>|,)* FULL (<đuôi>)* $|"
        "(đồng chí|anh em|mọi người|(anh|chị) (NAME|<tên>)) (ơi|nhớ|cố gắng|,)* (<xong>) [việc này|nhiệm vụ này] (đúng|trước|"
        "kịp) (hạn|thời hạn|tiến độ) "
        "(nhé|nha|nghe)|"
        "^ (<mình>|<người>|<làm>|<ạ>|dạ|ok|vâng|thưa|,)* xong (luôn|ngay)* (=đây|«(?<=luôn )day »|bây giờ|liền) <đuôi>* $",
    ),
    Aside(
        "PROMISED",
        "ký xong anh cập nhật giúp em",
        "<làm> xong [thì|là|rồi]* (anh|chị|văn phòng|hệ thống) (cập nhật|ghi nhận|tick|=tích|đánh dấu|đóng|bấm)",
    ),
    Aside(
        "TICKDONE",
        "tick xong giúp em",
        "«(?<!đưng¹ )(?<!dung )(?<!bo³ )(?<!bo )(?<!huy³ )(?<!huy )(?<!xoa² )(?<!xoa )»(tick|=tích|đánh dấu|bấm|ghi nhận) [là|"
        "đã]* "
        "(xong|hoàn thành) (giúp|giùm|dùm|hộ|cho) (em|mình|tôi|tui|bên em|phòng em|chúng tôi|chị !(ơi)|anh !(ơi)) (<người>|"
        "<ạ>|với|việc này|nhiệm vụ này)* «(?=[.,] |$)»|(đề nghị|nhờ|xin|"
        "mong|đồng chí|<người>)* "
        "(cập nhật|chuyển|đổi|ghi) (trạng thái|tình trạng|sang|là|thành)* [đã] (xong|hoàn thành) (giúp|giùm|dùm|hộ|"
        "cho) (<mình>) (<mình>|với)*",
    ),
    Aside(
        "RECORDIT",
        "mong anh chị cập nhật giúp",
        "«(?<!đưng¹ )(?<!dung )(?<!bo³ )(?<!bo )(?<!huy³ )(?<!huy )(?<!xoa² )(?<!xoa )»(tick|đánh dấu|bấm|ghi nhận) (xong|"
        "hoàn thành) (giúp|giùm|dùm|hộ)|"
        "«(?<=, )»(<người>|nhờ)* (tick|=tích|gạch) (giúp|giùm|hộ) [em|mình|tôi|chị|anh]|"
        "[you] (can|could|may|please)* close (it|this|that|the (task|ticket))|((kính)* "
        "(mong|nhờ|đề nghị|phiền|vui lòng|xin) (<người>)*|(anh|chị|anh chị|ad|bot|sếp)) (cập nhật|ghi nhận|xác nhận|"
        "đánh dấu|kết thúc|đóng|tick) "
        "(vào hệ "
        "thống|hệ thống|kết quả|trạng thái|việc này|nhiệm vụ này|nhiệm vụ|trên phần mềm)* [<người>] (giúp|giùm|dùm|hộ) [em|"
        "mình|tôi|bên em]",
    ),
    Aside(
        "HEARSAY",
        "bảo xong rồi, em chưa kiểm tra",
        "(bảo|nói|kêu|báo|nghe|thấy) … <xong> [rồi]* [,|nhưng|mà]* (<mình>)* chưa (kiểm tra|xác minh|kiểm chứng|xem|coi|rõ|"
        "biết)",
    ),
    Aside(
        "ATLAST",
        "cuối cùng cũng xong",
        "(cuối cùng|rốt cuộc|rốt cục|sau cùng|mãi rồi) (rồi|thì)* cũng [đã] <xong> !(phần|khâu|bước|dự)",
    ),
    Aside(
        "EARLIERTASK",
        "năm ngoái thì xong",
        "(năm ngoái|năm trước|năm rồi|quý trước|kỳ trước|đợt trước|lần trước) [thì|là|đã]* <xong> [rồi]",
    ),
    Aside(
        "OTHERSDONE",
        "mấy sở khác xong rồi",
        "((mấy|các|«(?<!bao )»nhiều|cả) (sở|đơn vị|huyện|xã|bên|phòng|nơi|chỗ|ngành|nước|tỉnh|người) (khác|ta|bạn|kia)*|"
        "(sở|đơn vị|huyện|xã|bên|phòng|nơi|chỗ|người) (khác|kia|bạn)) [thì|đã|đều]* <xong> [hết|cả]* rồi|"
        "(việc|nhiệm vụ|cái|vụ|mục) khác [thì|đã]* <xong>|<xong> [rồi]* (việc|cái|vụ|nhiệm vụ) khác",
    ),
    Aside(
        "EARLIERTASK",
        "tháng 2 xong rồi",
        "«(?:^|(?<=, )|(?<=[.] )|(?<=da⁴ )|(?<=em )|(?<=ơi )|(?<=oi )|(?<=sêp² ))»[<mình>|kỳ|của|báo cáo|"
        "việc]* PASTPERIOD [thì|đã|là]* <xong>|"
        "(báo cáo|kế hoạch) (tuần|tháng|quý|kỳ) trước|WHOLE [việc|nhiệm vụ] (PASTPERIOD|tuần trước|tháng trước|quý trước)|"
        "PASTPERIOD (và|,|cùng)* PASTPERIOD [thì|đã]* <xong>|FULL [kế hoạch|chỉ tiêu|tiến độ|công việc|nhiệm vụ|của|"
        "trong]* PASTPERIOD|(được giao|giao) [trong|của]* "
        "(PASTPERIOD|THISPERIOD)|<xong> [rồi] [,]* [của|trong]* YEARS",
    ),
    Aside(
        "OTHERSDONE",
        "Sở Tài chính xong rồi",
        "^ «(?!.*DOC )»[dạ|thưa|báo cáo|ok|vâng|<người>|<ạ>|,]* (sở|bên|phía|phòng|chi cục|công an|kho bạc) (<tên sở>|NAME) … "
        "(báo|nhắn|cho biết|trả lời|thì|,|là|cũng|đã|vừa|mới)* <xong> !(phần)|"
        "^ «(?!.*DOC )»[dạ|thưa|báo cáo|ok|vâng|<người>|<ạ>|,]* ((anh|chị|cô|chú|bác|ông|bà|em|đồng chí) NAME (NAME)*|"
        "(sở|bên|phía|phòng|"
        "chi cục|công an) "
        "(<tên sở>|NAME) …) (báo|nhắn|cho biết|trả lời|viết|hứa|gọi|khoe|kể) [lại|cho|là|rằng|<mình>|,]* [đã|cũng|vừa]* <xong>|"
        "«(?<=rôi¹ , )|(?<=roi , )|(?<=xong , )»(bên|phía) (<tên sở>|NAME) <đuôi>* $",
    ),
    Aside(
        "HANDEDUP",
        "đã gửi giám đốc ký",
        "(gửi|gởi|chuyển|nộp|đưa|trình) [báo cáo|văn bản|trả lời|cho|lên|sang|về|qua]* (giám đốc|phó giám đốc|chủ tịch|"
        "phó chủ tịch|sếp|"
        "lãnh đạo|ubnd [tỉnh|huyện|xã]|hđnd|sở [<tên sở>]|trưởng phòng|thủ trưởng|văn phòng) [tỉnh|sở|huyện]* (ký|duyệt|"
        "phê duyệt|thông "
        "qua|ban hành|xem|xem xét|rà|kiểm tra|thẩm tra)|(gửi|đưa|up|lên|để|phát) … … cho (sếp|giám đốc|chủ tịch|lãnh đạo|anh|"
        "chị) (ký|duyệt|xem|coi)|thông qua (lãnh đạo|chi bộ|sếp !(ạ|a)|phòng)",
    ),
    Aside("OTHERSDONE", "của tỉnh bạn", "của (bộ|(tỉnh|huyện|xã|sở) (bạn|khác))"),
    Aside(
        "INSIDE",
        "đã nộp sếp rồi",
        "^ «(?!.*DOC )»(<mình>|<người>|dạ|ok|thưa|vâng|<ạ>|,)* (đã|vừa|mới)* (gửi|nộp) [báo cáo|kết quả|sản phẩm|"
        "văn bản]* [cho|lên|tới|đến]* "
        "((=sếp|sep) !(ạ|a)|giám đốc|trưởng phòng|thủ trưởng|phó giám đốc|lãnh đạo (phòng|sở|cơ quan|đơn vị)|"
        "lãnh đạo [rồi] <đuôi>* $)",
    ),
    Aside("UNCLEAR", "em chứ xong rồi", "(<mình>|anh|chị|việc|nhiệm vụ|nội dung|báo cáo) (=chứ|=chu) <xong>"),
    Aside(
        "ALLPARTS",
        "cả 3 bước",
        r"(cả|hết cả|đủ|hết|tất cả|toàn bộ) («\d+ »|hai|ba|bốn|năm|sáu|bảy) (bước|khâu|phần|giai đoạn|đợt|vòng|mục)",
    ),
    Aside("NOTYET", "chưa chưa", "chưa [,|.]* chưa (<đuôi>)* $"),
    Aside(
        "TWIST",
        "không phải chưa xong",
        "(không|chưa|chẳng|chả|đâu có|nào có) [phải|chắc|hẳn]* (không|chưa|chẳng)|"
        "(không phải|chẳng phải|chả phải|đâu phải) [là|em|mình|tôi|việc này|bên em|sở]* (chưa|không)",
    ),
    Aside("SAME", "kiểm lại thì xong rồi", "(kiểm|kiểm tra|xem|coi|rà|check) lại (thì|thấy) «(?=xong |đa³ |hoan¹ thanh¹ )»"),
    Aside(
        "SAME",
        ", đề nghị ghi nhận",
        "«(?<=, )»(đề nghị|xin|mong|kính đề nghị) [<người>|văn phòng|hệ thống]* (ghi nhận|cập nhật|xác nhận) «(?=[.,] |$)»",
    ),
    Aside("SAME", "xong đâu vào đấy", "«(?<=xong )»đâu (vào|ra) (đấy|đó)"),
    Aside("NOTYET", "hỏng xong", "=hỏng (<xong>|kịp)"),
    Aside("NOTYET", "không phải là xong rồi đâu", "(không|đâu|chẳng) phải [là] <xong> [rồi]* đâu|<xong> gì đâu"),
    Aside("NOTYET", "chưa hẳn là xong", "(không|chưa) (hẳn|chắc) [là] [đã] (<xong>)"),
    Aside("TWIST", "gì mà chả xong", "(gì|nào|ai|đâu|sao|kiểu gì|trước sau gì) [mà|rồi] [cũng] (chả|chẳng) <xong>"),
    Aside(
        "TWIST",
        "không thể không",
        "không thể (không|chưa)|(không lẽ|chẳng lẽ|lẽ nào|làm gì có chuyện|ai bảo|ai nói) [không|chưa]",
    ),
    Aside(
        "CLEAR",
        "không còn vướng",
        "(không !(hết)|chẳng|chả|chưa !(hết)|«(?<!chưa )(?<!chua )(?<!không )(?<!chắc )»hết|đã hết) "
        "[còn|có|bị|gặp|thấy|hề]* [gì]* (vướng mắc|vướng|khó khăn|trở ngại|"
        "khó) [,|và|hay]* [vướng mắc|vướng]* [gì|nào] [nữa|cả|hết|đâu] [rồi]",
    ),
    Aside("CLEAR", "đâu có chậm", "(đâu có|không hề|nào có|đâu phải) (chậm|trễ|quên|sót|thiếu sót) [gì|đâu]"),
    Aside(
        "CLEAR",
        "no problem",
        "no (problem|problems|issue|issues|blocker|blockers)|hết kẹt [rồi]|"
        "(đã|vừa) (gỡ|tháo gỡ) [xong|được] [vướng mắc|vướng|khó khăn] [rồi]",
    ),
    Aside(
        "CLEAR",
        "không phải làm gì nữa",
        "(không|chẳng|hết|khỏi) (còn|phải|cần)* (làm|lo|xử lý|bổ sung) gì (nữa|thêm|hết)+".replace("+", ""),
    ),
    Aside(
        "CLEAR",
        "không cần gia hạn",
        "(khỏi|(không|khỏi|chẳng) (cần|phải|xin|muốn)…) (gia hạn|lùi hạn|thêm thời gian) [nữa|gì|đâu]",
    ),
    Aside(
        "CLEAR",
        "đừng nhắc nữa",
        "(không cần|không phải|khỏi|khỏi cần) [phải] nhắc [em|mình|tôi] [nữa] đâu|"
        "[thôi] (đừng|khỏi|thôi|không cần|khỏi cần|không phải) [phải] (nhắc|hỏi|hối|giục) [em|mình|tôi] [nữa] [nhé|ạ|nha] "
        "!(<tới>|trước|tới|đến|"
        "vội|đâu)",
    ),
    Aside("THANKS", "cảm ơn đã nhắc", "(cảm ơn|cám ơn|thank|thank you) [<người>]… [đã] nhắc [nhở|việc|lịch|em|nhẹ]"),
    Aside(
        "OTHERSLATE",
        "các huyện chưa gửi số liệu",
        "(bên|phía|công an|quân sự|chi cục|cục|thanh tra|kho bạc|ngân hàng|chủ đầu tư) !(em|mình|tôi|tui|này|chúng) … "
        "chưa (gửi|nộp|"
        "trả lời|phản hồi|cung cấp|góp ý|cho ý kiến|thống nhất|thẩm định|bàn giao|ký)|"
        "(chưa|không) (nhận|thấy|nghe|có)* [được]* [ý kiến|văn bản]* (trả lời|phản hồi|phúc đáp|hồi âm)|"
        "(hộ|hộ dân|người dân|dân) … chưa (bàn giao|nhận|đồng ý|ký|di dời)|(vnpt|viettel|nhà thầu|tư vấn|đối tác|kho bạc|"
        "người dân|dân|bên kia|phía đối tác|nhà cung cấp)… chưa |(chưa|không) "
        "[có|thấy] ai (gửi|nộp|trả lời|phản hồi|góp ý|cung cấp|phối hợp)|"
        "(tài chính|sở <tên sở>|bộ|trung ương|huyện|xã|các|ngân hàng|ubnd [tỉnh|huyện|xã])… chưa (duyệt|phê duyệt|cấp|phân "
        "bổ|bố trí|thẩm định|cho) … (kinh phí|"
        "vốn|tiền|dự toán|ngân sách|chủ trương|giá|mặt bằng)|"
        "(các|huyện|xã|sở <tên sở>|bộ|ngành|địa phương|đơn vị khác|cơ quan khác|bên khác|ubnd)… chưa (gửi|"
        "nộp|báo cáo|trả lời|phản hồi|cung cấp|góp ý|cho ý kiến|thống nhất|tổng hợp) !(được)",
    ),
    Aside(
        "OLDDUE",
        "hạn cũ 31/3",
        "so với hạn [cũ|ban đầu|hiện tại|được giao|là]* <ngày>|[,] hạn (cũ|hiện tại|ban đầu|theo kế hoạch|trước đây|gốc) "
        "[là] <ngày>",
    ),
    Aside(
        "NOTYET",
        "chưa làm",
        "(chưa|chẳng|chả|không kịp|không thể|chưa hề|còn lâu mới) [ai|phải|kịp|thể|được|hề|có thể|bao giờ|dám|"
        "muốn|tiện]* (<làm>|<xong>|bắt đầu|đụng|động|khởi động|có (dự thảo|văn bản !(hướng dẫn|chỉ đạo)|"
        "báo cáo|kế hoạch|kết quả|quyết định|gì|tiến triển|sản phẩm)) (<làm>|<xong>|gì|cả|hết|đến|tới|được|"
        "xong|đâu)*|(chưa|chẳng|không) (đến đâu|tới đâu|đâu vào đâu|ra gì|ra sao|đi đến đâu|ăn thua|"
        "tới nơi) [cả|hết]",
    ),
    Aside("TURNS", "ai ngờ", "ai (=dè|ngờ)|ngờ đâu|nào ngờ|=dè đâu|hoá ra|té ra"),
    Aside(
        "ANY",
        "không ai, gì hết",
        "(không|chưa|chẳng|chả) (còn|có|giao|gửi|cử)* [cho|được]* ai|"
        "(không|chưa|chẳng|đâu) [có]* quên [đâu|mà|nhé]*|mấy (anh|chị|ông|bà|em)* (khỏi|đừng|cứ|yên tâm|thông cảm)|"
        "còn mấy (xã|huyện|đơn vị|bên|chỗ|phòng|sở|nơi|phần|hộ) "
        "… (chưa|đang)|"
        "(ép|vội|hối|giục) … làm gì|(không|chưa|chẳng|chả) ai|ai (cũng|đời)|(gì|nào) (hết !(hạn)|cả|sất|đâu|đó|nữa)|gì mà "
        "lo|có gì (em|"
        "mình|tôi|anh|chị|thì|<báo>)|"
        "không (có|còn|thấy)… gì (nữa|hết|cả|đâu|phải|,|.|$)|không biết (làm|phải|tính) sao|sao cũng được|sao đâu|mấy "
        "(bữa|hôm|ngày) (nay|rày|trước)|mấy nay|"
        "ai đó|đâu đó",
    ),
    Aside(
        "LATERDOC",
        "số gửi sau",
        "[còn] (văn bản|số văn bản|số|số hiệu|quyết định|báo cáo|file|bản giấy|bản scan) [<mình>] [sẽ] (gửi|"
        "bổ sung|cập nhật|báo) (<mình>)* (sau|sau ạ)|[sẽ] bổ sung [văn bản|số|số hiệu|số văn bản] sau|"
        "(gửi|cập nhật) (số|văn bản|số văn bản|file) sau",
    ),
    Aside(
        "BUSY",
        "họp xong, ăn cơm xong",
        "(«(?<!tich )(?<!tông³ )(?<!tong )(?<!phoi )(?<!phu )(?<!ket )»họp !(thông qua|thẩm định|xét|duyệt|hội đồng|lấy)|ăn "
        "!(nhầm)|"
        "uống|nhậu|đọc|xem|nghe|gọi|điện|nói chuyện|chạy xe|đi "
        "chợ|đi học|học|=tắm|ngủ|=cúng|"
        "=giỗ|đưa con|đón con|chấm thi|=trực|tiếp khách) «(?:(?!la¹ |la |thi¹ |thi |ma¹ )[^ .,]+ ){0,3}»(xong|done)|xong "
        "(họp|tiệc|đám cưới|ca trực)",
    ),
)
