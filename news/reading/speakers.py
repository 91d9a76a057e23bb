"""Whose count a number is: a claimant's, a command's for its sector, another counter's or another side's."""

from collections.abc import Sequence

from news.reading.binding import Entry
from news.reading.blocks import Mood
from news.reading.clauses import Clause, Sentence
from news.reading.items import N
from news.reading.marks import RANK, TIME, VOICES, headed, whole_war
from news.reading.sides import SOLDIERS
from news.reading.sizes import DAY_LIMIT, FLOOR, too_big

_VOICES = frozenset(VOICES)
_CLAIMANTS = frozenset(f"who.{name}" for name in RANK[:3])
_LISTED = 3
"""Clauses with numbers that make a list."""


def _anew(sentence: Sentence, mood: Mood) -> bool:
    """Whether a paragraph turns from what a command said of its sector to Russia's losses again."""
    return sentence.paragraph and mood.known and not sentence.names.isdisjoint(("losses", "russia"))


def speaker_of(sentence: Sentence, entry: Entry, mood: Mood) -> str:
    """Whose count the entry is: who is named nearest in its clause, then in the sentence, then before it."""
    if headed(sentence):
        return "reject"
    own = sentence.clauses[entry.clause].voices
    if own and _spoken_of(sentence, entry):
        return "reject"
    own = _said_first(sentence.clauses[entry.clause], entry.position)
    if own and mood.speaker == "unit" and fights_only(sentence) and not too_big(entry):
        return "unit"
    if own:
        return own[0][0] if len(own) == 1 else min(own, key=lambda each: abs(each[1] - entry.position))[0]
    if "says" in sentence.clauses[entry.clause].tags:
        whos = [name for clause in sentence.clauses[: entry.clause] for name, _ in clause.voices if name not in VOICES]
        if whos and not (entry.clause and _tells(sentence.clauses[entry.clause - 1])):
            return whos[-1]
    heard = sentence.spoken or not _VOICES.isdisjoint(sentence.names)
    for distance in range(1, len(sentence.clauses) if heard else 0):
        for place in (entry.clause - distance, entry.clause + distance):
            if 0 <= place < len(sentence.clauses):
                said = _said_first(sentence.clauses[place])
                if said:
                    return said[-1][0]
    if mood.speaker in VOICES and _paired(sentence):
        return ""
    if mood.speaker == "unit" and (too_big(entry) or whole_war(sentence) or _anew(sentence, mood)):
        return ""
    if mood.speaker == "reject" and (_tallied(sentence) or _again(sentence, mood)) and of_all_fronts(entry, mood):
        return ""
    return "" if mood.speaker == "reject" and mood.resumed == mood.paragraph else mood.speaker


def says(sentence: Sentence) -> bool:
    """Whether a verb of saying stands in the sentence."""
    return any("says" in clause.tags for clause in sentence.clauses)


def fights_only(sentence: Sentence) -> bool:
    """Whether Ukraine's soldiers are named for what they did, at no time of their own: "troops destroyed 18 tanks"."""
    voices = {name for clause in sentence.clauses for name, _ in clause.voices}
    return voices <= SOLDIERS and not says(sentence) and sentence.names.isdisjoint(TIME)


def _said_first(clause: Clause, number: int | None = None) -> Sequence[tuple[str, int]]:
    """The voices of a clause without Russia's behind a claimant's number: "15,000, Kyiv says, more than Moscow admits".

    *number* is the place of the number; None stands for any of the clause.
    """
    voices = clause.voices
    claimed = next((at for name, at in voices if name not in VOICES), None)
    if claimed is None or len(voices) < 2:
        return voices
    items = clause.items
    numbers = [at for at, item in enumerate(items) if item.kind == N]
    first = next((at for at in numbers if at > claimed), len(items))

    def silent(at: int) -> bool:
        aside = number is None or at > number or any(item.value == "-" for item in items[at:number])
        return items[at].has("rival") and at > first and aside

    return [(name, at) for name, at in voices if not silent(at)]


def _tells(clause: Clause) -> bool:
    """Whether another speaker says something in the clause: "a figure larger than Moscow admits"."""
    return clause.has("reject") and not clause.tags.isdisjoint(("says", "admits"))


def _spoken_of(sentence: Sentence, entry: Entry) -> bool:
    """Whether an army in the entry's clause is only spoken of: "Ukraine's army lost 383,000, says Moscow"."""
    clause = sentence.clauses[entry.clause]
    if "russia" in sentence.names or "says" in clause.tags or any(name not in SOLDIERS for name, _ in clause.voices):
        return False
    return any("says" in other.tags and other.has("reject") for other in sentence.clauses)


def of_its_losses(sentence: Sentence) -> bool:
    """Whether another speaker tells what Ukraine's army lost: he comes first, without Russia, or the verb is his."""
    voices = [name for clause in sentence.clauses for name, _ in clause.voices]
    if "losses" not in sentence.names or not sentence.names.isdisjoint(_CLAIMANTS):
        return False
    if voices[:1] == ["reject"] and "russia" not in sentence.names:
        return True
    armies = [clause for clause in sentence.clauses if not clause.names.isdisjoint(SOLDIERS)]
    return all(clause.counted and _quotes(clause) == "reject" for clause in armies) and bool(armies)


_BESIDE = 2


def _quotes(clause: Clause) -> str:
    """Who stands beside a verb of saying in the clause, '' if nobody does: "- said Konashenkov"."""
    for at, item in enumerate(clause.items if "says" in clause.tags and clause.voices else ()):
        if item.has("says"):
            name, place = min(clause.voices, key=lambda said: abs(said[1] - at))
            if abs(place - at) <= _BESIDE:
                return name
    return ""


def _tallied(sentence: Sentence) -> bool:
    """Whether a sentence lists Russia's losses in things that no one but Ukraine counts all of."""
    return {"losses", "russia"} <= sentence.names and sum(clause.counted for clause in sentence.clauses) >= _LISTED


def _again(sentence: Sentence, mood: Mood) -> bool:
    """Whether a paragraph of its own goes on with the list of a claimant that was named before other counters."""
    listed = sum(clause.counted for clause in sentence.clauses)
    return sentence.paragraph and mood.known and listed >= _LISTED and not sentence.spoken


def _paired(sentence: Sentence) -> bool:
    """Whether a sentence lists numbers with another in brackets behind each, as no one but the tally is printed."""
    return sum({N, "g"} <= clause.kinds for clause in sentence.clauses) >= _LISTED


def of_all_fronts(entry: Entry, mood: Mood) -> bool:
    """Whether the entry is as large as the whole tally is by then, so that no sector's can be."""
    least = mood.least.get(entry.slug or "", 0)
    return entry.value >= least > FLOOR.get(entry.slug or "", 1) and entry.value > DAY_LIMIT.get(entry.slug or "", 0)
