"""Days in a text: dates whole or partial, month names, weekdays, and which of them is the bulletin's."""

import re
from datetime import date, timedelta
from functools import cache

from news.reading.items import C, D, Item, N, P, T, W
from tally.day import FIRST_DAY

_SPLIT = re.compile(r"[./,-]")
_IN_PATH = re.compile(r"/(20[12]\d)[/-](0?[1-9]|1[0-2])[/-](0?[1-9]|[12]\d|3[01])(?=[/_-])")
Partial = tuple[int | None, int | None, int | None]
"""Year, month, day, each None where the text does not say."""


def day_in_path(url: str | None) -> date | None:
    """The day that the path of *url* is filed under (`/2023/05/21/`), where outlets put that of publication."""
    found = _IN_PATH.search(url or "")
    return placed(int(found[2]), int(found[3]), int(found[1]), None) if found else None


def partial(item: Item) -> Partial:
    """What a date item says."""
    year, month, day = (int(part) if part else None for part in str(item.value).split("-"))
    return year, month, day


def _write(year: int | None, month: int | None, day: int | None) -> str:
    return f"{year or ''}-{month or ''}-{day or ''}"


def _digits(text: str) -> str:
    """A date in digits as `y-m-d`, '' if it is none. Day first, unless only month first makes sense."""
    parts = [int(part) for part in _SPLIT.split(text) if part]
    if len(parts) == 2:
        if all(len(part) == 2 for part in _SPLIT.split(text)) and 1 <= parts[0] <= 31 and 1 <= parts[1] <= 12:
            return _write(None, parts[1], parts[0])
        return ""
    if len(parts) != 3:
        return ""
    if parts[0] > 31:
        year, month, day = parts
    else:
        day, month, year = parts
        if month > 12 and day <= 12:
            day, month = month, day
    year += 2000 if year < 100 else 0
    return _write(year, month, day) if 1 <= month <= 12 and 1 <= day <= 31 and 2000 <= year <= 2100 else ""


@cache
def _month(tags: tuple[str, ...]) -> int:
    return next((int(tag[6:]) for tag in tags if tag[:6] == "month."), 0)


def _is_day(item: Item) -> bool:
    if item.kind == W and item.value == "#" and item.flags.isdigit():
        return 1 <= int(item.flags) <= 31 and item.end - item.start <= len(item.flags) + 2
    return item.kind == N and 1 <= float(item.value) <= 31 and item.end - item.start <= 2 and "w" not in item.flags


def _is_year(item: Item) -> bool:
    return item.kind == N and 1990 <= float(item.value) <= 2029 and item.end - item.start == 4 and not item.flags


def _year(item: Item) -> int:
    """The year that *item* behind a month names, with a case ending or without ("2023-го"); 0 if it names none."""
    if item.kind == W and item.value == "#" and len(item.flags) == 4 and item.end - item.start <= _ENDED:
        return int(item.flags) if item.flags.isdigit() and 1990 <= int(item.flags) <= 2029 else 0
    return int(item.value) if _is_year(item) else 0


_ENDED = len("2023-му")


_SHORT_MONTH = 4


def _shortened(item: Item) -> bool:
    """Whether a month's name may be cut short, so that a full stop behind it need not end the sentence."""
    return item.end - item.start <= _SHORT_MONTH


