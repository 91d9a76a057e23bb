"""From tokens to items: what each word or phrase is for the grammar, with numbers put together."""

from dataclasses import dataclass

from news.reading.fold import FILLED, FRACTIONS
from news.reading.lexicon import Lexicon, Meaning, State
from news.reading.tokens import BREAK, DATE, MARK, NUMBER, TIME, WORD, Token
from tally.category import CATEGORIES

N, C, T, W, P, B, D, X, A = "n", "c", "t", "w", "p", "b", "d", "x", "a"
"""Kinds of item: number, category, tagged phrase, other word, punctuation, line break, date, power of ten, article."""

BARE = "bare"
"""Flag of missiles that nobody calls cruise missiles: so only as one line of the bulletin."""

SLUGS = frozenset(CATEGORIES)
_SILENT = frozenset("\"'*_~^=`")


@dataclass(slots=True, eq=False)
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

    def names_month(self) -> bool:
        return any(tag[:6] == "month." for tag in self.tags)

    def names_weekday(self) -> bool:
        return any(tag[:8] == "weekday." for tag in self.tags)


_UNKNOWN = State([])
"""Stands for a word not met before."""


_SHORT = 2
"""Digits of a number that may begin a phrase: 24 hours."""
_LONGEST = 12
"""Digits of a number; what has more is none."""


def stands(found: list[Item], at: int, kind: str, value: object = None) -> bool:
    """Whether an item of *kind*, and of *value* if that is given, stands at *at*, which may be outside *found*."""
    return 0 <= at < len(found) and found[at].kind == kind and (value is None or found[at].value == value)


def _number(token: Token) -> Item:
    _, text, start, end, glued = token
    if text.isdigit() and len(text) <= _LONGEST:
        return Item(N, int(text), start, end, (), glued, "0" if len(text) > 1 and text[0] == "0" else "")
    text = text.replace(FILLED, "")
    digits = text.replace(" ", "").replace(",", "").replace(".", "").replace("'", "")
    if len(digits) > _LONGEST:
        return Item(W, text[:20], start, end, (), glued)
    tail = text[max(text.rfind("."), text.rfind(",")) + 1 :] if "." in text or "," in text else ""
    if tail and len(tail) != 3 and " " not in tail and "'" not in tail:
        head = digits[: -len(tail)] or "0"
        return Item(N, float(f"{head}.{tail}"), start, end, (), glued, "." + text)
    flags = "g" if text[0] != "0" else "0g"
    if len(text) - len(digits) == 1 and ("." in text or "," in text):
        flags += "?"
    return Item(N, int(digits), start, end, (), glued, flags)


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
        if tag == "missiles":
            return C, "cruise_missiles", BARE
        if tag == "decoy":
            return C, "", ""
    return T, None, ""


def _phrase(state: State, owner: bool, text: str, start: int, end: int, glued: bool) -> Item:
    """The item of the phrase that led to *state*; *owner* says that its last word is one to whom something belongs."""
    kind, value, flags = state.meaning or _learn(state)
    if value is None or owner:
        return Item(T, text, start, end, state.tags, glued)
    return Item(kind, value, start, end, state.tags, glued, flags)


def _learn(state: State) -> Meaning:
    state.meaning = known = _meaning(state.tags)
    return known


_INSIDE = frozenset("'\"-")
"""What may stand inside a phrase that does not have it."""


def _among(item: Item, before: Item) -> bool:
    """Whether *item* only says whose losses are meant: "the tanks that the Russians have", "artillerie russe"."""
    if before.kind == C:
        return before.value not in ("", "personnel") and item.has("russia") and item.has("skip")
    return before.kind == T and item.has("russia") and before.has("in")


def _names_whose(before: Item) -> bool:
    """Whether the word for Russians right before a thing only says whose it is: 285 venäläistä panssarivaunua."""
    return before.kind == C and before.value == "personnel" and before.has("russia")


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


def _owned(item: Item, out: list[Item]) -> Item:
    """The thing *item*, or the word that says whose it is where it or the thing that ends *out* means no more."""
    last = out[-1]
    if item.value == "personnel" and _among(item, last):
        return Item(T, "", item.start, item.end, ("russia",), item.glued)
    if item.value and _names_whose(last):
        out[-1] = Item(T, "", last.start, last.end, ("russia",), last.glued)
    return item


