"""The command `nhacviec`. Each command imports what it needs, so that `--help` answers at once.

What goes wrong is one clear sentence on stderr and exit code 2.
"""

import asyncio
import json
import signal
import sys
from collections.abc import Callable, Coroutine
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from bot.settings import Settings
    from plan_data.model import Plan

T = TypeVar("T")


def main() -> None:
    """The entry point: every expected failure is one sentence."""
    from bot.errors import NhacViecError
    from plan_data.errors import PlanDataError
    from storage.errors import StorageError

    try:
        cli(standalone_mode=False)
    except click.exceptions.Exit as error:
        sys.exit(error.exit_code)
    except click.Abort:
        sys.exit(130)
    except click.ClickException as error:
        error.show()
        sys.exit(2)
    except (NhacViecError, PlanDataError, StorageError) as error:
        _fail(str(error))


def _fail(says: str) -> None:
    print(says, file=sys.stderr)
    sys.exit(2)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="nhacviec", prog_name="nhacviec")
def cli() -> None:
    """Nhắc việc: nhắc đúng người, đúng hạn, để kế hoạch được hoàn thành."""


# --- explain ----------------------------------------------------------------------------------------------------------
@cli.command()
@click.argument("what", type=click.Choice(["deadline", "agency", "reply", "query"]))
@click.argument("text", required=False)
@click.option("--year", type=click.IntRange(2000, 2100), help="năm của kế hoạch")
@click.option("--on", type=click.DateTime(["%Y-%m-%d"]), help="ngày nói câu này (mặc định hôm nay)")
@click.option("--plan", "plan_path", help="kế hoạch để đọc tên cơ quan (mặc định: kế hoạch kèm theo)")
@click.option("--json", "as_json", is_flag=True, help="mỗi câu một dòng JSON")
def explain(what: str, text: str | None, year: int | None, on: datetime | None, plan_path: str | None, as_json: bool) -> None:
    """Cho xem phần mềm hiểu một câu thế nào: thời hạn, cơ quan, câu trả lời, câu hỏi của quản trị."""
    from bot.explain import explainer, told
    from plan_data.loading import load_plan

    read = explainer(what, load_plan(plan_path or "ca-mau-2024"), year, on.date() if on else _today())
    for said in [text.encode(errors="replace").decode()] if text is not None else _json_strings():
        answer = read(said)
        print(json.dumps(answer, ensure_ascii=False) if as_json else told(answer), flush=True)


def _json_strings() -> list[str]:
    """JSON strings from stdin, one a line. Errors: BadInput with the line's number.

    Only "\\n" ends a line: a string may hold U+2028 as it is. Half a surrogate pair is no text, and could not be printed.
    """
    from bot.errors import BadInput

    texts = []
    for number, line in enumerate(sys.stdin.buffer.read().decode("utf-8-sig", "replace").split("\n"), start=1):
        if line.strip():
            try:
                text = json.loads(line)
                text.encode()
            except (ValueError, AttributeError, RecursionError):
                raise BadInput(f'Dòng {number}: cần một chuỗi JSON, ví dụ "Quý I năm 2024".') from None
            texts.append(text)
    return texts


# --- plan -------------------------------------------------------------------------------------------------------------
@cli.group()
def plan() -> None:
    """Kế hoạch: xem, nạp."""


@plan.command("show")
@click.option("--json", "as_json", is_flag=True)
def plan_show(as_json: bool) -> None:
    """Kế hoạch đang dùng; chưa nạp thì là kế hoạch kèm theo phần mềm."""
    body = _run(_recorded_plan) or _shipped_plan()
    if as_json:
        print(json.dumps(body, ensure_ascii=False))
        return
    print(f"{body['title']} ({body['number']})")
    for a in [*body["activities"], *body["text_tasks"]]:
        added = f" · giao thêm ({a['document'] or 'chưa có văn bản'})" if "added_on" in a else ""
        print(f"{a['code']:<7} {a['title']}\n        {a['deadline_text']} · {a['lead_text']} · {a['product']}{added}")
    for p in body.get("problems", []):
        print(f"Cần xem lại {p['row']}: {p['says']}")


async def _recorded_plan(settings: "Settings") -> dict[str, Any] | None:
    """The recorded plan's paper; None where there is no database yet, which is not made by looking."""
    from bot.app import opened
    from storage.plans import plan_body
    from storage.store import sqlite_file

    file = sqlite_file(settings.database_url)
    if file is not None and not file.exists():
        return None
    async with opened(settings) as (store, _), store.transaction() as tx:
        return await plan_body(tx)


def _shipped_plan() -> dict[str, Any]:
    from plan_data.loading import load_plan, plan_json

    return plan_json(load_plan())


