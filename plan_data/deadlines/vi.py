"""Vietnamese deadline phrases, one row a phrase family: the page to read, and the page to extend.

A row has a name, a builder and a pattern over folded text (no marks, no case; see `cell.plain`). Rows run from top to
bottom, and each rewrites what it knows into an atom; later rows are written over atoms: `<span>` something dated, `<each>` a
rhythm, `<dom>` a day of the month, `<always>`, `<when>`, `<doc>` a document's number. So "from A to B", "each month by the
20th" and "sau khi …" are one row each, whatever A and B are. The order is the grammar: what is no date first (numbers of
documents, hours), then rhythms, days and periods, and last the words that join them.

To add a phrase: one row here, and its lines in `tests/plan_data/deadlines.jsonl`, the negative ones too.
"""

from plan_data.deadlines import dates, rhythms
from plan_data.deadlines.atoms import Always, Aside, Document, Done, Impossible, When
from plan_data.deadlines.cell import Build, Row, give, pattern
from plan_data.deadlines.dates import year_months
from plan_data.deadlines.rhythms import each
from plan_data.model import Every

MACROS = {
    # after a period: "năm 2024", "/2024", " - 2024", ", năm 2024", "(năm 2024)", "/24", "năm sau"
    "year": r"(?P<year>(?:,? ?(?:cua )?(?:trong )?\(?nam:? ?|,? ?/|,? ?- ?|\. ?|, | )20\d\d\b\)?(?! ?- ?20\d\d)"
    r"|/[23]\d\b(?!/)|<rel>)?",
    # "năm sau", "của năm kế tiếp"; not "báo cáo năm trước ngày 15/12"
    "rel": r",? (?:cua )?nam <other>",
    "other": r"(?:(?:sau|truoc)(?: lien ke)?|nay|toi|ke (?:tiep|sau)|tiep theo|lien ke)\b(?! ?(?:ngay|thang|quy|\d))",
    # "… năm", "… năm 2024", "… năm sau"
    "in_year": r"(?= nam\b)(?: nam\b(?! ?\d)(?! <other>))?<year>",
    "link": r" ?(?:, va|,|;|va|hoac|-|den het|den|toi|\+) ?",
    # a number that is not the start of something else: "quý I, 15/6", "quý I và 6 tháng", "tháng 3 lần"
    "end": r"(?![a-z\d])(?!/(?![23]\d\b)\d{1,2}(?!\d))(?! ?(?:%|thang|lan|ngay|tuan|gio|quy [a-z]))",
    "q": r"(?:\bqu[yi][ .:-]{0,2}|\bq\.? ?)",
    "quarter": r"(?:[il1][il1|!]{0,3}|[il1]?v|v?i{1,3}|x|[|!]|\d{1,2}|mot|hai|ba|bon|(?<=quy )tu"
    r"|tu(?! (?:ngay|thang|quy|nam|nay|\d)))<end>",
    "month": r"(?:mot|hai|ba|tu|nam|sau|bay|tam|chin|muoi mot|muoi hai|muoi|gieng|chap)",
    "n": r"(?:\d{1,2}|mot|hai|ba|bon|nam|sau)",
    "once": r"(?:0?1|mot)",
    "unit": r"(?:(?:0?[1369]|12) thang(?! (?:dau|cuoi|nam))|nua nam|ban nien|tuan(?! (?:dau|cuoi|thu))"
    r"|thang(?!:? ?\d)(?! (?:dau|cuoi|con|<month>\b(?! ?\d)))"
    r"|qu[yi](?! ?(?:[ivxl]+|\d+)\b)(?! (?:dinh|che|hoach|trinh|mo|dau|cuoi|con))"
    r"|nam(?! ?\d)(?! (?:hoc|nay|sau|toi|truoc|tiep|ke|con)))\b",
    "of": r"(?P<unit>thang|qu[yi]|tuan|nam|ngay)",
    "weekday": r"(?P<w>thu (?:hai|ba|tu|nam|sau|bay|[2-7])|chu nhat)(?P<or>(?:,| va| hoac) (?:thu )?(?:hai|ba|tu"
    r"|nam|sau|bay|[2-7]))?",
    "by": r"(?:(?:hoan thanh|xong|bao cao|gui|cham nhat|muon nhat|la|vao|truoc|den|thoi diem|khong qua"
    r"|han) ){0,3}",
    "least": r"(?:it nhat |toi thieu |khong qua |toi da |bao cao |hop |to chuc )?",
    "law": r"(?:nghi dinh|quyet dinh|nghi quyet|thong tu|chi thi|cong dien|cong van|thong bao|ket luan|qd|nq"
    r"|nd|tt|ct|cv|tb|kl)",
    "paper": r"(?:<law>|ke hoach|chuong trinh|bao cao|to trinh|de an|huong dan|van ban|luat|kh)",
    "dated": r"(?:,? ?(?:ky |ban hanh )?ngay (?:\d{1,2}[/.-]\d{1,2}[/.-]\d{4}|\d{1,2} thang \d{1,2}(?: nam "
    r"|/)\d{4}|\d{1,2}/\d{1,2}(?![/\d])))",
    # the rest of a condition: to the end of its clause, or to a comma after which something dated stands
    "tail": r"(?:,(?![^;,()]*(?:<span>|<each>|<always>|<start>))|[^;,()])*",
    "later": r"(?:cac|nhung) nam (?:tiep theo|tiep|sau|toi|ke tiep|sau do)(?: do)?",
}


