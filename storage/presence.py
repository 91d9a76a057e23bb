"""Which processes share the updates, and what becomes of the claims of one that is gone.

No clock is in it, as in `storage.leases`: each process moves its own beat, and whoever sees a beat stand still for too
long, by a stopwatch of its own, frees what its holder had claimed.
"""

from storage.engine import Database


class Presence:
    """This process among those that take updates. *holder* is a name that no other ever had."""

    def __init__(self, database: Database, holder: str) -> None:
        self._database = database
        self.holder = holder

    async def beat(self) -> None:
        """Show that this process lives."""
        await self._database.write("presence_beat", name=self._name(self.holder), holder=self.holder)

    async def beats(self) -> dict[str, int]:
        """The beat of every other process that is present or has claims; 0 for one that is not present."""
        rows = await self._database.rows("presence_beats", holder=self.holder)
        return {row["holder"]: row["beat"] for row in rows}

    async def bury(self, holder: str, beat: int) -> bool:
        """Free what *holder* had claimed, if its beat still stands at *beat*; whether there was anything."""
        name = self._name(holder)
        return bool(await self._database.write("presence_bury", name=name, holder=holder, beat=beat))

    async def leave(self) -> None:
        """Free whatever this process has claimed, and be gone."""
        await self._database.write("presence_leave", holder=self.holder)

    @staticmethod
    def _name(holder: str) -> str:
        return f"replica:{holder}"
