"""The examples of the docs: fenced blocks marked `console`, a `$ ` line each command, below it what it prints.

    ```console
    $ sitrep say "/total tanks"
    12,292 tanks
    ...
    ```

`...` stands for anything, within a line or for whole lines; a command with nothing below it may print what it likes;
one with `# leaves with N` at its end must. Blocks of other kinds (`sh`, `nginx`, ...) are shown and not run.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from doctest import ELLIPSIS, OutputChecker
from pathlib import Path

FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_CONTINUED = re.compile(r"^(?:> |>(?=\n))")
_LEAVES = re.compile(r"\s+# leaves with (\d+)$")


@dataclass(frozen=True, slots=True)
class Example:
    """One command of a page: where it stands, what is typed, what is shown (None: anything), how it leaves."""

    page: Path
    line: int
    command: str
    shown: str | None
    leaves: int = 0

    def fits(self, printed: str) -> bool:
        """Whether *printed* is what the page shows."""
        if self.shown is None:
            return True
        return OutputChecker().check_output(_even(self.shown), _even(printed), ELLIPSIS)


def _even(text: str) -> str:
    """*text* without blanks at the ends of lines, empty lines around it, and spaces that do not break."""
    lines = re.sub(r"[\u00a0\u202f]", " ", text).splitlines()
    return "\n".join(each.rstrip() for each in lines).strip("\n") + "\n"


def blocks(text: str) -> Iterator[tuple[str, int, str]]:
    """The fenced blocks of a page: the word behind the fence, the line it begins at, what stands inside."""
    for match in FENCE.finditer(text):
        yield match[1], text.count("\n", 0, match.start()) + 1, match[2]


def examples(page: Path) -> Iterator[Example]:
    """The commands of *page*, in order. Raises ValueError where a block begins with something else."""
    for kind, line, inside in blocks(page.read_text("utf-8")):
        if kind != "console":
            continue
        before, *parts = re.split(r"^\$ ", inside, flags=re.MULTILINE)
        if before.strip():
            raise ValueError(f"{page}:{line}: a console block begins with a command, `$ ...`")
        for part in parts:
            command, shown = _command(part)
            leaves = _LEAVES.search(command)
            yield Example(page, line, _LEAVES.sub("", command), shown or None, int(leaves[1]) if leaves else 0)


def _command(part: str) -> tuple[str, str]:
    """The command, with the lines that `\\` or a `>` in front continue, and what stands below it."""
    lines = part.splitlines(keepends=True)
    last = 1
    while last < len(lines) and (lines[last - 1].endswith("\\\n") or _CONTINUED.match(lines[last])):
        last += 1
    typed = "".join(_CONTINUED.sub("", each) for each in lines[:last]).rstrip("\n")
    return typed, "".join(lines[last:])
