"""Summaries hold the article's own sentences and numbers, and none of the page's furniture."""

import re
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.sample import articles
from news.firewall import numbers_in, strays
from news.furniture import furniture
from news.sentences import sentences_of, split
from news.summary import MOST, summarise
from storage.article import Article

PAGES = tomllib.loads((Path(__file__).parents[2] / "bench" / "summaries" / "pages.toml").read_text("utf-8"))["page"]
SAMPLE = [pytest.param(each, id=(each.url or "")[-24:]) for each in list(articles())[:20]]
FURNITURE = [
    "READ MORE: How drones changed the night sky",
    "MORE: Is the new fighter a total bust?",
    "Also read: the long way of a loaf of bread",
    "Share this article",
    "Subscribe to our newsletter and never miss a story.",
    "Sign up for the weekly digest",
    "By Anna Kovalenko",
    "By Anna Kovalenko and Ivan Bondar | Kyiv",
    "Photo: regional administration",
    "Image from the government - handout.",
    "Getty Images",
    "Advertisement",
    "12:40, 3 June",
    "Jane Doe is a seasoned defense journalist specializing in special operations.",
    "Her work has been featured in several magazines.",
    "Connect with us",
    "Hi, what are you looking for?",
    "Читайте також: Як діяти під час тривоги",
    "Фото: пресслужба",
    "Автор: Ігор Мельник",
    "Підписуйтесь на наш телеграм-канал",
    "Більше новин читайте в нашому Telegram",
    "Знайшли помилку? Виділіть її та натисніть Ctrl+Enter",
    "Читать далее",
]


def words(text: str) -> str:
    return " ".join(re.findall(r"\w+", text))


@pytest.mark.parametrize("article", SAMPLE)
def test_a_summary_says_nothing_but_the_articles_words(article: Article) -> None:
    for sentence in summarise(article.text, title=article.title).sentences:
        assert words(sentence) in words(article.text)


@pytest.mark.parametrize("article", SAMPLE)
def test_a_summary_is_short_and_has_a_headline_of_one_line(article: Article) -> None:
    summary = summarise(article.text, title=article.title)
    assert 1 <= len(summary.sentences) <= MOST
    assert 0 < len(summary.headline) <= 112
    assert "\n" not in summary.headline


@pytest.mark.parametrize("article", SAMPLE)
def test_no_number_comes_from_elsewhere(article: Article) -> None:
    summary = summarise(article.text, title=article.title)
    assert strays(summary.text + "\n" + summary.headline, f"{article.title}\n{article.text}") == frozenset()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page["title"][:24])
def test_furniture_never_gets_into_a_summary(page: dict[str, str]) -> None:
    own = {each.text for each in sentences_of(page["text"])}
    summary = summarise(page["text"], title=page["title"])
    assert set(summary.sentences) <= own
    assert not any(furniture(sentence) for sentence in summary.sentences)


@pytest.mark.parametrize("line", FURNITURE)
def test_lines_of_the_page_are_known_as_such(line: str) -> None:
    assert (
        sentences_of(f"{line}\nRussian forces left the town on Friday, the governor of the region said.")[0].text
        != line
    )


@pytest.mark.parametrize(
    "line",
    [
        "More than 300 people left the town on Friday.",
        "Sources in the ministry said that the bridge was hit.",
        "Images of the strike show a crater near the station.",
        "Video of the attack was published by the brigade.",
        "By noon the fire had spread to two more tanks.",
        "Related units were moved to the south, the staff said.",
        "Фото наслідків удару оприлюднив голова області.",
    ],
)
def test_sentences_that_begin_like_furniture_are_kept(line: str) -> None:
    assert [each.text for each in sentences_of(line)] == [line]


def test_sentences_keep_the_order_of_the_article() -> None:
    article = next(each for each in articles() if (each.url or "").endswith("bakhmut"))
    said = summarise(article.text, title=article.title).sentences
    assert [article.text.index(each) for each in said] == sorted(article.text.index(each) for each in said)


