"""The question language of an admin, one row a meaning, in the language of `phrase.py`.

AGENCY, CODE, GROUP, TITLE and SPAN stand for what was found before. Rows run from top to bottom and the first that fits holds.
"""

from bot.understanding.classes import CLASSES

QUERY_CLASSES = CLASSES | {
    "hạn": "hạn|hạng|thời hạn|hạn chót|deadline|tiến độ|kế hoạch",
    "việc": "nhiệm vụ|công việc|đầu việc|việc|hoạt động|mục|task|tasks|works|cái|vụ",
    "ai": "ai|đơn vị nào|những đơn vị|các đơn vị|sở nào|cơ quan nào|những ai|huyện nào|bên nào|ngành nào|chỗ nào|nơi nào|"
    "đơn vị|who|những sở|những cơ quan|các cơ quan|các sở|các huyện|những huyện|địa phương nào|sở ngành nào",
    "tệp": "file|tệp|tập tin|bản|phai|phiu",
    "cho": "cho|gửi|gởi|đưa|lấy|xuất|tải|kết xuất|trích xuất|in|làm|lập|tạo|export|download|send|up|xin|cần|muốn|get|give|"
    "tải về|"
    "kéo|soạn|tổng hợp|trích|dump",
    "nhắc": "nhắc nhở|nhắc|đôn đốc|hối thúc|hối|giục|thúc|réo|ping|remind|nudge|gửi nhắc|nhắn nhắc|gửi lời nhắc|đốc thúc|"
    "gửi tin nhắc|thúc giục|khều|bấm nhắc|urge|chase",
    "ta": "anh|chị|em|mình|tôi|sếp|bác|cô|chú|anh em|lãnh đạo|ban chỉ đạo|me|us|tui|c|a",
    "lịch sự": "ơi|dạ|vâng|ạ|a|nhé|nha|giúp|giùm|dùm|với|đi|cái|hộ|xem|coi|thử|luôn|ngay|please|pls|ok|à|này|SMILE|.|,|"
    "alo|bot|làm ơn|vui lòng|phiền|nhờ|hãy|giùm cho",
}

# Said to be polite and read past, in front and behind; "bên em" is no politeness.
PREAMBLE = (
    "^ (=dạ|vâng|alo|a lô|ê|này|hey|hi|chào (em|anh|chị|bot)|bot|(em|anh|chị|bot|sếp|bạn|bé|cưng) (ơi|à|ới)|"
    "cho (<ta>) hỏi [chút|cái|với|xíu]*|"
    "(anh|chị|em|mình|tôi|sếp) (muốn hỏi|hỏi thăm|hỏi (chút|cái|xíu|tí|tý|nhỏ)) [chút|cái|xíu]*|làm ơn|vui lòng|please|"
    "phiền em|nhờ em|em cho (anh|chị) hỏi|,|.|SMILE)*"
)
COURTESY = (
    "(nhé|nha|nhen|ạ|với|luôn|giúp (anh|chị|em|mình|tôi)|giùm (anh|chị|em|mình|tôi)|«(?<!trơ⁴ )(?<!tro )»giúp|giùm|"
    "hộ (anh|chị)|cái|"
    "«(?<!\\d )»em (nhé|nha|ơi|ạ|à)|(đi|nhé|nha|vậy|thế) (em|anh|chị)|anh (nhé|ơi)|chị (nhé|ơi)|đi|please|SMILE|.|,|"
    "cảm ơn|cám ơn|thanks) "
)

# Reports of work and talk that would otherwise look like a question. They come first.
NOT_A_QUESTION: tuple[str, ...] = (
    "SPAN [là]* (thứ mấy|ngày mấy|ngày gì)|mấy giờ",
    "(sẽ|mai|chưa|đã|vừa|mới|đang|vẫn) (<mình>|<người>)* (gửi|nộp|trình|gởi) !(ai|chưa)",
    "nhắc [lại]* (<ta>)* (vào|lại)* [ngày|hôm]* SPAN|hỏi lại",
    "(mai|lát|chút nữa|tí nữa|tí|chiều|tối|sáng mai|tuần sau|sau|SPAN) [hãy|rồi]* nhắc [lại|<ta>]",
    "nhắc [lại]* (<ta>)* (sau|lại sau|vào)",
    "(<cho>|xin)* (đã|vừa|mới) nhắc !(ai|ai chưa)",
    "(đừng|khỏi|không|chưa|thôi|ngưng|ngừng|dừng) [cần|phải]* <nhắc>",
)

