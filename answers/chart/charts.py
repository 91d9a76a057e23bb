"""The course of one category, or of two under each other, as a chart."""

from collections.abc import Sequence
from datetime import date

from answers.category_names import name
from answers.chart.axes import amounts, days, short_day
from answers.chart.curves import Moved, doubtful, gaps, line, means
from answers.chart.facts import Course, Form
from answers.chart.figure import Chart, Frame, Gap, Label, Panel, Point, Segment, Sign, Trace
from answers.chart.told import Told, told
from answers.pages.phrases import claim, figure, mean
from answers.words import Words, number, signed
from tally.tally import Standing, Tally

_WIDE = 0.14
"""Of the width of a plot: a gap as wide as this has room for a word."""

_OVER = {Form.TOTAL: "chart-over-total", Form.DAILY: "chart-over-daily", Form.SUM: "chart-over-sum"}

_MUCH = 0.6

_SELDOM = 0.1
"""Fewer a day than this are not worth a mean."""

_FEW = 2
"""Days that a legend names one by one."""


def chart(words: Words, form: Form, courses: Sequence[Course]) -> Chart:
    """The chart of one or two *courses*, each of which has at least two known totals."""
    each_told = [told(each) for each in courses]
    first, last = min(each.since for each in courses), max(each.known[-1].day for each in each_told)
    panels = tuple(_panel(words, form, each, first, last, few=len(courses) > 1) for each in each_told)
    tallies = [tally for each in each_told for tally in each.known]
    legend = tuple(_legend(words, form, each_told))
    frame = Frame(
        words.language,
        words.say(_OVER[form]),
        claim(words, tallies).text,
        words.say("chart-as-of", day=last),
        _description(words, form, each_told, legend),
        sum(each.revision for each in courses),
    )
    period = words.say("chart-period", since=first, until=last)
    return Chart(frame, period, panels, legend)


def _panel(words: Words, form: Form, told: Told, first: date, last: date, *, few: bool) -> Panel:
    lead, note = _headline(words, form, told)
    x = float(first.toordinal()), float(last.toordinal())
    traces, bars, hollow = _drawn(form, told)
    heights = [height for trace in traces for segment in trace.segments for _, height in segment]
    heights += [height for _, height in (*bars, *hollow)]
    low, high = min(heights, default=0), max(heights, default=1)
    # A line may begin above zero where it hardly moves; where it moves much, zero shows how much.
    low = low if form is Form.TOTAL and low > _MUCH * high else min(0, low)
    y, y_ticks = amounts(low, high, words.language, most=2 if few else 4)
    if form is Form.DAILY:
        x = x[0] + 0.4, x[1] + 0.6
    return Panel(
        name(words, told.course.category),
        lead,
        note,
        x,
        y,
        days(first, last, words.language),
        y_ticks,
        traces,
        bars,
        hollow,
        tuple(_restated(words, form, told)),
        tuple(_gaps(words, told.course, x)),
        _labels(words, form, told, bars),
        filled=y[0] == 0 and form is not Form.DAILY,
    )


def _drawn(form: Form, told: Told) -> tuple[tuple[Trace, ...], tuple[Point, ...], tuple[Point, ...]]:
    """Lines, bars, and what sources differ on."""
    if form is not Form.DAILY:
        base = _base(form, told)
        return (Trace(line(told.known, base=base)),), (), doubtful(told.known, base=base)
    since = told.course.since
    shown = {day: (float(day.toordinal()), float(value)) for day, value in told.lost.items() if day > since}
    sure = {day: value for day, value in told.lost.items() if day not in told.doubted}
    return (
        (Trace(_from(means(sure), since)),),
        tuple(bar for day, bar in shown.items() if day not in told.doubted),
        tuple(bar for day, bar in shown.items() if day in told.doubted),
    )


def _from(segments: Sequence[Segment], since: date) -> tuple[Segment, ...]:
    first = since.toordinal()
    cut = (tuple(point for point in segment if point[0] > first) for segment in segments)
    return tuple(segment for segment in cut if segment)


def _base(form: Form, told: Told) -> int:
    return (told.known[0].total or 0) if form is Form.SUM else 0


def _headline(words: Words, form: Form, told: Told) -> tuple[str, str]:
    change, last = told.change, told.known[-1]
    a_day, often = words.say("mean-a-day", mean=mean(change)), abs(mean(change)) >= _SELDOM
    moved = words.say("chart-change", change=change.value, n=change.days)
    if form is Form.DAILY:
        return (a_day, moved) if often else (signed(change.value, words.language), moved)
    if form is Form.SUM:
        return signed(change.value, words.language), words.say("chart-in-days", n=change.days, mean=a_day)
    total = number(last.total or 0, words.language)
    total = f"≈{total}" if last.approximate else total
    if last.standing is Standing.DIFFERS:
        return total, words.say("chart-sources-differ")
    return total, words.say("chart-change-and-mean", change=moved, mean=a_day) if often else moved


