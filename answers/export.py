"""Tables for other programs: every figure of categories over a stretch of time, as CSV, JSON or an Excel
workbook.

The columns are told in `docs/export.md`; a column may be added at the end, none changes its meaning.
"""

import csv
import io
import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import date, datetime
from enum import StrEnum

from answers.span import Span
from storage.export import Export, Sourced
from storage.tallies import Tallies
from tally.series import changes

_WAR_BEGAN = "2022-02-24"


class Form(StrEnum):
    """The forms a table can have."""

    CSV = "csv"
    JSON = "json"
    XLSX = "xlsx"


@dataclass(frozen=True, slots=True)
class Row:
    """One figure. Null where nothing is known: never zero."""

    day: str
    category: str
    total: int | None
    change: int | None
    change_days: int | None
    gain: int | None
    restated: int | None
    standing: str
    approximate: bool
    claimed_by: str
    source: str | None
    url: str | None


async def rows_of(tallies: Tallies, export: Export, categories: Sequence[str], span: Span) -> list[Row]:
    """Every figure of *categories* in *span*, by category and then by day."""
    made: list[Row] = []
    for category in categories:
        found = await export.series(category, span.since, span.until)
        before = await tallies.last_known(category, date.fromordinal(span.since.toordinal() - 1))
        series = [*([before] if before else []), *(each.tally for each in found)]
        moved = {each.until: each for each in changes(series)}
        for each in found:
            change = moved.get(each.tally.day)
            made.append(_row(each, *((change.value, change.days, change.restated) if change else (None, None, None))))
    return made


def written(rows: Iterable[Row], form: Form, now: datetime) -> bytes:
    """The table as a file of that form; CSV and JSON in UTF-8."""
    if form is Form.XLSX:
        return _spreadsheet(list(rows), now)
    if form is Form.JSON:
        head = {"claims": _CLAIMS, "since": _WAR_BEGAN, "made_at": now.isoformat(timespec="seconds")}
        return json.dumps({**head, "rows": [asdict(each) for each in rows]}, ensure_ascii=False, indent=1).encode()
    file = io.StringIO(newline="")
    table = csv.writer(file)
    table.writerow([each.name for each in fields(Row)])
    for row in rows:
        table.writerow([_cell(getattr(row, each.name)) for each in fields(Row)])
    # With a mark, for spreadsheets take UTF-8 without one for something else.
    return file.getvalue().encode("utf-8-sig")


def _spreadsheet(rows: Sequence[Row], now: datetime) -> bytes:
    from answers.spreadsheet import workbook  # its library takes half a second to load, and many a bot never needs it

    names = [each.name for each in fields(Row)]
    days = [date.fromisoformat(row.day) for row in rows]
    cells = ([day, *(getattr(row, name) for name in names[1:])] for day, row in zip(days, rows, strict=True))
    notes: list[tuple[str, str | date]] = [
        ("claims", _CLAIMS),
        ("since", date.fromisoformat(_WAR_BEGAN)),
        ("made_at", f"{now:%Y-%m-%d %H:%M} UTC"),
    ]
    return workbook("figures", [names, *cells], notes, now)


_CLAIMS = "Figures claimed by Ukraine for Russian losses; personnel: killed and wounded; not independently verified."


def _row(each: Sourced, change: int | None, days: int | None, restated: int | None) -> Row:
    tally = each.tally
    return Row(
        tally.day.isoformat(),
        tally.category,
        tally.total,
        change,
        days,
        tally.gain,
        restated,
        tally.standing.value,
        tally.approximate,
        tally.claimed_by,
        each.source,
        each.url,
    )


def _cell(value: object) -> object:
    """A value in a CSV file: words from outside can be no formula in a spreadsheet."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t", "\r"):
        return f"'{value}"
    return value
