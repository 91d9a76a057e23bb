"""The facts behind a figure: who says it, in which words, what we said before, and what we said on another day."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from storage.provenance import Correction, Held, Queued, Revision, Source
from storage.tallies import Tallies
from tally.report import Evidence
from tally.tally import Tally, Witness

KYIV = ZoneInfo("Europe/Kyiv")

MOST_CORRECTIONS = 12
"""Corrections on a page: with their reasons they fit one message."""

_LOOK_BACK = timedelta(days=31)
"""How far before a day the newest figures of that day are sought."""

_ASIDE = 120
"""Characters on either side of a figure's words that are looked through for the ends of their sentence."""

_END = re.compile(r"[.!?…;](?=\s)|\n")


@dataclass(frozen=True, slots=True)
class Testimony:
    """What one source says, with the sentence it says it in; `doubt` is the held figure where it is one."""

    source: Source
    sentence: str | None
    doubt: Queued | None = None


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where the figure of `category` for `day` comes from.

    `tally` is what we hold for that day, None while it is under check. `newer` is a later figure that waits for an
    operator.
    """

    category: str
    day: date
    tally: Tally | None
    testimonies: tuple[Testimony, ...]
    revisions: tuple[Revision, ...] = ()
    newer: Queued | None = None


@dataclass(frozen=True, slots=True)
class Corrections:
    """The corrections since a day, the newest first; `more` says that there are others."""

    since: date
    corrections: tuple[Correction, ...]
    more: bool = False


@dataclass(frozen=True, slots=True)
class AsOf:
    """What we said at the end of `at` (in Kyiv) of `day`, and what we say of it `now`, by category."""

    at: date
    day: date
    then: tuple[Tally, ...]
    now: dict[str, Tally]


@dataclass(frozen=True, slots=True)
class Docket:
    """A held figure before an operator: what we hold for its day, what we hold before and after, how many wait."""

    held: Held
    sentence: str | None
    current: Tally | None
    before: Tally | None
    after: Tally | None
    waiting: int


async def provenance(tallies: Tallies, category: str, *, today: date, on: date | None = None) -> Provenance | None:
    """Where the figure of *category* comes from, on the day *on* or else the last known before it; None without any."""
    day = on if on and await tallies.source(on, category) else None
    if day is None:
        last = await tallies.last_known(category, on or today)
        queue = await tallies.queue(date.min, on or today, category, limit=1)
        day = last.day if last else queue[0].day if queue else None
    if day is None:
        return None
    doubts = {_figure(each): each for each in await tallies.doubted(day) if each.category == category}
    sources = await tallies.source(day, category)
    newer = [] if on else await tallies.queue(day + timedelta(days=1), today, category, limit=1)
    current = (await tallies.day(day)).get(category)
    return Provenance(
        category,
        day,
        current,
        tuple(_testimony(each, doubts, current) for each in _last_words(sources)),
        tuple(await tallies.revisions(day, category)),
        newer[0] if newer else None,
    )


def _last_words(sources: Sequence[Source]) -> list[Source]:
    """Of a source that spoke again, what it said last."""
    return list({(each.witness.source, each.witness.origin): each for each in sources}.values())


def _figure(said: Queued | Witness) -> tuple[int | None, int | None]:
    """What tells one figure of a day from another: the total, or the gain where that is all."""
    return said.total, said.gain if said.total is None else None


def _testimony(source: Source, doubts: dict[tuple[int | None, int | None], Queued], current: Tally | None) -> Testimony:
    witness = source.witness
    doubt = doubts.get(_figure(witness))
    if doubt and (doubt.outcome in ("accepted", "settled") or (current and current.total == witness.total)):
        doubt = None
    return Testimony(source, sentence(source), doubt)


def sentence(source: Source | Held) -> str | None:
    """The sentence of the article in which the figure stands; its words alone where the text is not at hand."""
    if source.evidence is None or not source.evidence.text.strip():
        return None
    return _sentence(source.article.article.text if source.article else "", source.evidence)


def _sentence(text: str, words: Evidence) -> str:
    if text[words.start : words.end] != words.text:
        return words.text
    low = max(0, words.start - _ASIDE)
    starts = [match.end() for match in _END.finditer(text, low, words.start)]
    end = _END.search(text, words.end - 1, words.end + _ASIDE)
    start = starts[-1] if starts else low
    stop = end.end() if end else min(len(text), words.end + _ASIDE)
    before = "…" if not starts and low else ""
    after = "…" if end is None and stop < len(text) else ""
    return f"{before}{text[start:stop].strip()}{after}"


async def corrections(tallies: Tallies, since: date, category: str | None = None) -> Corrections:
    """What we corrected from *since* (in Kyiv) on, of *category* or of all."""
    found = await tallies.corrections(start_of(since))
    found = [each for each in found if category in (None, each.after.tally.category)]
    return Corrections(since, tuple(found[:MOST_CORRECTIONS]), len(found) > MOST_CORRECTIONS)


async def as_of(tallies: Tallies, at: date, day: date | None) -> AsOf | None:
    """What we said at the end of *at* of *day*, or of the newest day known then; None when we had said nothing."""
    moment = start_of(at + timedelta(days=1)) - timedelta(microseconds=1)
    if day is None:
        day = await tallies.latest_day_as_of(moment, at - _LOOK_BACK, at)
    then = await tallies.as_of(moment, day) if day else {}
    return AsOf(at, day, tuple(then.values()), await tallies.day(day)) if day and then else None


async def docket(tallies: Tallies, held: Held) -> Docket:
    """*held* with what an operator needs to decide on it."""
    day = timedelta(days=1)
    later = await tallies.series(held.category, held.day + day, held.day + 14 * day)
    waiting, _ = await tallies.waiting()
    return Docket(
        held,
        sentence(held),
        (await tallies.day(held.day)).get(held.category),
        await tallies.last_known(held.category, held.day - day),
        later[0] if later else None,
        waiting,
    )


def out_of_line(facts: Docket, value: int) -> bool:
    """Whether a total of *value* would be lower than the one before it or higher than the one after it."""
    if facts.held.total is None:
        return False
    before = facts.before.total if facts.before else None
    after = facts.after.total if facts.after else None
    return (before is not None and value < before) or (after is not None and value > after)


def start_of(day: date) -> datetime:
    """The moment at which *day* begins in Kyiv."""
    return datetime.combine(day, time(), KYIV).astimezone(UTC)


def in_kyiv(moment: datetime) -> datetime:
    """*moment* by the clock of Kyiv."""
    return moment.astimezone(KYIV)
