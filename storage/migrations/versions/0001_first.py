"""The first schema: articles, reports with their claims, witnesses, tallies with their revisions, chats."""

from alembic import op

from storage.migrate import run_script

revision = "0001"
down_revision = None

TABLES = """
CREATE TABLE articles (
    id {key},
    url TEXT,
    content TEXT NOT NULL, -- SHA-256 of title and text: the same address with other words is another version
    outlet TEXT NOT NULL,
    title TEXT,
    body TEXT NOT NULL,
    published TEXT,
    published_at TEXT,
    language TEXT,
    headline TEXT,
    summary TEXT,
    read_at TEXT NOT NULL,
    ranked_at TEXT NOT NULL -- when it was published as far as we know, never later than when we read it
){strict};
CREATE UNIQUE INDEX articles_by_url ON articles (url, content) WHERE url IS NOT NULL;
CREATE UNIQUE INDEX articles_by_content ON articles (content) WHERE url IS NULL;
CREATE INDEX articles_by_rank ON articles (ranked_at, id);
CREATE INDEX articles_summarised ON articles (ranked_at, id) WHERE summary IS NOT NULL;

CREATE TABLE reports (
    id BIGINT NOT NULL PRIMARY KEY, -- taken from the counter of reports, many at a time
    article BIGINT REFERENCES articles (id),
    url TEXT, -- of a report without an article
    claimant TEXT NOT NULL,
    day TEXT,
    side TEXT,
    claimed_by TEXT,
    language TEXT,
    source TEXT NOT NULL,
    origin TEXT NOT NULL,
    warnings TEXT NOT NULL, -- a JSON list of sentences
    seen_at TEXT NOT NULL
){strict};
CREATE INDEX reports_by_article ON reports (article);

CREATE TABLE claims (
    report BIGINT NOT NULL REFERENCES reports (id),
    position INTEGER NOT NULL, -- the order in which the report gives its figures, from 0
    category TEXT NOT NULL,
    kind TEXT NOT NULL,
    figure BIGINT NOT NULL,
    approximate SMALLINT NOT NULL,
    words TEXT NOT NULL,
    first_char INTEGER NOT NULL,
    end_char INTEGER NOT NULL,
    PRIMARY KEY (report, position)
){keyed};

CREATE TABLE witnesses (
    id {key},
    claimant TEXT NOT NULL,
    day TEXT NOT NULL,
    category TEXT NOT NULL,
    source TEXT NOT NULL,
    origin TEXT NOT NULL,
    total BIGINT,
    gain BIGINT,
    approximate SMALLINT NOT NULL,
    report BIGINT REFERENCES reports (id),
    seen_at TEXT NOT NULL
){strict};
CREATE INDEX witnesses_by_day ON witnesses (claimant, day, category, id);

CREATE TABLE tallies ( -- what we say now: the newest revision of each figure
    claimant TEXT NOT NULL,
    category TEXT NOT NULL,
    day TEXT NOT NULL,
    revision INTEGER NOT NULL,
    total BIGINT,
    gain BIGINT,
    standing TEXT NOT NULL,
    approximate SMALLINT NOT NULL,
    claimed_by TEXT NOT NULL,
    settled SMALLINT NOT NULL, -- 1 when an operator decided on it
    PRIMARY KEY (claimant, category, day)
){keyed};
CREATE INDEX tallies_by_day ON tallies (claimant, day, category);

CREATE TABLE revisions ( -- everything we ever said; rows are only added
    claimant TEXT NOT NULL,
    day TEXT NOT NULL,
    category TEXT NOT NULL,
    revision INTEGER NOT NULL, -- 1 is the first
    total BIGINT,
    gain BIGINT,
    standing TEXT NOT NULL,
    approximate SMALLINT NOT NULL,
    claimed_by TEXT NOT NULL,
    settled SMALLINT NOT NULL,
    corrects SMALLINT NOT NULL, -- 1 when it says another figure than the one before, not merely a better standing
    reasons TEXT NOT NULL, -- a JSON list: why it replaced the one before, or remarks on the first
    note TEXT, -- the deciding person's own words
    report BIGINT REFERENCES reports (id),
    decided_by TEXT NOT NULL,
    decided_at TEXT NOT NULL,
    PRIMARY KEY (claimant, day, category, revision)
){keyed};
CREATE INDEX revisions_by_correction ON revisions (claimant, decided_at) WHERE corrects = 1;

CREATE TABLE held (
    id {key},
    claimant TEXT NOT NULL,
    day TEXT NOT NULL,
    category TEXT NOT NULL,
    total BIGINT,
    gain BIGINT,
    approximate SMALLINT NOT NULL,
    reasons TEXT NOT NULL, -- a JSON list
    report BIGINT REFERENCES reports (id),
    since TEXT NOT NULL,
    outcome TEXT, -- null while it waits
    decided_by TEXT,
    decided_at TEXT,
    note TEXT
){strict};
CREATE UNIQUE INDEX held_waiting ON held (claimant, day, category, COALESCE(total, -1), COALESCE(gain, -1))
    WHERE outcome IS NULL;
CREATE INDEX held_by_day ON held (claimant, day, category);

CREATE TABLE chats (
    id BIGINT NOT NULL PRIMARY KEY,
    language TEXT
){strict};

CREATE TABLE updates (
    id BIGINT NOT NULL PRIMARY KEY,
    seen_at TEXT NOT NULL
){strict};
CREATE INDEX updates_by_age ON updates (seen_at);

CREATE TABLE counters (
    name TEXT NOT NULL PRIMARY KEY,
    figure BIGINT NOT NULL
){strict};

CREATE TABLE state ( -- what gathering remembers between looks
    name TEXT NOT NULL PRIMARY KEY,
    content TEXT NOT NULL,
    changed_at TEXT NOT NULL
){strict};
"""

NAMES = ("articles", "reports", "claims", "witnesses", "tallies", "revisions", "held", "chats", "updates", "counters", "state")


def upgrade() -> None:
    run_script(op.get_bind(), TABLES)


def downgrade() -> None:
    for name in reversed(NAMES):
        op.drop_table(name)
