"""What should not be sent but is; and what an office gets wrong on its first day."""

import asyncio
import os
import socket
import sys
from pathlib import Path

import pytest
from sqlalchemy import select

from storage.tables import inbox, updates
from tests.e2e.look import AT_EIGHT, JUSTICE, MORNING, ask, fresh, labels, recorded
from tests.e2e.office import TOKEN, office

pytestmark = pytest.mark.long

# --- in the chat --------------------------------------------------------------------------------------------------------
HOSTILE = "<script>alert(1)</script> & <b>đậm</b> {{ 7*7 }} =cmd|' /C calc'!A0 \u202eđảo\u200b \u3164 %s"


async def test_what_cannot_be_read_records_nothing_and_says_so(database_url: str) -> None:
    async with office(database_url, start=MORNING) as town:
        await town.start()
        await town.at(AT_EIGHT)
        focal = town[JUSTICE]
        text_only = "Chỉ nhận được tin chữ, ảnh và tệp; chưa ghi nhận gì. Anh/chị gõ mã việc, ví dụ: I.1 xong"
        for kind in ("sticker", "voice", "video", "location", "dice", "contact"):
            assert [m["text"] for m in await focal.acts("sends", {"kind": kind})] == [text_only], kind
        [forwarded] = await focal.acts("sends", {"kind": "forward", "text": "I.1 xong"})
        assert forwarded["text"].startswith("Tin chuyển tiếp không được ghi nhận.")

        # 10,000 characters, as the client cuts them.
        long = "I.1 xong " + "rất dài " * 1250
        for start in range(0, len(long), 4096):
            [told] = await focal.says(long[start : start + 4096])
            assert told["text"].startswith("Tin dài quá nên chưa ghi nhận gì.")
        [first] = await focal.says("chiều nay họp mấy giờ")
        assert first["text"].startswith("Chưa hiểu tin này nên chưa ghi nhận gì.")
        [second] = await focal.says("\u200b\u202e \u3164 .")
        assert second["text"] == (
            "Vẫn chưa hiểu tin này, chưa ghi nhận gì. Anh/chị chọn bên dưới, hoặc liên hệ Văn phòng UBND tỉnh."
        )
        assert labels(second) == ["Việc của tôi", "Trợ giúp"]
        [unknown] = await focal.says("/khongco")
        assert "hưa hiểu tin này" in unknown["text"]
        assert await recorded(town) == []

        # A caption is the person's own words.
        [done] = fresh(await focal.acts("sends", {"kind": "photo", "caption": "I.4 xong số 12/KH-UBND"}))
        assert done["text"].startswith("✅ Đã ghi nhận I.4 ")
        assert "Văn bản: Kế hoạch 12/KH-UBND." in done["text"]


async def test_hostile_words_are_kept_as_written_and_shown_as_words(database_url: str) -> None:
    async with office(database_url, start=MORNING) as town:
        await town.start()
        await town.at(AT_EIGHT)
        focal = town[JUSTICE]
        [blocked] = fresh(await focal.says(f"I.4 vướng {HOSTILE}"))
        assert "<script>alert(1)</script> & <b>đậm</b> {{ 7*7 }} =cmd|' /C calc'!A0" in blocked["text"]
        assert "<script>" not in blocked["html"]
        assert "&lt;script&gt;" in blocked["html"]
        [told] = await town.admin.bot_messages()
        assert "<script>alert(1)</script>" in told["text"]
        assert "<b>đậm" not in told["html"]
        [kept] = await ask(town, select(updates.c.words))
        assert "<script>alert(1)</script>" in kept.words
        [card] = await town.admin.says("I.4")
        assert "vướng: “" in card["text"]
        [history] = await town.admin.presses("Lịch sử", card)
        assert "<script>" in history["text"]
        [late] = await town.admin.says("mời <i>x</i>&")
        assert "“<i>x</i>&”" in late["text"]

        # As long as may be: recorded short, and every message stays within Telegram's limit.
        long = "I.3 vướng " + "&<>" * 250
        [recorded_] = fresh(await focal.says(long))
        assert recorded_["text"].startswith("Đã ghi nhận I.3 ")
        await focal.says("/viec")
        await town.admin.says("tình hình chung")
        states = {r.state for r in await ask(town, select(inbox.c.state))}
        assert states == {"done"}


