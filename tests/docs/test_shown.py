"""The docs' examples are such that `make docs` runs them all; running them is its work, not that of these tests."""

import re
import runpy
from pathlib import Path

import pytest

from bot.cli import _COMMANDS

ROOT = Path(__file__).resolve().parents[2]
TOOL = runpy.run_path(str(ROOT / "tools" / "docs"))
examples, blocks = TOOL["examples"], TOOL["examples"].__globals__["blocks"]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
SHOWN_ALONE = {"sh", "nginx", "yaml", "json", "text"}
"""Kinds of blocks that cannot be run everywhere: they want an engine, root, a network or a secret."""


def test_there_are_examples_on_the_pages_that_people_read_first() -> None:
    pages = {each.page.name for page in PAGES for each in examples(page)}
    assert pages >= {"README.md", "asking.md", "running.md", "export.md", "digests.md"}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_block_says_whether_it_is_run(page: Path) -> None:
    text = page.read_text("utf-8")
    assert {kind for kind, _, _ in blocks(text)} <= SHOWN_ALONE | {"console"}
    outside = re.sub(r"```.*?```", "", text, flags=re.DOTALL)
    assert not re.search(r"^    (?:\.venv/bin/)?sitrep ", outside, re.MULTILINE), (
        "a command in a block that is no fence"
    )


def test_every_command_that_is_typed_exists() -> None:
    typed = [each.command for page in PAGES for each in examples(page)]
    typed += [
        line
        for page in PAGES
        for kind, _, inside in blocks(page.read_text("utf-8"))
        if kind == "sh"
        for line in inside.splitlines()
    ]
    for each in typed:
        for call in re.findall(r"(?:^|\| |/bin/)sitrep +([a-z]+)\b", each):
            assert call in {*_COMMANDS, "sitrep"}, each


def test_what_is_printed_is_compared_with_what_is_shown(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(
        "```console\n$ one \\\n  two\nfirst\n...\nl...t\n$ three # leaves with 78\n```\n```sh\nnever\n```\n"
    )
    one, three = examples(page)
    assert (one.command, one.leaves) == ("one \\\n  two", 0)
    assert one.fits("first  \nanything\nat all\nlast\n")
    assert one.fits("first\n\nlatest")
    assert not one.fits("second\nlast")
    assert (three.command, three.leaves, three.shown) == ("three", 78, None)
    assert three.fits("whatever")


def test_a_block_that_begins_with_no_command_is_refused(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("```console\nsitrep run\n```\n")
    with pytest.raises(ValueError, match="begins with a command"):
        list(examples(page))
