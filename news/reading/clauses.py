"""From items to sentences and their clauses, with what stands in brackets set aside for the number before it.

text     = {sentence}        ended by . ! ? or a line's end
sentence = {clause}          parted by , ; or by "and" before a number
"""

from collections.abc import Sequence, Set
from dataclasses import dataclass, field
from itertools import pairwise

from news.reading.asides import DEEP, closes_at, told_aside, two_things
from news.reading.comparisons import compared
from news.reading.items import A, B, C, Item, N, P, T, W, X

_LONG, _MANY = 80, 40
"""Items of a clause and clauses of a sentence: a longer one is cut, so that time stays linear in the text."""

_LEAD = 5
"""Words that may lead to a gain told after a comma: "which is 790 more than the day before"."""

_ENDS = frozenset(".!?")
_CLOSING = ('"', "\u201d", "\u00bb")
_FIRST_GAPLESS = "\u3040"
"""From here on letters are words, and none is the initial of a name."""


_NONE: frozenset[str] = frozenset()


@dataclass(slots=True)
class Clause:
    """The items of one clause, without its punctuation; all but these is told by `marks.mark`.

    `kinds` and `tags` are those of all its items, `voices` the speakers among its marks.
    """

    items: list[Item]
    marks: list[tuple[str, int]] = field(default_factory=list)
    names: set[str] = field(default_factory=set)
    kinds: Set[str] = _NONE
    tags: Set[str] = _NONE
    voices: Sequence[tuple[str, int]] = ()
    apart: bool = False
    counted: bool = False

    def has(self, mark: str) -> bool:
        return mark in self.names

    def note(self, mark: str, at: int) -> None:
        """Say that the item at *at* says *mark*."""
        self.marks.append((mark, at))
        self.names.add(mark)


@dataclass(slots=True)
class Sentence:
    """The clauses of one sentence; `opens` when it begins a line, `paragraph` when a blank line stands before it.

    `spoken` when it names a claimant; `marks.mark` tells that and the `names`.
    """

    clauses: list[Clause]
    opens: bool
    paragraph: bool
    heads: bool = False
    asks: bool = False
    names: set[str] = field(default_factory=set)
    spoken: bool = False


def _ends(found: list[Item], at: int, text: str) -> bool:
    """Whether the full stop at *at* ends a sentence."""
    item = found[at]
    if at + 1 >= len(found) or found[at + 1].kind == B:
        return True
    after = found[at + 1]
    before = found[at - 1] if at else None
    if after.start == item.end and after.kind != P:
        quoted = text[item.start - 1 : item.start] in _CLOSING
        return ord(text[item.start]) > 0x2000 or quoted or _runs_on(text, before, after)
    if item.value != ".":
        return True
    if after.value in _GOES_ON or (after.value == "-" and after.glued):
        return False
    if after.value == "(" and at + 2 < len(found) and (found[at + 2].kind == N or found[at + 2].value == "+"):
        return False
    if before is not None and item.glued:
        if before.has("units") or before.has("approx"):
            return not text[after.start : after.start + 1].islower() and after.kind != N
        if before.has("abbr") or before.kind == X or before.names_month():
            return False
        if before.kind == W and len(str(before.value)) == 1 and str(before.value) < _FIRST_GAPLESS:
            return False
    return not text[after.start : after.start + 1].islower()


def _runs_on(text: str, before: Item | None, after: Item) -> bool:
    """Whether two sentences stand together without a space: "... in a day.The General Staff adds"."""
    if before is None or before.kind not in (W, T, C) or before.end - before.start <= _LEAST_WORD:
        return False
    return (
        text[before.end - 1].islower()
        and text[after.start].isupper()
        and not text[after.start + 1 : after.start + 2].isupper()
    )


_LEAST_WORD = 2
_GOES_ON = frozenset((",", ":", ";", "|"))
"""Marks before which a full stop only shortens a word: "2026 р.: 1 433 230", "3118 шт. | ББМ"."""


