"""Entries that are decided together, and how: a sentence or a list is about one time."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from news.reading.binding import Entry
from news.reading.clauses import Sentence
from news.reading.dates import partials, whole
from news.reading.growth import day_of_totals
from news.reading.items import C, D, N, T, W
from news.reading.marks import GAIN, NO, TIME, TOTAL
from news.reading.sizes import DAY_LIMIT, FIRST, FLOOR, HIGHEST, floors
from news.reading.timing import number_of_day
from tally.day import day_of_number

_MOST = 60
"""Entries of one list; a longer list is decided in parts."""


_SPEAKS = frozenset((*TIME, "reject"))


@dataclass(slots=True)
class Mood:
    """What the text is about at a point: which time, who speaks, and whether this may be a tally at all.

    `resumed` is the paragraph in which the tally goes on after another counter spoke.
    """

    time: str = ""
    speaker: str = ""
    barred: str = ""
    heard: bool = False
    known: bool = False
    paragraph: int = 0
    resumed: int = -1
    ground: bool = False
    least: Mapping[str, int] = field(default_factory=lambda: FLOOR)
    late: bool = False
    daily: int = -9
    claimants: list[str] = field(default_factory=list)
    published: date | None = None


@dataclass(slots=True)
class Reading:
    """All entries of a text that could be figures, each with its role.

    `refused` are the figures that were left out; `disowned` says that some are another side's or another counter's.
    `denied` maps those that are surely none of the tally's, Ukraine's losses (`owned`) and sums of several things, to
    the sentence that said so: it takes the same figure back wherever it stood before.
    """

    entries: list[Entry] = field(default_factory=list)
    claimants: list[str] = field(default_factory=list)
    refused: set[tuple[str | None, int]] = field(default_factory=set)
    disowned: bool = False
    owned: set[tuple[str | None, int]] = field(default_factory=set)
    denied: dict[tuple[str | None, int], int] = field(default_factory=dict)
    least: Mapping[str, int] = field(default_factory=lambda: FLOOR)


_SHORT, _AROUND = 8, 2


def _fragment(sentence: Sentence) -> bool:
    """Whether a sentence is but a number and its thing: "Over 360 tanks. 1205 vehicles smashed to bits." """
    if len(sentence.clauses) != 1 or len(sentence.clauses[0].items) > _SHORT:
        return False
    clause = sentence.clauses[0]
    if not {N, C} <= clause.kinds:
        return False
    bare = [item for item in clause.items if item.kind not in (N, C, T) and item.value != ":"]
    return not bare or (clause.items[0].kind == N and len(bare) <= _AROUND and all(item.kind == W for item in bare))


@dataclass(slots=True)
class Block:
    """Entries that are decided together: those of a sentence, or of the lines of one list."""

    undecided: list[Entry] = field(default_factory=list)
    decided: list[Entry] = field(default_factory=list)
    ground: bool = False
    open: bool = False
    last: Entry | None = None

    def takes(self, sentence: Sentence) -> bool:
        """Whether *sentence* is one more line of the list."""
        line = (
            (sentence.opens or _fragment(sentence))
            and len(sentence.clauses) <= 3
            and not sentence.spoken
            and sentence.names.isdisjoint(_SPEAKS)
            and not ("sum" in sentence.names and bool(self.undecided) and not _fragment(sentence))
        )
        was, self.open = self.open, line
        return was and line and len(self.undecided) < _MOST

    def close(self, mood: Mood) -> None:
        """Decide what is undecided."""
        decide(self, mood)
        self.undecided, self.decided, self.ground = [], [], False


def lift(block: Block, before: Entry | None, entry: Entry, sure: str) -> None:
    """Make the number before a total of the same thing its gain: "20 tanks, so that the total grows to 5,466"."""
    if (
        before is None
        or before.slug != entry.slug
        or before.sentence != entry.sentence
        or before.clause == entry.clause
    ):
        return
    if (
        entry.role == TOTAL
        and sure in ("own", "weak")
        and before in block.undecided
        and 10 * before.value < entry.value
    ):
        before.role = GAIN
        block.undecided.remove(before)


_MONTHLY = 10
"""So many times what a day can hold may be a month's sum, where the text is about one."""