HELP = (
    "help|trợ giúp|cách dùng|cách sử dụng|hướng dẫn sử dụng|hướng dẫn dùng|^ (<lịch sự>|<ta>|xem|cần|xin|"
    "cho)* hướng dẫn (<ta>|<lịch sự>|sử dụng|dùng|xem|?)* $|hdsd|"
    "(dùng|sử dụng|xài|hỏi|gõ|nhắn) [bot|nó|cái này|này]* (thế nào|như thế nào|sao|ra sao|cách nào|kiểu gì|làm sao)|(làm|dùng|"
    "xài|"
    "biết) (thế nào|sao) để|"
    "(bot|em|mày|máy|hệ thống|bạn|mi|cái này|this|you)* (làm được|giúp được|biết làm|biết|hỏi được|trả lời được|hỗ trợ được|"
    "hỗ trợ|làm) [những|cái|được]* (gì|những gì|việc gì|chuyện gì) (<lịch sự>|vậy|thế|nhỉ|cho <ta>|được|hả|?)* $|"
    "(hỏi|gõ|nhắn|viết) [em|bot|được|những]* (gì|những gì|câu gì|lệnh gì|lệnh nào|câu nào)|(có|các|những) (lệnh|câu lệnh|"
    "chức năng|tính năng) "
    "(nào|gì|gì nữa)|(chức năng|tính năng|câu lệnh|menu) (nào|gì|$)|lệnh (nào|gì)|(các|những) (lệnh|chức năng|tính năng)|"
    "menu|how to use|(hướng dẫn|bày|dạy) <ta> (cách|xuất|lấy|tra|xem)|mới dùng|(chưa|không) biết (xài|dùng|sử dụng)|"
    "what can you do|how do i|commands|chỉ <ta> (cách|dùng)|cách (hỏi|xem|tra|tra cứu) [như]* (thế nào|sao)*"
)

NUDGE = (
    "^ (<lịch sự>|<ta>|cho|gửi)* nhắn (cho|tới|đến|với|giúp)* AGENCY",
    "^ (<lịch sự>|<ta>|cho|gửi|cần|muốn|tự|thôi|rồi|thì|can you|bây giờ|giờ)* (<nhắc>) !(rồi|mà) [lại|giúp|giùm|dùm|hộ|thêm|"
    "luôn|"
    "ngay|gấp|tiếp]*",
    "(gửi|nhắn|bắn|phát) (lời nhắc|tin nhắc|nhắc nhở|tin|nhắc việc|nhắc|reminder) [lại|nhở|đôn đốc]* [cho|tới|đến|về]*",
    "(AGENCY|CODE|TITLE) [thì|này]* (<nhắc>) [lại|giúp|giùm|hộ|họ|luôn|ngay|đi]* (<ta>|<lịch sự>|họ)* $",
)
# What may be nudged; "nhắc em" alone wishes for something else.
NUDGED = "AGENCY|CODE|TITLE|GROUP|STATUS|<ai>|người|họ|tất cả|cả loạt|hết|everyone|đầu mối|<việc>"

FORMATS: tuple[tuple[str, str], ...] = (
    ("xlsx", "excel|exel|excell|xlsx|xls|bảng tính|spreadsheet|exc"),
    (
        "ics",
        "ics|ical|icalendar|(để)* (thêm|lưu|nhập|bỏ|đưa|cài) (vào|vô) (điện thoại|máy|lịch)|google calendar|outlook|calendar|"
        "file lịch|"
        "tệp lịch|(xuất|tải|đồng bộ|nhập|lưu|thêm) [vào|"
        "file|ra|cái]* lịch|"
        "lịch (điện thoại|google|iphone)",
    ),
    ("png", "png|jpg|jpeg|=ảnh|hình ảnh|(tấm|file|bằng|dạng|thành) (hình|ảnh)|image|picture|screenshot|infographic"),
    ("docx", "word|docx|doc|wrod|w0rd|văn bản word"),
)
EXPORT = (
    "<cho> [<ta>|cái|một|giúp|giùm|dùm|bản|ra|lại|hộ|về|xem|bảng|file]* (báo cáo|bc|bản báo cáo|report)|"
    "^ (<lịch sự>|<ta>)* (bản|file)* (báo cáo|report) [tổng hợp|tổng kết|sơ kết|định kỳ|kết quả|tiến độ|tình hình|"
    "cải cách hành chính|công tác]* "
    "[của|về|cho]* (SPAN|AGENCY|GROUP|nhanh|$)|«(?<!qua² )(?<!qua )(?<!đê¹ )(?<!de )(?<!san³ )»(xuất|"
    "tải|export|kết xuất|trích xuất|download) !(hiện|sắc)|"
    "(<cho>) [<ta>|một|cái|bản|giúp]* (<tệp>) !(gì|nào|ghi|này)|SPAN (báo cáo|report) $|^ (<tệp>) [tổng hợp|báo cáo|"
    "danh sách]* (SPAN|AGENCY|GROUP)|"
    "(sơ kết|tổng kết) [công tác]* SPAN"
)
# A period that there is not; chat spelling reads "quý V" as "quý vậy".
NO_PERIOD = r"(quý|tháng) (vậy|«\d+ »)"
# A sentence that stops in the middle.
HALF = (
    "(AGENCY|CODE|GROUP|SPAN|TITLE|STATUS|<việc>) [này|đó]* (thì|của|và|là|để|nếu|mà|vì|do|hay|cho|hoặc|nhưng|khi) (.|,|ạ)* $"
)

