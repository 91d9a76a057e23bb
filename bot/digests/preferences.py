"""What people may choose about their digest, in the words that they type or press. Pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from answers.question import ask as read
from answers.typed import forms, meanings
from bot.digests.schedule import DAY, first
from bot.digests.zones import find_zone
from storage.subscriptions import Look, Rhythm, State, Subscription, Timing

WINDOW = Timing(False, 7 * 60 + 30, 22 * 60, 14 * 60, "Europe/Kyiv")
"""What a new subscription has: not before 07:30, not after 22:00, and a word at 14:00 when nothing has landed."""

_LONGEST_LIST = 200

_TIME = r"(\d{1,2})(?:[:.](\d{2}))?"
_SPAN = re.compile(rf"{_TIME}\s*[-–—]\s*{_TIME}")
_ONE = re.compile(_TIME)

RHYTHMS: Mapping[str, Rhythm] = {form: Rhythm(rhythm) for form, rhythm in meanings("rhythms").items()}

WEEKDAYS: Mapping[str, int] = {
    form: int(number) for section in ("weekdays", "short_weekdays") for form, number in meanings(section).items()
}


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why a choice was not understood: `about` names the setting; `nearest` are zones that may have been meant."""

    about: str
    nearest: tuple[str, ...] = ()


def fresh(chat: int, topic: int, rhythm: Rhythm, language: str) -> Subscription:
    """A new subscription, not kept yet."""
    return Subscription(0, chat, topic, rhythm, WINDOW, language, Look(), on_day=_usual_day(rhythm))


def changed(subscription: Subscription, setting: str, value: str, today: date) -> Subscription | Trouble:
    """*subscription* with *setting* changed to what *value* means."""
    change = _SETTINGS.get(setting)
    value = value.strip().casefold()[:_LONGEST_LIST]
    if change is None:
        return Trouble("setting")
    return change(subscription, value, today) or Trouble(setting)


def rescheduled(subscription: Subscription, now: datetime, landed: date | None) -> Subscription:
    """*subscription* with what comes first from now on. A day whose figures are there already has been shown."""
    if subscription.state is not State.ACTIVE:
        return replace(subscription, upcoming=None)
    return replace(subscription, upcoming=first(subscription, now, after=landed))


def _rhythm(subscription: Subscription, value: str, today: date) -> Subscription | None:
    word, *rest = value.split() or [""]
    rhythm = RHYTHMS.get(word)
    if rhythm is None:
        return None
    on_day = _usual_day(rhythm)
    if rest and rhythm is Rhythm.WEEKLY:
        if rest[-1] not in WEEKDAYS:
            return None
        on_day = WEEKDAYS[rest[-1]]
    if rest and rhythm is Rhythm.MONTHLY:
        if not rest[-1].isdecimal() or not 1 <= int(rest[-1]) <= 31:
            return None
        on_day = int(rest[-1])
    return replace(subscription, rhythm=rhythm, on_day=on_day)


def _when(subscription: Subscription, value: str, today: date) -> Subscription | None:
    timing = subscription.timing
    if value in forms("choices", "landing"):
        return replace(subscription, timing=replace(WINDOW, zone=timing.zone))
    if span := _SPAN.fullmatch(value):
        opens, closes = _minute(span[1], span[2]), _minute(span[3], span[4])
        if opens is None or closes is None or opens == closes:
            return None
        late = timing.late if timing.late and opens < timing.late < closes else None
        closes += DAY if closes < opens else 0
        return replace(subscription, timing=Timing(False, opens, closes, late, timing.zone))
    minute = _one_minute(value)
    return None if minute is None else replace(subscription, timing=Timing(True, minute, minute, None, timing.zone))


def _late(subscription: Subscription, value: str, today: date) -> Subscription | None:
    timing = subscription.timing
    if switch(value) is False:
        return replace(subscription, timing=replace(timing, late=None))
    minute = _one_minute(value)
    if minute is None or timing.fixed or not timing.opens < minute < timing.closes:
        return None
    return replace(subscription, timing=replace(timing, late=minute))


def _what(subscription: Subscription, value: str, today: date) -> Subscription | None:
    """`all`, a list of categories, or one with a sign before it: `+tanks`, `-tanks`."""
    if value in forms("choices", "all"):
        return replace(subscription, look=replace(subscription.look, categories=()))
    had = set(subscription.look.categories)
    sign = value[:1] if value[:1] in "+-" else ""
    named = [read(part, today).category for part in value.lstrip("+-").split(",") if part.strip()]
    if not named or None in named:
        return None
    slugs = {slug for slug in named if slug}
    chosen = had | slugs if sign == "+" else had - slugs if sign == "-" else slugs
    return replace(subscription, look=replace(subscription.look, categories=tuple(sorted(chosen))))


def _layout(subscription: Subscription, value: str, today: date) -> Subscription | None:
    layout = next((each for each in ("table", "card") if value in forms("choices", each)), None)
    return None if layout is None else replace(subscription, look=replace(subscription.look, layout=layout))


def _summaries(subscription: Subscription, value: str, today: date) -> Subscription | None:
    on = switch(value)
    return None if on is None else replace(subscription, look=replace(subscription.look, summaries=on))


def _silent(subscription: Subscription, value: str, today: date) -> Subscription | None:
    on = switch(value)
    return None if on is None else replace(subscription, silent=on)


_SETTINGS = {
    "rhythm": _rhythm,
    "when": _when,
    "late": _late,
    "what": _what,
    "layout": _layout,
    "summaries": _summaries,
    "silent": _silent,
}


def with_zone(subscription: Subscription, text: str) -> Subscription | Trouble:
    """*subscription* in the zone that *text* names."""
    found = find_zone(text)
    if found.name is None:
        return Trouble("zone", found.nearest)
    return replace(subscription, timing=replace(subscription.timing, zone=found.name))


def switch(value: str) -> bool | None:
    """On or off; None for neither."""
    value = value.strip().casefold()
    return True if value in forms("choices", "on") else False if value in forms("choices", "off") else None


def _usual_day(rhythm: Rhythm) -> int:
    return 1 if rhythm is Rhythm.MONTHLY else 0


def _one_minute(value: str) -> int | None:
    match = _ONE.fullmatch(value)
    return _minute(match[1], match[2]) if match else None


def _minute(hours: str, minutes: str | None) -> int | None:
    minute = int(hours) * 60 + int(minutes or 0)
    return minute if int(hours) < 24 and int(minutes or 0) < 60 else None
