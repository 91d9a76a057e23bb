-- name: report_add!
INSERT INTO reports (id, article, url, claimant, day, side, claimed_by, language, source, origin, warnings, seen_at)
VALUES (:id, :article, :url, :claimant, :day, :side, :claimed_by, :language, :source, :origin, :warnings, :seen_at);

-- name: report_of_article
SELECT id FROM reports WHERE article = :article LIMIT 1;

-- name: claim_add!
INSERT INTO claims (report, position, category, kind, figure, approximate, words, first_char, end_char)
VALUES (:report, :position, :category, :kind, :figure, :approximate, :words, :first_char, :end_char);

-- name: witness_add!
INSERT INTO witnesses (claimant, day, category, source, origin, total, gain, approximate, report, seen_at)
VALUES (:claimant, :day, :category, :source, :origin, :total, :gain, :approximate, :report, :seen_at);

-- name: witnesses_between
-- In the order in which they spoke: a source that speaks again is later in the list.
SELECT day, category, source, origin, total, gain, approximate FROM witnesses
WHERE claimant = :claimant AND day BETWEEN :since AND :until
ORDER BY day, category, id;

-- name: sources_of
SELECT w.source, w.origin, w.total, w.gain, w.approximate, w.seen_at,
    p.url AS own_url, a.id AS id, a.url, a.outlet, a.title, a.body, a.published, a.published_at, a.language, a.headline, a.summary, a.read_at,
    c.words, c.first_char, c.end_char
FROM witnesses AS w
LEFT JOIN reports AS p ON p.id = w.report
LEFT JOIN articles AS a ON a.id = p.article
LEFT JOIN claims AS c ON c.report = w.report AND c.position = (
    SELECT MAX(position) FROM claims AS own
    WHERE own.report = w.report AND own.category = w.category
        AND own.kind = CASE WHEN w.total IS NULL THEN 'gain' ELSE 'total' END)
WHERE w.claimant = :claimant AND w.day = :day AND w.category = :category
ORDER BY w.id;

-- name: speakers
-- Who spoke for the days of a stretch: the newest of those days, and when we read a word of theirs last.
SELECT source, origin, MAX(day) AS day, MAX(seen_at) AS seen_at FROM witnesses
WHERE claimant = :claimant AND day BETWEEN :since AND :until
GROUP BY source, origin
ORDER BY MAX(seen_at) DESC, source
LIMIT :limit;

-- name: replay_articles
-- Every article in the order in which we read them, with the newest report that was read from it.
SELECT a.id, a.url, a.outlet, a.title, a.body, a.published, a.published_at, a.language, a.headline, a.summary, a.read_at,
    p.id AS report, p.origin
FROM articles AS a
LEFT JOIN reports AS p ON p.id = (SELECT MAX(id) FROM reports AS own WHERE own.article = a.id)
WHERE a.id > :after
ORDER BY a.id
LIMIT :limit;

-- name: replay_claims_of_articles
SELECT c.report, c.category, c.kind, c.figure, c.approximate, c.words, c.first_char, c.end_char
FROM claims AS c
WHERE c.report IN (SELECT MAX(p.id) FROM reports AS p WHERE p.article BETWEEN :first AND :last GROUP BY p.article)
ORDER BY c.report, c.position;

-- name: replay_rows
-- Reports without an article: rows of data sets, with their claims.
SELECT r.id AS report, r.url, r.day, r.side, r.claimed_by, r.language, r.source, r.origin, r.seen_at,
    c.category, c.kind, c.figure, c.approximate, c.words, c.first_char, c.end_char
FROM (
    SELECT id, url, day, side, claimed_by, language, source, origin, seen_at FROM reports
    WHERE article IS NULL AND claimant = :claimant AND id > :after
    ORDER BY id
    LIMIT :limit
) AS r
JOIN claims AS c ON c.report = r.id
ORDER BY r.id, c.position;
