"""Numbers that name no thing: "820 of them over the day", "bringing the total to 94,760"."""

from news.reading.binding import Entry
from news.reading.clauses import Clause, Sentence
from news.reading.items import C, Item, N, P, W
from news.reading.marks import GAIN, TOTAL
from news.reading.sizes import DAY_LIMIT, HIGHEST, rounds

_BACK = 2
"""So many sentences back may the thing have been named: "That is what the General Staff writes" may stand between."""

_LEAST = 2000
_LEAST_OF_A_DAY = 100


def pronoun(sentence: Sentence, entry: Entry, last: Entry | None, role: str, sure: str, least: int = 0) -> str | None:
    """The slug of a number that names no thing: "820 of them over the day", "bringing the total to 94,760".

    *least* is the least that the tally of personnel can stand at, 0 if nobody knows.
    """
    told = "ofwhich" in sentence.clauses[entry.clause].tags and role == GAIN
    if "w" in entry.number.flags and entry.value < 10 and not told:
        return None
    if last is not None and last.sentence == entry.sentence and _counts_strange(sentence, entry):
        return None
    slug = _meant(sentence, entry, last, role, sure)
    if slug is None and role != GAIN:
        slug = _parted(sentence, entry)
    if slug is None and 0 < least <= entry.value and not role and _men_only(sentence, entry):
        slug = "personnel"
    if slug is None or any(item.kind == P and item.value == "/" for item in sentence.clauses[entry.clause].items):
        return None
    return slug


def _counts_strange(sentence: Sentence, entry: Entry) -> bool:
    """Whether a number that goes on a list counts a word that is nothing to the grammar: "1,610 drones and 11 elks"."""
    items = sentence.clauses[entry.clause].items
    if len(items) <= 2 or items[1] is not entry.number or not items[0].has("and"):
        return False
    return items[2].kind == W and items[2].value != "#"


def _parted(sentence: Sentence, entry: Entry) -> str | None:
    """The thing that an aside parts from its number: "vehicles destroyed, by the same count, were 409"."""
    if entry.clause < _ASIDE:
        return None
    thing, aside = sentence.clauses[entry.clause - _ASIDE : entry.clause]
    things = [item for item in thing.items if item.kind == C and item.value]
    if (
        len(things) != 1
        or thing.counted
        or aside.counted
        or C in aside.kinds
        or C in sentence.clauses[entry.clause].kinds
    ):
        return None
    return str(things[0].value)


_ASIDE = 2
"""Clauses back, over the aside, to the thing."""


def _men_only(sentence: Sentence, entry: Entry) -> bool:
    """Whether a number of the tally's size can count nothing but men: "Russia's losses stand at about 284,890"."""
    return {"losses", "russia"} <= sentence.names and _mentioned(sentence, entry) in ("", "personnel")


def _meant(sentence: Sentence, entry: Entry, last: Entry | None, role: str, sure: str) -> str | None:
    clause = sentence.clauses[entry.clause]
    back = _BACK if last is not None and last.slug == "personnel" and not _mentioned(sentence, entry) else 1
    told = last is not None and last.sentence >= entry.sentence - back
    if role == GAIN and told and last is not None and sentence.paragraph and last.sentence < entry.sentence:
        told = sentence.spoken or "losses" in sentence.names or "russia" in sentence.names
    was = last.role if last is not None else ""
    if last is not None and was == GAIN and last.value > DAY_LIMIT.get(last.slug or "", 0):
        was = ""
    if last is not None and told:
        slug = _other_time(entry, last, was, role) if sure in ("own", "weak") else None
        if slug is not None:
            return slug
        if _exactly(entry, last, was, role):
            return last.slug
    if role == TOTAL and clause.has("sum") and (thing := _mentioned(sentence, entry)):
        return thing if entry.value <= HIGHEST.get(thing, entry.value) else None
    if role in (TOTAL, "") and entry.value >= _LEAST and _opens_list(sentence, entry):
        return "personnel"
    losses = "losses" in sentence.names
    spoken = sentence.spoken
    if (
        losses
        and not _leads_to_thing(clause, entry)
        and entry.value >= _LEAST
        and (role == TOTAL or (not role and spoken))
        and _mentioned(sentence, entry) in ("", "personnel")
    ):
        return "personnel"
    if (
        role == GAIN
        and _LEAST_OF_A_DAY <= entry.value <= DAY_LIMIT["personnel"]
        and clause.has("losses")
        and (not clause.has("ukrainian") or ("russia" in clause.tags and bool(clause.voices)))
        and "average" not in sentence.names
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


def _other_time(entry: Entry, last: Entry, was: str, role: str) -> str | None:
    """The thing of a gain of the total *last*, or of the total of the gain *last*; *was* is what that is, if sure."""
    if not last.slug or was == role:
        return None
    if role == GAIN and was in (TOTAL, "") and entry.value <= DAY_LIMIT.get(last.slug, 0) and entry.value < last.value:
        return last.slug
    if role == TOTAL and was in (GAIN, "") and entry.value > last.value:
        return last.slug if entry.value <= HIGHEST.get(last.slug, entry.value) else "personnel"
    return None


def _exactly(entry: Entry, last: Entry, was: str, role: str) -> bool:
    """Whether the entry says a rounded number exactly: "1.26 million. To be precise, 1,261,420"."""
    here = last.approximate and last.sentence == entry.sentence
    sure = here and was in (GAIN, "") if role == GAIN else was == TOTAL or (not was and here)
    least = _LEAST_OF_A_DAY if role == GAIN else _LEAST
    return sure and last.value != entry.value >= least and rounds(last.value, entry.value, last.approximate)


def _leads_to_thing(clause: Clause, entry: Entry) -> bool:
    """Whether another thing than men follows the number in its clause: "to the 2,908 destroyed so far, tanks"."""
    for item in clause.items[entry.position + 1 :]:
        if item.kind == C and item.value:
            return item.value != "personnel"
        if item.kind == N:
            return False
    return False


_LISTED = 3
"""So many things behind a number make it the first line of a list."""


def _opens_list(sentence: Sentence, entry: Entry) -> bool:
    """Whether a claimant's list begins with the number, other things behind it: men are the bulletin's first line."""
    if not sentence.spoken or any(item.kind == C for item in _before(sentence, entry)):
        return False
    behind = [item.value for clause in sentence.clauses[entry.clause + 1 :] for item in clause.items if item.kind == C]
    return len(set(behind)) >= _LISTED and "personnel" not in behind


def _before(sentence: Sentence, entry: Entry) -> list[Item]:
    out: list[Item] = []
    for clause in sentence.clauses[: entry.clause + 1]:
        for item in clause.items:
            if item is entry.number:
                return out
            out.append(item)
    return out


def _mentioned(sentence: Sentence, entry: Entry) -> str:
    """The thing the sentence named last before the number, '' if none."""
    found = ""
    for clause in sentence.clauses[max(0, entry.clause - 5) : entry.clause + 1]:
        for item in clause.items:
            if item is entry.number:
                break
            if item.kind == C and item.value:
                found = str(item.value)
    return found
