"""Numbers of Chinese, Japanese and Korean, which count in ten thousands: 一百二十四万五千三百, 124万5300, 3천5백.

number  = section {section}       sections fall: 億, 万, the rest
section = {amount hundred} [amount] [myriad]
"""

from news.reading.items import Item, N, X

_MYRIAD = 10_000
_NONE = float("inf")


def _is_power(item: Item) -> bool:
    """Whether *item* is one of these languages' powers: one character that goes on to smaller ones."""
    return item.kind == X and item.end - item.start == 1 and item.has("compose")


def leads(found: list[Item], at: int) -> bool:
    """Whether one of these powers stands at *at*, or behind the number there."""
    return _is_power(found[at]) or (found[at].kind == N and at + 1 < len(found) and _is_power(found[at + 1]))


def begins(found: list[Item], at: int) -> bool:
    """Whether a number begins with the power at *at*: 百万, 百二十; 万 alone is many words' first character."""
    if not _is_power(found[at]) or float(found[at].value) >= _MYRIAD or at + 1 >= len(found):
        return False
    after = found[at + 1]
    return "w" in after.flags if after.kind == N else _is_power(after) and float(after.value) > float(found[at].value)


def _cut(item: Item, last: float) -> bool:
    """Whether digits that begin with a nought are not all of those behind *last*: 80万0010 has them."""
    return item.flags[:1] == "0" and 10 ** (item.end - item.start) != last


def myriads(found: list[Item], at: int) -> tuple[float, int]:
    """The number at *at*, which is a power or has one behind it, and where it ends."""
    total = section = 0.0
    amount: float | None = None
    small = big = last = _NONE
    here = at
    while here < len(found):
        item = found[here]
        value = float(item.value) if item.kind in (N, X) else 0.0
        if item.kind == N:
            if amount is not None or (here > at and (value >= last or value != int(value) or _cut(item, last))):
                break
            value = value / 1000 if "?" in item.flags and leads(found, here) else value
            amount = value if value or "w" not in item.flags else None
        elif not _is_power(item) or value >= (small if value < _MYRIAD else big):
            break
        elif value < _MYRIAD:
            section += value * (1 if amount is None else amount)
            small, last, amount = value, value, None
        else:
            total += value * ((section + (amount or 0)) or 1)
            big, last, small, section, amount = value, value, _NONE, 0.0, None
        here += 1
    return round(total + section + (amount or 0), 6), here
