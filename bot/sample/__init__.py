"""The embedded sample: 120 days of bulletins and some articles in our own words, so that a new bot has much to say.

The figures are those that Ukraine's General Staff published (`figures.csv`; its first row only serves the first gains);
the sentences are ours. A printed gain is the difference of two totals. The articles in `events/` tell of well-known
events; a file is named by its day and language, its first line is the title. Links lead to example.org, a domain
that is kept for examples.
"""

import asyncio
import csv
from collections.abc import Iterator
from datetime import date, datetime
from importlib.resources import files
from itertools import pairwise

from bot.sample.wording import WORDINGS, Figure, Wording
from news.dating import KYIV
from news.learning import prepare, take_in
from storage.article import Article
from storage.articles import Articles
from storage.database import Database
from storage.window import Window

OUTLET = "Sitrep sample"

_HERE = files(__name__)
_ADDRESS = "https://example.org/sitrep-sample/"


def articles() -> Iterator[Article]:
    """All of the sample, in order of publication."""
    yield from sorted([*_events(), *_bulletins()], key=_day_of)


async def furnish(database: Database, now: datetime) -> None:
    """Learn every article of the sample that was published by *now*; what is known already stays as it is.

    All of it is one transaction: a new bot has the whole sample or, when it is stopped half way, none of it.
    """
    today = now.astimezone(KYIV).date()
    shelf = Articles(database)
    due = [each for each in articles() if _day_of(each) <= today and await shelf.find(each) is None]
    lessons = await asyncio.to_thread(lambda: [prepare(each) for each in due])
    window = Window()
    async with database.transaction():
        for lesson in lessons:
            await take_in(lesson, database, today=today, now=now, window=window)


def bulletin_figures() -> Iterator[tuple[date, dict[str, Figure], Wording]]:
    """For each day of bulletins its figures by category, in bulletin order, and the wording that prints them."""
    rows = list(csv.DictReader(_HERE.joinpath("figures.csv").read_text("utf-8").splitlines()))
    for number, (before, row) in enumerate(pairwise(rows)):
        figures = {slug: _figure(row[slug], before[slug]) for slug in row if slug != "day" and row[slug]}
        yield date.fromisoformat(row["day"]), figures, WORDINGS[number % len(WORDINGS)]


def _figure(total: str, before: str) -> Figure:
    """A category's first bulletin prints no gain: there is nothing to compare it with."""
    return Figure(int(total), int(total) - int(before) if before else None)


def _day_of(article: Article) -> date:
    if article.published is None:
        raise ValueError(article.title)
    return article.published


def _bulletins() -> Iterator[Article]:
    for day, figures, wording in bulletin_figures():
        yield Article(
            text=wording.render(day, figures),
            title=wording.titled(day),
            url=f"{_ADDRESS}{day}",
            outlet=OUTLET,
            published=day,
            language=wording.language,
        )


def _events() -> Iterator[Article]:
    for file in _HERE.joinpath("events").iterdir():
        name, language, suffix = file.name.rsplit(".", 2)
        if suffix != "txt":
            continue
        title, _, text = file.read_text("utf-8").partition("\n")
        yield Article(
            text=text.strip() + "\n",
            title=title.strip(),
            url=_ADDRESS + name,
            outlet=OUTLET,
            published=date.fromisoformat(name[:10]),
            language=language,
        )
