"""What a Containerfile says, as values: the few instructions that ours needs, and an error at any other."""

import json
import re
import shlex
from dataclasses import dataclass
from pathlib import Path

KNOWN = frozenset({"RUN", "COPY", "ENV", "WORKDIR", "USER", "VOLUME", "HEALTHCHECK", "STOPSIGNAL", "ENTRYPOINT", "CMD"})


@dataclass(frozen=True, slots=True)
class Step:
    """One instruction: its keyword, and what follows it on its (joined) line."""

    keyword: str
    rest: str

    def words(self) -> list[str]:
        """What follows, as a list: JSON where it is written so, shell words elsewhere."""
        return [str(each) for each in json.loads(self.rest)] if self.rest.startswith("[") else shlex.split(self.rest)


@dataclass(frozen=True, slots=True)
class Stage:
    """What begins with FROM: the image it stands on, its name, and its steps in order."""

    base: str
    name: str
    steps: tuple[Step, ...]

    def last(self, keyword: str) -> Step | None:
        """The last step of that kind, which is the one that counts."""
        return next((each for each in reversed(self.steps) if each.keyword == keyword), None)

    def environment(self) -> dict[str, str]:
        """All that ENV sets, later over earlier."""
        pairs = (pair.partition("=") for each in self.steps if each.keyword == "ENV" for pair in each.words())
        return {name: value for name, _, value in pairs}

    def health(self) -> list[str]:
        """The command of HEALTHCHECK."""
        step = self.last("HEALTHCHECK")
        if step is None:
            raise ValueError("there is no HEALTHCHECK")
        return Step("CMD", step.rest.partition(" CMD ")[2].strip()).words()


def read(path: Path) -> list[Stage]:
    """The stages of the Containerfile at *path*. Raises ValueError at an instruction that is not known here."""
    lines = [line for line in path.read_text("utf-8").splitlines() if not line.lstrip().startswith("#")]
    stages: list[Stage] = []
    for line in re.sub(r"\\\n\s*", "", "\n".join(lines)).splitlines():
        keyword, _, rest = line.strip().partition(" ")
        if keyword == "FROM":
            base, _, name = rest.partition(" AS ")
            stages.append(Stage(base.strip(), name.strip() or str(len(stages)), ()))
        elif keyword in KNOWN and stages:
            last = stages.pop()
            stages.append(Stage(last.base, last.name, (*last.steps, Step(keyword, rest.strip()))))
        elif keyword:
            raise ValueError(f"{keyword} is not known here")
    return stages
