"""Which number counts which thing, inside one clause.

clause = {number thing} | {thing number} | number      never crossing another number or another thing
number may carry a bracket: number (+gain) thing · thing - number (+gain) · number thing (for a total of total)
"""

from dataclasses import dataclass, field

from news.reading.clauses import Clause
from news.reading.items import SLUGS, A, C, D, Item, N, P, T, W
from news.reading.positions import PLACED, TOTAL
from news.reading.rises import summed, told
from news.reading.singles import denied, single, with_singles
from news.reading.sizes import DAY_LIMIT, HIGHEST, rounds

_FAR = 14
_GAP = 3


@dataclass(slots=True, eq=False)
class Entry:
    """A number and what it counts (None: to be told by what stands before); `role` where the syntax itself says it."""

    slug: str | None
    number: Item
    thing: Item | None
    clause: int = 0
    sentence: int = 0
    role: str = ""
    own: bool = False
    approximate: bool = False
    position: int = 0
    tie: int = 0
    voice: str = ""
    bracketed: bool = False
    paragraph: int = 0
    attributed: bool = False
    russian: bool = False
    value: int = field(init=False)

    def __post_init__(self) -> None:
        self.value = int(self.number.value)


_BETWEEN = frozenset(("skip", "units", "approx", "more", "ukrainian", "russia", "losses"))
"""Tags of words that may stand between a number and the thing it counts."""


def _reach(items: list[Item], number: int, thing: int) -> bool:
    """Whether the number at *number* counts the thing at *thing* behind it."""
    strange = 0
    for item in items[number + 1 : thing]:
        kind = item.kind
        if kind == W:
            strange += 1
        elif (
            (kind == T and _BETWEEN.isdisjoint(item.tags))
            or (kind == P and item.value in ("-", ":") and not item.glued)
            or kind == D
        ):
            return False
    return strange <= _GAP


_SMALL, _STRANGE = 20, 2
_MANY = 2000
"""From so many on a number does not count a strange thing before it: "losses (dead, wounded, captured) at 451,750"."""


def _counts_other(items: list[Item], thing: int, number: int) -> bool:
    """Whether a small number in words, far behind the thing, counts the strange word behind it: "on four air bases"."""
    item = items[number]
    if (
        "w" not in item.flags
        or float(item.value) >= _SMALL
        or sum(each.kind == W for each in items[thing:number]) < _STRANGE
    ):
        return False
    after = next((each for each in items[number + 1 :] if not each.has("skip")), None)
    return after is not None and after.kind == W


_VERB = 2
"""Items of a thing and the verb that says what it did."""


def _acts(items: list[Item], thing: int, number: int) -> bool:
    """Whether the thing does what is told, to a strange word: "air defence destroyed 22 objects"."""
    slug = str(items[thing].value)
    if slug == "personnel" or number - thing != _VERB or number + 1 >= len(items):
        return False
    after = items[number + 1]
    few = float(items[number].value) <= DAY_LIMIT.get(slug, 0)
    return few and items[thing + 1].has("losses") and after.kind == W and after.value != "#" and not after.glued


def _told_anew(items: list[Item], thing: int, number: int) -> bool:
    """Whether somebody begins to speak between a thing and a number: "the armour count: the staff counted 301"."""
    between = items[thing + 1 : number]
    at = next((at for at, item in enumerate(between) if item.value == ":"), -1)
    return at >= 0 and any(item.has("says") for item in between[at:]) and any(item.kind == W for item in between)


_TWO_EACH = 4
"""Events of a clause from which on two things each have their number."""
_SETS = frozenset((":", "-", "=", ">"))
"""Marks between a thing and the number that it has: "tanks: 11,352 (+4) guns: 34,137 (+18)"."""


def _each_behind(items: list[Item], events: list[int]) -> bool:
    """Whether every number stands behind the thing it counts: "the number of tanks reached 11,350, of guns 34,120"."""
    things, numbers = events[::2], events[1::2]
    if len(things) != len(numbers) or not items[things[0]].value:
        return False
    if any(items[at].kind != C or not items[at].value for at in things) or any(items[at].kind != N for at in numbers):
        return False
    if all(items[at + 1].kind == P and items[at + 1].value in _SETS for at in things):
        return True
    if items[things[0]].value == "personnel":
        return False
    near = all(number - thing <= _NEAR for thing, number in zip(things, numbers, strict=True))
    for number, after in zip(numbers, things[1:], strict=False):
        if all(item.has("skip") or item.has("units") for item in items[number + 1 : after]):
            return False
    return near and len({items[at].value for at in things}) == len(things)


_NEAR = 6
"""Items from a thing to the number behind it where no mark stands between them."""


