"""What `sitrep parse` does: read reports and print JSON. No network but for a URL, no database, no clock.

The plain forms of the command come here without the library of the command line, whose import takes longer than the
reading; whatever is not plain (help, mistakes) is left to it.
"""

import gc
import json
import os
import re
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, BinaryIO, NoReturn

from news.reading import read
from tally.errors import SitrepError
from tally.report import Kind, Report

_LONGEST_LINE = 32 * 1024 * 1024
_ADDRESS = re.compile(r"https?://", re.IGNORECASE)
_MARKUP = re.compile(rb"<(?:!doctype|html|head|body|p|div|article)\b", re.IGNORECASE)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def as_json(report: Report) -> dict[str, Any]:
    """A report as plain values, the contract of `sitrep parse`; offsets are in the text that was read."""
    totals = report.figures(Kind.TOTAL)
    deltas = report.figures(Kind.GAIN)
    evidence: dict[str, dict[str, str | int]] = {}
    for claim in report.claims:
        key = f"{'totals' if claim.kind is Kind.TOTAL else 'deltas'}.{claim.category}"
        words = claim.evidence
        evidence[key] = {"text": words.text, "start": words.start, "end": words.end}
    return {
        "as_of": report.as_of.isoformat() if report.as_of else None,
        "side": report.side,
        "claimed_by": report.claimed_by,
        "lang": report.language,
        "totals": totals,
        "deltas": deltas,
        "approximate": list(dict.fromkeys(claim.category for claim in report.claims if claim.approximate)),
        "evidence": evidence,
        "warnings": list(report.warnings),
    }


def _printed(value: dict[str, Any], indent: int | None = None) -> str:
    """JSON as people read it; escaped where the text holds halves of characters that UTF-8 cannot carry."""
    text = json.dumps(value, ensure_ascii=False, indent=indent)
    try:
        text.encode()
    except UnicodeEncodeError:
        return json.dumps(value, indent=indent)
    return text


def _published(value: object) -> date | None:
    """The day in *value*; None for what names no whole day ("2022-03", null)."""
    if not isinstance(value, str) or not _DAY.match(value):
        return None
    try:
        return date.fromisoformat(value[:10])
    except ValueError:
        return None


def _words(row: dict[str, Any], key: str) -> str | None:
    value = row.get(key)
    return value if isinstance(value, str) else None


def _answer(line: bytes) -> dict[str, Any]:
    """The answer to one line: a report, or what is wrong with the line."""
    name: object = None
    try:
        row = json.loads(line.decode("utf-8", "replace"))
        if not isinstance(row, dict):
            return {"id": None, "error": "the line is no JSON object"}
        name = row.get("id")
        text = row.get("text")
        if not isinstance(text, str):
            return {"id": name, "error": "the line has no text"}
        day = _published(row.get("published"))
        report = read(
            text, title=_words(row, "title"), published=day, url=_words(row, "url"), language=_words(row, "lang")
        )
        return {"id": name, **as_json(report)}
    except (ValueError, RecursionError) as error:
        return {"id": name, "error": f"not JSON: {error}"}


def _lines(stream: BinaryIO) -> Iterator[bytes | None]:
    """The lines of *stream*, None for one that is too long to be kept in memory."""
    while line := stream.readline(_LONGEST_LINE):
        if len(line) < _LONGEST_LINE or line.endswith(b"\n"):
            yield line
            continue
        while (rest := stream.readline(_LONGEST_LINE)) and not rest.endswith(b"\n"):
            pass
        yield None


def _stream(stream: BinaryIO) -> None:
    out = sys.stdout.buffer
    gc.set_threshold(100_000, 50, 50)  # a report's values hold no cycles: looking for them cost a sixth of the time
    for line in _lines(stream):
        if line is not None and not line.strip():
            continue
        answer = {"id": None, "error": "the line is too long"} if line is None else _answer(line)
        out.write(_printed(answer).encode() + b"\n")
    out.flush()


def _stop(where: str, problem: str) -> NoReturn:
    print(f"sitrep parse: {where}: {problem}", file=sys.stderr)
    raise SystemExit(2)


def _from_web(url: str) -> tuple[str, str | None, date | None]:
    """Text, title and day of publication of the page at *url*. Raises SitrepError."""
    from asyncio import run

    from news.page import article_from_html
    from news.web import Page, Web

    async def fetch() -> Page:
        async with Web() as web:
            return await web.fetch(url)

    page = run(fetch())
    article = article_from_html(page.body, url=page.url, content_type=page.content_type)
    return article.text, article.title, article.published


def _from_file(path: Path, published: date | None) -> tuple[str, str | None, date | None]:
    """Text, title and day of publication of a file; pages go the way all pages go. Raises SitrepError, OSError."""
    body = path.read_bytes()
    if _MARKUP.search(body[:4096]):
        from news.page import article_from_file

        article = article_from_file(path, published=published)
        return article.text, article.title, article.published
    return body.decode("utf-8", "replace"), None, None


def _given(source: str, published: date | None) -> tuple[str, str | None, date | None]:
    if source == "-":
        return sys.stdin.buffer.read().decode("utf-8", "replace"), None, None
    try:
        if _ADDRESS.match(source):
            return _from_web(source)
        return _from_file(Path(source), published)
    except SitrepError as error:
        _stop(source, str(error).removeprefix(f"{source}: "))
    except OSError as error:
        _stop(source, (error.strerror or str(error)).lower())


def parse(source: str = "-", published: str | None = None, lang: str | None = None, jsonl: bool = False) -> None:
    """Read *source* (a file, an address, or - for standard input) and print what it claims. Raises SystemExit."""
    if jsonl:
        if source == "-":
            return _stream(sys.stdin.buffer)
        try:
            with Path(source).open("rb") as stream:
                return _stream(stream)
        except OSError as error:
            _stop(source, (error.strerror or str(error)).lower())
    day = _published(published)
    if published is not None and day is None:
        _stop("--published", f"{published!r} is no day like 2023-05-21")
    text, title, dated = _given(source, day)
    report = read(text, title=title, published=day or dated, language=lang)
    sys.stdout.write(_printed(as_json(report), 2) + "\n")
    return None


def plain_arguments(words: list[str]) -> dict[str, Any] | None:
    """The arguments of `parse` that the words behind `sitrep parse` say; None for what is not plain."""
    out: dict[str, Any] = {}
    left = list(words)
    while left:
        word = left.pop(0)
        name, equals, value = word.partition("=")
        if word == "--jsonl":
            out["jsonl"] = True
        elif name in ("--published", "--lang") and (equals or (left and left[0][:1] != "-")):
            out[name[2:]] = value if equals else left.pop(0)
        elif "source" not in out and (word == "-" or (word and word[0] != "-")):
            out["source"] = word
        else:
            return None
    return out


def parse_plainly(arguments: dict[str, Any]) -> None:
    """`parse`, ended quietly where the reader of the output or the keyboard ends it. Raises SystemExit."""
    try:
        parse(**arguments)
        sys.stdout.flush()
    except KeyboardInterrupt:
        raise SystemExit(130) from None
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise SystemExit(1) from None
