"""What stands in brackets: a gain, a total, a list of its own, or nothing.

bracket  = "(" gain | total | other ")"      (+5) · (0) · (plus nine) · (for a total of 4,190)
"""

from news.reading.items import A, B, C, Item, N, P

DEEP = 80
"""Items that a bracket may hold."""

_CLOSES = {"(": ")", "[": "]"}


def closes_at(found: list[Item], at: int) -> int:
    """The index of the bracket that closes the one at *at*; -1 if none does nearby."""
    for here in range(at + 1, min(at + DEEP, len(found))):
        item = found[here]
        if item.kind == P and item.value == _CLOSES.get(str(found[at].value)):
            return here
        if item.kind == B or (item.kind == P and item.value in _CLOSES):
            return -1
    return -1


_MORE = frozenset(("more", "further", "than"))


def told_aside(inside: list[Item]) -> Item | list[Item] | None:
    """What a bracket says: an item that carries a gain or a total, items that are a list of their own, or None."""
    if len(inside) == 2 and inside[0].value == "+" and inside[1].kind == N:
        first = inside[1]
        return Item("g", float(first.value), first.start, first.end, first.tags, False, "gain")
    numbers = [each for each in inside if each.kind == N]
    if not numbers:
        one = next((each for each in inside if each.kind == A), None)
        told = one is not None and any(each.has("more") or each.has("further") for each in inside)
        return Item("g", 1.0, one.start, one.end, one.tags, False, "gain") if one is not None and told else None
    things = [each for each in inside if each.kind == C and each.value]
    first = numbers[0]
    where = inside.index(first)
    sign = next(
        (
            each
            for at, each in enumerate(inside[:where])
            if each.value == "+" or (each.value == "-" and at == 0 == where - 1) or each.has("more") or each.has("grew")
        ),
        None,
    )
    if sign is not None and sign.kind == P and any(each.has("sum") for each in inside[:where]):
        sign = None
    if sign is None and not things and len(numbers) == 1:
        sign = next((each for each in inside[where:] if not _MORE.isdisjoint(each.tags)), None)
    if sign is not None or (len(inside) == 1 and first.value == 0):
        value = -float(first.value) if sign is not None and sign.value == "-" else float(first.value)
        return Item("g", value, first.start, first.end, first.tags, False, "gain")
    if any(each.has("sum") for each in inside) and len(numbers) == 1:
        return Item("g", float(first.value), first.start, first.end, first.tags, False, "total")
    if things:
        return inside
    if len(numbers) == 1:
        day = any(each.has("day") or each.has("yesterday") or each.names_weekday() for each in inside)
        said = "day" if day else "only" if len(inside) == 1 else "bare"
        return Item("g", float(first.value), first.start, first.end, first.tags, False, said)
    return None


def two_things(found: list[Item]) -> tuple[Item, Item] | None:
    """The two things of "25+1 ships/subs"."""
    if [each.kind for each in found] != [C, P, C] or found[1].value != "/" or found[0].value == found[2].value:
        return None
    return found[0], found[2]