def _row(name: str, builder: Build, *source: str) -> Row:
    return Row(name, pattern("".join(source), MACROS), builder)


# --- no dates, however much they look it --------------------------------------------------------------------------------
NOT_DATES = (
    _row(
        "number of a document",
        give(Document()),
        r"(?:\b<paper> )?(?:\bso:? ?)?\b\d{1,5}(?:(?:/\d{4})?/(?!ngay|thang|quy|tuan|nam|lan|ky|hang|moi"
        r"|den|va|q\d)[a-z]{2,}\d*",
        r"|-[a-z]{2,}/[a-z]+)(?:[-/.][a-z]+\d*)*<dated>?",
    ),
    _row("document by its number", give(Document()), r"\b<law>(?: so:?)? \d{1,5}(?:/\d{4})?\b(?!/\d)<dated>?"),
    _row("document of a day", give(Document()), r"\b(?!bao cao(?! so))<paper>(?: so:? ?\d+)?<dated>"),
    _row("law of a year", give(Document()), r"\bluat(?: [a-z]+,?){1,6} 20\d\d\b"),
    _row("standard", give(Document()), r"\b(?:iso|iec|tcvn|qcvn)(?:[ /]*(?:iso|iec))* ?[\d:.-]+(?:/[a-z]+)?"),
    _row(
        "ngày … tháng … năm 2025",
        give(Aside()),
        r"(?:\b(?:truoc|den|tu|cham nhat|xong) )*\b(?:ngay|thang|quy)\b[^;,.()?]{0,4}\?"
        r"(?: ?/? ?(?:(?:thang|nam|quy)\b)? ?(?:\d+|\?))*",
    ),
    _row(
        "around the clock",
        give(Aside()),
        r"(?<!ngay )(?<!truoc )(?<!den )(?<!han )(?<!vao )(?<!toi )(?<!- )(?<!va )(?<!, )",
        r"\b(?:24/7|7/24|24/24)\b(?!/)(?: ?(?:h|gio)\b)?",
    ),
    _row(
        "hour",
        give(Aside()),
        r"\b(?<!trong )(?<!vong )(?:truoc |luc |vao )?\d{1,2} ?(?:h|gio)(?![a-z])",
        r" ?(?:\d{1,2}\b(?![/.-])(?! thang))?(?: ?phut)?,?",
        r"|\b\d{1,2}:\d{2}(?::\d{2})?\b",
    ),
    _row("percentage", give(Aside()), r"\b\d+(?:[.,] ?\d+)? ?%"),
    _row(
        "numbered stage",
        give(Aside()),
        r"(?<![^/.\d]\d )(?<![^/.\d]\d\d )(?<!^\d )(?<!^\d\d )"
        r"\b(?:dot|lan|giai doan|buoc|phan|(?<!dinh )ky|noi dung|nhom|ky hop)(?: thu)? (?:\d{1,2}"
        r"|i{1,3}|iv)(?= ?[:()]| (?:thang|quy|trong|truoc|ngay) )",
    ),
    _row(
        "once",
        give(Aside()),
        r"(?<=[(,]) ?\b<once> lan\b(?! ?[/a-z])|(?<=\() ?<once> lan\b|^<once> lan,? (?=(?:trong|vao) "
        r"(?!nam$|moi))",
    ),
    _row("expenditure", give(Document()), r"\b(?:chi|kinh phi|von|ngan sach|khong) thuong xuyen\b"),
    _row(
        "done",
        give(Done()),
        r"\bda (?:duoc )?(?:ban hanh|hoan thanh|thuc hien|trien khai|xong|trinh|phe duyet|duyet|bao cao"
        r"|gui|tham muu|co",
        r"|cong bo|ky|thong qua|to chuc|xay dung)\b",
    ),
)

