"""Telex leftovers: what a Vietnamese keyboard types when its input method is off ("ddax xong roofi").

A word is decoded only where the letters could not stand in a word typed without marks, and the result is a Vietnamese syllable:
`roofi` is `rồi` because no syllable holds "oo" before "i". English words that happen to decode ("this" to "thí") are listed.
"""

import re
import unicodedata
from functools import lru_cache

_MARKS = {"s": "\u0301", "f": "\u0300", "r": "\u0309", "x": "\u0303", "j": "\u0323"}
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
_ONSET = r"(?:ngh|ng|nh|gh|gi|kh|ph|th|tr|ch|qu|[bcdđghklmnprstvx])?"
_RIME = (
    "a|ac|ach|ai|am|an|ang|anh|ao|ap|at|au|ay|ăc|ăm|ăn|ăng|ăp|ăt|âc|âm|ân|âng|âp|ât|âu|ây|e|ec|em|en|eng|eo|ep|et|ê|êch|êm|ên|"
    "ênh|êp|êt|êu|i|ia|ich|iêc|iêm|iên|iêng|iêp|iêt|iêu|im|in|inh|ip|it|iu|o|oa|oac|oach|oai|oam|oan|oang|oanh|oao|oap|oat|oay|oăc|"
    "oăm|oăn|oăng|oăt|oc|oe|oen|oeo|oet|oi|om|on|ong|op|ot|ô|ôc|ôi|ôm|ôn|ông|ôp|ôt|ơ|ơi|ơm|ơn|ơp|ơt|u|ua|uân|uâng|uât|uây|uc|uê|"
    "uêch|uênh|ui|um|un|ung|uôc|uôi|uôm|uôn|uông|uôt|up|uơ|ut|uy|uya|uych|uyên|uyêt|uynh|uyt|uyu|ư|ưa|ưc|ưi|ưm|ưn|ưng|ươc|ươi|"
    "ươm|ươn|ương|ươp|ươt|ươu|ưt|ưu|y|yêm|yên|yêng|yêt|yêu"
)
_SYLLABLE = re.compile(rf"{_ONSET}(?:{_RIME})$")
_VOWEL = "aăâeêioôơuưy"
_STOPPED = re.compile(r"(?:c|ch|p|t)$")  # such a syllable takes the sharp or the heavy tone only
_TYPED = re.compile(r"w|aa|ee|oo|dd|(?<=.)[sfxj]|(?<!^t)(?<=.)r")
"""What no syllable typed without marks can hold."""
_ENGLISH = """
is as us or this his has its now how low law saw raw few new see too soon need seen been keep week door room food good cook look
took book noon boss loss miss pass mess less bus plus thus yes gets off for her our are were more over here there lets gas cos
him hers does goes uses ceo star car bar far war per sir tax fax fix mix box max six row tow bow cow view show know grow slow
flow own down town chaos class glass bees fees trees sees free three tree agree degree moon tools cool pool school boot root foot
oops ur your yours year near dear hear clear later after order paper under ever never very every sorry user
"""
_ENGLISH_WORDS = frozenset(_ENGLISH.split())


@lru_cache(maxsize=8192)
def decoded(word: str) -> str | None:
    """The word that was meant, with its marks; None where it needs no decoding or gives no syllable."""
    low = word.lower()
    if low in _ENGLISH_WORDS or not low.isascii():
        return None
    if not low.isalpha() or not _TYPED.search(low):
        return None
    for tone, letters in _tones(low):
        shaped = _shaped(letters)
        if _is_syllable(shaped, tone) and shaped + tone != low:
            return _with_tone(shaped, tone)
    return None


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
