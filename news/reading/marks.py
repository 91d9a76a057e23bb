"""The words of a sentence that say something about time, side or speaker, and what they say of one number."""

from functools import cache

from news.reading.binding import Entry
from news.reading.clauses import Clause, Sentence
from news.reading.datings import dated, led, lost_then, said_then
from news.reading.idle import IDLE, idle, of_record
from news.reading.items import C, D, Item, N, P, W
from news.reading.lexicon import Tags
from news.reading.sides import SIDES, loses, speaks

TOTAL, GAIN, NO = "total", "gain", "no"
"""What a figure is: cumulative since the war began, the last day's, or none of the tally's."""

TIME = {
    "since": TOTAL,
    "formula": TOTAL,
    "firstdays": TOTAL,
    "day": GAIN,
    "yesterday": GAIN,
    "than": GAIN,
    "period": NO,
    "average": NO,
    "previous": NO,
}
"""Marks that tell the time surely."""

WEAK = {"sum": TOTAL, "asof": TOTAL, "more": GAIN, "onday": GAIN}
"""Marks that tell it where nothing surer stands."""

BARS = ("own", "both", "strength", "sector", "night", "nearing", "elsewhere")
"""Marks of what is no tally of Russian losses: other sides, wars and places, strength and aid, one night, "nearing"."""

RANK = (
    "General Staff of the Armed Forces of Ukraine",
    "Ukrainian Ministry of Defense",
    "Ministry of Foreign Affairs of Ukraine",
    "Armed Forces of Ukraine",
)
"""Claimants of the tally, the best known first."""

VOICES = ("reject", "unit")
"""Speakers whose counts are not the tally: other counters, and commands that speak for one sector."""

_SAYS = frozenset({*TIME, *BARS, *VOICES, "sum", "more", "losses", "russia", "ukrainian", "recall"})


_MUTE = frozenset((W, N))
_MANNERED = ("average", *SIDES, "period", "unit")
"""Marks that what stands around them may change or silence; so are weekdays."""


@cache
def _may_tell(tag: str) -> bool:
    return tag in _SAYS or tag in SIDES or tag.startswith(("who.", "weak.", "weekday."))


@cache
def _telling(tags: Tags) -> tuple[Tags, bool]:
    """Those of the *tags* of an item that may say something, each once, and whether they say it wherever they stand."""
    told = tuple(filter(_may_tell, dict.fromkeys(tags)))
    return told, not any(tag in _MANNERED or tag[:8] == "weekday." for tag in told)


def mark(sentence: Sentence) -> None:
    """Note in every clause which of its words say something about time, side or speaker."""
    since = False
    for number, clause in enumerate(sentence.clauses):
        items = clause.items
        clause.kinds = kinds = {item.kind for item in items}
        clause.tags = tags = set().union(*[item.tags for item in items])
        clause.counted = N in kinds
        clause.apart = "ofwhich" in tags or (clause.counted and C not in kinds)
        if D not in kinds and not any(map(_may_tell, tags)):
            continue
        for at, item in enumerate(items):
            kind = item.kind
            if kind in _MUTE:
                continue
            if kind == P:
                if number == 0 and at < 6 and item.value == ":" and not clause.names.isdisjoint(VOICES):
                    sentence.names.add("headed")
            elif kind == D:
                _note_date(clause, at, since)
            elif item.tags:
                told, plainly = _telling(item.tags)
                if not IDLE.isdisjoint(told):
                    since = since or "since" in told
                    silent = idle(clause, at, number == 0, told)
                    told = tuple(tag for tag in told if tag not in silent)
                if plainly:
                    clause.marks += [(tag, at) for tag in told]
                    clause.names.update(told)
                else:
                    _note_words(sentence, number, at, told)
        if "loses" in tags and {"russia", "says"}.isdisjoint(tags) and loses(items):
            clause.note("own", 0)
        if clause.marks:
            clause.voices = [said for said in clause.marks if said[0] in VOICES or said[0][:4] == "who."]
            sentence.names |= clause.names
            sentence.spoken = sentence.spoken or any(said[0][:4] == "who." for said in clause.voices)


