"""Numbers as people print them, put together from their parts.

    number  = part {part}       parts fall: millions, thousands, rest     646 тис. 400 · 1 million 182 thousand 610
    part    = amount [power]    29,2 тис. · 1.18 million · 300mila · 3万826 · three and a half thousand
    amount  = digits | words    3783 · 3,783 · 3 783 · 3.783 · 2,00,000 · ninety five

What only looks like a number becomes a word: models (Su-34, M113), ordinals (26th, 93-й), calibres (155mm), shares,
money, ranges (15-20,000), clock times, digits cut at the front (,000), decimals that no power follows (90,10), and what
says none (100多万).
"""

from news.reading.items import A, B, C, D, Item, N, P, T, W, X, stands
from news.reading.lookalikes import looks_only
from news.reading.myriads import begins, leads, myriads
from news.reading.ranges import without_ranges, word

_NUMERAL = frozenset((N, X, A))


def _joins(value: float, extra: float) -> bool:
    """Whether two number words add up: ninety five, three hundred twelve, three hundred ninety five."""
    if value >= 100 and value % 100 == 0:
        return extra < 100
    return value >= 20 and value % 10 == 0 and value % 100 >= 20 and extra < 10


def _amount(found: list[Item], at: int) -> tuple[float, int]:
    """The value of the number words (or the one digit number) at *at*, and where they end."""
    value = float(found[at].value)
    at += 1
    if "w" not in found[at - 1].flags:
        extra = _plus(found, at)
        return value + extra, at + (extra > 0)
    while at < len(found):
        item = found[at]
        step = 1
        if item.kind == T and item.has("and") and at + 1 < len(found) and value >= 1:
            step = 3 if found[at + 1].kind == A and stands(found, at + 2, N, 0.5) else 2
            item = found[at + step - 1]
            if not (
                item.kind == N
                and "w" in item.flags
                and (item.value == 0.5 or (value >= 100 and float(item.value) < 100))
            ):
                return value, at
        elif extra := _plus(found, at):
            return value + extra, at + 1
        elif (
            item.value == "-"
            and item.glued
            and value % 100 >= 20
            and value % 10 == 0
            and at + 1 < len(found)
            and found[at + 1].glued
        ):
            item, step = found[at + 1], 2
        if item.kind != N or (step == 2 and "w" not in item.flags):
            return value, at
        extra = float(item.value)
        if "w" not in item.flags:
            if extra == 1000 and value < 1000:
                return value * 1000, at + step
            return value, at
        if extra == 0.5 and step > 1:
            value += 0.5
        elif extra == 100 and (1 <= value < 10 or value == 0.5):
            value *= 100
        elif _joins(value, extra):
            value += extra
        else:
            return value, at
        at += step
    return value, at


def _scaled(found: list[Item], at: int) -> tuple[float, int, float]:
    """One part: its value, where it ends, and its power (1 if it has none)."""
    item = found[at]
    if item.kind in (X, A):
        end = at + 1 + (item.kind == A)
        value = power = float(found[end - 1].value)
        if extra := _plus(found, end):
            return value + extra * value, end + 1, 1.0
        return value, end, power
    value, end = _amount(found, at)
    value += _fraction(found, at) if stands(found, end, X) else 0
    if stands(found, end, P, "-") and found[end].glued and stands(found, end + 1, X) and found[end + 1].glued:
        end += 1
    if value == 0.5 and stands(found, end, A) and stands(found, end + 1, X):
        end += 1
    if not stands(found, end, X) or (
        found[end].end - found[end].start == 1 and not found[end].glued and not found[end].has("compose")
    ):
        return value, end, 1.0
    power = float(found[end].value)
    if end == at + 1 and "?" in item.flags:
        value = value / 1000
    elif "g" in item.flags and power == 1000 and value >= 10_000:
        power = 1.0
        return value, end + 1, 1.0
    end += 1
    while stands(found, end, X) and float(found[end].value) > power:
        power *= float(found[end].value)
        end += 1
    value *= power
    if power >= 1000 and (extra := _plus(found, end)):
        value, end, power = value + power * extra, end + 1, 1.0
    return round(value, 6), end, power


