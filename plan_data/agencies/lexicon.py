"""The words of the language, as rows. To teach a phrase, add a row here and its lines to the corpus.

All patterns are over folded text (see `cell`). `J` is how the words of a group are joined: "sở, ban, ngành", "sở ban ngành",
"sở/ban/ngành", "bộ, ngành và địa phương"; `C` needs a comma or "và"; `B` is the end of a word.
"""

import re

SO_BAN_NGANH = "@so_ban_nganh"
UBND_CAP_HUYEN = "@ubnd_cap_huyen"
UBND_CAP_XA = "@ubnd_cap_xa"
DON_VI_LIEN_QUAN = "@don_vi_lien_quan"
BO_NGANH = "@bo_nganh"
DIA_PHUONG = "@dia_phuong"

J = r"(?:[ \n]*[,/&;-][ \n]*(?:va[ \n]+)?|[ \n]+va[ \n]+|[ \n]+)"
C = r"(?:[ \n]*[,/][ \n]*(?:va[ \n]+)?|[ \n]+va[ \n]+)"
B = r"(?![a-z0-9])"
PLURALS = r"(?:(?:(?:tat ca|toan the|toan bo|nhung|mot so|cac|tung|moi|\d+%)[ \n]+)+)"
PLURAL = re.compile(PLURALS)


def _any(*rows: str) -> str:
    """One pattern of rows of alternatives."""
    return f"(?:{'|'.join(rows)})"


# --- names that every province or the centre has, beside the directory's own ---------------------------------------------
# They mark where a name ends ("Sở Nông nghiệp và Môi trường" is one), serve lists ("Các Sở: Ngoại vụ, Du lịch") and stand in
# the way of a false near match. They come back as written.
_EVERYWHERE = (
    "Nội vụ", "Tư pháp", "Tài chính", "Kế hoạch và Đầu tư", "Công Thương", "Nông nghiệp và Phát triển nông thôn",
    "Nông nghiệp và Môi trường", "Giao thông vận tải", "Xây dựng", "Tài nguyên và Môi trường", "Thông tin và Truyền thông",
    "Lao động - Thương binh và Xã hội", "Văn hóa, Thể thao và Du lịch", "Khoa học và Công nghệ", "Giáo dục và Đào tạo",
    "Y tế", "Dân tộc và Tôn giáo",
)  # fmt: skip
SO_NAMES = (*_EVERYWHERE, "Văn hóa và Thể thao", "Du lịch", "Ngoại vụ", "Quy hoạch - Kiến trúc", "An toàn thực phẩm")
BO_NAMES = (*_EVERYWHERE, "Ngoại giao", "Quốc phòng", "Công an")

# --- names with a joint or another head inside: taken whole, as written ---------------------------------------------------
_UB = r"(?:ubnd|uy ban nhan dan)"
_HD = r"(?:hdnd|hoi dong nhan dan)"
FIXED = tuple(
    re.compile(pattern + B)
    for pattern in (
        rf"(?:van phong|vp) (?:doan (?:dbqh|dai bieu quoc hoi){J})?{_HD}(?:{J}{_UB})?",
        rf"doan (?:dbqh|dai bieu quoc hoi){J}{_HD}",
        rf"bao(?:[ ]va[ ]|[ ]*-[ ]*)(?:dai )?(?:phat thanh{J}truyen hinh|pt(?:[ &-]| va )*th)",
        r"(?:ban quan ly|ban ql|bql) (?:cac )?(?:khu|kkt|kcn)[a-z ]*?(?: va |, ?)(?:cac )?(?:khu|kkt|kcn)[a-z ]*",
        r"so giao thong van tai - xay dung",
        rf"so van hoa{J}thong tin{J}the thao{J}du lich",
        r"(?:lien doan|phong) thuong mai va cong nghiep",
        r"vien han lam khoa hoc (?:va cong nghe|xa hoi)",
        r"ban tuyen giao va dan van",
        r"dang uy (?:khoi )?(?:cac )?co quan(?: va doanh nghiep)?",
    )
)

