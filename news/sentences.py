"""An article's text as sentences worth choosing from: furniture of the page left out, lists kept together."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from news.furniture import furniture

_ABBREVIATED = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Gen|Lt|Col|Maj|Capt|Sgt|Cpl|Adm|Brig|Sen|Rep|Gov|Prof|St|Jan|Feb|Mar|Apr|Jun|Jul|Aug"
    r"|Sept?|Oct|Nov|Dec|No"
    r"|vs|approx|est|Inc|Ltd|Co|al|e\.g|i\.e|U\.S|U\.K|U\.N|a\.m|p\.m"
    r"|тис|млн|млрд|грн|дол|ім|вул|обл|р|рр|ст|м|с|смт|км|кв|тов|ген|полк|од|о|див|напр|тощо|пор|т\.зв|т\.д|т\.п|гг"
    r"|г|тыс|руб|ул|д)"
    r"|\b[A-ZА-ЯЇІЄҐ])\.$"
)
_GERMAN_DAY = re.compile(r" \d{1,2}\. (?:Jan|Feb|Mär|Apr|Mai|Jun|Jul|Aug|Sep|Okt|Nov|Dez)")
# From the first mark of a run alone, and possessive: a line of nothing but points would take the square of its length.
_END = re.compile(r"(?<![.!?…])[.!?…]++[\"'”’»)\]]*+(?=\s+[\"'“‘«(\[]?[A-ZА-ЯЁЇІЄҐÀ-ÞĀ-ŽΑ-Ω\d–—-])")
_FIGURE_LINE = re.compile(r"^\W*[^\d.!?]{2,90}?[\s:‒–—-]*\D{0,20}\d[\d\s.,]*|^\W*\d[\d\s.,]*\s+\S.{1,70}$")
_SENTENCE_LIKE = re.compile(r"[.!?…]['\"”’»)\]]*$")
_INTRODUCES = re.compile(r":\s*$")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the article, word for word; `paragraph` and `place` count from 0. A list counts as one sentence."""

    text: str
    paragraph: int
    place: int
    is_list: bool = False


def sentences_of(text: str) -> list[Sentence]:
    """The sentences of *text* that are the article's own, in order, each once."""
    found: list[Sentence] = []
    seen: set[str] = set()
    paragraph = 0
    for lines in _paragraphs(text):
        made = [_listed(lines)] if len(lines) > 1 else list(split(lines[0]))
        kept = [each for each in made if _key(each) not in seen and not furniture(each)]
        seen.update(map(_key, made))
        found += [
            Sentence(each, paragraph, place, is_list=len(lines) > 1)
            for place, each in enumerate(kept, start=len(found))
        ]
        paragraph += bool(kept)
    return found


def split(paragraph: str) -> Iterator[str]:
    """The sentences of one paragraph; points of abbreviations, initials and figures end none."""
    start = 0
    for end in _END.finditer(paragraph):
        so_far = paragraph[start : end.end()]
        if end[0].startswith(".") and _ABBREVIATED.search(paragraph[max(start, end.start() - 8) : end.start() + 1]):
            continue
        if _GERMAN_DAY.match(paragraph, max(0, end.start() - 3)) or _GERMAN_DAY.match(
            paragraph, max(0, end.start() - 2)
        ):
            continue
        yield so_far.strip()
        start = end.end()
    if paragraph[start:].strip():
        yield paragraph[start:].strip()


def _paragraphs(text: str) -> Iterator[list[str]]:
    """Paragraphs as lists of one line; a list of figures as the list of its lines, its introduction first."""
    lines = [line for line in (line.strip() for line in text.split("\n")) if line]
    at = 0
    while at < len(lines):
        end = at + 1
        while end < len(lines) and _is_item(lines[end]):
            end += 1
        introduced = bool(_INTRODUCES.search(lines[at]))
        if end - at >= 4 and (introduced or _is_item(lines[at])):
            *before, opening = split(lines[at])
            yield from ([sentence] for sentence in before)
            yield [opening, *lines[at + 1 : end]]
            at = end
            continue
        if introduced or _SENTENCE_LIKE.search(lines[at]) or len(lines[at]) > 90:
            yield [lines[at]]
        at += 1


def _is_item(line: str) -> bool:
    return len(line) < 130 and bool(_FIGURE_LINE.match(line)) and len(line.split()) < 18


_LONGEST_LIST = 240


def _listed(lines: list[str]) -> str:
    """A list as one sentence: its introduction and as many items as fit."""
    text = lines[0]
    for at, line in enumerate(lines[1:]):
        if at >= 2 and len(text) + len(line) > _LONGEST_LIST:
            return text.rstrip(" ,;.") + " …"
        separator = " " if re.search(r"[:,;]$", text) else "; "
        text = text.rstrip(".") + separator + line.lstrip("-•*–— ")
    return text


def _key(sentence: str) -> str:
    return " ".join(re.findall(r"\w+", sentence.lower()))
