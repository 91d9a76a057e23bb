"""Telegram's HTML, cut to what one message holds, and as plain text."""

import re
from dataclasses import dataclass, field
from html import unescape

LIMIT = 4096
"""Characters of one message after its markup is parsed (Bot API, sendMessage), counted in UTF-16 as Telegram counts."""

_PIECE = re.compile(r"<[^<>]*>|&(?:#\d+|#x[0-9a-fA-F]+|[a-zA-Z]\w*);|[^<&]|[<&]", re.DOTALL)
_TAG = re.compile(r"<(/?)([a-zA-Z][\w-]*)[^<>]*>")


def plain(html: str) -> str:
    """What a reader sees of `html` when it cannot be shown as markup."""
    return unescape(_TAG.sub("", html))


def messages(html: str, limit: int = LIMIT) -> list[str]:
    """`html` as messages of at most `limit` visible characters, each with its tags closed.

    Cut at the end of a line where the message is more than half full there, else at a blank, else between any two
    characters; never inside a tag or an entity. White space at a cut goes, as Telegram would drop it anyway.
    """
    if _units(plain(html)) <= limit:
        return [html]
    parts: list[str] = []
    page = _Page()
    for piece in _PIECE.findall(html):
        if _width(piece) and page.width + _width(piece) > limit:
            kept, page = page.cut(limit)
            parts.append(kept)
        page.add(piece)
    parts.append(page.closed())
    return [part for part in parts if plain(part).strip()]


@dataclass
class _Page:
    """A message being filled: pieces, how wide they are, which tags are open."""

    pieces: list[str] = field(default_factory=list)
    width: int = 0
    open: list[str] = field(default_factory=list)

    def add(self, piece: str) -> None:
        tag = _TAG.fullmatch(piece)
        self.pieces.append(piece)
        self.width += _width(piece)
        if tag and tag[1]:
            if self.open:
                self.open.pop()
        elif tag:
            self.open.append(piece)

    def closed(self) -> str:
        ends = [f"</{_TAG.fullmatch(tag)[2]}>" for tag in reversed(self.open)]  # type: ignore[index]
        return "".join([*self.pieces, *ends]).strip()

    def cut(self, limit: int) -> tuple[str, "_Page"]:
        """The message up to the best place to cut, and a new one that holds the rest."""
        at = self._last("\n", limit // 2) or self._last(" ", limit // 2) or len(self.pieces)
        before, after = _Page(), _Page()
        for piece in self.pieces[:at]:
            before.add(piece)
        for piece in before.open:
            after.add(piece)
        for piece in self.pieces[at:]:
            after.add(piece)
        return before.closed(), after

    def _last(self, mark: str, at_least: int) -> int | None:
        """How many pieces there are up to the last `mark`, if the message is that full there."""
        width = self.width
        for index in range(len(self.pieces) - 1, -1, -1):
            if width <= at_least:
                return None
            if self.pieces[index] == mark:
                return index + 1
            width -= _width(self.pieces[index])
        return None


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _width(piece: str) -> int:
    return 0 if _TAG.fullmatch(piece) else _units(unescape(piece))
