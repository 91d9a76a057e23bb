-- name: tallies_with_source
-- Each tally with the first source that gave exactly its figure.
SELECT t.claimant, t.day, t.category, t.total, t.gain, t.standing, t.revision, t.approximate, t.claimed_by, t.settled,
    w.source, COALESCE(a.url, p.url) AS url
FROM tallies AS t
LEFT JOIN witnesses AS w ON w.id = (
    SELECT MIN(same.id) FROM witnesses AS same
    WHERE same.claimant = t.claimant AND same.day = t.day AND same.category = t.category
        AND COALESCE(same.total, -1) = COALESCE(t.total, -1))
LEFT JOIN reports AS p ON p.id = w.report
LEFT JOIN articles AS a ON a.id = p.article
WHERE t.claimant = :claimant AND t.category = :category AND t.day BETWEEN :since AND :until
    AND t.standing <> 'under_check'
ORDER BY t.day;
