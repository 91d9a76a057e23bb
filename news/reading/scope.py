"""What a figure is a figure of: the whole war, the last day, or something that is no tally at all.

The nearest word that says so decides: in the number's own clause, then before it in the sentence, then after it, then
what the sentences before were about. A list is decided as one. Sizes break ties: nobody loses 4,262 tanks in a day.
"""

from datetime import date
from itertools import pairwise, takewhile

from news.reading.binding import FIGURES, Entry, bind
from news.reading.blocks import Block, Mood, Reading, check, ground, least_men, lift, place, weigh
from news.reading.brackets import tell_gains
from news.reading.clauses import Clause, Sentence
from news.reading.items import C, D, N, W
from news.reading.marks import GAIN, NO, TIME, TOTAL, VOICES, headed, mark, since_it_began, time_of, whole_war
from news.reading.positions import TWIN
from news.reading.pronouns import pronoun
from news.reading.sizes import DAY_LIMIT, FIRST, FLOOR, floors
from news.reading.speakers import fights_only, of_all_fronts, of_its_losses, says
from news.reading.trust import ANOTHER, gate, refused, withdraw


def scan(found: list[Sentence], published: date | None = None) -> Reading:
    """Every entry of the text with its role."""
    reading, mood = Reading(), Mood(least=floors(published), published=published)
    block = Block()
    for sentence in found:
        mark(sentence)
        if mood.least is FIRST and "fromday" not in sentence.names:
            since_it_began(sentence)
    for sentence, answer in pairwise(found):
        sentence.spoken = sentence.spoken or _told_below(sentence, answer)
    for number, sentence in enumerate(found):
        mood.paragraph += sentence.paragraph
        if published is None:
            place(sentence, mood)
        if "firstdays" in sentence.names and mood.least.get("personnel") == FLOOR["personnel"] and not mood.late:
            mood.least = FIRST
        if sentence.paragraph and mood.time == NO and sentence.spoken and "losses" in sentence.names:
            mood.time = ""
        if "recall" in sentence.names and not sentence.spoken:
            mood.speaker, mood.barred = "", ""
        sentence.spoken = sentence.spoken or _speaks_on(sentence, mood)
        if not block.takes(sentence):
            block.close(mood)
        fresh = _sentence(sentence, number, mood, reading, block)
        reading.entries += fresh
        if not block.open:
            block.close(mood)
        weigh(fresh, mood)
        below = found[number + 1] if number + 1 < len(found) else None
        _remember(sentence, fresh, mood, alone=sentence.opens and (below is None or below.opens))
        if not fresh and below is not None and _of_period(sentence) and _lists(below):
            mood.time = NO
        withdraw(sentence, fresh, mood, reading)
    block.close(mood)
    tell_gains(found, reading.entries)
    gate(found, mood, reading)
    reading.entries = [each for each in reading.entries if each.role in (TOTAL, GAIN)]
    reading.least = mood.least
    reading.claimants = mood.claimants or [
        name[5:] for sentence in found for clause in sentence.clauses for name, _ in clause.marks if name[:5] == "weak."
    ]
    return reading


_BRIEF = 10
"""Items of a sentence that does nothing but say whose the number before it is."""


def _told_below(sentence: Sentence, below: Sentence) -> bool:
    """Whether the next sentence says whose count *sentence* is: "Russia lost 20,800 men. So says the General Staff"."""
    if not {"losses", "russia"} <= sentence.names or not below.spoken or below.paragraph:
        return False
    if any(clause.voices for clause in sentence.clauses) or not any(clause.counted for clause in sentence.clauses):
        return False
    items = [item for clause in below.clauses for item in clause.items]
    brief = len(items) <= _BRIEF and not any(item.kind == N for item in items)
    return brief and "reject" not in below.names and says(below)


def _speaks_on(sentence: Sentence, mood: Mood) -> bool:
    """Whether the claimant of the sentence before goes on: "It puts Russian losses at 1,172,890"."""
    if mood.speaker[:4] != "who." or sentence.paragraph or not {"losses", "russia"} <= sentence.names:
        return False
    named = any(clause.voices for clause in sentence.clauses) or any(name[:5] == "weak." for name in sentence.names)
    return says(sentence) and not named


