"""`nhacviec doctor`: each check says what is wrong and what to do about it."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime

from bot.app import opened
from bot.channels import open_channels
from bot.settings import Settings
from plan_data.calendar import WorkingCalendar, local_date
from scheduler.channel import SendError, Unauthorized
from storage import people
from storage.errors import StorageError
from storage.occurrences import count_held
from storage.plans import agency_directory, current_plan, plan_problems
from storage.queries import backlog
from storage.store import Store


@dataclass(frozen=True, slots=True)
class Finding:
    """`ok` None = a hint, not a fault."""

    ok: bool | None
    says: str
    hint: str = ""


async def examine(settings: Settings, now: datetime) -> AsyncIterator[Finding]:
    """Everything that keeps the service from doing its work, in the order in which it would stop it."""
    async for finding in _telegram(settings):
        yield finding
    try:
        async with opened(settings) as (store, calendar):
            yield Finding(True, "Cơ sở dữ liệu: kết nối được, đúng phiên bản.")
            async for finding in _contents(store, calendar, now):
                yield finding
    except StorageError as error:
        yield Finding(False, str(error))


async def _telegram(settings: Settings) -> AsyncIterator[Finding]:
    channels = open_channels(settings)
    if not channels:
        yield Finding(None, "Telegram: chưa có khóa.", "Tạo bot với @BotFather, đặt NHACVIEC_TELEGRAM_TOKEN.")
    for channel in channels:
        try:
            yield Finding(True, f"Telegram: @{await channel.open()}.")
        except Unauthorized:
            yield Finding(False, "Telegram không nhận khóa này.", "Kiểm tra NHACVIEC_TELEGRAM_TOKEN với @BotFather.")
        except SendError:
            yield Finding(False, "Không kết nối được Telegram.", "Kiểm tra mạng và NHACVIEC_TELEGRAM_API_URL.")
        finally:
            await channel.close()


async def _contents(store: Store, calendar: WorkingCalendar, now: datetime) -> AsyncIterator[Finding]:
    on = local_date(now)
    async with store.transaction() as tx:
        plan = await current_plan(tx)
        here = [i for i, a in await agency_directory(tx, on) if not a.successor]
        states = await people.joining_states(tx, here, on, now)
        admins = await people.admins(tx, on)
        held = await count_held(tx)
        problems = await plan_problems(tx)
        waiting = await backlog(tx)
    if plan is None:
        yield Finding(False, "Chưa có kế hoạch.", "Chạy: nhacviec plan import ca-mau-2024")
        return
    yield Finding(True, f"Kế hoạch: {plan.number}, {plan.short_title}.")
    for problem in problems:
        yield Finding(None, f"Cần xem lại {problem['row']}: {problem['says']}")
    if held:
        yield Finding(None, f"{held} việc đã quá hạn khi nạp kế hoạch, chưa nhắc ai.", "Quản trị chọn trong /tongquan.")
    if not any(a.reachable for a in admins):
        yield Finding(False, "Chưa có quản trị nào kết nối.", "Chạy: nhacviec people invite --admin HỌ-TÊN")
    missing = sum(s != "joined" for s in states.values())
    yield Finding(None if missing else True, f"Đầu mối đã kết nối: {len(states) - missing}/{len(states)} cơ quan.")
    for year in (on.year, on.year + 1):
        if not calendar.covers(year):
            yield Finding(None, f"Lịch nghỉ năm {year} chưa được rà soát: chỉ biết ngày cuối tuần và ngày lễ cố định.")
    if waiting.inbox_parked or waiting.outbox_dead:
        yield Finding(None, f"{waiting.inbox_parked} tin không đọc được, {waiting.outbox_dead} tin không gửi được.")
