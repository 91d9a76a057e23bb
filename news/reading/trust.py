"""Whose figures count: what is refused at once, and what is taken back when the text says more."""

from datetime import date

from news.reading.apart import FLYING, bare_missiles, forget_older, listed, other_days, raid_of, records
from news.reading.binding import Entry
from news.reading.blocks import Mood, Reading
from news.reading.clauses import Sentence
from news.reading.growth import men_on
from news.reading.marks import BARS, GAIN, NO, TIME, TOTAL, VOICES, whole_war
from news.reading.sides import SOLDIERS
from news.reading.sizes import DAY_LIMIT, HIGHEST, LEAST_MEN
from news.reading.speakers import of_all_fronts, of_its_losses, says, speaker_of

_VOICES = frozenset(VOICES)
ANOTHER = "somebody else's count"
"""Why a figure is refused that another counter gave."""


_OURS = ("own", "both")


def _before(sentence: Sentence, entry: Entry, bar: str) -> bool:
    """Whether Russia's part of a sentence, to which the entry belongs, ends before the *bar* of Ukraine's losses."""
    clauses = sentence.clauses[: entry.clause + 1]
    return any(clause.has("russia") for clause in clauses) and not any(clause.has(bar) for clause in clauses)


def _fired(sentence: Sentence, entry: Entry) -> bool:
    """Whether somebody fired what is counted: "120 drones and 30 missiles were launched"."""
    own = sentence.clauses[entry.clause]
    if "fired" in own.tags:
        return "losses" not in own.tags
    return "losses" not in sentence.names and any("fired" in clause.tags for clause in sentence.clauses[entry.clause :])


def _in_region(sentence: Sentence, entry: Entry) -> bool:
    """Whether a sentence tells of one region before the entry, or beside it, and of no time but a day."""
    if entry.value > DAY_LIMIT.get(entry.slug or "", 0) or whole_war(sentence) or "sum" in sentence.names:
        return False
    return any("region" in clause.tags for clause in sentence.clauses[: entry.clause + 1])


def _bars(sentence: Sentence, entry: Entry) -> str:
    own = sentence.clauses[entry.clause]
    if _in_region(sentence, entry):
        return "sector"
    if entry.slug in FLYING and _fired(sentence, entry):
        return "fired"
    if sentence.names.isdisjoint(BARS):
        return ""
    for bar in BARS:
        if (
            own.has(bar)
            and not (bar == "strength" and own.has("since") and "losses" in sentence.names)
            and not (bar == "own" and entry.russian)
        ):
            return bar
    strong = whole_war(sentence)
    lost = not sentence.names.isdisjoint(("losses", "russia"))
    if any(clause.has("strength") for clause in sentence.clauses[: entry.clause]) and not (strong and lost):
        return "strength"
    told = "losses" in own.names or not any(clause.has("losses") for clause in sentence.clauses[entry.clause :])
    behind = sentence.clauses if not told else sentence.clauses[: entry.clause]
    sectors = [clause for clause in behind if clause.has("sector")]
    if sectors and (not strong or any(clause.has("formula") for clause in sectors) or _lost_in_sector(sentence, entry)):
        return "sector"
    for bar in ("own", "both", "night", "elsewhere"):
        if bar == "elsewhere" and "country" in own.tags:
            continue
        if bar in sentence.names and not (bar in _OURS and (entry.russian or _before(sentence, entry, bar))):
            return bar
    return ""


def _lost_in_sector(sentence: Sentence, entry: Entry) -> bool:
    """Whether the verb of the entry's losses stands with a sector, and the whole war is told but behind that."""
    for clause in sentence.clauses[entry.clause :]:
        if clause.has("since") or clause.has("formula"):
            return False
        if clause.has("losses"):
            return clause.has("sector")
    return False


_LIST = 4
"""Clauses with numbers that a list of a whole day has."""


def _whole_day(sentence: Sentence) -> bool:
    """Whether a sentence is a list of a day's losses: "It put Russian losses over the past day at ..."."""
    listed = sum(clause.counted for clause in sentence.clauses)
    return listed >= _LIST and {"russia", "losses", "day"} <= sentence.names


_MANY, _SETTLED = 1.5, date(2022, 4, 1)
"""So many times the tally of the day is another count; from when on the tally is known well enough."""


_MANY_THINGS = 50
"""So many of a thing, lost at the least by then, that no package of aid holds them."""
_MISPRINT = (8, 12.5)
"""About ten times the tally is the tally with a digit too many: it is told as printed."""


def _beyond(entry: Entry, published: date | None) -> bool:
    if published is None or published < _SETTLED:
        return False
    times = entry.value / men_on(published)
    return times > _MANY and not _MISPRINT[0] < times < _MISPRINT[1]