# --- rhythms, before the periods: "mỗi tháng 01 lần" is not January -------------------------------------------------------
RHYTHMS = (
    _row(
        "day 20 of the month that …",
        rhythms.day_of_month,
        r"\bngay (?P<d>\d{1,2}) (?=(?:cua )?thang (?:cuoi|dau|sau(?! nam)|tiep theo|lien ke|ke tiep))",
    ),
    _row(
        "last month of the quarter",
        rhythms.day_of_last_month,
        r"(?:(?:<dom>,? ?(?:va )?)+(?:cua )?)?\bthang cuoi(?: cung)?(?: cua)? (?P<unit>(?:moi |hang )?(?:qu[yi]|6 thang|ky)\b)",
        r"(?: bao cao)?(?! ?\d)(?! [ivl]+\b)",
    ),
    _row(
        "first month of the quarter",
        each(Every.QUARTER, vague=True),
        r"(?:(?:<dom>,? ?(?:va )?)+(?:cua )?)?\bthang dau(?: tien)?(?: cua)? (?:moi |hang )?qu[yi]\b",
        r"(?: sau| tiep theo| ke tiep)?(?! ?\d)(?! [ivl]+\b)",
    ),
    _row(
        "6 tháng/lần",
        rhythms.every_so_many,
        r"\b(?:(?:dinh ky|moi|cu|hang) )*(?P<n><n>) <of>,? ?/? ?(?:bao cao )?<once>? ?(?:lan|ky)\b",
    ),
    _row(
        "2 lần/năm",
        rhythms.so_many_times,
        r"(?:\b(?:dinh ky|thuc hien|bao cao) )?<least>\b(?P<n><n>) (?:lan|dot|ky) ?(?P<within>trong )?"
        r"(?:/|tren |mot |moi |hang )*(?<=[ /])",
        r"(?:<once> )?(?:(?P<months>0?[36]) )?<of>\b(?! ?\d)(?! [ivxl]+\b)",
    ),
    _row(
        "mỗi năm 02 lần",
        rhythms.so_many_times,
        r"\b(?:dinh ky )?(?:moi|hang|mot|0?1|trong mot|trong) (?:(?P<months>0?[36]) )?<of>,? ?/? ?"
        r"<least>(?P<n><n>) (?:lan|dot|ky)\b",
    ),
    _row("quý/lần", rhythms.every_so_many, r"\b(?P<n>(?!))?<of>/(?:<once> )?lan\b"),
    _row("tháng một lần", rhythms.so_many_times, r"\b(?<!\d )(?P<unit>thang|qu[yi]|tuan) (?P<n><once>) lan\b"),
    _row(
        "thứ Sáu hằng tuần",
        rhythms.weekday,
        r"\b(?:ngay |chieu |sang )?<weekday>,? ?\(?(?:cua |trong |vao )?(?:hang |moi |cac )tuan\b\)?",
    ),
    _row(
        "hằng tuần, thứ Sáu",
        rhythms.weekday,
        r"\b(?:dinh ky )?(?:hang|moi) tuan,? ?\(?(?:<aside> ?)?<by>(?:ngay |chieu |sang )?<weekday>\)?",
    ),
    _row("thứ Sáu, ngày 15/3", give(Aside()), r"\b<weekday>,? ?\(?(?=ngay \d|\d{1,2}[/.-])"),
    _row(
        "last day of each month",
        rhythms.rhythm,
        r"\b(?:vao )?ngay(?: lam viec)? cuoi(?: cung)?(?: cua)?(?: thang cuoi)?(?: cua)?(?: hang| moi)? "
        r"(?P<units>thang|qu[yi]|nam|tuan)\b",
        r"(?! ?\d)(?! ?[ivl]+\b)",
    ),
    _row(
        "end of each month",
        rhythms.rhythm,
        r"\b(?:vao )?(?:cuoi|het) (?:moi|hang|cac) (?P<units>thang|qu[yi]|nam|tuan|6 thang)\b(?! ?\d)",
    ),
    _row("each day", each(Every.DAY), r"\b(?:hang|moi) ngay(?: lam viec)?\b(?! ?\d)"),
    _row(
        "hằng tháng, quý, năm",
        rhythms.rhythm,
        r"\b(?:(?:theo )?(?:dinh ky|thuong ky)(?:,? (?:hang|moi|theo|vao|bao cao))?|hang|moi|theo|tung"
        r"|cac) (?:cac )?",
        r"(?P<units><unit>(?: ?(?:, va|,|/|va|hoac|-) ?(?:va )?(?:dinh ky )?(?:(?:hang|moi|theo|bao cao"
        r"|ca|0?1|mot) )?<unit>)*)",
        r"(?: trong nam\b)?(?! ?\d)",
    ),
    _row(
        "quý, 6 tháng, năm",
        rhythms.rhythm,
        r"(?:^|(?<=[;:(] )|(?<=\()|\bbao cao (?:dinh ky )?)(?P<units><unit>(?: ?(?:, va|,|/|va) ?(?:"
        r"(?:hang|0?1|mot) )?<unit>)+)",
        r"(?! ?\d)(?! (?:tiep|dau|cuoi|sau))",
    ),
    _row(
        "báo cáo tháng, trước ngày 20",
        each(Every.MONTH),
        r"\bbao cao(?: dinh ky)? thang"
        r"(?=[,:]? \(?(?:gui )?(?:truoc|cham nhat|vao)(?: vao| la)? ngay \d{1,2}(?![\d/.])(?! thang))",
    ),
    _row(
        "mỗi 2 tuần",
        rhythms.every_so_many,
        r"\b(?:moi|cu|dinh ky(?: hang| moi)?) (?P<n><n>) (?P<unit>thang|quy|tuan|nam)\b(?! (?:dau|cuoi"
        r"|\d))",
    ),
    _row("thường niên", each(Every.YEAR), r"\bthuong nien\b"),
    _row("6 tháng", each(Every.HALF_YEAR, vague=True), r"^(?:0?6 thang|nua nam)$"),
    _row("cuối tháng", each(Every.MONTH, vague=True), r"^(?:vao |truoc )?(?:cuoi|het) thang$"),
    _row("cuối quý", each(Every.QUARTER, vague=True), r"^(?:vao |truoc )?(?:cuoi|het) quy$"),
)

