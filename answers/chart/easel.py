"""A sheet of pixels and the few strokes that pictures are made of: matplotlib's object interface, without axes.

Places are in pixels from the upper left corner. Text is set in DejaVu Sans, which comes with matplotlib and has Latin
and Cyrillic letters, so that no machine lacks it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from pathlib import Path as File
from typing import Any, Literal

import matplotlib
import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg, RendererAgg
from matplotlib.colors import to_rgba
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.lines import Line2D
from matplotlib.patches import PathPatch, Rectangle
from matplotlib.path import Path
from matplotlib.patheffects import PathEffectRenderer, withStroke
from matplotlib.text import Text
from matplotlib.transforms import IdentityTransform

from answers.chart.palette import png_of

Align = Literal["left", "center", "right"]

_DPI = 100
_POINTS = 72 / _DPI
"""Points of a pixel."""

_SEAM = 0.01
"""Pixels between rectangles that touch: what is left of computing with fractions."""


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle: left, top, right, bottom."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        """From left to right."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """From top to bottom."""
        return self.bottom - self.top


class _Words(Text):
    """A line of words that stands where it is told to: matplotlib would lay it out anew, at a third more of the cost of
    a picture, and come to the same place.
    """

    def draw(self, renderer: Any) -> None:
        """Draw it, its halo first if it has one."""
        if not self.get_text():
            return
        font, (x, y) = self.get_fontproperties(), self.get_position()
        align = self.get_horizontalalignment()
        if align != "left":
            x -= _width(self.get_text(), font) / (2 if align == "center" else 1)
        effects = self.get_path_effects()
        pen = PathEffectRenderer(effects, renderer) if effects else renderer
        paint = renderer.new_gc()
        paint.set_foreground(to_rgba(self.get_color()), isRGBA=True)
        pen.draw_text(paint, x, renderer.height - y, self.get_text(), font, 0.0)
        paint.restore()


class Easel:
    """One picture being drawn."""

    def __init__(self, width: int, height: int, paper: str) -> None:
        self.width, self.height, self._paper = width, height, paper
        self.figure = Figure(figsize=(width / _DPI, height / _DPI), dpi=_DPI, facecolor=paper)
        self._canvas = FigureCanvasAgg(self.figure)
        self.texts: list[Text] = []

    def text(
        self,
        x: float,
        y: float,
        said: str,
        size: float,
        color: str,
        *,
        bold: bool = False,
        align: Align = "left",
        halo: bool = False,
    ) -> Text:
        """Write *said* with its base line at *y*, in letters of *size* pixels; a halo keeps it off what is under it."""
        text = _Words(
            x,
            self.height - y,
            said,
            color=color,
            horizontalalignment=align,
            verticalalignment="baseline",
            fontproperties=_font(bold, size),
            parse_math=False,
            zorder=5,
        )
        if halo:
            text.set_path_effects([withStroke(linewidth=7 * _POINTS, foreground=self._paper)])
        self._add(text)
        self.texts.append(text)
        return text

    def measure(self, said: str, size: float, *, bold: bool = False) -> float:
        """How wide *said* is."""
        return _width(said, _font(bold, size))

    def rule(self, left: float, right: float, y: float, color: str) -> None:
        """A level hairline of three whole pixels, so that none is fainter than another."""
        low = self.height - round(y) - 1
        box = Rectangle((round(left), low), round(right) - round(left), 3, facecolor=color, linewidth=0, zorder=0.8)
        box.set_antialiased(False)
        self._add(box)

    def line(self, points: Sequence[tuple[float, float]], color: str, width: float) -> None:
        """A line through *points*, with round joins."""
        xs, ys = zip(*points, strict=True)
        self._add(
            Line2D(
                xs,
                [self.height - y for y in ys],
                color=color,
                linewidth=width * _POINTS,
                solid_capstyle="round",
                solid_joinstyle="round",
                zorder=3,
            )
        )

    def area(self, points: Sequence[tuple[float, float]], color: str) -> None:
        """A filled shape with the corners *points*."""
        flipped = [(x, self.height - y) for x, y in points]
        self._add(PathPatch(Path([*flipped, flipped[0]], closed=True), facecolor=color, linewidth=0, zorder=0.7))

    def boxes(self, boxes: Sequence[Box], color: str, *, hollow: bool = False) -> None:
        """Many rectangles at once, from left to right; filled ones that touch become one outline, which is drawn seven
        times as fast and shows no seams.
        """
        if not boxes:
            return
        corners: list[tuple[float, float]] = []
        codes: list[Any] = []
        for run in [[each] for each in boxes] if hollow else _touching(boxes):
            foot = self.height - run[0].bottom
            outline = [(run[0].left, foot)]
            for each in run:
                top = self.height - each.top
                outline += [(each.left, top), (each.right, top)]
            outline += [(run[-1].right, foot), (run[0].left, foot)]
            corners += outline
            codes += [Path.MOVETO, *[Path.LINETO] * (len(outline) - 2), Path.CLOSEPOLY]
        paint = {"facecolor": "none", "edgecolor": color, "linewidth": 2 * _POINTS}
        solid = {"facecolor": color, "linewidth": 0}
        self._add(PathPatch(Path(corners, codes), zorder=2, **(paint if hollow else solid)))

    def band(self, box: Box, color: str, stripes: str) -> None:
        """A faint stretch with stripes."""
        low = self.height - box.bottom
        area = Rectangle((box.left, low), box.width, box.height, facecolor=color, linewidth=0, zorder=0.5)
        area.set_hatch("//")
        area.set_edgecolor(stripes)
        self._add(area)

    def dots(
        self, points: Sequence[tuple[float, float]], color: str, size: float, *, shape: str = "o", hollow: bool = False
    ) -> None:
        """Marks of *size* pixels: round, or diamonds (`D`)."""
        if not points:
            return
        xs, ys = zip(*points, strict=True)
        self._add(
            Line2D(
                xs,
                [self.height - y for y in ys],
                linestyle="none",
                marker=shape,
                markersize=size * _POINTS,
                markerfacecolor=self._paper if hollow else color,
                markeredgecolor=color if hollow else self._paper,
                markeredgewidth=(4 if hollow else 3) * _POINTS,
                zorder=4,
            )
        )

    def png(self) -> bytes:
        """The picture."""
        self._canvas.draw()  # type: ignore[no-untyped-call]
        return png_of(np.asarray(self._canvas.buffer_rgba()))  # type: ignore[no-untyped-call]

    def _add(self, artist: Any) -> None:
        artist.set_transform(IdentityTransform())
        self.figure.add_artist(artist)


def _touching(boxes: Sequence[Box]) -> list[list[Box]]:
    """*boxes*, from left to right, in runs that stand beside each other on the same line."""
    runs = [[boxes[0]]]
    for before, each in pairwise(boxes):
        if abs(each.left - before.right) < _SEAM and each.bottom == before.bottom:
            runs[-1].append(each)
        else:
            runs.append([each])
    return runs


@lru_cache(4_000)
def _width(said: str, font: FontProperties) -> float:
    width, _, _ = _RULER.get_text_width_height_descent(said, font, False)
    return float(width)


_RULER: Any = RendererAgg(1, 1, _DPI)  # type: ignore[no-untyped-call]
"""Measures text, whatever the picture."""


@cache
def _font(bold: bool, size: float) -> FontProperties:
    name = "DejaVuSans-Bold.ttf" if bold else "DejaVuSans.ttf"
    return FontProperties(fname=str(File(matplotlib.get_data_path()) / "fonts" / "ttf" / name), size=size * _POINTS)
