"""Lists in two columns: a heading "Total / for the day" says what each number of the lines below it is.

heading = total "/" day | day "/" total | total "(" day ")"     without a number of its own
line    = thing number "/" number | thing number "(" number ")"   tanks 7 132 / 22
"""

from news.reading.items import B, C, Item, N, P

_SHORT = 12
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


def _line(line: list[Item], second: str) -> list[Item]:
    """*line* with its second number made a *second* of its first."""
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


def columned(found: list[Item]) -> list[Item]:
    """*found* with the second column of its lists told as the gain or the total of the first."""
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
        out += _line(line, second) if second else line
        out += [item] if item is not None else []
        line = []
    return out
