-- name: sqlite_article_index!
INSERT INTO articles_found (rowid, words) VALUES (:id, :words);

-- name: postgres_article_index!
INSERT INTO articles_found (id, words) VALUES (:id, array_to_tsvector(string_to_array(:words, ' ')));

-- name: sqlite_articles_found
-- Among the matches read last, the newest by time of publication; of an article that changed, its newest version.
SELECT id, url, outlet, title, body, published, published_at, language, headline, summary, read_at
FROM articles
WHERE id IN (SELECT rowid FROM articles_found WHERE articles_found MATCH :sought ORDER BY rowid DESC LIMIT :most)
    AND (url IS NULL OR NOT EXISTS (SELECT 1 FROM articles AS newer WHERE newer.url = articles.url AND newer.id > articles.id))
ORDER BY ranked_at DESC, id DESC
LIMIT :limit OFFSET :offset;

-- name: postgres_articles_found
SELECT id, url, outlet, title, body, published, published_at, language, headline, summary, read_at
FROM articles
WHERE id IN (SELECT id FROM articles_found WHERE words @@ CAST(:sought AS TSQUERY) ORDER BY id DESC LIMIT :most)
    AND (url IS NULL OR NOT EXISTS (SELECT 1 FROM articles AS newer WHERE newer.url = articles.url AND newer.id > articles.id))
ORDER BY ranked_at DESC, id DESC
LIMIT :limit OFFSET :offset;

-- name: sqlite_articles_found_count
SELECT COUNT(*) AS n
FROM articles
WHERE id IN (SELECT rowid FROM articles_found WHERE articles_found MATCH :sought ORDER BY rowid DESC LIMIT :most)
    AND (url IS NULL OR NOT EXISTS (SELECT 1 FROM articles AS newer WHERE newer.url = articles.url AND newer.id > articles.id));

-- name: postgres_articles_found_count
SELECT COUNT(*) AS n
FROM articles
WHERE id IN (SELECT id FROM articles_found WHERE words @@ CAST(:sought AS TSQUERY) ORDER BY id DESC LIMIT :most)
    AND (url IS NULL OR NOT EXISTS (SELECT 1 FROM articles AS newer WHERE newer.url = articles.url AND newer.id > articles.id));

-- name: articles_since
-- Newest versions of articles published or, where that is not known, read since a moment; only the beginning of their text.
SELECT id, url, outlet, title, SUBSTR(body, 1, 4000) AS body, published, published_at, language, headline, summary, read_at
FROM articles
WHERE ranked_at >= :since AND summary IS NOT NULL
    AND (url IS NULL OR NOT EXISTS (SELECT 1 FROM articles AS newer WHERE newer.url = articles.url AND newer.id > articles.id))
ORDER BY ranked_at DESC, id DESC
LIMIT :limit;

-- name: article_figures
-- What was read from an article, with its words and what became of the figure.
SELECT c.category, c.kind, c.figure, c.approximate, c.words, c.first_char, c.end_char, p.day,
    h.reasons, h.outcome
FROM reports AS p
JOIN claims AS c ON c.report = p.id
LEFT JOIN held AS h ON h.id = (
    SELECT MAX(id) FROM held AS own
    WHERE own.claimant = p.claimant AND own.day = p.day AND own.category = c.category
        AND ((c.kind = 'total' AND own.total = c.figure) OR (c.kind = 'gain' AND own.total IS NULL AND own.gain = c.figure)))
WHERE p.id = (SELECT MAX(id) FROM reports AS own WHERE own.article = :article)
ORDER BY c.position
LIMIT :limit;
