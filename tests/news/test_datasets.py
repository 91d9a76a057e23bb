"""Data sets: read cell by cell, refused where they are broken, brought in as one more witness."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from news.datasets import DATASETS, IVANIUK, ORC_LOSSES, PRISONERS, Dataset, Document, Reading, read_dataset
from news.importing import bring_in
from storage.database import Database, open_database
from storage.tallies import Tallies
from tally.errors import InputError
from tally.tally import Standing, Witness

TODAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
DAY = date(2023, 5, 21)


@pytest.fixture
async def database() -> AsyncIterator[Database]:
    async with await open_database("sqlite:///:memory:") as opened:
        yield opened


def row(day: date = DAY, **cells: Any) -> dict[str, Any]:
    """A row of Ivaniuk's file; underscores in the names of cells stand for blanks."""
    number = (day - date(2022, 2, 23)).days
    return {"date": day.isoformat(), "day": number, **{key.replace("_", " "): value for key, value in cells.items()}}


def read(*rows: dict[str, Any], dataset: Dataset = IVANIUK) -> Reading:
    return read_dataset(dataset, [Document("file.json", json.dumps(rows).encode())], today=TODAY)


def figures(reading: Reading) -> dict[date | None, dict[str, int]]:
    return {
        each.report.as_of: {claim.category: claim.value for claim in each.report.claims} for each in reading.reports
    }


def documents(dataset: Dataset, shared: Path) -> list[Document]:
    folder = shared / "data" / "datasets" / dataset.name
    return [Document(name, (folder / name).read_bytes()) for name in dataset.files]


def test_rows_become_reports_in_order_of_their_days() -> None:
    later = DAY + timedelta(days=1)
    assert figures(read(row(later, tank=3785), row(DAY, tank=3783, APC=7398))) == {
        DAY: {"tanks": 3783, "armoured_vehicles": 7398},
        later: {"tanks": 3785},
    }


def test_the_words_of_a_figure_are_its_cell() -> None:
    (claim,) = read(row(field_artillery=3258)).reports[0].report.claims
    assert claim.evidence.text == '"field artillery": 3258'


def test_two_files_of_a_day_are_one_report() -> None:
    files = [Document("a", json.dumps([row(tank=1)]).encode()), Document("b", json.dumps([row(personnel=2)]).encode())]
    assert figures(read_dataset(IVANIUK, files, today=TODAY)) == {DAY: {"tanks": 1, "personnel": 2}}


def test_an_absent_cell_is_not_zero() -> None:
    reading = read({"date": "2023-05-21", "tanks": 1, "submarines": None}, dataset=ORC_LOSSES)
    assert figures(reading) == {DAY: {"tanks": 1}}


def test_unarmoured_vehicles_are_automobiles_until_the_lines_merged() -> None:
    days = [date(2022, 4, 30), date(2022, 5, 1)]
    reading = read(*({"date": str(day), "unarmoredVehicles": 1} for day in days), dataset=ORC_LOSSES)
    assert [list(each) for each in figures(reading).values()] == [["automobiles"], ["vehicles"]]


def test_a_misspelt_key_is_the_category_it_means() -> None:
    assert figures(read({**row(), "groun d robotic systems": 1400})) == {DAY: {"ground_robots": 1400}}


def test_an_unknown_key_is_kept_under_its_own_name_and_told() -> None:
    reading = read(row(laser_weapons=3))
    assert figures(reading) == {DAY: {"laser_weapons": 3}}
    assert "laser weapons" in reading.warnings[0]


def test_a_row_whose_day_number_is_another_day_is_left_out_and_told() -> None:
    reading = read(row(tank=1), {**row(DAY - timedelta(days=365), tank=2), "day": 452})
    assert list(figures(reading)) == [DAY]
    assert "row 2 (2022-05-21): says day 452, the day is 87" in reading.warnings[0]


