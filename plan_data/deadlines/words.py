"""The Vietnamese words that stand beside a date, folded: what a date may hang on, and what takes it away.

A date after a preposition or a verb of doing is when something is due ("trong quý I", "ban hành quý I"); the same date after
the name of a paper, a place or a figure belongs to that ("Báo cáo quý I", "Trường THPT 19/5", "doanh thu quý I").
"""

import re


def _any(words: str) -> str:
    return "(?:" + "|".join(word.strip() for word in words.replace("\n", " ").split(",")) + ")"


_PREPOSITIONS = _any("""
    truoc, (?<!quan )(?<!gieo )(?<!nuoi )trong, den, toi, vao, (?:(?<=bat dau )|(?<!dau )(?<!vat ))tu, het, cuoi, dau, giua,
    (?<!ket )(?<!hieu )(?<!thanh )(?<!he )qua, la, han, ngay, khoang, han chot, thoi han, thoi diem, thoi gian, muon hon,
    cham hon, tre hon, va, hoac, gom, (?<!de )(?<!van )(?<!thien )(?<!thuong )tai, xong, cham nhat, muon nhat, som nhat,
    du kien, ke tu, phan dau, hoan thanh, ket thuc, bat dau, trong ca, cac, dip
""")
"""Without marks some are also parts of other words: "kết quả", "đầu tư", "đề tài", "quan trọng"."""
_VERBS = _any("""
    ban hanh, to chuc, trinh, thuc hien, trien khai, xay dung, tham muu, gui, nop, cong bo, phe duyet, (?<!dung )(?<!gia
    )dat, nghiem thu, bo sung, tong hop, ra soat, kiem tra, thanh tra, giam sat, khao sat, tiep nhan, dao tao, boi
    duong, tuyen truyen, tap huan, thanh lap, ra mat, mua sam, lap, ky ket, thao luan, hoi nghi, cung cap, sua doi,
    thong qua, cap nhat, hoan thien, nang cap, van hanh, ket noi, tham dinh, ban giao, ky, cong khai, dang tai, dang ky,
    de xuat, quyet toan, thi tuyen, hop, dang, dot, lan, giao, chuyen giao, tiep tuc, khai truong, khanh thanh
""")
_SENDING = _any("trinh, bao cao, gui, nop, tham muu, tham muu trinh")
_RECEIVERS = _any("""
    chinh phu, ubnd, hdnd, uy ban nhan dan, hoi dong nhan dan, quoc hoi, bo truong, tinh uy, lanh dao bo, tinh, thanh pho,
    huyen, bo [a-z]+(?: [a-z]+)?, so [a-z]+(?: [a-z]+)?
""")
_PAPERS = _any("""
    ke hoach, bao cao, de an, quyet dinh, chuong trinh, van ban, to trinh, cong van, danh muc, nghi quyet, du toan,
    ngan sach, chi so, ket qua, so lieu, du an, chi tieu, muc tieu, nhiem vu, luat, nghi dinh, thong tu, chien luoc,
    phuong an, ho so, bang, quy che, quy dinh, quy hoach, tai lieu, so voi, cung ky, tinh hinh, phu luc, bo chi so,
    kinh phi, von
""")
_PLACES = _any("""
    ubnd, truong, cong ty, duong, phuong, xa, benh vien, quan, khu, cau, thi tran, ap, thon, nha may, ty le, tong thu,
    doanh thu, tong chi
""")

PREPOSITION_LAST = re.compile(rf"\b{_PREPOSITIONS}$")
VERB_LAST = re.compile(rf"\b{_VERBS}$")
SENT_TO = re.compile(rf"^{_SENDING}(?: [a-z]+)* {_RECEIVERS}$")
"""«Trình UBND tỉnh» quý II: the words end with who receives it."""
PAPER_FIRST = re.compile(rf"^(?:(?:cac|mot so|nhung) )?{_PAPERS}\b")
PAPER_INSIDE = re.compile(rf"\b{_PAPERS}\b")
PLACE_FIRST = re.compile(rf"^{_PLACES}\b")
REPORT_LAST = re.compile(r"\bbao cao$")
"""To report and a report are one word: "báo cáo ngày 05/7" may be either."""
AT_LATEST = re.compile(r"^(?:nhung |va )?(?:cham|muon|tre) nhat(?: la| vao| den)*(?: ngay)?$")
PLAIN_JOIN = re.compile(r"\b(?:va|hoac|ngay|truoc|trong|cham nhat|muon nhat|den|vao)\b")
"""What joins the dates of one list without saying anything of its own."""
LEFT_OVER = re.compile(
    r"\d|\b(?:i{1,3}|iv)\b|\bthang\b(?! (?:loi|diem|thua|hanh dong|thanh nien|cao diem|cong nhan|an toan))"
    r"|\btuan\b(?! (?:thu|tra|hoan|le))"
    r"|\bquy\b(?! (?:dinh|hoach|che|trinh|mo|doi|uoc|tac|chuan|luat|i?o))|\bthu (?:hai|ba|tu|nam|sau|bay)\b"
)
"""What looks like time or number and was understood by no row: the deadline read beside it is not certain."""
