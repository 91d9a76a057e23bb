"""Which message ids the sources use: Babel walks the files, a method of our own reads Python's syntax tree.

An id is said as it stands (`words.say("age-days")`), or stands in a table and is said later, or is put together:
`words.say(f"reason-{code}")`. What is put together is known by its family, a pattern with a star: `reason-*`.
"""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from babel.messages.extract import extract_from_dir

ROOMS = ("answers", "bot")

_SAYING = {"say", "knows"}
"""Methods of `Words` whose first argument is an id."""

_TABLE = "table"
_KEYWORDS = {"say": (1,), _TABLE: ((1, "c"), 2)}
"""As Babel takes them; the second is for what stands in a table, told apart by its context."""

_ID = re.compile(r"[a-z][a-z0-9_]*(?:-[a-z0-9_]+)*")
_FAMILY = re.compile(r"(?:[a-z][a-z0-9_]*-[a-z0-9_*-]*|\*(?:-[a-z][a-z0-9_]*)+)")

Extracted = tuple[int, str, tuple[str, ...], list[str]]
"""Line, keyword, id or family after the context if there is one, comments."""


@dataclass(frozen=True, slots=True)
class Used:
    """What the sources use: ids and families that are `said`, and what stands elsewhere and `may` be said."""

    said: frozenset[str]
    may: frozenset[str]


def used(root: Path) -> Used:
    """Everything that the sources of the rooms under *root* use."""
    said, may = set[str](), set[str]()
    for room in ROOMS:
        found = extract_from_dir(root / room, [("**.py", python)], {}, _KEYWORDS)
        for _file, _line, message, _comments, context in found:
            (may if context else said).add(message)
    return Used(frozenset(said), frozenset(may))


def python(file: BinaryIO, keywords: object, comment_tags: object, options: object) -> Iterator[Extracted]:
    """Babel's extraction method for Python: constants and put-together strings that have the shape of an id."""
    nodes = [each for each in ast.walk(ast.parse(file.read())) if isinstance(each, ast.expr)]
    said = {id(each) for node in nodes for first in _first_argument(node) for each in _outcomes(first)}
    for node in nodes:
        shape = _shape(node)
        if shape is not None and (_ID.fullmatch(shape) or _FAMILY.fullmatch(shape)):
            yield (node.lineno, "say", (shape,), []) if id(node) in said else (node.lineno, _TABLE, (_TABLE, shape), [])


def _first_argument(node: ast.expr) -> list[ast.expr]:
    """What a call of a method of `Words` is given first; nothing for any other expression."""
    says = isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in _SAYING
    return node.args[:1] if says and isinstance(node, ast.Call) else []


def _outcomes(node: ast.expr) -> Iterator[ast.expr]:
    """What an expression can come to: itself, or each branch of a choice."""
    if isinstance(node, ast.IfExp):
        yield from (*_outcomes(node.body), *_outcomes(node.orelse))
    elif isinstance(node, ast.Subscript) and isinstance(node.value, ast.Dict):
        yield from node.value.values
    else:
        yield node


def _shape(node: ast.expr) -> str | None:
    """The string that a constant is, or the pattern of one that is put together; None for anything else."""
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else None
    if isinstance(node, ast.JoinedStr):
        return "".join(str(part.value) if isinstance(part, ast.Constant) else "*" for part in node.values)
    return None
