"""Commands as a person meets them: found by name, kind to rubbish, always within Telegram's limits."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from recording import NOW, record
from telegram_html import TelegramHtml

from answers.page import NARROW
from answers.page import plain as as_plain_text
from answers.typed import forms, meanings
from bot.command import Ask, Button, House, Reply
from bot.commands import COMMANDS, find, respond, respond_press
from bot.press import LIMIT
from storage.article import Article
from storage.database import Database
from tally.category import CATEGORIES
from tally.tally import Standing
from tally.verdict import Accept, Hold, Reason

MESSAGES = st.one_of(
    st.text(max_size=300),
    st.builds("/{} {}".format, st.sampled_from([each.name for each in COMMANDS]), st.text(max_size=200)),
    st.builds(
        "/{} {} {}".format,
        st.sampled_from([each.name for each in COMMANDS]),
        st.sampled_from(["tanks", "<b>", "</pre>", "бпла", "\u202eknat", "x" * 5000, "танки" * 900, "&#x27;"]),
        st.sampled_from(
            ["7d", "-1d", "0", "99999999999999999d", "31.02.2023", "2999-01-01", "'; DROP TABLE", "\x00", "٣ أيام"]
        ),
    ),
)


def _buttons(reply: Reply) -> Iterator[Button]:
    return (each for row in reply.buttons for each in row)


def _is_sound(reply: Reply) -> None:
    assert 1 <= TelegramHtml(reply.html).length <= 4096
    assert all(reply.buttons)
    for each in _buttons(reply):
        assert 1 <= len(each.label) <= 30
        assert each.press is None or 1 <= len(each.press.encode()) <= LIMIT
    assert reply.notice is None or len(reply.notice) <= 200


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=MESSAGES, language=st.sampled_from(["en", "uk"]))
async def test_no_message_is_too_odd_for_a_sound_answer(house: House, asking: Ask, text: str, language: str) -> None:
    _is_sound(await respond(text, replace(asking, language=language), house))


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.one_of(st.text(max_size=64), st.text(max_size=50).map("1|total|{}".format)))
async def test_no_button_is_too_odd_for_a_sound_answer(house: House, asking: Ask, data: str) -> None:
    _is_sound(await respond_press(data, asking, house))


def _sort_of(data: str) -> str:
    sort = re.sub(r"\d+", "0", data)
    drawn = data.startswith(("1|chart|", "1|compare|", "1|card|", "1|export|", "1|history|", "1|latest|"))
    return re.sub("|".join(_SLUGS), "tanks", sort) if drawn else sort


_SLUGS = sorted(CATEGORIES, key=len, reverse=True)


async def test_every_button_leads_to_an_answer_and_its_buttons_too(house: House, asking: Ask) -> None:
    todo, seen = [each.press for each in _buttons(await respond("/start", asking, house))], set[str]()
    while todo:
        data = todo.pop()
        # Days lead to days without end and pictures take their time, so one of each sort is pressed.
        if data is None or (sort := _sort_of(data)) in seen:
            continue
        seen.add(sort)
        reply = await respond_press(data, asking, house)
        _is_sound(reply)
        assert reply.notice != "This button has expired."
        todo += [each.press for each in _buttons(reply)]
    assert len(seen) > 80


async def test_tables_fit_a_phone(house: House, asking: Ask) -> None:
    for language in ("en", "uk"):
        for text in ("/latest", "/latest 2026-05-02", "/delta", "/delta 7d", "/total personnel"):
            html = (await respond(text, replace(asking, language=language), house)).html
            table = html.partition("<pre>")[2].partition("</pre>")[0]
            assert max(map(len, table.splitlines())) <= NARROW


async def test_hostile_articles_are_told_soundly(database: Database, empty: House, asking: Ask) -> None:
    odd = ["</b></a>", "עברית" * 1000, "\u202e" * 5000, "a" * 5000, "<script>", "🔥" * 5000, "&" * 5000, " "]
    for number, text in enumerate(odd):
        article = Article(
            text=f"{number}", title=text, url=f"https://example.org/{'x' * 900}{number}", outlet=text, summary=text
        )
        await empty.articles.keep(article, NOW)
    for page in ("/article", "/article 2"):
        _is_sound(await respond(page, asking, empty))


async def test_a_line_that_nobody_knows_is_shown_under_its_own_name(database: Database, asking: Ask) -> None:
    strange = "Ховербайки «Грім» <b>& інші дуже довгі назви рядків"
    await record(database, date(2026, 5, 3), {strange: Accept(12, None, Standing.SINGLE)})
    house = House.over(database)
    for text in ("/latest", f"/total {strange}", f"/delta {strange} 7d", f"/about {strange}"):
        reply = await respond(text, asking, house)
        _is_sound(reply)
        assert "Ховербайки" in as_plain_text(reply.html)


async def test_a_report_that_gives_only_the_day_s_gain_has_no_total(database: Database, asking: Ask) -> None:
    await record(database, date(2026, 5, 2), {"tanks": Accept(100, 2, Standing.SINGLE)})
    await record(database, date(2026, 5, 3), {"tanks": Accept(None, 7, Standing.SINGLE)})
    for text in ("/latest", "/total tanks", "/delta", "/delta tanks"):
        said = as_plain_text((await respond(text, asking, House.over(database))).html)
        assert "+7" in said
        assert "107" not in said


async def test_a_category_with_only_a_held_figure_says_why_and_not_which(database: Database, asking: Ask) -> None:
    await record(database, date(2026, 5, 3), {"tanks": Hold(99_999, 7, (Reason.DROPPED_DIGIT,))})
    said = as_plain_text((await respond("/total tanks", asking, House.over(database))).html)
    assert "A figure for 3 May 2026 is under check and not shown yet: a digit seems to be missing." in said
    assert "99" not in said


async def test_a_figure_held_for_a_day_to_come_is_not_spoken_of(database: Database, asking: Ask) -> None:
    await record(database, date(2026, 5, 3), {"tanks": Accept(100, 7, Standing.SINGLE)})
    await record(database, date(2029, 5, 3), {"tanks": Hold(900, 7, (Reason.FUTURE_DAY,))})
    assert "2029" not in (await respond("/total tanks", asking, House.over(database))).html


async def test_a_figure_that_waits_beside_an_accepted_one_hides_nothing(database: Database, asking: Ask) -> None:
    await record(database, date(2026, 5, 3), {"tanks": Accept(100, 7, Standing.SINGLE)})
    await record(database, date(2026, 5, 3), {"tanks": Hold(900, 7, (Reason.TOO_HIGH,))}, "Somebody else")
    assert "check" not in (await respond("/latest", asking, House.over(database))).html


async def test_the_age_of_the_figures_is_told(house: House, asking: Ask) -> None:
    for today, said in ((3, None), (4, "No report for today, 4 May 2026"), (6, "3 May 2026, 3 days ago")):
        reply = await respond("/latest", replace(asking, now=datetime(2026, 5, today, 9, tzinfo=UTC)), house)
        assert (said or "") in reply.html
        assert ("ago" in reply.html or "No report" in reply.html) is (said is not None)


async def test_a_day_begins_in_kyiv(asking: Ask) -> None:
    assert replace(asking, now=datetime(2026, 5, 5, 21, 30, tzinfo=UTC)).today == date(2026, 5, 6)


async def test_figures_with_many_claimants_name_them_all(database: Database, asking: Ask) -> None:
    await record(
        database, date(2026, 5, 3), {"tanks": Accept(100, 2, Standing.SINGLE)}, "Ukrainian Ministry of Defense"
    )
    await record(database, date(2026, 5, 3), {"ships": Accept(33, 0, Standing.SINGLE)}, "Somebody <else>")
    reply = await respond("/latest", asking, House.over(database))
    assert "Claimed by the Ministry of Defence of Ukraine and Somebody &lt;else&gt;" in reply.html


async def test_a_chosen_language_is_kept(house: House, asking: Ask) -> None:
    await respond("/language українська", replace(asking, chat=7), house)
    assert await house.chats.language(7) == "uk"


@pytest.mark.parametrize("name", ["latest", "LATEST", "today", "articles", "start", "Ayuda", "réglages", "pomoc"])
def test_commands_are_found_whatever_their_case(name: str) -> None:
    assert find(name) is not None


def test_no_two_commands_share_a_name() -> None:
    called = [form for name in {each.name for each in COMMANDS} for form in (name, *_other_names(name))]
    assert len(called) == len(set(called))


def _other_names(name: str) -> tuple[str, ...]:
    return forms("commands", name) if name in meanings("commands").values() else ()


@pytest.mark.parametrize(
    "text",
    [
        "/total@sitrep_bot tanks",
        "/tanks",
        "tanks",
        "/TOTAL  танки",
        "/total\ntanks",
        "/start tanks",
        "@sitrep_bot, tanks",
    ],
)
async def test_many_ways_lead_to_a_total(house: House, asking: Ask, text: str) -> None:
    assert (await respond(text, asking, house)).html == (await respond("/total tanks", asking, house)).html


async def test_what_is_asked_is_answered_from_a_bounded_number_of_days(house: House, asking: Ask) -> None:
    later = asking.now + timedelta(days=36_500)
    assert "36,502 days ago" in (await respond("/latest", replace(asking, now=later), house)).html


@pytest.mark.parametrize(
    "said", ["artillery since 20 April", "/latest artillery since 20 April", "артилерія з 20 квітня"]
)
async def test_all_since_a_day_is_a_change_and_not_that_day(house: House, asking: Ask, said: str) -> None:
    text = as_plain_text((await respond(said, asking, house)).html)
    assert "+715" in text
    assert "20 April 2026: 42,430" in text


async def test_a_line_that_began_long_after_others_counts_from_its_own_beginning(
    database: Database, empty: House, asking: Ask
) -> None:
    async with database.transaction():
        for day, slug, total in (
            (date(2025, 1, 1), "tanks", 9_700),
            (date(2026, 5, 1), "uavs", 7),
            (date(2026, 5, 3), "uavs", 9),
        ):
            await record(database, day, {slug: Accept(total, None, Standing.SINGLE)})
    change = as_plain_text((await respond("/delta uavs 2y", asking, empty)).html)
    assert "+2" in change
    assert "1 May 2026" in change
    before = as_plain_text((await respond("/total uavs 1 April 2026", asking, empty)).html)
    assert "1 May 2026" in before


@pytest.mark.parametrize(
    ("said", "as_if"),
    [
        ("show me a graph of artillery", "/chart artillery"),
        ("artillery chart in April 2026", "/chart artillery in April 2026"),
        ("графік артилерії за місяць", "/chart артилерія за місяць"),
        ("compare artillery 2025 and 2026", "/compare artillery 2025 2026"),
        ("card for 2 May 2026", "/card 2 May 2026"),
        ("українською", "/language uk"),
    ],
)
async def test_plain_words_may_speak_of_a_command(house: House, asking: Ask, said: str, as_if: str) -> None:
    assert (await respond(said, asking, house)).html == (await respond(as_if, asking, house)).html


async def test_a_digest_follows_the_language_that_its_chat_chooses(house: House, asking: Ask) -> None:
    for said in ("/subscribe daily", "/language uk"):
        await respond(said, asking, house)
    subscription = await house.mail.subscriptions.of(asking.chat, 0)
    assert subscription is not None
    assert subscription.language == "uk"
