"""How we keep: articles for ever, claims with their words, tallies with their revisions, chats."""
