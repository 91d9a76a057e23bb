"""What a date or a weekday says of the figures around it: since when, of which month, on which day they were lost."""

from news.reading.clauses import Sentence
from news.reading.items import C, D, Item, N, P, W


def said_then(items: list[Item], at: int) -> bool:
    """Whether the word at *at* stands behind the weekday on which something was said: "said on Thursday morning"."""
    spoken = any(each.has("says") for each in items[max(0, at - 3) : max(0, at - 1)])
    return spoken and items[at - 1].names_weekday()


_ARTICLE = 3
"""Letters of a word between a weekday and whoever lost: "mercoledì la Russia"."""
LED = 2
"""Items of a clause that only names the day of the next: "on Wednesday, Russia lost"."""
_BACK, _AHEAD = 12, 8
"""Items before and behind a weekday among which its losses are told."""


def led(sentence: Sentence, number: int) -> list[Item]:
    """The items of a clause, and of the next one where it does nothing but name the day of that."""
    items = sentence.clauses[number].items
    if len(items) > LED or number + 1 == len(sentence.clauses):
        return items
    return [*items, *sentence.clauses[number + 1].items]


def lost_then(items: list[Item], at: int) -> bool:
    """Whether something was lost on the weekday at *at*, not said of it: "on Wednesday Ukraine's forces destroyed"."""
    if any(each.has("losses") for each in items[max(0, at - _BACK) : at]):
        return True
    behind = items[at + 1 : at + 3]
    named = behind[1:] if behind and behind[0].kind == W and behind[0].end - behind[0].start <= _ARTICLE else behind[:1]
    actor = bool(behind and behind[0].has("losses")) or (at <= 1 and any(map(_loser, named)))
    for item in items[at + 1 : at + 1 + _AHEAD]:
        if item.has("losses"):
            return actor
        actor = actor or item.has("ukrainian")
        if item.has("says") or any(tag[:4] == "who." for tag in item.tags):
            return False
    return False


def _loser(item: Item) -> bool:
    """Whether the word names Russia itself, not what is Russian: "on Wednesday Russia lost", not "Russian losses"."""
    return item.has("russia") and not item.has("skip")


_LEAST_NAME = 3
"""Letters of a month's name that may mean something else: May, mai."""


_ABOUT = 20
"""From this day of February 2022 on a beginning is that of the war, whatever day an outlet prints."""


def _month_of(items: list[Item], at: int) -> bool:
    """Whether the month at *at*, without a day, is that of the losses: "in" or who lost is behind it."""
    _, month, day = str(items[at].value).split("-")
    before = items[at - 1] if at else None
    if not month or day or at + 1 == len(items):
        return False
    if before is not None and (before.kind in (C, N) or before.has("day") or _UP_TO.intersection(before.tags)):
        return False
    after = items[at + 1]
    if after.has("in"):
        return before is None or not before.has("in")
    return after.has("russia") and (after.kind == C or not after.has("skip"))


_UP_TO = frozenset(("asof", "to", "sinceword", "since", "approx"))
"""Words before a month that make it no time of its own."""
_BEGUN = 5
"""Items before a date among which it is told that one counts from it: "since the invasion in February"."""


def _since(items: list[Item], at: int) -> bool:
    """Whether one counts from the date at *at*, or from what began then."""
    if not at or items[at - 1].has("sinceword"):
        return at > 0
    if not items[at - 1].has("in"):
        return False
    for item in reversed(items[max(0, at - _BEGUN) : at - 1]):
        if item.has("sinceword"):
            return True
        if item.kind in (C, D, N):
            return False
    return False


def _of_year(items: list[Item], at: int) -> bool:
    """Whether the bare year at *at* is the time of the losses: "v roku 2025 stratili", "2025-ben", "2025年俄军损失"."""
    item = items[at]
    year, month, day = str(item.value).split("-")
    if not year or year == "2022" or month or day or any(each.kind == D for each in items[at + 1 : at + _BEGUN]):
        return False
    behind = [each for each in items[at + 1 : at + 3] if each.value != "."][:1]
    before = items[max(0, at - 2) : at]
    if not all(_UP_TO.isdisjoint(each.tags) for each in before) or any(each.has("asof") for each in behind):
        return False
    leads = not at and bool(behind) and behind[0].kind != P
    named = any(each.has("yearword") for each in [*before[-1:], *behind]) or any(each.has("in") for each in behind)
    return leads or named or item.flags == "m"


def dated(items: list[Item], at: int, since: bool) -> str:
    """What the date at *at* says of time, as a mark, '' if nothing.

    The day the war began, a month by itself, a day from which or on which one counted; *since* says that the beginning
    has been named before.
    """
    item = items[at]
    if item.tags or not item.value:
        return ""
    if not since and _of_year(items, at):
        return "period"
    said = _told_by(item, items[at - 1] if at else None, since, _since(items, at))
    return "period" if not (said or since) and _month_of(items, at) else said


def _told_by(item: Item, before: Item | None, since: bool, from_there: bool) -> str:
    """What a date says by itself and by the word *before* it; *from_there* says that one counts from it."""
    year, month, day = str(item.value).split("-")
    start = month == "2" and day in ("24", "25", "") and year in ("", "2022")
    start = start or (from_there and month == "2" and year == "2022" and int(day) >= _ABOUT)
    if start and (day == "24" or year or from_there or since):
        return "since"
    if from_there:
        return "since" if year == "2022" and not month else "period"
    if month and not (day or year or since) and before is None and item.end - item.start > _LEAST_NAME:
        return "period"
    if not day and before is not None and (before.has("in") or before.has("period")):
        return "" if since and not month else "period"
    if not day and month and year:
        return "period"
    if year and not (month or day) and year != "2022" and before is not None and before.has("losses"):
        return "period"
    if not day and not year and item.flags == "m":
        return "period"
    return "onday" if day and before is not None and (before.has("on") or before.has("during")) else ""
