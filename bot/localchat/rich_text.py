"""Inline rich HTML as `RichText`: a string, a list, or an object with a type."""

from typing import Any

from bot.localchat.entities import cut, found
from bot.localchat.rich_tree import Node

Json = dict[str, Any]
RichText = str | list[Any] | Json

_STYLES = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "code": "code",
    "mark": "marked",
    "sub": "subscript",
    "sup": "superscript",
}
_FOUND = {
    "url": ("url", "url"),
    "email": ("email_address", "email_address"),
    "bot_command": ("bot_command", "bot_command"),
    "mention": ("mention", "username"),
    "hashtag": ("hashtag", "hashtag"),
    "cashtag": ("cashtag", "cashtag"),
}


def rich_text(children: list[Node | str], *, detect: bool = True, notes: frozenset[str] = frozenset()) -> RichText:
    """What a run of text and inline tags says. `notes` are the names that `tg-reference` gives in this message."""
    parts: list[Any] = []
    for child in children:
        if isinstance(child, str):
            parts += _detected(child) if detect else [child] if child else []
        else:
            parts.append(_styled(child, detect, notes))
    parts = _joined(parts)
    if not parts:
        return ""
    return parts[0] if len(parts) == 1 else parts


def plain(text: RichText) -> str:
    """The words of a rich text."""
    if isinstance(text, str):
        return text
    if isinstance(text, list):
        return "".join(plain(each) for each in text)
    for key in ("text", "alternative_text", "expression"):
        if key in text:
            return plain(text[key])
    return ""


def trimmed(children: list[Node | str]) -> list[Node | str]:
    """The run without white space at its ends."""
    kept = list(children)
    while kept and isinstance(kept[0], str) and not kept[0].strip(" "):
        kept.pop(0)
    while kept and isinstance(kept[-1], str) and not kept[-1].strip(" "):
        kept.pop()
    if kept and isinstance(kept[0], str):
        kept[0] = kept[0].lstrip(" ")
    if kept and isinstance(kept[-1], str):
        kept[-1] = kept[-1].rstrip(" ")
    return kept


def _styled(node: Node, detect: bool, notes: frozenset[str]) -> RichText:
    if node.tag == "br":
        return "\n"
    if node.tag == "img":
        emoji = node.attributes.get("src", "").removeprefix("tg://emoji?id=")
        return {"type": "custom_emoji", "custom_emoji_id": emoji, "alternative_text": node.attributes.get("alt", "")}
    if node.tag == "tg-emoji":
        return {
            "type": "custom_emoji",
            "custom_emoji_id": node.attributes.get("emoji-id", ""),
            "alternative_text": node.text,
        }
    if node.tag == "tg-math":
        return {"type": "mathematical_expression", "expression": node.text}
    if node.tag == "a":
        return _link(node, notes)
    text = rich_text(node.children, detect=detect and node.tag != "code", notes=notes)
    if node.tag == "tg-reference":
        return {"type": "reference", "text": text, "name": node.attributes.get("name", "")}
    if node.tag == "tg-time":
        unix = node.attributes.get("unix", "")
        moment = {
            "unix_time": int(unix) if unix.isdigit() else 0,
            "date_time_format": node.attributes.get("format", ""),
        }
        return {"type": "date_time", "text": text, **moment}
    return {"type": _STYLES[node.tag], "text": text} if node.tag in _STYLES else text


def _link(node: Node, notes: frozenset[str]) -> RichText:
    address = node.attributes.get("href", "")
    if not address and "name" in node.attributes:
        return {"type": "anchor", "name": node.attributes["name"]}
    text = rich_text(node.children, detect=False, notes=notes)
    scheme, _, rest = address.partition(":")
    if scheme == "mailto":
        return {"type": "email_address", "text": text, "email_address": rest}
    if scheme == "tel":
        return {"type": "phone_number", "text": text, "phone_number": rest}
    if address.startswith("#"):
        name = address[1:]
        note = {"type": "reference_link", "text": text, "reference_name": name}
        return note if name in notes else {"type": "anchor_link", "text": text, "anchor_name": name}
    if scheme in {"http", "https", "tg"} and rest.startswith("//"):
        return {"type": "url", "text": text, "url": address}
    return text


def _detected(text: str) -> list[Any]:
    parts: list[Any] = []
    at = 0
    for entity in found(text, []):
        kind, field = _FOUND[entity["type"]]
        parts.append(cut(text, at, entity["offset"] - at))
        words = cut(text, entity["offset"], entity["length"])
        address = words if kind != "url" or "://" in words else f"http://{words}"
        parts.append({"type": kind, "text": words, field: address})
        at = entity["offset"] + entity["length"]
    return [*parts, cut(text, at, 2 * len(text))]


def _joined(parts: list[Any]) -> list[Any]:
    """Neighbouring strings made one, empty ones and lists in lists gone."""
    flat: list[Any] = []
    for part in parts:
        for each in part if isinstance(part, list) else [part]:
            if isinstance(each, str) and flat and isinstance(flat[-1], str):
                flat[-1] += each
            elif each != "":
                flat.append(each)
    return flat
