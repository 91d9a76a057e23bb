"""How we learn: from a source to an article to a report. Knows nothing of answers."""
