"""Bring the message catalogues up to date with the sources: `python tools/messages [--check]`.

Every id that the sources use goes into every catalogue, in the order of the English one: new ones empty, those no
longer said marked obsolete. What remains to be done by hand is printed. With `--check` nothing is written, and anything
out of date makes it leave with 1.
"""

import sys
from pathlib import Path

from catalogues import path_of, problems, template, updated
from extraction import used

from answers.words import LANGUAGES

ROOT = Path(__file__).resolve().parents[2]


def main(arguments: list[str]) -> int:
    if set(arguments) - {"--check"}:
        print(__doc__)
        return 2
    found = used(ROOT)
    if "--check" not in arguments:
        made = template(ROOT, found)
        for language in LANGUAGES:
            path = path_of(ROOT, language)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(updated(ROOT, language, made), encoding="utf-8")
    left = list(problems(ROOT, found))
    for each in left:
        print(each)
    print(f"{len(left)} to mend" if left else "every catalogue is up to date")
    return 1 if left and "--check" in arguments else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
