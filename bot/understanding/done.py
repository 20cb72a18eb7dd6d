"""What earns a *done*. A wrong done is the worst error of the product, so here the burden is turned around.

A message is done when it holds a claim (CLAIMS) and every other word of it is known to change nothing (NEUTRAL): politeness,
who speaks, the work itself, a document, a day gone by. One unknown word of substance and the bot asks instead. Both tables are
in the language of `phrase.py`; to let a new word stand beside a done, add it to NEUTRAL with its line in the corpus.
"""

from bot.understanding.answer import Document
from bot.understanding.classes import CLASSES
from bot.understanding.phrase import compiled, replace
from bot.understanding.telex import is_syllable
from bot.understanding.words import Word, line

_CLASSES = CLASSES | {
    "đã": "đã|vừa|mới|vừa mới|cũng đã|nay đã|đều đã|đã được|i have|we have|have|has been|have been|weve|ive|been|is|its|was|"
    "all|we are",
    "làm": "làm|thực hiện|triển khai|xử lý|giải quyết|tổ chức|tham mưu|ban hành|ký ban hành|ký|phát hành|công bố|nộp|"
    "nộp báo cáo|báo cáo|phê duyệt|phát sóng|công khai|đăng tải|gửi báo cáo|chốt|phát|tích hợp|số hoá|cài đặt|lắp đặt|"
    "kiện toàn|thành lập|sơ kết|tổng kết|niêm yết",
    # a verb that is the end of the work: "đã ban hành" needs no "xong"
    "kết thúc": "được ký ban hành|ký ban hành|ban hành|ký|phát hành|công bố|nộp báo cáo|nộp|phê duyệt|được phê duyệt|"
    "được ban hành|được ký|được duyệt|phát sóng|gửi báo cáo|hoàn thành|hoàn tất|công khai|đăng tải|niêm yết|nghiệm thu|thanh "
    "lý|quyết toán|thông qua|"
    "được thông qua|được công bố|nghiệm thu thanh lý|đưa vào sử dụng|đưa vào vận hành|kiện toàn|thành lập",
    "đơn vị": "việc|nhiệm vụ|nội dung|mục|đơn vị|xã|huyện|hoạt động|phường|cơ quan|sở|ban|ngành|thành phố|thị xã|thị trấn|tp|"
    "tx|tt|địa phương",
    "sự kiện": "(hội nghị|lớp tập huấn|tập huấn|hội thảo|hội thi|cuộc thi|kỳ thi|toạ đàm|diễn đàn|lễ phát động|lễ ra quân|"
    "buổi đối thoại|"
    "đối thoại|hội nghị đối thoại|phiên giải trình|lớp bồi dưỡng) [tập huấn|tuyên truyền|triển khai|cải cách hành chính|cchc|"
    "NAME]*",
    # a verb that "mới" makes a beginning: "mới làm"
    "việc làm": "thực hiện|làm|xử lý|giải quyết|thực hiện hoàn thành",
    "sản phẩm": "(công văn|văn bản) (trả lời|phúc đáp)|quyết định|báo cáo|kế hoạch|văn bản|công văn|tờ trình|thông báo|đề án|"
    "nghị quyết|kết luận|biên bản|"
    "hướng dẫn|"
    "phương án|quy chế|quy định|chương trình|danh mục|báo cáo kết quả|văn bản chính thức|bản chính thức",
    "nơi nhận": "sở|sở nội vụ|văn phòng [ubnd] [tỉnh]|ubnd [tỉnh|huyện|xã]|tỉnh|lãnh đạo|anh|chị|anh chị",
    "qua ai": "tham mưu|cho|ubnd|chủ tịch|tỉnh|lãnh đạo|uỷ ban nhân dân",
}