# --- days ---------------------------------------------------------------------------------------------------------------
DAYS = (
    _row("2024-06-20", dates.full_day, r"\b(?P<year>20\d\d)[-/](?P<m>\d{1,2})[-/](?P<d>\d{1,2})\b(?![/\d])"),
    _row(
        "từ ngày 01 đến ngày 15 tháng 3",
        dates.days_to_day,
        r"(?:\btu )?(?:\bngay |(?<=tu ))(?P<d1>\d{1,2}) ?(?:-|den het|den|toi) ?(?:ngay )?"
        r"(?P<d2>\d{1,2}) thang (?P<m>\d{1,2})\b",
        r"(?!/\d{1,2}(?!\d))<year>",
    ),
    _row(
        "ngày 15, 16 và 17/3",
        dates.several_days,
        r"\bngay (?P<days>\d{1,2}(?:(?:, va|,| va| hoac) (?:ngay )?\d{1,2})+)(?:/| thang )(?P<m>\d{1,2})"
        r"(?!\d)(?!/\d{1,2}(?!\d))<year>",
    ),
    _row(
        "01-15/3/2024",
        dates.days_to_day,
        r"(?:\btu )?(?:\bngay )?(?<![\d/.-])(?<!thang )(?<!quy )(?<!nam )\b(?P<d1>\d{1,2}) ?(?:-|den het"
        r"|den|toi) ?(?:ngay )?",
        r"(?P<d2>\d{1,2})/(?P<m>\d{1,2})(?!\d)(?P<year>/20\d\d|/[23]\d\b| nam 20\d\d)?",
    ),
    _row(
        "20/6/2024",
        dates.full_day,
        r"(?:\b(?:ngay|mung|mong) )?(?<![\d/.])\b(?P<d>\d{1,2})(?P<sep> ?[/.-] ?)(?P<m>\d{1,2})(?P=sep)"
        r"(?P<year>20\d\d|[23]\d)\b(?![/\d])",
    ),
    _row(
        "ngày 20 tháng 3, 6, 9, 12",
        dates.day_in_months,
        r"\bngay (?P<d>\d{1,2}) (?:cua )?(?:cac )?thang:? (?P<months>\d{1,2}(?:(?:, va|,| va) "
        r"(?:thang )?\d{1,2}(?![\d/])(?! thang))+)<year>",
    ),
    _row(
        "tuần 2 tháng 3",
        dates.week_of_month,
        r"\btuan (?:thu )?(?P<week>[1-5]|nhat|mot|hai|ba|bon|tu|dau(?: tien)?|cuoi(?: cung)?)(?: cua)? "
        r"thang (?P<m>\d{1,2})\b<year>",
    ),
    _row(
        "20 tháng 6 năm 2024",
        dates.full_day,
        r"(?:\b(?:ngay|mung|mong) |^|(?<=[(,;:-] )|(?<=\b(?:tu|va) )|(?<=\b(?:den|toi|han|vao|het|qua) )"
        r"|(?<=\bnhat )|(?<=\btruoc ))(?P<d>\d{1,2})(?: |/)thang (?P<m>\d{1,2})\b(?! lan)(?!/\d{1,2}"
        r"(?!\d))<year>",
    ),
    _row(
        "20/6",
        dates.short_day,
        r"(?P<lead>\b(?:ngay|mung|mong) |(?<=\b(?:tu|va) )|(?<=\b(?:den|toi|han|vao|het|qua|dip) )|"
        r"(?<=\bnhat )|(?<=\btruoc )"
        r"|(?<=\d, )|(?<=\d - )|(?<=\d-)|(?=\d{1,2}/\d{1,2} ?(?:-|den|toi) ?(?:ngay )?(?:\d|<span>)))?",
        r"(?<![\d/.])(?<!thang )(?<!quy )(?<!\bt )\b(?P<d>\d{1,2})/(?P<m>\d{1,2})\b(?!/)",
        r"(?! (?:so|tong|don vi|xa|huyen|tinh|nhiem vu|chi tieu|thanh vien|dai bieu)\b)(?P<year>,? "
        r"nam 20\d\d|<rel>)?",
    ),
    _row("31.12", dates.full_day, r"(?:^|(?<=^truoc )|(?<=^den ))(?P<d>1[3-9]|2\d|3[01]) ?[.-] ?(?P<m>0?[1-9]|1[0-2])$"),
    _row(
        "ngày 20.6",
        dates.dashed_day,
        r"\bngay (?P<d>\d{1,2})(?P<dash>[.-])(?P<m>0?[1-9]|1[0-2])\b(?![/.\d-])(?! (?:hang|moi|cua|thang))",
    ),
)

