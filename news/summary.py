"""A summary drawn from the article's own sentences, and a one-line headline.

At most three sentences, word for word and in the article's order, so that it is faithful by construction; which ones is
decided by what a reader of war news wants first: who did what where, what changed, and how much.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from news.firewall import strays
from news.language import language_of
from news.sentences import Sentence, sentences_of
from news.telling import CHANGES, DANGLING, OPINIONS, PLACES_AND_SIDES, STOP_WORDS

MOST = 3
"""Sentences in a summary."""

_READ = 40_000
"""Characters of an article that sentences are chosen from: what matters stands before that."""
_LONGEST = 420
_HEADLINE = 110
_WORD = re.compile(r"[^\W\d_][\w'’-]*")
_NAME = re.compile(r"(?<=[\w,;:–—)»”\"] )[A-ZА-ЯЁЇІЄҐ][\w'’-]+")
_NUMBER = re.compile(r"\d[\d.,\s]*\d|\d")
_LEANING = re.compile(r"[^\W\d_]+ [^\W\d_]+ (?:it|this|that|them|це|его|это|його)\b")
"""Someone denies or confirms something that an earlier sentence names."""
_CAVEAT = re.compile(
    r"\b(?:(?:cannot|could not|not been|unable to) (?:be )?(?:independently )?verif|data (?:are|is) being (?:updated"
    r"|clarified)"
    r"|calculation is complicated|strike the occupier|незалежно перевірити|дані уточнюються|підрахунок ускладнюється"
    r"|разом переможемо"
    r"|данные уточняются|независимо проверить)",
    re.IGNORECASE,
)
"""True of every report, so no news."""
_QUOTED = re.compile(r"^[\"“«„]|[\"”»]\s*(?:,|–|—|-)\s*(?:he|she|they|сказа|зая|поясни|said|сообщ)|[\"“«]")


@dataclass(frozen=True, slots=True)
class Summary:
    """What an article says, in its own words: a headline of one line and up to three sentences in reading order."""

    headline: str
    sentences: tuple[str, ...]

    @property
    def text(self) -> str:
        """The sentences as one paragraph."""
        return " ".join(self.sentences)


def summarise(text: str, *, title: str | None = None, language: str | None = None) -> Summary:
    """Summarise an article's *text*; its *title* helps to see what it is about.

    *language* is an ISO 639-1 code, found out when not given. Nothing in the summary holds a number that the article
    (its title included) does not; an article without a single sentence gives its title and no sentences.
    """
    sentences = [each for each in sentences_of(text[:_READ]) if not _repeats(each.text, title)]
    article = f"{title or ''}\n{text}"
    chosen = _choose(sentences, title, language or language_of(text) or "")
    said = tuple(_one_line(each.text) for each in chosen if not strays(each.text, article))
    return Summary(headline=_headline(title, said, article), sentences=said)


def _choose(sentences: Sequence[Sentence], title: str | None, language: str) -> list[Sentence]:
    weights = _word_weights(sentences, title)
    lead = _lead(sentences, title)
    scores = {each.place: _score(each, weights) + _by_place(each, lead, len(sentences)) for each in sentences}
    chosen: list[Sentence] = []
    while len(chosen) < MOST and len(chosen) < len(sentences):
        left = [each for each in sentences if each not in chosen and len(each.text) <= _LONGEST]
        if not left:
            break
        best = max(
            left, key=lambda each: scores[each.place] - _overlap(each, chosen) - _hanging(each, chosen, sentences)
        )
        if chosen and scores[best.place] <= 0:
            break
        chosen.append(best)
    return sorted(chosen, key=lambda each: each.place)


def _words(text: str) -> list[str]:
    """Stems, roughly: six letters tell the forms of one name from other names and not from each other."""
    return [
        word[:6]
        for word in (found.lower() for found in _WORD.findall(text))
        if word not in STOP_WORDS and len(word) > 2
    ]


def _word_weights(sentences: Sequence[Sentence], title: str | None) -> dict[str, float]:
    """How much each word tells of the subject: how many sentences share it, twice as much when the title has it."""
    counts: Counter[str] = Counter()
    for sentence in sentences:
        counts.update(set(_words(sentence.text)))
    named = set(_words(title or ""))
    most = max(counts.values(), default=1)
    return {word: count / most + (1.0 if word in named else 0.0) for word, count in counts.items()}


def _score(sentence: Sentence, weights: dict[str, float]) -> float:
    words = _words(sentence.text)
    if len(words) < 3:
        return -1.0
    stems = set(words)
    subject = sum(sorted((weights.get(word, 0.0) for word in stems), reverse=True)[:8]) / 8
    length = len(sentence.text.split())
    names = min(len(_NAME.findall(sentence.text)), 5)
    figures = min(len(_NUMBER.findall(sentence.text)), 3)
    score = 2.0 * subject + 0.18 * names + 0.22 * figures
    score += 0.55 * min(sum(1 for word in stems if word in CHANGES), 2)
    score += 0.20 * min(sum(1 for word in stems if word in PLACES_AND_SIDES), 3)
    score -= 0.04 * max(0, length - 38) + 0.12 * max(0, 8 - length)
    score -= 0.5 * bool(_QUOTED.search(sentence.text)) + 1.2 * sentence.text.rstrip('"”»').endswith("?")
    score -= 3.0 * bool(_CAVEAT.search(sentence.text))
    return score - 0.5 * min(sum(1 for word in stems if word in OPINIONS), 2)


def _lead(sentences: Sequence[Sentence], title: str | None) -> int:
    """The place of the sentence that opens the story: articles that set a scene first come to their title later."""
    named = set(_words(title or ""))
    wanted = min(2, len(named))
    return next((each.place for each in sentences if len(named & set(_words(each.text))) >= wanted), 0)


def _by_place(sentence: Sentence, lead: int, count: int) -> float:
    """News tells the main thing first; what stands before the lead only leads up to it."""
    if sentence.place < lead:
        return -0.5
    from_lead = sentence.place - lead
    return 1.2 / (1 + from_lead) + (1.0 if from_lead == 0 else 0.0) - 0.3 * from_lead / max(count, 1)


def _overlap(sentence: Sentence, chosen: Sequence[Sentence]) -> float:
    """What is said already is not news."""
    own = set(_words(sentence.text))
    return max((2.0 * len(own & set(_words(each.text))) / max(len(own), 1) for each in chosen), default=0.0)


def _hanging(sentence: Sentence, chosen: Sequence[Sentence], sentences: Sequence[Sentence]) -> float:
    """A sentence that leans on the one before it ("He added ...") is hard to read alone."""
    first = _WORD.match(sentence.text)
    if not (_LEANING.match(sentence.text) or (first and first[0].lower() in DANGLING)):
        return 0.0
    leaned_on = any(each.place == sentence.place - 1 for each in chosen)
    return 0.2 if leaned_on else 1.2


def _repeats(sentence: str, title: str | None) -> bool:
    own, named = set(_words(sentence)), set(_words(title or ""))
    return bool(named) and len(own) <= len(named) + 1 and len(own & named) >= 0.85 * len(own)


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _headline(title: str | None, said: Sequence[str], article: str) -> str:
    named = _shortened(_one_line(title)) if title else ""
    if named and not strays(named, article):
        return named
    return next((short for short in map(_shortened, said) if not strays(short, article)), "")


def _shortened(sentence: str) -> str:
    """*sentence* in at most `_HEADLINE` characters, cut between clauses if it can be, never inside a number."""
    bare = sentence.rstrip(" .…:") if not sentence.endswith("?") else sentence
    if len(bare) <= _HEADLINE:
        return bare
    for mark in (r"[;:] ", r", (?=[^\W\d_])", r" [–—-] ", r" (?=\D)"):
        ends = [found.start() for found in re.finditer(mark, bare[: _HEADLINE - 1]) if found.start() >= _HEADLINE // 3]
        if ends:
            return bare[: ends[-1]].rstrip(" ,;:–—-") + " …"
    return bare[: _HEADLINE - 1].rpartition(" ")[0] + " …"