def check(sentence: Sentence, entry: Entry, mood: Mood) -> None:
    """Correct "a total of 710 soldiers" said of one day, and "another" said of what no day can hold."""
    slug = entry.slug or ""
    names = sentence.names
    few = (
        mood.time == NO
        and not sentence.spoken
        and "since" not in names
        and entry.value < _MONTHLY * DAY_LIMIT.get(slug, 0)
    )
    elsewhere = few or (mood.time not in (TOTAL, GAIN) and not entry.voice)
    if entry.role == TOTAL and elsewhere and not {"losses", "russia"} <= names:
        entry.role = NO
    elif entry.role == TOTAL and entry.value < mood.least.get(slug, 1):
        daily = mood.time == GAIN or "day" in sentence.names
        entry.role = GAIN if daily and entry.value <= DAY_LIMIT.get(slug, 0) else NO
    elif entry.role == GAIN and entry.value > DAY_LIMIT.get(slug, 0):
        entry.role = NO if entry.number.flags == "a" and "more" in names else ""


def ground(sentence: Sentence, entries: list[Entry], mood: Mood) -> bool:
    """Whether a sentence that says no time can still be a tally.

    So can a list of things, a claimant and a loss, or Russia's losses in men where they are as many as the tally's.
    """
    if len({each.slug for each in entries}) >= 3:
        return True
    least = least_men(mood)
    many = least and any(each.slug == "personnel" and each.value >= least for each in entries)
    if many and "russia" in sentence.names and (sentence.spoken or "losses" in sentence.names):
        return True
    return sentence.spoken and "losses" in sentence.names


_WEIGHED = 50_000
"""A total of personnel, exact or surely told, from which on one line tells the time and weighs the others."""
_LATE = 100_000
"""The least tally of personnel that tells men from other things; a total so large tells the time though it is round."""

_FEW = 4
"""A longer list of which most things are too few for the tally is another list: a season's, a front's."""

_SOON = 3
"""So many sentences after a day's losses of personnel a list may still go on with them."""


def _men(least: Mapping[str, int]) -> int:
    return least["personnel"]


def least_men(mood: Mood) -> int:
    """The least that the tally of personnel can stand at, 0 while that is too few to tell men from other things."""
    least = _men(mood.least)
    return least if least >= _LATE else 0


_LATE_DAY = 60
"""From this day of the war on its number tells how large the tally must be."""


def _first_days(sentence: Sentence) -> bool:
    """Whether losses are told as of one of the war's first days: "by the morning of 25 February"."""
    told = [clause for clause in sentence.clauses if D in clause.kinds and "asof" in clause.tags]
    days = [day for clause in told for day in partials(clause.items)]
    return any(year in (None, 2022) and (2, 24) < (month or 0, day or 0) <= (3, 3) for year, month, day in days if day)


def place(sentence: Sentence, mood: Mood) -> None:
    """Note how far the war is: by a day's number, or where a sentence counts losses and names a day with its year."""
    for clause in sentence.clauses:
        for at, item in enumerate(clause.items if "daynumber" in clause.tags else ()):
            number = number_of_day(clause.items, at) if item.has("daynumber") else None
            if number is not None and number >= _LATE_DAY:
                mood.least = max(mood.least, floors(day_of_number(number)), key=_men)
    if mood.least is FLOOR and not mood.late and "losses" in sentence.names and _first_days(sentence):
        mood.least = FIRST
    if "losses" not in sentence.names or not any(clause.counted for clause in sentence.clauses):
        return
    days = [day for clause in sentence.clauses if D in clause.kinds for day in whole(clause.items)]
    if days:
        mood.least = max(mood.least, floors(max(days)), key=_men)


def weigh(entries: list[Entry], mood: Mood) -> None:
    """Note how far the war is, and in which sentence a day's losses were told."""
    for each in entries:
        men = each.slug == "personnel" and each.role == TOTAL and _WEIGHED <= each.value <= HIGHEST["personnel"]
        if men and (each.value % 1000 or each.value >= _LATE or not each.tie) and not mood.late:
            mood.late = True
            mood.least = max(mood.least, floors(day_of_totals({"personnel": each.value})), key=_men)
        mood.daily = each.sentence if each.slug == "personnel" and each.role == GAIN else mood.daily


_NO_LEAST = 10**6
"""Stands for the least of a category that the tally has too few days of to know."""


