"""What we corrected, and what we said on another day."""

from datetime import date

from answers.category_names import name, short
from answers.page import Block, Heading, Line, Note, Page, Table
from answers.pages.phrases import because, figure
from answers.provenance import AsOf, Corrections, in_kyiv
from answers.words import Words, number, signed
from storage.provenance import Correction
from tally.tally import Tally


def corrections_page(words: Words, facts: Corrections) -> Page:
    """Each correction on a line of its own, the newest first; says so when there is none."""
    if not facts.corrections:
        return [
            Heading(words.say("corrections-none")),
            Line(words.say("corrections-none-since", since=facts.since)),
        ]
    blocks: list[Block] = [Heading(words.say("corrections-heading", since=facts.since))]
    blocks += [Line(_correction(words, each)) for each in facts.corrections]
    if facts.more:
        blocks.append(Note(words.say("corrections-more", n=len(facts.corrections))))
    return blocks


def _correction(words: Words, correction: Correction) -> str:
    after = correction.after
    before, now = figure(words, correction.before), figure(words, after.tally)
    if correction.before.total == after.tally.total:  # the total stands, the day's gain is another
        before, now = (signed(each.gain or 0, words.language) for each in (correction.before, after.tally))
    return words.say(
        "corrections-line",
        name=name(words, after.tally.category),
        day=after.tally.day,
        was=before,
        now=now,
        at=in_kyiv(after.decided_at),
        reason=because(words, after.reasons, after.note),
    )


def as_of_page(words: Words, facts: AsOf, only: str | None = None) -> Page:
    """The figures as we gave them then, and in which of them we say otherwise today."""
    shown = [each for each in facts.then if only in (None, each.category)]
    changed = [each for each in shown if _differs(each, facts.now.get(each.category))]
    rows = tuple(_row(words, each, marked=each in changed) for each in shown)
    if not rows:
        assert only is not None
        return [Line(words.say("asof-not-that", name=name(words, only), at=facts.at, day=facts.day))]
    blocks: list[Block] = [
        Heading(words.say("asof-heading", at=facts.at)),
        Line(words.say("asof-columns", day=facts.day)),
        Table(rows),
    ]
    blocks += [Line(_today(words, each, facts.now.get(each.category))) for each in changed]
    return [*blocks, Note(words.say("asof-same"))] if not changed else blocks


def nothing_said_page(words: Words, at: date, day: date | None) -> Page:
    """Nothing had been said on *at*."""
    if day is None:
        return [Line(words.say("asof-nothing", at=at)), Line(words.say("asof-nothing-help"))]
    return [Line(words.say("asof-nothing-for", at=at, day=day)), Line(words.say("asof-nothing-help"))]


def _differs(then: Tally, now: Tally | None) -> bool:
    return now is None or (then.total, then.gain) != (now.total, now.gain)


def _row(words: Words, tally: Tally, *, marked: bool) -> tuple[str, ...]:
    total = "—" if tally.total is None else ("≈" if tally.approximate else "") + number(tally.total, words.language)
    gain = "" if tally.gain is None else signed(tally.gain, words.language)
    return short(words, tally.category), total + ("*" if marked else ""), gain


def _today(words: Words, then: Tally, now: Tally | None) -> str:
    called = name(words, then.category)
    if now is None:
        return words.say("asof-withdrawn", name=called)
    if now.total != then.total:
        return words.say("asof-today", name=called, now=figure(words, now))
    return words.say("asof-today-gain", name=called, now=signed(now.gain or 0, words.language))
