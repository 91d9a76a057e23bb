"""Leases: who may do what only one process may do at a time.

No clock is in them, because clocks of several machines differ and any of them may be set back. A holder moves the
beat; whoever watched the same beat for longer than the lease lasts, by a stopwatch of its own, takes over, and the
epoch grows. What a former holder still wants to write names its old epoch and is refused.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from storage.engine import Database, Row


@dataclass(frozen=True, slots=True)
class Seen:
    """A lease as it stands. An empty `holder` has left it of its own will."""

    holder: str
    epoch: int
    beat: int


class Lease:
    """The lease *name*, as *holder* would hold it. A holder's name is never used by two processes."""

    def __init__(self, database: Database, name: str, holder: str) -> None:
        self._database = database
        self._name = name
        self.holder = holder

    async def look(self) -> Seen | None:
        """Who holds it; None when nobody ever did."""
        row = await self._database.row("lease_get", name=self._name)
        return None if row is None else Seen(row["holder"], row["epoch"], row["beat"])

    async def take(self, seen: Seen | None) -> int | None:
        """Take the lease over from the state *seen*; the new epoch, or None when somebody moved it first."""
        if seen is None:
            return _epoch(await self._database.write("lease_first", name=self._name, holder=self.holder))
        rows = await self._database.write(
            "lease_take", name=self._name, holder=self.holder, epoch=seen.epoch, beat=seen.beat
        )
        return _epoch(rows)

    async def beat(self, epoch: int) -> bool:
        """Show that the holder of *epoch* lives; False when it holds the lease no more.

        In a transaction, nobody can take the lease over before that ends.
        """
        rows = await self._database.write("lease_beat", name=self._name, holder=self.holder, epoch=epoch)
        return bool(rows)

    async def leave(self, epoch: int) -> None:
        """Let the next one take over at once."""
        await self._database.write("lease_leave", name=self._name, holder=self.holder, epoch=epoch)


def _epoch(rows: Sequence[Row]) -> int | None:
    return int(rows[0]["epoch"]) if rows else None
