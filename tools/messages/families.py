"""Families of ids that are put together of values, and those values: what the sources alone do not say."""

from collections.abc import Iterable, Mapping
from itertools import product

from answers.past import Part
from answers.question import Trouble
from answers.words import LANGUAGES
from bot.commands import COMMANDS
from storage.outbox import State as Outcome
from storage.subscriptions import Alert, Rhythm, State
from tally.category import CATEGORIES
from tally.tally import Standing
from tally.verdict import Reason

_SWITCHES = ("on", "off")
_SETTINGS = ("rhythm", "when", "zone", "what", "alerts")
_ALERTS = (Alert.ROUND, Alert.RECORD, Alert.CORRECTION)
_PERIODS = ("1d", "7d", "30d", "12m")
_UNDER_FIGURES = ("total", "source", "cite", "chart", "about", "history", "records")
_REVIEW = ("accept", "reject", "correct")

FAMILIES: Mapping[str, Iterable[str]] = {
    "category-*": CATEGORIES,
    "category-*-short": CATEGORIES,
    "counted-*": CATEGORIES,
    "counts-*": CATEGORIES,
    "command-*": [each.name for each in COMMANDS],
    "language-*": LANGUAGES,
    "standing-*": [each.replace("_", "-") for each in Standing],
    "standing-*-some": (Standing.SINGLE, Standing.DIFFERS),
    "reason-*": [*(each.replace("_", "-") for each in Reason), "operator", "replay"],
    "trouble-*": Trouble,
    "past-by-*": Part,
    "part-*": Part,
    "about-*": ("what", "who", "total", "standing", "restated", "choose"),
    "*-because": ("held-newer", "held-figure"),
    "*-since": ("remark-absent", "remark-held"),
    "rhythm-*": Rhythm,
    "row-*": Outcome,
    "broadcast-*": ("draft", "planning", "planned", "stopped"),
    "settings-*": (State.PAUSED, State.ENDED, *Rhythm, "table", "card"),
    "settings-alert-*": _ALERTS,
    "choose-*": _SETTINGS,
    "choose-*-help": (*_SETTINGS, "late", "layout", "summaries", "silent", "setting"),
    "button-*": (
        *(*_PERIODS, *_UNDER_FIGURES, *_REVIEW, "landing", "everything", "layout-table", "layout-card"),
        *(f"{what}-{on}" for what, on in product(("summaries", "silent"), _SWITCHES)),
        *(f"alert-{sort}-{on}" for sort, on in product(_ALERTS, _SWITCHES)),
    ),
    "button-set-*": _SETTINGS,
    "button-tables-*": _SWITCHES,
}
"""Family -> what can stand for its star. A family that is not here may have any member, or none."""

OPTIONAL = ("example-*",)
"""Families that the bot asks for and does without."""


def members(family: str) -> frozenset[str]:
    """The ids that a family named in `FAMILIES` is made of."""
    return frozenset(family.replace("*", value) for value in FAMILIES[family])
