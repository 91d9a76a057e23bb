"""The log: no secret gets through, whoever writes it and however it gets there."""

import io
import json
import logging
import subprocess
import sys
import threading
import warnings
from collections.abc import Callable, Iterator

import pytest
import structlog

from bot.logs import redact, set_up

TOKEN = "123456789:AAbbCCddEEffGGhhIIjjKKllMMnnOOppQQr"
ODD_TOKEN = "77:local-chat"
ADDRESS = f"https://api.telegram.org/bot{TOKEN}/sendMessage"


@pytest.fixture(autouse=True)
def _logging_as_it_was() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    hooks = sys.excepthook, sys.unraisablehook, threading.excepthook
    yield
    root.handlers[:] = handlers
    root.setLevel(level)
    sys.excepthook, sys.unraisablehook, threading.excepthook = hooks
    logging.captureWarnings(False)
    structlog.reset_defaults()


def logged(write: Callable[[], None], form: str = "json", level: str = "debug") -> str:
    out = io.StringIO()
    set_up(level, form, secrets=[ODD_TOKEN], stream=out)  # type: ignore[arg-type]
    write()
    return out.getvalue()


def in_an_event() -> None:
    structlog.get_logger("a").info(f"asked {ADDRESS} and {ODD_TOKEN}")


def in_a_field() -> None:
    structlog.get_logger("a").warning("asked", url=ADDRESS, nested={"deep": [TOKEN, ODD_TOKEN]})


def in_an_exception() -> None:
    try:
        try:
            raise ConnectionError(f"cannot connect to {ADDRESS} as {ODD_TOKEN}")
        except ConnectionError as error:
            raise RuntimeError(TOKEN) from error
    except RuntimeError:
        structlog.get_logger("a").exception("failed")


def in_a_local_variable() -> None:
    token, other = TOKEN, ODD_TOKEN
    try:
        raise ValueError(len(token + other))
    except ValueError:
        structlog.get_logger("a").exception("failed")


def in_a_library() -> None:
    logging.getLogger("some.library").error("POST %s took %s", ADDRESS, ODD_TOKEN)


def in_a_librarys_exception() -> None:
    try:
        raise OSError(ADDRESS, ODD_TOKEN)
    except OSError:
        logging.getLogger("some.library").exception("oh")


def in_a_warning() -> None:
    warnings.warn(f"deprecated: {ADDRESS} {ODD_TOKEN}", stacklevel=1)


def in_a_crash() -> None:
    try:
        raise KeyError(ADDRESS, ODD_TOKEN)
    except KeyError as error:
        sys.excepthook(KeyError, error, error.__traceback__)


EVERYWHERE = [
    in_an_event,
    in_a_field,
    in_an_exception,
    in_a_local_variable,
    in_a_library,
    in_a_librarys_exception,
    in_a_warning,
    in_a_crash,
]


@pytest.mark.parametrize("form", ["console", "json"])
@pytest.mark.parametrize("write", EVERYWHERE)
def test_no_line_holds_a_token(write: Callable[[], None], form: str) -> None:
    text = logged(write, form)
    assert text
    assert TOKEN not in text
    assert TOKEN.split(":")[1] not in text
    assert ODD_TOKEN not in text


@pytest.mark.parametrize("write", [in_a_library, in_a_crash, in_an_exception])
def test_for_machines_every_line_is_one_json_object(write: Callable[[], None]) -> None:
    lines = logged(write).splitlines()
    assert all({"event", "level", "timestamp"} <= json.loads(line).keys() for line in lines)


def test_a_stream_that_is_no_terminal_gets_json() -> None:
    assert json.loads(logged(in_an_event, form="auto"))["level"] == "info"


def test_a_line_that_cannot_be_written_gives_nothing_away(capsys: pytest.CaptureFixture[str]) -> None:
    logged(lambda: logging.getLogger("some.library").error("%d", TOKEN))
    assert TOKEN not in capsys.readouterr().err


def test_libraries_that_narrate_addresses_are_quiet() -> None:
    assert logged(lambda: logging.getLogger("httpx").info("HTTP Request: POST %s", ADDRESS)) == ""
    assert logged(lambda: logging.getLogger("aiohttp.access").info(ADDRESS)) == ""


def test_a_password_in_an_address_is_hidden_and_its_host_is_not() -> None:
    assert redact("postgresql://sitrep:hunter2@db.example/sitrep") == "postgresql://[hidden]@db.example/sitrep"


def test_what_only_looks_a_little_like_a_token_stays() -> None:
    text = "at 12:34:56 the total of 123456: see https://example.org/a:b and 10:AAAA"
    assert redact(text) == text


def test_a_crash_of_the_process_gives_nothing_away() -> None:
    program = f"""
import threading
from bot.logs import set_up
set_up("info", "json", secrets=[{ODD_TOKEN!r}])
def fall(): raise OSError({ADDRESS!r}, {ODD_TOKEN!r})
thread = threading.Thread(target=fall); thread.start(); thread.join()
class Untidy:
    def __del__(self): fall()
Untidy()
fall()
"""
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert ran.returncode == 1
    assert ran.stderr.count("crashed") == 2
    assert "clearing up" in ran.stderr
    assert TOKEN not in ran.stderr + ran.stdout
    assert ODD_TOKEN not in ran.stderr + ran.stdout
