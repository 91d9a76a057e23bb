"""What we say: from a question to facts to words, in the reader's language. Knows no Telegram."""
