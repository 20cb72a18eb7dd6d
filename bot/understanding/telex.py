"""Telex and VNI leftovers: what is typed when the input method is off ("ddax xong roofi", "d9a4 xong ro62i").

A word is decoded only where the letters could not stand in a word typed without marks, and the result is a Vietnamese syllable:
`roofi` is `rồi` because no syllable holds "oo" before "i". English words that happen to decode ("this" to "thí") are listed.
"""

import re
import unicodedata
from functools import lru_cache

_MARKS = {"s": "\u0301", "f": "\u0300", "r": "\u0309", "x": "\u0303", "j": "\u0323"}
_VNI_TONES = {"1": "\u0301", "2": "\u0300", "3": "\u0309", "4": "\u0303", "5": "\u0323"}
_VNI_SHAPES = {"6": "aâeêoô", "7": "oơuư", "8": "aă", "9": "dđ"}
_COUNTED = "quy thang tuan ngay dot lan ky buoc cap khoi lop phan muc so nhom thu thon ap to tang ban vong hang loai"
_COUNTED_WORDS = frozenset(_COUNTED.split())
"""Words that a number follows without a blank: "thang3" is March and no "thảng"."""
VNI = re.compile(r"(?<![\w./-])[A-Za-z]+[1-9][A-Za-z1-9]*(?![\w/-])")
_SHAPES = (
    ("uwow", "ươ"),
    ("uow", "ươ"),
    ("uaw", "ưa"),
    ("aa", "â"),
    ("ee", "ê"),
    ("oo", "ô"),
    ("aw", "ă"),
    ("ow", "ơ"),
    ("uw", "ư"),
    ("dd", "đ"),
)
_ONSETS = ("ngh", "ng", "nh", "gh", "gi", "kh", "ph", "th", "tr", "ch", "qu", *"bcdđghklmnprstvx")
_ONSET = rf"(?:{'|'.join(_ONSETS)})?"
_RIME = (
    "a|ac|ach|ai|am|an|ang|anh|ao|ap|at|au|ay|ăc|ăm|ăn|ăng|ăp|ăt|âc|âm|ân|âng|âp|ât|âu|ây|e|ec|em|en|eng|eo|ep|et|ê|"
    "êch|êm|ên|"
    "ênh|êp|êt|êu|i|ia|ich|iêc|iêm|iên|iêng|iêp|iêt|iêu|im|in|inh|ip|it|iu|o|oa|oac|oach|oai|oam|oan|oang|oanh|oao|"
    "oap|oat|oay|oăc|"
    "oăm|oăn|oăng|oăt|oc|oe|oen|oeo|oet|oi|om|on|ong|op|ot|ô|ôc|ôi|ôm|ôn|ông|ôp|ôt|ơ|ơi|ơm|ơn|ơp|ơt|u|ua|uân|uâng|uât|"
    "uây|uc|uê|"
    "uêch|uênh|ui|um|un|ung|uôc|uôi|uôm|uôn|uông|uôt|up|uơ|ut|uy|uya|uych|uyên|uyêt|uynh|uyt|uyu|ư|ưa|ưc|ưi|ưm|ưn|ưng|"
    "ươc|ươi|"
    "ươm|ươn|ương|ươp|ươt|ươu|ưt|ưu|y|yêm|yên|yêng|yêt|yêu"
)
_SYLLABLE = re.compile(rf"{_ONSET}(?:{_RIME})$")
_BARE = frozenset(
    unicodedata.normalize("NFD", onset + rime).encode("ascii", "ignore").decode()
    for onset in ("", *_ONSETS)
    for rime in _RIME.split("|")
)
_VOWEL = "aăâeêioôơuưy"
_STOPPED = re.compile(r"(?:c|ch|p|t)$")  # such a syllable takes the sharp or the heavy tone only
_TYPED = re.compile(r"w|aa|ee|oo|dd|(?<=.)[sfxj]|(?<!^t)(?<=.)r")
"""What no syllable typed without marks can hold."""
_ENGLISH = """
is as us or this his has its now how low law saw raw few new see too soon need seen been keep week door room food good
cook look took book noon boss loss miss pass mess less bus plus thus yes gets off for her our are were more over here
there lets gas cos him hers does goes uses ceo star car bar far war per sir tax fax fix mix box max six row tow bow cow
last list lost most must just best test rest cost first fast past post host text next fill full tell all ball call staff
stuff office offer error mirror after letter better water matter number member december enter center master faster four
hour tour sour floor poor doors words works docs tasks items points parts steps laws rules bits days ways says pays view
show know grow slow flow own down town chaos class glass bees fees trees sees free three tree agree degree moon tools
cool pool school boot root foot oops ur your yours year near dear hear clear later order paper under ever never very
every sorry user of off if two seem these those turn busy pass class
"""
ENGLISH_WORDS = frozenset(_ENGLISH.split())


