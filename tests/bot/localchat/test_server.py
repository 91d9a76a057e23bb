"""The local chat over real HTTP: addresses, bodies, long polls, conflicts, broken connections, and who may come in."""

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest

from bot.localchat import people
from bot.localchat.faults import Fault
from bot.localchat.server import LocalChat

from .conftest import TOKEN
from .scenario import PNG

Json = dict[str, Any]


@pytest.fixture
async def chat() -> AsyncIterator[LocalChat]:
    async with LocalChat(port=0, token=TOKEN) as opened:
        opened.stage.private.started = True
        yield opened


@pytest.fixture
async def http() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as session:
        yield session


def address(chat: LocalChat, method: str) -> str:
    return f"{chat.url}/bot{chat.token}/{method}"


async def body(answer: aiohttp.ClientResponse) -> Json:
    read: Json = await answer.json()
    return read


async def test_a_call_may_come_by_query_form_json_or_multipart(chat: LocalChat, http: aiohttp.ClientSession) -> None:
    words: Json = {"chat_id": str(chat.stage.person.id), "text": "привіт"}
    url = address(chat, "sendMessage")
    parts = aiohttp.FormData(words, default_to_multipart=True)
    ways: list[Json] = [{"params": words}, {"data": words}, {"json": words}, {"data": parts}]
    for way in ways:
        async with http.request("GET" if "params" in way else "POST", url, **way) as answer:
            assert (answer.status, (await body(answer))["result"]["text"]) == (200, "привіт")


async def test_a_methods_name_may_be_written_in_any_case(chat: LocalChat, http: aiohttp.ClientSession) -> None:
    async with http.get(address(chat, "GETME")) as answer:
        assert (await body(answer))["result"]["is_bot"] is True


async def test_a_wrong_token_is_unauthorized(chat: LocalChat, http: aiohttp.ClientSession) -> None:
    async with http.get(f"{chat.url}/bot1:wrong/getMe") as answer:
        assert answer.status == 401
        assert await body(answer) == {"ok": False, "error_code": 401, "description": "Unauthorized"}


async def test_an_unknown_method_is_not_found(chat: LocalChat, http: aiohttp.ClientSession) -> None:
    async with http.get(address(chat, "sendDice")) as answer:
        assert (answer.status, (await body(answer))["error_code"]) == (404, 404)


@pytest.mark.parametrize("broken", [b"{", b"[]", b'"x"'])
async def test_a_broken_body_is_a_bad_request(chat: LocalChat, http: aiohttp.ClientSession, broken: bytes) -> None:
    headers = {"Content-Type": "application/json"}
    async with http.post(address(chat, "getMe"), data=broken, headers=headers) as answer:
        assert answer.status == 400


async def test_an_uploaded_picture_comes_back_by_its_path(chat: LocalChat, http: aiohttp.ClientSession) -> None:
    form = aiohttp.FormData({"chat_id": str(chat.stage.person.id)})
    form.add_field("photo", PNG, filename="a.png", content_type="image/png")
    async with http.post(address(chat, "sendPhoto"), data=form) as answer:
        photo = (await body(answer))["result"]["photo"][-1]
    assert (photo["width"], photo["height"], photo["file_size"]) == (640, 480, len(PNG))
    async with http.get(address(chat, "getFile"), params={"file_id": photo["file_id"]}) as answer:
        path = (await body(answer))["result"]["file_path"]
    async with http.get(f"{chat.url}/file/bot{chat.token}/{path}") as answer:
        assert await answer.read() == PNG


async def test_a_long_poll_ends_when_something_comes(chat: LocalChat, http: aiohttp.ClientSession) -> None:
    poll = asyncio.create_task(_poll(chat, http, seconds=20))
    await asyncio.sleep(0.05)
    people.say(chat.world, chat.stage.private, chat.stage.person, "hello")
    status, answer = await asyncio.wait_for(poll, 60)
    assert (status, answer["result"][0]["message"]["text"]) == (200, "hello")


async def test_a_long_poll_ends_empty_when_nothing_comes(chat: LocalChat, http: aiohttp.ClientSession) -> None:
    assert await _poll(chat, http, seconds=0.1) == (200, {"ok": True, "result": []})


async def test_the_older_of_two_pollers_is_sent_away(chat: LocalChat, http: aiohttp.ClientSession) -> None:
    older = asyncio.create_task(_poll(chat, http, seconds=20))
    await asyncio.sleep(0.05)
    younger = asyncio.create_task(_poll(chat, http, seconds=20))
    status, answer = await asyncio.wait_for(older, 60)
    assert status == 409
    assert answer["description"] == (
        "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
    )
    people.say(chat.world, chat.stage.private, chat.stage.person, "x")
    assert (await asyncio.wait_for(younger, 60))[0] == 200


