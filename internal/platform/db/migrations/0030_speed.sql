-- +goose Up

-- Few records were merged into another one. An index of all would be taken for
-- the way to those that were not, which is nearly everybody.
DROP INDEX person_merged;
CREATE INDEX person_merged ON person (community_id, merged_into) WHERE merged_into IS NOT NULL;

-- +goose Down
DROP INDEX person_merged;
CREATE INDEX person_merged ON person (community_id, merged_into);
