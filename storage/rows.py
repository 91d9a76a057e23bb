"""How days, moments and lists are written in the database and read back."""

import json
from collections.abc import Iterable
from datetime import UTC, date, datetime

_MOMENT = "%Y-%m-%dT%H:%M:%S.%fZ"
_as_json = json.JSONEncoder(ensure_ascii=False).encode


def moment_text(moment: datetime) -> str:
    """An aware *moment* as text that sorts in time's order.

    Raises ValueError for a naive one: nobody knows when that was.
    """
    if moment.tzinfo is None:
        raise ValueError("a moment without a time zone")
    return moment.astimezone(UTC).strftime(_MOMENT)


def moment_of(text: str) -> datetime:
    """The moment, in UTC, that `moment_text` wrote."""
    return datetime.fromisoformat(text)


def day_text(day: date | None) -> str | None:
    """A *day* as text that sorts in time's order."""
    return None if day is None else day.isoformat()


def day_of(text: str | None) -> date | None:
    """The day that `day_text` wrote."""
    return None if text is None else date.fromisoformat(text)


def list_text(items: Iterable[str]) -> str:
    """A list of sentences or slugs as JSON."""
    listed = list(items)
    return _as_json(listed) if listed else "[]"


def list_of(text: str) -> tuple[str, ...]:
    """The list that `list_text` wrote."""
    return tuple(json.loads(text))
