-- name: lock
-- For PostgreSQL alone; a transaction of SQLite that writes is alone in any case.
SELECT pg_advisory_xact_lock(hashtext(:name));
