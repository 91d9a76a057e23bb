-- name: chat_language
SELECT language FROM chats WHERE id = :chat;

-- name: chat_set_language!
INSERT INTO chats (id, language) VALUES (:chat, :language)
ON CONFLICT (id) DO UPDATE SET language = excluded.language;

-- name: chat_forget!
DELETE FROM chats WHERE id = :chat;
