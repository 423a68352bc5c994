-- +goose Up

-- Whose record it is that must not be met, where whoever wrote the row knew
-- which one of that name. There is no reference: when that record is erased,
-- the row keeps nobody away, and still nothing leads from it to anybody.
ALTER TABLE apart ADD COLUMN other_record TEXT CHECK (length(other_record) = 26);
CREATE INDEX apart_record ON apart (community_id, other_record) WHERE ended_at IS NULL;

-- +goose Down
DROP INDEX apart_record;
ALTER TABLE apart DROP COLUMN other_record;