CLAIMS = (
    ("tick xong giúp em", "TICKDONE|(cập nhật|ghi|ghi nhận) [là|trạng thái|giúp]* đã (xong|hoàn thành)"),
    (
        "công việc kết thúc tốt đẹp",
        "(công việc|nhiệm vụ|việc|mọi việc|việc này) [<đã>] (kết thúc|xong|hoàn thành) (tốt đẹp|thành công)|"
        "^ (<người>|<ạ>|dạ|ok|thưa|vâng|,|<mình>)* đã kết thúc|(công việc|nhiệm vụ|việc này|mọi việc) đã kết thúc|"
        "kết thúc (việc|nhiệm vụ|nội dung) này rồi|"
        "(công việc|nhiệm vụ|nội dung) [được giao|này]* đã [được] (thực hiện|triển khai) đầy đủ|"
        "(công trình|dự án|hạng mục|phần mềm|hệ thống) đã [được] nghiệm thu [,|và] bàn giao [và|,] đưa vào (sử dụng|vận hành|"
        "khai thác)|"
        "(công trình|dự án|hạng mục|phần mềm|hệ thống|mô hình) [đã|được]* nghiệm thu [,|và]* (bàn giao|quyết toán) xong [cả|"
        "hết] rồi",
    ),
    ("làm hết rồi", "làm hết [hết]* rồi|^ (<người>|<ạ>|dạ|ok|thưa|vâng|,)* đã (nộp|gửi) đủ [báo cáo] (<ạ>|rồi)* $"),
    (
        "đã tổ chức hội nghị ngày 12/3 rồi",
        "(đã|vừa|mới) tổ chức [xong|thành công] <sự kiện> [xong] [ngày|hôm|vào]* (PAST|rồi|xong)|"
        "<sự kiện> đã [được] tổ chức (xong|rồi|"
        "PAST)|"
        "<sự kiện> [đã] tổ chức xong",
    ),
    (
        "xong",
        "[tính là] [<đã>] [<làm>] [là] (dứt điểm|xong|hoàn thành|hoàn tất|done|finished|completed) [xong|xuôi|việc] [rồi]",
    ),
    ("hoàn thành việc này", "[<đã>] thực hiện xong [rồi]|finish rồi"),
    (
        "100%",
        "[<đã>] [xong|hoàn thành|đạt|được|tiến độ|làm được|làm xong|hoàn thành được] [tiến độ|"
        "là]* FULL [xong|rồi|kế hoạch|khối lượng|tiến độ|công việc]*",
    ),
    (
        "đã ban hành",
        "<đã> [<qua ai>]* <kết thúc> [<sản phẩm>] [xong|rồi|hết]|"
        "(đã|đã được|cũng đã|đều đã) <việc làm> !(<sản phẩm>) [rồi]|<việc làm> rồi",
    ),
    ("ban hành rồi", "<kết thúc> [<sản phẩm>|DOC] [xong] [vào|hồi|từ]* [PAST|TODAY] rồi"),
    (
        "đã gửi báo cáo",
        "[<đã>] (gửi|nộp|ban hành|ký|có|phát hành|ra|ký ban hành|công bố) (<sản phẩm>|số|DOC|cả)* DOC [rồi]",
    ),
    ("đã có quyết định", "(đã có|đã ra) (quyết định|báo cáo|kết luận|nghị quyết) [rồi]|có (quyết định|báo cáo|kết luận) rồi"),
    ("báo cáo đã gửi, số DOC", "(<sản phẩm>|văn bản) đã (gửi|nộp) (<ạ>|rồi)* [số|văn bản số]* DOC"),
    (
        "DOC gửi hôm 13/3 rồi",
        "DOC [<sản phẩm>]* [đã|vừa|mới|được]* (gửi|nộp|ký|ban hành|phát hành|công bố|thông qua|phê duyệt) (PAST|TODAY) [rồi]",
    ),
    (
        "DOC đã được thông qua",
        "DOC [<sản phẩm>]* đã [được]* [hđnd|ubnd|chủ tịch|tỉnh]* (thông qua|phê duyệt|ban hành|ký ban hành|ký|công bố)",
    ),
    (
        "đã đăng cổng thông tin",
        "<đã> đăng [tải] [lên|trên] (cổng [thông tin [điện tử]] [tỉnh|sở|huyện]|website|web|trang [thông tin] [điện tử|web]|"
        "fanpage) [rồi|xong]*|"
        "đăng [tải] [lên|trên] (cổng [thông tin [điện tử]]|website|web|trang web) (xong|rồi)",
    ),
    ("DOC đã gửi", "DOC đã (gửi|nộp) [rồi]|DOC (gửi|nộp) [đi] rồi"),
    (
        "đã gửi kết quả rồi",
        "(đã|vừa|mới) (gửi|nộp) (kết quả|sản phẩm|báo cáo kết quả) (cho|về|lên|tới|đến)* (<nơi nhận>) rồi|"
        "(đã|vừa|mới) (gửi|nộp) (kết quả|sản phẩm|báo cáo kết quả) rồi",
    ),
    ("complete", "(FULL|is|its|it is|all|task|now) complete|(mission|task|job|work) accomplished"),
    ("DOC đã ký", "DOC [<sản phẩm>] [<đã>] (ký|ban hành|phát hành|công bố) [rồi]"),
    ("5/5 việc", "WHOLE (<đơn vị>) [(,|và)* (<đơn vị>)]*|WHOLE"),
    ("cuối cùng cũng xong", "ATLAST"),
    ("rồi, 31/QĐ-SXD", "^ (dạ|vâng|<ạ>)* rồi (<ạ>|,)* [văn bản] [số] DOC"),
)
_BARE_EVENT = ("ban hành DOC", "(ban hành|ký|phát hành|công bố|phát sóng|nộp|ký ban hành) [<sản phẩm>] (DOC|PAST)")

