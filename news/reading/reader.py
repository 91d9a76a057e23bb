"""`read`: the whole way from a text to a report."""

from datetime import date

from news.reading.binding import Entry
from news.reading.clauses import sentences
from news.reading.columns import columned
from news.reading.dates import dated, day_in_path
from news.reading.detect import languages_of
from news.reading.fold import fold
from news.reading.items import items
from news.reading.lexicon import lexicon
from news.reading.marks import GAIN, NO, RANK
from news.reading.numbers import combine
from news.reading.positions import positioned
from news.reading.ranges import without_older
from news.reading.scope import scan
from news.reading.settle import drop_dwarfed, figures, split_vehicles
from news.reading.sizes import floors
from news.reading.stacks import stacked
from news.reading.timing import day_of
from news.reading.tokens import tokens
from tally.report import Claim, Evidence, Kind, Report

_MERGE, _MERGED = date(2022, 5, 1), date(2022, 6, 1)
"""When vehicles and fuel tanks became one line, and when the last outlet had followed."""

LONGEST = 200_000
"""Characters that are read; a longer text gets a warning. The longest report ever seen has fewer than 40,000."""


def read(
    text: str,
    *,
    title: str | None = None,
    published: date | None = None,
    url: str | None = None,
    language: str | None = None,
) -> Report:
    """What *text* claims. Pure: no clock, no network; linear in the length of *text*.

    *language* is an ISO 639-1 code, or None to tell it from the words. Where *published* is None, a day in the path of
    *url* stands for it. Never raises for any text.
    """
    published = published or day_in_path(url)
    folded = fold(text[:LONGEST])
    found = tokens(folded)
    names = languages_of(found, language)
    listed = columned(stacked(without_older(dated(combine(items(found, lexicon(names)))))), folded)
    parts = sentences(positioned(listed), text)
    reading = scan(parts, published)
    early = None if published is None or _MERGE <= published < _MERGED else published < _MERGE
    split_vehicles(reading.entries, early, reading.least)
    chosen, warnings = figures(reading.entries, reading.least)
    as_of, doubts = day_of(parts, chosen, published)
    warnings += doubts
    if published is None and as_of is not None:
        warnings += drop_dwarfed([each for each in chosen if each.tie], floors(as_of))
        chosen = [each for each in chosen if each.role != NO]
    if len(text) > LONGEST:
        warnings.append(f"only the first {LONGEST} characters were read")
    if not chosen:
        return Report(as_of, None, None, names[0], (), tuple(warnings))
    claims = tuple(_claim(each, text) for each in chosen)
    return Report(as_of, "russia", _claimant(chosen, reading.claimants), names[0], claims, tuple(warnings))


def _claim(entry: Entry, text: str) -> Claim:
    start, end = entry.number.start, entry.number.end
    if entry.thing is not None and entry.number.kind != "g":
        if entry.thing.start >= start:
            end = max(end, entry.thing.end)
        else:
            start = min(start, entry.thing.start)
    kind = Kind.GAIN if entry.role == GAIN else Kind.TOTAL
    return Claim(entry.slug or "", kind, entry.value, Evidence(text[start:end], start, end), entry.approximate)


def _claimant(chosen: list[Entry], named: list[str]) -> str | None:
    """Who claims most of the figures; the better known of two who claim as many."""
    votes: dict[str, int] = {}
    for entry in chosen:
        if entry.voice:
            votes[entry.voice] = votes.get(entry.voice, 0) + 1
    if not votes:
        return next((name for name in RANK if name in named), named[0] if named else None)
    return max(votes, key=lambda name: (votes[name], -RANK.index(name) if name in RANK else -9))
