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

Node = dict[Any, Any]
"""A place in a phrase: atom of a word -> the places behind it; None -> the keys of the phrases that end here."""

_GAPLESS = "\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3"
_MIXED = re.compile(rf"[\d{_GAPLESS}]")
_PIECE = re.compile(rf"\d+|[{_GAPLESS}]|[^\d{_GAPLESS}]+")
_CHOICE = re.compile(r"\{([^{}]*)\}")


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


def _chunks(phrase: str) -> Iterator[str]:
    """The pieces of *phrase* between spaces that stand in no choice."""
    start, depth = 0, 0
    for at, letter in enumerate(phrase):
        depth += (letter == "{") - (letter == "}")
        if letter == " " and not depth:
            yield phrase[start:at]
            start = at + 1
    yield phrase[start:]


def _parts(phrase: str) -> list[list[list[str]]]:
    """A phrase as choices of runs of words: `{big|full scale} war` is [[[big], [full, scale]], [[war]]]."""
    return [[_words(variant) for variant in dict.fromkeys(_variants(chunk))] for chunk in _chunks(phrase) if chunk]


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
        out.setdefault(key.strip(), []).extend(p for p in (bare(fold(each)).strip() for each in line.split(",")) if p)
    out.setdefault("russia", []).extend(out.get("rival", ()))
    return out


@cache
def languages() -> tuple[str, ...]:
    """The languages there are tables for."""
    names = (each.name for each in (files("news.reading") / "languages").iterdir())
    return tuple(sorted(name[:-4] for name in names if name.endswith(".txt")))


class Tree:
    """The phrases of one language, and the words, stems and inner parts of words they are made of.

    `root` has the places behind the first words of all phrases; those that other words lead on to are found as texts
    are read (`lexicon.State`), so that a phrase with many choices costs no more than its length.
    """

    __slots__ = ("exact", "inside", "root", "stems")

    def __init__(self, name: str) -> None:
        self.root: Node = {}
        self.exact: set[str] = set()
        self.stems: set[str] = set()
        self.inside: set[str] = set()
        for key, phrases in table(name).items():
            for phrase in phrases if key != "hints" else ():
                for atom, places in self._planted(_parts(phrase), key).items():
                    if atom is not None:
                        self.root[atom] = (*self.root.get(atom, ()), *places)

    def _planted(self, parts: list[list[list[str]]], key: str) -> Node:
        """The place before a phrase of *parts*; as large as the phrase is long, however many ways lead through it."""
        after: Node = {None: (key,)}
        for choices in reversed(parts):
            here: Node = {}
            for words in choices:
                found = after
                for word in reversed(words):
                    found = {self._atom(word): (found,)}
                for atom, places in found.items():
                    here[atom] = (*here.get(atom, ()), *places)
            after = here
        return after

    def _atom(self, word: str) -> str:
        if len(word) > 2 and word[0] == "*":
            self.inside.add(word.strip("*"))
            return "*" + word.strip("*") + "*"
        if len(word) > 1 and word[-1] == "*":
            self.stems.add(word[:-1])
        else:
            self.exact.add(word)
        return word


@cache
def tree(name: str) -> Tree:
    """The tree of one language; raises FileNotFoundError if there is no table for it."""
    return Tree(name)