def _lists(sentence: Sentence) -> bool:
    """Whether a line, right below another, is one of a list: a thing and its number."""
    if not sentence.opens or sentence.paragraph or len(sentence.clauses) != 1:
        return False
    items = sentence.clauses[0].items
    return len(items) <= _SHORT and {N, C} <= {item.kind for item in items}


_SHORT = 8


def _of_period(sentence: Sentence) -> bool:
    """Whether a line says of a month or another time that the list below it is its: "also over the month they lost"."""
    return "period" in sentence.names and not whole_war(sentence) and sentence.names.isdisjoint(("day", "average"))


def _name(sentence: Sentence, entry: Entry, said: str, sure: str, block: Block, mood: Mood) -> None:
    """Give a number that names no thing what it counts; a total so told makes the number before it a gain."""
    entry.slug = pronoun(sentence, entry, block.last, said, sure, least_men(mood))
    last = block.last
    if last is None or said != TOTAL or last.role or last.slug != entry.slug or last.sentence != entry.sentence:
        return
    last.role = GAIN
    block.undecided = [each for each in block.undecided if each is not last]


def _enter(
    sentence: Sentence, entry: Entry, said: str, sure: str, before: Entry | None, block: Block, mood: Mood
) -> None:
    """Put the entry into *block*, with its role if the syntax or a word nearby tells it."""
    if entry.role == "one":
        block.undecided.append(entry)
        return
    if entry.role:
        if (entry.role, said, sure) == (GAIN, NO, "own") and entry.number.kind == N:
            entry.role = NO
        entry.bracketed = True
        block.decided.append(entry)
        return
    if TWIN in entry.number.flags:
        entry.role = NO if NO in (said, mood.time) else GAIN
        block.decided.append(entry)
        return
    own = sentence.clauses[entry.clause]
    lost_too = sure == "weak" and own.has("more") and not own.has("onday") and mood.time == NO
    entry.role = NO if lost_too else said
    lift(block, before, entry, sure)
    if sure in ("own", "weak"):
        block.decided.append(entry)
    if sure == "weak":
        entry.tie = 1
        check(sentence, entry, mood)
        if not entry.role:
            block.undecided.append(entry)
    elif sure != "own":
        entry.tie = 2 if sure == "hint" else 1
        block.undecided.append(entry)
    elif said == GAIN and entry.value > _times(entry, own) * DAY_LIMIT.get(entry.slug or "", 0):
        entry.role = TOTAL


def _times(entry: Entry, clause: Clause) -> int:
    """How many times what a day can hold a number may be that is told as a day's, and merely be misprinted."""
    if clause.has("sum"):
        return 1
    return 40 if entry.slug == "personnel" else 3


def _of_main(main: Entry, entry: Entry, clause: Clause) -> bool:
    """Whether *entry* belongs to the number before it: its bracket's, or "5,047 tanks, 120 of them in the past day"."""
    if entry.number.kind == "g":
        return main.thing is entry.thing
    return main.slug == entry.slug and entry.thing is None and clause.has("day") and entry.value < main.value


def _none_before(before: Entry, entry: Entry) -> bool:
    """Whether *entry* is a part of a month's or another's sum: "45,720 in November, of them 2,030 in one day"."""
    return before.slug == entry.slug and before.role == NO and before.value > entry.value


_ARMED = frozenset(("tanks", "armoured_vehicles"))


_MIXED = "vehicles of all kinds"


def _mixed(sentence: Sentence, at: int, entry: Entry) -> str:
    """Why "115 vehicles, including 19 tanks" are no line of the tally; '' for other things."""
    after = sentence.clauses[at + 1] if at + 1 < len(sentence.clauses) else None
    if entry.slug != "vehicles" or after is None or "ofwhich" not in after.tags:
        return ""
    return _MIXED if any(item.kind == C and item.value in _ARMED for item in after.items) else ""


_TOLD = frozenset((*TIME, "losses", "russia", "sum", "asof", "more"))
"""Marks of which a sentence that counts losses has one, or the line of a list has none."""
_WHOSE = frozenset(("russia",))
"""What a sentence may say without counting losses: "Russia now has 712,000 soldiers there"."""
_FEW = 2
"""Clauses of a sentence that need be no list."""
_WORDS = 2
"""So many unknown words make a sentence of what may else be a list's line."""


