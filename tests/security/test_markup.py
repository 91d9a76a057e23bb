"""Words from outside (articles, outlets, claimants, unknown categories, people) stay words wherever they are shown."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from bystander import NOW

from answers.words import words
from bot.command import Ask, Button, House, Reply
from bot.commands import COMMANDS, respond
from bot.inline import offers
from bot.localchat.markup import parse_html
from bot.localchat.rich import rich_content
from bot.press import LIMIT
from storage.article import Article
from storage.articles import Articles
from storage.database import Database
from storage.tallies import Tallies
from tally.report import Claim, Evidence, Kind, Report
from tally.tally import Standing
from tally.verdict import Accept, Hold, Reason, Verdict

BAIT = (
    "</b></i></a></blockquote></td></table>"
    '<a href="https://evil.example/1">here</a><img src="https://evil.example/2">'
    "[here](https://evil.example/3) <tg-spoiler>x</tg-spoiler> &lt;b&gt; {name} %s \u202e"
)
SHOWN = "evil.example"
QUESTIONS = ("", " tanks", f" {BAIT}", " 7d", " tanks 7d", " 22 November 2026", " 2026")


@pytest.fixture
async def baited(database: Database) -> House:
    """A house in which every word that can come from outside is bait."""
    day = NOW.date() - timedelta(days=1)
    article = Article(
        BAIT, title=BAIT, outlet=BAIT, summary=BAIT, published=day,
        url='https://example.org/"><a href="https://evil.example/4">', language="en",
    )  # fmt: skip
    kept = await Articles(database).keep(article, NOW)
    decisions = {"tanks": Accept(11_368, 6, Standing.SINGLE), BAIT: Accept(5, 1, Standing.SINGLE)}
    held = {"artillery": Hold(99_999, 5, (Reason.TOO_HIGH,))}
    claims = tuple(Claim(each, Kind.TOTAL, 5, Evidence(BAIT, 0, len(BAIT))) for each in (*decisions, *held))
    report = Report(day, "russia", BAIT, "en", claims, source=BAIT, origin=BAIT)
    await Tallies(database).record(report, Verdict(decisions | held), article=kept.id, now=NOW)
    return House.over(database)


def _links(html: str) -> list[str]:
    """Where the markup of a message leads, as the server reads it. Raises where the server would refuse it."""
    _, entities = parse_html(html)
    return [str(each["url"]) for each in entities if each["type"] == "text_link"]


def _rich_links(node: Any) -> Iterator[str]:
    """Where words of a rich message lead that are not the address itself, which servers find in any text."""
    if isinstance(node, dict):
        if node.get("type") in ("url", "photo") and node.get("url") != node.get("text"):
            yield str(node.get("url"))
        node = list(node.values())
    for each in node if isinstance(node, list) else ():
        yield from _rich_links(each)


def _checked(reply: Reply) -> None:
    captions = [each.caption_html for each in (reply.picture, reply.document) if each]
    links = [link for html in filter(None, (reply.html, *captions)) for link in _links(html)]
    links += _rich_links(rich_content({"html": reply.rich})) if reply.rich else []
    assert not [link for link in links if link.startswith(f"https://{SHOWN}")]
    for button in (each for row in reply.buttons for each in row):
        assert len((button.press or "").encode()) <= LIMIT
        assert button.copy is None or 1 <= len(button.copy) <= 256
        assert not (button.url or "").startswith(f"https://{SHOWN}")


@pytest.mark.parametrize("name", [each.name for each in COMMANDS if each.name not in ("chart", "compare", "card")])
async def test_no_command_lets_bait_become_markup(baited: House, ask: Ask, name: str) -> None:
    for question in QUESTIONS if name not in ("export", "forget") else QUESTIONS[:3]:
        for operator in (False, True):
            _checked(await respond(f"/{name}{question}", replace(ask, operator=operator), baited))


async def test_plain_words_of_bait_are_answered_as_words(baited: House, ask: Ask) -> None:
    _checked(await respond(BAIT, ask, baited))
    _checked(await respond(f"/{BAIT}", ask, baited))


async def test_a_caption_and_an_offer_let_no_bait_become_markup(baited: House, ask: Ask) -> None:
    _checked(await respond("/chart tanks", ask, baited))
    for query in ("", "tanks", BAIT):
        for offer in await offers(replace(ask, argument=query), baited):
            assert not [link for link in _links(offer.html) if link.startswith(f"https://{SHOWN}")]


def test_the_check_finds_markup_that_got_through() -> None:
    link = f'<a href="https://{SHOWN}/1">here</a>'
    for reply in (Reply(link), Reply("x", rich=f"<p>{link}</p>"), Reply("x", ((Button("x", copy=""),),))):
        with pytest.raises(AssertionError):
            _checked(reply)


def test_braces_of_a_value_are_no_placeholders() -> None:
    assert words("en").say("error-reference", reference="{reference} {0.__class__}").endswith("{0.__class__}")
