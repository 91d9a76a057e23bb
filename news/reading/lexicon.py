"""The words of the languages: one table a language, read into one tree of phrases.

A table is a text file of `key: phrase, phrase, ...` lines (an indented line goes on with the one before; `#` starts a
comment). In a phrase `{a|b|}` is a choice, `stem*` any word that begins so, `*stem*` any that contains it. The keys are
the same in every language; docs/reading.md lists them.
"""

import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Any

from news.reading.fold import bare, fold
from news.reading.tokens import WORD, Token

Node = dict[Any, Any]
Tags = tuple[str, ...]
Meaning = tuple[str, float | str | None, str]
"""What a phrase is for the grammar: kind of item, value (None: the word itself) and flags."""


class State:
    """How far phrases have come: places in the tree that some words led to, remembered with where each word leads on.

    `tags` are the keys of the phrases that end here, `firsts` the atoms that go on from here, `after` the words that
    were met here, `inner` the state behind a quotation mark or hyphen inside a phrase.
    """

    __slots__ = ("after", "firsts", "inner", "meaning", "nodes", "tags")

    def __init__(self, nodes: list[Node]) -> None:
        self.nodes = nodes
        self.tags: Tags = tuple(tag for node in nodes for tag in node.get(None, ()))
        self.firsts = frozenset(atom for node in nodes for atom in node if atom is not None)
        self.after: dict[str, State | None] = {}
        self.inner: State | None = None
        self.meaning: Meaning | None = None


_GAPLESS = "\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3"
_MIXED = re.compile(rf"[\d{_GAPLESS}]")
_PIECE = re.compile(rf"\d+|[{_GAPLESS}]|[^\d{_GAPLESS}]+")
_CHOICE = re.compile(r"\{([^{}]*)\}")
_PREFIXED = (
    (re.compile("^[\u0600-\u06ff]"), ("و", "ف", "ال", "وال", "بال", "لل", "ول", "وب", "ب", "ل", "ك", "فال")),
    (re.compile("^[\u0590-\u05ff]"), ("ו", "ה", "ב", "ל", "מ", "ש", "כ", "וה", "שה", "מה", "לה", "בה")),
)
"""Scripts that write small words (and, the, in, to) as one with the word after them."""
_PARTS = re.compile(r"\{[^{}]*\}|[^\s{}]+")
_GLUED = re.compile(r"[^\s{}]\{|\}[^\s]|\{[^{}]*\{")
_KEEP = 60_000
_QUOTES = frozenset("'\"")


def _variants(phrase: str) -> Iterator[str]:
    choice = _CHOICE.search(phrase)
    if choice is None:
        yield " ".join(phrase.split())
        return
    for each in choice.group(1).split("|"):
        yield from _variants(phrase[: choice.start()] + each + phrase[choice.end() :])


def _words(variant: str) -> list[str]:
    out: list[str] = []
    for chunk in variant.replace("-", " ").replace("/", " / ").replace(";", " , ").split():
        chunk = chunk.replace("'", "") if _MIXED.search(chunk) else chunk
        out.extend(_PIECE.findall(chunk) if _MIXED.search(chunk) and "*" not in chunk else [chunk])
    return out


def _parts(phrase: str) -> list[list[list[str]]]:
    """A phrase as choices of runs of words; spelt out where a choice is glued to a word or holds another."""
    if _GLUED.search(phrase):
        return [[_words(variant) for variant in _variants(phrase)]]
    pieces = _PARTS.findall(phrase)
    return [
        [_words(each) for each in piece.strip("{}").split("|")] if piece[0] == "{" else [_words(piece)]
        for piece in pieces
    ]


@cache
def table(language: str) -> dict[str, list[str]]:
    """Key -> folded phrases (choices not yet spread) of one language; raises FileNotFoundError if there is no table."""
    out: dict[str, list[str]] = {}
    key = ""
    body = (files("news.reading") / "languages" / f"{language}.txt").read_text(encoding="utf-8")
    for raw in body.splitlines():
        line = raw.split("#", 1)[0].rstrip()
        if not line:
            continue
        if not line[0].isspace():
            key, _, line = line.partition(":")
        out.setdefault(key.strip(), []).extend(p for p in (fold(each).strip() for each in line.split(",")) if p)
    return out


@cache
def languages() -> tuple[str, ...]:
    """The languages there are tables for."""
    names = (each.name for each in (files("news.reading") / "languages").iterdir())
    return tuple(sorted(name[:-4] for name in names if name.endswith(".txt")))


