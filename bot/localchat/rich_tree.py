"""Rich HTML as a tree: which tags there are, that each is closed, and where white space counts.

The tags are those of core.telegram.org/bots/api#rich-html-style, with `thead`, `tbody` and `tfoot`, which Telegram
reads and forgets.
"""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

from bot.localchat.refusals import bad_request

BLOCKS = frozenset(
    {
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "p",
        "pre",
        "footer",
        "hr",
        "ul",
        "ol",
        "blockquote",
        "aside",
        "table",
        "details",
    }
    | {"figure", "tg-map", "tg-collage", "tg-slideshow", "tg-math-block", "video", "audio"}
)
INLINE = frozenset(
    {
        "b",
        "strong",
        "i",
        "em",
        "u",
        "ins",
        "s",
        "strike",
        "del",
        "code",
        "mark",
        "sub",
        "sup",
        "tg-spoiler",
        "span",
        "a",
    }
    | {"tg-reference", "tg-emoji", "tg-time", "tg-math", "br", "img"}
)
_PARTS = frozenset(
    {"li", "cite", "caption", "tr", "td", "th", "thead", "tbody", "tfoot", "summary", "figcaption", "input"}
)
_VOID = frozenset({"hr", "br", "img", "input", "tg-map"})
_NAMED = {
    "lt": "<",
    "gt": ">",
    "amp": "&",
    "quot": '"',
    "apos": "'",
    "nbsp": "\u00a0",
    "hellip": "…",
    "mdash": "—",
    "ndash": "–",
    "lsquo": "‘",
    "rsquo": "’",
    "ldquo": "“",
    "rdquo": "”",
}
DEEPEST = 16
_REFUSAL = "can't parse rich message: "


@dataclass(slots=True)
class Node:
    """A tag with what is in it; text is a plain string."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list["Node | str"] = field(default_factory=list)

    def take(self, tag: str) -> "Node | None":
        """Remove and return the first child of this tag."""
        for child in self.children:
            if isinstance(child, Node) and child.tag == tag:
                self.children.remove(child)
                return child
        return None

    def each(self, *tags: str) -> list["Node"]:
        """The children of these tags."""
        return [child for child in self.children if isinstance(child, Node) and child.tag in tags]

    @property
    def text(self) -> str:
        """All text within, as it is written."""
        return "".join(child if isinstance(child, str) else child.text for child in self.children)


class _Builder(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.root = Node("")
        self._open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in BLOCKS | INLINE | _PARTS:
            raise bad_request(f'{_REFUSAL}Unsupported start tag "{tag}" in line {self.getpos()[0]}')
        node = Node(tag, {name: value or "" for name, value in attrs})
        self._open[-1].children.append(node)
        if tag not in _VOID:
            self._open.append(node)
        if len(self._open) > DEEPEST + 1:
            raise bad_request(f"{_REFUSAL}too many levels of nested formatting and blocks")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _VOID:
            self._open.pop()

    def handle_endtag(self, tag: str) -> None:
        if tag in _VOID:
            return
        if len(self._open) == 1:
            raise bad_request(f'{_REFUSAL}Unexpected end tag "{tag}" in line {self.getpos()[0]}')
        expected = self._open.pop().tag
        if expected != tag:
            raise bad_request(f'{_REFUSAL}Unmatched end tag, expected "</{expected}>", found "</{tag}>"')

    def handle_data(self, data: str) -> None:
        self._put(data)

    def handle_entityref(self, name: str) -> None:
        self._put(_NAMED.get(name, f"&{name};"))

    def handle_charref(self, name: str) -> None:
        try:
            number = int(name[1:], 16) if name[:1] in "xX" else int(name)
            self._put(chr(number) if number and not 0xD800 <= number <= 0xDFFF else "")
        except (ValueError, OverflowError):
            self._put(f"&#{name};")

    def finish(self) -> Node:
        self.close()
        if len(self._open) > 1:
            raise bad_request(f'{_REFUSAL}Can\'t find end tag corresponding to start tag "{self._open[-1].tag}"')
        return self.root

    def _put(self, text: str) -> None:
        children = self._open[-1].children
        if children and isinstance(children[-1], str):
            children[-1] += text
        else:
            children.append(text)


def parse_tree(html: str) -> Node:
    """The tree of a rich HTML text. Raises `RefusedError` for unknown, crossed or open tags."""
    builder = _Builder()
    builder.feed(html)
    root = builder.finish()
    _collapse(root)
    return root


def _collapse(node: Node) -> None:
    """One space for each run of white space, except in code."""
    if node.tag in {"pre", "tg-math", "tg-math-block"}:
        return
    for at, child in enumerate(node.children):
        if isinstance(child, str):
            node.children[at] = re.sub(r"[ \t\r\n]+", " ", child)
        else:
            _collapse(child)