def _aside(sentence: Sentence, entry: Entry) -> str:
    """Why a number in the midst of a paragraph is none of the tally's: "over 100,000 soldiers defend the capital"."""
    if entry.role or (sentence.opens and not sentence.paragraph) or sentence.spoken or len(sentence.clauses) > _FEW:
        return ""
    told = sentence.names & _TOLD
    if entry.thing is None or entry.thing.start < entry.number.start or not told <= _WHOSE:
        return ""
    if not told and entry.slug != "personnel" and entry.value > DAY_LIMIT.get(entry.slug or "", 0):
        return ""
    led = takewhile(lambda item: item.kind != N, sentence.clauses[0].items)
    if any(item.has("and") for item in led):
        return ""
    strange = sum(item.kind == W for clause in sentence.clauses for item in clause.items)
    return "nobody's losses" if strange >= _WORDS else ""


def _about(sentence: Sentence) -> bool:
    """Whether a sentence that begins with "a helicopter" can be a list of losses: it tells whose, or of which time."""
    return sentence.spoken or not sentence.names.isdisjoint(("russia", *TIME))


def _sentence(sentence: Sentence, number: int, mood: Mood, reading: Reading, block: Block) -> list[Entry]:
    """The entries of one sentence; those no word in their own clause decides go to *block*."""
    fresh: list[Entry] = []
    owned = False
    for at, clause in enumerate(sentence.clauses):
        if clause.kinds.isdisjoint(FIGURES):
            continue
        for entry in bind(clause, at, number):
            said, sure = time_of(sentence, entry)
            if entry.role == TOTAL and said == GAIN and entry.slug is None:
                said, sure = TOTAL, "own"
            if entry.slug is None and entry.number.kind == "g" and fresh and fresh[-1].clause == at:
                entry.slug = fresh[-1].slug
            elif entry.slug is None:
                _name(sentence, entry, said, sure, block, mood)
            entry.own = entry.own or (owned and "russia" not in clause.tags)
            owned = entry.own
            if not entry.slug or (entry.number.flags == "a" and not fresh and not _about(sentence)):
                continue
            entry.paragraph = mood.paragraph
            fresh.append(entry)
            main = fresh[-2] if len(fresh) > 1 else None
            with_main = main is not None and main.role != NO and _of_main(main, entry, clause)
            why = refused(sentence, entry, mood, with_main) or _mixed(sentence, at, entry)
            why = why or ("" if entry.slug != "personnel" and of_all_fronts(entry, mood) else _aside(sentence, entry))
            if why:
                reading.refused.add((entry.slug, entry.value))
                reading.disowned = reading.disowned or entry.own or why in ("own", ANOTHER)
                if entry.own or why in ("own", _MIXED):
                    reading.denied[entry.slug, entry.value] = number
                    reading.owned |= {(entry.slug, entry.value)} if why != _MIXED else set()
                entry.role = NO
                continue
            if said == GAIN and "ofwhich" in clause.tags and len(fresh) > 1 and _none_before(fresh[-2], entry):
                entry.role = NO
                continue
            before = block.last
            block.last = entry if said != NO else before
            _enter(sentence, entry, said, sure, before, block, mood)
    if len(fresh) == 1 and fresh[0].number.flags == "a" and fresh[0].slug != "submarines":
        fresh = []
        block.undecided = [each for each in block.undecided if each.sentence != number]
    block.ground = block.ground or mood.ground or ground(sentence, [*block.undecided, *block.decided], mood)
    return fresh


_SOMEBODY = "who.Ukrainian military"
"""The mark of a claimant without a name; "Ukraine's military captured 200" claims nothing."""


def _tells(sentence: Sentence, mood: Mood, alone: bool) -> bool:
    """Whether a sentence that names a speaker also has something said: a number, or whose data these are.

    One of a paragraph need but say something ("Its spokesman spoke of courage.", not "Moscow names no losses."), and so
    need the first speaker of all; a line *alone* may be a link to another page.
    """
    items = [item for clause in sentence.clauses for item in clause.items]
    if says(sentence) and not (mood.speaker and (alone or any("not" in clause.tags for clause in sentence.clauses))):
        return True
    return any(item.kind == N or item.value == "#" or item.has("disclaim") for item in items)


def _titles(sentence: Sentence) -> bool:
    """Whether a line is the title of a list and its day: "Russian casualties in the Ukraine war till 26.02.2026"."""
    if not sentence.paragraph or len(sentence.clauses) != 1:
        return False
    items = sentence.clauses[0].items
    about = any(item.kind == C or item.has("losses") for item in items)
    return (
        about and items[-1].kind == D and str(items[-1].value)[:1] == "2" and not any(item.kind == N for item in items)
    )


