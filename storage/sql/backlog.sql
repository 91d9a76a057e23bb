-- name: outbox_backlog
-- Each part walks an index that holds its state alone, and not far.
SELECT 'waiting' AS state, COUNT(*) AS n
FROM (SELECT 1 AS one FROM outbox WHERE state IN ('pending', 'retry') LIMIT :limit) AS waiting
UNION ALL
SELECT 'started' AS state, COUNT(*) AS n
FROM (SELECT 1 AS one FROM outbox WHERE state = 'started' LIMIT :limit) AS started
UNION ALL
SELECT 'unknown' AS state, COUNT(*) AS n
FROM (SELECT 1 AS one FROM outbox WHERE state = 'unknown' LIMIT :limit) AS unknown;

-- name: outbox_oldest_due
SELECT MIN(due_ms) AS due_ms FROM (
    SELECT MIN(due_ms) AS due_ms FROM outbox WHERE lane = 0 AND state IN ('pending', 'retry')
    UNION ALL
    SELECT MIN(due_ms) AS due_ms FROM outbox WHERE lane = 1 AND state IN ('pending', 'retry')
    UNION ALL
    SELECT MIN(due_ms) AS due_ms FROM outbox WHERE lane = 2 AND state IN ('pending', 'retry')) AS lanes;
