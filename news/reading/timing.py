"""The bulletin's day: the morning it was published.

In this order: the end of a range from 24.02; "as of" a day; the day after a "past day, 22 November"; a day on which the
claimant spoke; the weekday it spoke on; the publication. A day without a year takes it from the publication, from the
number of the day of the war, or from the weekday beside it; otherwise there is none.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import zip_longest

from news.reading.binding import Entry
from news.reading.clauses import Clause, Sentence
from news.reading.dates import on_weekday, partial, placed
from news.reading.datings import LED
from news.reading.growth import day_of_totals
from news.reading.items import C, D, Item, N
from news.reading.marks import TOTAL
from tally.day import FIRST_DAY, day_number, day_of_number

_RAIDS = frozenset(("strength", "night"))
"""Marks of a sentence that tells of an attack, so that its weekday is that of the attack."""
_TELLING = frozenset(("daynumber", *(f"weekday.{day}" for day in range(7))))
"""Tags that tell of a day; nothing else but a date does."""
_RANGE, _AS_OF, _PAST, _SAID, _HEAD, _LOOSE = range(6)
_NEAR = timedelta(days=4)
_YEARLY = timedelta(days=45)
_CLOSE = timedelta(days=2)
"""So near to what the totals tell, a day that the text names anywhere is the bulletin's."""


@dataclass(slots=True)
class _Clues:
    """What a text says about its day: dates (far from the figures or not, how sure they are), weekdays, day numbers."""

    dates: list[tuple[bool, int, int | None, int, int]] = field(default_factory=list)
    weekdays: list[int] = field(default_factory=list)
    lost: list[int] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)


def _destroyed_then(clause: Clause, at: int) -> bool:
    """Whether a verb of losses follows the bare date at *at*: "the defence forces on 17 April destroyed 470 men"."""
    if not clause.counted or (at and not _LEADS.isdisjoint(clause.items[at - 1].tags)):
        return False
    behind = [item for item in clause.items[at + 1 : at + 3] if not item.has("and")]
    return bool(behind) and behind[0].has("losses") and at > 0


_LEADS = frozenset(("asof", "since", "sinceword", "to", "losses"))
"""Words before a date that make it no day on which something was lost."""
_ALONE = 4


def _spoken(clause: Clause) -> bool:
    """Whether somebody says something in the clause."""
    return bool(clause.voices) or "says" in clause.tags


def _lost_there(clause: Clause) -> bool:
    """Whether a clause tells of losses and no one speaks in it: "on 14 October alone, soldiers destroyed 13 tanks"."""
    return clause.counted and clause.has("losses") and not _spoken(clause)


def _rank(clause: Clause, behind: Clause | None, at: int, started: bool, head: bool, losses: bool) -> int:
    before = clause.items[max(0, at - 4) : at]
    if started:
        return _RANGE
    if any(each.has("asof") for each in before[-2:]):
        return _AS_OF
    if any(each.has("day") for each in clause.items[:at]):
        return _PAST
    if _destroyed_then(clause, at):
        return _PAST
    if before and before[-1].has("during") and clause.counted:
        return _PAST
    if clause.has("onday") and clause.has("losses") and not any(name[:4] == "who." for name, _ in clause.marks):
        return _PAST
    listed = {N, C} <= clause.kinds and not _spoken(clause)
    if clause.has("onday") and listed and losses:
        return _PAST
    if clause.has("onday") and len(clause.items) <= _ALONE and behind is not None and _lost_there(behind):
        return _PAST
    return _HEAD if head else _SAID


def _lost(clause: Clause, behind: Clause | None) -> bool:
    """Whether the clause tells, or leads in, the losses of the day it names: the bulletin is of the morning after."""
    leads = len(clause.items) <= LED and behind is not None and behind.counted
    return clause.has("onday") and (clause.counted or leads)


def _speaks(clause: Clause) -> bool:
    """Whether somebody speaks in the clause, or it does nothing but name the day of the next."""
    return _spoken(clause) or len(clause.items) <= LED


_BEGAN = 4
"""Items before a weekday among which it is told that the war began then."""


def _began_then(items: list[Item], at: int) -> bool:
    """Whether the weekday at *at* is the one on which the war began: "since Russia's invasion began on Thursday"."""
    for item in reversed(items[max(0, at - _BEGAN) : at]):
        if item.has("says"):
            return False
        if item.has("since"):
            return True
    return False


def _counted(items: list[Item], at: int) -> bool:
    """Whether a number counts what stands at *at*: in Romanian, two Mondays are two months."""
    return at > 0 and items[at - 1].kind == N


def number_of_day(items: list[Item], at: int) -> int | None:
    """The number of the day of the war that the word at *at* tells with the number beside it; None if it tells none."""
    if any(each.has("nth.1") for each in items[max(0, at - 3) : at]):
        return None
    for tag in items[at - 1].tags if at else ():
        if tag[:4] == "nth.":
            return None if at > 1 and items[at - 2].value == "-" else int(tag[4:])
    for place in (at - 1, at + 1, at - 2):
        if 0 <= place < len(items) and (place != at - 2 or items[at - 1].value == "."):
            each = items[place]
            if each.kind == N and 1 <= float(each.value) <= 5000 and not (place < at and "w" in each.flags):
                return int(each.value)
            if each.value == "#" and each.flags.isdigit() and 1 <= int(each.flags) <= 5000:
                return int(each.flags)
    return None


