-- +goose Up

-- What a report showed that left by a plan that is not kept, and the plan: so that
-- nobody is found by what differs between it and a later one.
CREATE TABLE evaluation_out (
    community_id TEXT NOT NULL REFERENCES community (community_id),
    id TEXT NOT NULL CHECK (length(id) = 26),
    from_on TEXT NOT NULL CHECK (length(from_on) = 10),
    to_on TEXT NOT NULL CHECK (length(to_on) = 10),
    plan TEXT NOT NULL,
    people INTEGER NOT NULL,
    shown TEXT NOT NULL,
    at TEXT NOT NULL CHECK (length(at) = 24),
    PRIMARY KEY (community_id, id)
);

-- +goose Down
DROP TABLE evaluation_out;
