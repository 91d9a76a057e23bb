"""`sitrep parse` on the command line: what it takes, and the help that says so."""

from typing import Annotated

import typer

from bot import parsing

app = typer.Typer(add_completion=False)


@app.command()
def parse(
    source: Annotated[str, typer.Argument(metavar="FILE|URL|-", help="Text or HTML, or - for standard input.")] = "-",
    published: Annotated[str | None, typer.Option(metavar="YYYY-MM-DD", help="The day it was published.")] = None,
    lang: Annotated[str | None, typer.Option(metavar="CODE", help="Its language (ISO 639-1).")] = None,
    jsonl: Annotated[bool, typer.Option("--jsonl", help="One JSON object a line in, one out.")] = False,
) -> None:
    """Read one report and print what it claims as JSON."""
    parsing.parse(source, published, lang, jsonl)
