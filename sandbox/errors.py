"""The two ways to say no: to a bot in Telegram's words, to a person or a test in one Vietnamese sentence.

Exception
├── ApiError    the Bot API's answer: code, description, parameters
└── TownError   the control API's answer: status, one sentence
"""

from typing import Any


class ApiError(Exception):
    """What the Bot API answers instead of a result. `description` is complete, prefix included."""

    def __init__(self, code: int, description: str, **parameters: Any) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters

    def body(self) -> dict[str, Any]:
        """`{"ok": false, "error_code", "description", "parameters"?}`, the shape every Bot API error has."""
        answer: dict[str, Any] = {"ok": False, "error_code": self.code, "description": self.description}
        if self.parameters:
            answer["parameters"] = self.parameters
        return answer


class TownError(Exception):
    """A request to the town that cannot be done. `sentence` is shown to people as it stands."""

    def __init__(self, status: int, sentence: str) -> None:
        super().__init__(sentence)
        self.status = status
        self.sentence = sentence


def bad(what: str) -> ApiError:
    """400 as Telegram words it: `bad("chat not found")`."""
    return ApiError(400, f"Bad Request: {what}")


def forbidden(what: str) -> ApiError:
    """403 as Telegram words it: the person does not want the bot, and asking again will not help."""
    return ApiError(403, f"Forbidden: {what}")