NEUTRAL = (
    (
        "gọi tên",
        "(anh|chị|cô|chú|bác|ông|bà|đồng chí|em|sếp) NAME (NAME)* (ơi|ạ|nhé|nha|,|.|$)|"
        "(anh|chị|cô|chú|bác) «(?!DONE |SAME )[^\\W\\d]{2,}[¹²³⁴]? »(ơi|ạ)|"
        "(anh|chị|cô|chú|bác|đồng chí) NAME [NAME]* (bên|phòng|ở phòng|ở đơn vị|đơn vị) (em|mình|tôi|tui)|"
        "(anh|chị|cô|chú|bác|đồng chí) NAME [NAME]* «(?=DONE (?:viêc⁴ )?nay¹ )»",
    ),
    (
        "không vướng gì",
        "CLEAR|RECORDIT|REPORTING|WHYREMIND|(đừng|khỏi|không phải|không cần|không) [phải] lo [lắng|gì|nữa]*|(yên|an) tâm|"
        "DOCLATER|ALLPARTS|(không|chẳng) còn gì (nữa|hết|cả)*|(không có|chẳng có) [khó khăn|,|vướng "
        "mắc|vướng]* "
        "gì|LATERDOC|quên (báo|chưa báo|trả lời|cập nhật)|"
        "(đã|em|em đã) (nhận|nắm|rõ|biết) (ạ|tin|thông tin|được|rồi)* (,|.)",
    ),
    (
        "cả 3 việc",
        r"(cả|hết|đủ) («\d{1,2} »|hai|ba|bốn|năm|sáu|bảy|tám) [việc|mục|nội dung|nhiệm vụ|cái|hoạt động]|"
        r"(«\d{1,2} »|hai|ba|bốn|năm) (việc|mục|nhiệm vụ|cái|nội dung|hoạt động) (đều|này|trên)*|"
        "(cả|hết|tất cả) (việc|các việc|mọi việc|các nhiệm vụ|nhiệm vụ|các nội dung)",
    ),
    (
        "việc này",
        "(việc|công việc|nhiệm vụ|nội dung|hoạt động|mục|cái|vụ|cái vụ|kế hoạch|báo cáo) (này|đó|ấy|trên|"
        "được giao|nêu trên|này này)|(được|do) (ubnd [tỉnh|"
        "huyện]|chủ tịch [ubnd tỉnh]|lãnh đạo [sở]|cấp trên|tỉnh|sở <tên sở>) giao|"
        "(mọi|các) (việc|công việc|nhiệm vụ|nội dung)|"
        "công việc|nhiệm vụ|việc|(chỉ tiêu|mục tiêu) (được giao|đề ra|này)|được giao|theo (kế hoạch|yêu cầu|chỉ đạo|quy định|"
        "phân công|đúng kế hoạch)|"
        "theo đúng (kế hoạch|quy định|yêu cầu)",
    ),
    (
        "qua trục liên thông",
        "(qua|trên|bằng|vào|lên|tại) (trục [liên thông]|cổng [thông tin [điện tử]|dịch vụ công [trực tuyến]] [của]* "
        "[tỉnh|sở|huyện|xã]*|hệ thống [báo cáo]*|"
        "phần mềm [quản lý văn bản]*|mail|email|zalo|văn bản|đường văn thư|bưu điện|trang web|website|web|cổng ttđt|"
        "ioffice|vnpt)|"
        "(xác nhận|khẳng định|xin lỗi)|và|=vì|tại|bằng|của|SINCE|«(?<!toan¹ )(?<!toan )»bộ|trung ương|hđnd [tỉnh|"
        "huyện]*|nội dung|(thực hiện|theo) (ý kiến)* chỉ đạo|ý kiến chỉ đạo|văn thư|"
        "phường|thị trấn|close [task|ticket|giùm|giúp|it]*|sent|&",
    ),
    (
        "cơ quan",
        "(cho|về|lên|đến|báo cáo) (ubnd [tỉnh|huyện|xã]|sở <tên sở>|chủ tịch|lãnh đạo|văn phòng [ubnd] [tỉnh]|tỉnh)|"
        "ubnd (tỉnh|huyện|xã|thành phố)|uỷ ban nhân dân (tỉnh|huyện|xã|thành phố)|"
        "chủ tịch [ubnd] [tỉnh|huyện|xã]|phó chủ tịch|giám đốc [sở]|lãnh đạo (sở|tỉnh|ubnd tỉnh|văn phòng|"
        "huyện)|sở (nội vụ|tư pháp|tài chính|xây dựng|y tế|công thương|kế hoạch và đầu tư|"
        "khoa học và công nghệ|thông tin và truyền thông|tài nguyên và môi trường|giáo dục và đào tạo|"
        "giao thông vận tải|ngoại vụ)|văn phòng ubnd [tỉnh]|tỉnh|đài phát thanh [-|và|,] truyền hình",
    ),
    (
        "em xin báo cáo",
        "^ (<người>|<mình>|<ạ>|dạ|vâng|thưa|kính|kính gửi|NAME|SAME)* (xin|xin phép)* (báo cáo|báo|thông báo|trả lời|"
        "phản hồi|"
        "thông tin) [lại|với|đến|tới]* (<người>)* [là|rằng|như sau|,]*",
    ),
    (
        "và gửi Sở Nội vụ",
        "(và|,|để|đã) (gửi|nộp|báo cáo|chuyển) [kết quả|báo cáo|văn bản|sản phẩm|hồ sơ]* [cho|về|lên|tới|đến]* (ubnd [tỉnh|"
        "huyện|xã]|sở <tên sở>|"
        "văn phòng [ubnd] [tỉnh]|cấp trên|lãnh đạo|các phòng|các đơn vị|DONE|SAME)",
    ),
    ("ai nói", "SORRY|<mình>|xin báo cáo|[<mình>] gửi (<người>)* (DOC|<sản phẩm> DOC)"),
    (
        "hôm trước",
        "(từ|hồi) (sáng|trưa|chiều|hôm qua)|(từ|hồi) [tuần|tháng] (trước|nãy)|tuần (trước|rồi|vừa rồi)|tháng (trước|rồi|"
        "vừa rồi)|"
        "(PAST|bữa trước|hôm trước|tuần trước|hồi sáng) (SAME|<mình>)* (báo|nhắn) [là] «(?=DONE )»|hổm rày|mấy (bữa|hôm|"
        "ngày) (nay|rày)|đầu (tuần|tháng)|last (week|month)|hôm (trước|nọ|rồi|bữa|tê)|bữa (trước|nay|"
        "kia|tê|hổm|rồi)|(tuần|tháng) (trước|rồi)|mấy hôm trước|hồi hôm",
    ),
    (
        "trước hạn",
        r"(đúng|trước|trong) (hạn|thời hạn|thời gian [quy định]|tiến độ|kế hoạch) [(«\d{1,2} »|nửa|một|hai|ba|gần)* (ngày|"
        r"tuần|hôm|"
        r"tháng)]|(bảo đảm|đảm bảo|đạt) (chất lượng|tiến độ|thời hạn|thời gian|yêu cầu|và|SAME|,)*|đến thời điểm (này|"
        r"hiện tại)",
    ),
    (
        "sản phẩm",
        "<sản phẩm>|DOC|số|ký hiệu|số hiệu|sản phẩm|kết quả|chính thức|theo DOC|tại DOC|file|đính kèm|kèm theo|YEAR|gửi kèm",
    ),
    (
        "lời lịch sự",
        "<ạ>|<người>|dạ|vâng|ừ|uh|=ờ|thưa|kính|kính gửi|ok|oki|yes|rõ|TICK|"
        "ê|ủa|nè|cưng|nghe «$»|may (quá|mà)|nghe (anh|chị|em|sếp|<ạ>)|hihi|hehe|haha|"
        "SMILE|THANKS|cảm ơn|cám ơn|thank|thank you|you|đồng chí|please|"
        "sir|hi|hello|xin chào|chào",
    ),
    (
        "trọn vẹn",
        "rồi|xong|«(?<=DONE )»(kịp rồi|tuốt luốt|tất !(cả)|hết cả|mỹ mãn|viên mãn|xuất sắc|hết [hết|tron|rao|sạch]|từ (tuần|"
        "tháng) [trước|rồi]|"
        "sớm hơn (hạn|thời hạn|kế hoạch|tiến độ|dự "
        "kiến)|cả|hẳn|xuôi|béng|ráo|tiệt|sạch|sớm "
        "[hơn] [«\\d+ »(ngày|tuần|tháng)]|sớm rồi|thật rồi|tuốt|sạch|từ đời "
        "(nào|đâu)|đâu (vào|ra) đấy|và nộp|và gửi)|"
        "tất cả|"
        "toàn bộ|hoàn toàn|đầy đủ|trọn vẹn|luôn|đều|^ thì|^ (vậy|thế) (là|«(?=DONE )»)|là|đã|hiện|"
        "hiện nay|hiện tại|đến nay|tới nay|đến giờ|bây giờ|mọi thứ|lâu rồi|lâu (lắm|quá) rồi|"
        "từ lâu|từ lâu rồi|nãy giờ|hồi nãy|lúc nãy|cuối cùng|vừa|mới|vừa mới|"
        "been|it is|its|it|is|we ive|weve|ive|successfully|fully|as planned|on time|all|everything|already|just|now|we have|"
        "i have|"
        "task|the|this|work|job|mission|everything|we|i",
    ),
)
# A day goes with a claim where it is past: behind the claim ("xong 12/3") or where "đã", "rồi" say so ("12/3 xong rồi").
# Today and a running month may yet be a promise, so they always need the word.
_PAST_MARK = compiled("đã|rồi|vừa|mới|already", CLASSES)
_PAST_PERIOD = compiled("[từ|vào|trong|của|kỳ|hồi] PASTPERIOD [rồi]", CLASSES)
_PAST_DAY = compiled("[từ|vào|ngày|hôm|trong|của|kỳ|hồi] PAST [rồi]", CLASSES)
_PAST_DAY_BEHIND = compiled("DONE (SAME)* [từ|vào|ngày|hôm|trong|hồi] PAST", CLASSES)
_TODAY = compiled("[từ|vào|trong|lúc|hồi|của|kỳ] (TODAY|THISPERIOD)|nay", CLASSES)
_TODAY_DONE = compiled("(^|,) nay DONE", CLASSES)
"""In the South "nay xong" is a promise."""
_WEEKDAY_PAST = compiled("(từ|hôm) WEEKDAY", CLASSES)

