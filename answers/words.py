"""Every sentence a person reads: the message catalogues, with plurals, numbers and dates as each language writes them.

The catalogues are gettext files (`locale/<language>/LC_MESSAGES/sitrep.po`) that Babel reads as they are, so there is
no build step. Ids are kebab-case; the English text stands in the English catalogue. A placeholder is `{name}` or
`{name:form}`; see `_Formatter` for the forms. Catalogues hold plain text: markup and escaping belong to
`answers.page`.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from gettext import c2py
from importlib.resources import files
from importlib.resources.abc import Traversable
from string import Formatter
from typing import Any

from babel.dates import format_date, format_skeleton, format_time
from babel.lists import format_list
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po
from babel.numbers import format_decimal

LANGUAGES = ("en", "uk", "pl", "de", "es", "fr")
"""Languages that catalogues are kept in; the first is the measure of the others, and for who speaks none of them."""

_REGIONS = {"en": "en_GB"}
"""Language -> the CLDR locale whose dates and numbers it uses, where the language's own default is not what we want."""

_MINUS = "\N{MINUS SIGN}"

_ONE = re.compile(r"(?<!\w)1(?= [^\W\d])")
"""The first day before the name of its month: French writes `1er mai`, CLDR's patterns know only `1 mai`."""


def spoken(code: str | None) -> str:
    """The language of ours that answers *code*, an IETF tag such as `uk-UA`; English when there is none."""
    return _whole_one((code or "").replace("_", "-").partition("-")[0].casefold())


def offered() -> tuple[str, ...]:
    """The languages that can be chosen: those whose catalogues are whole, so that no answer changes its language."""
    return tuple(each for each in LANGUAGES if not lacking(each))


@cache
def lacking(language: str) -> tuple[str, ...]:
    """Ids that the catalogue of *language* does not say yet as English does: absent, or with a plural form or a
    placeholder missing or invented. All of them when there is no such catalogue.
    """
    catalogue = _catalogue(language)
    messages, english = _messages(catalogue), _messages(_catalogue(LANGUAGES[0]))
    return tuple(
        each for each, said in english.items() if not _says(messages.get(each, ()), said, catalogue.num_plurals)
    )


def number(value: float, language: str) -> str:
    """*value* with the language's grouping and a true minus; fractions show from one to three digits."""
    pattern = "#,##0" if isinstance(value, int) else "#,##0.0##"
    text = format_decimal(abs(value), format=pattern, locale=region(language))
    return f"{_MINUS}{text}" if value < 0 else text


def signed(value: float, language: str) -> str:
    """*value* as a change: `+2,710`, `−83`, `±0`."""
    text = number(abs(value), language)
    return f"{'+' if value > 0 else _MINUS if value < 0 else '±'}{text}"


@dataclass(frozen=True, slots=True)
class Words:
    """The messages of one language."""

    language: str
    messages: Mapping[str, tuple[str, ...]]
    plural: Callable[[int], int]

    def say(self, message: str, /, **values: object) -> str:
        """The message with *values* in their places; a message that has plural forms takes the one for the value `n`.

        Raises KeyError when the catalogue lacks the id or the message needs a value that is not given.
        """
        forms = self.messages[message]
        template = forms[self.plural(abs(_whole(values["n"])))] if len(forms) > 1 else forms[0]
        return _Formatter(self.language).vformat(template, (), values)

    def knows(self, message: str) -> bool:
        """Whether the catalogue has the id."""
        return message in self.messages


class _Formatter(Formatter):
    """Numbers are grouped, dates are long, tuples are lists with "and"; other forms by name.

    Forms: `{x:signed}` +2,710 · `{day:short}` 21 May · `{day:full}` Sunday, 21 May 2023 · `{day:weekday}` Sunday ·
    `{at:moment}` 21 May 2023, 09:12 · `{at:clock}` 09:12 (of a moment in the zone it is told in).
    """

    def __init__(self, language: str) -> None:
        self._language = language
        self._locale = region(language)

    def format_field(self, value: Any, format_spec: str) -> str:
        if isinstance(value, date):
            return self._date(value, format_spec)
        if isinstance(value, (int, float)):
            return (signed if format_spec == "signed" else number)(value, self._language)
        if isinstance(value, tuple):
            return str(format_list([str(each) for each in value], locale=self._locale))
        return str(value)

    def _date(self, value: date, form: str) -> str:
        if isinstance(value, datetime) and form in ("moment", "clock"):
            clock = str(format_time(value, "HH:mm", locale=self._locale))
            return clock if form == "clock" else f"{self._date(value.date(), '')}, {clock}"
        if form == "short":
            text = str(format_skeleton("MMMMd", value, locale=self._locale))
        else:
            text = str(format_date(value, "EEEE" if form == "weekday" else form or "long", locale=self._locale))
        return _ONE.sub("1er", text) if value.day == 1 and self._language == "fr" else text


@cache
def words(language: str) -> Words:
    """The words of *language*; of English when it is not one of those that can be chosen."""
    language = _whole_one(language)
    catalogue = _catalogue(language)
    return Words(language, _messages(catalogue), c2py(catalogue.plural_expr))


def catalogue_file(language: str) -> Traversable:
    """Where the messages of *language* stand, whether there is such a file or not."""
    return files("answers") / "locale" / language / "LC_MESSAGES" / "sitrep.po"


@cache
def _catalogue(language: str) -> Catalog:
    path = catalogue_file(language)
    if not path.is_file():
        return Catalog(language)
    with path.open("rb") as file:
        return read_po(file, locale=language, abort_invalid=True)


def _messages(catalogue: Catalog) -> dict[str, tuple[str, ...]]:
    return {_id(each.id): _forms(each.string) for each in catalogue if each.id}


def _says(forms: tuple[str, ...], english: tuple[str, ...], plurals: int) -> bool:
    """Whether *forms* say what *english* does: as many as the language needs, none empty, with the same values."""
    wanted = 1 if len(english) == 1 else plurals
    return len(forms) == wanted and all(forms) and _fields(forms) == _fields(english)


def _fields(forms: Sequence[str]) -> set[str]:
    return {name for form in forms for _, name, _, _ in Formatter().parse(form) if name}


def _whole_one(language: str) -> str:
    return language if language in LANGUAGES and not lacking(language) else LANGUAGES[0]


def region(language: str) -> str:
    """The CLDR locale whose numbers and dates *language* uses."""
    return _REGIONS.get(language, language)


def _id(message_id: str | Sequence[str]) -> str:
    return message_id if isinstance(message_id, str) else message_id[0]


def _forms(string: str | Sequence[str] | None) -> tuple[str, ...]:
    return (string,) if isinstance(string, str) else tuple(string or ())


def _whole(value: object) -> int:
    if not isinstance(value, int):
        raise TypeError(f"a plural needs a whole number, not {value!r}")
    return value
