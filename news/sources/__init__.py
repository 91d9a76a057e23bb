"""Where the bot looks for reports by itself: one small file a source, behind one protocol (`news.sources.source`)."""