def _plus(found: list[Item], at: int) -> float:
    """What a phrase at *at*, behind a number, adds to it: "a million and a half", "a million and a quarter"."""
    tags = found[at].tags if stands(found, at, T) else ()
    return next((float(tag[5:]) for tag in tags if tag[:5] == "plus."), 0.0)


def _fraction(found: list[Item], at: int) -> float:
    """What a word before the number at *at* adds to it: in Hindi, "sadhe 12 lakh" are twelve and a half lakh."""
    for tag in found[at - 1].tags if at and found[at - 1].kind == T else ():
        if tag[:9] == "fraction.":
            return float(tag[9:])
    return 0


def _splits(found: list[Item]) -> bool:
    """Whether the text writes thousands apart again and again ("8 тис. 976 танків"), so that "17 тис. 10" is one."""
    times = 0
    for at, item in enumerate(found):
        if item.kind != X or item.value != 1000 or not stands(found, at - 1, N):
            continue
        here = at + 1 + stands(found, at + 1, P, ".")
        times += stands(found, here, N) and found[here].end - found[here].start == 3
    return times >= _OFTEN


_OFTEN = 3


def _whole(found: list[Item], at: int, splits: bool) -> tuple[float, int, str]:
    """The number that begins at *at*: value, end, flags; *splits* if the text writes thousands apart."""
    if leads(found, at):
        value, end = myriads(found, at)
        return value, end, (found[at].flags or "w" * (found[at].kind == X)) + "x" * (end - at - 1)
    value, end, power = _scaled(found, at)
    flags = "".join(each.flags for each in found[at : at + 1])
    while power > 1:
        here, joined = _next_part(found, end, power)
        if not (stands(found, here, N) or (joined and stands(found, here, X))):
            break
        more, after, lower = _scaled(found, here)
        first = found[here]
        digits = first.end - first.start
        padded = (digits == 3 and not first.glued) or (digits == 4 and power >= 10_000)
        if "w" not in first.flags and looks_only(found, here) and not (first.flags == "0" and padded):
            break
        exact = (
            joined
            or lower > 1
            or "w" in first.flags
            or digits == 3
            or (power >= 10_000 and digits <= 4)
            or "g" in first.flags
            or found[end - 1].has("compose")
            or (power == 1000 and here + 1 < len(found) and found[here + 1].kind == C and _men(found[here + 1]))
            or (power == 1000 and splits)
        )
        if lower >= power or more >= power or not exact or more != int(more):
            break
        value, end, power = value + more, after, lower
        flags += "x"
    return value, end, flags + ("x" if end > at + 1 else "")


def _next_part(found: list[Item], at: int, power: float) -> tuple[int, bool]:
    """Where the part behind a part with *power* begins, and whether a word or comma joins the two."""
    if stands(found, at, P, ".") and found[at].glued:
        at += 1
    if _hyphened(found, at) and power >= _MILLION:
        return at + 1, True
    apart = stands(found, at, P, ",") or (stands(found, at, T) and found[at].has("and"))
    if apart and power >= _MILLION and _smaller(found, at + 1, power):
        return at + 1, True
    if not (stands(found, at, T) and (found[at].has("join") or (power == 1000 and _men_and(found, at)))):
        return at, False
    dashed = stands(found, at + 1, P, "-") and found[at + 1].glued and at + 2 < len(found) and found[at + 2].glued
    return at + 1 + dashed, True


def _hyphened(found: list[Item], at: int) -> bool:
    """Whether a hyphen at *at* goes on with a number in words: "egymillió-kétszázezer"."""
    dash = stands(found, at, P, "-") and found[at].glued
    return dash and stands(found, at + 1, N) and found[at + 1].glued and "w" in found[at + 1].flags


_MILLION = 1_000_000


