"""Which language a text is in, by the commonest words of each table."""

from collections import Counter
from functools import cache
from importlib.resources import files
from itertools import chain

from news.reading.fold import fold
from news.reading.tables import languages
from news.reading.tokens import Token

_SAMPLE = 400
_WORD = 3
"""Letters of a word that tells two languages apart; little words are shared by chance."""
_FEW, _ENGLISH, _PART = 6, 3, 8
"""So many different words (fewer where they are English, as captions are), and so great a part of the first
language's, make a second one."""
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
    """The languages to read with: the *given* one if there is a table for it, else that of most words, and a second.

    The second is that of most words that the first does not have: a quotation, a caption, a bilingual post.
    """
    hints = _hints()
    words = [token[1] for token in found[:_SAMPLE] if token[1] in hints]
    code = (given or "").lower()[:2]
    code = _ALIASES.get(code, code)
    first = code if code in languages() else _commonest(_spoken(hints, words)) or "en"
    told = set(words)
    apart = _spoken(hints, [word for word in told if first not in hints[word] and len(word) >= _WORD])
    second = _commonest(apart)
    least = max(_ENGLISH if second == "en" else _FEW, len(told) // _PART)
    return (first, second) if second and apart[second] >= least else (first,)


def _spoken(hints: dict[str, tuple[str, ...]], words: list[str]) -> Counter[str]:
    """How many of *words* each language has."""
    return Counter(chain.from_iterable([hints[word] for word in words]))


def _commonest(counts: Counter[str]) -> str:
    """The name that comes most often, the first of the alphabet where two do; '' if there are none."""
    return min(counts, key=lambda name: (-counts[name], name), default="")
