"""Where a figure comes from: what each source said, in which words, and what was decided about it."""

from dataclasses import dataclass
from datetime import date, datetime

from storage.articles import StoredArticle, stored_article
from storage.engine import Row
from storage.rows import list_of, moment_of
from tally.report import Evidence
from tally.tally import Standing, Tally, Witness

_STANDINGS = {each.value: each for each in Standing}


@dataclass(frozen=True, slots=True)
class Source:
    """What one source gives for a day and category.

    A row of a data set has no article: its words are the cell, and `url` is where the data set says it is from.
    """

    witness: Witness
    article: StoredArticle | None
    evidence: Evidence | None
    seen_at: datetime
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Revision:
    """One state of a tally: why it replaced the one before (for the first, remarks), who decided and when.

    `reasons` are the judge's (`tally.verdict.Reason`), or `operator` where a person decided. `decided_by` is `judge` or
    the operator, `note` the operator's own word. `source` names the outlet or data set whose report led to it, with its
    article's address and the words read there.
    """

    tally: Tally
    reasons: tuple[str, ...]
    note: str | None
    decided_by: str
    decided_at: datetime
    source: str | None = None
    url: str | None = None
    article: int | None = None
    evidence: Evidence | None = None


@dataclass(frozen=True, slots=True)
class Correction:
    """A revision that says another figure than the one before it."""

    before: Tally
    after: Revision


@dataclass(frozen=True, slots=True)
class Held:
    """A figure that waits for an operator, or waited: `outcome` is None, or what became of it (see `Outcome`)."""

    id: int
    claimant: str
    day: date
    category: str
    total: int | None
    gain: int | None
    approximate: bool
    reasons: tuple[str, ...]
    source: str
    origin: str
    claimed_by: str
    article: StoredArticle | None
    evidence: Evidence | None
    since: datetime
    outcome: str | None
    report: int | None


@dataclass(frozen=True, slots=True)
class Queued:
    """A held figure without its article: `outcome` is None while it waits."""

    id: int
    day: date
    category: str
    total: int | None
    gain: int | None
    reasons: tuple[str, ...]
    outcome: str | None


@dataclass(frozen=True, slots=True)
class Speaker:
    """A source that spoke lately: the newest day it spoke for, and when we read it last."""

    source: str
    origin: str
    day: date
    seen_at: datetime


def tally_of(row: Row) -> Tally:
    """The tally in the first ten columns of *row*, which every statement names in this order.

    By place and not by name: the judge is shown two thousand of them for each report.
    """
    claimant, day, category, total, gain, standing, revision, approximate, claimed_by, settled = row[:10]
    return Tally(
        claimant,
        date.fromisoformat(day),
        category,
        total,
        gain,
        _STANDINGS[standing],
        revision,
        approximate == 1,
        claimed_by,
        settled == 1,
    )


def _tally_before(row: Row) -> Tally:
    """The tally that a correction corrects."""
    return Tally(
        claimant=row["claimant"],
        day=date.fromisoformat(row["day"]),
        category=row["category"],
        total=row["before_total"],
        gain=row["before_gain"],
        standing=Standing(row["before_standing"]),
        revision=row["before_revision"],
        approximate=bool(row["before_approximate"]),
        claimed_by=row["before_claimed_by"],
        settled=bool(row["before_settled"]),
    )


def witness_of(row: Row) -> Witness:
    """The witness in *row*."""
    return Witness(row["source"], row["origin"], row["total"], row["gain"], approximate=bool(row["approximate"]))


def source_of(row: Row) -> Source:
    """The source in *row*, with its article."""
    article = _article_of(row)
    url = row["own_url"] if article is None else article.article.url
    return Source(witness_of(row), article, _evidence_of(row), moment_of(row["seen_at"]), url)


def revision_of(row: Row) -> Revision:
    """The revision in *row*, with the report that led to it."""
    return Revision(
        tally=tally_of(row),
        reasons=list_of(row["reasons"]),
        note=row["note"],
        decided_by=row["decided_by"],
        decided_at=moment_of(row["decided_at"]),
        source=row["source"],
        url=row["url"],
        article=row["article_id"],
        evidence=_evidence_of(row),
    )


def correction_of(row: Row) -> Correction:
    """The correction in *row*; which words led to it is asked with `Tallies.revisions`."""
    after = Revision(
        tally=tally_of(row),
        reasons=list_of(row["reasons"]),
        note=row["note"],
        decided_by=row["decided_by"],
        decided_at=moment_of(row["decided_at"]),
    )
    return Correction(_tally_before(row), after)


def held_of(row: Row) -> Held:
    """The held figure in *row*."""
    return Held(
        id=row["held_id"],
        claimant=row["claimant"],
        day=date.fromisoformat(row["day"]),
        category=row["category"],
        total=row["total"],
        gain=row["gain"],
        approximate=bool(row["approximate"]),
        reasons=list_of(row["reasons"]),
        source=row["source"] or "",
        origin=row["origin"] or "",
        claimed_by=row["claimed_by"] or "",
        article=_article_of(row),
        evidence=_evidence_of(row),
        since=moment_of(row["since"]),
        outcome=row["outcome"],
        report=row["report"],
    )


def queued_of(row: Row) -> Queued:
    """The held figure in *row*, without its article."""
    return Queued(
        row["id"],
        date.fromisoformat(row["day"]),
        row["category"],
        row["total"],
        row["gain"],
        list_of(row["reasons"]),
        row["outcome"],
    )


def speaker_of(row: Row) -> Speaker:
    """The source in *row*."""
    return Speaker(row["source"], row["origin"], date.fromisoformat(row["day"]), moment_of(row["seen_at"]))


def _article_of(row: Row) -> StoredArticle | None:
    return None if row["id"] is None else stored_article(row)


def _evidence_of(row: Row) -> Evidence | None:
    return None if row["words"] is None else Evidence(row["words"], row["first_char"], row["end_char"])
