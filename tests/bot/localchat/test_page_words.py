"""The page's translations cover what the page says."""

import re
from pathlib import Path

import bot.localchat

PAGE = Path(bot.localchat.__file__).parent / "page"
QUOTED = r'"((?:[^"\\]|\\.)*)"'


def keys() -> set[str]:
    table = PAGE.joinpath("words.js").read_text().split("const UK = {")[1].split("\n};")[0]
    return set(re.findall(rf"^\s*{QUOTED}:", table, re.MULTILINE))


def test_every_sentence_that_a_script_says_is_translated() -> None:
    said: set[str] = set()
    for script in PAGE.glob("*.js"):
        for call in re.findall(r"\bt\(((?:[^()]|\([^()]*\))*)\)", script.read_text()):
            said |= {each for each in re.findall(QUOTED, call) if re.search("[a-z]", each)}
    spoken = said - {"channel", "private", "typing", "group", "blocked"}
    assert len(spoken) > 30
    assert spoken <= keys() | {"_", " ", ", "}


def test_every_word_that_stands_in_the_page_is_translated() -> None:
    page = PAGE.joinpath("index.html").read_text()
    body = page.split("<body>")[1].split("<noscript>")[0]
    texts = {each.strip() for each in re.findall(r">([^<>]+)<", body)}
    labels = set(re.findall(r'(?:aria-label|placeholder)="([^"]+)"', body))
    names = re.compile(r"[A-Z][a-z]+/[A-Z]\w+|UTC|English|Українська|Deutsch|Polski|Sitrep|")
    assert {each for each in texts | labels if not names.fullmatch(each)} <= keys()


DANGEROUS = ["innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "new Function", ".srcdoc"]


def test_no_script_writes_markup() -> None:
    for script in PAGE.glob("*.js"):
        code = script.read_text()
        assert not [each for each in DANGEROUS if each in code], script.name
