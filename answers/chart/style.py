"""The house style: one family of type, two colourings, sizes for a phone that shows the picture 390 px wide."""

from collections.abc import Mapping
from dataclasses import dataclass

from answers.chart.figure import Tone

WIDTH, HEIGHT = 1080, 1350
MARGIN = 72

LIGHT, DARK = "light", "dark"


@dataclass(frozen=True, slots=True)
class Style:
    """Colours by what they are for."""

    name: str
    paper: str
    ink: str
    muted: str
    rule: str
    band: str
    shade: str
    bar: str
    tones: Mapping[Tone, str]


STYLES: Mapping[str, Style] = {
    LIGHT: Style(
        LIGHT,
        paper="#FBFAF7",
        ink="#15181E",
        muted="#626873",
        rule="#DBD7CC",
        band="#EFECE4",
        shade="#F6DED3",
        bar="#EDBBA3",
        tones={
            Tone.MAIN: "#C2410C",
            Tone.SECOND: "#1F4E79",
            Tone.THIRD: "#4F8A8B",
            Tone.FOURTH: "#9A7B3F",
            Tone.FIFTH: "#8A8F98",
        },
    ),
    DARK: Style(
        DARK,
        paper="#14171C",
        ink="#F3F1EB",
        muted="#A0A7B2",
        rule="#343B46",
        band="#20252C",
        shade="#43291D",
        bar="#7C4528",
        tones={
            Tone.MAIN: "#FF8B52",
            Tone.SECOND: "#7DB3E8",
            Tone.THIRD: "#7CC4B8",
            Tone.FOURTH: "#D6B36A",
            Tone.FIFTH: "#8C949F",
        },
    ),
}
