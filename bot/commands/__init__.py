"""The commands, written out: this table is the menu. Telegram's list, /giupdo and the plain words all come from it.

Adding one: a file beside this, a line here, and its name and text in wording/commands.toml.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from enum import Flag, auto

from bot.commands import (
    bangiao,
    baocao,
    chitiet,
    donvi,
    dung,
    gio,
    giupdo,
    lich,
    lienhe,
    moi,
    quahan,
    sapnhap,
    start,
    thongbao,
    tieptuc,
    tongquan,
    vang,
    viec,
    vuong,
)
from bot.desk import Desk
from bot.wording import words
from plan_data.text import fold
from scheduler.channel import Menu


class For(Flag):
    """Whose menu it is on."""

    FOCAL = auto()
    ADMIN = auto()
    EVERYBODY = FOCAL | ADMIN


@dataclass(frozen=True, slots=True)
class Command:
    """`/name argument`, or one of its plain words (folded: no marks, no case) with or without the argument behind. `asks_all`
    are plain words that ask about everybody: an administrator's, whosever the command is."""

    name: str
    whose: For
    handle: Callable[[Desk, str], Awaitable[None]]
    plain: tuple[str, ...] = ()
    hidden: bool = False
    asks_all: tuple[str, ...] = ()


COMMANDS = (
    Command("viec", For.EVERYBODY, viec.handle, ("viec cua toi", "viec cua co quan", "my tasks", "my work")),
    Command("chitiet", For.EVERYBODY, chitiet.handle),
    Command("tongquan", For.ADMIN, tongquan.handle),
    Command("quahan", For.ADMIN, quahan.handle),
    Command("vuong", For.ADMIN, vuong.handle),
    Command("baocao", For.ADMIN, baocao.handle),
    Command("donvi", For.ADMIN, donvi.handle),
    Command("moi", For.ADMIN, moi.handle, ("moi", "moi them dau moi", "moi dau moi", "invite")),
    Command("bangiao", For.ADMIN, bangiao.handle),
    Command("sapnhap", For.ADMIN, sapnhap.handle),
    Command("thongbao", For.ADMIN, thongbao.handle),
    Command("vang", For.EVERYBODY, vang.handle, ("bao vang", "absences"), asks_all=("ai vang", "ai dang vang")),
    Command("gio", For.EVERYBODY, gio.handle, ("gio nhan tin", "doi gio nhan tin", "cai dat", "settings")),
    Command("dung", For.EVERYBODY, dung.handle, ("ngung nhan tin", "ngung nhan tin nhac")),
    Command("tieptuc", For.EVERYBODY, tieptuc.handle, ("nhan tin lai", "nhan lai tin", "tiep tuc nhan tin"), hidden=True),
    Command("lich", For.EVERYBODY, lich.handle, ("lich cua toi", "lich viec", "my calendar")),
    Command("lienhe", For.EVERYBODY, lienhe.handle, ("lien he", "contact")),
    Command("giupdo", For.EVERYBODY, giupdo.handle, ("giup do", "tro giup", "huong dan", "help")),
    Command("start", For.EVERYBODY, start.handle, hidden=True),
)
BY_NAME = {c.name: c for c in COMMANDS}


def by_plain_words(text: str) -> tuple[Command, str, For] | None:
    """A command said in words: alone, or "mời" with what follows; its argument, as written, and whose these words are."""
    said = fold(text).strip(" ?!.")
    for command in COMMANDS:
        if said in command.plain:
            return command, "", command.whose
        if said in command.asks_all:
            return command, "", For.ADMIN
    first, _, rest = text.strip().partition(" ")
    if rest and fold(first) in BY_NAME["moi"].plain:
        return BY_NAME["moi"], rest.strip(), For.ADMIN
    return None


def menu(whose: For, language: str, chat_id: str = "") -> Menu:
    """The command list of a role in a language, as the channel publishes it."""
    told = words(language)
    listed = tuple((c.name, told.tell(f"command.{c.name}", {})) for c in COMMANDS if c.whose & whose and not c.hidden)
    return Menu(listed, chat_id, "")
