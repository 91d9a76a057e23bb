"""Figures that stand apart from the bulletin: a raid's, another day's, an older total, missiles of no list."""

from datetime import date, timedelta

from news.reading.binding import Entry
from news.reading.clauses import Sentence
from news.reading.dates import partials, placed
from news.reading.items import BARE, D, Item
from news.reading.marks import GAIN, NO, RANK, TOTAL

FLYING = frozenset(("uavs", "cruise_missiles"))
_APART = timedelta(days=6)
_ROUND = 100
"""A multiple of it may be a headline's, for what the record below says exactly."""


def _gains(entries: list[Entry]) -> list[Entry]:
    """The gains that stand in no bracket behind their total, and so may be another day's."""
    return [each for each in entries if each.role == GAIN and not each.bracketed]


def other_days(found: list[Sentence], entries: list[Entry], published: date | None) -> set[int]:
    """The sentences that date a day's losses on days far from the publication: "the record was 12 November"."""
    return {at for at in {each.sentence for each in _gains(entries)} if _far(found[at], published)}


def records(found: list[Sentence], entries: list[Entry], published: date | None) -> set[int]:
    """The sentences that tell of a record day by its date, where the text is about averages, another's report or a day.

    "The highest daily loss was on December 19, with 2,200": such a text looks back, unless its own day shows otherwise,
    or tells what another day cost.
    """
    gains = _gains(entries)
    past = {at for at in {each.sentence for each in gains} if _peaked(found[at])}
    back = published is None and any("average" in each.names or "reject" in each.names for each in found)
    told = {each.slug for each in gains if each.sentence not in past and each.value % _ROUND}
    return {at for at in past if back or {each.slug for each in gains if each.sentence == at} <= told}


def _peaked(sentence: Sentence) -> bool:
    return any("peak" in clause.tags for clause in sentence.clauses) and bool(_days(sentence))


def _days(sentence: Sentence) -> list[tuple[int, int, int | None]]:
    """Month, day and perhaps year of the days that a sentence names, but for the one on which the war began."""
    named = [day for clause in sentence.clauses if D in clause.kinds for day in partials(clause.items)]
    return [(month, day, year) for year, month, day in named if month and day and (month, day) != (2, 24)]


def forget_older(found: list[Sentence], entries: list[Entry], published: date | None) -> None:
    """Take back figures of which a far day or a word says that they are older, where the text also has a later one.

    "On 1 June it stood at 208,370", "when the year began the army spoke of 874,560".
    """
    totals = [each for each in entries if each.role == TOTAL]
    highest: dict[str | None, int] = {}
    for each in totals:
        highest[each.slug] = max(each.value, highest.get(each.slug, 0))
    for each in totals:
        sentence = found[each.sentence]
        older = "previous" in sentence.names or _ago(sentence) or _far(sentence, published)
        if each.value < highest[each.slug] and older:
            each.role = NO
    gains = _gains(entries)
    now = {each.slug for each in entries if each.role == GAIN and not _ago(found[each.sentence])}
    for each in gains:
        if each.slug in now and _ago(found[each.sentence]):
            each.role = NO


def _ago(sentence: Sentence) -> bool:
    """Whether a sentence looks back: "a week ago the total stood at 1,166,720", "the day before it was 1,180"."""
    return any("ago" in clause.tags for clause in sentence.clauses)


def _far(sentence: Sentence, published: date | None) -> bool:
    """Whether a sentence names days, and all far from the day of publication, if that is known."""
    if published is None:
        return False
    days = [placed(month, day, year, published) for month, day, year in _days(sentence)]
    return bool(days) and all(day is not None and abs(day - published) > _APART for day in days)


_TALLIERS = frozenset(f"who.{name}" for name in RANK[:2])
"""Marks of those who print the tally; others speak of raids too."""


def raid_of(found: list[Sentence], entries: list[Entry]) -> set[int]:
    """The sentences that tell of drones and missiles alone, in nobody's name: a raid and what was shot down of it.

    Where the same paragraph tells of other things right before or behind, they are one list.
    """
    flying = {
        each.sentence for each in entries if each.slug in FLYING and _TALLIERS.isdisjoint(found[each.sentence].names)
    }
    others = {(each.sentence, each.paragraph) for each in entries if each.role != NO and each.slug not in FLYING}
    places = {each.sentence: each.paragraph for each in entries if each.sentence in flying}
    return {at for at, part in places.items() if others.isdisjoint(((at - 1, part), (at, part), (at + 1, part)))}


def bare_missiles(thing: Item) -> bool:
    """Whether *thing* is missiles that nobody calls cruise missiles, where they stand or put behind a number."""
    return thing.flags == BARE or ("missiles" in thing.tags and "cruise_missiles" not in thing.tags)


_AROUND = 2
_LINE = 8


def listed(entry: Entry, kept: dict[int, set[str]], sentence: Sentence) -> bool:
    """Whether *entry* is one of a list, of its *sentence* or where that is a line of the lines around it.

    *kept* has the slugs told in each sentence.
    """
    far = 2 if len(sentence.clauses) == 1 and len(sentence.clauses[0].items) <= _LINE else 0
    around = [kept.get(at, set()) for at in range(entry.sentence - far, entry.sentence + far + 1)]
    return len(set().union(*around) - FLYING) >= _AROUND
