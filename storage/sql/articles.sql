-- name: article_add
INSERT INTO articles (url, content, outlet, title, body, published, published_at, language, headline, summary, read_at, ranked_at)
VALUES (:url, :content, :outlet, :title, :body, :published, :published_at, :language, :headline, :summary, :read_at, :ranked_at)
ON CONFLICT DO NOTHING
RETURNING id;

-- name: article_known_by_url
SELECT id FROM articles WHERE url = :url AND content = :content;

-- name: article_known_by_content
SELECT id FROM articles WHERE url IS NULL AND content = :content;

-- name: article_by_id
SELECT id, url, outlet, title, body, published, published_at, language, headline, summary, read_at
FROM articles
WHERE id = :id;

-- name: article_versions
SELECT id, url, outlet, title, body, published, published_at, language, headline, summary, read_at
FROM articles
WHERE url = :url
ORDER BY id;

-- name: article_at
SELECT id FROM articles WHERE url = :url LIMIT 1;

-- name: articles_latest
-- Of an article that was changed after we read it, only the newest version.
SELECT id, url, outlet, title, body, published, published_at, language, headline, summary, read_at
FROM articles
WHERE url IS NULL OR NOT EXISTS (SELECT 1 FROM articles AS newer WHERE newer.url = articles.url AND newer.id > articles.id)
ORDER BY ranked_at DESC, id DESC
LIMIT :limit OFFSET :offset;

-- name: articles_latest_summarised
SELECT id, url, outlet, title, body, published, published_at, language, headline, summary, read_at
FROM articles
WHERE summary IS NOT NULL
    AND (url IS NULL OR NOT EXISTS (SELECT 1 FROM articles AS newer WHERE newer.url = articles.url AND newer.id > articles.id))
ORDER BY ranked_at DESC, id DESC
LIMIT :limit OFFSET :offset;