# --- periods ------------------------------------------------------------------------------------------------------------
PERIODS = (
    _row(
        "quý I, II - III/2024",
        dates.quarters,
        r"(?:\bcac )?(?P<items><q><quarter>(?:(?:<link>(?:het )?<q>?|/<q>?(?=[ilv1-4](?!\d)))"
        r"<quarter>)*)<year>",
    ),
    _row("I/2024", dates.bare_quarter, r"^(?P<items>i{1,3}|iv)(?P<year>/20\d\d)$"),
    _row(
        "3-4/2024",
        dates.months,
        r"(?<![\d/.-])(?<!thang )\b(?P<items>\d{1,2} ?(?:-|den) ?\d{1,2})(?=/20)(?P<year>/20\d\d)\b",
    ),
    _row(
        "tháng 3, 6 và 9/2024",
        dates.months,
        r"(?<!\d )(?:\bcac )?\b(?P<items>thang:? ?\d{1,2}<end>(?:(?:<link>(?:het )?"
        r"(?:thang )?)\d{1,2}<end>)*)<year>",
    ),
    _row("tháng 3/4", dates.months, r"\b(?P<items>thang \d{1,2}/\d{1,2})\b<year>"),
    _row(
        "tháng mười hai",
        dates.named_month,
        r"(?<!\d )(?<!hang )(?<!<dom>)(?<!<dom>cua )\bthang (?P<name><month>)\b(?! lan)<year>",
    ),
    _row("T3/2024", dates.short_months, r"\b(?P<items>t\.? ?\d{1,2}<end>(?:<link>t\.? ?\d{1,2}<end>)*)<year>"),
    _row(
        "6/2024",
        dates.months,
        r"(?:(?<![\d/.-])|(?<=20\d\d-)|(?<=<span>-))\b(?P<items>\d{1,2})(?P<year> ?[/.-] ?20\d\d)\b(?![/\d])",
    ),
    _row(
        "6 tháng đầu năm",
        dates.part_of_year,
        r"\b(?P<n><n>) thang (?P<end>dau|cuoi)(?: cua)?(?: nam\b(?! ?\d)(?! <other>))?"
        r"<year>",
    ),
    _row("nửa đầu năm", year_months(1, 6), r"\bnua dau(?: cua)?<in_year>"),
    _row("nửa cuối năm", year_months(7, 12), r"\bnua (?:cuoi|sau)(?: cua)?<in_year>"),
    _row("nửa năm đầu, H1", year_months(1, 6), r"\b(?:nua nam dau|h ?1)\b<year>"),
    _row("nửa năm cuối, H2", year_months(7, 12), r"\b(?:nua nam cuoi|h ?2)\b<year>"),
    _row("quý đầu năm", year_months(1, 3), r"\bqu[yi] dau(?: tien)?(?: cua)?<in_year>"),
    _row("quý cuối năm", year_months(10, 12), r"\bqu[yi] cuoi(?: cung)?(?: cua)?<in_year>"),
    _row("tháng cuối năm", year_months(12, 12), r"(?<!cac )(?<!nhung )\bthang cuoi(?: cung)?(?: cua)?<in_year>"),
    _row("các tháng cuối năm", year_months(10, 12, vague=True), r"\b(?:cac|nhung) thang cuoi<in_year>"),
    _row("đầu năm", year_months(1, 3, vague=True), r"\b(?:ngay )?dau<in_year>"),
    _row("giữa năm", year_months(1, 6, vague=True), r"\bgiua<in_year>"),
    _row("6 tháng năm 2024", year_months(1, 6, vague=True), r"\b0?6 thang(?=(?: nam |/)20)<year>"),
    _row("9 tháng năm 2024", year_months(1, 9, vague=True), r"\b0?9 thang(?=(?: nam |/)20)<year>"),
    _row(
        "năm học 2024-2025",
        dates.school_year,
        r"\b(?:(?:hoc ky|hk) (?:i{1,2}|[12]),? )?nam hoc (?P<first>20\d\d) ?- ?(?P<last>20\d\d)\b",
    ),
    _row(
        "trước 30/6 các năm 2024, 2025",
        dates.in_each_year,
        r"<span>(?P<plain> (?:cua |trong )?(?:cac|hai) nam)(?P<years> 20\d\d(?:(?:, va|,| va) 20\d\d(?![\d/]))+)",
    ),
    _row("quý II/2022, 2023", dates.in_each_year, r"<span>(?P<years>(?:(?:, va|,| va) 20\d\d(?! ?[-/\d]))+)"),
    _row("cả năm 2024", dates.whole_years, r"\b(?:ca|(?<!xuyen )suot|quanh)(?: ca)? (?P<items>nam 20\d\d)\b(?P<all>)"),
    _row(
        "năm 2024, 2025; giai đoạn 2021 - 2025",
        dates.whole_years,
        r"(?:\btrong <n> nam,? \(?(?=20\d\d ?- ?20))?\b(?:giai doan |thoi ky |nhiem ky |cac |ke tu )?"
        r"(?P<items>(?:nam:? ?)?(?<![\d/.:-])20\d\d(?:"
        r"(?:<link>(?:het )?|/)(?:nam )?20\d\d\b)*)\b(?![/.:]?\d)(?! (?:nguoi|ho|dong|xa|can bo|don vi)\b)",
    ),
    _row(
        "cuối năm",
        dates.this_year(vague=False),
        r"\b(?:cuoi|het|ket thuc) nam(?: nay| tai chinh| ngan sach| ke hoach)?$|\b(?:cuoi|het) nam"
        r"(?! ?\d)(?! (?:sau|toi|truoc|hoc))(?= ?[,;:().])|\bnam nay\b",
    ),
    _row("năm sau", dates.next_year, r"\b(?:cuoi |het |trong )?nam (?:sau|toi|ke tiep)\b"),
    _row(
        "trong năm",
        dates.this_year(vague=True),
        r"\b(?:trong |(?<!xuyen )suot |ca |quanh |thuc hien )+nam\b(?! ?\d)(?! (?:sau|toi|truoc|hoc))(?: "
        r"ke hoach\b)?",
    ),
)

