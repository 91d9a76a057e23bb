"""From tokens to items: what each word or phrase is for the grammar, with numbers put together."""

from dataclasses import dataclass

from news.reading.lexicon import Lexicon
from news.reading.tokens import BREAK, DATE, MARK, NUMBER, TIME, WORD, Token
from tally.category import CATEGORIES

N, C, T, W, P, B, D, X, A = "n", "c", "t", "w", "p", "b", "d", "x", "a"
"""Kinds of item: number, category, tagged phrase, other word, punctuation, line break, date, power of ten, article."""

SLUGS = frozenset(CATEGORIES)
_SILENT = frozenset("\"'*_~^=`")


@dataclass(slots=True)
class Item:
    """One unit of the grammar; `value` is a number, a category slug ('' for a thing that is none), or text."""

    kind: str
    value: float | str
    start: int
    end: int
    tags: tuple[str, ...] = ()
    glued: bool = False
    flags: str = ""

    def has(self, tag: str) -> bool:
        return tag in self.tags


def _number(token: Token) -> Item:
    text = token.text
    digits = text.replace(" ", "").replace(",", "").replace(".", "").replace("'", "")
    if len(digits) > 12:
        return Item(W, text[:20], token.start, token.end, (), token.glued)
    if len(digits) == len(text):
        flags = "0" if len(text) > 1 and text[0] == "0" else ""
        return Item(N, int(text), token.start, token.end, (), token.glued, flags)
    tail = text[max(text.rfind("."), text.rfind(",")) + 1 :] if "." in text or "," in text else ""
    if tail and len(tail) != 3 and " " not in tail and "'" not in tail:
        head = digits[: -len(tail)] or "0"
        return Item(N, float(f"{head}.{tail}"), token.start, token.end, (), token.glued, "." + text)
    flags = "g" if text[0] != "0" else "0g"
    if len(text) - len(digits) == 1 and ("." in text or "," in text):
        flags += "?"
    return Item(N, int(digits), token.start, token.end, (), token.glued, flags)


Meaning = tuple[str, float | str | None, str]
"""Kind, value (None: the word itself) and flags."""

_MEANINGS: dict[tuple[str, ...], Meaning] = {}


def _meaning(tags: tuple[str, ...]) -> Meaning:
    """What a phrase with *tags* is for the grammar: the first of its tags that says so decides."""
    for tag in tags:
        if tag in SLUGS:
            return C, tag, ""
        if tag[0] == "=":
            return N, float(tag[1:]) if "." in tag else int(tag[1:]), "w"
        if tag[0] == "x" and tag[1:].isdigit():
            return X, int(tag[1:]), ""
        if tag == "article":
            return A, 1, ""
        if tag[:4] == "one." or tag[:4] == "two.":
            return C, tag[4:], tag[:3]
        if tag == "decoy":
            return C, "", ""
    return T, None, ""


def _word(tags: tuple[str, ...], first: Token, last: Token) -> Item:
    known = _MEANINGS.get(tags)
    if known is None:
        known = _MEANINGS[tags] = _meaning(tags)
    kind, value, flags = known
    if value is None or last.text[-2:] == "'s":
        return Item(T, first.text, first.start, last.end, tags, first.glued)
    return Item(kind, value, first.start, last.end, tags, first.glued, flags)


_JOINS = frozenset("&/*+")
_CARS = ("vehicles", "automobiles")


def _with_tankers(out: list[Item]) -> None:
    """Let fuel tanks that end *out* be one thing with the vehicles before them: one line of the bulletin, one number.

    "cars & tankers", "auta a cisterny", "車両・燃料車": nothing but a joint stands between the two.
    """
    at = len(out) - 2
    while at >= 0 and len(out) - at < 5 and out[at].kind != C:
        if not (out[at].has("and") or (out[at].kind in (P, W) and out[at].value in (*_JOINS, ";", "amp"))):
            return
        at -= 1
    between = out[at + 1 : -1]
    if at < 0 or out[at].value not in _CARS or all(each.value == ";" for each in between):
        return
    cars = out[at]
    out[at:] = [Item(C, "vehicles", cars.start, out[-1].end, cars.tags, cars.glued)]


def items(found: list[Token], lexicon: Lexicon) -> list[Item]:
    """The items of *found*, numbers not yet put together."""
    out: list[Item] = []
    at, size, add = 0, len(found), out.append
    heads, match = lexicon.heads, lexicon.match
    while at < size:
        token = found[at]
        kind, text, start, end, glued = token
        if kind == WORD:
            if heads(text):
                length, tags = match(found, at)
                if length:
                    add(_word(tags, token, found[at + length - 1]))
                    if "fuel_tanks" in tags:
                        _with_tankers(out)
                    at += length
                    continue
            add(Item(W, text, start, end, (), glued))
        elif kind == NUMBER:
            add(_number(token))
        elif kind == BREAK:
            add(Item(B, text, start, end))
        elif kind == MARK:
            if text not in _SILENT:
                add(Item(P, text, start, end, (), glued))
        else:
            add(Item(D, text if kind == DATE else "", start, end, ("time",) if kind == TIME else ()))
        at += 1
    return out
