"""A page as a rich message (Bot API 10.1): real tables, parts that fold; and the one place where text becomes its HTML.

The shape of the table is one that clients are known to draw as a grid: bordered, striped, a head, cells with `align`.
Other shapes were accepted by the server and drawn as words run together.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from answers.page import Block, Heading, Line, Note, Page, Paragraph, Story, Table, address, clean, escaped

LIMIT = 32_768
"""Characters of a rich message (Bot API, rich message limits); 500 blocks, 20 columns."""


@dataclass(frozen=True, slots=True)
class Grid:
    """A table with a head: the first column is a name, the others are figures."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Details:
    """Blocks under a line that opens and closes them; closed at first."""

    summary: str
    blocks: Page


RichBlock = Block | Grid | Details
RichPage = Sequence[RichBlock]


def render_rich(page: RichPage) -> str:
    """The page as HTML of a rich message. Every text is cut where it comes from outside, so pages stay far below the
    limits.
    """
    return "".join(_html(block) for block in page)


def _html(block: RichBlock) -> str:
    match block:
        case Heading(text):
            return f"<h3>{escaped(text)}</h3>"
        case Line(text) | Paragraph(text):
            return f"<p>{escaped(text)}</p>"
        case Note(text):
            return f"<p><i>{escaped(text)}</i></p>"
        case Table(rows):
            return _table((), rows)
        case Grid(head, rows):
            return _table(head, rows)
        case Details(summary, blocks):
            return f"<details><summary>{escaped(summary)}</summary>{render_rich(blocks)}</details>"
        case Story():
            return _story(block)


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    top = f"<thead>{_row('th', head)}</thead>" if head else ""
    body = "".join(_row("td", each) for each in rows)
    return f"<table bordered striped>{top}<tbody>{body}</tbody></table>"


def _row(tag: str, cells: Sequence[str]) -> str:
    made = (
        f'<{tag} align="{"right" if column else "left"}">{escaped(cell)}</{tag}>' for column, cell in enumerate(cells)
    )
    return f"<tr>{''.join(made)}</tr>"


def _story(story: Story) -> str:
    title, url = escaped(clean(story.title, 200)), address(story.url)
    linked = f'<a href="{escaped(url)}">{title}</a>' if url else title
    summary = escaped(clean(story.summary, 300))
    return (
        f"<p><b>{linked}</b></p>"
        + (
            f"<blockquote>{summary}</blockquote>"
            if summary and story.quoted
            else f"<p>{summary}</p>"
            if summary
            else ""
        )
        + (f"<p><i>{escaped(story.foot)}</i></p>" if story.foot else "")
    )
