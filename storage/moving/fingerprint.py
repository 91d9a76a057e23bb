"""What a table holds, as one short text that is equal wherever equal rows are kept."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

_SPACE = 1 << 256
_as_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """How many rows a table has, and what they say: 64 hexadecimal digits, whatever their order."""

    rows: int
    mark: str


class Reckoning:
    """Adds rows up to a fingerprint.

    A row is written as a JSON array of its columns (numbers, text, null) in the order of the schema. The mark is the
    sum of the rows' SHA-256 as numbers, modulo 2^256: databases sort text in different orders, a sum does not care.
    """

    def __init__(self) -> None:
        self._rows = self._sum = 0

    def add(self, rows: Iterable[Sequence[object]]) -> None:
        """Take some more rows in."""
        for row in rows:
            self._rows += 1
            self._sum += int.from_bytes(hashlib.sha256(_as_json(list(row)).encode()).digest())

    @property
    def fingerprint(self) -> Fingerprint:
        """Of all rows so far."""
        return Fingerprint(self._rows, f"{self._sum % _SPACE:064x}")


def difference(expected: Mapping[str, Fingerprint], found: Mapping[str, Fingerprint]) -> str | None:
    """The first table that is not the same on both sides, in words; None when all are."""
    for name in [*expected, *(name for name in found if name not in expected)]:
        here, there = expected.get(name), found.get(name)
        if here is None or there is None:
            return f"the table {name} is on one side only"
        if here.rows != there.rows:
            return f"the table {name} has {here.rows:,} rows on one side and {there.rows:,} on the other"
        if here.mark != there.mark:
            return f"the table {name} has other rows on one side than on the other"
    return None
