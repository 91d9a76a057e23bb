"""Whether one of the two sides, named by country or capital, says something: "Kyiv has claimed", "Moscow admits"."""

from itertools import takewhile

from news.reading.items import D, Item, N, P, T, W

SIDES = {"country": "who.Ukrainian military", "rival": "reject"}
"""Tags of the names of the sides, Ukraine or Kyiv and Russia or Moscow, and the voice of each where it speaks."""
SOLDIERS = frozenset(("who.Armed Forces of Ukraine", "who.Ukrainian military"))
"""Marks of Ukraine's army, which is named for what it does and loses too."""
_AHEAD = 8
"""Items behind an auxiliary verb among which a claim stands."""


def speaks(items: list[Item], at: int, rival: bool) -> bool:
    """Whether the side named at *at* speaks: a verb of saying follows with nothing strange before it, or ends at it.

    Russia speaks where it admits too, but not where it has lost, nor as "the losses of Moscow", nor since "Putin
    declared war".
    """
    if rival and at and (items[at - 1].has("of") or any(each.has("sinceword") for each in items[max(0, at - 3) : at])):
        return False
    if at and at == len(items) - 1 and _said(items[at - 1], rival):
        return True
    for place, item in enumerate(items[at + 1 : at + 5], at + 1):
        if _said(item, rival):
            return True
        if item.has("does") and not rival:
            return _done(items[place + 1 :])
        if item.kind not in (T, D) or item.has("not") or (rival and item.has("losses")):
            return False
    return False


def _said(item: Item, rival: bool) -> bool:
    return item.has("says") or (rival and item.has("admits"))


def _done(items: list[Item]) -> bool:
    """Whether a claim follows an auxiliary verb: "has destroyed", "has put ... at 94,000", not "has become"."""
    before = takewhile(lambda each: each.kind != P, items[:_AHEAD])
    return any(each.kind == N or each.has("losses") or each.has("says") for each in before)


_NAMED = 4
"""Items that may name who speaks, up to the colon before what he says: "Selenskyj: Die Ukraine hat ... verloren"."""
_AROUND = 3
"""Items around a verb of losing among which the loser stands."""


def loses(items: list[Item]) -> bool:
    """Whether Ukraine or its army loses what is told: "verlor die ukrainische Armee", "Die Ukraine hat verloren"."""
    if any(_loser(items, at, step) for at, item in enumerate(items) if item.has("loses") for step in (1, -1)):
        return True
    start = next((at + 1 for at, item in enumerate(items[:_NAMED]) if item.value == ":"), 0)
    for at in range(start, min(start + 2, len(items) - 1)):
        if items[at].has("country"):
            return items[at + 1].kind != P and not (at > start and items[at - 1].has("in"))
    return False


def _loser(items: list[Item], at: int, step: int) -> bool:
    """Whether Ukraine or its army is named near *at*, going by *step*, before any number or thing.

    A country behind the verb is where, not who: "have been lost in the Ukraine conflict".
    """
    for here in range(at + step, at + step * (_AROUND + 1), step):
        if not 0 <= here < len(items) or items[here].kind not in (T, D, W):
            return False
        country = step < 0 and items[here].has("country") and not (here and items[here - 1].has("in"))
        if country or not SOLDIERS.isdisjoint(items[here].tags):
            return True
    return False