@plan.command("import")
@click.argument("name")
@click.option("--yes", is_flag=True, help="không hỏi lại")
def plan_import(name: str, yes: bool) -> None:
    """Nạp một kế hoạch: ca-mau-2024, hoặc thư mục dữ liệu đã rà soát."""
    from bot.settings import load_settings
    from plan_data.loading import load_plan
    from plan_data.occurrences import planned_occurrences

    wanted = load_plan(name)
    regime = load_settings().terms.regime
    count = len(planned_occurrences(wanted, check_ins=regime.periods(wanted.year)))
    print(f"{wanted.title} ({wanted.number}): {len(wanted.all_activities)} nhiệm vụ, {count} kỳ hạn.")
    for problem in wanted.problems:
        print(f"Cần xem lại {problem.row}: {problem.says}")
    if not yes:
        click.confirm("Ghi vào cơ sở dữ liệu?", abort=True)
    held = _run(lambda settings: _import(settings, wanted))
    print("Đã nạp." + (f" {held} việc đã quá hạn khi nạp: chờ quản trị quyết định, chưa nhắc ai." if held else ""))


async def _import(settings: "Settings", wanted: "Plan") -> int:
    from bot.app import opened
    from bot.loading import record
    from storage.occurrences import count_held

    async with opened(settings) as (store, calendar), store.transaction() as tx:
        await record(tx, wanted, calendar, _today(), settings.terms.regime)
        return await count_held(tx)


# --- people -----------------------------------------------------------------------------------------------------------
@cli.group()
def people() -> None:
    """Người nhận tin: danh sách, lời mời."""


@people.command("import")
@click.argument("file", type=click.Path(path_type=Path))
def people_import(file: Path) -> None:
    """Thêm người từ tệp CSV: agency,name,role,phone,channel,language,hour."""

    async def work(settings: "Settings") -> int:
        from bot.app import opened
        from bot.roster import import_people

        async with opened(settings) as (store, _), store.transaction() as tx:
            return await import_people(tx, file, _today())

    print(f"Đã thêm {_run(work)} người.")


@people.command("invite")
@click.argument("name")
@click.option("--admin", is_flag=True, help="mời làm quản trị")
def people_invite(name: str, admin: bool) -> None:
    """In đường mời dùng một lần cho một người."""

    async def work(settings: "Settings") -> tuple[str, str]:
        from bot.app import opened
        from bot.channels import open_channels
        from bot.errors import NoToken, TelegramUnreachable, WrongToken
        from bot.roster import invite_person
        from scheduler.channel import SendError, Unauthorized
        from scheduler.clock import SystemClock

        channels = open_channels(settings)
        if not channels:
            raise NoToken
        try:
            await channels[0].open()
        except Unauthorized:
            raise WrongToken from None
        except SendError:
            raise TelegramUnreachable from None
        async with opened(settings) as (store, _), store.transaction() as tx:
            invited, token = await invite_person(tx, name, admin=admin, now=SystemClock().now(), on=_today())
        link = channels[0].invite_link(token)
        await channels[0].close()
        return invited, link

    invited, link = _run(work)
    print(f"Đường mời {invited}, dùng một lần, trong 7 ngày:\n{link}")


@people.command("list")
@click.option("--json", "as_json", is_flag=True)
def people_list(as_json: bool) -> None:
    """Ai có trong danh sách, đã kết nối chưa."""

    async def work(settings: "Settings") -> list[dict[str, Any]]:
        from bot.app import opened
        from bot.roster import listed_people
        from scheduler.clock import SystemClock

        async with opened(settings) as (store, _), store.transaction() as tx:
            return await listed_people(tx, _today(), SystemClock().now())

    from bot.wording import words

    for row in _run(work):
        print(json.dumps(row, ensure_ascii=False) if as_json else words("vi").tell("listed", row))


# --- service ----------------------------------------------------------------------------------------------------------
@cli.command()
def run() -> None:
    """Chạy dịch vụ."""

    async def work(settings: "Settings") -> None:
        from bot.app import serve
        from scheduler.clock import SystemClock

        await serve(settings, SystemClock(), _stop_on_signals())

    _run(work)


@cli.command()
@click.option("--port", type=click.IntRange(1, 65535), help="cổng của trang trò chuyện (mặc định 8990)")
@click.option("--from", "start", default="2024-01-25T07:55", show_default=True, help="thời điểm bắt đầu")
@click.option("--keep", is_flag=True, help="tiếp tục lần chạy trước")
def demo(port: int | None, start: str, keep: bool) -> None:
    """Chạy thử trên máy này, không cần khóa Telegram."""
    from bot.demo import run_demo
    from bot.logs import set_up_logging
    from plan_data.calendar import parse_local

    moment = parse_local(start)
    set_up_logging("WARNING", ())
    asyncio.run(_with_stop(lambda stop: run_demo(port, moment, keep=keep, stop=stop)))


