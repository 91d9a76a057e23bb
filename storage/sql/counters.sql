-- name: counter
SELECT figure FROM counters WHERE name = :name;

-- name: counter_add
-- Counting rows would read them all; these are kept as rows come.
INSERT INTO counters (name, figure) VALUES (:name, :step)
ON CONFLICT (name) DO UPDATE SET figure = counters.figure + excluded.figure
RETURNING figure;
