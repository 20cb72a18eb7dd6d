"""What an administrator orders about people: a post given or ended, an invitation revoked, a post that goes to another person.

A row covers the whole message; a name, an agency and a number are then told apart. Pure: the words and the directory.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from bot.understanding.documents import flat
from bot.understanding.orders import AFTER, ASKS
from bot.understanding.words import clean
from plan_data.agencies import Directory
from plan_data.text import squeeze


class PostName(StrEnum):
    """A post as it is named in a sentence; the values are those of `scheduler.audience.Post`."""

    FOCAL = "focal"
    DEPUTY = "deputy"
    HEAD = "head"
    FOLLOWER = "follower"
    ADMIN = "admin"


@dataclass(frozen=True, slots=True)
class Person:
    """Who is meant, as typed: a name, the words for an agency, a telephone number; empty where they are missing."""

    name: str = ""
    agency: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class GivePost:
    """A person gets a post; `group` is the numeral that a follower follows."""

    post: PostName
    person: Person
    group: str = ""


@dataclass(frozen=True, slots=True)
class EndPost:
    """A person holds a post no more."""

    post: PostName
    person: Person


@dataclass(frozen=True, slots=True)
class RevokeInvites:
    """Open invitations of an agency's people, or of one person, are good no more. `whose` is as typed."""

    whose: str


@dataclass(frozen=True, slots=True)
class HandOver:
    """A post goes to another person: as /bangiao takes it."""

    said: str


PostOrder = GivePost | EndPost | RevokeInvites | HandOver

_LONGEST = 200
_PLEASE = r"(?:(?:nho|hay|vui long|de nghi|bot|admin|giup),? )*"
"""Nobody else's "em": "em thôi làm đầu mối" is what a focal person says of herself."""
_POSTS = (
    ("dau moi phu", PostName.DEPUTY),
    ("dau moi", PostName.FOCAL),
    ("lanh dao", PostName.HEAD),
    ("quan tri", PostName.ADMIN),
    ("theo doi", PostName.FOLLOWER),
)
_POST = (
    r"(?P<post>dau moi phu|dau moi|lanh dao|quan tri|theo doi)(?: (?:chinh|co quan|vien|he thong|ke hoach))?"
    r"(?:(?<=theo doi)(?: cac)? nhom (?P<group>[ivx]{1,4})(?![a-z]))?"
)
_REST = r"(?P<rest>[^?]+?)"
_TITLES = r"(?:(?:ong|ba|anh|chi|co|chu|d/c|dong chi) )"
_GIVE = (
    rf"(?:them|bo sung|dang ky)(?: mot)?(?: nguoi| can bo)?(?: lam)? {_POST}(?: moi)?[:,]?(?: {_REST})?",
    rf"(?:giao|phan cong|cu|bo nhiem|chi dinh|cho) (?P<rest>{_TITLES}?[^?:]+?) (?:lam|giu|lam nguoi|la) {_POST}"
    r"(?: (?P<agency>[^?]+?))?",
    rf"(?:giao|phan cong|cu|chi dinh) (?P<rest>{_TITLES}?[^?:]+?) (?P<post>theo doi) nhom (?P<group>[ivx]{{1,4}})",
)
_END = (
    rf"thoi (?:lam |giu )?{_POST}(?: (?:cua|doi voi))?[:,]? {_REST}",
    rf"cho (?P<rest>{_TITLES}?[^?:]+?) thoi (?:lam |giu )?{_POST}(?: (?P<agency>[^?]+?))?",
    rf"(?:ket thuc|cham dut|mien nhiem|mien|go|rut|xoa|bo|huy)(?: bo)?(?: vai tro| quyen)? {_POST}"
    rf"(?: (?:cua|doi voi))?[:,]? {_REST}",
)
_REVOKE = (rf"(?:thu hoi|huy|rut|khoa)(?: lai)? (?:(?:duong|link|ma|loi) )*moi(?: (?:cua|cho|gui|gui cho|da gui))? {_REST}",)
_HANDOVER = (
    r"(?:chuyen|doi|thay|giao) (?P<post>dau moi phu|dau moi|lanh dao) (?P<agency>[^?]+?) (?:cho|sang cho|sang|bang|thanh|->) "
    rf"(?P<name>{_TITLES}?[^?\d]+?)(?:,? (?:tu|ke tu) (?P<day>[^?]+?))?",
)
_GIVES, _ENDS, _REVOKES, _HANDS = (
    tuple(re.compile(rf"{_PLEASE}{row}{AFTER}[ .!]*") for row in rows) for rows in (_GIVE, _END, _REVOKE, _HANDOVER)
)
_SAYS_SO = re.compile(r"dau moi|lanh dao|quan tri|theo doi|moi")
_PHONE = re.compile(r"(?<![\w/])\+?\d[\d .-]{2,14}\d(?![\w/])")
_TITLE = re.compile(rf"^{_TITLES}")
_BETWEEN = re.compile(r",| (?:cua|o|tai|thuoc|don vi|co quan) | - ")
_BODY = re.compile(r"(?<!\w)(?:so|ubnd|uy ban|ban|van phong|vp|thanh tra|dai|trung tam|cong an|chi cuc|phong) ")


