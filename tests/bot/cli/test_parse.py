"""`sitrep parse` keeps its contract: one JSON object, exit codes, lines that never stop the stream."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

TEXT = "The General Staff says Russia has lost 7,062 tanks since the war began, 17 of them over the past day."


def _run(*arguments: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "bot", "parse", *arguments]
    return subprocess.run(command, input=given, capture_output=True, check=False)


def _rows(given: bytes) -> list[dict[str, Any]]:
    return [json.loads(line) for line in _run("--jsonl", given=given).stdout.splitlines()]


def test_a_file_is_printed_as_one_object(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    row = json.loads(_run(str(tmp_path / "a.txt"), "--published", "2024-04-07").stdout)
    assert row == {
        "as_of": "2024-04-07",
        "side": "russia",
        "claimed_by": "General Staff of the Armed Forces of Ukraine",
        "lang": "en",
        "totals": {"tanks": 7062},
        "deltas": {"tanks": 17},
        "approximate": [],
        "evidence": {
            "totals.tanks": {"text": "7,062 tanks", "start": 39, "end": 50},
            "deltas.tanks": {"text": "17", "start": 72, "end": 74},
        },
        "warnings": [],
    }


def test_standard_input_is_read() -> None:
    assert json.loads(_run("-", given=TEXT.encode()).stdout)["totals"] == {"tanks": 7062}


def test_a_page_is_read_as_a_page(tmp_path: Path) -> None:
    rest = "More words here. " * 40
    body = f"<html><head><title>Losses</title></head><body><article><p>{TEXT}</p><p>{rest}</p></article></body></html>"
    (tmp_path / "a.html").write_text(body, encoding="utf-8")
    assert json.loads(_run(str(tmp_path / "a.html")).stdout)["totals"] == {"tanks": 7062}


def test_a_file_that_is_not_there_is_one_line_and_2(tmp_path: Path) -> None:
    run = _run(str(tmp_path / "none.txt"))
    assert (run.returncode, run.stderr.count(b"\n")) == (2, 1)


def test_a_day_that_is_none_is_one_line_and_2() -> None:
    run = _run("-", "--published", "tomorrow", given=b"x")
    assert (run.returncode, run.stderr.count(b"\n")) == (2, 1)


def test_lines_are_answered_in_order_with_their_ids() -> None:
    given = "\n".join(json.dumps({"id": name, "text": TEXT}) for name in ("b", "a", 7)).encode()
    assert [row["id"] for row in _rows(given)] == ["b", "a", 7]


def test_a_bad_line_is_answered_and_stops_nothing() -> None:
    given = (
        b'{"id": 1\n[]\n{"id": 2}\n\xff\xfe\n' + b"[" * 50_000 + b"\n" + json.dumps({"id": 3, "text": TEXT}).encode()
    )
    rows = _rows(given)
    assert ["error" in row for row in rows] == [True, True, True, True, True, False]


def test_a_partial_day_of_publication_is_no_day() -> None:
    given = json.dumps({"id": 1, "text": "Nothing.", "published": "2022-03"}).encode()
    assert _rows(given)[0]["as_of"] is None


def test_half_characters_are_answered() -> None:
    assert _rows(b'{"id": "\\ud800", "text": "\\ud800 1,000 tanks"}')[0]["totals"] == {}


def test_plain_words_and_the_library_agree(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    short = _run(str(tmp_path / "a.txt"), "--published=2024-04-07", "--lang", "en")
    long = _run("--lang", "en", "--published=2024-04-07", "--", str(tmp_path / "a.txt"))
    assert (short.returncode, short.stdout) == (long.returncode, long.stdout) == (0, long.stdout)


def test_a_reader_that_goes_away_is_no_crash() -> None:
    line = json.dumps({"id": 1, "text": TEXT}).encode() + b"\n"
    command = f"{sys.executable} -m bot parse --jsonl | head -n 1"
    done = subprocess.run(["sh", "-c", command], input=line * 5000, capture_output=True, check=False)
    assert json.loads(done.stdout)["totals"] == {"tanks": 7062}
    assert done.stderr == b""
