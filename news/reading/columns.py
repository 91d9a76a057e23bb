"""Lists in two columns: a heading "Total / for the day" says what each number of the lines below it is.

heading = total "/" day | day "/" total | total "(" day ")"     without a number of its own
line    = thing number "/" number | thing number "(" number ")"   tanks 7 132 / 22 · tanks 7132/22
"""

import re

from news.reading.items import B, C, Item, N, P, W

_SHORT = 12
_AMOUNT = r"\d{1,3}(?:[ .,']\x02*\d{3})+|\d{1,9}"
_GLUED = re.compile(rf"({_AMOUNT})/({_AMOUNT})")
_PARTS = ("/", "|", "(")
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
    if last != first + 2 or line[first + 1].value not in _PARTS:
        return line
    number = line[last]
    told = Item("g", float(number.value), number.start, number.end, number.tags, False, second)
    closed = int(line[first + 1].value == "(" and last + 1 < len(line) and line[last + 1].value == ")")
    return [*line[: first + 1], told, *line[last + 1 + closed :]]


def columned(found: list[Item], folded: str) -> list[Item]:
    """*found* with the second column of its lists told as the gain or the total of the first; *folded* is the text."""
    cuts = [at for at, item in enumerate(found) if item.kind == B]
    lines = zip([-1, *cuts], [*cuts, len(found)], strict=True)
    if not any(end - start <= _SHORT + 1 and _order(found[start + 1 : end]) for start, end in lines):
        return found
    out: list[Item] = []
    line: list[Item] = []
    second = ""
    for item in [*found, None]:
        if item is not None and item.kind != B:
            line.append(item)
            continue
        second = _order(line) or second
        out += _line(line, second, folded) if second else line
        out += [item] if item is not None else []
        line = []
    return out
