"""A look at everything the bot needs, one finding a line, for the one who runs it. Changes nothing."""
