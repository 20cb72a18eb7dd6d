"""What earns a *done*. A wrong done is the worst error of the product, so here the burden is turned around.

A message is done when it holds a claim (CLAIMS) and every other word of it is known to change nothing (NEUTRAL): politeness, who
speaks, the work itself, a document, a day gone by. One unknown word of substance and the bot asks instead. Both tables are in
the language of `phrase.py`; to let a new word stand beside a done, add it to NEUTRAL with its line in the corpus.
"""

from bot.understanding.classes import CLASSES
from bot.understanding.phrase import compiled, replace
from bot.understanding.words import Word, line

_CLASSES = CLASSES | {
    "đã": "đã|vừa|mới|vừa mới|cũng đã|nay đã|đều đã|đã được|được|cơ quan đã|i have|we have|have|has been|is|its|all|have been|was|we are|everything is",
    "làm": "làm|thực hiện|triển khai|xử lý|giải quyết|tổ chức|tham mưu|ban hành|ký ban hành|ký|phát hành|công bố|nộp|nộp báo cáo|"
    "báo cáo|phê duyệt|phát sóng|công khai|đăng tải|gửi báo cáo",
    # a verb that is the end of the work: "đã ban hành" needs no "xong"
    "kết thúc": "ban hành|ký ban hành|ký|phát hành|công bố|nộp|nộp báo cáo|phê duyệt|được phê duyệt|được ban hành|được ký|được duyệt|"
    "phát sóng|gửi báo cáo|thực hiện|làm|xử lý|giải quyết|hoàn thành|hoàn tất|thực hiện hoàn thành|trình ký xong|gửi văn bản chính thức",
    "sản phẩm": "quyết định|báo cáo|kế hoạch|văn bản|công văn|tờ trình|thông báo|đề án|nghị quyết|kết luận|biên bản|hướng dẫn|"
    "phương án|quy chế|quy định|chương trình|danh mục|báo cáo kết quả|văn bản chính thức|bản chính thức",
}

CLAIMS = (
    (
        "xong",
        "[<đã>] [<làm>] [là] (xong|hoàn thành|hoàn tất|done|finished|completed) [xong|xuôi|hết|cả|việc] [tất cả|hết] [rồi]",
    ),
    ("hoàn thành việc này", "[<đã>] thực hiện xong [rồi]"),
    (
        "100%",
        "[<đã>] [xong|hoàn thành|đạt|được|tiến độ|làm được|làm xong|hoàn thành được] [tiến độ|là]* FULL [xong|rồi|kế hoạch|khối lượng|tiến độ|công việc]*",
    ),
    ("đã ban hành", "<đã> <kết thúc> [<sản phẩm>] [xong|rồi|hết]"),
    ("ban hành rồi", "<kết thúc> [<sản phẩm>|DOC] [xong] rồi"),
    ("đã gửi báo cáo", "[<đã>] (gửi|nộp|ban hành|ký|có|phát hành|ra|ký ban hành|công bố) (<sản phẩm>|số|DOC|cả)* DOC [rồi]"),
    ("đã có quyết định", "(đã có|có|đã ra) (quyết định|báo cáo|kết luận|nghị quyết|quyết định chính thức) [rồi]"),
    ("DOC đã ký", "DOC [<sản phẩm>] [<đã>] (ký|ban hành|phát hành|công bố) [rồi]"),
    ("5/5 việc", "WHOLE [việc|nhiệm vụ|nội dung|mục|đơn vị|xã|huyện|hoạt động|phường|cơ quan]"),
)
_BARE_EVENT = ("ban hành DOC", "(ban hành|ký|phát hành|công bố|phát sóng|nộp|ký ban hành) [<sản phẩm>] (DOC|PAST)")