def _labels(words: Words, form: Form, told: Told, bars: Sequence[Point]) -> tuple[Label, ...]:
    language, course = words.language, told.course
    if form is Form.DAILY:
        top = max(bars, key=lambda bar: bar[1], default=None)
        if top is None or top[1] == 0:
            return ()
        day = date.fromordinal(int(top[0]))
        said = words.say(
            "chart-peak", change=int(top[1]), day=short_day(day, language, year=course.since.year != course.until.year)
        )
        return (Label(top, said),)
    base, totals = _base(form, told), told.known
    first, last = (_point(each, base) for each in (totals[0], totals[-1]))
    if form is Form.SUM:
        return (Label(last, signed(int(last[1]), language), -1),)
    if first[1] == last[1]:
        return (Label(last, number(int(last[1]), language), -1),)
    return tuple(Label(point, number(int(point[1]), language), leans) for point, leans in ((first, 1), (last, -1)))


def _point(tally: Tally, base: int) -> Point:
    return float(tally.day.toordinal()), float((tally.total or 0) - base)


def _restated(words: Words, form: Form, told: Told) -> list[Label]:
    """Where figures moved: on the line, or at the foot of the bars, of which they are no part."""
    base, sizes = _base(form, told), sizes_of(words, told.moved)
    heights = {} if form is Form.DAILY else {each.day: (each.total or 0) - base for each in told.known}
    return [
        Label((float(each.day.toordinal()), float(heights.get(each.day, 0))), size)
        for each, size in zip(told.moved, sizes, strict=True)
    ]


def sizes_of(words: Words, moved: Sequence[Moved]) -> list[str]:
    """What stands beside each restatement: by how much figures moved, where they are few enough to be read."""
    return [signed(each.value, words.language) if len(moved) <= _FEW else "" for each in moved]


def _gaps(words: Words, course: Course, x: tuple[float, float]) -> list[Gap]:
    made = []
    for since, until in gaps(course.series):
        one, other = float(since.toordinal()), float(until.toordinal())
        wide = (other - one) / (x[1] - x[0]) >= _WIDE
        made.append(Gap(one, other, words.say("chart-no-figures") if wide else ""))
    return made


def _legend(words: Words, form: Form, courses: Sequence[Told]) -> list[tuple[Sign, str]]:
    said: list[tuple[Sign, str]] = []
    if form is Form.DAILY:
        said = [(Sign.BAR, words.say("chart-legend-bar")), (Sign.MEAN, words.say("chart-legend-mean"))]
    if moved := [each for told in courses for each in told.moved]:
        said.append((Sign.RESTATED, restatements(words, moved)))
    missing = [day for told in courses for day in _missing(told.course)]
    if missing:
        said.append((Sign.GAP, _absent(words, missing)))
    if any(each.standing is Standing.DIFFERS for told in courses for each in told.known):
        said.append((Sign.DIFFERS, words.say("chart-sources-differ")))
    return said


def _missing(course: Course) -> list[date]:
    return [
        date.fromordinal(each)
        for since, until in gaps(course.series)
        for each in range(since.toordinal() + 1, until.toordinal())
    ]


def _absent(words: Words, missing: Sequence[date]) -> str:
    if len(missing) <= _FEW:
        return words.say("chart-legend-gap", days=tuple(short_day(each, words.language) for each in missing))
    return words.say("chart-legend-gaps", n=len(missing))


def restatements(words: Words, moved: Sequence[Moved], *, dated: bool = False) -> str:
    """What a legend says of restatements: a few one by one, *dated* with their years, else how many there are."""
    if len(moved) > _FEW:
        return words.say("chart-legend-restatements", n=len(moved))
    years = dated or len({each.day.year for each in moved}) > 1
    each_said = (
        f"{short_day(each.day, words.language, year=years)} ({signed(each.value, words.language)})" for each in moved
    )
    return words.say("chart-legend-restated", days=tuple(each_said))


def _description(words: Words, form: Form, courses: Sequence[Told], legend: Sequence[tuple[Sign, str]]) -> str:
    """What the picture shows, in sentences, for those who cannot see it."""
    said = [sentence for each in courses for sentence in _told(words, form, each)]
    said += remarks(legend)
    if held := [day for each in courses for day in each.course.held]:
        said.append(words.say("chart-alt-held", n=len(held), day=held[-1]))
    return " ".join(said)


_REMARKS = (Sign.RESTATED, Sign.GAP, Sign.DIFFERS)


def remarks(legend: Sequence[tuple[Sign, str]]) -> list[str]:
    """What a legend says of the figures, not of the drawing, as sentences."""
    return [f"{text[0].upper()}{text[1:]}." for sign, text in legend if sign in _REMARKS]


def _told(words: Words, form: Form, told: Told) -> list[str]:
    change, last = told.change, told.known[-1]
    said = [
        words.say(
            "chart-alt-totals",
            name=name(words, told.course.category),
            since=change.since,
            first=figure(words, told.known[0]),
            until=change.until,
            last=figure(words, last),
        ),
        words.say(
            "chart-alt-change", change=change.value, n=change.days, mean=words.say("mean-a-day", mean=mean(change))
        ),
    ]
    if form is Form.DAILY and (top := told.peak()):
        said.append(words.say("chart-alt-peak", change=top[1], day=top[0]))
    return said
