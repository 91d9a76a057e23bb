"""What a chat has chosen about its digest, in sentences."""

from collections.abc import Sequence
from datetime import date, timedelta

from answers.category_names import inside, name
from answers.page import Block, Heading, Line, Note, Page
from answers.words import Words
from storage.subscriptions import Alert, Rhythm, State, Subscription

Alerts = Sequence[tuple[Alert, str, int]]

_MONDAY = date(2024, 1, 1)


def subscription_page(words: Words, subscription: Subscription, alerts: Alerts, city: str) -> Page:
    """Everything that is chosen, and what comes next. *city* is what the zone is called."""
    blocks: list[Block] = [Heading(words.say("settings-heading"))]
    if subscription.state is not State.ACTIVE:
        blocks.append(Line(words.say(f"settings-{subscription.state.value}")))
    blocks += [Line(f"• {each}") for each in _choices(words, subscription, alerts, city)]
    if subscription.upcoming is not None and subscription.state is State.ACTIVE:
        blocks.append(Note(words.say("settings-next", day=subscription.upcoming.day)))
    return blocks


def _choices(words: Words, subscription: Subscription, alerts: Alerts, city: str) -> list[str]:
    look, timing = subscription.look, subscription.timing
    chosen = [_rhythm(words, subscription)]
    if subscription.rhythm is not Rhythm.EVENTS:
        values = {"at": clock(timing.opens), "until": clock(timing.closes), "city": city}
        chosen.append(words.say("settings-fixed" if timing.fixed else "settings-window", **values))
        if timing.late is not None and not timing.fixed:
            chosen.append(words.say("settings-late", at=clock(timing.late)))
    names = tuple(inside(words, each) for each in look.categories)
    what = words.say("settings-categories", names=names) if names else words.say("settings-all")
    extent = words.say("settings-with-summaries" if look.summaries else "settings-without-summaries")
    return [
        *chosen,
        what,
        words.say("settings-look", layout=words.say(f"settings-{look.layout}"), extent=extent),
        words.say("settings-silent" if subscription.silent else "settings-sound"),
        _alerts(words, alerts),
    ]


def _rhythm(words: Words, subscription: Subscription) -> str:
    if subscription.rhythm is Rhythm.WEEKLY:
        return words.say("settings-weekly", weekday=_MONDAY + timedelta(days=subscription.on_day))
    if subscription.rhythm is Rhythm.MONTHLY:
        return words.say("settings-monthly", day=subscription.on_day)
    return words.say(f"settings-{subscription.rhythm.value}")


def _alerts(words: Words, alerts: Alerts) -> str:
    told = []
    for sort, category, above in alerts:
        if sort is Alert.ABOVE:
            told.append(words.say("settings-alert-above", name=name(words, category), above=above))
        else:
            told.append(words.say(f"settings-alert-{sort.value}"))
    return words.say("settings-alerts", alerts=tuple(told)) if told else words.say("settings-no-alerts")


def clock(minute: int) -> str:
    """A minute of the day as people write it."""
    return f"{minute % 1440 // 60:02}:{minute % 60:02}"
