-- name: kept_of_chat
SELECT (SELECT language FROM chats WHERE id = :chat) AS language,
    (SELECT COUNT(*) FROM subscriptions WHERE chat = :chat) AS subscriptions,
    (SELECT COUNT(*) FROM alerts WHERE subscription IN (SELECT id FROM subscriptions WHERE chat = :chat)) AS alerts,
    (SELECT COUNT(*) FROM outbox WHERE chat = :chat) AS deliveries,
    (SELECT content FROM state WHERE name = :tables) AS tables;

-- name: forget_alerts!
DELETE FROM alerts WHERE subscription IN (SELECT id FROM subscriptions WHERE chat = :chat);

-- name: forget_subscriptions!
DELETE FROM subscriptions WHERE chat = :chat;

-- name: forget_deliveries!
DELETE FROM outbox WHERE chat = :chat;

-- name: forget_choices!
DELETE FROM chats WHERE id = :chat;

-- name: forget_state!
DELETE FROM state WHERE name LIKE :pattern;

-- name: move_choices!
UPDATE chats SET id = :new WHERE id = :chat AND NOT EXISTS (SELECT 1 FROM chats AS there WHERE there.id = :new);
