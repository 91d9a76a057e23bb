"""One call of the bot: find the method, meet the faults, read the arguments, run it, write it down."""

import copy
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.localchat.arguments import Arguments
from bot.localchat.methods import METHODS
from bot.localchat.refusals import RefusedError, method_not_found
from bot.localchat.things import Upload
from bot.localchat.world import Call, World

Json = dict[str, Any]

DELIVERED, NOT_ACCEPTED, LOST, HANGS = "delivered", "not_accepted", "answer_lost", "hang"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a call: HTTP status, JSON body, and how the answer reaches the bot (see `faults.KINDS`)."""

    status: int
    body: Json
    fate: str = DELIVERED


def call(world: World, method: str, arguments: Mapping[str, Any], files: Mapping[str, Upload] | None = None) -> Outcome:
    """Carry out one Bot API call at once (`getUpdates` does not wait here)."""
    fault = world.faults.meet(method, dict(arguments))
    if fault is not None:
        world.tell("faults", {"faults": world.faults.json()})
    if fault is not None and fault.kind == NOT_ACCEPTED:
        return _written(world, method, arguments, Outcome(0, {}, NOT_ACCEPTED))
    refusal = fault.refusal() if fault is not None else None
    outcome = Outcome(refusal.code, refusal.body()) if refusal else _run(world, method, arguments, files or {})
    if fault is not None and refusal is None:
        outcome = Outcome(outcome.status, outcome.body, fault.kind)
    return _written(world, method, arguments, outcome)


def _run(world: World, name: str, arguments: Mapping[str, Any], files: Mapping[str, Upload]) -> Outcome:
    try:
        method = METHODS.get(name.lower())
        if method is None:
            raise method_not_found()
        result = method.run(world, Arguments(method.parameters, arguments, files))
    except RefusedError as refusal:
        return Outcome(refusal.code, refusal.body())
    return Outcome(200, {"ok": True, "result": copy.deepcopy(result)})


def _written(world: World, method: str, arguments: Mapping[str, Any], outcome: Outcome) -> Outcome:
    if method.lower() == "getupdates" and outcome.body.get("result") == []:
        return outcome
    known = METHODS.get(method.lower())
    name = known.name if known else method
    entry = Call(world.number(), world.now(), name, dict(arguments), outcome.status, outcome.body)
    world.calls.append(entry)
    world.tell("call", {"number": entry.number})
    return outcome
