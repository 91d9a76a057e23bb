"""JSON-LD: what a page says of itself to machines."""

import json
from collections.abc import Iterator
from typing import Any

from lxml.html import HtmlElement

_MOST_NODES = 1_000


def stated(tree: HtmlElement, key: str) -> Iterator[str]:
    """Every text that a page's JSON-LD gives under *key*; broken blocks are passed over."""
    for script in tree.xpath("//script[@type='application/ld+json']"):
        try:
            found: Any = json.loads(script.text or "")
        except (ValueError, RecursionError):
            continue
        for node in _nodes(found):
            value = node.get(key)
            if isinstance(value, str):
                yield value


def _nodes(found: Any) -> Iterator[dict[str, Any]]:
    pending = [found]
    for _ in range(_MOST_NODES):
        if not pending:
            return
        node = pending.pop(0)
        if isinstance(node, list):
            pending.extend(node)
        elif isinstance(node, dict):
            yield node
            pending.extend(node[key] for key in ("@graph", "mainEntity", "mainEntityOfPage") if node.get(key))
