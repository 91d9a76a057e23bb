"""Faults as they happen between a bulletin and a page, planted in clean history."""

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from tally.category import CATEGORIES

Cells = Mapping[date, Mapping[str, int]]
Row = dict[str, int]


@dataclass(frozen=True)
class Fault:
    """A row of figures for *day* that is wrong in the *cells* named."""

    kind: str
    day: date
    row: Row
    cells: frozenset[str]


def dropped_digit(chance: random.Random, number: int) -> int:
    """One digit left out."""
    text = str(number)
    at = chance.randrange(len(text))
    return int(text[:at] + text[at + 1 :] or "0")


def doubled_digit(chance: random.Random, number: int) -> int:
    """One digit written twice."""
    text = str(number)
    at = chance.randrange(len(text))
    return int(text[: at + 1] + text[at:])


def swapped_digits(chance: random.Random, number: int) -> int:
    """Two neighbouring digits exchanged."""
    text = str(number)
    if len(text) < 2:
        return number
    at = chance.randrange(len(text) - 1)
    return int(text[:at] + text[at + 1] + text[at] + text[at + 2 :])


def thousands_slip(chance: random.Random, number: int) -> int:
    """A separator misread: only one of the groups left, or a group too many."""
    if number < 1000:
        return number * 1000
    return chance.choice((number // 1000, number % 1000, number * 1000))


def _in_a_cell(change: Callable[[random.Random, int], int]) -> Callable[[random.Random, Cells, date], Row]:
    def plant(chance: random.Random, clean: Cells, day: date) -> Row:
        row = dict(clean[day])
        category = chance.choice(list(row))
        return {**row, category: change(chance, row[category])}

    return plant


def neighbours_column(chance: random.Random, clean: Cells, day: date) -> Row:
    """The figure of the line above or below."""
    row = dict(clean[day])
    lines = [each for each in CATEGORIES if each in row]
    at = chance.randrange(len(lines) - 1)
    one, other = lines[at], lines[at + 1]
    if chance.random() < 0.5:
        one, other = other, one
    return {**row, one: row[other]}


def copied_day(_: random.Random, clean: Cells, day: date) -> Row:
    """All of yesterday's figures."""
    before = clean[day - timedelta(days=1)]
    return {category: before.get(category, total) for category, total in clean[day].items()}


def day_off_by_one(_: random.Random, clean: Cells, day: date) -> Row:
    """All of tomorrow's figures: the report is dated a day too early."""
    after = clean[day + timedelta(days=1)]
    return {category: after.get(category, total) for category, total in clean[day].items()}


KINDS: Mapping[str, Callable[[random.Random, Cells, date], Row]] = {
    "dropped digit": _in_a_cell(dropped_digit),
    "doubled digit": _in_a_cell(doubled_digit),
    "swapped digits": _in_a_cell(swapped_digits),
    "copied day": copied_day,
    "neighbour's column": neighbours_column,
    "day off by one": day_off_by_one,
    "thousands slip": _in_a_cell(thousands_slip),
}


def plant(clean: Cells, days: list[date], count: int, seed: int = 20260822) -> list[Fault]:
    """*count* faults, as many of each kind, each wrong in at least one cell."""
    chance = random.Random(seed)
    faults: list[Fault] = []
    kinds = list(KINDS)
    while len(faults) < count:
        kind, day = kinds[len(faults) % len(kinds)], chance.choice(days)
        row = KINDS[kind](chance, clean, day)
        wrong = frozenset(category for category, total in row.items() if total != clean[day][category])
        if wrong:
            faults.append(Fault(kind, day, row, wrong))
    return faults