def refused(sentence: Sentence, entry: Entry, mood: Mood, with_main: bool = False) -> str:
    """Why the entry's count is none of the tally's, '' if it may be; *with_main* when its bracket's number may be."""
    if entry.own:
        return "losses of Ukraine"
    if sentence.asks:
        return "a question"
    own = sentence.clauses[entry.clause]
    if entry.slug == "personnel" and "wounded" in own.tags and "losses" not in own.tags:
        return "the wounded alone"
    if entry.value > _MISPRINT[1] * HIGHEST.get(entry.slug or "", entry.value):
        return "more than any tally"
    if entry.slug == "personnel" and _beyond(entry, mood.published):
        return "more than the tally by then"
    bar = _bars(sentence, entry)
    if bar and not (bar == "sector" and of_all_fronts(entry, mood)):
        return bar
    voice = speaker_of(sentence, entry, mood)
    if voice in SOLDIERS and "reject" in sentence.names and of_its_losses(sentence):
        return "losses of Ukraine"
    voice = "" if with_main and voice in VOICES and (voice == "unit" or not own.voices) else voice
    named = sentence.spoken
    round_word = entry.value >= 100_000 and entry.value % 1000 == 0 and "w" in entry.number.flags
    if round_word and not (named and voice[:4] == "who."):
        return "a round word and nobody's"
    if voice == "reject" and any(clause.has("formula") and not clause.has("reject") for clause in sentence.clauses):
        voice = ""
    if voice in VOICES:
        return ANOTHER
    entry.voice, entry.attributed = voice[4:], named
    afresh = mood.barred != "night" or not sentence.names.isdisjoint(_AFRESH)
    spoken = (named and afresh) or whole_war(sentence)
    spoken = spoken or (voice[:4] == "who." and _whole_day(sentence))
    counted = mood.barred != "strength" or mood.least.get(entry.slug or "", 0) >= _MANY_THINGS
    whole = counted and of_all_fronts(entry, mood)
    return "" if spoken or sentence.paragraph or whole else mood.barred


_AFRESH = ("russia", "sum", *TIME)
"""Marks of a sentence in which a speaker begins anew, and does not go on with what one night's fire brought down."""


_SHAPE = 6
"""So many things with their gains are the bulletin, even where nobody says whose losses these are."""


_ROUND = 10_000
"""A number of men so round that nobody gives is anybody's estimate."""
_TOLD = frozenset(("since", "formula", "sum", "asof"))
"""Marks without one of which a number of men that nobody gives is no tally."""


def _by_the_way(sentence: Sentence, entry: Entry) -> bool:
    """Whether a round number of men is a president's, told without a time beside the tally of others."""
    if entry.slug != "personnel" or entry.value % _ROUND or sentence.spoken or whole_war(sentence):
        return False
    return _presidents(sentence.names)


def _presidents(names: set[str]) -> bool:
    """Whether a president or another who only repeats the tally is among the *names* of a sentence or text."""
    return any(name[:5] == "weak." for name in names)


_WHOSE = frozenset(("russia", "since", "formula", "day"))
"""Marks without one of which a number that was Ukraine's losses still is."""


def _mentions(sentence: Sentence, heard: set[str]) -> bool:
    """Whether a sentence only speaks of a unit: it destroys nothing, nothing is counted, and no one says anything."""
    told = says(sentence) or any(clause.counted for clause in sentence.clauses)
    return heard == {"unit"} and not told and "losses" not in sentence.names


def _only_others(sentence: Sentence) -> bool:
    heard = {name for clause in sentence.clauses for name, _ in clause.voices}
    return bool(heard) and heard <= _VOICES and not _mentions(sentence, heard)


def _surely_owned(found: list[Sentence], reading: Reading, key: tuple[str | None, int]) -> bool:
    """Whether a sentence about nothing of Russia's said that the figure is Ukraine's losses."""
    return key in reading.owned and "russia" not in found[reading.denied[key]].names


def _told_later(found: list[Sentence], reading: Reading) -> set[tuple[str | None, int]]:
    """The figures that stand below what denied them, said of Russia or of a time of their own if they are Ukraine's."""
    return {
        key
        for each in reading.entries
        if each.role != NO
        and each.sentence > reading.denied.get(key := (each.slug, each.value), 0)
        and not (_surely_owned(found, reading, key) and found[each.sentence].names.isdisjoint(_WHOSE))
    }


