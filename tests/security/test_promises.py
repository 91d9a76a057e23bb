"""docs/security.md: every promise names tests that exist."""

import ast
import re
from pathlib import Path

TESTS = Path(__file__).resolve().parents[1]
LINES = (TESTS.parent / "docs/security.md").read_text("utf-8").splitlines()
ROWS = [line for line in LINES if line.startswith("|") and not re.match(r"\|(?:---|\s*threat)", line)]
NAMED = re.compile(r"`([\w/]+\.py)::(test_\w+)`")


def test_every_threat_has_a_promise_and_a_test() -> None:
    assert len(ROWS) > 40
    for row in ROWS:
        threat, promise, held_by = (each.strip() for each in row.strip("|").split("|"))
        assert threat
        assert promise
        assert NAMED.findall(held_by), row


def test_every_test_that_is_named_exists() -> None:
    named = {pair for row in ROWS for pair in NAMED.findall(row)}
    kept: dict[str, set[str]] = {}
    for path, _ in named:
        tree = ast.parse((TESTS / path).read_text("utf-8"))
        kept[path] = {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)}
    assert sorted(f"{path}::{name}" for path, name in named if name not in kept[path]) == []
