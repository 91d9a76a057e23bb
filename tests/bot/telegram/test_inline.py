"""Inline mode over the stand-in's real HTTP."""

from typing import Any

import pytest
from talking import Talk

from bot.app import Service
from bot.localchat import people
from bot.localchat.world import InlineQuery


async def asked(talk: Talk, query: str) -> InlineQuery:
    made = people.ask_inline(talk.chat.world, talk.stage.small_group, talk.stage.person, query)
    await talk.until(lambda: made.results is not None)
    return made


def titles(query: InlineQuery) -> list[Any]:
    return [each["title"] for each in query.results or []]


async def test_an_empty_query_offers_the_day_and_the_usual_categories(service: Service, talk: Talk) -> None:
    offered = titles(await asked(talk, ""))
    assert offered[:3] == ["All figures, 22 Nov 2026", "1,169,930 people", "11,368 tanks"]


async def test_an_empty_query_offers_the_persons_own_categories(service: Service, talk: Talk) -> None:
    await talk.ask("/subscribe daily")
    await talk.ask("/settings what artillery")
    assert titles(await asked(talk, ""))[1:] == ["34,673 artillery systems"]


async def test_a_category_offers_its_card_and_a_sentence_to_quote(service: Service, talk: Talk) -> None:
    query = await asked(talk, "tanks")
    assert titles(query) == ["11,368 tanks", "Quote: 11,368 tanks"]
    chosen = people.choose(talk.chat.world, query, (query.results or [])[1]["id"])
    said = chosen.content["text"]
    assert said.startswith("As of 22 November 2026, ")
    assert "Example Herald" in said


async def test_a_day_offers_that_day(service: Service, talk: Talk) -> None:
    assert titles(await asked(talk, "2026-11-22")) == ["All figures, 22 Nov 2026"]


async def test_the_offer_is_in_the_language_that_the_person_chose(service: Service, talk: Talk) -> None:
    await talk.ask("/language uk")
    assert titles(await asked(talk, "tanks"))[0] == "11 368 танків"


@pytest.mark.parametrize("query", ["qqqq wwww", "</b>", "עברית", "x" * 256, "31.02.2026"])
async def test_no_query_is_too_odd_for_an_answer(service: Service, talk: Talk, query: str) -> None:
    assert len(titles(await asked(talk, query))) <= 50
    assert service.intake.failed == 0
