"""No regular expression of ours can take time that explodes with what it is given (ReDoS)."""

import importlib
import pkgutil
import re
import re._constants as kinds  # type: ignore[import-not-found]
import re._parser as parser  # type: ignore[import-not-found]
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from answers.span import LONGEST, find_spans
from bot.command import Ask, House
from bot.commands import respond
from news.page import article_from_file, article_from_html
from news.reading.fold import fold
from news.summary import summarise
from tally.errors import InputError

PACKAGES = ("tally", "storage", "news", "answers", "bot")
CLOSED = {kinds.POSSESSIVE_REPEAT, kinds.ATOMIC_GROUP}
"""What gives nothing back, so that nothing inside is tried in another way."""


def _patterns() -> dict[str, re.Pattern[Any]]:
    """Every pattern that a module of ours keeps under a name, or in a container under one."""
    found: dict[str, re.Pattern[Any]] = {}
    for package in map(importlib.import_module, PACKAGES):
        for each in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if each.name.endswith(".__main__") or ".migrations." in each.name:
                continue
            for name, value in vars(importlib.import_module(each.name)).items():
                inside = value.values() if isinstance(value, dict) else value if isinstance(value, list | tuple) else ()
                for pattern in (value, *inside):
                    if isinstance(pattern, re.Pattern):
                        found[f"{each.name}.{name} {pattern.pattern!r}"] = pattern
    return found


def _loops(tree: Any, within: Any = None) -> Iterator[tuple[Any, Any]]:
    """Pairs of endless repetitions, one directly inside the other, that may both give back what they took."""
    for kind, argument in tree:
        if kind in CLOSED:
            for each in _parts(argument):
                yield from _loops(each)
        elif kind in (kinds.MAX_REPEAT, kinds.MIN_REPEAT) and argument[1] == kinds.MAXREPEAT:
            if within is not None:
                yield within, argument[2]
            yield from _loops(argument[2], argument[2])
        else:
            for each in _parts(argument):
                yield from _loops(each, within)


def _parts(argument: Any) -> Iterator[Any]:
    if isinstance(argument, parser.SubPattern):
        yield argument
    elif isinstance(argument, list | tuple):
        for each in argument:
            yield from _parts(each)


PARTED = {
    "news.firewall._NUMBER": "digits in each, and one sign between them that is no digit",
    "news.reading.columns._GLUED": "three digits a turn, each after a sign that is no digit",
    "news.furniture._BYLINE": "a word a turn, each after blanks; looks at 200 characters",
    "answers.question._WORD": "letters a turn, each after an apostrophe; looks at 120 characters",
    "bot.commands.history._RECORD": "a phrase a turn, each parted by blanks, and no phrase begins another",
}
"""Repetitions in which there is only one way to part a text, because every turn needs a sign that the inner has not."""


def test_no_endless_repetition_stands_in_another() -> None:
    found = _patterns()
    assert len(found) > 90
    nested = {
        name.partition(" ")[0] for name, each in found.items() if list(_loops(parser.parse(each.pattern, each.flags)))
    }
    assert nested == set(PARTED), "make one of them possessive: x++, (?>...)"


def test_the_search_for_nested_repetitions_finds_them() -> None:
    for bad in (r"(a+)+b", r"(?:<!--.*?-->\s*)*<", r"(?:a|b*)*"):
        assert list(_loops(parser.parse(bad, 0)))
    for good in (r"a+b+", r"(?>a+)+", r"(?:a++b)*", r"(?:ab{2,9})*"):
        assert not list(_loops(parser.parse(good, 0)))


COMMENTS = b"<!---->" * 400 + b"x"
POINTS = "." * 150_000
CELLS = "<table>" + 3 * ("<tr>" + 3 * f"<td>{'1' * 30_000}x</td>" + "</tr>") + "</table>"


def test_a_file_of_comments_is_no_riddle(tmp_path: Path) -> None:
    """Each comment more doubled the time: 22 took a second, these would have taken for ever."""
    page = tmp_path / "page.html"
    page.write_bytes(COMMENTS)
    assert article_from_file(page).text.endswith("x")


def test_a_line_of_points_is_soon_summarised_and_folded() -> None:
    """Went with the square of the length: minutes for these."""
    assert summarise(POINTS).text is not None
    assert fold(POINTS) == POINTS


def test_a_table_of_long_figures_is_soon_read() -> None:
    with suppress(InputError):
        article_from_html(CELLS.encode(), url="https://example.org/1")


async def test_no_message_keeps_the_bot_busy(ask: Ask, house: House) -> None:
    """`/chart 2024 2024 ...` took seven seconds, `/chart a` with a page of blanks four; a message has 4,096 at most."""
    for command in ("chart", "history", "compare", "records", "delta"):
        for bait in ("2024 " * 800, "a" + " " * 4_000 + "b"):
            assert (await respond(f"/{command} {bait}", ask, house)).html
    assert find_spans("x" * LONGEST + " in 2024", ask.today) == []
