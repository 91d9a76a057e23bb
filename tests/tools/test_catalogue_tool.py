"""`tools/messages`: what the sources say is in every catalogue, and nothing else is."""

import runpy
from io import BytesIO
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TOOL = runpy.run_path(str(ROOT / "tools" / "messages"))

SOURCES = b"""
page = [words.say("plain"), words.say("one" if short else "other"), words.say({1: "first", 2: "second"}[n], n=n)]
more = words.say(f"reason-{code}", name=words.say("inner"))
table = {"button": "in-table", "text": "A sentence, no id"}
put_together = f"{kind}-since"
"""


def _found() -> dict[str, set[str]]:
    python = TOOL["used"].__globals__["python"]
    found: dict[str, set[str]] = {"say": set(), "table": set()}
    for _line, keyword, messages, _comments in python(BytesIO(SOURCES), {}, (), {}):
        found[keyword].add(messages[-1])
    return found


def test_what_is_said_is_found_wherever_it_stands_in_the_first_argument() -> None:
    assert _found()["say"] == {"plain", "one", "other", "first", "second", "inner", "reason-*"}


def test_what_stands_elsewhere_may_be_an_id() -> None:
    assert _found()["table"] >= {"in-table", "*-since"}
    assert not {each for each in _found()["table"] if " " in each}


def test_every_catalogue_has_what_the_sources_say_and_nothing_else(capsys: pytest.CaptureFixture[str]) -> None:
    assert TOOL["main"](["--check"]) == 0, capsys.readouterr().out


def _catalogue(root: Path, language: str, text: str) -> None:
    path = TOOL["path_of"](root, language)
    path.parent.mkdir(parents=True)
    head = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n"Language: xx\\n"\n'
    path.write_text(f"# Words.\n{head}\n{text}\n", encoding="utf-8")


def test_an_update_adds_what_is_new_keeps_what_is_said_and_marks_what_is_not(tmp_path: Path) -> None:
    _catalogue(tmp_path, "en", '#. A part\nmsgid "old"\nmsgstr "Old"\n\nmsgid "kept"\nmsgstr "Kept"')
    _catalogue(tmp_path, "pl", 'msgid "kept"\nmsgstr "Zostaje"\n\nmsgid "old"\nmsgstr "Stare"')
    used = TOOL["used"].__globals__["Used"](frozenset({"kept", "new"}), frozenset())
    polish = TOOL["updated"](tmp_path, "pl", TOOL["template"](tmp_path, used))
    assert polish.startswith('# Words.\nmsgid ""\n')
    assert polish.endswith(
        'msgid "kept"\nmsgstr "Zostaje"\n\nmsgid "new"\nmsgstr ""\n\n#~ msgid "old"\n#~ msgstr "Stare"\n'
    )


def test_a_new_language_gets_every_id_and_its_own_plural_forms(tmp_path: Path) -> None:
    _catalogue(tmp_path, "en", 'msgid "days"\nmsgid_plural "days"\nmsgstr[0] "{n} day"\nmsgstr[1] "{n} days"')
    used = TOOL["used"].__globals__["Used"](frozenset({"days"}), frozenset())
    lithuanian = TOOL["updated"](tmp_path, "lt", TOOL["template"](tmp_path, used))
    assert '"Plural-Forms: nplurals=3;' in lithuanian
    assert lithuanian.endswith('msgid "days"\nmsgid_plural "days"\nmsgstr[0] ""\nmsgstr[1] ""\nmsgstr[2] ""\n')
