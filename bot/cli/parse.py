"""`sitrep parse`: read one report, or many, and print JSON."""

import json
import sys
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer

from news.reading import read
from tally.report import Kind, Report

app = typer.Typer(add_completion=False)


def as_json(report: Report) -> dict[str, Any]:
    """The contract of `sitrep parse`: a report as plain values."""
    totals = {c.category: c.value for c in report.claims if c.kind is Kind.TOTAL}
    deltas = {c.category: c.value for c in report.claims if c.kind is Kind.GAIN}
    evidence = {
        f"{'totals' if c.kind is Kind.TOTAL else 'deltas'}.{c.category}": {
            "text": c.evidence.text, "start": c.evidence.start, "end": c.evidence.end,
        }
        for c in report.claims
    }  # fmt: skip
    return {
        "as_of": report.as_of.isoformat() if report.as_of else None,
        "side": report.side,
        "claimed_by": report.claimed_by,
        "lang": report.language,
        "totals": totals,
        "deltas": deltas,
        "approximate": list(dict.fromkeys(c.category for c in report.claims if c.approximate)),
        "evidence": evidence,
        "warnings": list(report.warnings),
    }


def _line(line: bytes) -> dict[str, Any]:
    name = None
    try:
        row = json.loads(line.decode("utf-8", "replace"))
        name = row.get("id")
        published = row.get("published")
        day = date.fromisoformat(published) if published and len(published) == 10 else None
        report = read(row["text"], title=row.get("title"), published=day, url=row.get("url"), language=row.get("lang"))
        return {"id": name, **as_json(report)}
    except Exception as error:
        return {"id": name, "error": f"{type(error).__name__}: {error}"}


@app.command()
def parse(
    source: Annotated[str, typer.Argument(help="A file, a URL, or - for standard input.")] = "-",
    published: Annotated[str | None, typer.Option(help="The day of publication, YYYY-MM-DD.")] = None,
    lang: Annotated[str | None, typer.Option(help="The language, as an ISO 639-1 code.")] = None,
    jsonl: Annotated[bool, typer.Option("--jsonl", help="One JSON object a line in, one out.")] = False,
) -> None:
    """Read one report and print it as JSON."""
    if jsonl:
        for line in sys.stdin.buffer:
            if line.strip():
                sys.stdout.write(json.dumps(_line(line), ensure_ascii=False) + "\n")
        return
    text = sys.stdin.read() if source == "-" else Path(source).read_text(encoding="utf-8", errors="replace")
    day = date.fromisoformat(published) if published else None
    typer.echo(json.dumps(as_json(read(text, published=day, language=lang)), ensure_ascii=False, indent=2))
