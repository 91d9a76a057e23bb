"""What only looks like a number: models (Su-34, M113), shares, money, cut digits, days and years of a date."""

from news.reading.items import A, C, Item, N, P, T, W, X, stands

_SIGNS = frozenset("$%#^~№")


def _cjk(item: Item) -> bool:
    return "\u3040" <= str(item.value)[:1] <= "\ud7a3"


_YEAR = 4
"""Digits of a year."""
_COLONS = frozenset((":", "=", "-"))


def _of_two(found: list[Item], at: int) -> bool:
    """Whether two things with a stroke between them lead to the number at *at*: "jets/helicopters: 369/329"."""
    here = at - 1
    while here > 1 and found[here].kind == P and found[here].value in _COLONS:
        here -= 1
    if not (here > 1 and stands(found, here, C) and stands(found, here - 1, P, "/") and stands(found, here - 2, C)):
        return False
    return found[here].value != found[here - 2].value


def _belongs(found: list[Item], at: int) -> bool:
    """Whether the number at *at* is glued to what stands before it and belongs to that: M113, Su-34, 1/3, ",000"."""
    item, before = found[at], found[at - 1]
    model = before.kind == X and before.end - before.start == 1 and before.has("abbr")
    strange = (
        model or before.kind in (W, A) or (before.kind == T and not before.has("join") and not before.has("approx"))
    )
    if strange and not _cjk(before):
        return True
    if before.value == ",":
        return not before.glued and "w" not in item.flags
    if at < 2 or not before.glued:
        return False
    named = found[at - 2]
    if before.value == "-" and named.end == before.start:
        short = named.kind in (W, A, X) or named.end - named.start == 1
        return short and not "\u0590" <= str(named.value)[:1] <= "\u05ff"
    if before.value == "/" and named.kind == N:
        return not (at > 2 and found[at - 3].names_month()) and not _of_two(found, at - 2)
    return False


def looks_only(found: list[Item], at: int) -> int:
    """How many items from *at* merely look like a number; 0 if the number at *at* may count something."""
    item = found[at]
    before = found[at - 1] if at else None
    if item.flags[:1] == "0" or (before is not None and before.kind == P and before.value in _SIGNS and item.glued):
        return 1
    if before is not None and "money" in before.tags:
        return 1
    if before is not None and item.glued and before.end == item.start and _belongs(found, at):
        return 1
    after = found[at + 1] if at + 1 < len(found) else None
    if after is None or "w" in item.flags:
        return 0
    if after.kind == T and after.start == item.end and after.has("approxafter") and stands(found, at + 2, X):
        return 3
    if after.value == "%" or after.value == "$":
        return 2
    if after.start == item.end and after.kind in (W, A) and after.value != "#" and not _cjk(after):
        return 2
    if after.value == "/" and after.glued and stands(found, at + 2, N) and found[at + 2].glued:
        dated = found[at + 2].end - found[at + 2].start == _YEAR and before is not None and before.names_month()
        return 0 if dated or _of_two(found, at) else 3
    if after.value in ("-", "'") and after.glued and at + 2 < len(found) and found[at + 2].glued:
        third = found[at + 2]
        if (
            third.kind in (W, A)
            or (third.kind == T and not third.has("suffix"))
            or (third.kind == C and not third.value)
        ):
            return 0 if after.value == "'" else 3
    return 0