# --- at the command line ------------------------------------------------------------------------------------------------
async def nhacviec(tmp_path: Path, *arguments: str, **settings: str) -> tuple[int, str, str]:
    """The command as a process of its own, in an empty folder: exit code, stdout, stderr."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith("NHACVIEC_")}
    told = {f"NHACVIEC_{k.upper()}": v for k, v in ({"web_port": "0"} | settings).items()}
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-c", "from bot.cli import main; main()", *arguments),
        cwd=tmp_path,
        env=kept | told,
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        out, err = await asyncio.wait_for(process.communicate(), 60)
    except TimeoutError:
        process.kill()
        await process.wait()
        raise
    assert process.returncode is not None
    return process.returncode, out.decode(), err.decode()


async def test_the_first_day_gone_wrong(tmp_path: Path) -> None:
    """Each is one clear sentence in Vietnamese and exit code 2; no secret and no traceback is in it."""
    here = f"sqlite:///{tmp_path / 'nhacviec.db'}"
    other = "7000000002:AAE-this_is_another_secret_of_the_tests"
    with socket.socket() as nobody, socket.socket() as taken:
        nobody.bind(("127.0.0.1", 0))  # bound and not listening: whoever connects is refused
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        closed = f"http://127.0.0.1:{nobody.getsockname()[1]}"
        async with office(f"sqlite:///{tmp_path / 'office.db'}", start=MORNING) as town:
            good = {"telegram_token": TOKEN, "telegram_api_url": town.url}
            moved_in = {"database_url": town.settings.database_url}
            told = list[tuple[int, str, str]]()
            told += await asyncio.gather(
                nhacviec(tmp_path, "run", database_url=here),
                nhacviec(tmp_path, "run", telegram_token=other, telegram_api_url=town.url, **moved_in),
            )
            told += await asyncio.gather(
                nhacviec(tmp_path, "run", database_url=moved_in["database_url"], telegram_token=TOKEN, telegram_api_url=closed),
                nhacviec(tmp_path, "run", database_url=f"sqlite:///{tmp_path}/office.db/y.db", **good),
            )
            told += await asyncio.gather(
                nhacviec(tmp_path, "run", telegram_rate="viele", telegram_token="secret-but-no-token"),
                nhacviec(tmp_path, "run", database_url=here, **good),
            )
            told += await asyncio.gather(
                nhacviec(tmp_path, "run", database_url="mysql://u:geheim@h/x", **good),
                nhacviec(tmp_path, "run", web_port=str(taken.getsockname()[1]), **moved_in, **good),
            )
    says = [
        "Chưa có khóa Telegram. Tạo bot với @BotFather rồi đặt NHACVIEC_TELEGRAM_TOKEN; "
        "muốn xem thử không cần khóa: nhacviec demo",
        "Telegram không nhận khóa này. Kiểm tra lại NHACVIEC_TELEGRAM_TOKEN với @BotFather.",
        "Không kết nối được Telegram. Kiểm tra mạng và NHACVIEC_TELEGRAM_API_URL, rồi chạy lại.",
        "Không kết nối được cơ sở dữ liệu. Kiểm tra NHACVIEC_DATABASE_URL và quyền ghi thư mục.",
        "Không đọc được cài đặt NHACVIEC_TELEGRAM_RATE, NHACVIEC_TELEGRAM_TOKEN. Xem .env.example để biết cách ghi.",
        "Chưa có kế hoạch trong cơ sở dữ liệu. Chạy: nhacviec plan import ca-mau-2024",
        "Không đọc được NHACVIEC_DATABASE_URL. Ví dụ: sqlite:///data/nhacviec.db hoặc postgresql://nguoi-dung@may-chu/ten",
        "Không mở được cổng theo dõi. Đặt NHACVIEC_WEB_PORT bằng cổng khác, hoặc 0 để tắt.",
    ]
    for (code, out, err), sentence in zip(told, says, strict=True):
        assert (code, out) == (2, ""), err
        assert err.strip().splitlines()[-1] == sentence
        assert "Traceback" not in err
        assert not any(secret in err for secret in (TOKEN, other, "secret-but-no-token", "geheim")), err


@pytest.mark.parametrize("address", ["postgresql://nobody:geheim@127.0.0.1:1/nowhere", "khong phai dia chi"])
async def test_an_unreachable_database(tmp_path: Path, address: str) -> None:
    code, out, err = await nhacviec(tmp_path, "people", "list", database_url=address)
    assert (code, out, len(err.splitlines())) == (2, "", 1), err
    assert err.startswith(("Không kết nối được cơ sở dữ liệu.", "Không đọc được NHACVIEC_DATABASE_URL."))
    assert "geheim" not in err
