-- name: tallies_astray
-- Figures that are not what their newest revision says: there should be none.
SELECT COUNT(*) AS n FROM tallies AS t
LEFT JOIN revisions AS r ON r.claimant = t.claimant AND r.day = t.day AND r.category = t.category AND r.revision = t.revision
WHERE r.revision IS NULL OR COALESCE(r.total, -1) <> COALESCE(t.total, -1) OR COALESCE(r.gain, -1) <> COALESCE(t.gain, -1);
