-- +goose Up

-- One asking of a person: which measure, in which wording, for which time point
-- and in which days. What was answered is in other tables, so that it can be
-- erased while that it was asked is kept.
CREATE TABLE measure_ask (
    community_id TEXT NOT NULL,
    id TEXT NOT NULL CHECK (length(id) = 26),
    person_id TEXT NOT NULL,
    measure_id TEXT NOT NULL CHECK (measure_id <> ''),
    version TEXT NOT NULL CHECK (version <> ''),
    wording_hash TEXT NOT NULL CHECK (length(wording_hash) = 64),
    language TEXT NOT NULL,
    point TEXT NOT NULL CHECK (point IN ('before', 'course_end', 'visit', 'monthly', 'six_months')),
    how TEXT NOT NULL CHECK (how IN ('phone', 'tablet', 'paper', 'aloud')),
    opens_on TEXT NOT NULL CHECK (length(opens_on) = 10),
    due_on TEXT NOT NULL CHECK (length(due_on) = 10),
    closes_on TEXT NOT NULL CHECK (length(closes_on) = 10),
    made_by TEXT NOT NULL,
    made_at TEXT NOT NULL CHECK (length(made_at) = 24),
    begun_at TEXT CHECK (length(begun_at) = 24),
    finished_at TEXT CHECK (length(finished_at) = 24),
    withdrawn_at TEXT CHECK (length(withdrawn_at) = 24),
    PRIMARY KEY (community_id, id),
    FOREIGN KEY (community_id, person_id) REFERENCES person (community_id, id) ON DELETE CASCADE,
    CHECK (due_on BETWEEN opens_on AND closes_on)
);
CREATE INDEX measure_ask_person ON measure_ask (community_id, person_id, opens_on);
CREATE INDEX measure_ask_open ON measure_ask (community_id, opens_on, id) WHERE finished_at IS NULL AND withdrawn_at IS NULL;
CREATE INDEX measure_ask_finished ON measure_ask (community_id, measure_id, finished_at);

-- What was answered to one question, sealed. n is which time of a group that
-- repeats, from 0.
CREATE TABLE measure_answer (
    community_id TEXT NOT NULL,
    ask_id TEXT NOT NULL,
    item_id TEXT NOT NULL CHECK (item_id <> ''),
    n INTEGER NOT NULL CHECK (n >= 0),
    said BLOB NOT NULL,
    said_at TEXT NOT NULL CHECK (length(said_at) = 24),
    PRIMARY KEY (community_id, ask_id, item_id, n),
    FOREIGN KEY (community_id, ask_id) REFERENCES measure_ask (community_id, id) ON DELETE CASCADE
);

-- The scores of finished answers, as they were computed then. n is which time
-- of a group that is scored each time, from 1; else 0.
CREATE TABLE measure_score (
    community_id TEXT NOT NULL,
    ask_id TEXT NOT NULL,
    score_id TEXT NOT NULL CHECK (score_id <> ''),
    n INTEGER NOT NULL CHECK (n >= 0),
    value DOUBLE PRECISION,
    handling TEXT NOT NULL CHECK (handling IN ('complete', 'prorated', 'refused')),
    PRIMARY KEY (community_id, ask_id, score_id, n),
    FOREIGN KEY (community_id, ask_id) REFERENCES measure_ask (community_id, id) ON DELETE CASCADE,
    CHECK ((value IS NULL) = (handling = 'refused'))
);

-- A link by which somebody answers by themselves, once. Like own_link it holds
-- only digests. On a shared tablet it is opened when it is made.
CREATE TABLE measure_link (
    community_id TEXT NOT NULL,
    id TEXT NOT NULL CHECK (length(id) = 26),
    ask_id TEXT NOT NULL,
    person_id TEXT NOT NULL,
    token_hash TEXT NOT NULL CHECK (length(token_hash) = 64),
    made_at TEXT NOT NULL CHECK (length(made_at) = 24),
    expires_at TEXT NOT NULL CHECK (length(expires_at) = 24),
    opened_at TEXT CHECK (length(opened_at) = 24),
    visit_hash TEXT CHECK (length(visit_hash) = 64),
    visit_until TEXT CHECK (length(visit_until) = 24),
    shared BOOLEAN NOT NULL,
    ended_at TEXT CHECK (length(ended_at) = 24),
    PRIMARY KEY (community_id, id),
    UNIQUE (community_id, token_hash),
    FOREIGN KEY (community_id, ask_id) REFERENCES measure_ask (community_id, id) ON DELETE CASCADE,
    FOREIGN KEY (community_id, person_id) REFERENCES person (community_id, id) ON DELETE CASCADE,
    CHECK ((opened_at IS NULL) = (visit_hash IS NULL))
);
CREATE INDEX measure_link_ask ON measure_link (community_id, ask_id, id);
CREATE INDEX measure_link_person ON measure_link (community_id, person_id);
CREATE UNIQUE INDEX measure_link_visit ON measure_link (community_id, visit_hash);

-- +goose Down
DROP TABLE measure_link;
DROP TABLE measure_score;
DROP TABLE measure_answer;
DROP TABLE measure_ask;
