"""From folded text to tokens: words, numbers, dates and times in digits, punctuation, line breaks.

Chinese, Japanese and Korean are written without gaps that help, so each of their characters is a word of its own.
Nothing here can backtrack: every repetition is possessive or of fixed length, so time is linear in the text.
"""

import re
from typing import NamedTuple

WORD, NUMBER, DATE, TIME, MARK, BREAK = range(6)

_CJK = "\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3\uf900-\ufaff"
_LETTERS = rf"[^\W\d_{_CJK}]++|[\x01\u0900-\u0dff]++"
_TOKEN = re.compile(
    r"([a-z\u0430-\u044f]++(?=[ ,;\n]))|https?://\S++"
    r"|(?=\d)(?:(\d{1,2}[./-]\d{1,2}[./-](?:\d{4}|\d{2})(?![\d])|\d{4}[-./]\d{1,2}[-./]\d{1,2}(?!\d))"
    r"|(\d{1,2}:\d{2}(?::\d{2})?+(?!\d))"
    r"|(\d{1,3}(?:[ .,']\d{3}(?!\d))++|\d{1,2}(?:,\d{2}(?!\d))++,\d{3}(?!\d)|\d++(?:[.,]\d++)?+))"
    rf"|((?:[a-z]\.){{2,6}}+(?![a-z])|(?:{_LETTERS})++(?:'(?:{_LETTERS})++)*+|[{_CJK}])"
    r"|([\n]+)"
    r"|([^\s\w])"
)
"""The first form is the plainest word, tried first because most tokens are such words; any word is the fifth."""
_ANY_WORD = 5


class Token(NamedTuple):
    """A piece of the folded text; `glued` when no space stands before it."""

    kind: int
    text: str
    start: int
    end: int
    glued: bool


def tokens(folded: str) -> list[Token]:
    """All tokens of *folded*, in order."""
    kinds = (MARK, WORD, DATE, TIME, NUMBER, WORD, BREAK, MARK)
    out: list[Token] = []
    last = -1
    add, new = out.append, tuple.__new__
    for match in _TOKEN.finditer(folded):
        start, end = match.span()
        text = match.group()
        form = match.lastindex or 0
        if form == _ANY_WORD and text[-1] == ".":
            text = text.replace(".", "")
        add(new(Token, (kinds[form], text, start, end, start == last)))
        last = end
    return out
