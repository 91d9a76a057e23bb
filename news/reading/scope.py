"""What a figure is a figure of: the whole war, the last day, or something that is no tally at all.

The nearest word that says so decides: in the number's own clause, then before it in the sentence, then after it, then
what the sentences before were about. A list is decided as one. Sizes only break ties: nobody loses 4,262 tanks in a day.
"""

from dataclasses import dataclass, field

from news.reading.binding import Entry, bind
from news.reading.clauses import Clause, Sentence
from news.reading.items import D, N, P, T, Item

TOTAL, GAIN, NO = "total", "gain", "no"

_TIME = {"since": TOTAL, "formula": TOTAL, "day": GAIN, "yesterday": GAIN, "period": NO, "average": NO, "previous": NO}
_WEAK = {"sum": TOTAL, "asof": TOTAL, "more": GAIN, "onday": GAIN}
_BARS = ("own", "both", "strength", "sector", "night", "nearing", "elsewhere")

_VOICES = ("reject", "unit")
_SAYS = frozenset(
    {*_TIME, *_BARS, *_VOICES, "sum", "more", "losses", "russia", "ukrainian"},
)

DAY_LIMIT = {
    "personnel": 2500, "tanks": 150, "armoured_vehicles": 250, "artillery": 170, "mlrs": 40, "air_defence": 40, "aircraft": 40,
    "helicopters": 40, "uavs": 3600, "cruise_missiles": 250, "ships": 10, "submarines": 0, "vehicles": 800,
    "special_equipment": 150, "ground_robots": 200, "automobiles": 200, "fuel_tanks": 60, "srbm": 4,
}  # fmt: skip
"""More than anybody has ever claimed for one day, by a wide margin."""

FLOOR = {"personnel": 2000, "tanks": 75, "armoured_vehicles": 250, "artillery": 40, "vehicles": 100, "uavs": 2}
"""Less than any cumulative total has ever been."""


@dataclass(slots=True)
class Mood:
    """What the text is about at a point: which time, who speaks, and whether this may be a tally at all."""

    time: str = ""
    speaker: str = ""
    barred: str = ""
    heard: bool = False
    known: bool = False
    paragraph: int = 0
    ground: bool = False
    claimants: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Reading:
    """All entries of a text that could be figures, each with its role, and why others were left out."""

    entries: list[Entry] = field(default_factory=list)
    claimants: list[str] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    refused: set[tuple[str | None, int]] = field(default_factory=set)


def mark(sentence: Sentence) -> None:
    """Note in every clause which of its words say something about time, side or speaker."""
    since = False
    for clause in sentence.clauses:
        for at, item in enumerate(clause.items):
            since = since or item.has("since")
            if item.kind == D:
                said = _dated(item, clause.items[at - 1] if at else None, since)
                if (
                    said == "period"
                    and clause.items[at - 1].has("sinceword")
                    and not any(each.has("losses") for each in clause.items)
                ):
                    said = ""
                if said:
                    clause.note(said, at)
                elif item.value and any(each.has("asof") for each in clause.items[max(0, at - 3) : at]):
                    clause.note("asof", at)
                continue
            if item.has("period") and at and clause.items[at - 1].kind == D:
                continue
            for tag in dict.fromkeys(item.tags):
                if tag in _SAYS or tag[:4] == "who." or tag[:5] == "weak.":
                    clause.note(tag, at)
                elif tag == "country" and _speaks(clause.items[at + 1 : at + 5]):
                    clause.note("who.Ukrainian military", at)
                elif tag[:8] == "weekday." and any(each.has("losses") for each in clause.items[:at]):
                    clause.note("onday", at)


def _speaks(after: list[Item]) -> bool:
    """Whether a verb of saying follows with nothing strange before it."""
    for item in after:
        if item.has("says"):
            return True
        if item.kind not in (T, D):
            return False
    return False


