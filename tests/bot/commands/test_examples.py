"""What a catalogue tells people to type is understood, in its own language."""

import re
from dataclasses import replace

import pytest
from recording import NOW

from answers.chart.asking import wanted
from answers.chart.facts import Form
from answers.page import plain
from answers.words import offered, words
from bot.command import Ask, House
from bot.commands import respond

ASK = Ask(argument="", language="en", now=NOW, chat=7, user=7)

SHOWN = ("example-", "choose-", "asof-which-day", "ask-which-day", "chart-which-help", "compare-help", "start-try")
TYPED = re.compile(r"/[a-z]+ [^\n·]+?(?=, /|\. |\.?$| (?:or|або|albo|oder|o|ou) /|\n| ·)")
PICTURES = ("/chart", "/compare", "/card")
REFUSED = re.compile(
    "trouble-|choose-not-understood|not-understood|unknown-command|which-category|asof-which-day|ask-which-day"
)


def _examples(language: str) -> list[str]:
    """Everything that the catalogue of *language* shows as something to type."""
    found = []
    for message, forms in words(language).messages.items():
        if message.startswith(SHOWN):
            found += TYPED.findall(forms[0])
    return [each for each in found if "{" not in each]


def _refusals(language: str) -> list[str]:
    """How the answers begin that say that something was not understood."""
    said = ((each, forms[0]) for each, forms in words(language).messages.items() if REFUSED.match(each))
    return [max(re.split(r"{\w+}", text), key=len) for _, text in said]


@pytest.mark.parametrize("language", offered())
async def test_every_example_is_understood(house: House, language: str) -> None:
    ask = replace(ASK, language=language)
    await respond("/subscribe daily", ask, house)
    examples = [each for each in _examples(language) if not each.startswith(PICTURES)]
    assert len(examples) > 25
    refused = {}
    for each in examples:
        said = plain((await respond(each, ask, house)).html)
        if any(refusal in said for refusal in _refusals(language)):
            refused[each] = said.splitlines()[0]
    assert refused == {}


@pytest.mark.parametrize("language", offered())
def test_every_example_of_a_picture_is_understood(language: str) -> None:
    charts = [each.removeprefix("/chart ") for each in _examples(language) if each.startswith("/chart ")]
    asked = [wanted(each, NOW.date()) for each in charts]
    assert [each for each in asked if each.question.trouble or not each.question.category] == []
    assert {each.form for each in asked} > {Form.DAILY}
    assert any(each.other for each in asked)
