"""Two numbers of one thing, a gain and the total that it led to: "rose by 980 to 61,410 men"."""

from typing import TYPE_CHECKING

from news.reading.items import C, D, Item, P, W
from news.reading.ranges import grew

if TYPE_CHECKING:
    from news.reading.binding import Entry


def told(items: list[Item], last: "Entry", entry: "Entry") -> None:
    """A second number of the same thing: "20 more vehicles bring that total to 2685", "rose by 200 to 15,800"."""
    between = items[last.position + 1 : entry.position]
    if any(each.has("previous") for each in between):
        return
    if entry.value < last.value and any(each.has("more") for each in items[entry.position : entry.position + 3]):
        if any(each.has("sum") for each in between):
            entry.slug, entry.thing, entry.role, entry.own = last.slug, last.thing, "gain", last.own
            last.role = last.role or "total"
        return
    more = any(each.has("more") or each.has("grew") for each in items[: entry.position])
    after = more and any(each.has("sum") for each in items[entry.position : entry.position + 4])
    if after or any(each.has("sum") for each in between) or (more and any(each.has("to") for each in between)):
        entry.slug, entry.thing, entry.role, entry.own = last.slug, last.thing, "total", last.own
        last.role = last.role or _was(last, entry)


def _was(last: "Entry", entry: "Entry") -> str:
    """What the number of *last* is that led to that of *entry*: its gain, or an older total and so none of ours."""
    return "no" if grew(last.number, entry.number) else "gain"


def summed(items: list[Item], last: "Entry", entry: "Entry") -> None:
    """A gain and the total it led to: "31 UAVs, putting the total of drones at 9,611", "rose by 980 to 61,410 men"."""
    same = last.slug == entry.slug and last.thing is not None
    if same and any(each.has("sum") for each in items[last.position + 1 : entry.position]):
        last.role, entry.role = last.role or _was(last, entry), "total"
    if (same or (last.slug is None and last.thing is None)) and _risen(items, last, entry):
        last.slug, last.thing, last.role, entry.role = entry.slug, entry.thing, last.role or _was(last, entry), "total"


_VERB = 4
"""Items before a gain, or behind its total, among which a verb says that something grew."""


def _risen(items: list[Item], last: "Entry", entry: "Entry") -> bool:
    """Whether losses grew by the number of *last* to that of *entry*, wherever the verb stands."""
    between = items[last.position + 1 : entry.position]
    if last.value <= 0 or (last.position and items[last.position - 1].has("sinceword")):
        return False
    strange = [each for each in between if each.kind == W or (each.kind == P and not each.glued)]
    if len(strange) > 1 or any(each.kind == D or each.value == "," or each.has("and") for each in between):
        return False
    if any(each.has("grew") or each.has("further") for each in between):
        return True
    before = items[max(0, last.position - _VERB) : last.position]
    if any(each.has("grew") for each in before):
        return any(each.has("to") for each in between) or any(each.kind == C for each in between)
    behind = items[entry.position + 1 : entry.position + _VERB]
    return any(each.has("grew") for each in behind) and any(each.kind == C for each in between)
