"""What stands nowhere in our code, read from its syntax: unsafe loaders, shells, SQL put together, open secrets."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("tally", "storage", "news", "answers", "bot")
FILES = sorted(each for package in PACKAGES for each in (ROOT / package).rglob("*.py"))
TREES = {each.relative_to(ROOT).as_posix(): ast.parse(each.read_text("utf-8")) for each in FILES}

NODES = {path: list(ast.walk(tree)) for path, tree in TREES.items()}

NEVER_IMPORTED = {
    "pickle", "cPickle", "dill", "marshal", "shelve", "yaml", "ruamel",  # they build whatever the text tells them to
    "subprocess", "pty", "ctypes", "cffi",  # they start or load other programs
    "xml", "xmlrpc", "telnetlib", "ftplib", "smtplib", "http", "requests", "urllib3", "httpx",  # aiohttp is the one
}  # fmt: skip
NEVER_CALLED = {
    "eval", "exec", "compile", "__import__", "os.system", "os.popen", "os.fork", "tempfile.mktemp",
    "asyncio.create_subprocess_exec", "asyncio.create_subprocess_shell", "ssl._create_unverified_context",
}  # fmt: skip
LOOKED_UP = {"bot/cli/__init__.py"}
"""Where modules are imported by a name from a literal table."""

LOOSE = {"shell": True, "verify": False, "ssl": False, "verify_ssl": False, "allow_loopback": True}
"""Arguments that open what is shut."""

UNWRAPPED = {"bot/config.py", "bot/cli/run.py", "bot/cli/asking.py", "bot/checkup/service.py"}
"""Where a secret leaves its wrapping: to check its shape, to sign in, to be taken out of the log."""


def _imports() -> Iterator[tuple[str, str]]:
    for path, nodes in NODES.items():
        for node in nodes:
            names = [each.name for each in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom) and node.module:
                names = [node.module]
            yield from ((path, each) for each in names)


def _named(called: ast.expr) -> str:
    """What is called: `eval`, `os.system`; the last name alone where it stands on something made."""
    match called:
        case ast.Name(name):
            return name
        case ast.Attribute(ast.Name(module), name):
            return f"{module}.{name}"
        case ast.Attribute(_, name):
            return f"?.{name}"
    return "?"


@cache
def _calls() -> list[tuple[str, str, ast.Call]]:
    return [
        (path, _named(node.func), node) for path, nodes in NODES.items() for node in nodes if isinstance(node, ast.Call)
    ]


def test_nothing_is_imported_that_runs_what_it_reads() -> None:
    found = [(path, name) for path, name in _imports() if name.partition(".")[0] in NEVER_IMPORTED]
    assert found == []
    # A pool hands pickles to its own children through pipes of its own; nobody else can write there.
    assert {path for path, name in _imports() if name.partition(".")[0] == "multiprocessing"} == {"news/rereading.py"}


def test_nothing_is_run_that_was_put_together() -> None:
    called = [(path, name) for path, name, _ in _calls() if name in NEVER_CALLED or name.startswith("os.exec")]
    assert called == []
    assert {path for path, name, _ in _calls() if name.endswith("import_module")} == LOOKED_UP


def test_no_argument_opens_what_is_shut() -> None:
    given = [
        (path, each.arg)
        for path, _, call in _calls()
        for each in call.keywords
        if each.arg in LOOSE and isinstance(each.value, ast.Constant) and each.value.value is LOOSE[each.arg]
    ]
    assert given == []


def test_secrets_are_unwrapped_where_they_are_used_and_nowhere_else() -> None:
    assert {path for path, name, _ in _calls() if name.endswith("get_secret_value")} == UNWRAPPED


STATEMENT = re.compile(
    r"\s*(?:SELECT|INSERT|UPDATE|DELETE|REPLACE|PRAGMA|ATTACH|DETACH|VACUUM|CREATE|ALTER|DROP|TRUNCATE|LOCK|COPY|SET|WITH)\s",
    re.ASCII,
)
OF_OUR_SCHEMA = {"name", "names", "self.name", "table.name", "', '.join(self.columns)", "HEAD", "_BUSY_MS", "_CACHE_KB"}
"""What statements are put together from: names of tables and columns of our own schema, its version, two numbers."""

MADE_IN = {
    "storage/condition.py", "storage/schema.py", "storage/sqlite.py",
    "storage/moving/copy.py", "storage/moving/install.py", "storage/moving/target.py",
}  # fmt: skip
"""Where statements are put together at all: for whole tables, whose names no driver can bind."""


def _put_together() -> Iterator[tuple[str, set[str]]]:
    """Where SQL is an f-string, a sum, or formatted; and what goes into it, apart from signs for bound values."""
    for path, nodes in NODES.items():
        for node in nodes:
            if isinstance(node, ast.JoinedStr):
                text, *_ = [each.value for each in node.values if isinstance(each, ast.Constant)] or [""]
                parts = {ast.unparse(each.value) for each in node.values if isinstance(each, ast.FormattedValue)}
            elif isinstance(node, ast.BinOp) and isinstance(node.left, ast.Constant | ast.JoinedStr):
                text, parts = ast.unparse(node.left).strip("rf'\""), {ast.unparse(node.right)}
            elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "format":
                text, parts = ast.unparse(node.func.value).strip("rf'\""), {ast.unparse(each) for each in node.args}
            else:
                continue
            if isinstance(text, str) and STATEMENT.match(text):
                yield path, {each for each in parts if not re.fullmatch(r"', '\.join\('\?' \* len\([\w.]+\)\)", each)}


def test_sql_is_put_together_from_names_of_our_own_schema_alone() -> None:
    found = list(_put_together())
    assert {path for path, _ in found} == MADE_IN
    assert {part for _, parts in found for part in parts} <= OF_OUR_SCHEMA


def test_every_other_statement_is_a_file_with_bound_values() -> None:
    for each in (ROOT / "storage" / "sql").glob("*.sql"):
        bare = re.sub(r"--.*|'[^']*'", "", each.read_text("utf-8"))
        assert not re.search(r"[{}]|%s|%\(|\$\d|\?", bare), each.name


def test_the_search_for_sql_put_together_finds_it(monkeypatch: pytest.MonkeyPatch) -> None:
    bad = (
        'a = f"SELECT * FROM t WHERE x = {x}"\nb = "DELETE FROM t WHERE x = " + x\nc = "UPDATE t SET x = {}".format(x)'
    )
    monkeypatch.setitem(NODES, "bad.py", list(ast.walk(ast.parse(bad))))
    assert [parts for path, parts in _put_together() if path == "bad.py"] == [{"x"}] * 3
