-- name: edition_get
SELECT id, name, kind, day, language, look, html, figures, revision, stopped, made_ms FROM editions WHERE name = :name;

-- name: edition_by_id
SELECT id, name, kind, day, language, look, html, figures, revision, stopped, made_ms FROM editions WHERE id = :id;

-- name: edition_add
INSERT INTO editions (name, kind, day, language, look, html, figures, revision, made_ms)
VALUES (:name, :kind, :day, :language, :look, :html, :figures, 1, :made_ms)
ON CONFLICT (name) DO NOTHING
RETURNING id;

-- name: edition_renew!
UPDATE editions SET html = :html, figures = :figures, revision = revision + 1, made_ms = :made_ms
WHERE id = :id AND revision = :revision;

-- name: editions_since
SELECT id, name, kind, day, language, look, html, figures, revision, stopped, made_ms FROM editions
WHERE day >= :since
ORDER BY id;

-- name: editions_renewed
SELECT id, name, kind, day, language, look, html, figures, revision, stopped, made_ms FROM editions
WHERE day >= :since AND revision > 1
ORDER BY id;

-- name: editions_stopped
SELECT e.id, e.name, e.kind, e.day, e.stopped, COUNT(o.id) AS n
FROM editions AS e LEFT JOIN outbox AS o ON o.edition = e.id AND o.state = 'stopped'
WHERE e.stopped IS NOT NULL
GROUP BY e.id, e.name, e.kind, e.day, e.stopped
ORDER BY e.id;

-- name: edition_stop!
UPDATE editions SET stopped = :why WHERE id = :id AND stopped IS NULL;

-- name: edition_resume!
UPDATE editions SET stopped = NULL WHERE id = :id;

-- name: outbox_stop
UPDATE outbox SET state = 'stopped', error = :why
WHERE id IN (SELECT id FROM outbox WHERE edition = :id AND state IN ('pending', 'retry') LIMIT :limit)
RETURNING id;

-- name: outbox_resume
UPDATE outbox SET state = 'pending', error = NULL, due_ms = :now
WHERE id IN (SELECT id FROM outbox WHERE edition = :id AND state = 'stopped' LIMIT :limit)
RETURNING id;

-- name: outbox_add!
INSERT INTO outbox (chat, topic, kind, day, revision, edition, lane, rank, state, silent, edits, attempts, epoch, due_ms,
    until_ms, message)
VALUES (:chat, :topic, :kind, :day, :revision, :edition, :lane, :rank, 'pending', :silent, :edits, 0, 0, :due_ms,
    :until_ms, :message)
ON CONFLICT (day, chat, kind, topic, revision) DO NOTHING;

-- name: outbox_add_doubtful!
INSERT INTO outbox (chat, topic, kind, day, revision, edition, lane, rank, state, silent, edits, attempts, epoch, due_ms,
    until_ms, error)
VALUES (:chat, :topic, :kind, :day, 0, :edition, 1, 0, 'unknown', 0, 0, 0, 0, 0, 0, :why)
ON CONFLICT (day, chat, kind, topic, revision) DO NOTHING;

-- name: outbox_doubt
-- An edit is not in doubt: doing it twice does no harm.
UPDATE outbox SET state = 'unknown', error = :why
WHERE state IN ('pending', 'retry', 'started') AND edits = 0 AND due_ms <= :now
RETURNING id;

-- name: outbox_ready
SELECT id, chat, topic, kind, day, edition, silent, edits, attempts, due_ms, until_ms, message FROM outbox
WHERE lane = :lane AND state IN ('pending', 'retry') AND due_ms <= :now
ORDER BY due_ms, rank
LIMIT :limit;

-- name: outbox_start!
UPDATE outbox SET state = 'started', epoch = :epoch, attempts = attempts + 1
WHERE id = :id AND state IN ('pending', 'retry');

-- name: outbox_started
SELECT id FROM outbox WHERE state = 'started' AND epoch = :epoch;

-- name: outbox_expire!
UPDATE outbox SET state = 'expired' WHERE id = :id AND state IN ('pending', 'retry');

-- name: outbox_postpone!
-- It has waited for its turn already, so it goes before those whose turn comes then.
UPDATE outbox SET due_ms = :due_ms, lane = 0 WHERE id = :id AND state IN ('pending', 'retry');

-- name: outbox_sent!
-- Whoever sent it knows, even after another has taken over and called it unknown.
UPDATE outbox SET state = 'sent', message = :message, shown = :shown, error = NULL
WHERE id = :id AND epoch = :epoch AND state IN ('started', 'unknown');

-- name: outbox_finish!
UPDATE outbox SET state = :state, due_ms = :due_ms, error = :error, lane = CASE WHEN :state = 'retry' THEN 0 ELSE lane END
WHERE id = :id AND epoch = :epoch AND state = 'started';

-- name: outbox_release!
-- Provably not sent: its turn has not come before the end.
UPDATE outbox SET state = 'pending', attempts = attempts - 1
WHERE id = :id AND epoch = :epoch AND state = 'started';

-- name: outbox_release_all!
UPDATE outbox SET state = 'pending', attempts = attempts - 1 WHERE state = 'started' AND epoch = :epoch;

-- name: outbox_orphans
SELECT id, chat, topic, kind, day, edits FROM outbox WHERE state = 'started' AND epoch < :epoch;

-- name: outbox_lost!
-- What a sender that is gone had begun: it may be there, so it is not sent again.
UPDATE outbox SET state = 'unknown', error = 'the sender stopped before it knew'
WHERE state = 'started' AND epoch < :epoch AND edits = 0;

