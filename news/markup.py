"""A page's tree made ready for reading: what a browser shows as lines stays lines.

Extractors join `<br>` lists, tear tables apart and glue neighbouring cells; here every table row, list item and broken
line becomes one line of text ("Tanks 3783 (+2)") before the extractor sees the page, and what no reader sees goes.
"""

import re
from copy import deepcopy

from lxml import etree, html
from lxml.html import HtmlElement

BREAK = "\N{RETURN SYMBOL}"
"""Stands for a line break inside a paragraph until the extractor has done its work: a sign that it leaves in."""

_MACHINERY = ("script", "style", "template", "noscript")
_UNSEEN = (
    "//del | //s | //strike | //*[@hidden or @aria-hidden='true']"
    " | //*[contains(translate(@style,' ',''), 'display:none')]"
    " | //*[contains(translate(@style,' ',''), 'visibility:hidden')]"
    " | //sup[translate(normalize-space(.), '[]0123456789*', '')='']"
)
_BLOCKS = frozenset(
    re.findall(
        r"\w+",
        "address article aside blockquote dd div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header"
        " hr li main nav ol p pre section table tbody td tfoot th thead tr ul",
    )
)
_SIGNED = re.compile(r"[+\u2212-]\s?\d[\d\s.,]*")
_FIGURE = re.compile(r"(?=\D*\d)[\d\s.,+()\u2212-]+")
_DIGIT = re.compile(r"\d")


def parse(text: str) -> HtmlElement | None:
    """The tree of a page, or None where there is nothing in it."""
    # A declaration of another encoding would be an error in text that is decoded already.
    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", text.replace("\0", "").replace(BREAK, " "))
    try:
        return html.document_fromstring(text, parser=html.HTMLParser(huge_tree=False, recover=True))
    except (etree.ParserError, ValueError):
        return None


def prepare(tree: HtmlElement) -> HtmlElement:
    """A copy of *tree* in which every line a reader sees is a paragraph or a line of one (see `BREAK`)."""
    tree = deepcopy(tree)
    etree.strip_elements(tree, etree.Comment, etree.ProcessingInstruction, *_MACHINERY, with_tail=False)
    for unseen in tree.xpath(_UNSEEN):
        unseen.clear(keep_tail=True)
        unseen.tag = "span"
    for element in tree.iter("br"):
        element.tag, element.text = "span", BREAK
    _keep_apart(tree)
    for table in tree.xpath("//table[not(.//table)]"):
        _flatten(table, _table_lines(table))
    for terms in tree.xpath("//dl[not(.//dl)]"):
        _flatten(terms, _term_lines(terms))
    for listed in tree.xpath("//*[self::ul or self::ol][not(ancestor::ul or ancestor::ol)]"):
        if _is_prose(listed):
            _flatten(listed, _lines(listed))
    for element in tree.iter("div", "section", "blockquote", "td"):
        if next(element.iterdescendants(*_BLOCKS), None) is None and BREAK in element.text_content():
            element.tag = "p"  # extractors pass over text that is in no paragraph
    return tree


def lines_of(element: HtmlElement) -> list[str]:
    """The lines of a prepared element, in reading order, none of them empty."""
    return _lines(element)


def _keep_apart(tree: HtmlElement) -> None:
    """Put a space where only styling parts a name from its figure: <span>Tanks</span><span>3783</span>."""
    for element in tree.iter("span", "b", "strong", "em", "i", "a", "div", "small"):
        before = element.getprevious()
        if before is None or before.tail:
            continue
        last, first = _last_letter(before), next(element.itertext(), "")[:1]
        if (last.isalpha() and first.isdigit()) or (last.isdigit() and (first.isalpha() or first in tuple("(+"))):
            before.tail = " "


def _last_letter(element: HtmlElement) -> str:
    while len(element) and not element[-1].tail:
        element = element[-1]
    return ((element[-1].tail if len(element) else element.text) or "")[-1:]


def _flatten(element: HtmlElement, lines: list[str]) -> None:
    """Make *element* one paragraph of *lines*."""
    tail = element.tail
    for child in list(element):
        element.remove(child)
    element.attrib.clear()
    element.tag, element.text, element.tail = "p", BREAK.join(lines), tail


def _is_prose(listed: HtmlElement) -> bool:
    """Whether a list is text and no menu: few links, no headings, items of moderate length."""
    text = listed.text_content()
    linked = sum(len(link.text_content()) for link in listed.iter("a"))
    items = list(listed.iter("li"))
    longest = max((len(item.text_content()) for item in items if item.find(".//li") is None), default=0)
    if not items or longest > 800 or next(listed.iter("h1", "h2", "h3", "h4", "img"), None) is not None:
        return False
    return linked * 3 < len(text) or (bool(_DIGIT.search(text)) and linked * 3 < len(text) * 2)


def _table_lines(table: HtmlElement) -> list[str]:
    rows = [[_inline(cell) for cell in row.iter("td", "th")] for row in table.iter("tr")]
    rows = [[cell for cell in row if cell] for row in rows]
    rows = [row for row in rows if row]
    caption = [_inline(each) for each in table.iter("caption")]
    if _lies_on_its_side(rows):
        rows = [list(column) for column in zip(*rows, strict=True)]
    if any(len(cell) > 300 for row in rows for cell in row):  # a layout, not figures
        return caption + [line for row in rows for cell in row for line in cell.split(BREAK)]
    return caption + [" ".join([row[0], *map(_bracketed, row[1:])]).replace(BREAK, " ") for row in rows]


def _lies_on_its_side(rows: list[list[str]]) -> bool:
    """Names in the first row, figures under them."""
    if not 2 <= len(rows) <= 3 or len(rows[0]) < 3 or len({len(row) for row in rows}) != 1:
        return False
    return not any(map(_FIGURE.fullmatch, rows[0])) and all(_FIGURE.fullmatch(cell) for row in rows[1:] for cell in row)


def _bracketed(cell: str) -> str:
    """A gain in its own cell reads as one: "+2" becomes "(+2)"."""
    return f"({cell.strip()})" if _SIGNED.fullmatch(cell.strip()) else cell


def _term_lines(terms: HtmlElement) -> list[str]:
    lines: list[str] = []
    for element in terms.iter("dt", "dd"):
        text = _inline(element).replace(BREAK, " ")
        if element.tag == "dd" and lines and len(lines[-1]) + len(text) < 120:
            lines[-1] += " " + _bracketed(text)
        elif text:
            lines.append(text)
    return lines


def _inline(element: HtmlElement) -> str:
    return " ".join(" ".join(_pieces(element)).split()).strip(f"{BREAK} ")


def _lines(element: HtmlElement) -> list[str]:
    text = "".join(_pieces(element))
    return [line for line in (" ".join(line.split()) for line in text.split(BREAK)) if line]


def _pieces(element: HtmlElement) -> list[str]:
    """The text of *element* with a `BREAK` at each end of each block in it."""
    pieces: list[str] = []
    pending: list[HtmlElement | str] = [element]
    while pending:
        each = pending.pop()
        if isinstance(each, str):
            pieces.append(each)
            continue
        edge = BREAK if each.tag in _BLOCKS and each is not element else ""
        after: list[HtmlElement | str] = [edge, each.text or ""]
        for child in each:
            if isinstance(child.tag, str):
                after.append(child)
            after.append(child.tail or "")
        after.append(edge)
        pending.extend(reversed(after))
    return pieces
