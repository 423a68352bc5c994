-- +goose Up
CREATE TABLE community (
    community_id TEXT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL CHECK (name <> ''),
    staffed_number TEXT NOT NULL DEFAULT '',
    staffed_hours TEXT NOT NULL DEFAULT '',
    created_at TEXT NOT NULL CHECK (length(created_at) = 24)
);

-- One row for each form that was applied, so that sending it twice counts once.
CREATE TABLE receipt (
    community_id TEXT NOT NULL REFERENCES community (community_id),
    digest TEXT NOT NULL,
    at TEXT NOT NULL CHECK (length(at) = 24),
    PRIMARY KEY (community_id, digest)
);
CREATE INDEX receipt_at ON receipt (community_id, at);

-- The end of the community's chain of entries: the next one grows from here.
CREATE TABLE trail_head (
    community_id TEXT NOT NULL PRIMARY KEY REFERENCES community (community_id),
    seq INTEGER NOT NULL,
    hash TEXT NOT NULL
);

-- Append-only. hash = SHA-256 over the previous hash, seq, at, account, event,
-- subject and digest; digest = SHA-256 over nonce, person and facts, so that
-- those three can be blanked when a person is erased and the chain still holds.
CREATE TABLE trail (
    community_id TEXT NOT NULL REFERENCES community (community_id),
    seq INTEGER NOT NULL,
    at TEXT NOT NULL CHECK (length(at) = 24),
    account_id TEXT NOT NULL,
    event TEXT NOT NULL,
    subject_kind TEXT NOT NULL,
    subject_id TEXT NOT NULL,
    person_id TEXT,
    facts TEXT,
    nonce TEXT,
    digest TEXT NOT NULL,
    hash TEXT NOT NULL,
    PRIMARY KEY (community_id, seq)
);
CREATE INDEX trail_person ON trail (community_id, person_id, seq);

-- Who looked at a named record: gathered and written at least once a second.
CREATE TABLE trail_read (
    community_id TEXT NOT NULL REFERENCES community (community_id),
    id TEXT NOT NULL,
    at TEXT NOT NULL CHECK (length(at) = 24),
    account_id TEXT NOT NULL,
    person_id TEXT NOT NULL,
    page TEXT NOT NULL,
    PRIMARY KEY (community_id, id)
);
CREATE INDEX trail_read_person ON trail_read (community_id, person_id, at);

-- +goose Down
DROP TABLE trail_read;
DROP TABLE trail;
DROP TABLE trail_head;
DROP TABLE receipt;
DROP TABLE community;
