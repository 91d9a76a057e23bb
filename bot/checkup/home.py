"""What lies on this machine: the settings and the time zones."""

import os
import stat
import sys
import zoneinfo
from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from bot.checkup.finding import Finding, amiss, fine, watch
from bot.config import Settings, misspelt, where_set

_SAMPLES = {"Europe/Kyiv": (2, 3), "America/New_York": (-5, -4), "Australia/Sydney": (11, 10)}
"""Zones whose clocks change: hours before UTC in January and in July."""

_OLD = 2
"""Years after which zone data has missed so many changes that somebody's digest comes at another hour."""


def look_at_settings(settings: Settings, env_file: Path) -> Iterator[Finding]:
    """How the settings are; *env_file* is the file they may be in."""
    origins = Counter(where_set(str(env_file)).values())
    given = [
        f"{number} from {'the environment' if name == 'environment' else name}" for name, number in origins.items()
    ]
    yield fine("settings", f"can be used: {', '.join(given).replace('from default', 'as they come')}")
    for wrong, meant in misspelt(str(env_file)):
        yield watch("settings", f"{wrong} in {env_file} is no setting", f"did you mean {meant}?")
    if settings.bot_token and not settings.admin_ids:
        yield watch("operators", "nobody is one", "write your Telegram user id in ADMIN_IDS to decide on held figures")
    if os.name == "posix" and env_file.is_file() and stat.S_IMODE(env_file.stat().st_mode) & 0o007:
        yield watch("settings", f"everybody on this machine can read {env_file}", f"chmod 600 {env_file}")


def look_at_zones(now: datetime) -> Finding:
    """Whether local times are computed from data that is there and not too old."""
    try:
        offsets = {name: _offsets(name, now.year) for name in _SAMPLES}
    except zoneinfo.ZoneInfoNotFoundError as error:
        return amiss("time zones", f"{error}", "install the data: pip install tzdata")
    wrong = [name for name, found in offsets.items() if found != _SAMPLES[name]]
    where = _version(Path(path)) if (path := _system()) else _packaged()
    if wrong:
        return amiss("time zones", f"{', '.join(wrong)} is wrong in the data of {where}", "update it (tzdata)")
    year = next((int(part[:4]) for part in where.split() if part[:4].isdigit()), now.year)
    if now.year - year >= _OLD:
        return watch(
            "time zones", f"the data is old: {where}", "update it (tzdata); zones change their rules every year"
        )
    local = datetime(now.year, 7, 1, 9, tzinfo=zoneinfo.ZoneInfo("Europe/Kyiv"))
    return fine("time zones", f"{where}; 09:00 in Kyiv is {local.astimezone(now.tzinfo):%H:%M} UTC in July")


def _offsets(name: str, year: int) -> tuple[float, float]:
    zone = zoneinfo.ZoneInfo(name)
    winter, summer = (datetime(year, month, 15, tzinfo=zone).utcoffset() or timedelta() for month in (1, 7))
    return winter / timedelta(hours=1), summer / timedelta(hours=1)


def _system() -> str | None:
    """Where the machine's own data is, which goes before the packaged."""
    return next((path for path in zoneinfo.TZPATH if (Path(path) / "Europe" / "Kyiv").is_file()), None)


def _version(folder: Path) -> str:
    try:
        with (folder / "tzdata.zi").open(encoding="utf-8") as file:
            return f"the machine's data {file.readline().removeprefix('# version').strip()}"
    except OSError:
        return f"the machine's data in {folder}"


def _packaged() -> str:
    try:
        return f"tzdata {version('tzdata')}"
    except PackageNotFoundError:
        return f"the data of Python {sys.version_info.major}.{sys.version_info.minor}"