def _men_and(found: list[Item], at: int) -> bool:
    """Whether "and" leads to the rest of a number of men: "495 thousand and 70 individuals"."""
    return found[at].has("and") and stands(found, at + 1, N) and stands(found, at + 2, C) and _men(found[at + 2])


def _men(item: Item) -> bool:
    """Whether a rest of one or two digits may count them: "62 tys. 60 wojskowych", but not "2 tys. 60 dronów"."""
    return item.value == "personnel"


def _begins(found: list[Item], at: int) -> bool:
    """Whether a number begins with the power or the article at *at*."""
    item = found[at]
    if item.kind == X:
        return item.has("alone") or begins(found, at) or _goes_on(found, at)
    return item.kind == A and stands(found, at + 1, X)


def _goes_on(found: list[Item], at: int) -> bool:
    """Whether the power at *at*, a whole word, leads to a smaller one: "milion 245 tys."."""
    here = at + 1
    if stands(found, here, T) and found[here].has("join"):
        here += 1
    return not found[at].has("abbr") and _smaller(found, here, float(found[at].value))


def _smaller(found: list[Item], at: int, power: float) -> bool:
    """Whether a number with a power of its own, less than *power*, stands at *at*."""
    if not stands(found, at, N):
        return False
    spelled = "w" in found[at].flags and 1000 <= float(found[at].value) < power
    return spelled or (stands(found, at + 1, X) and float(found[at + 1].value) < power)


def _abbreviated(found: list[Item], end: int) -> int:
    """1 if the full stop at *end* belongs to the power before it ("29 тис. осіб"), 0 if it ends the sentence."""
    if not (
        found[end - 1].kind == X and found[end - 1].has("abbr") and stands(found, end, P, ".") and found[end].glued
    ):
        return 0
    after = found[end + 1] if end + 1 < len(found) else None
    return int(after is not None and after.kind != B and (after.start > found[end].end or after.kind == P))


def _ending(found: list[Item], at: int) -> int:
    """2 if a case ending stands at *at*, written to digits with a dash or colon: 1080-nal, 2849:ssa; else 0."""
    if at + 1 >= len(found) or found[at].value not in ("-", ":") or not (found[at].glued and found[at + 1].glued):
        return 0
    return 2 if found[at + 1].has("suffix") else 0


def _plain(found: list[Item], at: int) -> bool:
    """Whether the number at *at* is digits that nothing goes on from, as most are."""
    item = found[at]
    if item.kind != N or type(item.value) is not int or "w" in item.flags:
        return False
    after = found[at + 1].kind if at + 1 < len(found) else W
    if after == P and found[at + 1].value == "-" and stands(found, at + 2, X):
        return False
    return after != X and (after != T or not _plus(found, at + 1))


def combine(found: list[Item]) -> list[Item]:
    """*found* with every number as one item, ranges and look-alikes as words."""
    out: list[Item] = []
    done = 0
    splits: bool | None = None
    for at in [at for at, item in enumerate(found) if item.kind in _NUMERAL]:
        item = found[at]
        if at < done or (item.kind != N and not _begins(found, at)):
            continue
        out += found[done:at]
        skip = looks_only(found, at) if item.kind == N else 0
        if skip:
            last = min(at + skip, len(found)) - 1
            out.append(word(item, found[last].end))
            done = last + 1
            continue
        if _plain(found, at):
            out.append(item)
            done = at + 1 + _ending(found, at + 1)
            continue
        splits = _splits(found) if splits is None else splits
        value, end, flags = _whole(found, at, splits)
        last_item = found[end - 1]
        end += _abbreviated(found, end)
        if value != int(value):
            if "." in flags:
                out.append(Item(D, flags[flags.index(".") + 1 :].rstrip("x"), item.start, last_item.end, ("decimal",)))
            else:
                out.append(word(item, last_item.end))
        else:
            out.append(Item(N, int(value), item.start, last_item.end, item.tags, item.glued, flags))
        done = end
    out += found[done:]
    return without_ranges(out)
