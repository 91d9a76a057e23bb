"""Sentences that several pages share: changes, claimants, standing, age."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from answers.category_names import inside
from answers.page import Block, Line, Note, clean
from answers.words import Words, number, signed
from tally.series import Change
from tally.tally import Standing, Tally


def change_lines(words: Words, tally: Tally, change: Change | None) -> list[Block]:
    """How a total changed since the one known before it: gaps named, restatements set apart, a first report said to be
    one.
    """
    if tally.total is None:
        return [Line(words.say("gain-only", gain=tally.gain or 0))]
    if change is None:
        return [Line(words.say("first-report"))]
    amount = {"since": change.since, "n": change.days}
    if change.value == 0:
        said = words.say("no-change-since" if change.days == 1 else "no-change-over", **amount)
    else:
        said = words.say("change-since" if change.days == 1 else "change-over", change=change.value, **amount)
    lines: list[Block] = [Line(said)]
    if change.days > 1:
        lines.append(Line(words.say("days-missing", n=change.days - 1)))
    return [*lines, *restated_lines(words, change)]


def restated_lines(words: Words, change: Change) -> list[Block]:
    """What part of a change is restated, and what the bulletins printed where that is known of every day."""
    if not change.restated:
        return []
    if change.gain is None:
        return [Line(words.say("restated-in-part", restated=change.restated))]
    return [Line(words.say("restated", restated=change.restated, gain=change.gain, n=change.days))]


def mean_a_day(words: Words, change: Change) -> str:
    """The mean change a day, what is known to be restated taken out."""
    return words.say("mean-a-day", mean=mean(change))


def mean(change: Change) -> float | int:
    """Changes a day: whole from ten on, where a tenth says nothing, and small ones to the digit that shows."""
    value = (change.value - (change.restated or 0)) / change.days
    if value == 0 or abs(value) >= 10:
        return round(value)
    return round(value, 1 if abs(value) >= 0.1 else 2 if abs(value) >= 0.01 else 3)


def cell(words: Words, tally: Tally, change: Change | None) -> str:
    """A change in a table: signed, starred where a part is restated, a word where there is none."""
    if tally.total is None:
        return signed(tally.gain or 0, words.language)
    if change is None:
        return words.say("cell-first")
    return signed(change.value, words.language) + ("*" if change.restated else "")


def claim(words: Words, tallies: Iterable[Tally]) -> Note:
    """Who claims the figures, what personnel counts, and that nobody has verified them."""
    held = list(tallies)
    people = any(each.category == "personnel" for each in held)
    others = any(each.category != "personnel" for each in held)
    named = dict.fromkeys(each.claimed_by for each in held)
    who = tuple(dict.fromkeys(claimant(words, each) for each in named))
    message = "claim-mixed" if people and others else "claim-people" if people else "claim-equipment"
    return Note(words.say(message, n=len(who), who=who))


def claimant(words: Words, claimed_by: str) -> str:
    """The claimant's name in the reader's language where it is one we know, as the source gave it otherwise."""
    folded = claimed_by.casefold()
    if not folded:
        return words.say("claimant-ukraine")
    known = (each for each, said in _CLAIMANTS.items() if all(part in folded for part in said))
    message = next(known, None)
    return words.say(message) if message else words.say("claimant-other", name=clean(claimed_by, 80))


_CLAIMANTS = {
    "claimant-general-staff": ("general staff",),
    "claimant-ministry": ("ministry", "defen"),
    "claimant-foreign-ministry": ("ministry", "foreign", "ukrain"),
    "claimant-armed-forces": ("armed forces", "ukrain"),
    "claimant-military": ("military", "ukrain"),
}
"""Message -> what a claimant's name holds, as the reader gives it or a data set prints it."""


def standing(
    words: Words, tallies: Sequence[Tally], others: Mapping[str, tuple[int, ...]] | None = None
) -> list[Block]:
    """How well the figures are supported, one sentence for all where they agree; *others* are what sources give
    beside them.
    """
    others = others or {}
    standings = {each.standing for each in tallies}
    if len(standings) == 1 and not any(others.values()):
        return [Note(words.say(f"standing-{_key(standings.pop())}"))]
    blocks: list[Block] = []
    for each in (Standing.SINGLE, Standing.DIFFERS):
        names = tuple(_with_others(words, tally, others) for tally in tallies if tally.standing is each)
        if names:
            blocks.append(Note(words.say(f"standing-{_key(each)}-some", names=names)))
    return blocks


def _with_others(words: Words, tally: Tally, others: Mapping[str, tuple[int, ...]]) -> str:
    """The category's name, and every total that sources give where they differ."""
    called = inside(words, tally.category)
    given = others.get(tally.category, ())
    if not given or tally.total is None:
        return called
    totals = " / ".join(number(each, words.language) for each in sorted({tally.total, *given}))
    return f"{called} ({totals})"


def age(words: Words, latest: date, today: date) -> list[Block]:
    """How old the newest known day is; nothing while it is today's."""
    days = (today - latest).days
    if days <= 0:
        return []
    return [Note(words.say("age-yesterday" if days == 1 else "age-days", day=latest, today=today, n=days))]


def _key(standing: Standing) -> str:
    return standing.value.replace("_", "-")


def figure(words: Words, tally: Tally) -> str:
    """A tally in a sentence: its total, or the day's gain where there is no total."""
    if tally.total is None:
        return signed(tally.gain or 0, words.language)
    total = number(tally.total, words.language)
    return words.say("approximately", figure=total) if tally.approximate else total


def reason(words: Words, reasons: Sequence[str]) -> str | None:
    """The first of the judge's *reasons*, as a clause; None where there is none we have words for."""
    known = (f"reason-{each.replace('_', '-')}" for each in reasons)
    return next((words.say(each) for each in known if words.knows(each)), None)


def because(words: Words, reasons: Sequence[str], note: str | None = None, *, first: bool = False) -> str:
    """Why a figure was revised, as a clause: the reason, and the operator's own word if there is one."""
    why = reason(words, reasons) or words.say("reason-first" if first else "reason-not-told")
    return words.say("reason-with-note", reason=why, note=clean(note, 120)) if note else why