def _pairs(items: list[Item], places: list[int]) -> dict[int, int]:
    """Number index -> thing index, of a clause whose figures stand at *places*."""
    events = [at for at in places if items[at].kind != "g"] if len(places) > 2 else places
    pairs: dict[int, int] = {}
    if len(events) < 2:
        return pairs
    if len(events) >= _TWO_EACH and _each_behind(items, events):
        return dict(zip(events[1::2], events[::2], strict=True))
    used: set[int] = set()
    for place, at in enumerate(events):
        if items[at].kind != N or at in used:
            continue
        after = events[place + 1] if place + 1 < len(events) else None
        before = events[place - 1] if place else None
        behind = after is not None and items[after].kind == C and after not in used and _reach(items, at, after)
        behind = behind and not _heads(items, after)
        ahead = before is not None and items[before].kind == C and before not in used and at - before <= _FAR
        ahead = ahead and not _counts_other(items, before or 0, at) and not _told_anew(items, before or 0, at)
        if behind and ahead and after is not None and before is not None and items[after].flags != PLACED:
            behind = not _prefers_front(
                items, before, at, after, place + 2 < len(events) and items[events[place + 2]].kind == N
            )
        if behind and after is not None:
            pairs[at] = after
            used.add(after)
        elif ahead and before is not None:
            pairs[at] = before
            used.add(before)
    counted = len(events) == 2 and items[events[0]].kind == N and items[events[1]].kind == C
    if not pairs and counted and not _heads(items, events[1]):
        between = items[events[0] + 1 : events[1]]
        if all(each.kind in (P, "g") or each.has("skip") or each.has("units") for each in between):
            pairs[events[0]] = events[1]
    return pairs


def _heads(items: list[Item], thing: int | None) -> bool:
    """Whether the thing at *thing* ends a line with a colon: what it counts stands below."""
    return thing == len(items) - 2 and items[-1].value == ":"


def _prefers_front(items: list[Item], before: int, number: int, after: int, more: bool) -> bool:
    """Whether a number between two things counts the first: "tanks - 5 vehicles - 7", not "losses: 5 tanks"."""
    if items[before].value == items[after].value:
        return False
    if not items[before].value and items[before].end == items[number].start:
        return True
    between = items[before + 1 : number]
    tight = (
        bool(between)
        and all(each.kind == P or each.has("approx") for each in between)
        and not any(each.value == ":" for each in between)
    )
    return more and (tight or not between)


def _loses(items: list[Item], place: int) -> bool:
    """Whether the men at *place* are those who lost what is named before: "drones the occupiers lost 2,459"."""
    item = items[place]
    if item.value != "personnel" or not item.has("russia") or not 0 < place < len(items) - 1:
        return False
    named = items[place - 1]
    return items[place + 1].has("losses") and named.kind == C and named.value not in ("", "personnel")


FIGURES = frozenset((N, C, "g"))
"""Kinds of item without which a clause has no entries."""
_NUMBERS = frozenset((N, "g"))
_ONES = frozenset(f"one.{slug}" for slug in SLUGS)
"""Tags of things that are one, though no number says so."""
_SINGLES = frozenset(("none", *(f"two.{slug}" for slug in SLUGS)))
"""Tags of words that bring their number with them (duals), or take away that of the word behind them."""


def _entry(clause: Clause, items: list[Item], place: int, where: int | None, at: tuple[int, int]) -> Entry:
    """The number at *place* of *items* with the thing at *where*; *at* says which clause of which sentence it is."""
    item = items[place]
    thing = items[where] if where is not None else None
    slug = str(thing.value) if thing is not None else None
    if thing is not None and slug and len(thing.tags) > 1:
        slug = _sized(thing, float(item.value))
    if thing is not None and not slug and thing.start < item.start and float(item.value) >= _MANY:
        slug = thing = None
    role = "gain" if "+" in item.flags and slug else "total" if TOTAL in item.flags and slug else ""
    entry = Entry(slug, item, thing, *at, role, False, _approximate(items, place), place)
    ukrainian, russian = "ukrainian" in clause.tags, "russia" in clause.tags
    if where is not None and (ukrainian or russian):
        low, high = (place, where) if place < where else (where, place)
        tags = [each.tags for each in items[low : high + 1]]
        entry.own = ukrainian and any("ukrainian" in each for each in tags)
        entry.russian = russian and any("russia" in each for each in tags)
    return entry


def bind(clause: Clause, at: int, sentence: int) -> list[Entry]:
    """The entries of one clause."""
    items = clause.items
    if A in clause.kinds or not _SINGLES.isdisjoint(clause.tags):
        items = with_singles(items)
    elif clause.kinds.isdisjoint(_NUMBERS) and _ONES.isdisjoint(clause.tags):
        return []
    places = [place for place, item in enumerate(items) if item.kind in FIGURES and not _loses(items, place)]
    pairs = _pairs(items, places)
    taken = set(pairs.values())
    merged = pairs and {place for place, where in pairs.items() if _merged(items, place, where, taken)}
    alone = not any(items[place].kind == N for place in places)
    out: list[Entry] = []
    last: Entry | None = None
    for at_place, place in enumerate(places):
        item = items[place]
        kind = item.kind
        if alone and kind == C and item.flags == "one" and place not in taken and not denied(items, place):
            out.append(Entry(str(item.value), single(item), None, at, sentence, "one", False, False, place))
            continue
        if kind == "g":
            before = places[at_place - 1] if at_place else None
            entry_aside = _aside(items, place, before, last, taken, at, sentence)
            if entry_aside is not None:
                out.append(entry_aside)
                last = entry_aside if last is None and entry_aside.role == "gain" else last
            continue
        if kind != N or place in merged:
            continue
        where = pairs.get(place)
        if where is not None and _acts(items, where, place):
            continue
        entry = _entry(clause, items, place, where, (at, sentence))
        if last is not None and last.clause == at:
            if last.thing is not None and where is None:
                told(items, last, entry)
            elif where is not None and not entry.role and 10 * last.value < entry.value:
                summed(items, last, entry)
        out.append(entry)
        last = entry
    return out


