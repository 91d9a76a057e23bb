"""Numbers that name no thing and count those of a list before or behind them, each the one in its place.

things .. numbers     tanks, vehicles and guns rose to 2,123, 4,576 and 1,238 · jets and helicopters: 369 and 329
                      jets/helicopters: 369/329
counted .. numbers    seven tanks and 32 guns were hit. That brings these totals to 5,350 and 7,560
numbers things        2,123, 4,576 and 1,238 tanks, armoured vehicles and guns respectively

The lists must be of the same length. A longer run of numbers that fits no list is read as nothing.
"""

from itertools import pairwise

from news.reading.items import A, B, C, Item, N, P, T, W

PLACED, TOTAL, TWIN = "p", "=", "<"
"""Flags: of a thing put behind its number; of a number that is a total; of the smaller number of the same thing."""

_BACK = 70
_MOST = 15
_LOST = 3
_TWO = 2
_JOINTS = frozenset((",", ";", "/"))
_LINKS = frozenset((",", "-", "/"))
"""Marks that stand between the things of one list."""
_STOPS = frozenset((".", "!", "?"))
_ASIDE = 5
"""Items of a bracket that may stand behind a number of a run: 270 (+0) and 245 (+0)."""


def _behind_bracket(found: list[Item], at: int) -> int:
    """Where the items behind a short bracket at *at* begin; *at* itself if there is none."""
    if at + 2 >= len(found) or found[at].value != "(":
        return at
    closed = next((here for here in range(at + 1, min(at + _ASIDE, len(found))) if found[here].value == ")"), None)
    return at if closed is None else closed + 1


def _joint(found: list[Item], at: int) -> int:
    """How many items from *at* do nothing but join two numbers of a run; 0 if none."""
    here = at
    if here < len(found) and found[here].has("units"):
        here += 1
    behind = _behind_bracket(found, here)
    here = behind if behind < len(found) and _and(found[behind]) else here
    start = here
    while here < len(found) and here - start < 2 and (found[here].value in _JOINTS or _and(found[here])):
        here += 1
    return here - at if here > start else 0


def _and(item: Item) -> bool:
    return item.has("and") and not item.has("more") and not item.has("grew")


def _bare(found: list[Item], at: int) -> bool:
    """Whether the number at *at* counts nothing that follows it."""
    behind = _behind_bracket(found, at + 1)
    for item in found[behind : behind + 3]:
        if item.kind in (C, A) and not item.has("units"):
            return False
        if not (item.has("skip") or item.has("units")):
            break
    return True


def _run(found: list[Item], at: int) -> list[int]:
    """The places of the numbers of the run that begins at *at*."""
    places = [at]
    while len(places) < _MOST:
        step = _joint(found, places[-1] + 1)
        after = places[-1] + 1 + step
        if not step or after >= len(found) or found[after].kind != N:
            break
        places.append(after)
    return places


def _things_behind(found: list[Item], at: int, wanted: int) -> list[Item]:
    """The list of *wanted* things, none of them counted, right behind the number at *at*; [] if there is none."""
    things: list[Item] = []
    behind = _behind_bracket(found, at + 1)
    for item in found[behind : behind + 5 * wanted]:
        if item.kind == C and item.value:
            things.append(item)
        elif item.kind in (N, C, B, W) or (item.kind == P and item.value not in _JOINTS):
            break
    told = any(item.has("respectively") for item in found[at + 1 : at + 10 + 5 * wanted]) or _twice(found, at, things)
    return things if told and len(things) == wanted else []


def _twice(found: list[Item], at: int, things: list[Item]) -> bool:
    """Whether two numbers joined by "and", the second at *at*, stand before two *things* joined so."""
    if len(things) != _TWO or not _and(found[at - 1]) or found[at - 2].kind != N:
        return False
    first = next(here for here in range(at, len(found)) if found[here] is things[0])
    return _and(found[first + 1]) and first == at + 1


def _things_before(found: list[Item], at: int) -> list[int]:
    """The places of the things named before *at*: in its sentence, or if it names none in the one before."""
    places: list[int] = []
    ends = 0
    for here in range(at - 1, max(at - _BACK, -1), -1):
        item = found[here]
        if item.kind == B or (item.kind == P and item.value in _STOPS and not _short(found, here)):
            ends += 1
            if places or ends > 1 or (item.kind == B and len(str(item.value)) > 1):
                break
        elif item.kind == C and item.value:
            places.append(here)
    return places[::-1]


