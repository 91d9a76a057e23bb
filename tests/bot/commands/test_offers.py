"""Offers of inline mode: made once, and never older than the figures."""

from dataclasses import replace
from datetime import date

import pytest
from recording import record

from bot.command import Ask, House
from bot.inline import offers
from storage.database import Database
from tally.tally import Standing
from tally.verdict import Amend, Reason


@pytest.mark.parametrize("query", ["", "artillery 7d", "2 May 2026", "zeppelins"])
async def test_the_same_query_is_answered_with_what_was_made(house: House, asking: Ask, query: str) -> None:
    ask = replace(asking, argument=query)
    assert await offers(ask, house) is await offers(replace(ask, user=5, chat=5), house)


async def test_a_correction_is_in_the_next_offer(database: Database, house: House, asking: Ask) -> None:
    ask = replace(asking, argument="artillery 2 May 2026")
    before = await offers(ask, house)
    async with database.transaction():
        await record(database, date(2026, 5, 2), {"artillery": Amend(43_001, 55, Standing.CONFIRMED, Reason.DECREASE)})
    after = await offers(ask, house)
    assert "43,090" in before[0].html
    assert "43,001" in after[0].html


async def test_an_offer_is_in_the_language_of_whoever_asks(house: House, asking: Ask) -> None:
    english, ukrainian = [
        await offers(replace(asking, argument="tanks", language=each), house) for each in ("en", "uk")
    ]
    assert english[0].html != ukrainian[0].html