ASKED_FOR = "<cho>|<tệp>|export|ra"
REPORT = "báo cáo|report|sơ kết|tổng kết"
CHART = (
    "biểu đồ|bảo đồ|đồ thị|chart|charts|graph|sơ đồ|dashboard|biểu diễn|«(?<!vui )»=vẽ (cho|giúp|giùm|ra|cái|hình|tiến độ|"
    "cột|<ta>)|^ ve (bieu do|cho|giup|tien do|hinh)|hình vẽ|thống kê bằng hình|diagram|"
    "trực quan|cột tiến độ"
)

STATUSES: tuple[tuple[str, str], ...] = (
    (
        "no_response",
        "(phản hồi|trả lời|hồi âm|rep|reply) [gì|lại|bên mình]* chưa|"
        "(chưa|không|chậm|trễ|k|chẳng|chả|chưa thấy|không thấy|chưa có) [ai|thấy|hề|có|chịu|kịp|gửi|nộp]* "
        "(phản hồi|trả lời|hồi âm|hồi đáp|rep|nhắn lại|báo lại|lên tiếng|có ý kiến|xác nhận|báo cáo|báo tin|nói gì|ừ hử|"
        "trả lời tin|"
        "reply|phúc đáp|cập nhật|báo gì|động tĩnh|tương tác|đọc tin|nhận tin|response|ý kiến) [lại|gì|kết quả|tiến độ|"
        "tình hình|nào]*|"
        "im lặng|còn im [lặng]|im luôn|im re|im lìm|im hơi|im ru|im thin thít|bặt tăm|mất hút|no response|not replied|silent|"
        "(chưa|không|chẳng) nói năng gì|biệt tăm|no reply|not answered|chờ phản hồi",
    ),
    (
        "extension",
        "(xin|đề nghị|đề xuất|yêu cầu|muốn|đòi|xin phép) [được]* (lùi|gia hạn|dời|hoãn|giãn|kéo dài|thêm|nới|khất) [lại|"
        "hạn|thời hạn|thời gian|ngày|"
        "tiến độ]*|gia hạn|lùi hạn|dời hạn|hoãn hạn|giãn hạn|lùi thời hạn|lùi thời gian|khất hạn|thêm hạn|nới hạn|"
        "xin hoãn|xin lùi|"
        "extension|extensions|extend",
    ),
    (
        "overdue",
        "(quá|trễ|lố|muộn|chậm|vượt|lỡ|bể|lụt|lút|vỡ|hụt|đã hết|đã qua|cháy) [mất]* (<hạn>)|hết hạn (rồi|mà)|chậm trễ|"
        "trễ nải|quá ngày|"
        "«(?<!săp² )(?<!sap )(?<!gân¹ )(?<!gan )»trễ|chậm !(lại|mà chắc)|(bị|còn|đang)* (=nợ|tồn đọng|no viec) [việc|"
        "nhiệm vụ]*|đèn đỏ|báo đỏ|overdue|late|"
        "delayed|past due|"
        "chưa xong mà [đã]* (hết|quá) hạn|bê trễ|ì ạch|quá date|qua han|quá deadline|muộn",
    ),
    (
        "due_soon",
        "(gần|sắp|sát|cận|gần sát|chuẩn bị|sắp sửa|chớm) [đến|tới|hết|vào|tới ngày]* (<hạn>|ngày nộp|ngày hạn)|(sắp|"
        "gần) (phải nộp|phải xong|"
        "phải làm|tới ngày|tới kỳ|đến ngày|đến kỳ|đến lúc|quá hạn|trễ hạn|hết giờ|cháy hạn|phải hoàn thành|trễ)|due soon|"
        "upcoming|cận ngày|gấp nhất|gần nhất|cấp bách|"
        "nước tới chân|sát nút",
    ),
    (
        "not_started",
        "(chưa|không|chẳng|chưa thấy|chưa chịu|k) [ai|có|được|hề|thấy|chịu|kịp|đơn vị nào]* (bắt đầu|làm|triển khai|"
        "thực hiện|khởi động|động tay|động đến|động|đụng|"
        "bắt tay|tiến hành|xử lý|manh nha|nhúc nhích|started|khởi công|tổ chức|giải quyết) [gì|tới|vào|đến|nào|ai]*|"
        "not started|giậm chân tại chỗ|chưa (đâu vào đâu|có gì|đi đến đâu)|bỏ không|chưa (được giao|phân công)",
    ),
    (
        "blocked",
        "vướng mắc|vướng|khó khăn|trở ngại|=kẹt|(dang|bi|con) ket|ket (o|ben|cho)|=tắc|bế tắc|ách tắc|nghẽn|mắc kẹt|mắc ở|"
        "trục trặc|blocked|stuck|"
        "cần (tháo gỡ|gỡ|hỗ trợ|giúp|can thiệp|chỉ đạo)|bị dừng|đình trệ|chờ tháo gỡ|bí|kêu khó|gặp khó|than khó|cản trở",
    ),
    (
        "in_progress",
        "(đang|còn đang|vẫn đang|hiện đang) (làm|triển khai|thực hiện|xử lý|tiến hành|chạy|dở|giải quyết|hoàn thiện|"
        "tham mưu|theo)|dở dang|dang dở|"
        "làm dở|đang dở|in progress|ongoing|đang trong quá trình|còn dở|làm dang dở|đang tiến hành|"
        "trong quá trình [thực hiện|triển khai]*|"
        "(đã|được) (triển khai|bắt đầu)",
    ),
    (
        "done",
        "«(?<!chưa )(?<!chua )(?<!không )(?<!phai³ )(?<!phai )(?<!cân¹ )(?<!can )(?<!chưa lam¹ )»(đã|được|vừa|mới)* [làm|"
        "có|báo]* "
        "(xong xuôi|xong|hoàn thành|hoàn tất|done|completed|finished|kết thúc|về đích) !(chưa|hết chưa|rồi chưa|trước|"
        "trong|hay chưa|SPAN chưa)",
    ),
)
# A period beside these is when it is due, not how it stands.
DUE = (
    "(đến|tới|hết|có|phải|ra)* (hạn|thời hạn|hạn chót|deadline) [nộp|chót|cuối|trong|vào|là|của]*|"
    "phải (nộp|xong|hoàn thành|làm|trình|ban hành|báo cáo)|due"
)

