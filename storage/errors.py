"""What can go wrong with the database; each docstring is what the person reads."""


class StorageError(Exception):
    """Cơ sở dữ liệu gặp sự cố."""

    def __str__(self) -> str:
        return (self.__doc__ or "").strip()


class DatabaseUnreachable(StorageError):
    """Không kết nối được cơ sở dữ liệu. Kiểm tra NHACVIEC_DATABASE_URL và quyền ghi thư mục."""


class UnreadableUrl(StorageError):
    """Không đọc được NHACVIEC_DATABASE_URL. Ví dụ: sqlite:///data/nhacviec.db hoặc postgresql://nguoi-dung@may-chu/ten"""


class NestedTransaction(StorageError):
    """A transaction was opened inside another one."""


class AlreadyRunning(StorageError):
    """Một dịch vụ khác đang chạy trên cơ sở dữ liệu này."""


class RowsWithoutParent(StorageError):
    """Cơ sở dữ liệu có dòng mất liên kết sau khi nâng cấp, nên chưa nâng cấp. Hãy khôi phục từ bản sao lưu."""


class SchemaTooNew(StorageError):
    """Cơ sở dữ liệu thuộc một phiên bản mới hơn của Nhắc việc. Hãy cập nhật phần mềm."""


class PlanAlreadyRecorded(StorageError):
    """Kế hoạch này đã được nạp, không nạp lại để không mất dữ liệu đã ghi."""
