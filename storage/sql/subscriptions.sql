-- name: subscription_of
SELECT s.id, s.chat, s.topic, s.state, s.rhythm, s.on_day, s.fixed, s.opens, s.closes, s.late, s.zone,
    COALESCE(c.language, s.language) AS language, s.look, s.silent, s.missed, s.day, s.stage, s.opens_ms, s.next_ms
FROM subscriptions AS s LEFT JOIN chats AS c ON c.id = s.chat
WHERE s.chat = :chat AND s.topic = :topic;

-- name: subscription_put
INSERT INTO subscriptions (chat, topic, state, rhythm, on_day, fixed, opens, closes, late, zone, language, look, silent,
    missed, day, stage, opens_ms, next_ms)
VALUES (:chat, :topic, :state, :rhythm, :on_day, :fixed, :opens, :closes, :late, :zone, :language, :look, :silent,
    0, :day, :stage, :opens_ms, :next_ms)
ON CONFLICT (chat, topic) DO UPDATE SET
    state = excluded.state, rhythm = excluded.rhythm, on_day = excluded.on_day, fixed = excluded.fixed,
    opens = excluded.opens, closes = excluded.closes, late = excluded.late, zone = excluded.zone,
    language = excluded.language, look = excluded.look, silent = excluded.silent,
    day = excluded.day, stage = excluded.stage, opens_ms = excluded.opens_ms, next_ms = excluded.next_ms
RETURNING id;

-- name: subscription_forget!
DELETE FROM subscriptions WHERE chat = :chat AND topic = :topic;

-- name: subscriptions_end!
-- A chat that is gone ends all its topics; a topic that is gone (never 0) ends alone.
UPDATE subscriptions SET state = 'ended', day = NULL, opens_ms = NULL, next_ms = NULL
WHERE chat = :chat AND (topic = :topic OR :topic = 0) AND state <> 'ended';

-- name: subscriptions_move!
UPDATE subscriptions SET chat = :new
WHERE chat = :chat AND NOT EXISTS (
    SELECT 1 FROM subscriptions AS there WHERE there.chat = :new AND there.topic = subscriptions.topic);

-- name: subscriptions_missed!
UPDATE subscriptions SET missed = 1 WHERE chat = :chat AND topic = :topic;

-- name: subscriptions_due
SELECT s.id, s.chat, s.topic, s.state, s.rhythm, s.on_day, s.fixed, s.opens, s.closes, s.late, s.zone,
    COALESCE(c.language, s.language) AS language, s.look, s.silent, s.missed, s.day, s.stage, s.opens_ms, s.next_ms
FROM subscriptions AS s LEFT JOIN chats AS c ON c.id = s.chat
WHERE s.next_ms <= :now
ORDER BY s.next_ms
LIMIT :limit;

-- name: subscriptions_landed
SELECT s.id, s.chat, s.topic, s.state, s.rhythm, s.on_day, s.fixed, s.opens, s.closes, s.late, s.zone,
    COALESCE(c.language, s.language) AS language, s.look, s.silent, s.missed, s.day, s.stage, s.opens_ms, s.next_ms
FROM subscriptions AS s LEFT JOIN chats AS c ON c.id = s.chat
WHERE s.day = :day AND s.opens_ms <= :now
ORDER BY s.opens_ms
LIMIT :limit;

-- name: subscription_next!
-- Not when somebody else has planned it, or its owner changed it, since it was read.
UPDATE subscriptions SET day = :day, stage = :stage, opens_ms = :opens_ms, next_ms = :next_ms, missed = :missed
WHERE id = :id AND day = :was AND stage = :stage_was;

-- name: subscriptions_after
SELECT s.id, s.chat, s.topic, s.state, s.rhythm, s.on_day, s.fixed, s.opens, s.closes, s.late, s.zone,
    COALESCE(c.language, s.language) AS language, s.look, s.silent, s.missed, s.day, s.stage, s.opens_ms, s.next_ms
FROM subscriptions AS s LEFT JOIN chats AS c ON c.id = s.chat
WHERE s.id > :after AND s.state = 'active'
ORDER BY s.id
LIMIT :limit;

-- name: subscriptions_count
SELECT state, COUNT(*) AS n FROM subscriptions GROUP BY state ORDER BY state;

-- name: subscriptions_coming
-- How many come due in each hour from :now on.
SELECT (next_ms - :now) / 3600000 AS hour, COUNT(*) AS n FROM subscriptions
WHERE next_ms BETWEEN :now AND :until AND opens_ms IS NULL
GROUP BY hour ORDER BY hour;

-- name: subscriptions_coming_open
SELECT (opens_ms - :now) / 3600000 AS hour, COUNT(*) AS n FROM subscriptions
WHERE opens_ms BETWEEN :now AND :until
GROUP BY hour ORDER BY hour;

-- name: alerts_of
SELECT sort, category, above FROM alerts WHERE subscription = :subscription ORDER BY sort, category;

-- name: alert_put!
INSERT INTO alerts (sort, category, subscription, above) VALUES (:sort, :category, :subscription, :above)
ON CONFLICT (sort, category, subscription) DO UPDATE SET above = excluded.above;

-- name: alert_forget!
DELETE FROM alerts WHERE subscription = :subscription AND sort = :sort AND category = :category;

-- name: alerts_forget!
DELETE FROM alerts WHERE subscription = (SELECT id FROM subscriptions WHERE chat = :chat AND topic = :topic);

-- name: alerts_wanting
-- Who wants to be told of a happening of this sort and category. :value is the day's change.
SELECT s.id, s.chat, s.topic, s.state, s.rhythm, s.on_day, s.fixed, s.opens, s.closes, s.late, s.zone,
    COALESCE(c.language, s.language) AS language, s.look, s.silent, s.missed, s.day, s.stage, s.opens_ms, s.next_ms
FROM alerts AS a
JOIN subscriptions AS s ON s.id = a.subscription
LEFT JOIN chats AS c ON c.id = s.chat
WHERE a.sort = :sort AND a.category = :wanted AND a.subscription > :after AND a.above <= :value AND s.state = 'active'
ORDER BY a.subscription
LIMIT :limit;
