"""Entities of a message text: offsets in UTF-16 units, what Telegram finds by itself, and what a bot may pass.

Rules: core.telegram.org/bots/api#messageentity and tdlib's MessageEntity.cpp.
"""

import re
from typing import Any

from bot.localchat.refusals import bad_request

Entity = dict[str, Any]

MOST_ENTITIES = 100
KINDS = frozenset(
    [
        "mention",
        "hashtag",
        "cashtag",
        "bot_command",
        "url",
        "email",
        "phone_number",
        "bold",
        "italic",
        "underline",
        "strikethrough",
        "spoiler",
        "blockquote",
        "expandable_blockquote",
        "code",
        "pre",
        "text_link",
        "text_mention",
        "custom_emoji",
        "date_time",
    ]
)
_OUTERMOST_FIRST = {"blockquote": 0, "expandable_blockquote": 0, "text_link": 1, "text_mention": 1, "code": 9, "pre": 9}
_STYLES = {"bold", "italic", "underline", "strikethrough", "spoiler"}
_QUOTES = {"blockquote", "expandable_blockquote"}
_CLOSED = {"code", "pre", "text_link", "text_mention", "custom_emoji", "date_time"}

_FINDERS = (
    ("url", re.compile(r"(?i)\b(?:https?|tg|ftp)://[^\s<>\"'«»]+[^\s<>\"'«».,:;!?)\]}]")),
    (
        "url",
        re.compile(r"(?i)(?<![\w@./-])(?:[a-z0-9-]+\.)+(?:com|org|net|ua|gov|io|me|info|uk|eu|de)(?:/[^\s<>\"']*)?\b"),
    ),
    ("email", re.compile(r"(?i)(?<![\w.+-])[\w.+-]+@(?:[a-z0-9-]+\.)+[a-z]{2,}\b")),
    ("bot_command", re.compile(r"(?<![\w/<>])/[a-zA-Z0-9_]{1,64}(?:@[a-zA-Z0-9_]{3,32})?(?![\w/<>@])")),
    ("mention", re.compile(r"(?<![\w/@.])@[a-zA-Z0-9_]{2,32}(?![\w@])")),
    ("hashtag", re.compile(r"(?<![\w#])#(?=\w*[^\W\d_])\w{1,256}(?![\w#])")),
    ("cashtag", re.compile(r"(?<![\w$])\$[A-Z]{1,8}(?![\w$])")),
)


def units(text: str) -> int:
    """Length of `text` in UTF-16 code units, the measure of all offsets."""
    return len(text) + sum(1 for char in text if ord(char) > 0xFFFF)


def cut(text: str, offset: int, length: int) -> str:
    """The part of `text` that an entity covers."""
    raw = text.encode("utf-16-le", "surrogatepass")
    return raw[2 * offset : 2 * (offset + length)].decode("utf-16-le", "replace")


def trimmed(text: str, entities: list[Entity]) -> tuple[str, list[Entity]]:
    """The text without white space at its ends, as Telegram keeps it, with the entities moved along."""
    lead = units(text[: len(text) - len(text.lstrip())])
    kept = text.strip()
    size = units(kept)
    moved = []
    for entity in entities:
        start = max(entity["offset"] - lead, 0)
        end = min(entity["offset"] - lead + entity["length"], size)
        if end > start:
            moved.append({**entity, "offset": start, "length": end - start})
    return kept, moved


def in_order(entities: list[Entity]) -> list[Entity]:
    """Entities sorted as Telegram sends them: by start, the longer first, quotations outermost."""
    return sorted(
        entities,
        key=lambda each: (each["offset"], -each["length"], _OUTERMOST_FIRST.get(each["type"], 5), each["type"]),
    )


def without_overlaps(entities: list[Entity]) -> list[Entity]:
    """Drop what Telegram does not keep: styles inside `code` and `pre`, doubles, and entities that cross."""
    kept: list[Entity] = []
    for entity in in_order(_outside_code(entities)):
        end = entity["offset"] + entity["length"]
        around = [each for each in kept if each["offset"] + each["length"] > entity["offset"]]
        if any(each["offset"] + each["length"] < end for each in around):
            continue
        if any(each["type"] == entity["type"] or _closed(each, entity) for each in around):
            continue
        kept.append(entity)
    return kept


def _closed(outer: Entity, inner: Entity) -> bool:
    """Whether `outer` may not contain `inner`."""
    if outer["type"] in {"code", "pre"}:
        return True
    quotes = outer["type"] in _QUOTES and inner["type"] in _QUOTES
    return quotes or (outer["type"] in _CLOSED and inner["type"] in _CLOSED)


def _outside_code(entities: list[Entity]) -> list[Entity]:
    """Styles are cut where `code` and `pre` begin and end."""
    for code in (each for each in entities if each["type"] in {"code", "pre"}):
        low, high = code["offset"], code["offset"] + code["length"]
        pieces: list[Entity] = []
        for each in entities:
            start, end = each["offset"], each["offset"] + each["length"]
            if each["type"] not in _STYLES or end <= low or start >= high:
                pieces.append(each)
                continue
            sides = ((start, min(end, low)), (max(start, high), end))
            pieces += [{**each, "offset": a, "length": b - a} for a, b in sides if a < b]
        entities = pieces
    return entities


def found(text: str, known: list[Entity]) -> list[Entity]:
    """`known` and the links, commands, mentions and tags that Telegram finds in the text by itself."""
    taken = [(each["offset"], each["offset"] + each["length"]) for each in known if each["type"] in _CLOSED]
    fresh: list[Entity] = []
    for kind, pattern in _FINDERS:
        for match in pattern.finditer(text):
            start = units(text[: match.start()])
            end = start + units(match.group())
            if all(end <= low or start >= high for low, high in taken):
                fresh.append({"type": kind, "offset": start, "length": end - start})
                taken.append((start, end))
    return in_order(known + fresh)[:MOST_ENTITIES]


def passed(text: str, given: list[Any]) -> list[Entity]:
    """Entities that a bot passed itself, checked. Raises `RefusedError` for what is no entity of this text."""
    size = units(text)
    checked = []
    if not isinstance(given, list):
        raise bad_request("object expected as entities")
    for each in given:
        if not isinstance(each, dict) or str(each.get("type")) not in KINDS:
            raise bad_request("can't parse MessageEntity: Unsupported type specified")
        offset, length = each.get("offset"), each.get("length")
        if not isinstance(offset, int) or not isinstance(length, int):
            raise bad_request('can\'t parse MessageEntity: Field "offset" must be of type Number')
        if offset < 0 or length < 0 or offset + length > size:
            raise bad_request(
                f"entity beginning at UTF-16 offset {offset} ends after the end of the text at UTF-16 offset {size}"
            )
        if length:
            checked.append(dict(each))
    return without_overlaps(checked)
