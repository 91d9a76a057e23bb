"""How people type the names of categories, in the languages they type them in.

The table, `names.toml`, holds the readers' words, not the bulletins': forms in any case and number, abbreviations,
transliterations. They are matched whole, the longest first, so that "vehicles and fuel tanks" is never tanks and
"anti-aircraft" never aircraft.
"""

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files

SUCCESSORS: Mapping[str, str] = {"automobiles": "vehicles", "fuel_tanks": "vehicles"}
"""Lines of early 2022 -> the line that counts the same things since (see `tally.category`)."""

_NONE, _FILLERS = "none", "fillers"


def typed_names() -> Iterator[tuple[str, str | None]]:
    """What may be typed, with the slug it means; None for a phrase that only looks like one of ours."""
    for slug, forms in _table().items():
        meaning = None if slug == _NONE else slug
        if slug == _FILLERS:
            continue
        if meaning:
            yield slug.replace("_", " "), slug
        for form in forms.split(";"):
            yield " ".join(form.split()), meaning


def filler_words() -> frozenset[str]:
    """Words around a name or a period that carry nothing."""
    return frozenset(_table()[_FILLERS].split())


@cache
def _table() -> Mapping[str, str]:
    return tomllib.loads((files("answers") / "names.toml").read_text(encoding="utf-8"))
