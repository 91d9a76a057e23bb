"""The request class over real sockets: what was provably not sent, and what may have been."""

import asyncio
import json
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from io import BytesIO

import pytest
from telegram import Bot, InputFile
from telegram.error import (
    BadRequest,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from bot.telegram.request import (
    AiohttpRequest,
    MaybeSent,
    NoAnswerInTime,
    NotSent,
    NotSentInTime,
    environment_proxy,
)

TOKEN = "123456789:AAbbCCddEEffGGhhIIjjKKllMMnnOOppQQr"


@dataclass
class Wire:
    """A server that reads one request whole, remembers it, and does what the test says."""

    answer: Callable[[asyncio.StreamWriter], Awaitable[None]]
    requests: list[bytes] = field(default_factory=list)
    connections: int = 0
    asked: asyncio.Event = field(default_factory=asyncio.Event)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        try:
            while True:
                head = await reader.readuntil(b"\r\n\r\n")
                body = b""
                lower = head.lower()
                if b"content-length:" in lower:
                    body = await reader.readexactly(int(lower.split(b"content-length:")[1].split(b"\r\n")[0]))
                elif b"chunked" in lower:
                    body = await reader.readuntil(b"0\r\n\r\n")
                self.requests.append(head + body)
                self.asked.set()
                await self.answer(writer)
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()


def http(status: int, body: bytes) -> Callable[[asyncio.StreamWriter], Awaitable[None]]:
    async def answer(writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 %d Any\r\nContent-Length: %d\r\n\r\n%b" % (status, len(body), body))
        await writer.drain()

    return answer


async def close_at_once(writer: asyncio.StreamWriter) -> None:
    writer.close()


async def reset(writer: asyncio.StreamWriter) -> None:
    raw = writer.get_extra_info("socket")
    raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\0\0\0\0\0\0\0")
    writer.transport.abort()


async def close_in_the_middle(writer: asyncio.StreamWriter) -> None:
    writer.write(b'HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{"ok": true, "result"')
    await writer.drain()
    writer.close()


async def stall(_writer: asyncio.StreamWriter) -> None:
    await asyncio.sleep(30)


@asynccontextmanager
async def bot_against(
    answer: Callable[[asyncio.StreamWriter], Awaitable[None]], **timeouts: float
) -> AsyncIterator[tuple[Bot, Wire]]:
    wire = Wire(answer)
    server = await asyncio.start_server(wire.serve, "127.0.0.1", 0)
    address = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/bot"
    request, polling = AiohttpRequest(**timeouts), AiohttpRequest(1)  # type: ignore[arg-type]
    bot = Bot(TOKEN, base_url=address, request=request, get_updates_request=polling)
    await request.initialize()
    await polling.initialize()
    try:
        yield bot, wire
    finally:
        await request.shutdown()
        await polling.shutdown()
        server.close()


async def failure(answer: Callable[[asyncio.StreamWriter], Awaitable[None]], **timeouts: float) -> TelegramError:
    async with bot_against(answer, **timeouts) as (bot, wire):
        with pytest.raises(TelegramError) as caught:
            await bot.log_out()
        assert len(wire.requests) == 1, "a request was repeated"
        return caught.value


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


async def unreachable(base_url: str, **timeouts: float) -> TelegramError:
    async with AiohttpRequest(**timeouts) as request:  # type: ignore[arg-type]
        with pytest.raises(TelegramError) as caught:
            await request.post(f"{base_url}/bot{TOKEN}/getMe")
        return caught.value


async def test_a_refused_port_is_not_sent() -> None:
    assert type(await unreachable(f"http://127.0.0.1:{free_port()}")) is NotSent


async def test_an_unknown_host_is_not_sent() -> None:
    assert isinstance(await unreachable("http://no-such-host.invalid", connect=5.0), NotSent)


async def test_a_failed_tls_handshake_is_not_sent() -> None:
    async def no_tls(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 400 This is no TLS port\r\n\r\n")
        writer.close()

    async with await asyncio.start_server(no_tls, "127.0.0.1", 0) as server:
        error = await unreachable(f"https://127.0.0.1:{server.sockets[0].getsockname()[1]}")
    assert type(error) is NotSent


async def test_a_connection_that_is_never_accepted_is_not_sent_in_time() -> None:
    with socket.socket() as full:
        full.bind(("127.0.0.1", 0))
        full.listen(0)
        # One client fills the backlog; the kernel leaves the next one's SYN without an answer.
        others = []
        for _ in range(4):
            other = socket.socket()
            other.setblocking(False)
            other.connect_ex(full.getsockname())
            others.append(other)
        error = await unreachable(f"http://127.0.0.1:{full.getsockname()[1]}", connect=0.2, pool=0.1)
        for other in others:
            other.close()
    assert isinstance(error, NotSentInTime)
    assert isinstance(error, TimedOut)


async def test_no_free_connection_is_not_sent_in_time() -> None:
    async with bot_against(stall, connections=1, pool=0.05, connect=0.05, read=5.0) as (bot, wire):
        first = asyncio.create_task(bot.log_out())
        await wire.asked.wait()
        with pytest.raises(NotSentInTime):
            await bot.log_out()
        first.cancel()
        assert len(wire.requests) == 1


async def test_a_server_that_reads_and_closes_may_have_done_it() -> None:
    assert type(await failure(close_at_once)) is MaybeSent


async def test_a_reset_after_the_request_may_have_been_done() -> None:
    assert type(await failure(reset)) is MaybeSent


async def test_an_answer_cut_short_may_have_been_done() -> None:
    assert type(await failure(close_in_the_middle)) is MaybeSent


async def test_a_stall_after_the_request_may_have_been_done() -> None:
    error = await failure(stall, read=0.05)
    assert type(error) is NoAnswerInTime
    assert isinstance(error, TimedOut)


async def test_a_call_may_wait_shorter_than_the_default() -> None:
    async with bot_against(stall, read=30.0) as (bot, _):
        with pytest.raises(NoAnswerInTime):
            await bot.log_out(read_timeout=0.05)


async def test_an_answer_that_dribbles_for_ever_ends() -> None:
    async def dribble(writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n")
        while True:
            writer.write(b" ")
            await writer.drain()
            await asyncio.sleep(0.02)

    assert isinstance(await failure(dribble, read=0.1, connect=0.1, pool=0.1, write=0.1), NoAnswerInTime)


@pytest.mark.parametrize("status", [500, 502, 503, 504])
@pytest.mark.parametrize("body", [b'{"ok":false,"error_code":500,"description":"Internal Server Error"}', b"<html>"])
async def test_a_failing_server_may_have_done_it(status: int, body: bytes) -> None:
    assert type(await failure(http(status, body))) is MaybeSent


@pytest.mark.parametrize("body", [b"<html>Welcome to our hotel</html>", b"[]", b'{"ok": true', b'{"ok": true}', b""])
async def test_a_success_that_is_no_answer_may_have_been_done(body: bytes) -> None:
    assert type(await failure(http(200, body))) is MaybeSent


@pytest.mark.parametrize("status", [400, 401, 403, 404, 407])
async def test_a_refusal_by_something_else_than_telegram_says_nothing_about_the_chat(status: int) -> None:
    assert type(await failure(http(status, b"<html>blocked by your company</html>"))) is MaybeSent


async def test_a_redirect_is_not_followed() -> None:
    assert type(await failure(http(301, b"<html>moved</html>"))) is NotSent


@pytest.mark.parametrize(
    ("status", "kind"), [(400, BadRequest), (401, InvalidToken), (403, Forbidden), (404, InvalidToken), (409, Conflict)]
)
async def test_telegrams_own_refusals_keep_their_kind(status: int, kind: type[TelegramError]) -> None:
    error = await failure(http(status, b'{"ok":false,"error_code":1,"description":"Some words"}'))
    assert type(error) is kind
    assert not isinstance(error, NotSent | MaybeSent)


async def test_too_many_requests_says_how_long_to_wait() -> None:
    body = b'{"ok":false,"error_code":429,"description":"Too Many Requests","parameters":{"retry_after":7}}'
    error = await failure(http(429, body))
    assert isinstance(error, RetryAfter)
    assert error.retry_after.total_seconds() == 7  # type: ignore[union-attr]


async def test_too_many_requests_without_a_time_was_not_sent() -> None:
    assert type(await failure(http(429, b'{"ok":false,"error_code":429,"description":"Slow"}'))) is NotSent


async def test_connections_are_kept_and_reused() -> None:
    async with bot_against(http(200, b'{"ok":true,"result":true}')) as (bot, wire):
        for _ in range(5):
            await bot.log_out()
        assert (len(wire.requests), wire.connections) == (5, 1)


async def test_a_kept_connection_that_died_is_not_repeated_on() -> None:
    async def once(writer: asyncio.StreamWriter) -> None:
        await http(200, b'{"ok":true,"result":true}')(writer)
        wire.answer = close_at_once

    async with bot_against(once) as (bot, wire):
        await bot.log_out()
        with pytest.raises(MaybeSent):
            await bot.log_out()
        assert len(wire.requests) == 2


async def test_the_long_poll_has_its_own_connection() -> None:
    async with bot_against(http(200, b'{"ok":true,"result":[]}')) as (bot, wire):
        await bot.get_updates()
        await bot.log_out()
        assert wire.connections == 2


async def test_fields_travel_as_json() -> None:
    async with bot_against(http(200, b'{"ok":true,"result":true}')) as (bot, wire):
        await bot.set_my_name("Зведення & more=")
    head, body = wire.requests[0].split(b"\r\n\r\n")
    assert b"Content-Type: application/json" in head
    assert json.loads(body) == {"name": "Зведення & more="}


async def test_files_travel_as_multipart_beside_their_fields() -> None:
    picture = BytesIO(b"\x89PNG not really")
    async with bot_against(http(200, b'{"ok":true,"result":true}')) as (bot, wire):
        await bot.set_chat_photo(-1005, InputFile(picture, filename="card.png"))
    sent = wire.requests[0]
    assert b"multipart/form-data" in sent
    assert b'name="chat_id"\r\n\r\n-1005' in sent
    assert b'filename="card.png"' in sent
    assert b"Content-Type: image/png" in sent
    assert b"\x89PNG not really" in sent


async def test_a_closed_pool_is_not_sent() -> None:
    request = AiohttpRequest()
    with pytest.raises(NotSent):
        await request.post("http://127.0.0.1:1/x")
    await request.initialize()
    await request.shutdown()
    with pytest.raises(NotSent):
        await request.post("http://127.0.0.1:1/x")


@pytest.mark.parametrize("answer", [close_at_once, reset, stall, http(502, b"<html>")])
async def test_no_failure_holds_the_token(answer: Callable[[asyncio.StreamWriter], Awaitable[None]]) -> None:
    assert TOKEN not in str(await failure(answer, read=0.05))


@pytest.mark.parametrize("kind", [NotSent, NotSentInTime, MaybeSent, NoAnswerInTime])
def test_every_failure_is_a_network_error_to_the_library(kind: type[Exception]) -> None:
    assert issubclass(kind, NetworkError)


def test_the_environments_proxy_is_used_except_where_it_says_not(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("https_proxy", "http://proxy.example:3128")
    monkeypatch.setenv("no_proxy", "localhost,127.0.0.1")
    assert environment_proxy("https://api.telegram.org") == "http://proxy.example:3128"
    assert environment_proxy("http://127.0.0.1:8081") is None