# --- groups: (pattern, token), the longest match at a place wins ----------------------------------------------------------
_SECTOR = _any(
    rf"so{J}(?:ban{J})?(?:phong{J})?nganh",
    rf"ban{J}(?:so{J})?nganh",
    rf"nganh{J}so",
    r"so, ?ban(?=[ ]*(?:[,;.\n]|$))",
)
_MINISTRY = _any(rf"ban{J}bo{J}nganh", rf"bo{J}(?:ban{J})?nganh", rf"bo{J}so{J}nganh")
_OFFICE = rf"(?:co quan|don vi)(?:{J}(?:co quan|don vi))*"
_OF = r"(?:truc thuoc|thuoc|cua)"
_ONE = _any(
    "co quan|don vi|to chuc|ca nhan|doanh nghiep|dn|nguoi dan|cong dan|chu dau tu|doan the|hoi doan|hiep hoi",
    "thanh vien|can bo|cong chuc",
)
_THINGS = (
    "(?:nhiem vu|noi dung|muc|chi (?:tieu|so)|giai phap|van ban|de an|du an|ke hoach|hoat dong|chuong trinh|linh vuc|tieu chi"
    "|thu tuc|tthc|he thong|san pham|bao cao|quyet dinh|nghi quyet|cong trinh|buoc|dot)" + B
)
"""What a plan is about: nobody."""
_OWN = "co quan (?:chuyen mon|hanh chinh)|hiep hoi (?!lien quan|co|nganh|tren|trong|va|cac)"
"""Not one more of such a row, but itself: "Các chủ đầu tư, Hiệp hội Doanh nghiệp tỉnh"."""
_UNIT = "(?:vu|cuc|tong cuc|phong|vien|truong|hoi|tap doan|tong cong ty|cong ty|ngan hang|benh vien|hoc vien)"
_A = PLURALS
GROUPS = tuple(
    (re.compile(pattern + B), token)
    for pattern, token in (
        # the province
        (rf"{_A}?(?:co quan{J})?{_SECTOR}(?:{J}(?:doan the|hoi doan)(?! chinh tri))?", SO_BAN_NGANH),
        (rf"{_A}?{_SECTOR}(?:{C}(?:co quan|don vi)(?! (?:co )?lien quan| khac| duoc| {_OF}| su nghiep))+", SO_BAN_NGANH),
        (rf"{_A}so", SO_BAN_NGANH),
        (r"so(?=[ ]*:)", SO_BAN_NGANH),
        (r"so (?:chuyen nganh|quan ly|chu quan|(?:co )?lien quan)", SO_BAN_NGANH),
        (rf"{_A}(?:ban|nganh)(?: (?:chuc nang|lien quan|tinh|cap tinh)|(?=[ ]*(?:[,;.\n]|$|va )))", SO_BAN_NGANH),
        (rf"{_A}?co quan chuyen mon(?: (?:{_OF}|cap)(?:{J}{_OF})? (?:{_UB} )?tinh)?", SO_BAN_NGANH),
        (rf"{_A}?co quan(?: hanh chinh)?(?: nha nuoc)? cap tinh", SO_BAN_NGANH),
        (rf"{_A}?{_OFFICE} cap tinh", SO_BAN_NGANH),
        (rf"{_A}?{_OFFICE} (?:{_OF}{J})?{_OF} {_UB} (?:tinh|thanh pho)", SO_BAN_NGANH),
        (rf"{_A}?co quan chuyen mon (?:{_OF}|cap) (?:{_UB} )?(?:cac |cap )?(?:huyen|xa)", DON_VI_LIEN_QUAN),
        # the centre
        (rf"{_A}?{_MINISTRY}", BO_NGANH),
        (rf"{_A}bo(?:{J}co quan(?! ngang| thuoc| chuyen))?", BO_NGANH),
        (rf"bo{J}co quan(?! ngang)", BO_NGANH),
        (rf"bo(?=[ ]*:|{J}(?:thu truong )?co quan ngang bo)", BO_NGANH),
        (rf"{_A}?(?:thu truong )?co quan ngang bo", BO_NGANH),
        (rf"{_A}?co quan (?:truc )?thuoc chinh phu", BO_NGANH),
        (rf"{_A}?co quan (?:o )?(?:trung uong|tw)(?! (?:dong|tren|tai))", BO_NGANH),
        (rf"(?:{_UB} )?{_A}?(?:chinh quyen )?dia phuong(?: cac cap)?", DIA_PHUONG),
        (r"chinh quyen (?:cac cap|co so)", DIA_PHUONG),
        # whom nobody can resolve; any other "các ..." too
        (rf"{_A}?{_ONE}(?:{C}(?!{_OWN}){_ONE})*", DON_VI_LIEN_QUAN),
        (rf"{_A}{_UNIT}(?:{C}(?:{_UNIT}|ban|nganh|don vi|doan the))*", DON_VI_LIEN_QUAN),
        (rf"(?:(?:tat ca|toan the|toan bo) )*(?:cac|nhung|mot so)[ \n]+(?!{_THINGS})[a-z]+", DON_VI_LIEN_QUAN),
        (r"(?:toan the|toan bo|tat ca) (?:can bo|cong chuc|vien chuc)", DON_VI_LIEN_QUAN),
    )
)
LISTED_FAMILIES = {SO_BAN_NGANH: "so", BO_NGANH: "bo"}
"""What the members of a group are called, for "Các sở: Nội vụ, Tài chính"."""
EXCEPT = re.compile(r"(?:tru|khong bao gom|ngoai tru|goi)" + B)
"""A bracket that does not list members: "Các sở, ban, ngành (trừ Sở Y tế)"."""

