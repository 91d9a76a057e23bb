"""Gains told by comparison with the day before, rewritten as the gains of the number that they follow.

grew number                   up 790 · plus 12 · an increase of 300
number further                350 more · 1 270 de plus
number [thing] further than   one more than the day before · en helikopter mere end dagen før
than [grew] number [thing]    較前一日增加810人 · 前日から830人増え
number [thing][,] to number   by 11 to 9,250 · nine tanks more, to 8,543 · +1 080 → 1 127 310 · +5 = 935

"12 more tanks" (a thing follows) and "up 60 at 36,915" (the total follows) are left to the rest of the grammar.
"""

from news.reading.items import A, C, D, Item, N, P, T, W, X

_NEAR = 4


def _gain(number: Item) -> Item:
    return Item("g", float(number.value), number.start, number.end, number.tags, False, "told")


def _counts(found: list[Item], at: int) -> bool:
    """Whether the number at *at* counts a thing behind it, or goes on to another number: "up 60 at 36,915"."""
    for item in found[at + 1 : at + 1 + _NEAR]:
        if item.kind in (C, N, "g"):
            return True
        if not (item.kind == T and (item.has("skip") or item.has("units") or item.has("to") or item.has("further"))):
            return False
    return False


def _counts_on(found: list[Item], at: int) -> bool:
    """Whether the number at *at*, with "more" behind it, counts a thing, be it one that no table names.

    That only a number in words does: "one more steady increase".
    """
    spelled = "w" in found[at].flags and at + 2 < len(found) and found[at + 2].kind == W
    return spelled or _counts(found, at + 1)


_BEHIND = 6


def _of_longer(found: list[Item], at: int) -> bool:
    """Whether a month or a longer time is named behind *at*: what is more or less than in January is no day's gain."""
    return any("period" in item.tags or _month(item) for item in found[at : at + _BEHIND]) or _a_day(found, at)


def _a_day(found: list[Item], at: int) -> bool:
    """Whether a number before *at* is an average: "48,670 men, or 1,570 a day on average"."""
    return at < len(found) and "average" in found[at].tags and "day" not in found[at].tags


def _month(item: Item) -> bool:
    return item.kind == D and bool(item.value) and str(item.value)[-1:] == "-"


def _than(found: list[Item], at: int) -> bool:
    """Whether "than the day before" stands at *at*, and no number after it that it might belong to."""
    for here in range(at, min(at + 2, len(found))):
        if found[here].has("than"):
            for item in found[here + 1 : here + 4]:
                if item.kind in (N, P):
                    return item.kind == P
            return True
    return False


def _compared(found: list[Item], at: int) -> tuple[int, Item] | None:
    """How many items from *at* tell a gain, and the gain; None if they do not."""
    item = found[at]
    after = found[at + 1] if at + 1 < len(found) else None
    if after is None:
        return None
    if item.kind == T and item.has("grew") and after.kind == N and not _a_day(found, at + 2):
        if not _counts(found, at + 1) or _than(found, at + 2):
            return 2, _gain(after)
        return None
    if item.kind == T and item.has("than"):
        return _after_than(found, at)
    if item.kind not in (N, A) or _of_longer(found, at + 1):
        return None
    if item.kind == N and after.has("further") and (_than(found, at + 2) or not _counts_on(found, at)):
        return 2, _gain(item)
    if item.kind == N and _than(found, at + 1) and after.has("than"):
        return 2, _gain(item)
    if after.kind == C and at + 2 < len(found) and "day" not in found[at + 2].tags and _than(found, at + 2):
        return 3, _gain(item)
    return None


def _after_than(found: list[Item], at: int) -> tuple[int, Item] | None:
    here = at + 1
    while here < len(found) and found[here].kind == T and (found[here].has("more") or found[here].has("further")):
        here += 1
    if here >= len(found) or found[here].kind != N:
        return None
    end = here + 1
    if end < len(found) and found[end].kind == C:
        end += 1
    told = here > at + 1 or any(item.has("more") or item.has("further") for item in found[end : end + 2])
    return (end - at, _gain(found[here])) if told else None