def _gather(parts: list[Sentence], chosen: list[Entry]) -> _Clues:
    clues = _Clues()
    counted = {each.sentence for each in chosen}
    here = 0
    for number, sentence in enumerate(parts):
        told = number in counted or number + 1 in counted
        spoken = sentence.spoken
        stated = spoken and sentence.names.isdisjoint(_RAIDS)
        started = past = False
        elsewhere = "reject" in sentence.names or any("peak" in clause.tags for clause in sentence.clauses)
        other = elsewhere and not (number in counted or spoken)
        for clause, behind in zip_longest(sentence.clauses, sentence.clauses[1:]):
            if other and "daynumber" not in clause.tags:
                continue
            if D not in clause.kinds and clause.tags.isdisjoint(_TELLING):
                past = past or "day" in clause.names
                continue
            for at, item in enumerate(clause.items):
                if "daynumber" in item.tags and len(clues.numbers) < 3:
                    day = number_of_day(clause.items, at)
                    clues.numbers += [day] if day else []
                if other:
                    continue
                heard = told or (stated and _speaks(clause))
                for tag in item.tags if heard else ():
                    if tag[:8] == "weekday." and not (_counted(clause.items, at) or _began_then(clause.items, at)):
                        (clues.lost if _lost(clause, behind) else clues.weekdays).append(int(tag[8:]))
                if item.kind != D or item.tags or not item.value:
                    continue
                year, month, day = partial(item)
                if (month, day) == (2, 24) and year in (None, 2022):
                    started = True
                elif month and day:
                    rank = _rank(clause, behind, at, started, number < 4 and not told, "losses" in sentence.names)
                    rank = _PAST if rank == _SAID and past and at < 3 else rank
                    if told or spoken or rank <= _AS_OF or (rank == _HEAD and year):
                        place = here if number in counted else len(clues.dates)
                        clues.dates.insert(place, (not told, rank, year, month, day))
                        here += number in counted
                    else:
                        clues.dates.append((True, _LOOSE, year, month, day))
                    started = False
            past = past or clause.has("day")
    clues.weekdays = clues.weekdays or [(day + 1) % 7 for day in clues.lost]
    return clues


def _later(day: date, days: int) -> date:
    """*day* so many days later; itself at the ends of the calendar."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return day


def _published(clues: _Clues, published: date) -> date:
    for _, rank, year, month, day in sorted(clues.dates, key=lambda each: each[:2]):
        found = placed(month, day, year, published)
        if found is None or rank == _LOOSE:
            continue
        if rank == _PAST:
            found = _later(found, 1)
        if rank >= _SAID and found == published and clues.weekdays and published.weekday() not in clues.weekdays:
            continue  # the page's own date, while the claimant spoke on another day of the week
        if (
            timedelta(0) <= published - found <= _NEAR
            and rank < _HEAD
            and (rank < _SAID or published.weekday() not in clues.weekdays)
        ):
            return found
    if clues.weekdays and published.weekday() not in clues.weekdays:
        for back in (1, 2, 3):
            before = _later(published, -back)
            if before.weekday() in clues.weekdays:
                return before
    return published


def _unpublished(clues: _Clues, guess: date | None, exact: bool) -> date | None:
    """The day of a text whose publication nobody knows; *guess* is about when the tally stood at its totals.

    Of several days that fit, the first that the totals bear out, where they are *exact*.
    """
    anchor = day_of_number(clues.numbers[0]) if clues.numbers else None
    if anchor is not None and guess is not None and abs(anchor - guess) > _YEARLY:
        anchor = None
    stated: date | None = None
    fits: list[date] = []
    for far, rank, year, month, day in sorted(clues.dates, key=lambda each: each[:2]):
        found = placed(month, day, year, anchor or guess)
        if found is None and clues.weekdays:
            found = on_weekday(month, day, clues.weekdays[0])
        if found is None or found < FIRST_DAY or (year is None and guess is not None and abs(found - guess) > _YEARLY):
            continue
        if rank == _PAST:
            found = _later(found, 1)
        if rank >= _SAID and guess is not None and abs(found - guess) > _YEARLY:
            stated = stated or (found if rank == _SAID else None)
            continue
        if far and anchor is not None and year is None:
            continue
        if rank == _LOOSE and (guess is None or abs(found - guess) > _CLOSE):
            continue
        if anchor is None or year is not None or abs(found - anchor) <= _NEAR:
            fits.append(found)
    if anchor in fits:
        return anchor
    if fits:
        return next((day for day in fits if guess is not None and exact and abs(day - guess) <= _NEAR), fits[0])
    if anchor is not None and clues.weekdays:
        near = [_later(anchor, step) for step in (0, 1, -1, 2, -2)]
        return next((each for each in near if each.weekday() == clues.weekdays[0]), anchor)
    if anchor is None and guess is not None and exact and clues.weekdays:
        near = [_later(guess, step) for step in (0, 1, -1, 2, -2, 3, -3)]
        return next(each for each in near if each.weekday() == clues.weekdays[-1])
    return anchor or stated


def day_of(parts: list[Sentence], chosen: list[Entry], published: date | None) -> tuple[date | None, list[str]]:
    """The day, or None when neither the text nor *published* tells it; and what is odd about it."""
    clues = _gather(parts, chosen)
    totals = {each.slug or "": each.value for each in chosen if each.role == TOTAL}
    exact = totals.get("personnel", 0) % 1000 != 0 or totals.get("tanks", 0) % 100 != 0
    near = day_of_number(clues.numbers[0]) if clues.numbers else None
    day = _published(clues, published) if published else _unpublished(clues, day_of_totals(totals, near), exact)
    warnings = []
    if day is not None and clues.numbers and abs(clues.numbers[0] - day_number(day)) >= 1:
        warnings.append(f"the text says day {clues.numbers[0]}; {day.isoformat()} is day {day_number(day)}")
    return day, warnings