GROUP = re.compile("|".join(pattern.pattern for pattern, _ in GROUPS))
"""Whether a group begins at a place, asked often."""

# --- the first words of an agency's name ----------------------------------------------------------------------------------
HEADS = re.compile(
    _any(
        r"so(?! huu| luong| lieu| \d)|bo(?! tri| sung| phieu| thu tuc| chi so| tieu chi| luat)|bo phan|uy ban|ubnd",
        r"hdnd|hoi dong|thuong truc|ban(?! hanh| do| sao| quyen)|ban quan ly|bql|bcd|bch|bchqs|van phong|vp|chi nhanh",
        r"phong(?! chong| ngua| trao| chay)|p\.|trung tam|tt|to(?= (?:cong|ky|giup|truong|dan|bau|to))",
        r"to chuc(?= hanh chinh)|cuc|chi cuc|tong cuc|vu(?! viec| ban(?![a-z]))|vien|thanh tra|kiem toan|kho bac|kbnn",
        r"thue|hai quan|thong ke(?! so)|thi hanh an|kiem lam|hat|cong an|canh sat|bo doi|bien phong|quan su|quan khu",
        r"quan ly thi truong|toa an|tand|vien kiem sat|vksnd|mat tran|mttq|ubmttq|ub mttq",
        r"hoi(?! nghi| thao| dap| vien| an(?! toan))|hiep hoi|lien doan|tong lien doan|lien minh|lien hiep|cau lac bo",
        r"cong doan|doan(?! the| kiem tra)|tinh doan|huyen doan|thanh doan|xa doan|dang uy|tinh uy|huyen uy|thanh uy",
        r"thi uy|trung uong|chinh phu|quoc hoi|dai|bao(?! cao| dam| ve| gom| quan)|tap chi|thong tan xa|nha xuat ban",
        r"thu vien|bao tang|cong (?:thong tin|tt)|vtv|vov|ttxvn|truong(?! hop| sa)|hoc vien|dai hoc|benh vien",
        r"ngan hang|nhnn|nhcsxh|bao hiem|bhxh|quy(?! dinh| che| trinh| hoach| dat| [ivx]+(?![a-z])| \d)|buu dien",
        r"buu chinh|vien thong|dien luc|cong ty|tong cong ty|tap doan|hop tac xa|cang|vnpt|viettel|mobifone|vinaphone",
        r"evn|vcci|doi(?! voi| moi| thoai| ngu)|tram|vuon quoc gia|co quan(?= (?:uy ban|dai dien|kiem tra))",
    )
    + B
)
"""A look-ahead keeps out the other uses of a word: "ban hành", "báo cáo", "hội nghị", and places: "Hội An", "Trường Sa"."""
_MARKED = {
    **{"ban": "ban", "bao": "báo", "bo": "bộ", "cang": "cảng", "cuc": "cục", "dai": "đài", "doan": "đoàn", "doi": "đội"},
    **{"hat": "hạt", "hoi": "hội", "phong": "phòng", "quy": "quỹ", "tram": "trạm", "truong": "trường"},
    **{"van phong": "văn phòng", "vien": "viện", "vu": "vụ"},
}
"""Heads that are other words with other marks: "Phong Điền", "Quỳ Hợp", "Bảo Lâm", "Đại Từ", "Vũ Quang" are places."""
_LONGER = re.compile(r"(?:bao (?:hiem|tang)|dai hoc|vien thong)" + B)
"""Heads that begin with the letters of a shorter one."""


