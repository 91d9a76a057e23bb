"""How well sources support a figure, counted by origins: a hundred outlets that print one bulletin are one witness."""

from collections import Counter
from collections.abc import Iterable, Mapping

from tally.tally import Standing, Witness


def standing(total: int, witnesses: Iterable[Witness]) -> Standing:
    """How *total* stands among *witnesses*, those who gave it included.

    Confirmed when two independent origins or more give it and fewer give any other figure; differing when another
    figure was given as well; otherwise single. A figure rounded for a headline ("about 300,000") contradicts nobody,
    and witnesses without a total have no say.
    """
    return stands(total, voices(witnesses))


def stands(total: int, given: Mapping[int, frozenset[str]]) -> Standing:
    """`standing` for voices that are counted already."""
    backing = len(given.get(total, ()))
    against = max((len(origins) for other, origins in given.items() if other != total), default=0)
    if backing >= 2 and backing > against:
        return Standing.CONFIRMED
    return Standing.DIFFERS if against else Standing.SINGLE


def voices(witnesses: Iterable[Witness]) -> dict[int, frozenset[str]]:
    """Which origins speak for each total.

    The last word of a source is the one that counts. Where sources of one origin disagree, the origin speaks for the
    figure that most of them give, and for several at once where as many give each: it then confirms none alone.
    """
    last = {(each.origin, each.source): each for each in witnesses if each.total is not None}
    firm = {each.total for each in last.values() if not round_figure(each.total or 0, each.approximate)}
    polls: dict[str, Counter[int]] = {}
    for (origin, _), witness in last.items():
        if witness.total is not None and (not firm or witness.total in firm):
            polls.setdefault(origin, Counter())[witness.total] += 1
    given: dict[int, frozenset[str]] = {}
    for origin, poll in polls.items():
        most = max(poll.values())
        for total, count in poll.items():
            given[total] = given.get(total, frozenset()) | ({origin} if count == most else frozenset())
    return given


def round_figure(total: int, approximate: bool) -> bool:
    """Whether *total* looks rounded for a headline: said to be about, and in whole thousands.

    "About" alone says little, for the bulletin itself says it of personnel every day.
    """
    return approximate and total != 0 and total % 1000 == 0


def loudest(given: Mapping[int, frozenset[str]]) -> int | None:
    """The total that more origins give than any other; None where there is none such."""
    ranked = sorted(given, key=lambda total: -len(given[total]))
    if not ranked or (len(ranked) > 1 and len(given[ranked[0]]) == len(given[ranked[1]])):
        return None
    return ranked[0]
