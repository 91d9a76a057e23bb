-- name: lease_get
SELECT holder, epoch, beat FROM leases WHERE name = :name;

-- name: lease_first
INSERT INTO leases (name, holder, epoch, beat) VALUES (:name, :holder, 1, 1)
ON CONFLICT (name) DO NOTHING
RETURNING epoch, beat;

-- name: lease_take
-- Only from the state that was seen: a holder that moved in the meantime lives.
UPDATE leases SET holder = :holder, epoch = epoch + 1, beat = beat + 1
WHERE name = :name AND epoch = :epoch AND beat = :beat
RETURNING epoch, beat;

-- name: lease_beat
UPDATE leases SET beat = beat + 1
WHERE name = :name AND holder = :holder AND epoch = :epoch
RETURNING epoch, beat;

-- name: lease_leave!
UPDATE leases SET holder = '', beat = beat + 1
WHERE name = :name AND holder = :holder AND epoch = :epoch;