_LEAD = frozenset(("approx", "sum", "to", "units"))
"""Tags of what may stand between "to" and the total."""


def _reached(found: list[Item], at: int, last: Item) -> tuple[int, Item] | None:
    """How many items from the "to" at *at* tell the total that the gain *last* led to, and the total; None if none do.

    A total is at least ten times the gain, counts nothing of its own, and the gain stands right before it.
    """
    here = at + 1
    while here < len(found) and found[here].kind == T and not _LEAD.isdisjoint(found[here].tags):
        here += 1
    if here >= len(found) or found[here].kind != N or float(found[here].value) <= 10 * float(last.value):
        return None
    if not _right_before(found, at, last) or not float(last.value):
        return None
    for item in found[here + 1 : here + 1 + _NEAR]:
        if item.has("day") and float(found[here].value) > _BEYOND_A_DAY:
            break
        if item.kind in (C, D, X) or (item.kind == T and not _MEASURES.isdisjoint(item.tags)):
            return None
        if not (item.kind == T and (item.has("skip") or item.has("units"))):
            break
    number = found[here]
    return here + 1 - at, Item("g", float(number.value), number.start, number.end, number.tags, False, "total")


def _pointed(found: list[Item], at: int, out: list[Item]) -> bool:
    """Whether the arrow at *at* leads from a gain, which ends *out*, to its total: "+1 080 → 1 127 310"."""
    after = found[at + 1] if at + 1 < len(found) else None
    if not out or out[-1].kind not in (N, "g") or after is None or after.kind != N:
        return False
    return float(after.value) > 10 * float(out[-1].value) >= 0


_BEYOND_A_DAY = 10_000
"""More than a day can hold of anything."""
_MEASURES = frozenset(("since", "day", "period", "sinceword"))


def _right_before(found: list[Item], at: int, last: Item) -> bool:
    """Whether nothing but the thing, a comma behind it and little words stand between the number *last* and *at*."""
    thing = False
    for item in reversed(found[max(0, at - 1 - _NEAR) : at]):
        if item is last:
            return True
        if item.kind in (N, D, "g", W):
            return False
        if item.kind == P and (thing or item.value not in (",", ";")) and (item.value != "-" or item.glued):
            return False
        thing = thing or item.kind == C
    return False


def _tidy(out: list[Item]) -> None:
    """Take what merely leads to a gain off the end of *out*: dashes, commas, articles, "by" ("o 380 więcej")."""
    if len(out) > 1 and out[-1].kind in (W, T) and out[-1].end - out[-1].start <= 2 and out[-2].kind == P:
        out.pop()
    while out and (out[-1].kind == A or (out[-1].kind == P and out[-1].value in ("-", ",", "+"))):
        out.pop()


def compared(found: list[Item]) -> list[Item]:
    """*found* (one sentence) with each comparison as one gain, and "the same number" as the number before it."""
    if not [item for item in found if not _KEYS.isdisjoint(item.tags) or item.value == ">"]:
        return found
    out: list[Item] = []
    last: Item | None = None
    at = 0
    while at < len(found):
        item = found[at]
        if item.value == ">" and _pointed(found, at, out):
            gain = out.pop()
            out += [found[at + 1], Item("g", float(gain.value), gain.start, gain.end, gain.tags, False, "gain")]
            last, at = found[at + 1], at + 2
            continue
        told = _compared(found, at) if last is not None else None
        if told is None and last is not None and item.has("to"):
            told = _reached(found, at, last)
        if told is not None:
            _tidy(out)
            out.append(told[1])
            at += told[0]
            continue
        if item.kind == N:
            last = item
        elif last is not None and item.has("same"):
            item = Item(N, last.value, item.start, item.end, last.tags, item.glued, last.flags)
        out.append(item)
        at += 1
    return out


_KEYS = frozenset(("grew", "further", "than", "same", "to"))