def _dated(item: Item, before: Item | None, since: bool) -> str:
    """What a date says of time: the day the war began, a month by itself, a day from which or on which something was counted."""
    if item.tags or not item.value:
        return ""
    year, month, day = str(item.value).split("-")
    from_there = before is not None and before.has("sinceword")
    start = month == "2" and day in ("24", "25", "") and year in ("", "2022")
    if start and (day == "24" or year or from_there or since):
        return "since"
    if from_there:
        return "since" if year == "2022" and not month else "period"
    if not day and before is not None and (before.has("in") or before.has("period")):
        return "" if since and not month else "period"
    if not day and month and year:
        return "period"
    if not day and not year and item.flags == "m":
        return "period"
    return "onday" if day and before is not None and before.has("on") else ""


def _nearest(clause: Clause, kinds: dict[str, str], at: int) -> str:
    best, far = "", 10_000
    for name, place in clause.marks:
        if name in kinds and abs(place - at) < far:
            best, far = kinds[name], abs(place - at)
    return best


def _time(sentence: Sentence, entry: Entry) -> tuple[str, str]:
    """What the sentence says about the entry's time, and how surely: 'own', 'weak', 'before', 'after' or ''."""
    own = sentence.clauses[entry.clause]
    said = _nearest(own, _TIME, entry.position)
    if said == GAIN and any(clause.has("period") and not _counted(clause) for clause in sentence.clauses):
        said = NO
    if said:
        return said, "own"
    said = _nearest(own, _WEAK, entry.position)
    if said:
        return said, "weak"
    for clause in reversed(sentence.clauses[: entry.clause]):
        for name, _ in reversed(clause.marks):
            if name in _TIME and name != "average":
                return _TIME[name], "before"
        if any(name in _WEAK for name, _ in clause.marks):
            return next(_WEAK[name] for name, _ in clause.marks if name in _WEAK), "hint"
    for clause in sentence.clauses[entry.clause + 1 :]:
        if _apart(clause):
            break
        for name, _ in clause.marks:
            if (name in _TIME and name != "average") or name == "onday":
                return {**_TIME, **_WEAK}[name], "after"
    return "", ""


def _counted(clause: Clause) -> bool:
    return any(item.kind == N for item in clause.items)


def _apart(clause: Clause) -> bool:
    """Whether the clause speaks of a number of its own: "346,070 troops, 1,250 of them in the past day"."""
    kinds = [item.kind for item in clause.items if item.kind in (N, "c")]
    return "ofwhich" in {tag for item in clause.items for tag in item.tags} or (N in kinds and "c" not in kinds)


def _voices(clause: Clause) -> list[tuple[str, int]]:
    return [(name, at) for name, at in clause.marks if name in _VOICES or name[:4] == "who."]


def _speaker(sentence: Sentence, entry: Entry, mood: Mood) -> str:
    """Whose count the entry is: who is named nearest in its clause, then in the sentence, then before it."""
    own = _voices(sentence.clauses[entry.clause])
    if own:
        return min(own, key=lambda each: abs(each[1] - entry.position))[0]
    for distance in range(1, len(sentence.clauses)):
        for place in (entry.clause - distance, entry.clause + distance):
            if 0 <= place < len(sentence.clauses):
                said = _voices(sentence.clauses[place])
                if said:
                    return said[-1][0]
    if mood.speaker == "unit" and (_too_big(entry) or (sentence.paragraph and mood.known)):
        return ""
    return mood.speaker


def _bars(sentence: Sentence, entry: Entry) -> str:
    own = sentence.clauses[entry.clause]
    for bar in _BARS:
        if own.has(bar) and not (bar == "strength" and own.has("since")):
            return bar
    strong = any(clause.has("since") or clause.has("formula") for clause in sentence.clauses)
    if any(clause.has("strength") for clause in sentence.clauses[: entry.clause]) and not strong:
        return "strength"
    if not strong and any(clause.has("sector") for clause in sentence.clauses[: entry.clause]):
        return "sector"
    for bar in ("own", "both", "night", "elsewhere"):
        if any(clause.has(bar) for clause in sentence.clauses):
            return bar
    return ""


