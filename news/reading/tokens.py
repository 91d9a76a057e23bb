"""From folded text to tokens: words, numbers, dates and times in digits, punctuation, line breaks.

Chinese, Japanese and Korean are written without gaps that help, so each of their characters is a word of its own.
Three digits behind a comma and a space end a number only where the line ends ("269, 210"): else they are the next one.
Nothing here can backtrack: every repetition is possessive or of fixed length, so time is linear in the text.
"""

import re

from news.reading.fold import FILLED, IGNORED

WORD, NUMBER, DATE, TIME, MARK, BREAK = range(6)

_CJK = "\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3\uf900-\ufaff"
_LETTERS = rf"[^\W\d_{_CJK}]++|[\x01\u0900-\u0dff]++"
_TOKEN = re.compile(
    r"(https?://\S++)"
    r"|(?=\d)(?:(\d{1,2}[./-]\d{1,2}[./-](?:\d{4}|\d{2})(?![\d])|\d{4}[-./]\d{1,2}[-./]\d{1,2}(?!\d))"
    r"|(\d{1,2}:\d{2}(?::\d{2})?+(?!\d))"
    r"|(\d{1,3}, \d{3}(?=[ \x02]*+(?:\n|\Z))"
    r"|\d{1,3}(?:[ .,']\x02*+\d{3}(?!\d))++|\d{1,2}(?:,\d{2}(?!\d))++,\d{3}(?!\d)|\d++(?:[.,]\d++)?+))"
    rf"|((?:[a-z]\.){{2,6}}+(?![a-z])|(?:{_LETTERS})++(?:'(?:{_LETTERS})++)*+|[{_CJK}])"
    r"|([\n]+)"
    r"|([^\s\w\x02])"
)
_KINDS = (-1, MARK, DATE, TIME, NUMBER, WORD, BREAK, MARK)
_PIECE = re.compile(rf"[a-z\u0430-\u044f]++ ++|(?:{re.sub('[(](?=[^?])', '(?:', _TOKEN.pattern)})[ \x02]*+|[\s\S]")
"""A token with the spaces behind it, the plainest word first because most are such; or what is no token."""

Token = tuple[int, str, int, int, bool]
"""A piece of the folded text: kind, text, start, end, and whether it is glued (no space stands before it)."""

_SPACES = " " + FILLED
_KEPT, _SHORT = 60_000, 40
_seen: dict[str, tuple[int, str, int, int]] = {}
"""Pieces met before -> kind, text, length, length with the spaces behind: words come again and again."""


def _look(piece: str) -> tuple[int, str, int, int]:
    match = _TOKEN.match(piece)
    kind = _KINDS[match.lastindex or 0] if match else -1
    text = piece.rstrip(_SPACES)
    size = len(text)
    if kind == WORD and text[-1] == ".":
        text = text.replace(".", "")
    if kind == WORD and not text.strip(IGNORED):
        kind = -1
    known = kind, text, size, len(piece)
    if len(piece) <= _SHORT:
        if len(_seen) > _KEPT:
            _seen.clear()
        _seen[piece] = known
    return known


def tokens(folded: str) -> list[Token]:
    """All tokens of *folded*, in order."""
    out: list[Token] = []
    start, glued = 0, False
    add, seen = out.append, _seen.get
    for piece in _PIECE.findall(folded):
        kind, text, size, length = seen(piece) or _look(piece)
        if kind >= 0:
            add((kind, text, start, start + size, glued))
            glued = size == length
        else:
            glued = False
        start += length
    return out