def _leads(found: list[Item], at: int, before: list[Item]) -> bool:
    """Whether the gain at *at* stands first, its thing behind it: "+12 tanks (4,070)", not "tanks 4,070 +12"."""
    if before and not (before[-1].kind == P and before[-1].value in (",", ";", ":")) and not before[-1].has("and"):
        return False
    for here in range(at + 2, min(at + 6, len(found))):
        item = found[here]
        if item.kind == C:
            after = found[here + 1] if here + 1 < len(found) else None
            return bool(item.value) and not (after is not None and (after.kind == N or after.value in (":", "-")))
        if not (item.has("skip") or item.has("units")):
            return False
    return False


_STOPS = frozenset(("(", "[", "+"))


def _plain(found: list[Item]) -> list[Item]:
    """*found* with brackets set aside and "+5" outside brackets made a gain."""
    stops = [at for at, item in enumerate(found) if item.kind == P and item.value in _STOPS]
    if not stops:
        return found
    out: list[Item] = []
    done = 0
    for at in stops:
        if at < done:
            continue
        item = found[at]
        out += found[done:at]
        done = at + 1
        if item.value != "+" and (end := closes_at(found, at)) > 0:
            aside = told_aside(found[at + 1 : end])
            if isinstance(aside, Item):
                out.append(aside)
            elif aside is not None:
                comma = Item(P, ";", item.start, item.start)
                out += [comma, *aside, comma]
            else:
                out += [each for each in found[at + 1 : end] if each.kind in (T, "d") and not each.has("strength")]
            out += [each for each in found[at + 1 : end] if aside is not None and each.has("period")]
            done = end + 1
        elif item.value == "+" and done < len(found) and found[done].kind == N and found[done].glued:
            number = found[done]
            if item.glued and out and out[-1].kind == N and (things := two_things(found[at + 2 : at + 5])):
                out += [things[0], Item(P, ";", item.start, item.start), number, things[1]]
                done = at + 5
            elif _leads(found, at, out):
                number.flags += "+"
            else:
                out.append(Item("g", float(number.value), number.start, number.end, number.tags, False, "gain"))
                done = at + 2
        else:
            out.append(item)
    return out + found[done:]


def _starts_number(found: list[Item], at: int) -> bool:
    for item in found[at : at + 5]:
        if item.kind == N or (item.kind == C and item.flags):
            return True
        if item.kind == A:
            continue
        if item.has("sum"):
            return True
        if item.kind in (C, P, B, "d"):
            return False
    return False


def _goes_on(found: list[Item], at: int) -> bool:
    """Whether a gain of the number before the comma follows: "1,008,240 personnel, +1,080 in 24 hours"."""
    here = at
    while here < min(at + _LEAD, len(found)) and found[here].kind in (W, T):
        here += 1
    if here >= len(found) or found[here].kind != "g":
        return False
    of_another = here + 1 < len(found) and found[here + 1].kind in (W, C)
    return found[here].flags in ("told", "total") or (here == at and found[here].flags == "gain" and not of_another)


def _verbless(found: list[Item], start: int, at: int) -> bool:
    """Whether the comma stands for the verb of the thing before it: "the tanks rise to 9,382; the jets, to 369"."""
    if at + 2 >= len(found) or not (found[at + 1].has("to") and found[at + 2].kind == N):
        return False
    if at + 3 < len(found) and not (found[at + 3].kind == P or found[at + 3].has("and")):
        return False
    kinds = {each.kind for each in found[max(start, at - _LEAD) : at]}
    return C in kinds and N not in kinds


_PARTS = frozenset((",", ";"))
_STRIKES = frozenset(("/", "|"))
_STRUCK = _PARTS | _STRIKES
_PARTING = frozenset((*_STRUCK, "-"))
_CUTS = frozenset(("and", "join", "ofwhich"))


def _cuts(found: list[Item], start: int, at: int) -> bool:
    """Whether the "and" or "of which" at *at* begins a clause; the clause before it began at *start*."""
    if "ofwhich" in found[at].tags:
        return any(each.kind == N for each in found[at + 1 : at + 5])
    return any(each.kind in (N, C) for each in found[start:at]) and _starts_number(found, at + 1)


