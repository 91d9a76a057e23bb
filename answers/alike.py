"""Which texts tell the same story: near-duplicates by the runs of words they share. Pure.

A text is known by the smallest hashes of its runs of three words (a bottom-k sketch, Broder 1997); of two texts, the
share of the smaller sketch that the other has as well says how much of one is in the other.
"""

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


def groups(texts: Sequence[str]) -> list[list[int]]:
    """The places of *texts* that tell one story together, each group and the groups in the order of *texts*."""
    sketches = [sketch(text) for text in texts]
    leader = list(range(len(texts)))
    for later in range(len(texts)):
        for earlier in range(later):
            if leader[earlier] == earlier and shared(sketches[earlier], sketches[later]) >= ENOUGH:
                leader[later] = earlier
                break
    return [[at for at, first in enumerate(leader) if first == place] for place in sorted(set(leader))]
