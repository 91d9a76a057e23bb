-- name: chat_language
SELECT language FROM chats WHERE id = :chat;

-- name: chat_set_language!
INSERT INTO chats (id, language) VALUES (:chat, :language)
ON CONFLICT (id) DO UPDATE SET language = excluded.language;

-- name: chat_forget!
DELETE FROM chats WHERE id = :chat;

-- name: chat_languages
-- What chats chose, else what their digests are in; the languages of most of them first.
SELECT language, COUNT(*) AS chats
FROM (
    SELECT id AS chat, language FROM chats WHERE language IS NOT NULL
    UNION
    SELECT s.chat, s.language FROM subscriptions AS s
    WHERE NOT EXISTS (SELECT 1 FROM chats AS c WHERE c.id = s.chat AND c.language IS NOT NULL)
) AS readers
GROUP BY language
ORDER BY chats DESC, language
LIMIT :limit;
