"""Lists in two columns: a heading "Total / for the day" says what each number of the lines below it is.

heading = total "/" day | day "/" total      without a number of its own
line    = thing number "/" number            tanks 7 132 / 22
"""

from news.reading.items import B, C, Item, N, P

_SHORT = 12
_PARTS = ("/", "|")


def _order(line: list[Item]) -> str:
    """What the second column is, 'gain' or 'total'; '' when *line* is no heading."""
    parts = [at for at, item in enumerate(line) if item.kind == P and item.value in _PARTS]
    if len(line) > _SHORT or len(parts) != 1 or any(item.kind == N for item in line):
        return ""
    sides = (line[: parts[0]], line[parts[0] + 1 :])
    said = [
        "gain"
        if any(item.has("day") for item in side)
        else "total"
        if any(item.has("sum") or item.has("since") for item in side)
        else ""
        for side in sides
    ]
    return said[1] if "" not in said and said[0] != said[1] else ""


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
    return [*line[: first + 1], told, *line[last + 1 :]]


def columned(found: list[Item]) -> list[Item]:
    """*found* with the second column of its lists told as the gain or the total of the first."""
    if not any(item.kind == P and item.value in _PARTS for item in found):
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
