"""Invitations that are good no more: of an agency's people, or of one person. Shown first, one press, and back again."""

from bot.desk import Desk
from bot.pressing import Press, admin_only, number, remark
from bot.understanding.post_orders import RevokeInvites
from plan_data.agencies import Directory
from plan_data.text import fold
from storage import people as roster
from storage import posts
from storage.people import Contact
from storage.plans import agency_directory

_MOST = 6


async def ordered(desk: Desk, order: RevokeInvites) -> None:
    meant = await _meant(desk, order.whose)
    good = await posts.open_invites(desk.tx, [p.id for p in meant], desk.now)
    invited = [p for p in meant if p.id in good][:_MOST]
    if not invited:
        await desk.say("revoke.none", whose=order.whose[:60], known=bool(meant))
        return
    ids = "-".join(str(good[p.id]) for p in invited)
    buttons = [[("record", f"revoke:{ids}"), ("cancel", "unstaff:no")]]
    await desk.say("revoke.preview", rows=_rows(invited), buttons=buttons)


async def _meant(desk: Desk, whose: str) -> list[Contact]:
    """The people of the agency that is named, those who are to come too; else whoever has the name."""
    everybody = [line.contact for line in await roster.listed(desk.tx, desk.on, desk.now)]
    wanted = fold(whose)
    named = [p for p in everybody if fold(p.name) == wanted]
    if named:
        return named
    recorded = await agency_directory(desk.tx, desk.on)
    found = {a.name for a in Directory(tuple(a for _, a in recorded)).find(whose)}
    ids = {i for i, a in recorded if a.name in found}
    if len(ids) == 1:
        return [p for p in everybody if any(x.agency_id in ids for x in (*p.posts, *p.coming))]
    return [p for p in everybody if fold(p.name).split()[-1:] == wanted.split()[-1:]]


def _rows(people: list[Contact]) -> list[dict[str, str]]:
    held = [(p.name, (p.posts or p.coming)[:1]) for p in people]
    return [{"name": name, "post": str(x[0].post) if x else "", "agency": x[0].agency if x else ""} for name, x in held]


async def _revoke(desk: Desk, arguments: list[str]) -> None:
    admin_only(desk)
    ids = [number(i) for i in arguments[0].split("-")]
    n = await posts.revoke(desk.tx, ids, desk.now)
    if not n:
        raise ValueError(arguments[0])
    await desk.audit("invite_revoked", f"invite:{arguments[0]}", n=n)
    undo = f"unrevoke:{arguments[0]}"
    await desk.ask("take_back", says=undo)
    await desk.say("revoke.done", in_place=True, n=n, buttons=[[("undo", undo)]])


async def _unrevoke(desk: Desk, arguments: list[str]) -> None:
    admin_only(desk)
    n = await posts.restore(desk.tx, [number(i) for i in arguments[0].split("-")], desk.now)
    if not n:
        await remark(desk, "revoke.too_late")
        return
    await desk.close_asks()
    await desk.audit("invite_restored", f"invite:{arguments[0]}", n=n)
    await desk.say("revoke.undone", in_place=True, n=n)


PRESSES: dict[str, Press] = {"revoke": _revoke, "unrevoke": _unrevoke}
