-- +goose Up

-- A community's own wording of one message in one language. The newest edition
-- holds; earlier ones stay, so that what was read out can be found again. A row
-- without words takes the wording back to the standard one.
CREATE TABLE phrase (
    community_id TEXT NOT NULL REFERENCES community (community_id),
    language TEXT NOT NULL CHECK (length(language) BETWEEN 2 AND 8),
    message_key TEXT NOT NULL CHECK (message_key <> ''),
    version INTEGER NOT NULL CHECK (version > 0),
    forms TEXT,
    account_id TEXT NOT NULL,
    at TEXT NOT NULL CHECK (length(at) = 24),
    PRIMARY KEY (community_id, language, message_key, version)
);

-- The languages that the community offers beside English: somebody who speaks
-- them has read them.
CREATE TABLE offered_language (
    community_id TEXT NOT NULL REFERENCES community (community_id),
    language TEXT NOT NULL CHECK (length(language) BETWEEN 2 AND 8),
    account_id TEXT NOT NULL,
    at TEXT NOT NULL CHECK (length(at) = 24),
    PRIMARY KEY (community_id, language)
);

-- Grows with every change of words, so that a process knows whether it has the
-- present ones.
CREATE TABLE phrase_revision (
    community_id TEXT NOT NULL PRIMARY KEY REFERENCES community (community_id),
    revision INTEGER NOT NULL
);

-- +goose Down
DROP TABLE phrase_revision;
DROP TABLE offered_language;
DROP TABLE phrase;