_TURNS = frozenset(("day", "yesterday", "since", "period"))


def _turns(found: list[Item], start: int, at: int) -> bool:
    """Whether a dash goes on to another time: "has passed 90,000 men - in the past day 650 were killed"."""
    behind = found[at + 1] if at + 1 < len(found) else None
    if behind is None or behind.kind != T or _TURNS.isdisjoint(behind.tags):
        return False
    return {N, C} <= {each.kind for each in found[start:at]}


_STROKES = 3
"""So many strokes with spaces around them part the entries of a list: "tanks 5 829 / guns 8 227 / jets 324 / ..."."""


def _struck(found: list[Item], stops: list[int]) -> bool:
    """Whether strokes part *found*, whose marks stand at *stops*, into entries of one number each."""
    strokes = [at for at in stops if found[at].value in _STRIKES and not found[at].glued]
    if len(strokes) < _STROKES:
        return False
    parts = [found[low + 1 : high] for low, high in pairwise([-1, *strokes, len(found)])]
    numbers = [sum(item.kind == N for item in part) for part in parts]
    return max(numbers) == 1 and sum(numbers) >= len(parts) - 1


def _clauses(found: list[Item]) -> list[Clause]:
    out: list[Clause] = []
    start = 0
    stops = [
        at
        for at, item in enumerate(found)
        if (item.value in _PARTING if item.kind == P else item.kind == T and not _CUTS.isdisjoint(item.tags))
    ]
    if not stops:
        return [Clause(found[here : here + _LONG]) for here in range(0, len(found), _LONG)]
    parts = _STRUCK if _struck(found, stops) else _PARTS
    for at in stops:
        item = found[at]
        while at - start > _LONG:
            out.append(Clause(found[start : start + _LONG]))
            start += _LONG
        if item.kind == P:
            if item.value == "-" and not item.glued and _turns(found, start, at):
                out.append(Clause(found[start:at]))
                start = at + 1
            elif item.value in parts and not (_goes_on(found, at + 1) or _verbless(found, start, at)):
                if start < at:
                    out.append(Clause(found[start:at]))
                start = at + 1
        elif start < at and _cuts(found, start, at):
            out.append(Clause(found[start:at]))
            start = at
    return out + [Clause(found[here : here + _LONG]) for here in range(start, len(found), _LONG)]


def _asks(found: list[Item], at: int, start: int) -> bool:
    """Whether the question mark at *at* ends a question, and is no doubt in brackets or in the middle of a list."""
    after = found[at + 1] if at + 1 < len(found) else None
    if after is not None and after.kind == P and (after.glued or after.value in _GOES_ON):
        return False
    opened = [item.value for item in found[max(start, at - DEEP) : at] if item.kind == P and item.value in ("(", ")")]
    return not opened or opened[-1] == ")"


def sentences(found: list[Item], text: str) -> list[Sentence]:
    """The sentences of *found*; *text* (as given) tells small letters from capital ones."""
    out: list[Sentence] = []
    start, opens, paragraph = 0, True, True
    stops = [at for at, item in enumerate(found) if item.kind == B or (item.kind == P and item.value in _ENDS)]
    for at in [*stops, len(found)]:
        item = found[at] if at < len(found) else None
        if item is not None and item.kind == P and not _ends(found, at, text):
            continue
        body = compared(_plain(found[start:at]))
        first = 0
        while first < len(body) and body[first].kind == P and body[first].value in ("-", "*", "+", ">"):
            first += 1
        clauses = _clauses(body[first:] if first else body)
        for cut in range(0, len(clauses), _MANY):
            last = body[-1]
            part = clauses[cut : cut + _MANY]
            asks = item is not None and item.value == "?" and _asks(found, at, start)
            out.append(Sentence(part, opens, paragraph, last.kind == P and last.value == ":", asks))
            opens = paragraph = False
        if item is not None and item.kind == B:
            opens = True
            paragraph = paragraph or len(str(item.value)) > 1
        start = at + 1
    return out
