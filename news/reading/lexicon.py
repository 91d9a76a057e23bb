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
from news.reading.tokens import Token

Node = dict[Any, Any]
Tags = tuple[str, ...]

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

    __slots__ = ("_alone", "_exact", "_heads", "_inside", "_seen", "_stems", "languages", "root")

    def __init__(self, names: tuple[str, ...]) -> None:
        self.languages = names
        self.root: Node = {}
        self._exact: set[str] = set()
        self._stems: set[str] = set()
        self._inside: set[str] = set()
        self._seen: dict[str, tuple[str, ...]] = {}
        self._heads: dict[str, tuple[Node, ...]] = {}
        self._alone: dict[str, tuple[Tags, frozenset[str]]] = {}
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

    def heads(self, word: str) -> tuple[Node, ...]:
        """The branches of the tree that begin with *word*, the longest stem last (remembered word by word)."""
        known = self._heads.get(word)
        if known is None:
            if len(self._heads) > _KEEP:
                self._heads.clear()
            found = (self.root.get(atom) for atom in reversed(self.atoms(word)))
            known = self._heads[word] = tuple(node for node in found if node is not None)
        return known

    def alone(self, word: str) -> tuple[Tags, frozenset[str]]:
        """The keys of *word* by itself, and the atoms that may follow it in a phrase (remembered word by word)."""
        if len(self._alone) > _KEEP:
            self._alone.clear()
        heads = self.heads(word)
        tags = tuple(tag for node in reversed(heads) for tag in node.get(None, ()))
        known = self._alone[word] = tags, frozenset(atom for node in heads for atom in node if atom is not None)
        return known

    def match(self, found: list[Token], at: int) -> tuple[int, Tags]:
        """The longest phrase that begins at the word *at*: how many tokens it takes and its keys; (0, ()) if none."""
        best: int = 0
        tags: Tags = ()
        size = len(found)
        seen = self._seen
        word = found[at].text
        known = self._alone.get(word) or self.alone(word)
        if known[1] and at + 1 < size:
            after = found[at + 1]
            text = after.text
            if after.kind == 0:
                ends = known[1].isdisjoint(seen.get(text) or self.atoms(text))
            else:
                ends = text not in known[1] and text != "-" and text not in _QUOTES
        else:
            ends = True
        if ends:
            return (1, known[0]) if known[0] else (0, ())
        stack = [(node, at + 1) for node in self.heads(word)]
        while stack:
            node, here = stack.pop()
            if None in node and here - at >= best:
                best, tags = here - at, node[None] if here - at > best else (*tags, *node[None])
            if here >= size or (len(node) == 1 and None in node):
                continue
            kind, text, _, _, glued = found[here]
            if kind == 0:
                atoms = seen.get(text) or self.atoms(text)
            elif text in _QUOTES or (text == "-" and here + 1 < size and (glued or found[here + 1].glued)):
                stack.append((node, here + 1))
                continue
            else:
                atoms = (text,)
            for atom in reversed(atoms) if len(atoms) > 1 else atoms:
                below = node.get(atom)
                if below is not None:
                    stack.append((below, here + 1))
        return best, tags


@cache
def lexicon(names: tuple[str, ...]) -> Lexicon:
    """The tree of *names* together."""
    return Lexicon(names)
