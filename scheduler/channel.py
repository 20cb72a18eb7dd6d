"""The contract between what is said and the service that carries it: Telegram today, Zalo next, a test's console.

An error answers the sender's only questions: may this be sent again, when, and does the address still work?

    SendError
    ├── NotSent       it surely did not go out: try again after `after` seconds
    │   └── HoldOff   the whole account must wait
    ├── Unknown       the answer never came: it may or may not have gone out
    ├── Refused       this message will never be accepted
    │   └── Gone      nor will any other to this address
    ├── Moved         the address has a new id
    └── Unauthorized  the account's key is wrong: nothing can be sent or heard
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, Protocol


class SendError(Exception):
    """Không gửi được tin."""


class NotSent(SendError):
    """Tin chưa được gửi, sẽ gửi lại."""

    def __init__(self, why: str, after: float = 0.0) -> None:
        super().__init__(why)
        self.after = after


class HoldOff(NotSent):
    """Kênh yêu cầu tạm dừng gửi."""


class Unknown(SendError):
    """Không rõ tin đã được gửi hay chưa."""


class Refused(SendError):
    """Kênh không nhận tin này."""


class Gone(Refused):
    """Người nhận đã chặn hoặc không còn dùng kênh này."""


class Moved(SendError):
    """Địa chỉ nhận đã đổi."""

    def __init__(self, chat_id: str) -> None:
        super().__init__("moved")
        self.chat_id = chat_id


class Unauthorized(SendError):
    """Khóa truy cập của kênh không đúng."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A button: what it shows (at most 14 characters) and what it says back when pressed (at most 64 bytes), or a link."""

    label: str
    says: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class File:
    """A photo or a document that a person sent, by the provider's id: passed on, never fetched. Photos have no name."""

    id: str
    name: str = ""

    @property
    def is_photo(self) -> bool:
        return not self.name


@dataclass(frozen=True, slots=True)
class Upload:
    """A file of our own, made when its turn came: the name that people see, and its bytes. A photo is shown, not attached."""

    name: str
    data: bytes = field(repr=False)
    is_photo: bool = False


@dataclass(frozen=True, slots=True)
class Message:
    """What one chat is told. `html` is escaped already; `edits` names an earlier message that this one replaces; with a `file`
    it stands below that."""

    chat_id: str
    html: str
    rows: tuple[tuple[Choice, ...], ...] = ()
    edits: str | None = None
    replies_to: str | None = None
    ask_phone: str = ""
    file: File | Upload | None = None


@dataclass(frozen=True, slots=True)
class Receipt:
    """The provider's id of the message: the thread by which an answer finds what it answers."""

    message_id: str


class Kind(StrEnum):
    """What came in."""

    TEXT = "text"
    PRESS = "press"
    PHONE = "phone"
    FILE = "file"
    FORWARD = "forward"
    OTHER = "other"
    BLOCKED = "blocked"
    UNBLOCKED = "unblocked"


@dataclass(frozen=True, slots=True)
class Incoming:
    """One thing a person did in a chat. `at` is the moment of the act (the provider's), not of the processing.

    `edited`: it is an earlier message (`message_id`) in new words. `album` is shared by the files that were sent together.
    """

    channel: str
    chat_id: str
    kind: Kind
    at: datetime
    text: str = ""
    says: str = ""
    message_id: str = ""
    replies_to: str | None = None
    quoted: str = ""
    phone: str = ""
    own_phone: bool = False
    press_id: str = ""
    private: bool = True
    edited: bool = False
    file: File | None = None
    album: str = ""


@dataclass(frozen=True, slots=True)
class RawUpdate:
    """An update as the provider sent it, before anybody tried to understand it."""

    id: int
    chat_id: str
    body: str


@dataclass(frozen=True, slots=True)
class Menu:
    """A command list: for one chat, or (chat_id empty) for everybody; `language` empty means any."""

    commands: tuple[tuple[str, str], ...]
    chat_id: str = ""
    language: str = ""


class Channel(Protocol):
    """What a chat service must offer. `name` is the key in the database."""

    name: str

    async def open(self) -> str:
        """Connects; returns the account's public name. Errors: Unauthorized, SendError."""

    async def close(self) -> None: ...

    async def fetch(self, offset: int | None, wait: float) -> Sequence[RawUpdate]:
        """Updates from `offset` on, waiting up to `wait` seconds; asking for an offset confirms all before it."""

    def read(self, body: str, received_at: datetime) -> Incoming | None:
        """The stored body understood; None for what is of no concern. Errors: ValueError where it cannot be read."""

    async def send(self, message: Message) -> Receipt:
        """Sends or edits. Errors: the SendError tree."""

    async def answer_press(self, press_id: str, toast: str = "") -> None:
        """Stops the button's spinner; best effort, raises nothing."""

    async def publish_menu(self, menu: Menu) -> None:
        """Publishes a command list; best effort, raises nothing."""

    def invite_link(self, token: str) -> str:
        """The link that opens this account with an invitation."""


@dataclass(frozen=True, slots=True)
class Say:
    """A wish to say something: the name of the words and the facts they need. Rendered only when its turn comes.

    `facts` is JSON; `items` the occurrences the message carries, which an answer to it may mean.
    """

    words: str
    facts: dict[str, Any] = field(default_factory=dict)
    items: tuple[int, ...] = ()
