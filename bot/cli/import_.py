"""`sitrep import`: bring in the full history of a data set."""

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Column, Table
from rich.text import Text

from bot.cli.database import DatabaseOption, database_url, one_line_errors
from news.datasets import DATASETS, IVANIUK, ORC_LOSSES, Dataset, Document, Reading, read_dataset
from news.dating import KYIV
from news.importing import Imported, bring_in
from storage.database import open_database
from tally.errors import InputError
from tally.tally import Standing

app = typer.Typer(add_completion=False)

_WORDS = {
    Standing.SINGLE: "new, from this data set alone",
    Standing.CONFIRMED: "confirmed by another source",
    Standing.DIFFERS: "another source differs",
}
_MOST_WARNINGS = 30


class Name(StrEnum):
    """The data sets."""

    IVANIUK = IVANIUK.name
    ORC_LOSSES = ORC_LOSSES.name


@app.command(name="import")
def import_(
    name: Annotated[Name, typer.Argument(help="Which data set it is.")],
    targets: Annotated[list[str], typer.Argument(metavar="PATH|URL...", help="Its files, their folder or addresses.")],
    database: DatabaseOption = None,
) -> None:
    """Bring in the full history of a data set. A file that is broken anywhere leaves the database as it was."""
    with one_line_errors():
        imported = asyncio.run(_import(DATASETS[name.value], targets, database_url(database)))
    _close(imported, Console())


async def _import(dataset: Dataset, targets: Sequence[str], url: str) -> Imported:
    now = datetime.now(UTC)
    documents = [document for target in targets for document in await _documents(dataset, target)]
    reading: Reading = await asyncio.to_thread(read_dataset, dataset, documents, today=now.astimezone(KYIV).date())
    async with await open_database(url) as database:
        return await bring_in(reading, database, now=now)


async def _documents(dataset: Dataset, target: str) -> list[Document]:
    if target.startswith(("http://", "https://")):
        from news.web import Web  # an HTTP client takes a third of a second to import, and most imports are files

        async with Web() as web:
            return [Document(target, (await web.fetch(target)).body)]
    return await asyncio.to_thread(_files, dataset, Path(target))


def _files(dataset: Dataset, path: Path) -> list[Document]:
    paths = [path / name for name in dataset.files] if path.is_dir() else [path]
    try:
        return [Document(str(each), each.read_bytes()) for each in paths]
    except OSError as error:
        raise InputError(str(error.filename), (error.strerror or "cannot be read").lower()) from None


def _close(imported: Imported, console: Console) -> None:
    table = Table("what became of them", Column("figures", justify="right"))
    table.add_row(f"read, of {imported.days} days", str(imported.figures), end_section=True)
    for standing, words in _WORDS.items():
        table.add_row(words, str(imported.decided.get(standing, 0)))
    table.add_row("changed nothing", str(imported.figures - sum(imported.decided.values())))
    console.print(table)
    for warning in imported.warnings[:_MOST_WARNINGS]:
        console.print(Text(f"  {warning}"), style="yellow")
    if len(imported.warnings) > _MOST_WARNINGS:
        console.print(f"  and {len(imported.warnings) - _MOST_WARNINGS} more warnings")