_TIMES = frozenset(TIME)


_WHOLE = ("day", "since", "formula")
"""Marks of a list's heading that make it the whole army's again, whoever spoke last."""
_LOSING = {"losses", "russia", *TIME}
"""Marks of a sentence that has to do with Russia's losses, so that what it says of aid goes no further."""
_HEADING = ("strength", "nearing", "own", "both", "elsewhere")
"""Marks that bar the list below a line which ends in a colon: "What Ukraine has received:"."""


def _hear(sentence: Sentence, heard: list[str], mood: Mood, alone: bool) -> None:
    """Note who speaks from here on, of those *heard* in the sentence, and who claims."""
    aid = set(heard) == {"reject"} and "strength" in sentence.names and "losses" not in sentence.names
    if not heard or aid:
        return
    whos = [each for each in heard if each not in VOICES]
    named = [each for each in whos if each != _SOMEBODY] or says(sentence)
    mood.known = mood.known or (bool(whos and named) and "unit" not in heard)
    if "unit" in heard or whos or sentence.heads or _tells(sentence, mood, alone):
        other = "unit" if "unit" in heard and not headed(sentence) else "reject"
        if mood.speaker == "reject" and set(whos) == {_SOMEBODY} and not says(sentence):
            whos = [] if any(clause.has(_SOMEBODY) and clause.has("strength") for clause in sentence.clauses) else whos
        whos = [] if whos and "reject" in heard and of_its_losses(sentence) else whos
        if mood.speaker == "unit" and whos and fights_only(sentence):
            whos, other = [], "unit"
        mood.speaker = whos[-1] if whos and other == "reject" and not headed(sentence) else other
    mood.claimants += [each[4:] for each in whos]


def _another_says(clause: Clause) -> bool:
    """Whether nobody but another counter speaks in the clause: "far more than Moscow confirmed last week"."""
    return clause.has("reject") and all(name in VOICES for name, _ in clause.voices)


def _remember(sentence: Sentence, fresh: list[Entry], mood: Mood, alone: bool) -> None:
    if mood.speaker == "reject" and _titles(sentence):
        mood.speaker = ""
    if not sentence.names and not fresh:
        mood.ground = False
        mood.barred = "" if sentence.paragraph else mood.barred
        return
    names, clauses = sentence.names, sentence.clauses
    timed = not names.isdisjoint(_TIMES)
    ours = [each for each in clauses if not (sentence.spoken and _another_says(each))] if timed else []
    times = [name for clause in ours for name, _ in clause.marks if name in TIME]
    heard = [name for clause in clauses for name, _ in clause.voices]
    mood.ground = not fresh and "losses" in names and sentence.spoken
    spoken = [name for name in times if name not in ("average", "previous")]
    roles = {each.role for each in fresh if each.role != NO and each.number.kind == N}
    told = fresh or sentence.heads or (sentence.spoken and "sum" not in names) or {"fromday", "losses"} <= names
    if spoken and (TIME[spoken[-1]] != NO or told):
        mood.time = TIME[spoken[-1]]
    elif roles == {TOTAL}:
        mood.time = TOTAL
    _hear(sentence, heard, mood, alone)
    if mood.speaker == "reject" and not heard and sum(each.role == TOTAL or each.bracketed for each in fresh) > 1:
        mood.resumed = mood.paragraph
    if mood.speaker == "unit" and mood.known and sentence.heads and not heard and not names.isdisjoint(_WHOLE):
        mood.speaker = ""
    barred = "sector" in names or "night" in names
    bars = [name for clause in clauses for name, _ in clause.marks if name in ("sector", "night")] if barred else []
    heading = "" if fresh or not sentence.heads else next((name for name in _HEADING if name in names), "")
    if bars and any(clause.counted for clause in clauses):
        mood.barred = bars[-1]
    elif heading and ("since" not in names or heading == "own"):
        mood.barred = heading
    elif "strength" in names and not sentence.names & _LOSING and not any(each.role != NO for each in fresh):
        mood.barred = "strength"
    elif (
        heard
        or sentence.paragraph
        or (sentence.heads and "losses" in names)
        or any(name in ("since", "formula") for name in times)
    ):
        mood.barred = ""