def head(raw: str, low: str, at: int) -> re.Match[str] | None:
    """The first words of an agency's name at `at`: by their marks where the cell is written with marks."""
    found = HEADS.match(low, at)
    marked = found and _MARKED.get(found.group())
    if not found or not marked or raw.isascii() or raw[at : found.end()].casefold() == marked:
        return found
    return _LONGER.match(low, at)


ALONE = re.compile(
    _any(
        "cong an|thanh tra|hai quan|thue|thong ke|kho bac|buu dien|vien thong|dien luc|bao|dai|thu vien|bao tang",
        "tinh doan|thanh doan|huyen doan|xa doan|dang uy|tinh uy|thanh uy|huyen uy|thi uy|mat tran|hoi dong nhan dan",
        "toa an|vien kiem sat|kiem toan|bo doi|van phong|chinh phu|quoc hoi|quan su|bien phong|kiem lam|quan ly thi truong",
        "hdnd|ubnd|mttq|ubmttq|bhxh|kbnn|nhnn|tand|vksnd|viettel|vnpt|evn|mobifone|vinaphone|vcci|vtv|vov|ttxvn",
    )
)
"""Heads that are a whole name."""
NEAR_HEADS = re.compile(r"(?:so|s0|ban|thanh|van|dai|trung|tt|vp|bql)" + B)
"""Where a misspelled name of the directory is looked for."""
SUBORDINATE = re.compile(r"(?:phong|p\.|trung tam|tt|chi cuc|bo phan|doi|to|tram|van phong dang ky|ban|quy|hat)" + B)
"""A unit inside an agency: "Phòng Kiểm soát TTHC - Văn phòng UBND tỉnh" is one unit, not two agencies."""
COMPOUND = re.compile(r"(?:phong|trung tam|tt|ban|so|vien|truong|hoi dong|quy|to|tap chi)" + B)
"""Heads whose name may be a row of its own: "Phòng Kinh tế, Hạ tầng và Đô thị"."""
SHARING = re.compile(r"(?:phong|vu|cuc|chi cuc|hoi)(?! dong)" + B)
"""Heads that the next items share without saying so: "Cục Thuế, Thống kê"."""
LISTS = re.compile(r"(?:phong|vu|cuc|chi cuc|hoi|ban|trung tam|truong|cong ty|benh vien|ngan hang)" + B)
"""Heads that a list after a colon shares: "Các Hội: Nông dân, Phụ nữ"."""
BRANCHES = re.compile(
    r"(?:thue|hai quan|thong ke|quan ly thi truong|thi hanh an dan su|kiem lam|to chuc(?: can bo| hanh chinh)?)"
    r"(?=[ ]*(?:[,;.\n]|$|va ))"
)
"""Heads that are a plain item of such a list: "Cục Thuế, Thống kê", "Các Vụ: Pháp chế, Tổ chức cán bộ"."""
OF_A_MINISTRY = re.compile(r"(?:vu|cuc|tong cuc|vien|thanh tra)" + B)
"""A unit that a Bộ may follow after a dash: "Vụ Cải cách hành chính - Bộ Nội vụ"."""
COMPLETE = re.compile(
    r"\b(?:tinh|thanh pho|huyen|viet nam|trung uong|chinh phu|tinh uy|thanh uy|huyen uy|toi cao|cap|khu vuc [ivx\d]+)$"
)
"""A name that ends so is closed: what comes after a comma is another one."""
CLOSED = re.compile(r" (?:tinh|huyen|thanh pho)$")
NOT_NAMES = {"cchc", "tthc", "cntt", "vbqppl", "csdl", "dvc", "dvctt", "kt-xh", "qd", "kh", "bc", "tt", "stt", "nq", "nd", "hd"}
"""Abbreviations of things, not of agencies."""