def since_it_began(sentence: Sentence) -> None:
    """Let every longer time of *sentence* be the whole war: in its first week "the last four days" are all of it."""
    if "period" not in sentence.names:
        return
    sentence.names = (sentence.names - {"period"}) | {"since"}
    for clause in sentence.clauses:
        if clause.has("period"):
            clause.names = (clause.names - {"period"}) | {"since"}
            clause.marks = [("since" if name == "period" else name, at) for name, at in clause.marks]


def _note_date(clause: Clause, at: int, since: bool) -> None:
    item = clause.items[at]
    said = dated(clause.items, at, since)
    if said == "since" and of_record(clause, at):
        return
    if said == "period" and "losses" not in clause.tags and clause.items[at - 1].has("sinceword"):
        said = ""
    if said:
        clause.note(said, at)
        if said == "period" and str(item.value)[-1:] == "-":
            clause.names.add("month")
        elif said == "period":
            clause.names.add("fromday")
    elif item.value and any(each.has("asof") for each in clause.items[max(0, at - 3) : at]):
        clause.note("asof", at)


def _closes(sentence: Sentence, clause: Clause, at: int) -> bool:
    """Whether Russia begins a clause that a verb of saying ends, and nobody else speaks: "Moskova ... söyledi"."""
    if at > 1 or not clause.counted or not clause.items[-1].has("says"):
        return False
    return not any(tag[:4] == "who." for each in sentence.clauses for tag in each.tags)


_NUMBERED = 20
"""From here on the number before a unit is its name: "the 92nd brigade", not "12 brigades"."""


def _note_words(sentence: Sentence, number: int, at: int, told: Tags) -> None:
    clause = sentence.clauses[number]
    items = clause.items
    item = items[at]
    if at and item.has("period"):
        before = items[at - 2] if at > 1 and items[at - 1].has("of") else items[at - 1]
        if before.kind == D or before.has("since") or (before.has("says") and not _counted_before(items, at)):
            return
    if item.has("asof") and said_then(items, at):
        return
    for tag in told:
        if tag == "average" and at == 0 and len(items) > 1 and items[1].value in (":", "-"):
            tag = "day"
        if tag == "unit" and at and items[at - 1].kind == N and float(items[at - 1].value) < _NUMBERED:
            continue
        if tag in SIDES:
            if speaks(items, at, tag == "rival") or (tag == "rival" and _closes(sentence, clause, at)):
                clause.note(SIDES[tag], at)
        elif tag[:8] != "weekday.":
            clause.note(tag, at)
        elif "average" in told:
            continue
        elif any(each.has("asof") for each in items[max(0, at - 2) : at + 2]):
            if not said_then(items, at + 1):
                clause.note("asof", at)
        elif "ofwhich" in clause.tags or lost_then(led(sentence, number), at):
            clause.note("onday", at)


def _counted_before(items: list[Item], at: int) -> bool:
    """Whether a number stands before *at*: "said last weekend that" tells no time of its losses."""
    return any(item.kind in (N, "g") for item in items[:at])


def _nearest(clause: Clause, kinds: dict[str, str], at: int) -> str:
    best, far = "", 10_000
    for name, place in clause.marks:
        if name in kinds and abs(place - at) < far:
            best, far = kinds[name], abs(place - at)
    return best


_TIMED = frozenset((*TIME, *WEAK))