def _dwarfed(block: Block, mood: Mood) -> bool:
    """Whether a list is a day's for its size alone: "eight tanks and 42 guns" beside a total of 770,420 troops."""
    listed = [each for each in block.undecided if each.role != "one"]
    return (
        mood.late
        and bool(listed)
        and listed[0].sentence - mood.daily <= _SOON
        and len({each.slug for each in listed}) >= 2
        and all(each.role != NO and each.value < mood.least.get(each.slug or "", _NO_LEAST) for each in listed)
        and all(each.value <= DAY_LIMIT.get(each.slug or "", 0) for each in listed)
        and not any(each.role == TOTAL for each in block.decided)
    )


_LISTED = 3
"""So many gains make a list that is judged as one."""


def _lift_list(entries: list[Entry]) -> None:
    """Make a list's gains totals where a word in another clause told them so and most are more than a day holds."""
    told = [each for each in entries if each.role == GAIN and each.tie == 1 and each.number.kind == N]
    large = [each for each in told if each.value > DAY_LIMIT.get(each.slug or "", each.value)]
    if len(told) >= _LISTED and 2 * len(large) > len(told):
        for each in told:
            each.role = TOTAL


def _now(entry: Entry, mood: Mood) -> str:
    """The time the text is about, but for a month's or a place's where *entry* is as large as the whole tally is."""
    least = mood.least.get(entry.slug or "", 0)
    whole_tally = least > _LARGER * FLOOR.get(entry.slug or "", least) and entry.value >= least
    return "" if mood.time == NO and whole_tally else mood.time


_LARGER = 5
"""So many times what no total has ever been under is the least of a day that is known."""


def decide(block: Block, mood: Mood) -> None:
    """Give one role to the entries of a sentence or list that no word in their own clause decides."""
    entries = block.undecided
    if not (entries or block.decided):
        return
    if mood.time != NO and _dwarfed(block, mood):
        for each in entries:
            each.role = each.role if each.role == "one" else GAIN
    _lift_list(entries)
    big = any(each.value > DAY_LIMIT.get(each.slug or "", 0) for each in entries) or any(
        each.role == TOTAL for each in block.decided
    )
    ground = block.ground or len({each.slug for each in entries}) >= 3
    big = big or (mood.least is FIRST and mood.time != GAIN and len({each.slug for each in entries}) >= 3)
    daily = not big and len({each.slug for each in entries}) >= 3 and all(each.voice for each in entries)
    small = sum(each.value < mood.least.get(each.slug or "", 1) for each in entries)
    low = daily and small > 0 and any(each.role == TOTAL for each in entries)
    if small and not any(each.value > DAY_LIMIT.get(each.slug or "", 0) for each in entries):
        low = low or any(each.role == GAIN and each.number.kind == N for each in block.decided)
    big = big and not low
    single = len({each.slug for each in [*entries, *block.decided]}) == 1
    for entry in entries:
        if entry.role == "one":
            continue
        role = GAIN if low and (entry.tie == 2 or not entry.role) else entry.role or _now(entry, mood)
        limit, floor = DAY_LIMIT.get(entry.slug or "", 0), mood.least.get(entry.slug or "", 1)
        if role == GAIN and (entry.value > limit or (big and (not entry.role or entry.tie == 2))):
            role = TOTAL
        elif role == TOTAL and entry.value < floor:
            told = entry.role == TOTAL and entry.value < FLOOR.get(entry.slug or "", 1)
            role = GAIN if entry.value <= limit and mood.time in ((GAIN, "") if told else (GAIN,)) else NO
        elif not role:
            alone = single and entry.slug not in ("personnel", "ships")
            sure = entry.value > 2 * limit if alone else entry.value >= floor
            role = TOTAL if ground and big and sure else NO
            role = GAIN if daily and entry.value <= limit else role
        entry.role = role
    dwarfs = sum(each.role != GAIN and each.value < mood.least.get(each.slug or "", 1) for each in entries)
    if 2 * small > len(entries) > _FEW or (1 < len(entries) <= 2 * dwarfs and not block.decided):
        for each in entries:
            each.role = NO if each.role == TOTAL else each.role
    roles = {each.role for each in [*entries, *block.decided] if each.role != "one"}
    for entry in entries:
        if entry.role == "one":
            entry.role = GAIN if roles == {GAIN} else TOTAL if roles == {TOTAL} and entry.slug == "submarines" else NO
    roles = {each.role for each in [*entries, *block.decided] if each.number.kind == N}
    if not mood.time and roles in ({TOTAL}, {GAIN}):
        mood.time = roles.pop()
