"""The command line. A command's module is imported only when it is asked for, so that `parse` starts fast."""

from importlib import import_module
from typing import Annotated, Any

import typer
import typer.main
from typer.core import TyperGroup

_COMMANDS = {
    "run": ("bot.cli.run", "Run the bot: on Telegram with BOT_TOKEN, in a local chat without it."),
    "say": ("bot.cli.say", "Ask the bot one question in the terminal."),
    "parse": ("bot.cli.parse", "Read one report and print it as JSON."),
    "learn": ("bot.cli.learn", "Read reports from files or addresses and keep them."),
    "import": ("bot.cli.import_", "Bring in the full history of a data set."),
    "gather": ("bot.cli.gather", "Look at the sources now, or whenever each is due."),
    "backfill": ("bot.cli.backfill", "Bring in history from the sources that keep it."),
    "sources": ("bot.cli.sources", "List the sources with their state."),
    "review": ("bot.cli.review", "Decide on figures that are under check."),
    "replay": ("bot.cli.replay", "Read everything anew with today's reader and judge, and show what would change."),
    "export": ("bot.cli.export", "Write the figures as CSV, JSON or an Excel workbook."),
    "doctor": ("bot.cli.doctor", "Look at everything the bot needs, and say what to do where something is amiss."),
    "backup": ("bot.cli.backup", "Write the whole database into one file, while the bot goes on."),
    "restore": ("bot.cli.restore", "Put a backup into the database, whichever kind it came from."),
    "move": ("bot.cli.move", "Copy everything into another database: SQLite to PostgreSQL, or back."),
    "migrate": ("bot.cli.migrate", "Show the database's schema and bring it to the newest."),
    "config": ("bot.cli.config", "Show the settings, and where each was set."),
    "digests": ("bot.cli.digests", "Show which digests are due, how long they take, and what is in doubt."),
}
"""Name -> the module whose `app` holds the command, and its line in `sitrep --help`."""


class _LazyGroup(TyperGroup):
    """A group that knows its commands' names and imports a command's module when it is run."""

    def list_commands(self, ctx: Any) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        if cmd_name not in _COMMANDS:
            return None
        module, short_help = _COMMANDS[cmd_name]
        command = typer.main.get_command(import_module(module).app)
        command.name, command.short_help = cmd_name, short_help
        return command


app = typer.Typer(cls=_LazyGroup, no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)


def _show_version(asked: bool) -> None:
    if asked:
        from importlib.metadata import version

        typer.echo(f"sitrep {version('sitrep-bot')}")
        raise typer.Exit


@app.callback()
def sitrep(
    version: Annotated[bool, typer.Option("--version", callback=_show_version, is_eager=True)] = False,
) -> None:
    """Sitrep reads war-update reports, keeps the daily tallies they claim, and answers people with sources."""
