"""Which language a text is in, by the commonest words of each table."""

from collections import Counter
from functools import cache
from importlib.resources import files
from itertools import chain

from news.reading.fold import fold
from news.reading.tables import languages
from news.reading.tokens import Token

_SAMPLE = 400
_ALIASES = {"nb": "no", "nn": "no", "bs": "hr", "sh": "hr", "iw": "he", "mo": "ro"}
"""Codes of languages that read alike."""


@cache
def _hints() -> dict[str, tuple[str, ...]]:
    """Common word -> the languages that have it: the first line of each table, so that few tables are read whole."""
    out: dict[str, list[str]] = {}
    for language in languages():
        with (files("news.reading") / "languages" / f"{language}.txt").open(encoding="utf-8") as lines:
            _, _, words = fold(lines.readline().rstrip()).partition(":")
        for word in words.split(","):
            out.setdefault(word.strip(), []).append(language)
    return {word: tuple(names) for word, names in out.items()}


def languages_of(found: list[Token], given: str | None) -> tuple[str, ...]:
    """The languages to read with: the *given* one first if there is a table for it, then what the words say."""
    known = _hints().get
    counts = Counter(chain.from_iterable([names for token in found[:_SAMPLE] if (names := known(token[1]))]))
    ranked = sorted(counts, key=lambda name: (-counts[name], name))
    best = counts[ranked[0]] if ranked else 0
    chosen = [name for name in ranked[:2] if counts[name] >= max(2, best // 4)]
    code = (given or "").lower()[:2]
    code = _ALIASES.get(code, code)
    if code in languages():
        chosen = [code, *(name for name in chosen if name != code and counts[name] > 2 * counts.get(code, 0))]
    return tuple(chosen[:2]) or ("en",)