# --- what a date can hang on, and what can hang on a date -----------------------------------------------------------------
JOINS = (
    _row(
        "quý I, 6 tháng, 9 tháng và năm",
        dates.with_halves,
        r"<span>(?P<more>(?:(?:, va|,| va) (?:0?[69] thang|ca nam|nam\b(?! ?\d)(?! [a-z]))\b)+)",
    ),
    _row(
        "báo cáo năm: trước ngày 15/12",
        give(Aside()),
        r"\b(?:bao cao (?:dinh ky )?)?(?:thang|qu[yi]|0?[69] thang|nam|ca nam)(?=:? (?:gui )?(?:truoc"
        r"|cham nhat|vao) (?:<span>|<dom>|<each>))",
    ),
    _row(
        "trước 15/12 (báo cáo năm)",
        give(Aside()),
        r"(?<=<span> )\((?:doi voi )?(?:bao cao )?(?:qu[yi]|0?[69] thang|nam|ca nam)\)",
    ),
    _row("10 ngày đầu tháng 3", dates.first_days, r"\b(?P<n>\d{1,2}) ngay (?P<part>dau|cuoi)(?: tien)?(?: cua)? <span>"),
    _row("nửa đầu tháng 3", dates.half_of_month, r"\bnua (?P<half>dau|cuoi|sau)(?: cua)? <span>"),
    _row(
        "bắt đầu từ tháng 3, hoàn thành trong tháng 10",
        dates.span_to_span,
        r"\b(?:bat dau (?:tu )?|(?:trien khai |thuc hien )?(?<!dau )tu )<span>(?:, va| va|[,;])? ?"
        r"(?:hoan thanh|ket thuc|xong)(?: vao| trong| truoc| den| cham nhat| het| cuoi)* <span>",
    ),
    _row("hết quý I, cuối năm 2024", dates.inner_again, r"\b(?:truoc )?(?:het|cuoi|ket thuc)(?: ca)? <span>"),
    _row(
        "đầu tháng 3, giữa quý II",
        dates.part_of_span,
        r"(?<!bat )(?<!tu )\b(?P<part>dau|giua|thuong tuan|trung tuan)(?: cua)? <span>",
    ),
    _row("hạ tuần tháng 3", dates.inner_again, r"\bha tuan(?: cua)? <span>"),
    _row("tầm nhìn đến năm 2030", give(Aside()), r",? ?(?:va )?\b(?:dinh huong|tam nhin)(?: den)?(?: nam)? <span>"),
    _row(
        "từ tháng 4 đến tháng 8",
        dates.span_to_span,
        r"(?:\b(?:bat dau )?(?:ke )?tu )?(?:dau )?<span> ?(?:-|(?:cho )?(?:den|toi)(?: het| cuoi| "
        r"truoc)?) ?<span>",
    ),
    _row(
        "từ nay đến tháng 6",
        dates.last_inside,
        r"\btu (?:nay|bay gio|khi [a-z ]+?|ngay (?:ky|ban hanh)[a-z ]*?|thoi diem nay)(?: cho)? (?:den"
        r"|toi)(?: het| cuoi)? <span>",
    ),
    _row("năm 2025 và các năm tiếp theo", dates.and_later_years, r"<span>(?:,| va|, va)? (?:den )?<later>"),
    _row(
        "từ tháng 3 trở đi",
        dates.start_only,
        r"\b(?:bat dau |thuc hien |ap dung )?(?:ke )?(?:(?<=bat dau )|(?<!\bdau )(?<!\bvat ))tu (?:dau )?<span>(?: tro di)?"
        r"(?! ?(?:-|(?:den|toi)(?! khi)))",
    ),
    _row("tháng 3 trở đi", dates.start_only, r"\b(?:bat dau )<span>(?: tro di)?|<span> tro di\b"),
    _row("trước tháng 6", dates.before_period, r"\btruoc (?:thoi diem )?<span>"),
    _row("15/3 (thứ Sáu)", give(Aside()), r"(?<=<span>)(?:,| -)? ?\(?<weekday>\b\)?(?! (?:hang|moi|cac) tuan)"),
    _row("15/8 âm lịch", give(Impossible()), r"<span>,? ?\(?am lich\b\)?"),
    _row("sau quý I", give(When(vague=True)), r"\b(?:ngay )?sau <span>"),
    _row("ngày 20", rhythms.day_of_month, r"\b(?:ngay|mung|mong) (?P<d>\d{1,2})(?![\d/])(?! ?thang \d)"),
    _row("20 hằng tháng", rhythms.day_of_month, r"\b(?P<d>\d{1,2})(?=(?: |/)<each>)"),
    _row("ngày 15 và 30", rhythms.more_days_of_month, r"<dom>(?P<more>(?:(?:,| va|, va) (?:ngay )?\d{1,2}(?![\d/%]))+)"),
    _row(
        "ngày 20 - 25", rhythms.days_of_month, r"(?:\btu )?<dom> ?(?:-|den|toi) ?(?:ngay )?(?:<dom>|(?P<last>\d{1,2})(?![\d/]))"
    ),
    _row(
        "ngày 05 tháng sau",
        rhythms.day_of_next_month,
        r"(?P<rhythm><each>,? ?\(?<by>)?<dom> ?(?:cua )?thang (?:sau|tiep theo|lien ke|ke tiep)(?: lien "
        r"ke| do)?\)?",
    ),
    _row(
        "ngày 20 hằng tháng",
        rhythms.day_of_each,
        r"(?:<dom>(?:,? ?(?:va )?))+ ?[/(,]? ?(?:cua |vao |trong )?<each>\)?",
    ),
    _row(
        "hằng tháng (trước ngày 20)",
        rhythms.day_of_each,
        r"<each>(?:,| -|:)? ?\(?<by>(?:<dom>(?:,? ?(?:va )?))+(?:cua thang(?! ?\w)|trong thang)?\)?",
    ),
    _row("ngày 20 của tháng", rhythms.day_of_unsaid_month, r"<dom> (?:cua|trong) thang$"),
    _row("hằng quý, tháng cuối quý", rhythms.one_rhythm, r"<each>(?:,| -|:)? ?\(?(?:thoi gian )?<by><each>\)?"),
    _row(
        "15/6 và 15/12 hằng năm",
        rhythms.span_of_each_year,
        r"<span>(?:(?:, va|,| va|;) <by><span>)* ?[(,]? ?(?:cua |va |trong )?<each>\)?",
    ),
    _row(
        "hằng năm, trước ngày 15/12",
        rhythms.span_of_each_year,
        r"<each>(?:,| -|:)? ?\(?(?:trong )?<by><span>(?:(?:, va|,| va|;) <by><span>)*\)?",
    ),
    _row("hằng tháng, từ tháng 3", rhythms.bounded, r"<each>,? ?\(?<start>\)?|(?P<by>)<start>,? ?\(?<each>\)?"),
    _row("hằng quý đến hết năm 2025", rhythms.bounded, r"<each>,? ?\(?(?P<by>(?:cho )?den|toi) <span>\)?"),
    _row(
        "hằng tháng trong năm 2024",
        rhythms.bounded,
        r"<each>,? ?\(?(?P<by>trong |cua |cho |tu )?<span>\)?|<span>[,:]? ?\(?<each>\)?",
    ),
)

