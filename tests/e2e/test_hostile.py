"""Hostile text, files and presses: recorded or refused, shown as the words they are, nothing of anybody else's work touched."""

from collections import Counter
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import func, select

from bot.demo import Inhabitant, inhabitants
from bot.presses import PRESSES
from plan_data.loading import load_plan
from storage.tables import absences, agencies, asks, contacts, holds, inbox, invites, occurrences, roles, updates
from tests.e2e.look import (
    AT_EIGHT,
    INTERIOR,
    JUSTICE,
    MORNING,
    Message,
    ask,
    audited,
    forges,
    fresh,
    item_id,
    recorded,
)
from tests.e2e.office import Chat, Office, office

pytestmark = pytest.mark.long

OLD = "Nút này đã cũ."
NOT_YOURS = "Nút này không dùng được với tài khoản của anh/chị."
WORDS = "<b>đậm</b> <a href='tg://user/1'>x</a> &lt;i&gt; {{ 7*7 }} {% raw %} =cmd|' /C calc'!A0 %s @admin"
TURNED = "\u202etxt.exe\u202c \u2066x\u2069 \u200f\u061c"
HOSTILE = f"{WORDS} {TURNED}"
MARKS = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
TOO_LONG = "Tin dài quá nên chưa ghi nhận gì. Anh/chị gõ ngắn theo mã việc, ví dụ: I.1 xong"
SECRET = "chuyện bí mật"


def people(name: str) -> list[Inhabitant]:
    """The office with a focal person of Sở Tư pháp who was entered under this name."""
    everybody = inhabitants([a.name for a in load_plan().agencies])
    return [replace(p, name=name) if p.agency == JUSTICE else p for p in everybody]


async def said_to(town: Office) -> list[tuple[str, Message]]:
    """Everything that the service said to anybody."""
    return [(name, m) for name, chat in town.chats.items() for m in await chat.bot_messages()]


def only_words(messages: list[tuple[str, Message]]) -> None:
    """No mark turns a line, nothing of what was typed became markup, nothing was computed."""
    for name, m in messages:
        assert not set(MARKS) & set(m["text"]), (name, ascii(m["text"]))
        assert not any(tag in m["html"] for tag in ("<b>đậm", "<a href=&#39;tg", "<a href='tg", "<i>", "49 {%")), m["html"]
        for button in (b for row in m["buttons"] for b in row):
            assert not set(MARKS) & set(button["text"])


async def typed_raw(chat: Chat, **message: Any) -> list[Message]:
    """A message as no client of Telegram would send it."""
    town = chat.office.town
    await chat.fetch()
    sender = town.user_json(town.person(chat.id))
    body = {"message_id": 900_000 + town.unix() % 1000 + len(town.updates.waiting), "date": town.unix(), "from": sender}
    town.updates.add("message", body | {"chat": town.chat_json(town.person(chat.id))} | message)
    await chat.office.quiet()
    return [m for m in fresh(await chat.fetch()) if m["from"] == "bot"]


