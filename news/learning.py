"""How we learn: an article is read, judged and kept, as one transaction.

The article is kept whatever is in it. Learning the same article again changes nothing.
"""

import asyncio
import re
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from news.reading import read
from news.summary import summarise
from storage.article import Article
from storage.articles import Articles
from storage.database import Database
from storage.reports import Reports
from storage.tallies import Tallies
from storage.window import Window
from tally.judge import Accept, Amend, Hold, Reason, Verdict, judge
from tally.report import BULLETIN, Report

RUSSIA = "russia"
"""The side whose losses the house keeps count of."""


_UNKEPT = re.compile(r"[\x00\ud800-\udfff]")


class Status(StrEnum):
    """What became of an article."""

    KEPT = "kept"
    """Every figure in it was accepted, or agrees with what we hold."""
    HELD = "held"
    """Some figure in it waits for an operator; the others were accepted."""
    KNOWN = "known"
    """We had read it before."""
    NOT_A_REPORT = "not_a_report"
    """It claims no tally; the article itself is kept."""
    UNDATED = "undated"
    """It claims a tally and does not say for which day; the article itself is kept."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What learning an article did. `report` and `verdict` are None where nothing was judged."""

    status: Status
    article: int
    report: Report | None = None
    verdict: Verdict | None = None

    @property
    def accepted(self) -> tuple[str, ...]:
        """The categories whose figure, or its standing, became what we hold."""
        decisions = {} if self.verdict is None else self.verdict.decisions
        return tuple(category for category, each in decisions.items() if isinstance(each, Accept | Amend))

    @property
    def held(self) -> dict[str, tuple[Reason, ...]]:
        """Why figures wait, by category."""
        decisions = {} if self.verdict is None else self.verdict.decisions
        return {category: each.reasons for category, each in decisions.items() if isinstance(each, Hold)}


@dataclass(frozen=True, slots=True)
class Lesson:
    """An article with its summary, and the report that was read from it."""

    article: Article
    report: Report


def prepare(article: Article, *, origin: str = BULLETIN) -> Lesson:
    """Read *article*, and summarise it where nobody has. Pure, and slow for long texts: milliseconds."""
    article = _storable(article)
    report = read(
        article.text, title=article.title, published=article.published, url=article.url, language=article.language
    )
    return Lesson(_summarised(article), replace(report, source=article.outlet, origin=origin))


def _storable(article: Article) -> Article:
    """*article* with U+FFFD for what no database keeps as text: NUL, and halves of surrogate pairs."""
    return replace(
        article,
        text=_clean(article.text) or "",
        title=_clean(article.title),
        url=_clean(article.url),
        outlet=_clean(article.outlet) or "",
        headline=_clean(article.headline),
        summary=_clean(article.summary),
    )


def _clean(text: str | None) -> str | None:
    return None if text is None else _UNKEPT.sub("\ufffd", text)


def _summarised(article: Article) -> Article:
    if article.headline is not None and article.summary is not None:
        return article
    drawn = summarise(article.text, title=article.title, language=article.language)
    return replace(
        article,
        headline=article.headline or drawn.headline or None,
        summary=article.summary or drawn.text or None,
    )


async def learn(article: Article, database: Database, *, today: date, now: datetime, origin: str = BULLETIN) -> Outcome:
    """Keep *article* and what it claims. *today* is the day in Kyiv at *now*; *origin* says which witness speaks.

    Raises StorageError when the database cannot be written; then nothing of the article is kept.
    """
    lesson = await asyncio.to_thread(prepare, article, origin=origin)
    return await take_in(lesson, database, today=today, now=now)


async def take_in(
    lesson: Lesson, database: Database, *, today: date, now: datetime, window: Window | None = None
) -> Outcome:
    """`learn` for an article that was read already; *window* is for many of them in one transaction."""
    report = lesson.report
    async with database.transaction():
        article = (await Articles(database).keep(lesson.article, now)).id
        if await Reports(database).known(article):
            return Outcome(Status.KNOWN, article)
        if not report.claims or report.side != RUSSIA:
            return Outcome(Status.NOT_A_REPORT, article, report)
        if report.as_of is None:
            return Outcome(Status.UNDATED, article, report)
        tallies = Tallies(database, window=window)
        history = await tallies.history(report.as_of, {claim.category for claim in report.claims})
        verdict = judge(report, history, today)
        await tallies.record(report, verdict, article=article, now=now)
    outcome = Outcome(Status.KEPT, article, report, verdict)
    return replace(outcome, status=Status.HELD) if outcome.held else outcome