def _pronoun(sentence: Sentence, entry: Entry, last: Entry | None, role: str, sure: str) -> str | None:
    """The slug of a number that names no thing: "820 of them over the day", "bringing the total to 94,760"."""
    clause = sentence.clauses[entry.clause]
    if ("w" in entry.number.flags and entry.value < 10) or any(
        item.kind == P and item.value == "/" for item in clause.items
    ):
        return None
    told = last is not None and last.sentence >= entry.sentence - 1
    if sure in ("own", "weak") and last is not None and last.slug and last.role != role and told:
        if (
            role == GAIN
            and last.role in (TOTAL, "")
            and entry.value <= DAY_LIMIT.get(last.slug, 0)
            and entry.value < last.value
        ):
            return last.slug
        if role == TOTAL and last.role in (GAIN, "") and entry.value > last.value:
            return last.slug
    thing = _mentioned(sentence, entry)
    if role == TOTAL and thing and clause.has("sum"):
        return thing
    losses = any(each.has("losses") for each in sentence.clauses)
    spoken = any(name[:4] == "who." for each in sentence.clauses for name, _ in each.marks)
    if losses and entry.value >= 2000 and (role == TOTAL or (not role and spoken)) and thing in ("", "personnel"):
        return "personnel"
    if (
        role == GAIN
        and 100 <= entry.value <= DAY_LIMIT["personnel"]
        and clause.has("losses")
        and not clause.has("ukrainian")
    ):
        return "personnel"
    if (
        spoken
        and told
        and last is not None
        and last.slug == "personnel"
        and last.value < entry.value < 1.05 * last.value
    ):
        return last.slug
    return None


def _mentioned(sentence: Sentence, entry: Entry) -> str:
    """The thing the sentence named last before the number, '' if none."""
    found = ""
    for clause in sentence.clauses[: entry.clause + 1]:
        for item in clause.items:
            if item is entry.number:
                break
            if item.kind == "c" and item.value:
                found = str(item.value)
    return found


def scan(found: list[Sentence]) -> Reading:
    """Every entry of the text with its role."""
    reading, mood = Reading(), Mood()
    block = _Block()
    for number, sentence in enumerate(found):
        mark(sentence)
        mood.paragraph += sentence.paragraph
        if not block.takes(sentence):
            block.close(mood)
        fresh = _sentence(sentence, number, mood, reading, block)
        reading.entries += fresh
        if not block.open:
            block.close(mood)
        _remember(sentence, fresh, mood)
        _withdraw(sentence, mood, reading)
    block.close(mood)
    _gate(found, mood, reading)
    reading.entries = [each for each in reading.entries if each.role in (TOTAL, GAIN)]
    weak = [name[5:] for sentence in found for clause in sentence.clauses for name, _ in clause.marks if name[:5] == "weak."]
    reading.claimants = mood.claimants or weak
    return reading


@dataclass(slots=True)
class _Block:
    """Entries that are decided together: those of a sentence, or of the lines of one list."""

    undecided: list[Entry] = field(default_factory=list)
    decided: list[Entry] = field(default_factory=list)
    ground: bool = False
    open: bool = False
    last: Entry | None = None

    def takes(self, sentence: Sentence) -> bool:
        """Whether *sentence* is one more line of the list."""
        line = (
            sentence.opens
            and len(sentence.clauses) <= 3
            and not any(
                name in _TIME or name == "reject" or name[:4] == "who."
                for clause in sentence.clauses
                for name, _ in clause.marks
            )
        )
        was, self.open = self.open, line
        return was and line

    def close(self, mood: Mood) -> None:
        """Decide what is undecided."""
        _decide(self, mood)
        self.undecided, self.decided, self.ground = [], [], False