def _sized(thing: Item, value: float) -> str:
    """Which of the things that one word may mean *value* can count: 400 fighters are jets, 1,200 are men."""
    slugs = [tag for tag in thing.tags if tag in SLUGS]
    return next((slug for slug in slugs if value <= HIGHEST.get(slug, value)), str(thing.value))


_SUMS = ({"tanks", "armoured_vehicles"}, {"aircraft", "helicopters"}, {"aircraft", "uavs"})
_SUMMED = frozenset.union(*map(frozenset, _SUMS))


def _merged(items: list[Item], number: int, thing: int, taken: set[int]) -> bool:
    """Whether one number counts two things together: "26,310 tanks and other armoured vehicles"."""
    if items[thing].value not in _SUMMED:
        return False
    for step in (1, -1):
        other = thing + step
        while 0 <= other < len(items) and items[other].kind == T and not items[other].has("losses"):
            other += step
        if not (0 <= other < len(items) and abs(other - thing) > 1 and items[other].kind == C) or other in taken:
            continue
        between = items[min(thing, other) + 1 : max(thing, other)]
        joined = any(item.has("and") for item in between) and not any(item.has("many") for item in between)
        if joined and {items[thing].value, items[other].value} in _SUMS:
            return not (step < 0 and number > thing) or items[number - 1].kind == C
    return False


def _aside(
    items: list[Item], place: int, before: int | None, last: Entry | None, taken: set[int], at: int, sentence: int
) -> Entry | None:
    """What a bracket, or a gain told outside brackets, says of the number or the thing *before* it."""
    item = items[place]
    if before is not None and items[before].kind == C and before not in taken:
        thing = items[before]
        if last is not None and last.slug == thing.value:
            before = None
        elif not thing.value or (item.flags == "told" and float(item.value) > DAY_LIMIT.get(str(thing.value), 0)):
            return None
    if before is not None and items[before].kind == C and before not in taken and place - before <= _FAR_BRACKET:
        role = _ALONE.get(item.flags, item.flags)
        return Entry(str(thing.value), item, thing, at, sentence, role, False, False, place)
    if last is None:
        return None
    role = item.flags
    limit = DAY_LIMIT.get(last.slug or "", 0)
    if role in _SAME and _refines(last, int(item.value)):
        return Entry(last.slug, item, last.thing, at, sentence, last.role, last.own, False, place)
    if role == "day":
        if float(item.value) > (limit or _MOST_OF_A_DAY):
            return None
        role = "gain"
    if role == "told":
        if last.value <= limit:
            return None
        role = "gain" if float(item.value) < last.value else "total"
        last.role = "no" if role == "total" else last.role
    elif role == "only" and last.slug and last.value <= limit and _MUCH * last.value <= float(item.value) > 0:
        role = "total"
    elif role == "only":
        role = "bare"
    if role == "bare" and last.slug and (last.value <= limit < float(item.value) or last.number.flags[-1:] == "+"):
        role = "total"
    if role in _OTHER:
        last.role = last.role or _OTHER[role]
    return Entry(last.slug, item, last.thing, at, sentence, role, last.own, False, place)


_OTHER = {"gain": "total", "total": "gain"}
_ALONE = {"bare": "", "only": "", "day": "gain", "told": "gain"}
"""What a number says where it stands in the place of the one before it."""
_FAR_BRACKET = 4
"""Items between a thing and the bracket that may count it."""
_SAME = frozenset(("bare", "only", "total"))
"""Brackets that may say a rounded number exactly: "about 1,284 thousand (1,284,090)"."""
_MOST_OF_A_DAY = max(DAY_LIMIT.values())


_MUCH = 10
"""So many times the gain before it is a bracket that holds the total."""


def _refines(last: Entry, value: int) -> bool:
    """Whether a bracket only says a rounded number exactly: within a twentieth of it, and of what its noughts leave."""
    rough = last.approximate or last.value % 1000 == 0
    return rough and rounds(last.value, value, last.approximate) and _CLOSE * abs(last.value - value) <= value


_CLOSE = 20


def _approximate(items: list[Item], place: int) -> bool:
    for item in reversed(items[max(0, place - 3) : place]):
        if "approx" in item.tags:
            return True
        if item.kind == N or item.kind == C:
            return False
    return place + 1 < len(items) and "approxafter" in items[place + 1].tags
