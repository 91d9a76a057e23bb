"""Words as search compares them: one case, one alphabet, no accents.

Cyrillic is spelt in Latin letters (the Ukrainian passport spelling of 2010; letters of Russian alone as they sound), so
that "Бахмут" and "Bakhmut" find each other. What comes out is letters and digits alone: no query syntax survives it.
"""

import re
import unicodedata

LONGEST_TEXT = 200_000
"""Characters of an article that can be found."""

_MOST_WORDS = 8
_LONGEST_WORD = 40
_WORD = re.compile(r"[^\W_]+")
_MARKS = re.compile(r"[\u0300-\u036f]")
_APOSTROPHES = re.compile(r"(?<=\w)['’ʼ‘`](?=\w)")
_BEFORE = str.maketrans({"й": "i", "ї": "i", "ё": "e", "ґ": "g"})
"""Letters that are no letter with an accent, whatever Unicode says."""
_LATIN = str.maketrans(
    dict(zip("абвгдезиіклмнопрстуфыэ", "abvhdezyiklmnoprstufye", strict=True))
    | {"є": "ie", "ж": "zh", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ю": "iu", "я": "ia"}
    | {"ь": "", "ъ": "", "ў": "u"}
)


def spelt(text: str) -> list[str]:
    """The words of *text* in the one spelling, in their order."""
    folded = unicodedata.normalize("NFC", text).casefold().translate(_BEFORE)
    bare = _MARKS.sub("", unicodedata.normalize("NFKD", _APOSTROPHES.sub("", folded)))
    return [word[:_LONGEST_WORD] for found in _WORD.findall(bare) if (word := found.translate(_LATIN))]


def indexed(title: str | None, text: str) -> str:
    """What an article is found by: each of its words once."""
    return " ".join(dict.fromkeys(spelt(f"{title or ''}\n{text[:LONGEST_TEXT]}")))


def sought(query: str) -> list[str]:
    """What words must begin with to be found: the words of *query* without the endings that declension changes.

    At most eight; none for a query without a letter or digit.
    """
    return [_stem(word) for word in dict.fromkeys(spelt(query[:500]))][:_MOST_WORDS]


def _stem(word: str) -> str:
    if word.isdigit() or len(word) < 5:
        return word
    return word[: max(4, len(word) - (2 if len(word) > 6 else 1))]
