"""What an operator sees of a held figure, is asked about it, and is told when it is decided."""

from answers.category_names import inside, name
from answers.page import Block, Heading, Line, Note, Page, Paragraph, Story, clean
from answers.pages.phrases import figure
from answers.provenance import Docket, in_kyiv
from answers.words import Words, number, signed
from storage.provenance import Held
from storage.reviews import Awaited
from storage.ruling import Action, Ruling
from tally.tally import Tally


def docket_page(words: Words, facts: Docket) -> Page:
    """The figure, why it waits, in which words it was read, and what stands around it."""
    held = facts.held
    blocks: list[Block] = [
        Heading(words.say("review-heading", name=name(words, held.category), day=held.day)),
        Line(words.say("review-figure", figure=claimed(words, held))),
        *(Line(words.say("review-reason", reason=each)) for each in _reasons(words, held)),
        *_around(words, facts),
        _story(words, facts),
    ]
    return [*blocks, Note(words.say("review-waiting", n=facts.waiting))]


def claimed(words: Words, held: Held) -> str:
    """What the source claims: the total, the gain, or both."""
    gain = None if held.gain is None else signed(held.gain, words.language)
    if held.total is None:
        return gain or "—"
    total = number(held.total, words.language)
    return total if gain is None else f"{total} ({gain})"


def _reasons(words: Words, held: Held) -> list[str]:
    known = (f"reason-{each.replace('_', '-')}" for each in held.reasons)
    return [words.say(each) for each in known if words.knows(each)] or [words.say("reason-not-told")]


def _around(words: Words, facts: Docket) -> list[Block]:
    """The figures that the held one stands among."""
    rows = (("review-before", facts.before), ("review-current", facts.current), ("review-after", facts.after))
    return [Line(_neighbour(words, message, tally)) for message, tally in rows if tally is not None]


def _neighbour(words: Words, message: str, tally: Tally) -> str:
    gain = "" if tally.gain is None or tally.total is None else f" ({signed(tally.gain, words.language)})"
    return words.say(message, day=tally.day, figure=f"{figure(words, tally)}{gain}")


def _story(words: Words, facts: Docket) -> Block:
    held = facts.held
    outlet = clean(held.source, 60) or words.say("article-no-outlet")
    url = held.article.article.url if held.article else None
    foot = words.say("source-time", read=in_kyiv(held.article.read_at if held.article else held.since))
    return Story(outlet, url, facts.sentence or "", foot, quoted=facts.sentence is not None)


def nothing_held_page(words: Words) -> Page:
    """The queue is empty."""
    return [Heading(words.say("review-empty")), Line(words.say("review-empty-help"))]


def question_page(words: Words, held: Held, awaited: Awaited, *, odd: bool = False) -> Page:
    """What the operator is asked before a decision is written down; an *odd* value gets a warning first."""
    asked = {"name": inside(words, held.category), "day": held.day, "figure": claimed(words, held)}
    if awaited.action is not Action.CORRECT:
        message = "review-ask-accept" if awaited.action is Action.ACCEPT else "review-ask-reject"
        return [Line(words.say(message, **asked)), Paragraph(words.say("review-ask-why"))]
    if awaited.value is None:
        message = "review-ask-value" if held.total is not None else "review-ask-gain"
        return [Line(words.say(message, **asked)), Paragraph(words.say("review-ask-example"))]
    warning = [Paragraph(words.say("review-out-of-line", value=awaited.value))] if odd else []
    return [*warning, Paragraph(words.say("review-ask-why-value", value=awaited.value, **asked))]


def no_figure_page(words: Words) -> Page:
    """What was typed for a correction holds no figure."""
    return [Line(words.say("review-no-figure")), Paragraph(words.say("review-ask-example"))]


def outcome(words: Words, ruling: Ruling) -> str:
    """What came of a decision, in a sentence short enough for a notice."""
    held = ruling.held
    values = {"name": name(words, held.category), "day": held.day}
    if not ruling.fresh:
        return words.say("review-decided-before", **values)
    if held.outcome == Action.REJECT:
        return words.say("review-rejected", **values)
    now = figure(words, ruling.tally) if ruling.tally else "—"
    return words.say("review-recorded", figure=now, **values)