def test_a_day_that_comes_twice_with_different_figures_is_left_out_and_told() -> None:
    reading = read(row(tank=1), row(tank=2), row(DAY + timedelta(days=1), tank=3))
    assert list(figures(reading)) == [DAY + timedelta(days=1)]
    assert "2023-05-21 comes twice" in reading.warnings[0]


def test_a_day_that_comes_twice_with_the_same_figures_is_one_day() -> None:
    reading = read(row(tank=1), row(tank=1))
    assert (figures(reading), reading.warnings) == ({DAY: {"tanks": 1}}, ())


@pytest.mark.parametrize("day", [date(2022, 2, 23), TODAY + timedelta(days=2)])
def test_a_day_that_cannot_be_is_left_out_and_told(day: date) -> None:
    reading = read(row(tank=1), row(day, tank=2))
    assert list(figures(reading)) == [DAY]
    assert len(reading.warnings) == 1


@pytest.mark.parametrize(
    ("body", "place", "problem"),
    [
        (b"", "file.json", "Invalid JSON"),
        (b'[{"date": "2023-05-21", "tank": 1}, {"da', "file.json", "line 1 column"),
        (b'{"date": "2023-05-21"}', "file.json", "valid array"),
        (b'[{"tank": 1}]', "file.json: row 1, date", "required"),
        (b'[{"date": "2023-05-21"}, {"date": "21.05.2023"}]', "file.json: row 2 (21.05.2023), date", "date"),
        (b'[{"date": "2023-05-21", "tank": -1}]', "file.json: row 1 (2023-05-21), tank", "greater than"),
        (b'[{"date": "2023-05-21", "tank": 1.5}]', "file.json: row 1 (2023-05-21), tank", "integer"),
        (b'[{"date": "2023-05-21", "tank": true}]', "file.json: row 1 (2023-05-21), tank", "integer"),
        (b'[{"date": "2023-05-21", "tank": [1]}]', "file.json: row 1 (2023-05-21), tank", "integer"),
        (b'[{"date": "2023-05-21", "tank": "3783"}]', "file.json: row 1 (2023-05-21), tank", "text"),
        (b'[{"date": "2023-05-21", "tank": 10000000000}]', "file.json: row 1 (2023-05-21), tank", "less than"),
        (b"[]", "file.json", "holds no day"),
        (b"[null]", "file.json: row 1", "object"),
        (b"\xff\xfe[]", "file.json", "Invalid JSON"),
    ],
)
def test_a_broken_file_is_refused_with_its_place(body: bytes, place: str, problem: str) -> None:
    with pytest.raises(InputError) as caught:
        read_dataset(IVANIUK, [Document("file.json", body)], today=TODAY)
    assert caught.value.where == place
    assert problem in caught.value.problem


ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda each: st.lists(each) | st.dictionaries(st.sampled_from(["date", "day", "tank", "x"]), each),
    max_leaves=12,
)


@settings(max_examples=100, deadline=None)
@given(ANY_JSON)
def test_any_json_is_read_or_refused(value: Any) -> None:
    with suppress(InputError):
        read_dataset(IVANIUK, [Document("file.json", json.dumps([value]).encode())], today=TODAY)


