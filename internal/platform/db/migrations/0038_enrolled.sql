-- +goose Up

-- Who was put on a course in a period.
CREATE INDEX enrolment_enrolled ON enrolment (community_id, enrolled_at);

-- +goose Down
DROP INDEX enrolment_enrolled;
