"""A course with all that follows from it, worked out once: a chart asks for the same things many times."""

from dataclasses import dataclass, replace
from datetime import date

from answers.chart.curves import Moved, daily, differing, moves
from answers.chart.facts import Course
from tally.series import Change, change_between, changes
from tally.tally import Tally


@dataclass(frozen=True, slots=True)
class Told:
    """What a chart says of one course.

    `known` are its tallies that have a total, at least two; `change` is that over the whole course, with all that is
    known to be restated in it; `moved` are its restatements. `lost` is what each single day took, the week before the
    course included, for running means; `doubted` the days among them whose change rests on a figure on which sources
    differ.
    """

    course: Course
    known: list[Tally]
    change: Change
    moved: tuple[Moved, ...]
    lost: dict[date, int]
    doubted: set[date]

    def peak(self) -> tuple[date, int] | None:
        """The day of the course that is known to have taken most, and how much; None where none took anything."""
        days = (day for day in self.lost if day > self.course.since and day not in self.doubted)
        top = max(days, key=lambda day: self.lost[day], default=None)
        return (top, self.lost[top]) if top and self.lost[top] else None


def told(course: Course) -> Told:
    """What there is to say of *course*, which has at least two known totals."""
    known, series = course.known, (*course.before, *course.series)
    all_changes = tuple(changes(series))
    moved = moves(each for each in all_changes if each.since >= known[0].day)
    change = change_between(course.series, course.since, course.until)
    assert change is not None, "a course of two known totals has a change"
    restated = sum(each.value for each in moved) or None
    return Told(course, known, replace(change, restated=restated), moved, daily(all_changes), differing(series))
