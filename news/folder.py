"""A folder that is watched: what is put there is learned once, however often it is looked at."""

import asyncio
import hashlib
import time
from datetime import datetime
from pathlib import Path

from news.dating import KYIV
from news.learning import Status, prepare, take_in
from news.page import LARGEST, article_from_file
from storage.database import Database
from storage.state import State
from tally.errors import InputError

SUFFIXES = frozenset({".txt", ".md", ".html", ".htm", ".xhtml"})
"""What is looked for in a folder."""

MOST = 100
"""Files that one look learns; the rest waits for the next."""

_SETTLED = 2.0
"""Seconds for which a file must have stood still: one that is still being written is left for the next look."""


class Folder:
    """The folder at *path*. What was learned from it is remembered in *database*, by content."""

    def __init__(self, path: Path, database: Database) -> None:
        self._path = path
        self._database = database
        self._seen: dict[Path, tuple[int, int]] = {}

    async def look(self, now: datetime) -> list[tuple[Path, Status | str]]:
        """Learn the files that are new or changed; what became of each, or why it cannot be read.

        A file that cannot be read is told of once, until its content changes. Raises StorageError.
        """
        results: list[tuple[Path, Status | str]] = []
        for path, stamp in await asyncio.to_thread(self._changed):
            mark = await asyncio.to_thread(_mark, path)
            name = f"file:{mark}"
            if mark is not None and await State(self._database).get(name) is None:
                came_to = await self._learn(path, now)
                await State(self._database).put(name, came_to, now)
                results.append((path, came_to))
            self._seen[path] = stamp
        return results

    async def _learn(self, path: Path, now: datetime) -> Status | str:
        try:
            article = await asyncio.to_thread(article_from_file, path)
        except InputError as error:
            return error.problem
        lesson = await asyncio.to_thread(prepare, article)
        return (await take_in(lesson, self._database, today=now.astimezone(KYIV).date(), now=now)).status

    def _changed(self) -> list[tuple[Path, tuple[int, int]]]:
        """Files that stood still for a while and are not as this process saw them last, in the order of their names.

        What this process saw only saves reading them again; the database knows what was learned.
        """
        found = []
        for path in sorted(self._path.rglob("*")):
            try:
                if path.suffix.lower() not in SUFFIXES or not path.is_file() or self._hidden(path):
                    continue
                state = path.stat()
            except OSError:
                continue  # it went away while we looked
            stamp = state.st_mtime_ns, state.st_size
            if self._seen.get(path) != stamp and not _fresh(state.st_mtime):
                found.append((path, stamp))
        return found[:MOST]

    def _hidden(self, path: Path) -> bool:
        return any(part.startswith(".") for part in path.relative_to(self._path).parts)


def _fresh(modified: float) -> bool:
    """By the clock of the file system, which no setting moves."""
    return 0 <= time.time() - modified < _SETTLED


def _mark(path: Path) -> str | None:
    """What tells one content from another; None for a file that cannot be opened now."""
    try:
        with path.open("rb") as file:
            return hashlib.sha256(file.read(LARGEST + 1)).hexdigest()
    except OSError:
        return None
