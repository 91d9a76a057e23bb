"""Each method accepts exactly what Telegram's documentation of Bot API 10.1 gives it."""

import json
from pathlib import Path
from typing import Any

import pytest

from bot.localchat.calling import call
from bot.localchat.methods import METHODS, Method
from bot.localchat.stage import Stage

Json = dict[str, Any]

pytestmark = pytest.mark.shared
each_method = pytest.mark.parametrize("method", METHODS.values(), ids=lambda each: each.name)

KINDS = {
    "Integer": {"int", "chat", "number"},
    "String": {"str", "chat", "file"},
    "Boolean": {"bool"},
    "InputFile": {"file"},
}


@pytest.fixture(scope="module")
def schema(shared: Path) -> Json:
    found: Json = json.loads((shared / "data" / "bot-api-10.1.json").read_text())
    return found


def fields(schema: Json, method: Method) -> dict[str, Json]:
    return {each["name"]: each for each in schema["methods"][method.name].get("fields", [])}


@each_method
def test_parameters_are_those_of_the_schema(schema: Json, method: Method) -> None:
    assert method.parameters.keys() == fields(schema, method).keys()


@each_method
def test_required_ones_are_required(schema: Json, method: Method) -> None:
    required = {name for name, each in fields(schema, method).items() if each["required"]}
    assert {each.name for each in method.parameters.values() if each.required} == required


@each_method
def test_kinds_fit_the_types(schema: Json, method: Method) -> None:
    for name, each in fields(schema, method).items():
        for kind in each["types"]:
            expected = {"list"} if kind.startswith("Array") else KINDS.get(kind, {"dict"})
            assert method.parameters[name].kind in expected, name


@each_method
def test_a_call_without_a_required_parameter_is_refused(stage: Stage, method: Method) -> None:
    if any(each.required for each in method.parameters.values()):
        assert call(stage.world, method.name, {}).status == 400


@each_method
def test_an_unserved_parameter_is_refused_rather_than_ignored(stage: Stage, method: Method) -> None:
    for each in method.parameters.values():
        if not each.served:
            values = {"int": 1, "dict": {"a": 1}, "list": [1]}
            outcome = call(stage.world, method.name, {each.name: values.get(each.kind, "x")})
            assert "does not serve" in outcome.body["description"]
