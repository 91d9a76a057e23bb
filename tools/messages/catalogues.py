"""Catalogues against what the sources use: what is missing, what is never said; and catalogues brought up to date."""

from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po, write_po
from extraction import Used
from families import FAMILIES, OPTIONAL, members

from answers.words import LANGUAGES, lacking

_UNWRAPPED = 10_000
"""Characters of a line: a sentence is one line, so that it is found and compared whole."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Ids that must be in every catalogue (`needed`), and the `allowed` ones among those that are there."""

    needed: frozenset[str]
    allowed: frozenset[str]


def path_of(root: Path, language: str) -> Path:
    return root / "answers" / "locale" / language / "LC_MESSAGES" / "sitrep.po"


def read(path: Path, language: str) -> Catalog:
    """The catalogue at *path*; an empty one when there is none."""
    if not path.is_file():
        return Catalog(language)
    with path.open("rb") as file:
        return read_po(file, locale=language, abort_invalid=True)


def ids(catalogue: Catalog) -> list[str]:
    """Ids in the order in which they stand."""
    return [_id(each) for each in catalogue if each.id]


def wanted(used: Used, known: frozenset[str]) -> Wanted:
    """What *used* asks for, where *known* are the ids of the first catalogue."""
    put_together = (used.said | used.may) & set(FAMILIES)
    needed = _ids(used.said) | frozenset(each for family in put_together for each in members(family))
    free = (used.said | used.may) - set(FAMILIES)
    return Wanted(needed, needed | frozenset(each for each in known if any(fnmatchcase(each, one) for one in free)))


def _ids(said: frozenset[str]) -> frozenset[str]:
    return frozenset(each for each in said if "*" not in each)


def problems(root: Path, used: Used) -> Iterator[str]:
    """Everything that is out of date, a line each."""
    known = frozenset(ids(read(path_of(root, LANGUAGES[0]), LANGUAGES[0])))
    want = wanted(used, known)
    yield from (f"used, but in no catalogue: {each}" for each in sorted(want.needed - known))
    yield from (f"never said: {each}" for each in sorted(known - want.allowed))
    yield from (f"put together, but of no known values: {each}" for each in sorted(_undeclared(used, known)))
    for language in LANGUAGES[1:]:
        yield from (f"{language} does not say: {each}" for each in lacking(language))
        extra = set(ids(read(path_of(root, language), language))) - known
        yield from (f"{language} alone says: {each}" for each in sorted(extra))


def _undeclared(used: Used, known: frozenset[str]) -> set[str]:
    """Families that make some of the *known* ids, nobody knows of what."""
    families = used.said - _ids(used.said) - set(FAMILIES) - set(OPTIONAL)
    return {each for each in families if any(fnmatchcase(one, each) for one in known)}


def updated(root: Path, language: str, template: Catalog) -> str:
    """The catalogue of *language* with the ids of *template* in its order: new ones empty, others obsolete."""
    path = path_of(root, language)
    catalogue = read(path, language)
    catalogue.update(template, no_fuzzy_matching=True, keep_user_comments=True)
    body = BytesIO()
    write_po(body, catalogue, width=_UNWRAPPED, omit_header=True, no_location=True)
    header = path.read_text(encoding="utf-8").partition("\n\n")[0] if path.is_file() else _header(catalogue)
    return f"{header}\n\n{body.getvalue().decode().strip()}\n"


def template(root: Path, used: Used) -> Catalog:
    """The ids and remarks of the first catalogue, in its order, without those never said; those it lacks at the end."""
    first = read(path_of(root, LANGUAGES[0]), LANGUAGES[0])
    want = wanted(used, frozenset(ids(first)))
    made = Catalog()
    for each in first:
        if each.id and _id(each) in want.allowed:
            made.add(each.id, auto_comments=each.auto_comments)
    for new in sorted(want.needed - set(ids(first))):
        made.add(new)
    return made


def _id(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


def _header(catalogue: Catalog) -> str:
    said = {"Project-Id-Version": "sitrep-bot", "MIME-Version": "1.0", "Content-Type": "text/plain; charset=UTF-8"}
    said |= {"Content-Transfer-Encoding": "8bit", "Language": str(catalogue.locale)}
    said |= {"Plural-Forms": catalogue.plural_forms}
    lines = [f'"{name}: {value}\\n"' for name, value in said.items()]
    name = catalogue.locale.english_name if catalogue.locale else ""
    about = "Ids are kebab-case, the same in every catalogue; see answers/words.py for the placeholders."
    return "\n".join([f"# {name} words of Sitrep. {about}", 'msgid ""', 'msgstr ""', *lines])
