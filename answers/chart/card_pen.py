"""Draws the card of a day."""

from answers.chart.easel import Easel
from answers.chart.figure import Card, Row, Tone
from answers.chart.lettering import fitted, foot, paragraph
from answers.chart.style import MARGIN, WIDTH, Style

_CHANGE = 200
"""Pixels of the column of changes."""

_TOTAL = 260
"""Pixels of the column of totals."""


def draw_card(easel: Easel, card: Card, style: Style) -> None:
    """Draw *card*."""
    room = WIDTH - 2 * MARGIN
    bottom = foot(easel, card.frame, style)
    for remark in reversed(card.remarks):
        bottom -= 42
        paragraph(easel, MARGIN, bottom + 16, remark, 27, style.muted, room, lines=1)
    easel.text(MARGIN, 96, card.frame.over, 33, style.muted)
    fitted(easel, MARGIN, 164, card.title, 62, style.ink, room, smallest=40, bold=True)
    top = 190.0
    if card.hero:
        _hero(easel, card.hero, style)
        top = 352
    _columns(easel, card, style, top + 30)
    top += 46
    height = min(74.0, (bottom - 20 - top) / max(len(card.rows), 1))
    for index, row in enumerate(card.rows):
        _row(easel, row, style, top + index * height, height)


def _hero(easel: Easel, row: Row, style: Style) -> None:
    """Personnel: the figure that is asked for first."""
    easel.text(MARGIN, 226, row.name, 36, style.muted)
    main = style.tones[Tone.MAIN]
    change = easel.measure(row.change, 60, bold=True)
    fitted(easel, MARGIN, 330, row.total, 108, style.ink, WIDTH - 2 * MARGIN - change - 40, smallest=60, bold=True)
    easel.text(WIDTH - MARGIN, 330, row.change, 60, main if row.moved else style.muted, bold=True, align="right")


def _columns(easel: Easel, card: Card, style: Style, y: float) -> None:
    total, change = card.columns
    fitted(easel, MARGIN, y, card.note, 27, style.muted, 480, smallest=22)
    easel.text(WIDTH - MARGIN - _CHANGE, y, total, 27, style.muted, align="right")
    fitted(easel, WIDTH - MARGIN, y, change, 27, style.muted, _CHANGE - 24, smallest=20, align="right")


def _row(easel: Easel, row: Row, style: Style, top: float, height: float) -> None:
    size = min(40.0, height * 0.62)
    base = top + height / 2 + size * 0.36
    easel.rule(MARGIN, WIDTH - MARGIN, top, style.rule)
    room = WIDTH - 2 * MARGIN - _CHANGE - (_TOTAL if not row.faint else 360)
    color = style.muted if row.faint else style.ink
    fitted(easel, MARGIN, base, row.name, size, color, room, smallest=24)
    total = WIDTH - MARGIN - _CHANGE
    fitted(easel, total, base, row.total, size, color, 340, smallest=24, bold=not row.faint, align="right")
    change = style.tones[Tone.MAIN] if row.moved else style.muted
    fitted(
        easel, WIDTH - MARGIN, base, row.change, size, change, _CHANGE - 24, smallest=24, bold=row.moved, align="right"
    )