class Lexicon:
    """The tables of one or more languages as one tree, and the atoms a word stands for (remembered word by word)."""

    __slots__ = ("_exact", "_inside", "_seen", "_starts", "_states", "_stems", "_steps", "languages", "root", "starts")

    def __init__(self, names: tuple[str, ...]) -> None:
        self.languages = names
        self.root: Node = {}
        self._exact: set[str] = set()
        self._stems: set[str] = set()
        self._inside: set[str] = set()
        self._seen: dict[str, tuple[str, ...]] = {}
        self._starts: dict[str, State | None] = {}
        self.starts = self._starts.get
        self._states: dict[tuple[int, ...], State] = {}
        self._steps = 0
        for name in names:
            for key, phrases in table(name).items():
                if key == "hints":
                    continue
                for phrase in phrases:
                    self._spread(self.root, _parts(phrase), 0, key)

    def _spread(self, node: Node, parts: list[list[list[str]]], at: int, key: str) -> None:
        """Plant what *parts* say from *at* on below *node*: each part is a choice of runs of words."""
        if at == len(parts):
            tags = node.get(None, ())
            if key not in tags:
                node[None] = (*tags, key)
            return
        for words in parts[at]:
            self._spread(self._plant(node, words), parts, at + 1, key)

    def _plant(self, node: Node, words: list[str]) -> Node:
        for word in words:
            if len(word) > 2 and word[0] == "*":
                self._inside.add(word.strip("*"))
                word = "*" + word.strip("*") + "*"
            elif len(word) > 1 and word[-1] == "*":
                self._stems.add(word[:-1])
            else:
                self._exact.add(word)
            node = node.setdefault(word, {})
        return node

    def atoms(self, word: str) -> tuple[str, ...]:
        """What the tree may know *word* as: itself, then the longest stem first."""
        known = self._seen.get(word)
        if known is None:
            if len(self._seen) > _KEEP:
                self._seen.clear()
            known = self._seen[word] = self._find(bare(word)) if len(word) <= 60 else ()
        return known

    def _find(self, word: str) -> tuple[str, ...]:
        found = self._one(word)
        if not found and "'" in word:
            before, _, after = word.partition("'")
            found = (*self._one(before), *self._one(after)) if len(before) > 2 else self._one(after)
        for script, prefixes in _PREFIXED:
            if found or not script.match(word):
                continue
            for prefix in prefixes:
                if word.startswith(prefix) and len(word) > len(prefix) + 1:
                    found = self._one(word[len(prefix) :])
                    if found:
                        break
        return found

    def _one(self, word: str) -> tuple[str, ...]:
        out = [word] if word in self._exact else []
        out.extend(word[:length] + "*" for length in range(len(word), 1, -1) if word[:length] in self._stems)
        out.extend(f"*{each}*" for each in self._inside if each in word)
        return tuple(out)

    def start(self, word: str) -> State | None:
        """Where the phrases that begin with *word* stand after it; None if there are none (remembered word by word)."""
        if len(self._starts) > _KEEP:
            self._starts.clear()
        found = [node for atom in self.atoms(word) if (node := self.root.get(atom)) is not None]
        known = self._starts[word] = self._state(found)
        return known

    def _state(self, nodes: list[Node]) -> State | None:
        """The one state that stands for *nodes* (their order counts: it is that of their keys)."""
        if not nodes:
            return None
        if self._steps > _KEEP:
            self._steps = 0
            self._states.clear()
            self._starts.clear()
        key = tuple(map(id, nodes))
        known = self._states.get(key)
        if known is None:
            known = self._states[key] = State(nodes)
        self._steps += 1
        return known

    def _step(self, state: State, text: str, kind: int) -> State | None:
        """Where *state* goes on with a token (remembered if it is a word)."""
        atoms = self.atoms(text) if kind == WORD else (text,)
        found = []
        if not state.firsts.isdisjoint(atoms):
            found = [below for node in state.nodes for atom in atoms if (below := node.get(atom)) is not None]
        after = self._state(found)
        if kind == WORD:
            self._steps += 1
            state.after[text] = after
        return after

    def match(self, found: list[Token], at: int, state: State) -> tuple[int, State]:
        """The longest phrase that begins with the word *at*, which led to *state*: its tokens (0 if none), its end."""
        best, end = (1, state) if state.tags else (0, state)
        here, size = at + 1, len(found)
        while here < size and state.firsts:
            kind, text, _, _, glued = found[here]
            if kind == WORD:
                after = state.after.get(text, state)
                if after is state:
                    after = self._step(state, text, kind)
            elif text in _QUOTES or (text == "-" and here + 1 < size and (glued or found[here + 1][4])):
                if state.inner is None:
                    state.inner = self._state([node for node in state.nodes if len(node) > (None in node)])
                after = state.inner
            else:
                after = self._step(state, text, kind)
            if after is None:
                break
            here += 1
            state = after
            if state.tags:
                best, end = here - at, state
        return best, end


@cache
def lexicon(names: tuple[str, ...]) -> Lexicon:
    """The tree of *names* together."""
    return Lexicon(names)
