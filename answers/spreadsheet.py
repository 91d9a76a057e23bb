"""A table as an Excel workbook: numbers and dates are numbers and dates, and words are words, never formulas."""

import io
import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime

from openpyxl import Workbook  # type: ignore[import-untyped]
from openpyxl.cell import WriteOnlyCell  # type: ignore[import-untyped]
from openpyxl.styles import Font  # type: ignore[import-untyped]
from openpyxl.utils import get_column_letter  # type: ignore[import-untyped]

Cell = str | int | float | bool | date | None

LONGEST = 32_767
"""Characters that a cell can hold (Excel specifications and limits)."""

_WIDEST = 60
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""What XML 1.0 cannot carry."""

_LIKE_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def workbook(name: str, rows: Sequence[Sequence[Cell]], notes: Iterable[Sequence[Cell]], now: datetime) -> bytes:
    """A workbook of two sheets: *rows*, the first of them the heads, under *name*; and `about` with *notes*.

    Written row by row, so that its cells are never all in memory.
    """
    book = Workbook(write_only=True)
    book.properties.creator = "Sitrep"
    book.properties.created = book.properties.modified = now.replace(tzinfo=None)
    sheet = book.create_sheet(name)
    sheet.freeze_panes = "A2"
    widths = [max(len(_shown(row[column])) for row in rows) for column in range(len(rows[0]))]
    for number, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(number)].width = min(width + 2, _WIDEST)
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(rows[0]))}{len(rows)}"
    sheet.append([_head(sheet, each) for each in rows[0]])
    for row in rows[1:]:
        sheet.append([_cell(sheet, each) for each in row])
    about = book.create_sheet("about")
    about.column_dimensions["A"].width, about.column_dimensions["B"].width = 16, 100
    for note in notes:
        about.append([_cell(about, each) for each in note])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _head(sheet: object, value: Cell) -> object:
    cell = WriteOnlyCell(sheet, value)
    cell.font = Font(bold=True)
    return cell


def _cell(sheet: object, value: Cell) -> object:
    """*value* as it is; words that a spreadsheet would take for a formula are marked as words, here and when somebody
    edits them.
    """
    if not isinstance(value, str):
        return value
    text = _FORBIDDEN.sub(" ", value)[:LONGEST]
    if not text.startswith(_LIKE_A_FORMULA):
        return text
    cell = WriteOnlyCell(sheet, text)
    cell.data_type = "s"
    cell.quotePrefix = True
    return cell


def _shown(value: Cell) -> str:
    return "" if value is None else str(value)
