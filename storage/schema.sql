-- The schema of the newest revision, for a database that is made today; one that was made earlier walks storage/migrations.
-- A test holds the two equal. What stands in braces is spelt per database in storage/schema.py.
--
-- A day is 'YYYY-MM-DD' and a moment 'YYYY-MM-DDTHH:MM:SS.ffffffZ' (UTC): as text both sort in time's order, in every
-- database, under every collation. Flags are 0 or 1.

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

{found}; -- the words of every article as storage/alphabet.py spells them

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