DUE_NOW = "(đến|tới|hết) (hạn)|phải nộp"

OVERVIEW = (
    "(<ai>) (làm|nào)* (tốt nhất|kém nhất|chậm nhất|nhanh nhất)|toàn tỉnh|cả tỉnh|toàn bộ|tổng quan|tổng thể|tổng hợp|"
    "nhìn chung|toàn cảnh|bức tranh|overview|summary|overall|"
    "tóm tắt|tóm lại|tình hình|"
    "bao nhiêu (phần trăm|%)|mấy (phần trăm|%)|phần trăm|(tiến độ|kế hoạch|tình hình|mọi việc|công việc|"
    "cải cách hành chính|cchc) [chung|năm nay|của tỉnh|"
    "hiện nay|giờ]* (ra sao|sao rồi|thế nào|tới đâu|đến đâu|sao|như thế nào)|tiến độ|(tới|đến|đi đến|đi tới) đâu [rồi]|"
    "(ra sao|sao|thế nào) rồi|"
    "tỷ lệ|tỉ lệ|kết quả chung|số liệu chung|thống kê|progress|status|how are we doing|how far|"
    "(được|làm được|xong được|hoàn thành được|đạt|đạt được) (bao nhiêu|mấy) [việc|phần|rồi]*|kế hoạch năm nay|kết quả|(ở|"
    "đứng) đâu so với"
)

# A share is asked for: "hoàn thành" here is no status.
SHARE = (
    "(bao nhiêu|mấy) (phần trăm|%|phần)|phần trăm|tỷ lệ|tỉ lệ|(xong|hoàn thành|làm) [được]* (bao nhiêu|"
    "mấy) (việc|nhiệm vụ)* (rồi|?|$)"
)

