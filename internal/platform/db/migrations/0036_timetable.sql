-- +goose Up

-- Programmes and askings name the times of a way by the same words. An asking
-- that planned itself has no way of asking until somebody asks: asked_on is the
-- day on which they did.
ALTER TABLE measure_ask ADD COLUMN of_point TEXT NOT NULL DEFAULT 'before'
    CHECK (of_point IN ('before', 'each_session', 'visit', 'monthly', 'course_end', 'three_months', 'six_months'));
UPDATE measure_ask SET of_point = point;
ALTER TABLE measure_ask DROP COLUMN point;
ALTER TABLE measure_ask RENAME COLUMN of_point TO point;
ALTER TABLE measure_ask ADD COLUMN in_way TEXT NOT NULL DEFAULT '' CHECK (in_way IN ('', 'phone', 'tablet', 'paper', 'aloud'));
UPDATE measure_ask SET in_way = how;
ALTER TABLE measure_ask DROP COLUMN how;
ALTER TABLE measure_ask RENAME COLUMN in_way TO how;
ALTER TABLE measure_ask ADD COLUMN asked_on TEXT CHECK (length(asked_on) = 10);
UPDATE measure_ask SET asked_on = substr(begun_at, 1, 10) WHERE begun_at IS NOT NULL;

-- What waits is listed by the day on which it is gone.
DROP INDEX measure_ask_open;
CREATE INDEX measure_ask_open ON measure_ask (community_id, closes_on, id) WHERE finished_at IS NULL AND withdrawn_at IS NULL;

-- What plans itself for people who are on no course, where a manager chose
-- otherwise than the program.
CREATE TABLE timetable (
    community_id TEXT NOT NULL PRIMARY KEY REFERENCES community (community_id),
    content TEXT NOT NULL,
    account_id TEXT NOT NULL,
    at TEXT NOT NULL CHECK (length(at) = 24)
);

-- +goose Down
DROP TABLE timetable;
DROP INDEX measure_ask_open;
CREATE INDEX measure_ask_open ON measure_ask (community_id, opens_on, id) WHERE finished_at IS NULL AND withdrawn_at IS NULL;
ALTER TABLE measure_ask DROP COLUMN asked_on;
ALTER TABLE measure_ask ADD COLUMN in_way TEXT NOT NULL DEFAULT 'aloud' CHECK (in_way IN ('phone', 'tablet', 'paper', 'aloud'));
UPDATE measure_ask SET in_way = how WHERE how <> '';
ALTER TABLE measure_ask DROP COLUMN how;
ALTER TABLE measure_ask RENAME COLUMN in_way TO how;
ALTER TABLE measure_ask ADD COLUMN of_point TEXT NOT NULL DEFAULT 'before'
    CHECK (of_point IN ('before', 'course_end', 'visit', 'monthly', 'six_months'));
UPDATE measure_ask SET of_point = CASE point WHEN 'each_session' THEN 'visit' WHEN 'three_months' THEN 'monthly' ELSE point END;
ALTER TABLE measure_ask DROP COLUMN point;
ALTER TABLE measure_ask RENAME COLUMN of_point TO point;
