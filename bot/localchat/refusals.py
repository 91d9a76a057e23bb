"""Refusals in the words of Telegram's own server (tdlib/telegram-bot-api, tdlib/td)."""

from typing import Any


class RefusedError(Exception):
    """A call that Telegram would refuse: `code` is the HTTP status, `description` the sentence a client sees."""

    def __init__(self, code: int, description: str, parameters: dict[str, Any] | None = None) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters

    def body(self) -> dict[str, Any]:
        """The JSON object that goes over the wire."""
        body: dict[str, Any] = {"ok": False, "error_code": self.code, "description": self.description}
        if self.parameters:
            body["parameters"] = self.parameters
        return body


def bad_request(reason: str) -> RefusedError:
    """400; the reason starts with a small letter unless it is a constant of the server (`BUTTON_DATA_INVALID`)."""
    constant = len(reason) > 1 and (reason[1] == "_" or reason[1].isupper())
    return RefusedError(400, "Bad Request: " + (reason if constant else reason[:1].lower() + reason[1:]))


def forbidden(reason: str) -> RefusedError:
    """403: the bot may not do this, now or for ever."""
    return RefusedError(403, f"Forbidden: {reason}")


def unauthorized() -> RefusedError:
    """401: the token is not this bot's."""
    return RefusedError(401, "Unauthorized")


def method_not_found() -> RefusedError:
    """404: a method that Telegram, or this stand-in, does not have."""
    return RefusedError(404, "Not Found: method not found")


def conflict(reason: str) -> RefusedError:
    """409: two ways of taking updates at once."""
    return RefusedError(409, f"Conflict: {reason}")


def too_many_requests(retry_after: int) -> RefusedError:
    """429; nothing was done, and the call may be repeated after `retry_after` seconds."""
    return RefusedError(429, f"Too Many Requests: retry after {retry_after}", {"retry_after": retry_after})


def migrated(new_chat_id: int) -> RefusedError:
    """400 for a group that became a supergroup; the new chat's id is named."""
    return RefusedError(
        400,
        "Bad Request: group chat was upgraded to a supergroup chat",
        {"migrate_to_chat_id": new_chat_id},
    )


def server_error(code: int) -> RefusedError:
    """5xx: Telegram's own trouble."""
    name = {500: "Internal Server Error", 502: "Bad Gateway", 504: "Gateway Timeout"}.get(code, "Internal Server Error")
    return RefusedError(code, name)
