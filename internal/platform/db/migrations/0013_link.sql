-- +goose Up

-- Who asks the person how it was: the account that they chose or to whom it was
-- handed over, and nobody ('') where it is whoever keeps the record.
ALTER TABLE link ADD COLUMN asker TEXT NOT NULL DEFAULT '' CHECK (length(asker) IN (0, 26));
ALTER TABLE link ADD COLUMN comes_by BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE link ADD COLUMN handed_from TEXT NOT NULL DEFAULT '' CHECK (length(handed_from) IN (0, 26));
ALTER TABLE link ADD COLUMN handed_by TEXT NOT NULL DEFAULT '' CHECK (length(handed_by) IN (0, 26));
-- What has changed for the person since, as far as they want it said.
ALTER TABLE link ADD COLUMN prompt TEXT NOT NULL DEFAULT '';
CREATE INDEX link_asker ON link (community_id, asker) WHERE asker <> '';

-- +goose Down
DROP INDEX link_asker;
ALTER TABLE link DROP COLUMN prompt;
ALTER TABLE link DROP COLUMN handed_by;
ALTER TABLE link DROP COLUMN handed_from;
ALTER TABLE link DROP COLUMN comes_by;
ALTER TABLE link DROP COLUMN asker;
