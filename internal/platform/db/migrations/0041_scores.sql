-- +goose Up

-- What was scored of finished answers, as one text (package asking, scores.go):
-- score, which time of a group, value, and the figures of the single questions
-- that the score adds up, sealed. Of a refused score there is nothing. A row for
-- each score cost a report of 5,000 people seventy thousand rows.
ALTER TABLE measure_ask ADD COLUMN scores TEXT CHECK (scores IS NULL OR finished_at IS NOT NULL);

UPDATE measure_ask SET scores = (
    SELECT string_agg(s.score_id || ' ' || CAST(s.n AS VARCHAR) || ' ' || CAST(CAST(s.value AS NUMERIC) AS VARCHAR) || ' ' || COALESCE(s.parts, '-'),
        ' ' ORDER BY s.score_id, s.n)
    FROM measure_score s
    WHERE s.community_id = measure_ask.community_id AND s.ask_id = measure_ask.id
);
DROP TABLE measure_score;

-- +goose Down

-- The scores can be made again of the answers, and of nothing else.
CREATE TABLE measure_score (
    community_id TEXT NOT NULL,
    ask_id TEXT NOT NULL,
    score_id TEXT NOT NULL CHECK (score_id <> ''),
    n INTEGER NOT NULL CHECK (n >= 0),
    value DOUBLE PRECISION,
    handling TEXT NOT NULL CHECK (handling IN ('complete', 'prorated', 'refused')),
    parts TEXT,
    PRIMARY KEY (community_id, ask_id, score_id, n),
    FOREIGN KEY (community_id, ask_id) REFERENCES measure_ask (community_id, id) ON DELETE CASCADE,
    CHECK ((value IS NULL) = (handling = 'refused'))
);
ALTER TABLE measure_ask DROP COLUMN scores;
