-- +goose Up

-- The figures of the single questions that a score adds up, sealed; NULL where it
-- is not made by adding several up, or one was not answered. Without them nobody
-- could say how well the questions hang together in a group: answers themselves
-- are sealed one by one, and are too many to open for a report. It is text, so
-- that what a person answered can be read as one.
ALTER TABLE measure_score ADD COLUMN parts TEXT;

-- +goose Down
ALTER TABLE measure_score DROP COLUMN parts;