def _short(found: list[Item], at: int) -> bool:
    """Whether the full stop at *at* only shortens the word before it."""
    before = found[at - 1] if at else None
    return before is not None and found[at].glued and (before.has("abbr") or before.names_month())


def _list(found: list[Item], places: list[int], wanted: int) -> list[int]:
    """The last *wanted* of *places* if they are one list, apart from what was named before them; [] if not."""
    if len(places) < wanted:
        return []
    chosen = places[-wanted:]
    if len({found[place].value for place in chosen}) < wanted:
        return []
    for one, other in pairwise(chosen):
        if any(_parts(item) for item in found[one + 1 : other]):
            return []
    if len(places) > wanted and not any(_parts(item) for item in found[places[-wanted - 1] + 1 : chosen[0]]):
        return []
    return chosen


def _parts(item: Item) -> bool:
    """Whether *item* parts two lists."""
    return item.kind in (W, B) or (item.kind == C and not item.value) or (item.kind == P and item.value not in _LINKS)


def _counts(found: list[Item], places: list[int]) -> list[int]:
    """The places of the numbers that count the things at *places*, all before or all behind; [] if not."""
    first = places[0]
    before = [here for here in range(max(0, first - 4), first) if found[here].kind in (N, A)]
    edges = [before[-1] if before else first, *places] if before else [*places, places[-1] + 5]
    out = []
    for low, high in pairwise(edges):
        numbers = [here for here in range(low, min(high, len(found))) if found[here].kind in (N, A)]
        out += numbers[:1]
    return out if len(out) == len(places) else []


def _pair(found: list[Item], run: list[int], places: list[int], put: dict[int, Item], first: list[int]) -> None:
    """Put the things at *places* behind the numbers of *run*, and say which of two numbers of a thing is its total.

    The other number is that which counts the thing where it is named, or that of the *first* run of the same things.
    """
    for number, place in zip(run, places, strict=True):
        put[number] = _copy(found[place], found[number])
    counts = first or _counts(found, places)
    if counts and set(counts).isdisjoint(run):
        pairs = [(found[low], found[high]) for low, high in zip(counts, run, strict=True)]
        if all(float(low.value) >= 3 * float(high.value) for low, high in pairs):
            pairs = [(high, low) for low, high in pairs]
        if all(float(low.value) * 3 <= float(high.value) for low, high in pairs):
            for low, high in pairs:
                low.flags += TWIN
                high.flags += TOTAL


def _copy(thing: Item, number: Item) -> Item:
    return Item(C, thing.value, number.end, number.end, thing.tags, False, PLACED)


def positioned(found: list[Item]) -> list[Item]:
    """*found* with the thing that each number of a run counts put behind it."""
    starts = [
        at
        for at, item in enumerate(found[:-2])
        if item.kind == N and (found[at + 1].kind == P or found[at + 1].kind == T) and _joint(found, at + 1)
    ]
    put: dict[int, Item] = {}
    last: list[int] = []
    before: list[int] = []
    done = 0
    for at in starts:
        if at < done:
            continue
        run = _run(found, at)
        done = run[-1] + 1
        if len(run) < 2:
            continue
        if not _bare(found, run[-1]) and (things := _things_behind(found, run[-1], len(run))):
            put.update((number, _copy(thing, found[number])) for number, thing in zip(run, things, strict=True))
            continue
        while run and not _bare(found, run[-1]):
            run.pop()
        if len(run) < 2:
            continue
        places = _list(found, _things_before(found, at), len(run)) or (last if len(last) == len(run) else [])
        if places and not any(item.kind == B for item in found[places[-1] : at]):
            _pair(found, run, places, put, before if places is last else [])
            last, before = places, run
        elif len(run) >= _LOST:
            for number in run:
                item = found[number]
                found[number] = Item(W, "#", item.start, item.end, (), item.glued)
    if not put:
        return found
    return [each for at, item in enumerate(found) for each in ((item, put[at]) if at in put else (item,))]
