"""The log: one line an event, for people in a terminal and as JSON elsewhere. No secret gets through."""

import logging
import re
import sys
import threading
from collections.abc import Collection
from typing import Any, Literal, TextIO

import structlog

_TOKEN = re.compile(r"(?<!\d)\d{6,12}:[A-Za-z0-9_-]{30,}")  # no \b in front: in addresses it follows "bot"
_PASSWORD = re.compile(r"(?<=://)[^\s/@:]*:[^\s/@]+(?=@)")
_HIDDEN = "[hidden]"

_TALKATIVE = ("aiohttp", "aiosqlite", "asyncio", "httpcore", "httpx", "matplotlib", "telegram")
"""Libraries that narrate at INFO; some of them narrate addresses."""


def redact(text: str, secrets: Collection[str] = ()) -> str:
    """`text` without bot tokens, passwords in addresses, and the given secrets."""
    for secret in secrets:
        text = text.replace(secret, _HIDDEN)
    return _PASSWORD.sub(_HIDDEN, _TOKEN.sub(_HIDDEN, text))


class _Redacting(structlog.stdlib.ProcessorFormatter):
    """Works on the finished line, so that no field, argument, traceback or library can carry a secret past it."""

    def __init__(self, secrets: Collection[str], **how: Any) -> None:
        super().__init__(**how)
        self._secrets = secrets

    def format(self, record: logging.LogRecord) -> str:
        return redact(super().format(record), self._secrets)


class _Handler(logging.StreamHandler[TextIO]):
    """Says that a line could not be written, without the stock handler's dump of its arguments."""

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - the library's name
        sys.stderr.write(f"a log line of {record.name} could not be written: {sys.exc_info()[0]}\n")


def set_up(
    level: str,
    form: Literal["auto", "console", "json"] = "auto",
    *,
    secrets: Collection[str] = (),
    stream: TextIO | None = None,
) -> None:
    """Send everything that is logged, crashes too, to `stream` (standard error), redacted."""
    out = stream or sys.stderr
    for_people = form == "console" or (form == "auto" and out.isatty())
    before: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.PositionalArgumentsFormatter(),
        structlog.processors.TimeStamper(fmt="%H:%M:%S" if for_people else "iso", utc=not for_people),
        structlog.processors.StackInfoRenderer(),
    ]
    structlog.configure(
        processors=[structlog.stdlib.filter_by_level, *before, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )
    handler = _Handler(out)
    handler.setFormatter(_Redacting(secrets, processors=_rendering(for_people, out.isatty()), foreign_pre_chain=before))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level.upper())
    for name in _TALKATIVE:
        logging.getLogger(name).setLevel(max(logging.WARNING, root.level))
    logging.captureWarnings(True)
    _log_crashes()


def _rendering(for_people: bool, colours: bool) -> list[structlog.typing.Processor]:
    drop = structlog.stdlib.ProcessorFormatter.remove_processors_meta
    if for_people:
        # The default traceback prints local variables, and some of them are secret.
        plain = structlog.dev.plain_traceback
        return [drop, structlog.dev.ConsoleRenderer(colors=colours, exception_formatter=plain, pad_event_to=0)]
    return [drop, structlog.processors.format_exc_info, structlog.processors.JSONRenderer(ensure_ascii=False)]


def _log_crashes() -> None:
    """Let what nobody caught go through the log too: in the main thread, in others, in finalizers."""
    log = logging.getLogger("sitrep")

    def crashed(kind: type[BaseException], error: BaseException, trace: Any) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.exit(130)
        log.critical("crashed", exc_info=(kind, error, trace))

    sys.excepthook = crashed
    threading.excepthook = lambda it: log.critical(
        "a thread crashed", exc_info=(it.exc_type, it.exc_value or it.exc_type(), it.exc_traceback)
    )
    sys.unraisablehook = lambda it: log.error(
        "an error in clearing up", exc_info=(it.exc_type, it.exc_value or it.exc_type(), it.exc_traceback)
    )
