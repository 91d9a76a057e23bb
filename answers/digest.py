"""The facts of a digest: the figures of one day, how they changed over its rhythm, and what was read meanwhile."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from answers.answer import Bulletin, Figure, bulletin
from answers.library import stories
from answers.since import YESTERDAY, Since
from storage.articles import Articles, StoredArticle
from storage.tallies import Tallies

_PERIODS = {"daily": YESTERDAY, "weekly": Since(days=7), "monthly": Since(months=1)}

_STORIES = 3
"""Summaries in a digest: with a table of figures they fit one message."""

_AMONG = 24
"""Articles among which they are sought."""


@dataclass(frozen=True, slots=True)
class Digest:
    """What a digest tells. `since` is the day that its rhythm asks to compare with."""

    facts: Bulletin
    since: date
    stories: tuple[StoredArticle, ...] = ()

    @property
    def figures(self) -> Mapping[str, tuple[int | None, int | None]]:
        """Category -> the total and the change that are shown."""
        return {
            each.tally.category: (each.tally.total, each.change.value if each.change else each.tally.gain)
            for each in self.facts.figures
        }


async def digest(
    tallies: Tallies,
    articles: Articles,
    rhythm: str,
    day: date,
    categories: tuple[str, ...] = (),
    *,
    summaries: bool = False,
    language: str = "en",
) -> Digest | None:
    """The digest of that *rhythm* (`daily`, `weekly`, `monthly`) on *day*; None while nothing is known.

    No *categories* are all of them. A day without a report is answered with the last one before it.
    With *summaries* it names the newest stories, in *language* where somebody tells them in it.
    """
    period = _PERIODS.get(rhythm, YESTERDAY)
    facts = await bulletin(tallies, on=day, since=period)
    if facts is None:
        return None
    if categories:
        facts = _only(facts, categories)
    told = await _told(articles, language) if summaries else []
    return Digest(facts, period.start(facts.day), tuple(told))


async def _told(articles: Articles, language: str) -> list[StoredArticle]:
    """One article of each of the newest stories: three outlets that tell the same fill no digest."""
    found = await asyncio.to_thread(stories, await articles.latest(_AMONG), language)
    return await articles.in_language([each.told for each in found[:_STORIES]], language)


def _only(facts: Bulletin, categories: tuple[str, ...]) -> Bulletin:
    return replace(
        facts,
        figures=tuple(each for each in facts.figures if each.tally.category in categories),
        absent=tuple(each for each in facts.absent if each.category in categories),
        held=tuple(each for each in facts.held if each in categories),
    )


def day_change(figure: Figure) -> int | None:
    """How much a total rose in one day by losses alone; None where that is not known, or not of one day."""
    change = figure.change
    if change is None or change.days != 1:
        return None
    return change.value - (change.restated or 0)


def matters(was: tuple[int | None, int | None], now: tuple[int | None, int | None]) -> bool:
    """Whether those who were shown *was* (a total, a change) should hear that it is *now*: a tenth of the change, a
    thousandth of the total, or a figure that is withdrawn.
    """
    return _differs(was[0], now[0], 1000) or _differs(was[1], now[1], 10)


def _differs(was: int | None, now: int | None, part: int) -> bool:
    if was is None or was == now:
        return False
    return now is None or abs(now - was) * part >= abs(was)
