"""The words people type around the names of categories: periods, pictures, records, thanks.

The table, `typed.toml`, holds them by meaning, a language a line, so a language is added there and nowhere in the
code. A form that ends in a star stands for itself with any ending.
"""

import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files


def meanings(section: str) -> dict[str, str]:
    """Form -> meaning, of a section whose forms are looked up whole."""
    return {form: meaning for meaning in _table()[section] for form in forms(section, meaning)}


def forms(section: str, meaning: str) -> tuple[str, ...]:
    """Every form of one meaning, in all languages."""
    parts = _table()[section][meaning].replace("\n", ";").split(";")
    return tuple(form for part in parts if (form := " ".join(part.split())))


def any_of(words: Iterable[str]) -> str:
    """A regular expression for one of *words*, the longest first; blanks are of any width."""
    return "|".join(_expression(word) for word in sorted(words, key=len, reverse=True))


def one_of(section: str, meaning: str) -> str:
    """A regular expression for any form of one meaning."""
    return any_of(forms(section, meaning))


def whole(expression: str) -> re.Pattern[str]:
    """*expression* where it is no part of a longer word, in any case."""
    return re.compile(rf"(?<!\w)(?:{expression})(?!\w)", re.IGNORECASE)


def _expression(word: str) -> str:
    return re.escape(word).replace(r"\*", r"\w*").replace(r"\ ", r"\s+")


@cache
def _table() -> Mapping[str, Mapping[str, str]]:
    return tomllib.loads((files("answers") / "typed.toml").read_text(encoding="utf-8"))
