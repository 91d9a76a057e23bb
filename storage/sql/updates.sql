-- name: update_seen
SELECT 1 AS seen FROM updates WHERE id = :id;

-- name: update_mark!
INSERT INTO updates (id, seen_at) VALUES (:id, :seen_at)
ON CONFLICT (id) DO NOTHING;

-- name: updates_sweep!
DELETE FROM updates WHERE seen_at < :before;
