"""The local chat stands apart: nothing on the way to real Telegram needs it."""

import ast
from pathlib import Path

from bot.localchat.server import LocalChat

ROOT = Path(__file__).resolve().parents[3]
JOINS = ROOT / "bot" / "cli" / "run.py"


def imports(tree: ast.AST) -> set[str]:
    found = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    return found | {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}


def test_only_the_run_command_joins_it_and_only_when_it_has_no_token() -> None:
    for path in (*ROOT.glob("bot/**/*.py"), *ROOT.glob("answers/**/*.py"), *ROOT.glob("news/**/*.py")):
        if ROOT / "bot" / "localchat" in path.parents:
            continue
        tree = ast.parse(path.read_text())
        if path == JOINS:
            tree.body = [each for each in tree.body if isinstance(each, (ast.Import, ast.ImportFrom))]
        assert not {each for each in imports(tree) if each.startswith("bot.localchat")}, path


async def test_it_listens_on_this_computer_alone() -> None:
    async with LocalChat(port=0) as chat:
        assert chat.url == f"http://127.0.0.1:{chat.port}"
        assert chat._runner is not None
        assert {address[0] for address in chat._runner.addresses} == {"127.0.0.1"}


async def test_a_token_is_new_each_time() -> None:
    assert LocalChat().token != LocalChat().token
