"""What the judge is shown, read once for many reports: a piece of history that slides along with their days."""

from collections.abc import Collection
from datetime import date, timedelta

from storage import ledger
from storage.engine import Database
from tally.tally import Tally

_LONGEST = timedelta(days=400)
"""A window that would grow beyond this is begun anew: reports that come in the order of their days never get there."""

_DAY = timedelta(days=1)


class Window:
    """The tallies of a stretch of days, as the transaction that uses it sees them.

    Good for one transaction alone: what others write is not seen. What is recorded through the same `Tallies` is.
    """

    def __init__(self) -> None:
        self._claimant = ""
        self._figures: ledger.Figures = {}
        self._since = self._until = date.min

    async def tallies(
        self, database: Database, claimant: str, categories: Collection[str], since: date, until: date
    ) -> dict[str, list[Tally]]:
        """The tallies of *categories* from *since* to *until*, ascending."""
        await self._cover(database, claimant, since, until)
        days = [self._figures[day] for day in sorted(self._figures) if since <= day <= until]
        return {category: [known[category] for known in days if category in known] for category in categories}

    def note(self, claimant: str, known: ledger.Figures) -> None:
        """What we hold now of some days."""
        if claimant == self._claimant:
            self._figures |= {day: figures for day, figures in known.items() if self._since <= day <= self._until}

    async def _cover(self, database: Database, claimant: str, since: date, until: date) -> None:
        first, last = min(since, self._since), max(until, self._until)
        if not self._figures or claimant != self._claimant or last - first > _LONGEST:
            self._claimant, self._since, self._until = claimant, since, until
            self._figures = await ledger.tallies_between(database, claimant, since, until)
            return
        if first < self._since:
            self._figures |= await ledger.tallies_between(database, claimant, first, self._since - _DAY)
        if last > self._until:
            self._figures |= await ledger.tallies_between(database, claimant, self._until + _DAY, last)
        self._since, self._until = first, last
