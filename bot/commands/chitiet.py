"""/chitiet II.3: one activity as the paper has it. Without a code: my work, from which one is chosen."""

from bot import views
from bot.codes import code_in
from bot.desk import Desk


async def handle(desk: Desk, argument: str) -> None:
    code = await code_in(desk, argument)
    if code is None:
        await views.my_work(desk)
    else:
        await views.card(desk, code)
