"""What can go wrong between a file of words and a plan. Each error's text is the sentence a person reads.

PlanDataError            a person must do something: the text says what
+-- UnknownPlan          no plan of that name ships, and no such folder exists
+-- BrokenPlan           a plan's data files contradict themselves or the paper
+-- BrokenCalendar       a row of the table of days off cannot be read
+-- UnreadableRegime     the windows of the periodic reports are not written as they are said
+-- BadMoment            a date or time that cannot be read
+-- UnknownPeriod        a period that no calendar, or not the reporting regime, has
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


class UnreadableRegime(PlanDataError):
    """Kỳ báo cáo không đọc được."""

    def __init__(self, text: str) -> None:
        super().__init__(f"Không đọc được kỳ báo cáo “{text}”. Ví dụ đúng: Q1 15/12-14/3 20/3; H1 15/12-14/6 20/6")


class BadMoment(PlanDataError):
    """Thời điểm không đọc được."""

    def __init__(self, text: str) -> None:
        super().__init__(f"Không đọc được thời điểm “{text}”. Ví dụ đúng: 2024-01-25T07:55.")


class UnknownPeriod(PlanDataError):
    """Không có kỳ báo cáo như vậy."""

    def __init__(self, name: str, *, official: bool = False) -> None:
        known = "2024-Q1 (quý I), 2024-H1 (6 tháng), 2024-Q3 (quý III), 2024 (năm)" if official else "2024-Q1, 2024-H1, 2024"
        super().__init__(f"Không có kỳ báo cáo “{name}”{' theo chế độ báo cáo' if official else ''}. Ví dụ: {known}.")
