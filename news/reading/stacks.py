"""Lists whose things and numbers stand on lines of their own, put back on one line each.

thing / number [/ gain]     Tanks ⏎ 9 072 ⏎ +24
number [gain] / thing       1 235 (+7) ⏎ ТАНКИ
"""

from collections.abc import Iterator
from itertools import pairwise

from news.reading.items import A, B, C, D, Item, N, P

_SHORT = 8
_LEAST = 3
"""So many things on lines of their own make a list."""

_OUTSIDE = frozenset((N, D, A))


def _kind(line: list[Item]) -> str:
    """What *line* holds: 'c' a thing alone, 'n' numbers alone, '' anything else."""
    if not line or len(line) > _SHORT:
        return ""
    kinds = {item.kind for item in line}
    if C in kinds:
        return "c" if _OUTSIDE.isdisjoint(kinds) and any(item.value for item in line if item.kind == C) else ""
    if N not in kinds or line[-1].value == ".":
        return ""
    return "n" if all(item.kind in (N, P) or item.has("approx") or item.has("units") for item in line) else ""


def _lines(found: list[Item]) -> Iterator[tuple[int, int]]:
    """Where each line that is not empty begins and ends."""
    cuts = [-1, *[at for at, item in enumerate(found) if item.kind == B], len(found)]
    return ((low + 1, high) for low, high in pairwise(cuts) if high > low + 1)


def _follows(part: str, at: int) -> bool:
    """Whether the line *at* of a paragraph goes on with that before: numbers behind a thing, or a thing behind them."""
    return part[at] == "n" if part[0] == "c" else part[at - 1] == "n"


def _groups(kinds: str, blank: list[bool]) -> set[int]:
    """The lines of a run that go on with the line before them; none where it is not clear what belongs together.

    *blank* says of each line whether an empty one stands before it: where some do, they part the entries.
    """
    if kinds.count("c") < _LEAST or kinds.count("n") < _LEAST:
        return set()
    if any(blank[1:]) and not all(blank[1:]):
        starts = [0, *(at for at in range(1, len(kinds)) if blank[at]), len(kinds)]
        parts = [(low, kinds[low:high]) for low, high in pairwise(starts)]
        return {low + at for low, part in parts for at in range(1, len(part)) if _follows(part, at)}
    if kinds[0] == "c":
        return {at for at, kind in enumerate(kinds) if kind == "n"}
    return {at for at in range(1, len(kinds)) if kinds[at - 1] == "n"} if kinds[-1] == "c" else set()


_ORDINAL = 40


def _unnumbered(found: list[Item]) -> list[Item]:
    """*found* without the numbers of a numbered list: "1. Personnel 1 203 330", "2) Tanks 11 465"."""
    marks = [
        low
        for low, high in _lines(found)
        if high - low > _LEAST
        and found[low].kind == N
        and found[low + 1].value in (".", ")")
        and found[low + 1].glued
        and found[low].value <= _ORDINAL  # type: ignore[operator]
    ]
    values = [found[low].value for low in marks]
    if len(marks) < _LEAST or values != list(range(int(values[0]), int(values[0]) + len(values))):
        return found
    gone = {at for low in marks for at in (low, low + 1)}
    return [item for at, item in enumerate(found) if at not in gone]


def _first(line: list[Item]) -> Item | None:
    return next((item for item in line if item.kind == N), None)


def _without_echoes(found: list[Item]) -> list[Item]:
    """*found* without what a line says again of the line before it: "Planes: 315 / 315 Helicopters: 316"."""
    gone: set[int] = set()
    last: Item | None = None
    for low, high in _lines(found):
        thing = next((at for at in range(low, high) if found[at].kind == C), high)
        start = low + (found[low].value == ":")
        echo = found[start] if start < thing and found[start].kind == N else None
        number = _first(found[thing:high])
        heads = found[high - 1].value == ":"
        if last is not None and echo is not None and echo.value == last.value and (number is not None or heads):
            gone.update(range(low, thing))
        last = number
    return [item for at, item in enumerate(found) if at not in gone] if gone else found


def stacked(found: list[Item]) -> list[Item]:
    """*found* without the line breaks inside the entries of such a list, its lines without numbers and echoes."""
    if len([item for item in found if item.kind == B]) < _LEAST:
        return found
    found = _without_echoes(_unnumbered(found))
    spans = list(_lines(found))
    kinds = [_kind(found[low:high]) if high - low <= _SHORT else "" for low, high in spans]
    if kinds.count("c") < _LEAST or kinds.count("n") < _LEAST:
        return found
    gone: set[int] = set()
    start = 0
    for at in range(len(kinds) + 1):
        if at < len(kinds) and kinds[at]:
            continue
        blank = [low > 1 and len(str(found[low - 1].value)) > 1 for low, _ in spans[start:at]]
        for line in _groups("".join(kinds[start:at]), blank):
            gone.update(range(spans[start + line - 1][1], spans[start + line][0]))
        start = at + 1
    return [item for at, item in enumerate(found) if at not in gone] if gone else found
