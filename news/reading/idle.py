"""Words that say nothing where they stand: "40 jets and other equipment" counts no more of anything."""

from news.reading.clauses import Clause
from news.reading.items import C, Item, N
from news.reading.lexicon import Tags

IDLE = frozenset(("own", "more", "night", "unit", "since"))
"""Tags that may say nothing."""


def idle(clause: Clause, at: int, first: bool, told: Tags) -> set[str]:
    """Those of the tags *told* of the item at *at* that say nothing there; its clause is the *first* of a sentence."""
    items = clause.items
    item, before = items[at], items[at - 1] if at else None
    silent: set[str] = set()
    if "own" in told and item.kind == C and not _number(items, at - 3, at + 3):
        silent.add("own")
    if "more" in told and (
        (first and not at and "plus" in item.tags and "day" not in clause.tags)
        or (before is not None and before.has("and") and not _number(items, at + 1, at + 4))
        or (first and at < _OPENING and not _number(items, at - 3, at + 6))
    ):
        silent.add("more")
    if before is not None and before.has("russia") and _whose(items, at):
        silent.update(("night", "unit"))
    if "since" in told and (of_record(clause, at) or (before is not None and before.has("day"))):
        silent.add("since")
    return silent


def _number(items: list[Item], start: int, end: int) -> bool:
    """Whether a number stands among the items from *start* up to *end*."""
    return any(item.kind == N for item in items[max(0, start) : end])


def _whose(items: list[Item], at: int) -> bool:
    """Whether the arm at *at* only owns what is counted: "222 jets of the Russian air force"."""
    return any(item.kind == C and item.value for item in items[max(0, at - 4) : at])


_OPENING = 3
"""Items at the head of a sentence among which "also" only goes on from the sentence before."""


_RECENT = 7
"""Items between a word for a record and since when it is one."""


def of_record(clause: Clause, at: int) -> bool:
    """Whether the beginning named at *at* only says how rare a day was: "the highest number in a day since the war"."""
    if "peak" not in clause.tags:
        return False
    places = [place for place, item in enumerate(clause.items[:at]) if item.has("peak")]
    return bool(places) and (at - places[-1] <= _RECENT or "day" in clause.names)
