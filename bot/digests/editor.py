"""Renders editions: once for all who get the same words, and anew when a figure in them was corrected."""

from dataclasses import dataclass
from datetime import date, datetime

from answers.answer import bulletin
from answers.digest import day_change, digest
from answers.page import render
from answers.pages.digest import Happening, alert_page, digest_page, late_page
from answers.words import words
from storage.articles import Articles
from storage.editions import Edition, Editions, Figures
from storage.engine import Database
from storage.subscriptions import Look
from storage.tallies import Tallies

LATE = "late"
ALERTS = ("round", "above", "record")
DIGESTS = ("daily", "weekly", "monthly")


@dataclass(frozen=True, slots=True)
class Brief:
    """What an edition is rendered from, and its name: whatever has the same brief is the same edition.

    `day` is the digest's; `shown` the day whose figures it shows. An alert's `look` is its category and round number.
    """

    kind: str
    day: date
    shown: date
    language: str
    look: str
    missed: bool = False

    def __str__(self) -> str:
        return "|".join(
            [self.kind, str(self.day), str(self.shown), self.language, self.look, "missed" if self.missed else ""]
        )

    @classmethod
    def of(cls, name: str) -> "Brief":
        """The brief that `str` wrote."""
        kind, day, shown, language, look, missed = name.split("|")
        return cls(kind, date.fromisoformat(day), date.fromisoformat(shown), language, look, bool(missed))


class Editor:
    """Makes editions of briefs."""

    def __init__(self, database: Database) -> None:
        self._tallies, self._articles = Tallies(database), Articles(database)
        self._editions = Editions(database)

    async def edition(self, brief: Brief, now: datetime) -> Edition | None:
        """The edition of *brief*, rendered unless it is there; None while nothing is known."""
        found = await self._editions.named(str(brief))
        if found is not None:
            return found
        rendered = await self._render(brief)
        if rendered is None:
            return None
        html, figures = rendered
        made = Edition(str(brief), brief.kind, brief.day, brief.language, brief.look, html, figures)
        return await self._editions.publish(made, now)

    async def look_again(self, edition: Edition) -> tuple[str, Figures] | None:
        """The words and figures that *edition* should have by now; None when its figures are still what they were."""
        rendered = await self._render(Brief.of(edition.name), corrected=True)
        if rendered is None or dict(rendered[1]) == dict(edition.figures):
            return None
        return rendered

    async def _render(self, brief: Brief, *, corrected: bool = False) -> tuple[str, Figures] | None:
        said = words(brief.language)
        if brief.kind == LATE:
            return render(late_page(said, brief.day)), {}
        if brief.kind in ALERTS:
            told = await self._happening(brief)
            return render(alert_page(said, told, corrected=corrected)), {told.category: (told.total, told.change)}
        look = Look.of(brief.look)
        told_now = await digest(
            self._tallies,
            self._articles,
            brief.kind,
            brief.shown,
            look.categories,
            summaries=look.summaries,
            language=brief.language,
        )
        if told_now is None:
            return None
        page = digest_page(said, told_now, brief.day, layout=look.layout, missed=brief.missed)
        return render(page), told_now.figures

    async def _happening(self, brief: Brief) -> Happening:
        category, _, mark = brief.look.partition(";")
        facts = await bulletin(self._tallies, on=brief.shown)
        figures = {each.tally.category: each for each in facts.figures} if facts and facts.day == brief.shown else {}
        figure = figures.get(category)
        total, change = (figure.tally.total, day_change(figure)) if figure else (None, None)
        return Happening(brief.kind, brief.shown, category, total, change, int(mark or 0))
