"""The client against a real server on loopback that does everything a hostile one can."""

import asyncio
import gzip
import socket
import zlib
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import pytest
from aiohttp.abc import AbstractResolver, ResolveResult
from hypothesis import given
from hypothesis import strategies as st

from news.vetting import host_may_be_asked, is_public
from news.web import Limits, RefusedError, Web, user_agent
from tally.errors import FetchError

Answer = Callable[[asyncio.StreamWriter], Awaitable[None]]
QUICK = Limits(connect=1.0, total=1.0, size=100_000)


def plain(body: bytes = b"hello", status: str = "200 OK", *headers: str) -> bytes:
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", "Connection: close", *headers]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


@dataclass
class Server:
    """Answers each path with given bytes, or with whatever a coroutine writes; remembers what it was asked."""

    port: int = 0
    answers: dict[str, bytes | Answer] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def url(self, path: str = "/") -> str:
        return f"http://127.0.0.1:{self.port}{path}"

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            request = (await reader.readuntil(b"\r\n\r\n")).decode()
            self.asked.append(request)
            answer = self.answers.get(request.split()[1], plain(status="404 Not Found"))
            if isinstance(answer, bytes):
                writer.write(answer)
            else:
                await answer(writer)
            await writer.drain()
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()


@pytest.fixture
async def server() -> AsyncIterator[Server]:
    made = Server()
    listening = await asyncio.start_server(made.serve, "127.0.0.1", 0)
    made.port = listening.sockets[0].getsockname()[1]
    yield made
    listening.close()


@asynccontextmanager
async def local_web(limits: Limits = QUICK) -> AsyncIterator[Web]:
    async with Web(allow_loopback=True, limits=limits) as web:
        yield web


async def refusal(url: str, limits: Limits = QUICK) -> FetchError:
    async with local_web(limits) as web:
        with pytest.raises(FetchError) as caught:
            await web.fetch(url)
    return caught.value


class Names(AbstractResolver):
    """Looks up names in a book of its own, as a hostile name server would answer."""

    def __init__(self, *addresses: str) -> None:
        self.addresses = addresses

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        return [
            ResolveResult(
                hostname=host,
                host=each,
                port=port,
                family=socket.AF_INET6 if ":" in each else socket.AF_INET,
                proto=0,
                flags=0,
            )
            for each in self.addresses
        ]

    async def close(self) -> None:
        return None


# What is fetched


async def test_a_page_comes_with_what_names_its_version(server: Server) -> None:
    server.answers["/"] = plain(b"text", "200 OK", 'ETag: "7"', "Last-Modified: Mon, 01 Jun 2026 05:00:00 GMT")
    async with local_web() as web:
        page = await web.fetch(server.url())
    assert (page.body, page.etag, page.last_modified) == (b"text", '"7"', "Mon, 01 Jun 2026 05:00:00 GMT")


async def test_an_unchanged_page_is_told_as_such(server: Server) -> None:
    server.answers["/"] = b"HTTP/1.1 304 Not Modified\r\nConnection: close\r\n\r\n"
    async with local_web() as web:
        page = await web.fetch(server.url(), etag='"7"')
    assert page.unchanged
    assert 'If-None-Match: "7"' in server.asked[0]


async def test_we_say_who_we_are(server: Server) -> None:
    server.answers["/"] = plain()
    async with Web(allow_loopback=True, user_agent=user_agent("mailto:ops@example.org")) as web:
        await web.fetch(server.url())
    assert "mailto:ops@example.org" in server.asked[0]


async def test_no_cookie_is_ever_sent_back(server: Server) -> None:
    server.answers["/"] = plain(b"", "200 OK", "Set-Cookie: id=1; Path=/")
    async with local_web() as web:
        await web.fetch(server.url())
        await web.fetch(server.url())
    assert "cookie" not in server.asked[1].lower()


@pytest.mark.parametrize("pack", [gzip.compress, zlib.compress, lambda body: zlib.compress(body)[2:-4]])
async def test_packed_bodies_are_unpacked(server: Server, pack: Callable[[bytes], bytes]) -> None:
    encoding = "gzip" if pack is gzip.compress else "deflate"
    server.answers["/"] = plain(pack("Втрати ".encode() * 500), "200 OK", f"Content-Encoding: {encoding}")
    async with local_web() as web:
        assert (await web.fetch(server.url())).body == "Втрати ".encode() * 500


