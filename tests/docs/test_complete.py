"""Everything that can be asked, set, shown or go wrong is in the docs; README and docs lead to every page."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from answers.words import words
from bot.cli import _COMMANDS
from bot.commands import COMMANDS
from bot.config import EX_CONFIG, Settings
from tally import errors
from tally.category import CATEGORIES

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
PAGES = sorted({ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md", *DOCS.rglob("*.md")})
ASKING = (DOCS / "asking.md").read_text("utf-8")
RUNNING = (DOCS / "running.md").read_text("utf-8")
ENGLISH = ROOT / "answers/locale/en/LC_MESSAGES/sitrep.po"
REFUSALS = re.compile(
    r"(?:trouble|error|reason)-|channel-(?:unseen|no-channel|silent|not-admin|in-private)$|read-(?:failed|quota|none|undated)"
    r"|nothing-(?:yet|before|since)$|(?:past|card)-nothing$|asof-no|unknown-command$|not-understood$|too-many-|old-button"
    r"|operators-|settings-admins-only$|language-unknown$|choose-not-understood$|broadcast-too-long$|compare-too-little$"
)
"""Ids of what the bot says when it cannot answer, and of why a figure is doubted."""


def _sentences() -> Iterator[tuple[str, str]]:
    for each in read_po(ENGLISH.open("rb")):
        one, said = (each.id, each.string) if isinstance(each.id, str) else (each.id[0], each.string[-1])
        yield one, str(said)


def test_every_command_is_told_as_the_menu_tells_it() -> None:
    rows = dict(re.findall(r"^\| `/(\w+)` \| ([^|;]+)", ASKING, re.MULTILINE))
    assert {name: told.strip() for name, told in rows.items()} == {
        each.name: words("en").say(f"command-{each.name}") for each in COMMANDS
    }


def test_every_category_is_listed_with_its_days() -> None:
    rows = dict(re.findall(r"^\| `(\w+)` \| [^|]+ \| (.+) \|$", ASKING, re.MULTILINE))
    days = {
        each.slug: f"since {each.first}" if each.last is None else f"{each.first} to {each.last}"
        for each in CATEGORIES.values()
    }
    assert {slug: rows.get(slug) for slug in days} == days


def test_every_refusal_is_told_as_it_is_said() -> None:
    for one, said in _sentences():
        if REFUSALS.match(one):
            rows = [line for line in ASKING.splitlines() if f"`{one}`" in line]
            assert [said in each for each in rows] == [True], one


def test_every_command_of_the_command_line_is_told() -> None:
    told = RUNNING.partition("## The command line")[2].partition("\n## ")[0]
    assert [name for name in _COMMANDS if not re.search(rf"`(?:sitrep )?{name}\b", told)] == []


def test_every_setting_is_told_with_its_default() -> None:
    table = RUNNING.partition("## Settings")[2].partition("\n## ")[0]
    rows = [re.split(r"(?<!\\)\|", line)[1:3] for line in table.splitlines() if line.startswith("| `")]
    told = {name: default.strip().strip("`") for names, default in rows for name in re.findall(r"`(\w+)`", names)}
    assert set(told) == {name.upper() for name in Settings.model_fields}
    for name, field in Settings.model_fields.items():
        if isinstance(field.default, str) and field.default:
            assert told[name.upper()] == field.default
        if isinstance(field.default, int | float) and not isinstance(field.default, bool):
            assert float(told[name.upper()]) == field.default


def test_every_error_is_told_with_its_exit_code() -> None:
    kinds = [each for each in vars(errors).values() if isinstance(each, type) and issubclass(each, errors.SitrepError)]
    rows = dict(re.findall(r"^\| `(\w+Error)` \|[^|]+\| (\d+) \|", RUNNING, re.MULTILINE))
    assert set(rows) == {each.__name__ for each in kinds} - {"SitrepError"}
    assert rows["SettingError"] == str(EX_CONFIG)
    assert "`SitrepError`" in RUNNING


def test_every_library_we_name_has_its_decision() -> None:
    project = (ROOT / "pyproject.toml").read_text("utf-8")
    named = re.findall(
        r'^    "([\w-]+)[^"]*",$', project.partition("dependencies = [")[2].partition("]")[0], re.MULTILINE
    )
    assert len(named) > 15
    told = "\n".join(each.read_text("utf-8") for each in (DOCS / "decisions").glob("*.md")).casefold()
    assert [each for each in named if each.casefold() not in told] == []


def _anchors(page: Path) -> set[str]:
    """The anchors of a page's headings, as GitHub makes them."""
    found = re.findall(r"^#+ (.+)$", re.sub(r"```.*?```", "", page.read_text("utf-8"), flags=re.DOTALL), re.MULTILINE)
    return {
        re.sub(r"[^\w\- ]", "", re.sub(r"\[(.*?)\]\(.*?\)", r"\1", each)).strip().lower().replace(" ", "-")
        for each in found
    }


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_link_leads_somewhere(page: Path) -> None:
    text = re.sub(r"```.*?```|`[^`\n]*`", "", page.read_text("utf-8"), flags=re.DOTALL)
    for target in re.findall(r"\]\(([^)\s]+)\)|(?:src|href)=\"([^\"]+)\"", text):
        link = "".join(target)
        if re.match(r"https?:|mailto:", link):
            continue
        path, _, anchor = link.partition("#")
        there = (page.parent / path).resolve() if path else page
        assert there.exists(), link
        assert not anchor or anchor in _anchors(there), link


def test_every_page_can_be_reached_from_the_readme() -> None:
    seen, open_pages = set(), [ROOT / "README.md"]
    while open_pages:
        page = open_pages.pop()
        seen.add(page)
        links = re.findall(r"\]\(([^)\s#]+\.md)", page.read_text("utf-8"))
        near = {(page.parent / each).resolve() for each in links if not each.startswith("http")}
        open_pages += near - seen - set(open_pages)
    assert set(PAGES) - seen == set()
