"""What people do, and what the page and the tests see of it."""

import asyncio

from hypothesis import given, settings
from hypothesis import strategies as st

from sandbox.entities import to_html, units
from sandbox.town import Person, text_content
from tests.sandbox.conftest import Line


async def test_a_chat_tells_only_what_is_new(line: Line) -> None:
    await line.town("people/42/says", {"text": "xong"})
    (said,) = await line.chat(42)
    sent = await line.ok("sendMessage", chat_id=42, text="Việc nào?", reply_parameters={"message_id": said["message_id"]})
    (asked,) = await line.chat(42, after=said["seq"])
    assert (asked["from"], asked["reply_to"], asked["text"]) == ("bot", said["message_id"], "Việc nào?")
    await line.ok("editMessageText", chat_id=42, message_id=sent["message_id"], text="Việc <b>I.1</b>?", parse_mode="HTML")
    (edited,) = await line.chat(42, after=asked["seq"])
    assert (edited["message_id"], edited["edited"], edited["html"]) == (asked["message_id"], True, "Việc <b>I.1</b>?")
    assert edited["seq"] > asked["seq"]
    await line.ok("deleteMessage", chat_id=42, message_id=sent["message_id"])
    (gone,) = await line.chat(42, after=edited["seq"])
    assert gone["deleted"] is True
    assert gone["text"] == ""


async def test_a_chat_poll_waits_for_the_next_message(line: Line) -> None:
    waiting = asyncio.create_task(line.get("people/42/chat", after=0, wait=10))
    await asyncio.sleep(0.05)
    await line.ok("sendMessage", chat_id=42, text="08:00")
    assert [m["text"] for m in (await asyncio.wait_for(waiting, 1))["messages"]] == ["08:00"]


async def test_unread_counts_the_bots_messages_until_they_are_read(line: Line) -> None:
    for text in ("một", "hai"):
        await line.ok("sendMessage", chat_id=42, text=text)
    people = (await line.get("people"))["people"]
    assert [(p["id"], p["unread"]) for p in people] == [(42, 2), (43, 0)]
    assert people[0]["last"]["text"] == "hai"
    await line.town("people/42/reads", {"seq": (await line.chat(42))[-1]["seq"]})
    assert (await line.get("people"))["people"][0]["unread"] == 0


async def test_admins_come_first(line: Line) -> None:
    await line.town("people", {"id": 7, "name": "Văn phòng UBND tỉnh", "note": "quản trị"})
    assert (await line.get("people"))["people"][0]["id"] == 7


async def test_an_edit_a_block_and_a_phone_number_reach_the_bot(line: Line) -> None:
    _, said = await line.town("people/42/says", {"text": "I.1 xog"})
    await line.town("people/42/edits", {"message_id": said["message_id"], "text": "I.1 xong"})
    contact_key = {"keyboard": [[{"text": "Chia sẻ số", "request_contact": True}]], "one_time_keyboard": True}
    asked = await line.ok("sendMessage", chat_id=42, text="Số?", reply_markup=contact_key)
    assert (await line.get("people/42/chat"))["keyboard"] == [[{"text": "Chia sẻ số", "request_contact": True}]]
    assert (await line.town("people/42/shares_phone"))[0] == 400
    await line.town("people/42/shares_phone", {"phone": "0912345678"})
    assert (await line.get("people/42/chat"))["keyboard"] is None
    await line.town("people/42/blocks")
    status, body = await line.town("people/42/says", {"text": "x"})
    assert (status, body["error"]) == (409, "Lan đã chặn dịch vụ. Bỏ chặn trước khi nhắn tiếp.")
    await line.town("people/42/opens", {})
    updates = await line.ok("getUpdates")
    kinds = [next(k for k in u if k != "update_id") for u in updates]
    assert kinds == ["message", "edited_message", "message", "my_chat_member", "my_chat_member", "message"]
    assert updates[1]["edited_message"]["message_id"] == said["message_id"]
    assert updates[1]["edited_message"]["edit_date"]
    contact = updates[2]["message"]
    assert contact["contact"] == {"phone_number": "0912345678", "first_name": "Lan", "user_id": 42}
    assert contact["reply_to_message"]["message_id"] == asked["message_id"]
    assert updates[3]["my_chat_member"]["new_chat_member"]["status"] == "kicked"


async def test_every_kind_of_thing_can_be_sent(line: Line) -> None:
    for kind in ("photo", "document", "voice", "video", "sticker", "location", "contact", "forward", "dice"):
        status, body = await line.town("people/42/sends", {"kind": kind, "caption": "I.1", "file_name": "a.pdf"})
        assert status == 200, body
    updates = await line.ok("getUpdates")
    assert "forward_origin" in updates[7]["message"]
    assert updates[1]["message"]["document"]["file_name"] == "a.pdf"
    assert updates[0]["message"]["caption"] == "I.1"
    shown = await line.chat(42)
    assert shown[1]["file"]["name"] == "a.pdf"
    assert (await line.client.get(shown[1]["file"]["url"])).headers["content-disposition"] == "attachment"


async def test_a_file_from_the_page_reaches_the_bot(line: Line) -> None:
    sent = await line.client.post("/town/people/42/sends", data={"kind": "document"}, files={"file": ("qđ 12.pdf", b"%PDF")})
    assert sent.status_code == 200
    (update,) = await line.ok("getUpdates")
    file = await line.ok("getFile", file_id=update["message"]["document"]["file_id"])
    fetched = await line.client.get(f"/file/bot{line.served.token}/{file['file_path']}")
    assert fetched.content == b"%PDF"
    assert (await line.client.get(f"/file/bot1:no/{file['file_path']}")).status_code == 404


async def test_a_thousand_people_say_something_at_once(line: Line) -> None:
    for number in range(1000, 2000):
        line.served.settle_person(Person(number, f"Người {number}"))
    status, body = await line.town("says_many", [{"person": n, "text": "xong"} for n in range(1000, 2000)])
    assert status == 200
    assert len(body["message_ids"]) == 1000
    assert len((await line.get("messages", after=0))["messages"]) == 1000
    assert len(await line.ok("getUpdates", limit=100)) == 100


async def test_the_page_is_served_with_a_strict_policy(line: Line) -> None:
    page = await line.client.get("/")
    assert page.status_code == 200
    assert "default-src 'none'" in page.headers["content-security-policy"]
    assert "unsafe" not in page.headers["content-security-policy"]
    for name in ("chat.css", "chat.js", "words.js"):
        assert (await line.client.get(f"/page/{name}")).headers["content-security-policy"]
    assert "http" not in page.text.replace("http-equiv", "")


@settings(max_examples=200)
@given(st.text(alphabet=st.sampled_from("<>&\"'/ aấ🔴https:/\n"), max_size=40))
def test_no_text_becomes_markup(text: str) -> None:
    content = text_content(text)
    shown = to_html(text, content.get("entities", []))
    without_ours = shown.replace('<span class="command" role="button" tabindex="0">', "").replace("</span>", "")
    assert "<a " in without_ours or "<" not in without_ours


def test_entities_count_utf_16_units() -> None:
    assert units("🔴 ấ") == 4
    assert to_html("🔴 ấ b", [{"type": "bold", "offset": 3, "length": 1}]) == "🔴 <b>ấ</b> b"
    assert to_html("ab", [{"type": "text_link", "offset": 0, "length": 2, "url": "javascript:alert(1)"}]) == "ab"
    crossing = [{"type": "bold", "offset": 0, "length": 2}, {"type": "italic", "offset": 1, "length": 2}]
    assert to_html("abc", crossing) == "<b>ab</b>c"
