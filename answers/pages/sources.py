"""What operators are told of sources."""

from answers.page import Heading, Line, Note, Page, clean
from answers.words import Words


def broken_page(words: Words, name: str, problem: str) -> Page:
    """A source that keeps failing, and what to do."""
    shown = clean(name, 40)
    return [
        Heading(words.say("source-broken", name=shown)),
        Line(clean(problem, 300)),
        Note(words.say("source-broken-help", name=shown)),
    ]
