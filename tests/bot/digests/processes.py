"""Senders in processes of their own."""

import asyncio
import os
import signal
import sys
from asyncio.subprocess import PIPE, Process
from itertools import count
from pathlib import Path
from typing import Self

_SCRIPT = Path(__file__).with_name("sender.py")
_ROOT = _SCRIPT.parents[3]
_NUMBERS = count(1)


class Senders:
    """Starts senders on one database and one Bot API server, and kills whatever is left of them."""

    def __init__(self, url: str, api: str, token: str, *, lease: float) -> None:
        self._arguments = [url, api, token, str(lease)]
        self._all: list[Process] = []

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        for each in self._all:
            if each.returncode is None:
                each.kill()
                await each.wait()

    async def start(self) -> Process:
        """A new sender, once it is at work."""
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            str(_SCRIPT),
            *self._arguments,
            str(next(_NUMBERS)),
            stdout=PIPE,
            env={**os.environ, "PYTHONPATH": str(_ROOT)},
        )
        self._all.append(process)
        assert process.stdout is not None
        assert (await process.stdout.readline()).startswith(b"ready")
        return process

    def freeze(self, process: Process) -> None:
        process.send_signal(signal.SIGSTOP)

    def thaw(self, process: Process) -> None:
        process.send_signal(signal.SIGCONT)
