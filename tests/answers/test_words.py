"""Catalogues: the same ids and placeholders everywhere, no id unused or missing, plurals and dates right."""

import re
from datetime import date
from pathlib import Path

import pytest

from answers.pages.phrases import claimant
from answers.words import LANGUAGES, Words, catalogue_file, lacking, number, offered, signed, spoken, words
from bot.commands import COMMANDS
from news.reading.marks import RANK
from tally.category import CATEGORIES

ROOT = Path(__file__).resolve().parents[2]


KEPT = [each for each in LANGUAGES if catalogue_file(each).is_file()]


@pytest.mark.parametrize("language", KEPT)
def test_every_catalogue_says_every_id_with_all_plural_forms_and_the_same_placeholders(language: str) -> None:
    assert lacking(language) == ()
    assert set(words(language).messages) == set(words("en").messages)


def test_every_language_is_offered() -> None:
    assert offered() == LANGUAGES


def test_a_language_without_a_catalogue_lacks_every_id() -> None:
    assert set(lacking("tlh")) == set(words("en").messages)


def test_every_command_is_described_within_the_limit_of_the_menu() -> None:
    for language in offered():
        for each in COMMANDS:
            assert 1 <= len(words(language).say(f"command-{each.name}")) <= 256


def test_short_names_fit_a_table_on_a_phone() -> None:
    for language in offered():
        for slug in CATEGORIES:
            assert len(words(language).say(f"category-{slug}-short")) <= 14


@pytest.mark.parametrize(
    ("language", "count", "said"),
    [
        ("en", 1, "1 tank"),
        ("en", 0, "0 tanks"),
        ("en", 12292, "12,292 tanks"),
        ("uk", 1, "1 танк"),
        ("uk", 2, "2 танки"),
        ("uk", 5, "5 танків"),
        ("uk", 11, "11 танків"),
        ("uk", 21, "21 танк"),
        ("uk", 112, "112 танків"),
        ("uk", 3783, "3\N{NO-BREAK SPACE}783 танки"),
    ],
)
def test_nouns_follow_their_number(language: str, count: int, said: str) -> None:
    assert words(language).say("counted-tanks", n=count) == said


@pytest.mark.parametrize(
    ("value", "english", "ukrainian"),
    [
        (2710, "+2,710", "+2\N{NO-BREAK SPACE}710"),
        (-83, "−83", "−83"),
        (0, "±0", "±0"),
        (4.0, "+4.0", "+4,0"),
    ],
)
def test_changes_are_signed_as_each_language_writes_them(value: float, english: str, ukrainian: str) -> None:
    assert (signed(value, "en"), signed(value, "uk")) == (english, ukrainian)


def test_numbers_are_grouped() -> None:
    assert number(1475270, "en") == "1,475,270"
    assert number(-1234.5, "uk") == "−1\N{NO-BREAK SPACE}234,5"


def test_dates_are_written_out() -> None:
    day = date(2023, 5, 21)
    assert words("en").say("changes-from-to", since=day, until=day) == "From 21 May 2023 to 21 May 2023"
    assert "21 травня 2023\N{NARROW NO-BREAK SPACE}р." in words("uk").say("changes-from-to", since=day, until=day)


def test_french_keeps_its_signs_with_the_words_before_them() -> None:
    wrong = re.compile(r" [:;!?»]|« |\w[!?;»]|«\w|'")
    for message, forms in words("fr").messages.items():
        assert not any(wrong.search(form) for form in forms), message


def test_spanish_opens_its_questions() -> None:
    for message, forms in words("es").messages.items():
        assert all(form.count("?") == form.count("¿") for form in forms), message


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ("", "1er mai 2023"),
        ("full", "lundi 1er mai 2023"),
        ("short", "1er mai"),
        ("d MMM", "1er mai"),
        ("QQQ y", "T2 2023"),
    ],
)
def test_the_first_of_a_month_is_an_ordinal_in_french(form: str, said: str) -> None:
    message = Words("fr", {"day": (f"{{day:{form}}}",)}, int)
    assert message.say("day", day=date(2023, 5, 1)) == said


@pytest.mark.parametrize("language", LANGUAGES)
def test_claimants_that_the_reader_names_are_called_in_the_reader_s_language(language: str) -> None:
    foreign = {each for each in (*RANK, "Ukrainian military") if claimant(words(language), each) == each}
    assert foreign == set()


def test_a_claimant_nobody_knows_keeps_its_name() -> None:
    assert claimant(words("de"), "Some Counter") == "von Some Counter"


def test_a_value_is_never_read_as_a_placeholder() -> None:
    assert "{n}" in words("en").say("trouble-unknown-category", said="{n}")


def test_a_missing_id_is_an_error() -> None:
    with pytest.raises(KeyError):
        words("en").say("no-such-message")


@pytest.mark.parametrize(
    ("code", "language"),
    [("uk", "uk"), ("uk-UA", "uk"), ("en_US", "en"), ("EN", "en"), ("ja", "en"), ("", "en"), (None, "en")],
)
def test_telegram_s_language_chooses_ours(code: str | None, language: str) -> None:
    assert spoken(code) == language
