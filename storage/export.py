"""Tallies with where each was read, many at once, for files that leave the house."""

from dataclasses import dataclass
from datetime import date

from storage.engine import Database
from storage.provenance import tally_of
from storage.rows import day_text
from tally.tally import UKRAINE, Tally


@dataclass(frozen=True, slots=True)
class Sourced:
    """A tally with the outlet that gave exactly its figure first, and the address; None where that is not known."""

    tally: Tally
    source: str | None
    url: str | None


class Export:
    """Reads for files: as many rows as there are days asked for."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def series(self, category: str, since: date, until: date, claimant: str = UKRAINE) -> list[Sourced]:
        """The published tallies of *category* from *since* to *until*, both included, ascending."""
        rows = await self._database.rows(
            "tallies_with_source",
            claimant=claimant,
            category=category,
            since=day_text(since),
            until=day_text(until),
        )
        return [Sourced(tally_of(row), row["source"], row["url"]) for row in rows]
