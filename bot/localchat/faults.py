"""Troubles on request: what the panel and the tests can make the next calls meet."""

from dataclasses import dataclass, field
from typing import Any

from bot.localchat.refusals import RefusedError, bad_request, forbidden, server_error, too_many_requests

Json = dict[str, Any]

KINDS = (
    "too_many_requests",
    "blocked",
    "server_error",
    "bad_gateway",
    "chat_not_found",
    "not_accepted",
    "answer_lost",
    "hang",
)
"""`not_accepted`: the connection breaks before anything was done. `answer_lost`: the call is carried out, then the
connection breaks. `hang`: the call is carried out, and no answer ever comes."""

_REFUSALS = {
    "blocked": lambda fault: forbidden("bot was blocked by the user"),
    "server_error": lambda fault: server_error(500),
    "bad_gateway": lambda fault: server_error(502),
    "chat_not_found": lambda fault: bad_request("chat not found"),
    "too_many_requests": lambda fault: too_many_requests(fault.retry_after),
}


@dataclass(slots=True)
class Fault:
    """The next `times` calls that fit meet `kind`. `method` is a name or its beginning with `*`."""

    kind: str
    method: str = "send*"
    chat: int | None = None
    times: int = 1
    retry_after: int = 5

    def fits(self, method: str, arguments: Json) -> bool:
        """Whether this call meets the fault."""
        if method.lower() == "getupdates" and self.method.lower() != "getupdates":
            return False
        named = self.method.lower()
        same = method.lower().startswith(named[:-1]) if named.endswith("*") else method.lower() == named
        return same and (self.chat is None or str(arguments.get("chat_id")) == str(self.chat))

    def refusal(self) -> RefusedError | None:
        """The refusal that the fault gives, or None for one of the connection."""
        make = _REFUSALS.get(self.kind)
        return make(self) if make else None

    def json(self) -> Json:
        """For the panel."""
        return {"kind": self.kind, "method": self.method, "chat": self.chat, "times": self.times}


@dataclass(slots=True)
class Faults:
    """Faults that wait for their calls, first come first served."""

    waiting: list[Fault] = field(default_factory=list)

    def add(self, fault: Fault) -> None:
        """Let the next calls meet `fault`."""
        if fault.kind not in KINDS or fault.times < 1:
            raise bad_request(f"no such fault: {fault.kind}")
        self.waiting.append(fault)

    def meet(self, method: str, arguments: Json) -> Fault | None:
        """The fault that this call meets, used up by one."""
        for fault in self.waiting:
            if fault.fits(method, arguments):
                fault.times -= 1
                if not fault.times:
                    self.waiting.remove(fault)
                return fault
        return None

    def json(self) -> list[Json]:
        """For the panel."""
        return [each.json() for each in self.waiting]

    def clear(self) -> None:
        """No more troubles."""
        self.waiting.clear()
