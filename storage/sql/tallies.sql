-- name: tally_latest_day
SELECT day FROM tallies
WHERE claimant = :claimant AND day <= :until AND standing <> 'under_check'
ORDER BY day DESC LIMIT 1;

-- name: tally_next_day
SELECT day FROM tallies
WHERE claimant = :claimant AND day > :after AND standing <> 'under_check'
ORDER BY day LIMIT 1;

-- name: tally_first_day
SELECT day FROM tallies
WHERE claimant = :claimant AND standing <> 'under_check'
ORDER BY day LIMIT 1;

-- name: tally_last_known
SELECT claimant, day, category, total, gain, standing, revision, approximate, claimed_by, settled
FROM tallies
WHERE claimant = :claimant AND category = :category AND day <= :until AND standing <> 'under_check'
ORDER BY day DESC LIMIT 1;

-- name: tallies_of_category
SELECT claimant, day, category, total, gain, standing, revision, approximate, claimed_by, settled
FROM tallies
WHERE claimant = :claimant AND category = :category AND day BETWEEN :since AND :until AND standing <> 'under_check'
ORDER BY day;

-- name: sqlite_tallies_among
SELECT claimant, day, category, total, gain, standing, revision, approximate, claimed_by, settled
FROM tallies
WHERE claimant = :claimant AND category IN (SELECT value FROM json_each(:categories)) AND day BETWEEN :since AND :until
ORDER BY category, day;

-- name: postgres_tallies_among
SELECT claimant, day, category, total, gain, standing, revision, approximate, claimed_by, settled
FROM tallies
WHERE claimant = :claimant AND category IN (SELECT json_array_elements_text(CAST(:categories AS JSON)))
    AND day BETWEEN :since AND :until
ORDER BY category, day;

-- name: tallies_between
SELECT claimant, day, category, total, gain, standing, revision, approximate, claimed_by, settled
FROM tallies
WHERE claimant = :claimant AND day BETWEEN :since AND :until
ORDER BY day;

-- name: tally_categories
-- Hops from one category to the next over the primary key: reads a row a category, not a row a day.
WITH RECURSIVE found (category) AS (
    SELECT MIN(category) FROM tallies WHERE claimant = :claimant
    UNION ALL
    SELECT (SELECT MIN(category) FROM tallies WHERE claimant = :claimant AND category > found.category)
    FROM found WHERE found.category IS NOT NULL
)
SELECT category FROM found WHERE category IS NOT NULL;

-- name: tally_put!
INSERT INTO tallies (claimant, category, day, revision, total, gain, standing, approximate, claimed_by, settled)
VALUES (:claimant, :category, :day, :revision, :total, :gain, :standing, :approximate, :claimed_by, :settled)
ON CONFLICT (claimant, category, day) DO UPDATE SET
    revision = excluded.revision, total = excluded.total, gain = excluded.gain, standing = excluded.standing,
    approximate = excluded.approximate, claimed_by = excluded.claimed_by, settled = excluded.settled;

-- name: revision_add!
INSERT INTO revisions (claimant, day, category, revision, total, gain, standing, approximate, claimed_by,
    settled, corrects, reasons, note, report, decided_by, decided_at)
VALUES (:claimant, :day, :category, :revision, :total, :gain, :standing, :approximate, :claimed_by,
    :settled, :corrects, :reasons, :note, :report, :decided_by, :decided_at);

-- name: revisions_of
SELECT r.claimant, r.day, r.category, r.total, r.gain, r.standing, r.revision, r.approximate, r.claimed_by, r.settled,
    r.reasons, r.note, r.report, r.decided_by, r.decided_at,
    p.source, p.article AS article_id, COALESCE(a.url, p.url) AS url,
    c.words, c.first_char, c.end_char
FROM revisions AS r
LEFT JOIN reports AS p ON p.id = r.report
LEFT JOIN articles AS a ON a.id = p.article
LEFT JOIN claims AS c ON c.report = r.report AND c.position = (
    SELECT MAX(position) FROM claims AS own
    WHERE own.report = r.report AND own.category = r.category
        AND own.kind = CASE WHEN r.total IS NULL THEN 'gain' ELSE 'total' END)
WHERE r.claimant = :claimant AND r.day = :day AND r.category = :category
ORDER BY r.revision;

-- name: revisions_as_of
SELECT r.claimant, r.day, r.category, r.total, r.gain, r.standing, r.revision, r.approximate, r.claimed_by, r.settled
FROM revisions AS r
WHERE r.claimant = :claimant AND r.day = :day AND r.decided_at <= :moment AND r.standing <> 'under_check'
    AND NOT EXISTS (
        SELECT 1 FROM revisions AS newer
        WHERE newer.claimant = r.claimant AND newer.day = r.day AND newer.category = r.category
            AND newer.revision > r.revision AND newer.decided_at <= :moment);

-- name: revisions_latest_day
-- The newest day of which something was said at a moment.
SELECT r.day FROM revisions AS r
WHERE r.claimant = :claimant AND r.day BETWEEN :since AND :until AND r.decided_at <= :moment
    AND r.standing <> 'under_check'
ORDER BY r.day DESC
LIMIT 1;

-- name: corrections_since
SELECT r.claimant, r.day, r.category, r.total, r.gain, r.standing, r.revision, r.approximate, r.claimed_by, r.settled,
    r.reasons, r.note, r.decided_by, r.decided_at,
    b.revision AS before_revision, b.total AS before_total, b.gain AS before_gain, b.standing AS before_standing,
    b.approximate AS before_approximate, b.claimed_by AS before_claimed_by, b.settled AS before_settled
FROM revisions AS r
JOIN revisions AS b
    ON b.claimant = r.claimant AND b.day = r.day AND b.category = r.category AND b.revision = r.revision - 1
WHERE r.claimant = :claimant AND r.decided_at >= :since AND r.corrects = 1
ORDER BY r.decided_at DESC, r.day DESC, r.category
LIMIT :limit;

-- name: tallies_settled
SELECT claimant, day, category, total, gain, standing, revision, approximate, claimed_by, settled
FROM tallies
WHERE claimant = :claimant AND settled = 1
ORDER BY day;