-- name: outbox_edit_again!
UPDATE outbox SET state = 'retry' WHERE state = 'started' AND epoch < :epoch AND edits = 1;

-- name: outbox_bury!
-- Nobody is there any more.
-- The days hop over the index, so that this reads a few rows a day and not the whole table.
WITH RECURSIVE days (day) AS (
    SELECT MIN(day) FROM outbox
    UNION ALL
    SELECT (SELECT MIN(day) FROM outbox WHERE day > days.day) FROM days WHERE days.day IS NOT NULL
)
UPDATE outbox SET state = 'dead', error = :error
WHERE day IN (SELECT day FROM days WHERE day IS NOT NULL) AND chat = :chat AND (topic = :topic OR :topic = 0) AND state IN ('pending', 'retry', 'stopped');

-- name: outbox_withdraw!
-- The days hop over the index, so that this reads a few rows a day and not the whole table.
WITH RECURSIVE days (day) AS (
    SELECT MIN(day) FROM outbox
    UNION ALL
    SELECT (SELECT MIN(day) FROM outbox WHERE day > days.day) FROM days WHERE days.day IS NOT NULL
)
UPDATE outbox SET state = 'dead', error = 'not wanted any more'
WHERE day IN (SELECT day FROM days WHERE day IS NOT NULL) AND chat = :chat AND topic = :topic AND state IN ('pending', 'retry', 'stopped') AND edits = 0;

-- name: outbox_move!
-- The days hop over the index, so that this reads a few rows a day and not the whole table.
WITH RECURSIVE days (day) AS (
    SELECT MIN(day) FROM outbox
    UNION ALL
    SELECT (SELECT MIN(day) FROM outbox WHERE day > days.day) FROM days WHERE days.day IS NOT NULL
)
UPDATE outbox SET chat = :new
WHERE day IN (SELECT day FROM days WHERE day IS NOT NULL) AND chat = :chat AND state IN ('pending', 'retry', 'started', 'stopped') AND NOT EXISTS (
    SELECT 1 FROM outbox AS there WHERE there.day = outbox.day AND there.kind = outbox.kind AND there.chat = :new
        AND there.topic = outbox.topic AND there.revision = outbox.revision);

-- name: outbox_outdated
-- Messages that show an older revision of an edition than there is; `wants` is 1 where the chat wants a note about it.
SELECT o.id, o.chat, o.topic, o.kind, o.silent, o.message,
    EXISTS (SELECT 1 FROM subscriptions AS s JOIN alerts AS a ON a.subscription = s.id
        WHERE s.chat = o.chat AND s.topic = o.topic AND s.state = 'active' AND a.sort = 'correction') AS wants
FROM outbox AS o
WHERE o.edition = :edition AND o.state = 'sent' AND o.shown < :revision AND o.edits = 0 AND o.message IS NOT NULL
ORDER BY o.id
LIMIT :limit;

-- name: outbox_shows!
UPDATE outbox SET shown = :shown WHERE id = :id;

-- name: outbox_counts
SELECT state, COUNT(*) AS n FROM outbox GROUP BY state ORDER BY state;

-- name: outbox_unknown_count
SELECT COUNT(*) AS n FROM outbox WHERE state = 'unknown';

-- name: outbox_unknown
SELECT id, chat, topic, kind, day, error FROM outbox WHERE state = 'unknown' ORDER BY id DESC LIMIT :limit;

-- name: outbox_waiting_by_edition
SELECT e.kind, e.day, e.language, e.look, COUNT(*) AS n, MIN(o.due_ms) AS first_ms
FROM outbox AS o JOIN editions AS e ON e.id = o.edition
WHERE o.state IN ('pending', 'retry')
GROUP BY o.lane, e.id, e.kind, e.day, e.language, e.look
ORDER BY o.lane, COUNT(*) DESC;

-- name: outbox_edition_counts
SELECT state, COUNT(*) AS n FROM outbox WHERE edition = :edition GROUP BY state ORDER BY state;

-- name: outbox_of_place
SELECT kind, day, state, error FROM outbox
WHERE chat = :chat AND topic = :topic AND day = :day ORDER BY id;

-- name: outbox_sweep
DELETE FROM outbox
WHERE id IN (
    SELECT id FROM outbox
    WHERE day < :before AND state IN ('sent', 'dead', 'expired', 'unknown', 'stopped') LIMIT :limit)
RETURNING id;

-- name: editions_sweep!
DELETE FROM editions WHERE day < :before AND NOT EXISTS (SELECT 1 FROM outbox WHERE outbox.edition = editions.id)
    AND NOT EXISTS (SELECT 1 FROM broadcasts WHERE broadcasts.edition = editions.id);

-- name: broadcast_add
INSERT INTO broadcasts (edition, state, cursor, made_by, made_ms)
VALUES (:edition, 'draft', 0, :made_by, :made_ms)
RETURNING id;

-- name: broadcast_get
SELECT id, edition, state, cursor, made_by FROM broadcasts WHERE id = :id;

-- name: broadcasts_recent
SELECT id, edition, state, cursor, made_by FROM broadcasts ORDER BY id DESC LIMIT :limit;

-- name: broadcasts_planning
SELECT id, edition, state, cursor, made_by FROM broadcasts WHERE state = 'planning' ORDER BY id;

-- name: broadcast_set
UPDATE broadcasts SET state = :state WHERE id = :id AND state = :was RETURNING id;

-- name: broadcast_move!
UPDATE broadcasts SET cursor = :cursor WHERE id = :id AND state = 'planning' AND cursor < :cursor;
