"""What can go wrong between a file of words and a plan. Each error's text is the sentence a person reads.

PlanDataError            a person must do something: the text says what
+-- UnknownPlan          no plan of that name ships, and no such folder exists
+-- BrokenPlan           a plan's data files contradict themselves or the paper
+-- BrokenCalendar       a row of the table of days off cannot be read
+-- BadMoment            a date or time that cannot be read
"""


class PlanDataError(Exception):
    """Dữ liệu kế hoạch có chỗ cần xem lại."""


class UnknownPlan(PlanDataError):
    """Không có kế hoạch nào tên như vậy."""

    def __init__(self, name: str, known: tuple[str, ...]) -> None:
        super().__init__(f"Không tìm thấy kế hoạch “{name}”. Kế hoạch có sẵn: {', '.join(known)}.")


class BrokenPlan(PlanDataError):
    """Dữ liệu của kế hoạch không khớp."""

    def __init__(self, where: str, says: str) -> None:
        super().__init__(f"Dữ liệu kế hoạch, {where}: {says}.")


class BrokenCalendar(PlanDataError):
    """Bảng ngày nghỉ, ngày làm bù có dòng không đọc được."""

    def __init__(self, line: int, says: str) -> None:
        super().__init__(f"Bảng ngày nghỉ, dòng {line}: {says}.")


class BadMoment(PlanDataError):
    """Thời điểm không đọc được."""

    def __init__(self, text: str) -> None:
        super().__init__(f"Không đọc được thời điểm “{text}”. Ví dụ đúng: 2024-01-25T07:55.")
