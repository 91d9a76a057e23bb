"""`python -m bot` and the `sitrep` command."""

import sys


def main() -> None:
    """Run the command line."""
    if sys.argv[1:2] == ["parse"]:
        from bot.parsing import parse_plainly, plain_arguments

        given = plain_arguments(sys.argv[2:])
        if given is not None:
            parse_plainly(given)
            return
    from bot.cli import app

    app()


if __name__ == "__main__":
    main()