# --- text ---------------------------------------------------------------------------------------------------------------------
async def test_it_comes_out_as_the_words_it_is(database_url: str) -> None:
    name = "Nguyễn <i>A</i> & \u202eB {{ 7*7 }}"
    async with office(database_url, start=MORNING, people_of_town=people(name)) as town:
        await town.start()
        await town.at(AT_EIGHT)
        focal, admin = town[JUSTICE], town.admin

        # As a reply that means nothing, as a reason, as a request's reason.
        await focal.says(HOSTILE)
        assert await recorded(town) == []
        await focal.says(f"I.4 vướng {HOSTILE}")
        [blocked] = await admin.bot_messages()
        assert WORDS in blocked["text"], "literally, and in the other person's chat"
        await focal.says(f"I.3 xin gia hạn đến 15/02 vì {HOSTILE}")
        request = (await admin.bot_messages())[-1]
        assert "15/02" in request["text"]
        assert WORDS[:40] in request["text"]

        # As a caption and as a file's name.
        [done] = fresh(await focal.acts("sends", {"kind": "photo", "caption": f"I.1 {HOSTILE}"}))
        assert "I.1" in done["text"]
        assert ("I.1", "done") not in await recorded(town)
        nasty = f"..\\..//<b>đậm</b>\u202efdp.exe\n{'dài ' * 40}=1+1.pdf"
        [added] = fresh(await focal.acts("sends", {"kind": "document", "caption": "I.2", "file_name": nasty}))
        assert added["text"].startswith("Đã thêm tệp “..\\..//<b>đậm</b>fdp.exe dài dài")
        assert added["text"].splitlines()[0].endswith("….pdf” cho I.2.")
        kept = [r.file_name for r in await ask(town, select(updates.c.file_name).where(updates.c.file_name != ""))]
        assert [len(n) for n in kept] == [60]

        # As an edit, as a question, as a name to look for.
        mine = [m for m in await focal.messages() if m["from"] == "person"]
        await focal.acts("edits", {"message_id": mine[1]["message_id"], "text": f"I.4 vướng lại {HOSTILE}"})
        await focal.says(f"I.4 hạn khi nào {HOSTILE}")
        await admin.says(f"mời {HOSTILE}")
        for view in ("I.1", "I.2", "I.3", "I.4", "Sở Tư pháp", "tình hình chung", "quá hạn"):
            await admin.says(view)
        for code in ("I.2", "I.4"):
            [card] = await admin.says(code)
            [history] = await admin.presses("Lịch sử", card)
            assert "Nguyễn <i>A</i> & B {{ 7*7 }}: " in history["text"]
        [shown] = await admin.presses("Xem tệp", (await admin.says("I.2"))[0])
        assert "Nguyễn <i>A</i> & B {{ 7*7 }} gửi 08:00" in shown["text"]
        await focal.acts("blocks", {})
        gone = (await admin.bot_messages())[-1]
        assert gone["text"].startswith("Nguyễn <i>A</i> & B {{ 7*7 }} (Sở Tư pháp) không còn nhận được tin")
        only_words(await said_to(town))

        # What was typed is what is kept: the marks are taken off where it is shown.
        words = [r.words for r in await ask(town, select(updates.c.words).where(updates.c.kind == "blocked"))]
        assert any(TURNED.strip() in w for w in words)
        assert Counter(r.state for r in await ask(town, select(inbox.c.state))).keys() == {"done"}


async def test_as_long_as_it_may_be_and_longer(database_url: str) -> None:
    async with office(database_url, start=MORNING) as town:
        await town.start()
        await town.at(AT_EIGHT)
        focal = town[JUSTICE]
        for unit in ("x", "<", "&", "\u202e", "ề", "😀", "I.1 xong ", "\u200b", "\u0323"):
            [told] = await focal.says(("I.1 xong " + unit * 4096)[:4096])
            assert told["text"] == TOO_LONG, ascii(unit)
        assert await recorded(town) == []
        # A caption of a thousand characters says nothing that is read, and the file is not lost.
        long, which = fresh(await focal.acts("sends", {"kind": "photo", "caption": ("I.1 xong " + "<" * 1024)[:1024]}))
        assert long["text"].startswith("Tin dài quá nên chưa ghi nhận gì.")
        assert which["text"] == "Đã thêm ảnh cho I.1." or which["text"].startswith(
            ("Ảnh này là của việc nào?", "Đã thêm ảnh cho I.1.")
        )
        assert ("I.1", "done") not in await recorded(town)
        # Every sentence that quotes a long reason stays within what Telegram takes.
        for code, words in (("I.3", "vướng"), ("I.4", "xin gia hạn đến 15/02 vì")):
            await focal.says(f"{code} {words} " + "&<>'\"" * 150)
        for view in ("I.3", "I.4", "Sở Tư pháp", "tình hình chung"):
            assert await town.admin.says(view)
        [card] = await town.admin.says("I.3")
        assert await town.admin.presses("Lịch sử", card)


