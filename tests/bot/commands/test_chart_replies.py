"""`/chart`, `/compare`, `/card` as a person meets them."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from recording import record
from telegram_html import TelegramHtml

from answers.words import offered
from bot.command import Ask, House, Reply
from bot.commands import respond, respond_press
from storage.database import Database
from tally.tally import Standing
from tally.verdict import Accept, Amend, Reason

DRAWN = (
    "/chart tanks",
    "/chart drones 30d daily",
    "/chart особовий склад 7 днів сумарно",
    "/chart submarines 1y dark",
    "/chart tanks 30d vs artillery",
    "/chart tanks 2026",
    "/card",
    "/card 2026-04-30",
    "/card 2 May 2026 dark",
)
SAID = (
    "/chart",
    "/chart potatoes",
    "/chart tanks vs potatoes",
    "/chart tanks 31.02.2026",
    "/chart tanks 2021-01-01",
    "/chart tanks 1 January 2027",
    "/chart ground robots 30d",
    "/chart fuel tanks 30d",
    "/chart tanks 2023",
    "/compare",
    "/compare tanks 2024 2025",
    "/compare zeppelins",
    "/card 2026-01-01",
    "/card 2021-01-01",
)


@pytest.mark.parametrize(
    ("text", "language"),
    [*((text, "uk") for text in DRAWN), *((text, each) for text in ("/chart tanks", "/card") for each in offered())],
)
async def test_it_is_drawn_with_a_description_that_fits_a_caption(
    house: House, asking: Ask, text: str, language: str
) -> None:
    reply = await respond(text, replace(asking, language=language), house)
    assert reply.picture
    assert reply.picture.png.startswith(b"\x89PNG")
    assert 40 < TelegramHtml(reply.picture.caption_html).length <= 1024
    assert reply.buttons


@pytest.mark.parametrize("language", offered())
@pytest.mark.parametrize("text", SAID)
async def test_what_cannot_be_drawn_is_said_kindly(house: House, asking: Ask, text: str, language: str) -> None:
    reply = await respond(text, replace(asking, language=language), house)
    assert reply.picture is None
    assert TelegramHtml(reply.html).length > 10
    assert reply.buttons


@pytest.mark.parametrize("text", ["/chart tanks", "/compare tanks", "/card"])
async def test_an_empty_house_draws_nothing(empty: House, asking: Ask, text: str) -> None:
    assert (await respond(text, asking, empty)).picture is None


def _keys(reply: Reply) -> str:
    assert reply.picture
    return reply.picture.key


async def test_every_button_of_a_picture_leads_to_an_answer(house: House, asking: Ask) -> None:
    for text in ("/chart tanks 30d", "/card", "/chart tanks 30d daily vs artillery"):
        for row in (await respond(text, asking, house)).buttons:
            for button in row:
                assert button.press
                assert (await respond_press(button.press, asking, house)).html


async def test_a_pressed_button_draws_another_form(house: House, asking: Ask) -> None:
    first = await respond("/chart tanks 30d", asking, house)
    other = await respond_press("1|chart|tanks 30d daily", asking, house)
    assert _keys(first) != _keys(other)


async def test_a_private_chat_keeps_the_colouring_it_pressed(house: House, asking: Ask) -> None:
    light = _keys(await respond("/chart tanks 30d", asking, house))
    dark = _keys(await respond_press("1|chart|tanks 30d dark", asking, house))
    assert light != dark == _keys(await respond("/chart tanks 30d", asking, house))


async def test_a_group_keeps_no_colouring(house: House, asking: Ask) -> None:
    group = replace(asking, private=False, chat=-100)
    light = _keys(await respond("/chart tanks 30d", group, house))
    await respond_press("1|chart|tanks 30d dark", group, house)
    assert light == _keys(await respond("/chart tanks 30d", group, house))


async def test_a_correction_makes_another_picture(database: Database, house: House, asking: Ask) -> None:
    before = _keys(await respond("/chart artillery 7d", asking, house))
    assert before == _keys(await respond("/chart artillery 7d", asking, house))
    async with database.transaction():
        await record(database, date(2026, 5, 2), {"artillery": Amend(43_000, 55, Standing.CONFIRMED, Reason.DECREASE)})
    assert before != _keys(await respond("/chart artillery 7d", asking, house))


async def test_years_lie_over_each_other(database: Database, empty: House, asking: Ask) -> None:
    async with database.transaction():
        for number in range(0, 500, 20):
            day = date(2025, 1, 1) + timedelta(days=number)
            await record(database, day, {"tanks": Accept(9_000 + 5 * number, None, Standing.SINGLE)})
    reply = await respond("/compare tanks 2025 2026", asking, empty)
    assert "2025 and 2026" in reply.html
    assert reply.picture
