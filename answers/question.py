"""What a person asks: a category and a period, out of whatever they typed after a command."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache

from rapidfuzz import process
from rapidfuzz.distance import OSA
from rapidfuzz.fuzz import WRatio

from answers.names import filler_words, typed_names
from answers.since import Since, find_since, guess_since
from tally.day import FIRST_DAY

LONGEST = 120
"""Characters of a question that are read; nobody asks more, and what does is not a question."""


class Trouble(StrEnum):
    """Why a question cannot be answered as it stands."""

    UNKNOWN_CATEGORY = "unknown-category"
    SEVERAL_CATEGORIES = "several-categories"
    UNKNOWN_PERIOD = "unknown-period"
    FUTURE_DAY = "future-day"
    BEFORE_WAR = "before-war"


@dataclass(frozen=True, slots=True)
class Question:
    """A question as understood. `category` is a slug, or the name of a line that nobody knows yet but storage holds.

    With a `trouble`, `said` is the part that was not understood (at most 40 characters), and `nearest` holds categories
    that may have been meant, the likeliest first.
    """

    category: str | None = None
    since: Since | None = None
    trouble: Trouble | None = None
    said: str = ""
    nearest: tuple[str, ...] = ()


def ask(text: str, today: date, known: Iterable[str] = ()) -> Question:
    """Read *text*, what follows a command.

    *known* are the categories that storage holds, so that new ones can be asked for. Nothing is dropped unread: words
    that are neither a category nor a period nor filler make a trouble.
    """
    text = unicodedata.normalize("NFKC", text[:LONGEST])
    names = _names_with(known)
    spans = list(_exact(text, names))
    rest = _without(text, ((start, end) for start, end, _ in spans))
    period = find_since(rest, today)
    without = _without(rest, [(period.start, period.end)]) if period else rest
    categories = tuple(dict.fromkeys(slug for *_, slug in spans if slug))
    if period is not None and period.since is None:
        said = _short(rest[period.start : period.end])
        return Question(next(iter(categories), None), trouble=Trouble.UNKNOWN_PERIOD, said=said)
    if (
        categories
        and period is None
        and not _DIGIT.search(text)
        and (whole := likely(_meat(text), names)) in categories
    ):
        return Question(whole)
    refused = any(slug is None for *_, slug in spans)
    if len(categories) > 1:
        return Question(trouble=Trouble.SEVERAL_CATEGORIES, nearest=categories[:3], said=_short(text))
    if refused and not categories:
        return Question(trouble=Trouble.UNKNOWN_CATEGORY, nearest=nearest(text, names), said=_short(text))
    if not _tokens(text) and text.strip():
        return Question(trouble=Trouble.UNKNOWN_CATEGORY, nearest=nearest("", names), said=_short(text))
    since = period.since if period else None
    return _settled(next(iter(categories), None), since, _meat(without), today, names)


def _settled(
    category: str | None, since: Since | None, rest: str, today: date, names: Mapping[str, str | None]
) -> Question:
    """The question, once the words that are surely a category or a period are taken out and *rest* remains."""
    if rest and category is None and (category := likely(rest, names)):
        rest = ""
    if rest and since is None and (since := guess_since(rest, today)):
        rest = ""
    if rest and category is None and not rest.isdecimal():
        return Question(since=since, trouble=Trouble.UNKNOWN_CATEGORY, said=_short(rest), nearest=nearest(rest, names))
    if rest:
        return Question(category, trouble=Trouble.UNKNOWN_PERIOD, said=_short(rest))
    return Question(category, since, _impossible(since, today))


def _impossible(since: Since | None, today: date) -> Trouble | None:
    day = since.start(today) if since else None
    if day is not None and day > today:
        return Trouble.FUTURE_DAY
    return Trouble.BEFORE_WAR if day is not None and day < FIRST_DAY else None


def likely(text: str, names: Mapping[str, str | None]) -> str | None:
    """The category that *text* misspells.

    One slip in five letters or more, two in eight or more, never in the first; or the keys of another keyboard layout.
    """
    typed = fold(text)
    slips = 0 if len(typed) < 5 else 1 if len(typed) < 8 else 2
    for candidate in (typed, *_other_layouts(text)):
        if names.get(candidate):
            return names[candidate]
    close = [
        (OSA.distance(typed, name, score_cutoff=slips), slug)
        for name, slug in names.items()
        if slug and slips and name[0] == typed[0] and len(name) > 3
    ]
    close = [(distance, slug) for distance, slug in close if distance <= slips]
    best = {slug for distance, slug in close if distance == min(close)[0]}
    return best.pop() if len(best) == 1 else None


def nearest(text: str, names: Mapping[str, str | None]) -> tuple[str, ...]:
    """The three categories whose names look most like *text*, the likeliest first."""
    slugs: dict[str, None] = {}
    for name, _, _ in process.extract(fold(text), list(names), scorer=WRatio, limit=40):
        if slug := names[name]:
            slugs.setdefault(slug)
    return tuple(dict.fromkeys((*slugs, *_FAVOURITES)))[:3]


_FAVOURITES = ("personnel", "tanks", "uavs")


def fold(text: str) -> str:
    """*text* as names are compared: lower case, no accents that readers leave out, words parted by single spaces."""
    return " ".join(word for word, _, _ in _tokens(text))


def _exact(text: str, names: Mapping[str, str | None]) -> Iterable[tuple[int, int, str | None]]:
    """Where names stand in *text*, longest first at each place; a slug of None is a phrase that is none of ours."""
    tokens = _tokens(text)
    longest = max(name.count(" ") for name in names) + 1
    at = 0
    while at < len(tokens):
        for size in range(min(longest, len(tokens) - at), 0, -1):
            piece = tokens[at : at + size]
            name = " ".join(word for word, _, _ in piece)
            if name in names:
                yield piece[0][1], piece[-1][2], names[name]
                at += size
                break
        else:
            at += 1


def _tokens(text: str) -> Sequence[tuple[str, int, int]]:
    return [(_plain(match[1]), *match.span()) for match in _WORD.finditer(text)]


# What French elides before a vowel (l'artillerie, d'hélicoptères) belongs to the word and is not compared.
_ELIDED = r"(?<![^\W_])(?:qu|[cdjlmnst])['’](?=[aeiouyhàâéèêëîïôœ])"
_WORD = re.compile(rf"(?:{_ELIDED})?([^\W_]+(?:['’ʼ`][^\W_]+)*)", re.IGNORECASE)
_DIGIT = re.compile(r"\d")
_LEFT_OUT = str.maketrans(
    {"'": None, "’": None, "ʼ": None, "`": None, "ё": "е"}
    | {chr(code): unicodedata.normalize("NFD", chr(code))[0] for code in range(ord("à"), ord("ſ"))}
)
"""Apostrophes, and the accents of Latin letters: `helicopteros` is `helicópteros`."""


def _plain(word: str) -> str:
    return word.casefold().translate(_LEFT_OUT)


def _without(text: str, spans: Iterable[tuple[int, int]]) -> str:
    for start, end in sorted(spans, reverse=True):
        text = f"{text[:start]} {text[end:]}"
    return text


FILLERS = frozenset(fold(each) for each in filler_words())
"""Words that carry nothing we look for, as `fold` gives them."""


def _meat(text: str) -> str:
    """*text* without the words and signs that carry nothing we look for."""
    return " ".join(match[1] for match in _WORD.finditer(text) if _plain(match[1]) not in FILLERS)


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 40 else f"{text[:39]}…"


def _names_with(known: Iterable[str]) -> Mapping[str, str | None]:
    return {fold(name): name for name in known if fold(name)} | _names()


@cache
def _names() -> dict[str, str | None]:
    return {fold(name): slug for name, slug in typed_names()}


_LATIN = "qwertyuiop[]asdfghjkl;'zxcvbnm,."
_CYRILLIC = "йцукенгшщзхїфівапролджєячсмитьбю"
_TO_CYRILLIC = str.maketrans(_LATIN, _CYRILLIC)
_TO_LATIN = str.maketrans(f"{_CYRILLIC}ыэъ", f"{_LATIN}s']")


def _other_layouts(text: str) -> Iterable[str]:
    """What the same keys give on the other keyboard layout: `nfyrb` is `танки` typed without switching."""
    lower = text.casefold()
    return fold(lower.translate(_TO_CYRILLIC)), fold(lower.translate(_TO_LATIN))
