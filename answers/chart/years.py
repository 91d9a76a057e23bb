"""One category in several years, each counted from its own beginning."""

from collections.abc import Sequence
from datetime import date

from answers.category_names import name
from answers.chart.axes import amounts, day_of_year, months_of_a_year
from answers.chart.charts import remarks, restatements, sizes_of
from answers.chart.curves import Moved, gaps, line, moves
from answers.chart.facts import Year
from answers.chart.figure import Chart, Frame, Label, Panel, Segment, Sign, Tone, Trace
from answers.pages.phrases import claim
from answers.words import Words, signed
from tally.day import FIRST_DAY
from tally.series import changes, last_known
from tally.tally import Standing

_TONES = tuple(Tone)


def comparison_chart(words: Words, years: Sequence[Year]) -> Chart:
    """The chart of *years*, each of which has a base and a known total after it; the newest stands out."""
    years = sorted(years, key=lambda each: each.year, reverse=True)
    traces = tuple(_trace(each, tone) for each, tone in zip(years, _TONES, strict=False))
    heights = [height for trace in traces for segment in trace.segments for _, height in segment]
    y, y_ticks = amounts(min([0, *heights]), max(heights, default=1), words.language)
    newest = years[0]
    last = newest.course.known[-1].day
    lead, note = _headline(words, years, last)
    category = newest.course.category
    moved = [(each, one) for each in years for one in _moved(each)]
    panel = Panel(
        name(words, category),
        lead,
        note,
        (0, 366),
        y,
        months_of_a_year(words.language),
        y_ticks,
        traces,
        restated=tuple(_restated(words, moved)),
    )
    legend = tuple(_legend(words, years, sorted((one for _, one in moved), key=lambda each: each.day)))
    tallies = [tally for each in years for tally in each.course.known]
    frame = Frame(
        words.language,
        words.say("compare-over"),
        claim(words, tallies).text,
        words.say("chart-as-of", day=last),
        _description(words, years, last, legend),
        sum(each.course.revision for each in years),
    )
    return Chart(frame, words.say("compare-period"), (panel,), legend)


def _moved(year: Year) -> list[Moved]:
    """The restatements that moved the line of *year*."""
    return [each for each in moves(changes(year.course.series)) if each.day > year.since]


def _restated(words: Words, moved: Sequence[tuple[Year, Moved]]) -> list[Label]:
    sizes = sizes_of(words, [one for _, one in moved])
    made = []
    for (year, one), size in zip(moved, sizes, strict=True):
        tally = last_known(year.course.series, one.day)
        height = (tally.total or 0 if tally else 0) - (year.base or 0)
        made.append(Label((float(day_of_year(one.day)), float(height)), size))
    return made


def gained(year: Year, until: date | None = None) -> int | None:
    """What was added from the year's beginning to *until*, or to its end; None where that is not known."""
    known = last_known(year.course.series, until or year.course.until)
    if year.base is None or known is None or known.total is None or known.day <= year.since:
        return None
    return known.total - year.base


def _trace(year: Year, tone: Tone) -> Trace:
    start = date(year.year, 1, 1)
    found = line([each for each in year.course.series if each.day >= min(start, year.since)], base=year.base or 0)
    segments = [_on_one_year(segment, start) for segment in found]
    if year.base == 0 and segments and year.since < year.course.known[0].day and year.since < start.replace(month=12):
        known = year.course.known[0].day
        if (known - year.since).days == 1:
            segments[0] = ((float(day_of_year(year.since)), 0.0), *segments[0])
    return Trace(tuple(segments), tone, str(year.year))


def _on_one_year(segment: Segment, start: date) -> Segment:
    days = ((date.fromordinal(int(day)), height) for day, height in segment)
    return tuple((float(day_of_year(day) if day >= start else 0), height) for day, height in days)


def _headline(words: Words, years: Sequence[Year], last: date) -> tuple[str, str]:
    """The newest year's figure large, and the year before at the same date beside it."""
    lead = signed(gained(years[0]) or 0, words.language)
    before = years[1]
    then = gained(before, _same_date(last, before.year))
    if then is None:
        return lead, words.say("compare-note-one", year=str(years[0].year), day=last)
    return lead, words.say("compare-note", year=str(years[0].year), other=str(before.year), day=last, change=then)


def _same_date(day: date, year: int) -> date:
    return date(year, day.month, 28 if (day.month, day.day) == (2, 29) else day.day)


def _legend(words: Words, years: Sequence[Year], moved: Sequence[Moved]) -> list[tuple[Sign, str]]:
    said: list[tuple[Sign, str]] = []
    if moved:
        said.append((Sign.RESTATED, restatements(words, moved, dated=True)))
    missing = [other - one for each in years for one, other in gaps(each.course.series)]
    if missing:
        said.append((Sign.GAP, words.say("chart-legend-gaps", n=sum(each.days - 1 for each in missing))))
    if any(tally.standing is Standing.DIFFERS for each in years for tally in each.course.known):
        said.append((Sign.DIFFERS, words.say("chart-sources-differ")))
    return said


def _description(words: Words, years: Sequence[Year], last: date, legend: Sequence[tuple[Sign, str]]) -> str:
    called = name(words, years[0].course.category)
    said = [words.say("compare-alt", name=called, years=tuple(str(each.year) for each in sorted(years, key=_number)))]
    for each in sorted(years, key=_number):
        end = each.course.known[-1].day
        first = each.course.known[0].day if each.base != 0 else max(FIRST_DAY, date(each.year, 1, 1))
        since = first if (first.month, first.day) != (12, 31) else date(each.year, 1, 1)
        said.append(words.say("compare-alt-year", change=gained(each) or 0, since=since, until=end))
    for each in years[1:]:
        then = gained(each, _same_date(last, each.year))
        if then is not None and each.course.known[-1].day != _same_date(last, each.year):
            said.append(words.say("compare-alt-same-date", until=_same_date(last, each.year), change=then))
    return " ".join([*said, *remarks(legend)])


def _number(year: Year) -> int:
    return year.year