def test_a_sentence_is_said_once() -> None:
    text = "Russian forces left the town of Izium on Saturday, officials said.\n" * 3
    assert len(summarise(text).sentences) == 1


def test_a_title_repeated_in_the_text_is_no_sentence_of_the_summary() -> None:
    text = (
        "Russian forces leave Izium.\nUkraine's army entered the town of Izium on Saturday after five days of fighting."
    )
    assert summarise(text, title="Russian forces leave Izium").sentences == (text.split("\n")[1],)


def test_a_list_of_figures_is_one_sentence_with_its_introduction() -> None:
    text = (
        "Losses by 1 June were about:\ntroops ‒ about 206600 (+400),\ntanks ‒ 3797 (+3),\nAPV ‒ 7456 (+7),\nMLRS – 574."
    )
    assert summarise(text).sentences[0].startswith("Losses by 1 June were about: troops ‒ about 206600 (+400), tanks")


@pytest.mark.parametrize("text", ["", "\n\n", "Tanks", "READ MORE: nothing"])
def test_an_article_without_a_sentence_has_its_title_for_headline(text: str) -> None:
    summary = summarise(text, title="Losses")
    assert (summary.headline, summary.sentences) == ("Losses", ())


@given(st.text(max_size=400), st.none() | st.text(max_size=80))
def test_any_text_can_be_summarised_within_the_firewall(text: str, title: str | None) -> None:
    summary = summarise(text, title=title)
    assert strays(summary.text + " " + summary.headline, f"{title or ''}\n{text}") == frozenset()


@pytest.mark.parametrize(
    ("paragraph", "count"),
    [
        ("Gen. Zaluzhny spoke in Kyiv. He left at 5 p.m. on Friday.", 2),
        ("Втрати сягнули 29,2 тис. осіб. Про це повідомив В. Зеленський.", 2),
        ("The U.S. Army sent 3.5 million shells. Nobody knows when.", 2),
        ("За даними на 12.04. ворог утратив 732 танки. Дані уточнюються.", 2),
        ("«Ми стоїмо», — сказав він. Місто тримається!", 2),
        ("It fell… Then it rose.", 2),
        ("Seit dem 24. Februar sind es 3783 Panzer. Das sagt Kiew.", 2),
    ],
)
def test_points_of_abbreviations_end_no_sentence(paragraph: str, count: int) -> None:
    assert len(list(split(paragraph))) == count


# The firewall


@pytest.mark.parametrize(
    ("said", "article"),
    [
        ("203160 people", "203,160 people"),
        ("203,160 people", "203 160 people"),
        ("3.783 tanks", "3783 tanks"),
        ("1.5 million", "1,5 million"),
        ("24.02.2022", "since 24.02.2022"),
        ("41 aircraft", "(+41) aircraft"),
        ("three million", "three million people"),
    ],
)
def test_the_same_number_in_another_spelling_passes(said: str, article: str) -> None:
    assert strays(said, article) == frozenset()


@pytest.mark.parametrize(
    ("said", "article"),
    [
        ("204 people", "203 people"),
        ("dreihundert Panzer", "300 tanks and three hundred more"),
        ("dwanaście czołgów", "13 tanks"),
        ("veintidós tanques", "21 tanks"),
        ("1.5 million", "15 million"),
        ("1,385", "1,385,420 people"),
        ("1 385 420", "1 385 421"),
        ("three million people", "many people"),
        ("п'ять танків", "танки"),
        ("3 783", "tanks 3, helicopters 294, and 7833"),
    ],
)
def test_a_number_that_is_not_in_the_article_is_found(said: str, article: str) -> None:
    assert strays(said, article) != frozenset()


@given(st.integers(0, 10**9))
def test_thousands_may_be_parted_in_any_way(number: int) -> None:
    spellings = {f"{number:,}".replace(",", mark) for mark in (",", ".", " ", "\u00a0", "'", "")}
    assert all(str(number) in numbers_in(each) for each in spellings)
