"""What a method accepts, and reading it from a form, a query string, or JSON.

A method's parameters are written in one line: `chat_id:chat! text:str business_connection_id:str-`, where `!` marks a
required one and `-` one that the local chat does not act on, so that it refuses it instead of pretending.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.localchat.refusals import bad_request
from bot.localchat.things import Upload

Json = dict[str, Any]

_EMPTY = {
    "text": "message text is empty",
    "chat_id": "chat_id is empty",
    "message_id": "message identifier is not specified",
    "user_id": "invalid user_id specified",
    "photo": "there is no photo in the request",
    "document": "there is no document in the request",
    "file_id": "file_id not specified",
    "action": "wrong parameter action in request",
    "media": "there is no media in the request",
}
_KINDS = {"chat", "int", "str", "bool", "list", "dict", "file", "number"}


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter of a method."""

    name: str
    kind: str
    required: bool
    served: bool


def parameters(spec: str) -> dict[str, Parameter]:
    """Read a method's line of parameters."""
    found = {}
    for word in spec.split():
        name, _, kind = word.partition(":")
        bare = kind.rstrip("!-")
        assert bare in _KINDS, word
        found[name] = Parameter(name, bare, kind.endswith("!"), not kind.endswith("-"))
    return found


class Arguments:
    """A call's arguments, read and checked against its method's parameters. Reading raises `RefusedError`."""

    def __init__(
        self, declared: Mapping[str, Parameter], raw: Mapping[str, Any], files: Mapping[str, Upload] | None = None
    ) -> None:
        self.files = files or {}
        self._values: dict[str, Any] = {}
        for name, value in raw.items():
            if name not in declared:
                if name in self.files:
                    continue
                raise bad_request(f'unknown parameter "{name}"')
            if not declared[name].served and not _is_nothing(value):
                raise bad_request(f'the local chat does not serve the parameter "{name}"')
            read = _read(declared[name], value)
            if read is not None:
                self._values[name] = read
        for name in self.files:
            if name in declared and declared[name].kind == "file":
                self._values.setdefault(name, f"attach://{name}")
        for parameter in declared.values():
            if parameter.required and parameter.name not in self._values:
                raise bad_request(_EMPTY.get(parameter.name, f'parameter "{parameter.name}" is required'))

    def __contains__(self, name: str) -> bool:
        return name in self._values

    def get(self, name: str) -> Any:
        """The value, or None."""
        return self._values.get(name)

    def text(self, name: str, default: str = "") -> str:
        """A string."""
        return str(self._values.get(name, default))

    def integer(self, name: str, default: int = 0, *, low: int | None = None, high: int | None = None) -> int:
        """A number, brought between `low` and `high` as Telegram does."""
        value = int(self._values.get(name, default))
        value = value if low is None else max(value, low)
        return value if high is None else min(value, high)

    def flag(self, name: str) -> bool:
        """A yes or no; absent is no."""
        return bool(self._values.get(name, False))

    def json(self, name: str) -> Json | None:
        """A JSON object, or None."""
        value = self._values.get(name)
        return value if isinstance(value, dict) else None

    def array(self, name: str) -> list[Any] | None:
        """A JSON array, or None."""
        value = self._values.get(name)
        return value if isinstance(value, list) else None

    def upload(self, value: str) -> Upload | None:
        """The file that `attach://name` or a field names."""
        return self.files.get(value.removeprefix("attach://")) if value.startswith("attach://") else None


def _is_nothing(value: Any) -> bool:
    return value is None or value in ("", "false", "0", False)


def _read(parameter: Parameter, value: Any) -> Any:
    if value is None:
        return None
    if parameter.kind in {"list", "dict"}:
        return _json(parameter, value)
    if parameter.kind == "bool":
        return value if isinstance(value, bool) else str(value).strip().lower() in {"true", "yes", "1"}
    text = str(value)
    if parameter.kind in {"str", "file"}:
        return text
    if not text.strip():
        return None
    if parameter.kind == "chat":
        return _number(text) if _number(text) is not None else text
    if parameter.kind == "number":
        return float(text)
    return _number(text) or 0


def whole(value: Any) -> int:
    """A number inside a JSON object, which may also be written as a string; 0 for anything else."""
    return (_number(str(value)) or 0) if isinstance(value, (int, str)) else 0


def _number(text: str) -> int | None:
    try:
        return int(text)
    except ValueError:
        return None


def _json(parameter: Parameter, value: Any) -> Any:
    expected: type = list if parameter.kind == "list" else dict
    if isinstance(value, str):
        if not value.strip():
            return None
        try:
            value = json.loads(value)
        except ValueError:
            raise bad_request(f"can't parse {_spoken(parameter.name)} JSON object") from None
    if not isinstance(value, expected):
        if value is None:
            return None
        raise bad_request(f"object expected as {parameter.name.replace('_', ' ')}")
    return value


def _spoken(name: str) -> str:
    return {"reply_markup": "reply keyboard markup"}.get(name, name.replace("_", " "))
