"""Who says so, what was corrected, what was said then, how the bot is, and what operators decide."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

import pytest
from contested import NEXT, SECOND, THIRD, tell
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from recording import NOW
from telegram_html import TelegramHtml

from answers.page import NARROW
from answers.page import plain as as_plain_text
from bot.command import Ask, Button, House, Reply
from bot.commands import respond, respond_press
from bot.commands.review import read_figure
from bot.press import LIMIT
from news.memory import Memory, remember
from storage.database import Database
from storage.reviews import PATIENCE
from tally.tally import Standing
from tally.verdict import Accept, Hold, Reason

HOSTILE = ["</b></a>", "<script>alert(1)</script>", "\u202e" * 300, "עברית" * 200, "🔥" * 3000, "a" * 5000, "&" * 900]


def _buttons(reply: Reply) -> Iterator[Button]:
    return (each for row in reply.buttons for each in row)


def _is_sound(reply: Reply) -> None:
    assert 1 <= TelegramHtml(reply.html).length <= 4096
    assert all(each.press is None or len(each.press.encode()) <= LIMIT for each in _buttons(reply))
    assert reply.notice is None or len(reply.notice) <= 200


async def _said(text: str, ask: Ask, house: House) -> str:
    return as_plain_text((await respond(text, ask, house)).html)


async def test_a_source_is_told_with_its_sentence_and_when_it_was_read(contested: House, asking: Ask) -> None:
    said = await _said("/source tanks 2 May", asking, contested)
    assert "example.org: 11,997 (https://example.org/2026-05-02)" in said
    assert "tanks 11,997 all told." in said
    assert "published 2 May 2026, 07:00 · read 2 May 2026, 07:12 (Kyiv time)" in said


async def test_a_figure_under_check_is_not_told_by_its_source_either(contested: House, asking: Ask) -> None:
    for text in ("/source tanks 3 May", "/source tanks", "/status", "/asof 4 May for 3 May", "/corrections"):
        assert "21,997" not in await _said(text, asking, contested)


async def test_a_correction_says_what_it_was_what_it_is_when_and_why(contested: House, asking: Ask) -> None:
    said = await _said("/corrections", asking, contested)
    assert "Tanks, 2 May 2026: 11,997 → 11,994 (corrected 3 May 2026, 12:30; more sources speak for it)" in said


async def test_corrections_of_another_category_are_left_out(contested: House, asking: Ask) -> None:
    assert "11,997" not in await _said("/corrections drones", asking, contested)


async def test_what_was_said_then_is_what_was_said_then(contested: House, asking: Ask) -> None:
    said = await _said("/asof 2 May 2026 for 2 May 2026", asking, contested)
    assert "11,997*" in said
    assert "Tanks: today we say 11,994" in said


async def test_before_anything_was_read_nothing_had_been_said(contested: House, asking: Ask) -> None:
    assert "said nothing" in await _said("/asof 1 May 2026 for 2 May 2026", asking, contested)


async def test_days_to_come_and_unknown_categories_are_answered_kindly(contested: House, asking: Ask) -> None:
    assert "still to come" in await _said("/asof 1 January 2030", asking, contested)
    assert "still to come" in await _said("/source tanks 1 January 2030", asking, contested)
    assert "Did you mean" in await _said("/source potatoes", asking, contested)
    assert "Did you mean" in await _said("/corrections potatoes", asking, contested)


async def test_an_empty_house_answers_all_of_it(empty: House, asking: Ask, operator: Ask) -> None:
    for text in ("/source", "/source tanks", "/corrections", "/asof 4 May", "/status"):
        _is_sound(await respond(text, asking, empty))
    assert "Nothing waits" in await _said("/review", operator, empty)


async def test_sources_tell_their_age_and_the_next_look(database: Database, contested: House, asking: Ask) -> None:
    hours = timedelta(hours=1)
    memory = Memory(looked_at=NOW - hours, newest=NOW - 3 * hours, next_look=NOW + hours, problem="HTTP <500>")
    await remember("a source with quite a long name", memory, database, NOW)
    await contested.state.put("source:broken", "{", NOW)
    said = await _said("/status", asking, contested)
    assert "3 h" in said
    assert "13:00" in said
    assert "HTTP" not in said
    assert "HTTP <500>" in await _said("/status", replace(asking, operator=True), contested)
    table = (await respond("/status", asking, contested)).html.split("<pre>")[1:]
    assert max(len(line) for each in table for line in each.partition("</pre>")[0].splitlines()) <= NARROW


@pytest.mark.parametrize("data", ["1|review|", "1|review|accept 2", "1|review|reject 2 why-typo", "1|review|cancel"])
async def test_a_press_of_somebody_else_decides_nothing(contested: House, asking: Ask, data: str) -> None:
    reply = await respond_press(data, replace(asking, user=2), contested)
    assert "for the people who run this bot" in reply.html
    assert (await contested.tallies.waiting())[0] == 1


async def test_a_command_of_somebody_else_is_refused_kindly(contested: House, asking: Ask) -> None:
    for text in ("/review", "/review accept 2 because", "review"):
        assert "for the people who run this bot" in await _said(text, asking, contested)
    assert (await contested.tallies.waiting())[0] == 1


async def test_in_a_group_even_operators_are_sent_to_the_private_chat(contested: House, operator: Ask) -> None:
    assert "private chat" in await _said("/review", replace(operator, private=False), contested)


async def test_a_decision_is_recorded_with_who_when_and_why(contested: House, operator: Ask) -> None:
    await respond_press("1|review|accept 2 why-seen", operator, contested)
    (revision,) = await contested.tallies.revisions(THIRD, "tanks")
    assert (revision.tally.total, revision.decided_by, revision.note) == (21_997, "telegram:1", "checked at the source")
    assert revision.decided_at == NOW


async def test_what_is_typed_after_the_question_is_the_answer(contested: House, operator: Ask) -> None:
    await respond_press("1|review|correct 2", operator, contested)
    await respond("11 997 two digits swapped", operator, contested)
    (revision,) = await contested.tallies.revisions(THIRD, "tanks")
    assert (revision.tally.total, revision.note) == (11_997, "two digits swapped")


async def test_a_correction_out_of_line_is_asked_twice(contested: House, operator: Ask) -> None:
    await respond_press("1|review|correct 2", operator, contested)
    assert "Careful: 1,997" in await _said("1997 digits swapped", operator, contested)
    assert (await contested.tallies.waiting())[0] == 1
    assert "1,997, recorded" in await _said("yes, they began anew", operator, contested)


async def test_a_question_outlives_a_restart_and_not_its_time(
    database: Database, contested: House, operator: Ask
) -> None:
    await respond_press("1|review|correct 2", operator, contested)
    late = replace(operator, now=NOW + PATIENCE + timedelta(seconds=1))
    assert "Tanks" not in await _said("11 997 swapped", late, House.over(database))
    assert "recorded" in await _said("11 997 swapped", operator, House.over(database))


async def test_another_command_leaves_the_question(contested: House, operator: Ask) -> None:
    await respond_press("1|review|reject 2", operator, contested)
    await respond("/latest", operator, contested)
    await respond("tanks", operator, contested)
    assert (await contested.tallies.waiting())[0] == 1


async def test_nobody_else_answers_an_operators_question(contested: House, operator: Ask, asking: Ask) -> None:
    await respond_press("1|review|correct 2", operator, contested)
    await respond("11 997 swapped", replace(asking, user=2), contested)
    await respond("11 997 swapped", replace(operator, user=3), contested)
    assert (await contested.tallies.waiting())[0] == 1


async def test_of_two_operators_the_first_decides(contested: House, operator: Ask) -> None:
    other = replace(operator, user=3)
    await respond_press("1|review|accept 2", operator, contested)
    await respond_press("1|review|reject 2", other, contested)
    await respond("seen at the ministry", operator, contested)
    assert "decided on it already" in await _said("a slip", other, contested)
    assert (await contested.tallies.day(THIRD))["tanks"].total == 21_997


async def test_skipping_walks_round_the_queue(database: Database, contested: House, operator: Ask) -> None:
    await tell(
        database, THIRD, {"uavs": Hold(999_999, 1, (Reason.TOO_HIGH,))}, outlet="other.example", now=NEXT, title="More"
    )
    assert "UAVs" in (await respond_press("1|review|next 2", operator, contested)).html
    assert "Tanks" in (await respond_press("1|review|next 3", operator, contested)).html


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("12292", (12_292, "")),
        ("12 292 a digit was missing", (12_292, "a digit was missing")),
        ("1,475,270: restated", (1_475_270, "restated")),
        ("12.292", (12_292, "")),
        ("+3 the printed gain", (3, "the printed gain")),
        ("12292 3 digits", (12_292, "3 digits")),
        ("0 none were lost", (0, "none were lost")),
        ("-5 below", None),
        ("tanks", None),
        ("", None),
        ("9" * 30, None),
    ],
)
def test_a_typed_figure_is_read_with_its_reason(text: str, figure: tuple[int, str] | None) -> None:
    assert read_figure(text) == figure


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=st.text(max_size=80), verb=st.sampled_from(["source", "corrections", "asof", "status", "review"]))
async def test_no_argument_is_too_odd(contested: House, operator: Ask, words: str, verb: str) -> None:
    _is_sound(await respond(f"/{verb} {words}", operator, contested))
    _is_sound(await respond_press(f"1|{verb}|{words}", operator, contested))


async def test_hostile_articles_stay_in_their_place(
    database: Database, empty: House, asking: Ask, operator: Ask
) -> None:
    for number, text in enumerate(HOSTILE):
        decisions = {"tanks": Accept(100, 1, Standing.SINGLE) if number == 0 else Hold(100 + number, 1, ())}
        address = f"https://x.example/{number}"
        await tell(database, SECOND, decisions, outlet=text, now=NEXT, title=text, url=address)
    for said in ("/source tanks", "/source tanks 2 May", "/status", "/corrections"):
        _is_sound(await respond(said, asking, empty))
    for _ in HOSTILE:
        _is_sound(await respond("/review", operator, empty))
        held = await empty.tallies.next_held()
        if held:
            _is_sound(await respond(f"/review reject {held.id} {'<b>' * 200}", operator, empty))
    _is_sound(await respond("/source tanks 2 May", asking, empty))


async def test_where_sources_differ_the_figures_of_a_day_show_both(contested: House, asking: Ask) -> None:
    assert "tanks (11,994 / 11,997)" in await _said("/latest 2 May", asking, contested)
    card = await _said("/total tanks", asking, contested)
    assert "example.org: 11,997" in card
    assert "table.example: 11,994" in card


async def test_a_restated_change_shows_both_numbers_wherever_it_is_told(house: House, asking: Ask) -> None:
    for text, change in (
        ("/latest 2026-05-02", "+2,710*"),
        ("/total personnel 2026-05-02", "+2,710"),
        ("/delta 2d", "+3,770*"),
        ("/delta personnel 2d", "+3,770"),
    ):
        said = await _said(text, asking, house)
        assert change in said
        assert "+1,650" in said


async def test_old_questions_about_old_days_are_answered(contested: House, asking: Ask) -> None:
    assert "nothing" in await _said(f"/asof {date(2022, 3, 1)}", asking, contested)