NEUTRAL = (
    ("gọi tên", "(anh|chị|cô|chú|bác|ông|bà|đồng chí|em|sếp) NAME (NAME)* (ơi|ạ|nhé|nha|,|.|$)"),
    ("không vướng gì", "CLEAR|(không|chẳng) còn gì (nữa)*"),
    ("số gửi sau", "[còn] (văn bản|số văn bản|số|số hiệu|quyết định|báo cáo) [<mình>] [sẽ] (gửi|bổ sung|cập nhật|báo) sau|(sẽ)* bổ sung (văn bản|số|số văn bản|sau)*|quên (báo|chưa báo|trả lời|cập nhật)"),
    ("ai nói", "<mình>|(em|tôi|mình|sở|đơn vị|bên em|phòng em)* [xin|xin phép] (báo cáo|báo|thông báo|trả lời|phản hồi|thông tin) [lại|với|đến|tới]* (<người>)* [là|rằng|như sau|,]|xin (báo cáo|báo|thông báo)"),
    ("việc này", "(việc|công việc|nhiệm vụ|nội dung|hoạt động|mục|cái|vụ|cái vụ|kế hoạch|báo cáo) (này|đó|ấy|trên|được giao|nêu trên|này này|kia)|công việc|nhiệm vụ|việc|được giao|theo (kế hoạch|yêu cầu|chỉ đạo|quy định|phân công|đúng kế hoạch)|theo đúng (kế hoạch|quy định|yêu cầu)"),
    ("cả 3 việc", "(cả|hết|đủ) («\\d{1,2} »|hai|ba|bốn|năm|sáu|bảy|tám) [việc|mục|nội dung|nhiệm vụ|cái|hoạt động]|(«\\d{1,2} »|hai|ba|bốn|năm) (việc|mục|nhiệm vụ|cái|nội dung|hoạt động) (đều|này|trên)*|(cả|hết|tất cả) (việc|các việc|mọi việc|các nhiệm vụ|nhiệm vụ|các nội dung)"),
    ("cơ quan", "ubnd (tỉnh|huyện|xã|thành phố)|uỷ ban nhân dân (tỉnh|huyện|xã|thành phố)|chủ tịch [ubnd] [tỉnh|huyện|xã]|phó chủ tịch|giám đốc [sở]|lãnh đạo (sở|tỉnh|ubnd tỉnh|văn phòng|huyện)|sở (nội vụ|tư pháp|tài chính|xây dựng|y tế|công thương|kế hoạch và đầu tư|khoa học và công nghệ|thông tin và truyền thông|tài nguyên và môi trường|giáo dục và đào tạo|giao thông vận tải|ngoại vụ)|văn phòng ubnd [tỉnh]|tỉnh|đài phát thanh [-|và|,] truyền hình"),
    ("ngày đã qua", "[từ|vào|ngày|hôm|trong|của|kỳ|hồi] (PAST|PASTPERIOD) [rồi]|(từ|hồi) [tuần|tháng] (trước|nãy)|tuần (trước|rồi|vừa rồi)|tháng (trước|rồi|vừa rồi)|hôm (trước|nọ|rồi|bữa)|bữa (trước|nay|kia)|mấy hôm trước|hồi hôm"),
    ("trước hạn", "(đúng|trước|trong) (hạn|thời hạn|tiến độ|kế hoạch)"),
    ("sản phẩm", "<sản phẩm>|DOC|số|ký hiệu|số hiệu|sản phẩm|kết quả|chính thức|theo DOC|tại DOC|file|đính kèm|kèm theo|năm 2024|có|ra|gửi kèm"),
    ("lời lịch sự", "<ạ>|<người>|dạ|vâng|ừ|uh|ờ|thưa|kính|kính gửi|ok|oki|yes|rõ|TICK|SMILE|THANKS|cảm ơn|cám ơn|thank|thank you|you|đồng chí|please|sir|hi|hello|xin chào|chào"),
    ("trọn vẹn", "rồi|xong|hết|hết rồi|cả|tất cả|toàn bộ|hoàn toàn|đầy đủ|trọn vẹn|luôn|đều|cũng|thì|là|đã|nay|hiện|hiện nay|hiện tại|đến nay|tới nay|đến giờ|bây giờ|xuôi|hẳn|mọi|mọi thứ|lâu rồi|từ lâu|từ lâu rồi|nãy giờ|hồi nãy|lúc nãy|cuối cùng|nhanh|sớm|êm|ổn|ổn thoả|rất|thật|vừa|mới|vừa mới|lại|tốt|all|everything|it|already|just|now|is|it is|its|task|the|this|work|job|we|i|we have"),
)
# A day that is today or a bare weekday goes with a claim only where the claim says that it is past.
_PAST_MARK = compiled("đã|rồi|vừa|mới|from|already", CLASSES)
_TODAY = compiled("[từ|vào|trong|lúc|hồi|của|kỳ] (TODAY|THISPERIOD)", CLASSES)
_WEEKDAY = compiled("(đã) … <xong> … [từ|vào|hôm] WEEKDAY", CLASSES)

_CLAIMS = tuple(compiled(phrase, _CLASSES) for _, phrase in (*CLAIMS, _BARE_EVENT))
_NEUTRAL = tuple(compiled(phrase, _CLASSES) for _, phrase in NEUTRAL)


def is_done(words: list[Word]) -> bool:
    """Whether every word of the message is consistent with a finished task, and at least one claims it."""
    past = bool(_PAST_MARK.search(line(words)))
    for pattern in _CLAIMS:
        words = replace(words, pattern, "DONE")
    if not any(word.key == "DONE" for word in words):
        return False
    for pattern in _NEUTRAL:
        words = replace(words, pattern, "SAME")
    if past:
        words = replace(words, _TODAY, "SAME")
    return all(word.key in {"DONE", "SAME"} for word in words)


def claims_done(words: list[Word]) -> bool:
    """Whether the message speaks of a finished task at all, believed or not."""
    return any(pattern.search(line(words)) for pattern in _CLAIMS)