async def test_a_body_packed_in_several_members_is_whole(server: Server) -> None:
    packed = gzip.compress(b"first ") + gzip.compress(b"second")
    server.answers["/"] = plain(packed, "200 OK", "Content-Encoding: gzip")
    async with local_web() as web:
        assert (await web.fetch(server.url())).body == b"first second"


async def test_redirects_are_followed_to_the_end(server: Server) -> None:
    server.answers["/a"] = plain(b"", "301 Moved", "Location: b#part")
    server.answers["/b"] = plain(b"there")
    async with local_web() as web:
        page = await web.fetch(server.url("/a"))
    assert (page.url, page.body) == (server.url("/b"), b"there")


# What is refused


@pytest.mark.parametrize(
    ("status", "permanent"),
    [(404, True), (410, True), (403, True), (408, False), (429, False), (500, False), (503, False)],
)
async def test_an_error_says_whether_later_may_help(server: Server, status: int, permanent: bool) -> None:
    server.answers["/"] = plain(b"", f"{status} No")
    error = await refusal(server.url())
    assert isinstance(error, RefusedError)
    assert (error.status, error.permanent) == (status, permanent)


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        (("Retry-After: 120",), 120.0),
        (("Retry-After: Mon, 01 Jun 2026 05:01:00 GMT", "Date: Mon, 01 Jun 2026 05:00:00 GMT"), 60.0),
        (("Retry-After: soon",), None),
        ((), None),
    ],
)
async def test_a_wish_to_wait_is_passed_on(server: Server, headers: tuple[str, ...], seconds: float | None) -> None:
    server.answers["/"] = plain(b"", "429 Too Many", *headers)
    error = await refusal(server.url())
    assert isinstance(error, RefusedError)
    assert error.retry_after == seconds


@pytest.mark.parametrize(
    "address", ["127.0.0.1", "localhost", "[::1]", "[::ffff:127.0.0.1]", "127.1", "0x7f.1", "2130706433"]
)
async def test_loopback_is_never_reached_by_default(server: Server, address: str) -> None:
    server.answers["/"] = plain()
    async with Web(limits=QUICK) as web:
        with pytest.raises(FetchError, match="public address") as caught:
            await web.fetch(f"http://{address}:{server.port}/")
    assert caught.value.permanent
    assert server.asked == []


@pytest.mark.parametrize("address", ["127.0.0.1", "::1", "10.0.0.1", "169.254.169.254", "::ffff:192.168.0.1"])
async def test_a_name_that_resolves_inside_is_refused(server: Server, address: str) -> None:
    server.answers["/"] = plain()
    async with Web(limits=QUICK, lookup=Names(address)) as web:
        with pytest.raises(FetchError, match="no public address"):
            await web.fetch(f"http://news.example.org:{server.port}/")
    assert server.asked == []


async def test_one_inner_address_among_public_ones_is_enough_to_refuse(server: Server) -> None:
    async with Web(limits=QUICK, lookup=Names("93.184.216.34", "127.0.0.1")) as web:
        with pytest.raises(FetchError, match="no public address"):
            await web.fetch(f"http://news.example.org:{server.port}/")
    assert server.asked == []


@pytest.mark.parametrize(
    "target",
    [
        "http://10.0.0.1/",
        "http://169.254.169.254/latest/meta-data/",
        "http://[::ffff:10.0.0.1]/",
        "http://[fd00:ec2::254]/",
        "file:///etc/passwd",
        "gopher://example.org/",
        "//192.168.1.1/",
        "http://0x0a000001/",
    ],
)
async def test_a_redirect_cannot_lead_inside(server: Server, target: str) -> None:
    server.answers["/"] = plain(b"", "302 Found", f"Location: {target}")
    error = await refusal(server.url())
    assert error.permanent
    assert len(server.asked) == 1


async def test_redirects_in_a_circle_end(server: Server) -> None:
    server.answers["/"] = plain(b"", "302 Found", "Location: /")
    error = await refusal(server.url())
    assert "redirects more than 5 times" in error.problem
    assert len(server.asked) == 6


@pytest.mark.parametrize(
    "url",
    [
        "ftp://example.org/",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "news",
        "",
        "http://",
        "http://[::1",
        "http://a:b@example.org/",
    ],
)
async def test_only_web_addresses_are_fetched(url: str) -> None:
    error = await refusal(url)
    assert error.permanent


