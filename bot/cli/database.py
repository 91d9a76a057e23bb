"""What the commands that write to the database share: which one it is, and how an error ends them."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated

import typer

from bot.config import EX_CONFIG, load_settings
from tally.errors import SettingError, SitrepError

DatabaseOption = Annotated[
    str | None, typer.Option("--database", metavar="URL", help="The database; DATABASE_URL when not given.")
]


def database_url(given: str | None) -> str:
    """The database that was *given*, else the one that is set; raises SettingError when a setting cannot be used."""
    return given or load_settings().database_url


@contextmanager
def one_line_errors() -> Iterator[None]:
    """End the command with one line on standard error: 78 for a setting that is wrong, 1 for anything else."""
    try:
        yield
    except SitrepError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(EX_CONFIG if isinstance(error, SettingError) else 1) from None
