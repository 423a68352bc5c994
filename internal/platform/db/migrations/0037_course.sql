-- +goose Up

-- Whether strangers may read when and where the course is. A course in prison
-- never is shown, nor anybody's name.
ALTER TABLE course ADD COLUMN shown BOOLEAN NOT NULL DEFAULT FALSE;
CREATE INDEX course_shown ON course (community_id, ends_on, id) WHERE shown;

-- +goose Down
DROP INDEX course_shown;
ALTER TABLE course DROP COLUMN shown;