async def test_what_no_database_keeps(database_url: str) -> None:
    """NUL and half a surrogate pair: read over or shown as a blank, and they stop nobody."""
    async with office(database_url, start=MORNING) as town:
        await town.start()
        await town.at(AT_EIGHT)
        focal = town[JUSTICE]
        [half] = await typed_raw(focal, text="I.3 vướng \ud800 kinh phí \udfff")
        assert "vướng “\ufffd kinh phí \ufffd”" in half["text"]
        [nul] = await typed_raw(focal, text="\0I.4 ch\0ưa xo\0ng\0")
        assert "chưa hoàn thành" in nul["text"]
        document = {"file_id": "BQAC1", "file_unique_id": "1", "file_name": "\0\ud83d.pdf", "file_size": 1}
        [file] = await typed_raw(focal, caption="I.1 60%\0", document=document)
        assert file["text"].endswith("Đã thêm tệp “\ufffd.pdf” cho I.1.")
        await typed_raw(focal, contact={"phone_number": "\0\ud800", "first_name": "\0"})
        toasts, _ = await forges(focal, "done:\0", "open:\ud800", "\0", ":" * 64, "done:" + "9" * 59)
        assert set(toasts) == {OLD}
        assert [k for _, k in await recorded(town)] == ["blocked", "not_done", "progress"]
        rows = await ask(town, select(inbox.c.state, inbox.c.body))
        assert {r.state for r in rows} == {"done"}
        [done] = fresh(await focal.says("I.4 xong"))
        assert done["text"].startswith("✅ Đã ghi nhận I.4 ")


# --- presses ------------------------------------------------------------------------------------------------------------------
async def everything(town: Office) -> dict[str, Any]:
    """What no forged press may change."""
    counts = {t.name: (await ask(town, select(func.count()).select_from(t)))[0][0] for t in (updates, invites, holds, roles)}
    counts |= {t.name: (await ask(town, select(func.count()).select_from(t)))[0][0] for t in (absences, agencies, contacts)}
    state = select(occurrences.c.id, occurrences.c.due, occurrences.c.closed_on, occurrences.c.agency_id, occurrences.c.held)
    counts["occurrences"] = [tuple(r) for r in await ask(town, state.order_by(occurrences.c.id))]
    return counts


