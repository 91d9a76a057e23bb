"""Files of figures: the same as the chat shows, null where nothing is known, and harmless in a spreadsheet."""

import csv
import io
import json
import re
from dataclasses import fields, replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook  # type: ignore[import-untyped]

from answers.export import Form, Row, written
from answers.spreadsheet import LONGEST
from bot.command import Ask, House
from bot.commands import respond

DOCUMENTED = Path(__file__).resolve().parents[3] / "docs" / "export.md"


async def exported(text: str, ask: Ask, house: House) -> list[dict[str, Any]]:
    reply = await respond(text, ask, house)
    assert reply.document is not None
    if reply.document.name.endswith(".json"):
        return list(json.loads(reply.document.content)["rows"])
    return list(csv.DictReader(io.StringIO(reply.document.content.decode("utf-8-sig"))))


async def test_a_file_holds_every_day_of_the_period(house: House, asking: Ask) -> None:
    rows = await exported("/export artillery from 27 April to 2 May 2026 json", asking, house)
    assert [(each["day"], each["total"], each["change"], each["change_days"]) for each in rows] == [
        ("2026-04-27", 42_815, 55, 1),
        ("2026-04-28", 42_870, 55, 1),
        ("2026-05-01", 43_035, 165, 3),
        ("2026-05-02", 43_090, 55, 1),
    ]


async def test_a_restatement_stands_apart_from_what_was_lost(house: House, asking: Ask) -> None:
    (row,) = await exported("/export personnel 2026-05-02..2026-05-02 json", asking, house)
    assert (row["change"], row["gain"], row["restated"], row["standing"]) == (2_710, 1_060, 1_650, "confirmed")


async def test_csv_and_json_say_the_same(house: House, asking: Ask) -> None:
    as_csv = await exported("/export ships April 2026 csv", asking, house)
    as_json = await exported("/export ships April 2026 json", asking, house)
    assert [(each["day"], int(each["total"])) for each in as_csv] == [(each["day"], each["total"]) for each in as_json]


async def test_what_waits_for_an_operator_is_not_in_a_file(house: House, asking: Ask) -> None:
    rows = await exported("/export tanks json", asking, house)
    assert "2026-05-03" not in {each["day"] for each in rows}


async def test_a_first_report_has_no_change_and_that_is_not_zero(house: House, asking: Ask) -> None:
    (row,) = await exported("/export ground robots json", asking, house)
    assert (row["total"], row["change"], row["gain"]) == (1_306, None, None)


async def test_without_a_category_a_file_holds_all(house: House, asking: Ask) -> None:
    rows = await exported("/export in May 2026", asking, house)
    assert len({each["category"] for each in rows}) > 10


async def test_a_workbook_holds_numbers_and_dates_under_a_head_that_stays(house: House, asking: Ask) -> None:
    reply = await respond("/export personnel 2026-05-01..2026-05-02 excel", asking, house)
    assert reply.document is not None
    assert reply.document.name == "personnel_2026-05-01_2026-05-02.xlsx"
    book = load_workbook(io.BytesIO(reply.document.content))
    head, *rows = book["figures"].iter_rows(values_only=True)
    assert head == tuple(each.name for each in fields(Row))
    told = [dict(zip(head, row, strict=True)) for row in rows]
    assert [(each["day"], each["total"], each["restated"]) for each in told] == [
        (datetime(2026, 5, 1), 1_359_220, None),
        (datetime(2026, 5, 2), 1_361_930, 1_650),
    ]
    assert told[1]["approximate"] is True
    assert book["figures"].freeze_panes == "A2"
    assert book["figures"].column_dimensions["A"].width >= len("2026-05-02")
    assert "not independently verified" in book["about"]["B1"].value


async def test_every_form_is_a_button_of_the_file(house: House, asking: Ask) -> None:
    reply = await respond("/export tanks 2026", asking, house)
    assert [each.label for each in reply.buttons[0]] == ["CSV", "JSON", "XLSX"]


@pytest.mark.parametrize("hostile", ["=1+1", "+cmd", "-2", "@SUM(A1)"])
def test_words_from_outside_are_no_formulas(hostile: str, asking: Ask) -> None:
    row = Row("2026-05-02", "tanks", 1, -2, 1, None, None, "single", False, hostile, hostile, None)
    (read,) = csv.DictReader(io.StringIO(written([row], Form.CSV, asking.now).decode("utf-8-sig")))
    assert read["source"] == f"'{hostile}"
    assert read["change"] == "-2"
    (kept,) = json.loads(written([replace(row)], Form.JSON, asking.now))["rows"]
    assert kept["source"] == hostile
    cell = load_workbook(io.BytesIO(written([row], Form.XLSX, asking.now)))["figures"]["K2"]
    assert (cell.value, cell.data_type, cell.quotePrefix) == (hostile, "s", True)


def test_what_a_workbook_cannot_carry_is_left_out(asking: Ask) -> None:
    row = Row(
        "2026-05-02", "tanks", 1, None, None, None, None, "single", False, "\x00\ud800\uffff" + "x" * 40_000, None, None
    )
    cell = load_workbook(io.BytesIO(written([row], Form.XLSX, asking.now)))["figures"]["J2"]
    assert cell.value.strip() == "x" * (LONGEST - 3)


def test_every_column_is_documented() -> None:
    told = re.findall(r"^\| `(\w+)` \|", DOCUMENTED.read_text(encoding="utf-8"), re.MULTILINE)
    assert told == [each.name for each in fields(Row)]
