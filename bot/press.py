"""What a button carries: `1|name|argument`, at most 64 bytes, as the Bot API allows for `callback_data`.

The first field is the version of this format, so that a later one can still read, or kindly refuse, what an old message
under somebody's thumb sends years later.
"""

from dataclasses import dataclass

LIMIT = 64
"""Bytes of `callback_data` (Bot API, InlineKeyboardButton)."""

_VERSION = "1"


@dataclass(frozen=True, slots=True)
class Press:
    """A pressed button: the command it runs and the argument it gives."""

    name: str
    argument: str


def press(name: str, argument: str = "") -> str:
    """The data of a button that runs command *name* with *argument*.

    Raises ValueError when it would be longer than `LIMIT` bytes; `fits` tells beforehand.
    """
    data = _data(name, argument)
    if len(data.encode()) > LIMIT:
        raise ValueError(f"button data of {len(data.encode())} bytes: {data!r}")
    return data


def fits(name: str, argument: str) -> bool:
    """Whether `press` can carry this."""
    return len(_data(name, argument).encode()) <= LIMIT


def pressed(data: str) -> Press | None:
    """What *data* asks for; None when it is not ours or of a version that is no longer read."""
    version, _, rest = data.partition("|")
    name, bar, argument = rest.partition("|")
    if version != _VERSION or not bar or not name:
        return None
    return Press(name, argument)


def _data(name: str, argument: str) -> str:
    return f"{_VERSION}|{name}|{argument}"
