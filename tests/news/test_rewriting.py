"""Summaries in other words, from a real HTTP server: what passes, and what happens when nothing does."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from aiohttp import web

from answers.library import found
from news.gathering import Gathering, Pace
from news.learning import Lesson, prepare
from news.rewriting import Rewriter, passed
from news.sources.feed import Feed, feeds
from news.web import Web
from storage.article import Article
from storage.articles import Articles
from storage.chats import Chats
from storage.database import Database, open_database
from tests.news.conftest import Field

NOW = datetime(2026, 8, 22, 6, tzinfo=UTC)
ARTICLE = Article(
    "The army said on Saturday that it had destroyed 12 tanks near the river. It gave no other details. The bridge"
    " has been closed to traffic since Friday, the mayor said, and 300 people were taken to safety by bus.",
    title="Tanks destroyed near the river",
)
GOOD = "Near the river, the army says, 12 tanks were destroyed. The mayor closed the bridge and moved 300 people."

Answer = Callable[[web.Request], Awaitable[web.StreamResponse]]


def saying(content: str) -> Answer:
    async def answer(_request: web.Request) -> web.StreamResponse:
        return web.json_response({"choices": [{"message": {"role": "assistant", "content": content}}]})

    return answer


@asynccontextmanager
async def serving(answer: Answer) -> AsyncIterator[str]:
    application = web.Application()
    application.router.add_post("/v1/chat/completions", answer)
    runner = web.AppRunner(application, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    yield f"http://127.0.0.1:{runner.addresses[0][1]}/v1"
    await runner.cleanup()


@pytest.fixture
async def database() -> AsyncIterator[Database]:
    async with await open_database("sqlite:///:memory:") as opened:
        yield opened


@pytest.fixture(scope="module")
def lesson() -> Lesson:
    return prepare(ARTICLE)


async def summary(answer: Answer, database: Database, lesson: Lesson) -> str | None:
    async with serving(answer) as url:
        rewritten = await Rewriter(database, url, "small", "secret", seconds=1.0).rewrite(lesson, NOW)
    return rewritten.lesson.article.summary


async def test_other_words_take_the_place_of_the_drawn_ones(database: Database, lesson: Lesson) -> None:
    assert await summary(saying(GOOD), database, lesson) == GOOD


async def test_the_model_is_asked_by_name_with_the_key_and_a_bound(database: Database, lesson: Lesson) -> None:
    asked: list[tuple[str | None, dict[str, object]]] = []

    async def answer(request: web.Request) -> web.StreamResponse:
        asked.append((request.headers.get("Authorization"), json.loads(await request.text())))
        return await saying(GOOD)(request)

    await summary(answer, database, lesson)
    [(authorization, question)] = asked
    assert authorization == "Bearer secret"
    assert (question["model"], question["max_tokens"]) == ("small", 300)


async def test_what_may_not_be_shown_leaves_the_drawn_sentences(database: Database, lesson: Lesson) -> None:
    assert await summary(saying("The army destroyed 13 tanks."), database, lesson) == lesson.article.summary


async def _error(_request: web.Request) -> web.StreamResponse:
    return web.Response(status=500)


async def _slow(_request: web.Request) -> web.StreamResponse:
    await asyncio.sleep(5)
    return web.Response()


async def _endless(request: web.Request) -> web.StreamResponse:
    response = web.StreamResponse()
    await response.prepare(request)
    for _ in range(200):
        await response.write(b" " * 8192)
    return response


async def _odd(_request: web.Request) -> web.StreamResponse:
    return web.json_response({"choices": []})


async def _elsewhere(request: web.Request) -> web.StreamResponse:
    raise web.HTTPFound(str(request.url.with_path("/v1/elsewhere")))


@pytest.mark.parametrize("answer", [_error, _slow, _endless, _odd, _elsewhere])
async def test_a_failing_model_leaves_the_drawn_sentences(answer: Answer, database: Database, lesson: Lesson) -> None:
    assert await summary(answer, database, lesson) == lesson.article.summary


async def test_no_more_are_asked_for_than_a_day_allows(database: Database, lesson: Lesson) -> None:
    asked = []

    async def answer(request: web.Request) -> web.StreamResponse:
        asked.append(request.path)
        return await saying(GOOD)(request)

    async with serving(answer) as url:
        rewriter = Rewriter(database, url, "small", a_day=2)
        for _ in range(4):
            await rewriter.rewrite(lesson, NOW)
        assert len(asked) == 2
        await rewriter.rewrite(lesson, NOW + timedelta(days=1))
        assert len(asked) == 3


UKRAINIAN = "За словами армії, біля річки знищено 12 танків. Міст закрито з п'ятниці, а 300 людей вивезли."


def answering(**by_language: str) -> Answer:
    """A model that speaks the languages that are named as the question names them, and English otherwise."""

    async def answer(request: web.Request) -> web.StreamResponse:
        asked = json.loads(await request.text())["messages"][0]["content"]
        said = next((each for language, each in by_language.items() if f"in {language}" in asked), GOOD)
        return await saying(said)(request)

    return answer


async def others(answer: Answer, database: Database, lesson: Lesson, a_day: int = 300) -> dict[str, str]:
    async with serving(answer) as url:
        return dict((await Rewriter(database, url, "small", seconds=60.0, a_day=a_day).rewrite(lesson, NOW)).others)


async def test_an_article_is_put_into_the_languages_that_chats_read(database: Database, lesson: Lesson) -> None:
    for chat, language in enumerate(("uk", "en", "uk")):
        await Chats(database).set_language(chat, language)
    english = replace(lesson, article=replace(lesson.article, language="en"))
    assert await others(answering(Ukrainian=UKRAINIAN), database, english) == {"uk": UKRAINIAN}


@pytest.mark.parametrize(
    "said", [GOOD, UKRAINIAN.replace("12", "13"), UKRAINIAN.replace("12", "тринадцять"), "Знищено сотні танків."]
)
async def test_what_may_not_be_shown_is_kept_in_no_language(database: Database, lesson: Lesson, said: str) -> None:
    await Chats(database).set_language(1, "uk")
    assert await others(answering(Ukrainian=said), database, lesson) == {}


async def test_all_languages_share_what_a_day_allows(database: Database, lesson: Lesson) -> None:
    await Chats(database).set_language(1, "uk")
    assert await others(answering(Ukrainian=UKRAINIAN), database, lesson, a_day=1) == {}


async def test_a_gathered_article_is_shown_in_the_words_for_its_readers(field: Field) -> None:
    await Chats(field.database).set_language(1, "uk")
    field.local.article("/losses", NOW.date())
    text = "Генштаб назвав втрати Росії: 12,292 танків і 354 гелікоптери. Перевірити це незалежно неможливо."
    async with serving(answering(Ukrainian=text)) as url, Web(allow_loopback=True) as opened:
        rewriter = Rewriter(field.database, url, "small", seconds=60.0)
        gathering = Gathering(opened, field.database, pace=Pace(gap=0.0), rewriter=rewriter)
        like = feeds()[0]
        address = field.local.feed(("Russian losses", f"{field.local.base}/losses", NOW))
        await gathering.look(Feed("test", "Test", address, like.wanted, like.rhythm), NOW)
    articles = Articles(field.database)
    shown = {
        language: (await found(articles, None, 1, 5, language)).articles[0].stored.article.summary
        for language in ("uk", "de", "en")
    }
    assert shown["uk"] == text
    assert shown["de"] == shown["en"] != text


@pytest.mark.parametrize(
    "said",
    [
        "",
        "The army destroyed thirteen tanks.",
        "The army destroyed 120 tanks.",
        "<b>12 tanks</b> were destroyed.",
        "12 tanks were destroyed, see https://example.org",
        "One thing. " * 2 + "The army destroyed 12 tanks. The mayor spoke. The bridge is closed. All is quiet.",
        "word " * 200,
    ],
)
def test_these_may_not_be_shown(said: str) -> None:
    assert passed(said, ARTICLE) is None
