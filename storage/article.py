"""An article: one text that somebody published."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Article:
    """One published text, whole.

    `url` is canonical (no tracking parameters, no AMP or print variant), None for pasted text. `outlet` is the name
    shown to readers: a host, a channel, or what the operator typed. `published` is the day of publication in Kyiv,
    `published_at` the moment (aware, UTC), each None when unknown. `language` is an ISO 639-1 code. `headline` and
    `summary` are drawn from the text and hold no number that it does not.
    """

    text: str
    title: str | None = None
    url: str | None = None
    outlet: str = ""
    published: date | None = None
    published_at: datetime | None = None
    language: str | None = None
    headline: str | None = None
    summary: str | None = None
