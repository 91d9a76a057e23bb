"""From words to phrases: the longest phrase of the tables that begins at a word.

The trees of the languages of a text are walked together, and where each word leads is remembered, so that a word costs
one look. What is remembered is bounded, whatever texts come.
"""

import re
from functools import lru_cache
from itertools import chain

from news.reading.fold import bare
from news.reading.tables import Node, tree
from news.reading.tokens import WORD, Token

Nodes = tuple[Node, ...]
"""The places of several phrases, of one language or more, that the same atoms led to."""
Tags = tuple[str, ...]
Meaning = tuple[str, float | str | None, str]
"""What a phrase is for the grammar: kind of item, value (None: the word itself) and flags."""


class State:
    """How far phrases have come: places in the tree that some words led to, remembered with where each word leads on.

    `tags` are the keys of the phrases that end here, `firsts` the atoms that go on from here, `after` the words that
    were met here, `inner` the state behind a quotation mark or hyphen inside a phrase.
    """

    __slots__ = ("after", "firsts", "inner", "meaning", "nodes", "tags")

    def __init__(self, nodes: list[Nodes]) -> None:
        self.nodes = nodes
        keys = [dict.fromkeys(key for node in each for key in node.get(None, ())) for each in nodes]
        self.tags: Tags = tuple(chain.from_iterable(keys))
        self.firsts = frozenset(atom for each in nodes for node in each for atom in node if atom is not None)
        self.after: dict[str, State | None] = {}
        self.inner: State | None = None
        self.meaning: Meaning | None = None


_PREFIXED = (
    (re.compile("^[\u0600-\u06ff]"), ("و", "ف", "ال", "وال", "بال", "لل", "ول", "وب", "ب", "ل", "ك", "فال")),
    (re.compile("^[\u0590-\u05ff]"), ("ו", "ה", "ב", "ל", "מ", "ש", "כ", "וה", "שה", "מה", "לה", "בה")),
)
"""Scripts that write small words (and, the, in, to) as one with the word after them."""
_ENDING = 2
"""Letters of what an apostrophe parts from a word and is no word itself: d', 's."""
_KEEP = 12_000
"""Words, and steps between words, that a lexicon remembers."""
_QUOTES = frozenset("'\"")
_END = frozenset((None,))


def _below(nodes: list[Nodes], atoms: tuple[str, ...]) -> list[Nodes]:
    """The places behind *nodes* that any of *atoms* leads to."""
    found = [tuple(below for node in each for below in node.get(atom, ())) for each in nodes for atom in atoms]
    return [each for each in found if each]


class Lexicon:
    """The trees of one or two languages together, and the atoms a word stands for (remembered word by word)."""

    __slots__ = (
        "_inside",
        "_roots",
        "_seen",
        "_starts",
        "_states",
        "_stems",
        "_steps",
        "exact",
        "languages",
        "starts",
    )

    def __init__(self, names: tuple[str, ...]) -> None:
        trees = [tree(name) for name in names]
        self._roots = tuple(each.root for each in trees)
        self.exact = frozenset().union(*(each.exact for each in trees))
        self._stems = frozenset().union(*(each.stems for each in trees))
        self._inside = sorted(frozenset().union(*(each.inside for each in trees)))
        self._seen: dict[str, tuple[str, ...]] = {}
        self._starts: dict[str, State | None] = {}
        self.starts = self._starts.get
        self._states: dict[tuple[tuple[int, ...], ...], State] = {}
        self._steps = 0

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
        if "'" in word:
            before, _, after = word.partition("'")
            if found:
                found += self._one(after) if len(after) > _ENDING else ()
            else:
                found = (*self._one(before), *self._one(after)) if len(before) > _ENDING else self._one(after)
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
        out = [word] if word in self.exact else []
        out.extend(word[:length] + "*" for length in range(len(word), 1, -1) if word[:length] in self._stems)
        out.extend(f"*{each}*" for each in self._inside if each in word)
        return tuple(out)

    def start(self, word: str) -> State | None:
        """Where the phrases that begin with *word* stand after it; None if there are none (remembered word by word)."""
        if len(self._starts) > _KEEP:
            self._starts.clear()
        known = self._starts[word] = self._state(_below([self._roots], self.atoms(word)))
        return known

    def _state(self, nodes: list[Nodes]) -> State | None:
        """The one state that stands for *nodes* (their order counts: it is that of their keys)."""
        if not nodes:
            return None
        if self._steps > _KEEP:
            self._steps = 0
            self._states.clear()
            self._starts.clear()
        key = tuple(tuple(map(id, each)) for each in nodes)
        known = self._states.get(key)
        if known is None:
            known = self._states[key] = State(nodes)
        self._steps += 1
        return known

    def _step(self, state: State, text: str, kind: int) -> State | None:
        """Where *state* goes on with a token (remembered if it is a word)."""
        atoms = self.atoms(text) if kind == WORD else (text,)
        after = None if state.firsts.isdisjoint(atoms) else self._state(_below(state.nodes, atoms))
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
                    state.inner = self._state(
                        [each for each in state.nodes if any(node.keys() - _END for node in each)]
                    )
                after = state.inner
            else:
                after = self._step(state, text, kind)
            if after is None:
                break
            here += 1
            inner, state = after is state.inner, after
            if state.tags and not inner:
                best, end = here - at, state
        return best, end


@lru_cache(64)
def lexicon(names: tuple[str, ...]) -> Lexicon:
    """What reads *names* together."""
    return Lexicon(names)
