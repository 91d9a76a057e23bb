"""A Bot API server that costs next to nothing: `_bot_api.py` prints its port.

`POST /set?latency=0.05&limit=30` sets it anew. Every call is answered after `latency` seconds; one that would be more
than `limit` in a second is refused with 429.
`GET /count` gives what came since the last setting: calls, refusals, the most in any second, the most in one chat.
"""

import asyncio
import json
import re
from bisect import bisect_left
from collections import Counter
from urllib.parse import parse_qs, urlsplit

_LENGTH = re.compile(rb"content-length: *(\d+)", re.IGNORECASE)
_CHAT = re.compile(rb"chat_id\W+?(-?\d+)")


class State:
    def __init__(self) -> None:
        self.set(0.0, 0)

    def set(self, latency: float, limit: int) -> None:
        self.latency, self.limit = latency, limit
        self.moments: list[float] = []
        self.chats: Counter[bytes] = Counter()
        self.refused = 0

    def count(self) -> dict[str, float]:
        most = 0
        for at, moment in enumerate(self.moments):
            most = max(most, at + 1 - bisect_left(self.moments, moment - 1.0 + 1e-9))
        seconds = self.moments[-1] - self.moments[0] if len(self.moments) > 1 else 0.0
        return {
            "calls": len(self.moments),
            "refused": self.refused,
            "most_in_a_second": most,
            "most_in_a_chat": max(self.chats.values(), default=0),
            "seconds": seconds,
        }

    def meet(self, now: float, body: bytes) -> bytes:
        if self.limit and len(self.moments) - bisect_left(self.moments, now - 1.0 + 1e-9) >= self.limit:
            self.refused += 1
            return answer(
                b'{"ok":false,"error_code":429,"description":"Too Many Requests: retry after 1",'
                b'"parameters":{"retry_after":1}}',
                b"429 Too Many Requests",
            )
        self.moments.append(now)
        chat = _CHAT.search(body)
        if chat:
            self.chats[chat[1]] += 1
        return answer(
            b'{"ok":true,"result":{"message_id":%d,"date":1763888400,"chat":{"id":1,"type":"private",'
            b'"first_name":"A"},"from":{"id":2,"is_bot":true,"first_name":"B"},"text":"ok"}}' % len(self.moments)
        )


STATE = State()


def answer(body: bytes, status: bytes = b"200 OK") -> bytes:
    return b"HTTP/1.1 %s\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n" % (status, len(body)) + body


class Door(asyncio.Protocol):
    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport, self.buffer = transport, b""

    def data_received(self, data: bytes) -> None:
        self.buffer += data
        while True:
            head, blank, rest = self.buffer.partition(b"\r\n\r\n")
            if not blank:
                return
            found = _LENGTH.search(head)
            length = int(found[1]) if found else 0
            if len(rest) < length:
                return
            self.buffer = rest[length:]
            self.handle(head, rest[:length])

    def handle(self, head: bytes, body: bytes) -> None:
        target = urlsplit(head.split(b" ", 2)[1].decode())
        loop = asyncio.get_running_loop()
        if target.path == "/set":
            asked = parse_qs(target.query)
            STATE.set(float(asked["latency"][0]), int(asked.get("limit", ["0"])[0]))
            self.transport.write(answer(b"{}"))
        elif target.path == "/count":
            self.transport.write(answer(json.dumps(STATE.count()).encode()))
        elif target.path.endswith("/getMe"):
            self.transport.write(answer(b'{"ok":true,"result":{"id":2,"is_bot":true,"first_name":"B","username":"b"}}'))
        else:
            met = STATE.meet(loop.time(), body)
            if STATE.latency:
                loop.call_later(STATE.latency, self.write, met)
            else:
                self.write(met)

    def write(self, said: bytes) -> None:
        if not self.transport.is_closing():
            self.transport.write(said)


async def main() -> None:
    server = await asyncio.get_running_loop().create_server(Door, "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(main())
