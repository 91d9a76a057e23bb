"""Draws a figure. Imports matplotlib: reach it through `studio`."""

from answers.chart.card_pen import draw_card
from answers.chart.easel import Box, Easel
from answers.chart.figure import Card, Chart, Figure, Sign, Tone
from answers.chart.lettering import broken, foot
from answers.chart.panel_pen import draw_panel
from answers.chart.style import HEIGHT, MARGIN, STYLES, WIDTH, Style

_LEGEND = 30
_INDENT = 48
_LINE = 46
_GAP = 42


def draw(figure: Figure, style: str) -> bytes:
    """The PNG of *figure*, 1080 x 1350 pixels."""
    return painted(figure, style).png()


def painted(figure: Figure, style: str) -> Easel:
    """The finished sheet, before it is turned into pixels."""
    look = STYLES[style]
    easel = Easel(WIDTH, HEIGHT, look.paper)
    if isinstance(figure, Card):
        draw_card(easel, figure, look)
    else:
        _draw_chart(easel, figure, look)
    return easel


def _draw_chart(easel: Easel, chart: Chart, style: Style) -> None:
    bottom = foot(easel, chart.frame, style)
    bottom = _legend(easel, chart, style, bottom - 34) - (22 if chart.legend else -8)
    easel.text(MARGIN, 96, chart.frame.over, 33, style.muted)
    easel.text(MARGIN, 142, chart.period, 33, style.muted)
    top = 168.0
    each = (bottom - top) / len(chart.panels)
    for index, panel in enumerate(chart.panels):
        draw_panel(easel, panel, style, top + index * each, top + (index + 1) * each - 24, small=len(chart.panels) > 1)


def _legend(easel: Easel, chart: Chart, style: Style, bottom: float) -> float:
    """Writes the legend so that it ends at *bottom*; the height at which it begins."""
    lines: list[list[tuple[float, Sign | None, str]]] = []
    x, right = float(MARGIN), WIDTH - MARGIN
    for sign, said in chart.legend:
        width = _INDENT + easel.measure(said, _LEGEND)
        if not lines or x + width > right:
            x = float(MARGIN)
            first, *others = broken(easel, said, _LEGEND, right - x - _INDENT, lines=2)
            lines.append([(x, sign, first)])
            lines.extend([(x, None, each)] for each in others)
        else:
            lines[-1].append((x, sign, said))
        x += width + _GAP
    for index, line in enumerate(lines):
        y = bottom - (len(lines) - 1 - index) * _LINE
        for x, mark, said in line:
            easel.text(x + _INDENT, y, said, _LEGEND, style.muted)
            if mark:
                _sign(easel, mark, style, x + 17, y - 11)
    return bottom - len(lines) * _LINE


def _sign(easel: Easel, sign: Sign, style: Style, x: float, y: float) -> None:
    main = style.tones[Tone.MAIN]
    match sign:
        case Sign.BAR:
            easel.boxes([Box(x - 9, y - 15, x + 9, y + 13)], style.bar)
        case Sign.MEAN:
            easel.line([(x - 17, y), (x + 17, y)], main, 6)
        case Sign.GAP:
            easel.band(Box(x - 17, y - 15, x + 17, y + 13), style.band, style.rule)
        case Sign.RESTATED:
            easel.dots([(x, y)], style.ink, 22, shape="D")
        case Sign.DIFFERS:
            easel.dots([(x, y)], main, 20, hollow=True)
