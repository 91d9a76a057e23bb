"""How well summaries agree with sentences chosen by hand, and how long they take: ours against lead-3 and sumy's.

    python bench/summaries.py [--json]

The articles are our own: those of the sample on public events, and pages as extractors hand them over, furniture and
all, about invented events. In each, up to three sentences were marked before any summary was made. Agreement is the F1
of chosen against marked sentences, averaged over articles. Every method gets the same sentences: those of the page as
it is, and again without the furniture that our own filter takes away, which shows what the choice alone is worth.
"""

import argparse
import json
import statistics
import time
import tomllib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from news.sentences import sentences_of, split
from news.summary import MOST, summarise

_HERE = Path(__file__).parent / "summaries"
_EVENTS = Path(__file__).parents[1] / "bot" / "sample" / "events"
_ROUNDS = 5

Chooser = Callable[["Marked", Sequence[str]], Sequence[str]]


@dataclass(frozen=True, slots=True)
class Marked:
    """An article and the first words of the sentences that a reader would keep."""

    title: str
    text: str
    keep: tuple[str, ...]
    is_page: bool


def articles() -> list[Marked]:
    """All articles of the comparison."""
    marks = tomllib.loads((_HERE / "events.toml").read_text("utf-8"))
    found = []
    for file in sorted(_EVENTS.glob("*.txt")):
        title, _, text = file.read_text("utf-8").partition("\n")
        found.append(Marked(title, text.strip(), tuple(marks[file.name.split(".")[0]]["keep"]), is_page=False))
    pages = tomllib.loads((_HERE / "pages.toml").read_text("utf-8"))["page"]
    found += [Marked(page["title"], page["text"].strip(), tuple(page["keep"]), is_page=True) for page in pages]
    for article in found:
        sentences = _all(article)
        for mark in article.keep:
            if sum(each.startswith(mark) for each in sentences) != 1:
                raise ValueError(f"{article.title}: no one sentence starts with {mark!r}")
    return found


def _all(article: Marked) -> list[str]:
    """Every sentence of the page as it is."""
    return [sentence for line in article.text.split("\n") if line.strip() for sentence in split(line.strip())]


def _own(article: Marked) -> list[str]:
    """The sentences that our filter leaves."""
    return [each.text for each in sentences_of(article.text)]


def agreement(article: Marked, chosen: Sequence[str]) -> float:
    """F1 of the chosen sentences against the marked ones."""
    hits = sum(any(sentence.startswith(mark) for sentence in chosen) for mark in article.keep)
    return 2 * hits / (len(chosen) + len(article.keep)) if chosen else 0.0


class _Words:
    """A tokenizer for sumy that needs no download; sentences are given to it whole."""

    def to_words(self, text: str) -> tuple[str, ...]:
        return tuple(word for word in text.lower().replace(",", " ").replace(".", " ").split() if word.isalpha())


def _sumy(name: str) -> Chooser:
    from sumy.models.dom import ObjectDocumentModel, Paragraph
    from sumy.models.dom import Sentence as Told
    from sumy.summarizers.lex_rank import LexRankSummarizer
    from sumy.summarizers.lsa import LsaSummarizer
    from sumy.summarizers.text_rank import TextRankSummarizer

    made: Any = {"LexRank": LexRankSummarizer, "TextRank": TextRankSummarizer, "LSA": LsaSummarizer}[name]()

    words = _Words()

    def choose(_article: Marked, sentences: Sequence[str]) -> Sequence[str]:
        document = ObjectDocumentModel([Paragraph([Told(sentence, words) for sentence in sentences])])
        return [str(sentence) for sentence in made(document, MOST)]

    return choose


def _measure(choose: Chooser, sentences_from: Callable[[Marked], list[str]], marked: list[Marked]) -> dict[str, float]:
    given = [(article, sentences_from(article)) for article in marked]
    agreements = [agreement(article, choose(article, sentences)) for article, sentences in given]
    times = []
    for _ in range(_ROUNDS):
        for article, sentences in given:
            start = time.perf_counter()
            choose(article, sentences)
            times.append((time.perf_counter() - start) * 1000)
    events = [value for value, article in zip(agreements, marked, strict=True) if not article.is_page]
    pages = [value for value, article in zip(agreements, marked, strict=True) if article.is_page]
    return {
        "agreement": round(statistics.mean(agreements), 3),
        "agreement_events": round(statistics.mean(events), 3),
        "agreement_pages": round(statistics.mean(pages), 3),
        "median_ms": round(statistics.median(times), 2),
        "worst_ms": round(max(times), 2),
    }


def measure() -> dict[str, Any]:
    """Everything the table shows."""
    marked = articles()
    rivals: dict[str, Chooser] = {"lead-3": lambda _article, sentences: sentences[:MOST]}
    rivals |= {name: _sumy(name) for name in ("LexRank", "TextRank", "LSA")}
    results = {
        "sitrep": _measure(lambda article, _: summarise(article.text, title=article.title).sentences, _all, marked)
    }
    for name, choose in rivals.items():
        results[name] = _measure(choose, _all, marked)
        results[f"{name}, furniture removed"] = _measure(choose, _own, marked)
    pages = sum(article.is_page for article in marked)
    return {
        "articles": len(marked),
        "articles_events": len(marked) - pages,
        "articles_pages": pages,
        "marked_sentences": sum(len(article.keep) for article in marked),
        "methods": results,
    }


def main() -> None:
    """Print the table, or one JSON object with --json."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", action="store_true")
    figures = measure()
    if parser.parse_args().json:
        print(json.dumps(figures))
        return
    print(
        "{articles} articles ({articles_events} clean, {articles_pages} as pages), {marked_sentences} marked".format(
            **figures
        )
    )
    print(f"{'':28}{'agreement':>10}{'clean':>8}{'pages':>8}{'median ms':>11}{'worst ms':>10}")
    for name, row in figures["methods"].items():
        shown = (row["agreement"], row["agreement_events"], row["agreement_pages"])
        print(
            f"{name:28}" + "{:10.3f}{:8.3f}{:8.3f}".format(*shown) + f"{row['median_ms']:11.2f}{row['worst_ms']:10.2f}"
        )


if __name__ == "__main__":
    main()
