"""The built root tried as a container would run it: its own user, a read-only root, one folder to write to."""

import json
import os
import shlex
import signal
import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from steps import Stage

PATIENCE = 180.0
"""Seconds until it must be up, or have drawn: machines that check are slow."""

STOPPED = 15.0
"""Seconds between SIGTERM and the end, as compose.yaml grants."""


def tried(root: Path, stage: Stage) -> int:
    """0 when the bot in *root* does all it should, 1 at the first thing that is amiss."""
    size = sum(each.lstat().st_size for each in root.rglob("*") if each.is_file() and not each.is_symlink())
    with volume(root, stage) as user:
        print(f"the root holds {size / 1e6:.0f} MB; the bot is user {user} in it", flush=True)
        for command in (["--version"], ["say", "/latest tanks"], ["doctor", "--offline"]):
            done = subprocess.run(
                inside(root, stage, ["sitrep", *command]), capture_output=True, text=True, check=False
            )
            print(f"sitrep {shlex.join(command)}: {done.returncode}")
            if done.returncode or "Traceback" in done.stderr:
                print(done.stdout, done.stderr)
                return 1
        writes = subprocess.run(inside(root, stage, ["touch", "/opt/sitrep/mine"]), capture_output=True, check=False)
        if writes.returncode == 0:
            print("the root can be written to")
            return 1
        return running(root, stage)


def running(root: Path, stage: Stage) -> int:
    """Start what the Containerfile starts, in a local chat, and see how it does."""
    chat, health = free_port(), free_port()
    settings = {"LOCAL_CHAT_PORT": str(chat), "HEALTH_LISTEN": f"127.0.0.1:{health}"}
    entry, command = stage.last("ENTRYPOINT"), stage.last("CMD")
    started = [*(entry.words() if entry else []), *(command.words() if command else [])]
    with subprocess.Popen(inside(root, stage, started, settings), start_new_session=True) as bot:
        try:
            healthy = until(
                lambda: (
                    subprocess.run(
                        inside(root, stage, stage.health(), settings), capture_output=True, check=False
                    ).returncode
                    == 0
                )
            )
            drawn = healthy and draws(f"http://127.0.0.1:{chat}")
            print(f"healthy: {healthy}; draws a picture: {drawn}")
            began = time.monotonic()
            os.killpg(bot.pid, signal.SIGTERM)
            code = bot.wait(STOPPED)
            print(f"told to stop, it ended with {code} in {time.monotonic() - began:.1f} s")
            return 0 if drawn and code == 0 else 1
        finally:
            if bot.poll() is None:
                os.killpg(bot.pid, signal.SIGKILL)


def draws(address: str) -> bool:
    """Whether `/card`, sent in the local chat, is answered with a picture."""
    post(address, "start", {})
    chat = next(each["id"] for each in asked(f"{address}/chat/state")["chats"] if each["type"] == "private")
    post(address, "say", {"chat": chat, "text": "/card"})
    return until(lambda: '"photo"' in json.dumps(asked(f"{address}/chat/state")))


def post(address: str, act: str, given: dict[str, Any]) -> None:
    """Do *act* for the pretend person of the local chat."""
    request = urllib.request.Request(
        f"{address}/chat/do/{act}", json.dumps(given).encode(), {"Content-Type": "application/json"}
    )
    urllib.request.urlopen(request, timeout=30).read()


def asked(address: str) -> Any:
    """The JSON at *address*."""
    with urllib.request.urlopen(address, timeout=30) as answer:
        return json.load(answer)


def until(true: Any) -> bool:
    """Whether *true* came true within `PATIENCE`."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if true():
            return True
        time.sleep(0.5)
    return False


@contextmanager
def volume(root: Path, stage: Stage) -> Iterator[str]:
    """Mount *root* read-only over itself and a folder beside it over each VOLUME; the user who may write there."""
    user = stage.last("USER")
    folders = [each for step in stage.steps if step.keyword == "VOLUME" for each in step.words()]
    assert user is not None
    mounted: list[Path] = []
    try:
        mount(mounted, root, "--bind", str(root))
        mount(mounted, root / "dev", "--rbind", "/dev")
        mount(mounted, root / "proc", "-t", "proc", "proc")
        mount(mounted, root, "-o", "remount,bind,ro", again=True)
        for folder in folders:
            data = root.with_name(f"{root.name}-volume{folder.replace('/', '-')}")
            data.mkdir(exist_ok=True)
            os.chown(data, *map(int, user.rest.split(":")))
            mount(mounted, root / folder.lstrip("/"), "--bind", str(data))
        yield user.rest
    finally:
        for each in reversed(mounted):
            subprocess.run(["umount", "--lazy", "--recursive", str(each)], check=False)


def mount(mounted: list[Path], target: Path, *how: str, again: bool = False) -> None:
    """Mount at *target* and write it down, so that it is undone."""
    subprocess.run(["mount", *how, str(target)], check=True)
    if not again:
        mounted.append(target)
        subprocess.run(["mount", "--make-rprivate", str(target)], check=True)


def inside(root: Path, stage: Stage, command: list[str], settings: dict[str, str] | None = None) -> list[str]:
    """*command* as the Containerfile's user in *root*, with its environment and *settings* alone."""
    user, where = stage.last("USER"), stage.last("WORKDIR")
    given = [f"{name}={value}" for name, value in (stage.environment() | (settings or {})).items()]
    path = stage.environment()["PATH"]
    shell = f"cd {where.rest if where else '/'} && exec {shlex.join(command)}"
    assert user is not None
    return [
        "env",
        "-i",
        f"PATH={path}:/usr/sbin",
        "chroot",
        f"--userspec={user.rest}",
        "--groups=",
        str(root),
        "env",
        *given,
        "sh",
        "-c",
        shell,
    ]


def free_port() -> int:
    """A port of this machine that nobody listens at."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])
