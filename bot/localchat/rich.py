"""Rich messages: HTML with headings, lists, tables and details becomes a `RichMessage` of blocks.

Limits: core.telegram.org/bots/api#rich-message-limits. Media by address are refused: the local chat fetches nothing.
"""

from collections.abc import Callable
from typing import Any

from bot.localchat.refusals import bad_request
from bot.localchat.rich_text import RichText, plain, rich_text, trimmed
from bot.localchat.rich_tree import BLOCKS, Node, parse_tree

Json = dict[str, Any]

MOST_CHARACTERS = 32_768
MOST_BLOCKS = 500
MOST_COLUMNS = 20
_MEDIA = {"img", "video", "audio", "figure", "tg-collage", "tg-slideshow", "tg-map"}
_LABELS = {"a", "A", "i", "I", "1"}


def rich_content(given: Json) -> Json:
    """Content of a rich message from an `InputRichMessage`. Raises `RefusedError`."""
    unknown = given.keys() - {"html", "markdown", "is_rtl", "skip_entity_detection"}
    if unknown:
        raise bad_request(f'can\'t parse InputRichMessage: unknown field "{min(unknown)}"')
    if ("html" in given) == ("markdown" in given):
        raise bad_request("exactly one of the fields html and markdown must be specified in the rich message")
    if "markdown" in given:
        raise bad_request("the local chat reads rich messages as html")
    root = parse_tree(str(given["html"]))
    reader = _Reader(not given.get("skip_entity_detection"), _notes(root))
    blocks = reader.blocks(root.children)
    if not blocks:
        raise bad_request("rich message must be non-empty")
    if reader.characters > MOST_CHARACTERS:
        raise bad_request("rich message is too long")
    if reader.count > MOST_BLOCKS:
        raise bad_request("rich message has too many blocks")
    return {"rich_message": {"blocks": blocks, **({"is_rtl": True} if given.get("is_rtl") else {})}}


def _notes(node: Node) -> frozenset[str]:
    names = {node.attributes.get("name", "")} if node.tag == "tg-reference" else set()
    return frozenset(names.union(*(_notes(child) for child in node.children if isinstance(child, Node))))


