"""What a question names of the plan: agencies, groups, activities by code or by a few words of the title.

Nothing is guessed: several agencies that fit equally are a tie, and words that belong to several titles name none of them.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise

from bot.understanding.codes import find_codes
from bot.understanding.words import Word, bare, clean, key, split
from plan_data.agencies import Directory
from plan_data.model import Plan, PlanNames
from plan_data.text import fold

AGENCY, CODE, GROUP, TITLE = "AGENCY", "CODE", "GROUP", "TITLE"

_LONGEST_NAME = 9
# A name may be begun or misspelled only behind one of these; without them it must be whole.
_HEADS = frozenset(
    {"sơ³", "so", "ubnd", "huyên⁴", "huyen", "tp", "ban", "đai¹", "dai", "văn", "van", "thanh", "trung", "bql", "vp"}
)
_SLIPS_ALLOWED = frozenset({"sơ³", "so", "ubnd", "huyên⁴", "huyen"})
_SHORT_NAMES = frozenset({"dai"})
# "sở nào", "huyện em": a head with one of these behind it names nobody.
_NOBODY = frozenset(
    form
    for word in [
        "nào",
        "gì",
        "em",
        "mình",
        "tôi",
        "này",
        "đó",
        "ấy",
        "khác",
        "và",
        "ban",
        "ngành",
        "sánh",
        "có",
        "đang",
        "đã",
        "chưa",
        "còn",
        "phải",
        "thì",
        "quá",
        "trễ",
        "làm",
        "sao",
        "thuộc",
        "của",
        "với",
    ]
    for form in (key(word), bare(key(word)))
)
# Too common among titles to name one by itself, and said of any work.
_ORDINARY = (
    "báo cáo|kế hoạch|thực hiện|triển khai|đơn vị|cơ quan|các đơn|các cơ|hoàn thành|kết quả|tình hình|"
    "theo dõi|tổ chức|công việc|nhiệm vụ|công tác|cà mau|tỉnh cà|của các|của tỉnh|theo quy|quy định|"
    "trên địa|địa bàn|bàn tỉnh|năm 2024|cập nhật|nhắc nhở|tiến độ|tiếp tục|chất lượng|phạm vi|quản lý|"
    "của cơ|đôn đốc|đề xuất|thời gian|trả lời|số lượng|lãnh đạo|việc thực|hiện nhiệm|đốc các|nhắc các|"
    "sở ban|ban ngành|các sở|các huyện|cho các|phương án|hướng dẫn|sử dụng|thành phố|xây dựng|quả thực|"
    "quả triển|hiện việc|hiện kế|hiện cơ|hình thực|khai thực|tục triển|hiện các|việc lập|chức năng|năng quản"
)
_SMALL = frozenset(
    key(word)
    for word in [
        "được",
        "của",
        "các",
        "và",
        "tại",
        "theo",
        "năm",
        "có",
        "chưa",
        "để",
        "về",
        "đến",
        "trên",
        "thuộc",
        "từ",
        "cho",
        "với",
        "không",
        "do",
        "sau",
        "khi",
        "mới",
        "tốt",
        "nhất",
    ]
)
# The first or last words of a name that are said of anything.
_NO_NAMES = frozenset(
    {"ke hoach", "ban quan ly", "trung tam", "van phong", "hanh chinh tinh", "thu tuc hanh chinh tinh", "cong thuong tinh"}
)
_SPELLED = {
    "cchc": "cải cách hành chính",
    "cđs": "chuyển đổi số",
    "cds": "chuyển đổi số",
    "vbqppl": "văn bản quy phạm pháp luật",
    "qppl": "quy phạm pháp luật",
    "pbgdpl": "phổ biến giáo dục pháp luật",
    "tthc": "thủ tục hành chính",
    "dvc": "dịch vụ công",
    "dvctt": "dịch vụ công trực tuyến",
    "vtvl": "vị trí việc làm",
    "đtbd": "đào tạo bồi dưỡng",
    "cqđt": "chính quyền điện tử",
    "cbccvc": "cán bộ công chức viên chức",
    "thpl": "thi hành pháp luật",
}

# The plan is about nothing else: these words alone name no activity.
_REFORM = frozenset(form for word in ("cải", "cách", "hành", "chính") for form in (key(word), bare(key(word))))
_MOST_ALIKE = 3

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Tie:
    """Several are meant equally: the names or codes that a person must choose from."""

    names: tuple[str, ...]


@dataclass(frozen=True)
class Subject:
    """One activity or one group, and the pairs of neighbouring words of its title."""

    atom: str
    name: str
    pairs: frozenset[Pair]
    common: frozenset[Pair] = frozenset()


@dataclass(frozen=True)
class Names:
    """The names of one plan, prepared for finding."""

    plan: Plan | PlanNames

    @cached_property
    def directory(self) -> Directory:
        return Directory(self.plan.agencies)

    @cached_property
    def codes(self) -> tuple[str, ...]:
        return tuple(activity.code for activity in self.plan.all_activities)

    @cached_property
    def numerals(self) -> tuple[str, ...]:
        return tuple(group.numeral for group in self.plan.groups)

    @cached_property
    def subjects(self) -> tuple[Subject, ...]:
        groups = [(GROUP, each.numeral, _pairs_of(each.title)) for each in self.plan.groups]
        activities = [
            (TITLE, each.code, _pairs_of(each.title) | _pairs_of(each.short_title)) for each in self.plan.all_activities
        ]
        return tuple(
            Subject(atom, name, pairs - (common := frozenset(filter(_is_common, pairs))), common)
            for atom, name, pairs in groups + activities
        )

    @cached_property
    def of_pair(self) -> Mapping[Pair, Sequence[Subject]]:
        """Whose title has two words side by side, by how they are typed: each with all its marks or with none."""
        found = defaultdict[Pair, list[Subject]](list)
        for subject in self.subjects:
            for one, two in subject.pairs:
                for typed in {(a, b) for a in (one, bare(one)) for b in (two, bare(two))}:
                    found[typed].append(subject)
        return found


@lru_cache(maxsize=8)
def names_of(plan: Plan | PlanNames) -> Names:
    """Prepared once for a plan: a question is read in milliseconds."""
    return Names(plan)


# --- codes and numerals -------------------------------------------------------------------------------------------------
def find_named_codes(text: str, words: list[Word], names: Names) -> list[Word]:
    """ "II.6", "ii6", "việc 2.6" is none."""
    for found in find_codes(text, names.codes):
        if not re.fullmatch(r"th\d+", text[found.start : found.end]):  # a month
            words = _put(words, found.start, found.end, CODE, found.code)
    return words


def find_numerals(text: str, words: list[Word], names: Names) -> list[Word]:
    """ "nhóm V", "mục 5", "lĩnh vực iv"; "việc 8 nhóm IV" is a code."""
    for match in re.finditer(
        r"(?<!\w)(?:viec|muc|nhiem vu) (?:so |thu )?(\d{1,2}) (?:cua |thuoc )?nhom ([ivx]{1,4})(?!\w)", _flat(text)
    ):
        if (code := f"{match[2].upper()}.{match[1]}") in names.codes:
            words = _put(words, match.start(), match.end(), CODE, code)
    for match in re.finditer(
        r"(?<!\w)(?:nhom|muc|phan|linh\s+vuc|chuong)(?:\s+so|\s+thu)?\s+([ivx]{1,4}|\d)(?![\w.])", _flat(text)
    ):
        numeral = match[1].upper()
        if numeral.isdigit() and 0 < int(numeral) <= len(names.numerals):
            numeral = names.numerals[int(numeral) - 1]
        if numeral in names.numerals:
            words = _put(words, match.start(), match.end(), GROUP, numeral)
    return words


def _flat(text: str) -> str:
    """Folded with every character in its place."""
    return "".join((fold(char) or " ")[0] if char != " " else " " for char in text)


# --- agencies -------------------------------------------------------------------------------------------------------------
def find_agencies(text: str, words: list[Word], names: Names, *, headed: bool) -> list[Word]:
    """Each agency named; `headed`: with its "Sở", "UBND", its abbreviation, else by its bare name too ("nội vụ")."""
    first = 0
    while first < len(words):
        found = _agency_at(text, words, first, names.directory, headed)
        if found is not None:
            end, value = found
            words = [*words[:first], Word(AGENCY, words[first].start, words[end - 1].end, value), *words[end:]]
        first += 1
    return words


def _agency_at(
    text: str, words: Sequence[Word], first: int, directory: Directory, headed: bool
) -> tuple[int, str | Tie] | None:
    room = next((i for i in range(first, len(words)) if words[i].key.isupper()), len(words))
    longest = min(room, first + _LONGEST_NAME)
    if words[first].start and text[words[first].start - 1] in "/-":  # of a document's number
        return None
    if longest <= first or (headed and not _starts_name(text, words[first])):
        return None
    windows = [(end, said) for end in range(longest, first, -1) for said in _spellings(text, words[first:end])]
    for end, said in windows:
        found = _of_bare_name(said, directory) if not headed else _whole(said, directory)
        if found:
            return end, found
    if not headed or words[first].key not in _HEADS or (first + 1 < room and words[first + 1].key in _NOBODY):
        return None
    return _begun(windows, first, directory, words)


def _starts_name(text: str, word: Word) -> bool:
    typed = text[word.start : word.end]
    return word.key in _HEADS or (typed.isupper() and not text.isupper()) or not set("aeiouyăâêôơư") & set(bare(word.key))


def _begun(
    windows: list[tuple[int, str]], first: int, directory: Directory, words: Sequence[Word]
) -> tuple[int, str | Tie] | None:
    """ "sở nông nghiệp", "so tai chanh"; "sở tài" is a tie."""
    tie: tuple[int, Tie] | None = None
    for end, said in windows:
        if end - first < 2:
            continue
        found = directory.find(said)
        wanted = f" {fold(said)} "
        if found and all(wanted in f" {re.sub('[^a-z0-9]+', ' ', fold(agency.name))} " for agency in found):
            if len(found) == 1:
                return end, found[0].name
            tie = tie or (end, Tie(tuple(agency.name for agency in found)))
    if words[first].key in _SLIPS_ALLOWED:
        for end, said in reversed(windows):
            if 2 <= end - first <= 6 and len(found := directory.find(said)) == 1 and " " in fold(said):
                return end, found[0].name
    return tie


def _of_bare_name(said: str, directory: Directory) -> str | None:
    """ "nội vụ", "năm căn", "nông nghiệp": a whole name, or at least two words at its end or behind its "Sở"."""
    plain = fold(said)
    found = directory.members(said)
    if not found and plain not in _NO_NAMES and (" " in plain or plain in _SHORT_NAMES):
        found = tuple(agency for agency in directory.agencies if _is_rest(plain, fold(agency.name)))
    return found[0].name if len(found) == 1 else None


def _whole(said: str, directory: Directory) -> str | None:
    found = directory.members(said)
    return found[0].name if len(found) == 1 else None


def _is_rest(said: str, name: str) -> bool:
    words = re.sub("[^a-z0-9]+", " ", name).strip()
    return words.endswith(f" {said}") or f"{words} ".startswith((f"so {said} ", f"{said} "))


def _spellings(text: str, words: Sequence[Word]) -> Iterator[str]:
    """As typed, and as the words were understood ("sowr taif chinhs")."""
    typed = text[words[0].start : words[-1].end]
    yield typed
    understood = " ".join(bare(word.key) for word in words)
    if understood != fold(typed):
        yield understood


# --- titles ---------------------------------------------------------------------------------------------------------------
def find_subject(words: list[Word], names: Names) -> list[Word]:
    """The one activity or group whose title these words are of; two that fit equally well are a tie, more are nothing."""
    scores: Counter[Subject] = Counter()
    places: dict[Subject, list[int]] = {}
    spelled = _spelled_out(words)
    reform = {place for place, word in spelled if word in _REFORM}
    for (place, one), (_, two) in pairwise([*spelled, (len(words), "")]):
        for typed in [(one, two), (one, "")] if two else [(one, two)]:
            for subject in names.of_pair.get(typed, ()):
                scores[subject] += 1
                places.setdefault(subject, []).append(place)
    if not scores:
        return words
    best = max(scores.values())
    leading = [subject for subject in names.subjects if scores[subject] == best]
    leading = [subject for subject in leading if subject.atom == GROUP] or leading
    chosen = leading[0]
    if len(leading) > _MOST_ALIKE or set(places[chosen]) <= reform:
        return words
    first, end = _stretch(words, min(places[chosen]), max(places[chosen]), chosen)
    value: object = chosen.name if len(leading) == 1 else Tie(tuple(subject.name for subject in leading))
    atom = chosen.atom
    said = " ".join(bare(word.key) for word in words[first:end])
    if agency := _of_bare_name(said, names.directory):
        atom, value = AGENCY, agency  # "nội vụ" is the agency rather than "thanh tra lĩnh vực nội vụ"
    return [*words[:first], Word(atom, words[first].start, words[end - 1].end, value), *words[end:]]


def _stretch(words: Sequence[Word], first: int, last: int, subject: Subject) -> tuple[int, int]:
    """The matched words and what the title has beside them."""
    inside = {each for pair in subject.pairs | subject.common for word in pair for each in (word, bare(word)) if word}
    end = last + 1
    while first and words[first - 1].key in inside:
        first -= 1
    while end < len(words) and words[end].key in inside:
        end += 1
    return first, end


def _spelled_out(words: Sequence[Word]) -> list[tuple[int, str]]:
    return [
        (place, each)
        for place, word in enumerate(words)
        for each in (map(key, _SPELLED[word.key].split()) if word.key in _SPELLED else (word.key.rstrip("⁰"),))
    ]


@lru_cache(maxsize=100_000)  # after a change of the plan nearly every title is the one it was
def _pairs_of(title: str) -> frozenset[Pair]:
    """Neighbours; an abbreviation that nobody can pronounce ("LGSP") stands by itself."""
    words = [word for _, word in _spelled_out(split(clean(title))) if word[0].isalnum()]
    alone = ((word, "") for word in words if len(word) > 2 and not set("aeiouy") & set(bare(word)) and word.isalpha())
    return frozenset([*pairwise(words), *alone])


_COMMON: frozenset[Pair] = frozenset((key(one), key(two)) for one, two in (pair.split() for pair in _ORDINARY.split("|")))


def _is_common(pair: Pair) -> bool:
    return pair in _COMMON or bool(_SMALL & set(pair))


# --- shared ---------------------------------------------------------------------------------------------------------------
def _put(words: list[Word], start: int, end: int, atom: str, value: object) -> list[Word]:
    """The words that lie within a stretch of the text, made one."""
    covered = [i for i, word in enumerate(words) if word.start < end and word.end > start]
    if not covered or any(words[i].key.isupper() for i in covered):
        return words
    return [*words[: covered[0]], Word(atom, start, end, value), *words[covered[-1] + 1 :]]
