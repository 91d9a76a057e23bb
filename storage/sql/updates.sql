-- name: update_seen
SELECT 1 AS seen FROM updates WHERE id = :id;

-- name: sqlite_updates_seen
SELECT id FROM updates WHERE id IN (SELECT value FROM json_each(:ids));

-- name: postgres_updates_seen
SELECT id FROM updates WHERE id IN (SELECT CAST(json_array_elements_text(CAST(:ids AS JSON)) AS BIGINT));

-- name: update_mark!
INSERT INTO updates (id, seen_at) VALUES (:id, :seen_at)
ON CONFLICT (id) DO NOTHING;

-- name: updates_sweep!
DELETE FROM updates WHERE seen_at < :before;

-- name: claim_drop!
DELETE FROM leases WHERE name = :name AND holder = :holder;

-- name: presence_beat!
INSERT INTO leases (name, holder, epoch, beat) VALUES (:name, :holder, 1, 1)
ON CONFLICT (name) DO UPDATE SET beat = leases.beat + 1;

-- name: presence_beats
-- The table holds a few leases, a row for each process, and the updates under way: it is never long.
SELECT holder, MAX(CASE WHEN name LIKE 'replica:%' THEN beat ELSE 0 END) AS beat
FROM leases
WHERE (name LIKE 'replica:%' OR name LIKE 'update:%') AND holder <> :holder
GROUP BY holder;

-- name: presence_bury
DELETE FROM leases
WHERE holder = :holder AND (name LIKE 'replica:%' OR name LIKE 'update:%')
    AND COALESCE((SELECT beat FROM leases AS own WHERE own.name = :name), 0) = :beat
RETURNING name;

-- name: presence_leave!
DELETE FROM leases WHERE holder = :holder AND (name LIKE 'replica:%' OR name LIKE 'update:%');