async def test_polling_and_a_webhook_exclude_each_other(chat: LocalChat, http: aiohttp.ClientSession) -> None:
    poll = asyncio.create_task(_poll(chat, http, seconds=20))
    await asyncio.sleep(0.05)
    async with http.post(address(chat, "setWebhook"), data={"url": "http://127.0.0.1:9/"}) as answer:
        assert answer.status == 200
    assert (await asyncio.wait_for(poll, 60))[1]["description"] == "Conflict: terminated by setWebhook request"
    status, refusal = await _poll(chat, http, seconds=0)
    assert status == 409
    assert refusal["description"].startswith("Conflict: can't use getUpdates method while webhook is active")


async def _poll(chat: LocalChat, http: aiohttp.ClientSession, seconds: float) -> tuple[int, Json]:
    async with http.post(address(chat, "getUpdates"), data={"timeout": str(seconds)}) as answer:
        return answer.status, await body(answer)


async def test_too_many_requests_name_the_seconds_twice(chat: LocalChat, http: aiohttp.ClientSession) -> None:
    chat.world.faults.add(Fault("too_many_requests", retry_after=7))
    async with http.post(address(chat, "sendMessage"), json={"chat_id": chat.stage.person.id, "text": "x"}) as answer:
        told = await body(answer)
        assert (answer.status, answer.headers["Retry-After"]) == (429, "7")
    assert told["description"] == "Too Many Requests: retry after 7"
    assert told["parameters"] == {"retry_after": 7}


@pytest.mark.parametrize(("kind", "arrived"), [("answer_lost", 1), ("not_accepted", 0)])
async def test_a_broken_connection_may_or_may_not_have_sent(
    chat: LocalChat, http: aiohttp.ClientSession, kind: str, arrived: int
) -> None:
    chat.world.faults.add(Fault(kind))
    with pytest.raises(aiohttp.ClientError):
        await http.post(address(chat, "sendMessage"), json={"chat_id": chat.stage.person.id, "text": "x"})
    assert len(chat.stage.private.messages) == arrived


async def test_a_hanging_call_was_carried_out(chat: LocalChat, http: aiohttp.ClientSession) -> None:
    chat.world.faults.add(Fault("hang"))
    words = {"chat_id": chat.stage.person.id, "text": "x"}
    with pytest.raises(TimeoutError):
        await http.post(address(chat, "sendMessage"), json=words, timeout=aiohttp.ClientTimeout(total=0.2))
    assert len(chat.stage.private.messages) == 1


@pytest.mark.parametrize("path", ["/", "/chat/state", "/bot{token}/getMe"])
@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "evil.example"},
        {"Host": "127.0.0.1.evil.example:8081"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
async def test_other_sites_are_kept_out(
    chat: LocalChat, http: aiohttp.ClientSession, path: str, headers: dict[str, str]
) -> None:
    async with http.get(chat.url + path.format(token=chat.token), headers=headers) as answer:
        assert answer.status == 403


async def test_the_page_may_only_load_its_own_parts(chat: LocalChat, http: aiohttp.ClientSession) -> None:
    async with http.get(chat.url + "/") as answer:
        policy = answer.headers["Content-Security-Policy"]
        page = await answer.text()
    assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:")
    assert "unsafe" not in policy
    assert not any(inline in page for inline in ("onclick", "style=", "<script>", "javascript:"))


async def test_every_answer_forbids_guessing_its_type(chat: LocalChat, http: aiohttp.ClientSession) -> None:
    for path in ("/", "/page/style.css", "/chat/state", "/chat/file/none", f"/bot{chat.token}/getMe"):
        async with http.get(chat.url + path) as answer:
            assert answer.headers["X-Content-Type-Options"] == "nosniff", path
            assert "default-src 'none'" in answer.headers["Content-Security-Policy"], path


@pytest.mark.parametrize("path", ["/page/../server.py", "/page/%2e%2e/server.py", "/page/server.py", "/page/none.js"])
async def test_only_the_pages_files_are_served(chat: LocalChat, http: aiohttp.ClientSession, path: str) -> None:
    async with http.get(chat.url + path) as answer:
        assert answer.status == 404


async def test_the_token_is_not_shown_on_the_page(chat: LocalChat, http: aiohttp.ClientSession) -> None:
    async with http.post(address(chat, "sendMessage"), json={"chat_id": chat.stage.person.id, "text": "x"}):
        pass
    async with http.get(chat.url + "/chat/state") as answer:
        assert chat.token not in await answer.text()


async def test_a_form_of_another_kind_cannot_act(chat: LocalChat, http: aiohttp.ClientSession) -> None:
    words = json.dumps({"chat": chat.stage.person.id, "text": "x"})
    async with http.post(chat.url + "/chat/do/say", data=words, headers={"Content-Type": "text/plain"}) as answer:
        assert answer.status == 404


async def test_a_taken_port_is_an_oserror(chat: LocalChat) -> None:
    with pytest.raises(OSError, match="address already in use"):
        async with LocalChat(port=chat.port):
            pass


async def test_the_server_closes_while_somebody_polls(http: aiohttp.ClientSession) -> None:
    async with LocalChat(port=0) as short:
        poll = asyncio.create_task(_poll(short, http, seconds=50))
        await asyncio.sleep(0.05)
    await asyncio.wait({poll}, timeout=30)
    assert poll.done()
    poll.exception()