# Words that show a list is wanted.
ASKS_LIST = (
    "tổng hợp|báo|ds|<ai>|<việc>|nào|gì|danh sách|liệt kê|list|show|xem|coi|những|các|bao nhiêu|mấy|kể|tìm|lọc|tra|"
    "có … không|có … chưa|có ai|có gì|?|which|what|"
    "any|hiển thị|đếm|thống kê|sao rồi|thế nào|ra sao|tới đâu|đến đâu|tình hình|tiến độ|chưa $|kiểm tra xem|hả|à $|đưa|"
    "cho (<ta>)* (xem|coi|biết)"
)
# The writer speaks of the own work: a report, unless something is asked for.
OWN_WORK = (
    "(<việc>) (này|đó|ni|nầy)|^ (<lịch sự>|<ta>)* (đã|vừa|mới|sẽ|đang|chưa|=chờ|đợi|thiếu|không|chẳng|bị|nhờ gửi|hỏi bên|"
    "hỏi) |"
    "(AGENCY) (phụ trách|chủ trì|làm) (<lịch sự>|<việc>|chứ|chớ|mà)* $|STATUS (ở|bên !(GROUP|TITLE)|do «(?!$)»|về|với|vì|tại|"
    "AGENCY)|"
    "nhờ (<ta>)* gửi|"
    "(bên|đơn vị|sở|phòng|phía|cơ quan|huyện|chi cục) (em|mình|tôi|chúng tôi|tui)|(chúng em|chúng tôi|chúng mình)|"
    "^ (dạ|vâng|ạ|anh ơi|chị ơi|a|,|.)* (em|mình|tôi|tui) [xin|báo|báo cáo|thì|đã|đang|chưa|bị|còn|vẫn|mới|vừa|cũng]* "
    "!(muốn|cần|hỏi|nhờ|xem|coi|tìm|tra)|(em|dạ) (báo|báo cáo|xin) !(?)|(cho|xin) (em|tôi|mình) (gia hạn|lùi|xin|thêm|"
    "khất|hoãn)|"
    "(nhận được|đã nhận|đã gửi|đã nộp|đã trình|đã ký|đã ban hành|đã báo cáo|vừa gửi|vừa nộp|mới gửi|gửi rồi|nộp rồi|"
    "trình rồi|ban hành rồi|ký rồi)"
)
# "Việc chưa làm", "việc quá hạn trong quý I": a name for a list and no sentence.
NAMES_A_LIST = (
    "^ (<lịch sự>)* [các|những|mấy]* (<việc>) [mà|đang|còn|của|(hạn|đến hạn)|SPAN]* (STATUS|AGENCY|GROUP) [trong|"
    "của|thuộc|ở|và|tại]*"
)
# The noun alone is what a list is called: who is in difficulties says so with a verb.
NOUNS = "^ (các|những)* (vướng mắc|khó khăn|khó khăn vướng mắc|đề nghị gia hạn|=quá hạn) [?]* $"
# So short that it can only be the name of a state. "Xong", "xong rồi" are somebody's report.
BARE = "^ (đã hoàn thành|đang (thực hiện|triển khai)|chưa (triển khai|thực hiện|bắt đầu)|không phản hồi) $"
# "Xong" is a list only where many are asked for: "đã xong đâu", "xong thì sao" are talk.
LISTS_DONE = (
    "(những|các|danh sách|ds|liệt kê|lọc|xem|coi|bao nhiêu|mấy|tìm|list) [<việc>|<ai>|nào|gì|đã|nào đã|SPAN]* STATUS|(<việc>|"
    "<ai>) nào … STATUS|"
    "ai [đã|là|làm|đơn vị nào]* STATUS|STATUS [được|hết]* (những|các|mấy|bao nhiêu|gì|việc gì|việc nào|cái nào|cái gì|"
    "nhiệm vụ nào|nhiệm vụ gì)|"
    "(có|cái gì|gì) [<việc>|gì|nào]* [đã]* STATUS (rồi|chưa)* (không)* $"
)
ASKS = (
    "nào|gì|ai|không $|chưa (em|anh|chị|ạ|vậy|nhỉ)* $|?|bao nhiêu|mấy|sao|thế nào|đâu|cho (<ta>)* (xem|coi|biết|hỏi|cái|bảng|"
    "bức)|xem|coi|danh sách|liệt kê|hỏi|hả"
)
# A statement behind a code or a title: somebody reports.
REPORTS = (
    "(xong|hoàn thành|hoàn tất|done|gửi|nộp|trình|ký|ban hành) [hết|xong]* (rồi|r) |(đã|vừa|mới) (<làm>|xong|hoàn thành|có)|"
    "^ (CODE|TITLE|,|.|<việc>)* (xong|done|hoàn thành|chưa xong|chưa làm|chưa|đang làm|đang triển khai|đang|vướng|gia hạn|"
    "xin|chờ|bận|trễ|lùi|không kịp|kẹt|"
    "sắp xong|gần xong|được|hết|dự kiến|sẽ) !(gì|không|nào)|(xong|hoàn thành) (CODE|TITLE)|xin (lùi|gia hạn|dời|thêm)|"
    "(chờ|thiếu|hết) (kinh phí|ý kiến|AGENCY)|STATUS (vì|do|tại|bởi)"
)

