"""Lists in two columns: a heading "Total / for the day" says what each number of the lines below it is, or their sizes.

heading = total "/" day | day "/" total | total "(" day ")"     without a number of its own
line    = thing number "/" number | thing number "(" number ")"   tanks 7 132 / 22 · tanks 7132/22
        | thing number [";"] ["+"] number                          tanks 8,020; 10 · UAVs 18,854 54

Without a heading the second column is the day's where at least four lines have one and one day can hold all of it.
"""

import re

from news.reading.items import B, C, Item, N, P, W
from news.reading.sizes import DAY_LIMIT

_SHORT = 12
_AMOUNT = r"\d{1,3}(?:[ .,']\x02*\d{3})+|\d{1,9}"
_GLUED = re.compile(rf"({_AMOUNT})/({_AMOUNT})")
_PARTS = ("/", "|", "(")
_BETWEEN = (*_PARTS, ";", "+")
_LEAST = 4
_TOTAL, _DAY = ("sum", "since", "formula"), ("day", "average")


def _said(column: list[Item]) -> str:
    """What the heading of a column says its numbers are; '' if nothing."""
    if any(item.has(tag) for item in column for tag in _DAY):
        return "gain"
    return "total" if any(item.has(tag) for item in column for tag in _TOTAL) else ""


def _order(line: list[Item]) -> str:
    """What the second column is, 'gain' or 'total'; '' when *line* is no heading."""
    if len(line) > _SHORT:
        return ""
    for item in line:
        if item.kind == N or "period" in item.tags:
            return ""
    columns: list[list[Item]] = [[]]
    for item in line:
        if item.kind == P and item.value in _PARTS:
            columns.append([])
        else:
            columns[-1].append(item)
    said = [each for each in map(_said, columns) if each]
    return said[1] if len(said) == 2 and said[0] != said[1] else ""


def _pair(item: Item, folded: str) -> list[Item]:
    """The numbers and the stroke of "7132/22", which elsewhere is a date, a season or a share; else *item* itself."""
    match = _GLUED.fullmatch(folded, item.start, item.end) if item.kind == W and item.value == "#" else None
    if match is None:
        return [item]
    stroke = Item(P, "/", match.end(1), match.end(1) + 1, (), True)
    return [_count(match, 1), stroke, _count(match, 2)]


def _count(match: re.Match[str], group: int) -> Item:
    digits = "".join(each for each in match.group(group) if each.isdigit())
    return Item(N, int(digits), match.start(group), match.end(group), (), group == 2)


def _line(line: list[Item], second: str, folded: str) -> list[Item]:
    """*line* with its second number made a *second* of its first."""
    numbers = [at for at, item in enumerate(line) if item.kind == N]
    if not numbers and len(line) <= _SHORT:
        line = [each for item in line for each in _pair(item, folded)]
        numbers = [at for at, item in enumerate(line) if item.kind == N]
    if len(line) > _SHORT or len(numbers) != 2 or not any(item.kind == C for item in line):
        return line
    first, last = numbers
    if last != first + 1 and (last != first + 2 or line[first + 1].value not in _BETWEEN[:-1]):
        return line
    number = line[last]
    told = Item("g", float(number.value), number.start, number.end, number.tags, False, second)
    closed = int(line[first + 1].value == "(" and last + 1 < len(line) and line[last + 1].value == ")")
    return [*line[: first + 1], told, *line[last + 1 + closed :]]


def _gain(line: list[Item]) -> bool | None:
    """Whether the second number of *line* is small enough for a day; None if it has no such number."""
    if len(line) > _SHORT or not line or line[0].kind == N:
        return None
    numbers = [at for at, item in enumerate(line) if item.kind == N]
    things = [item for item in line if item.kind == C]
    if len(numbers) != 2 or not things or numbers[1] < len(line) - 2:
        return None
    first, last = numbers
    if last - first > 2 or (last == first + 2 and line[first + 1].value not in _BETWEEN):
        return None
    return float(line[last].value) <= min(DAY_LIMIT.get(str(things[0].value), 0), float(line[first].value))


def _daily(lines: list[list[Item]]) -> bool:
    """Whether the second column of *lines* is the day's, by its size."""
    told = [each for each in map(_gain, lines) if each is not None]
    return len(told) >= _LEAST and all(told) and not any(item.has("period") for line in lines for item in line)


def columned(found: list[Item], folded: str) -> list[Item]:
    """*found* with the second column of its lists told as the gain or the total of the first; *folded* is the text."""
    cuts = [at for at, item in enumerate(found) if item.kind == B]
    spans = list(zip([-1, *cuts], [*cuts, len(found)], strict=True))
    lines = [found[start + 1 : end] for start, end in spans if end - start <= _SHORT + 1]
    second = "" if any(_order(line) for line in lines) else "gain" if _daily(lines) else None
    if second is None:
        return found
    out: list[Item] = []
    line: list[Item] = []
    for item in [*found, None]:
        if item is not None and item.kind != B:
            line.append(item)
            continue
        second = _order(line) or second
        out += _line(line, second, folded) if second else line
        out += [item] if item is not None else []
        line = []
    return out
