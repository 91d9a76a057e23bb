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

from news.reading.fold import fold

Node = dict[Any, Any]
"""A place in a tree: atom of a word -> the place behind it; None -> the keys of the phrases that end here."""

_GAPLESS = "\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3"
_MIXED = re.compile(rf"[\d{_GAPLESS}]")
_PIECE = re.compile(rf"\d+|[{_GAPLESS}]|[^\d{_GAPLESS}]+")
_CHOICE = re.compile(r"\{([^{}]*)\}")
_PARTS = re.compile(r"\{[^{}]*\}|[^\s{}]+")
_GLUED = re.compile(r"[^\s{}]\{|\}[^\s]|\{[^{}]*\{")


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


class Tree:
    """The phrases of one language, and the words, stems and inner parts of words they are made of."""

    __slots__ = ("exact", "inside", "root", "stems")

    def __init__(self, name: str) -> None:
        self.root: Node = {}
        self.exact: set[str] = set()
        self.stems: set[str] = set()
        self.inside: set[str] = set()
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
                self.inside.add(word.strip("*"))
                word = "*" + word.strip("*") + "*"
            elif len(word) > 1 and word[-1] == "*":
                self.stems.add(word[:-1])
            else:
                self.exact.add(word)
            node = node.setdefault(word, {})
        return node


@cache
def tree(name: str) -> Tree:
    """The tree of one language; raises FileNotFoundError if there is no table for it."""
    return Tree(name)
