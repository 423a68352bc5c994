-- +goose Up

-- A measure that a community brought, with the words that it has leave to use.
-- A version is never changed: answers refer to it.
CREATE TABLE measure_definition (
    community_id TEXT NOT NULL REFERENCES community (community_id),
    measure_id TEXT NOT NULL CHECK (measure_id <> ''),
    version TEXT NOT NULL CHECK (version <> ''),
    definition TEXT NOT NULL,
    permitted_by TEXT NOT NULL,
    permission_ref TEXT NOT NULL,
    permitted_on TEXT CHECK (length(permitted_on) = 10),
    account_id TEXT NOT NULL,
    at TEXT NOT NULL CHECK (length(at) = 24),
    PRIMARY KEY (community_id, measure_id, version)
);

-- +goose Down
DROP TABLE measure_definition;