@lru_cache(maxsize=8192)
def decoded(word: str) -> str | None:
    """The word that was meant, with its marks; None where it needs no decoding or gives no syllable."""
    low = word.lower()
    if low in ENGLISH_WORDS or not low.isascii():
        return None
    if not low.isalpha() or not _TYPED.search(low):
        return None
    for tone, letters in _tones(low):
        shaped = _shaped(letters)
        if _is_syllable(shaped, tone) and shaped + tone != low:
            return _with_tone(shaped, tone)
    return None


def decoded_vni(word: str) -> str | None:
    """The same for digits: `d9a4` is `đã`. A code ("i3", "ii5") and a count ("thang3") are none."""
    low = word.lower()
    plain = re.sub(r"\d", "", low)
    if plain == low or len(plain) < 2 or plain in _COUNTED_WORDS or re.fullmatch(r"[ivxl]+", plain):
        return None
    tone, letters = "", list[str]()
    for char in low:
        shapes = _VNI_SHAPES.get(char, "")
        if char in _VNI_TONES and letters:
            tone = _VNI_TONES[char]
        elif shapes:
            at = next((i for i in range(len(letters) - 1, -1, -1) if letters[i] in shapes[::2]), None)
            if at is None:
                return None
            letters[at] = shapes[shapes.index(letters[at]) + 1]
        elif char.isdigit():
            return None
        else:
            letters.append(char)
    shaped = "".join(letters).replace("uơ", "ươ")
    return _with_tone(shaped, tone) if _is_syllable(shaped, tone) else None


def _tones(low: str) -> list[tuple[str, str]]:
    """Where the tone key may stand: at the end, or right behind a vowel; or there is none."""
    found = [("", low)]
    for i in range(len(low) - 1, 0, -1):
        if low[i] in _MARKS and any(c in "aeiouyw" for c in low[:i]):
            found.insert(0, (_MARKS[low[i]], low[:i] + low[i + 1 :]))
    return found


def _shaped(letters: str) -> str:
    """The letters with their shapes: typed together ("roofi"), or the second key later in the word ("viete", "hanhdd")."""
    for typed, meant in _SHAPES:
        letters = letters.replace(typed, meant)
    letters = re.sub(r"([iy])e(?=[a-z])", r"\1ê", letters)
    late = re.fullmatch(r"(.*?)([aeod])([^aeod]*)\2(.*)", letters)
    if late and not _SYLLABLE.match(letters):
        letters = f"{late[1]}{ {'a': 'â', 'e': 'ê', 'o': 'ô', 'd': 'đ'}[late[2]] }{late[3]}{late[4]}"
    if letters.endswith("w") or "w" in letters[1:]:
        body = letters.replace("w", "", 1)
        letters = re.sub(r"uo", "ươ", body, count=1) if "uo" in body else _hooked(body)
    return letters


def _hooked(body: str) -> str:
    for plain, hooked in (("u", "ư"), ("o", "ơ"), ("a", "ă")):
        if plain in body:
            return body.replace(plain, hooked, 1)
    return body


def is_syllable(key: str) -> bool:
    """A matching key (`words.key`) that a Vietnamese syllable has, typed with its marks or without."""
    letters = key.rstrip("⁰¹²³⁴")
    return bool(_SYLLABLE.match(letters) or letters in _BARE or re.sub(r"^d", "đ", letters) in _BARE)


def _is_syllable(letters: str, tone: str) -> bool:
    if not _SYLLABLE.match(letters):
        return False
    return not _STOPPED.search(letters) or tone in ("", "\u0301", "\u0323")


def _with_tone(letters: str, tone: str) -> str:
    """The tone on the vowel that carries it; matching does not care which, as long as it is one."""
    at = next((i for i, c in enumerate(letters) if c in "ăâêôơư"), None)
    if at is None:
        vowels = [i for i, c in enumerate(letters) if c in _VOWEL]
        if letters.startswith(("qu", "gi")) and len(vowels) > 1:
            vowels = vowels[1:]
        at = vowels[0] if len(vowels) == 1 or vowels[-1] == len(letters) - 1 else vowels[-1] if len(vowels) > 1 else vowels[0]
    return unicodedata.normalize("NFC", letters[: at + 1] + tone + letters[at + 1 :])
