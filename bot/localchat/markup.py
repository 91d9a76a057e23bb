"""Telegram's HTML parse mode: a text with tags becomes a plain text with entities.

The rules and the refusals follow `parse_html` of tdlib's MessageEntity.cpp: a short list of tags, every tag closed in
order, `&lt; &gt; &amp; &quot;` and numeric character references, offsets in UTF-16 units.
"""

import re
from dataclasses import dataclass, field
from typing import Any

from bot.localchat.entities import Entity, units, without_overlaps
from bot.localchat.refusals import bad_request

_TAGS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "span": "spoiler",
    "tg-spoiler": "spoiler",
    "tg-emoji": "custom_emoji",
    "tg-time": "date_time",
    "a": "text_link",
    "pre": "pre",
    "code": "code",
    "blockquote": "blockquote",
}
_REFERENCE = re.compile(r"&(?:#x([0-9a-fA-F]+)|#([0-9]+)|(lt|gt|amp|quot));?")
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_NAME_TOKEN = re.compile(r"[A-Za-z0-9.\-]*")
_SPACE = " \t\r\n\0\v"
_USER_LINK = re.compile(r"tg://user\?id=(\d+)$")


@dataclass(slots=True)
class _Open:
    """A tag that waits for its end."""

    tag: str
    attributes: dict[str, str]
    start: int
    at: int


@dataclass(slots=True)
class _Reader:
    text: str
    at: int = 0
    out: list[str] = field(default_factory=list)
    size: int = 0
    opened: list[_Open] = field(default_factory=list)
    entities: list[Entity] = field(default_factory=list)

    def refuse(self, reason: str, position: int, rest: str = "") -> Exception:
        offset = len(self.text[:position].encode("utf-8", "surrogatepass"))
        return bad_request(f"can't parse entities: {reason} at byte offset {offset}{rest}")

    def put(self, text: str) -> None:
        self.out.append(text)
        self.size += units(text)

    def skip_space(self) -> None:
        while self.at < len(self.text) and self.text[self.at] in _SPACE:
            self.at += 1

    def peek(self) -> str:
        return self.text[self.at : self.at + 1]

    def word(self, stops: str) -> str:
        start = self.at
        while self.at < len(self.text) and self.text[self.at] not in stops:
            self.at += 1
        return self.text[start : self.at]


def parse_html(text: str) -> tuple[str, list[Entity]]:
    """Plain text and entities of `text`. Raises `RefusedError` ("can't parse entities: ...") with the byte offset."""
    reader = _Reader(text)
    while reader.at < len(text):
        char = text[reader.at]
        if char == "&":
            _take_reference(reader)
        elif char != "<":
            reader.put(char)
            reader.at += 1
        elif text[reader.at + 1 : reader.at + 2] == "/":
            _take_end(reader)
        else:
            _take_start(reader)
    if reader.opened:
        raise bad_request(
            f"can't parse entities: Can't find end tag corresponding to start tag \"{reader.opened[-1].tag}\""
        )
    return "".join(reader.out), without_overlaps(reader.entities)


def unescape(text: str) -> str:
    """Character references replaced; an unknown one stays as it is written."""
    return _REFERENCE.sub(lambda match: _character(match) or match.group(), text)


def _character(match: re.Match[str]) -> str | None:
    hexadecimal, decimal, name = match.groups()
    if name:
        return _NAMED[name]
    digits, base = (hexadecimal, 16) if hexadecimal else (decimal, 10)
    number = int(digits, base) if len(digits) < 9 else 0
    if number == 0 or number > 0x10FFFF or 0xD800 <= number <= 0xDFFF:
        return None
    return chr(number)


def _take_reference(reader: _Reader) -> None:
    match = _REFERENCE.match(reader.text, reader.at)
    char = _character(match) if match else None
    if match and char:
        reader.put(char)
        reader.at = match.end()
    else:
        reader.put("&")
        reader.at += 1


def _take_start(reader: _Reader) -> None:
    begin = reader.at
    reader.at += 1
    tag = reader.word(_SPACE + ">").lower()
    if reader.at >= len(reader.text):
        raise reader.refuse("Unclosed start tag", begin)
    if tag not in _TAGS:
        raise reader.refuse(f'Unsupported start tag "{tag}"', begin)
    attributes = _take_attributes(reader, tag, begin)
    if tag == "span" and attributes.get("class") != "tg-spoiler":
        raise reader.refuse('Tag "span" must have class "tg-spoiler"', begin)
    reader.opened.append(_Open(tag, attributes, reader.size, len(reader.out)))