async def test_a_body_larger_than_announced_limits_is_cut_off(server: Server) -> None:
    async def pour(writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
        while True:
            writer.write(b"4000\r\n" + b"x" * 0x4000 + b"\r\n")
            await writer.drain()

    server.answers["/"] = pour
    assert "larger than" in (await refusal(server.url())).problem


async def test_an_announced_giant_is_not_read_at_all(server: Server) -> None:
    server.answers["/"] = b"HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n"
    assert "larger than" in (await refusal(server.url())).problem


@pytest.mark.parametrize("rounds", [1, 2])
async def test_a_bomb_is_not_unpacked(server: Server, rounds: int) -> None:
    bomb = b"\0" * 50_000_000
    for _ in range(rounds):
        bomb = gzip.compress(bomb)
    encoding = ", ".join(["gzip"] * rounds)
    server.answers["/"] = plain(bomb, "200 OK", f"Content-Encoding: {encoding}")
    assert (await refusal(server.url())).permanent


async def test_a_slow_drip_is_cut_off(server: Server) -> None:
    async def drip(writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 10000\r\n\r\n")
        while not writer.is_closing():
            writer.write(b".")
            await writer.drain()
            await asyncio.sleep(0.05)

    server.answers["/"] = drip
    error = await refusal(server.url(), Limits(total=0.4))
    assert "within 0.4 seconds" in error.problem
    assert not error.permanent


async def test_headers_that_drip_are_cut_off(server: Server) -> None:
    async def drip(writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\n")
        while not writer.is_closing():
            writer.write(b"X: y\r\n")
            await writer.drain()
            await asyncio.sleep(0.05)

    server.answers["/"] = drip
    assert "within 0.4 seconds" in (await refusal(server.url(), Limits(total=0.4))).problem


@pytest.mark.parametrize(
    "answer",
    [
        b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\ncut",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n10\r\ncut",
        plain(gzip.compress(b"whole story" * 99)[:-20], "200 OK", "Content-Encoding: gzip"),
        plain(b"not packed at all", "200 OK", "Content-Encoding: gzip"),
        b"",
        b"SSH-2.0-OpenSSH_9.2\r\n",
        b"HTTP/1.1 200 OK\r\nX: " + b"y" * 100_000 + b"\r\n\r\n",
    ],
    ids=["short", "short chunk", "short gzip", "false gzip", "silence", "no http", "endless header"],
)
async def test_a_broken_answer_is_a_fetch_error_that_may_pass(server: Server, answer: bytes) -> None:
    server.answers["/"] = answer
    assert not (await refusal(server.url())).permanent


async def test_a_dead_host_is_a_fetch_error_that_may_pass() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        error = await refusal(f"http://127.0.0.1:{taken.getsockname()[1]}/")
    assert "cannot be reached" in error.problem
    assert not error.permanent


# Which addresses are public


@pytest.mark.parametrize(
    "address",
    [
        "0.0.0.0",
        "10.1.2.3",
        "100.64.0.1",
        "100.100.100.200",
        "127.0.0.1",
        "168.63.129.16",
        "169.254.169.254",
        "172.16.0.1",
        "192.0.0.1",
        "192.0.2.1",
        "192.168.0.1",
        "198.18.0.1",
        "224.0.0.1",
        "239.255.255.250",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::127.0.0.1",
        "::ffff:10.0.0.1",
        "64:ff9b::a00:1",
        "2002:a00:1::",
        "2001:0:4136:e378:8000:63bf:f5ff:fffe",
        "fc00::1",
        "fd00:ec2::254",
        "fe80::1",
        "fe80::1%eth0",
        "fec0::1",
        "ff02::1",
        "2001:db8::1",
        "nonsense",
        "",
    ],
)
def test_inner_addresses_are_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize(
    "address", ["93.184.216.34", "2606:4700:4700::1111", "::ffff:93.184.216.34", "64:ff9b::5db8:d822"]
)
def test_addresses_of_the_open_internet_are_public(address: str) -> None:
    assert is_public(address)


@given(st.ip_addresses(v=4))
def test_an_address_wrapped_in_ipv6_is_judged_by_what_it_carries(address: object) -> None:
    assert is_public(f"::ffff:{address}") == is_public(str(address))


@pytest.mark.parametrize(
    "host", ["1", "127.1", "0177.0.0.1", "0x7f000001", "example.0x1", "2130706433", "1.2.3.4.5", ""]
)
def test_odd_spellings_of_addresses_are_refused(host: str) -> None:
    assert not host_may_be_asked(host)
