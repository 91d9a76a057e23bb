"""Reports: what each article claimed, kept with its figures and their words."""

from storage.engine import Database


class Reports:
    """The reports. They are written by `storage.tallies.Tallies.record`, together with what was decided."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def known(self, article: int) -> bool:
        """Whether a report was read from this article."""
        return await self._database.row("report_of_article", article=article) is not None
