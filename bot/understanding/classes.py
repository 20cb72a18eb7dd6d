"""Classes of words that the rows share: each name may be used in a row as `<name>`.

A class is itself a phrase and may use other classes. Unmarked typing makes `cho` both "cho" and "chờ", `ban` both "bàn" and
"bận": where that matters the class says what must not stand beside it.
"""

CLASSES: dict[str, str] = {
    # --- who ---
    "mình": "em|mình|tôi|tui|tao|cháu|con|chúng em|chúng tôi|chúng mình|bọn em|"
    "tụi em|tụi tui|tụi mình|tụi này|bọn mình|chúng tui|huyện tui|huyện mình|huyện chúng tôi|xã tui|xã mình|sở tui|sở "
    "chúng tôi|"
    "phòng tui|phòng mình|phòng chúng tôi|đơn vị tui|đơn vị chúng tôi|ban mình|cơ quan mình|bên chúng tôi|bên tui|bên tao|"
    "bên tớ|phía tui|phía tôi|bên em|bên mình|bên tôi|bên này|phía em|phía mình|nhà em|"
    "đơn vị em|đơn vị mình|đơn vị tôi|đơn vị|cơ quan em|cơ quan|sở em|"
    "sở mình|sở|phòng em|phòng mình|phòng|văn phòng em|huyện em|xã em|"
    "ubnd huyện|ubnd xã|đài em|đài|ban em|chi cục em|anh em|phía đơn vị|"
    "bên đơn vị|phía sở",
    "người": "anh|chị|ông|bà|cô|chú|bác|sếp|thầy|bạn|em|mọi người|cả =nhà|lãnh đạo|"
    "văn phòng|ad|admin|bot|ơi|anh chị|các anh|các chị|các anh chị|anh em|"
    "mn|c|a",
    "ạ": "ạ|a|nhé|nha|á|ơi|oi|đó|đấy|nè|này|luôn|hen|hé|đây|mà|dạ|vâng|SMILE|.|,",
    "đuôi": "<ạ>|<người>|<mình>|NAME|à|nhỉ|vậy|thế|hả|ta|ha|với|đi|thôi|?",
    "tên": r"«(?!(?:em|chi⁴|anh|a⁴|nhe²|nha|rôi¹|sau|biêt²|va¹|mơi²|đê³|ơi|a|nhe|roi|biet|la|oi|chi|sau|va|moi|de|,|\.|\?) "
    r")\S+ »",
    # --- the result ---
    "xong": "xong|hoàn thành|hoàn tất|hoàn tất xong|hoàn thành xong|xong xuôi|done|finished|completed|finish",
    "làm": "làm|thực hiện|triển khai|hoàn thiện|xử lý|giải quyết|tổ chức|tiến hành|"
    "tham mưu|ban hành|ký|phát hành|công bố|nộp|gửi|trình|báo cáo|soạn|"
    "viết|lập|xây dựng|rà soát|tổng hợp|bắt đầu|đụng|động|đăng|phát sóng|"
    "kiểm tra|cập nhật|chuẩn bị|thẩm định|phê duyệt|duyệt|thông qua|"
    "lấy ý kiến|nghiệm thu|họp|in|đóng dấu|hoàn chỉnh|khởi động|đánh giá|"
    "thanh tra|công khai",
    "không": "không|chẳng|chả|đâu có|đâu|nào có|chớ|chưa|not|no",
    "báo": "báo|báo cáo|gửi|nhắn|trình|nộp|alo|gọi|thông báo|phản hồi|trả lời|chuyển|up|gởi",
    "làm đang": "làm|thực hiện|triển khai|hoàn thiện|xử lý|giải quyết|tổ chức|tiến hành|"
    "tham mưu|ban hành|ký|phát hành|trình|soạn|viết|lập|xây dựng|rà soát|"
    "tổng hợp|chuẩn bị|thẩm định|duyệt|lấy ý kiến|in|hoàn chỉnh",
    # --- when ---
    "ngày": "PAST|TODAY|FUTURE|WEEKDAY|PASTPERIOD|THISPERIOD|NODATE|MORE",
    "tới": "TODAY|FUTURE|WEEKDAY|THISPERIOD|NODATE",
    "hẹn": "FUTURE|WEEKDAY|NODATE",
    "lát": "lát nữa|tí nữa|chút nữa|xíu nữa|lát|tí|«ty (?=nưa³|nua|hoi|nhac|nhăc²)»|xíu|chốc nữa|lúc khác|hôm khác|"
    "bữa khác|khi khác|dịp khác|ít hôm nữa|vài hôm nữa|mấy hôm nữa|vài ngày nữa|"
    r"mấy ngày nữa|vài bữa nữa|mấy bữa nữa|ít bữa nữa|mấy tuần nữa|vài tuần nữa|mai mốt|một lát|một lúc nữa|«\d+ »(tiếng|phút|"
    r"giờ) nữa|"
    "sau|later",
    # --- what is missing ---
    "tiền": "tiền|kinh phí|vốn|ngân sách|dự toán|nguồn lực|nguồn|kp|cấp vốn|cấp kinh phí|bố trí",
    "phương tiện": "<tiền>|nhân lực|nhân sự|con người|người làm|cán bộ|biên chế|thiết bị|"
    "máy móc|máy|phần mềm|hệ thống|mạng|trụ sở|mặt bằng|phòng ốc|xe|"
    "giáo viên|bác sĩ|giảng viên|nhân viên|vắc xin|thuốc|vật tư|vật liệu|thợ|xăng|số liệu|dữ liệu|thông tin|hồ sơ|tài "
    "liệu|văn bản hướng dẫn|hướng dẫn|"
    "quy định|cơ sở pháp lý|căn cứ|cơ chế|chủ trương|chỉ đạo|ý kiến|"
    "phối hợp|thẩm quyền|thời gian|điều kiện|mẫu|biểu mẫu|sự phối hợp|"
    "sự thống nhất|người|đơn giá|định mức|nghị định|thông tư|đất|giấy tờ|"
    "đường truyền|tài khoản|chữ ký số",
    "bên khác": "sở <tên sở>|sở|bộ|ban|các|trung ương|chính phủ|cấp trên|cấp|bên|"
    "phía|huyện|xã|tỉnh|ubnd|đơn vị|ngành|cơ quan|hđnd|địa phương|quốc hội|"
    "đối tác|nhà thầu|công ty|vnpt|viettel|tổng cục|cục|vụ|kho bạc|thanh tra|"
    "kiểm toán|chi cục|phòng|nghị định|thông tư|luật|NAME",
    "tên sở": "tài chính|nội vụ|tư pháp|xây dựng|y tế|công thương|kế hoạch|khoa học|"
    "thông tin|tài nguyên|giáo dục|văn hoá|lao động|giao thông|nông nghiệp|"
    "ngoại vụ",
    # unmarked "cho" behind a verb of giving is "cho": "gui cho so tai chinh"
    "chờ": "«(?<!gưi³ )(?<!gui )(?<!chuyên³ )(?<!chuyen )(?<!giao )(?<!nôp⁴ )(?<!nop )(?<!bao )(?<!cao )(?<!qua )(?<!DOC )»"
    "«(?<!xin )(?<!trinh )(?<!nhơ¹ )»(chờ|đợi|ngóng|waiting for|waiting)",
}
