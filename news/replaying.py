"""A rehearsal: everything that was ever read is read and judged anew, by today's reader and judge, in the order in
which it came. Nothing is written; what would be otherwise is the answer.

Texts are held a few hundred at a time; the figures of all days are held whole. What operators decided stands from the
first moment on: their totals are not touched, and what they rejected does not come back.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from news.dating import KYIV
from news.importing import weigh
from news.learning import RUSSIA
from news.rereading import reread
from storage.database import Database
from storage.ledger import Heard
from storage.rereading import (
    NewHold,
    NewReport,
    NewTally,
    OldArticle,
    OldRow,
    old_articles,
    old_rows,
    rejected,
    settled,
    write_down,
)
from storage.tallies import AFTER, Tallies
from tally.category import bulletin_order
from tally.judge import Accept, Amend, Hold, Verdict, judge
from tally.report import Kind, Report
from tally.tally import UKRAINE, WINDOW, History, Standing, Tally, Witness

_STRETCH = timedelta(days=365)
"""Days of tallies that are compared at once."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A figure that would be another: `now` is what we hold, None when nothing; `would` with no total and no gain, and
    under check, is one that would be withdrawn.
    """

    now: Tally | None
    would: Tally
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Replay:
    """What a rehearsal found. `reread` counts articles whose figures are read otherwise today."""

    articles: int
    rows: int
    reread: int
    differences: tuple[Difference, ...]
    reports: tuple[NewReport, ...] = ()
    tallies: tuple[NewTally, ...] = ()
    holds: tuple[NewHold, ...] = ()


@dataclass(slots=True)
class _Stage:
    """The figures as they stand at one moment of the rehearsal, by category and day."""

    series: dict[str, list[Tally]] = field(default_factory=dict)
    heard: dict[tuple[date, str], list[Witness]] = field(default_factory=dict)
    held: dict[str, dict[date, list[NewHold]]] = field(default_factory=dict)
    whence: dict[tuple[date, str], tuple[tuple[str, ...], int | None]] = field(default_factory=dict)
    refused: set[tuple[date, str, int | None]] = field(default_factory=set)

    def tally(self, day: date, category: str) -> Tally | None:
        """What is held for a day."""
        series = self.series.get(category, [])
        at = bisect_left(series, day, key=_day)
        return series[at] if at < len(series) and series[at].day == day else None

    def put(self, tally: Tally) -> None:
        """Hold *tally* in place of what was held for its day."""
        series = self.series.setdefault(tally.category, [])
        at = bisect_left(series, tally.day, key=_day)
        there = at < len(series) and series[at].day == tally.day
        series[at : at + there] = [tally]

    def history(self, day: date, categories: Sequence[str]) -> History:
        """What the judge is shown, as `Tallies.history` makes it."""
        first, last = day - timedelta(days=WINDOW), day + timedelta(days=AFTER + 1)
        tallies = {}
        for category in categories:
            series = self.series.get(category, [])
            tallies[category] = series[bisect_left(series, first, key=_day) : bisect_left(series, last, key=_day)]
        return History(
            tallies,
            {category: list(self.heard.get((day, category), ())) for category in categories},
            {category: list(self._waiting(category, day, first, last)) for category in categories},
        )

    def _waiting(self, category: str, day: date, first: date, last: date) -> Iterator[Tally]:
        days = self.held.get(category, {})
        for each in sorted(each for each in days if first <= each < last and each != day):
            if days[each]:
                hold = days[each][-1].decision
                yield Tally(UKRAINE, each, category, hold.total, hold.gain, Standing.UNDER_CHECK)

    def take(self, report: Report, verdict: Verdict, day: date, source: int | None) -> None:
        """What *verdict* does to the figures, as `storage.ledger` would write it down."""
        self._listen(report, day)
        for category, decision in verdict.decisions.items():
            if isinstance(decision, Hold):
                waiting = self.held.setdefault(category, {}).setdefault(day, [])
                same = any(
                    (each.decision.total, each.decision.gain) == (decision.total, decision.gain) for each in waiting
                )
                if not same and (day, category, decision.total) not in self.refused:
                    waiting.append(NewHold(report, category, decision, source))
            elif isinstance(decision, Accept | Amend) and (day, category, decision.total) not in self.refused:
                self._publish(report, category, decision, day, source)

    def _publish(self, report: Report, category: str, decision: Accept | Amend, day: date, source: int | None) -> None:
        before = self.tally(day, category)
        stays = before is not None and before.settled and before.total == decision.total
        reasons = decision.reasons if isinstance(decision, Accept) else (decision.reason,)
        tally = Tally(
            UKRAINE,
            day,
            category,
            decision.total,
            decision.gain,
            decision.standing,
            approximate=decision.approximate,
            claimed_by=report.claimed_by or "",
            settled=stays,
        )
        self.put(tally)
        self.whence[day, category] = tuple(reasons), source
        waiting = self.held.get(category, {}).get(day)
        if waiting:
            waiting[:] = [each for each in waiting if each.decision.total != decision.total]

    def _listen(self, report: Report, day: date) -> None:
        totals, gains = report.figures(Kind.TOTAL), report.figures(Kind.GAIN)
        about = {claim.category for claim in report.claims if claim.approximate}
        for category in dict.fromkeys(claim.category for claim in report.claims):
            voice = Witness(report.source, report.origin, totals.get(category), gains.get(category), category in about)
            voices = self.heard.setdefault((day, category), [])
            if voice not in voices:
                voices[:] = [each for each in voices if (each.source, each.origin) != (voice.source, voice.origin)]
                voices.append(voice)


async def replay(database: Database) -> Replay:
    """Read and judge everything anew, and say what would be otherwise. Writes nothing."""
    stage = await _opened(database)
    changed: list[NewReport] = []
    articles = rows = 0
    row_stream = old_rows(database)
    row = await anext(row_stream, None)
    async for article, report in reread(old_articles(database)):
        while row is not None and row.seen_at < article.stored.read_at:
            rows += 1
            _row(stage, row)
            row = await anext(row_stream, None)
        articles += 1
        _article(stage, article, report, changed)
    while row is not None:
        rows += 1
        _row(stage, row)
        row = await anext(row_stream, None)
    found = await _compared(database, stage)
    tallies = tuple(NewTally(each.would, *_from(stage, each)) for each in found)
    return Replay(articles, rows, len(changed), found, tuple(changed), tallies, await _unasked(database, stage))


async def apply(database: Database, *, now: datetime) -> Replay:
    """`replay`, and write what it found: revisions beside those there are, as one transaction."""
    async with database.transaction():
        found = await replay(database)
        await write_down(database, found.reports, found.tallies, found.holds, now=now)
    return found


async def _opened(database: Database) -> _Stage:
    """The stage before the first report: only what operators decided stands."""
    stage = _Stage()
    for tally in await settled(database):
        stage.put(tally)
    for queued in await rejected(database):
        stage.refused.add((queued.day, queued.category, queued.total))
    return stage


def _article(stage: _Stage, old: OldArticle, report: Report, changed: list[NewReport]) -> None:
    if not report.claims or report.side != RUSSIA or report.as_of is None:
        return
    source = old.report
    if report.claims != old.claims:
        source = -1 - len(changed)
        changed.append(NewReport(source, Heard(report, old.stored.id)))
    today = old.stored.read_at.astimezone(KYIV).date()
    categories = list(dict.fromkeys(claim.category for claim in report.claims))
    verdict = judge(report, stage.history(report.as_of, categories), today)
    stage.take(report, verdict, report.as_of, source)


def _row(stage: _Stage, row: OldRow) -> None:
    """A row is not read anew, for it is figures; one of a whole history is weighed as it was when it was imported."""
    report, day = row.report, row.report.as_of
    if day is None:
        return
    categories = list(dict.fromkeys(claim.category for claim in report.claims))
    if row.imported:
        known = {each: tally for each in categories if (tally := stage.tally(day, each))}
        verdict = weigh(report, known, {each: stage.heard.get((day, each), ()) for each in categories})
    else:
        verdict = judge(report, stage.history(day, categories), row.seen_at.astimezone(KYIV).date())
    stage.take(report, verdict, day, row.id)


async def _compared(database: Database, stage: _Stage) -> tuple[Difference, ...]:
    """Where the stage ends with another figure than storage holds, in the order of days."""
    tallies = Tallies(database)
    would: dict[date, dict[str, Tally]] = {}
    for each in (tally for series in stage.series.values() for tally in series):
        would.setdefault(each.day, {})[each.category] = each
    ends = (await tallies.first_day(), await tallies.latest_day(), min(would, default=None), max(would, default=None))
    days = [each for each in ends if each is not None]
    found: list[Difference] = []
    since = min(days, default=None)
    while since is not None and since <= max(days):
        until = since + _STRETCH
        known = await tallies.known(since, until)
        for day in sorted({*known, *(each for each in would if since <= each <= until)}):
            now, then = known.get(day, {}), would.get(day, {})
            for category in sorted({*now, *then}, key=bulletin_order):
                found += _difference(now.get(category), then.get(category), stage)
        since = until + timedelta(days=1)
    return tuple(found)


def _difference(now: Tally | None, would: Tally | None, stage: _Stage) -> Iterator[Difference]:
    if now is not None and (now.settled or (would is None and now.standing is Standing.UNDER_CHECK)):
        return
    if would is None:
        assert now is not None
        waiting = stage.held.get(now.category, {}).get(now.day)
        reasons = waiting[-1].decision.reasons if waiting else ()
        yield Difference(now, replace(now, standing=Standing.UNDER_CHECK), tuple(reasons))
    elif now is None or _said(now) != _said(would):
        yield Difference(now, would, stage.whence.get((would.day, would.category), ((), None))[0])


def _said(tally: Tally) -> tuple[object, ...]:
    return tally.total, tally.gain, tally.standing, tally.approximate


def _from(stage: _Stage, difference: Difference) -> tuple[tuple[str, ...], int | None]:
    would = difference.would
    return difference.reasons, stage.whence.get((would.day, would.category), ((), None))[1]


async def _unasked(database: Database, stage: _Stage) -> tuple[NewHold, ...]:
    """Figures that would wait for an operator and were never in the queue."""
    found: list[NewHold] = []
    for days in stage.held.values():
        for day, holds in days.items():
            if not holds:
                continue
            asked = {(each.category, each.total, each.gain) for each in await Tallies(database).doubted(day)}
            found += [each for each in holds if (each.category, each.decision.total, each.decision.gain) not in asked]
    return tuple(found)


def _day(tally: Tally) -> date:
    return tally.day
