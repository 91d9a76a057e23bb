"""One figure in one neutral sentence that can be quoted: what, for which day, who claims it, who printed it."""

from dataclasses import dataclass

from answers.category_names import counted
from answers.page import address, clean
from answers.pages.phrases import claimant
from answers.words import Words
from storage.tallies import Tallies
from tally.tally import Tally

COPIED = 256
"""Characters that a button can copy (Bot API, CopyTextButton)."""


@dataclass(frozen=True, slots=True)
class Citation:
    """A figure with the outlet that gives exactly it, and the address where it was read, as far as they are known."""

    tally: Tally
    outlet: str = ""
    url: str | None = None


async def citation(tallies: Tallies, tally: Tally) -> Citation:
    """*tally* with the first source that gives the same total."""
    for source in await tallies.source(tally.day, tally.category):
        if source.witness.total == tally.total:
            return Citation(tally, source.witness.source, source.url)
    return Citation(tally)


def sentence(words: Words, facts: Citation, longest: int = COPIED) -> str | None:
    """The sentence with outlet and address as far as they fit *longest*; None where there is no total to cite."""
    tally = facts.tally
    if tally.total is None:
        return None
    figure = counted(words, tally.category, tally.total)
    said = words.say(
        "cite-people" if tally.category == "personnel" else "cite-equipment",
        day=tally.day,
        who=claimant(words, tally.claimed_by),
        figure=words.say("approximately", figure=figure) if tally.approximate else figure,
    )
    outlet, url = clean(facts.outlet, 60), address(facts.url)
    ends = [words.say("cite-source-link", outlet=outlet, url=url)] if outlet and url else []
    ends += [words.say("cite-source", outlet=outlet)] if outlet else []
    return next((f"{said} {end}" for end in ends if len(f"{said} {end}") <= longest), said)
