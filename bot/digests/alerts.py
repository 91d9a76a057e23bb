"""What in a new day's figures is worth a word at once. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from answers.answer import Bulletin, Figure
from answers.digest import day_change
from storage.subscriptions import Alert
from tally.series import highest_since
from tally.tally import Standing, Tally

_RECORD_DAYS = 90
"""A series must have been looked through for so many days before its highest day is called a record."""


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened: `value` is the day's change; `mark` the round number that was passed."""

    sort: Alert
    category: str
    value: int
    mark: int = 0


def events(facts: Bulletin, series: Mapping[str, Sequence[Tally]]) -> Iterator[Event]:
    """What happened on the bulletin's day. *series* holds the categories' whole histories."""
    for figure in facts.figures:
        category, change = figure.tally.category, day_change(figure)
        if change is None or change <= 0 or figure.tally.standing is Standing.DIFFERS:
            continue
        yield Event(Alert.ABOVE, category, change)
        if mark := passed(figure):
            yield Event(Alert.ROUND, category, change, mark)
        highest = highest_since(series.get(category, ()), figure.tally.day)
        if highest and highest.since is None and highest.days >= _RECORD_DAYS:
            yield Event(Alert.RECORD, category, change)


def passed(figure: Figure) -> int:
    """The round number that the total passed on its day, 0 for none."""
    total, change = figure.tally.total, figure.change
    if total is None or change is None or change.value <= 0:
        return 0
    mark = total - total % round_step(total)
    return mark if total - change.value < mark else 0


def round_step(total: int) -> int:
    """From one number that counts as round to the next: 1, 2 or 5 with noughts, at most a tenth of *total*, 10 at
    least.
    """
    step = 10
    for factor in _FACTORS:
        if factor * 10 > total:
            break
        step = max(step, factor)
    return step


_FACTORS = tuple(lead * 10**power for power in range(1, 9) for lead in (1, 2, 5))