def _around_month(found: list[Item], out: list[Item], at: int, month: int) -> int:
    """Append the date whose month stands at *at* (a day before it is already in *out*); the index after it."""
    day, year, start, end = None, None, found[at].start, at + 1
    if (out and out[-1].kind == P and out[-1].value == "." and len(out) > 1 and _is_day(out[-2])) or (
        len(out) > 1 and out[-1].has("of") and _is_day(out[-2])
    ):
        out.pop()
    if out and _is_day(out[-1]):
        before = out.pop()
        day, start = int(before.flags if before.kind == W else before.value), before.start
    if end + 1 < len(found) and found[end].value == "." and (found[end + 1].kind == N or _shortened(found[at])):
        end += 1
    if day is None and end < len(found) and _is_day(found[end]):
        day, end = int(found[end].flags if found[end].kind == W else found[end].value), end + 1
        if end < len(found) and found[end].kind == W and found[end].glued:
            end += 1
    if ahead := _year_ahead(out):
        year, start = partial(out[-ahead])[0], out[-ahead].start
        del out[-ahead:]
    for step in (0, 1) if year is None else ():
        if end + step < len(found) and _year(found[end + step]):
            year, end = _year(found[end + step]), end + step + 1
            break
        if not (end < len(found) and (found[end].value in (",", "-", "/") or found[end].has("of"))):
            break
    first = _first_of_range(out, day)
    if first is not None:
        del out[-2:]
        out.append(Item(T, "range", first.start, found[end - 1].end, ("period",)))
    else:
        out.append(Item(D, _write(year, month, day), start, found[end - 1].end))
    if year and end < len(found) and found[end].has("yearword"):
        end += 1
    return end


def _year_ahead(out: list[Item]) -> int:
    """How many items that end *out* name the year of the month behind them: "2026. november 20-ig"; 0 if none."""
    last = len(out) - 1
    while last >= 0 and len(out) - last < _YEAR_ENDS and (out[last].value == "." or out[last].has("yearword")):
        last -= 1
    named = last >= 0 and out[last].kind == D and str(out[last].value)[-2:] == "--" and last < len(out) - 1
    return len(out) - last if named else 0


_YEAR_ENDS = 3
"""Items behind a year that may stand before its month: "2026 m. "."""


def _first_of_range(out: list[Item], last: int | None) -> Item | None:
    """The day that opens a range of some days ("from 9 to 15 March") and ends *out*; two days are one night."""
    if last is None or len(out) < 2 or not (out[-1].value == "-" or out[-1].has("to")) or not _is_day(out[-2]):
        return None
    first = out[-2]
    return first if first.kind == N and last - int(first.value) >= 2 else None


@cache
def _mark(tags: tuple[str, ...]) -> str:
    """Which part of a date a word with *tags* marks: y, m, d, or '' for none."""
    return next((tag[5:] for tag in tags if tag[:5] == "mark."), "")


def _counts(found: list[Item], at: int) -> bool:
    return at + 1 < len(found) and found[at + 1].kind == C and bool(found[at + 1].value)


_DATES = frozenset((D, N))


def dated(found: list[Item]) -> list[Item]:
    """*found* with every date as one item; clock times and bare years too."""
    out: list[Item] = []
    done = 0
    for at in [at for at, item in enumerate(found) if item.kind in _DATES or (item.kind == T and _month(item.tags))]:
        if at < done:
            continue
        item = found[at]
        out += found[done:at]
        done = at + 1
        if item.kind == T:
            done = _around_month(found, out, at, _month(item.tags))
        elif item.kind == D and not item.has("time"):
            text = _digits(str(item.value))
            out.append(Item(D, text, item.start, item.end) if text else Item(W, "#", item.start, item.end))
        elif item.kind == N and done < len(found) and found[done].tags and _mark(found[done].tags):
            done = _marked(found, out, at)
        elif _is_year(item) and not _counts(found, at) and _year_here(found, at):
            out.append(Item(D, _write(int(item.value), None, None), item.start, item.end))
        elif item.kind == N and done < len(found) and _of_war(item, found[done]):
            out.append(Item(W, "#", item.start, item.end, (), item.glued, str(item.value)))
            day = found[done]
            out.append(Item(T, day.value, day.start, day.end, ("daynumber",), day.glued))
            done += 1
        elif at and item.kind == N and found[at - 1].has("daynumber") and _numbers_day(found, at):
            out[-1] = Item(T, "", out[-1].start, out[-1].end, out[-1].tags, out[-1].glued)
            out.append(Item(W, "#", item.start, item.end, (), item.glued, str(item.value)))
        else:
            out.append(item)
    return out + found[done:]