_NO_SYLLABLES = """
ok oki thank thanks you done finished finish completed complete submitted sent file email mail report task close link zalo web
ioffice qlvb egov gmail pdf word excel scan drive vneid facebook fb sms lgsp edoc dvc
attached see fyi asap yesterday already all yes hi hello please sir bot admin ad covid ubnd hđnd vp gd its is we have the and
this extension no pending km kg pc uh hehe hihi haha pccc hsg cchc ttyt bhxh bhyt attp gpmb csdl gdđt tnmt tthc vpub
vbqppl ptnt mttq lđtbxh gplx eoffice alo nn tt pt items item final plan portal meeting project team ck
"""
_OTHER_WORDS = frozenset(_NO_SYLLABLES.split())
_NO_RESULT = frozenset({"Hợp đồng", "Giấy mời", "Tờ trình", "Thông tư", "Nghị định", "Luật"})
_CLAIMS = tuple(compiled(phrase, _CLASSES) for _, phrase in (*CLAIMS, _BARE_EVENT))
_NEUTRAL = tuple(compiled(phrase, _CLASSES) for _, phrase in NEUTRAL)


def is_done(words: list[Word]) -> bool:
    """Whether every word of the message is consistent with a finished task, and at least one claims it."""
    kinds = [word.value.kind for word in words if isinstance(word.value, Document)]
    if kinds and all(kind in _NO_RESULT for kind in kinds):
        return False
    past = bool(_PAST_MARK.search(line(words)))
    for pattern in _CLAIMS:
        words = replace(words, pattern, "DONE")
    if not any(word.key == "DONE" for word in words):
        return False
    if not past and _TODAY_DONE.search(line(words)):
        return False
    return all(word.key in {"DONE", "SAME"} for word in without_neutral(words, past=past))


def without_neutral(words: list[Word], *, past: bool) -> list[Word]:
    """The words with all that changes nothing beside a claim made SAME; `past`: the message says "đã" or "rồi"."""
    for pattern in _NEUTRAL:
        words = replace(words, pattern, "SAME")
    for pattern in (_PAST_PERIOD, *((_PAST_DAY, _TODAY, _WEEKDAY_PAST) if past else (_PAST_DAY_BEHIND,))):
        words = replace(words, pattern, "SAME")
    return words


def is_word(word: Word) -> bool:
    """A word that somebody may have meant: what no syllable can be is a slip that may hide anything."""
    return not word.key.isalpha() or word.key.isupper() or is_syllable(word.key) or word.key in _OTHER_WORDS


def claims_done(words: list[Word]) -> bool:
    """Whether the message speaks of a finished task at all, believed or not."""
    return any(pattern.search(line(words)) for pattern in _CLAIMS)
