"""`sitrep learn`: read reports from files, folders and addresses, and keep them."""

import asyncio
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Column, Table
from rich.text import Text

from bot.cli.database import DatabaseOption, database_url, one_line_errors
from news.dating import KYIV
from news.learning import Lesson, Outcome, Status, prepare, take_in
from news.page import article_from_file, article_from_html
from news.web import Page, Web
from storage.article import Article
from storage.database import Database, open_database
from tally.errors import FetchError, InputError
from tally.report import Kind

app = typer.Typer(add_completion=False)

_SUFFIXES = frozenset({".txt", ".md", ".html", ".htm", ".xhtml"})
"""What is looked for in a folder; a file that is named is read whatever it is called."""
_BATCH = 1_000
"""Articles that are read before they are kept in the order of their days, so that memory stays bounded."""
_MOST_LINES = 30
"""Lines under the closing table that name single articles, for each thing to say."""

_WORDS = {
    Status.KEPT: "kept",
    Status.HELD: "kept, some figures held",
    Status.KNOWN: "known already",
    Status.NOT_A_REPORT: "no report of losses",
    Status.UNDATED: "a report without a day",
}


@dataclass(frozen=True, slots=True)
class Failure:
    """A target that could not be read, and why."""

    target: str
    problem: str


@dataclass(frozen=True, slots=True)
class Learned:
    """What became of one target."""

    target: str
    outcome: Outcome


@app.command()
def learn(
    targets: Annotated[list[str], typer.Argument(metavar="PATH|URL...", help="Files, folders or addresses.")],
    published: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], metavar="DAY", help="The day they were published.")
    ] = None,
    database: DatabaseOption = None,
) -> None:
    """Read reports from files or addresses and keep them. What was learned before changes nothing."""
    with one_line_errors():
        results = asyncio.run(_learn_all(targets, published.date() if published else None, database_url(database)))
    _close(results, Console())
    if any(isinstance(each, Failure) for each in results):
        raise typer.Exit(1)


async def _learn_all(targets: Sequence[str], published: date | None, url: str) -> list[Learned | Failure]:
    found = list(dict.fromkeys(_expand(targets)))
    results: list[Learned | Failure] = []
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    async with AsyncExitStack() as stack:
        database = await stack.enter_async_context(await open_database(url))
        web = await stack.enter_async_context(Web()) if any(map(_is_address, found)) else None
        progress = stack.enter_context(Progress(*columns, console=Console(stderr=True), transient=True))
        reading = progress.add_task("Reading", total=len(found))
        keeping = progress.add_task("Keeping", total=len(found))
        for start in range(0, len(found), _BATCH):
            lessons: dict[str, Lesson] = {}
            for target in found[start : start + _BATCH]:
                try:
                    lessons[target] = await _read(target, published, web)
                except (InputError, FetchError) as error:
                    results.append(Failure(target, error.problem))
                    progress.advance(keeping)
                progress.advance(reading)
            for target in sorted(lessons, key=lambda target: lessons[target].report.as_of or date.max):
                results.append(Learned(target, await _keep(lessons.pop(target), database)))
                progress.advance(keeping)
    return results


def _expand(targets: Iterable[str]) -> Iterator[str]:
    """Every file and address that *targets* name; folders are walked, hidden files in them left alone."""
    for target in targets:
        if _is_address(target) or not Path(target).is_dir():
            yield target
            continue
        for path in sorted(Path(target).rglob("*")):
            inside = path.relative_to(target).parts
            if path.suffix.lower() in _SUFFIXES and path.is_file() and not any(map(_is_hidden, inside)):
                yield str(path)


def _is_address(target: str) -> bool:
    return target.startswith(("http://", "https://"))


def _is_hidden(name: str) -> bool:
    return name.startswith(".")


async def _read(target: str, published: date | None, web: Web | None) -> Lesson:
    if web is not None and _is_address(target):
        article = await asyncio.to_thread(_article_of_page, await web.fetch(target), published)
    else:
        article = await asyncio.to_thread(article_from_file, Path(target), published=published)
    return await asyncio.to_thread(prepare, article)


def _article_of_page(page: Page, published: date | None) -> Article:
    article = article_from_html(page.body, url=page.url, content_type=page.content_type)
    return article if published is None else replace(article, published=published)


async def _keep(lesson: Lesson, database: Database) -> Outcome:
    now = datetime.now(UTC)
    return await take_in(lesson, database, today=now.astimezone(KYIV).date(), now=now)


def _close(results: Sequence[Learned | Failure], console: Console) -> None:
    """The closing table, and under it what needs a person's eye."""
    counts = Counter(each.outcome.status for each in results if isinstance(each, Learned))
    failures = [each for each in results if isinstance(each, Failure)]
    table = Table("what became of them", Column("articles", justify="right"))
    table.add_row("read", str(len(results) - len(failures)), end_section=True)
    for status, words in _WORDS.items():
        table.add_row(words, str(counts[status]))
    table.add_row("failed", str(len(failures)), style="red" if failures else None)
    console.print(table)
    learned = [each for each in results if isinstance(each, Learned)]
    _list(console, "Held until an operator decides:", [line for each in learned for line in _held_lines(each)])
    undated = [each.target for each in learned if each.outcome.status is Status.UNDATED]
    _list(console, "No day found (give it with --published):", undated)
    _list(console, "Failed:", [f"{each.target}: {each.problem}" for each in failures])


def _held_lines(learned: Learned) -> Iterator[str]:
    report = learned.outcome.report
    if report is None:
        return
    totals, gains = report.figures(Kind.TOTAL), report.figures(Kind.GAIN)
    for category, reasons in learned.outcome.held.items():
        figure = totals[category] if category in totals else f"{gains[category]:+}"
        why = ", ".join(reason.value.replace("_", " ") for reason in reasons)
        yield f"{learned.target}: {report.as_of}, {category} {figure}: {why}"


def _list(console: Console, title: str, lines: Sequence[str]) -> None:
    if not lines:
        return
    console.print(Text(title, style="bold"))
    for line in lines[:_MOST_LINES]:
        # As text, not as markup: file names and pages may hold square brackets.
        console.print(Text(f"  {line}"))
    if len(lines) > _MOST_LINES:
        console.print(f"  and {len(lines) - _MOST_LINES} more")