# --- words for what has no date -------------------------------------------------------------------------------------------
UNDATED = (
    _row(
        "thường xuyên",
        give(Always()),
        r"\b(?:duy tri |thuc hien |trien khai |nhiem vu |hoat dong |cong viec )?(?:thuong xuyen|lien tuc"
        r"|xuyen suot|lau dai)\b",
        r"(?:(?:,| va|, va|/|;)? ?(?:lien tuc|lau dai|kip thoi|xuyen suot|thuong xuyen|dinh ky|hang ngay"
        r"|dot xuat|theo dinh ky)\b(?! <each>))*",
    ),
    _row(
        "thường xuyên trong năm 2024",
        rhythms.always_within,
        r"<always>(?: ?[,/;:-]? ?\(?(?:trong|cua|giai doan|cho|den|va)? ?(?:<span>|<start>)\)?)+|(?:"
        r"<span>|<start>)(?:,| va|:|;|/)? ?\(?(?:thuc hien )?<always>\)?",
    ),
    _row(
        "và đột xuất khi có yêu cầu",
        give(Aside()),
        r"(?:(?<=<each>)|(?<=<always>)|(?<=<span>)|(?<=\))|(?<=dinh ky))(?:, hoac|, va|,|;|/| hoac| "
        r"va)? ?\(?(?:bao cao )?\bdot xuat\b(?:,? (?:khi|theo|neu) <tail>)?\)?",
    ),
    _row("kịp thời", give(Always(vague=True)), r"^(?:kip thoi|(?:bao cao |theo )?dinh ky(?: ?<aside>)?)$"),
    _row("(theo Quyết định số …)", give(Aside()), r"(?<=.) ?\((?:theo |tai |can cu )?(?:[a-z]+ ){0,4}<doc>[^()]*\)"),
    _row("(theo Chương trình công tác …)", give(Aside()), r"(?<=<span>) ?\(theo <paper> [^()]+\)"),
    _row("theo Quyết định số …", give(When(vague=True)), r"^(?:thuc hien )?theo(?: [a-z]+){0,2} ?<doc>$"),
    _row(
        "sau khi …, theo …, trong vòng …",
        rhythms.condition,
        r"(?<!tiep )(?<!kem )(?<!tuan )\b(?P<cue>ngay sau|ngay khi|cho den khi|den khi|tu khi|sau(?! do\b"
        r"| nay\b)|khi|theo(?! doi\b)|tuy|neu|phu thuoc|can cu",
        r"|(?:trong|trong vong|trong thoi han|trong thoi gian|cham nhat|khong qua|toi da|truoc|truoc it "
        r"nhat) <n> (?:ngay|tuan|thang|gio|nam)\b(?! (?:dau|cuoi))",
        r"|\d{1,3} (?:ngay|tuan|thang|gio)(?: lam viec)?,? (?:ke tu|tinh tu|sau|truoc|tu)|ke tu (?:ngay"
        r"|khi|luc)",
        r"|cho (?:huong dan|y kien|chi dao|van ban|trung uong)|dot xuat|phat sinh|dong thoi voi|dong bo voi|song song voi"
        r"|cung voi|cung thoi diem",
        r"|truoc (?:khi|ky hop|dai hoi|tet|khai giang|mua|hoi nghi|phien hop"
        r"|ngay (?:hop|khai mac|to chuc|bau cu))|tai ky hop|ky hop|trong "
        r"qua trinh)\b<tail>",
    ),
    _row(
        "15 ngày làm việc",
        give(When(vague=True)),
        r"^(?:trong |thoi gian |trong vong |trong thoi gian |toi da |khoang )*\d{1,3} (?:ngay|tuan|thang"
        r"|nam)(?: lam viec)?$",
    ),
)

ROWS: tuple[Row, ...] = NOT_DATES + RHYTHMS + DAYS + PERIODS + JOINS + UNDATED