def _sentence(sentence: Sentence, number: int, mood: Mood, reading: Reading, block: _Block) -> list[Entry]:
    """The entries of one sentence; those no word in their own clause decides go to *block*."""
    fresh: list[Entry] = []
    for at, clause in enumerate(sentence.clauses):
        for entry in bind(clause, at, number):
            said, sure = _time(sentence, entry)
            if entry.slug is None:
                entry.slug = _pronoun(sentence, entry, block.last, said, sure)
                last = block.last
                if (
                    said == TOTAL
                    and last is not None
                    and last.slug == entry.slug
                    and not last.role
                    and last.sentence == number
                ):
                    last.role = GAIN
                    block.undecided = [each for each in block.undecided if each is not last]
            if not entry.slug:
                continue
            entry.paragraph = mood.paragraph
            fresh.append(entry)
            why = _refused(sentence, entry, mood)
            if why:
                reading.left_out.append(why)
                reading.refused.add((entry.slug, entry.value))
                entry.role = NO
                continue
            before = block.last
            block.last = entry if said != NO else before
            if entry.role == "one":
                block.undecided.append(entry)
                continue
            if entry.role:
                entry.bracketed = True
                block.decided.append(entry)
                continue
            entry.role = said
            _lift(block, before, entry, sure)
            if sure in ("own", "weak"):
                block.decided.append(entry)
            if sure == "weak":
                entry.tie = 1
                _check(sentence, entry, mood)
                if not entry.role:
                    block.undecided.append(entry)
            elif sure != "own":
                entry.tie = 2 if sure == "hint" else 1
                block.undecided.append(entry)
            elif said == GAIN and entry.slug != "personnel" and entry.value > 3 * DAY_LIMIT.get(entry.slug, 0):
                entry.role = TOTAL
    if len(fresh) < 2:
        fresh = [each for each in fresh if each.number.flags != "a" or each.slug == "submarines"]
        block.undecided = [each for each in block.undecided if each.sentence != number or each in fresh]
    block.ground = block.ground or mood.ground or _ground(sentence, block.undecided)
    return fresh


def _lift(block: _Block, before: Entry | None, entry: Entry, sure: str) -> None:
    """Make the number before a total of the same thing its gain: "destroyed 20 tanks, so that the total grows to 5,466"."""
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


def _refused(sentence: Sentence, entry: Entry, mood: Mood) -> str:
    if entry.own:
        return "losses of Ukraine"
    bar = _bars(sentence, entry)
    if bar:
        return bar
    voice = _speaker(sentence, entry, mood)
    named = any(name[:4] == "who." for clause in sentence.clauses for name, _ in clause.marks)
    if "w" in entry.number.flags and entry.value >= 100_000 and not (named and voice[:4] == "who."):
        return "a round word and nobody's"
    if voice == "reject" and any(clause.has("formula") and not clause.has("reject") for clause in sentence.clauses):
        voice = ""
    if voice in _VOICES:
        return "somebody else's count"
    entry.voice, entry.attributed = voice[4:], named
    spoken = any(
        name[:4] == "who." or name in ("since", "formula") for clause in sentence.clauses for name, _ in clause.marks
    )
    return "" if spoken or sentence.paragraph else mood.barred


def _check(sentence: Sentence, entry: Entry, mood: Mood) -> None:
    """Correct "a total of 710 soldiers" said of one day, and "another" said of what no day can hold."""
    slug = entry.slug or ""
    names = {name for clause in sentence.clauses for name, _ in clause.marks}
    if entry.role == TOTAL and mood.time not in (TOTAL, GAIN) and not entry.voice and not {"losses", "russia"} <= names:
        entry.role = NO
    elif entry.role == TOTAL and entry.value < FLOOR.get(slug, 1):
        daily = mood.time == GAIN or any(clause.has("day") for clause in sentence.clauses)
        entry.role = GAIN if daily and entry.value <= DAY_LIMIT.get(slug, 0) else NO
    elif entry.role == GAIN and entry.value > DAY_LIMIT.get(slug, 0):
        entry.role = ""


def _ground(sentence: Sentence, entries: list[Entry]) -> bool:
    """Whether a sentence that says no time can still be a tally: a list of things, or a claimant and a loss."""
    if len({each.slug for each in entries}) >= 3:
        return True
    names = [name for clause in sentence.clauses for name, _ in clause.marks]
    return any(name[:4] == "who." for name in names) and "losses" in names


def _too_big(entry: Entry) -> bool:
    """Whether no single day can hold the entry."""
    limit = DAY_LIMIT.get(entry.slug or "", 0)
    return 0 < limit < entry.value


