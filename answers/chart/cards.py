"""All figures of one day as a card to share."""

from collections.abc import Iterable

from answers.answer import Bulletin
from answers.answer import Figure as Known
from answers.category_names import inside, name, short
from answers.chart.figure import Card, Frame, Row
from answers.pages.bulletin import usual_change
from answers.pages.phrases import claim
from answers.words import Words, number, signed
from tally.day import day_number
from tally.tally import Standing

_HERO = "personnel"

_MOST = 15
"""Rows that a card has room for; the bulletin has never had more lines."""


def card_figure(words: Words, facts: Bulletin) -> Card:
    """The card of the day of *facts*."""
    usual = usual_change(facts)
    since = usual.since if usual else None
    shown = [each for each in facts.figures if each.tally.total is not None]
    rows = {each.tally.category: _row(words, each) for each in shown}
    hero = rows.pop(_HERO, None)
    tallies = [each.tally for each in shown]
    frame = Frame(
        words.language,
        words.say("card-over"),
        claim(words, tallies).text,
        words.say("chart-as-of", day=facts.day),
        _description(words, facts, shown),
        sum(each.revision for each in tallies),
    )
    kept = list(rows.values())[:_MOST]
    kept += [Row(short(words, slug), words.say("card-held"), "", faint=True) for slug in facts.held][
        : _MOST - len(kept)
    ]
    days = usual.days if usual else 1
    change = words.say("card-change-over", n=days) if days > 1 else words.say("card-change")
    remarks = tuple(_remarks(words, shown, since is not None))
    title = words.say("card-title", day=facts.day)
    note = words.say("bulletin-day-number", number=day_number(facts.day))
    return Card(frame, title, note, (words.say("card-total"), change), hero, tuple(kept), remarks)


def _row(words: Words, figure: Known) -> Row:
    tally, change = figure.tally, figure.change
    total = ("≈" if tally.approximate else "") + number(tally.total or 0, words.language)
    if tally.standing is Standing.DIFFERS:
        total = f"{total}†"
    said = "" if change is None else signed(change.value, words.language)
    if change and change.value == 0:
        said = "0"
    if change and _is_restated(figure):
        said = f"{said}*"
    called = name(words, tally.category) if tally.category == _HERO else short(words, tally.category)
    return Row(called, total, said, moved=bool(change and change.value))


def _is_restated(figure: Known) -> bool:
    """Known to be restated, or seen to be: a total can only grow."""
    change = figure.change
    return change is not None and bool(change.restated or (change.restated is None and change.value < 0))


def _remarks(words: Words, shown: Iterable[Known], with_changes: bool) -> list[str]:
    shown = list(shown)
    said = []
    if any(_is_restated(each) for each in shown):
        said.append(words.say("card-restated"))
    if any(each.tally.standing is Standing.DIFFERS for each in shown):
        said.append(words.say("card-differs"))
    if not with_changes:
        said.append(words.say("card-first"))
    return said


def _description(words: Words, facts: Bulletin, shown: Iterable[Known]) -> str:
    """The figures in one sentence, and whatever the card marks."""
    shown = list(shown)
    figures = tuple(
        words.say(
            "card-alt-figure" if each.change is not None else "card-alt-total",
            name=inside(words, each.tally.category),
            total=("≈" if each.tally.approximate else "") + number(each.tally.total or 0, words.language),
            change=signed(each.change.value, words.language) if each.change else "",
        )
        for each in shown
    )
    said = [words.say("card-alt", day=facts.day, figures="; ".join(figures))]
    if facts.held:
        said.append(words.say("card-alt-held", names=tuple(inside(words, each) for each in facts.held)))
    return " ".join(said)
