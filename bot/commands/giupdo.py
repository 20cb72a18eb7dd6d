"""/giupdo: examples that can be copied, and only the verbs of one's own role."""

from bot.desk import Desk
from bot.wording import words
from scheduler.audience import Post


async def handle(desk: Desk, argument: str) -> None:
    from bot.commands import COMMANDS, For  # noqa: PLC0415  # the table names this file

    whose = For.ADMIN if desk.who.is_admin else For.FOCAL
    told = words(desk.language)
    listed = [
        {"name": c.name, "text": told.tell(f"command.{c.name}", {})} for c in COMMANDS if c.whose & whose and not c.hidden
    ]
    key, buttons = _of_role(desk)
    await desk.say(key, commands=listed, code=await desk.example_code(), buttons=[buttons])


def _of_role(desk: Desk) -> tuple[str, list[tuple[str, str]]]:
    if desk.who.is_admin:
        return "help.admin", [("overview", "cmd:tongquan"), ("overdue", "cmd:quahan")]
    if {p.post for p in desk.who.posts} == {Post.HEAD}:
        return "help.head", [("see_work", "cmd:viec"), ("contact", "cmd:lienhe")]
    return "help.focal", [("my_work", "cmd:viec"), ("message_hour", "wish:settings"), ("contact", "cmd:lienhe")]
