-- name: held_add!
INSERT INTO held (claimant, day, category, total, gain, approximate, reasons, report, since)
VALUES (:claimant, :day, :category, :total, :gain, :approximate, :reasons, :report, :since)
ON CONFLICT DO NOTHING;

-- name: held_figures
SELECT claimant, day, category, total, gain, 'under_check' AS standing, 1 AS revision, approximate, '' AS claimed_by,
    0 AS settled
FROM held
WHERE claimant = :claimant AND day BETWEEN :since AND :until AND outcome IS NULL
ORDER BY day, id;

-- name: held_between
SELECT id, day, category, total, gain, outcome, reasons FROM held
WHERE claimant = :claimant AND day BETWEEN :since AND :until
ORDER BY id;

-- name: held_queue
-- What waits, without its article: asked with every answer about figures. The || '' keeps SQLite from walking through
-- everything that was ever held: few wait, and an index holds them alone.
SELECT id, day, category, total, gain, outcome, reasons FROM held
WHERE outcome IS NULL AND claimant || '' = :claimant AND day || '' BETWEEN :since AND :until
    AND (CAST(:category AS TEXT) IS NULL OR category = :category)
ORDER BY day DESC, id DESC
LIMIT :limit;

-- name: held_count
SELECT COUNT(*) AS n, MIN(day) AS oldest FROM held WHERE outcome IS NULL AND claimant || '' = :claimant;

-- name: held_after
-- The next in the queue of days, and of one day as they came.
SELECT id FROM held
WHERE claimant = :claimant AND outcome IS NULL AND (day > :day OR (day = :day AND id > :id))
ORDER BY day, id
LIMIT 1;

-- name: held_waiting
SELECT h.id AS held_id, h.claimant, h.day, h.category, h.total, h.gain, h.approximate, h.reasons, h.since, h.report,
    h.outcome, p.source, p.origin, p.claimed_by,
    a.id AS id, a.url, a.outlet, a.title, a.body, a.published, a.published_at, a.language, a.headline, a.summary, a.read_at,
    c.words, c.first_char, c.end_char
FROM held AS h
LEFT JOIN reports AS p ON p.id = h.report
LEFT JOIN articles AS a ON a.id = p.article
LEFT JOIN claims AS c ON c.report = h.report AND c.position = (
    SELECT MAX(position) FROM claims AS own
    WHERE own.report = h.report AND own.category = h.category
        AND own.kind = CASE WHEN h.total IS NULL THEN 'gain' ELSE 'total' END)
WHERE h.outcome IS NULL
ORDER BY h.day, h.id
LIMIT :limit;

-- name: held_by_id
SELECT h.id AS held_id, h.claimant, h.day, h.category, h.total, h.gain, h.approximate, h.reasons, h.since, h.report,
    h.outcome, p.source, p.origin, p.claimed_by,
    a.id AS id, a.url, a.outlet, a.title, a.body, a.published, a.published_at, a.language, a.headline, a.summary, a.read_at,
    c.words, c.first_char, c.end_char
FROM held AS h
LEFT JOIN reports AS p ON p.id = h.report
LEFT JOIN articles AS a ON a.id = p.article
LEFT JOIN claims AS c ON c.report = h.report AND c.position = (
    SELECT MAX(position) FROM claims AS own
    WHERE own.report = h.report AND own.category = h.category
        AND own.kind = CASE WHEN h.total IS NULL THEN 'gain' ELSE 'total' END)
WHERE h.id = :id;

-- name: held_close!
UPDATE held SET outcome = :outcome, decided_by = :decided_by, decided_at = :decided_at, note = :note
WHERE id = :id AND outcome IS NULL;

-- name: held_decided
SELECT id, day, category, total, gain, outcome, reasons FROM held
WHERE claimant = :claimant AND outcome = 'rejected'
ORDER BY id;