def _denied(found: list[Sentence], entry: Entry, reading: Reading, later: set[tuple[str | None, int]]) -> bool:
    """Whether the text itself says that the figure, in the headline or wherever it stands, is none of the tally's."""
    key = (entry.slug, entry.value)
    if key in later:
        return False
    if entry.sentence == 0 and not entry.voice and key in reading.refused:
        return True
    names = found[entry.sentence].names
    if entry.sentence < reading.denied.get(key, 0):
        return not (key in reading.owned and "russia" in names)
    return _surely_owned(found, reading, key) and names.isdisjoint(_WHOSE)


def gate(found: list[Sentence], mood: Mood, reading: Reading) -> None:
    """Drop the figures of a text without Russian losses or with others' counts only, and headlines it takes back."""
    if not reading.entries:
        return
    for each in reading.entries:
        few = each.role == GAIN and each.slug == "personnel" and 0 < each.value < LEAST_MEN
        each.role = NO if few and not each.bracketed else each.role
    said = {name for sentence in found for name in sentence.names}
    about = "russia" in said or bool(mood.claimants)
    kept = [each for each in reading.entries if each.role != NO]
    gains = any(each.bracketed and each.role == GAIN for each in kept)
    shape = len({each.slug for each in kept}) >= _SHAPE
    tally = "formula" in said or (about and (gains or shape or not said.isdisjoint(("losses", "since", "day"))))
    tally = tally or (shape and gains and said.isdisjoint((*VOICES, "own", "both")))
    heads = not mood.claimants and _presidents(said)
    nobody = not mood.claimants and not heads
    others = {at for at, sentence in enumerate(found) if _only_others(sentence)} if nobody else set()
    if shape:
        others -= {each.sentence for each in reading.entries if each.role == NO}
    later = _told_later(found, reading)
    bodies = [each for each in reading.entries if each.sentence > 0 and each.role != NO]
    beheaded = nobody and reading.disowned and not bodies and len(found) > 1
    alone = {each.slug for each in kept} == {"personnel"}
    raids = raid_of(found, reading.entries) | other_days(found, reading.entries, mood.published)
    raids |= records(found, reading.entries, mood.published)
    forget_older(found, kept, mood.published)
    told: dict[int, set[str]] = {}
    for each in kept:
        told.setdefault(each.sentence, set()).add(each.slug or "")
    for entry in reading.entries:
        if entry.thing is not None and bare_missiles(entry.thing) and not listed(entry, told, found[entry.sentence]):
            entry.role = NO
        if entry.sentence in raids and entry.role == GAIN and not entry.bracketed:
            entry.role = NO
        taken_back = _denied(found, entry, reading, later)
        taken_back = taken_back or (beheaded and not entry.voice)
        bare = nobody and entry.role == TOTAL and alone and _TOLD.isdisjoint(found[entry.sentence].names)
        bare = bare and not of_all_fronts(entry, mood)
        bare = bare or (nobody and alone and entry.role == TOTAL and entry.value % _ROUND == 0)
        bare = bare or (entry.role == TOTAL and bool(mood.claimants) and _by_the_way(found[entry.sentence], entry))
        bare = bare or (heads and alone and entry.role == TOTAL and entry.value % 1000 == 0)
        if not tally or taken_back or bare or (entry.sentence + 1 in others and not entry.voice):
            entry.role = NO


def _contrasts(fresh: list[Entry], reading: Reading) -> bool:
    """Whether another speaker's own count (*fresh*) only stands beside a list that no one but Ukraine publishes.

    Several totals with their gains behind them are such a list, whatever the other says.
    """
    kept = {each.slug for each in reading.entries if each.role != NO}
    if sum(each.bracketed and each.role == GAIN for each in reading.entries) >= _SHAPE:
        return True
    return bool(fresh) and all(each.role == NO for each in fresh) and len(kept) >= _SHAPE


def withdraw(sentence: Sentence, fresh: list[Entry], mood: Mood, reading: Reading) -> None:
    """Take back the figures of an opening that named nobody when the first to be named is no claimant of the tally.

    *fresh* are the entries of *sentence* itself.
    """
    if not sentence.spoken and _VOICES.isdisjoint(sentence.names):
        mood.heard = mood.heard or _presidents(sentence.names)
        return
    heard = [name for clause in sentence.clauses for name, _ in clause.voices]
    partial = any("disclaim" in clause.tags for clause in sentence.clauses)
    if not heard or (not partial and (mood.heard or _mentions(sentence, set(heard)))):
        return
    mood.heard = True
    if _VOICES.issuperset(heard) and (partial or not _contrasts(fresh, reading)):
        lone = {each.slug for each in reading.entries if each.role != NO} == {"personnel"}
        for entry in reading.entries:
            if partial or (not entry.voice and (entry.tie or lone or entry.role == GAIN)):
                entry.role = NO
