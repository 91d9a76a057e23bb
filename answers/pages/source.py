"""Where a figure comes from: each witness with its words, and what we said before."""

from datetime import date

from answers.category_names import counted, name
from answers.page import Block, Heading, Line, Note, Page, Paragraph, Story, clean
from answers.pages.phrases import because, claim, figure, reason, standing
from answers.provenance import Provenance, Testimony, in_kyiv
from answers.words import Words, number, signed
from storage.provenance import Revision

_MOST = 6
"""Witnesses, and revisions, that a page names: with their sentences they fit one message."""


def source_page(words: Words, facts: Provenance, asked: date | None) -> Page:
    """The figure with its standing, every witness, and its revisions; *asked* is the day that was named."""
    shown, tally = facts.testimonies[-_MOST:], facts.tally
    called = name(words, facts.category)
    blocks: list[Block] = [
        Heading(called if tally is None or tally.total is None else counted(words, facts.category, tally.total)),
        Line(words.say("source-day", name=called, day=facts.day)),
    ]
    if asked and asked != facts.day:
        blocks.append(Line(words.say("source-other-day", asked=asked)))
    if tally is None:
        blocks.append(Line(words.say("source-under-check")))
    blocks += [_story(words, each) for each in shown]
    if len(shown) < len(facts.testimonies):
        blocks.append(Note(words.say("source-more", n=len(facts.testimonies) - len(shown))))
    if not shown:
        blocks.append(Paragraph(words.say("source-no-witness")))
    return [*blocks, *_revisions(words, facts), *_newer(words, facts), *_foot(words, facts)]


def _story(words: Words, testimony: Testimony) -> Story:
    source = testimony.source
    article = source.article.article if source.article else None
    outlet = clean(source.witness.source, 60) or words.say("article-no-outlet")
    if testimony.doubt:
        said, quote = words.say("source-doubted", reason=_doubt(words, testimony)), False
    else:
        said, quote = testimony.sentence or "", testimony.sentence is not None
    read_at = in_kyiv(source.article.read_at if source.article else source.seen_at)
    if article and article.published_at:
        foot = words.say("source-times", published=in_kyiv(article.published_at), read=read_at)
    elif article and article.published:
        foot = words.say("source-day-and-time", published=article.published, read=read_at)
    else:
        foot = words.say("source-time", read=read_at)
    title = outlet if testimony.doubt else words.say("source-outlet", outlet=outlet, figure=_given(words, testimony))
    return Story(title, source.url, said, foot, quoted=quote)


def _doubt(words: Words, testimony: Testimony) -> str:
    doubt = testimony.doubt
    assert doubt is not None
    if doubt.outcome is not None:
        return words.say("source-set-aside")
    return reason(words, doubt.reasons) or words.say("reason-not-told")


def _given(words: Words, testimony: Testimony) -> str:
    witness = testimony.source.witness
    if witness.total is None:
        return signed(witness.gain or 0, words.language)
    total = number(witness.total, words.language)
    total = f"≈{total}" if witness.approximate else total
    return total if witness.gain is None else f"{total} ({signed(witness.gain, words.language)})"


def _revisions(words: Words, facts: Provenance) -> list[Block]:
    """What we said before, where we did not always say what we say now."""
    said = facts.revisions[-_MOST:]
    if len(facts.revisions) < 2:
        return [_line(words, "source-settled", each) for each in said if each.tally.settled]
    return [Heading(words.say("source-revisions")), *(_line(words, "source-revision", each) for each in said)]


def _line(words: Words, message: str, revision: Revision) -> Block:
    return Line(
        words.say(
            message,
            at=in_kyiv(revision.decided_at),
            figure=figure(words, revision.tally),
            reason=because(words, revision.reasons, revision.note, first=revision.tally.revision == 1),
        )
    )


def _newer(words: Words, facts: Provenance) -> list[Block]:
    if facts.newer is None:
        return []
    why = reason(words, facts.newer.reasons)
    if why is None:
        return [Paragraph(words.say("held-newer", day=facts.newer.day))]
    return [Paragraph(words.say("held-newer-because", day=facts.newer.day, reason=why))]


def _foot(words: Words, facts: Provenance) -> list[Block]:
    return [claim(words, [facts.tally]), *standing(words, [facts.tally])] if facts.tally else []