_LAST_DAY = 5000
_LEAST_DAY = 30
"""Fewer of what also means "day" are days that are counted: "за 24 сутки"."""


def _of_war(number: Item, day: Item) -> bool:
    """Whether *number* and the word *day*, which also says "in one day", are a day of the war: "327 сутки"."""
    return day.kind == T and {"daynumber", "day"} <= {*day.tags} and _LEAST_DAY <= float(number.value) <= _LAST_DAY


def _numbers_day(found: list[Item], at: int) -> bool:
    """Whether the number behind the word "day" is that of a day of the war, and counts nothing: "day 150"."""
    item = found[at]
    return "w" not in item.flags and 1 <= float(item.value) <= _LAST_DAY and not _counts(found, at)


def _marked(found: list[Item], out: list[Item], at: int) -> int:
    """Dates whose parts carry marks: 2022年2月24日, 2월 24일."""
    parts: dict[str, int] = {}
    start = found[at].start
    here = at
    while here + 1 < len(found) and found[here].kind == N:
        name = _mark(found[here + 1].tags)
        if not name or name in parts:
            break
        parts[name] = int(found[here].value)
        here += 2
    if (
        parts.get("m", 1) > 12
        or parts.get("d", 1) > 31
        or parts.get("y", 2022) < 1900
        or ("d" in parts and len(parts) == 1)
    ):
        out.append(found[at])
        return at + 1
    out.append(Item(D, _write(parts.get("y"), parts.get("m"), parts.get("d")), start, found[here - 1].end, flags="m"))
    return here


def _year_here(found: list[Item], at: int) -> bool:
    before = found[at - 1] if at else None
    after = found[at + 1] if at + 1 < len(found) else None
    if before is not None and before.value == "+":
        return False
    if after is not None and (after.has("yearword") or after.kind == D):
        return True
    if before is not None and (before.has("since") or before.has("in") or before.kind == D or before.has("yearword")):
        return True
    thing = next((each for each in found[at + 1 : at + 4] if not each.has("skip")), None)
    return (thing is None or thing.kind != C) and (before is None or before.value not in ("-", ":"))


def partials(found: list[Item]) -> list[Partial]:
    """Year, month and day of each date among *found*, None for what it does not name; clock times are none."""
    return [partial(item) for item in found if item.kind == D and item.value and not item.tags]


def whole(found: list[Item]) -> list[date]:
    """The days among *found* whose year and month are named too; a month without a day counts from its first."""
    made = [placed(month, day or 1, year, None) for year, month, day in partials(found) if year and month]
    return [day for day in made if day]


def nearest_year(month: int, day: int, anchor: date) -> date | None:
    """The *day*.*month* that lies nearest to *anchor*, or None if there is no such day."""
    best: date | None = None
    for year in (anchor.year - 1, anchor.year, anchor.year + 1):
        try:
            each = date(year, month, day)
        except ValueError:
            continue
        if best is None or abs(each - anchor) < abs(best - anchor):
            best = each
    return best


def placed(month: int, day: int, year: int | None, anchor: date | None) -> date | None:
    """*day*.*month* of *year*, else the nearest to *anchor*; None if there is no such day, or neither is known."""
    if year is not None:
        try:
            return date(year, month, day)
        except ValueError:
            return None
    return nearest_year(month, day, anchor) if anchor else None


def on_weekday(month: int, day: int, weekday: int) -> date | None:
    """The one day of the war that is *day*.*month* and a *weekday* (0 is Monday); None if none is, or several are."""
    fits = []
    for year in range(2022, 2036):
        try:
            each = date(year, month, day)
        except ValueError:
            continue
        if each.weekday() == weekday and each >= FIRST_DAY:
            fits.append(each)
    return fits[0] if fits and (len(fits) == 1 or fits[1] - fits[0] > timedelta(days=1200)) else None
