"""The reader of reports: tokens -> numbers -> phrases -> enumeration -> scope -> report."""

from news.reading.reader import read

__all__ = ["read"]
