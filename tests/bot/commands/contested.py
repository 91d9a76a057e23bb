"""Two days with all that can be contested: words, a correction, an operator's decision, a held figure."""

from collections.abc import Mapping
from datetime import UTC, date, datetime

from storage.article import Article
from storage.articles import Articles
from storage.database import Database
from storage.ruling import Action
from storage.tallies import Tallies
from tally.report import BULLETIN, Claim, Evidence, Kind, Report
from tally.tally import Standing
from tally.verdict import Accept, Amend, Decision, Hold, Reason, Verdict

SECOND, THIRD = date(2026, 5, 2), date(2026, 5, 3)
MORNING, NOON = datetime(2026, 5, 2, 4, 12, tzinfo=UTC), datetime(2026, 5, 3, 9, 30, tzinfo=UTC)
NEXT = datetime(2026, 5, 3, 12, 5, tzinfo=UTC)


async def tell(
    database: Database,
    day: date,
    decisions: Mapping[str, Decision],
    *,
    outlet: str,
    now: datetime,
    title: str = "Losses of the day",
    origin: str = BULLETIN,
    url: str | None = None,
) -> None:
    """Keep an article that gives these figures a line each, and what was decided about it."""
    text, claims = f"{title}. Over the past day:\n", []
    for slug, each in decisions.items():
        figure = getattr(each, "total", None) or 0
        words = f"{slug.replace('_', ' ')} {figure:,}"
        claims.append(Claim(slug, Kind.TOTAL, figure, Evidence(words, len(text), len(text) + len(words))))
        text += f"{words} all told.\n"
    article = Article(
        text=text,
        title=title,
        url=url or f"https://{outlet}/{day}",
        outlet=outlet,
        published=day,
        published_at=now.replace(minute=0),
    )
    async with database.transaction():
        id = (await Articles(database).keep(article, now)).id
        report = Report(day, "russia", "General Staff", "en", tuple(claims), source=outlet, origin=origin)
        await Tallies(database).record(report, Verdict(dict(decisions)), article=id, now=now)


async def contest(database: Database) -> None:
    """The two days."""
    single, differs = Standing.SINGLE, Standing.DIFFERS
    await tell(
        database,
        SECOND,
        {
            "tanks": Accept(11_997, 3, single),
            "artillery": Hold(421_145, 55, (Reason.DOUBLED_DIGIT, Reason.TOO_HIGH)),
            "uavs": Accept(286_300, 1_700, single),
        },
        outlet="example.org",
        now=MORNING,
    )
    better = Amend(11_994, 3, differs, Reason.BETTER_SUPPORTED)
    await tell(database, SECOND, {"tanks": better}, outlet="table.example", now=NOON, origin="table")
    held = await Tallies(database).next_held()
    assert held is not None
    await Tallies(database).decide(
        held.id, Action.CORRECT, 42_145, who="telegram:1", why="one digit too many", now=NOON.replace(hour=10)
    )
    await tell(
        database,
        THIRD,
        {"tanks": Hold(21_997, 3, (Reason.SWAPPED_DIGITS,)), "uavs": Accept(288_000, 1_700, single)},
        outlet="example.org",
        now=NEXT,
        title="</b><a href='javascript:x'>\u202eTitles</a>",
    )
