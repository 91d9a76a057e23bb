"""`sitrep config`: the settings as they are in force."""

from enum import Enum

import typer
from pydantic import SecretStr
from rich.console import Console
from rich.table import Column, Table
from rich.text import Text

from bot.cli.database import one_line_errors
from bot.config import Listen, Settings, load_settings, where_set
from bot.logs import redact

app = typer.Typer(add_completion=False)


@app.command()
def config() -> None:
    """Show every setting as it is in force, and where it was set. Of secrets it shows only whether they are set.

    Example: BOT_API_URL=http://127.0.0.1:8081 sitrep config
    """
    with one_line_errors():
        settings, origins = load_settings(), where_set()
    table = Table("setting", Column("value", overflow="fold"), "set by", box=None)
    for name, origin in origins.items():
        table.add_row(name.upper(), Text(value_of(settings, name)), origin)
    Console().print(table)


def value_of(settings: Settings, name: str) -> str:
    """A setting as it would be written in `.env`, but `set` or `unset` for a secret, and no password in an address."""
    value = getattr(settings, name)
    if Settings.model_fields[name].annotation == (SecretStr | None):
        return "set" if value else "unset"
    match value:
        case None | "":
            return "unset"
        case bool():
            return "on" if value else "off"
        case Listen():
            return f"{value.host}:{value.port}"
        case frozenset():
            return ",".join(map(str, sorted(value))) or "unset"
        case Enum():
            return str(value.value)
        case str() if name.endswith("_url"):
            return redact(value.partition("?")[0])
        case _:
            return str(value)
