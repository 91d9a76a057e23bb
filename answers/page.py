"""A page: what an answer shows, as blocks of plain text, and the one place where text becomes Telegram HTML.

Every answer builds blocks; nobody else writes a tag or escapes a character. Text from outside (titles, outlets, what a
person typed) may hold anything: control and direction-changing characters are dropped, right-to-left text is isolated
so that it cannot turn its neighbours round, and a page never grows past `LIMIT`.
"""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from html.parser import HTMLParser
from urllib.parse import urlsplit

LIMIT = 4096
"""Length of a message after its entities are parsed, in UTF-16 code units (Bot API, sendMessage)."""

NARROW = 34
"""Monospace characters that fit a line on a phone 390 px wide."""

_ISOLATE = "\N{FIRST STRONG ISOLATE}"
_POP = "\N{POP DIRECTIONAL ISOLATE}"
_CUT = "…"


@dataclass(frozen=True, slots=True)
class Heading:
    """The line in bold that says what the page is about."""

    text: str


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence. Lines that follow each other stand on lines of their own without a gap."""

    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One or more sentences that stand apart from what is above and below."""

    text: str


@dataclass(frozen=True, slots=True)
class Note:
    """A sentence in italics: who claims the figures, what they count, how old they are."""

    text: str


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of as many cells each, in monospace: the first column is a name, the others are figures."""

    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Story:
    """One article of a list: a title (a link when there is an address), its summary, and where and when it was
    published. A `quoted` summary is the article's own words.
    """

    title: str
    url: str | None
    summary: str
    foot: str
    quoted: bool = False


Block = Heading | Line | Paragraph | Note | Table | Story
Page = Sequence[Block]


def render(page: Page) -> str:
    """The page as Telegram HTML, at most `LIMIT` long after parsing: blocks that no longer fit are left out, with a
    `…`.
    """
    pieces: list[str] = []
    left = LIMIT - 2
    before: Block | None = None
    for block in page:
        html = _html(block)
        gap = _gap(before, block)
        cost = _units(plain(html)) + len(gap)
        if cost > left:
            return "".join([*pieces, f"\n{_CUT}"])
        left -= cost
        pieces += [gap, html]
        before = block
    return "".join(pieces)


def clean(text: str, limit: int) -> str:
    """*text* from outside on one line, without characters that hide or turn text, cut to *limit* characters."""
    kept = "".join(each if _harmless(each) else " " for each in text[: limit * 4])
    line = shortened(" ".join(kept.split()), limit)
    return f"{_ISOLATE}{line}{_POP}" if any(unicodedata.bidirectional(each) in ("R", "AL") for each in line) else line


def shortened(line: str, limit: int) -> str:
    """*line*, or as much of it as *limit* holds with a `…`, cut between words unless a word is very long."""
    if len(line) <= limit:
        return line
    kept, space, last_word = line[: limit - 1].rpartition(" ")
    return (kept if space and len(last_word) < 20 else line[: limit - 1]).rstrip() + _CUT


def plain(html: str) -> str:
    """The text that a reader of Telegram HTML sees, with addresses of links after their words."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return "".join(reader.pieces)


def _html(block: Block) -> str:
    match block:
        case Heading(text):
            return f"<b>{escaped(text)}</b>"
        case Line(text) | Paragraph(text):
            return escaped(text)
        case Note(text):
            return f"<i>{escaped(text)}</i>"
        case Table(rows):
            return f"<pre>{escaped(chr(10).join(_aligned(rows)))}</pre>"
        case Story():
            return _story(block)


def _story(story: Story) -> str:
    title = f"<b>{escaped(clean(story.title, 200))}</b>"
    url = address(story.url)
    lines = [f'<a href="{escaped(url)}">{title}</a>' if url else title]
    if story.summary:
        summary = escaped(clean(story.summary, 300))
        lines.append(f"<blockquote>{summary}</blockquote>" if story.quoted else summary)
    if story.foot:
        lines.append(f"<i>{escaped(story.foot)}</i>")
    return "\n".join(lines)


def address(url: str | None) -> str | None:
    """*url* if it is one that a link may carry: the web's, and of a length that a message can bear."""
    if not url or len(url) > 1000 or any(each.isspace() or not each.isprintable() for each in url):
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and parts.hostname else None


def _aligned(rows: Sequence[Sequence[str]]) -> Iterable[str]:
    # Monospace fonts seldom have the narrow space that French parts thousands with; another font's is of any width.
    rows = [[cell.replace("\N{NARROW NO-BREAK SPACE}", "\N{NO-BREAK SPACE}") for cell in row] for row in rows]
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))] if rows else []
    gap = "  " if sum(widths) + 2 * len(widths[1:]) <= NARROW else " "
    for name, *figures in rows:
        cells = [figure.rjust(width) for figure, width in zip(figures, widths[1:], strict=True)]
        yield gap.join([name.ljust(widths[0]), *cells]).rstrip()


def _gap(before: Block | None, block: Block) -> str:
    if before is None:
        return ""
    # Telegram shows a line break after a preformatted block as an empty line already.
    tight = isinstance(block, Table) or isinstance(before, Table)
    together = type(before) is type(block) and isinstance(block, (Line, Note))
    opening = isinstance(before, Heading) and isinstance(block, Line)
    return "\n" if tight or together or opening else "\n\n"


def _harmless(char: str) -> bool:
    """Printable, and neither a direction control nor an invisible format character (Unicode category C*, U+2028,
    U+2029).
    """
    return not unicodedata.category(char).startswith("C") and char not in "\u2028\u2029"


def escaped(text: str) -> str:
    """*text* as HTML; what Telegram or UTF-8 cannot carry (lone surrogates, control characters) becomes a space."""
    kept = "".join(" " if unicodedata.category(each) in ("Cc", "Cs") and each != "\n" else each for each in text)
    return escape(kept)


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self._address: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a":
            self._address = dict(attrs).get("href")

    def handle_endtag(self, tag: str) -> None:
        if tag == "a" and self._address:
            self.pieces.append(f" ({self._address})")
            self._address = None

    def handle_data(self, data: str) -> None:
        self.pieces.append(data)