# Words a question may also hold. What is not here makes a sentence something else than a short question.
FILLER = (
    "bao nhiêu|bao gồm|gồm|số liệu|số lượng|chủ tịch|bí thư|cải cách hành chính|cchc|chung|chạy|"
    r"(kế hoạch|quyết định) [số] «\d{1,4} »|đạt|nói [nhanh]|để <ta> (báo cáo|trình|họp)|%|"
    "nắm|báo|ds|<ta>|<lịch sự>|<ai>|<việc>|<hạn>|nào|gì|có|không|chưa|rồi|sao|thế|vậy|là|của|"
    "trong|vào|ở|tại|cho|hỏi|xem|"
    "coi|xin|biết|muốn|cần|những|các|cả|mọi|"
    "tất cả|hết|toàn bộ|mấy|danh sách|liệt kê|list|show|kể|tìm|lọc|tra|tra cứu|kiểm tra|tình hình|tiến độ|"
    "thế nào|như thế nào|ra sao|tới đâu|đến đâu|đâu|"
    "đang|còn|bị|được|phải|mà|thì|và|với|hay|hiện|giờ|bây giờ|hiện nay|hiện tại|nay|đến|tới|hạn|nộp|làm|xong|hoàn thành|"
    "báo cáo|thực hiện|triển khai|kết quả|"
    "lên|ra|lại|về|từ|kỳ|đợt|riêng|thôi|đó|đây|kia|ấy|vẫn|cũng|chỉ|sự|bên|phía|theo|thuộc|nhóm|phần|lĩnh vực|mảng|đối với|"
    "số|số lượng|nhiều|ít|nhất|"
    "hàng|mỗi|đưa|gửi|lấy|mở|hiển thị|thống kê|tổng hợp|tổng|chi tiết|cụ thể|nội dung|thông tin|chuyện|tên|danh mục|bảng|"
    "rõ|giao|chủ trì|phụ trách|đầu mối|"
    "hả|à|nhỉ|ha|hen|ta|đã|sẽ|sắp|gần|phải làm|trình|ban hành|tới hạn|đến hạn|vừa|mới|nữa|khác|đơn vị|sở|ngành|huyện|ban|"
    "cơ quan|toàn tỉnh|tỉnh|kế hoạch|"
    "the|of|in|is|are|for|to|at|on|by|any|what|which|with|there|all|me|tasks|how|do|we|have|has|tui|người|văn bản|"
    "sản phẩm|lịch|"
    "vấn đề|điểm|chỗ|lý do|khó|việc gì|dữ liệu|số liệu|cập nhật|mới nhất|đánh giá|giai đoạn|thời gian|khoảng|thời điểm|"
    "nhắc|bot|nhé|nhờ|qua|lần|nhanh|gấp|"
    "SPAN|AGENCY|GROUP|CODE|TITLE|STATUS|SMILE|,|.|?|&|:"
)
# Without anything else it is still a list that is asked for.
EVERYTHING = (
    "còn [lại] (bao nhiêu|mấy) <việc>|(danh sách|liệt kê|list|show|xem|coi|toàn bộ|tất cả|hết) [<ta>|cho|các|những|mọi|tất cả|"
    "toàn bộ|danh sách]* <việc>|"
    "(<việc>|<ai>) [nào|gì|còn|mà|vẫn|là|thì|đang]* (chưa xong|chưa hoàn thành|còn lại|chưa hoàn tất)|(còn|những|"
    "các) (<việc>) (nào|gì|còn|chưa)|"
    "(còn|những) (gì|việc gì) (chưa|phải)|danh sách"
)