# --- words around names ---------------------------------------------------------------------------------------------------
_DOES = "(?:chu tri|phoi hop|thuc hien|dau moi|tham muu|soan thao|chu quan|theo doi|phu trach)"
LABEL = re.compile(
    rf"(?:(?:co quan|don vi|to chuc|bo phan|lanh dao)(?:{J}(?:don vi|to chuc|ca nhan))? )?{_DOES}(?:{J}(?:{_DOES}|chinh))*[ ]*:"
)
ROLE = re.compile(
    _any(
        r"(?:tong |pho )?giam doc|(?:pho )?thu truong|nguoi dung dau|(?:pho )?chu tich(?! nuoc| quoc hoi)|lanh dao|bo truong",
        r"(?:chi )?cuc truong|hieu truong|vien truong|chanh(?= van phong| thanh tra)|truong(?= ban| phong| cac)",
        r"truong (?:ban|phong)(?= ban| phong)|chu nhiem(?= van phong| uy ban)|tong bien tap|chi huy truong|bi thu|dong chi",
        r"d/c|(?:kinh )?de nghi|yeu cau|giao(?= (?:so|cac|ubnd|bo|van phong|cong an|uy ban))|dai dien|ngoai ra",
    )
    + B
    + r"(?:[ \n,]+(?=[a-z]))?"
)
JOINED = re.compile(
    _any(
        r"[ \n,;.:|+&/\x01-]|(?:va|hoac|voi|cung(?: voi)?|cung nhu)(?=[ \n])|\d{1,2}[.)](?!\d)|[a-h]\)",
        r"(?:chu tri|phoi hop(?: (?:chat che )?(?:voi|cung))?)(?![a-z])(?! pho bien)",
    )
)
"""What stands between two agencies, numbering and bullets included."""
FILLER = re.compile(
    _any(
        r"theo|can cu|trong pham vi|(?:co )?lien quan|khac|v\.? ?v|nhu tren|nhiem vu|chuc nang|tham quyen|duoc giao",
        r"duoc phan cong|tham muu|thuc hien|tong hop|tren dia ban|truc tiep|dinh ky|la co quan|co trach nhiem|thuoc pham vi",
    )
    + B
)
"""Words that only say how."""
TAIL = re.compile(
    r"[ \n]"
    + _any(
        r"chu tri|(?<!hoi dong[ \n])phoi hop|theo (?!doi)|tham muu|(?:co )?lien quan|thuc hien|trong viec|tren dia ban|khac",
        r"voi |bao cao|de (?=tham|trien|thuc|bao|xay|hoan)|duoc (?=giao|phan|uy|chi)|khi (?=co|duoc)",
        r"la (?=co quan|don vi|thanh vien|chu|dau)|lam (?:dau moi|chu|co quan)|tong hop(?=,| bao| trinh| ket| chung)",
        r"trinh (?=ubnd|uy ban|hdnd|chu tich|cap)|huong dan|chiu trach nhiem|co trach nhiem|cung (?:voi|cac|so) ",
    )
)
"""What may follow a name without being part of it."""
APPOSITION = re.compile(r"(?: -)? (?:la )?(?:co quan|don vi) (?:thuong truc|dau moi)" + B)
"""What an agency is, not another one: "Sở Nội vụ - cơ quan thường trực"."""
SAME = re.compile(r"(?:[-\s./]*n/?t[-\s./]*|nhu tren|cung nhu tren|[-\s./_x?*]*)$")
"""A cell that says "the same as above", or nothing."""
NOT_AGENCY = re.compile(
    _any(
        r"phong, ?chong|phong chong|ke hoach|quyet dinh|bao cao|cong van|quy che|de an|chuong trinh|nghi quyet|thong bao",
        r"to trinh|van ban|danh muc|he thong|ho so|ket qua|hoi nghi|quy trinh|du thao|thang|quy (?:[ivx]+|\d)|nam \d|ngay",
        r"toan (?:tinh|nganh|quoc)|thuong xuyen|hang (?:nam|thang|quy)|thanh tra(?:,| va) (?:kiem tra|giam sat|xu ly|phong)",
        r"ra soat|xay dung,|trien khai|cong khai|hoan thanh|bien ban|to chuc (?:thi|hoi|tap|thuc|trien|cac|lop|kiem)|tap huan",
        r"da ban hanh|cong bo|phe duyet|kiem tra|tuyen truyen|nguon|kinh phi|ghi chu|stt|tt$",
        r"(?:co quan|don vi) (?:chu tri|phoi hop|thuc hien)[ .,;:]*$|luat|nghi dinh|thong tu|chi thi|hop dong|giay",
    )
    + B
)
"""Cells of other columns: a product, a date, a heading."""
STRONG = re.compile(r"[;|\n]|\.(?=[ \n]|$)")
"""Separators that end whatever came before."""