async def test_forged_presses_on_anothers_work(database_url: str) -> None:
    async with office(database_url, start=MORNING) as town:
        await town.start()
        await town.at(AT_EIGHT)
        focal, other, admin = town[JUSTICE], town[INTERIOR], town.admin
        await other.says(f"IV.3 vướng {SECRET}")
        mine = {r.id for r in await ask(town, select(occurrences.c.id).join(agencies).where(agencies.c.name == JUSTICE))}
        while (await ask(town, select(func.max(updates.c.id))))[0][0] + 1 in mine:
            await other.says("IV.6 10%")  # a number that is not by chance that of one's own work
        await other.says(f"IV.1 xin gia hạn đến 15/7 vì {SECRET}")
        await other.acts("sends", {"kind": "document", "caption": "IV.5 xong", "file_name": f"{SECRET}.pdf"})
        [which] = fresh(await other.acts("sends", {"kind": "photo"}))
        await other.says("xong")
        await focal.says("việc của tôi")
        item = await item_id(town, "IV.3", INTERIOR)
        request = (await ask(town, select(updates.c.id).where(updates.c.kind == "extension_asked")))[0].id
        question = (await ask(town, select(func.max(asks.c.id))))[0][0]
        assert not {item, request} & mine
        whose = (await ask(town, select(agencies.c.id).where(agencies.c.name == INTERIOR)))[0].id

        # On the work itself, and with an admin's verbs: refused, audited, and no row.
        refused = [f"{v}:{item}" for v in ("open", "done", "doing", "blocked", "extend", "snooze", "detail")]
        refused += [f"until:20240205:{item}", "files:IV.5", "files:IV.3", "history:IV.3"]
        refused += [f"{v}:{request}" for v in ("grant", "refuse")]
        refused += [f"noted:{item}", f"give:{item}", f"invite:{whose}", f"agency:{whose}", "held:done", "held:start"]
        refused += ["request:1", "groups", "of_status:no_response"]
        refused += ["cmd:quahan", "cmd:tongquan", "cmd:donvi", "cmd:moi"]
        before = await everything(town)
        toasts, came = await forges(focal, *refused)
        assert dict(zip(refused, toasts, strict=True)) == dict.fromkeys(refused, NOT_YOURS)
        assert came == []
        assert (await audited(town))["press_refused"] == len(refused)
        assert await everything(town) == before

        # Another chat's questions and answers are not there for this one.
        numbers = [f"pick:{question}:{item}", f"pick:{question}:all", which["buttons"][0][0]["data"]]
        toasts, came = await forges(focal, *numbers)
        assert (toasts, came) == ([OLD] * 3, [])
        rows = [r.id for r in await ask(town, select(inbox.c.id))]
        toasts, came = await forges(focal, *(f"undo:{n}" for n in rows[:40]))
        assert (set(toasts), came) == ({"Không có ghi nhận nào của anh/chị để bỏ."}, [])
        assert await everything(town) == before

        # Every verb there is, with every number that is not this person's: nothing changes and nothing is learned.
        numbers = [n for n in (item, request, whose, question) if n not in mine]
        shapes = (
            [f"{n}" for n in numbers] + [f"{n}:{m}" for n in numbers[:3] for m in (item, whose)] + ["IV.3", "IV.5", "all:1"]
        )
        told_before = {name: len(await chat.bot_messages()) for name, chat in town.chats.items() if chat is not focal}
        for verb in sorted(set(PRESSES) - {"cmd", "back", "join"}):
            toasts, came = await forges(focal, *(f"{verb}:{shape}" for shape in shapes))
            shown = " ".join([*toasts, *(m["text"] for m in came)])
            assert SECRET not in shown, verb
            assert "15/7" not in shown, verb
            assert not any(m["file"] for m in came), verb
        told = {name: len(await chat.bot_messages()) for name, chat in town.chats.items() if chat is not focal}
        assert told == told_before, "nobody else heard anything"
        assert await everything(town) == before
        assert [k for _, k in await recorded(town)] == []

        # An admin is no focal person either: another agency's work is reported by that agency.
        toasts, _ = await forges(admin, f"done:{item}", f"doing:{item}", f"until:20240205:{item}")
        assert toasts == [NOT_YOURS] * 3
        assert await everything(town) == before


async def test_a_stranger_presses_nothing(database_url: str) -> None:
    async with office(database_url, start=MORNING) as town:
        await town.start()
        await town.at(AT_EIGHT)
        stranger = town["Người lạ"]
        await stranger.says(f"I.1 xong {HOSTILE}")
        item = await item_id(town, "I.1", JUSTICE)
        before = await everything(town)
        for verb in PRESSES:
            toasts, came = await forges(stranger, f"{verb}:{item}", f"{verb}:I.1")
            assert came == [], verb
            assert all("I.1" not in t and "Sở" not in t for t in toasts), verb
        await stranger.acts("sends", {"kind": "photo", "caption": "I.1 xong"})
        mine = next(m for m in await stranger.messages() if m["from"] == "person" and m["text"].startswith("I.1"))
        await stranger.acts("edits", {"message_id": mine["message_id"], "text": "I.1 xong rồi"})
        assert len(await stranger.bot_messages()) == 1, "one polite sentence in 24 hours"
        assert await everything(town) == before