def time_of(sentence: Sentence, entry: Entry) -> tuple[str, str]:
    """What the sentence says about the entry's time, and how surely: 'own', 'weak', 'before', 'after' or ''."""
    own = sentence.clauses[entry.clause]
    timed = not _TIMED.isdisjoint(own.names)
    said = _nearest(own, TIME, entry.position) if timed else ""
    if (
        said == GAIN
        and "period" in sentence.names
        and any(
            clause.has("period") and (clause.has("month") if clause is own else not clause.counted)
            for clause in sentence.clauses[: entry.clause + 1]
        )
    ):
        said = NO
    if said == GAIN and _averaged(sentence, entry):
        said = NO
    if said == NO and "ofwhich" in own.tags and "average" in own.names and "period" not in own.names:
        said = GAIN
    if said:
        return said, "own"
    said = _nearest(own, WEAK, entry.position) if timed else ""
    if said == TOTAL and _within_period(sentence, entry):
        return NO, "before"
    if said == GAIN and _more_of_period(sentence, entry):
        return NO, "before"
    if said:
        return said, "weak"
    if "ofwhich" in own.tags and (role := _told_behind(sentence, entry)):
        return role, "after"
    if _averaged(sentence, entry):
        return NO, "before"
    for clause in reversed(sentence.clauses[: entry.clause]):
        if _TIMED.isdisjoint(clause.names) or (clause.counted and "ofwhich" in clause.tags):
            continue
        for name, _ in reversed(clause.marks):
            if name in TIME and name != "average":
                return TIME[name], "before"
        if _more_of_period(sentence, entry):
            return NO, "before"
        if any(name in WEAK for name, _ in clause.marks):
            return next(WEAK[name] for name, _ in clause.marks if name in WEAK), "hint"
    for clause in sentence.clauses[entry.clause + 1 :]:
        if clause.apart:
            break
        for name, _ in clause.marks if not _TIMED.isdisjoint(clause.names) else ():
            if (name in TIME and name != "average") or name == "onday":
                return {**TIME, **WEAK}[name], "after"
    return "", ""


def _averaged(sentence: Sentence, entry: Entry) -> bool:
    """Whether an average goes on: "on average they lose 1,030 men and 8 tanks a day"."""
    if not entry.clause or "average" not in sentence.names or "day" in sentence.clauses[entry.clause - 1].names:
        return False
    own = sentence.clauses[entry.clause]
    goes_on = own.items[0].kind == N or own.items[0].has("and")
    return goes_on and sentence.clauses[entry.clause - 1].has("average")


def _told_behind(sentence: Sentence, entry: Entry) -> str:
    """The time told behind an entry before the next number: "of whom 960 were killed, or wounded, in the past day"."""
    for clause in sentence.clauses[entry.clause + 1 :]:
        if clause.counted:
            return ""
        for name, _ in clause.marks:
            if name in TIME and name != "average":
                return TIME[name]
    return ""


def _more_of_period(sentence: Sentence, entry: Entry) -> bool:
    """Whether a month's or another sum goes on: "31,850 men in January, and also 320 tanks"."""
    if "period" not in sentence.names or whole_war(sentence) or not sentence.names.isdisjoint(_SURE):
        return False
    before = sentence.clauses[: entry.clause]
    return any(clause.has("period") for clause in before) and not any(
        clause.has("onday") for clause in sentence.clauses[: entry.clause + 1]
    )


_SURE = ("day", "yesterday", "than")


def _within_period(sentence: Sentence, entry: Entry) -> bool:
    """Whether the sentence told of a week or a month last: what it then calls a total is that week's."""
    if any(clause.has("since") or clause.has("formula") for clause in sentence.clauses[entry.clause :]):
        return False
    for clause in reversed(sentence.clauses[: entry.clause]):
        if clause.has("since") or clause.has("formula"):
            return False
        if clause.has("period") and not clause.counted:
            return True
    return False


def whole_war(sentence: Sentence) -> bool:
    """Whether a sentence tells of the whole war, in the bulletin's words or others."""
    return not sentence.names.isdisjoint(("since", "formula"))


def headed(sentence: Sentence) -> bool:
    """Whether another speaker stands before a colon at the head of the sentence: all of it is his."""
    return "headed" in sentence.names and "who." + RANK[0] not in sentence.names
