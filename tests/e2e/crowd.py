"""A thousand agencies with one task each: the load of the kill tests and the benchmarks."""

from datetime import date

from bot.demo import ADMIN_CHAT, FIRST_CHAT, Inhabitant
from plan_data.model import Activity, ActivityGroup, Agency, EndOf, Plan


def crowd_plan(count: int) -> Plan:
    """A plan whose one activity every agency leads, due 31/01/2024: on 30/01 each has one digest with one item."""
    agencies = tuple(Agency(f"Sở Thử nghiệm {n:04d}", "so_ban_nganh", short=f"Sở {n:04d}") for n in range(count))
    activity = Activity(
        code="I.1",
        group="I",
        title="Kế hoạch năm 2024 của cơ quan",
        short_title="Kế hoạch năm 2024",
        product="Kế hoạch",
        deadline_text="Tháng 01 năm 2024",
        deadline=EndOf(date(2024, 1, 1), date(2024, 1, 31)),
        lead_text="Các sở, ban, ngành tỉnh",
        lead=("@so_ban_nganh",),
        coordinating_text="",
        coordinating=(),
    )
    return Plan(
        number="1/QĐ-UBND",
        title="Kế hoạch thử nghiệm năm 2024",
        short_title="Kế hoạch thử nghiệm",
        year=2024,
        issued=date(2024, 1, 2),
        office="Văn phòng UBND tỉnh",
        groups=(ActivityGroup("I", "Thử nghiệm", agencies[0].name),),
        activities=(activity,),
        text_tasks=(),
        targets=(),
        agencies=agencies,
    )


def crowd_people(plan: Plan) -> list[Inhabitant]:
    """An admin, and one joined person for each agency."""
    town = [Inhabitant(ADMIN_CHAT, "Quản trị Văn phòng", "quản trị")]
    return town + [
        Inhabitant(FIRST_CHAT + n, f"Đầu mối {a.name}", f"đầu mối {a.name}", a.name) for n, a in enumerate(plan.agencies)
    ]
