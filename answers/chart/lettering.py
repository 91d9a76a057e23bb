"""Setting words into the room there is: shrunk, broken into lines, cut at last. And the foot of every picture."""

from answers.chart.easel import Align, Easel
from answers.chart.figure import Frame
from answers.chart.style import HEIGHT, MARGIN, WIDTH, Style

_SOURCE = 27
_LEADING = 1.32


def fitted(
    easel: Easel,
    x: float,
    y: float,
    said: str,
    size: float,
    color: str,
    room: float,
    *,
    smallest: float,
    bold: bool = False,
    align: Align = "left",
) -> float:
    """Write *said* on one line in the largest letters that fit *room*, from *size* down to *smallest*, then cut it.

    The size used.
    """
    width = easel.measure(said, size, bold=bold)
    if width > room:
        size = max(smallest, size * room / width * 0.99)
    easel.text(x, y, _cut(easel, said, size, room, bold=bold), size, color, bold=bold, align=align)
    return size


def paragraph(
    easel: Easel, x: float, y: float, said: str, size: float, color: str, room: float, *, lines: int = 3
) -> float:
    """Write *said* on at most so many lines of width *room*, the first at *y*; the last base line."""
    for index, line in enumerate(broken(easel, said, size, room, lines=lines)):
        easel.text(x, y + index * size * _LEADING, line, size, color)
    return y + index * size * _LEADING


def broken(easel: Easel, said: str, size: float, room: float, *, lines: int) -> list[str]:
    """*said* in lines that fit *room*; the last of them is cut when there would be more."""
    made = [""]
    for word in said.split(" "):
        longer = f"{made[-1]} {word}".strip()
        if not made[-1] or easel.measure(longer, size) <= room:
            made[-1] = longer
        else:
            made.append(word)
    if len(made) > lines:
        made = [*made[: lines - 1], " ".join(made[lines - 1 :])]
    return [_cut(easel, line, size, room) for line in made]


def foot(easel: Easel, frame: Frame, style: Style) -> float:
    """Who claims the figures, on the left, and of which day they are, on the right; the height at which it begins."""
    day = easel.measure(frame.day, _SOURCE, bold=True)
    room = WIDTH - 2 * MARGIN - day - 56
    lines = broken(easel, frame.source, _SOURCE, room, lines=4)
    last = HEIGHT - 62
    first = last - (len(lines) - 1) * _SOURCE * _LEADING
    top = first - _SOURCE - 22
    easel.rule(MARGIN, WIDTH - MARGIN, top, style.rule)
    for index, line in enumerate(lines):
        easel.text(MARGIN, first + index * _SOURCE * _LEADING, line, _SOURCE, style.muted)
    easel.text(WIDTH - MARGIN, first, frame.day, _SOURCE, style.ink, bold=True, align="right")
    return top


def _cut(easel: Easel, said: str, size: float, room: float, *, bold: bool = False) -> str:
    if easel.measure(said, size, bold=bold) <= room:
        return said
    kept = said
    while kept and easel.measure(f"{kept}…", size, bold=bold) > room:
        kept = kept[:-1].rstrip()
    return f"{kept}…"
