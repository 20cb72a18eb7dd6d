"""/giupdo: examples that can be copied, and only the verbs of one's own role."""

from bot.desk import Desk
from bot.wording import words


async def handle(desk: Desk, argument: str) -> None:
    from bot.commands import COMMANDS, For  # noqa: PLC0415  # the table names this file

    whose = For.ADMIN if desk.who.is_admin else For.FOCAL
    told = words(desk.language)
    listed = [
        {"name": c.name, "text": told.tell(f"command.{c.name}", {})} for c in COMMANDS if c.whose & whose and not c.hidden
    ]
    key = "help.admin" if desk.who.is_admin else "help.focal"
    buttons = [[("overview", "cmd:tongquan"), ("overdue", "cmd:quahan")]] if desk.who.is_admin else [[("my_work", "cmd:viec")]]
    await desk.say(key, commands=listed, code=await desk.example_code(), buttons=buttons)