def _take_attributes(reader: _Reader, tag: str, begin: int) -> dict[str, str]:
    attributes: dict[str, str] = {}
    while True:
        reader.skip_space()
        if reader.peek() == ">":
            reader.at += 1
            return attributes
        if not reader.peek():
            raise reader.refuse("Unclosed start tag", begin)
        name = reader.word(_SPACE + "=>")
        if not name:
            raise reader.refuse(f'Empty attribute name in the tag "{tag}"', begin)
        reader.skip_space()
        if reader.peek() == "=":
            reader.at += 1
            attributes[name.lower()] = _take_value(reader, tag, begin)
        else:
            attributes[name.lower()] = ""


def _take_value(reader: _Reader, tag: str, begin: int) -> str:
    reader.skip_space()
    quote = reader.peek()
    if not quote:
        raise reader.refuse(f'Unclosed start tag "{tag}"', begin)
    if quote not in "'\"":
        start = reader.at
        match = _NAME_TOKEN.match(reader.text, start)
        reader.at = match.end() if match else start
        if reader.peek() and reader.peek() not in _SPACE + ">":
            raise reader.refuse("Unexpected end of name token", start)
        return reader.text[start : reader.at].lower()
    reader.at += 1
    value = unescape(reader.word(quote))
    reader.at += 1
    if reader.at >= len(reader.text):
        raise reader.refuse("Unclosed start tag", begin)
    return value


def _take_end(reader: _Reader) -> None:
    begin = reader.at
    if not reader.opened:
        raise reader.refuse("Unexpected end tag", begin)
    reader.at += 2
    name = reader.word(_SPACE + ">").lower()
    reader.skip_space()
    if reader.peek() != ">":
        raise reader.refuse("Unclosed end tag", begin)
    reader.at += 1
    last = reader.opened.pop()
    if name and name != last.tag:
        raise reader.refuse("Unmatched end tag", begin, f', expected "</{last.tag}>", found "</{name}>"')
    entity = _entity(reader, last)
    if entity is not None and reader.size > last.start:
        reader.entities.append({**entity, "offset": last.start, "length": reader.size - last.start})


def _entity(reader: _Reader, last: _Open) -> Entity | None:
    """Type and extras of the entity that ends here; None when the tag says nothing (a link without address)."""
    kind = _TAGS[last.tag]
    inner = "".join(reader.out[last.at :])
    if kind == "text_link":
        return _link(last.attributes.get("href") or inner)
    if kind == "custom_emoji":
        emoji = last.attributes.get("emoji-id", "")
        return {"type": kind, "custom_emoji_id": emoji} if emoji.isdigit() else None
    if kind == "date_time":
        return _moment(last.attributes)
    if kind == "blockquote" and "expandable" in last.attributes:
        return {"type": "expandable_blockquote"}
    if kind == "pre":
        return _preformatted(reader, last)
    return {"type": kind, **_language(last)} if kind == "code" else {"type": kind}


def _language(last: _Open) -> Entity:
    language = last.attributes.get("class", "")
    return {"language": language.removeprefix("language-")} if language.startswith("language-") else {}


def _preformatted(reader: _Reader, last: _Open) -> Entity:
    """`<pre><code class="language-x">` is one entity that names the language."""
    for at, each in enumerate(reader.entities):
        if each["type"] == "code" and each["offset"] == last.start and each["length"] == reader.size - last.start:
            del reader.entities[at]
            return {"type": "pre", **({"language": each["language"]} if "language" in each else {})}
    return {"type": "pre"}


def _link(address: str) -> dict[str, Any] | None:
    person = _USER_LINK.match(address)
    if person:
        return {"type": "text_mention", "user": {"id": int(person.group(1))}}
    if not address or any(char in address for char in " \n<>"):
        return None
    if not re.match(r"(?i)[a-z][a-z0-9+.\-]*:", address):
        address = "http://" + address
    host = re.match(r"(?i)(https?|tg|ftp|tonsite)://([^/?#]+)(.*)$", address, re.DOTALL)
    if host is None or (host.group(1) != "tg" and "." not in host.group(2) and "localhost" not in host.group(2)):
        return None
    return {"type": "text_link", "url": address if host.group(3) or host.group(1) == "tg" else address + "/"}


def _moment(attributes: dict[str, str]) -> Entity | None:
    unix = attributes.get("unix", "")
    if not unix.isdigit():
        return None
    return {"type": "date_time", "unix_time": int(unix), "date_time_format": attributes.get("format", "")}
