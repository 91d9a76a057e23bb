"""The local web as a fixture, and a gathering that looks at it."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from news.gathering import Gathering, Pace
from news.web import Limits, Web
from storage.database import Database, open_database
from tests.news.local_web import LocalWeb, serving


@dataclass
class Field:
    """What a test of gathering works with."""

    local: LocalWeb
    gathering: Gathering
    database: Database


@pytest.fixture
async def field(tmp_path: Path) -> AsyncIterator[Field]:
    async with serving() as local, Web(allow_loopback=True, limits=Limits(total=2.0)) as web:
        database = await open_database(f"sqlite:///{tmp_path}/news.db")
        yield Field(local, Gathering(web, database, pace=Pace(gap=0.0)), database)
        await database.close()