def may_be_post_order(text: str) -> bool:
    """Is it worth while to bring the directory?"""
    return len(text) <= _LONGEST and _SAYS_SO.search(flat(clean(text))) is not None


def read_post_order(text: str, directory: Directory) -> PostOrder | None:
    """The order that a whole message is; None for any other text."""
    plain = squeeze(clean(text))
    folded = flat(plain)
    if not plain or len(plain) > _LONGEST or ASKS.search(folded):
        return None
    if (found := _match(_HANDS, folded)) is not None:
        day = _typed(found, plain, "day")
        said = [_typed(found, plain, "post"), _typed(found, plain, "agency"), "cho", _typed(found, plain, "name")]
        return HandOver(" ".join([*said, *(["từ", day] if day else [])]))
    if (found := _match(_REVOKES, folded)) is not None:
        return RevokeInvites(_typed(found, plain, "rest"))
    for rows in (_ENDS, _GIVES):
        if (found := _match(rows, folded)) is None:
            continue
        post = next(p for words, p in _POSTS if words == found["post"])
        if "agency" in found.groupdict() and directory.members(_typed(found, plain, "rest")):
            return None  # "giao Sở Y tế làm đầu mối": work, and no person
        person = _person(_typed(found, plain, "rest"), _typed(found, plain, "agency"), directory)
        if rows is _ENDS:
            return EndPost(post, person)
        group = (found["group"] or "").upper()
        return GivePost(post, person, group) if post is not PostName.FOLLOWER or group else None
    return None


def _match(rows: tuple[re.Pattern[str], ...], folded: str) -> re.Match[str] | None:
    return next((found for row in rows if (found := row.fullmatch(folded)) is not None), None)


def _typed(found: re.Match[str], plain: str, name: str) -> str:
    """A part of the sentence as it was typed."""
    if not found.groupdict().get(name):
        return ""
    return plain[found.start(name) : found.end(name)].strip(" .,:")


def _person(rest: str, agency: str, directory: Directory) -> Person:
    number = _PHONE.search(rest) or _PHONE.search(agency)
    phone = number[0].strip() if number else ""
    rest, agency = (squeeze(part.replace(phone, " ") if phone else part).strip(" .,:-") for part in (rest, agency))
    rest = rest[len(titled[0]) :] if (titled := _TITLE.match(flat(rest))) else rest
    if not agency:
        rest, agency = _name_and_agency(rest, directory)
    return Person(rest.strip(" ,"), re.sub(r"(?i)^(?:của|cua|tại|tai|ở) ", "", agency), phone)


def _name_and_agency(rest: str, directory: Directory) -> tuple[str, str]:
    """ "Nguyễn Văn An Sở Y tế": after a comma or "của", else the longest end that is an agency's name; one that nobody
    knows begins with its first word ("Sở …")."""
    low = flat(rest)
    if (between := _BETWEEN.search(low)) is not None:
        return rest[: between.start()], rest[between.end() :].strip(" ,")
    if len(directory.members(rest)) == 1:
        return "", rest
    for at in [m.end() for m in re.finditer(r" ", low)]:
        if len(directory.members(rest[at:])) == 1:
            return rest[:at], rest[at:]
    body = _BODY.search(low)
    return (rest[: body.start()], rest[body.start() :]) if body is not None else (rest, "")
