"""Editions: what is sent, rendered once for all who get the same words."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from storage.engine import Database, Row
from storage.rows import day_text
from storage.subscriptions import ms_of

Figures = Mapping[str, tuple[int | None, int | None]]


@dataclass(frozen=True, slots=True)
class Edition:
    """What is sent. `figures` are those it shows: category -> total and change. `revision` grows when it is rendered
    anew; `id` is 0 until it is kept.
    """

    name: str
    kind: str
    day: date
    language: str
    look: str
    html: str
    figures: Figures = field(default_factory=dict)
    id: int = 0
    revision: int = 1
    stopped: str | None = None


class Editions:
    """The editions."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def named(self, name: str) -> Edition | None:
        """The edition of that name."""
        row = await self._database.row("edition_get", name=name)
        return None if row is None else edition_of(row)

    async def get(self, id: int) -> Edition | None:
        """The edition of that id."""
        row = await self._database.row("edition_by_id", id=id)
        return None if row is None else edition_of(row)

    async def publish(self, edition: Edition, now: datetime) -> Edition:
        """Keep *edition*, or give the one of its name that is there."""
        await self._database.write(
            "edition_add",
            name=edition.name,
            kind=edition.kind,
            day=day_text(edition.day),
            language=edition.language,
            look=edition.look,
            html=edition.html,
            figures=_figures_text(edition.figures),
            made_ms=ms_of(now),
        )
        kept = await self.named(edition.name)
        assert kept is not None
        return kept

    async def renew(self, edition: Edition, html: str, figures: Figures, now: datetime) -> None:
        """Put other words in the edition's place, unless somebody did so since it was read."""
        await self._database.write(
            "edition_renew",
            id=edition.id,
            revision=edition.revision,
            html=html,
            figures=_figures_text(figures),
            made_ms=ms_of(now),
        )

    async def since(self, since: date, *, renewed: bool = False) -> list[Edition]:
        """Editions of the days from *since* on; only those that were rendered anew if *renewed*."""
        query = "editions_renewed" if renewed else "editions_since"
        return [edition_of(row) for row in await self._database.rows(query, since=day_text(since))]


def edition_of(row: Row) -> Edition:
    """The edition in *row*."""
    figures = {category: (total, change) for category, (total, change) in json.loads(row["figures"]).items()}
    return Edition(
        name=row["name"],
        kind=row["kind"],
        day=date.fromisoformat(row["day"]),
        language=row["language"],
        look=row["look"],
        html=row["html"],
        figures=figures,
        id=row["id"],
        revision=row["revision"],
        stopped=row["stopped"],
    )


def _figures_text(figures: Figures) -> str:
    return json.dumps(figures, ensure_ascii=False)