@cli.command()
@click.option("--dry-run", is_flag=True, required=True, help="chỉ cho xem, không gửi, không ghi")
@click.option("--at", "at_text", required=True, help="thời điểm, ví dụ 2024-01-30T08:00")
@click.option("--json", "as_json", is_flag=True)
def remind(dry_run: bool, at_text: str, as_json: bool) -> None:
    """Cho xem sẽ nhắc ai, việc gì, vào một thời điểm."""
    from plan_data.calendar import parse_local

    moment = parse_local(at_text)

    async def work(settings: "Settings") -> list[dict[str, Any]]:
        from bot.app import opened
        from bot.dry_run import reminders_at

        async with opened(settings) as (store, calendar), store.transaction() as tx:
            return await reminders_at(tx, moment, calendar)

    for message in _run(work):
        if as_json:
            print(json.dumps(message, ensure_ascii=False))
        else:
            print(f"[{message['at'][:16]}] {message['contact'] or 'chưa có người nhận'}\n{message['text']}\n")


@cli.command()
def doctor() -> None:
    """Kiểm tra cài đặt, cơ sở dữ liệu, Telegram, kế hoạch, người nhận."""

    async def work(settings: "Settings") -> bool:
        from bot.doctor import examine
        from scheduler.clock import SystemClock

        sound = True
        async for finding in examine(settings, SystemClock().now()):
            sign = {True: "✓", False: "✗", None: "·"}[finding.ok]
            print(f"{sign} {finding.says}" + (f"\n  → {finding.hint}" if finding.hint else ""))
            sound = sound and finding.ok is not False
        return sound

    if not _run(work):
        sys.exit(1)


# --- reports ----------------------------------------------------------------------------------------------------------
@cli.command()
@click.option("--period", help="2024-Q1..Q4, 2024-H1, 2024-H2, 2024")
@click.option("--from", "start", help="từ ngày, ví dụ 2024-01-01")
@click.option("--to", "end", help="đến hết ngày, ví dụ 2024-03-31")
@click.option("--official", is_flag=True, help="theo kỳ số liệu của chế độ báo cáo (quý I: đến hết 14/3)")
@click.option("--format", "kind", help="docx, xlsx, png hoặc ics")
@click.option("--agency", help="lịch của một cơ quan (với --format ics)")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="tệp sẽ ghi")
def report(
    period: str | None,
    start: str | None,
    end: str | None,
    official: bool,
    kind: str | None,
    agency: str | None,
    output: Path | None,
) -> None:
    """Lập báo cáo một kỳ: Word, Excel, biểu đồ hoặc lịch."""
    from bot.errors import BadInput

    if kind not in ("docx", "xlsx", "png", "ics"):
        raise BadInput("Chọn dạng tệp: --format docx, xlsx, png hoặc ics.")
    if output is None:
        raise BadInput("Cho biết tệp sẽ ghi: -o BaoCao.docx.")
    if agency is not None and kind != "ics":
        raise BadInput("--agency chỉ dùng với --format ics.")

    async def work(settings: "Settings") -> bytes:
        from bot.app import opened
        from bot.reporting import agency_named, asked_period, report_of
        from bot.reports import rendered

        regime = settings.terms.regime
        wanted = asked_period(period, start, end, official=official, regime=regime)
        async with opened(settings) as (store, calendar), store.transaction() as tx:
            only = None if agency is None else [await agency_named(tx, agency, _today())]
            made = await report_of(tx, wanted, calendar, _today(), agency_ids=only, with_log=kind == "xlsx")
        return rendered(made, kind, settings.report_template).content

    content = _run(work)
    try:
        output.write_bytes(content)
    except OSError:
        raise BadInput(f"Không ghi được tệp {output}.") from None
    print(f"Đã ghi {output}.")


# --- shared -----------------------------------------------------------------------------------------------------------
def _run(work: Callable[["Settings"], Coroutine[Any, Any, T]]) -> T:
    """Runs a coroutine with the settings, its logs redacted."""
    from bot.logs import set_up_logging
    from bot.settings import load_settings

    settings = load_settings()
    set_up_logging(settings.log_level, settings.secrets())
    return asyncio.run(work(settings))


async def _with_stop(work: Callable[[asyncio.Event], Coroutine[Any, Any, None]]) -> None:
    await work(_stop_on_signals())


def _stop_on_signals() -> asyncio.Event:
    """Set by Ctrl+C and by SIGTERM: the service ends what it is writing and goes."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop.set)
    return stop


def _today() -> date:
    from plan_data.calendar import local_date
    from scheduler.clock import SystemClock

    return local_date(SystemClock().now())
