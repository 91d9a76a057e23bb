"""How the bot is: what it read last, how old its sources are, when it looks again, what waits."""

from datetime import date, datetime

from answers.page import Block, Heading, Line, Page, Table, clean
from answers.provenance import in_kyiv
from answers.status import Looked, Status
from answers.words import Words
from storage.provenance import Speaker

_NAME = 15
"""Characters of a source's name: what a row of a table on a phone has left."""


def status_page(words: Words, facts: Status, now: datetime, today: date, *, operator: bool) -> Page:
    """The page for everybody; an *operator* also sees what is wrong with a source."""
    blocks: list[Block] = [Heading(words.say("status-heading")), Line(_latest(words, facts, today))]
    if facts.speakers:
        rows = tuple(_speaker(words, each, now) for each in facts.speakers)
        blocks += [Line(words.say("status-speakers")), Table(rows)]
    if facts.looked:
        rows = tuple(_looked(words, each, now) for each in facts.looked)
        blocks += [Line(words.say("status-looked")), Table(rows)]
        blocks += _problems(words, facts, operator=operator)
    else:
        blocks.append(Line(words.say("status-no-looks")))
    return [*blocks, *_waits(words, facts)]


def _latest(words: Words, facts: Status, today: date) -> str:
    if facts.latest is None:
        return words.say("status-nothing-yet")
    days = max(0, (today - facts.latest).days)
    return words.say("status-latest-today" if days == 0 else "status-latest", day=facts.latest, n=days)


def _speaker(words: Words, speaker: Speaker, now: datetime) -> tuple[str, ...]:
    said = clean(speaker.source, _NAME) or words.say("article-no-outlet")[:_NAME]
    return said, words.say("status-day", day=speaker.day), ago(words, speaker.seen_at, now)


def _looked(words: Words, looked: Looked, now: datetime) -> tuple[str, ...]:
    called = clean(looked.name, _NAME) + ("!" if looked.problem else "")
    newest = ago(words, looked.newest, now) if looked.newest else "—"
    if looked.next_look is None:
        return called, newest, "—"
    return called, newest, words.say("status-due") if looked.next_look <= now else _clock(words, looked.next_look)


def _clock(words: Words, moment: datetime) -> str:
    return words.say("status-clock", at=in_kyiv(moment))


def ago(words: Words, moment: datetime, now: datetime) -> str:
    """How long ago *moment* was, in the largest unit that counts at least one; in minutes below an hour."""
    minutes = max(0, int((now - moment).total_seconds()) // 60)
    if minutes < 60:
        return words.say("ago-minutes", count=minutes)
    return (
        words.say("ago-hours", count=minutes // 60) if minutes < 2880 else words.say("ago-days", count=minutes // 1440)
    )


def _problems(words: Words, facts: Status, *, operator: bool) -> list[Block]:
    wrong = [each for each in facts.looked if each.problem]
    if operator:
        return [
            Line(words.say("status-problem", name=clean(each.name, 40), problem=clean(each.problem or "", 120)))
            for each in wrong[:8]
        ]
    return [Line(words.say("status-trouble", names=tuple(clean(each.name, 40) for each in wrong)))] if wrong else []


def _waits(words: Words, facts: Status) -> list[Block]:
    held = Line(words.say("status-none-held"))
    if facts.held and facts.oldest_held:
        held = Line(words.say("status-held", n=facts.held, oldest=facts.oldest_held))
    unknown = [Line(words.say("status-unknown", n=facts.unknown))] if facts.unknown else []
    return [held, *unknown]
