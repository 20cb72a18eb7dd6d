"""Whom a person's words name: "anh Nam", "chị Hoà", "đầu mối phụ". Pure; of several nobody is picked."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.understanding.words import key
from plan_data.text import fold, nfc, squeeze
from scheduler.audience import Post

_POSTS = {
    "dau moi": Post.FOCAL,
    "dau moi khac": Post.FOCAL,
    "dau moi phu": Post.DEPUTY,
    "pho dau moi": Post.DEPUTY,
    "lanh dao": Post.HEAD,
    "lanh dao co quan": Post.HEAD,
    "lanh dao so": Post.HEAD,
    "lanh dao don vi": Post.HEAD,
}
_TITLE = re.compile(
    r"^(?:(?:anh|chị|chi|em|cô|co|chú|chu|bác|bac|ông|ong|bà|ba|bạn|ban|thầy|thay|đ/c|d/c|đồng chí|dong chi)\s+)+",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Named:
    """A person who may be meant, with the post held."""

    contact_id: int
    name: str
    post: Post


def meant(said: str, people: Sequence[Named]) -> tuple[Named, ...]:
    """Who the words may mean: by post, by the whole name, or by its last words, as people are called.

    Marks count where any were typed ("chị Hoa" is not Hoà); without any, whoever has these letters may be meant.
    """
    words = squeeze(said).strip(" .,;:!?")
    post = _POSTS.get(fold(words))
    if post is not None:
        return tuple(p for p in people if p.post is post)
    name = _TITLE.sub("", words)
    if not fold(name):
        return ()
    same = _marked if fold(words) != nfc(words).casefold() else fold
    whole = tuple(p for p in people if same(p.name) == same(name))
    return whole or tuple(p for p in people if f" {same(p.name)}".endswith(f" {same(name)}"))


def _marked(name: str) -> str:
    """With its marks; "hoà" is "hòa"."""
    return " ".join(key(word) for word in squeeze(name).split())