@pytest.fixture(scope="module")
def both(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of a database into which both data sets were brought."""
    url = f"sqlite:///{tmp_path_factory.mktemp('imported')}/sitrep.db"

    async def bring() -> None:
        async with await open_database(url) as database:
            for dataset in DATASETS.values():
                await bring_in(read_dataset(dataset, documents(dataset, shared), today=TODAY), database, now=NOW)

    asyncio.run(bring())
    return url


def cells(dataset: Dataset, shared: Path) -> dict[tuple[str, str], int]:
    """What the files hold by day and category, read as plainly as can be."""
    found = {}
    for document in documents(dataset, shared):
        for each in json.loads(document.body):
            for key, value in each.items():
                if key not in {"date", "day"} and isinstance(value, int):
                    early = key in dataset.until_merge and each["date"] < "2022-05-01"
                    found[each["date"], dataset.until_merge[key] if early else dataset.fields[key]] = value
    return found


@pytest.mark.shared
@pytest.mark.parametrize("name", DATASETS)
async def test_an_import_equals_the_files_cell_by_cell(both: str, shared: Path, name: str) -> None:
    async with await open_database(both) as database:
        heard = await Tallies(database).heard(date(2022, 2, 24), TODAY)
    said = {
        (str(day), category): witness.total
        for day, categories in heard.items()
        for category, witnesses in categories.items()
        for witness in witnesses
        if witness.source == name
    }
    assert said == cells(DATASETS[name], shared)


@pytest.mark.shared
async def test_two_data_sets_confirm_or_contradict_each_other(both: str, shared: Path) -> None:
    async with await open_database(both) as database:
        known = await Tallies(database).known(date(2022, 2, 24), TODAY)
    said = {
        (str(day), category): (tally.total, tally.standing)
        for day, tallies in known.items()
        for category, tally in tallies.items()
    }
    one, other = cells(IVANIUK, shared), cells(ORC_LOSSES, shared)
    expected = {}
    for cell in {*one, *other}:
        if cell[1] == PRISONERS:
            continue
        if cell not in one or cell not in other:
            expected[cell] = (one.get(cell, other.get(cell)), Standing.SINGLE)
        else:
            standing = Standing.CONFIRMED if one[cell] == other[cell] else Standing.DIFFERS
            expected[cell] = (one[cell], standing)
    assert said == expected


async def test_an_import_again_changes_nothing(database: Database) -> None:
    reading = read(row(tank=3783, personnel=203160), row(DAY + timedelta(days=1), tank=3785))
    await bring_in(reading, database, now=NOW)
    before = await Tallies(database).known(DAY, DAY), await Tallies(database).source(DAY, "tanks")
    again = await bring_in(reading, database, now=NOW + timedelta(days=1))
    assert sum(again.decided.values()) == 0
    assert (await Tallies(database).known(DAY, DAY), await Tallies(database).source(DAY, "tanks")) == before


async def test_a_data_set_that_corrects_itself_is_followed(database: Database) -> None:
    await bring_in(read(row(tank=3873)), database, now=NOW)
    await bring_in(read(row(tank=3783)), database, now=NOW + timedelta(hours=1))
    (correction,) = await Tallies(database).corrections(NOW)
    assert (correction.before.total, correction.after.tally.total) == (3873, 3783)
    assert [each.witness.total for each in await Tallies(database).source(DAY, "tanks")] == [3873, 3783]


async def test_what_differs_keeps_the_figure_that_was_first(database: Database) -> None:
    await bring_in(read(row(tank=3783)), database, now=NOW)
    await bring_in(read({"date": str(DAY), "tanks": 3873}, dataset=ORC_LOSSES), database, now=NOW)
    tally = (await Tallies(database).day(DAY))["tanks"]
    assert (tally.total, tally.standing, tally.revision) == (3783, Standing.DIFFERS, 2)
    assert (await Tallies(database).heard(DAY, DAY))[DAY]["tanks"] == [
        Witness("ivaniuk", "ivaniuk", 3783, None),
        Witness("orc-losses", "orc-losses", 3873, None),
    ]


@settings(max_examples=25, deadline=None)
@given(
    st.permutations([("ivaniuk", "tank"), ("orc-losses", "tanks")]),
    st.dictionaries(st.sampled_from(["ivaniuk", "orc-losses"]), st.sampled_from([3783, 3873]), min_size=2),
)
async def test_the_standing_does_not_depend_on_the_order_of_imports(
    order: list[tuple[str, str]], totals: dict[str, int]
) -> None:
    async with await open_database("sqlite:///:memory:") as database:
        for name, key in order:
            rows = read({"date": str(DAY), key: totals[name]}, dataset=DATASETS[name])
            await bring_in(rows, database, now=NOW)
        agree = len(set(totals.values())) == 1
        tally = (await Tallies(database).day(DAY))["tanks"]
        assert tally.standing is (Standing.CONFIRMED if agree else Standing.DIFFERS)
