"""A command that was run."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Done:
    """How a command ended, and what it said."""

    returncode: int
    stdout: str
    stderr: str


Sitrep = Callable[..., Done]
"""Runs `sitrep` with these arguments."""