class _Reader:
    """Walks the tree and counts what is limited."""

    def __init__(self, detect: bool, notes: frozenset[str]) -> None:
        self._detect, self._notes = detect, notes
        self.characters = 0
        self.count = 0

    def blocks(self, children: list[Node | str]) -> list[Json]:
        """Blocks of a run of children; inline ones between blocks are paragraphs."""
        found: list[Json] = []
        run: list[Node | str] = []
        for child in children:
            if isinstance(child, Node) and (child.tag in BLOCKS or (child.tag == "img" and _is_picture(child))):
                self._close_run(run, found)
                found.append(self._block(child))
            else:
                run.append(child)
        self._close_run(run, found)
        return found

    def _close_run(self, run: list[Node | str], found: list[Json]) -> None:
        children = trimmed(run)
        run.clear()
        if len(children) == 1 and isinstance(children[0], Node) and _is_anchor(children[0]):
            self.count += 1
            found.append({"type": "anchor", "name": children[0].attributes["name"]})
        elif children:
            self.count += 1
            found.append({"type": "paragraph", "text": self._text(children)})

    def _text(self, children: list[Node | str], *, detect: bool = True) -> RichText:
        text = rich_text(trimmed(children), detect=detect and self._detect, notes=self._notes)
        self.characters += len(plain(text))
        return text

    def _block(self, node: Node) -> Json:
        self.count += 1
        if node.tag in _MEDIA:
            raise bad_request("failed to get HTTP URL content: the local chat fetches no media")
        if node.tag[0] == "h" and node.tag[1:].isdigit():
            return {"type": "heading", "text": self._text(node.children), "size": int(node.tag[1])}
        makers: dict[str, Callable[[], Json]] = {
            "p": lambda: {"type": "paragraph", "text": self._text(node.children)},
            "footer": lambda: {"type": "footer", "text": self._text(node.children)},
            "hr": lambda: {"type": "divider"},
            "pre": lambda: self._pre(node),
            "ul": lambda: self._list(node),
            "ol": lambda: self._list(node),
            "blockquote": lambda: self._quote(node),
            "aside": lambda: self._pull_quote(node),
            "table": lambda: self._table(node),
            "details": lambda: self._details(node),
            "tg-math-block": lambda: {"type": "mathematical_expression", "expression": node.text},
        }
        return makers[node.tag]()

    def _pre(self, node: Node) -> Json:
        code = node.each("code")
        language = code[0].attributes.get("class", "").removeprefix("language-") if code else ""
        self.characters += len(node.text)
        return {"type": "pre", "text": node.text, **({"language": language} if language else {})}

    def _credit(self, node: Node) -> Json:
        cite = node.take("cite")
        return {"credit": self._text(cite.children)} if cite else {}

    def _quote(self, node: Node) -> Json:
        credit = self._credit(node)
        return {"type": "blockquote", "blocks": self.blocks(node.children), **credit}

    def _pull_quote(self, node: Node) -> Json:
        credit = self._credit(node)
        return {"type": "pullquote", "text": self._text(node.children), **credit}

    def _details(self, node: Node) -> Json:
        summary = node.take("summary")
        if summary is None:
            raise bad_request("can't parse rich message: details must have a summary")
        head = self._text(summary.children)
        opened = {"is_open": True} if "open" in node.attributes else {}
        return {"type": "details", "summary": head, "blocks": self.blocks(node.children), **opened}

    def _list(self, node: Node) -> Json:
        items = []
        step = -1 if "reversed" in node.attributes else 1
        number = _whole(node.attributes.get("start"), len(node.each("li")) if step < 0 else 1)
        for each in node.each("li"):
            self.count += 1
            items.append(self._item(each, node, _whole(each.attributes.get("value"), number)))
            number = _whole(each.attributes.get("value"), number) + step
        return {"type": "list", "items": items}

    def _item(self, node: Node, parent: Node, number: int) -> Json:
        box = node.take("input")
        extras: Json = {}
        if box is not None:
            extras = {"has_checkbox": True} | ({"is_checked": True} if "checked" in box.attributes else {})
        if parent.tag == "ul":
            return {"label": "•", "blocks": self.blocks(node.children), **extras}
        kind = node.attributes.get("type") or parent.attributes.get("type") or "1"
        kind = kind if kind in _LABELS else "1"
        return {
            "label": _label(number, kind),
            "blocks": self.blocks(node.children),
            "value": number,
            "type": kind,
            **extras,
        }

    def _table(self, node: Node) -> Json:
        caption = node.take("caption")
        table: Json = {"type": "table", "cells": []}
        if caption is not None:
            table["caption"] = self._text(caption.children)
        rows = [row for part in node.each("tr", "thead", "tbody", "tfoot") for row in _rows(part)]
        for row in rows:
            self.count += 1
            cells = [self._cell(each) for each in row.each("td", "th")]
            if sum(each.get("colspan", 1) for each in cells) > MOST_COLUMNS:
                raise bad_request("rich message table has too many columns")
            table["cells"].append(cells)
        flags = {f"is_{flag}": True for flag in ("bordered", "striped") if flag in node.attributes}
        return table | flags

    def _cell(self, node: Node) -> Json:
        if any(isinstance(child, Node) and child.tag in BLOCKS for child in node.children):
            raise bad_request("can't parse rich message: table cells can contain only inline formatting")
        text = self._text(node.children)
        cell: Json = {"text": text} if text != "" else {}
        if node.tag == "th":
            cell["is_header"] = True
        for span in ("colspan", "rowspan"):
            if _whole(node.attributes.get(span), 1) > 1:
                cell[span] = _whole(node.attributes[span], 1)
        align, valign = node.attributes.get("align", ""), node.attributes.get("valign", "")
        cell["align"] = align if align in {"left", "center", "right"} else "left"
        cell["valign"] = valign if valign in {"top", "middle", "bottom"} else "top"
        return cell


def _rows(part: Node) -> list[Node]:
    return [part] if part.tag == "tr" else part.each("tr")


def _is_picture(node: Node) -> bool:
    return not node.attributes.get("src", "").startswith("tg://emoji")


def _is_anchor(node: Node) -> bool:
    return node.tag == "a" and "name" in node.attributes and "href" not in node.attributes


def _whole(text: str | None, otherwise: int) -> int:
    return int(text) if text and text.removeprefix("-").isdigit() and len(text) < 10 else otherwise


def _label(number: int, kind: str) -> str:
    """The label that a list item carries, with its dot."""
    if kind in "aA" and number > 0:
        letters = ""
        while number:
            number, rest = divmod(number - 1, 26)
            letters = chr(97 + rest) + letters
        return (letters if kind == "a" else letters.upper()) + "."
    if kind in "iI" and 0 < number < 4000:
        roman = ""
        for value, sign in _ROMAN:
            roman, number = roman + sign * (number // value), number % value
        return (roman if kind == "i" else roman.upper()) + "."
    return f"{number}."


_ROMAN = (
    (1000, "m"),
    (900, "cm"),
    (500, "d"),
    (400, "cd"),
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
    (5, "v"),
    (4, "iv"),
    (1, "i"),
)
