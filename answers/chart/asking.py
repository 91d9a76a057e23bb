"""What kind of picture a person asks for: `tanks 90d daily vs artillery`, `танки 2024 темна`."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from answers.chart.facts import Form
from answers.chart.style import DARK, LIGHT
from answers.question import Question, ask
from answers.since import Since, since_then
from answers.span import LONGEST, Span, find_spans
from answers.typed import any_of, meanings, one_of, whole
from tally.day import FIRST_DAY

QUARTER = Since(days=90)
"""The period of a chart for which none is named."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A chart as understood. `other` is the category to be drawn under the first; a calendar `year`, or a `span` such
    as June or last week, is asked for instead of a period that ends with the newest day.
    """

    question: Question
    form: Form = Form.TOTAL
    style: str | None = None
    other: Question | None = None
    year: int | None = None
    span: Span | None = None

    @property
    def period(self) -> str:
        """The period as it could be typed."""
        return str(self.year or self.span or self.question.since or QUARTER)

    def window(self, latest: date) -> tuple[date, date]:
        """The first and last day to draw, where *latest* is the newest day known."""
        if self.year:
            return max(date(self.year - 1, 12, 31), FIRST_DAY), min(date(self.year, 12, 31), latest)
        if self.span:
            return max(self.span.since - timedelta(days=1), FIRST_DAY), min(self.span.until, latest)
        return (self.question.since or QUARTER).start(latest), latest


def wanted(text: str, today: date, known: Iterable[str] = ()) -> Wanted:
    """Read what follows `/chart`; `LONGEST` characters of it, with one blank where there are several."""
    known, text = tuple(known), " ".join(text.split())[:LONGEST]
    text, style = style_in(text)
    form = Form.TOTAL
    for each, pattern in _FORMS.items():
        if pattern.search(text):
            text, form = pattern.sub(" ", text), each
            break
    text = _ALL.sub(f" {FIRST_DAY.isoformat()} ", text)
    text, year = _year(text, today)
    text, span = (text, None) if year else _span(text, today)
    first, against, second = [*_AGAINST.split(text, maxsplit=1), "", ""][:3]
    other = ask(second, today, known) if against else None
    question = ask(first, today, known)
    if other and other.since and not question.since and question.trouble is None:
        question = Question(question.category, other.since)
    return Wanted(question, form, style, other, year, span)


def style_in(text: str) -> tuple[str, str | None]:
    """*text* without a word for a colouring, and the colouring."""
    for style, pattern in _STYLES.items():
        if pattern.search(text):
            return pattern.sub(" ", text), style
    return text, None


def years_in(text: str, today: date) -> tuple[str, tuple[int, ...]]:
    """*text* without the years in it that the war has had, and those years, ascending."""
    years = {int(each) for each in _YEAR.findall(text) if FIRST_DAY.year <= int(each) <= today.year}
    without = _YEAR.sub(lambda match: " " if int(match[1]) in years else match[0], text)
    return (without, tuple(sorted(years))) if years else (text, ())


def _year(text: str, today: date) -> tuple[str, int | None]:
    """A year that stands alone means that year; "since 2024", or a year within a date, does not."""
    without, years = years_in(text, today)
    if len(years) != 1 or re.search(r"\d", without) or since_then(text) or _IN_A_DATE.search(text):
        return text, None
    return without, years[0]


def _span(text: str, today: date) -> tuple[str, Span | None]:
    """*text* without the one stretch of time in it that means nothing else, and that."""
    found = find_spans(text, today)
    if len(found) != 1 or not found[0].sure:
        return text, None
    return f"{text[: found[0].start]} {text[found[0].end :]}", found[0].span


def _asks(meaning: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:{one_of('pictures', meaning)})(?![\w-])", re.IGNORECASE)


_STYLES = {DARK: _asks("dark"), LIGHT: _asks("light")}
_FORMS = {Form.DAILY: _asks("daily"), Form.SUM: _asks("sum"), Form.TOTAL: _asks("total")}
_ALL = _asks("all")
_AGAINST = re.compile(rf"(?:^|\s+)({one_of('pictures', 'against')})\s+", re.IGNORECASE)
_YEAR = re.compile(r"(?<![\w.-])(20\d\d)(?![\w-]|\.\d)")
_IN_A_DATE = whole(rf"(?:{any_of(meanings('months'))})\.?\s+20\d\d")
