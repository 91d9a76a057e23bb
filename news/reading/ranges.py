"""Numbers that are the ends of a range, a share, a ratio or a distance, and so count nothing."""

from news.reading.items import C, D, Item, N, P, T, W

_NEAR, _BEFORE = 3, 4
"""Items behind and before a number that are looked at."""
_LEAST_TOTAL = 100
"""Less than it no total goes "from 2,616 to 2,624"."""
_NO_GUESS, _DIGITS = 1000, 3
"""A number so high with so many digits before its zeros is no end of a guess."""


def word(item: Item, end: int | None = None) -> Item:
    figure = str(item.value) if item.kind == N and "w" not in item.flags else ""
    return Item(W, "#", item.start, item.end if end is None else end, (), item.glued, figure)


def without_ranges(found: list[Item]) -> list[Item]:
    """*found* with the numbers of ranges, shares, ratios (1 to 2.4) and distances (389 short of 10,000) as words."""
    for at in [at for at, item in enumerate(found[:-3]) if item.kind == N and found[at + 1].has("shy")]:
        for near in range(at + 2, min(at + 2 + _NEAR, len(found))):
            if found[near].kind == N:
                found[at], found[near] = word(found[at]), word(found[near])
                break
    for at in [at for at, item in enumerate(found[:-2]) if item.kind == N and found[at + 2].has("decimal")]:
        if found[at + 1].has("to"):
            found[at] = word(found[at])
    for at in [at for at, item in enumerate(found[:-2]) if item.kind == N and found[at + 2].kind == N]:
        item = found[at]
        if item.kind != N or found[at + 2].kind != N:
            continue
        middle, other = found[at + 1], found[at + 2]
        dash = middle.kind == P and middle.value == "-" and middle.glued == other.glued
        share = middle.has("outof") and float(item.value) <= float(other.value)
        grown = any(each.has("grew") or each.has("sum") for each in found[max(0, at - _BEFORE) : at])
        guess = middle.has("to") and grew(item, other) and _round(item, other)
        guess = guess and not grown and not (at and found[at - 1].has("sinceword"))
        if dash or share or guess or (at and found[at - 1].has("between") and middle.kind == T):
            found[at], found[at + 2] = word(item), word(other)
        elif at and middle.has("to") and grew(item, other) and _little(found[at - 1]):
            counts = not grown and not _exact(other) and any(each.kind == C for each in found[at + 3 : at + 5])
            found[at], found[at + 2] = word(item), word(other) if counts else other
    return found


_DATED = 6
"""Items from a number over the day of which it was to the number that it grew to."""


def without_older(found: list[Item]) -> list[Item]:
    """*found* with the older of two numbers and its day as words: "from 173,360 as of 31 March to 190,510"."""
    for at in [at for at, item in enumerate(found[:-3]) if item.kind == N and at and _little(found[at - 1])]:
        behind = found[at + 1 : at + 1 + _DATED]
        to = next((here for here, item in enumerate(behind) if item.has("to")), 0)
        other = next((item for item in behind[to + 1 : to + 3] if item.kind == N), None)
        between = behind[:to]
        if other is None or not grew(found[at], other) or not any(item.kind == D for item in between):
            continue
        if all(item.kind in (D, T) for item in between):
            found[at : at + 1 + to] = [word(item) for item in found[at : at + 1 + to]]
    return found


def grew(before: Item, now: Item) -> bool:
    """Whether a total may have gone from *before* to *now*: "losses went from 2,616 to 2,624"."""
    return _LEAST_TOTAL <= float(before.value) < float(now.value) <= 1.25 * float(before.value)


def _round(before: Item, now: Item) -> bool:
    """Whether two round numbers are the ends of a guess: "he put the dead at 19,000 to 20,000"."""
    return float(before.value) % 500 == 0 == float(now.value) % 500


def _exact(item: Item) -> bool:
    """Whether a number has too many digits to be the end of a guess: "rose from 985,000 to 986,200 men"."""
    return float(item.value) >= _NO_GUESS and len(str(int(item.value)).rstrip("0")) >= _DIGITS


def _little(item: Item) -> bool:
    """Whether *item* may be the word "from"."""
    return item.kind in (T, W) and item.end - item.start <= len("from")
