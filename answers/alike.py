"""Which texts tell the same story: near-duplicates by the runs of words they share. Pure.

A text is known by the smallest hashes of its runs of three words (a bottom-k sketch, Broder 1997); of two texts, the
share of the smaller sketch that the other has as well says how much of one is in the other. Texts in two languages
share no words; those that give the same large figures, as every outlet's piece on a day's bulletin does, tell one story
all the same.
"""

import re
import zlib
from collections.abc import Sequence

from storage.alphabet import spelt

RUN = 3
KEPT = 160
"""Hashes that a text is known by."""

ENOUGH = 0.4
"""Shared part from which two texts tell one story: agencies' texts are cut, headed anew and added to."""

_FEWEST = 8
"""Runs below which a text is too short to be compared."""


_FIGURE = re.compile(r"(?<![\d.,])(?:\d{1,3}(?:[.,'’\u00a0\u202f ]\d{3}){1,3}(?![\d])|\d{4,9}(?!\d))")
_YEARS = frozenset(map(str, range(1900, 2101)))
FEWEST_FIGURES = 4
SAME_FIGURES = 0.75
"""Shared part of large figures from which two texts tell one story; a bulletin shares less than half with the next."""


def sketch(text: str) -> frozenset[int]:
    """What *text* is known by; empty for one too short to be compared."""
    words = spelt(text)
    runs = {" ".join(words[at : at + RUN]) for at in range(len(words) - RUN + 1)}
    if len(runs) < _FEWEST:
        return frozenset()
    return frozenset(sorted(zlib.crc32(run.encode()) for run in runs)[:KEPT])


def shared(one: frozenset[int], other: frozenset[int]) -> float:
    """How much of the smaller text is in the other, from 0 to 1, as far as their sketches tell."""
    if not one or not other:
        return 0.0
    # Beyond the lower of the two largest hashes, one sketch says nothing of its text.
    edge = min(max(one), max(other)) if min(len(one), len(other)) == KEPT else max(max(one), max(other))
    low, high = ({each for each in side if each <= edge} for side in (one, other))
    return len(low & high) / max(1, min(len(low), len(high)))


def figures(text: str) -> frozenset[str]:
    """The numbers of four digits and more in *text*, however their thousands are parted; years are none."""
    return frozenset(re.sub(r"\D", "", found) for found in _FIGURE.findall(text)) - _YEARS


def agree(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two texts give the same figures: several, and most of those of the text that has fewer."""
    common = len(one & other)
    return common >= FEWEST_FIGURES and common >= SAME_FIGURES * min(len(one), len(other))


def groups(texts: Sequence[str]) -> list[list[int]]:
    """The places of *texts* that tell one story together, each group and the groups in the order of *texts*."""
    known = [(sketch(text), figures(text)) for text in texts]
    leader = list(range(len(texts)))
    for later in range(len(texts)):
        for earlier in range(later):
            if leader[earlier] == earlier and _one_story(known[earlier], known[later]):
                leader[later] = earlier
                break
    return [[at for at, first in enumerate(leader) if first == place] for place in sorted(set(leader))]


_Known = tuple[frozenset[int], frozenset[str]]


def _one_story(one: _Known, other: _Known) -> bool:
    return shared(one[0], other[0]) >= ENOUGH or agree(one[1], other[1])
