"""What a person at the command line can run into; the docstring is the sentence they read.

NhacViecError
├── UnreadableSetting
├── NoToken
├── WrongToken
├── TelegramUnreachable
├── NoPlan
├── PortTaken
├── BrokenTemplate
├── PeriodOutside
└── BadInput
"""

from collections.abc import Sequence


class NhacViecError(Exception):
    """Có lỗi, dịch vụ không thực hiện được."""

    def __str__(self) -> str:
        return " ".join((self.__doc__ or "").split())


class UnreadableSetting(NhacViecError):
    """Không đọc được cài đặt."""

    def __init__(self, names: Sequence[str]) -> None:
        super().__init__()
        self.names = tuple(names)

    def __str__(self) -> str:
        return f"Không đọc được cài đặt {', '.join(self.names)}. Xem .env.example để biết cách ghi."


class NoToken(NhacViecError):
    """Chưa có khóa Telegram. Tạo bot với @BotFather rồi đặt NHACVIEC_TELEGRAM_TOKEN;
    muốn xem thử không cần khóa: nhacviec demo"""


class WrongToken(NhacViecError):
    """Telegram không nhận khóa này. Kiểm tra lại NHACVIEC_TELEGRAM_TOKEN với @BotFather."""


class TelegramUnreachable(NhacViecError):
    """Không kết nối được Telegram. Kiểm tra mạng và NHACVIEC_TELEGRAM_API_URL, rồi chạy lại."""


class NoPlan(NhacViecError):
    """Chưa có kế hoạch trong cơ sở dữ liệu. Chạy: nhacviec plan import ca-mau-2024"""


class PortTaken(NhacViecError):
    """Không mở được cổng theo dõi. Đặt NHACVIEC_WEB_PORT bằng cổng khác, hoặc 0 để tắt."""


class BrokenTemplate(NhacViecError):
    """Mẫu báo cáo không dùng được."""

    def __init__(self, where: str, says: str) -> None:
        super().__init__()
        self.where, self.says = where, says

    def __str__(self) -> str:
        return f"Mẫu báo cáo {self.where}: {self.says}."


class PeriodOutside(NhacViecError):
    """Không lập được báo cáo của kỳ này."""

    def __init__(self, label: str, says: str) -> None:
        super().__init__()
        self.label, self.says = label, says

    def __str__(self) -> str:
        return f"Không lập được báo cáo {self.label}: kỳ này {self.says}."


class BadInput(NhacViecError):
    """Dữ liệu nhập không đúng."""

    def __init__(self, says: str) -> None:
        super().__init__(says)
        self.says = says

    def __str__(self) -> str:
        return self.says