def _decide(block: _Block, mood: Mood) -> None:
    """Give one role to the entries of a sentence or list that no word in their own clause decides."""
    entries = block.undecided
    big = any(each.value > DAY_LIMIT.get(each.slug or "", 0) for each in entries) or any(
        each.role == TOTAL for each in block.decided
    )
    ground = block.ground or len({each.slug for each in entries}) >= 3
    for entry in entries:
        if entry.role == "one":
            continue
        role = entry.role or mood.time
        limit, floor = DAY_LIMIT.get(entry.slug or "", 0), FLOOR.get(entry.slug or "", 1)
        if role == GAIN and (entry.value > limit or (big and (not entry.role or entry.tie == 2))):
            role = TOTAL
        elif role == TOTAL and entry.value < floor:
            role = GAIN if mood.time == GAIN or entry.role == TOTAL else NO
        elif not role:
            role = TOTAL if ground and big and entry.value >= floor else NO
        entry.role = role
    roles = {each.role for each in [*entries, *block.decided] if each.role != "one"}
    for entry in entries:
        if entry.role == "one":
            entry.role = GAIN if roles == {GAIN} else NO
    if not mood.time and roles in ({TOTAL}, {GAIN}):
        mood.time = roles.pop()


def _only_others(sentence: Sentence) -> bool:
    voices = {name for clause in sentence.clauses for name, _ in _voices(clause)}
    return bool(voices) and voices <= set(_VOICES)


def _gate(found: list[Sentence], mood: Mood, reading: Reading) -> None:
    """Drop all figures of a text that speaks of no Russian losses or names other counters only, and headlines it takes back."""
    said = {name for sentence in found for clause in sentence.clauses for name, _ in clause.marks}
    about = "russia" in said or bool(mood.claimants)
    tally = "formula" in said or (about and ("losses" in said or "since" in said or "day" in said))
    nobody = not mood.claimants and not any(name[:5] == "weak." for name in said)
    others = {at for at, sentence in enumerate(found) if nobody and _only_others(sentence)}
    later = {(each.slug, each.value) for each in reading.entries if each.sentence > 0 and each.role != NO}
    for entry in reading.entries:
        key = (entry.slug, entry.value)
        taken_back = entry.sentence == 0 and not entry.voice and key in reading.refused and key not in later
        if not tally or taken_back or (entry.sentence + 1 in others and not entry.voice):
            entry.role = NO


def _withdraw(sentence: Sentence, mood: Mood, reading: Reading) -> None:
    """Take back the figures of an opening that named nobody when the first to be named is no claimant of the tally."""
    voices = [name for clause in sentence.clauses for name, _ in _voices(clause)]
    partial = "disclaim" in {tag for clause in sentence.clauses for item in clause.items for tag in item.tags}
    if not voices or (mood.heard and not partial):
        return
    mood.heard = True
    if set(voices) <= set(_VOICES):
        for entry in reading.entries:
            if partial or (not entry.voice and (entry.tie or entry.role == GAIN)):
                entry.role = NO


def _remember(sentence: Sentence, fresh: list[Entry], mood: Mood) -> None:
    times = [name for clause in sentence.clauses for name, _ in clause.marks if name in _TIME]
    voices = [name for clause in sentence.clauses for name, _ in _voices(clause)]
    names = {name for clause in sentence.clauses for name, _ in clause.marks}
    mood.ground = not fresh and "losses" in names and any(name[:4] == "who." for name in names)
    spoken = [name for name in times if name not in ("average", "previous")]
    roles = {each.role for each in fresh if each.role != NO}
    if spoken and (_TIME[spoken[-1]] != NO or fresh or sentence.heads):
        mood.time = _TIME[spoken[-1]]
    elif roles == {TOTAL}:
        mood.time = TOTAL
    if voices:
        whos = [each for each in voices if each not in _VOICES]
        mood.known = mood.known or (bool(whos) and "unit" not in voices)
        mood.speaker = "unit" if "unit" in voices else whos[-1] if whos else "reject"
        mood.claimants += [each[4:] for each in whos]
    bars = [name for clause in sentence.clauses for name, _ in clause.marks if name in ("sector", "night")]
    if bars and any(item.kind == N for clause in sentence.clauses for item in clause.items):
        mood.barred = bars[-1]
    elif voices or sentence.paragraph or any(name in ("since", "formula") for name in times):
        mood.barred = ""
