"""Draws one plot and what is written over it."""

from dataclasses import dataclass

from answers.chart.easel import Box, Easel
from answers.chart.figure import Label, Panel, Point, Segment, Tone, Trace
from answers.chart.lettering import fitted
from answers.chart.style import MARGIN, WIDTH, Style

_TICK = 30
_LABEL = 36
_APART = 44
_DENSE = 1.5
"""Pixels a day under which lines are drawn finer, to be seen at all."""


@dataclass(frozen=True, slots=True)
class _Plot:
    """Where the plot stands, and its scales."""

    box: Box
    panel: Panel

    def place(self, point: Point) -> tuple[float, float]:
        (x0, x1), (y0, y1) = self.panel.x, self.panel.y
        return (
            self.box.left + (point[0] - x0) / (x1 - x0) * self.box.width,
            self.box.bottom - (point[1] - y0) / (y1 - y0) * self.box.height,
        )

    def across(self, days: float) -> float:
        return days / (self.panel.x[1] - self.panel.x[0]) * self.box.width


def draw_panel(easel: Easel, panel: Panel, style: Style, top: float, bottom: float, *, small: bool) -> None:
    """Draw *panel* between two heights; a *small* one shares the picture with another."""
    under = (_small_headline if small else _headline)(easel, panel, style, top)
    gutter = max(easel.measure(each.label, _TICK) for each in panel.y_ticks) + 24
    named = max((easel.measure(each.label, _LABEL, bold=True) for each in panel.traces), default=0)
    right = WIDTH - MARGIN - (named + 22 if named else 12)
    plot = _Plot(Box(MARGIN + gutter, under + 62, right, bottom - 48), panel)
    _grid(easel, plot, style)
    _gaps(easel, plot, style)
    _bars(easel, plot, style)
    if panel.filled:
        for trace in panel.traces:
            _fill(easel, plot, trace, style)
    for trace in reversed(panel.traces):
        _trace(easel, plot, trace, style)
    if not panel.bars:
        easel.dots([plot.place(each) for each in panel.doubtful], style.tones[Tone.MAIN], 18, hollow=True)
    _ends(easel, plot, style)
    _restated(easel, plot, style)
    _labels(easel, plot, style)


def _headline(easel: Easel, panel: Panel, style: Style, top: float) -> float:
    room = WIDTH - 2 * MARGIN
    fitted(easel, MARGIN, top + 62, panel.title, 62, style.ink, room, smallest=38, bold=True)
    fitted(easel, MARGIN, top + 190, panel.lead, 118, style.tones[Tone.MAIN], room, smallest=70, bold=True)
    fitted(easel, MARGIN, top + 252, panel.note, 40, style.ink, room, smallest=28)
    return top + 262


def _small_headline(easel: Easel, panel: Panel, style: Style, top: float) -> float:
    room = (WIDTH - 2 * MARGIN) * 0.62
    fitted(easel, MARGIN, top + 52, panel.title, 46, style.ink, room, smallest=32, bold=True)
    lead = WIDTH - 2 * MARGIN - room - 24
    main = style.tones[Tone.MAIN]
    fitted(easel, WIDTH - MARGIN, top + 56, panel.lead, 58, main, lead, smallest=36, bold=True, align="right")
    fitted(easel, MARGIN, top + 100, panel.note, 34, style.ink, WIDTH - 2 * MARGIN, smallest=26)
    return top + 96


def _grid(easel: Easel, plot: _Plot, style: Style) -> None:
    left, right = plot.box.left, plot.box.right
    for tick in plot.panel.y_ticks:
        _, y = plot.place((plot.panel.x[0], tick.at))
        easel.rule(left, right, y, style.rule)
        easel.text(left - 20, y + _TICK * 0.36, tick.label, _TICK, style.muted, align="right")
    taken = 0.0
    for tick in plot.panel.x_ticks:
        x, _ = plot.place((tick.at, plot.panel.y[0]))
        half = easel.measure(tick.label, _TICK) / 2
        x = min(max(x, half + MARGIN), WIDTH - MARGIN - half)
        if x - half >= taken:
            easel.text(x, plot.box.bottom + 48, tick.label, _TICK, style.muted, align="center")
            taken = x + half + 18


def _gaps(easel: Easel, plot: _Plot, style: Style) -> None:
    for gap in plot.panel.gaps:
        left, right = (plot.place((each, 0))[0] for each in (gap.since, gap.until))
        if plot.panel.bars:
            # A bar stands around the middle of its day: what is missing begins where the last one ends.
            half = plot.across(0.5)
            left, right = left + half, right - half
        left, right = max(left, plot.box.left), min(right, plot.box.right)
        if right - left < 3:
            continue
        easel.band(Box(left, plot.box.top, right, plot.box.bottom), style.band, style.rule)
        if gap.label and easel.measure(gap.label, _TICK) < right - left:
            middle = (left + right) / 2
            easel.text(middle, plot.box.bottom - 20, gap.label, _TICK, style.muted, align="center", halo=True)


