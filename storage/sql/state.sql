-- name: state_get
SELECT content FROM state WHERE name = :name;

-- name: state_put!
INSERT INTO state (name, content, changed_at) VALUES (:name, :content, :changed_at)
ON CONFLICT (name) DO UPDATE SET content = excluded.content, changed_at = excluded.changed_at;

-- name: state_drop!
DELETE FROM state WHERE name = :name;

-- name: state_named
SELECT name, content FROM state WHERE name >= :since AND name < :until ORDER BY name LIMIT :limit;

-- name: quota_forget!
DELETE FROM state WHERE name >= 'quota:' AND name < 'quota;' AND changed_at < :before;
