"""Tallies: what we say now, what we said before, who claims it and in which words."""

import json
from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime

from storage import ledger
from storage.engine import Database, Row
from storage.ledger import Decide, Heard
from storage.provenance import (
    Correction,
    Held,
    Queued,
    Revision,
    Source,
    Speaker,
    correction_of,
    held_of,
    queued_of,
    revision_of,
    source_of,
    speaker_of,
    tally_of,
)
from storage.rows import day_of, day_text, moment_text
from storage.ruling import Action, Ruling, rule
from storage.window import Window
from tally.category import bulletin_order
from tally.judge import Verdict
from tally.report import Report
from tally.tally import UKRAINE, WINDOW, History, Standing, Tally

AFTER = 7
"""Days after the report's day that the judge is shown."""


class Tallies:
    """The tallies. Reads touch a bounded number of rows, however long history is.

    Whoever records many reports in one transaction gives a *window* of its own, so that each row is read once.
    """

    def __init__(self, database: Database, *, window: Window | None = None) -> None:
        self._database = database
        self._window = window

    async def version(self) -> int:
        """A number that grows whenever a figure, or what waits beside it, has changed, whichever process did it."""
        row = await self._database.row("counter", name=ledger.CHANGES)
        return 0 if row is None else int(row["figure"])

    async def latest_day(self, claimant: str = UKRAINE, *, on_or_before: date | None = None) -> date | None:
        """The newest day with a published tally."""
        until = day_text(date.max if on_or_before is None else on_or_before)
        row = await self._database.row("tally_latest_day", claimant=claimant, until=until)
        return None if row is None else day_of(row["day"])

    async def next_day(self, after: date, claimant: str = UKRAINE) -> date | None:
        """The first day after *after* with a published tally."""
        row = await self._database.row("tally_next_day", claimant=claimant, after=day_text(after))
        return None if row is None else day_of(row["day"])

    async def first_day(self, claimant: str = UKRAINE) -> date | None:
        """The oldest day with a published tally."""
        row = await self._database.row("tally_first_day", claimant=claimant)
        return None if row is None else day_of(row["day"])

    async def day(self, day: date, claimant: str = UKRAINE) -> dict[str, Tally]:
        """The published tallies of *day* by category, in bulletin order."""
        found = (await self.known(day, day, claimant)).get(day, {})
        return {
            slug: found[slug]
            for slug in sorted(found, key=bulletin_order)
            if found[slug].standing is not Standing.UNDER_CHECK
        }

    async def last_known(self, category: str, on_or_before: date, claimant: str = UKRAINE) -> Tally | None:
        """The newest published tally of *category* up to a day."""
        row = await self._database.row(
            "tally_last_known", claimant=claimant, category=category, until=day_text(on_or_before)
        )
        return None if row is None else tally_of(row)

    async def series(self, category: str, since: date, until: date, claimant: str = UKRAINE) -> list[Tally]:
        """The published tallies of *category* from *since* to *until*, both included, ascending; gaps stay gaps."""
        rows = await self._database.rows(
            "tallies_of_category", claimant=claimant, category=category, since=day_text(since), until=day_text(until)
        )
        return [tally_of(row) for row in rows]

    async def categories(self, claimant: str = UKRAINE) -> list[str]:
        """Every category that ever had a tally, in bulletin order."""
        rows = await self._database.rows("tally_categories", claimant=claimant)
        return sorted((row["category"] for row in rows), key=bulletin_order)

    async def history(self, day: date, categories: Collection[str], claimant: str = UKRAINE) -> History:
        """What the judge is shown of *categories* for a report on *day*."""
        since, until = _shift(day, -WINDOW), _shift(day, AFTER)
        window = {"claimant": claimant, "since": day_text(since), "until": day_text(until)}
        held = await self._database.rows("held_figures", **window)
        heard = (await self.heard(day, day, claimant)).get(day, {})
        return History(
            tallies=await self._tallies(claimant, categories, since, until),
            witnesses={category: heard.get(category, []) for category in categories},
            held=_by_category([row for row in held if row["day"] != day_text(day)], categories),
        )

    async def _tallies(
        self, claimant: str, categories: Collection[str], since: date, until: date
    ) -> dict[str, list[Tally]]:
        """The tallies of *categories* from *since* to *until*, ascending."""
        if self._window is not None:
            return await self._window.tallies(self._database, claimant, categories, since, until)
        rows = await self._database.rows(
            "tallies_among",
            claimant=claimant,
            categories=json.dumps(sorted(categories)),
            since=day_text(since),
            until=day_text(until),
        )
        return _by_category(rows, categories)

    async def source(self, day: date, category: str, claimant: str = UKRAINE) -> list[Source]:
        """Who gives a figure for *day* and *category*, in the order in which we read them, with their words."""
        rows = await self._database.rows("sources_of", claimant=claimant, day=day_text(day), category=category)
        return [source_of(row) for row in rows]

    async def revisions(self, day: date, category: str, claimant: str = UKRAINE) -> list[Revision]:
        """Everything we ever said of *category* on *day*, the first revision first."""
        rows = await self._database.rows("revisions_of", claimant=claimant, day=day_text(day), category=category)
        return [revision_of(row) for row in rows]

    async def as_of(self, moment: datetime, day: date, claimant: str = UKRAINE) -> dict[str, Tally]:
        """What we said of *day* at *moment*, by category in bulletin order."""
        rows = await self._database.rows(
            "revisions_as_of", claimant=claimant, day=day_text(day), moment=moment_text(moment)
        )
        found = {row["category"]: tally_of(row) for row in rows}
        return {slug: found[slug] for slug in sorted(found, key=bulletin_order)}

    async def latest_day_as_of(
        self, moment: datetime, since: date, until: date, claimant: str = UKRAINE
    ) -> date | None:
        """The newest day from *since* to *until* of which we had said something at *moment*."""
        window = {"claimant": claimant, "since": day_text(since), "until": day_text(until)}
        row = await self._database.row("revisions_latest_day", **window, moment=moment_text(moment))
        return None if row is None else day_of(row["day"])

    async def corrections(self, since: datetime, claimant: str = UKRAINE, *, limit: int = 100) -> list[Correction]:
        """Revisions since *since* that say another figure than the one before, the newest first."""
        rows = await self._database.rows("corrections_since", claimant=claimant, since=moment_text(since), limit=limit)
        return [correction_of(row) for row in rows]

    async def held(self, *, limit: int = 1_000) -> list[Held]:
        """Figures that wait for an operator, the oldest day first."""
        return [held_of(row) for row in await self._database.rows("held_waiting", limit=limit)]

    async def queue(
        self, since: date, until: date, category: str | None = None, claimant: str = UKRAINE, *, limit: int = 100
    ) -> list[Queued]:
        """Figures for the days from *since* to *until* that wait for an operator, the newest day first."""
        window = {"claimant": claimant, "since": day_text(since), "until": day_text(until)}
        rows = await self._database.rows("held_queue", **window, category=category, limit=limit)
        return [queued_of(row) for row in rows]

    async def doubted(self, day: date, claimant: str = UKRAINE) -> list[Queued]:
        """Every figure for *day* that waits or waited for an operator, in the order in which they came."""
        window = {"claimant": claimant, "since": day_text(day), "until": day_text(day)}
        return [queued_of(row) for row in await self._database.rows("held_between", **window)]

    async def waiting(self, claimant: str = UKRAINE) -> tuple[int, date | None]:
        """How many figures wait for an operator, and the oldest of their days."""
        row = await self._database.row("held_count", claimant=claimant)
        return (0, None) if row is None else (int(row["n"]), day_of(row["oldest"]))

    async def next_held(self, after: Held | None = None, claimant: str = UKRAINE) -> Held | None:
        """The next figure that waits, in the order of days; the first of all when *after* is the last, or None."""
        starts = [(date.min, 0)] if after is None else [(after.day, after.id), (date.min, 0)]
        for day, id in starts:
            row = await self._database.row("held_after", claimant=claimant, day=day_text(day), id=id)
            if row is not None:
                return await self.held_figure(row["id"])
        return None

    async def speakers(self, since: date, until: date, claimant: str = UKRAINE, *, limit: int = 30) -> list[Speaker]:
        """Who spoke for the days from *since* to *until*, whom we read last first."""
        window = {"claimant": claimant, "since": day_text(since), "until": day_text(until)}
        return [speaker_of(row) for row in await self._database.rows("speakers", **window, limit=limit)]

    async def held_figure(self, id: int) -> Held | None:
        """One figure that waits or waited for an operator."""
        row = await self._database.row("held_by_id", id=id)
        return None if row is None else held_of(row)

    async def record(
        self,
        report: Report,
        verdict: Verdict,
        *,
        article: int | None,
        now: datetime,
        claimant: str = UKRAINE,
    ) -> None:
        """Write down *report* and what was decided about it, as one transaction.

        A figure that repeats what its source said before, or what we hold, adds nothing. Raises ValueError for a report
        without a day.
        """
        heard = Heard(report, article)
        known = await ledger.write_reports(self._database, [heard], lambda *_: verdict, claimant=claimant, now=now)
        if self._window is not None:
            self._window.note(claimant, known)

    async def bring_in(
        self, reports: Sequence[Heard], decide: Decide, *, now: datetime, claimant: str = UKRAINE
    ) -> None:
        """Decide on many reports in turn and write them down, all as one transaction.

        A report that repeats what its source said before and changes nothing is left out.
        """
        await ledger.write_reports(self._database, reports, decide, claimant=claimant, now=now, skip_repeats=True)

    async def known(self, since: date, until: date, claimant: str = UKRAINE) -> ledger.Figures:
        """Every tally from *since* to *until*, by day and category."""
        return await ledger.tallies_between(self._database, claimant, since, until)

    async def heard(self, since: date, until: date, claimant: str = UKRAINE) -> ledger.Voices:
        """What each source says, by day and category; of one that spoke again, its last word."""
        return await ledger.witnesses_between(self._database, claimant, since, until)

    async def decide(
        self, held_id: int, action: Action, value: int | None, *, who: str, why: str | None, now: datetime
    ) -> Ruling | None:
        """Decide on a held figure for the operator *who*; None where there is no such figure.

        *value* is the right total (or the right gain, where only a gain was held) for `Action.CORRECT`. Raises
        ValueError when a correction has no value or one below zero.
        """
        return await rule(self._database, held_id, action, value, who=who, why=why, now=now)


def _by_category(rows: Iterable[Row], categories: Collection[str]) -> dict[str, list[Tally]]:
    """The tallies of *categories* in *rows*, which ascend by day; of several on a day, the last."""
    found: dict[str, dict[str, Tally]] = {category: {} for category in categories}
    for row in rows:
        if row["category"] in found:
            found[row["category"]][row["day"]] = tally_of(row)
    return {category: list(days.values()) for category, days in found.items()}


def _shift(day: date, days: int) -> date:
    """*day* moved by *days*, held inside what a date can be: reports may name any year."""
    return date.fromordinal(min(max(day.toordinal() + days, 1), date.max.toordinal()))
