"""Slips of the pen: what may have happened to a number between a bulletin and a page."""

from collections.abc import Callable, Iterator

from tally.verdict import Reason


def slip(written: int, meant: int) -> Reason | None:
    """Which single slip turns *meant* into *written*; None where none does, or where they are equal."""
    if written == meant or written < 0 or meant < 0:
        return None
    here, there = str(written), str(meant)
    if _thousands(written, meant):
        return Reason.THOUSANDS_SLIP
    if len(here) == len(there):
        return _same_length(here, there)
    if len(here) + 1 == len(there) and written in set(shortened(meant)):
        return Reason.DROPPED_DIGIT
    if len(there) + 1 == len(here) and written in set(doubled(meant)):
        return Reason.DOUBLED_DIGIT
    return None


def explain(written: int, fits: Callable[[int], bool]) -> Reason | None:
    """The slip that would have turned a figure that *fits* into *written*; the undoing that fits first is named.

    A digit that was lost could have been any, so each is tried. A wrong digit is not sought: most numbers are one
    digit away from one that fits.
    """
    if written < 0:
        return None
    for candidates, reason in (
        (swapped(written), Reason.SWAPPED_DIGITS),
        (_single(written), Reason.DOUBLED_DIGIT),
        (_slipped(written), Reason.THOUSANDS_SLIP),
        (_lengthened(written), Reason.DROPPED_DIGIT),
    ):
        if any(fits(candidate) for candidate in candidates):
            return reason
    return None


def swapped(number: int) -> Iterator[int]:
    """*number* with two neighbouring digits exchanged, in every way that changes it and keeps its length."""
    text = str(number)
    for at in range(len(text) - 1):
        if text[at] != text[at + 1] and (at or text[1] != "0"):
            yield int(text[:at] + text[at + 1] + text[at] + text[at + 2 :])


def shortened(number: int) -> Iterator[int]:
    """*number* with one digit left out, in every way."""
    text = str(number)
    if len(text) > 1:
        yield from {int(text[:at] + text[at + 1 :]) for at in range(len(text))}


def doubled(number: int) -> Iterator[int]:
    """*number* with one digit written twice, in every way."""
    text = str(number)
    yield from {int(text[: at + 1] + text[at:]) for at in range(len(text))}


def _single(number: int) -> Iterator[int]:
    text = str(number)
    for at in range(len(text) - 1):
        if text[at] == text[at + 1]:
            yield int(text[:at] + text[at + 1 :])


def _slipped(number: int) -> Iterator[int]:
    yield number * 1000
    if number >= 1000:
        yield from (part for part in (number // 1000, number % 1000) if part)


def _lengthened(number: int) -> Iterator[int]:
    text = str(number)
    for at in range(len(text) + 1):
        for digit in "0123456789":
            yield int(text[:at] + digit + text[at:])


def _thousands(written: int, meant: int) -> bool:
    low, high = sorted((written, meant))
    return high >= 1000 and low != 0 and low in (high // 1000, high % 1000)


def _same_length(here: str, there: str) -> Reason | None:
    apart = [at for at, (one, other) in enumerate(zip(here, there, strict=True)) if one != other]
    if len(apart) == 1:
        return Reason.WRONG_DIGIT
    first, last = apart[0], apart[-1]
    if len(apart) == 2 and last == first + 1 and here[first] == there[last] and here[last] == there[first]:
        return Reason.SWAPPED_DIGITS
    return None
