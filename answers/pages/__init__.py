"""Facts into pages: which sentences are said, in which order. The sentences themselves are in the catalogues."""
