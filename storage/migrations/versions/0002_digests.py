"""Digests: subscriptions and alerts, editions, the outbox, leases, broadcasts."""

from alembic import op

from storage.migrate import run_script

revision = "0002"
down_revision = "0001"

TABLES = """
CREATE TABLE subscriptions ( -- what a chat, or one topic of it, asked to be sent
    id {key},
    chat BIGINT NOT NULL,
    topic BIGINT NOT NULL, -- 0 is the chat itself
    state TEXT NOT NULL, -- active, paused (by the chat) or ended (by Telegram: blocked, kicked, gone)
    rhythm TEXT NOT NULL,
    on_day SMALLINT NOT NULL, -- of the week from Monday, 0, or of the month from 1
    fixed SMALLINT NOT NULL, -- 1: at the minute of opens; 0: when the figures land between opens and closes
    opens INTEGER NOT NULL, -- minutes after the local midnight
    closes INTEGER NOT NULL,
    late INTEGER, -- when to say that nothing has landed
    zone TEXT NOT NULL,
    language TEXT NOT NULL,
    look TEXT NOT NULL, -- layout, summaries, categories as one text: what renders alike is equal
    silent SMALLINT NOT NULL,
    missed SMALLINT NOT NULL, -- 1: the one before could not be sent in time; the next says so
    day TEXT, -- which day's digest comes next
    stage TEXT NOT NULL, -- what next_ms is: fixed, late, close or carry
    opens_ms BIGINT, -- from when the figures of that day may be sent; moments here are milliseconds since 1970, UTC:
    next_ms BIGINT -- there may be millions of rows, and a moment as text is four times as long
){strict};
CREATE UNIQUE INDEX subscriptions_by_place ON subscriptions (chat, topic);
CREATE INDEX subscriptions_due ON subscriptions (next_ms) WHERE next_ms IS NOT NULL;
CREATE INDEX subscriptions_waiting ON subscriptions (day, opens_ms) WHERE opens_ms IS NOT NULL;

CREATE TABLE alerts ( -- what a subscription wants to be told at once
    sort TEXT NOT NULL, -- round, above, record or correction
    category TEXT NOT NULL, -- '' for every one it follows
    subscription BIGINT NOT NULL REFERENCES subscriptions (id) ON DELETE CASCADE,
    above BIGINT NOT NULL, -- a day's change that is worth a word; 0 for the other sorts
    PRIMARY KEY (sort, category, subscription)
){keyed};
CREATE INDEX alerts_by_subscription ON alerts (subscription);

CREATE TABLE editions ( -- what is sent, rendered once for all who get the same words
    id {key},
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    day TEXT NOT NULL,
    language TEXT NOT NULL,
    look TEXT NOT NULL,
    html TEXT NOT NULL,
    figures TEXT NOT NULL, -- JSON: category -> [total, change] as it shows them
    revision INTEGER NOT NULL, -- how often it was rendered anew after a correction; 1 at first
    stopped TEXT, -- why nobody gets it any more
    made_ms BIGINT NOT NULL
){strict};
CREATE UNIQUE INDEX editions_by_name ON editions (name);
CREATE INDEX editions_by_day ON editions (day);

CREATE TABLE outbox ( -- who gets which edition, and what became of it; a row is a fact, not a job
    id {key},
    chat BIGINT NOT NULL,
    topic BIGINT NOT NULL,
    kind TEXT NOT NULL,
    day TEXT NOT NULL,
    revision INTEGER NOT NULL,
    edition BIGINT NOT NULL REFERENCES editions (id),
    lane SMALLINT NOT NULL, -- 0 overtakes 1, 1 overtakes 2
    rank BIGINT NOT NULL, -- the order among those that are due at once, another one every day
    state TEXT NOT NULL, -- pending, started, retry, sent, dead, unknown, expired, stopped
    silent SMALLINT NOT NULL,
    edits SMALLINT NOT NULL, -- 1: puts the edition over the message; doing that twice does no harm
    attempts INTEGER NOT NULL,
    epoch BIGINT NOT NULL, -- whose lease it was started under
    due_ms BIGINT NOT NULL,
    until_ms BIGINT NOT NULL, -- after this it is too late
    message BIGINT,
    shown INTEGER, -- which revision of the edition was sent
    error TEXT
){strict};
CREATE UNIQUE INDEX outbox_once ON outbox (day, chat, kind, topic, revision);
CREATE INDEX outbox_due ON outbox (lane, due_ms, rank) WHERE state IN ('pending', 'retry');
CREATE INDEX outbox_started ON outbox (epoch) WHERE state = 'started';
CREATE INDEX outbox_unknown ON outbox (id) WHERE state = 'unknown';
CREATE INDEX outbox_by_edition ON outbox (edition);
CREATE INDEX outbox_shown ON outbox (edition, shown) WHERE state = 'sent' AND edits = 0;

CREATE TABLE leases ( -- who may do what only one may do
    name TEXT NOT NULL PRIMARY KEY,
    holder TEXT NOT NULL,
    epoch BIGINT NOT NULL, -- grows by one with every new holder
    beat BIGINT NOT NULL -- grows while the holder lives; whoever sees it stand still takes over
){strict};

CREATE TABLE broadcasts ( -- what operators write to everybody
    id {key},
    edition BIGINT NOT NULL REFERENCES editions (id),
    state TEXT NOT NULL, -- draft, planning, planned or stopped
    cursor BIGINT NOT NULL, -- the last subscription that was planned
    made_by BIGINT NOT NULL,
    made_ms BIGINT NOT NULL
){strict};
"""

NAMES = ("subscriptions", "alerts", "editions", "outbox", "leases", "broadcasts")


def upgrade() -> None:
    run_script(op.get_bind(), TABLES)


def downgrade() -> None:
    for name in reversed(NAMES):
        op.drop_table(name)
