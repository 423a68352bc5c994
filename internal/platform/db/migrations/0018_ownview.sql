-- +goose Up

-- A link by which a person sees their own plan, once. The token is shown to one
-- person and kept nowhere. Opening it begins a short visit on that device.
CREATE TABLE own_link (
    community_id TEXT NOT NULL,
    id TEXT NOT NULL CHECK (length(id) = 26),
    person_id TEXT NOT NULL,
    token_hash TEXT NOT NULL CHECK (length(token_hash) = 64),
    made_by TEXT NOT NULL,
    made_at TEXT NOT NULL CHECK (length(made_at) = 24),
    expires_at TEXT NOT NULL CHECK (length(expires_at) = 24),
    opened_at TEXT CHECK (length(opened_at) = 24),
    visit_hash TEXT CHECK (length(visit_hash) = 64),
    visit_until TEXT CHECK (length(visit_until) = 24),
    said_word BOOLEAN NOT NULL DEFAULT FALSE,
    tries INTEGER NOT NULL DEFAULT 0 CHECK (tries >= 0),
    ended_at TEXT CHECK (length(ended_at) = 24),
    PRIMARY KEY (community_id, id),
    UNIQUE (community_id, token_hash),
    FOREIGN KEY (community_id, person_id) REFERENCES person (community_id, id) ON DELETE CASCADE,
    CHECK ((opened_at IS NULL) = (visit_hash IS NULL))
);
CREATE INDEX own_link_person ON own_link (community_id, person_id, id);
CREATE UNIQUE INDEX own_link_visit ON own_link (community_id, visit_hash);

-- The word that a person chose, behind which is more than the plan.
CREATE TABLE own_word (
    community_id TEXT NOT NULL,
    person_id TEXT NOT NULL,
    hash TEXT NOT NULL CHECK (hash LIKE '$argon2id$%'),
    set_by TEXT NOT NULL,
    set_at TEXT NOT NULL CHECK (length(set_at) = 24),
    PRIMARY KEY (community_id, person_id),
    FOREIGN KEY (community_id, person_id) REFERENCES person (community_id, id) ON DELETE CASCADE
);

-- What a person asked for on their own page, until somebody has seen to it.
CREATE TABLE own_request (
    community_id TEXT NOT NULL,
    id TEXT NOT NULL CHECK (length(id) = 26),
    person_id TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('correct', 'erase', 'talk')),
    words BLOB NOT NULL,
    at TEXT NOT NULL CHECK (length(at) = 24),
    seen_at TEXT CHECK (length(seen_at) = 24),
    seen_by TEXT,
    PRIMARY KEY (community_id, id),
    FOREIGN KEY (community_id, person_id) REFERENCES person (community_id, id) ON DELETE CASCADE,
    CHECK ((seen_at IS NULL) = (seen_by IS NULL))
);
CREATE INDEX own_request_waits ON own_request (community_id, at) WHERE seen_at IS NULL;
CREATE INDEX own_request_person ON own_request (community_id, person_id);

-- +goose Down
DROP TABLE own_request;
DROP TABLE own_word;
DROP TABLE own_link;
