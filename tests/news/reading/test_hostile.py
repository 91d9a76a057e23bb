"""Texts that mean harm: whatever comes, an answer, with true evidence, in time that grows with the length."""

import time
import tracemalloc
from datetime import date
from itertools import permutations, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from news.reading import read
from news.reading.fold import fold
from news.reading.lexicon import lexicon
from news.reading.reader import LONGEST
from news.reading.tables import languages

BITS = st.sampled_from(
    [
        *("1,234", "5 678", "12.5", "тис.", "million", "(+5)", "(", ")", "+", "-", "—", ",", ".", "\n", "\n\n", " "),
        *(
            "tanks",
            "танків",
            "personnel",
            "General Staff",
            "Генштаб",
            "since the war began",
            "за добу",
            "Russia",
            "losses",
        ),
        *(
            "втрати",
            "\u200b",
            "\u202e",
            "\x00",
            "\ud800",
            "万",
            "ألف",
            "و",
            "2022",
            "24.02",
            "24 February",
            "yesterday",
        ),
        *(
            "one",
            "a",
            "'s",
            "https://t.co/x1",
            "½",
            "٣",
            "million million",
            "0",
            "000",
            "99999999999999999999",
            "e\u0301",
        ),
        *("İ", "ß", "ﬁ", "Ⅷ", "²", "%", "$"),
    ]
)

BAIT = {
    "digits": "1" * LONGEST,
    "groups of digits": "123 " * (LONGEST // 4),
    "groups with a bad end": "123," * (LONGEST // 4) + "4567",
    "brackets that open": "(" * 20_000,
    "nested brackets": "(" * 20_000 + "5" + ")" * 20_000,
    "numbers in brackets": "(1" * 20_000,
    "one word": "a" * LONGEST,
    "apostrophes": "a'" * (LONGEST // 2),
    "initials": "a." * (LONGEST // 2),
    "zero width": "\u200b" * LONGEST,
    "right to left": "\u202e1,000 tanks " * 20_000,
    "nulls": "\x00" * LONGEST,
    "half characters": "\ud800" * 20_000,
    "lines": "\n" * LONGEST,
    "tanks": "tanks " * 20_000,
    "a sentence with no end": "Russia lost 1,000 tanks and " * 20_000,
    "commas": "5 tanks, " * 10_000,
    "since": "since the start of the war " * 20_000,
    "thousands of thousands": "5 thousand " * 10_000,
    "hyphens": "anti-" * 20_000,
    "Chinese": "损失1万辆坦克" * 10_000,
    "months": "24 February 2022 " * 6_000,
    "sums": "5+1 " * 15_000,
    "gains in brackets": "(+5)" * 15_000,
    "totals told on": "losses rose by 5 to 94,760, " * 2_000,
    "entities": "1&nbsp;321" * 6_000,
    "strokes under a heading": "Total / for the day\ntanks 5/6\n" * 2_000,
    "flags": "\U0001f1fa\U0001f1e65 " * 15_000,
}


@given(st.lists(BITS, max_size=60).map("".join))
def test_any_mixture_is_answered_with_true_evidence(text: str) -> None:
    for claim in read(text).claims:
        assert text[claim.evidence.start : claim.evidence.end] == claim.evidence.text


@pytest.mark.parametrize("published", [date.min, date.max])
@pytest.mark.parametrize(
    "text",
    [
        "Russia has lost 5,000 tanks and 300,000 men since the start of the war, the General Staff said on Friday.",
        "Over the past day, 31 December, Russia lost 31 tanks and 1,000 men, the General Staff said.",
        "Day 99999 of the war. Russian losses as of 29 February: 11,000 tanks, 40,000 artillery systems.",
    ],
)
def test_the_calendars_first_and_last_day_are_answered(text: str, published: date) -> None:
    assert all(claim.evidence.text in text for claim in read(text, published=published).claims)


@given(st.text(max_size=300))
def test_any_text_is_folded_to_its_own_length(text: str) -> None:
    assert len(fold(text)) == len(text)


@given(st.binary(max_size=300))
def test_broken_utf8_is_answered(body: bytes) -> None:
    assert read(body.decode("utf-8", "replace")).claims is not None


@given(st.text(max_size=200), st.sampled_from(["en", "uk", "ar", "zh", "hi", "xx", ""]))
def test_any_language_is_answered(text: str, language: str) -> None:
    assert read(text, language=language).language is not None


@pytest.mark.parametrize("kind", BAIT)
def test_bait_takes_time_that_grows_with_its_length(kind: str) -> None:
    text = BAIT[kind][:60_000]
    read("warm up")
    spent = []
    for part in (text[: len(text) // 4], text):
        begun = time.process_time()
        read(part)
        spent.append(time.process_time() - begun)
    assert spent[1] < 12 * spent[0] + 2


def test_languages_read_together_share_their_trees() -> None:
    names = languages()[:12]
    for name in names:
        lexicon((name,))
    tracemalloc.start()
    for pair in permutations(names, 2):
        lexicon(pair)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 60_000_000


def test_a_flood_of_words_is_forgotten_and_changes_no_answer() -> None:
    text = "The General Staff says Russia has lost 7,062 tanks since the war began, 17 of them yesterday."
    letters = "abcdefghijklmnopqrstuvwxyz"
    before = read(text, language="en")
    flood = [" ".join(map("".join, product(first, letters, letters, letters))) for first in "qx"]
    for words in flood:
        read(words, language="en")
    assert read(text, language="en") == before


def test_what_lies_beyond_the_longest_text_is_warned_of() -> None:
    assert any("only the first" in warning for warning in read("x " * LONGEST).warnings)
