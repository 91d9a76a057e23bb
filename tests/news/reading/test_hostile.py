"""Texts that mean harm: whatever comes, an answer, with true evidence, in time that grows with the length."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from news.reading import read
from news.reading.fold import fold
from news.reading.reader import LONGEST

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
}


@given(st.lists(BITS, max_size=60).map("".join))
def test_any_mixture_is_answered_with_true_evidence(text: str) -> None:
    for claim in read(text).claims:
        assert text[claim.evidence.start : claim.evidence.end] == claim.evidence.text


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


def test_what_lies_beyond_the_longest_text_is_warned_of() -> None:
    assert any("only the first" in warning for warning in read("x " * LONGEST).warnings)