def _bars(easel: Easel, plot: _Plot, style: Style) -> None:
    day = plot.across(1)
    width = day * (0.72 if day > 6 else 0.86 if day > 3.5 else 1)
    _, zero = plot.place((plot.panel.x[0], 0))

    def boxes(points: tuple[Point, ...]) -> list[Box]:
        tops = (plot.place(point) for point in points)
        return [Box(x - width / 2, y, x + width / 2, zero) for x, y in tops if y < zero]

    easel.boxes(boxes(plot.panel.bars), style.bar)
    if plot.panel.bars:
        # The highest day stands out: its label hangs over it.
        top = boxes(tuple(label.at for label in plot.panel.labels if label.at in plot.panel.bars))
        wide = max(width, 3)
        top = [
            Box((each.left + each.right - wide) / 2, each.top, (each.left + each.right + wide) / 2, zero)
            for each in top
        ]
        easel.boxes(top, style.tones[Tone.MAIN])
        easel.boxes(boxes(plot.panel.doubtful), style.tones[Tone.MAIN], hollow=True)


def _fill(easel: Easel, plot: _Plot, trace: Trace, style: Style) -> None:
    for segment in trace.segments:
        if len(segment) > 1:
            (first, _), (last, _) = segment[0], segment[-1]
            corners = [(first, plot.panel.y[0]), *_thinned(segment, plot), (last, plot.panel.y[0])]
            easel.area([plot.place(each) for each in corners], style.shade)


def _trace(easel: Easel, plot: _Plot, trace: Trace, style: Style) -> None:
    color = style.tones[trace.tone]
    width = 8 if trace.tone is Tone.MAIN else 6
    for segment in trace.segments:
        if len(segment) == 1:
            easel.dots([plot.place(segment[0])], color, 15)
        else:
            fine = plot.across(1) < _DENSE
            easel.line([plot.place(each) for each in _thinned(segment, plot)], color, width * (0.7 if fine else 1))


def _thinned(segment: Segment, plot: _Plot) -> Segment:
    """*segment* without points that lie less than a pixel apart on a straight run; no corner is lost."""
    kept = [segment[0]]
    for before, here, after in zip(segment, segment[1:], segment[2:], strict=False):
        straight = here[1] - before[1] == after[1] - here[1]
        if not straight or plot.across(here[0] - kept[-1][0]) >= 24:
            kept.append(here)
    return (*kept, segment[-1])


def _ends(easel: Easel, plot: _Plot, style: Style) -> None:
    """Names at the ends of lines, moved apart where they would lie over each other."""
    named = [(trace, plot.place(trace.segments[-1][-1])) for trace in plot.panel.traces if trace.segments]
    for trace, place in named:
        if trace.label or not plot.panel.bars:
            easel.dots([place], style.tones[trace.tone], 24)
    taken: list[tuple[float, float]] = []
    for trace, (x, y) in sorted(((trace, place) for trace, place in named if trace.label), key=lambda each: each[1][1]):
        y += _LABEL * 0.36
        for other_x, other_y in taken:
            if abs(other_x - x) < 150 and y - other_y < _APART:
                y = other_y + _APART
        taken.append((x, y))
        easel.text(x + 22, y, trace.label, _LABEL, style.tones[trace.tone], bold=True, halo=True)


def _restated(easel: Easel, plot: _Plot, style: Style) -> None:
    places = [(label, plot.place(label.at)) for label in plot.panel.restated]
    easel.dots([place for _, place in places], style.ink, 22, shape="D")
    for label, (x, y) in places:
        if label.text:
            half = easel.measure(label.text, _TICK, bold=True) / 2
            x = min(max(x, plot.box.left + half), WIDTH - MARGIN - half)
            below = y + 56 <= plot.box.bottom
            easel.text(
                x, y + 54 if below else y - 26, label.text, _TICK, style.ink, bold=True, align="center", halo=True
            )


def _labels(easel: Easel, plot: _Plot, style: Style) -> None:
    drawn = [plot.place(point) for trace in plot.panel.traces for segment in trace.segments for point in segment]
    drawn += [plot.place(point) for point in plot.panel.bars]
    for label in plot.panel.labels:
        _label(easel, plot, label, style, drawn)


def _label(easel: Easel, plot: _Plot, label: Label, style: Style, drawn: list[tuple[float, float]]) -> None:
    """A figure above its point, and above whatever is drawn under its letters."""
    x, y = plot.place(label.at)
    width = easel.measure(label.text, _LABEL, bold=True)
    left = x - width / 2 if label.leans == 0 else x if label.leans > 0 else x - width
    left = min(max(left, plot.box.left), WIDTH - MARGIN - width)
    under = (other_y for other_x, other_y in drawn if left - 6 <= other_x <= left + width + 6)
    easel.text(left, min(y, *under, y) - 24, label.text, _LABEL, style.ink, bold=True, halo=True)