def _counted_phrase(found: list[Token], at: int, lexicon: Lexicon, out: list[Item]) -> int:
    """Append the phrase that begins with the number at *at* ("24 hours"); its tokens, 0 if none does."""
    _, text, start, _, glued = found[at]
    state = lexicon.starts(text, _UNKNOWN)
    if state is _UNKNOWN:
        state = lexicon.start(text)
    if state is None:
        return 0
    length, end = lexicon.match(found, at, state)
    if length < _SHORT:
        return 0
    out.append(_phrase(end, False, text, start, found[at + length - 1][3], glued))
    return length


def _of_losses(words: list[Token], lexicon: Lexicon) -> tuple[str, ...]:
    """The tag of losses if one of *words*, a longer name for men, means them: "total Russian casualties"."""
    for _, word, _, _, _ in words:
        state = lexicon.starts(word, _UNKNOWN)
        if state is _UNKNOWN:
            state = lexicon.start(word)
        if state is not None and "losses" in state.tags:
            return ("losses",)
    return ()


def _named(state: State, words: list[Token], lexicon: Lexicon, out: list[Item]) -> Item:
    """The item of *words*, a phrase that means more than a word, behind *out*."""
    _, text, start, _, glued = words[0]
    _, last, _, end, _ = words[-1]
    item = _phrase(state, last[-2:] == "'s" and last not in lexicon.exact, text, start, end, glued)
    if len(words) > 1 and item.value == "personnel" and "losses" not in item.tags:
        item.tags += _of_losses(words, lexicon)
    return _owned(item, out) if item.kind == C and out else item


def _fraction(token: Token, out: list[Item]) -> Item:
    """The item of a sign for a fraction: what it adds to the number that it is written to, or a number itself."""
    _, text, start, end, glued = token
    value = FRACTIONS[text]
    if glued and out and out[-1].kind == N:
        return Item(T, text, start, end, (f"plus.{value}",), glued)
    return Item(N, value, start, end, (), glued, "w")


def items(found: list[Token], lexicon: Lexicon) -> list[Item]:
    """The items of *found*, numbers not yet put together."""
    out: list[Item] = []
    at, size, add = 0, len(found), out.append
    known, match = lexicon.starts, lexicon.match
    while at < size:
        kind, text, start, end, glued = token = found[at]
        at += 1
        if kind == WORD:
            state = known(text, _UNKNOWN)
            if state is _UNKNOWN:
                state = lexicon.start(text)
            if state is not None:
                length = 1
                if at < size and state.firsts:
                    next_kind, word, _, _, _ = found[at]
                    if next_kind == WORD:
                        goes_on = state.after.get(word, state) is not None
                    else:
                        goes_on = word in state.firsts or word in _INSIDE
                    if goes_on:
                        length, state = match(found, at - 1, state)
                if length and state.tags:
                    if length > 1:
                        at += length - 1
                        end = found[at - 1][3]
                    if (state.meaning or _learn(state))[1] is None:
                        add(Item(T, text, start, end, state.tags, glued))
                        continue
                    add(_named(state, found[at - length : at], lexicon, out))
                    if "fuel_tanks" in state.tags:
                        _with_tankers(out)
                    continue
            add(_fraction(token, out) if text in FRACTIONS else Item(W, text, start, end, (), glued))
        elif kind == MARK:
            if text == "=" and out and out[-1].kind == N:
                add(Item(P, ">", start, end, (), glued))
            elif text not in _SILENT:
                add(Item(P, text, start, end, (), glued))
        elif kind == NUMBER:
            length = _counted_phrase(found, at - 1, lexicon, out) if end - start <= _SHORT else 0
            if not length:
                add(_number(token))
            at += max(length - 1, 0)
        elif kind == BREAK:
            add(Item(B, text, start, end))
        else:
            add(Item(D, text if kind == DATE else "", start, end, ("time",) if kind == TIME else ()))
    return out
