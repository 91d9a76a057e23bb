"""What categories are called in a language. A line that nobody knows yet goes by the name it was printed under."""

from answers.page import clean
from answers.words import Words
from tally.category import CATEGORIES

SHORT = 14
"""Characters of a short name: what a row of a table on a phone has left."""

_LARGE_NOUNS = frozenset({"de"})
"""Languages that begin every noun with a capital."""


def name(words: Words, category: str) -> str:
    """The full name, as a sentence begins with it."""
    return words.say(f"category-{category}") if category in CATEGORIES else clean(category, 60)


def inside(words: Words, category: str) -> str:
    """The full name as it stands inside a sentence: small, unless it begins with an abbreviation or a noun that its
    language writes large.
    """
    full = name(words, category)
    small = category in CATEGORIES and full[1:2].islower() and words.language not in _LARGE_NOUNS
    return full[0].lower() + full[1:] if small else full


def short(words: Words, category: str) -> str:
    """The name in a table or on a button, at most `SHORT` characters where the line is known."""
    return words.say(f"category-{category}-short") if category in CATEGORIES else clean(category, SHORT)


def counted(words: Words, category: str, total: int) -> str:
    """A total with its noun: `12,292 tanks`."""
    if category in CATEGORIES:
        return words.say(f"counted-{category}", n=total)
    return words.say("counted-other", n=total, name=clean(category, 60))


def what_it_counts(words: Words, category: str) -> str:
    """What the bulletin counts on this line."""
    return words.say(f"counts-{category}" if category in CATEGORIES else "counts-other")
