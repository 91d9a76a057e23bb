"""A Bot API server that hands out `/latest` and waits for the answers; it costs next to nothing and prints its port.

`POST /load?many=5000&rate=0&chats=1000000&faults=0` makes so many updates ready: all at once, or `rate` a second, each
from another chat. With `faults` every so manieth call is met with a trouble, one kind after the other.
`GET /stats` gives what was answered since: how many, in how many seconds, and the milliseconds from an update's
readiness to its answer's arrival here.
"""

import asyncio
import json
import re
import time
from itertools import cycle
from urllib.parse import parse_qs, urlsplit

from _bot_api import Door, answer

_OFFSET = re.compile(rb'offset"?[=:]\s*"?(-?\d+)')
_CHAT = re.compile(rb'chat_id"?[=:]\s*"?(-?\d+)')
_FIRST_CHAT = 5_000_000
_OTHERS = {
    "getMe": b'{"id":2,"is_bot":true,"first_name":"B","username":"bench_bot"}',
    "getMyCommands": b"[]",
    "getWebhookInfo": b'{"url":"","has_custom_certificate":false,"pending_update_count":0}',
    "getMyName": b'{"name":""}',
    "getMyDescription": b'{"description":""}',
    "getMyShortDescription": b'{"short_description":""}',
}
_TROUBLES = ("429", "500", "502", "cut", "slow")


class Load:
    """Updates on their way, and what came back."""

    def __init__(self, first: int = 1, many: int = 0, rate: float = 0.0, chats: int = 1, faults: int = 0) -> None:
        self.first, self.many, self.rate, self.chats, self.faults = first, many, rate, chats, faults
        self.began = time.monotonic()
        self.given_at: dict[int, float] = {}  # chat -> when its update was ready
        self.taken: list[float] = []
        self.last = self.began
        self.calls = 0
        self.troubles = cycle(_TROUBLES)

    def begin(self) -> None:
        if not self.given_at:
            self.began = time.monotonic()

    def ready(self) -> int:
        """How many updates are ready by now."""
        return min(self.many, int((time.monotonic() - self.began) * self.rate) + 1) if self.rate else self.many

    def coming(self, offset: int) -> bool:
        """Whether there are more than `offset` asks for, now or later."""
        return offset < self.first + self.many

    def updates(self, offset: int) -> bytes:
        start = max(0, offset - self.first)
        return b",".join(self._update(each) for each in range(start, min(start + 100, self.ready())))

    def _update(self, index: int) -> bytes:
        number = self.first + index
        chat = _FIRST_CHAT + number * 7_919 % self.chats
        ready = self.began + index / self.rate if self.rate else time.monotonic()
        self.given_at.setdefault(chat, ready)
        return (
            b'{"update_id":%d,"message":{"message_id":%d,"date":%d,"from":{"id":%d,"is_bot":false,"first_name":"Reader",'
            b'"language_code":"en"},"chat":{"id":%d,"type":"private","first_name":"Reader"},"text":"/latest",'
            b'"entities":[{"type":"bot_command","offset":0,"length":7}]}}' % (number, number, time.time(), chat, chat)
        )

    def answered(self, chat: int) -> None:
        ready = self.given_at.get(chat)
        if ready is not None:
            self.last = time.monotonic()
            self.taken.append(self.last - ready)

    def stats(self) -> dict[str, float]:
        taken = sorted(self.taken) or [0.0]
        return {
            "answered": len(self.taken),
            "seconds": self.last - self.began,
            "p50_ms": taken[len(taken) // 2] * 1000,
            "p99_ms": taken[int(len(taken) * 0.99)] * 1000,
            "calls": self.calls,
        }


class Updates(Door):
    load = Load()

    def handle(self, head: bytes, body: bytes) -> None:
        target = urlsplit(head.split(b" ", 2)[1].decode())
        method = target.path.rpartition("/")[2]
        if target.path == "/load":
            asked = {name: float(value[0]) for name, value in parse_qs(target.query).items()}
            before = Updates.load
            Updates.load = Load(
                before.first + before.many, int(asked["many"]), asked["rate"], int(asked["chats"]), int(asked["faults"])
            )
            self.transport.write(answer(b"{}"))
        elif target.path == "/stats":
            self.transport.write(answer(json.dumps(self.load.stats()).encode()))
        elif method.lower() == "getupdates":
            found = _OFFSET.search(body) or _OFFSET.search(target.query.encode())
            self._poll(int(found[1]) if found else 0, time.monotonic() + 10.0)
        elif method in _OTHERS:
            self._result(_OTHERS[method])
        else:
            self._call(method, body)

    def _poll(self, offset: int, until: float) -> None:
        self.load.begin()
        updates = self.load.updates(offset)
        if updates or time.monotonic() >= until:
            self._result(b"[%s]" % updates)
        else:
            # While none are on their way the server is to cost nothing: another bot is being measured.
            soon = 0.002 if self.load.coming(offset) else 0.05
            asyncio.get_running_loop().call_later(soon, self._poll, offset, until)

    def _call(self, method: str, body: bytes) -> None:
        load = self.load
        load.calls += 1
        trouble = next(load.troubles) if load.faults and load.calls % load.faults == 0 else ""
        if trouble == "cut":
            self.transport.abort()
        elif trouble in ("500", "502"):
            self.write(answer(b'{"ok":false,"error_code":500,"description":"Internal Server Error"}', trouble.encode()))
        elif trouble == "429":
            again = b'{"ok":false,"error_code":429,"description":"Too Many Requests","parameters":{"retry_after":1}}'
            self.write(answer(again, b"429 Too Many Requests"))
        else:
            chat = _CHAT.search(body)
            if method.startswith("send") and chat:
                load.answered(int(chat[1]))
            result = (
                b'{"message_id":%d,"date":1763888400,"chat":{"id":%d,"type":"private","first_name":"A"},'
                b'"from":{"id":2,"is_bot":true,"first_name":"B"},"text":"ok"}'
                % (load.calls, int(chat[1]) if chat else 1)
            )
            if trouble == "slow":
                asyncio.get_running_loop().call_later(2.0, self._result, result)
            else:
                self._result(result if method.startswith(("send", "edit")) else b"true")

    def _result(self, result: bytes) -> None:
        self.write(answer(b'{"ok":true,"result":%s}' % result))


async def main() -> None:
    server = await asyncio.get_running_loop().create_server(Updates, "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(main())
