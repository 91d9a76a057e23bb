"""A picture as a value: every number, word and mark in it, without a font or a pixel.

Lengths along `x` are days (a date's ordinal, or the day of a year), along `y` whatever the category counts.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256

DRAWING = 2
"""The version of the pen: raised whenever the same value is drawn differently."""

Point = tuple[float, float]
Segment = tuple[Point, ...]


class Tone(StrEnum):
    """Which colour of the house style something has."""

    MAIN = "main"
    SECOND = "second"
    THIRD = "third"
    FOURTH = "fourth"
    FIFTH = "fifth"


class Sign(StrEnum):
    """What a line of the legend explains."""

    BAR = "bar"
    MEAN = "mean"
    GAP = "gap"
    RESTATED = "restated"
    DIFFERS = "differs"


@dataclass(frozen=True, slots=True)
class Tick:
    """A place on an axis and what stands there."""

    at: float
    label: str


@dataclass(frozen=True, slots=True)
class Trace:
    """A line of known figures. Between segments lies what is not known: they are never joined.

    `label` stands at the line's end.
    """

    segments: tuple[Segment, ...]
    tone: Tone = Tone.MAIN
    label: str = ""


@dataclass(frozen=True, slots=True)
class Label:
    """A figure written beside its point; `leans` is -1 where the text stands left of it, 0 centred, 1 right."""

    at: Point
    text: str
    leans: int = 0


@dataclass(frozen=True, slots=True)
class Gap:
    """The stretch between two known days in which nothing is known; both ends are known themselves."""

    since: float
    until: float
    label: str = ""


@dataclass(frozen=True, slots=True)
class Panel:
    """One plot with what is written over it.

    `bars` are (middle, height), each one day wide. `doubtful` are points, or tops of bars, on which sources differ:
    shown hollow and joined to nothing. `restated` are points at which figures moved without being lost that day.
    """

    title: str
    lead: str
    note: str
    x: tuple[float, float]
    y: tuple[float, float]
    x_ticks: tuple[Tick, ...]
    y_ticks: tuple[Tick, ...]
    traces: tuple[Trace, ...] = ()
    bars: tuple[Point, ...] = ()
    doubtful: tuple[Point, ...] = ()
    restated: tuple[Label, ...] = ()
    gaps: tuple[Gap, ...] = ()
    labels: tuple[Label, ...] = ()
    filled: bool = False


@dataclass(frozen=True, slots=True)
class Frame:
    """What every picture carries: what it is, who claims it, of which day it is, its description, its revision."""

    language: str
    over: str
    source: str
    day: str
    alt: str
    revision: int


@dataclass(frozen=True, slots=True)
class Chart:
    """One or two plots over each other, and what their signs mean."""

    frame: Frame
    period: str
    panels: tuple[Panel, ...]
    legend: tuple[tuple[Sign, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a card: a name, its total and its change; `faint` where it is not of the card's day."""

    name: str
    total: str
    change: str
    faint: bool = False
    moved: bool = False


@dataclass(frozen=True, slots=True)
class Card:
    """All figures of a day: the first large, the others in rows, and remarks under them."""

    frame: Frame
    title: str
    note: str
    columns: tuple[str, str]
    hero: Row | None
    rows: tuple[Row, ...]
    remarks: tuple[str, ...] = ()


Figure = Chart | Card


def key_of(figure: Figure, style: str) -> str:
    """The name of the picture that *figure* makes in *style*: equal names are equal pictures."""
    return sha256(f"{DRAWING}|{style}|{figure!r}".encode()).hexdigest()[:32]


def texts_of(figure: Figure) -> Sequence[str]:
    """Every word that the picture shows, for whoever wants to check what it says."""
    frame = [figure.frame.over, figure.frame.source, figure.frame.day]
    if isinstance(figure, Card):
        rows = [*([figure.hero] if figure.hero else []), *figure.rows]
        cells = [cell for row in rows for cell in (row.name, row.total, row.change)]
        return [*frame, figure.title, figure.note, *figure.columns, *cells, *figure.remarks]
    said = [*frame, figure.period, *(text for _, text in figure.legend)]
    for panel in figure.panels:
        said += [panel.title, panel.lead, panel.note, *(each.label for each in (*panel.x_ticks, *panel.y_ticks))]
        said += [*(each.text for each in (*panel.labels, *panel.restated)), *(each.label for each in panel.traces)]
    return said
