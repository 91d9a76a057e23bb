"""Numbers in brackets that nothing explains: "tanks: 3,220 (2); guns: 2,226 (6); vehicles: 5,091 (10)".

Behind one total they may be anything. Behind several, all of a size that one day can hold, they are the day's gains.
"""

from news.reading.binding import Entry
from news.reading.clauses import Sentence
from news.reading.marks import GAIN, TOTAL
from news.reading.sizes import DAY_LIMIT

BARE = "bare"
_LEAST = 3
_NEAR = 1


def tell_gains(found: list[Sentence], entries: list[Entry]) -> None:
    """Make the bare brackets of *entries* gains where all fit, unless a longer time is spoken of before them."""
    bare = [each for each in entries if each.role == BARE]
    if len({each.slug for each in bare}) < _LEAST:
        return
    totals = {(each.slug, each.sentence): each.value for each in entries if each.role == TOTAL}
    for each in bare:
        total = totals.get((each.slug, each.sentence))
        if total is None or total <= each.value or each.value > DAY_LIMIT.get(each.slug or "", 0):
            return
    first = bare[0].sentence
    if any("period" in sentence.names for sentence in found[max(0, first - _NEAR) : first + 1]):
        return
    for each in bare:
        each.role = GAIN
