"""What a look found."""

from dataclasses import dataclass
from enum import StrEnum


class Mark(StrEnum):
    """How it is."""

    FINE = "OK"
    WATCH = "!"
    """The bot works, but somebody should know."""
    AMISS = "x"
    """Something must be done."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One line: how something is, and what to do where it is not fine."""

    mark: Mark
    about: str
    words: str
    todo: str = ""


def fine(about: str, words: str) -> Finding:
    """As it should be."""
    return Finding(Mark.FINE, about, words)


def watch(about: str, words: str, todo: str) -> Finding:
    """Worth knowing."""
    return Finding(Mark.WATCH, about, words, todo)


def amiss(about: str, words: str, todo: str) -> Finding:
    """To be mended."""
    return Finding(Mark.AMISS, about, words, todo)
