-- +goose Up

-- Who pays for a course, in a few words of the community's own.
ALTER TABLE course ADD COLUMN funder TEXT NOT NULL DEFAULT '';

-- Whom an evaluation counts, beside the period: people on some courses (their
-- ids), at a place, or on courses that somebody pays for. Empty for any.
ALTER TABLE evaluation ADD COLUMN courses TEXT NOT NULL DEFAULT '';
ALTER TABLE evaluation ADD COLUMN place TEXT NOT NULL DEFAULT '';
ALTER TABLE evaluation ADD COLUMN funder TEXT NOT NULL DEFAULT '';

-- +goose Down
ALTER TABLE evaluation DROP COLUMN funder;
ALTER TABLE evaluation DROP COLUMN place;
ALTER TABLE evaluation DROP COLUMN courses;
ALTER TABLE course DROP COLUMN funder;
