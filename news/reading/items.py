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


def _word(tags: tuple[str, ...], first: Token, last: Token, text: str) -> Item:
    kind, value = T, text
    if last.text[-2:] == "'s":
        return Item(kind, value, first.start, last.end, tags, first.glued)
    for tag in tags:
        if tag in SLUGS:
            return Item(C, tag, first.start, last.end, tags, first.glued)
        if tag[0] == "=":
            return Item(
                N, float(tag[1:]) if "." in tag else int(tag[1:]), first.start, last.end, tags, first.glued, "w"
            )
        if tag[0] == "x" and tag[1:].isdigit():
            return Item(X, int(tag[1:]), first.start, last.end, tags, first.glued)
        if tag == "article":
            return Item(A, 1, first.start, last.end, tags, first.glued)
        if tag[:4] == "one." or tag[:4] == "two.":
            return Item(C, tag[4:], first.start, last.end, tags, first.glued, tag[:3])
        if tag == "decoy":
            return Item(C, "", first.start, last.end, tags, first.glued)
    return Item(kind, value, first.start, last.end, tags, first.glued)


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
        kind = token.kind
        if kind == WORD:
            if heads(token.text):
                length, tags = match(found, at)
                if length:
                    add(_word(tags, token, found[at + length - 1], token.text))
                    if "fuel_tanks" in tags:
                        _with_tankers(out)
                    at += length
                    continue
            add(Item(W, token.text, token.start, token.end, (), token.glued))
        elif kind == NUMBER:
            add(_number(token))
        elif kind == BREAK:
            add(Item(B, token.text, token.start, token.end))
        elif kind == MARK:
            if token.text not in _SILENT:
                add(Item(P, token.text, token.start, token.end, (), token.glued))
        else:
            add(Item(D, token.text if kind == DATE else "", token.start, token.end, ("time",) if kind == TIME else ()))
        at += 1
    return out
