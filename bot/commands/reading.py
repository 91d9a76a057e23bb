"""An address, or an operator's pasted or forwarded post, read in the chat and answered with what stands in it."""

import re
from dataclasses import replace

from answers.library import Read, Shelved, read_figures, unkept
from answers.page import Line, clean, render
from answers.pages.library import reading_page
from answers.words import words
from bot.command import Ask, House, Reply
from bot.commands.rows import around
from news.learning import Lesson, Outcome, Status
from tally.errors import FetchError, InputError

MOST_A_DAY = 5
"""Addresses that somebody who is no operator may have read in a day."""

MOST_OF_ALL = 100
"""Addresses read in a day for all of them together."""

_ADDRESS = re.compile(r"https?://\S{4,2000}")
_LONG = 120
"""Characters from which an operator's text with figures on several lines is a report and no question."""


def address_in(text: str) -> str | None:
    """The address that *text* is, alone."""
    return text.strip() if _ADDRESS.fullmatch(text.strip()) else None


def is_report(ask: Ask) -> bool:
    """Whether an operator's words are something to be read: forwarded, an address, or long and full of figures."""
    text = ask.argument.strip()
    if not (ask.operator and ask.private) or not text or text.startswith("/"):
        return False
    figures = len(re.findall(r"\d+", text))
    return bool(ask.forwarded) or address_in(text) is not None or (len(text) >= _LONG and figures >= 4)


async def read_report(ask: Ask, house: House) -> Reply:
    """Read and learn what an operator gave."""
    try:
        url = None if ask.forwarded else address_in(ask.argument)
        lesson = await house.lessons.open(url) if url else await house.lessons.paste(ask.argument, ask.forwarded)
    except (FetchError, InputError) as error:
        return _refused(ask, error.problem)
    return await _answered(ask, house, lesson, await house.lessons.learn(lesson, ask.now))


async def read_address(url: str, ask: Ask, house: House) -> Reply:
    """Read the article at *url*: an operator's is learned; anyone else's is shown alone, a few a day.

    What strangers name is not learned: whoever may choose the page could choose the figures.
    """
    if ask.operator and ask.private:
        return await read_report(replace(ask, argument=url, forwarded=None), house)
    if not await house.quota.take(f"read:{ask.user}", ask.today, MOST_A_DAY):
        return _said(ask, words(ask.language).say("read-quota", n=MOST_A_DAY))
    if not await house.quota.take("read", ask.today, MOST_OF_ALL):
        return _said(ask, words(ask.language).say("read-quota-all"))
    try:
        lesson = await house.lessons.open(url)
    except (FetchError, InputError) as error:
        return _refused(ask, error.problem)
    return await _answered(ask, house, lesson, None)


async def _answered(ask: Ask, house: House, lesson: Lesson, outcome: Outcome | None) -> Reply:
    said = words(ask.language)
    doubts = {} if outcome is None else {slug: [each.value for each in why] for slug, why in outcome.held.items()}
    figures = read_figures(lesson.report.claims, doubts)
    shelved = Shelved(unkept(lesson.article, ask.now), figures, lesson.report.as_of)
    page = reading_page(said, shelved, _became(figures, outcome))
    after = around(said, "review", "latest") if doubts else around(said, "latest", "article")
    return Reply(render(page), (after,), edits=False)


def _became(figures: tuple[Read, ...], outcome: Outcome | None) -> str:
    """The message that says what became of it."""
    if outcome is None:
        return "read-shown" if figures else "read-none"
    return {
        Status.KEPT: "read-learned",
        Status.HELD: "read-held",
        Status.KNOWN: "read-known",
        Status.UNDATED: "read-undated",
        Status.NOT_A_REPORT: "read-none",
    }[outcome.status]


def _refused(ask: Ask, problem: str) -> Reply:
    return _said(ask, words(ask.language).say("read-failed", problem=clean(problem, 200)))


def _said(ask: Ask, sentence: str) -> Reply:
    said = words(ask.language)
    return Reply(render([Line(sentence)]), (around(said, "article", "latest", "help"),), edits=False)
