"""Every source the bot looks at by itself."""

from pathlib import Path

from news.sources.channel import Channel
from news.sources.dataset import RussianWarship, ivaniuk, orc_losses
from news.sources.feed import feeds
from news.sources.ministry import Ministry
from news.sources.source import Source


def sources(feed_list: Path | None = None) -> tuple[Source, ...]:
    """The sources, in the order in which they usually have the day's bulletin; feeds come last.

    Raises SettingError when the list of feeds cannot be used.
    """
    return (Ministry(), Channel(), RussianWarship(), orc_losses(), ivaniuk(), *feeds(feed_list))
